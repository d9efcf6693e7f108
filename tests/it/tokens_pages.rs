//! The pages of personal tokens, and the mail before one ends.

use std::time::Duration;

use scalix::jobs::Jobs;
use scalix::keys::KeyRing;
use scalix::mail::Letter;
use scalix::teams::access::Role;
use serde_json::json;

use crate::support::{Actor, TestApp};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_token_is_made_shown_once_and_revoked_without_scripts() {
    let (app, acme, ada) = TestApp::start().await;
    let (other, _) = app.team("Elsewhere", "Grace").await;
    let empty = ada.get(&app, "/settings/tokens").await.text();
    assert!(empty.contains("No personal tokens yet"));
    let form = ada.get(&app, "/settings/tokens/new").await;
    assert_eq!(form.status, 200);
    assert!(form.text().contains("value=\"projects:write\""));

    let wrong = [
        ("name", "report <b>"),
        ("expires", "date"),
        ("date", "2020-01-01"),
    ];
    let page = ada.form(&app, "/settings/tokens/new", &wrong).await;
    assert_eq!(page.status, 422);
    for part in [
        "id=\"date-error\"",
        "Choose at least one",
        "report &#60;b&#62;",
    ] {
        assert!(page.text().contains(part), "{part}: {}", page.text());
    }
    let foreign = [
        ("name", "report"),
        ("teamId", other.public_id.as_str()),
        ("scopes", "usage:read"),
        ("expires", "30"),
    ];
    let page = ada.form(&app, "/settings/tokens/new", &foreign).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("id=\"teamId-error\""));

    let right = [
        ("name", "report"),
        ("teamId", acme.public_id.as_str()),
        ("scopes", "usage:read"),
        ("scopes", "team:read"),
        ("expires", "30"),
    ];
    let made = ada.form(&app, "/settings/tokens/new", &right).await;
    assert_eq!(
        (made.status, made.header("cache-control")),
        (200, Some("no-store"))
    );
    let text = made.text();
    let at = text.find("pat_scalix_").unwrap();
    let (_, rest) = text.split_at(
        text[at..]
            .find("value=\"pat_scalix_")
            .map_or(at, |it| at + it),
    );
    let secret: String = rest
        .trim_start_matches("value=\"")
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || *char == '_')
        .collect();
    let program = Actor::with_bearer(&secret);
    let me = program.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["team"]["name"], "Acme");
    let list = ada.get(&app, "/settings/tokens").await.text();
    assert!(list.contains("report") && !list.contains(&secret));
    assert!(list.contains("usage:read, team:read"));

    let (_, rest) = list.split_once("/settings/tokens/pat_").unwrap();
    let path = format!(
        "/settings/tokens/pat_{}/revoke",
        rest.split('/').next().unwrap()
    );
    assert_eq!(ada.get(&app, &path).await.status, 200);
    let grace = app.member(&acme, "Hedy", Role::Owner).await;
    assert_eq!(grace.form(&app, &path, &[]).await.status, 404);
    let done = ada.form(&app, &path, &[]).await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/settings/tokens"))
    );
    program
        .get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_token_is_for_the_team_that_was_chosen() {
    let (app, acme, ada) = TestApp::start().await;
    let made = ada
        .post(&app, "/api/teams", &json!({ "name": "Second" }))
        .await
        .data(201);
    let draft = json!({ "name": "t", "scopes": ["usage:read"], "teamId": made["id"] });
    let token = ada.post(&app, "/api/user/tokens", &draft).await.data(201);
    assert_eq!(token["team"], "Second");
    let draft = json!({ "name": "t", "scopes": ["usage:read"], "teamId": acme.public_id });
    let token = ada.post(&app, "/api/user/tokens", &draft).await.data(201);
    assert_eq!(token["team"], "Acme");
    for wrong in ["team_00000000000000000000", "Acme", ""] {
        let draft = json!({ "name": "t", "scopes": ["usage:read"], "teamId": wrong });
        let problem = ada
            .post(&app, "/api/user/tokens", &draft)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"]["teamId"].is_string());
    }
}

#[tokio::test]
async fn the_owner_is_told_a_week_and_a_day_before_the_end() {
    let (app, _, ada) = TestApp::start().await;
    let ring = app.client.rocket().state::<KeyRing>().unwrap().clone();
    let jobs = Jobs::new(app.db.clone(), app.clock.clone(), ring);
    let told = async || {
        jobs.round().await.unwrap();
        jobs.round().await.unwrap();
        let mut told = Vec::new();
        for (_, letter) in app.letters() {
            if let Letter::TokenExpiring { name, days } = letter {
                told.push((name, days));
            }
        }
        told
    };
    for (name, days) in [("month", 30), ("short", 3), ("revoked", 30)] {
        let ends = app.now().plus(DAY * days);
        let draft = json!({ "name": name, "scopes": ["usage:read"], "expiresAt": ends });
        let token = ada.post(&app, "/api/user/tokens", &draft).await.data(201);
        if name == "revoked" {
            let path = format!("/api/user/tokens/{}", token["id"].as_str().unwrap());
            ada.delete(&app, &path).await.data(200);
        }
    }
    assert!(
        told().await.is_empty(),
        "a token of three days is not told about at once"
    );
    app.wait(DAY * 2);
    let mut expected = vec![("short".to_owned(), 1)];
    assert_eq!(told().await, expected);
    app.wait(DAY * 21);
    expected.push(("month".to_owned(), 7));
    assert_eq!(told().await, expected);
    app.wait(DAY * 6);
    expected.push(("month".to_owned(), 1));
    assert_eq!(told().await, expected);
    app.wait(DAY * 2);
    assert_eq!(told().await, expected);
}
