//! The message catalogue: `templates/locales/<language>/*.ftl`, compiled in.
//!
//! English is complete; every other language falls back to it sentence by sentence.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid, static_loader};

use crate::text::{Arg, Text};

static_loader! {
    static CATALOGUE = {
        locales: "./templates/locales",
        fallback_language: "en-US",
        // Isolation marks are invisible, but they break copying, tests and mail subjects.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English as written in the United States; the language everything is written in first.
    #[default]
    EnUs,
}

impl Locale {
    /// The BCP 47 tag, for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::EnUs => "en-US",
        }
    }

    /// The language of a tag; English when we do not speak it.
    pub fn of(tag: &str) -> Self {
        [Self::EnUs]
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(tag))
            .unwrap_or_default()
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::EnUs => langid!("en-US"),
        }
    }

    /// The sentence in this language.
    pub fn say(self, text: &Text) -> String {
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
                        Arg::Count(count) => FluentValue::from(*count),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn says_sentences_with_values_and_plurals() {
        let said = Locale::EnUs.say(&text!("error-rate-limited", seconds = 1));
        assert_eq!(said, "Too many attempts. Try again in 1 second.");
        let said = Locale::EnUs.say(&text!("error-rate-limited", seconds = 90));
        assert_eq!(said, "Too many attempts. Try again in 90 seconds.");
    }
}
