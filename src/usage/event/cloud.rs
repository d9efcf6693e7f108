//! The envelope of a CloudEvent 1.0: its attributes are `id`, `source`, `time` and `endUser` of the
//! event (as `subject`), its `data` holds the other fields. Attributes that we do not know are
//! extensions, which anybody may add.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::reader::Reader;
use super::values::{Words, words};
use super::{Field, Rejection};
use crate::text;
use crate::text::Text;

/// The version of the specification.
const VERSION: &str = "1.0";
/// The type of all our events.
const TYPE: &str = "ai.usage";

/// An attribute that means something to us.
#[derive(Clone, Copy)]
enum Attribute {
    SpecVersion,
    Type,
    Id,
    Source,
    Subject,
    Time,
    Data,
    DataBase64,
}

impl Attribute {
    const ALL: [Self; 8] = [
        Self::SpecVersion,
        Self::Type,
        Self::Id,
        Self::Source,
        Self::Subject,
        Self::Time,
        Self::Data,
        Self::DataBase64,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::SpecVersion => "specversion",
            Self::Type => "type",
            Self::Id => "id",
            Self::Source => "source",
            Self::Subject => "subject",
            Self::Time => "time",
            Self::Data => "data",
            Self::DataBase64 => "data_base64",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|attribute| attribute.name() == name)
    }

    fn refuse(self, code: &'static str, message: Text) -> Rejection {
        Rejection {
            code,
            field: Some(self.name().to_owned()),
            message,
        }
    }
}

/// The attributes of a CloudEvent, and the first that was given twice.
struct Envelope<'a> {
    values: [Option<&'a RawValue>; Attribute::ALL.len()],
    twice: Option<Attribute>,
}

/// Finds the fields of a CloudEvent. `Err` when nothing of it can be read.
pub(super) fn open(event: &RawValue) -> Result<Reader<'_>, Rejection> {
    if !event.get().starts_with('{') {
        let message = text!("usage-event-not-an-object");
        return Err(Rejection::whole("wrong_type", message));
    }
    let envelope: Envelope<'_> = serde_json::from_str(event.get())
        .map_err(|_| Rejection::whole("invalid_text", text!("usage-event-name-unreadable")))?;
    let mut problems = envelope.problems();
    let mut reader = match envelope.data() {
        Ok(data) => data,
        Err(problem) => {
            problems.push(problem);
            Reader::empty()
        }
    };
    for (attribute, field) in [
        (Attribute::Id, Field::Id),
        (Attribute::Source, Field::Source),
        (Attribute::Time, Field::Time),
    ] {
        let misplaced = reader.replace(field, envelope.get(attribute));
        if misplaced {
            let message = text!("usage-event-misplaced", field = field.name());
            problems.push(Rejection::of(field, "misplaced_field", message));
        }
    }
    reader.default(Field::EndUser, envelope.get(Attribute::Subject));
    reader.refuse_first(problems);
    Ok(reader)
}

impl<'a> Envelope<'a> {
    /// An attribute; absent and `null` are the same.
    fn get(&self, attribute: Attribute) -> Option<&'a RawValue> {
        let value = self.values.get(attribute as usize).copied().flatten()?;
        Some(value).filter(|value| value.get() != "null")
    }

    /// What is wrong with the attributes that have to be there.
    fn problems(&self) -> Vec<Rejection> {
        let mut problems = Vec::new();
        for (attribute, expected) in [(Attribute::SpecVersion, VERSION), (Attribute::Type, TYPE)] {
            problems.extend(self.constant(attribute, expected));
        }
        if let Some(attribute) = self.twice {
            let message = text!("usage-event-duplicate-field", field = attribute.name());
            problems.push(attribute.refuse("duplicate_field", message));
        }
        match self.get(Attribute::Source) {
            None => problems.push(missing(Attribute::Source)),
            Some(source) if words(source.get()).is_ok_and(|source| source.trim().is_empty()) => {
                problems.push(Attribute::Source.refuse("empty", text!("usage-event-empty")));
            }
            Some(_) => {}
        }
        problems
    }

    /// What is wrong with an attribute that has one value only.
    fn constant(&self, attribute: Attribute, expected: &'static str) -> Option<Rejection> {
        let Some(value) = self.get(attribute) else {
            return Some(missing(attribute));
        };
        match words(value.get()) {
            Ok(word) if word == expected => None,
            Ok(_) => {
                let message = text!("usage-event-cloud-constant", expected = expected);
                Some(attribute.refuse("invalid_value", message))
            }
            Err((code, message)) => Some(attribute.refuse(code, message)),
        }
    }

    /// The fields in `data`.
    fn data(&self) -> Result<Reader<'a>, Rejection> {
        let Some(data) = self.get(Attribute::Data) else {
            return Err(match self.get(Attribute::DataBase64) {
                Some(_) => Attribute::DataBase64
                    .refuse("wrong_type", text!("usage-event-data-not-an-object")),
                None => missing(Attribute::Data),
            });
        };
        if !data.get().starts_with('{') {
            let message = text!("usage-event-data-not-an-object");
            return Err(Attribute::Data.refuse("wrong_type", message));
        }
        Reader::open(data)
    }
}

fn missing(attribute: Attribute) -> Rejection {
    let message = text!("usage-event-missing", field = attribute.name());
    attribute.refuse("missing", message)
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(Attributes)
    }
}

struct Attributes;

impl<'de> Visitor<'de> for Attributes {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CloudEvent")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Envelope<'de>, A::Error> {
        let mut envelope = Envelope {
            values: [None; Attribute::ALL.len()],
            twice: None,
        };
        while let Some((Words(name), value)) = object.next_entry::<Words<'de>, &'de RawValue>()? {
            let Some(attribute) = Attribute::named(&name) else {
                continue;
            };
            let Some(place) = envelope.values.get_mut(attribute as usize) else {
                continue;
            };
            if place.replace(value).is_some() {
                envelope.twice.get_or_insert(attribute);
            }
        }
        Ok(envelope)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::i18n::Locale;
    use crate::usage::event::{Format, read_all};

    fn whole() -> Value {
        json!({"specversion": "1.0", "type": "ai.usage", "id": "a", "source": "eu/1",
            "subject": "user-7", "time": "2026-03-01T12:00:00Z", "datacontenttype": "text/x",
            "dataschema": "https://example.org/usage", "traceparent": "00-1", "partitionkey": null,
            "data": {"model": "m", "input_tokens": 9, "cachedInputTokens": 2, "sourceSeq": 4}})
    }

    /// `code:field`, or `ok`.
    fn told(event: &Value) -> String {
        let body = event.to_string();
        let read = read_all(Format::CloudEvent, body.as_bytes())
            .unwrap()
            .remove(0);
        let Err(rejection) = read.event else {
            return "ok".to_owned();
        };
        let said = Locale::EnUs.say(&rejection.message);
        assert!(said.ends_with('.'), "{said}");
        let field = rejection.field.unwrap_or_default();
        format!("{}:{field}", rejection.code)
    }

    #[test]
    fn an_envelope_and_its_data_are_one_event() {
        let cloud = whole().to_string();
        let plain = json!({"id": "a", "source": "eu/1", "endUser": "user-7", "model": "m",
            "time": "2026-03-01T12:00:00Z", "inputTokens": 9, "cachedInputTokens": 2,
            "sourceSeq": 4})
        .to_string();
        let cloud = read_all(Format::CloudEvent, cloud.as_bytes()).unwrap();
        let plain = read_all(Format::Json, plain.as_bytes()).unwrap();
        assert_eq!(cloud, plain);
        assert!(cloud[0].event.is_ok());
    }

    /// Written down from version 2.2 of the SDK for Python, by its two interfaces.
    #[test]
    fn what_the_sdk_for_python_sends_is_taken() {
        let older = br#"{"specversion": "1.0", "id": "a", "source": "eu/1", "type": "ai.usage", "subject": "user-7", "time": "2026-11-22T18:22:32.436891+00:00", "data": {"model": "gpt-4.1", "provider": "openai", "input_tokens": 1000, "cached_input_tokens": 400, "output_tokens": 500}}"#;
        let newer = br#"{"type": "ai.usage", "source": "eu/1", "id": "b", "specversion": "1.0", "time": "2026-11-22T18:22:32.884961Z", "data": {"model": "gpt-4.1", "provider": "openai", "usage": {"prompt_tokens": 1000, "completion_tokens": 500, "prompt_tokens_details": {"cached_tokens": 400}}}}"#;
        let read = |body| {
            let read = read_all(Format::CloudEvent, body).unwrap().remove(0);
            read.event.unwrap().into_owned()
        };
        let (older, newer) = (read(older), read(newer));
        assert_eq!(older.tokens, newer.tokens);
        assert_eq!(older.tokens.cached_input, 400);
        assert_eq!(older.time.unwrap().to_string(), "2026-11-22T18:22:32.436Z");
    }

    #[test]
    fn the_end_user_in_the_data_goes_before_the_subject() {
        let mut event = whole();
        event["data"]["endUser"] = "user-8".into();
        let body = event.to_string();
        let read = read_all(Format::CloudEvent, body.as_bytes())
            .unwrap()
            .remove(0);
        assert_eq!(read.event.unwrap().end_user.as_deref(), Some("user-8"));
    }

    #[test]
    fn what_is_wrong_with_the_envelope_is_named() {
        for (pointer, value, expected) in [
            ("specversion", json!("0.3"), "invalid_value:specversion"),
            ("specversion", json!(1.0), "wrong_type:specversion"),
            ("specversion", json!(null), "missing:specversion"),
            ("type", json!("com.example.order"), "invalid_value:type"),
            ("type", json!(null), "missing:type"),
            ("id", json!(null), "missing:id"),
            ("id", json!(""), "empty:id"),
            ("source", json!(null), "missing:source"),
            ("source", json!(" "), "empty:source"),
            ("source", json!(7), "wrong_type:source"),
            ("source", json!("s".repeat(129)), "too_long:source"),
            ("subject", json!(7), "wrong_type:endUser"),
            ("time", json!("yesterday"), "invalid_time:time"),
            ("data", json!(null), "missing:data"),
            ("data", json!("{}"), "wrong_type:data"),
            ("data", json!([]), "wrong_type:data"),
            ("data", json!({}), "missing:model"),
            (
                "data",
                json!({"model": "m", "colour": 1}),
                "unknown_field:colour",
            ),
            (
                "data",
                json!({"model": "m", "id": "b"}),
                "misplaced_field:id",
            ),
            (
                "data",
                json!({"model": "m", "time": "x"}),
                "misplaced_field:time",
            ),
            (
                "data",
                json!({"model": "m", "inputTokens": -1}),
                "negative:inputTokens",
            ),
            ("data_base64", json!("e30="), "ok"),
            ("colour", json!({"any": ["thing"]}), "ok"),
        ] {
            let mut event = whole();
            event[pointer] = value;
            assert_eq!(told(&event), expected, "{event}");
        }
        assert_eq!(told(&json!(5)), "wrong_type:");
        assert_eq!(told(&json!({})), "missing:specversion");
        let base64 = json!({"specversion": "1.0", "type": "ai.usage", "id": "a", "source": "s",
            "data_base64": "e30="});
        assert_eq!(told(&base64), "wrong_type:data_base64");
    }

    #[test]
    fn an_attribute_is_given_once_and_an_extension_as_often_as_one_likes() {
        let twice = |member: &str| {
            let body = whole()
                .to_string()
                .replacen('{', &format!("{{{member},"), 1);
            let read = read_all(Format::CloudEvent, body.as_bytes()).unwrap();
            let code = read[0].event.as_ref().map_err(|why| why.code).err();
            code.unwrap_or("ok")
        };
        assert_eq!(twice(r#""id":"b""#), "duplicate_field");
        assert_eq!(twice(r#""data":{}"#), "duplicate_field");
        assert_eq!(twice(r#""traceparent":1"#), "ok");
    }

    #[test]
    fn a_refused_event_still_has_its_id() {
        let mut event = whole();
        event["type"] = "other".into();
        let body = event.to_string();
        let read = read_all(Format::CloudEvent, body.as_bytes()).unwrap();
        assert_eq!(read[0].id.as_deref(), Some("a"));
    }

    #[test]
    fn a_cloud_event_in_the_plain_form_is_told_where_it_belongs() {
        let body = whole().to_string();
        let read = read_all(Format::Json, body.as_bytes()).unwrap().remove(0);
        let rejection = read.event.unwrap_err();
        assert_eq!(rejection.field.as_deref(), Some("specversion"));
        let said = Locale::EnUs.say(&rejection.message);
        assert!(said.contains("application/cloudevents+json"), "{said}");
    }
}
