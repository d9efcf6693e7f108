//! The outbox, and what comes out of it.

use std::time::Duration;

use rocket::http::Method;
use scalix::links::{Purpose, State, Ticket};
use scalix::mail::{self, Letter, Place, Recipient, Transport};
use scalix::settings::{MailSettings, Settings, Tls};
use scalix::web::app::App;
use serde_json::{Value, json};

use crate::support::{Mail, MailServer, TestApp};

/// A letter with a link.
fn reset(app: &TestApp) -> (Ticket, Letter) {
    let link = Ticket::new(Purpose::ResetPassword, "usr_x", State::of(&["hash"]));
    let place = Place::at(None, app.now());
    let letter = Letter::ResetPassword {
        link: link.clone(),
        place,
    };
    (link, letter)
}

fn expiring() -> Letter {
    Letter::TokenExpiring {
        name: "nightly".to_owned(),
        days: 7,
    }
}

impl TestApp {
    async fn queue(&self, to: Recipient, letter: Letter) {
        let now = self.now();
        self.db
            .write(move |tx| mail::queue(tx, &to, &letter, now))
            .await
            .unwrap();
    }

    async fn queue_to(&self, address: &str) {
        let to = Recipient::stranger(address, scalix::i18n::Locale::EnUs);
        self.queue(to, reset(self).1).await;
    }

    /// Sends what is due as other settings say.
    async fn send_by(&self, change: impl FnOnce(&mut Settings)) -> usize {
        let app = self.client.rocket().state::<App>().unwrap();
        let mut settings = app.settings.clone();
        change(&mut settings);
        let mut courier = app.courier(self.db.clone());
        courier.transport = Transport::open(&settings).unwrap();
        courier.round().await.unwrap()
    }

    /// What operators see, newest first.
    async fn jobs(&self, query: &str) -> Vec<Value> {
        let ada = self.sign_in_as("ada@example.org").await;
        let path = format!("/api/admin/jobs{query}");
        let jobs = ada.get(self, &path).await.data(200);
        jobs.as_array().unwrap().clone()
    }
}

fn server(server: &MailServer) -> MailSettings {
    MailSettings {
        host: Some("localhost".to_owned()),
        port: Some(server.port),
        from: Some("Scalix <scalix@example.org>".to_owned()),
        ca_file: Some(server.certificate.clone()),
        ..MailSettings::default()
    }
}

#[tokio::test]
async fn a_mail_is_queued_with_its_change_or_not_at_all() {
    let (app, _, _) = TestApp::start().await;
    let (ada, now) = (app.find_user("ada@example.org"), app.now());
    let (_, letter) = reset(&app);
    app.queue(ada.recipient(), letter.clone()).await;
    let expected = ("ada@example.org".to_owned(), letter.clone());
    assert_eq!(app.letters(), [expected]);

    let to = ada.recipient();
    let undone = app.db.write(move |tx| {
        mail::queue(tx, &to, &letter, now)?;
        Err::<(), _>(scalix::links::used_up())
    });
    assert!(undone.await.is_err());
    assert_eq!(app.letters().len(), 1);
}

#[tokio::test]
async fn mail_goes_to_a_server_over_tls_and_what_it_answers_counts() {
    let (app, _, _) = TestApp::start().await;
    let server_of_mail = MailServer::start(app.folder.path(), true).await;
    let by_server = |settings: &mut Settings| settings.mail = server(&server_of_mail);
    for address in [
        "later-ada@example.org",
        "never-ada@example.org",
        "grace@example.org",
    ] {
        app.queue_to(address).await;
    }
    assert_eq!(app.send_by(by_server).await, 1);
    let mails = server_of_mail.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].header("to"), Some("grace@example.org"));
    assert_eq!(mails[0].header("from"), Some("Scalix <scalix@example.org>"));
    assert_eq!(mails[0].header("auto-submitted"), Some("auto-generated"));
    assert_eq!(server_of_mail.in_the_clear(), Vec::<String>::new());

    // Refused for good: seen by operators, without the address. Put off: waits half a minute.
    let jobs = app.jobs("").await;
    let told = |job: &Value| {
        let fields = ["type", "kind", "recipient", "state", "attempts"];
        fields.map(|field| job[field].clone())
    };
    let told: Vec<_> = jobs.iter().map(told).collect();
    for expected in [
        json!(["mail", "reset-password", "g***@example.org", "sent", 1]),
        json!(["mail", "reset-password", "n***@example.org", "failed", 1]),
        json!(["mail", "reset-password", "l***@example.org", "queued", 1]),
    ] {
        assert!(told.iter().any(|job| json!(job) == expected), "{told:?}");
    }
    let refused = jobs.iter().find(|job| job["state"] == "failed").unwrap();
    let reason = refused["lastError"].as_str().unwrap();
    assert!(
        reason.contains("550") && reason.contains("n***@example.org"),
        "{reason}"
    );
    assert!(!json!(jobs).to_string().contains("ada@"), "{jobs:?}");

    assert_eq!(app.send_by(by_server).await, 0);
    assert_eq!(server_of_mail.tries("later-ada@example.org"), 1);
    app.wait(Duration::from_secs(40));
    assert_eq!(app.send_by(by_server).await, 1);
    assert_eq!(server_of_mail.tries("later-ada@example.org"), 2);
    assert_eq!(server_of_mail.tries("never-ada@example.org"), 1);
}

#[tokio::test]
async fn nothing_goes_out_in_the_clear_or_to_a_server_nobody_vouches_for() {
    let (app, _, _) = TestApp::start().await;
    let open = MailServer::start(app.folder.path(), false).await;
    app.queue_to("ada@example.org").await;
    let in_clear = |settings: &mut Settings| settings.mail = server(&open);
    assert_eq!(app.send_by(in_clear).await, 0);
    assert_eq!(open.in_the_clear(), Vec::<String>::new());

    let strange = MailServer::start(app.folder.path(), true).await;
    app.wait(Duration::from_hours(1));
    let untrusted = |settings: &mut Settings| {
        settings.mail = server(&strange);
        settings.mail.ca_file = None;
    };
    assert_eq!(app.send_by(untrusted).await, 0);
    assert_eq!(strange.mails().len(), 0);
    assert_eq!(app.jobs("?state=queued").await[0]["attempts"], 2);

    // Only when an operator says so.
    app.wait(Duration::from_hours(1));
    let asked_for = |settings: &mut Settings| {
        settings.mail = server(&open);
        settings.mail.tls = Tls::None;
    };
    assert_eq!(app.send_by(asked_for).await, 1);
    assert_eq!(open.mails().len(), 1);
}

#[tokio::test]
async fn without_a_server_the_file_holds_the_link_and_the_database_does_not() {
    let (app, _, _) = TestApp::start().await;
    app.queue_to("ada@example.org").await;
    let (link, _) = reset(&app);
    assert_eq!(app.send_by(|_| {}).await, 1);
    let folder = app.folder.path().join("mail");
    let files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].to_string_lossy().ends_with(".eml"));
    let mail = Mail::read(&std::fs::read(&files[0]).unwrap());
    let token = mail.token("/reset");
    assert_eq!(token, app.token(&link));
    assert!(mail.html.contains(&token));
    assert!(mail.text.contains("http://127.0.0.1:8000/reset?token="));
    let mac = token.rsplit('.').next().unwrap();
    assert!(!app.everything().contains(mac), "a token is stored");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&files[0])), (0o700, 0o600));
    }
}

#[tokio::test]
async fn a_mail_is_given_up_after_a_day_and_an_operator_tries_it_again() {
    let (app, _, _) = TestApp::start().await;
    app.queue_to("ada@example.org").await;
    // A port where nobody listens.
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    drop(socket);
    let nobody = |settings: &mut Settings| {
        settings.mail = MailSettings {
            host: Some("127.0.0.1".to_owned()),
            port: Some(port),
            from: Some("scalix@example.org".to_owned()),
            tls: Tls::None,
            ..MailSettings::default()
        };
    };
    let mut tries = 0;
    while app.jobs("").await[0]["state"] == "queued" {
        assert_eq!(app.send_by(nobody).await, 0);
        tries += 1;
        app.wait(Duration::from_mins(76));
        assert!(tries < 30);
    }
    // Some of them early: the waits grow to an hour and a quarter.
    assert!(tries >= 19, "{tries}");
    let job = app.jobs("?state=failed").await[0].clone();
    assert!(
        job["lastError"].as_str().unwrap().contains("onnect"),
        "{job}"
    );
    assert_eq!(job["nextAttemptAt"], Value::Null);

    let ada = app.sign_in_as("ada@example.org").await;
    let path = format!("/api/admin/jobs/{}/retry", job["id"].as_str().unwrap());
    let again = ada.act(&app, &path).await.data(200);
    assert_eq!(
        (&again["state"], &again["attempts"]),
        (&json!("queued"), &json!(0))
    );
    ada.act(&app, &path).await.problem(409, "conflict");
    assert_eq!(app.deliver().await.len(), 1);
    let unknown = "/api/admin/jobs/mail_00000000000000000000/retry";
    ada.act(&app, unknown).await.problem(404, "not_found");
    ada.get(&app, "/api/admin/jobs?state=lost")
        .await
        .problem(422, "invalid");
    let first = ada.get(&app, "/api/admin/jobs?limit=1").await.value();
    assert_eq!(first["nextCursor"], Value::Null);
}

#[tokio::test]
async fn a_mail_that_was_cut_off_leaves_again_under_the_same_id() {
    let (app, _, _) = TestApp::start().await;
    app.queue_to("ada@example.org").await;
    app.deliver().await;
    // As if the program had been killed before it noted that the mail had left.
    let (_, letter) = reset(&app);
    let (payload, until) = (
        json!(letter).to_string(),
        app.now().plus(Duration::from_mins(3)),
    );
    app.db
        .write(move |tx| {
            let sql = "UPDATE outbox
                SET state = 'queued', payload = ?1, leased_until = ?2, finished_at = NULL";
            Ok(tx.execute(sql, (payload, until))?)
        })
        .await
        .unwrap();
    assert_eq!(app.deliver().await.len(), 1, "it is held");
    app.wait(Duration::from_mins(3));
    let mails = app.deliver().await;
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("message-id"), mails[1].header("message-id"));
    assert!(mails[0].header("message-id").unwrap().starts_with("<mail_"));
}

#[tokio::test]
async fn strangers_cannot_fill_a_mailbox() {
    let (app, _, _) = TestApp::start().await;
    for address in ["ada@example.org", "ADA@example.org"].repeat(4) {
        app.queue_to(address).await;
    }
    app.queue_to("grace@example.org").await;
    assert_eq!(app.letters().len(), 6);
    app.wait(Duration::from_hours(1));
    app.queue_to("ada@example.org").await;
    assert_eq!(app.letters().len(), 7);
}

#[tokio::test]
async fn people_choose_which_mail_they_get() {
    let (app, _, ada) = TestApp::start().await;
    let path = "/api/user/notifications";
    let all = ada.get(&app, path).await.data(200);
    let switches = ["email", "projectUpdates", "teamActivity", "billingAlerts"];
    assert!(switches.iter().all(|name| all[name] == true), "{all}");

    let mut none = all.clone();
    none["email"] = json!(false);
    let saved = ada.put(&app, path, &none).await;
    assert_eq!(saved.value()["message"], "Your choice of mail is saved.");
    assert_eq!(saved.data(200), none);
    assert_eq!(ada.get(&app, path).await.data(200), none);
    let to = app.find_user("ada@example.org").recipient();
    app.queue(to.clone(), expiring()).await;
    assert_eq!(app.letters(), []);
    // Mail about security always goes.
    app.queue(to.clone(), reset(&app).1).await;
    assert_eq!(app.letters().len(), 1);

    ada.put(&app, path, &all).await.data(200);
    app.queue(to, expiring()).await;
    assert_eq!(app.letters().len(), 2);
    // What waits is not sent either, once somebody said that they do not want it.
    ada.put(&app, path, &none).await.data(200);
    assert_eq!(app.deliver().await.len(), 1);
    assert_eq!(app.letters(), []);
    ada.put(&app, path, &all).await.data(200);
    for wrong in [
        json!({"email": true}),
        json!({"email": 1, "projectUpdates": true, "teamActivity": true, "billingAlerts": true}),
        json!({"email": true, "projectUpdates": true, "teamActivity": true,
            "billingAlerts": true, "security": false}),
    ] {
        ada.put(&app, path, &wrong).await.problem(422, "invalid");
    }
    assert_eq!(ada.get(&app, path).await.data(200), all);
}

#[tokio::test]
async fn one_click_ends_a_kind_of_mail_without_signing_in() {
    let https = |settings: &mut Settings| {
        settings.public_url = Some("https://scalix.example".parse().unwrap());
    };
    let app = TestApp::with_settings(https).await;
    let (_, _) = app.team("Acme", "Ada").await;
    let to = app.find_user("ada@example.org").recipient();
    app.queue(to.clone(), expiring()).await;
    app.queue(to.clone(), reset(&app).1).await;
    let mails = app.deliver().await;
    assert_eq!(mails[1].header("list-unsubscribe"), None);
    let mail = &mails[0];
    assert_eq!(
        mail.header("list-unsubscribe-post"),
        Some("List-Unsubscribe=One-Click")
    );
    let link = mail.link("/unsubscribe");
    let header = mail.header("list-unsubscribe").unwrap();
    assert_eq!(header, format!("<https://scalix.example{link}>"));

    // A scanner looks, and nothing changes.
    let nobody = crate::support::Actor::anonymous();
    let page = nobody.get(&app, &link).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Get no more such mail?"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    app.queue(to.clone(), expiring()).await;
    assert_eq!(app.deliver().await.len(), 3);

    // A mail program's server: no cookie, no origin.
    let body = "List-Unsubscribe=One-Click";
    let click = || async {
        let mut request = app.client.post(&link);
        request.add_header(rocket::http::ContentType::Form);
        crate::support::read(request.body(body)).await
    };
    let done = click().await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert_eq!(click().await.status, 200, "a second click does no harm");
    app.queue(to.clone(), expiring()).await;
    assert_eq!(app.deliver().await.len(), 3);
    app.queue(to, reset(&app).1).await;
    assert_eq!(app.deliver().await.len(), 4);

    for wrong in [
        "",
        "?token=",
        "?token=unsubscribe.x",
        &format!("?token={}0", mail.token("/unsubscribe")),
    ] {
        let path = format!("/unsubscribe{wrong}");
        assert_eq!(nobody.get(&app, &path).await.status, 403, "{path}");
        let posted = nobody.send(&app, Method::Post, &path).await;
        assert_eq!(posted.status, 403, "{path}");
    }
}

#[tokio::test]
async fn the_program_writes_a_mail_soon_after_it_was_queued() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = crate::support::Server::start(folder.path()).await;
    server.set_up().await;
    let until = std::time::Instant::now() + Duration::from_secs(30);
    let mail = loop {
        let files = std::fs::read_dir(folder.path().join("mail"));
        let names = files.into_iter().flatten().map(|file| file.unwrap().path());
        if let Some(done) = names
            .into_iter()
            .find(|path| path.extension().is_some_and(|it| it == "eml"))
        {
            break Mail::read(&std::fs::read(done).unwrap());
        }
        assert!(std::time::Instant::now() < until, "no mail was written");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(mail.header("to"), Some("ada@example.org"));
    // The link leads to where the server listens.
    assert!(
        mail.text
            .contains(&format!("{}/verify-email?token=", server.base))
    );
    server.stop().await;
}
