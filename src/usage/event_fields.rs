//! The names of the fields of an event, and how their JSON values are read and refused.
//!
//! Values are read from their raw text: a number never passes through a float, and a value that
//! cannot be read costs its own event only.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::clock::Timestamp;
use crate::money::Nanos;
use crate::text;
use crate::text::Text;

/// Why an event was not taken: `code` is stable, the message is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What is wrong, in `snake_case`, the same in every language.
    pub code: &'static str,
    /// The field it is about, as the contract spells it (an unknown one as the sender did).
    pub field: Option<String>,
    /// The sentence.
    pub message: Text,
}

impl Rejection {
    /// About the event as a whole.
    pub fn whole(code: &'static str, message: Text) -> Self {
        Self {
            code,
            field: None,
            message,
        }
    }

    /// About one field.
    pub fn of(field: Field, code: &'static str, message: Text) -> Self {
        Self {
            code,
            field: Some(field.name().to_owned()),
            message,
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $(| $spelling:literal)*;)*) => {
        /// A field of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name of the contract.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The field with this name, in either spelling or as OpenTelemetry calls it.
            pub fn named(spelling: &str) -> Option<Self> {
                match spelling {
                    $($name $(| $spelling)* => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

fields! {
    /// The sender's idempotency key.
    Id = "id";
    /// Who sends; ids are unique within it.
    Source = "source";
    /// The sender's own count.
    SourceSeq = "sourceSeq" | "source_seq";
    /// When it happened.
    Time = "time";
    /// The model that answered.
    Model = "model" | "gen_ai.response.model";
    /// Who hosts the model.
    Provider = "provider" | "gen_ai.provider.name";
    /// The operation that was called.
    Endpoint = "endpoint";
    /// The sender's own customer.
    EndUser = "endUser" | "end_user";
    /// The provider's tier, such as `batch`.
    ServiceTier = "serviceTier" | "service_tier";
    /// All tokens in, cached ones included.
    InputTokens = "inputTokens" | "input_tokens" | "gen_ai.usage.input_tokens";
    /// All tokens out, reasoning included.
    OutputTokens = "outputTokens" | "output_tokens" | "gen_ai.usage.output_tokens";
    /// Tokens in that were read from a cache.
    CachedInputTokens = "cachedInputTokens" | "cached_input_tokens" | "gen_ai.usage.cache_read.input_tokens";
    /// Tokens in that were written to a cache.
    CacheWriteTokens = "cacheWriteTokens" | "cache_write_tokens" | "gen_ai.usage.cache_creation.input_tokens";
    /// Those of them that are kept for an hour.
    CacheWrite1hTokens = "cacheWrite1hTokens" | "cache_write_1h_tokens" | "cache_write1h_tokens";
    /// Tokens out that were spent on reasoning.
    ReasoningTokens = "reasoningTokens" | "reasoning_tokens" | "gen_ai.usage.reasoning.output_tokens";
    /// Tokens in that were sound.
    InputAudioTokens = "inputAudioTokens" | "input_audio_tokens";
    /// Tokens out that were sound.
    OutputAudioTokens = "outputAudioTokens" | "output_audio_tokens";
    /// Tokens in that were pictures.
    InputImageTokens = "inputImageTokens" | "input_image_tokens";
    /// Tokens out that were pictures.
    OutputImageTokens = "outputImageTokens" | "output_image_tokens";
    /// How many calls the event stands for.
    Requests = "requests";
    /// How long the call took.
    LatencyMs = "latencyMs" | "latency_ms";
    /// How long until the first token.
    TimeToFirstTokenMs = "timeToFirstTokenMs" | "time_to_first_token_ms";
    /// Whether the call worked.
    Status = "status";
    /// What failed, for machines.
    ErrorCode = "errorCode" | "error_code";
    /// What failed, for people.
    ErrorMessage = "errorMessage" | "error_message";
    /// What it cost, when the sender knows better than the price table.
    Cost = "cost";
}

/// What a text may be.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The fewest characters.
    pub(super) least: usize,
    /// The most characters.
    pub(super) most: usize,
    /// Whether line breaks and other control characters are kept; NUL never is.
    pub(super) prose: bool,
}

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

    /// Notes a problem, unless there was one before.
    pub(super) fn refuse(&mut self, problem: Rejection) {
        self.problem.get_or_insert(problem);
    }

    /// The first problem.
    pub(super) fn problem(&mut self) -> Option<Rejection> {
        self.problem.take()
    }

    /// The raw text of a field; absent and `null` are the same.
    fn raw(&self, field: Field) -> Option<&'a str> {
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
        let read = whole(self.raw(field)?);
        let (code, message) = match read {
            Ok(number) if (least..=most).contains(&number) => return Some(number),
            Ok(_) | Err(NoWhole::TooLarge) => (
                "out_of_range",
                text!("usage-event-out-of-range", least = least, most = most),
            ),
            Err(NoWhole::Negative) => ("negative", text!("usage-event-negative")),
            Err(NoWhole::Fraction) => ("not_integer", text!("usage-event-not-integer")),
            Err(NoWhole::WrongType) => ("wrong_type", text!("usage-event-not-a-number")),
        };
        self.refuse(Rejection::of(field, code, message));
        None
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
        let mut reader = Reader {
            values: [None; Field::ALL.len()],
            problem: None,
        };
        while let Some((Words(name), value)) = object.next_entry::<Words<'de>, &'de RawValue>()? {
            let Some(field) = Field::named(&name) else {
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

/// Names the field as it was sent, shortened and without control characters.
fn unknown(name: &str) -> Rejection {
    let shown: String = name
        .chars()
        .take(64)
        .map(|char| if char.is_control() { '\u{fffd}' } else { char })
        .collect();
    Rejection {
        code: "unknown_field",
        message: text!("usage-event-unknown-field", field = &shown),
        field: Some(shown),
    }
}

/// A string that borrows from the body whenever it holds no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

type Refusal = (&'static str, Text);

fn words(raw: &str) -> Result<Cow<'_, str>, Refusal> {
    if !raw.starts_with('"') {
        return Err(("wrong_type", text!("usage-event-not-a-text")));
    }
    match serde_json::from_str(raw) {
        Ok(Words(words)) => Ok(words),
        Err(_) => Err(("invalid_text", text!("usage-event-unreadable-text"))),
    }
}

fn fitting(words: Cow<'_, str>, shape: Shape) -> Result<Cow<'_, str>, Refusal> {
    let barred = |char: char| char == '\0' || (char.is_control() && !shape.prose);
    if words.contains(barred) {
        return Err(("control_character", text!("usage-event-control-character")));
    }
    if shape.least > 0 && words.trim().is_empty() {
        return Err(("empty", text!("usage-event-empty")));
    }
    if words.len() > shape.most && words.chars().count() > shape.most {
        return Err(("too_long", text!("usage-event-too-long", most = shape.most)));
    }
    Ok(words)
}

fn amount(words: &str, most: Nanos) -> Result<Nanos, Refusal> {
    if words.starts_with('-') {
        return Err(("negative", text!("usage-event-negative")));
    }
    let beyond = || {
        let dollars = Nanos::to_string(&most);
        (
            "out_of_range",
            text!("usage-event-cost-too-high", most = dollars),
        )
    };
    let Some(nanos) = Nanos::parse_usd(words) else {
        // A number with too many digits before the point is readable, only far too large.
        let whole = words.split('.').next().unwrap_or_default();
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        return Err(if whole.len() > 18 && digits(whole) {
            beyond()
        } else {
            ("invalid_cost", text!("usage-event-invalid-cost"))
        });
    };
    if nanos > most {
        return Err(beyond());
    }
    Ok(nanos)
}

#[derive(Debug, PartialEq, Eq)]
enum NoWhole {
    WrongType,
    Negative,
    Fraction,
    TooLarge,
}

/// Reads a JSON number as a whole number, exactly: `1e3` and `2.0` are whole, `1.5` is not, and
/// nothing with a minus is taken, not even `-0`.
fn whole(raw: &str) -> Result<i64, NoWhole> {
    match raw.as_bytes().first() {
        Some(b'-') => return Err(NoWhole::Negative),
        Some(byte) if byte.is_ascii_digit() => {}
        _ => return Err(NoWhole::WrongType),
    }
    let (mantissa, exponent) = raw.split_once(['e', 'E']).unwrap_or((raw, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{before}{after}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Ok(0);
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    // An exponent that does not fit is only asked for its sign.
    let exponent = exponent.parse().unwrap_or(if exponent.starts_with('-') {
        i64::from(i32::MIN)
    } else {
        i64::from(i32::MAX)
    });
    let length = |part: usize| i64::try_from(part).unwrap_or(i64::from(i32::MAX));
    let scale = exponent
        .saturating_sub(length(after.len()))
        .saturating_add(length(trailing));
    if scale < 0 {
        return Err(NoWhole::Fraction);
    }
    if scale.saturating_add(length(significant.len())) > 18 {
        return Err(NoWhole::TooLarge);
    }
    let factor = u32::try_from(scale).map_or(i64::MAX, |scale| 10_i64.saturating_pow(scale));
    significant
        .parse::<i64>()
        .map(|number| number.saturating_mul(factor))
        .map_err(|_| NoWhole::TooLarge)
}

/// Reads a moment in RFC 3339, and in nothing that only resembles it.
pub(super) fn rfc_3339(text: &str) -> Option<Timestamp> {
    if !is_rfc_3339(text) {
        return None;
    }
    Timestamp::parse(&text.to_ascii_uppercase())
}

/// Whether a text has the shape of RFC 3339: `2026-03-01T12:00:00.5+05:30`. What the numbers mean
/// is left to the calendar.
fn is_rfc_3339(text: &str) -> bool {
    let shaped = |part: &str, pattern: &str| {
        part.len() == pattern.len()
            && part.bytes().zip(pattern.bytes()).all(|(byte, like)| {
                if like == b'0' {
                    byte.is_ascii_digit()
                } else {
                    byte.eq_ignore_ascii_case(&like)
                }
            })
    };
    let Some((moment, rest)) = text.split_at_checked("0000-00-00T00:00:00".len()) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(part) => {
            let zone = part.trim_start_matches(|char: char| char.is_ascii_digit());
            if zone.len() == part.len() {
                return false;
            }
            zone
        }
    };
    shaped(moment, "0000-00-00T00:00:00")
        && (shaped(zone, "Z") || shaped(zone, "+00:00") || shaped(zone, "-00:00"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn whole_numbers_are_read_exactly() {
        for (raw, number) in [
            ("0", 0),
            ("7", 7),
            ("2.0", 2),
            ("1e3", 1_000),
            ("1200e-2", 12),
            ("1.50e1", 15),
            ("0e999999999999999999999", 0),
            ("999999999999999999", 999_999_999_999_999_999),
        ] {
            assert_eq!(whole(raw), Ok(number), "{raw}");
        }
        for (raw, why) in [
            ("1.5", NoWhole::Fraction),
            ("1e-3", NoWhole::Fraction),
            ("1e-99999999999999999999", NoWhole::Fraction),
            ("-0.0", NoWhole::Negative),
            ("-5", NoWhole::Negative),
            ("1e400", NoWhole::TooLarge),
            ("1e99999999999999999999", NoWhole::TooLarge),
            ("99999999999999999999999", NoWhole::TooLarge),
            ("\"5\"", NoWhole::WrongType),
            ("true", NoWhole::WrongType),
            ("[]", NoWhole::WrongType),
        ] {
            assert_eq!(whole(raw), Err(why), "{raw}");
        }
    }

    #[test]
    fn only_rfc_3339_is_a_time() {
        for text in [
            "2026-03-01T12:00:00Z",
            "2026-03-01t12:00:00z",
            "2026-03-01T12:00:00.123456789+05:30",
        ] {
            assert!(is_rfc_3339(text), "{text}");
        }
        for text in [
            "",
            "2026-03-01",
            "2026-03-01 12:00:00Z",
            "2026-03-01T12:00:00",
            "2026-03-01T12:00:00.Z",
            "2026-03-01T12:00:00+0530",
            "2026-03-01T12:00:00Z[UTC]",
            "20260301T120000Z",
            "2026-03-01T12:00:00é",
            "éééééééééé",
        ] {
            assert!(!is_rfc_3339(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_whole_number_is_read_back(number in 0_i64..1_000_000_000_000_000_000) {
            prop_assert_eq!(whole(&number.to_string()), Ok(number));
        }
    }
}
