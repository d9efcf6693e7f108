//! Links in mails: tokens that nobody stores.
//!
//! A [`Ticket`] says what a link shall be good for and may be kept; the token is an HMAC-SHA-256
//! over it, made when the mail is sent and checked when the link is used. What makes it good once
//! is the [`State`] in it: a digest of what using the link changes, such as the password's hash.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::clock::Timestamp;
use crate::data_dir::MasterKey;
use crate::error::{Error, Result};
use crate::secret::{self, Secret};
use crate::text;

/// What a link is good for; a token of one purpose opens no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To show that an address is one's own. The subject is the account.
    ConfirmEmail,
    /// To make an account that was asked for. The subject is the request.
    SignUp,
    /// To choose a new password. The subject is the account.
    ResetPassword,
    /// To get no more mail of a kind. The subject is the account and the topic.
    Unsubscribe,
    /// To join a team. The subject is the invitation, which says until when.
    Invitation,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 5] = [
        Self::ConfirmEmail,
        Self::SignUp,
        Self::ResetPassword,
        Self::Unsubscribe,
        Self::Invitation,
    ];

    /// The word in the token.
    pub fn word(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm-email",
            Self::SignUp => "sign-up",
            Self::ResetPassword => "reset-password",
            Self::Unsubscribe => "unsubscribe",
            Self::Invitation => "invitation",
        }
    }

    /// How long a link is good, from when its mail is sent; `None`: for ever, or for as long as
    /// the row of its subject says.
    pub fn life(self) -> Option<Duration> {
        match self {
            Self::ConfirmEmail => Some(Duration::from_hours(7 * 24)),
            Self::SignUp => Some(Duration::from_hours(24)),
            Self::ResetPassword => Some(Duration::from_hours(1)),
            Self::Unsubscribe | Self::Invitation => None,
        }
    }

    /// The page that a link opens, with its token; opening it changes nothing.
    pub fn page(self, token: &Secret<String>) -> String {
        let token = token.reveal();
        match self {
            Self::ConfirmEmail | Self::SignUp => format!("/verify-email?token={token}"),
            Self::ResetPassword => format!("/reset?token={token}"),
            Self::Unsubscribe => format!("/unsubscribe?token={token}"),
            Self::Invitation => format!("/invitations/{token}"),
        }
    }
}

/// A digest of what using a link changes: afterwards it is another one, and the link is used up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State(String);

impl State {
    /// The digest of these values in this order.
    pub fn of(values: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for value in values {
            // With its length before it, so that no two lists of values read alike.
            hasher.update((value.len() as u64).to_be_bytes());
            hasher.update(value);
        }
        let digest: [u8; 32] = hasher.finalize().into();
        Self(hex(digest.get(..16).unwrap_or(&digest)))
    }

    /// For links that stay good when they were used.
    pub fn lasting() -> Self {
        Self::of(&[])
    }
}

/// What a link shall be good for. It holds no secret and may be stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// For what.
    pub purpose: Purpose,
    /// For whom or what: a public id.
    pub subject: String,
    /// In which state of it.
    pub state: State,
}

impl Ticket {
    /// A ticket for a subject in its present state.
    pub fn new(purpose: Purpose, subject: impl Into<String>, state: State) -> Self {
        Self {
            purpose,
            subject: subject.into(),
            state,
        }
    }
}

/// What a genuine token says. Whether it was used is told by [`Claim::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// For whom or what.
    pub subject: String,
    state: String,
}

impl Claim {
    /// Whether the subject is still in the state that the link was made for.
    ///
    /// # Errors
    /// `Expired` when it is not: the link was used, or something else came before it.
    pub fn check(&self, present: &State) -> Result<()> {
        if self.state.as_bytes().ct_eq(present.0.as_bytes()).into() {
            Ok(())
        } else {
            Err(used_up())
        }
    }
}

/// What to tell about a link that is old, used or none of ours: which of it helps only those who
/// guess.
pub fn used_up() -> Error {
    Error::Expired(text!("link-used-up"))
}

/// Makes tokens for links and checks them.
#[derive(Clone, Debug)]
pub struct Links(Secret<[u8; 32]>);

impl Links {
    /// With a key of their own, derived from the instance's.
    pub fn new(key: &MasterKey) -> Self {
        Self(key.derive("links"))
    }

    /// The token of a ticket, good until `expires`. Letters, digits and `-_.` only.
    pub fn sign(&self, ticket: &Ticket, expires: Option<Timestamp>) -> Secret<String> {
        let body = format!(
            "{}.{}.{}.{}",
            ticket.purpose.word(),
            ticket.subject,
            expires.map_or(0, Timestamp::ms),
            ticket.state.0,
        );
        let mac = hex(&self.mac(&body));
        Secret::new(format!("{body}.{mac}"))
    }

    /// The token of a ticket that is sent now.
    pub fn sign_now(&self, ticket: &Ticket, now: Timestamp) -> Secret<String> {
        let expires = ticket.purpose.life().map(|life| now.plus(life));
        self.sign(ticket, expires)
    }

    /// What a presented token says, when we made it for this purpose and its time is not over.
    ///
    /// # Errors
    /// `Expired`, with one sentence for all that can be wrong.
    pub fn read(&self, purpose: Purpose, token: &str, now: Timestamp) -> Result<Claim> {
        self.genuine(purpose, token, now).ok_or_else(used_up)
    }

    fn genuine(&self, purpose: Purpose, token: &str, now: Timestamp) -> Option<Claim> {
        if token.len() > 512 {
            return None;
        }
        let (body, mac) = token.rsplit_once('.')?;
        let genuine: bool = hex(&self.mac(body)).as_bytes().ct_eq(mac.as_bytes()).into();
        if !genuine {
            return None;
        }
        let mut parts = body.split('.');
        let (word, subject) = (parts.next()?, parts.next()?);
        let (expires, state) = (parts.next()?.parse::<i64>().ok()?, parts.next()?);
        let alive = expires == 0 || now.ms() < expires;
        let right = word == purpose.word() && parts.next().is_none() && alive;
        right.then(|| Claim {
            subject: subject.to_owned(),
            state: state.to_owned(),
        })
    }

    /// The purpose that a presented token says it has; [`Links::read`] tells whether it is true.
    pub fn purpose(token: &str) -> Option<Purpose> {
        let word = token.split('.').next()?;
        Purpose::ALL
            .into_iter()
            .find(|purpose| purpose.word() == word)
    }

    fn mac(&self, body: &str) -> [u8; 32] {
        secret::mac(&self.0, body)
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Random;

    fn links(seed: u64) -> Links {
        Links::new(&MasterKey::generate(&Random::seeded(seed)))
    }

    #[test]
    fn a_link_is_good_for_its_purpose_subject_state_and_time_only() {
        let (links, others) = (links(1), links(2));
        let now = Timestamp::from_ms(1_000);
        let state = State::of(&["hash"]);
        let ticket = Ticket::new(Purpose::ResetPassword, "usr_x", state.clone());
        let token = links.sign_now(&ticket, now).reveal().clone();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        assert!(token.bytes().all(plain), "{token}");

        let claim = links.read(Purpose::ResetPassword, &token, now).unwrap();
        assert_eq!(claim.subject, "usr_x");
        assert!(claim.check(&state).is_ok());
        assert!(claim.check(&State::of(&["another hash"])).is_err());

        assert!(links.read(Purpose::ConfirmEmail, &token, now).is_err());
        let hour = Duration::from_hours(1);
        let last = Timestamp::from_ms(now.plus(hour).ms() - 1);
        assert!(links.read(Purpose::ResetPassword, &token, last).is_ok());
        let over = now.plus(hour);
        assert!(links.read(Purpose::ResetPassword, &token, over).is_err());
        assert!(others.read(Purpose::ResetPassword, &token, now).is_err());
        for at in 0..token.len() {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'0' { b'1' } else { b'0' };
            let forged = String::from_utf8(forged).unwrap();
            let read = links.read(Purpose::ResetPassword, &forged, now);
            assert!(matches!(read, Err(Error::Expired(_))), "{forged}");
        }
        for nonsense in [
            "",
            ".",
            "....",
            "reset-password.usr_x.0.0",
            &"a.".repeat(999),
        ] {
            assert!(links.read(Purpose::ResetPassword, nonsense, now).is_err());
        }
    }

    #[test]
    fn values_do_not_run_into_each_other() {
        assert_ne!(State::of(&["ab", "c"]), State::of(&["a", "bc"]));
        assert_ne!(State::of(&["", "a"]), State::of(&["a", ""]));
    }

    #[test]
    fn a_purpose_is_read_back() {
        for purpose in Purpose::ALL {
            let ticket = Ticket::new(purpose, "x", State::lasting());
            let token = links(1).sign(&ticket, None);
            assert_eq!(Links::purpose(token.reveal()), Some(purpose));
        }
        assert_eq!(Links::purpose("nonsense"), None);
    }
}
