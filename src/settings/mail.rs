//! How mail leaves, and who may make an account by themselves.

use std::path::PathBuf;

use serde::Deserialize;

use crate::secret::Secret;

/// How mail leaves. Without a host it is written to files, one a mail, in the folder `mail` of
/// the data folder.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server; without one mail is written to files.
    pub host: Option<String>,
    /// Its port. Default 587 with `starttls`, 465 with `tls`, 25 with `none`.
    pub port: Option<u16>,
    /// How the connection is kept secret. Default `starttls`.
    pub tls: Tls,
    /// The name to sign in with; without one nobody signs in.
    pub username: Option<String>,
    /// The password to sign in with.
    pub password: Option<Secret<String>>,
    /// Who sends: an address, or `Name <address>`. Needed with a host.
    pub from: Option<String>,
    /// A file of certificates (PEM) that are trusted besides the well-known ones.
    pub ca_file: Option<PathBuf>,
}

/// How the connection to the mail server is kept secret. None of them falls back to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// It begins in the clear and goes on in TLS, before anything is said.
    #[default]
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// In the clear: for a mail server on the same machine.
    None,
}

impl Tls {
    /// The port that is usual with it.
    pub fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl MailSettings {
    /// What does not go together, as (key, sentence).
    pub(super) fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        if self.host.is_some() && self.from.is_none() {
            return Some(("mail.from", "with a mail server, say who sends"));
        }
        match (&self.username, &self.password) {
            (Some(_), None) => Some(("mail.password", "there is a username, but no password")),
            (None, Some(_)) => Some(("mail.username", "there is a password, but no username")),
            _ => None,
        }
    }
}

/// Who may make an account by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// Nobody: accounts are made at the command line.
    Off,
    /// Whoever was invited to a team.
    #[default]
    Invite,
    /// Anybody.
    Open,
}

#[cfg(test)]
mod tests {
    use rocket::figment::Figment;
    use rocket::figment::providers::{Format as _, Toml};

    use super::*;
    use crate::settings::{Flags, Settings, settings_figment};

    fn read(toml: &str) -> Result<Settings, Box<rocket::figment::Error>> {
        let file = Figment::from(Toml::string(toml).nested()).select("default");
        settings_figment(&file, &Flags::default())
            .extract()
            .map_err(Box::new)
    }

    #[test]
    fn mail_has_safe_defaults_and_its_password_does_not_print() {
        let none = read("").unwrap();
        assert_eq!(none.mail.host, None);
        assert_eq!(
            (none.mail.tls, none.signup),
            (Tls::StartTls, SignUp::Invite)
        );
        assert_eq!(none.mail.contradiction(), None);
        assert_eq!(
            [Tls::StartTls, Tls::Tls, Tls::None].map(Tls::port),
            [587, 465, 25]
        );

        let whole = "
            [default.scalix]
            signup = 'open'
            [default.scalix.mail]
            host = 'mail.example.org'
            tls = 'tls'
            from = 'Scalix <scalix@example.org>'
            username = 'scalix'
            password = 'hunter2'";
        let whole = read(whole).unwrap();
        assert_eq!((whole.mail.tls, whole.signup), (Tls::Tls, SignUp::Open));
        assert_eq!(whole.mail.contradiction(), None);
        assert!(!format!("{whole:?}").contains("hunter2"));
    }

    #[test]
    fn what_does_not_go_together_is_named() {
        for (toml, key) in [
            ("host = 'x'", "mail.from"),
            ("username = 'x'", "mail.password"),
            ("password = 'x'", "mail.username"),
        ] {
            let settings = read(&format!("[default.scalix.mail]\n{toml}")).unwrap();
            let named = settings.mail.contradiction().map(|(key, _)| key);
            assert_eq!(named, Some(key), "{toml}");
        }
        for wrong in ["tls = 'opportunistic'", "hosts = 'x'", "port = 99999"] {
            assert!(
                read(&format!("[default.scalix.mail]\n{wrong}")).is_err(),
                "{wrong}"
            );
        }
        assert!(read("[default.scalix]\nsignup = 'everybody'").is_err());
    }
}
