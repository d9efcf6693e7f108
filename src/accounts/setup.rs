//! The link of the first run: one-time, thirty minutes, in memory only.

use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::secret::{Random, Token, TokenHash, TokenKind};
use crate::text;

const LIFE: Duration = Duration::from_mins(30);

/// The link that is open, if any. A restart makes a new one as long as nobody has an account.
#[derive(Debug, Default)]
pub struct SetupLink(Mutex<Option<(TokenHash, Timestamp)>>);

impl SetupLink {
    /// Makes a link and forgets the one before.
    pub fn issue(&self, random: &Random, now: Timestamp) -> Token {
        let token = Token::generate(TokenKind::Setup, random);
        *self.0.lock() = Some((token.hash(), now.plus(LIFE)));
        token
    }

    /// Looks whether a presented token opens the set-up; looking does not use it up.
    ///
    /// # Errors
    /// `Expired`, with how to get a new link.
    pub fn check(&self, presented: &str, now: Timestamp) -> Result<()> {
        let token = Token::parse(TokenKind::Setup, presented);
        let open = self.0.lock().is_some_and(|(hash, expires_at)| {
            now < expires_at && token.is_some_and(|token| token.hash().matches(&hash))
        });
        if open {
            Ok(())
        } else {
            Err(Error::Expired(text!("setup-link-expired")))
        }
    }

    /// Uses the link up.
    pub fn close(&self) {
        *self.0.lock() = None;
    }
}
