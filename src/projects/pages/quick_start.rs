//! How to send an event to a project, in three languages.

use crate::projects::ANY_MODEL;

/// A language of the quick start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Curl,
    Python,
    JavaScript,
}

impl Language {
    pub(super) const ALL: [Self; 3] = [Self::Curl, Self::Python, Self::JavaScript];

    /// The word in the query; anything else means curl.
    pub(super) fn parse(word: Option<&str>) -> Self {
        let named = Self::ALL.into_iter().find(|it| Some(it.word()) == word);
        named.unwrap_or(Self::Curl)
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "python",
            Self::JavaScript => "javascript",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
        }
    }
}

/// A command that sends one event; the key comes from the environment, never from here.
#[derive(Clone, Debug)]
pub(super) struct QuickStart {
    pub(super) language: Language,
    /// What links begin with.
    pub(super) base_url: String,
    /// The model as a literal of the chosen language, quotes included.
    pub(super) model: String,
}

impl QuickStart {
    pub(super) fn new(language: Language, base_url: &str, model: &str) -> Self {
        let model = if model == ANY_MODEL {
            "gpt-4o-mini"
        } else {
            model
        };
        // A literal of JSON is one of Python and of JavaScript as well.
        let literal = serde_json::Value::from(model).to_string();
        Self {
            language,
            base_url: base_url.to_owned(),
            model: match language {
                // Inside single quotes a shell takes everything but the single quote.
                Language::Curl => literal.replace('\'', "'\\''"),
                Language::Python | Language::JavaScript => literal,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_cannot_break_out_of_its_quotes() {
        let start = |language| QuickStart::new(language, "http://x", "a'b\"c").model;
        assert_eq!(start(Language::Curl), r#""a'\''b\"c""#);
        assert_eq!(start(Language::Python), r#""a'b\"c""#);
        assert_eq!(
            QuickStart::new(Language::JavaScript, "http://x", ANY_MODEL).model,
            "\"gpt-4o-mini\""
        );
    }

    #[test]
    fn an_unknown_language_is_curl() {
        assert_eq!(Language::parse(Some("cobol")), Language::Curl);
        assert_eq!(Language::parse(Some("python")), Language::Python);
    }
}
