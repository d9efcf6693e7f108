//! Sentences for people: a key of the message catalogue plus arguments.
//!
//! The domain says *what* is to be told; `i18n` decides in which language. No sentence that a
//! person reads is written anywhere but in `templates/locales/`.

use std::fmt;

/// A sentence: the key of a message in the catalogue and the values it mentions.
#[derive(Clone, PartialEq, Eq)]
pub struct Text {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// A value inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words, inserted as they are.
    Words(String),
    /// A count, which also chooses the plural form.
    Count(i64),
    /// Names, one after the other as the language joins them: `A, B and C`.
    Names(Vec<String>),
}

impl Text {
    /// A sentence without values.
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
        }
    }

    /// The same sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The key in the catalogue.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// The values, by name.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.args
    }
}

/// Prints the key alone: the values may be personal.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "text:{}", self.key)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}

impl From<&str> for Arg {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Arg {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&String> for Arg {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<Vec<String>> for Arg {
    fn from(names: Vec<String>) -> Self {
        Self::Names(names)
    }
}

macro_rules! count_from {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Arg {
            fn from(count: $kind) -> Self {
                Self::Count(i64::from(count))
            }
        }
    )*};
}
count_from!(i64, i32, u32, u16, u8);

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<i128> for Arg {
    fn from(count: i128) -> Self {
        let near = if count < 0 { i64::MIN } else { i64::MAX };
        Self::Count(i64::try_from(count).unwrap_or(near))
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// `text!("project-created", name = project.name)`: a [`Text`] with its values.
///
/// A test reads the sources for this form and fails when a key is not in the catalogue.
#[macro_export]
macro_rules! text {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Text::new($key)$(.with(stringify!($name), $value))*
    };
}
