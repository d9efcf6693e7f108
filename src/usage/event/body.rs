//! The body of `POST /api/usage/events` as `application/json`: one event or an array of them.
//!
//! The body is only cut into events here, so that one bad event cannot spoil its neighbours: the
//! request fails as a whole only when it is no JSON or holds too many events.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::{Error, Result};
use crate::text;

/// The most events in one request.
pub const MOST_EVENTS: usize = 1_000;

/// The most bytes in one request, after decompression.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes in one event.
pub const MOST_EVENT_BYTES: usize = 64 * 1024;

/// Cuts a body into its events, in order.
///
/// Fails with `Malformed` when it is no UTF-8 or no JSON, with `TooLarge` when it has more than
/// [`MOST_BYTES`] bytes or [`MOST_EVENTS`] events. An empty array is an empty batch.
pub fn split(body: &[u8]) -> Result<Vec<&RawValue>> {
    if body.len() > MOST_BYTES {
        return Err(Error::TooLarge(text!(
            "usage-body-too-large",
            mebibytes = MOST_BYTES / (1024 * 1024)
        )));
    }
    let body =
        std::str::from_utf8(body).map_err(|_| Error::Malformed(text!("usage-body-not-utf8")))?;
    let body = body.trim_start_matches([' ', '\t', '\r', '\n']);
    if body.is_empty() {
        return Err(Error::Malformed(text!("usage-body-empty")));
    }
    if !body.starts_with('[') {
        let one: &RawValue = serde_json::from_str(body).map_err(|error| malformed(&error))?;
        return Ok(vec![one]);
    }
    let mut cut = Cut {
        events: Vec::new(),
        overfull: false,
    };
    let mut json = serde_json::Deserializer::from_str(body);
    let read = cut.deserialize(&mut json).and_then(|()| json.end());
    if cut.overfull {
        return Err(Error::TooLarge(text!(
            "usage-body-too-many",
            most = MOST_EVENTS
        )));
    }
    read.map_err(|error| malformed(&error))?;
    Ok(cut.events)
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::Malformed(text!(
        "usage-body-malformed",
        line = error.line(),
        column = error.column()
    ))
}

/// Collects the elements of an array and stops at the first one too many.
struct Cut<'a> {
    events: Vec<&'a RawValue>,
    overfull: bool,
}

impl<'a> DeserializeSeed<'a> for &mut Cut<'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'a> Visitor<'a> for &mut Cut<'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of events")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut array: A) -> Result<(), A::Error> {
        while let Some(event) = array.next_element()? {
            if self.events.len() == MOST_EVENTS {
                self.overfull = true;
                return Err(A::Error::custom("too many events"));
            }
            self.events.push(event);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(body: &str) -> Vec<&str> {
        split(body.as_bytes())
            .unwrap()
            .into_iter()
            .map(RawValue::get)
            .collect()
    }

    fn code(body: &[u8]) -> &'static str {
        split(body).unwrap_err().code()
    }

    #[test]
    fn one_event_or_an_array_of_them() {
        assert_eq!(pieces(r#" {"id":"a"} "#), [r#"{"id":"a"}"#]);
        assert_eq!(
            pieces(r#"[ {"id":"a"} , 5, null]"#),
            [r#"{"id":"a"}"#, "5", "null"]
        );
        assert!(pieces("[]").is_empty());
    }

    #[test]
    fn what_is_no_json_fails_as_a_whole() {
        for body in [
            &b""[..],
            b"  ",
            b"{",
            b"[{}",
            b"[{}]x",
            b"{}{}",
            b"[{},]",
            b"nul",
            b"\xff\xfe",
            b"{\"id\":\"\xff\"}",
            b"{\"id\":\"\0\"}",
            b"{'id':1}",
        ] {
            assert_eq!(code(body), "malformed", "{}", body.escape_ascii());
        }
    }

    #[test]
    fn a_thousand_events_are_read_and_one_more_is_not() {
        let full = format!("[{}]", vec!["{}"; MOST_EVENTS].join(","));
        assert_eq!(pieces(&full).len(), MOST_EVENTS);
        let over = format!("[{}]", vec!["{}"; MOST_EVENTS + 1].join(","));
        assert_eq!(code(over.as_bytes()), "too_large");
        let long = vec![b' '; MOST_BYTES + 1];
        assert_eq!(code(&long), "too_large");
    }

    #[test]
    fn deep_nesting_does_not_exhaust_the_stack() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(code(deep.as_bytes()), "malformed");
    }
}
