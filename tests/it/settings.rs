//! A person's own settings: the frame of their pages, profile, photo, appearance.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use rocket::http::{Header, Method};
use scalix::audit::{self, Verdict};
use scalix::teams::access::Role;
use scraper::{Html, Selector};
use serde_json::json;

use crate::support::{Actor, Answer, TestApp, read, upload};

/// The elements that a selector finds, as their text.
fn texts(page: &str, query: &str) -> Vec<String> {
    Html::parse_document(page)
        .select(&Selector::parse(query).unwrap())
        .map(|found| found.text().collect::<String>().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn the_settings_are_pages_with_addresses_of_their_own() {
    let (app, _, ada) = TestApp::start().await;
    let first = ada.get(&app, "/settings").await;
    assert_eq!(first.status, 303);
    assert_eq!(first.header("location"), Some("/settings/profile"));
    for (_, href, _) in scalix::web::page::TABS {
        let page = ada.get(&app, href).await;
        assert_eq!(page.status, 200, "{href}");
        let here = format!("nav.tabs a[aria-current=page][href=\"{href}\"]");
        assert_eq!(texts(&page.text(), &here).len(), 1, "{href}");
        let side = texts(&page.text(), ".side-link[aria-current=page]");
        assert_eq!(side, ["Settings"]);
        let visitor = Actor::anonymous().get(&app, href).await;
        assert_eq!(visitor.status, 303, "{href}");
    }
    let home = ada.get(&app, "/").await.text();
    assert_eq!(
        texts(&home, ".side-foot a[href=\"/settings/profile\"]"),
        ["Profile and settings"]
    );
}

#[tokio::test]
async fn somebody_says_who_they_are() {
    let (app, team, ada) = TestApp::start().await;
    let before = ada.get(&app, "/api/user/profile").await.data(200);
    assert_eq!(before["firstName"], "Ada");
    assert_eq!(before["avatar"], json!(null));

    let body = json!({ "firstName": " Augusta Ada ", "lastName": "King",
        "company": "Analytical Engines", "bio": "Notes A to G.\r\nMostly G." });
    let saved = ada.put(&app, "/api/user/profile", &body).await;
    assert_eq!(saved.value()["message"], "Your profile is saved.");
    let user = saved.data(200);
    assert_eq!(user["name"], "Augusta Ada King");
    assert_eq!(user["bio"], "Notes A to G.\nMostly G.");
    // What is left out stays; everybody who is told about the person is told this.
    let body = json!({ "lastName": "Lovelace" });
    let user = ada.put(&app, "/api/user/profile", &body).await.data(200);
    assert_eq!(user["name"], "Augusta Ada Lovelace");
    assert_eq!(user["company"], "Analytical Engines");
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"], user);
    assert_eq!(
        me["user"],
        ada.get(&app, "/api/user/profile").await.data(200)
    );
    let home = ada.get(&app, "/").await.text();
    assert_eq!(texts(&home, ".side-foot .strong"), ["Augusta Ada Lovelace"]);

    let form = [
        ("firstName", "Ada"),
        ("lastName", ""),
        ("email", "ada@example.org"),
        ("company", ""),
        ("bio", ""),
    ];
    let saved = ada.form(&app, "/settings/profile", &form).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, Some("/settings/profile"))
    );
    let page = ada
        .with_flash(&saved)
        .get(&app, "/settings/profile")
        .await
        .text();
    assert!(page.contains("Your profile is saved."), "{page}");
    assert_eq!(app.find_user("ada@example.org").name, "Ada");
    assert_eq!(
        app.db.read_now(audit::verify).unwrap(),
        Verdict::Sound { rows: 7 }
    );
    drop(team);
}

#[tokio::test]
async fn names_that_deceive_are_refused_beside_their_fields() {
    let (app, _, ada) = TestApp::start().await;
    let long = "x".repeat(10_000);
    for (name, sentence) in [
        ("", "This is needed."),
        ("   ", "This is needed."),
        (long.as_str(), "Use at most 100 characters."),
        (
            "Ada\u{7}",
            "This contains control characters. Type it instead of pasting it.",
        ),
        (
            "Ada\nKing",
            "This contains control characters. Type it instead of pasting it.",
        ),
        (
            "\u{202e}adA",
            "This contains characters that cannot be seen or change the direction of the text.",
        ),
    ] {
        let body = json!({ "firstName": name, "company": "Engines" });
        let problem = ada
            .put(&app, "/api/user/profile", &body)
            .await
            .problem(422, "invalid");
        assert_eq!(problem["fields"]["firstName"], sentence, "{name:?}");
        let form = [
            ("firstName", name),
            ("lastName", "King"),
            ("email", "ada@example.org"),
            ("company", "Kept"),
            ("bio", "Kept too"),
        ];
        let page = ada.form(&app, "/settings/profile", &form).await;
        assert_eq!(page.status, 422);
        assert_eq!(
            texts(&page.text(), "#firstName-error"),
            [sentence],
            "{name:?}"
        );
        assert!(page.text().contains("value=\"Kept\"") && page.text().contains("Kept too"));
    }
    for (body, field) in [
        (json!({ "lastName": long }), "lastName"),
        (json!({ "company": "a\u{202e}b" }), "company"),
        (json!({ "bio": "x".repeat(2_001) }), "bio"),
        (json!({ "bio": "nul\u{0}" }), "bio"),
        (json!({ "firstName": 5 }), "firstName"),
        (json!({ "role": "super_admin" }), "role"),
    ] {
        let problem = ada
            .put(&app, "/api/user/profile", &body)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
    }
    assert_eq!(app.find_user("ada@example.org").name, "Ada");
    let body = json!({ "firstName": "Eve" });
    Actor::anonymous()
        .put(&app, "/api/user/profile", &body)
        .await
        .problem(401, "unauthenticated");
}

/// The mail that waits: kind and address, in order.
fn mails(app: &TestApp) -> Vec<(String, String)> {
    let sql = "SELECT kind, recipient FROM outbox ORDER BY id";
    app.db
        .read_now(|conn| {
            let mut found = conn.prepare(sql)?;
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.map(Result::unwrap).collect())
        })
        .unwrap()
}

fn mail(kind: &str, to: &str) -> (String, String) {
    (kind.to_owned(), to.to_owned())
}

#[tokio::test]
async fn another_address_is_asked_for_by_mail() {
    let (app, _, ada) = TestApp::start().await;
    let before = ada.get(&app, "/api/user/profile").await.data(200);
    assert_eq!(before["emailVerified"], false);
    let page = ada.get(&app, "/settings/profile").await.text();
    assert!(page.contains("Nobody has confirmed yet that ada@example.org is yours."));
    let sent = ada.act(&app, "/settings/profile/confirmation").await;
    assert_eq!(sent.status, 303);

    let body = json!({ "email": "Ada@Engines.example", "lastName": "King" });
    let answer = ada.put(&app, "/api/user/profile", &body).await;
    assert_eq!(
        answer.value()["message"],
        "Your profile is saved. The new address Ada@Engines.example takes effect when its link is opened. This Scalix sends no mail, so the link lies in the data folder of the server: ask an operator for it."
    );
    let user = answer.data(200);
    assert_eq!(user["email"], "ada@example.org");
    assert_eq!(user["pendingEmail"], "Ada@Engines.example");
    assert_eq!(user["name"], "Ada King");
    // Saving the page again asks nobody anew; the button does.
    let form = [
        ("firstName", "Ada"),
        ("lastName", "King"),
        ("email", "Ada@Engines.example"),
        ("company", ""),
        ("bio", ""),
    ];
    assert_eq!(ada.form(&app, "/settings/profile", &form).await.status, 303);
    ada.act(&app, "/api/user/profile/confirmation")
        .await
        .data(200);
    let asked = mail("confirm-new-email", "Ada@Engines.example");
    assert_eq!(
        mails(&app),
        [
            mail("confirm-email", "ada@example.org"),
            asked.clone(),
            asked
        ]
    );
    let page = ada.get(&app, "/settings/profile").await.text();
    assert!(
        page.contains("Until then your address is ada@example.org."),
        "{page}"
    );

    // The present address takes it back.
    let body = json!({ "email": "ada@example.org" });
    let user = ada.put(&app, "/api/user/profile", &body).await.data(200);
    assert_eq!(user["pendingEmail"], json!(null));
}

#[tokio::test]
async fn a_taken_address_is_told_by_mail_alone() {
    let (app, team, ada) = TestApp::start().await;
    app.member(&team, "Grace", Role::Viewer).await;
    let ask = async |email: &str| {
        let body = json!({ "email": email });
        let answer = ada.put(&app, "/api/user/profile", &body).await;
        let text = answer.text().replace(email, "(address)");
        (answer.status, text)
    };
    let free = ask("nobody@example.org").await;
    let taken = ask("grace@example.org").await;
    assert_eq!(free, taken);
    assert_eq!(
        mails(&app),
        [
            mail("confirm-new-email", "nobody@example.org"),
            mail("email-in-use", "grace@example.org"),
        ]
    );
    for wrong in ["", "ada", "a@b\nBcc: c@d", "\u{202e}a@b.c"] {
        let body = json!({ "email": wrong });
        let problem = ada
            .put(&app, "/api/user/profile", &body)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"]["email"].is_string(), "{problem}");
    }
    // Each question goes to a stranger, so there are ten an hour.
    for at in 0..8 {
        assert_eq!(ask(&format!("somebody{at}@example.org")).await.0, 200);
    }
    let body = json!({ "email": "eleventh@example.org", "lastName": "Changed" });
    let refused = ada.put(&app, "/api/user/profile", &body).await;
    refused.problem(429, "rate_limited");
    assert!(refused.header("retry-after").is_some());
    assert_eq!(
        app.find_user("ada@example.org").name,
        "Ada",
        "nothing is half-saved"
    );
    app.wait(std::time::Duration::from_hours(1));
    let body = json!({ "password": crate::support::PASSWORD });
    ada.post(&app, "/api/auth/reauthenticate", &body)
        .await
        .data(200);
    assert_eq!(ask("eleventh@example.org").await.0, 200);
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x, y, 99].map(|it| it.to_le_bytes()[0]))
    })
    .write_to(&mut bytes, format)
    .unwrap();
    bytes.into_inner()
}

async fn send(actor: &Actor, app: &TestApp, path: &str, name: &str, file: &[u8]) -> Answer {
    let (kind, body) = upload("avatar", name, "image/png", file);
    actor.raw(app, Method::Post, path, &kind, body).await
}

#[tokio::test]
async fn a_photo_is_shown_to_those_who_share_a_team() {
    let (app, team, ada) = TestApp::start().await;
    let grace = app.member(&team, "Grace", Role::Viewer).await;
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let sent = picture(300, 200, ImageFormat::Jpeg);
    let saved = send(&ada, &app, "/api/user/avatar", "me.jpg", &sent).await;
    assert_eq!(saved.value()["message"], "Your photo is saved.");
    let url = saved.data(200)["avatar"].as_str().unwrap().to_owned();
    assert!(url.starts_with("/api/avatars/img_"), "{url}");

    let photo = ada.get(&app, &url).await;
    assert_eq!(photo.status, 200);
    assert_eq!(photo.header("content-type"), Some("image/png"));
    assert_eq!(photo.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(
        photo.header("content-security-policy"),
        Some("default-src 'none'; sandbox")
    );
    assert_eq!(photo.header("cache-control"), Some("private, no-cache"));
    let shown = image::load_from_memory(&photo.bytes).unwrap();
    assert_eq!((shown.width(), shown.height()), (256, 256));
    let tag = photo.header("etag").unwrap().to_owned();
    let mut again = ada.request(&app.client, Method::Get, &url);
    again.add_header(Header::new("If-None-Match", tag));
    assert_eq!(read(again).await.status, 304);

    assert_eq!(grace.get(&app, &url).await.bytes, photo.bytes);
    stranger.get(&app, &url).await.problem(404, "not_found");
    Actor::anonymous()
        .get(&app, &url)
        .await
        .problem(401, "unauthenticated");
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"]["avatar"], url.as_str());
    let home = ada.get(&app, "/").await.text();
    assert!(home.contains(&format!("src=\"{url}\"")), "{home}");

    // Another photo has another address; the old one is gone.
    let sent = picture(64, 64, ImageFormat::WebP);
    let saved = send(&ada, &app, "/settings/profile/photo", "me.webp", &sent).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    ada.get(&app, &url).await.problem(404, "not_found");
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    let newer = me["user"]["avatar"].as_str().unwrap();
    assert_eq!(ada.get(&app, newer).await.status, 200);

    let preview = ada
        .delete(&app, "/api/user/avatar?dryRun=true")
        .await
        .data(200);
    assert_eq!(preview["avatar"], newer);
    assert_eq!(ada.get(&app, newer).await.status, 200);
    let removed = ada.delete(&app, "/api/user/avatar").await;
    assert_eq!(removed.data(200)["avatar"], json!(null));
    ada.get(&app, newer).await.problem(404, "not_found");
    let again = ada.act(&app, "/settings/profile/photo/remove").await;
    assert_eq!(again.status, 303);
    let verdict = app.db.read_now(audit::verify).unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

#[tokio::test]
async fn what_is_no_photo_is_refused_and_nothing_is_kept() {
    let (app, _, ada) = TestApp::start().await;
    let large = [picture(8, 8, ImageFormat::Png), vec![0; 3 * 1024 * 1024]].concat();
    let just_over = [picture(8, 8, ImageFormat::Png), vec![0; 2 * 1024 * 1024]].concat();
    let kind = "This is not a PNG, JPEG, WebP or GIF picture, whatever its name says.";
    let size = "This file is larger than 2 MiB. Choose a smaller one, or make it smaller.";
    for (file, status, code, sentence) in [
        (
            b"<svg onload=\"alert(1)\"/>".as_slice(),
            422,
            "invalid",
            kind,
        ),
        (b"<!doctype html><p>hello", 422, "invalid", kind),
        (b"PK\x03\x04 and so on", 422, "invalid", kind),
        (b"", 422, "invalid", "This file is empty. Choose a picture."),
        (&large, 413, "too_large", size),
        (&just_over, 413, "too_large", size),
    ] {
        let answer = send(&ada, &app, "/api/user/avatar", "me.png", file).await;
        let problem = answer.problem(status, code);
        assert_eq!(problem["detail"], sentence);
        let page = send(&ada, &app, "/settings/profile/photo", "me.png", file).await;
        assert_eq!(page.status, status);
        assert_eq!(texts(&page.text(), "#avatar-error"), [sentence]);
        assert!(page.text().contains("value=\"Ada\""), "the rest is kept");
    }
    let (kind, body) = upload("photo", "me.png", "image/png", b"x");
    let other = ada
        .raw(&app, Method::Post, "/api/user/avatar", &kind, body)
        .await;
    assert!(other.problem(422, "invalid")["fields"]["avatar"].is_string());
    let cut = ada
        .raw(
            &app,
            Method::Post,
            "/api/user/avatar",
            &kind,
            "--edge\r\nContent-",
        )
        .await;
    cut.problem(400, "malformed");
    let json = ada.post(&app, "/api/user/avatar", &json!({})).await;
    json.problem(415, "unsupported_media_type");
    let (kind, body) = upload(
        "avatar",
        "me.png",
        "image/png",
        &picture(8, 8, ImageFormat::Png),
    );
    let nobody = Actor::anonymous();
    let refused = nobody
        .raw(&app, Method::Post, "/api/user/avatar", &kind, body)
        .await;
    refused.problem(401, "unauthenticated");
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["user"]["avatar"], json!(null));
}

#[tokio::test]
async fn pages_look_as_somebody_chose() {
    let (app, team, ada) = TestApp::start().await;
    let first = ada.get(&app, "/api/user/appearance").await.data(200);
    assert_eq!(
        first,
        json!({ "theme": "system", "language": "auto", "timezone": "UTC" })
    );
    let page = ada.get(&app, "/projects").await.text();
    assert_eq!(texts(&page, "html[data-theme]").len(), 0);
    assert!(page.contains("name=\"color-scheme\" content=\"light dark\""));

    let body = json!({ "theme": "dark", "timezone": "pacific/kiritimati" });
    let saved = ada.put(&app, "/api/user/appearance", &body).await.data(200);
    assert_eq!(
        saved,
        json!({ "theme": "dark", "language": "auto", "timezone": "Pacific/Kiritimati" })
    );
    for path in ["/", "/projects", "/settings/profile", "/no-such-page"] {
        let page = ada.get(&app, path).await.text();
        assert_eq!(texts(&page, "html[data-theme=dark]").len(), 1, "{path}");
        assert!(page.contains("name=\"color-scheme\" content=\"dark\""));
        assert!(page.contains("All times in Pacific/Kiritimati"), "{path}");
    }
    // 12:00 UTC is 02:00 of the next day there, and reports begin with that day.
    assert!(ada.get(&app, "/").await.text().contains("Mar 11, 2026"));
    let report = ada.get(&app, "/api/usage/analytics").await.data(200);
    assert_eq!(report["period"]["tz"], "Pacific/Kiritimati");
    // Others keep what they chose.
    let grace = app.member(&team, "Grace", Role::Viewer).await;
    assert!(grace.get(&app, "/").await.text().contains("Mar 10, 2026"));

    let form = [
        ("theme", "light"),
        ("language", "en-US"),
        ("timezone", "Europe/Lisbon"),
    ];
    let saved = ada.form(&app, "/settings/appearance", &form).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, Some("/settings/appearance"))
    );
    let page = ada.get(&app, "/settings/appearance").await.text();
    for chosen in [
        "html[data-theme=light]",
        "input[name=theme][value=light][checked]",
        "option[value=en-US][selected]",
        "input[name=timezone][value=\"Europe/Lisbon\"]",
        "datalist#zones option[value=\"Asia/Kolkata\"]",
    ] {
        assert_eq!(texts(&page, chosen).len(), 1, "{chosen}");
    }
}

#[tokio::test]
async fn unknown_themes_languages_and_zones_are_refused() {
    let (app, _, ada) = TestApp::start().await;
    for (field, value) in [
        ("theme", "sepia"),
        ("theme", ""),
        ("language", "tlh"),
        ("language", ""),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("timezone", "localtime"),
        ("timezone", ""),
    ] {
        let body = json!({ field: value });
        let problem = ada
            .put(&app, "/api/user/appearance", &body)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
        let mut form = vec![("theme", "dark"), ("language", "auto"), ("timezone", "UTC")];
        form.retain(|(name, _)| *name != field);
        form.push((field, value));
        let page = ada.form(&app, "/settings/appearance", &form).await;
        assert_eq!(page.status, 422);
        assert_eq!(texts(&page.text(), ".err").len(), 1, "{field}={value}");
    }
    let kept = ada.get(&app, "/api/user/appearance").await.data(200);
    assert_eq!(kept["theme"], "system");
}

#[tokio::test]
async fn unwanted_mail_is_switched_off_in_the_settings() {
    let (app, _, ada) = TestApp::start().await;
    let switch = "input[type=checkbox][name=email]";
    let page = ada.get(&app, "/settings/notifications").await.text();
    assert_eq!(texts(&page, &format!("{switch}[checked]")).len(), 1);
    let saved = ada.form(&app, "/settings/notifications", &[]).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = ada.get(&app, "/settings/notifications").await.text();
    assert_eq!(texts(&page, &format!("{switch}[checked]")).len(), 0);
    let wanted = ada.get(&app, "/api/user/notifications").await.data(200);
    assert_eq!(wanted["email"], false);
    assert_eq!(wanted["billingAlerts"], true, "what is not shown stays");
    let form = [("email", "on"), ("nonsense", "on")];
    let saved = ada.form(&app, "/settings/notifications", &form).await;
    assert_eq!(saved.status, 303);
    let wanted = ada.get(&app, "/api/user/notifications").await.data(200);
    assert_eq!(wanted["email"], true);
}

#[tokio::test]
async fn another_address_needs_the_password_of_late() {
    let (app, _, ada) = TestApp::start().await;
    app.wait(std::time::Duration::from_mins(11));
    let body = json!({ "email": "new@example.org", "lastName": "King" });
    let refused = ada.put(&app, "/api/user/profile", &body).await;
    refused.problem(403, "reauthenticate");
    assert_eq!(app.find_user("ada@example.org").name, "Ada");
    let form = [
        ("firstName", "Ada"),
        ("lastName", "King"),
        ("email", "new@example.org"),
        ("company", ""),
        ("bio", ""),
    ];
    let page = ada.form(&app, "/settings/profile", &form).await;
    assert_eq!(page.status, 303);
    let next = "/reauthenticate?next=%2Fsettings%2Fprofile";
    assert_eq!(page.header("location"), Some(next));
    let user = app.find_user("ada@example.org");
    assert_eq!((user.name.as_str(), user.pending_email), ("Ada King", None));
    let body = json!({ "password": crate::support::PASSWORD });
    ada.post(&app, "/api/auth/reauthenticate", &body)
        .await
        .data(200);
    let body = json!({ "email": "new@example.org" });
    let user = ada.put(&app, "/api/user/profile", &body).await.data(200);
    assert_eq!(user["pendingEmail"], "new@example.org");
}

#[tokio::test]
async fn the_new_address_takes_effect_by_its_link_and_the_old_one_is_told() {
    let (app, _, ada) = TestApp::start().await;
    let body = json!({ "email": "new@example.org" });
    ada.put(&app, "/api/user/profile", &body).await.data(200);
    let asked = app.deliver().await;
    let token = asked[0].token("/verify-email");
    let body = json!({ "token": token });
    let visitor = Actor::anonymous();
    visitor
        .post(&app, "/api/auth/verify-email", &body)
        .await
        .data(200);
    let user = ada.get(&app, "/api/user/profile").await.data(200);
    assert_eq!(user["email"], "new@example.org");
    assert_eq!(
        (&user["emailVerified"], &user["pendingEmail"]),
        (&json!(true), &json!(null))
    );
    let told = mail("email-changed", "ada@example.org");
    assert!(mails(&app).contains(&told), "{:?}", mails(&app));
    visitor
        .post(&app, "/api/auth/verify-email", &body)
        .await
        .problem(410, "expired");
    ada.act(&app, "/api/user/profile/confirmation")
        .await
        .problem(409, "conflict");
}
