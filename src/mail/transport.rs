//! How a mail leaves: to a mail server, into a folder, or into memory for tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use parking_lot::Mutex;

use crate::error::{Error, Result};
use crate::settings::{self, Settings};
use crate::text;

/// How long the mail server may take for one answer.
const ANSWER: Duration = Duration::from_secs(10);
/// How long it may take for a whole mail; far less than a lease.
const WHOLE: Duration = Duration::from_mins(1);

/// How mail leaves; clones share it.
#[derive(Clone, Debug)]
pub struct Transport {
    way: Way,
    from: Mailbox,
}

#[derive(Clone, Debug)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(Arc<PathBuf>),
    Memory(Sent),
}

/// The mails of a test, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Sent(Arc<Mutex<Vec<Vec<u8>>>>);

impl Sent {
    /// The bytes of each mail.
    pub fn all(&self) -> Vec<Vec<u8>> {
        self.0.lock().clone()
    }
}

/// Why a mail did not leave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    /// For operators; it may name the recipient.
    pub(super) reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// The mail is refused for good.
    Refused,
    /// The server asks for another try.
    Postponed,
    /// There was no talking to the server: no other mail will leave now either.
    Unreachable,
}

impl Transport {
    /// What the settings ask for.
    ///
    /// # Errors
    /// `Conflict` when the sender is no address or the certificates cannot be read.
    pub fn open(settings: &Settings) -> Result<Self> {
        let mail = &settings.mail;
        let from = mail.from.as_deref().unwrap_or("Scalix <scalix@localhost>");
        let from = from
            .parse()
            .map_err(|_| Error::Conflict(text!("mail-from-wrong", from = from)))?;
        let way = match &mail.host {
            Some(host) => Way::Smtp(smtp(settings, host)?),
            None => Way::Folder(Arc::new(settings.data_dir.join("mail"))),
        };
        Ok(Self { way, from })
    }

    /// Keeps mails in memory, for tests.
    pub fn memory() -> (Self, Sent) {
        let sent = Sent::default();
        let from = Mailbox::new(
            Some("Scalix".to_owned()),
            lettre::Address::new_dangerous("scalix", "example.org"),
        );
        let way = Way::Memory(sent.clone());
        (Self { way, from }, sent)
    }

    /// Who sends.
    pub(super) fn from(&self) -> &Mailbox {
        &self.from
    }

    /// Sends a mail; `name` is its name in a folder.
    pub(super) async fn send(&self, name: &str, message: Message) -> Result<(), Failure> {
        match &self.way {
            Way::Smtp(server) => match tokio::time::timeout(WHOLE, server.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(failure(&error)),
                Err(_) => Err(Failure {
                    kind: FailureKind::Unreachable,
                    reason: "the mail server took too long".to_owned(),
                }),
            },
            Way::Folder(folder) => {
                let path = folder.join(format!("{name}.eml"));
                let bytes = message.formatted();
                let written = tokio::task::spawn_blocking(move || write(&path, &bytes)).await;
                let written = written.unwrap_or_else(|error| Err(std::io::Error::other(error)));
                written.map_err(|error| Failure {
                    kind: FailureKind::Unreachable,
                    reason: format!("the file could not be written: {error}"),
                })
            }
            Way::Memory(sent) => {
                sent.0.lock().push(message.formatted());
                Ok(())
            }
        }
    }
}

fn smtp(settings: &Settings, host: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let mail = &settings.mail;
    let tls = match mail.tls {
        settings::Tls::StartTls => Tls::Required(certificates(settings, host)?),
        settings::Tls::Tls => Tls::Wrapper(certificates(settings, host)?),
        settings::Tls::None => {
            tracing::warn!(host, "mail goes to the mail server in the clear");
            Tls::None
        }
    };
    let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(mail.port.unwrap_or(mail.tls.port()))
        .tls(tls)
        .timeout(Some(ANSWER));
    if let (Some(username), Some(password)) = (&mail.username, &mail.password) {
        let password = password.reveal().clone();
        server = server.credentials(Credentials::new(username.clone(), password));
    }
    // A name that means something to the server, or a literal address, as RFC 5321 asks.
    let name = settings.public_url.as_ref().and_then(url::Url::domain);
    if let Some(name) = name {
        server = server.hello_name(ClientId::Domain(name.to_owned()));
    }
    Ok(server.build())
}

fn certificates(settings: &Settings, host: &str) -> Result<TlsParameters> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(path) = &settings.mail.ca_file {
        let unreadable = |reason: String| {
            let file = path.display().to_string();
            Error::Conflict(text!("mail-ca-file", file = file, reason = reason))
        };
        let pem = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        let trusted = Certificate::from_pem(&pem).map_err(|error| unreadable(error.to_string()))?;
        tls = tls.add_root_certificate(trusted);
    }
    tls.build().map_err(|error| Error::Internal(error.into()))
}

/// 4xx may work later, 5xx never will; what is not about this mail stops the others as well.
fn failure(error: &lettre::transport::smtp::Error) -> Failure {
    let code = error.status().map(u16::from);
    let kind = match code {
        // It is closing, or does not like our name or password: an operator can change that.
        None | Some(421 | 454 | 530 | 534 | 535 | 538) => FailureKind::Unreachable,
        Some(500..) => FailureKind::Refused,
        Some(_) => FailureKind::Postponed,
    };
    let mut reason = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !reason.contains(&cause_text) {
            reason = format!("{reason}: {cause_text}");
        }
        source = cause.source();
    }
    Failure { kind, reason }
}

/// Writes a mail for its owner alone, whole or not at all; a second time replaces the first.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    if let Some(folder) = path.parent() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let draft = path.with_extension("part");
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}
