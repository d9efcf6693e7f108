//! Checks of what people type, shared by every draft.
//!
//! Names are shown to others, so characters that are invisible or turn the direction of the text
//! are refused: they make one name look like another.

use std::sync::LazyLock;

use crate::error::Error;
use crate::text;
use crate::text::Text;

/// A single line of 1 to `most` characters, trimmed.
///
/// # Errors
/// With the sentence for the field.
pub fn line(typed: &str, most: usize) -> Result<String, Text> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(text!("field-required"));
    }
    bounded(text, most, |_| false)?;
    Ok(text.to_owned())
}

/// A single line of at most `most` characters, trimmed; may be empty.
///
/// # Errors
/// With the sentence for the field.
pub fn line_or_nothing(typed: &str, most: usize) -> Result<String, Text> {
    let text = typed.trim();
    bounded(text, most, |_| false)?;
    Ok(text.to_owned())
}

/// Several lines of at most `most` characters, trimmed; may be empty.
///
/// # Errors
/// With the sentence for the field.
pub fn lines(typed: &str, most: usize) -> Result<String, Text> {
    let text = typed.trim();
    bounded(text, most, |char| matches!(char, '\n' | '\r' | '\t'))?;
    Ok(text.replace("\r\n", "\n"))
}

/// Checks the length, and that every character can be seen, but for those in `fine`.
fn bounded(text: &str, most: usize, fine: impl Fn(char) -> bool) -> Result<(), Text> {
    if text.chars().count() > most {
        return Err(text!("field-too-long", most = most));
    }
    if text.chars().any(|char| char.is_control() && !fine(char)) {
        return Err(text!("field-control"));
    }
    if text.chars().any(is_deceptive) {
        return Err(text!("field-characters"));
    }
    Ok(())
}

/// Marks that change the direction of text, and invisible separators.
fn is_deceptive(char: char) -> bool {
    matches!(char,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The IANA name of a time zone, as its database writes it; the letter case does not matter.
/// `None` when there is no such zone.
pub fn zone(typed: &str) -> Option<String> {
    if typed.eq_ignore_ascii_case("UTC") {
        return Some("UTC".to_owned());
    }
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
    if typed.is_empty() || typed.len() > 64 || !typed.bytes().all(letters) {
        return None;
    }
    let zone = jiff::tz::TimeZone::get(typed).ok()?;
    let name = zone.iana_name()?;
    // The folder of a system also holds files such as `localtime` and `right/UTC`.
    let proper = name.starts_with(|first: char| first.is_ascii_uppercase());
    proper.then(|| name.to_owned())
}

/// The names of the time zones to choose from, by name: places, and UTC.
pub fn zones() -> &'static [String] {
    static ZONES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let place = |name: &str| {
            let (area, _) = name.split_once('/').unwrap_or((name, ""));
            let first = |first: char| first.is_ascii_uppercase();
            name == "UTC" || (name.contains('/') && area != "Etc" && area.starts_with(first))
        };
        let known = jiff::tz::db().available();
        let mut names: Vec<String> = known
            .map(|name| name.as_str().to_owned())
            .filter(|name| place(name))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    });
    &ZONES
}

/// What a unique name is compared by: letters in lower case.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a text has letters beyond ASCII that are compared as if they were within, such as the
/// sign for kelvins: an address with one would take the place of another person's.
fn looks_like_ascii(text: &str) -> bool {
    !text.is_ascii() && name_key(text).is_ascii()
}

/// An e-mail address: one `@`, no white space, at most 254 characters. Whether it exists is told
/// by the mail that arrives.
///
/// # Errors
/// With the sentence for the field.
pub fn email(typed: &str) -> Result<String, Text> {
    let address = typed.trim();
    if address.is_empty() {
        return Err(text!("field-required"));
    }
    let valid = address.len() <= 254
        && !address
            .chars()
            .any(|char| char.is_whitespace() || char.is_control() || is_deceptive(char))
        && !looks_like_ascii(address)
        && !address.contains(['<', '>', '"', ',', ';', ':', '\\', '(', ')', '[', ']'])
        && address.split_once('@').is_some_and(|(local, domain)| {
            let local_ok = !local.is_empty() && local.len() <= 64;
            let labels_ok = domain
                .split('.')
                .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
            local_ok && !domain.contains('@') && labels_ok
        });
    if valid {
        Ok(address.to_owned())
    } else {
        Err(text!("field-email"))
    }
}

/// Compares a typed confirmation with the name it must repeat.
///
/// # Errors
/// `Invalid` with the field `confirm`.
pub fn confirmation(typed: Option<&str>, name: &str) -> Result<(), Error> {
    if typed.map(str::trim) == Some(name) {
        Ok(())
    } else {
        Err(Error::invalid(
            "confirm",
            text!("field-confirm", name = name),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_bounded_and_honest() {
        assert_eq!(line("  Überraschung 🎉 ", 20), Ok("Überraschung 🎉".into()));
        for wrong in [
            "",
            "   ",
            "a\0b",
            "a\nb",
            "\u{202e}gnp.exe",
            "zero\u{200b}width",
            &"x".repeat(101),
        ] {
            assert!(line(wrong, 100).is_err(), "{wrong:?}");
        }
        assert_eq!(
            lines("one\r\ntwo\tthree\n", 50),
            Ok("one\ntwo\tthree".into())
        );
        assert!(lines("nul\0", 50).is_err());
        assert_eq!(line_or_nothing("  ", 5), Ok(String::new()));
        for (wrong, key) in [
            ("x".repeat(10_000), "field-too-long"),
            ("a\u{7}b".to_owned(), "field-control"),
            ("\u{202e}gnp.exe".to_owned(), "field-characters"),
        ] {
            assert_eq!(line(&wrong, 100).unwrap_err().key(), key);
            assert_eq!(line_or_nothing(&wrong, 100).unwrap_err().key(), key);
            assert_eq!(lines(&wrong, 100).unwrap_err().key(), key);
        }
    }

    #[test]
    fn every_zone_to_choose_from_is_one() {
        assert!(zones().len() > 300, "{}", zones().len());
        for name in zones() {
            assert_eq!(zone(name).as_ref(), Some(name));
        }
        assert!(zones().iter().any(|name| name == "Europe/Lisbon"));
    }

    #[test]
    fn addresses_need_a_place_and_no_tricks() {
        for right in [
            "ada@example.org",
            "a.b+c@sub.example.co",
            "üser@exämple.org",
            "root@localhost",
        ] {
            assert_eq!(email(right).as_deref(), Ok(right));
        }
        for wrong in [
            "",
            "ada",
            "@x",
            "a@",
            "a@b@c",
            "a b@c.d",
            "a@b\nBcc: c@d",
            "a@.b",
            "a@b..c",
            "<a@b.c>",
            "\u{212a}ate@example.org",
            "kate@example.org\u{61c}",
        ] {
            assert!(email(wrong).is_err(), "{wrong:?}");
        }
    }
}
