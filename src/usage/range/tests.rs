//! How periods become exact bounds and buckets, in zones that are hard on both.

use proptest::prelude::*;

use super::{Bucket, HOUR_MS, Level, Period, QUARTER_MS, Range, Span, Words, Zone, plan};
use crate::clock::{DAY_MS, Timestamp};
use crate::error::Error;
use crate::i18n::Locale;

const ZONES: [&str; 9] = [
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Santiago",
    "America/Scoresbysund",
    "Asia/Kathmandu",
    "Africa/Casablanca",
];

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn resolve(words: Words<'_>, now: &str) -> Range {
    Range::resolve(&words, &Zone::utc(), at(now)).unwrap()
}

fn custom<'a>(tz: &'a str, from: &'a str, to: &'a str, bucket: &'a str) -> Words<'a> {
    Words {
        period: Some("custom"),
        from: Some(from),
        to: Some(to),
        bucket: Some(bucket),
        only: None,
        tz: Some(tz),
    }
}

fn told(span: Span) -> String {
    format!("{} {}", span.from, span.to)
}

fn hours(range: &Range) -> Vec<i64> {
    let spans = range.buckets();
    spans.iter().map(|span| span.ms() / QUARTER_MS).collect()
}

#[test]
fn days_are_those_of_the_calendar_today_included() {
    let range = resolve(
        Words {
            period: Some("7d"),
            tz: Some("Asia/Kolkata"),
            ..Words::default()
        },
        "2026-03-10T20:00:00Z",
    );
    // 20:00 UTC is the 11th in Kolkata.
    assert_eq!(
        told(range.span),
        "2026-03-04T18:30:00Z 2026-03-11T18:30:00Z"
    );
    assert_eq!((range.bucket, range.buckets().len()), (Bucket::Day, 7));
}

#[test]
fn a_month_by_default() {
    let range = resolve(Words::default(), "2026-03-10T20:00:00Z");
    assert_eq!(range.period, Period::Days(30));
    assert_eq!(
        told(range.span),
        "2026-02-09T00:00:00Z 2026-03-11T00:00:00Z"
    );
    let empty = Words {
        period: Some(""),
        from: Some(""),
        to: Some("all"),
        bucket: Some(""),
        only: None,
        tz: Some(""),
    };
    assert_eq!(resolve(empty, "2026-03-10T20:00:00Z"), range);
}

#[test]
fn twenty_four_hours_include_the_current_one() {
    let words = |tz| Words {
        period: Some("24h"),
        tz: Some(tz),
        ..Words::default()
    };
    let range = resolve(words("UTC"), "2026-03-10T20:59:59.999Z");
    assert_eq!(
        told(range.span),
        "2026-03-09T21:00:00Z 2026-03-10T21:00:00Z"
    );
    assert_eq!((range.bucket, range.buckets().len()), (Bucket::Hour, 24));
    let range = resolve(words("Asia/Kathmandu"), "2026-03-10T20:10:00Z");
    assert_eq!(
        told(range.span),
        "2026-03-09T20:15:00Z 2026-03-10T20:15:00Z"
    );
}

#[test]
fn custom_dates_include_the_last_one_and_moments_do_not() {
    let days = resolve(
        custom("Pacific/Chatham", "2026-03-01", "2026-03-02", "day"),
        "2026-03-10T00:00:00Z",
    );
    assert_eq!(told(days.span), "2026-02-28T10:15:00Z 2026-03-02T10:15:00Z");
    let moments = resolve(
        custom(
            "UTC",
            "2026-03-01T10:00:00.5+05:30",
            "2026-03-01T12:00:00Z",
            "hour",
        ),
        "2026-03-10T00:00:00Z",
    );
    assert_eq!(
        told(moments.span),
        "2026-03-01T04:30:00.500Z 2026-03-01T12:00:00Z"
    );
    assert_eq!(
        told(moments.buckets()[0]),
        "2026-03-01T04:30:00.500Z 2026-03-01T05:00:00Z"
    );
    let open = Words {
        from: Some("2026-03-01"),
        ..Words::default()
    };
    let open = resolve(open, "2026-03-10T10:00:00Z");
    assert_eq!(
        (open.period, told(open.span)),
        (
            Period::Custom,
            "2026-03-01T00:00:00Z 2026-03-11T00:00:00Z".to_owned()
        )
    );
}

/// Pitfall 6: days of 23, 24.5 and 25 hours.
#[test]
fn pitfall_6_days_on_which_clocks_change() {
    let day = |tz, date| resolve(custom(tz, date, date, "hour"), "2026-12-01T00:00:00Z");
    let spring = day("America/New_York", "2026-03-08");
    assert_eq!(
        (spring.span.ms() / HOUR_MS, spring.buckets().len()),
        (23, 23)
    );
    let autumn = day("America/New_York", "2026-11-01");
    assert_eq!(
        (autumn.span.ms() / HOUR_MS, autumn.buckets().len()),
        (25, 25)
    );
    let back = day("Australia/Lord_Howe", "2026-04-05");
    assert_eq!(hours(&back), [&[4, 4, 2][..], &[4; 22]].concat());
    let forward = day("Australia/Lord_Howe", "2026-10-04");
    assert_eq!(hours(&forward), [&[4, 4, 2][..], &[4; 21]].concat());
    let chatham = day("Pacific/Chatham", "2026-04-05");
    assert_eq!(chatham.span.ms() / HOUR_MS, 25);
    // Clocks change at 02:45 there: an hour is cut in two at the change.
    assert_eq!(hours(&chatham), [&[4, 4, 4, 3, 1][..], &[4; 21]].concat());
    let minutes = resolve(
        custom("America/New_York", "2026-11-01", "2026-11-01", "minute"),
        "2026-12-01T00:00:00Z",
    );
    assert_eq!(minutes.buckets().len(), 25 * 60);
}

#[test]
fn months_and_skipped_dates() {
    let months = resolve(
        custom("America/New_York", "2025-11-15", "2026-02-14", "month"),
        "2026-03-10T00:00:00Z",
    );
    let told: Vec<_> = months.buckets().into_iter().map(told).collect();
    assert_eq!(
        told,
        [
            "2025-11-15T05:00:00Z 2025-12-01T05:00:00Z",
            "2025-12-01T05:00:00Z 2026-01-01T05:00:00Z",
            "2026-01-01T05:00:00Z 2026-02-01T05:00:00Z",
            "2026-02-01T05:00:00Z 2026-02-15T05:00:00Z",
        ]
    );
    let apia = resolve(
        custom("Pacific/Apia", "2011-12-29", "2011-12-31", "day"),
        "2026-03-10T00:00:00Z",
    );
    assert_eq!(apia.buckets().len(), 2);
}

#[test]
fn buckets_have_limits() {
    let refused = |from, to, bucket| {
        let words = custom("America/New_York", from, to, bucket);
        match Range::resolve(&words, &Zone::utc(), at("2026-03-10T00:00:00Z")) {
            Ok(_) => None,
            Err(Error::Invalid(fields)) => {
                let field = if bucket == "month" { "to" } else { "bucket" };
                fields.get(field).map(|text| Locale::EnUs.say(text))
            }
            Err(other) => panic!("{other}"),
        }
    };
    for (from, inside, beyond, bucket) in [
        ("2026-03-01", "2026-03-01", "2026-03-02", "minute"),
        ("2026-11-01", "2026-11-01", "2026-11-02", "minute"),
        (
            "2026-03-01T12:00:00Z",
            "2026-03-02T12:00:00Z",
            "2026-03-02T12:00:00.001Z",
            "minute",
        ),
        ("2026-10-15", "2026-11-14", "2026-11-15", "hour"),
        ("2025-01-01", "2026-02-04", "2026-02-05", "day"),
        ("2016-01-01", "2025-12-31", "2026-01-01", "month"),
    ] {
        assert_eq!(refused(from, inside, bucket), None, "{from} {inside}");
        let sentence = refused(from, beyond, bucket).unwrap();
        assert!(sentence.contains("Choose a shorter"), "{sentence}");
    }
    // Whoever takes one bucket only is not told to choose another one.
    let words = Words {
        only: Some(Bucket::Day),
        ..custom("UTC", "2025-01-01", "2026-03-01", "month")
    };
    match Range::resolve(&words, &Zone::utc(), at("2026-03-10T00:00:00Z")) {
        Err(Error::Invalid(fields)) => {
            let sentence = Locale::EnUs.say(fields.get("to").unwrap());
            assert_eq!(
                sentence,
                "Days are told for up to 400 days. Choose a shorter range."
            );
        }
        other => panic!("{other:?}"),
    }
    let since = Words {
        from: Some("2000-01-01"),
        ..Words::default()
    };
    match Range::resolve(&since, &Zone::utc(), at("2026-03-10T00:00:00Z")) {
        Err(Error::Invalid(fields)) => assert!(fields.get("from").is_some(), "{fields:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_days_are_told_by_the_hour_whatever_the_clocks_do() {
    let usual = |from, to| {
        resolve(
            custom("America/New_York", from, to, ""),
            "2026-12-10T00:00:00Z",
        )
    };
    for (from, to, hours) in [
        ("2026-10-31", "2026-11-01", 49),
        ("2026-03-07", "2026-03-08", 47),
        ("2026-07-04", "2026-07-05", 48),
    ] {
        let range = usual(from, to);
        assert_eq!((range.bucket, range.buckets().len()), (Bucket::Hour, hours));
    }
    assert_eq!(usual("2026-10-31", "2026-11-02").bucket, Bucket::Day);
    assert_eq!(usual("2026-03-07", "2026-03-09").bucket, Bucket::Day);
}

#[test]
fn the_last_year_has_a_last_day() {
    for tz in ["UTC", "Pacific/Apia", "America/New_York"] {
        let last = resolve(
            custom(tz, "2200-12-31", "2200-12-31", ""),
            "2026-03-10T00:00:00Z",
        );
        assert_eq!(last.span.ms(), DAY_MS);
        let words = custom(tz, "2200-12-31", "2201-01-01", "");
        match Range::resolve(&words, &Zone::utc(), at("2026-03-10T00:00:00Z")) {
            Err(Error::Invalid(fields)) => assert!(fields.get("to").is_some(), "{fields:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_cannot_be_used_is_named() {
    for (words, field) in [
        (
            Words {
                period: Some("1d"),
                ..Words::default()
            },
            "period",
        ),
        (
            Words {
                tz: Some("Mars/Olympus"),
                ..Words::default()
            },
            "tz",
        ),
        (
            Words {
                bucket: Some("week"),
                ..Words::default()
            },
            "bucket",
        ),
        (
            Words {
                period: Some("7d"),
                from: Some("2026-01-01"),
                ..Words::default()
            },
            "from",
        ),
        (
            Words {
                period: Some("7d"),
                to: Some("2026-01-01"),
                ..Words::default()
            },
            "to",
        ),
        (
            Words {
                period: Some("custom"),
                ..Words::default()
            },
            "from",
        ),
        (custom("UTC", "yesterday", "2026-01-01", "day"), "from"),
        (custom("UTC", "2026-02-30", "2026-03-01", "day"), "from"),
        (custom("UTC", "0001-01-01", "2026-03-01", "month"), "from"),
        (custom("UTC", "2026-01-01", "9999-12-31", "day"), "to"),
        (custom("UTC", "2026-01-02", "2026-01-01", "day"), "to"),
        (
            custom("UTC", "2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z", "day"),
            "to",
        ),
        (custom("UTC", "2026-01-01", "éééééé", "day"), "to"),
    ] {
        let now = at("2026-03-10T00:00:00Z");
        let Err(Error::Invalid(fields)) = Range::resolve(&words, &Zone::utc(), now) else {
            panic!("{words:?} was taken");
        };
        let names: Vec<_> = fields.iter().map(|(name, _)| name).collect();
        assert_eq!(names, [field], "{words:?}");
        assert_ne!(
            Locale::EnUs.say(fields.get(field).unwrap()),
            fields.get(field).unwrap().key()
        );
    }
}

#[test]
fn change_compares_the_same_elapsed_part() {
    let words = |period, tz| Words {
        period: Some(period),
        tz: Some(tz),
        ..Words::default()
    };
    let range = resolve(words("7d", "UTC"), "2026-03-10T20:29:59Z");
    let (now, before) = range.change().unwrap();
    assert_eq!(told(now), "2026-03-04T00:00:00Z 2026-03-10T20:15:00Z");
    assert_eq!(told(before), "2026-02-25T00:00:00Z 2026-03-03T20:15:00Z");

    let range = resolve(words("24h", "UTC"), "2026-03-10T20:29:59Z");
    let (now, before) = range.change().unwrap();
    assert_eq!(told(now), "2026-03-09T21:00:00Z 2026-03-10T20:15:00Z");
    assert_eq!(told(before), "2026-03-08T21:00:00Z 2026-03-09T20:15:00Z");

    // A period that is over is compared whole, by the calendar: March 8 had 23 hours.
    let range = resolve(
        custom("America/New_York", "2026-03-08", "2026-03-08", "day"),
        "2026-04-01T00:00:00Z",
    );
    let (now, before) = range.change().unwrap();
    assert_eq!(now, range.span);
    assert_eq!(told(before), "2026-03-07T05:00:00Z 2026-03-08T05:00:00Z");

    let range = resolve(
        custom(
            "UTC",
            "2026-03-08T10:00:00Z",
            "2026-03-08T13:00:00Z",
            "hour",
        ),
        "2026-04-01T00:00:00Z",
    );
    assert_eq!(
        told(range.change().unwrap().1),
        "2026-03-08T07:00:00Z 2026-03-08T10:00:00Z"
    );

    let ahead = resolve(
        custom("UTC", "2026-05-01", "2026-05-02", "day"),
        "2026-04-01T00:00:00Z",
    );
    assert_eq!(ahead.change(), None);
}

fn tiles(whole: Span, parts: impl IntoIterator<Item = Span>) -> bool {
    let mut reached = whole.from;
    for part in parts {
        if part.from != reached || part.to <= part.from {
            return false;
        }
        reached = part.to;
    }
    reached == whole.to
}

fn any_range() -> impl Strategy<Value = Range> {
    let start = at("2024-01-01T00:00:00Z").ms();
    let length = prop_oneof![
        1..DAY_MS,
        (1..60_i64).prop_map(|days| days * DAY_MS),
        1..3 * HOUR_MS
    ];
    let bucket = prop::sample::select(vec![
        Bucket::Minute,
        Bucket::Hour,
        Bucket::Day,
        Bucket::Month,
    ]);
    let from = prop_oneof![
        0..1100 * DAY_MS,
        (0..1100 * 96_i64).prop_map(|quarter| quarter * QUARTER_MS)
    ];
    (prop::sample::select(&ZONES[..]), from, length, bucket).prop_map(
        move |(name, from, length, bucket)| {
            let from = start + from;
            let length = if bucket == Bucket::Minute {
                length.min(DAY_MS)
            } else {
                length
            };
            Range {
                period: Period::Custom,
                zone: zone(name),
                bucket,
                span: Span::new(Timestamp::from_ms(from), Timestamp::from_ms(from + length)),
                quarter: Timestamp::from_ms(Level::Quarter.floor(from + length / 2)),
            }
        },
    )
}

proptest! {
    #[test]
    fn buckets_and_segments_tile_the_range(range in any_range()) {
        let buckets = range.buckets();
        prop_assert!(tiles(range.span, buckets.iter().copied()));
        prop_assert!(tiles(range.span, plan(&buckets).iter().map(|part| part.span)));
        prop_assert!(tiles(range.span, plan(&[range.span]).iter().map(|part| part.span)));
    }

    #[test]
    fn a_bucket_is_one_date_and_one_hour_of_its_zone(range in any_range()) {
        for bucket in range.buckets() {
            let last = Timestamp::from_ms(bucket.to.ms() - 1);
            let (zone, first) = (&range.zone, bucket.from);
            match range.bucket {
                Bucket::Month => prop_assert_eq!(zone.date(first).month(), zone.date(last).month()),
                Bucket::Day => prop_assert_eq!(zone.date(first), zone.date(last)),
                Bucket::Hour => prop_assert_eq!(zone.clock(first).0, zone.clock(last).0),
                Bucket::Minute => prop_assert_eq!(zone.clock(first), zone.clock(last)),
            }
        }
    }

    /// Days of every zone are answered without reading a single event.
    #[test]
    fn days_need_no_events(name in prop::sample::select(&ZONES[..]), now in 0..1100 * DAY_MS, days in prop::sample::select(vec!["7d", "30d", "90d"])) {
        let now = Timestamp::from_ms(at("2024-01-01T00:00:00Z").ms() + now);
        let words = Words { period: Some(days), tz: Some(name), ..Words::default() };
        let range = Range::resolve(&words, &Zone::utc(), now).unwrap();
        prop_assert!(range.span.from <= now && now < range.span.to);
        prop_assert_eq!(range.buckets().len().to_string() + "d", days);
        prop_assert!(plan(&range.buckets()).iter().all(|part| part.level != Level::Raw));
        let (current, before) = range.change().unwrap();
        for part in plan(&[current]).iter().chain(&plan(&[before])) {
            prop_assert!(part.level != Level::Raw);
        }
    }
}
