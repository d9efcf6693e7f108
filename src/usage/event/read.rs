//! Reads one event of a body and checks everything that does not depend on what is stored.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::body::{Piece, line, split};
use super::providers::{self, Told};
use super::reader::Reader;
use super::values::Shape;
use super::{
    Event, Field, Format, MESSAGE_KEPT, MOST_COST, MOST_EVENT_BYTES, MOST_LATENCY_MS,
    MOST_REQUESTS, MOST_TOKENS, Read, Rejection, Status, Tokens, cloud, content,
};
use crate::error::Result;
use crate::text;

const ID: Shape = Shape {
    least: 1,
    most: 128,
    prose: false,
};
const SOURCE: Shape = Shape {
    least: 0,
    most: 128,
    prose: false,
};
const MODEL: Shape = Shape {
    least: 1,
    most: 200,
    prose: false,
};
pub(super) const LABEL: Shape = Shape {
    least: 0,
    most: 200,
    prose: false,
};
const PROSE: Shape = Shape {
    least: 0,
    most: MOST_EVENT_BYTES,
    prose: true,
};

/// Reads the events of a body, in its order: the good ones and those that are refused.
///
/// # Errors
/// `Malformed` when the body cannot be cut into events, `TooLarge` when it has more than
/// [`MOST_BYTES`](super::MOST_BYTES) bytes or [`MOST_EVENTS`](super::MOST_EVENTS) events.
pub fn read_all(format: Format, body: &[u8]) -> Result<Vec<Read<'_>>> {
    let pieces = split(format, body)?;
    Ok(pieces
        .into_iter()
        .map(|piece| read_piece(format, piece))
        .collect())
}

fn read_piece(format: Format, piece: Piece<'_>) -> Read<'_> {
    match (piece, format) {
        (Err(problem), _) => refused(problem),
        (Ok(raw), Format::Json | Format::Lines) => read(raw),
        (Ok(raw), Format::CloudEvent | Format::CloudEvents) => read_as(raw, cloud::open),
    }
}

/// Reads one event in the plain form out of a line of a file, which may be anything.
pub fn read_line(text: &str) -> Read<'_> {
    let mut read = read_piece(Format::Lines, line(text.as_bytes()));
    if let Err(problem) = &mut read.event
        && problem.code == "unknown_field"
        && text.contains("\"specversion\"")
    {
        // A file has no media type that could say so.
        problem.message = text!("import-cloud-event");
    }
    read
}

/// Reads one event in the plain form.
pub fn read(raw: &RawValue) -> Read<'_> {
    read_as(raw, Reader::open)
}

fn refused(problem: Rejection) -> Read<'static> {
    Read {
        id: None,
        event: Err(problem),
    }
}

fn read_as<'a>(
    raw: &'a RawValue,
    open: impl Fn(&'a RawValue) -> Result<Reader<'a>, Rejection>,
) -> Read<'a> {
    if raw.get().len() > MOST_EVENT_BYTES {
        let message = text!("usage-event-too-large", kibibytes = MOST_EVENT_BYTES / 1024);
        return refused(Rejection::whole("too_large", message));
    }
    let mut reader = match open(raw) {
        Ok(reader) => reader,
        Err(problem) => return refused(problem),
    };
    let event = event(&mut reader);
    let id = Some(event.id.clone()).filter(|id| !id.is_empty());
    Read {
        id,
        event: match reader.problem() {
            Some(problem) => Err(problem),
            None => Ok(event),
        },
    }
}

fn event<'a>(reader: &mut Reader<'a>) -> Event<'a> {
    // In the order of the fields: the first thing that is wrong is what is told.
    let id = reader.needed(Field::Id, ID);
    // An empty one names nobody: the key's own is meant.
    let source = reader
        .text(Field::Source, SOURCE)
        .filter(|source| !source.trim().is_empty());
    let source_seq = reader.whole(Field::SourceSeq, 0, i64::MAX);
    let time = reader.time(Field::Time);
    let model = trimmed(reader.needed(Field::Model, MODEL));
    let provider = label(reader, Field::Provider);
    let told = told(reader, provider.as_deref());
    let mut event = Event {
        id,
        source,
        source_seq,
        time,
        model,
        provider,
        endpoint: label(reader, Field::Endpoint),
        end_user: label(reader, Field::EndUser),
        service_tier: label(reader, Field::ServiceTier).or(told.service_tier.map(Cow::Owned)),
        tokens: told.tokens,
        hints: told.hints,
        requests: reader.whole(Field::Requests, 1, MOST_REQUESTS).unwrap_or(1),
        latency_ms: reader.whole(Field::LatencyMs, 0, MOST_LATENCY_MS),
        first_token_ms: reader.whole(Field::TimeToFirstTokenMs, 0, MOST_LATENCY_MS),
        status: status(reader),
        error_code: label(reader, Field::ErrorCode),
        error_message: reader
            .text(Field::ErrorMessage, PROSE)
            .filter(|text| !text.is_empty()),
        cost: reader.usd(Field::Cost, MOST_COST),
        digest: [0; 16],
    };
    check_failure(reader, &event);
    check_parts(reader, &event.tokens);
    event.digest = content::digest(&event);
    event.error_message = event.error_message.map(shortened);
    event
}

/// A short optional text; an empty one is as good as none.
fn label<'a>(reader: &mut Reader<'a>, field: Field) -> Option<Cow<'a, str>> {
    reader.text(field, LABEL).filter(|text| !text.is_empty())
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn shortened(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.char_indices().nth(MESSAGE_KEPT) {
        None => text,
        Some((end, _)) => Cow::Owned(text.get(..end).unwrap_or_default().to_owned()),
    }
}

/// The fields that count tokens.
const COUNTS: [Field; 10] = [
    Field::InputTokens,
    Field::OutputTokens,
    Field::CachedInputTokens,
    Field::CacheWriteTokens,
    Field::CacheWrite1hTokens,
    Field::ReasoningTokens,
    Field::InputAudioTokens,
    Field::OutputAudioTokens,
    Field::InputImageTokens,
    Field::OutputImageTokens,
];

/// The tokens, out of their fields or out of a provider's usage object.
fn told(reader: &mut Reader<'_>, provider: Option<&str>) -> Told {
    let Some(usage) = reader.raw(Field::Usage) else {
        return Told {
            tokens: tokens(reader),
            ..Told::default()
        };
    };
    if let Some(count) = COUNTS
        .into_iter()
        .find(|field| reader.raw(*field).is_some())
    {
        let message = text!("usage-object-and-count", field = count.name());
        reader.refuse(Rejection::of(Field::Usage, "inconsistent", message));
    }
    match providers::read(usage, provider) {
        Ok(told) => {
            check_totals(reader, &told.tokens);
            told
        }
        Err(problem) => {
            reader.refuse(problem);
            Told::default()
        }
    }
}

/// Totals that we add up can leave the bounds that each of their parts keeps.
fn check_totals(reader: &mut Reader<'_>, tokens: &Tokens) {
    for (field, total) in [
        (Field::InputTokens, tokens.input),
        (Field::OutputTokens, tokens.output),
    ] {
        if total > MOST_TOKENS {
            let message = text!("usage-event-out-of-range", least = 0, most = MOST_TOKENS);
            reader.refuse(Rejection::of(field, "out_of_range", message));
        }
    }
}

fn tokens(reader: &mut Reader<'_>) -> Tokens {
    let mut count = |field| reader.whole(field, 0, MOST_TOKENS).unwrap_or(0);
    Tokens {
        input: count(Field::InputTokens),
        output: count(Field::OutputTokens),
        cached_input: count(Field::CachedInputTokens),
        cache_write: count(Field::CacheWriteTokens),
        cache_write_1h: count(Field::CacheWrite1hTokens),
        reasoning: count(Field::ReasoningTokens),
        input_audio: count(Field::InputAudioTokens),
        output_audio: count(Field::OutputAudioTokens),
        input_image: count(Field::InputImageTokens),
        output_image: count(Field::OutputImageTokens),
    }
}

fn status(reader: &mut Reader<'_>) -> Status {
    let Some(word) = reader.text(Field::Status, SOURCE) else {
        return Status::Ok;
    };
    Status::parse(&word).unwrap_or_else(|| {
        reader.refuse(Rejection::of(
            Field::Status,
            "invalid_value",
            text!("usage-event-invalid-status"),
        ));
        Status::Ok
    })
}

/// An error's code and message belong to an error: without the status the failure would be
/// counted as a success.
fn check_failure(reader: &mut Reader<'_>, event: &Event<'_>) {
    if event.status == Status::Error {
        return;
    }
    for (field, present) in [
        (Field::ErrorCode, event.error_code.is_some()),
        (Field::ErrorMessage, event.error_message.is_some()),
    ] {
        if present {
            let message = text!("usage-event-error-without-status", field = field.name());
            reader.refuse(Rejection::of(field, "inconsistent", message));
        }
    }
}

/// No part is above its total. Cached and written tokens exclude each other, and so do sound and
/// pictures, so their sums are held against the total too.
fn check_parts(reader: &mut Reader<'_>, tokens: &Tokens) {
    use Field as F;
    let parts = [
        (
            F::CachedInputTokens,
            tokens.cached_input,
            F::InputTokens,
            tokens.input,
        ),
        (
            F::CacheWriteTokens,
            tokens.cached_input + tokens.cache_write,
            F::InputTokens,
            tokens.input,
        ),
        (
            F::CacheWrite1hTokens,
            tokens.cache_write_1h,
            F::CacheWriteTokens,
            tokens.cache_write,
        ),
        (
            F::ReasoningTokens,
            tokens.reasoning,
            F::OutputTokens,
            tokens.output,
        ),
        (
            F::InputAudioTokens,
            tokens.input_audio,
            F::InputTokens,
            tokens.input,
        ),
        (
            F::InputImageTokens,
            tokens.input_audio + tokens.input_image,
            F::InputTokens,
            tokens.input,
        ),
        (
            F::OutputAudioTokens,
            tokens.output_audio,
            F::OutputTokens,
            tokens.output,
        ),
        (
            F::OutputImageTokens,
            tokens.output_audio + tokens.output_image,
            F::OutputTokens,
            tokens.output,
        ),
    ];
    for (field, part, total, whole) in parts {
        if part > whole {
            let message = text!(
                "usage-event-subset",
                field = field.name(),
                total = total.name()
            );
            reader.refuse(Rejection::of(field, "subset_above_total", message));
        }
    }
}
