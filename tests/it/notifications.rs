//! What needs attention: told to who can do something, for as long as its reason lasts.

use std::time::Duration;

use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

const PATH: &str = "/api/notifications";
const DAY: Duration = Duration::from_hours(24);

/// The kinds and sentences that somebody is told, and how many are unread.
async fn told(app: &TestApp, by: &Actor) -> (Vec<String>, i64) {
    let answer = by.get(app, PATH).await;
    let unread = answer.value()["unread"].as_i64().unwrap();
    let data = answer.data(200);
    let kinds = data.as_array().unwrap().iter();
    let kinds = kinds.map(|it| it["kind"].as_str().unwrap().to_owned());
    (kinds.collect(), unread)
}

async fn used(app: &TestApp, key: &Value, id: &str, model: &str) {
    let events = json!([{ "id": id, "model": model, "inputTokens": 1, "outputTokens": 1 }]);
    let key = Actor::with_bearer(key["secret"].as_str().unwrap());
    key.post(app, "/api/usage/events", &events).await.data(200);
}

#[tokio::test]
async fn a_key_that_ends_within_a_week_is_told_to_those_who_make_keys() {
    let (app, acme, ada) = TestApp::start().await;
    let analyst = app.member(&acme, "Ann", Role::Analyst).await;
    let developer = app.member(&acme, "Dev", Role::Developer).await;
    for (name, days) in [("long", 12), ("short", 5)] {
        let body = json!({ "name": name, "expiresAt": app.now().plus(DAY * days) });
        ada.post(&app, "/api/api-keys", &body).await.data(201);
    }
    assert_eq!(told(&app, &ada).await, (vec![], 0));
    app.wait(DAY * 5);
    // Twelve days were asked for and seven are left; the other one was made for a shorter time.
    let found = ada.get(&app, PATH).await.data(200);
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    assert_eq!(
        (&found[0]["kind"], &found[0]["href"], &found[0]["read"]),
        (&json!("key_expiring"), &json!("/keys"), &json!(false))
    );
    assert_eq!(
        found[0]["message"],
        "The API key long of the project Default stops working in 7 days. Make another in time."
    );
    assert_eq!(told(&app, &developer).await.1, 1);
    assert_eq!(told(&app, &analyst).await, (vec![], 0));
    let home = ada.get(&app, "/").await.text();
    assert!(home.contains("The API key long of the project"), "{home}");
    let page = ada.get(&app, "/notifications").await.text();
    assert!(page.contains("The API key long of the project"), "{page}");

    // Read by one, it is unread for the others.
    let id = found[0]["id"].as_str().unwrap().to_owned();
    let read = ada.act(&app, &format!("{PATH}/{id}/read")).await;
    assert_eq!(read.data(200)["read"], true);
    ada.act(&app, &format!("{PATH}/{id}/read")).await.data(200);
    assert_eq!(told(&app, &ada).await.1, 0);
    assert_eq!(told(&app, &developer).await.1, 1);
    let unread = ada.get(&app, &format!("{PATH}?unread=true")).await;
    assert_eq!(unread.data(200), json!([]));
    assert!(!ada.get(&app, "/").await.text().contains("The API key long"));
    let held = ada.get(&app, "/api/user/export").await.value();
    assert_eq!(held["notificationsRead"][0]["id"], id.as_str());
    // An id is good for who is told about it, and for as long as there is a reason.
    for (who, id) in [
        (&analyst, id.as_str()),
        (&ada, "ntf_0"),
        (&ada, "ntf_00000000000000000000"),
    ] {
        who.act(&app, &format!("{PATH}/{id}/read"))
            .await
            .problem(404, "not_found");
    }
    app.wait(DAY * 7);
    assert_eq!(told(&app, &developer).await, (vec![], 0));
}

#[tokio::test]
async fn a_personal_token_is_told_to_its_owner_in_whatever_team() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Grace", Role::Viewer).await;
    let body =
        json!({ "name": "ci", "scopes": ["projects:read"], "expiresAt": app.now().plus(DAY * 10) });
    let token = grace.post(&app, "/api/user/tokens", &body).await.data(201);
    grace
        .post(&app, "/api/teams", &json!({ "name": "Other" }))
        .await
        .data(201);
    app.wait(DAY * 9);
    let found = grace.get(&app, PATH).await.data(200);
    assert_eq!(
        found[0]["message"],
        "Your personal token ci for the team Acme stops working within a day. Make another in time."
    );
    assert_eq!(told(&app, &ada).await.1, 0);
    let bearer = Actor::with_bearer(token["secret"].as_str().unwrap());
    bearer.get(&app, PATH).await.problem(403, "forbidden");
    let path = format!("/api/user/tokens/{}", token["id"].as_str().unwrap());
    grace.delete(&app, &path).await.data(200);
    assert_eq!(told(&app, &grace).await, (vec![], 0));
}

#[tokio::test]
async fn a_model_without_a_price_is_told_until_it_has_one() {
    let (app, acme, ada) = TestApp::start().await;
    let developer = app.member(&acme, "Dev", Role::Developer).await;
    let key = ada
        .post(&app, "/api/api-keys", &json!({ "name": "ci" }))
        .await;
    let key = key.data(201);
    used(&app, &key, "1", "gpt-4o").await;
    assert_eq!(told(&app, &ada).await, (vec![], 0));
    used(&app, &key, "2", "our own & only").await;
    let found = ada.get(&app, PATH).await.data(200);
    assert_eq!(
        (&found[0]["kind"], &found[0]["href"]),
        (
            &json!("model_unpriced"),
            &json!("/usage?model=our+own+%26+only")
        )
    );
    assert_eq!(
        found[0]["message"],
        "The model our own & only is used and has no price: the cost of 1 request of the last 30 days is unknown. Enter a price for it \
         through the API (POST /api/usage/prices) or with “scalix prices import”."
    );
    assert_eq!(told(&app, &developer).await, (vec![], 0));
    let page = ada.get(&app, "/notifications").await.text();
    assert!(page.contains(">today</time>"), "{page}");
    let overview = ada.get(&app, "/").await.text();
    assert!(overview.contains("What to do"), "{overview}");
    // With a price the reason is gone at once, although what was counted stays without a cost.
    let price = json!({ "provider": "acme", "model": "our own & only", "price": { "input": "1", "output": "2" } });
    ada.post(&app, "/api/usage/prices", &price).await.data(201);
    assert_eq!(told(&app, &ada).await, (vec![], 0));
    let overview = ada.get(&app, "/").await.text();
    assert!(
        overview.contains("1 of 2 requests of the last 30 days has no price"),
        "{overview}"
    );
    assert!(!overview.contains("What to do"), "{overview}");
    app.wait(DAY);
    used(&app, &key, "3", "our own & only").await;
    assert_eq!(told(&app, &ada).await, (vec![], 0));
}

#[tokio::test]
async fn mail_that_was_given_up_is_told_to_operators() {
    let (app, acme, ada) = TestApp::start().await;
    let owner = app.member(&acme, "Owner", Role::Owner).await;
    let now = app.now();
    app.db
        .write(move |tx| {
            tx.execute(
                "INSERT INTO outbox (public_id, kind, recipient, language, timezone, payload,
                    created_at, state, next_attempt_at, give_up_at, finished_at)
                VALUES ('mail_00000000000000000000', 'confirm-email', 'x@example.org', 'en-US',
                    'UTC', '{}', ?1, 'failed', ?1, ?1, ?1)",
                [now],
            )?;
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(told(&app, &ada).await, (vec!["mail_failed".to_owned()], 1));
    assert_eq!(told(&app, &owner).await, (vec![], 0));
    let page = ada.form(&app, "/notifications/read", &[]).await;
    assert_eq!(
        (page.status, page.header("location")),
        (303, Some("/notifications"))
    );
    assert_eq!(told(&app, &ada).await.1, 0);
    // What still has its reason after three months is told anew.
    let late = app.now().plus(DAY * 90);
    let gone = app
        .db
        .write(move |tx| scalix::notifications::purge_due(tx, late))
        .await;
    assert_eq!(gone.unwrap(), 1);
    assert_eq!(told(&app, &ada).await.1, 1);
}

#[tokio::test]
async fn bad_questions_are_refused() {
    let (app, _, ada) = TestApp::start().await;
    Actor::anonymous()
        .get(&app, PATH)
        .await
        .problem(401, "unauthenticated");
    for query in ["?unread=yes", "?limit=0", "?limit=x", "?cursor=nonsense"] {
        ada.get(&app, &format!("{PATH}{query}"))
            .await
            .problem(422, "invalid");
    }
}
