//! The body of `POST /api/usage/events`, in every form that is taken.
//!
//! The body is only cut into events here, so that one bad event cannot spoil its neighbours: the
//! request fails as a whole only when it cannot be cut or holds too many events.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Rejection;
use crate::error::{Error, Result};
use crate::text;

/// The most events in one request.
pub const MOST_EVENTS: usize = 1_000;

/// The most bytes in one request, after decompression.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The most bytes in one event.
pub const MOST_EVENT_BYTES: usize = 64 * 1024;

/// What some programs put before UTF-8 text. RFC 8259 (8.1) lets a reader ignore it.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// How the events of a request are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One event or an array of them.
    Json,
    /// An event a line; blank lines do not count.
    Lines,
    /// One CloudEvent, structured.
    CloudEvent,
    /// An array of CloudEvents.
    CloudEvents,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Json, Self::Lines, Self::CloudEvent, Self::CloudEvents];

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Lines => "application/x-ndjson",
            Self::CloudEvent => "application/cloudevents+json",
            Self::CloudEvents => "application/cloudevents-batch+json",
        }
    }

    /// The format of a media type, which is given without parameters.
    pub fn named(media: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| media.eq_ignore_ascii_case(format.media()))
    }
}

/// One event as it was sent, or why it is no JSON (of a line, whose neighbours may be good).
pub(super) type Piece<'a> = Result<&'a RawValue, Rejection>;

/// Cuts a body into its events, in order.
///
/// Fails with `Malformed` when it is no UTF-8 or no JSON, with `TooLarge` when it has more than
/// [`MOST_BYTES`] bytes or [`MOST_EVENTS`] events. An empty array is an empty batch.
pub(super) fn split(format: Format, body: &[u8]) -> Result<Vec<Piece<'_>>> {
    if body.len() > MOST_BYTES {
        return Err(too_large());
    }
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    if format == Format::Lines {
        return lines(body);
    }
    let body =
        std::str::from_utf8(body).map_err(|_| Error::Malformed(text!("usage-body-not-utf8")))?;
    let body = body.trim_start_matches(BLANKS);
    if body.is_empty() {
        return Err(Error::Malformed(text!("usage-body-empty")));
    }
    match (format, body.starts_with('[')) {
        (Format::CloudEvent, true) => Err(Error::Malformed(text!(
            "usage-body-not-one",
            media = Format::CloudEvents.media()
        ))),
        (Format::CloudEvents, false) => Err(Error::Malformed(text!(
            "usage-body-not-an-array",
            media = Format::CloudEvent.media()
        ))),
        (_, false) => {
            let one: &RawValue = serde_json::from_str(body).map_err(|error| malformed(&error))?;
            Ok(vec![Ok(one)])
        }
        (_, true) => array(body),
    }
}

/// The refusal of a body of more than [`MOST_BYTES`].
pub fn too_large() -> Error {
    Error::TooLarge(text!(
        "usage-body-too-large",
        mebibytes = MOST_BYTES / (1024 * 1024)
    ))
}

fn too_many() -> Error {
    Error::TooLarge(text!("usage-body-too-many", most = MOST_EVENTS))
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::Malformed(text!(
        "usage-body-malformed",
        line = error.line(),
        column = error.column()
    ))
}

fn array(body: &str) -> Result<Vec<Piece<'_>>> {
    let mut cut = Cut {
        events: Vec::new(),
        overfull: false,
    };
    let mut json = serde_json::Deserializer::from_str(body);
    let read = cut.deserialize(&mut json).and_then(|()| json.end());
    if cut.overfull {
        return Err(too_many());
    }
    read.map_err(|error| malformed(&error))?;
    Ok(cut.events)
}

fn lines(body: &[u8]) -> Result<Vec<Piece<'_>>> {
    let mut events = Vec::new();
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        if events.len() == MOST_EVENTS {
            return Err(too_many());
        }
        events.push(self::line(line));
    }
    if events.is_empty() {
        return Err(Error::Malformed(text!("usage-body-empty")));
    }
    Ok(events)
}

/// One line of a body.
pub(super) fn line(line: &[u8]) -> Piece<'_> {
    let line = std::str::from_utf8(line)
        .map_err(|_| Rejection::whole("malformed", text!("usage-line-not-utf8")))?;
    serde_json::from_str(line).map_err(|error: serde_json::Error| {
        let message = text!("usage-line-malformed", column = error.column());
        Rejection::whole("malformed", message)
    })
}

/// Collects the elements of an array and stops at the first one too many.
struct Cut<'a> {
    events: Vec<Piece<'a>>,
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
            self.events.push(Ok(event));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(format: Format, body: &str) -> Vec<&str> {
        let pieces = split(format, body.as_bytes()).unwrap().into_iter();
        pieces
            .map(|piece| piece.map_or_else(|why| why.code, RawValue::get))
            .collect()
    }

    fn code(format: Format, body: &[u8]) -> &'static str {
        split(format, body).unwrap_err().code()
    }

    #[test]
    fn one_event_or_an_array_of_them() {
        assert_eq!(pieces(Format::Json, r#" {"id":"a"} "#), [r#"{"id":"a"}"#]);
        let array = r#"[ {"id":"a"} , 5, null]"#;
        for format in [Format::Json, Format::CloudEvents] {
            assert_eq!(pieces(format, array), [r#"{"id":"a"}"#, "5", "null"]);
            assert!(pieces(format, "[]").is_empty());
        }
        assert_eq!(pieces(Format::CloudEvent, " {} "), ["{}"]);
    }

    #[test]
    fn cloud_events_come_one_by_one_or_as_an_array_as_their_media_type_says() {
        assert_eq!(code(Format::CloudEvent, b" [{}]"), "malformed");
        assert_eq!(code(Format::CloudEvents, b"{}"), "malformed");
    }

    #[test]
    fn a_line_is_an_event_and_a_bad_one_costs_only_itself() {
        let body = "{\"id\":\"a\"}\r\n\n \t \n{\"id\":\"b\"\nnull\n{} {}\n[{}]\n{\"id\":\"c\"}";
        assert_eq!(
            pieces(Format::Lines, body),
            [
                r#"{"id":"a"}"#,
                "malformed",
                "null",
                "malformed",
                "[{}]",
                r#"{"id":"c"}"#
            ]
        );
        let bytes = b"{\"id\":\"\xff\"}\n{}\n{\"id\":\"\0\"}\n";
        let read = split(Format::Lines, bytes).unwrap();
        let good: Vec<bool> = read.iter().map(Result::is_ok).collect();
        assert_eq!(good, [false, true, false]);
        assert_eq!(code(Format::Lines, b"\n \n"), "malformed");
    }

    #[test]
    fn a_byte_order_mark_before_the_body_is_ignored() {
        assert_eq!(pieces(Format::Json, "\u{feff} {}"), ["{}"]);
        assert_eq!(pieces(Format::CloudEvents, "\u{feff}[{}]"), ["{}"]);
        assert_eq!(pieces(Format::Lines, "\u{feff}{}\n[]"), ["{}", "[]"]);
        // Once, and nowhere else.
        assert_eq!(pieces(Format::Lines, "{}\n\u{feff}{}"), ["{}", "malformed"]);
        for format in Format::ALL {
            assert_eq!(code(format, "\u{feff}".as_bytes()), "malformed");
        }
        let twice = "\u{feff}\u{feff}{}";
        assert_eq!(code(Format::Json, twice.as_bytes()), "malformed");
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
            for format in [Format::Json, Format::CloudEvent, Format::CloudEvents] {
                assert_eq!(code(format, body), "malformed", "{}", body.escape_ascii());
            }
        }
    }

    #[test]
    fn a_thousand_events_are_read_and_one_more_is_not() {
        for (format, open, between, close) in [
            (Format::Json, "[", ",", "]"),
            (Format::CloudEvents, "[", ",", "]"),
            (Format::Lines, "", "\n\n", "\n"),
        ] {
            let body = |events| format!("{open}{}{close}", vec!["{}"; events].join(between));
            assert_eq!(pieces(format, &body(MOST_EVENTS)).len(), MOST_EVENTS);
            assert_eq!(code(format, body(MOST_EVENTS + 1).as_bytes()), "too_large");
            let long = vec![b' '; MOST_BYTES + 1];
            assert_eq!(code(format, &long), "too_large");
        }
    }

    #[test]
    fn deep_nesting_does_not_exhaust_the_stack() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(code(Format::Json, deep.as_bytes()), "malformed");
        assert_eq!(pieces(Format::Lines, &deep), ["malformed"]);
    }

    #[test]
    fn every_format_is_found_by_its_media_type() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.media()), Some(format));
            let loud = format.media().to_uppercase();
            assert_eq!(Format::named(&loud), Some(format));
        }
        assert_eq!(Format::named("application/xml"), None);
    }
}
