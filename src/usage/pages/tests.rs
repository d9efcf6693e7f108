use super::read::{Choices, Chosen, Group};
use super::view::Of;
use super::*;
use crate::clock::DAY_MS;
use crate::error::Fields;
use crate::money::Nanos;
use crate::page::Page;
use crate::usage::report::{Compared, GroupRow, Labels, Report, SeriesRow, Summary, Sums};
use crate::web::gallery;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

fn maker() -> Maker {
    Maker {
        in_depth: true,
        may_make_keys: true,
        base: "https://scalix.example".into(),
        now: NOW,
    }
}

fn model(at: usize) -> Labels {
    let name = match at {
        0 => "<script>alert(1)</script>\"&'".to_owned(),
        1 => "m".repeat(200),
        at => format!("meta-llama/llama-3.3-70b-instruct-turbo-{at}"),
    };
    Labels {
        model: Some(name),
        ..Labels::default()
    }
}

fn sums(requests: i128) -> Sums {
    Sums {
        requests,
        errors: requests / 9,
        unpriced: requests / 3,
        input: requests * 1_000_000_007,
        output: requests * 999,
        cached_input: requests * 5,
        cost: Nanos(requests * 1_234_567),
        latency_count: requests,
        latency_sum_ms: requests * 80,
    }
}

/// A view with `groups` models, each with as many requests as its number in every bucket.
fn sample(view: &View, groups: usize) -> Read {
    let home = Zone::named("Europe/Lisbon").unwrap();
    let question = view.question(&home, NOW).unwrap();
    let each = |at: usize| sums(i128::try_from(at).unwrap());
    let all = |times: usize| {
        let mut all = Sums::default();
        for _ in 0..times {
            (1..=groups).for_each(|at| all += each(at));
        }
        all
    };
    let buckets = question.range.buckets();
    let group = |at: usize| GroupRow {
        labels: model(at - 1),
        sums: (1..buckets.len()).fold(each(at), |mut sums, _| {
            sums += each(at);
            sums
        }),
        percentage: 0.0,
    };
    let items: Vec<GroupRow> = (1..=groups).map(group).collect();
    let series = buckets.iter().map(|span| SeriesRow {
        span: *span,
        sums: all(1),
        groups: (1..=groups).map(|at| (model(at - 1), each(at))).collect(),
    });
    Read {
        range: question.range.clone(),
        by: question.group_by.first().copied(),
        report: Report {
            summary: Summary {
                sums: all(buckets.len()),
                p50_ms: 7,
                p95_ms: 80_000,
                ..Summary::default()
            },
            series: series.collect(),
            groups: Page {
                items: items.clone(),
                next: None,
            },
            as_of: NOW,
        },
        models: read::merged(items),
        projects: vec![Group {
            labels: Labels::default(),
            sums: all(buckets.len()),
        }],
        choices: Choices {
            models: vec![("a\"b".into(), "a\"b".into())],
            projects: Vec::new(),
        },
        chosen: vec![Chosen {
            of: Of::Model,
            value: "a".into(),
            name: "<b>a</b>".into(),
        }],
        ever: true,
        advice: Advice::Enter,
    }
}

fn chrome() -> Chrome {
    gallery::chrome("usage", 1)
}

#[test]
fn every_sample_keeps_the_rules_of_pages() {
    let usual = View::default();
    let never = Read {
        ever: false,
        ..sample(&usual, 0)
    };
    let mut views = vec![
        (usual.clone(), never),
        (usual.clone(), sample(&usual, 0)),
        (usual.clone(), sample(&usual, 1)),
    ];
    for measure in Measure::ALL {
        let ninety = usual.during("90d").measuring(measure);
        views.push((ninety.clone(), sample(&ninety, 40)));
    }
    let day = usual.between("custom", "2026-03-09", "2026-03-09", "");
    let minutes = usual.between(
        "custom",
        "2026-03-10T10:00:00Z",
        "2026-03-10T11:00:00Z",
        "minute",
    );
    for view in [usual.during("24h"), day, minutes] {
        views.push((view.clone(), sample(&view, 3)));
    }
    for (view, read) in views {
        let page = maker().page(chrome(), &view, &read).render().unwrap();
        check_html(&page);
        assert!(!page.contains("<script>alert"), "{}", view.href());
        assert!(page.len() < 400_000, "{} bytes", page.len());
    }
}

#[test]
fn what_is_wrong_stands_beside_its_field() {
    let mut fields = Fields::default();
    fields.add("from", text!("usage-range-bound"));
    fields.add("to", text!("usage-range-order"));
    let view = View::default().between("custom", "2026-\"<x>", "2026-03-01", "");
    let page = maker()
        .refused(
            chrome(),
            &view,
            &sample(&View::default(), 1).chosen,
            &fields.finish().unwrap_err(),
        )
        .render()
        .unwrap();
    check_html(&page);
    for part in [
        "value=\"2026-&#34;&#60;x&#62;\"",
        "value=\"2026-03-01\"",
        "id=\"from-error\"",
        "id=\"to-error\"",
        // The filters that are on are still told.
        "<span>Model: &#60;b&#62;a&#60;/b&#62;</span>",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn tables_add_up_to_their_total() {
    let view = View::default().measuring(Measure::Requests);
    let read = sample(&view, 40);
    let table = figures::breakdown(
        &read,
        Dimension::Model,
        read.models.clone(),
        &view,
        chrome().locale,
    );
    let number = |text: &str| text.replace(',', "").parse::<i128>().unwrap();
    let shown: i128 = table.rows.iter().map(|row| number(&row.requests)).sum();
    let rest = number(&table.rest.as_ref().unwrap().requests);
    assert_eq!(table.rows.len(), 25);
    assert_eq!(shown + rest, number(&table.total.requests));
    // A bar is the share of the whole that its figure says.
    let share = table.rows[0].share.as_ref().unwrap();
    assert_eq!(
        table.rows[0].width,
        format!("{}{}", share.value, share.unit)
    );
    assert_eq!(table.total.width, "100.0%");
}

#[test]
fn what_has_no_price_is_never_free() {
    let view = View::default();
    let mut read = sample(&view, 1);
    let free = Sums {
        unpriced: 30,
        requests: 30,
        cost: Nanos::ZERO,
        ..sums(30)
    };
    read.report.summary.sums = free;
    read.models[0].sums = free;
    read.projects[0].sums = free;
    let page = maker().page(chrome(), &view, &read).render().unwrap();
    let body = page.split("<div class=\"panel\">").nth(1).unwrap();
    let (tiles, rest) = body.split_once("</nav>").unwrap();
    assert!(!tiles.contains("$0"), "{tiles}");
    assert!(rest.contains("Requests per day by model"), "{rest}");
    let tables = rest.split("<section").skip(1).collect::<String>();
    assert!(!tables.contains("$0"), "{tables}");
    assert!(tables.contains("30 unpriced") && rest.contains("30 of 30 requests have no price"));
}

#[test]
fn an_unknown_cost_has_not_fallen() {
    let view = View::default();
    let unknown = Sums {
        unpriced: 30,
        cost: Nanos::ZERO,
        ..sums(30)
    };
    let tile = |now, before| {
        let summary = Summary {
            sums: now,
            compared: Some(Compared { now, before }),
            ..Summary::default()
        };
        let tiles = figures::tiles(Locale::EnUs, &view, &summary, "30d");
        let tile = tiles.into_iter().next().unwrap();
        (tile.change.map(|change| change.percent), tile.note)
    };
    let not_compared = (None, "not compared: a cost is unknown".to_owned());
    assert_eq!(tile(unknown, sums(30)), not_compared);
    assert_eq!(tile(sums(30), unknown), not_compared);
    let before = (None, "nothing before to compare".to_owned());
    assert_eq!(tile(sums(30), Sums::default()), before);
    assert_eq!(tile(unknown, Sums::default()), before);
    let same = (Some("0.0%".to_owned()), "vs. prior 30 days".to_owned());
    assert_eq!(tile(sums(30), sums(30)), same);
}

#[test]
fn bars_lead_to_their_buckets() {
    let hrefs = |view: &View| -> Vec<String> {
        let chart = figures::chart(&sample(view, 1), view, chrome().locale, NOW);
        let buckets = chart.buckets.into_iter();
        buckets.filter_map(|bucket| bucket.href).collect()
    };
    let year = View::default().between("custom", "2025-01-01", "2026-03-10", "");
    assert_eq!(
        hrefs(&year)[1],
        "/usage?period=custom&from=2025-02-01&to=2025-02-28"
    );
    let days = View::default();
    assert_eq!(
        hrefs(&days)[0],
        "/usage?period=custom&from=2026-02-09&to=2026-02-09"
    );
    // The first and the last day are cut; the link leads to what the bar shows, and no further.
    let cut = hrefs(&days.between("custom", "2026-03-05T12:00:00Z", "2026-03-09T06:00:00Z", ""));
    let exact = |from: &str, to: &str| {
        let of = "/usage?period=custom".to_owned();
        (of + "&from=" + from + "&to=" + to).replace(':', "%3A")
    };
    assert_eq!(
        [&cut[0], &cut[1], &cut[4]],
        [
            &exact("2026-03-05T12:00:00Z", "2026-03-06T00:00:00Z"),
            &exact("2026-03-06", "2026-03-06"),
            &exact("2026-03-09T00:00:00Z", "2026-03-09T06:00:00Z"),
        ]
    );
    let hours = hrefs(&days.between("custom", "2026-03-09", "2026-03-09", ""));
    assert_eq!(
        hours[1],
        "/usage?period=custom&from=2026-03-09T01%3A00%3A00Z&to=2026-03-09T02%3A00%3A00Z\
         &bucket=minute"
    );
    let from = Timestamp::from_ms(NOW.ms() - DAY_MS).to_string();
    let minutes = days.between("custom", &from, &NOW.to_string(), "minute");
    assert!(hrefs(&minutes).is_empty());
}

#[test]
fn the_rate_of_errors_moves_in_points_against_the_time_before() {
    let view = View::default();
    let of = |requests, errors| Sums {
        requests,
        errors,
        ..Sums::default()
    };
    let (now, before) = (of(10_000, 71), of(10_000, 62));
    let tile = |compared| {
        let summary = Summary {
            sums: now,
            compared,
            ..Summary::default()
        };
        let tiles = figures::tiles(Locale::EnUs, &view, &summary, "30d");
        let tile = tiles.into_iter().nth(3).unwrap();
        let change = tile
            .change
            .map(|change| format!("{} {}", change.arrow(), change.percent));
        (change, tile.tone, tile.note)
    };
    let compared = Compared { now, before };
    let change = Some("↑ 0.09 pt".to_owned());
    let note = "vs. prior 30 days · 71 failed".to_owned();
    assert_eq!(tile(Some(compared)), (change, "down", note));
    assert_eq!(tile(None), (None, "", "71 failed".to_owned()));
}
