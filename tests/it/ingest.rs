//! Events in, through HTTP: the contract of `POST /api/usage/events`.

use std::time::Duration;

use rocket::http::{Header, Method};
use scalix::usage::check;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, TestApp, read};

pub(crate) const EVENTS: &str = "/api/usage/events";
const DAY: Duration = Duration::from_hours(24);

/// A server with a project and a key of it.
pub(crate) struct Shop {
    pub(crate) app: TestApp,
    pub(crate) ada: Actor,
    pub(crate) project: String,
    key: Value,
    pub(crate) by: Actor,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let (app, _, ada) = TestApp::start().await;
        Self::at(app, ada).await
    }

    async fn at(app: TestApp, ada: Actor) -> Self {
        let project = ada
            .post(&app, "/api/projects", &json!({"name": "Shop"}))
            .await
            .data(201);
        let project = project["id"].as_str().unwrap().to_owned();
        let key = json!({"name": "ci", "projectId": project});
        let key = ada.post(&app, "/api/api-keys", &key).await.data(201);
        let by = Actor::with_bearer(key["secret"].as_str().unwrap());
        Self {
            app,
            ada,
            project,
            key,
            by,
        }
    }

    pub(crate) async fn post(&self, body: &Value) -> Answer {
        self.by.post(&self.app, EVENTS, body).await
    }

    pub(crate) async fn raw(&self, kind: &str, body: impl AsRef<[u8]>) -> Answer {
        let method = Method::Post;
        self.by.raw(&self.app, method, EVENTS, kind, body).await
    }

    async fn turn(&self, action: &str) {
        let path = format!("/api/projects/{}/{action}", self.project);
        self.ada.act(&self.app, &path).await.data(200);
    }

    /// How many events are stored, after a look at every number that is derived from them.
    #[track_caller]
    pub(crate) fn stored(&self) -> i64 {
        let report = self.app.db.read_now(check::verify).unwrap();
        assert!(report.is_sound(), "{report:?}");
        report.events
    }

    pub(crate) async fn analytics(&self) -> Value {
        let path = "/api/usage/analytics?period=90d&groupBy=model";
        self.ada.get(&self.app, path).await.data(200)
    }
}

/// 1 000 tokens in of which 400 from the cache and 500 out, of a model with a price.
pub(crate) fn event(id: &str) -> Value {
    json!({"id": id, "model": "gpt-4.1", "provider": "openai", "inputTokens": 1_000,
        "cachedInputTokens": 400, "outputTokens": 500, "latencyMs": 250})
}

pub(crate) fn with(id: &str, name: &str, value: impl Into<Value>) -> Value {
    let mut event = event(id);
    event[name] = value.into();
    event
}

/// `accepted`, `rejected too_old:time`, … by event.
pub(crate) fn told(data: &Value) -> Vec<String> {
    let results = data["results"].as_array().unwrap();
    let told = results.iter().map(|result| {
        let words = [&result["code"], &result["field"]].map(|word| word.as_str());
        match (result["status"].as_str().unwrap(), words) {
            (status, [Some(code), Some(field)]) => format!("{status} {code}:{field}"),
            (status, [Some(code), None]) => format!("{status} {code}"),
            (status, _) => status.to_owned(),
        }
    });
    told.collect()
}

#[tokio::test]
async fn one_event_is_accepted_priced_and_in_the_next_answer() {
    let shop = Shop::open().await;
    let reply = shop.post(&event("a")).await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    // 600 x 2 + 400 x 0.50 + 500 x 8 dollars a million.
    let whole: Value = reply.value();
    assert_eq!(
        whole,
        json!({
            "success": true,
            "data": {
                "results": [
                    {"index": 0, "id": "a", "status": "accepted", "cost": 0.0054, "seq": 1},
                ],
                "accepted": 1,
                "duplicates": 0,
                "rejected": 0,
            },
        })
    );
    assert_eq!(reply.status, 200);
    assert!(
        reply.text().contains("\"cost\":0.0054,"),
        "{}",
        reply.text()
    );
    let summary = &shop.analytics().await["summary"];
    assert_eq!(summary["totalRequests"], 1);
    assert_eq!(summary["totalCost"], 0.0054);
    assert_eq!(shop.stored(), 1);
}

#[tokio::test]
async fn the_same_batch_twice_is_all_duplicate_and_one_changed_field_a_conflict() {
    let shop = Shop::open().await;
    let batch = json!([event("a"), event("b"), with("c", "model", "nobody-knows")]);
    let first = shop.post(&batch).await.data(200);
    assert_eq!(told(&first), ["accepted", "accepted", "accepted"]);
    let totals = shop.analytics().await;
    assert_eq!(totals["summary"]["unpricedRequests"], 1);

    shop.app.wait(Duration::from_mins(1));
    let again = shop.post(&batch).await.data(200);
    assert_eq!(told(&again), ["duplicate", "duplicate", "duplicate"]);
    assert_eq!(
        (&again["accepted"], &again["duplicates"]),
        (&json!(0), &json!(3))
    );
    for (result, original) in [0, 1, 2].map(|at| (&again["results"][at], &first["results"][at])) {
        assert_eq!(
            (&result["cost"], &result["seq"]),
            (&original["cost"], &original["seq"])
        );
    }
    assert_eq!(again["results"][2]["cost"], Value::Null);
    assert_eq!(shop.analytics().await["summary"], totals["summary"]);

    let changed = json!([event("a"), with("b", "outputTokens", 501)]);
    let reply = shop.post(&changed).await.data(207);
    assert_eq!(told(&reply), ["duplicate", "conflict conflict:id"]);
    assert_eq!(reply["rejected"], 1);
    assert!(reply["results"][1].get("cost").is_none(), "{reply}");
    let message = reply["results"][1]["message"].as_str().unwrap();
    assert!(message.contains("different content"), "{message}");
    assert_eq!(shop.analytics().await["summary"], totals["summary"]);
    assert_eq!(shop.stored(), 3);
}

#[tokio::test]
async fn a_mixed_batch_keeps_the_good_events_in_order() {
    let shop = Shop::open().await;
    let batch = json!([
        with("a", "inputTokens", -1),
        event("b"),
        "no object",
        with("c", "colour", "red"),
        event("b"),
        event("d"),
    ]);
    let reply = shop.post(&batch).await.data(207);
    let told = told(&reply);
    assert_eq!(told[1], "accepted");
    assert_eq!(told[3], "rejected unknown_field:colour");
    assert_eq!(told[4..], ["duplicate", "accepted"]);
    assert!(told[0].starts_with("rejected ") && told[0].ends_with(":inputTokens"));
    for (at, result) in reply["results"].as_array().unwrap().iter().enumerate() {
        assert_eq!(result["index"], at);
        let rejected = result["status"] == "rejected";
        assert_eq!(rejected, result["message"].is_string(), "{result}");
    }
    assert_eq!(reply["results"][2]["id"], Value::Null);
    assert_eq!(reply["results"][5]["seq"], 2);
    assert_eq!(
        (&reply["accepted"], &reply["rejected"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(shop.stored(), 2);
}

#[tokio::test]
async fn a_batch_of_which_nothing_is_taken_is_the_error_body_with_its_results() {
    let shop = Shop::open().await;
    let batch = json!([
        with("a", "requests", 0),
        with("b", "time", "2020-01-01T00:00:00Z")
    ]);
    let reply = shop.post(&batch).await;
    let problem = reply.problem(422, "invalid");
    assert_eq!(told(&problem["data"])[1], "rejected too_old:time");
    assert_eq!(problem["data"]["rejected"], 2);
    let fields: Vec<_> = problem["fields"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["requests", "time"]);
    assert_eq!(shop.stored(), 0);
    let empty = shop.post(&json!([])).await.data(200);
    assert_eq!(empty["results"], json!([]));
}

#[tokio::test]
async fn every_bad_event_has_its_code_and_changes_nothing() {
    let shop = Shop::open().await;
    let ago = |time: Duration| shop.app.now().minus(time).to_string();
    let ahead = |time: Duration| shop.app.now().plus(time).to_string();
    for (bad, expected) in [
        (with("a", "inputTokens", -1), "inputTokens"),
        (with("a", "inputTokens", 1.5), "inputTokens"),
        (with("a", "inputTokens", "12"), "inputTokens"),
        (
            with("a", "outputTokens", 1_000_000_000_001_i64),
            "outputTokens",
        ),
        (with("a", "outputTokens", 1e300), "outputTokens"),
        (with("a", "cachedInputTokens", 1_001), "cachedInputTokens"),
        (with("a", "reasoningTokens", 501), "reasoningTokens"),
        (with("a", "requests", 0), "requests"),
        (with("a", "latencyMs", 86_400_001), "latencyMs"),
        (with("a", "cost", "1000000.000000001"), "cost"),
        (with("a", "cost", 1), "cost"),
        (with("a", "status", "fine"), "status"),
        (with("a", "time", "yesterday"), "time"),
        (with("a", "time", ago(36 * DAY)), "time"),
        (with("a", "time", ahead(Duration::from_mins(6))), "time"),
        (with("a", "model", ""), "model"),
        (with("a", "model", "m".repeat(201)), "model"),
        (with("a", "model", "m\0"), "model"),
        (with("a", "source", "s".repeat(129)), "source"),
        (with("a", "projectId", "prj_x"), "projectId"),
        (with("", "endUser", "u"), "id"),
        (with(&"i".repeat(129), "endUser", "u"), "id"),
        (with("a", "id", 7), "id"),
        (with("a", "endUser", "u".repeat(64 * 1024)), "event"),
    ] {
        let reply = shop.post(&bad).await;
        let problem = reply.problem(422, "invalid");
        assert!(problem["fields"][expected].is_string(), "{bad}: {problem}");
        assert_eq!(problem["data"]["results"][0]["status"], "rejected");
    }
    assert_eq!(shop.stored(), 0);
}

#[tokio::test]
async fn every_bad_body_fails_as_a_whole() {
    let shop = Shop::open().await;
    let json = "application/json";
    let name = format!(
        "[{}, {{\"id\": \"{}\"}}]",
        event("good"),
        "x".repeat(5 << 20)
    );
    let many: Vec<_> = (0..1_001)
        .map(|number| event(&number.to_string()))
        .collect();
    let full = Value::Array(many[..1_000].to_vec()).to_string();
    for (body, status, code) in [
        (&b""[..], 400, "malformed"),
        (b"{\"id\": \"a\", ", 400, "malformed"),
        (b"[{\"id\": \"a\"}", 400, "malformed"),
        (b"{\"id\": \"a\0\"}", 400, "malformed"),
        (b"{\"id\": \"\xff\"}", 400, "malformed"),
        (name.as_bytes(), 413, "too_large"),
        (Value::Array(many).to_string().as_bytes(), 413, "too_large"),
    ] {
        shop.raw(json, body).await.problem(status, code);
    }
    let one = event("a").to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "x",
    ] {
        shop.raw(kind, &one)
            .await
            .problem(415, "unsupported_media_type");
    }
    let mut request = shop.by.request(&shop.app.client, Method::Post, EVENTS);
    request.set_body(&one);
    read(request).await.problem(415, "unsupported_media_type");
    let mut request = shop.by.request(&shop.app.client, Method::Post, EVENTS);
    request.add_header(Header::new("Content-Type", json));
    request.add_header(Header::new("Content-Encoding", "br"));
    request.set_body(&one);
    read(request).await.problem(415, "unsupported_media_type");
    assert_eq!(shop.stored(), 0);

    let reply = shop
        .raw("application/json; charset=utf-8", full)
        .await
        .data(200);
    assert_eq!(reply["accepted"], 1_000);
    let padded = format!(
        "{}{}",
        event("a"),
        " ".repeat((4 << 20) - event("a").to_string().len())
    );
    assert_eq!(shop.raw(json, &padded).await.data(200)["accepted"], 1);
    shop.raw(json, padded + " ").await.problem(413, "too_large");
    assert_eq!(shop.stored(), 1_001);
}

#[tokio::test]
async fn only_a_valid_key_of_the_right_scope_may_send() {
    let shop = Shop::open().await;
    let app = &shop.app;
    let refused = async |by: &Actor, status, code| {
        by.post(app, EVENTS, &event("a"))
            .await
            .problem(status, code);
    };
    refused(&Actor::anonymous(), 401, "unauthenticated").await;
    refused(&shop.ada, 401, "unauthenticated").await;
    let secret = shop.key["secret"].as_str().unwrap();
    let mut mistyped = secret.to_owned();
    let last = if mistyped.pop() == Some('0') {
        '1'
    } else {
        '0'
    };
    mistyped.push(last);
    for bad in [mistyped.as_str(), "sk_scalix_", "x", "", &secret[..20]] {
        refused(&Actor::with_bearer(bad), 401, "unauthenticated").await;
    }
    let reader = json!({"name": "reader", "projectId": shop.project, "scopes": ["usage:read"]});
    let reader = shop.ada.post(app, "/api/api-keys", &reader).await.data(201);
    let reader = Actor::with_bearer(reader["secret"].as_str().unwrap());
    refused(&reader, 403, "forbidden").await;
    let token = json!({"name": "mine", "scopes": ["usage:write"]});
    let token = shop
        .ada
        .post(app, "/api/user/tokens", &token)
        .await
        .data(201);
    let token = Actor::with_bearer(token["secret"].as_str().unwrap());
    refused(&token, 403, "forbidden").await;

    let until = json!({"name": "short", "projectId": shop.project,
        "expiresAt": app.now().plus(DAY).to_string()});
    let short = shop.ada.post(app, "/api/api-keys", &until).await.data(201);
    let short = Actor::with_bearer(short["secret"].as_str().unwrap());
    assert_eq!(
        short.post(app, EVENTS, &event("s")).await.data(200)["accepted"],
        1
    );
    app.wait(DAY);
    refused(&short, 401, "unauthenticated").await;
    assert_eq!(shop.stored(), 1);
}

#[tokio::test]
async fn stop_start_and_revoke_hold_from_their_reply_on() {
    let shop = Shop::open().await;
    shop.post(&event("a")).await.data(200);
    shop.turn("stop").await;
    shop.post(&event("b")).await.problem(409, "project_stopped");
    shop.post(&event("a")).await.problem(409, "project_stopped");
    shop.turn("start").await;
    assert_eq!(shop.post(&event("b")).await.data(200)["accepted"], 1);
    assert_eq!(shop.post(&event("a")).await.data(200)["duplicates"], 1);

    let path = format!("/api/api-keys/{}", shop.key["id"].as_str().unwrap());
    shop.ada.delete(&shop.app, &path).await.data(200);
    shop.post(&event("c")).await.problem(401, "unauthenticated");
    assert_eq!(shop.stored(), 2);
}

#[tokio::test]
async fn a_rotated_key_is_the_same_source() {
    let shop = Shop::open().await;
    shop.post(&event("a")).await.data(200);
    let path = format!("/api/api-keys/{}/rotate", shop.key["id"].as_str().unwrap());
    let rotated = shop.ada.post(&shop.app, &path, &json!({})).await.data(200);
    let rotated = Actor::with_bearer(rotated["secret"].as_str().unwrap());
    for by in [&rotated, &shop.by] {
        let reply = by.post(&shop.app, EVENTS, &event("a")).await.data(200);
        assert_eq!(reply["duplicates"], 1);
    }
    assert_eq!(shop.stored(), 1);
}

#[tokio::test]
async fn a_use_of_the_key_is_noted() {
    let shop = Shop::open().await;
    let keys = async || shop.ada.get(&shop.app, "/api/api-keys").await.data(200);
    assert_eq!(keys().await[0]["lastUsed"], Value::Null);
    shop.post(&with("a", "requests", 3)).await.data(200);
    let keys = keys().await;
    assert_eq!(keys[0]["lastUsed"], shop.app.now().to_string());
    assert_eq!(keys[0]["usage"], 3);
}

#[tokio::test]
async fn pitfall_1_a_full_disk_is_told_and_loses_nothing() {
    let app = TestApp::with(
        |_| {},
        |figment| figment.merge(("databases.scalix.max_pages", 260)),
    )
    .await;
    let (_, ada) = app.team("Acme", "Ada").await;
    let shop = Shop::at(app, ada).await;
    let batch = |number: usize| {
        let id = |at: usize| with(&format!("{number}-{at}"), "endUser", "u".repeat(200));
        Value::Array((0..50).map(id).collect())
    };
    let mut acknowledged = 0;
    let refused = loop {
        let reply = shop.post(&batch(acknowledged)).await;
        if reply.status != 200 {
            break reply;
        }
        acknowledged += 50;
    };
    refused.problem(503, "unavailable");
    assert!(refused.header("retry-after").is_some());
    assert!(acknowledged > 0);
    assert_eq!(shop.stored(), i64::try_from(acknowledged).unwrap());
    let requests = &shop.analytics().await["summary"]["totalRequests"];
    assert_eq!(*requests, acknowledged);
    let again = shop.post(&batch(0)).await.data(200);
    assert_eq!(again["duplicates"], 50);
}

#[tokio::test]
async fn many_at_once_are_each_counted_once() {
    let shop = Shop::open().await;
    let posts = (0..40).map(|number: usize| {
        // Every batch is sent by two at once: one of them stores it.
        let id = |at| event(&format!("{}-{at}", number / 2));
        let batch = Value::Array((0..10).map(id).collect());
        let shop = &shop;
        async move { shop.post(&batch).await.data(200) }
    });
    let replies = rocket::futures::future::join_all(posts).await;
    let sum = |name: &str| -> i64 {
        let counts = replies.iter().map(|reply| reply[name].as_i64().unwrap());
        counts.sum()
    };
    assert_eq!(
        (sum("accepted"), sum("duplicates"), sum("rejected")),
        (200, 200, 0)
    );
    assert_eq!(shop.stored(), 200);
}

#[tokio::test]
async fn a_key_that_leaked_cannot_fill_the_file_with_names() {
    let (app, _, ada) = TestApp::start().await;
    let key = ada
        .post(&app, "/api/api-keys", &json!({ "name": "leaked" }))
        .await
        .data(201);
    let program = Actor::with_bearer(key["secret"].as_str().unwrap());
    let batch = |name: &str, count: usize| {
        let event =
            |n: usize| json!({ "id": format!("{name}-{n}"), "model": format!("{name}-{n}") });
        Value::Array((0..count).map(event).collect())
    };
    let first = program
        .post(&app, "/api/usage/events", &batch("made-up", 600))
        .await
        .data(207);
    assert_eq!(
        (&first["accepted"], &first["rejected"]),
        (&json!(500), &json!(100))
    );
    assert_eq!(first["results"][599]["code"], "too_many_models");
    let again = program
        .post(&app, "/api/usage/events", &batch("made-up", 500))
        .await
        .data(200);
    assert_eq!(again["duplicates"], 500);
    app.wait(Duration::from_hours(24));
    // Those that share a commit share the room, too.
    let posts = (0..60).map(|number| {
        let names = batch(&format!("tomorrow-{number}"), 40);
        let (app, program) = (&app, &program);
        async move { program.post(app, "/api/usage/events", &names).await }
    });
    let replies = rocket::futures::future::join_all(posts).await;
    let taken = replies
        .iter()
        .map(|reply| reply.value()["data"]["accepted"].as_i64().unwrap());
    assert_eq!(taken.sum::<i64>(), 500);
}
