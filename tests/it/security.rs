//! Passwords, sessions and step-up: what a person does for the security of their account.

use std::time::Duration;

use rocket::http::{Header, Method};
use scalix::mail::Letter;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, PASSWORD, TestApp, read};

const NEW: &str = "a quite different phrase";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

/// Signs in with the password from an address and a browser.
async fn sign_in_from(app: &TestApp, password: &str, address: &str, agent: &str) -> Answer {
    let body = json!({ "email": "ada@example.org", "password": password });
    let mut request = Actor::anonymous().request(&app.client, Method::Post, "/api/auth/signin");
    request.set_remote((address.parse::<std::net::IpAddr>().unwrap(), 40_000).into());
    request.add_header(Header::new("User-Agent", agent.to_owned()));
    request.add_header(Header::new("Content-Type", "application/json"));
    request.set_body(body.to_string());
    read(request).await
}

async fn signed_in(app: &TestApp, actor: &Actor) -> bool {
    actor.get(app, "/api/auth/me").await.status == 200
}

fn kinds(app: &TestApp) -> Vec<&'static str> {
    app.letters()
        .iter()
        .map(|(_, letter)| letter.kind())
        .collect()
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_is_told() {
    let (app, acme, ada) = TestApp::start().await;
    let elsewhere = app.sign_in(&app.find_user("ada@example.org"), &acme).await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    let answer = ada.put(&app, "/api/user/password", &body).await;
    answer.data(200);
    assert!(!signed_in(&app, &elsewhere).await);
    assert!(
        !signed_in(&app, &ada).await,
        "the token before is worth nothing"
    );
    assert!(signed_in(&app, &Actor::after(&answer)).await);
    assert_eq!(kinds(&app), ["password-changed"]);
    let agent = "curl/8";
    sign_in_from(&app, PASSWORD, "127.0.0.1", agent)
        .await
        .problem(401, "unauthenticated");
    sign_in_from(&app, NEW, "127.0.0.1", agent).await.data(200);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_to_a_good_one_only() {
    let (app, _, ada) = TestApp::start().await;
    for (current, new, field, part) in [
        (
            "not my password",
            NEW,
            "currentPassword",
            "not your password",
        ),
        (PASSWORD, "short", "newPassword", "12 characters"),
        (PASSWORD, "ada@example.org", "newPassword", "your name"),
        (PASSWORD, "abcabcabcabcabc", "newPassword", "repeats itself"),
        (PASSWORD, "password123456", "newPassword", "tried first"),
        (PASSWORD, PASSWORD, "newPassword", "Choose another"),
    ] {
        let body = json!({ "currentPassword": current, "newPassword": new });
        let problem = ada
            .put(&app, "/api/user/password", &body)
            .await
            .problem(422, "invalid");
        let told = problem["fields"][field].as_str().unwrap_or_default();
        assert!(told.contains(part), "{new}: {problem}");
    }
    assert!(signed_in(&app, &ada).await);
    assert!(kinds(&app).is_empty(), "nothing was changed");
    // Guessing it is slowed down like at the sign-in, which it counts with.
    let wrong = json!({ "currentPassword": "not my password", "newPassword": NEW });
    for _ in 0..5 {
        ada.put(&app, "/api/user/password", &wrong)
            .await
            .problem(422, "invalid");
    }
    let told = ada.put(&app, "/api/user/password", &wrong).await;
    told.problem(429, "rate_limited");
    assert!(told.header("retry-after").is_some());
}

#[tokio::test]
async fn the_page_changes_a_password_without_scripts() {
    let (app, _, ada) = TestApp::start().await;
    let form = [
        ("currentPassword", PASSWORD),
        ("newPassword", "123456789012"),
    ];
    let page = ada.form(&app, "/settings/security/password", &form).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("id=\"newPassword-error\""));
    assert!(
        !page.text().contains("123456789012"),
        "a password is never sent back"
    );
    let form = [("currentPassword", PASSWORD), ("newPassword", NEW)];
    let done = ada.form(&app, "/settings/security/password", &form).await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/settings/security"))
    );
    assert!(!signed_in(&app, &ada).await);
    assert!(signed_in(&app, &Actor::after(&done)).await);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_at_once() {
    let (app, _, ada) = TestApp::start().await;
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/26.0 Safari/604.1";
    let answer = sign_in_from(&app, PASSWORD, "203.0.113.48", FIREFOX).await;
    let desk = Actor::after(&answer);
    let walk = Actor::after(&sign_in_from(&app, PASSWORD, "2001:db8::7", phone).await);
    let listed = desk.get(&app, "/api/user/sessions").await.data(200);
    assert_eq!(listed.as_array().unwrap().len(), 3);
    let named = |name: &str| -> Value {
        let rows = listed.as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap().clone()
    };
    let here = named("Firefox 144 on Linux");
    assert_eq!(
        (
            &here["ip"],
            &here["isCurrent"],
            &here["browser"],
            &here["os"],
            &here["device"]
        ),
        (
            &json!("203.0.113.48"),
            &json!(true),
            &json!("Firefox 144"),
            &json!("Linux"),
            &json!("Computer")
        ),
    );
    let there = named("Safari 26 on iOS");
    assert_eq!(
        (&there["device"], &there["isCurrent"]),
        (&json!("Phone"), &json!(false))
    );

    let path = format!("/api/user/sessions/{}", there["id"].as_str().unwrap());
    desk.delete(&app, &format!("{path}?dryRun=true"))
        .await
        .data(200);
    assert!(signed_in(&app, &walk).await);
    desk.delete(&app, &format!("{path}?dryrun=true"))
        .await
        .problem(422, "invalid");
    desk.delete(&app, &path).await.data(200);
    walk.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    assert_eq!(walk.get(&app, "/settings/security").await.status, 303);
    desk.delete(&app, &path).await.problem(404, "not_found");

    let would = desk.delete(&app, "/api/user/sessions?dryRun=true").await;
    assert_eq!(would.data(200)["ended"], 1);
    let ended = desk.delete(&app, "/api/user/sessions").await;
    assert_eq!(ended.data(200)["ended"], 1);
    assert!(!signed_in(&app, &ada).await);
    assert!(signed_in(&app, &desk).await);
}

#[tokio::test]
async fn a_session_of_somebody_else_is_not_there() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Grace", Role::Owner).await;
    let listed = ada.get(&app, "/api/user/sessions").await.data(200);
    let path = format!("/api/user/sessions/{}", listed[0]["id"].as_str().unwrap());
    grace.delete(&app, &path).await.problem(404, "not_found");
    let page = path.replace("/api/user", "/settings/security");
    assert_eq!(
        grace
            .form(&app, &format!("{page}/revoke"), &[])
            .await
            .status,
        404
    );
    assert!(signed_in(&app, &ada).await);
}

#[tokio::test]
async fn sessions_are_ended_in_the_page() {
    let (app, acme, ada) = TestApp::start().await;
    let user = app.find_user("ada@example.org");
    let (one, two) = (
        app.sign_in(&user, &acme).await,
        app.sign_in(&user, &acme).await,
    );
    let page = ada.get(&app, "/settings/security").await.text();
    let (_, rest) = page.split_once("/settings/security/sessions/ses_").unwrap();
    let id = rest.split('/').next().unwrap();
    let path = format!("/settings/security/sessions/ses_{id}/revoke");
    assert_eq!(ada.form(&app, &path, &[]).await.status, 303);
    let left = [signed_in(&app, &one).await, signed_in(&app, &two).await];
    assert_eq!(left.iter().filter(|it| **it).count(), 1);
    let done = ada
        .form(&app, "/settings/security/sessions/revoke", &[])
        .await;
    assert_eq!(done.status, 303);
    assert!(!signed_in(&app, &one).await && !signed_in(&app, &two).await);
    assert!(signed_in(&app, &ada).await);
}

#[tokio::test]
async fn a_sign_in_from_a_device_that_was_not_seen_is_told() {
    let (app, _, _) = TestApp::start().await;
    sign_in_from(&app, PASSWORD, "203.0.113.48", FIREFOX)
        .await
        .data(200);
    let letters = app.letters();
    let Some((to, Letter::NewSignIn { place })) = letters.first() else {
        panic!("{letters:?}")
    };
    assert_eq!(to, "ada@example.org");
    assert_eq!(
        (place.browser.as_str(), place.os.as_str()),
        ("Firefox 144", "Linux")
    );
    assert_eq!(place.address, Some("203.0.113.48".parse().unwrap()));
    // Its neighbourhood and its next version are no news, another network is.
    let updated = FIREFOX.replace("144", "145");
    sign_in_from(&app, PASSWORD, "203.0.113.9", &updated)
        .await
        .data(200);
    assert_eq!(app.letters().len(), 1);
    sign_in_from(&app, PASSWORD, "198.51.100.7", FIREFOX)
        .await
        .data(200);
    assert_eq!(app.letters().len(), 2);
}

#[tokio::test]
async fn the_first_sign_in_of_an_account_is_no_news() {
    let app = TestApp::empty().await;
    app.user("Ada").await;
    sign_in_from(&app, PASSWORD, "203.0.113.48", FIREFOX)
        .await
        .data(200);
    assert!(app.letters().is_empty());
}

#[tokio::test]
async fn sensitive_acts_ask_for_the_password_again_after_ten_minutes() {
    let (app, _, ada) = TestApp::start().await;
    let draft = json!({ "name": "report", "scopes": ["usage:read"] });
    ada.post(&app, "/api/user/tokens", &draft).await.data(201);
    let key = ada
        .post(&app, "/api/api-keys", &json!({ "name": "k" }))
        .await
        .data(201);
    let rotate = format!("/api/api-keys/{}/rotate", key["id"].as_str().unwrap());
    let rotate_page = rotate.replace("/api/api-keys", "/keys");
    app.wait(Duration::from_mins(10));
    ada.act(&app, &rotate).await.data(200);
    app.wait(Duration::from_secs(1));
    let refused = ada.post(&app, "/api/user/tokens", &draft).await;
    refused.problem(403, "reauthenticate");
    ada.act(&app, &rotate).await.problem(403, "reauthenticate");
    for (method, path) in [
        (Method::Get, "/settings/tokens/new"),
        (Method::Post, "/settings/tokens/new"),
        (Method::Get, "/settings/security/2fa"),
        (Method::Post, "/settings/security/2fa"),
        (Method::Get, rotate_page.as_str()),
    ] {
        let page = ada
            .raw(&app, method, path, "application/x-www-form-urlencoded", "")
            .await;
        let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let asked = format!("/reauthenticate?next={next}");
        assert_eq!(
            (page.status, page.header("location")),
            (303, Some(asked.as_str()))
        );
    }
    // What is not sensitive goes on.
    ada.get(&app, "/api/user/tokens").await.data(200);
    ada.post(&app, "/api/api-keys", &json!({ "name": "k2" }))
        .await
        .data(201);

    let again = |password: &str| json!({ "password": password });
    let wrong = ada
        .post(&app, "/api/auth/reauthenticate", &again("no"))
        .await;
    assert!(wrong.problem(422, "invalid")["fields"]["password"].is_string());
    let fresh = ada
        .post(&app, "/api/auth/reauthenticate", &again(PASSWORD))
        .await;
    assert_eq!(fresh.data(200)["freshUntil"], "2026-03-10T12:20:01Z");
    ada.post(&app, "/api/user/tokens", &draft).await.data(201);
    ada.act(&app, &rotate).await.data(200);
}

#[tokio::test]
async fn a_program_with_a_token_rotates_keys_without_a_password() {
    let (app, _, ada) = TestApp::start().await;
    let key = ada
        .post(&app, "/api/api-keys", &json!({ "name": "k" }))
        .await
        .data(201);
    let draft = json!({ "name": "ops", "scopes": ["keys:write"] });
    let token = ada.post(&app, "/api/user/tokens", &draft).await.data(201);
    let program = Actor::with_bearer(token["secret"].as_str().unwrap());
    app.wait(Duration::from_hours(1));
    let rotate = format!("/api/api-keys/{}/rotate", key["id"].as_str().unwrap());
    program.act(&app, &rotate).await.data(200);
}

#[tokio::test]
async fn after_the_password_one_is_back_where_one_was_and_never_elsewhere() {
    let (app, _, ada) = TestApp::start().await;
    app.wait(Duration::from_mins(11));
    let page = ada
        .get(&app, "/reauthenticate?next=%2Fsettings%2Ftokens%2Fnew")
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("value=\"/settings/tokens/new\""));
    let form =
        |password: &'static str, next: &'static str| [("password", password), ("next", next)];
    let wrong = ada
        .form(&app, "/reauthenticate", &form("no", "/keys"))
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("value=\"/keys\"") && wrong.text().contains("not your password"));
    for (next, to) in [
        ("/settings/tokens/new", "/settings/tokens/new"),
        ("//evil.example", "/settings/security"),
        ("/\\evil.example", "/settings/security"),
        ("https://evil.example/", "/settings/security"),
    ] {
        let done = ada
            .form(&app, "/reauthenticate", &form(PASSWORD, next))
            .await;
        assert_eq!(
            (done.status, done.header("location")),
            (303, Some(to)),
            "{next}"
        );
    }
    // Somebody whose password is fresh is not asked.
    let evil = ada
        .get(&app, "/reauthenticate?next=%2F%2Fevil.example")
        .await;
    assert_eq!(
        (evil.status, evil.header("location")),
        (303, Some("/settings/security"))
    );
    let visitor = Actor::anonymous().get(&app, "/reauthenticate").await;
    assert_eq!(visitor.status, 303);
    let sign_in = Actor::anonymous();
    let form = [
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("next", "//evil.example"),
    ];
    let done = sign_in.form(&app, "/login", &form).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
}

#[tokio::test]
async fn what_is_done_is_in_the_audit_log_without_a_password() {
    let (app, _, ada) = TestApp::start().await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    ada.put(&app, "/api/user/password", &body).await.data(200);
    let everything = app.everything();
    assert!(everything.contains("password.changed"));
    assert!(!everything.contains(NEW) && !everything.contains(PASSWORD));
}
