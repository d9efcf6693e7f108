//! A line that was not taken, as it is told, kept and written into files.

use serde::{Deserialize, Serialize};

use crate::i18n::Locale;
use crate::usage::event::Rejection;

/// A line of a file that was not taken, and why; in the language of the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// Its number, from 1.
    pub line: u64,
    /// The id of its event, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why, the same in every language.
    pub code: String,
    /// The field that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Why, as a sentence.
    pub message: String,
}

impl Reject {
    /// Tells why a line is not taken.
    pub fn new(line: u64, id: Option<String>, why: Rejection) -> Self {
        Self {
            line,
            id,
            code: why.code.to_owned(),
            field: why.field,
            message: Locale::default().say(&why.message),
        }
    }
}
