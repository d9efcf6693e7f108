//! First run, sign-in, sign-out, and what must not be told.

use std::time::Duration;

use rocket::http::{Header, Method};
use scalix::secret::Random;
use scalix::teams::access::Role;
use scalix::web::app::App;
use serde_json::json;

use crate::support::{Actor, PASSWORD, TestApp};

fn setup_token(app: &TestApp) -> String {
    let state = app.client.rocket().state::<App>().unwrap();
    state
        .setup
        .issue(&Random::System, app.now())
        .reveal()
        .to_owned()
}

fn draft(token: &str) -> serde_json::Value {
    json!({
        "setupToken": token,
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "password": PASSWORD,
        "teamName": "Analytical Engines",
    })
}

#[tokio::test]
async fn the_first_run_makes_an_operator_who_owns_a_team() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    assert_eq!(
        visitor.get(&app, "/api/setup").await.data(200),
        json!({ "needed": true })
    );
    let token = setup_token(&app);
    let page = visitor.get(&app, &format!("/setup?token={token}")).await;
    assert_eq!(
        (page.status, page.header("cache-control")),
        (200, Some("no-store"))
    );

    let answer = visitor.post(&app, "/api/setup", &draft(&token)).await;
    let me = answer.data(201);
    assert_eq!(me["user"]["role"], "super_admin");
    assert_eq!(me["user"]["teamRole"], "Owner");
    assert_eq!(me["team"]["name"], "Analytical Engines");

    let ada = Actor::after(&answer);
    assert_eq!(
        ada.get(&app, "/api/auth/me").await.data(200)["user"]["email"],
        "ada@example.org"
    );
    assert_eq!(
        visitor.get(&app, "/api/setup").await.data(200),
        json!({ "needed": false })
    );
    visitor
        .post(&app, "/api/setup", &draft(&token))
        .await
        .problem(410, "expired");
    let again = visitor
        .post(&app, "/api/setup", &draft(&setup_token(&app)))
        .await;
    again.problem(409, "conflict");
}

#[tokio::test]
async fn the_link_lives_half_an_hour_and_looking_does_not_use_it_up() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    let token = setup_token(&app);
    for _ in 0..3 {
        assert_eq!(
            visitor
                .get(&app, &format!("/setup?token={token}"))
                .await
                .status,
            200
        );
    }
    app.wait(Duration::from_mins(30));
    let page = visitor.get(&app, &format!("/setup?token={token}")).await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("Restart Scalix"), "{}", page.text());
    visitor
        .post(&app, "/api/setup", &draft(&token))
        .await
        .problem(410, "expired");
    for wrong in ["", "setup_scalix_wrong", "..%2f..%2fetc"] {
        assert_eq!(
            visitor
                .get(&app, &format!("/setup?token={wrong}"))
                .await
                .status,
            410
        );
    }
}

#[tokio::test]
async fn every_field_of_the_first_run_is_checked_at_once_and_kept_in_the_form() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    let token = setup_token(&app);
    let wrong = json!({
        "setupToken": token, "name": "a\u{202e}b", "email": "ada", "password": "short", "teamName": " ",
    });
    let problem = visitor
        .post(&app, "/api/setup", &wrong)
        .await
        .problem(422, "invalid");
    let fields: Vec<_> = problem["fields"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(fields, ["email", "name", "password", "teamName"]);

    let form = [
        ("setup_token", token.as_str()),
        ("name", "Ada <b>"),
        ("email", "ada"),
        ("password", "short"),
        ("team_name", "Engines"),
    ];
    let page = visitor.form(&app, "/setup", &form).await;
    assert_eq!(page.status, 422);
    let text = page.text();
    assert!(
        text.contains("aria-invalid=\"true\"") && text.contains("Engines"),
        "{text}"
    );
    assert!(!text.contains("Ada <b>"), "what was typed is escaped");
    assert!(!text.contains("short"), "a password is never sent back");

    let form = [
        ("setup_token", token.as_str()),
        ("name", "Ada"),
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("team_name", "Engines"),
    ];
    let done = visitor.form(&app, "/setup", &form).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
}

#[tokio::test]
async fn sign_in_gives_a_cookie_that_sign_out_takes_away() {
    let (app, _, _) = TestApp::start().await;
    let visitor = Actor::anonymous();
    let body = json!({ "email": "ADA@Example.org", "password": PASSWORD });
    let answer = visitor.post(&app, "/api/auth/signin", &body).await;
    assert_eq!(answer.data(200)["user"]["name"], "Ada");
    assert_eq!(answer.value()["user"]["name"], "Ada");
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("session=ses_scalix_"), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let ada = Actor::after(&answer);
    ada.get(&app, "/api/auth/me").await.data(200);
    ada.act(&app, "/api/auth/signout").await.data(200);
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    ada.act(&app, "/api/auth/signout").await.data(200);
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_wrong_password() {
    let (app, _, _) = TestApp::start().await;
    let visitor = Actor::anonymous();
    let ask = async |email: &str| {
        let body = json!({ "email": email, "password": "not the password" });
        let answer = visitor.post(&app, "/api/auth/signin", &body).await;
        let mut problem = answer.problem(401, "unauthenticated");
        problem["requestId"] = json!("-");
        problem
    };
    assert_eq!(
        ask("ada@example.org").await,
        ask("nobody@example.org").await
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_from_the_sixth_failure_on() {
    let (app, _, _) = TestApp::start().await;
    let visitor = Actor::anonymous();
    let wrong = json!({ "email": "ada@example.org", "password": "not the password" });
    for _ in 0..6 {
        visitor
            .post(&app, "/api/auth/signin", &wrong)
            .await
            .problem(401, "unauthenticated");
    }
    let right = json!({ "email": "ada@example.org", "password": PASSWORD });
    let answer = visitor.post(&app, "/api/auth/signin", &right).await;
    answer.problem(429, "rate_limited");
    assert_eq!(answer.header("retry-after"), Some("2"));
    let form = [("email", "ada@example.org"), ("password", PASSWORD)];
    let page = visitor.form(&app, "/login", &form).await;
    assert_eq!(
        (page.status, page.header("retry-after").is_some()),
        (429, true)
    );
    app.wait(Duration::from_secs(2));
    visitor
        .post(&app, "/api/auth/signin", &right)
        .await
        .data(200);
}

#[tokio::test]
async fn a_session_ends_after_fourteen_idle_days_and_after_ninety_at_most() {
    let (app, _, ada) = TestApp::start().await;
    app.wait(Duration::from_hours(14 * 24));
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");

    let (team, bob) = app.team("Engines", "Bob").await;
    drop(team);
    for _ in 0..8 {
        app.wait(Duration::from_hours(11 * 24));
        bob.get(&app, "/api/auth/me").await.data(200);
        // The last use is written by nobody's leave: wait for the writer.
        tokio::time::sleep(Duration::from_millis(20)).await;
        app.db.ping().await.unwrap();
    }
    app.wait(Duration::from_hours(3 * 24));
    bob.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn another_site_cannot_change_anything() {
    let (app, _, ada) = TestApp::start().await;
    let evil = |path: &str, headers: &[(&'static str, &'static str)]| {
        let mut request = ada.request(&app.client, Method::Post, path);
        for (name, value) in headers {
            request.replace_header(Header::new(*name, *value));
        }
        crate::support::read(request)
    };
    let elsewhere = [
        ("Origin", "https://evil.example"),
        ("Sec-Fetch-Site", "cross-site"),
    ];
    evil("/api/auth/signout", &elsewhere)
        .await
        .problem(403, "csrf");
    assert_eq!(evil("/logout", &elsewhere).await.status, 403);
    evil("/api/auth/signin", &elsewhere)
        .await
        .problem(403, "csrf");
    evil("/api/setup", &[("Origin", "null")])
        .await
        .problem(403, "csrf");
    let problem = evil("/api/auth/signout", &[("Origin", "http://127.0.0.1:9000")]).await;
    let sentence = problem.problem(403, "csrf")["detail"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(sentence.contains("127.0.0.1:9000") && sentence.contains("127.0.0.1:8000"));
    ada.get(&app, "/api/auth/me").await.data(200);
    evil(
        "/api/auth/signout",
        &[("Origin", "x"), ("Sec-Fetch-Site", "same-origin")],
    )
    .await
    .data(200);
}

#[tokio::test]
async fn a_sign_in_page_returns_to_local_paths_only() {
    let (app, _, ada) = TestApp::start().await;
    let visitor = Actor::anonymous();
    let login = async |next: &str| {
        let form = [
            ("email", "ada@example.org"),
            ("password", PASSWORD),
            ("next", next),
        ];
        let answer = visitor.form(&app, "/login", &form).await;
        assert_eq!(answer.status, 303);
        answer.header("location").unwrap().to_owned()
    };
    assert_eq!(login("/usage?period=7d").await, "/usage?period=7d");
    assert_eq!(login("//evil.example").await, "/");
    assert_eq!(login("https://evil.example").await, "/");
    let signed_in = ada.get(&app, "/login?next=//evil.example").await;
    assert_eq!(
        (signed_in.status, signed_in.header("location")),
        (303, Some("/"))
    );
}

#[tokio::test]
async fn a_personal_token_acts_in_its_team_within_its_scopes_until_it_is_revoked() {
    let (app, _, ada) = TestApp::start().await;
    let body = json!({ "name": "deploy", "scopes": ["team:read"] });
    let made = ada.post(&app, "/api/user/tokens", &body).await;
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let token = made.data(201);
    let secret = token["secret"].as_str().unwrap();
    assert!(secret.starts_with("pat_scalix_") && token["token"].as_str().unwrap() != secret);
    let listed = ada.get(&app, "/api/user/tokens").await;
    assert!(!listed.text().contains(secret));

    let program = Actor::with_bearer(secret);
    let me = program.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(
        me["permissions"],
        json!(["view_team", "read_audit"]),
        "less than Ada's role gives"
    );
    program
        .get(&app, "/api/user/tokens")
        .await
        .problem(403, "forbidden");
    let id = token["id"].as_str().unwrap();
    let preview = ada
        .delete(&app, &format!("/api/user/tokens/{id}?dryRun=true"))
        .await;
    assert_eq!(preview.data(200)["name"], "deploy");
    program.get(&app, "/api/auth/me").await.data(200);
    ada.delete(&app, &format!("/api/user/tokens/{id}?dryRun=maybe"))
        .await
        .problem(422, "invalid");
    ada.delete(&app, &format!("/api/user/tokens/{id}"))
        .await
        .data(200);
    program
        .get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    ada.delete(&app, &format!("/api/user/tokens/{id}"))
        .await
        .problem(404, "not_found");

    for (body, field) in [
        (json!({ "name": "", "scopes": ["team:read"] }), "name"),
        (json!({ "name": "x", "scopes": [] }), "scopes"),
        (json!({ "name": "x", "scopes": ["root"] }), "scopes"),
        (
            json!({ "name": "x", "scopes": ["team:read"], "expiresAt": "2020-01-01T00:00:00Z" }),
            "expiresAt",
        ),
        (
            json!({ "name": "x", "scopes": ["team:read"], "expiresAt": "tomorrow" }),
            "expiresAt",
        ),
        (json!({ "name": "x", "scopes": "team:read" }), "scopes"),
        (
            json!({ "name": "x", "scopes": ["team:read"], "admin": true }),
            "admin",
        ),
    ] {
        let problem = ada
            .post(&app, "/api/user/tokens", &body)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{body}: {problem}");
    }
}

#[tokio::test]
async fn what_is_secret_is_not_in_the_file() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    let token = setup_token(&app);
    let answer = visitor.post(&app, "/api/setup", &draft(&token)).await;
    let ada = Actor::after(&answer);
    let body = json!({ "name": "deploy", "scopes": ["team:read"] });
    let made = ada.post(&app, "/api/user/tokens", &body).await.data(201);
    let cookie = answer.header("set-cookie").unwrap();
    let session = cookie.split(['=', ';']).nth(1).unwrap();
    app.db.close();
    for file in std::fs::read_dir(app.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for secret in [
            PASSWORD,
            session,
            token.as_str(),
            made["secret"].as_str().unwrap(),
        ] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} is in the data folder");
        }
    }
}

#[tokio::test]
async fn who_left_a_team_reads_on_in_another_but_changes_nothing_there_unseen() {
    let (app, acme, _) = TestApp::start().await;
    let (engines, _) = app.team("Engines", "Bob").await;
    let bob = app.find_user("bob@example.org");
    let (member, team, now) = (bob.clone(), acme.clone(), app.now());
    app.db
        .write(move |tx| {
            let by = scalix::audit::Actor::cli();
            scalix::teams::add_member(tx, &by, &team, &member, Role::Developer, now)
        })
        .await
        .unwrap();
    let browser = app.sign_in(&bob, &acme).await;
    let new = json!({ "name": "for Acme" });
    browser.post(&app, "/api/projects", &new).await.data(201);

    let (member, team) = (bob.id.0, acme.id.0);
    let leave = "DELETE FROM memberships WHERE user_id = ?1 AND team_id = ?2";
    app.db
        .write(move |tx| Ok(tx.execute(leave, (member, team))?))
        .await
        .unwrap();
    browser.get(&app, "/api/projects").await.data(200);
    let other = json!({ "name": "for Acme too" });
    browser
        .post(&app, "/api/projects", &other)
        .await
        .problem(403, "forbidden");
    // The page tells in which team they are now; from then on they work there.
    assert!(
        browser
            .get(&app, "/projects")
            .await
            .text()
            .contains(&engines.name)
    );
    app.db.ping().await.unwrap();
    tokio::time::sleep(Duration::from_millis(30)).await;
    browser.post(&app, "/api/projects", &other).await.data(201);
}

#[tokio::test]
async fn a_person_is_in_fifty_teams_and_has_a_hundred_sessions_at_most() {
    let (app, acme, ada) = TestApp::start().await;
    for number in 1..50 {
        let name = format!("Team {number}");
        ada.post(&app, "/api/teams", &json!({ "name": name }))
            .await
            .data(201);
    }
    let more = ada
        .post(&app, "/api/teams", &json!({ "name": "one more" }))
        .await;
    more.problem(409, "conflict");
    let user = app.find_user("ada@example.org");
    for _ in 0..100 {
        app.sign_in(&user, &acme).await;
    }
    let count = "SELECT COUNT(*) FROM sessions WHERE user_id = ?1";
    let sessions: i64 = app
        .db
        .read_now(|conn| Ok(conn.query_row(count, [user.id.0], |row| row.get(0))?))
        .unwrap();
    assert_eq!(sessions, 100);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Grace", Role::Viewer).await;
    let credentials = json!({ "email": "ada@example.org", "password": PASSWORD });
    let again = Actor::after(&ada.post(&app, "/api/auth/signin", &credentials).await);
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let form = [("email", "ada@example.org"), ("password", PASSWORD)];
    let third = again.form(&app, "/login", &form).await;
    assert_eq!(third.status, 303);
    again
        .get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let third = Actor::after(&third);
    // A wrong password ends nothing, and somebody else's session is left to them.
    let wrong = json!({ "email": "ada@example.org", "password": "not this one at all" });
    third
        .post(&app, "/api/auth/signin", &wrong)
        .await
        .problem(401, "unauthenticated");
    third.get(&app, "/api/auth/me").await.data(200);
    grace
        .post(&app, "/api/auth/signin", &credentials)
        .await
        .data(200);
    grace.get(&app, "/api/auth/me").await.data(200);
}
