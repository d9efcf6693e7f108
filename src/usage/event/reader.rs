//! The fields of one event, found and read; the first thing that is wrong with them is kept.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::values::{Shape, Words, amount, bounded, fitting, rfc_3339, words};
use super::{Field, Format, Rejection};
use crate::clock::Timestamp;
use crate::money::Nanos;
use crate::text;

/// The raw values of one event and the first thing that was wrong with them.
pub(super) struct Reader<'a> {
    values: [Option<&'a RawValue>; Field::ALL.len()],
    problem: Option<Rejection>,
}

impl<'a> Reader<'a> {
    /// Finds the fields of an event. `Err` when it is no object that could be read.
    pub(super) fn open(event: &'a RawValue) -> Result<Self, Rejection> {
        if !event.get().starts_with('{') {
            return Err(Rejection::whole(
                "wrong_type",
                text!("usage-event-not-an-object"),
            ));
        }
        // The syntax was checked when the body was cut, so what fails here is an escape in a name.
        serde_json::from_str(event.get())
            .map_err(|_| Rejection::whole("invalid_text", text!("usage-event-name-unreadable")))
    }

    /// An event of which nothing can be read.
    pub(super) fn empty() -> Self {
        Self {
            values: [None; Field::ALL.len()],
            problem: None,
        }
    }

    /// Puts another value in the place of a field and tells whether there was one.
    pub(super) fn replace(&mut self, field: Field, value: Option<&'a RawValue>) -> bool {
        let given = self.raw(field).is_some();
        if let Some(place) = self.values.get_mut(field as usize) {
            *place = value;
        }
        given
    }

    /// Gives a field that is absent a value.
    pub(super) fn default(&mut self, field: Field, value: Option<&'a RawValue>) {
        if self.raw(field).is_none() {
            self.replace(field, value);
        }
    }

    /// Puts problems before those noted up to now.
    pub(super) fn refuse_first(&mut self, problems: Vec<Rejection>) {
        if let Some(first) = problems.into_iter().next() {
            self.problem = Some(first);
        }
    }

    /// Notes a problem, unless there was one before.
    pub(super) fn refuse(&mut self, problem: Rejection) {
        self.problem.get_or_insert(problem);
    }

    /// The first problem.
    pub(super) fn problem(&mut self) -> Option<Rejection> {
        self.problem.take()
    }

    /// The raw text of a field; absent and `null` are the same.
    pub(super) fn raw(&self, field: Field) -> Option<&'a str> {
        let value = self.values.get(field as usize).copied().flatten()?;
        Some(value.get()).filter(|raw| *raw != "null")
    }

    /// A text of a certain shape; `None` when absent or refused.
    pub(super) fn text(&mut self, field: Field, shape: Shape) -> Option<Cow<'a, str>> {
        match words(self.raw(field)?).and_then(|words| fitting(words, shape)) {
            Ok(words) => Some(words),
            Err((code, message)) => {
                self.refuse(Rejection::of(field, code, message));
                None
            }
        }
    }

    /// A text that has to be there.
    pub(super) fn needed(&mut self, field: Field, shape: Shape) -> Cow<'a, str> {
        if self.raw(field).is_none() {
            self.refuse(Rejection::of(
                field,
                "missing",
                text!("usage-event-missing", field = field.name()),
            ));
        }
        self.text(field, shape).unwrap_or_default()
    }

    /// A whole number within bounds; `None` when absent or refused.
    pub(super) fn whole(&mut self, field: Field, least: i64, most: i64) -> Option<i64> {
        match bounded(self.raw(field)?, least, most) {
            Ok(number) => Some(number),
            Err((code, message)) => {
                self.refuse(Rejection::of(field, code, message));
                None
            }
        }
    }

    /// A moment in RFC 3339; `None` when absent or refused.
    pub(super) fn time(&mut self, field: Field) -> Option<Timestamp> {
        let read = words(self.raw(field)?).and_then(|words| {
            rfc_3339(&words).ok_or_else(|| ("invalid_time", text!("usage-event-invalid-time")))
        });
        match read {
            Ok(time) => Some(time),
            Err((code, message)) => {
                self.refuse(Rejection::of(field, code, message));
                None
            }
        }
    }

    /// A decimal amount of dollars; `None` when absent or refused.
    pub(super) fn usd(&mut self, field: Field, most: Nanos) -> Option<Nanos> {
        let read = words(self.raw(field)?).and_then(|words| amount(&words, most));
        match read {
            Ok(nanos) => Some(nanos),
            Err((code, message)) => {
                self.refuse(Rejection::of(field, code, message));
                None
            }
        }
    }
}

impl<'de> Deserialize<'de> for Reader<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Reader<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Reader<'de>, A::Error> {
        let mut reader = Reader::empty();
        while let Some((Words(name), value)) = object.next_entry::<Words<'de>, &'de RawValue>()? {
            let Some(field) = Field::named(&name) else {
                // It explains the others: the whole envelope is unknown in the plain form.
                if name == ENVELOPE {
                    reader.problem = None;
                }
                reader.refuse(unknown(&name));
                continue;
            };
            let Some(place) = reader.values.get_mut(field as usize) else {
                continue;
            };
            if place.replace(value).is_some() {
                reader.refuse(Rejection::of(
                    field,
                    "duplicate_field",
                    text!("usage-event-duplicate-field", field = field.name()),
                ));
            }
        }
        Ok(reader)
    }
}

/// The attribute that every CloudEvent has and nothing else.
const ENVELOPE: &str = "specversion";

/// Names the field as it was sent, shortened and without control characters.
fn unknown(name: &str) -> Rejection {
    let shown: String = name
        .chars()
        .take(64)
        .map(|char| if char.is_control() { '\u{fffd}' } else { char })
        .collect();
    let message = if name == ENVELOPE {
        text!(
            "usage-event-is-a-cloud-event",
            media = Format::CloudEvent.media()
        )
    } else {
        text!("usage-event-unknown-field", field = &shown)
    };
    Rejection {
        code: "unknown_field",
        message,
        field: Some(shown),
    }
}
