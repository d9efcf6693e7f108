//! Codes: those of an app on a phone (TOTP, RFC 6238) and those that are kept on paper.

use totp_rs::{Builder, Totp};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::secret::{Random, Secret};

/// Bytes of a secret: what RFC 4226 recommends.
const SECRET: usize = 20;
/// Seconds of a step.
const STEP: u64 = 30;
/// What apps call us.
const ISSUER: &str = "Scalix";

/// Digits and letters that are not mistaken for each other when read from paper.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a recovery code: 50 bits.
const CHARACTERS: usize = 10;
/// Recovery codes that are made at once.
pub(crate) const RECOVERY_CODES: usize = 10;

/// A new secret.
pub(super) fn new_secret(random: &Random) -> Secret<Vec<u8>> {
    let mut secret = vec![0; SECRET];
    random.fill(&mut secret);
    Secret::new(secret)
}

/// SHA-1, six digits, thirty seconds, one step to either side: the defaults, which are all that
/// some apps know.
pub(super) fn generator(secret: &Secret<Vec<u8>>, account: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(secret.reveal().clone())
        .with_step_duration(STEP)
        .with_skew(1)
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|error| Error::Internal(error.to_string().into()))
}

/// The step of a code, if it is right at this moment.
pub(super) fn step_of(totp: &Totp, digits: &str, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.ms().div_euclid(1_000)).ok()?;
    let step = totp.check(digits, seconds)?;
    i64::try_from(step).ok()
}

/// What somebody typed for a code.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The digits of an app.
    Digits(String),
    /// A recovery code without its dash.
    Recovery(String),
    /// Neither.
    Nonsense,
}

/// Reads what somebody typed: spaces and dashes do not matter, nor do letters that look like
/// digits.
pub(super) fn read(typed: &str) -> Typed {
    let plain: String = typed
        .chars()
        .filter(|char| !char.is_whitespace() && *char != '-')
        .take(CHARACTERS + 1)
        .flat_map(char::to_lowercase)
        .collect();
    if plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return Typed::Digits(plain);
    }
    let code: String = plain
        .chars()
        .map(|char| match char {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    let known = code.bytes().all(|byte| ALPHABET.contains(&byte));
    if code.len() == CHARACTERS && known {
        Typed::Recovery(code)
    } else {
        Typed::Nonsense
    }
}

/// A new recovery code without its dash.
pub(super) fn new_recovery(random: &Random) -> String {
    let mut bytes = [0_u8; CHARACTERS];
    random.fill(&mut bytes);
    // 256 is a multiple of 32, so each character is equally likely.
    let digit = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).copied();
    bytes.iter().filter_map(digit).map(char::from).collect()
}

/// A recovery code as it is shown: `3k7mp-0zq4x`.
pub(super) fn shown(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::new(b"12345678901234567890".to_vec());
        let totp = generator(&secret, "ada@example.org").unwrap();
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = |seconds: i64| Timestamp::from_ms(seconds * 1_000);
            let step = seconds / 30;
            assert_eq!(step_of(&totp, digits, at(seconds)), Some(step));
            assert_eq!(step_of(&totp, digits, at(seconds + 30)), Some(step));
            assert_eq!(step_of(&totp, digits, at(seconds - 30)), Some(step));
            assert_eq!(step_of(&totp, digits, at(seconds + 60)), None);
            assert_eq!(step_of(&totp, digits, at(seconds - 60)), None);
        }
        let early = Timestamp::from_ms(-5);
        assert_eq!(step_of(&totp, "287082", early), None);
    }

    #[test]
    fn the_address_for_apps_names_us_and_the_account() {
        let secret = Secret::new(b"12345678901234567890".to_vec());
        let totp = generator(&secret, "ada+x@example.org").unwrap();
        let url = totp.to_url().unwrap();
        assert!(
            url.starts_with("otpauth://totp/Scalix:ada%2Bx%40example.org?"),
            "{url}"
        );
        for part in ["secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "issuer=Scalix"] {
            assert!(url.contains(part), "{url}");
        }
    }

    #[test]
    fn what_people_type_is_read_kindly() {
        let digits = |text: &str| Typed::Digits(text.to_owned());
        assert_eq!(read(" 123 456\n"), digits("123456"));
        assert_eq!(read("123-456"), digits("123456"));
        let code = |text: &str| Typed::Recovery(text.to_owned());
        assert_eq!(read("3K7MP-0ZQ4X"), code("3k7mp0zq4x"));
        assert_eq!(read("3k7mp oZq4I"), code("3k7mp0zq41"));
        for nonsense in [
            "",
            "12345",
            "1234567",
            "3k7mp-0zq4xx",
            "3k7mp-0zq4u",
            "１２３４５６",
        ] {
            assert_eq!(read(nonsense), Typed::Nonsense, "{nonsense}");
        }
        assert_eq!(read(&"9".repeat(1_000_000)), Typed::Nonsense);
        let made = new_recovery(&Random::seeded(3));
        assert_eq!(read(&shown(&made)), code(&made));
        assert_eq!(shown(&made).len(), 11);
    }
}
