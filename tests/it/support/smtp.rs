//! A mail server inside the test: STARTTLS, and answers by the name of the recipient.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};

use super::Mail;

/// What the server has seen.
#[derive(Default)]
struct Seen {
    mails: Vec<Vec<u8>>,
    /// Tries of each recipient.
    tries: HashMap<String, u32>,
    /// Commands that came before TLS, besides EHLO, STARTTLS and QUIT.
    in_the_clear: Vec<String>,
}

/// A mail server on port 0. A recipient `later-…` is put off once with 451, `never-…` is refused
/// with 550.
pub(crate) struct MailServer {
    pub(crate) port: u16,
    /// Its certificate, as a file to trust.
    pub(crate) certificate: PathBuf,
    seen: Arc<Mutex<Seen>>,
}

impl MailServer {
    /// A server that offers STARTTLS, or does not.
    pub(crate) async fn start(folder: &Path, offers_tls: bool) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let certificate = folder.join("mail-server.pem");
        std::fs::write(&certificate, made.cert.pem()).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config =
            ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_single_cert(vec![made.cert.der().clone()], PrivateKeyDer::Pkcs8(key))
                .unwrap();
        let tls = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = seen.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (tls, seen) = (offers_tls.then(|| tls.clone()), shared.clone());
                tokio::spawn(async move {
                    // Whoever hangs up in the middle ends the conversation, not the test.
                    let _ = serve(socket, tls, seen).await;
                });
            }
        });
        Self {
            port,
            certificate,
            seen,
        }
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        let seen = self.seen.lock();
        seen.mails.iter().map(|bytes| Mail::read(bytes)).collect()
    }

    pub(crate) fn tries(&self, recipient: &str) -> u32 {
        let seen = self.seen.lock();
        seen.tries.get(recipient).copied().unwrap_or_default()
    }

    pub(crate) fn in_the_clear(&self) -> Vec<String> {
        self.seen.lock().in_the_clear.clone()
    }
}

async fn serve(
    mut socket: TcpStream,
    tls: Option<TlsAcceptor>,
    seen: Arc<Mutex<Seen>>,
) -> std::io::Result<()> {
    socket.write_all(b"220 mail.example.org ESMTP\r\n").await?;
    let Some(tls) = tls else {
        converse(&mut socket, "", &seen, true).await?;
        return Ok(());
    };
    if converse(&mut socket, "250-STARTTLS\r\n", &seen, true).await? {
        let mut secret = tls.accept(socket).await?;
        converse(&mut secret, "", &seen, false).await?;
    }
    Ok(())
}

/// Talks until QUIT or STARTTLS; gives whether it was the latter.
async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    offers: &str,
    seen: &Mutex<Seen>,
    clear: bool,
) -> std::io::Result<bool> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        let command = line.trim().to_owned();
        let word = command.split([' ', ':']).next().unwrap().to_uppercase();
        if clear && !matches!(word.as_str(), "EHLO" | "STARTTLS" | "QUIT") {
            seen.lock().in_the_clear.push(command.clone());
        }
        let reply = match word.as_str() {
            "EHLO" => format!("250-mail.example.org\r\n{offers}250 8BITMIME\r\n"),
            "RCPT" => recipient(&command, seen),
            "STARTTLS" if !offers.is_empty() => "220 go on\r\n".to_owned(),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mail = data(&mut stream).await?;
                seen.lock().mails.push(mail);
                "250 taken\r\n".to_owned()
            }
            "QUIT" => "221 bye\r\n".to_owned(),
            _ => "250 ok\r\n".to_owned(),
        };
        stream.write_all(reply.as_bytes()).await?;
        stream.flush().await?;
        match word.as_str() {
            "STARTTLS" if !offers.is_empty() => return Ok(true),
            "QUIT" => return Ok(false),
            _ => {}
        }
    }
}

fn recipient(command: &str, seen: &Mutex<Seen>) -> String {
    let address = command.split(['<', '>']).nth(1).unwrap().to_owned();
    let mut seen = seen.lock();
    let tries = seen.tries.entry(address.clone()).or_default();
    *tries += 1;
    if address.starts_with("never-") {
        format!("550 <{address}>: nobody of this name\r\n")
    } else if address.starts_with("later-") && *tries == 1 {
        "451 come back later\r\n".to_owned()
    } else {
        "250 ok\r\n".to_owned()
    }
}

async fn data<S: AsyncBufReadExt + Unpin>(stream: &mut S) -> std::io::Result<Vec<u8>> {
    let mut mail = Vec::new();
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line).await?;
        if line == b".\r\n" || line.is_empty() {
            return Ok(mail);
        }
        mail.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
