//! API keys through the API.

use std::time::Duration;

use rocket::http::Method;
use scalix::keys::{KeyRing, PresentedKey, UsageWrite};
use scalix::teams::Team;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

const KEYS: &str = "/api/api-keys";
const DAY: Duration = Duration::from_hours(24);

async fn key(app: &TestApp, by: &Actor, body: &Value) -> Value {
    by.post(app, KEYS, body).await.data(201)
}

fn path(key: &Value, action: &str) -> String {
    format!("{KEYS}/{}{action}", key["id"].as_str().unwrap())
}

fn secret(key: &Value) -> &str {
    key["secret"].as_str().unwrap()
}

/// Whether the server accepts the secret for usage events: what a request with it would learn.
fn accepted(app: &TestApp, secret: &str) -> Result<(), &'static str> {
    let ring = app.client.rocket().state::<KeyRing>().unwrap();
    ring.resolve(secret, app.now())
        .and_then(PresentedKey::prove::<UsageWrite>)
        .and_then(|proof| proof.ensure_running(ring, app.now()))
        .map_err(|error| error.code())
}

/// Ada after her session has ended, or with a password given just now.
async fn later(app: &TestApp, team: &Team) -> Actor {
    let ada = app.find_user("ada@example.org");
    app.sign_in(&ada, team).await
}

#[track_caller]
fn never_kept(cache: Option<&str>) {
    assert_eq!(cache, Some("no-store"));
}

#[tokio::test]
async fn a_new_key_shows_its_secret_once() {
    let (app, _, ada) = TestApp::start().await;
    let made = ada.post(&app, KEYS, &json!({ "name": "ci" })).await;
    never_kept(made.header("cache-control"));
    assert!(made.value()["message"].as_str().unwrap().contains("ci"));
    let made = made.data(201);
    let projects = ada.get(&app, "/api/projects").await.data(200);
    assert_eq!(projects[0]["name"], "Default");
    assert_eq!(projects[0]["keyCount"], 1);
    let secret = secret(&made).to_owned();
    assert_eq!(
        made,
        json!({
            "id": made["id"],
            "name": "ci",
            "projectId": projects[0]["id"],
            "projectName": "Default",
            "key": secret,
            "createdAt": "2026-03-10T12:00:00Z",
            "createdBy": "Ada",
            "lastUsed": null,
            "expiresAt": null,
            "usage": 0,
            "status": "active",
            "state": "active",
            "overlapUntil": null,
            "scopes": ["usage:write"],
            "secret": secret,
        })
    );
    assert!(secret.starts_with("sk_scalix_") && secret.len() == 46);
    assert_eq!(accepted(&app, &secret), Ok(()));
    let list = ada.get(&app, KEYS).await;
    assert!(!list.text().contains(&secret));
    let listed = &list.data(200)[0];
    let masked = listed["key"].as_str().unwrap();
    assert!(masked.chars().count() >= 16 && masked.starts_with("sk_scalix_"));
    assert!(masked.ends_with(&secret[42..]));
    assert!(listed.get("secret").is_none());
}

#[tokio::test]
async fn a_key_goes_to_the_project_that_is_named() {
    let (app, _, ada) = TestApp::start().await;
    let mut ids = Vec::new();
    for name in ["First", "Second"] {
        let body = json!({ "name": name });
        let made = ada.post(&app, "/api/projects", &body).await.data(201);
        ids.push(made["id"].as_str().unwrap().to_owned());
        app.wait(Duration::from_secs(1));
    }
    let named = json!({ "name": "a", "projectId": ids[1] });
    assert_eq!(key(&app, &ada, &named).await["projectName"], "Second");
    let body = json!({ "name": "b" });
    assert_eq!(key(&app, &ada, &body).await["projectName"], "First");
    let query = format!("{KEYS}?projectId={}", ids[1]);
    let made = ada.post(&app, &query, &body).await.data(201);
    assert_eq!(made["projectName"], "Second");
    for (query, count) in [("", 3), ("?projectId=", 3), ("?projectId=all", 3)] {
        let list = ada.get(&app, &format!("{KEYS}{query}")).await.data(200);
        assert_eq!(list.as_array().unwrap().len(), count);
    }
    let list = ada.get(&app, &query).await.data(200);
    assert_eq!(list.as_array().unwrap().len(), 2);
    let page = ada.get(&app, &format!("{KEYS}?limit=2")).await.value();
    let cursor = page["nextCursor"].as_str().unwrap();
    let rest = ada
        .get(&app, &format!("{KEYS}?limit=2&cursor={cursor}"))
        .await;
    assert_eq!(rest.data(200).as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused_and_nothing_is_made() {
    let (app, _, ada) = TestApp::start().await;
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": 5 }), "name"),
        (json!({ "name": "a\u{0}b" }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "name": "x", "scopes": [] }), "scopes"),
        (json!({ "name": "x", "scopes": ["keys:write"] }), "scopes"),
        (json!({ "name": "x", "scopes": "usage:write" }), "scopes"),
        (
            json!({ "name": "x", "expiresAt": "2026-03-10T12:00:00Z" }),
            "expiresAt",
        ),
        (json!({ "name": "x", "expiresAt": "tomorrow" }), "expiresAt"),
        (json!({ "name": "x", "admin": true }), "admin"),
    ] {
        let refused = ada.post(&app, KEYS, &body).await.problem(422, "invalid");
        assert!(refused["fields"][field].is_string(), "{body} {refused}");
    }
    let huge = json!({ "name": "x".repeat(2 * 1024 * 1024) });
    ada.post(&app, KEYS, &huge).await.problem(413, "too_large");
    ada.act(&app, KEYS)
        .await
        .problem(415, "unsupported_media_type");
    assert_eq!(ada.get(&app, KEYS).await.data(200), json!([]));
    assert_eq!(ada.get(&app, "/api/projects").await.data(200), json!([]));
}

#[tokio::test]
async fn pitfall_17_a_rotation_overlaps_as_agreed() {
    let (app, acme, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    let rotated = ada.act(&app, &path(&made, "/rotate")).await;
    never_kept(rotated.header("cache-control"));
    let rotated = rotated.data(200);
    assert_eq!(rotated["id"], made["id"]);
    assert_eq!(
        (&rotated["state"], &rotated["status"]),
        (&json!("rotating"), &json!("active"))
    );
    assert_eq!(rotated["overlapUntil"], "2026-03-11T12:00:00Z");
    assert_eq!(rotated["key"], rotated["secret"]);
    app.wait(DAY.saturating_sub(Duration::from_secs(1)));
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
    assert_eq!(accepted(&app, secret(&rotated)), Ok(()));
    app.wait(Duration::from_secs(1));
    assert_eq!(accepted(&app, secret(&made)), Err("unauthenticated"));
    assert_eq!(accepted(&app, secret(&rotated)), Ok(()));
    let listed = ada.get(&app, KEYS).await.data(200);
    assert_eq!(listed[0]["state"], "active");

    let ada = later(&app, &acme).await;
    let at = path(&made, "/rotate");
    let at_once = ada.post(&app, &at, &json!({ "overlapHours": 0 })).await;
    assert_eq!(at_once.data(200)["state"], "active");
    assert_eq!(accepted(&app, secret(&rotated)), Err("unauthenticated"));
    for hours in [json!(-1), json!(169), json!(1.5), json!("24")] {
        let body = json!({ "overlapHours": hours });
        let refused = ada.post(&app, &at, &body).await.problem(422, "invalid");
        assert!(refused["fields"]["overlapHours"].is_string(), "{refused}");
    }
    ada.post(&app, &at, &json!({ "hours": 1 }))
        .await
        .problem(422, "invalid");
    ada.raw(&app, Method::Post, &at, "text/plain", "{}")
        .await
        .problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn a_revoked_key_ends_with_the_reply_and_stays_in_the_list_for_a_while() {
    let (app, acme, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    let preview = ada
        .delete(&app, &path(&made, "?dryRun=true"))
        .await
        .data(200);
    assert_eq!(
        (&preview["name"], &preview["usage"]),
        (&json!("ci"), &json!(0))
    );
    assert_eq!(preview["lastUsed"], Value::Null);
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
    let revoked = ada.delete(&app, &path(&made, "")).await;
    assert!(revoked.value()["message"].is_string());
    let revoked = revoked.data(200);
    assert_eq!(
        (&revoked["state"], &revoked["status"]),
        (&json!("revoked"), &json!("inactive"))
    );
    assert_eq!(accepted(&app, secret(&made)), Err("unauthenticated"));
    assert_eq!(ada.delete(&app, &path(&made, "")).await.data(200), revoked);
    ada.act(&app, &path(&made, "/rotate"))
        .await
        .problem(409, "conflict");
    assert_eq!(ada.get(&app, KEYS).await.data(200), json!([revoked]));
    app.wait(DAY * 30);
    let ada = later(&app, &acme).await;
    assert_eq!(ada.get(&app, KEYS).await.data(200), json!([]));
    ada.delete(&app, &path(&made, ""))
        .await
        .problem(404, "not_found");
}

#[tokio::test]
async fn an_expired_key_is_refused_and_cannot_be_rotated() {
    let (app, acme, ada) = TestApp::start().await;
    let body = json!({ "name": "short", "expiresAt": "2026-03-10T15:00:00+02:00" });
    let made = key(&app, &ada, &body).await;
    assert_eq!(made["expiresAt"], "2026-03-10T13:00:00Z");
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
    app.wait(Duration::from_hours(1));
    assert_eq!(accepted(&app, secret(&made)), Err("unauthenticated"));
    let listed = &ada.get(&app, KEYS).await.data(200)[0];
    assert_eq!(
        (&listed["state"], &listed["status"]),
        (&json!("expired"), &json!("inactive"))
    );
    let ada = later(&app, &acme).await;
    ada.act(&app, &path(&made, "/rotate"))
        .await
        .problem(409, "conflict");
}

#[tokio::test]
async fn a_stopped_or_deleted_project_refuses_its_keys_from_the_reply_on() {
    let (app, _, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    let project = format!("/api/projects/{}", made["projectId"].as_str().unwrap());
    ada.act(&app, &format!("{project}/stop")).await.data(200);
    assert_eq!(accepted(&app, secret(&made)), Err("project_stopped"));
    let running = json!({ "status": "running" });
    ada.put(&app, &project, &running).await.data(200);
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
    let confirmed = format!("{project}?confirm=Default");
    ada.delete(&app, &confirmed).await.data(200);
    assert_eq!(accepted(&app, secret(&made)), Err("unauthenticated"));
    ada.act(&app, &format!("{project}/restore")).await.data(200);
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
}

#[tokio::test]
async fn a_mistyped_key_is_unknown_and_a_reading_one_may_not_write() {
    let (app, _, ada) = TestApp::start().await;
    let body = json!({ "name": "reader", "scopes": ["usage:read"] });
    let made = key(&app, &ada, &body).await;
    assert_eq!(made["scopes"], json!(["usage:read"]));
    assert_eq!(accepted(&app, secret(&made)), Err("forbidden"));
    let mut typo = secret(&made).to_owned();
    typo.pop();
    for presented in [typo.as_str(), "", "sk_scalix_", "Bearer"] {
        assert_eq!(accepted(&app, presented), Err("unauthenticated"));
    }
    // A project key opens none of the routes that people use.
    let program = Actor::with_bearer(secret(&made));
    for at in [KEYS, "/api/projects", "/api/auth/me"] {
        program.get(&app, at).await.problem(403, "forbidden");
    }
}

#[tokio::test]
async fn another_teams_key_is_told_like_none() {
    let (app, _, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    let (_, bob) = app.team("Engines", "Bob").await;
    for id in [
        path(&made, ""),
        format!("{KEYS}/key_00000000000000000000"),
        format!("{KEYS}/1"),
    ] {
        for answer in [
            bob.delete(&app, &id).await,
            bob.delete(&app, &format!("{id}?dryRun=true")).await,
            bob.act(&app, &format!("{id}/rotate")).await,
        ] {
            answer.problem(404, "not_found");
        }
    }
    let project = made["projectId"].as_str().unwrap();
    let theirs = json!({ "name": "x", "projectId": project });
    bob.post(&app, KEYS, &theirs)
        .await
        .problem(404, "not_found");
    bob.get(&app, &format!("{KEYS}?projectId={project}"))
        .await
        .problem(404, "not_found");
    assert_eq!(bob.get(&app, KEYS).await.data(200), json!([]));
    assert_eq!(accepted(&app, secret(&made)), Ok(()));
}

#[tokio::test]
async fn analysts_and_viewers_do_not_see_keys() {
    let (app, acme, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    for (name, role) in [("Vera", Role::Viewer), ("Ann", Role::Analyst)] {
        let member = app.member(&acme, name, role).await;
        for answer in [
            member.get(&app, KEYS).await,
            member.post(&app, KEYS, &json!({ "name": "x" })).await,
            member.act(&app, &path(&made, "/rotate")).await,
            member.delete(&app, &path(&made, "")).await,
        ] {
            answer.problem(403, "forbidden");
        }
    }
    let dev = app.member(&acme, "Dev", Role::Developer).await;
    let made = key(&app, &dev, &json!({ "name": "mine" })).await;
    assert_eq!(made["createdBy"], "Dev");
    Actor::anonymous()
        .get(&app, KEYS)
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_personal_token_acts_within_its_scopes() {
    let (app, _, ada) = TestApp::start().await;
    let token = async |scopes: Value| {
        let body = json!({ "name": "t", "scopes": scopes });
        let made = ada.post(&app, "/api/user/tokens", &body).await.data(201);
        Actor::with_bearer(made["secret"].as_str().unwrap())
    };
    let writer = token(json!(["keys:write"])).await;
    // Making the first key includes making its project.
    let made = key(&app, &writer, &json!({ "name": "ci" })).await;
    assert_eq!(made["projectName"], "Default");
    writer.get(&app, KEYS).await.problem(403, "forbidden");
    let reader = token(json!(["keys:read", "projects:read"])).await;
    reader.get(&app, KEYS).await.data(200);
    reader.get(&app, "/api/projects").await.data(200);
    reader
        .delete(&app, &path(&made, ""))
        .await
        .problem(403, "forbidden");
    reader
        .post(&app, "/api/projects", &json!({ "name": "x" }))
        .await
        .problem(403, "forbidden");
}

#[tokio::test]
async fn the_keys_are_read_back_at_the_next_start() {
    let (app, _, ada) = TestApp::start().await;
    let made = key(&app, &ada, &json!({ "name": "ci" })).await;
    let loaded = app.db.read_now(KeyRing::load).unwrap();
    let proof = loaded
        .resolve(secret(&made), app.now())
        .and_then(PresentedKey::prove::<UsageWrite>)
        .unwrap();
    assert_eq!(proof.key_id().as_str(), made["id"].as_str().unwrap());
}
