//! The second factor: enrolment, sign-in, recovery, and those who guess.

use std::time::Duration;

use rocket::http::Method;
use scalix::jobs::Jobs;
use scalix::keys::KeyRing;
use scalix::mail::Letter;
use serde_json::json;

use crate::support::{Actor, Answer, PASSWORD, Phone, TestApp, confirm, enrol};

const STEP: Duration = Duration::from_secs(30);

async fn sign_in(app: &TestApp, code: Option<&str>) -> Answer {
    let body = match code {
        Some(code) => json!({ "email": "ada@example.org", "password": PASSWORD, "code": code }),
        None => json!({ "email": "ada@example.org", "password": PASSWORD }),
    };
    Actor::anonymous()
        .post(app, "/api/auth/signin", &body)
        .await
}

fn kinds(app: &TestApp) -> Vec<&'static str> {
    app.letters()
        .iter()
        .map(|(_, letter)| letter.kind())
        .collect()
}

#[tokio::test]
async fn it_is_on_after_a_valid_code_and_asked_for_from_then_on() {
    let (app, _, ada) = TestApp::start().await;
    let wrong = json!({ "password": "not my password" });
    ada.post(&app, "/api/user/2fa", &wrong)
        .await
        .problem(422, "invalid");
    confirm(&app, &ada, "123456").await.problem(409, "conflict");
    let begun = ada
        .post(&app, "/api/user/2fa", &json!({ "password": PASSWORD }))
        .await;
    assert_eq!(begun.header("cache-control"), Some("no-store"));
    let begun = begun.data(200);
    let url = begun["otpauthUrl"].as_str().unwrap();
    assert!(
        url.starts_with("otpauth://totp/Scalix:ada%40example.org?"),
        "{url}"
    );
    assert!(begun["qrSvg"].as_str().unwrap().starts_with("<svg "));
    let secret = begun["secret"].as_str().unwrap();
    assert!(!app.everything().contains(secret));
    let phone = Phone::new(secret);

    let wrong = confirm(&app, &ada, &phone.code(app.now().plus(STEP * 5))).await;
    assert!(wrong.problem(422, "invalid")["fields"]["code"].is_string());
    sign_in(&app, None).await.data(200);
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"]["twoFactorEnabled"], false);

    let answer = confirm(&app, &ada, &phone.code(app.now())).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let codes = answer.data(200)["recoveryCodes"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(codes.len(), 10);
    let everything = app.everything();
    for code in &codes {
        let code = code.as_str().unwrap();
        assert!(!everything.contains(code) && !everything.contains(&code.replace('-', "")));
    }
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let ada = Actor::after(&answer);
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"]["twoFactorEnabled"], true);
    let status = ada.get(&app, "/api/user/2fa").await.data(200);
    assert_eq!(
        (&status["enabled"], &status["recoveryCodesLeft"]),
        (&json!(true), &json!(10))
    );
    assert!(kinds(&app).contains(&"two-factor-on"));
    let again = json!({ "password": PASSWORD });
    ada.post(&app, "/api/user/2fa", &again)
        .await
        .problem(409, "conflict");
    confirm(&app, &ada, &phone.code(app.now().plus(STEP)))
        .await
        .problem(409, "conflict");

    sign_in(&app, None)
        .await
        .problem(401, "second_factor_required");
    app.wait(STEP);
    sign_in(&app, Some(&phone.code(app.now()))).await.data(200);
}

#[tokio::test]
async fn a_code_is_good_once_and_so_is_a_recovery_code() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, codes, _) = enrol(&app, &ada).await;
    // The code that turned it on is used up, too.
    sign_in(&app, Some(&phone.code(app.now())))
        .await
        .problem(401, "unauthenticated");
    app.wait(STEP);
    let code = phone.code(app.now());
    sign_in(&app, Some(&code)).await.data(200);
    sign_in(&app, Some(&code))
        .await
        .problem(401, "unauthenticated");
    // Nor is the one before it, which would be in time.
    let before = phone.code(app.now().minus(STEP));
    sign_in(&app, Some(&before))
        .await
        .problem(401, "unauthenticated");

    let recovery = codes[0].to_uppercase();
    sign_in(&app, Some(&recovery)).await.data(200);
    sign_in(&app, Some(&codes[0]))
        .await
        .problem(401, "unauthenticated");
    let letters = app.letters();
    let left = letters.iter().find_map(|(_, letter)| match letter {
        Letter::RecoveryCodeUsed { left, .. } => Some(*left),
        _ => None,
    });
    assert_eq!(left, Some(9));
}

#[tokio::test]
async fn a_code_sent_many_times_at_once_is_taken_once() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, codes, _) = enrol(&app, &ada).await;
    app.wait(STEP);
    for code in [phone.code(app.now()), codes[0].clone()] {
        let (one, two, three) = tokio::join!(
            sign_in(&app, Some(&code)),
            sign_in(&app, Some(&code)),
            sign_in(&app, Some(&code))
        );
        let mut statuses = [one.status, two.status, three.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401]);
        app.wait(Duration::from_mins(1));
    }
}

#[tokio::test]
async fn a_hundred_guesses_find_nothing_and_are_told() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, _, _) = enrol(&app, &ada).await;
    app.wait(STEP);
    let (mut refused, mut slowed) = (0, 0);
    let right = phone.code(app.now());
    for guess in 0..100 {
        let code = format!("{guess:06}");
        if code == right {
            continue;
        }
        match sign_in(&app, Some(&code)).await.status {
            401 => refused += 1,
            429 => slowed += 1,
            other => panic!("{other}"),
        }
    }
    assert_eq!(refused, 6);
    assert!(slowed >= 93, "{slowed}");
    let alarms = kinds(&app);
    let alarms = alarms
        .iter()
        .filter(|kind| **kind == "second-factor-missed");
    assert_eq!(alarms.count(), 1, "told once");
    // Even the right code has to wait now; later it is taken.
    sign_in(&app, Some(&right))
        .await
        .problem(429, "rate_limited");
    app.wait(Duration::from_mins(15));
    sign_in(&app, Some(&phone.code(app.now()))).await.data(200);
}

#[tokio::test]
async fn the_second_step_needs_no_scripts_and_carries_no_password() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, _, _) = enrol(&app, &ada).await;
    app.wait(STEP);
    let visitor = Actor::anonymous();
    let form = [
        ("email", "ada@example.org"),
        ("password", PASSWORD),
        ("next", "/usage"),
    ];
    let first = visitor.form(&app, "/login", &form).await;
    assert_eq!(
        (first.status, first.header("location")),
        (303, Some("/login/code?next=%2Fusage"))
    );
    let cookie = first.header("set-cookie").unwrap();
    for part in [
        "half=half_scalix_",
        "HttpOnly",
        "SameSite=Lax",
        "Max-Age=600",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let half = Actor::after(&first);
    // It is no session.
    half.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    let posing = Actor::with_cookie(&token);
    posing
        .get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");

    let page = half.get(&app, "/login/code?next=%2Fusage").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("one-time-code") && page.text().contains("value=\"/usage\""));
    assert!(!page.text().contains(PASSWORD));
    let wrong = half
        .form(
            &app,
            "/login/code",
            &[("code", "000000"), ("next", "/usage")],
        )
        .await;
    assert_eq!(wrong.status, 401);
    assert!(wrong.text().contains("wrong or was used before"));
    let code = phone.code(app.now());
    let fields = [("code", code.as_str()), ("next", "//evil.example")];
    let done = half.form(&app, "/login/code", &fields).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
    let ada = Actor::after(&done);
    ada.get(&app, "/api/auth/me").await.data(200);
    // The step is over: its cookie opens nothing any more.
    app.wait(STEP);
    let code = phone.code(app.now());
    let late = half
        .form(&app, "/login/code", &[("code", code.as_str())])
        .await;
    assert_eq!(
        (late.status, late.header("location")),
        (303, Some("/login"))
    );
    assert_eq!(
        visitor.get(&app, "/login/code").await.header("location"),
        Some("/login")
    );
}

#[tokio::test]
async fn a_right_password_without_the_code_is_told_once_its_time_is_over() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, _, _) = enrol(&app, &ada).await;
    let ring = app.client.rocket().state::<KeyRing>().unwrap().clone();
    let jobs = Jobs::new(app.db.clone(), app.clock.clone(), ring);
    let missed = || {
        let kinds = kinds(&app);
        kinds
            .iter()
            .filter(|kind| **kind == "second-factor-missed")
            .count()
    };
    // One who forgot the code and gave it then is no news.
    sign_in(&app, None)
        .await
        .problem(401, "second_factor_required");
    app.wait(STEP);
    sign_in(&app, Some(&phone.code(app.now()))).await.data(200);
    app.wait(Duration::from_mins(11));
    jobs.round().await.unwrap();
    assert_eq!(missed(), 0);

    sign_in(&app, None)
        .await
        .problem(401, "second_factor_required");
    app.wait(Duration::from_mins(9));
    jobs.round().await.unwrap();
    assert_eq!(missed(), 0);
    app.wait(Duration::from_mins(2));
    jobs.round().await.unwrap();
    jobs.round().await.unwrap();
    assert_eq!(missed(), 1);
    // Not more than once a day.
    sign_in(&app, None)
        .await
        .problem(401, "second_factor_required");
    app.wait(Duration::from_mins(11));
    jobs.round().await.unwrap();
    assert_eq!(missed(), 1);
}

#[tokio::test]
async fn turning_it_off_takes_password_and_code() {
    let (app, _, ada) = TestApp::start().await;
    let off = json!({ "password": PASSWORD, "code": "123456" });
    let refused = ada.json(&app, Method::Delete, "/api/user/2fa", &off).await;
    refused.problem(409, "conflict");
    let (phone, codes, ada) = enrol(&app, &ada).await;
    app.wait(STEP);
    for (password, code, field) in [
        ("not my password", phone.code(app.now()), "password"),
        (PASSWORD, "000000".to_owned(), "code"),
        (PASSWORD, String::new(), "code"),
    ] {
        let body = json!({ "password": password, "code": code });
        let refused = ada.json(&app, Method::Delete, "/api/user/2fa", &body).await;
        assert!(refused.problem(422, "invalid")["fields"][field].is_string());
    }
    sign_in(&app, None)
        .await
        .problem(401, "second_factor_required");
    // A recovery code will do: that is what they are for.
    let body = json!({ "password": PASSWORD, "code": codes[3] });
    let done = ada.json(&app, Method::Delete, "/api/user/2fa", &body).await;
    assert_eq!(done.data(200)["enabled"], false);
    assert!(kinds(&app).contains(&"two-factor-off"));
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    sign_in(&app, None).await.data(200);
    let ada = Actor::after(&done);
    ada.get(&app, "/api/auth/me").await.data(200);
}

#[tokio::test]
async fn new_recovery_codes_replace_those_before() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, codes, ada) = enrol(&app, &ada).await;
    app.wait(STEP);
    let body = json!({ "password": PASSWORD, "code": phone.code(app.now()) });
    let path = "/api/user/2fa/recovery-codes";
    let made = ada.post(&app, path, &body).await;
    assert_eq!(made.header("cache-control"), Some("no-store"));
    let new = made.data(200)["recoveryCodes"].clone();
    sign_in(&app, Some(&codes[0]))
        .await
        .problem(401, "unauthenticated");
    sign_in(&app, new[0].as_str()).await.data(200);
}

#[tokio::test]
async fn the_password_again_means_the_code_again() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, _, ada) = enrol(&app, &ada).await;
    app.wait(Duration::from_mins(11));
    let path = "/api/auth/reauthenticate";
    let body = json!({ "password": PASSWORD });
    ada.post(&app, path, &body)
        .await
        .problem(401, "second_factor_required");
    let page = ada.get(&app, "/reauthenticate").await.text();
    assert!(page.contains("one-time-code"));
    let wrong = [("password", PASSWORD), ("code", "")];
    assert_eq!(ada.form(&app, "/reauthenticate", &wrong).await.status, 401);
    let draft = json!({ "name": "x", "scopes": ["usage:read"] });
    ada.post(&app, "/api/user/tokens", &draft)
        .await
        .problem(403, "reauthenticate");
    let body = json!({ "password": PASSWORD, "code": phone.code(app.now()) });
    ada.post(&app, path, &body).await.data(200);
    ada.post(&app, "/api/user/tokens", &draft).await.data(201);
}

#[tokio::test]
async fn the_pages_set_it_up_without_scripts() {
    let (app, _, ada) = TestApp::start().await;
    let base = "/settings/security/2fa";
    assert!(
        ada.get(&app, "/settings/security")
            .await
            .text()
            .contains(base)
    );
    assert_eq!(ada.get(&app, base).await.status, 200);
    let begun = ada.form(&app, base, &[]).await;
    assert_eq!((begun.status, begun.header("location")), (303, Some(base)));
    let page = ada.get(&app, base).await;
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let text = page.text();
    assert!(text.contains("<svg xmlns"));
    let (_, rest) = text.split_once("id=\"secret\" readonly value=\"").unwrap();
    let phone = Phone::new(rest.split('"').next().unwrap());
    let confirm = format!("{base}/confirm");
    let wrong = ada.form(&app, &confirm, &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("id=\"code-error\"") && wrong.text().contains("<svg xmlns"));
    let code = phone.code(app.now());
    let done = ada.form(&app, &confirm, &[("code", code.as_str())]).await;
    assert_eq!(
        (done.status, done.header("cache-control")),
        (200, Some("no-store"))
    );
    let text = done.text();
    assert!(text.contains("download=\"scalix-recovery-codes.txt\"") && text.contains("data-print"));
    let ada = Actor::after(&done);
    assert!(
        ada.get(&app, "/settings/security")
            .await
            .text()
            .contains("10 of 10 left")
    );
    assert_eq!(
        ada.get(&app, base).await.header("location"),
        Some("/settings/security")
    );

    app.wait(STEP);
    let code = phone.code(app.now());
    let fields = [("password", PASSWORD), ("code", code.as_str())];
    let codes = ada.form(&app, &format!("{base}/codes"), &fields).await;
    assert_eq!(
        (codes.status, codes.header("cache-control")),
        (200, Some("no-store"))
    );
    let off = format!("{base}/off");
    assert_eq!(ada.get(&app, &off).await.status, 200);
    let again = ada.form(&app, &off, &fields).await;
    assert_eq!(
        again.status, 422,
        "the code was used for the recovery codes"
    );
    app.wait(STEP);
    let code = phone.code(app.now());
    let fields = [("password", PASSWORD), ("code", code.as_str())];
    let done = ada.form(&app, &off, &fields).await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/settings/security"))
    );
}

#[tokio::test]
async fn what_was_begun_is_forgotten_after_half_an_hour() {
    let (app, acme, ada) = TestApp::start().await;
    let begun = ada
        .post(&app, "/api/user/2fa", &json!({ "password": PASSWORD }))
        .await
        .data(200);
    let phone = Phone::new(begun["secret"].as_str().unwrap());
    app.wait(Duration::from_mins(30));
    let late = confirm(&app, &ada, &phone.code(app.now())).await;
    late.problem(410, "expired");
    let ada = app.sign_in(&app.find_user("ada@example.org"), &acme).await;
    let page = ada.get(&app, "/settings/security/2fa").await.text();
    assert!(!page.contains("id=\"secret\""));
}

#[tokio::test]
async fn signing_in_again_with_a_code_ends_the_session_that_the_browser_had() {
    let (app, _, ada) = TestApp::start().await;
    let (phone, codes, ada) = enrol(&app, &ada).await;
    app.wait(STEP);
    let form = [("email", "ada@example.org"), ("password", PASSWORD)];
    let half = ada.form(&app, "/login", &form).await;
    ada.get(&app, "/api/auth/me").await.data(200);
    let code = phone.code(app.now());
    let both = ada.with_cookies(&half);
    let done = both.form(&app, "/login/code", &[("code", &code)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    ada.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let body = json!({ "email": "ada@example.org", "password": PASSWORD, "code": codes[0] });
    let now = Actor::after(&done);
    now.post(&app, "/api/auth/signin", &body).await.data(200);
    now.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
}
