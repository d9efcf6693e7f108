//! Projects through the API.

use std::time::Duration;

use rocket::http::Method;
use scalix::clock::Timestamp;
use scalix::teams::Team;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

const DAY: Duration = Duration::from_hours(24);

async fn project(app: &TestApp, by: &Actor, name: &str) -> Value {
    by.post(app, "/api/projects", &json!({ "name": name }))
        .await
        .data(201)
}

fn path(project: &Value, action: &str) -> String {
    format!("/api/projects/{}{action}", project["id"].as_str().unwrap())
}

/// Ada after her session has ended.
async fn later(app: &TestApp, team: &Team) -> Actor {
    let ada = app.find_user("ada@example.org");
    app.sign_in(&ada, team).await
}

#[track_caller]
fn names(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a bare array");
    list.iter().map(|it| it["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_new_project_answers_with_every_field() {
    let (app, _, ada) = TestApp::start().await;
    let made = ada
        .post(
            &app,
            "/api/projects",
            &json!({ "name": " Chat ", "description": "For the site", "model": "gpt-5" }),
        )
        .await;
    assert!(made.value()["message"].as_str().unwrap().contains("Chat"));
    let made = made.data(201);
    let id = made["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("prj_"));
    let expected = json!({
        "id": id,
        "name": "Chat",
        "description": "For the site",
        "model": "gpt-5",
        "status": "running",
        "createdAt": "2026-03-10T12:00:00Z",
        "updatedAt": "2026-03-10T12:00:00Z",
        "lastDeployed": "2026-03-10T12:00:00Z",
        "requests": 0,
        "tokens": 0,
        "cost": 0,
        "unpricedRequests": 0,
        "lastActivity": null,
        "keyCount": 0,
        "budget": null,
        "deletedAt": null,
        "restorableUntil": null,
    });
    assert_eq!(made, expected);
    assert_eq!(ada.get(&app, &path(&made, "")).await.data(200), expected);
    let list = ada.get(&app, "/api/projects").await;
    assert_eq!(list.value()["nextCursor"], Value::Null);
    assert_eq!(list.data(200), json!([expected]));
    let plain = project(&app, &ada, "Plain").await;
    assert_eq!(
        (&plain["description"], &plain["model"]),
        (&json!(""), &json!("any"))
    );
}

#[tokio::test]
async fn pitfall_9_a_cost_that_is_not_known_is_not_zero() {
    let (app, _, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    let key = json!({ "name": "key", "projectId": chat["id"] });
    let key = ada.post(&app, "/api/api-keys", &key).await.data(201);
    let key = Actor::with_bearer(key["secret"].as_str().unwrap());
    let send = async |id: &str, cost: Option<&str>| {
        let event = json!({ "id": id, "model": "nobody knows", "requests": 2, "cost": cost });
        let sent = key.post(&app, "/api/usage/events", &event).await;
        sent.data(200);
    };
    let cost = |project: &Value| {
        let figures = ["cost", "unpricedRequests", "requests"];
        json!(figures.map(|name| project[name].clone()))
    };
    let page = async || {
        let page = ada.get(&app, "/projects").await.text();
        let page = scraper::Html::parse_document(&page);
        let texts = |query: &str| -> Vec<String> {
            let found = scraper::Selector::parse(query).unwrap();
            let found = page.select(&found);
            found.map(|it| it.text().collect()).collect()
        };
        (
            texts("dl.stats > *")[3].clone(),
            texts("tbody tr td")[3].clone(),
        )
    };
    send("a", None).await;
    for one in [
        &ada.get(&app, &path(&chat, "")).await.data(200),
        &ada.get(&app, "/api/projects").await.data(200)[0],
    ] {
        assert_eq!(cost(one), json!([null, 2, 2]));
    }
    let (tile, cell) = page().await;
    for told in [&tile, &cell] {
        assert!(told.contains("unknown") && !told.contains('$'), "{told}");
        assert!(told.contains("2 without a price"), "{told}");
    }
    send("b", Some("0.25")).await;
    let one = ada.get(&app, &path(&chat, "")).await.data(200);
    assert_eq!(cost(&one), json!([0.25, 2, 4]));
    let (tile, cell) = page().await;
    for told in [&tile, &cell] {
        assert!(told.contains("$0.25"), "{told}");
        assert!(told.contains("2 without a price"), "{told}");
    }
}

#[tokio::test]
async fn a_list_is_searched_filtered_and_paged() {
    let (app, _, ada) = TestApp::start().await;
    for name in ["Alpha", "Beta 100%", "Gamma"] {
        project(&app, &ada, name).await;
        app.wait(Duration::from_secs(1));
    }
    let gamma = &ada.get(&app, "/api/projects?search=gam").await.data(200)[0];
    ada.act(&app, &path(gamma, "/stop")).await.data(200);
    for (query, expected) in [
        ("", vec!["Gamma", "Beta 100%", "Alpha"]),
        (
            "?search=&status=all&limit=&cursor=",
            vec!["Gamma", "Beta 100%", "Alpha"],
        ),
        ("?search=ALPH", vec!["Alpha"]),
        ("?search=%25", vec!["Beta 100%"]),
        ("?status=stopped", vec!["Gamma"]),
        ("?status=running&search=a", vec!["Beta 100%", "Alpha"]),
        ("?status=error", vec![]),
        ("?status=deleted", vec![]),
        ("?search=%00", vec![]),
    ] {
        let list = ada.get(&app, &format!("/api/projects{query}")).await;
        assert_eq!(names(&list.data(200)), expected, "{query}");
    }
    let first = ada.get(&app, "/api/projects?limit=2").await.value();
    assert_eq!(names(&first["data"]), ["Gamma", "Beta 100%"]);
    let cursor = first["nextCursor"].as_str().unwrap();
    let second = ada
        .get(&app, &format!("/api/projects?limit=2&cursor={cursor}"))
        .await
        .value();
    assert_eq!(names(&second["data"]), ["Alpha"]);
    assert_eq!(second["nextCursor"], Value::Null);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=-1", "limit"),
        ("limit=many", "limit"),
        ("cursor=x", "cursor"),
        ("status=broken", "status"),
    ] {
        let refused = ada.get(&app, &format!("/api/projects?{query}")).await;
        assert!(refused.problem(422, "invalid")["fields"][field].is_string());
    }
}

#[tokio::test]
async fn a_change_takes_what_is_given_and_refuses_the_rest() {
    let (app, _, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    project(&app, &ada, "Taken").await;
    app.wait(DAY);
    let at = path(&chat, "");
    let changed = ada
        .put(&app, &at, &json!({ "name": "CHAT", "model": "" }))
        .await
        .data(200);
    assert_eq!(
        (&changed["name"], &changed["model"]),
        (&json!("CHAT"), &json!("any"))
    );
    assert_eq!(changed["updatedAt"], "2026-03-11T12:00:00Z");
    assert_eq!(ada.put(&app, &at, &json!({})).await.data(200), changed);
    let stopped = ada.put(&app, &at, &json!({ "status": "stopped" })).await;
    let said = stopped.value()["message"].as_str().unwrap().to_owned();
    assert!(said.contains("stopped"), "{said}");
    assert_eq!(stopped.data(200)["status"], "stopped");
    let started = ada.put(&app, &at, &json!({ "status": "running" })).await;
    assert_eq!(started.data(200)["lastDeployed"], "2026-03-11T12:00:00Z");
    let before = ada.get(&app, &at).await.data(200);
    for (body, field) in [
        (json!({ "name": "taken" }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": 7 }), "name"),
        (json!({ "name": "a\u{0}b" }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "description": "x".repeat(2001) }), "description"),
        (json!({ "description": ["x"] }), "description"),
        (json!({ "model": "x".repeat(201) }), "model"),
        (json!({ "status": "error" }), "status"),
        (json!({ "status": true }), "status"),
        (json!({ "teamId": "team_x" }), "teamId"),
        (json!({ "id": chat["id"] }), "id"),
    ] {
        let refused = ada.put(&app, &at, &body).await.problem(422, "invalid");
        assert!(refused["fields"][field].is_string(), "{body} {refused}");
    }
    assert_eq!(ada.get(&app, &at).await.data(200), before);
}

#[tokio::test]
async fn what_cannot_be_a_project_is_refused_and_nothing_is_made() {
    let (app, _, ada) = TestApp::start().await;
    let send = async |kind: &'static str, body: &[u8]| {
        ada.raw(&app, Method::Post, "/api/projects", kind, body)
            .await
    };
    let json = "application/json";
    send(json, b"").await.problem(400, "malformed");
    send(json, b"{\"name\": \"x")
        .await
        .problem(400, "malformed");
    send(json, b"{\"name\": \"\xff\"}")
        .await
        .problem(400, "malformed");
    send(json, b"{\"name\": \"a\0b\"}")
        .await
        .problem(400, "malformed");
    let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(2 * 1024 * 1024));
    send(json, huge.as_bytes()).await.problem(413, "too_large");
    let form = "application/x-www-form-urlencoded";
    send(form, b"name=x")
        .await
        .problem(415, "unsupported_media_type");
    send("text/plain", b"{\"name\": \"x\"}")
        .await
        .problem(415, "unsupported_media_type");
    for body in [
        json!({}),
        json!([]),
        json!("x"),
        json!({ "name": null }),
        json!({ "name": { "first": "x" } }),
        json!({ "name": "x", "status": "stopped" }),
        json!({ "name": "\u{202e}x" }),
        json!({ "name": "two\nlines" }),
    ] {
        ada.post(&app, "/api/projects", &body)
            .await
            .problem(422, "invalid");
    }
    assert_eq!(ada.get(&app, "/api/projects").await.data(200), json!([]));
}

#[tokio::test]
async fn of_two_people_who_take_a_name_at_once_one_wins() {
    let (app, acme, ada) = TestApp::start().await;
    let bob = app.member(&acme, "Bob", Role::Developer).await;
    let body = json!({ "name": "Chat" });
    let other = json!({ "name": "chat" });
    let (first, second) = tokio::join!(
        ada.post(&app, "/api/projects", &body),
        bob.post(&app, "/api/projects", &other),
    );
    let (won, lost) = match first.status {
        201 => (first, second),
        _ => (second, first),
    };
    won.data(201);
    let refused = lost.problem(422, "invalid");
    assert!(refused["fields"]["name"].is_string());
    let projects = ada.get(&app, "/api/projects").await.data(200);
    assert_eq!(projects.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn start_and_stop_are_told_and_may_be_repeated() {
    let (app, _, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    app.wait(DAY);
    for (action, status, deployed) in [
        ("/start", "running", "2026-03-10T12:00:00Z"),
        ("/stop", "stopped", "2026-03-10T12:00:00Z"),
        ("/stop", "stopped", "2026-03-10T12:00:00Z"),
        ("/start", "running", "2026-03-11T12:00:00Z"),
    ] {
        let answer = ada.act(&app, &path(&chat, action)).await;
        assert!(answer.value()["message"].as_str().unwrap().contains("Chat"));
        let data = answer.data(200);
        assert_eq!(
            (&data["status"], &data["lastDeployed"]),
            (&json!(status), &json!(deployed))
        );
    }
}

#[tokio::test]
async fn a_deletion_is_previewed_confirmed_and_undone() {
    let (app, acme, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat & Co").await;
    let key = ada
        .post(&app, "/api/api-keys", &json!({ "name": "ci" }))
        .await
        .data(201);
    let at = path(&chat, "");
    let preview = ada
        .delete(&app, &format!("{at}?dryRun=true"))
        .await
        .data(200);
    assert_eq!(
        preview,
        json!({
            "id": chat["id"],
            "name": "Chat & Co",
            "requests": 0,
            "keyCount": 1,
            "keys": [{ "id": key["id"], "name": "ci", "lastUsed": null }],
            "restorableUntil": "2026-04-09T12:00:00Z",
        })
    );
    for query in ["", "?confirm=", "?confirm=chat+%26+co", "?dryRun=false"] {
        let refused = ada.delete(&app, &format!("{at}{query}")).await;
        let refused = refused.problem(422, "invalid");
        assert!(refused["fields"]["confirm"].is_string(), "{query}");
    }
    let misspelt = ada
        .delete(&app, &format!("{at}?dryRun=yes&confirm=Chat+%26+Co"))
        .await;
    misspelt.problem(422, "invalid");
    let wrong = json!({ "confirm": "Chat" });
    let refused = ada.json(&app, Method::Delete, &at, &wrong).await;
    refused.problem(422, "invalid");
    ada.get(&app, &at).await.data(200);

    let confirm = json!({ "confirm": "Chat & Co" });
    let deleted = ada.json(&app, Method::Delete, &at, &confirm).await;
    assert!(
        deleted.value()["message"]
            .as_str()
            .unwrap()
            .contains("30 days")
    );
    assert_eq!(deleted.data(200)["deletedAt"], "2026-03-10T12:00:00Z");
    for gone in [
        ada.get(&app, &at).await,
        ada.put(&app, &at, &json!({})).await,
        ada.json(&app, Method::Delete, &at, &confirm).await,
        ada.act(&app, &path(&chat, "/start")).await,
    ] {
        gone.problem(404, "not_found");
    }
    assert_eq!(ada.get(&app, "/api/projects").await.data(200), json!([]));
    assert_eq!(ada.get(&app, "/api/api-keys").await.data(200), json!([]));
    let bin = ada
        .get(&app, "/api/projects?status=deleted")
        .await
        .data(200);
    assert_eq!(names(&bin), ["Chat & Co"]);
    assert_eq!(bin[0]["restorableUntil"], "2026-04-09T12:00:00Z");

    app.wait(DAY * 29);
    let ada = later(&app, &acme).await;
    let back = ada.act(&app, &path(&chat, "/restore")).await;
    assert!(back.value()["message"].is_string());
    let back = back.data(200);
    assert_eq!(
        (&back["status"], &back["deletedAt"]),
        (&json!("running"), &Value::Null)
    );
    let keys = ada.get(&app, "/api/api-keys").await.data(200);
    assert_eq!(names(&keys), ["ci"]);

    let query = format!("{at}?confirm=Chat+%26+Co");
    ada.delete(&app, &query).await.data(200);
    app.wait(DAY * 30);
    let ada = later(&app, &acme).await;
    ada.act(&app, &path(&chat, "/restore"))
        .await
        .problem(404, "not_found");
}

#[tokio::test]
async fn a_name_that_was_taken_meanwhile_stands_in_the_way_of_a_return() {
    let (app, _, ada) = TestApp::start().await;
    let first = project(&app, &ada, "Chat").await;
    let query = path(&first, "?confirm=Chat");
    ada.delete(&app, &query).await.data(200);
    project(&app, &ada, "chat").await;
    let refused = ada.act(&app, &path(&first, "/restore")).await;
    let refused = refused.problem(409, "conflict");
    assert!(refused["detail"].as_str().unwrap().contains("Rename"));
}

#[tokio::test]
async fn usage_of_thirty_days_is_in_the_project_to_the_nano_dollar() {
    let (app, _, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    let midnight = Timestamp::parse("2026-03-10T00:00:00Z").unwrap();
    app.db
        .write(move |tx| {
            for (days, requests) in [(0, 2), (29, 1), (30, 50)] {
                tx.execute(
                    "INSERT INTO usage_days VALUES (1, ?1, 1, 1, 1, 'ok', 1, ?2, 0, 100, 23, 0, 0,
                        0, 0, 0, 0, 0, 0, 1000000001, 0, 0, x'')",
                    (midnight.minus(DAY * days).ms(), requests),
                )?;
            }
            Ok(())
        })
        .await
        .unwrap();
    let answer = ada.get(&app, &path(&chat, "")).await;
    assert!(
        answer.text().contains("\"cost\":2.000000002,"),
        "{}",
        answer.text()
    );
    let data = answer.data(200);
    assert_eq!(
        (&data["requests"], &data["tokens"]),
        (&json!(3), &json!(246))
    );
    let list = ada.get(&app, "/api/projects").await.data(200);
    assert_eq!(list, json!([data]));
}

#[tokio::test]
async fn another_teams_project_is_told_like_none() {
    let (app, _, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    let (_, bob) = app.team("Engines", "Bob").await;
    let confirm = json!({ "confirm": "Chat" });
    for id in [
        path(&chat, ""),
        "/api/projects/prj_00000000000000000000".to_owned(),
        "/api/projects/1".to_owned(),
        "/api/projects/..%2f..%2fetc%2fpasswd".to_owned(),
    ] {
        for answer in [
            bob.get(&app, &id).await,
            bob.put(&app, &id, &json!({ "name": "Mine" })).await,
            bob.json(&app, Method::Delete, &id, &confirm).await,
            bob.delete(&app, &format!("{id}?dryRun=true")).await,
            bob.act(&app, &format!("{id}/start")).await,
            bob.act(&app, &format!("{id}/stop")).await,
            bob.act(&app, &format!("{id}/restore")).await,
        ] {
            answer.problem(404, "not_found");
        }
    }
    assert_eq!(bob.get(&app, "/api/projects").await.data(200), json!([]));
    assert_eq!(ada.get(&app, &path(&chat, "")).await.data(200), chat);
    project(&app, &bob, "Chat").await;
}

#[tokio::test]
async fn viewers_and_analysts_look_and_visitors_do_not() {
    let (app, acme, ada) = TestApp::start().await;
    let chat = project(&app, &ada, "Chat").await;
    for (name, role) in [("Vera", Role::Viewer), ("Ann", Role::Analyst)] {
        let member = app.member(&acme, name, role).await;
        member.get(&app, "/api/projects").await.data(200);
        member.get(&app, &path(&chat, "")).await.data(200);
        for answer in [
            member
                .post(&app, "/api/projects", &json!({ "name": "x" }))
                .await,
            member
                .put(&app, &path(&chat, ""), &json!({ "name": "x" }))
                .await,
            member.delete(&app, &path(&chat, "?confirm=Chat")).await,
            member.delete(&app, &path(&chat, "?dryRun=true")).await,
            member.act(&app, &path(&chat, "/stop")).await,
            member.act(&app, &path(&chat, "/restore")).await,
        ] {
            answer.problem(403, "forbidden");
        }
    }
    let anyone = Actor::anonymous();
    anyone
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
    assert_eq!(ada.get(&app, &path(&chat, "")).await.data(200), chat);
}
