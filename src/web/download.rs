//! Files that are written while they are sent: memory does not grow with their length, and no
//! read of the database lasts as long as the slowest client.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use rocket::http::{ContentType, Header};
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use tokio::io::{AsyncRead, AsyncWriteExt as _, DuplexStream, ReadBuf};

use crate::error::Result;

/// How much waits for a slow client.
const BUFFER: usize = 64 * 1024;

/// A file to be saved.
#[derive(Debug)]
pub struct Download {
    name: String,
    kind: ContentType,
    body: Body,
}

impl Download {
    /// A file that `write` gives piece by piece. `name` is the name of the file; what a file name
    /// or a header cannot hold is left out.
    pub fn new<F, W>(name: &str, kind: ContentType, write: W) -> Self
    where
        W: FnOnce(Pieces) -> F,
        F: Future<Output = Result<()>> + Send + 'static,
    {
        let (sender, read) = tokio::io::duplex(BUFFER);
        let whole = Arc::new(AtomicBool::new(false));
        let written = write(Pieces(sender, Arc::clone(&whole)));
        tokio::spawn(async move {
            if let Err(error) = written.await {
                tracing::error!(%error, "a file was cut off");
            }
        });
        Self {
            name: file_name(name),
            kind,
            body: Body { read, whole },
        }
    }
}

/// Takes the pieces of a file. A file that is dropped before [`Pieces::end`] is broken off.
#[derive(Debug)]
pub struct Pieces(DuplexStream, Arc<AtomicBool>);

impl Pieces {
    /// Sends a piece, waiting for a slow client; false when the client went away.
    pub async fn send(&mut self, piece: &[u8]) -> bool {
        self.0.write_all(piece).await.is_ok()
    }

    /// Nothing is missing.
    pub fn end(self) {
        self.1.store(true, Ordering::Release);
    }
}

/// Letters, digits, `-`, `_` and `.`; everything else becomes one `-`.
fn file_name(name: &str) -> String {
    let mut clean = String::new();
    for letter in name.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.') {
            clean.push(letter.to_ascii_lowercase());
        } else if !clean.ends_with('-') {
            clean.push('-');
        }
    }
    clean.trim_matches(['-', '.']).to_owned()
}

/// What is sent. The end of a file that is not whole is an error, so that the connection breaks
/// instead of the file looking complete.
#[derive(Debug)]
struct Body {
    read: DuplexStream,
    whole: Arc<AtomicBool>,
}

impl AsyncRead for Body {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.read).poll_read(context, buffer);
        let ended = matches!(polled, Poll::Ready(Ok(()))) && buffer.filled().len() == before;
        if ended && !self.whole.load(Ordering::Acquire) {
            return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into()));
        }
        polled
    }
}

impl<'r> Responder<'r, 'static> for Download {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Response::build()
            .header(self.kind)
            .header(Header::new(
                "Content-Disposition",
                format!("attachment; filename=\"{}\"", self.name),
            ))
            .header(Header::new("Cache-Control", "private, no-store"))
            .max_chunk_size(BUFFER)
            .streamed_body(self.body)
            .ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use tokio::io::AsyncReadExt as _;

    #[test]
    fn file_names_hold_nothing_strange() {
        assert_eq!(
            file_name("Acme \"R&D\"\r\n audit.csv"),
            "acme-r-d-audit.csv"
        );
        assert_eq!(file_name("../../etc"), "etc");
    }

    #[tokio::test]
    async fn a_file_that_fails_is_not_taken_for_a_whole_one() {
        let whole = Download::new("x", ContentType::CSV, |mut pieces| async move {
            assert!(pieces.send(b"ab").await);
            pieces.end();
            Ok(())
        });
        let (mut text, mut body) = (String::new(), whole.body);
        body.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "ab");

        let broken = Download::new("x", ContentType::CSV, |mut pieces| async move {
            assert!(pieces.send(b"ab").await);
            Err(Error::internal("gone"))
        });
        let mut body = broken.body;
        assert!(body.read_to_string(&mut text).await.is_err());
    }
}
