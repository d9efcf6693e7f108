//! Single events out: the list of events and of failed calls.

use rocket::http::{Header, Method};
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp, read};

const EVENTS: &str = "/api/usage/events";
const ERRORS: &str = "/api/usage/errors";

/// A project with a key: their ids, and the key as a caller.
async fn sender(app: &TestApp, owner: &Actor, name: &str) -> (String, String, Actor) {
    let project = owner
        .post(app, "/api/projects", &json!({"name": name}))
        .await;
    let project = project.data(201)["id"].as_str().unwrap().to_owned();
    let scopes = json!(["usage:write", "usage:read"]);
    let key = json!({"name": "k", "projectId": project, "scopes": scopes});
    let key = owner.post(app, "/api/api-keys", &key).await.data(201);
    let secret = key["secret"].as_str().unwrap();
    let id = key["id"].as_str().unwrap().to_owned();
    (project, id, Actor::with_bearer(secret))
}

async fn ids(app: &TestApp, actor: &Actor, query: &str) -> Vec<String> {
    let told = actor.get(app, &format!("{EVENTS}?{query}")).await.data(200);
    let id = |event: &Value| event["id"].as_str().unwrap().to_owned();
    told.as_array().unwrap().iter().map(id).collect()
}

/// Three events of two projects, one of which failed.
async fn world() -> (TestApp, Actor, [(String, String, Actor); 2]) {
    let (app, _, ada) = TestApp::start().await;
    let shop = sender(&app, &ada, "Shop").await;
    let lab = sender(&app, &ada, "Lab").await;
    let at = |minutes: u64| app.now().minus(std::time::Duration::from_mins(minutes));
    let sent = json!([
        {"id": "old", "model": "gpt-4o-mini", "inputTokens": 1_000_000, "time": at(90),
            "source": "eu", "sourceSeq": 7, "provider": "openai", "endpoint": "/v1", "endUser": "u",
            "serviceTier": "default", "cachedInputTokens": 2, "latencyMs": 12,
            "timeToFirstTokenMs": 3},
        {"id": "failed", "model": "nobody's", "requests": 2, "time": at(30), "status": "error",
            "errorCode": "rate_limited", "errorMessage": "Slow down"},
    ]);
    shop.2.post(&app, EVENTS, &sent).await.data(200);
    let sent = json!({"id": "new", "model": "gpt-4o-mini", "time": at(10), "status": "error",
        "errorCode": "500"});
    lab.2.post(&app, EVENTS, &sent).await.data(200);
    (app, ada, [shop, lab])
}

#[tokio::test]
async fn an_event_is_told_with_everything_that_was_sent_and_filled_in() {
    let (app, ada, [shop, _]) = world().await;
    let all = ada.get(&app, EVENTS).await.data(200);
    let old = &all[2];
    assert_eq!(
        *old,
        json!({"id": "old", "seq": 1, "time": old["time"], "ingestedAt": app.now(),
            "projectId": shop.0, "projectName": "Shop", "keyId": shop.1, "source": "eu",
            "sourceSeq": 7, "model": "gpt-4o-mini", "provider": "openai", "endpoint": "/v1",
            "endUser": "u", "serviceTier": "default", "inputTokens": 1_000_000, "outputTokens": 0,
            "cachedInputTokens": 2, "cacheWriteTokens": 0, "cacheWrite1hTokens": 0,
            "reasoningTokens": 0, "inputAudioTokens": 0, "outputAudioTokens": 0,
            "inputImageTokens": 0, "outputImageTokens": 0, "requests": 1, "latencyMs": 12,
            "timeToFirstTokenMs": 3, "status": "ok", "errorCode": null, "errorMessage": null,
            "cost": old["cost"]})
    );
    assert_eq!(old["cost"].to_string(), "0.14999985");
    assert_eq!(all[1]["cost"], Value::Null, "unpriced is not free");
    assert_eq!(all[1]["source"], json!(shop.1), "by default the key's id");

    let failed = ada.get(&app, ERRORS).await.data(200);
    let told = |at: usize| (failed[at]["error"].clone(), failed[at]["requests"].clone());
    assert_eq!(
        (told(0), told(1)),
        ((json!("500"), json!(1)), (json!("Slow down"), json!(2)))
    );
    assert_eq!(failed.as_array().unwrap().len(), 2);
    // A blank message beside a code tells nothing.
    let blank = json!({"id": "blank", "model": "m", "status": "error", "errorCode": "E1",
        "errorMessage": "   ", "time": app.now()});
    shop.2.post(&app, EVENTS, &blank).await.data(200);
    let latest = ada.get(&app, ERRORS).await.data(200)[0].clone();
    assert_eq!(
        (&latest["id"], &latest["error"]),
        (&json!("blank"), &json!("E1"))
    );
    assert_eq!(failed[1]["timestamp"], all[1]["time"]);
    assert_eq!(
        (&failed[0]["cost"], &failed[1]["cost"]),
        (&json!(0), &Value::Null)
    );
}

#[tokio::test]
async fn events_are_filtered_and_come_page_by_page() {
    let (app, ada, [shop, lab]) = world().await;
    assert_eq!(ids(&app, &ada, "").await, ["new", "failed", "old"]);
    for (query, expected) in [
        ("status=error", &["new", "failed"][..]),
        ("status=ok", &["old"]),
        ("status=all&model=", &["new", "failed", "old"]),
        ("model=gpt-4o-mini", &["new", "old"]),
        ("model=never-seen", &[]),
        (&format!("projectId={}", shop.0), &["failed", "old"]),
        (&format!("keyId={}", lab.1), &["new"]),
        (&format!("projectId={}&keyId={}", shop.0, lab.1), &[]),
        ("from=2001-01-01&to=2001-01-02", &[]),
    ] {
        assert_eq!(ids(&app, &ada, query).await, expected, "{query}");
    }

    // Events of one and the same moment, and new ones that come in between two pages.
    let moment = app.now().minus(std::time::Duration::from_hours(1));
    let many: Vec<Value> = (0..7)
        .map(|n| json!({"id": format!("m{n}"), "model": "m", "time": moment}))
        .collect();
    shop.2.post(&app, EVENTS, &json!(many)).await.data(200);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("{EVENTS}?limit=3&cursor={cursor}");
        let answer = ada.get(&app, &path).await;
        for event in answer.data(200).as_array().unwrap() {
            seen.push(event["id"].as_str().unwrap().to_owned());
        }
        let newer = json!({"id": format!("newer{}", seen.len()), "model": "m"});
        shop.2.post(&app, EVENTS, &newer).await.data(200);
        match answer.value()["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let expected = [
        "new", "failed", "m6", "m5", "m4", "m3", "m2", "m1", "m0", "old",
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn single_events_are_for_readers_in_depth_of_the_same_team() {
    let (app, ada, [shop, _]) = world().await;
    let (other, eve) = app.team("Other", "Eve").await;
    let viewer = app.member(&other, "Vic", Role::Viewer).await;
    let analyst = app.member(&other, "Ann", Role::Analyst).await;
    for path in [EVENTS, ERRORS] {
        Actor::anonymous()
            .get(&app, path)
            .await
            .problem(401, "unauthenticated");
        viewer.get(&app, path).await.problem(403, "forbidden");
        shop.2.get(&app, path).await.problem(403, "forbidden");
        assert_eq!(analyst.get(&app, path).await.data(200), json!([]));
        let strange = format!("{path}?projectId={}", shop.0);
        eve.get(&app, &strange).await.problem(404, "not_found");
        for (query, field) in [
            ("cursor=x", "cursor"),
            ("cursor=5~a", "cursor"),
            ("limit=0", "limit"),
            ("period=year", "period"),
        ] {
            let problem = ada.get(&app, &format!("{path}?{query}")).await;
            let problem = problem.problem(422, "invalid");
            assert!(problem["fields"][field].is_string(), "{query}: {problem}");
        }
    }
    let wrong = ada.get(&app, &format!("{EVENTS}?status=late")).await;
    assert!(wrong.problem(422, "invalid")["fields"]["status"].is_string());
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let (app, ada, [shop, _]) = world().await;
    let first = ada.get(&app, EVENTS).await;
    let tag = first.header("etag").unwrap().to_owned();
    let again = async |tag: &str| {
        let request = ada.request(&app.client, Method::Get, EVENTS);
        read(request.header(Header::new("If-None-Match", tag.to_owned()))).await
    };
    assert_eq!(again(&tag).await.status, 304);
    let event = json!({"id": "later", "model": "m"});
    shop.2.post(&app, EVENTS, &event).await.data(200);
    assert_eq!(again(&tag).await.status, 200);
}
