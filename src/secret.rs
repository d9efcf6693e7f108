//! Secrets and tokens: types that cannot be printed by accident, and the one source of
//! randomness.
//!
//! A [`Token`] exists in memory only, between its making and the one reply that shows it; the
//! database holds its [`TokenHash`].

use std::fmt;
use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use parking_lot::Mutex;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _, TryRng as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// A value that never prints.
#[derive(Clone, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value; every call is a place to look at in a review.
    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Secret<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Where tokens and ids come from: the system, or a seed in tests.
#[derive(Clone, Default)]
pub enum Random {
    /// The operating system's generator.
    #[default]
    System,
    /// A generator that repeats itself, for tests.
    Seeded(Arc<Mutex<StdRng>>),
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

impl Random {
    /// A generator that gives the same values for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// Fills a buffer.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    pub fn fill(&self, buffer: &mut [u8]) {
        match self {
            Self::System => {
                #[expect(clippy::expect_used, reason = "without randomness no secret is safe")]
                rand::rngs::SysRng
                    .try_fill_bytes(buffer)
                    .expect("the system gives randomness");
            }
            Self::Seeded(rng) => rng.lock().fill_bytes(buffer),
        }
    }

    /// `length` characters of `0-9A-Za-z`, each equally likely (5.95 bits a character).
    pub fn base62(&self, length: usize) -> String {
        base62_of(length, |buffer| self.fill(buffer))
    }

    /// The same for names that are no secrets: from a generator of this thread that the operating
    /// system seeds, which saves asking the system each time.
    pub fn base62_of_thread(&self, length: usize) -> String {
        match self {
            Self::System => base62_of(length, |buffer| {
                #[expect(clippy::disallowed_methods, reason = "the home of randomness")]
                rand::rng().fill_bytes(buffer);
            }),
            Self::Seeded(_) => self.base62(length),
        }
    }

    /// Thirty-two random bytes.
    pub fn bytes32(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        bytes
    }
}

fn base62_of(length: usize, mut fill: impl FnMut(&mut [u8])) -> String {
    let mut text = String::with_capacity(length);
    let mut buffer = [0_u8; 64];
    while text.len() < length {
        fill(&mut buffer);
        // 248 = 4 x 62: what is above would make the first characters likelier.
        for byte in buffer.iter().filter(|byte| **byte < 248) {
            if text.len() < length {
                text.push(base62_digit(u32::from(*byte)));
            }
        }
    }
    text
}

fn base62_digit(value: u32) -> char {
    char::from(BASE62.get((value % 62) as usize).copied().unwrap_or(b'0'))
}

/// The kinds of tokens that leave this server; each has a prefix that leak scanners can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A project's API key.
    ProjectKey,
    /// A personal token.
    Personal,
    /// A browser session; no prefix, no checksum: it lives in a cookie only.
    Session,
    /// The link of the first run.
    Setup,
    /// A sign-in that waits for its second factor; lives in a cookie only.
    HalfSession,
}

impl TokenKind {
    /// What the token begins with.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::ProjectKey => "sk_scalix_",
            Self::Personal => "pat_scalix_",
            Self::Session => "ses_scalix_",
            Self::Setup => "setup_scalix_",
            Self::HalfSession => "half_scalix_",
        }
    }
}

/// Random characters in a token: 30 of base 62 are 178 bits.
const RANDOM_CHARACTERS: usize = 30;
/// Characters of the checksum: CRC-32 in base 62.
const CHECKSUM_CHARACTERS: usize = 6;

/// A credential in the clear: prefix, 30 random base62 characters, 6 of CRC-32 over what
/// precedes. Neither `Debug` nor `Serialize`.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token.
    pub fn generate(kind: TokenKind, random: &Random) -> Self {
        let mut text = String::from(kind.prefix());
        text.push_str(&random.base62(RANDOM_CHARACTERS));
        let sum = checksum(&text);
        text.push_str(&sum);
        Self(text)
    }

    /// Reads a presented token. `None` for another kind, a wrong length or a wrong checksum, so
    /// that typing errors cost no look-up.
    pub fn parse(kind: TokenKind, text: &str) -> Option<Self> {
        let rest = text.strip_prefix(kind.prefix())?;
        if rest.len() != RANDOM_CHARACTERS + CHECKSUM_CHARACTERS
            || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return None;
        }
        let (body, sum) = text.split_at(text.len() - CHECKSUM_CHARACTERS);
        (checksum(body) == sum).then(|| Self(text.to_owned()))
    }

    /// The whole token, for the one reply that shows it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// What lists may show: the prefix with its first six characters, and the last four.
    pub fn hint(&self) -> TokenHint {
        let start = self.0.rfind('_').map_or(0, |at| at + 1);
        TokenHint {
            head: self.0.chars().take(start + 6).collect(),
            tail: self
                .0
                .chars()
                .skip(self.0.len().saturating_sub(4))
                .collect(),
        }
    }
}

fn checksum(text: &str) -> String {
    let mut value = crc32fast::hash(text.as_bytes());
    let mut digits = [' '; CHECKSUM_CHARACTERS];
    for digit in digits.iter_mut().rev() {
        *digit = base62_digit(value);
        value /= 62;
    }
    digits.iter().collect()
}

/// HMAC-SHA-256 (RFC 2104) of a message.
pub(crate) fn mac(key: &Secret<[u8; 32]>, message: &str) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "this kind of key may have any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal()).expect("a key of 32 bytes");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The SHA-256 of a token: enough for a random value of 178 bits; slow hashes are for passwords.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl TokenHash {
    /// Compares without telling by time where two hashes differ.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

/// The parts of a token that may be shown and stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHint {
    /// The prefix and six characters.
    pub head: String,
    /// The last four characters.
    pub tail: String,
}

impl fmt::Display for TokenHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}…{}", self.head, self.tail)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_is_read_back_and_a_typing_error_is_refused() {
        let token = Token::generate(TokenKind::ProjectKey, &Random::seeded(7));
        let text = token.reveal().to_owned();
        assert_eq!(text.len(), "sk_scalix_".len() + 36);
        assert!(Token::parse(TokenKind::ProjectKey, &text).is_some());
        assert!(Token::parse(TokenKind::Personal, &text).is_none());
        for at in 10..text.len() {
            let mut wrong = text.clone().into_bytes();
            wrong[at] = if wrong[at] == b'a' { b'b' } else { b'a' };
            let wrong = String::from_utf8(wrong).unwrap();
            assert!(
                Token::parse(TokenKind::ProjectKey, &wrong).is_none(),
                "{wrong}"
            );
        }
        let hint = token.hint().to_string();
        assert!(hint.chars().count() >= 16 && text.starts_with(&token.hint().head));
        assert_eq!(token.hint().head.len(), 16);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_fail(text in "\\PC{0,80}") {
            let _ = Token::parse(TokenKind::ProjectKey, &text);
            let _ = Token::parse(TokenKind::ProjectKey, &format!("sk_scalix_{text}"));
        }
    }

    #[test]
    fn secrets_do_not_print() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "(secret)");
        assert_eq!(
            format!(
                "{:?}",
                Token::generate(TokenKind::Setup, &Random::seeded(1)).hash()
            ),
            "TokenHash"
        );
    }
}
