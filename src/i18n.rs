//! The message catalogue: `templates/locales/<language>/*.ftl`, compiled in.
//!
//! English is complete; every other language falls back to it sentence by sentence, and is offered
//! to people when it is complete as well.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};
use parking_lot::RwLock;

use crate::text::{Arg, Text};

static_loader! {
    static CATALOGUE = {
        locales: "./templates/locales",
        fallback_language: "en-US",
        // Isolation marks are invisible, but they break copying, tests and mail subjects.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            // Figures in a sentence are grouped as those beside it are.
            let language = bundle.locales.first().map(|it| it.language.as_str());
            bundle.set_formatter(Some(match language {
                Some("de") => |value, _| written(Locale::De, value),
                Some("es") => |value, _| written(Locale::Es, value),
                Some("fr") => |value, _| written(Locale::Fr, value),
                _ => |value, _| written(Locale::EnUs, value),
            }));
        },
    };
}

/// The sentences without values that were said up to now, by language and key: a page has a hundred
/// of them, and the catalogue resolves each anew. As large as the catalogue at most.
static PLAIN: LazyLock<[RwLock<Said>; Locale::ALL.len()]> = LazyLock::new(Default::default);

/// A count as a sentence takes it.
fn figure(count: i64, grouping: bool) -> FluentValue<'static> {
    let mut value = FluentValue::from(count);
    if let FluentValue::Number(number) = &mut value {
        number.options.use_grouping = grouping;
    }
    value
}

/// A whole number inside a sentence; `None` of everything else, which is written as it is.
fn written(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = format!("{:.0}", number.value.abs());
    if !number.options.use_grouping || number.value.fract() != 0.0 || digits.len() < 4 {
        return None;
    }
    let sign = if number.value < 0.0 { "−" } else { "" };
    Some(format!("{sign}{}", locale.grouped(&digits)))
}

/// Sentences by their keys.
type Said = HashMap<&'static str, Box<str>>;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English as written in the United States; the language everything is written in first.
    #[default]
    EnUs,
    /// English as written in the United Kingdom.
    EnGb,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
}

impl Locale {
    /// Every language that figures and dates can be written in.
    pub const ALL: [Self; 5] = [Self::EnUs, Self::EnGb, Self::Es, Self::Fr, Self::De];

    /// The languages that people can choose: those whose catalogue is complete, which a test sees
    /// to.
    pub const OFFERED: &[Self] = &Self::ALL;

    /// The BCP 47 tag, for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::EnUs => "en-US",
            Self::EnGb => "en-GB",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::EnUs => "English (United States)",
            Self::EnGb => "English (United Kingdom)",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::De => "Deutsch",
        }
    }

    /// The digits of a whole number in groups of three, as the language writes them. After the
    /// Unicode CLDR, version 47: Spanish leaves four digits together.
    pub fn grouped(self, digits: &str) -> String {
        let (mark, least) = match self {
            Self::EnUs | Self::EnGb => (',', 4),
            Self::De => ('.', 4),
            Self::Es => ('.', 5),
            Self::Fr => ('\u{202f}', 4),
        };
        if digits.len() < least {
            return digits.to_owned();
        }
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    }

    /// Names one after the other: `A, B and C`.
    fn joined(self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let and = if begins_with_i(last) {
                    "ui-and-before-i"
                } else {
                    "ui-and"
                };
                let and = Text::new(and).with("first", first.join(", "));
                self.say(&and.with("last", last))
            }
        }
    }

    /// The language of a tag; English when we do not speak it.
    pub fn of(tag: &str) -> Self {
        Self::find(tag).unwrap_or_default()
    }

    /// The language of a tag, in any letter case, if it is offered.
    pub fn find(tag: &str) -> Option<Self> {
        Self::among(Self::OFFERED, tag)
    }

    fn among(offered: &[Self], tag: &str) -> Option<Self> {
        let mut offered = offered.iter().copied();
        offered.find(|locale| locale.tag().eq_ignore_ascii_case(tag))
    }

    /// The offered language that an `Accept-Language` header likes best; English without one.
    pub fn accepted(header: &str) -> Self {
        Self::best(Self::OFFERED, header)
    }

    fn best(offered: &[Self], header: &str) -> Self {
        let mut best: Option<(Self, u16)> = None;
        for range in header.split(',').take(50) {
            let (tag, weight) = weighted(range);
            let known = Self::among(offered, tag).or_else(|| Self::related(offered, tag));
            if let Some(locale) = known
                && weight > best.map_or(0, |(_, weight)| weight)
            {
                best = Some((locale, weight));
            }
        }
        best.map_or_else(Self::default, |(locale, _)| locale)
    }

    /// The offered language that is nearest to one of another country: `de-AT`, `fr-CA`, `en-AU`.
    fn related(offered: &[Self], tag: &str) -> Option<Self> {
        let (language, country) = tag.split_once('-').unwrap_or((tag, ""));
        if language.eq_ignore_ascii_case("en") {
            // Everywhere but in North America days come before months.
            let american = ["", "us", "ca"]
                .iter()
                .any(|it| country.eq_ignore_ascii_case(it));
            let nearest = if american { "en-US" } else { "en-GB" };
            return Self::among(offered, nearest).or(Some(Self::EnUs));
        }
        Self::among(offered, language)
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::EnUs => langid!("en-US"),
            Self::EnGb => langid!("en-GB"),
            Self::Es => langid!("es"),
            Self::Fr => langid!("fr"),
            Self::De => langid!("de"),
        }
    }

    /// The sentence in this language.
    pub fn say(self, text: &Text) -> String {
        let Some(plain) = PLAIN.get(self as usize).filter(|_| text.args().is_empty()) else {
            return self.look_up(text, true);
        };
        if let Some(said) = plain.read().get(text.key()) {
            return said.to_string();
        }
        let said = self.look_up(text, true);
        plain.write().insert(text.key(), said.as_str().into());
        said
    }

    /// The same with the digits of figures together: for the command line, whose lines programs
    /// read as well.
    pub fn say_bare(self, text: &Text) -> String {
        self.look_up(text, false)
    }

    fn look_up(self, text: &Text, grouping: bool) -> String {
        let id = self.id();
        let key = text.key();
        let said = if text.args().is_empty() {
            CATALOGUE.try_lookup(&id, key)
        } else {
            let args: HashMap<Cow<'static, str>, FluentValue<'_>> = text
                .args()
                .iter()
                .map(|(name, value)| {
                    let value = match value {
                        Arg::Words(words) => FluentValue::from(words.as_str()),
                        Arg::Count(count) => figure(*count, grouping),
                        Arg::Names(names) => FluentValue::from(self.joined(names)),
                    };
                    (Cow::Borrowed(*name), value)
                })
                .collect();
            CATALOGUE.try_lookup_with_args(&id, key, &args)
        };
        said.unwrap_or_else(|| {
            // A test compares the keys in the sources with the catalogue, so this is a bug.
            tracing::error!(key, "a message is missing from the catalogue");
            key.to_owned()
        })
    }
}

/// A part of an `Accept-Language` header: the tag, and how much it is liked, in thousandths.
fn weighted(range: &str) -> (&str, u16) {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q="));
    let weight = weight.map_or(1_000, |weight| {
        let thousandths = weight.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0) * 1_000.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1,000"
        )]
        let whole = thousandths.round() as u16;
        whole
    });
    (tag, weight)
}

/// The language that somebody chose for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// What the browser asks for.
    Auto,
    /// Always this one.
    Always(Locale),
}

impl Language {
    /// Reads `auto` or the tag of an offered language, in any letter case.
    pub fn parse(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("auto") {
            return Some(Self::Auto);
        }
        Locale::find(word).map(Self::Always)
    }

    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always(locale) => locale.tag(),
        }
    }
}

/// Whether a name begins with the vowel that the Spanish "y" turns into "e" before: "Mara e Iris",
/// but "Mara y Ian", where it glides into another vowel. After the *Diccionario panhispánico de
/// dudas*, "y".
fn begins_with_i(name: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase).peekable();
    let _silent = letters.next_if_eq(&'h');
    match letters.next() {
        Some('í') => true,
        Some('i') => !letters.next().is_some_and(|next| "aeouáéóú".contains(next)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn the_browser_is_heard() {
        for (header, locale) in [
            ("", Locale::EnUs),
            ("tlh, *", Locale::EnUs),
            ("de", Locale::De),
            ("DE-at, en;q=0.8", Locale::De),
            ("tlh, fr-CA;q=0.9, de;q=0.8", Locale::Fr),
            ("de;q=0.5, es-MX;q=0.7", Locale::Es),
            ("de;q=0, es;q=0.1", Locale::Es),
            ("en", Locale::EnUs),
            ("en-GB", Locale::EnGb),
            ("en-AU,en;q=0.9", Locale::EnGb),
            ("en-CA", Locale::EnUs),
            ("de;q=nonsense, fr;q=0.2", Locale::Fr),
        ] {
            assert_eq!(Locale::best(&Locale::ALL, header), locale, "{header}");
        }
        assert_eq!(Locale::best(&[Locale::EnUs], "en-GB, de"), Locale::EnUs);
        assert!(Locale::ALL.starts_with(&[Locale::default()]));
    }

    #[test]
    fn a_choice_is_read_back() {
        for choice in Locale::OFFERED
            .iter()
            .map(|locale| Language::Always(*locale))
        {
            assert_eq!(Language::parse(choice.word()), Some(choice));
        }
        assert_eq!(Language::parse("AUTO"), Some(Language::Auto));
        assert_eq!(Language::parse("tlh"), None);
    }

    #[test]
    fn says_sentences_with_values_and_plurals() {
        let said = Locale::EnUs.say(&text!("error-rate-limited", seconds = 1));
        assert_eq!(said, "Too many attempts. Try again in 1 second.");
        let said = Locale::EnUs.say(&text!("error-rate-limited", seconds = 90));
        assert_eq!(said, "Too many attempts. Try again in 90 seconds.");
    }

    #[test]
    fn figures_in_sentences_are_grouped_as_the_language_does() {
        for (locale, said) in [
            (Locale::EnUs, ["9,999", "1,234,567"]),
            (Locale::EnGb, ["9,999", "1,234,567"]),
            (Locale::De, ["9.999", "1.234.567"]),
            (Locale::Es, ["9999", "1.234.567"]),
            (Locale::Fr, ["9\u{202f}999", "1\u{202f}234\u{202f}567"]),
        ] {
            for (count, figure) in [9_999, 1_234_567].into_iter().zip(said) {
                let text = locale.say(&text!("error-rate-limited", seconds = count));
                assert!(
                    text.contains(&format!("{figure}\u{a0}"))
                        || text.contains(&format!("{figure} ")),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_command_line_keeps_digits_together() {
        let said = Locale::EnUs.say_bare(&text!("error-rate-limited", seconds = 9_000));
        assert_eq!(said, "Too many attempts. Try again in 9000 seconds.");
    }

    #[test]
    fn names_are_joined_as_the_language_does() {
        let names = |count| {
            ["A", "B", "C"]
                .into_iter()
                .take(count)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(Locale::EnUs.joined(&names(0)), "");
        assert_eq!(Locale::EnUs.joined(&names(1)), "A");
        assert_eq!(Locale::De.joined(&names(2)), "A und B");
        assert_eq!(Locale::Es.joined(&names(3)), "A, B y C");
        for (last, joined) in [
            ("Iris", "Mara e Iris"),
            ("Hilda", "Mara e Hilda"),
            ("Íñigo", "Mara e Íñigo"),
            ("I", "Mara e I"),
            ("Ian", "Mara y Ian"),
            ("Hiero", "Mara y Hiero"),
            ("Yolanda", "Mara y Yolanda"),
            ("Hugo", "Mara y Hugo"),
        ] {
            let names = ["Mara".to_owned(), last.to_owned()];
            assert_eq!(Locale::Es.joined(&names), joined);
            assert_eq!(Locale::De.joined(&names), format!("Mara und {last}"));
        }
    }
}
