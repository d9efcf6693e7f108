//! Usage out: totals, series and groups, as a client reads them.

mod world;

use std::collections::HashMap;

use rocket::http::{Header, Method};
use scalix::clock::{DAY_MS, Timestamp};
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp, read};
use world::{Fact, MODELS, World, facts};

/// The address of a report.
fn path(report: &str, query: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    format!("/api/usage/{report}?{query}")
}

/// The whole reply of a report that must work.
async fn told(app: &TestApp, actor: &Actor, report: &str, query: &[(&str, &str)]) -> Value {
    let answer = actor.get(app, &path(report, query)).await;
    answer.data(200);
    answer.value()
}

/// A decimal number of dollars in nano-dollars, without a float in between.
fn nanos(cost: &Value) -> i128 {
    scalix::money::Nanos::parse_usd(&cost.to_string())
        .unwrap_or_else(|| panic!("{cost}"))
        .0
}

/// The figures that every report tells alike: requests, tokens, cost in nano-dollars, unpriced.
type Figures = [i128; 4];

fn figures(row: &Value, names: [&str; 4]) -> Figures {
    let whole = |name: &str| {
        i128::from(
            row[name]
                .as_i64()
                .unwrap_or_else(|| panic!("{name} in {row}")),
        )
    };
    let cost = if row[names[2]].is_null() {
        0
    } else {
        nanos(&row[names[2]])
    };
    [whole(names[0]), whole(names[1]), cost, whole(names[3])]
}

fn total(rows: &Value, names: [&str; 4]) -> Figures {
    let mut sums = Figures::default();
    for row in rows.as_array().unwrap() {
        for (sum, part) in sums.iter_mut().zip(figures(row, names)) {
            *sum += part;
        }
    }
    sums
}

fn counted<'a>(facts: impl Iterator<Item = &'a Fact>) -> Figures {
    let mut sums = Figures::default();
    for fact in facts {
        let unpriced = if fact.cost.is_none() {
            fact.requests
        } else {
            0
        };
        let parts = [
            fact.requests,
            fact.input + fact.output,
            fact.cost.unwrap_or(0),
            unpriced,
        ];
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum += i128::from(part);
        }
    }
    sums
}

const SUMMARY: [&str; 4] = [
    "totalRequests",
    "totalTokens",
    "totalCost",
    "unpricedRequests",
];
const ROW: [&str; 4] = ["requests", "tokens", "cost", "unpriced"];
const PART: [&str; 4] = ["requests", "tokens", "cost", "unpricedRequests"];

/// Ten filters in each of five zones: days = groups = summary = events (pitfall 6).
#[tokio::test]
async fn pitfall_6_days_groups_summary_and_events_are_the_same_sum() {
    let (app, team, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    // Events come at most 35 days late, so a month passes between two loads of them. New York
    // changes its clocks on March 8, Lord Howe and Chatham on April 5.
    let mut all = facts(app.now(), 34, 1_500);
    world.send(&app, &all).await;
    app.wait(std::time::Duration::from_hours(31 * 24));
    let later = facts(app.now(), 34, 1_500);
    world.send(&app, &later).await;
    all.extend(later);
    let ada = app.sign_in(&app.find_user("ada@example.org"), &team).await;
    let mut dice = world::Dice(3);
    for tz in [
        "UTC",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
    ] {
        for _ in 0..10 {
            let first = 1 + dice.roll(64);
            let date = |days: i64| {
                Timestamp::from_ms(app.now().ms() - days * DAY_MS).to_string()[..10].to_owned()
            };
            let (from, to) = (date(first), date(dice.roll(first)));
            let mut query = vec![
                ("from", from.as_str()),
                ("to", to.as_str()),
                ("tz", tz),
                ("limit", "1000"),
            ];
            let model = dice.odds(2).then(|| dice.index(MODELS.len()));
            let project = dice.odds(2).then(|| dice.index(world.projects.len()));
            query.extend(model.map(|at| ("model", MODELS[at])));
            query.extend(project.map(|at| ("projectId", world.projects[at].as_str())));

            let summary = told(&app, &ada, "summary", &query).await;
            let moment = |name: &str| {
                let text = summary["period"][name].as_str().unwrap();
                Timestamp::parse(text).unwrap().ms()
            };
            let expected = counted(
                all.iter()
                    .filter(|fact| (moment("from")..moment("to")).contains(&fact.time))
                    .filter(|fact| model.is_none_or(|at| at == fact.model))
                    .filter(|fact| project.is_none_or(|at| at == fact.project)),
            );
            let about = format!("{query:?}");
            assert_eq!(summary["period"]["tz"], tz);
            assert_eq!(figures(&summary["data"], SUMMARY), expected, "{about}");
            let days = told(&app, &ada, "daily", &query).await;
            assert_eq!(total(&days["data"], ROW), expected, "{about}");
            for report in ["models", "projects"] {
                let parts = told(&app, &ada, report, &query).await;
                assert_eq!(total(&parts["data"], PART), expected, "{report} of {about}");
            }
            query.push(("groupBy", "project,key,status"));
            let whole = told(&app, &ada, "analytics", &query).await;
            let whole = &whole["data"];
            assert_eq!(figures(&whole["summary"], SUMMARY), expected, "{about}");
            assert_eq!(total(&whole["series"], ROW), expected, "{about}");
            assert_eq!(total(&whole["groups"], ROW), expected, "{about}");
            for row in whole["series"].as_array().unwrap() {
                let groups = row.get("groups").cloned().unwrap_or_else(|| json!([]));
                assert_eq!(total(&groups, ROW), figures(row, ROW), "{about}");
            }
        }
    }
}

#[tokio::test]
async fn the_shapes_of_the_contract() {
    let (app, _, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    let at = |hours: i64| app.now().ms() - hours * 3_600_000;
    let fact = Fact {
        time: at(1),
        model: 0,
        requests: 2,
        input: 1_000,
        output: 200,
        cached_input: 300,
        cost: Some(12_345_678_901),
        latency_ms: Some(7),
        ..Fact::default()
    };
    world
        .send(
            &app,
            &[
                fact,
                Fact {
                    time: at(2),
                    error: true,
                    requests: 1,
                    latency_ms: None,
                    ..fact
                },
                Fact {
                    time: at(3),
                    model: 3,
                    cost: None,
                    project: 1,
                    key: 2,
                    requests: 1,
                    ..fact
                },
                Fact {
                    time: at(26),
                    requests: 1,
                    ..fact
                },
            ],
        )
        .await;
    let mut replies = serde_json::Map::new();
    for (report, query) in [
        ("summary", [("period", "24h"), ("tz", "Asia/Kolkata")]),
        ("models", [("period", "24h"), ("limit", "")]),
        ("projects", [("period", "7d"), ("projectId", "all")]),
    ] {
        replies.insert(report.to_owned(), told(&app, &ada, report, &query).await);
    }
    let query = [
        ("from", "2026-03-10"),
        ("bucket", "hour"),
        ("tz", "UTC"),
        ("groupBy", "model"),
        ("limit", "1"),
    ];
    let mut analytics = told(&app, &ada, "analytics", &query).await;
    assert!(analytics["nextCursor"].is_string());
    analytics["nextCursor"] = json!("[cursor]");
    let series = analytics["data"]["series"].as_array_mut().unwrap();
    assert_eq!(series.len(), 24);
    series.drain(..9);
    series.truncate(3);
    replies.insert("analytics".to_owned(), analytics);
    let text = serde_json::to_string_pretty(&replies).unwrap();
    let known = HashMap::from([
        (world.projects[0].as_str(), "[project 0]"),
        (world.projects[1].as_str(), "[project 1]"),
    ]);
    let text = known
        .iter()
        .fold(text, |text, (id, name)| text.replace(id, name));
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn a_row_for_every_day_and_hour() {
    let (app, _, ada) = TestApp::start().await;
    let days = told(
        &app,
        &ada,
        "daily",
        &[("period", "7d"), ("tz", "Pacific/Chatham")],
    )
    .await;
    let days = days["data"].as_array().unwrap();
    let dates: Vec<_> = days
        .iter()
        .map(|day| day["date"].as_str().unwrap())
        .collect();
    // 12:00 UTC is past midnight in Chatham.
    assert_eq!(
        (dates[0], dates[6], dates.len()),
        ("2026-03-05", "2026-03-11", 7)
    );
    assert!(
        days.iter()
            .all(|day| day["requests"] == 0 && day["cost"] == 0 && day["avgResponseTime"] == 0.0)
    );

    let hours = told(&app, &ada, "hourly", &[]).await;
    let rows = hours["data"].as_array().unwrap();
    assert_eq!(
        (rows.len(), &rows[23]["hour"], &rows[0]["hour"]),
        (24, &json!("12:00"), &json!("13:00"))
    );
    assert_eq!(
        (&hours["period"]["bucket"], &hours["nextCursor"]),
        (&json!("hour"), &Value::Null)
    );

    let all = [("period", "all"), ("from", "all"), ("to", "")];
    let same = told(&app, &ada, "hourly", &all).await;
    assert_eq!(same["data"], hours["data"], "all is no filter");

    // The day on which clocks go back in New York has two hours that begin at one.
    let back = [
        ("from", "2025-11-02"),
        ("to", "2025-11-02"),
        ("tz", "America/New_York"),
    ];
    let hours = told(&app, &ada, "hourly", &back).await;
    let names: Vec<_> = hours["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["hour"])
        .collect();
    assert_eq!(
        (names.len(), names[1], names[2]),
        (25, &json!("01:00"), &json!("01:00"))
    );
}

#[tokio::test]
async fn the_zone_of_the_profile_counts_when_none_is_named() {
    let (app, _, ada) = TestApp::start().await;
    let utc = told(&app, &ada, "summary", &[]).await;
    assert_eq!(
        (&utc["period"]["tz"], &utc["data"]["period"]),
        (&json!("UTC"), &json!("30d"))
    );
    app.db
        .write(|tx| Ok(tx.execute("UPDATE users SET timezone = 'Asia/Kolkata'", [])?))
        .await
        .unwrap();
    let home = told(&app, &ada, "summary", &[("tz", "all")]).await;
    assert_eq!(home["period"]["tz"], "Asia/Kolkata", "all is no filter");
    let home = told(&app, &ada, "summary", &[("tz", "")]).await;
    assert_eq!(home["period"]["tz"], "Asia/Kolkata");
    assert_eq!(home["period"]["to"], "2026-03-10T18:30:00Z");
}

#[tokio::test]
async fn who_may_see_what() {
    let (app, team, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    let viewer = app.member(&team, "Vera", Role::Viewer).await;
    let analyst = app.member(&team, "Ana", Role::Analyst).await;
    let (_, bob) = app.team("Engines", "Bob").await;
    let theirs = World::new(&app, &bob).await;
    for report in [
        "analytics",
        "summary",
        "daily",
        "hourly",
        "models",
        "projects",
    ] {
        Actor::anonymous()
            .get(&app, &path(report, &[]))
            .await
            .problem(401, "unauthenticated");
        told(&app, &viewer, report, &[]).await;
        let foreign = [("projectId", theirs.projects[0].as_str())];
        ada.get(&app, &path(report, &foreign))
            .await
            .problem(404, "not_found");
        told(&app, &bob, report, &foreign).await;
        let key = [("keyId", world.keys[0].as_str())];
        viewer
            .get(&app, &path(report, &key))
            .await
            .problem(403, "forbidden");
        told(&app, &analyst, report, &key).await;
    }
    for by in ["key", "status", "model,status"] {
        let query = [("groupBy", by)];
        viewer
            .get(&app, &path("analytics", &query))
            .await
            .problem(403, "forbidden");
        told(&app, &analyst, "analytics", &query).await;
    }
    told(
        &app,
        &viewer,
        "analytics",
        &[("groupBy", "model"), ("groupBy", "project")],
    )
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_told_by_field() {
    let (app, _, ada) = TestApp::start().await;
    for (name, value) in [
        ("period", "1d"),
        ("tz", "Mars/Olympus"),
        ("bucket", "week"),
        ("groupBy", "colour"),
        ("limit", "1001"),
        ("cursor", "x"),
        ("from", "yesterday"),
    ] {
        let problem = ada
            .get(&app, &path("analytics", &[(name, value)]))
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][name].is_string(), "{problem}");
    }
    let long = [("from", "2025-01-01"), ("to", "2026-03-01")];
    let problem = ada
        .get(&app, &path("daily", &long))
        .await
        .problem(422, "invalid");
    assert_eq!(
        problem["fields"],
        json!({"to": "Days are told for up to 400 days. Choose a shorter range."})
    );
    told(&app, &ada, "analytics", &long).await;
    let ages = [("from", "2000-01-01"), ("to", "2026-11-01")];
    let reports = ["summary", "models", "projects", "events", "errors"];
    for report in reports.into_iter().chain(["analytics", "daily", "hourly"]) {
        let refused = ada.get(&app, &path(report, &ages)).await;
        let problem = refused.problem(422, "invalid");
        let fields = json!({"to": "A range has at most 10 years. Choose a shorter one."});
        assert_eq!(problem["fields"], fields, "{report}");
    }
    // What a route has no use for cannot be wrong there.
    for report in reports {
        for word in [("bucket", "minute"), ("bucket", "week"), ("groupBy", "foo")] {
            told(&app, &ada, report, &[("period", "90d"), word]).await;
        }
    }
    for word in [("bucket", "week"), ("groupBy", "foo")] {
        told(&app, &ada, "daily", &[word]).await;
        told(&app, &ada, "hourly", &[word]).await;
    }
    for path in [
        "/api/usage/summary?tz=%ff%00",
        "/api/usage/summary?period=%00",
    ] {
        ada.get(&app, path).await.problem(422, "invalid");
    }
    told(&app, &ada, "models", &[("model", "never \0 seen")]).await;
}

#[tokio::test]
async fn groups_go_on_where_the_page_before_ended() {
    let (app, _, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    world.send(&app, &facts(app.now(), 30, 300)).await;
    let mut models = Vec::new();
    let mut cursor = String::new();
    loop {
        let query = [
            ("period", "90d"),
            ("limit", "3"),
            ("cursor", cursor.as_str()),
        ];
        let page = told(&app, &ada, "models", &query).await;
        models.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["model"].clone()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(models.len(), MODELS.len());
    // The one without a price has no cost, so it comes last.
    assert_eq!(models[3], MODELS[3]);
}

/// Every event changes the order that pages are read in.
#[tokio::test]
async fn pages_of_groups_are_those_of_one_moment() {
    let (app, _, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    world.send(&app, &facts(app.now(), 30, 300)).await;
    let page = async |report: &str, cursor: &str, limit: &str| {
        let query = [
            ("period", "90d"),
            ("groupBy", "model"),
            ("limit", limit),
            ("cursor", cursor),
        ];
        told(&app, &ada, report, &query).await
    };
    let costliest = |model: usize, project: usize| Fact {
        time: app.now().ms() - 1_000,
        project,
        key: 2 * project,
        model,
        requests: 1,
        input: 7,
        cost: Some(900_000_000_000_000),
        latency_ms: Some(86_000_000),
        ..Fact::default()
    };
    let whole = page("analytics", "", "1000").await["data"].clone();
    let names = |rows: &Value| -> Vec<String> {
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["model"].to_string()).collect()
    };
    for report in ["models", "analytics"] {
        let (mut models, mut cursor, mut sums) = (Vec::new(), String::new(), Figures::default());
        let before = page(report, "", "1000").await["data"].clone();
        for at in (0..MODELS.len()).rev() {
            let answer = page(report, &cursor, "1").await;
            let data = &answer["data"];
            let (rows, cost) = match report {
                "models" => (data, PART),
                _ => (&data["groups"], ROW),
            };
            if report == "analytics" {
                for part in [
                    "p50",
                    "p99",
                    "totalRequests",
                    "totalCost",
                    "averageResponseTime",
                ] {
                    assert_eq!(data["summary"][part], before["summary"][part], "{part}");
                }
                for (row, then) in data["series"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .zip(before["series"].as_array().unwrap())
                {
                    assert_eq!(figures(row, ROW), figures(then, ROW));
                }
            }
            models.extend(names(rows));
            for (sum, part) in sums.iter_mut().zip(total(rows, cost)) {
                *sum += part;
            }
            // The last place becomes the first one, and the sums are written or wait.
            world.send(&app, &[costliest(at, at % 3)]).await;
            cursor = answer["nextCursor"].as_str().unwrap_or_default().to_owned();
        }
        assert_eq!(cursor, "", "{report}");
        let (rows, cost) = match report {
            "models" => (&before, PART),
            _ => (&before["groups"], ROW),
        };
        assert_eq!(models, names(rows), "{report}");
        assert_eq!(sums, total(rows, cost), "{report}");
    }
    assert_eq!(names(&whole["groups"]).len(), MODELS.len());

    // The days of the range are others after midnight.
    let cursor = page("models", "", "1").await["nextCursor"].clone();
    app.wait(std::time::Duration::from_hours(13));
    let old = path(
        "models",
        &[
            ("period", "90d"),
            ("limit", "1"),
            ("cursor", cursor.as_str().unwrap()),
        ],
    );
    let moved = ada.get(&app, &old).await.problem(409, "conflict");
    assert!(
        moved["message"].as_str().unwrap().contains("Begin again"),
        "{moved}"
    );
    for cursor in ["5~1_a", "5~1_a_1_0", "5~1_a_1_0_zz", "5~1_a_1_0_1_2"] {
        let forged = path("models", &[("cursor", cursor)]);
        let problem = ada.get(&app, &forged).await.problem(422, "invalid");
        assert!(problem["fields"]["cursor"].is_string(), "{problem}");
    }
}

#[tokio::test]
async fn an_unchanged_answer_is_not_sent_again() {
    let (app, _, ada) = TestApp::start().await;
    let world = World::new(&app, &ada).await;
    for report in [
        "analytics",
        "summary",
        "daily",
        "hourly",
        "models",
        "projects",
    ] {
        let path = path(report, &[("period", "7d")]);
        let held = async |tag: &str| {
            let mut request = ada.request(&app.client, Method::Get, &path);
            request.add_header(Header::new("If-None-Match", format!("\"other\", {tag}")));
            read(request).await
        };
        let tag = |header: Option<&str>| header.unwrap().to_owned();
        let first = ada.get(&app, &path).await;
        let (first, first_bytes) = (tag(first.header("etag")), first.bytes);
        let again = held(&first).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{report}");
        assert_eq!(held("\"other\"").await.status, 200);
        // Any version there is: known only of what can be read. In quotes it is a tag of nothing.
        assert_eq!(held("*").await.status, 304, "{report}");
        let quoted = held("\"*\"").await;
        assert_eq!(
            (quoted.status, &quoted.bytes),
            (200, &first_bytes),
            "{report}"
        );

        world
            .rename(&app, &ada, 0, &format!("Renamed for {report}"))
            .await;
        let renamed = held(&first).await;
        assert_eq!(renamed.status, 200, "{report}");
        renamed.data(200);
        let second = tag(renamed.header("etag"));
        world.send(&app, &facts(app.now(), 30, 1)).await;
        let counted = held(&second).await;
        assert_eq!(counted.status, 200, "{report}");
        let third = tag(counted.header("etag"));
        app.wait(std::time::Duration::from_mins(15));
        assert_eq!(held(&third).await.status, 200, "{report}");
    }
    let nowhere = path("summary", &[("projectId", "prj_00000000000000000000")]);
    let mut request = ada.request(&app.client, Method::Get, &nowhere);
    request.add_header(Header::new("If-None-Match", "*"));
    assert_eq!(read(request).await.status, 404);
    let (_, bob) = app.team("Engines", "Bob").await;
    let path = path("summary", &[("period", "7d")]);
    let theirs = bob.get(&app, &path).await;
    assert_ne!(
        theirs.header("etag"),
        ada.get(&app, &path).await.header("etag")
    );
}

#[tokio::test]
async fn a_project_key_reads_the_usage_of_its_project_alone() {
    let (app, _, ada) = TestApp::start().await;
    let mut keys = Vec::new();
    for name in ["mine", "other"] {
        let project = ada
            .post(&app, "/api/projects", &json!({ "name": name }))
            .await
            .data(201);
        let body = json!({
            "name": name,
            "projectId": project["id"],
            "scopes": ["usage:write", "usage:read"],
        });
        let key = ada.post(&app, "/api/api-keys", &body).await.data(201);
        let program = Actor::with_bearer(key["secret"].as_str().unwrap());
        let event = json!({ "id": "one", "model": "gpt-4o-mini", "inputTokens": 1000 });
        program
            .post(&app, "/api/usage/events", &event)
            .await
            .data(200);
        keys.push((program, project["id"].as_str().unwrap().to_owned()));
    }
    let ((mine, project), (_, other)) = (&keys[0], &keys[1]);
    let summary = mine.get(&app, "/api/usage/summary").await.data(200);
    assert_eq!(
        (&summary["totalRequests"], &summary["totalTokens"]),
        (&json!(1), &json!(1000))
    );
    let projects = mine.get(&app, "/api/usage/projects").await.data(200);
    assert_eq!(projects.as_array().map(Vec::len), Some(1));
    let own = format!("/api/usage/analytics?projectId={project}");
    mine.get(&app, &own).await.data(200);
    let foreign = format!("/api/usage/analytics?projectId={other}");
    mine.get(&app, &foreign).await.problem(404, "not_found");
    mine.get(&app, "/api/usage/analytics?groupBy=key")
        .await
        .problem(403, "forbidden");

    let body = json!({ "name": "writes only" });
    let key = ada.post(&app, "/api/api-keys", &body).await.data(201);
    let writes_only = Actor::with_bearer(key["secret"].as_str().unwrap());
    writes_only
        .get(&app, "/api/usage/summary")
        .await
        .problem(403, "forbidden");
    mine.get(&app, "/api/projects")
        .await
        .problem(403, "forbidden");
}
