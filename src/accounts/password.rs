//! Passwords: argon2id off the async threads, at most as many at once as there are cores.
//!
//! Parameters are the OWASP minimum (Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1),
//! which are also the defaults of the crate.

use std::fmt;
use std::sync::Arc;

use tokio::sync::Semaphore;
use zxcvbn::feedback::Warning;

use super::argon::{self, Memory};
use crate::error::{Error, Result};
use crate::secret::{Random, Secret};
use crate::text;
use crate::text::Text;

const SHORTEST: usize = 12;
const LONGEST: usize = 256;
/// Of 4 (zxcvbn): "safely unguessable: moderate protection from offline slow-hash scenario".
const STRONG_ENOUGH: zxcvbn::Score = zxcvbn::Score::Three;
/// Sign-ins that may wait for a core; more would only time out.
const WAITING: usize = 64;

/// An argon2id hash as a PHC string. Never prints.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub(crate) fn stored(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash")
    }
}

/// Judges a new password: 12 to 256 characters of any kind, not easily guessed by someone who
/// knows `known` (name, address). No composition rule.
pub(super) fn check(password: &Secret<String>, known: &[&str]) -> Result<(), Text> {
    let password = password.reveal();
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(text!("password-short", least = SHORTEST));
    }
    if length > LONGEST {
        return Err(text!("password-long", most = LONGEST));
    }
    if password.contains('\0') {
        return Err(text!("field-characters"));
    }
    // Whole names and their parts: "lovelace2026" is a guess for Ada Lovelace.
    let parts: Vec<&str> = known
        .iter()
        .flat_map(|text| text.split([' ', '@', '.', '-', '_', '+']).chain([*text]))
        .filter(|part| part.len() >= 3)
        .collect();
    let estimate = zxcvbn::zxcvbn(password, &parts);
    if estimate.score() >= STRONG_ENOUGH {
        return Ok(());
    }
    let lower = password.to_lowercase();
    if parts
        .iter()
        .any(|part| lower.contains(&part.to_lowercase()))
    {
        return Err(text!("password-weak-personal"));
    }
    let warning = estimate
        .feedback()
        .and_then(zxcvbn::feedback::Feedback::warning);
    Err(Text::new(warning.map_or("password-weak", reason)))
}

/// Why the estimator finds a password weak, as a sentence that helps to find a better one.
fn reason(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => "password-weak-keyboard",
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "password-weak-repeats",
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword => "password-weak-common",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "password-weak-similar",
        Warning::SequencesLikeAbcAreEasyToGuess => "password-weak-sequence",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => {
            "password-weak-date"
        }
        Warning::AWordByItselfIsEasyToGuess => "password-weak-word",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => "password-weak-name",
    }
}

/// Hashes and verifies; clones share the limit.
#[derive(Clone, Debug)]
pub struct Hasher {
    cores: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    memory: Arc<Memory>,
    random: Random,
    decoy: PasswordHash,
}

impl Hasher {
    /// A hasher that runs at most `cores` hashes at once (19 MiB each).
    ///
    /// # Errors
    /// When the decoy cannot be made, which is a fault of the library.
    pub fn new(cores: usize, random: Random) -> Result<Self> {
        let decoy = PasswordHash(argon::decoy(&random)?);
        Ok(Self {
            cores: Arc::new(Semaphore::new(cores.max(1))),
            waiting: Arc::new(Semaphore::new(WAITING)),
            memory: Arc::default(),
            random,
            decoy,
        })
    }

    /// The hash that unknown addresses are verified against, so that they take as long.
    pub(super) fn decoy(&self) -> PasswordHash {
        self.decoy.clone()
    }

    /// Hashes a password.
    pub async fn hash(&self, password: &Secret<String>) -> Result<PasswordHash> {
        let (password, random) = (password.clone(), self.random.clone());
        self.run(move |memory| Ok(PasswordHash(memory.hash(password.reveal(), &random)?)))
            .await
    }

    /// Whether the password is the one that was hashed.
    pub async fn verify(&self, password: Secret<String>, hash: PasswordHash) -> Result<bool> {
        // Longer ones were never accepted; the work must not grow with them.
        let too_long = password.reveal().chars().count() > LONGEST;
        let verified = self
            .run(move |memory| {
                let typed = if too_long {
                    ""
                } else {
                    password.reveal().as_str()
                };
                // What cannot be read as a hash is nobody's.
                Ok(memory.verify(typed, hash.as_str()).unwrap_or(false))
            })
            .await?;
        Ok(verified && !too_long)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Memory) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let busy = || Error::Unavailable("too many passwords wait to be hashed".into());
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let core = self
            .cores
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| busy())?;
        let memory = self.memory.clone();
        tokio::task::spawn_blocking(move || {
            let _core = core;
            work(&memory)
        })
        .await
        .map_err(|error| Error::Internal(error.into()))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_short_and_personal_passwords_are_refused() {
        let judge = |text: &str| {
            check(
                &Secret::new(text.to_owned()),
                &["Ada Lovelace", "ada@example.org"],
            )
        };
        for weak in [
            "",
            "short",
            "passwordpassword",
            "123456789012",
            "lovelacelovelace",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert!(judge(weak).is_err(), "{weak}");
        }
        assert!(judge(&"long and strong ".repeat(17)).is_err());
        for strong in [
            "correct horse battery staple",
            "пароль из четырёх слов",
            "kT9-vortex.Limpet",
        ] {
            assert_eq!(judge(strong), Ok(()), "{strong}");
        }
    }

    #[test]
    fn a_weak_password_is_refused_with_the_reason() {
        for (weak, key) in [
            ("lovelace2026", "password-weak-personal"),
            ("passwordpassword", "password-weak-repeats"),
            ("abcdefghijklmn", "password-weak-sequence"),
            ("qwertyuiop[]", "password-weak-keyboard"),
            ("1qaz2wsx3edc", "password-weak-common"),
            ("aaaaaaaaaaaaaaaa", "password-weak-repeats"),
        ] {
            let refused = check(&Secret::new(weak.to_owned()), &["Ada Lovelace"]).unwrap_err();
            assert_eq!(refused.key(), key, "{weak}");
        }
    }

    #[tokio::test]
    async fn a_password_is_verified_and_its_hash_never_prints() {
        let hasher = Hasher::new(1, Random::seeded(1)).unwrap();
        let password = Secret::new("correct horse battery staple".to_owned());
        let hash = hasher.hash(&password).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(format!("{hash:?}"), "PasswordHash");
        assert!(hasher.verify(password, hash.clone()).await.unwrap());
        let wrong = Secret::new("correct horse battery".to_owned());
        assert!(!hasher.verify(wrong, hash.clone()).await.unwrap());
        let long = Secret::new("x".repeat(1_000_000));
        assert!(!hasher.verify(long, hash).await.unwrap());
    }
}
