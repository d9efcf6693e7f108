//! A forgotten password.

use std::time::Duration;

use rocket::http::Method;
use scalix::links::Ticket;
use scalix::mail::Letter;
use serde_json::json;

use crate::support::{Actor, PASSWORD, TestApp, read};

const NEW: &str = "a quite different phrase";

/// Asks for a link from an address of the network.
async fn ask_from(app: &TestApp, email: &str, address: &str) -> crate::support::Answer {
    let mut request = Actor::anonymous().request(&app.client, Method::Post, "/api/auth/forgot");
    request.set_remote((address.parse::<std::net::IpAddr>().unwrap(), 40_000).into());
    request.add_header(rocket::http::Header::new(
        "Content-Type",
        "application/json",
    ));
    request.set_body(json!({ "email": email }).to_string());
    read(request).await
}

/// The tickets that were mailed.
fn tickets(app: &TestApp) -> Vec<Ticket> {
    let letters = app.letters().into_iter();
    let link = letters.filter_map(|(_, letter)| match letter {
        Letter::ResetPassword { link, .. } => Some(link),
        _ => None,
    });
    link.collect()
}

/// A link for Ada, as her mail has it.
async fn link(app: &TestApp) -> String {
    ask_from(app, "ada@example.org", "127.0.0.1")
        .await
        .data(202);
    app.token(tickets(app).last().expect("a mail"))
}

async fn set(app: &TestApp, token: &str, password: &str) -> crate::support::Answer {
    let body = json!({ "token": token, "password": password });
    Actor::anonymous().post(app, "/api/auth/reset", &body).await
}

async fn sign_in(app: &TestApp, password: &str) -> u16 {
    let body = json!({ "email": "ada@example.org", "password": password });
    Actor::anonymous()
        .post(app, "/api/auth/signin", &body)
        .await
        .status
}

#[tokio::test]
async fn a_link_sets_a_new_password_once() {
    let (app, _, ada) = TestApp::start().await;
    let token = link(&app).await;
    // A scanner of mails looks at the link, more than once: that changes nothing.
    let visitor = Actor::anonymous();
    for _ in 0..3 {
        let page = visitor.get(&app, &format!("/reset?token={token}")).await;
        assert_eq!(
            (page.status, page.header("cache-control")),
            (200, Some("no-store"))
        );
        assert!(page.text().contains("ada@example.org"));
    }
    // A weak password is refused and leaves the link as it is.
    let weak = set(&app, &token, "ada@example.org").await;
    assert!(weak.problem(422, "invalid")["fields"]["password"].is_string());
    set(&app, &token, NEW).await.data(200);
    assert_eq!(
        (sign_in(&app, PASSWORD).await, sign_in(&app, NEW).await),
        (401, 200)
    );
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    set(&app, &token, "yet another long phrase")
        .await
        .problem(410, "expired");
    assert_eq!(
        visitor
            .get(&app, &format!("/reset?token={token}"))
            .await
            .status,
        410
    );
    let kinds: Vec<_> = app
        .letters()
        .iter()
        .map(|(_, letter)| letter.kind())
        .collect();
    assert_eq!(kinds[..2], ["reset-password", "password-changed"]);
    assert!(!app.everything().contains(token.rsplit('.').next().unwrap()));
}

#[tokio::test]
async fn two_requests_at_once_use_a_link_once() {
    let (app, _, _) = TestApp::start().await;
    let token = link(&app).await;
    let (one, two) = tokio::join!(
        set(&app, &token, NEW),
        set(&app, &token, "yet another long phrase")
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410]);
}

#[tokio::test]
async fn a_link_lives_one_hour_and_no_longer_than_the_password() {
    let (app, _, ada) = TestApp::start().await;
    let token = link(&app).await;
    app.wait(Duration::from_secs(3_599));
    assert_eq!(
        Actor::anonymous()
            .get(&app, &format!("/reset?token={token}"))
            .await
            .status,
        200
    );
    app.wait(Duration::from_secs(1));
    set(&app, &token, NEW).await.problem(410, "expired");
    // A changed password ends the links that were asked for before.
    let token = link(&app).await;
    let body = json!({ "currentPassword": PASSWORD, "newPassword": NEW });
    ada.put(&app, "/api/user/password", &body).await.data(200);
    set(&app, &token, "yet another long phrase")
        .await
        .problem(410, "expired");
    for wrong in ["", "x", "reset-password.usr_x.0.0.0", "setup_scalix_x"] {
        set(&app, wrong, NEW).await.problem(410, "expired");
        let page = Actor::anonymous()
            .get(&app, &format!("/reset?token={wrong}"))
            .await;
        assert_eq!(page.status, 410, "{wrong}");
    }
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let (app, _, _) = TestApp::start().await;
    let mut told = Vec::new();
    for email in ["ada@example.org", "nobody@example.org"] {
        let mut value = ask_from(&app, email, "127.0.0.1").await.value();
        value["requestId"] = json!("-");
        let page = Actor::anonymous()
            .form(&app, "/forgot", &[("email", email)])
            .await;
        assert_eq!(page.status, 200);
        let text = page.text().replace(email, "-");
        told.push((value, text.split("id=\"main\"").nth(1).unwrap().to_owned()));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(tickets(&app).len(), 2, "both for Ada");
    let wrong = ask_from(&app, "no address", "127.0.0.1").await;
    assert!(wrong.problem(422, "invalid")["fields"]["email"].is_string());
    let page = Actor::anonymous()
        .form(&app, "/forgot", &[("email", "no address")])
        .await;
    assert!(page.status == 422 && page.text().contains("value=\"no address\""));
}

#[tokio::test]
async fn an_inbox_is_not_flooded_and_a_network_is_slowed_down() {
    let (app, _, _) = TestApp::start().await;
    for number in 0..8 {
        let from = format!("10.0.{number}.1");
        ask_from(&app, "ada@example.org", &from).await.data(202);
    }
    assert_eq!(tickets(&app).len(), 5);
    app.wait(Duration::from_hours(1));
    ask_from(&app, "ada@example.org", "10.0.9.1")
        .await
        .data(202);
    assert_eq!(tickets(&app).len(), 6);
    for _ in 0..20 {
        ask_from(&app, "nobody@example.org", "192.0.2.1")
            .await
            .data(202);
    }
    let told = ask_from(&app, "nobody@example.org", "192.0.2.1").await;
    told.problem(429, "rate_limited");
    assert!(told.header("retry-after").is_some());
    // From elsewhere the way stays open.
    ask_from(&app, "nobody@example.org", "198.51.100.1")
        .await
        .data(202);
}

#[tokio::test]
async fn the_pages_work_without_scripts() {
    let (app, _, _) = TestApp::start().await;
    let visitor = Actor::anonymous();
    assert!(
        visitor
            .get(&app, "/login")
            .await
            .text()
            .contains("href=\"/forgot\"")
    );
    assert_eq!(visitor.get(&app, "/forgot").await.status, 200);
    let token = link(&app).await;
    let form = [("token", token.as_str()), ("password", "short")];
    let page = visitor.form(&app, "/reset", &form).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("id=\"password-error\"") && page.text().contains(&token));
    let form = [("token", token.as_str()), ("password", NEW)];
    let done = visitor.form(&app, "/reset", &form).await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/login"))
    );
    assert_eq!(visitor.form(&app, "/reset", &form).await.status, 410);
    assert_eq!(sign_in(&app, NEW).await, 200);
}

#[tokio::test]
async fn a_link_dies_with_the_address_it_was_sent_to() {
    let (app, _, ada) = TestApp::start().await;
    let token = link(&app).await;
    let page = async || {
        let path = format!("/reset?token={token}");
        Actor::anonymous().get(&app, &path).await.status
    };
    let body = json!({ "email": "countess@example.org" });
    ada.put(&app, "/api/user/profile", &body).await.data(200);
    // The other address only waits.
    assert_eq!(page().await, 200);
    let asked = app
        .letters()
        .into_iter()
        .find_map(|(_, letter)| match letter {
            Letter::ConfirmNewEmail { link } => Some(link),
            _ => None,
        });
    let body = json!({ "token": app.token(&asked.expect("a mail")) });
    Actor::anonymous()
        .post(&app, "/api/auth/verify-email", &body)
        .await
        .data(200);
    assert_eq!(page().await, 410);
    set(&app, &token, NEW).await.problem(410, "expired");
    let body = json!({ "email": "countess@example.org", "password": PASSWORD });
    Actor::anonymous()
        .post(&app, "/api/auth/signin", &body)
        .await
        .data(200);
}
