//! Accounts that people make for themselves, and addresses that are confirmed.

use std::time::Duration;

use scalix::accounts::addresses;
use scalix::audit::Actor as Who;
use scalix::mail::Place;
use scalix::settings::{Settings, SignUp};
use serde_json::{Value, json};

use crate::support::{Actor, Answer, PASSWORD, TestApp};

const SIGN_UP: &str = "/api/auth/signup";
const VERIFY: &str = "/api/auth/verify-email";

fn open(settings: &mut Settings) {
    settings.signup = SignUp::Open;
}

/// Open, with a mail server.
fn by_mail(settings: &mut Settings) {
    open(settings);
    settings.mail.host = Some("mail.example.org".to_owned());
    settings.mail.from = Some("scalix@example.org".to_owned());
}

/// A server with a team in it.
async fn world(change: fn(&mut Settings)) -> TestApp {
    let app = TestApp::with_settings(change).await;
    app.team("Acme", "Ada").await;
    app
}

fn draft(email: &str) -> Value {
    json!({"name": "Grace Hopper", "email": email, "password": PASSWORD})
}

async fn ask(app: &TestApp, email: &str) -> Answer {
    Actor::anonymous().post(app, SIGN_UP, &draft(email)).await
}

async fn verify(app: &TestApp, token: &str) -> Answer {
    Actor::anonymous()
        .post(app, VERIFY, &json!({ "token": token }))
        .await
}

#[tokio::test]
async fn nobody_makes_an_account_where_that_is_not_wanted() {
    for who in [SignUp::Off, SignUp::Invite] {
        let app = TestApp::with_settings(|settings| settings.signup = who).await;
        app.team("Acme", "Ada").await;
        ask(&app, "grace@example.org")
            .await
            .problem(403, "forbidden");
        let page = Actor::anonymous().get(&app, "/signup").await;
        assert_eq!(page.status, 403);
        let login = Actor::anonymous().get(&app, "/login").await.text();
        assert!(!login.contains("/signup"));
    }
    // By invitation is what holds without a word about it.
    let app = world(|_| {}).await;
    ask(&app, "grace@example.org")
        .await
        .problem(403, "forbidden");
    // The first account is made by the set-up link.
    let app = TestApp::with_settings(open).await;
    ask(&app, "grace@example.org").await.problem(410, "expired");
}

#[tokio::test]
async fn with_a_mail_server_the_link_makes_the_account_and_signs_in() {
    let app = world(by_mail).await;
    let asked = ask(&app, "grace@example.org").await;
    assert_eq!(asked.data(202), json!({}));
    assert_eq!(asked.all("set-cookie").len(), 0);
    // Until the link is used there is no account.
    let credentials = json!({"email": "grace@example.org", "password": PASSWORD});
    let early = Actor::anonymous()
        .post(&app, "/api/auth/signin", &credentials)
        .await;
    early.problem(401, "unauthenticated");

    let mails = app.deliver().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].header("to"), Some("grace@example.org"));
    let (link, token) = (
        mails[0].link("/verify-email"),
        mails[0].token("/verify-email"),
    );
    // A scanner opens it, twice.
    for _ in 0..2 {
        let page = Actor::anonymous().get(&app, &link).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("grace@example.org"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
    let done = verify(&app, &token).await;
    assert_eq!(done.data(200)["user"]["name"], "Grace Hopper");
    let grace = Actor::after(&done);
    let me = grace.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"]["email"], "grace@example.org");
    assert_eq!(me["team"]["name"], "Grace Hopper’s team");
    assert_eq!(me["team"]["role"], "Owner");
    let user = app.find_user("grace@example.org");
    let known = app
        .db
        .read_now(|conn| addresses::find(conn, user.id))
        .unwrap();
    assert_eq!(known.verified_at, Some(app.now()));
    // Used up.
    verify(&app, &token).await.problem(410, "expired");
    assert_eq!(Actor::anonymous().get(&app, &link).await.status, 410);
    Actor::anonymous()
        .post(&app, "/api/auth/signin", &credentials)
        .await
        .data(200);
}

#[tokio::test]
async fn the_answer_does_not_tell_who_has_an_account() {
    let app = world(by_mail).await;
    let new = ask(&app, "grace@example.org").await;
    let known = ask(&app, "ADA@example.org").await;
    assert_eq!((new.status, known.status), (202, 202));
    assert_eq!(new.text(), known.text());
    let mails = app.deliver().await;
    let told = |to: &str| {
        let mail = mails.iter().find(|mail| mail.header("to") == Some(to));
        mail.unwrap().header("subject").unwrap().to_owned()
    };
    assert_eq!(told("grace@example.org"), "Finish signing up to Scalix");
    assert_eq!(told("ada@example.org"), "You have a Scalix account");
}

#[tokio::test]
async fn of_two_requests_for_an_address_the_link_that_is_used_counts() {
    let app = world(by_mail).await;
    ask(&app, "grace@example.org").await.data(202);
    let mut other = draft("Grace@example.org");
    other["name"] = json!("Mallory");
    Actor::anonymous()
        .post(&app, SIGN_UP, &other)
        .await
        .data(202);
    let mails = app.deliver().await;
    let done = verify(&app, &mails[0].token("/verify-email")).await;
    assert_eq!(done.data(200)["user"]["name"], "Grace Hopper");
    let late = verify(&app, &mails[1].token("/verify-email")).await;
    late.problem(410, "expired");

    // A link is good for a day, and a request that was never used goes.
    ask(&app, "edsger@example.org").await.data(202);
    let token = app.deliver().await[2].token("/verify-email");
    app.wait(Duration::from_hours(24));
    verify(&app, &token).await.problem(410, "expired");
    app.wait(Duration::from_hours(24));
    let now = app.now();
    let purged = app
        .db
        .write(move |tx| scalix::teams::signup::purge_due(tx, now))
        .await;
    assert_eq!(purged.unwrap(), 1);
}

#[tokio::test]
async fn without_a_mail_server_the_account_is_there_at_once() {
    let app = world(open).await;
    let done = ask(&app, "grace@example.org").await;
    assert_eq!(done.data(201)["user"]["email"], "grace@example.org");
    let grace = Actor::after(&done);
    grace.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(grace.get(&app, "/").await.status, 200);
    // Documented: here it tells who has an account.
    let again = ask(&app, "grace@example.org").await.problem(422, "invalid");
    assert!(again["fields"]["email"].is_string());

    // The address is confirmed all the same.
    let mails = app.deliver().await;
    let token = mails[0].token("/verify-email");
    let done = verify(&app, &token).await;
    assert_eq!(done.data(200), json!({}));
    assert_eq!(
        done.all("set-cookie").len(),
        0,
        "it shows an address, no more"
    );
    verify(&app, &token).await.problem(410, "expired");
}

#[tokio::test]
async fn what_is_typed_is_checked() {
    let app = world(by_mail).await;
    let long = "x".repeat(10_000);
    for (field, value) in [
        ("email", json!("grace")),
        ("email", json!("grace@example.org\r\nBcc: all@example.org")),
        ("password", json!("short")),
        ("password", json!("password1234")),
        ("name", json!(long)),
        ("name", json!("Grace\u{0007}")),
        ("name", json!("\u{202e}ecarG")),
    ] {
        let mut wrong = draft("grace@example.org");
        wrong[field] = value.clone();
        let refused = Actor::anonymous().post(&app, SIGN_UP, &wrong).await;
        let body = refused.problem(422, "invalid");
        assert!(body["fields"][field].is_string(), "{field} {value}: {body}");
    }
    assert_eq!(app.letters(), []);
    let mut nameless = draft("grace@example.org");
    nameless.as_object_mut().unwrap().remove("name");
    Actor::anonymous()
        .post(&app, SIGN_UP, &nameless)
        .await
        .data(202);
    let token = app.deliver().await[0].token("/verify-email");
    let done = verify(&app, &token).await.data(200);
    assert_eq!(done["user"]["name"], "grace");

    for wrong in ["", "sign-up.x.0.0.0", "reset-password.usr_x.0.0.0", &long] {
        verify(&app, wrong).await.problem(410, "expired");
    }
}

#[tokio::test]
async fn a_network_makes_so_many_accounts_an_hour() {
    let app = world(by_mail).await;
    for number in 0..20 {
        ask(&app, &format!("grace{number}@example.org"))
            .await
            .data(202);
    }
    let over = ask(&app, "edsger@example.org").await;
    assert!(over.header("retry-after").is_some());
    over.problem(429, "rate_limited");
    app.wait(Duration::from_hours(1));
    ask(&app, "edsger@example.org").await.data(202);
}

#[tokio::test]
async fn the_pages_do_the_same_without_scripts() {
    let app = world(by_mail).await;
    let nobody = Actor::anonymous();
    assert!(
        nobody
            .get(&app, "/login")
            .await
            .text()
            .contains("href=\"/signup\"")
    );
    assert_eq!(nobody.get(&app, "/signup").await.status, 200);
    let fields = |password| {
        [
            ("name", "Grace Hopper"),
            ("email", "grace@example.org"),
            ("password", password),
        ]
    };
    let weak = nobody.form(&app, "/signup", &fields("password1234")).await;
    assert_eq!(weak.status, 422);
    assert!(weak.text().contains("value=\"Grace Hopper\""));
    assert!(!weak.text().contains("password1234"));
    let asked = nobody.form(&app, "/signup", &fields(PASSWORD)).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("Look into your mail"));
    let token = app.deliver().await[0].token("/verify-email");
    let done = nobody
        .form(&app, "/verify-email", &[("token", &token)])
        .await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
    assert_eq!(Actor::after(&done).get(&app, "/").await.status, 200);
    let again = nobody
        .form(&app, "/verify-email", &[("token", &token)])
        .await;
    assert_eq!(again.status, 410);

    let app = world(open).await;
    let done = nobody.form(&app, "/signup", &fields(PASSWORD)).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
    assert_eq!(Actor::after(&done).get(&app, "/signup").await.status, 303);
}

/// Asks for another address, as the profile does.
async fn propose(app: &TestApp, email: &'static str) {
    let (user, now) = (app.find_user("ada@example.org"), app.now());
    app.db
        .write(move |tx| {
            let place = Place::at(None, now);
            addresses::propose(tx, &Who::cli(), &user, email, place, now)
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn another_address_takes_effect_when_its_link_is_used_and_the_old_one_is_told() {
    let app = world(|_| {}).await;
    propose(&app, "countess@example.org").await;
    let mails = app.deliver().await;
    assert_eq!(mails[0].header("to"), Some("countess@example.org"));
    let token = mails[0].token("/verify-email");
    app.find_user("ada@example.org");
    verify(&app, &token).await.data(200);
    app.find_user("countess@example.org");
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[1].header("to"), Some("ada@example.org"));
    assert!(
        mails[1].text.contains("c***@example.org"),
        "{}",
        mails[1].text
    );
    verify(&app, &token).await.problem(410, "expired");
}

#[tokio::test]
async fn an_address_of_somebody_else_is_told_by_mail_alone() {
    let app = world(|_| {}).await;
    app.user("Grace").await;
    propose(&app, "GRACE@example.org").await;
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].header("to"), Some("grace@example.org"));
    assert_eq!(
        mails[0].header("subject"),
        Some("Somebody wants to use your address")
    );

    // Taken after the link was sent.
    propose(&app, "edsger@example.org").await;
    let token = app.deliver().await[1].token("/verify-email");
    app.user("Edsger").await;
    verify(&app, &token).await.problem(409, "conflict");
    app.find_user("ada@example.org");
}

#[tokio::test]
async fn a_later_wish_ends_the_one_before() {
    let app = world(|_| {}).await;
    propose(&app, "first@example.org").await;
    propose(&app, "second@example.org").await;
    let mails = app.deliver().await;
    let first = mails[0].token("/verify-email");
    verify(&app, &first).await.problem(410, "expired");
    // The same address in other letters is the same mailbox.
    propose(&app, "Ada@example.org").await;
    assert_eq!(app.find_user("ada@example.org").email, "Ada@example.org");
    let second = mails[1].token("/verify-email");
    verify(&app, &second).await.problem(410, "expired");
}
