//! Checks of what people type, shared by every draft.
//!
//! Names are shown to others, so characters that are invisible or turn the direction of the text
//! are refused: they make one name look like another.

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
    if text.chars().count() > most {
        return Err(text!("field-too-long", most = most));
    }
    if text.chars().any(is_deceptive) {
        return Err(text!("field-characters"));
    }
    Ok(text.to_owned())
}

/// Several lines of at most `most` characters, trimmed; may be empty.
///
/// # Errors
/// With the sentence for the field.
pub fn lines(typed: &str, most: usize) -> Result<String, Text> {
    let text = typed.trim();
    if text.chars().count() > most {
        return Err(text!("field-too-long", most = most));
    }
    let line_breaks = ['\n', '\r', '\t'];
    if text
        .chars()
        .any(|char| is_deceptive(char) && !line_breaks.contains(&char))
    {
        return Err(text!("field-characters"));
    }
    Ok(text.replace("\r\n", "\n"))
}

/// Control characters, marks that change the direction of text, and invisible separators.
fn is_deceptive(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// What a unique name is compared by: letters in lower case.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
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
            .any(|char| char.is_whitespace() || is_deceptive(char))
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
        ] {
            assert!(email(wrong).is_err(), "{wrong:?}");
        }
    }
}
