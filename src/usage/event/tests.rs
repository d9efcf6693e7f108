//! What is read from an event, what is refused and under which code.

use proptest::prelude::*;
use serde_json::json;
use serde_json::value::RawValue;

use super::{Age, Event, Field, MESSAGE_KEPT, MOST_COST, Rejection, Status, read};
use crate::clock::{DAY_MS, Timestamp};
use crate::i18n::Locale;
use crate::money::Nanos;

fn raw(json: &str) -> Box<RawValue> {
    RawValue::from_string(json.to_owned()).unwrap()
}

fn taken(json: &str) -> Event<'static> {
    let raw = raw(json);
    read(&raw).event.unwrap().into_owned()
}

fn refused(json: &str) -> Rejection {
    let raw = raw(json);
    read(&raw).event.unwrap_err()
}

/// `code` or `code:field`.
fn why(json: &str) -> String {
    let rejection = refused(json);
    let said = Locale::EnUs.say(&rejection.message);
    assert!(said.ends_with('.'), "{said}");
    match rejection.field {
        Some(field) => format!("{}:{field}", rejection.code),
        None => rejection.code.to_owned(),
    }
}

/// An event with these further members.
fn with(members: &str) -> String {
    format!(r#"{{"id":"a","model":"m",{members}}}"#)
}

#[test]
fn every_field_is_read() {
    let event = taken(
        r#"{"id":"évt-1","source":"eu/1","sourceSeq":7,"time":"2026-03-01T12:00:00.25+05:30",
        "model":" gpt-4o ","provider":"openai","endpoint":"/v1/chat","endUser":"u1",
        "serviceTier":"batch","inputTokens":100,"outputTokens":50,"cachedInputTokens":10,
        "cacheWriteTokens":20,"cacheWrite1hTokens":5,"reasoningTokens":30,"inputAudioTokens":1,
        "outputAudioTokens":2,"inputImageTokens":3,"outputImageTokens":4,"requests":2,
        "latencyMs":1200,"timeToFirstTokenMs":80,"status":"error","errorCode":"500",
        "errorMessage":"two\nlines","cost":"0.000000001"}"#,
    );
    assert_eq!(event.id, "évt-1");
    assert_eq!(event.source.as_deref(), Some("eu/1"));
    assert_eq!(event.source_seq, Some(7));
    assert_eq!(event.time.unwrap().to_string(), "2026-03-01T06:30:00.250Z");
    assert_eq!(event.model, "gpt-4o");
    assert_eq!(event.tokens.input, 100);
    assert_eq!(event.tokens.cache_write_1h, 5);
    assert_eq!(event.tokens.output_image, 4);
    assert_eq!(
        (event.requests, event.latency_ms, event.first_token_ms),
        (2, Some(1200), Some(80))
    );
    assert_eq!(event.status, Status::Error);
    assert_eq!(event.error_message.as_deref(), Some("two\nlines"));
    assert_eq!(event.cost, Some(Nanos(1)));
}

#[test]
fn absent_null_and_empty_are_defaults() {
    let bare = taken(r#"{"id":"a","model":"m"}"#);
    assert_eq!(
        (bare.requests, bare.status, bare.time),
        (1, Status::Ok, None)
    );
    let nulls: Vec<String> = Field::ALL
        .iter()
        .filter(|field| !matches!(field, Field::Id | Field::Model))
        .map(|field| format!(r#""{}":null"#, field.name()))
        .collect();
    assert_eq!(taken(&with(&nulls.join(","))), bare);
    assert_eq!(
        taken(&with(
            r#""provider":"","errorMessage":"","requests":1,"status":"ok""#
        )),
        bare
    );
}

#[test]
fn all_spellings_mean_the_same() {
    let camel = taken(&with(
        r#""inputTokens":9,"cachedInputTokens":2,"outputTokens":4,"latencyMs":5"#,
    ));
    let snake = taken(&with(
        r#""input_tokens":9,"cached_input_tokens":2,"output_tokens":4,"latency_ms":5"#,
    ));
    let open_telemetry = taken(
        r#"{"id":"a","gen_ai.response.model":"m","gen_ai.usage.input_tokens":9,"latencyMs":5,
        "gen_ai.usage.cache_read.input_tokens":2,"gen_ai.usage.output_tokens":4}"#,
    );
    assert_eq!(camel, snake);
    assert_eq!(camel, open_telemetry);
    for field in Field::ALL {
        let snake: String = field
            .name()
            .chars()
            .flat_map(|char| {
                let gap = char.is_uppercase().then_some('_');
                gap.into_iter().chain(char.to_lowercase())
            })
            .collect();
        assert_eq!(Field::named(&snake), Some(*field), "{snake}");
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (json, code) in [
        ("5", "wrong_type"),
        ("null", "wrong_type"),
        (r#"["id"]"#, "wrong_type"),
        ("{}", "missing:id"),
        (r#"{"id":"a"}"#, "missing:model"),
        (r#"{"id":null,"model":"m"}"#, "missing:id"),
        (r#"{"id":"","model":"m"}"#, "empty:id"),
        (r#"{"id":"a","model":"  "}"#, "empty:model"),
        (r#"{"id":5,"model":"m"}"#, "wrong_type:id"),
        (r#"{"id":"a\u0000","model":"m"}"#, "control_character:id"),
        (r#"{"id":"a","model":"\ud800"}"#, "invalid_text:model"),
        (r#"{"id":"a","model":"m","\udc00":1}"#, "invalid_text"),
        (r#"{"id":"a","id":"a","model":"m"}"#, "duplicate_field:id"),
    ] {
        assert_eq!(why(json), code, "{json}");
    }
    for (members, code) in [
        (r#""tokens":1"#, "unknown_field:tokens"),
        (r#""usage":{"tokens":1}"#, "unknown_usage:usage"),
        (r#""projectId":"prj_1""#, "unknown_field:projectId"),
        (
            r#""inputTokens":1,"input_tokens":1"#,
            "duplicate_field:inputTokens",
        ),
        (r#""inputTokens":"5""#, "wrong_type:inputTokens"),
        (r#""inputTokens":true"#, "wrong_type:inputTokens"),
        (r#""inputTokens":{"a":[1]}"#, "wrong_type:inputTokens"),
        (r#""inputTokens":-1"#, "negative:inputTokens"),
        (r#""inputTokens":-0.0"#, "negative:inputTokens"),
        (r#""inputTokens":1.5"#, "not_integer:inputTokens"),
        (r#""inputTokens":1e400"#, "out_of_range:inputTokens"),
        (
            r#""inputTokens":99999999999999999999999"#,
            "out_of_range:inputTokens",
        ),
        (r#""inputTokens":1000000000001"#, "out_of_range:inputTokens"),
        (r#""requests":0"#, "out_of_range:requests"),
        (r#""requests":1000001"#, "out_of_range:requests"),
        (r#""latencyMs":86400001"#, "out_of_range:latencyMs"),
        (r#""time":1767225600"#, "wrong_type:time"),
        (r#""time":"yesterday""#, "invalid_time:time"),
        (r#""time":"2026-02-30T00:00:00Z""#, "invalid_time:time"),
        (r#""status":"failed""#, "invalid_value:status"),
        (r#""errorCode":"500""#, "inconsistent:errorCode"),
        (r#""cost":0.5"#, "wrong_type:cost"),
        (r#""cost":"1e3""#, "invalid_cost:cost"),
        (r#""cost":"0.0000000001""#, "invalid_cost:cost"),
        (r#""cost":"-1""#, "negative:cost"),
        (r#""cost":"1000000.000000001""#, "out_of_range:cost"),
        (r#""cost":"99999999999999999999""#, "out_of_range:cost"),
    ] {
        assert_eq!(why(&with(members)), code, "{members}");
    }
}

#[test]
fn bounds_themselves_are_inside() {
    for number in [0, 1_774_000_000_000_000_000, i64::MAX] {
        let event = taken(&with(&format!(r#""sourceSeq":{number}"#)));
        assert_eq!(event.source_seq, Some(number));
    }
    let event = taken(&with(
        r#""inputTokens":1000000000000,"requests":1000000,"latencyMs":86400000,"cost":"1000000""#,
    ));
    assert_eq!(event.tokens.input, 1_000_000_000_000);
    assert_eq!(event.cost, Some(MOST_COST));
    let long = |length: usize| format!(r#"{{"id":"{}","model":"m"}}"#, "é".repeat(length));
    assert_eq!(taken(&long(128)).id.chars().count(), 128);
    assert_eq!(why(&long(129)), "too_long:id");
}

/// Pitfall 7: cached tokens are a part of the input, never beside it.
#[test]
fn pitfall_7_parts_above_their_total_are_refused() {
    for (members, field) in [
        (r#""cachedInputTokens":1"#, "cachedInputTokens"),
        (
            r#""inputTokens":5,"cachedInputTokens":3,"cacheWriteTokens":3"#,
            "cacheWriteTokens",
        ),
        (
            r#""inputTokens":5,"cacheWriteTokens":2,"cacheWrite1hTokens":3"#,
            "cacheWrite1hTokens",
        ),
        (r#""outputTokens":5,"reasoningTokens":6"#, "reasoningTokens"),
        (
            r#""inputTokens":5,"inputAudioTokens":6"#,
            "inputAudioTokens",
        ),
        (
            r#""inputTokens":5,"inputAudioTokens":3,"inputImageTokens":3"#,
            "inputImageTokens",
        ),
        (
            r#""outputTokens":5,"outputAudioTokens":3,"outputImageTokens":3"#,
            "outputImageTokens",
        ),
    ] {
        assert_eq!(why(&with(members)), format!("subset_above_total:{field}"));
    }
    taken(&with(
        r#""inputTokens":5,"cachedInputTokens":3,"cacheWriteTokens":2"#,
    ));
}

#[test]
fn a_huge_event_or_name_costs_only_itself() {
    let name = "x".repeat(2 * 1024 * 1024);
    assert_eq!(why(&with(&format!(r#""endpoint":"{name}""#))), "too_large");
    let rejection = refused(&with(&format!(r#""{}":1"#, "\\u0007".repeat(1000))));
    assert_eq!(rejection.field.unwrap(), "\u{fffd}".repeat(64));
}

#[test]
fn the_id_is_told_even_when_the_event_is_refused() {
    let raw = raw(r#"{"nope":1,"id":"a"}"#);
    assert_eq!(read(&raw).id.as_deref(), Some("a"));
}

#[test]
fn a_long_error_message_is_shortened_and_still_told_apart() {
    let failed = |tail: &str| {
        let message = format!("{}{tail}", "é".repeat(MESSAGE_KEPT));
        taken(&with(&format!(
            r#""status":"error","errorMessage":"{message}""#
        )))
    };
    let (one, other) = (failed("1"), failed("2"));
    assert_eq!(
        one.error_message.as_deref(),
        Some("é".repeat(MESSAGE_KEPT).as_str())
    );
    assert_eq!(one.error_message, other.error_message);
    assert_ne!(one.digest, other.digest);
}

#[test]
fn an_empty_source_names_nobody() {
    for source in ["", " "] {
        let event = taken(&with(&format!(r#""source":"{source}""#)));
        assert_eq!(event.source, None, "{source:?}");
    }
}

#[test]
fn content_is_what_was_sent() {
    let digest = |members: &str| taken(&with(members)).digest;
    let bare = digest(r#""inputTokens":0"#);
    assert_eq!(
        bare,
        digest(r#""requests":1,"status":"ok","outputTokens":0e0"#)
    );
    assert_eq!(bare, digest(r#""source":"elsewhere""#));
    let mut seen = vec![bare];
    for members in [
        r#""inputTokens":1"#,
        r#""outputTokens":1"#,
        r#""requests":2"#,
        r#""latencyMs":1"#,
        r#""timeToFirstTokenMs":1"#,
        r#""time":"2026-03-01T00:00:00Z""#,
        r#""provider":"ab""#,
        r#""provider":"a","endpoint":"b""#,
        r#""endpoint":"ab""#,
        r#""endUser":"ab""#,
        r#""serviceTier":"ab""#,
        r#""status":"error""#,
        r#""status":"error","errorCode":"1""#,
        r#""status":"error","errorMessage":"1""#,
        r#""cost":"0""#,
        r#""sourceSeq":0"#,
    ] {
        let digest = digest(members);
        assert!(!seen.contains(&digest), "{members}");
        seen.push(digest);
    }
}

#[test]
fn the_digest_does_not_change_between_releases() {
    let digest = taken(r#"{"id":"a","model":"m"}"#).digest;
    insta::assert_snapshot!(format!("{:032x}", u128::from_be_bytes(digest)), @"22f3978617a99f78ff6a377181b4c81c");
}

#[test]
fn late_and_early_events() {
    let now = Timestamp::parse("2026-03-01T12:00:00Z").unwrap();
    let at = |ms: i64| {
        let time = Timestamp::from_ms(now.ms() + ms);
        taken(&with(&format!(r#""time":"{time}""#)))
            .check_time(now, Age::Recent)
            .map_err(|rejection| rejection.code)
    };
    assert_eq!(
        taken(&with(r#""requests":1"#)).check_time(now, Age::Recent),
        Ok(now)
    );
    assert!(at(-35 * DAY_MS).is_ok());
    assert_eq!(at(-35 * DAY_MS - 1), Err("too_old"));
    let history = |time: &str| {
        let event = taken(&with(&format!(r#""time":"{time}""#)));
        event.check_time(now, Age::Any).map_err(|why| why.code)
    };
    assert!(history("1969-07-20T20:17:40Z").is_ok());
    assert_eq!(history("2026-03-01T12:05:00.001Z"), Err("in_future"));
    assert_eq!(history("9999-12-31T23:59:59Z"), Err("in_future"));
    assert!(at(5 * 60_000).is_ok());
    assert_eq!(at(5 * 60_000 + 1), Err("in_future"));
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|flag| json!(flag)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|list| json!(list))
    })
}

proptest! {
    /// Whatever stands in a field, reading ends with an event or a rejection that names a code.
    #[test]
    fn no_value_breaks_the_reader(field in prop::sample::select(Field::ALL), value in any_json()) {
        let mut object = json!({"id": "a", "model": "m"});
        object[field.name()] = value;
        let raw = raw(&object.to_string());
        if let Err(rejection) = read(&raw).event {
            prop_assert!(!rejection.code.is_empty());
            prop_assert!(Locale::EnUs.say(&rejection.message) != rejection.message.key());
        }
    }
}
