//! Invitations: made, sent, looked at, accepted in every way there is, and refused.

use std::time::Duration;

use rocket::http::Method;
use scalix::jobs::Jobs;
use scalix::keys::KeyRing;
use scalix::settings::{Settings, SignUp};
use scalix::teams::Team;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, PASSWORD, TestApp, enrol};

const INVITE: &str = "/api/team/invite";
const LIST: &str = "/api/team/invitations";
const DAY: Duration = Duration::from_hours(24);

/// So many days but for a millisecond.
fn almost(days: u64) -> Duration {
    Duration::from_millis(days * 86_400_000 - 1)
}

/// With a mail server.
fn by_mail(settings: &mut Settings) {
    settings.mail.host = Some("mail.example.org".to_owned());
    settings.mail.from = Some("scalix@example.org".to_owned());
}

/// A server with the team Acme and its owner Ada.
async fn world(change: impl FnOnce(&mut Settings)) -> (TestApp, Team, Actor) {
    let app = TestApp::with_settings(change).await;
    let (team, ada) = app.team("Acme", "Ada").await;
    (app, team, ada)
}

fn draft(email: &str, role: &str) -> Value {
    json!({ "email": email, "role": role })
}

/// Invites somebody, and gives the invitation.
async fn invite(app: &TestApp, by: &Actor, email: &str, role: &str) -> Value {
    by.post(app, INVITE, &draft(email, role)).await.data(201)
}

fn id(invitation: &Value) -> &str {
    invitation["id"].as_str().unwrap()
}

/// The token in the link of an invitation.
fn token(invitation: &Value) -> String {
    let url = invitation["inviteUrl"].as_str().unwrap();
    let (base, token) = url.split_once("/invitations/").unwrap();
    assert_eq!(base, "http://127.0.0.1:8000");
    token.to_owned()
}

async fn look(app: &TestApp, token: &str) -> Answer {
    let path = format!("/api/invitations/{token}");
    Actor::anonymous().get(app, &path).await
}

/// Accepts with a session.
async fn accept(app: &TestApp, by: &Actor, token: &str) -> Answer {
    by.act(app, &format!("/api/invitations/{token}/accept"))
        .await
}

/// Accepts with a new account.
async fn join(app: &TestApp, token: &str) -> Answer {
    let body = json!({ "name": "Grace Hopper", "password": PASSWORD });
    let path = format!("/api/invitations/{token}/accept");
    Actor::anonymous().post(app, &path, &body).await
}

/// The statuses of the team's invitations, by address.
async fn statuses(app: &TestApp, by: &Actor) -> Vec<(String, String, String)> {
    let list = by.get(app, LIST).await.data(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut all: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                text(&it["email"]),
                text(&it["status"]),
                text(&it["delivery"]),
            )
        })
        .collect();
    all.sort();
    all
}

fn one(email: &str, status: &str, delivery: &str) -> Vec<(String, String, String)> {
    vec![(email.to_owned(), status.to_owned(), delivery.to_owned())]
}

/// The team that somebody looks at, and what they are in it.
async fn place(app: &TestApp, actor: &Actor) -> (String, String) {
    let me = actor.get(app, "/api/auth/me").await.data(200);
    let text = |name: &str| me["team"][name].as_str().unwrap_or_default().to_owned();
    (text("name"), text("role"))
}

/// What the audit log of the team holds, oldest first: the action, the target's name, after.
async fn log(app: &TestApp, by: &Actor) -> Vec<(String, String, Value)> {
    let rows = by.get(app, "/api/team/audit").await.data(200);
    let mut rows: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["action"].as_str().unwrap().to_owned(),
                row["target"]["name"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                row["after"].clone(),
            )
        })
        .collect();
    rows.reverse();
    rows
}

/// One round of the jobs.
async fn tick(app: &TestApp) {
    let ring = app.client.rocket().state::<KeyRing>().unwrap().clone();
    Jobs::new(app.db.clone(), app.clock.clone(), ring)
        .round()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_mail_brings_the_link_and_the_link_makes_the_account() {
    let (app, _, ada) = world(by_mail).await;
    let body = json!({"email": "Grace@Example.org", "role": "developer", "message": "Come & see."});
    let answer = ada.post(&app, INVITE, &body).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(
        answer.value()["message"],
        "The invitation of Grace@Example.org is on its way."
    );
    let made = answer.data(201);
    assert_eq!(
        (&made["role"], &made["status"], &made["delivery"]),
        (&json!("Developer"), &json!("pending"), &json!("queued"))
    );
    assert_eq!(made["invitedBy"], "Ada");
    assert_eq!(made["expiresAt"], "2026-03-17T12:00:00Z");
    // No token is stored, neither whole nor in parts.
    let mac = token(&made);
    let mac = mac.rsplit('.').next().unwrap();
    assert!(!app.everything().contains(mac));

    let mails = app.deliver().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].header("to"), Some("Grace@Example.org"));
    assert_eq!(mails[0].header("subject"), Some("Ada invites you to Acme"));
    assert!(mails[0].text.contains("Come & see."), "{}", mails[0].text);
    assert!(mails[0].html.contains("Come &#38; see."));
    assert_eq!(
        statuses(&app, &ada).await,
        one("Grace@Example.org", "pending", "sent")
    );
    let link = mails[0].link("/invitations/");
    let mailed = link.strip_prefix("/invitations/").unwrap().to_owned();

    // A scanner looks, twice, at both the page and the API.
    for _ in 0..2 {
        let page = Actor::anonymous().get(&app, &link).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(page.header("referrer-policy"), Some("same-origin"));
        assert!(page.text().contains("Join Acme"));
        let open = look(&app, &mailed).await.data(200);
        assert_eq!(
            open,
            json!({"team": "Acme", "role": "Developer", "email": "Grace@Example.org",
                "invitedBy": "Ada", "message": "Come & see.", "expiresAt": "2026-03-17T12:00:00Z"})
        );
    }
    let done = join(&app, &mailed).await;
    let team = done.data(201);
    assert_eq!(
        (&team["name"], &team["role"], &team["current"]),
        (&json!("Acme"), &json!("Developer"), &json!(true))
    );
    let grace = Actor::after(&done);
    assert_eq!(
        place(&app, &grace).await,
        ("Acme".to_owned(), "Developer".to_owned())
    );
    let me = grace.get(&app, "/api/auth/me").await.data(200);
    // The link came by mail, so the address is theirs; and there is no team besides.
    assert_eq!(me["user"]["emailVerified"], true);
    assert_eq!(me["teams"].as_array().unwrap().len(), 1);
    assert_eq!(app.deliver().await.len(), 1, "nothing is left to confirm");
    grace
        .post(&app, "/api/projects", &json!({ "name": "Compiler" }))
        .await
        .data(201);

    // Used up, by either link.
    for used in [mailed, token(&made)] {
        let told = look(&app, &used).await.problem(410, "expired");
        assert!(told["detail"].as_str().unwrap().contains("was used"));
        join(&app, &used).await.problem(410, "expired");
    }
    assert_eq!(Actor::anonymous().get(&app, &link).await.status, 410);
    assert_eq!(
        statuses(&app, &ada).await,
        one("Grace@Example.org", "accepted", "sent")
    );
    let rows = log(&app, &ada).await;
    let actions: Vec<_> = rows
        .iter()
        .map(|(action, target, _)| (action.as_str(), target.as_str()))
        .collect();
    assert_eq!(
        actions,
        [
            ("team.created", "Acme"),
            ("invitation.created", "G***@Example.org"),
            ("invitation.accepted", "G***@Example.org"),
            ("member.joined", "Grace Hopper"),
            ("project.created", "Compiler"),
        ]
    );
    let ada_id = app.find_user("ada@example.org").public_id.to_string();
    assert_eq!(
        rows[3].2,
        json!({ "role": "developer", "invitedBy": ada_id })
    );
}

#[tokio::test]
async fn without_a_mail_server_there_is_the_link() {
    let (app, _, ada) = world(|_| {}).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    assert_eq!(made["delivery"], "link_only");
    assert_eq!(app.letters(), []);
    let done = join(&app, &token(&made)).await;
    let grace = Actor::after(&done);
    done.data(201);
    let me = grace.get(&app, "/api/auth/me").await.data(200);
    // A link that was given by hand shows nothing about the address.
    assert_eq!(me["user"]["emailVerified"], false);
    assert!(
        app.deliver().await[0]
            .token("/verify-email")
            .starts_with("confirm-email")
    );
}

#[tokio::test]
async fn somebody_signed_in_accepts_without_a_body() {
    let (app, acme, ada) = world(by_mail).await;
    let (_, grace) = app.team("Compilers", "Grace").await;
    let made = invite(&app, &ada, "GRACE@example.org", "analyst").await;
    let token = token(&made);
    // Signed out, an account is asked for; which one is told.
    let told = accept(&app, &Actor::anonymous(), &token).await;
    let told = told.problem(401, "unauthenticated");
    assert!(
        told["detail"]
            .as_str()
            .unwrap()
            .contains("GRACE@example.org")
    );
    // The address has an account, so none is made.
    join(&app, &token).await.problem(409, "conflict");

    let done = accept(&app, &grace, &token).await;
    assert_eq!(done.value()["message"], "You are in Acme now. Welcome!");
    assert_eq!(done.data(200)["role"], "Analyst");
    assert_eq!(
        place(&app, &grace).await,
        ("Acme".to_owned(), "Analyst".to_owned())
    );
    accept(&app, &grace, &token).await.problem(410, "expired");
    // Whoever is in the team is not invited.
    let again = ada
        .post(&app, INVITE, &draft("grace@EXAMPLE.org", "Viewer"))
        .await;
    again.problem(409, "conflict");
    assert_eq!(acme.name, "Acme");
    // The mail that waited does not leave any more.
    assert_eq!(app.deliver().await.len(), 0);
}

#[tokio::test]
async fn another_account_is_told_which_one_is_meant() {
    let (app, acme, ada) = world(|_| {}).await;
    let bob = app.member(&acme, "Bob", Role::Viewer).await;
    let made = invite(&app, &ada, "grace@example.org", "Admin").await;
    let token = token(&made);
    let told = accept(&app, &bob, &token).await.problem(403, "forbidden");
    let told = told["detail"].as_str().unwrap();
    assert!(
        told.contains("grace@example.org") && told.contains("bob@example.org"),
        "{told}"
    );
    assert_eq!(place(&app, &bob).await.1, "Viewer");

    // The page has the way out, which comes back to it.
    let path = format!("/invitations/{token}");
    let page = bob.get(&app, &path).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&format!("action=\"{path}/switch\"")));
    assert!(!page.text().contains("name=\"password\""));
    let forced = bob.form(&app, &format!("{path}/accept"), &[]).await;
    assert_eq!(forced.status, 403);
    let out = bob.form(&app, &format!("{path}/switch"), &[]).await;
    assert_eq!(
        (out.status, out.header("location")),
        (303, Some(path.as_str()))
    );
    bob.get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let page = Actor::anonymous().get(&app, &path).await;
    assert!(page.text().contains("name=\"password\""));
}

#[tokio::test]
async fn the_link_survives_sign_in_and_second_factor() {
    let (app, _, ada) = world(|_| {}).await;
    let (_, grace) = app.team("Compilers", "Grace").await;
    let (phone, _, _) = enrol(&app, &grace).await;
    let made = invite(&app, &ada, "grace@example.org", "Developer").await;
    let path = format!("/invitations/{}", token(&made));
    let nobody = Actor::anonymous();
    let page = nobody.get(&app, &path).await.text();
    let login = format!("/login?next={path}");
    assert!(page.contains(&format!("href=\"{login}\"")), "{page}");
    let form = nobody.get(&app, &login).await.text();
    assert!(
        form.contains(&format!("name=\"next\" value=\"{path}\"")),
        "{form}"
    );

    let fields = [
        ("email", "grace@example.org"),
        ("password", PASSWORD),
        ("next", path.as_str()),
    ];
    let first = nobody.form(&app, "/login", &fields).await;
    let code_page = first.header("location").unwrap().to_owned();
    assert!(code_page.starts_with("/login/code?next="), "{code_page}");
    let half = Actor::after(&first);
    let form = half.get(&app, &code_page).await.text();
    assert!(form.contains(&format!("value=\"{path}\"")), "{form}");
    app.wait(Duration::from_secs(30));
    let code = phone.code(app.now());
    let fields = [("code", code.as_str()), ("next", path.as_str())];
    let second = half.form(&app, "/login/code", &fields).await;
    assert_eq!(
        (second.status, second.header("location")),
        (303, Some(path.as_str()))
    );
    let grace = Actor::after(&second);
    let page = grace.get(&app, &path).await.text();
    assert!(page.contains(&format!("action=\"{path}/accept\"")));
    assert!(!page.contains("name=\"password\""), "{page}");
    let done = grace.form(&app, &format!("{path}/accept"), &[]).await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
    assert_eq!(
        place(&app, &grace).await,
        ("Acme".to_owned(), "Developer".to_owned())
    );
}

#[tokio::test]
async fn the_sign_up_takes_the_token_as_well() {
    let (app, _, ada) = world(|_| {}).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let sign_up = |email: &str, token: &str| {
        let body = json!({"email": email, "password": PASSWORD, "inviteToken": token});
        let app = &app;
        async move {
            let nobody = Actor::anonymous();
            nobody.post(app, "/api/auth/signup", &body).await
        }
    };
    let token = token(&made);
    sign_up("grace@example.org", "x")
        .await
        .problem(410, "expired");
    let other = sign_up("bob@example.org", &token).await;
    assert!(other.problem(422, "invalid")["fields"]["email"].is_string());
    let done = sign_up("GRACE@example.org", &token).await;
    let grace = Actor::after(&done);
    assert_eq!(done.data(201)["user"]["teamRole"], "Viewer");
    assert_eq!(
        place(&app, &grace).await,
        ("Acme".to_owned(), "Viewer".to_owned())
    );
    sign_up("grace@example.org", &token)
        .await
        .problem(410, "expired");
    // Without a token nobody makes an account here.
    let body = json!({"email": "x@example.org", "password": PASSWORD});
    let alone = Actor::anonymous()
        .post(&app, "/api/auth/signup", &body)
        .await;
    alone.problem(403, "forbidden");
}

#[tokio::test]
async fn where_nobody_makes_accounts_an_invitation_makes_none_either() {
    let (app, _, ada) = world(|settings| settings.signup = SignUp::Off).await;
    let page = ada.get(&app, "/team/invitations").await.text();
    assert!(page.contains("Nobody can make an account on this Scalix."));
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let token = token(&made);
    join(&app, &token).await.problem(403, "forbidden");
    let page = Actor::anonymous()
        .get(&app, &format!("/invitations/{token}"))
        .await;
    assert!(page.text().contains("Ask an operator"));
    assert!(!page.text().contains("name=\"password\""));
    // Somebody who got an account from the operator comes in.
    let (_, grace) = app.team("Compilers", "Grace").await;
    accept(&app, &grace, &token).await.data(200);
}

#[tokio::test]
async fn nobody_invites_above_their_own_role() {
    let (app, acme, ada) = world(|_| {}).await;
    let admin = app.member(&acme, "Bob", Role::Admin).await;
    let told = admin
        .post(&app, INVITE, &draft("x@example.org", "OWNER"))
        .await;
    let told = told.problem(403, "forbidden");
    assert!(
        told["detail"]
            .as_str()
            .unwrap()
            .contains("above their own: yours is Admin")
    );
    for role in ["admin", "Developer", "ANALYST", "viewer"] {
        invite(&app, &admin, &format!("{role}@example.org"), role).await;
    }
    for (name, role) in [
        ("Dev", Role::Developer),
        ("Ana", Role::Analyst),
        ("Vera", Role::Viewer),
    ] {
        let actor = app.member(&acme, name, role).await;
        let refused = actor
            .post(&app, INVITE, &draft("x@example.org", "Viewer"))
            .await;
        refused.problem(403, "forbidden");
        actor.get(&app, LIST).await.problem(403, "forbidden");
        assert_eq!(actor.get(&app, "/team/invitations").await.status, 403);
    }

    // The link of an owner's place would make its holder an owner.
    let made = invite(&app, &ada, "grace@example.org", "Owner").await;
    let path = format!("{LIST}/{}", id(&made));
    admin
        .get(&app, &format!("{path}/link"))
        .await
        .problem(403, "forbidden");
    admin
        .act(&app, &format!("{path}/resend"))
        .await
        .problem(403, "forbidden");
    let page = admin.get(&app, "/team/invitations").await.text();
    assert!(!page.contains(&format!("{}/link", id(&made))), "{page}");
    let links = ada.get(&app, &format!("{path}/link")).await;
    assert_eq!(links.header("cache-control"), Some("no-store"));
    assert_eq!(links.data(200)["inviteUrl"], made["inviteUrl"]);
    // No list shows a link.
    let list = ada.get(&app, LIST).await.text();
    assert!(!list.contains("inviteUrl") && !list.contains(&token(&made)));
}

#[tokio::test]
async fn the_inviter_must_still_be_able_to_give_the_role() {
    for change in [
        "UPDATE memberships SET role = 'developer' WHERE user_id = ?1",
        "UPDATE memberships SET status = 'inactive' WHERE user_id = ?1",
        "DELETE FROM memberships WHERE user_id = ?1",
    ] {
        let (app, acme, ada) = world(by_mail).await;
        let bob = app.member(&acme, "Bob", Role::Admin).await;
        let made = invite(&app, &bob, "grace@example.org", "Viewer").await;
        let token = token(&made);
        look(&app, &token).await.data(200);
        let user = app.find_user("bob@example.org").id;
        app.db
            .write(move |tx| Ok(tx.execute(change, [user])?))
            .await
            .unwrap();
        let told = look(&app, &token).await.problem(410, "expired");
        assert!(
            told["detail"]
                .as_str()
                .unwrap()
                .contains("Bob can no longer"),
            "{told}"
        );
        join(&app, &token).await.problem(410, "expired");
        assert_eq!(
            Actor::anonymous()
                .get(&app, &format!("/invitations/{token}"))
                .await
                .status,
            410
        );
        // Nobody is reminded of what they cannot accept.
        app.deliver().await;
        app.wait(DAY * 3);
        tick(&app).await;
        assert_eq!(app.letters(), []);
        // Somebody else vouches for it by sending it again.
        let sent = ada
            .act(&app, &format!("{LIST}/{}/resend", id(&made)))
            .await
            .data(200);
        assert_eq!(sent["invitedBy"], "Ada");
        join(&app, &token).await.data(201);
    }

    // An admin may not make admins of others after they became one of those who cannot.
    let (app, acme, _) = world(|_| {}).await;
    let bob = app.member(&acme, "Bob", Role::Owner).await;
    let made = invite(&app, &bob, "grace@example.org", "Owner").await;
    let user = app.find_user("bob@example.org").id;
    let sql = "UPDATE memberships SET role = 'admin' WHERE user_id = ?1";
    app.db
        .write(move |tx| Ok(tx.execute(sql, [user])?))
        .await
        .unwrap();
    join(&app, &token(&made)).await.problem(410, "expired");
}

#[tokio::test]
async fn bad_input_has_its_answer() {
    let (app, acme, ada) = world(|_| {}).await;
    app.member(&acme, "Bob", Role::Viewer).await;
    let long = "x".repeat(301);
    for (body, field) in [
        (
            json!({ "email": "grace@example.org\n", "role": "Viewer" }),
            "email",
        ),
        (
            json!({ "email": "a@b.c\r\nBcc: d@e.f", "role": "Viewer" }),
            "email",
        ),
        (json!({ "email": "a\u{0}@b.c", "role": "Viewer" }), "email"),
        (json!({ "email": "nobody", "role": "Viewer" }), "email"),
        (json!({ "email": "", "role": "Viewer" }), "email"),
        (
            json!({ "email": "Ada@Example.org", "role": "Viewer" }),
            "email",
        ),
        (json!({ "email": "a@b.c", "role": "root" }), "role"),
        (json!({ "email": "a@b.c" }), "role"),
        (json!({ "role": "Viewer" }), "email"),
        (
            json!({ "email": "a@b.c", "role": "Viewer", "message": long }),
            "message",
        ),
        (
            json!({ "email": "a@b.c", "role": "Viewer", "message": "a\nb" }),
            "message",
        ),
        (
            json!({ "email": "a@b.c", "role": "Viewer", "admin": true }),
            "admin",
        ),
        (
            json!({ "email": "a@b.c", "invites": [draft("a@b.c", "Viewer")] }),
            "invites",
        ),
        (json!({ "invites": [] }), "invites"),
    ] {
        let told = ada.post(&app, INVITE, &body).await.problem(422, "invalid");
        assert!(told["fields"][field].is_string(), "{body}: {told}");
    }
    let many: Vec<_> = (0..101)
        .map(|it| draft(&format!("{it}@b.c"), "Viewer"))
        .collect();
    let told = ada.post(&app, INVITE, &json!({ "invites": many })).await;
    assert!(
        told.problem(422, "invalid")["detail"]
            .as_str()
            .unwrap()
            .contains("101")
    );
    assert_eq!(ada.get(&app, LIST).await.data(200), json!([]));

    for email in ["bob@example.org", "BOB@EXAMPLE.ORG"] {
        ada.post(&app, INVITE, &draft(email, "Viewer"))
            .await
            .problem(409, "conflict");
    }
    invite(&app, &ada, "grace@example.org", "Viewer").await;
    for email in ["grace@example.org", "GRACE@example.org"] {
        let told = ada
            .post(&app, INVITE, &draft(email, "Admin"))
            .await
            .problem(409, "conflict");
        assert!(told["detail"].as_str().unwrap().contains("Send it again"));
    }
    ada.get(&app, "/api/team/invitations?status=lost")
        .await
        .problem(422, "invalid");
    for nonsense in ["x", "invitation.inv_x.0.0.0", "reset-password.usr_x.0.0.0"] {
        look(&app, nonsense).await.problem(410, "expired");
        join(&app, nonsense).await.problem(410, "expired");
        accept(&app, &ada, nonsense).await.problem(410, "expired");
        let page = Actor::anonymous()
            .get(&app, &format!("/invitations/{nonsense}"))
            .await;
        assert_eq!(page.status, 410);
    }
}

#[tokio::test]
async fn what_an_invitation_answers_is_the_same_whether_there_is_an_account() {
    let (app, _, ada) = world(by_mail).await;
    app.user("Grace").await;
    let known = ada
        .post(&app, INVITE, &draft("grace@example.org", "Viewer"))
        .await;
    let unknown = ada
        .post(&app, INVITE, &draft("edsger@example.org", "Viewer"))
        .await;
    let shape = |answer: &Answer, name: &str| {
        let mut data = answer.data(201);
        let token = token(&data);
        data["id"] = json!("");
        data["inviteUrl"] = json!(token.len());
        data.to_string().replace(name, "")
    };
    assert_eq!(shape(&known, "grace"), shape(&unknown, "edsger"));
    let looked = |answer: Answer, name: &str| answer.text().replace(name, "");
    let (first, second) = (token(&known.data(201)), token(&unknown.data(201)));
    assert_eq!(
        looked(look(&app, &first).await, "grace"),
        looked(look(&app, &second).await, "edsger")
    );
    let page = |token: String| {
        let app = &app;
        async move {
            let page = Actor::anonymous()
                .get(app, &format!("/invitations/{token}"))
                .await;
            page.text().replace(&token, "")
        }
    };
    assert_eq!(
        page(first).await.replace("grace", ""),
        page(second).await.replace("edsger", "")
    );
    app.deliver().await;
    let list = ada.get(&app, LIST).await.data(200);
    assert_eq!(list[0]["delivery"], list[1]["delivery"]);
}

#[tokio::test]
async fn each_of_many_has_its_own_answer() {
    let (app, _, ada) = world(|_| {}).await;
    let body = json!({ "invites": [
        draft("a@example.org", "Viewer"),
        draft("nobody", "Viewer"),
        draft("A@example.org", "Admin"),
        draft("b@example.org", "boss"),
        draft("c@example.org", "Owner"),
    ]});
    let answer = ada.post(&app, INVITE, &body).await;
    assert_eq!(answer.value()["message"], "2 of 5 are invited.");
    let results = answer.data(207);
    let told: Vec<_> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["index"].as_i64().unwrap(),
                it["ok"].as_bool().unwrap(),
                it["code"].clone(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (0, true, Value::Null),
            (1, false, json!("invalid")),
            (2, false, json!("conflict")),
            (3, false, json!("invalid")),
            (4, true, Value::Null),
        ]
    );
    assert!(results[1]["message"].as_str().unwrap().contains(' '));
    look(&app, &token(&results[0]["invitation"]))
        .await
        .data(200);
    // All good, and all bad.
    let body = json!({ "invites": [draft("d@example.org", "Viewer")] });
    ada.post(&app, INVITE, &body).await.data(201);
    let again = ada.post(&app, INVITE, &body).await.problem(422, "invalid");
    assert_eq!(again["data"][0]["code"], "conflict");
    assert!(again["fields"]["invites[0]"].is_string());
    assert_eq!(
        ada.get(&app, LIST)
            .await
            .data(200)
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn the_list_comes_in_pages_and_by_status() {
    let (app, _, ada) = world(|_| {}).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        let made = invite(&app, &ada, &format!("{number}@example.org"), "Viewer").await;
        ids.insert(0, id(&made).to_owned());
        app.wait(Duration::from_secs(1));
    }
    let (mut path, mut seen) = (format!("{LIST}?limit=2"), Vec::new());
    loop {
        let page = ada.get(&app, &path).await.value();
        for row in page["data"].as_array().unwrap() {
            seen.push(id(row).to_owned());
        }
        let Some(cursor) = page["nextCursor"].as_str() else {
            break;
        };
        path = format!("{LIST}?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, ids);
    ada.delete(&app, &format!("{LIST}/{}", ids[0]))
        .await
        .data(200);
    for (status, count) in [
        ("pending", 4),
        ("revoked", 1),
        ("accepted", 0),
        ("expired", 0),
        ("all", 5),
    ] {
        let path = format!("{LIST}?status={status}");
        let rows = ada.get(&app, &path).await.data(200);
        assert_eq!(rows.as_array().unwrap().len(), count, "{status}");
    }
}

#[tokio::test]
async fn it_is_good_for_seven_days_and_sending_it_again_renews_it() {
    let (app, _, ada) = world(by_mail).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let link = app.deliver().await[0].link("/invitations/");
    let mailed = link.strip_prefix("/invitations/").unwrap().to_owned();
    app.wait(almost(7));
    look(&app, &mailed).await.data(200);
    app.wait(Duration::from_millis(1));
    let told = look(&app, &mailed).await.problem(410, "expired");
    assert!(told["detail"].as_str().unwrap().contains("has expired"));
    join(&app, &mailed).await.problem(410, "expired");
    assert_eq!(statuses(&app, &ada).await[0].1, "expired");
    let path = format!("{LIST}/{}", id(&made));
    ada.get(&app, &format!("{path}/link"))
        .await
        .problem(409, "conflict");

    let sent = ada.act(&app, &format!("{path}/resend")).await.data(200);
    assert_eq!(
        (&sent["status"], &sent["delivery"]),
        (&json!("pending"), &json!("queued"))
    );
    assert_eq!(app.deliver().await.len(), 2);
    // The mail of before is as good as the new one.
    join(&app, &mailed).await.data(201);
    ada.act(&app, &format!("{path}/resend"))
        .await
        .problem(409, "conflict");
}

#[tokio::test]
async fn an_expired_one_and_a_new_one_do_not_stand_side_by_side() {
    let (app, _, ada) = world(|_| {}).await;
    let old = invite(&app, &ada, "grace@example.org", "Admin").await;
    app.wait(DAY * 7);
    invite(&app, &ada, "Grace@example.org", "Viewer").await;
    let resend = format!("{LIST}/{}/resend", id(&old));
    ada.act(&app, &resend).await.problem(409, "conflict");
    look(&app, &token(&old)).await.problem(410, "expired");
}

#[tokio::test]
async fn it_is_sent_again_three_times_an_hour_and_ten_times_in_all() {
    let (app, _, ada) = world(by_mail).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let path = format!("{LIST}/{}/resend", id(&made));
    let mut sent = 0;
    while sent < 10 {
        let answer = ada.act(&app, &path).await;
        if answer.status == 429 {
            assert!(sent % 3 == 0 && sent > 0, "{sent}");
            assert_eq!(answer.header("retry-after"), Some("3600"));
            answer.problem(429, "rate_limited");
            app.wait(Duration::from_hours(1));
        } else {
            answer.data(200);
            sent += 1;
        }
    }
    app.wait(Duration::from_hours(1));
    let told = ada.act(&app, &path).await.problem(409, "conflict");
    assert!(told["detail"].as_str().unwrap().contains("10 times"));
    // Each time the mail that waited is replaced: one leaves.
    assert_eq!(app.deliver().await.len(), 1);
    let resent = log(&app, &ada).await;
    let resent = resent.iter().filter(|row| row.0 == "invitation.resent");
    assert_eq!(resent.count(), 10);
}

#[tokio::test]
async fn it_is_taken_back_for_good() {
    let (app, _, ada) = world(by_mail).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let (token, path) = (token(&made), format!("{LIST}/{}", id(&made)));
    let preview = ada
        .delete(&app, &format!("{path}?dryRun=true"))
        .await
        .data(200);
    assert_eq!(preview["status"], "pending");
    ada.delete(&app, &format!("{path}?dryrun=true"))
        .await
        .problem(422, "invalid");
    look(&app, &token).await.data(200);
    for _ in 0..2 {
        let gone = ada.delete(&app, &path).await;
        assert_eq!(gone.data(200)["status"], "revoked");
    }
    let told = look(&app, &token).await.problem(410, "expired");
    assert!(told["detail"].as_str().unwrap().contains("taken back"));
    join(&app, &token).await.problem(410, "expired");
    assert_eq!(app.deliver().await.len(), 0, "the mail that waited is gone");
    ada.act(&app, &format!("{path}/resend"))
        .await
        .problem(409, "conflict");
    let rows = log(&app, &ada).await;
    assert_eq!(
        rows.iter()
            .filter(|row| row.0 == "invitation.revoked")
            .count(),
        1
    );
    // The address can be invited anew, in another role.
    let anew = invite(&app, &ada, "grace@example.org", "Admin").await;
    join(&app, &self::token(&anew)).await.data(201);
    let path = format!("{LIST}/{}", id(&anew));
    ada.delete(&app, &path).await.problem(409, "conflict");
}

#[tokio::test]
async fn an_invitation_of_another_team_is_not_there() {
    let (app, _, ada) = world(|_| {}).await;
    let (_, bob) = app.team("Engines", "Bob").await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    for path in [id(&made), "inv_00000000000000000000", "x"].map(|id| format!("{LIST}/{id}")) {
        bob.get(&app, &format!("{path}/link"))
            .await
            .problem(404, "not_found");
        bob.act(&app, &format!("{path}/resend"))
            .await
            .problem(404, "not_found");
        bob.delete(&app, &path).await.problem(404, "not_found");
        bob.delete(&app, &format!("{path}?dryRun=true"))
            .await
            .problem(404, "not_found");
    }
    assert_eq!(bob.get(&app, LIST).await.data(200), json!([]));
    for path in ["link", "revoke"] {
        let page = bob
            .get(&app, &format!("/team/invitations/{}/{path}", id(&made)))
            .await;
        assert_eq!(page.status, 404, "{path}");
    }
    let forced = bob
        .form(
            &app,
            &format!("/team/invitations/{}/revoke", id(&made)),
            &[],
        )
        .await;
    assert_eq!(forced.status, 404);
    assert_eq!(statuses(&app, &ada).await[0].1, "pending");
}

#[tokio::test]
async fn after_three_days_a_mail_reminds_once() {
    let (app, _, ada) = world(by_mail).await;
    invite(&app, &ada, "grace@example.org", "Viewer").await;
    let accepted = invite(&app, &ada, "edsger@example.org", "Viewer").await;
    let revoked = invite(&app, &ada, "barbara@example.org", "Viewer").await;
    assert_eq!(app.deliver().await.len(), 3);
    join(&app, &token(&accepted)).await.data(201);
    ada.delete(&app, &format!("{LIST}/{}", id(&revoked)))
        .await
        .data(200);
    app.deliver().await;
    app.wait(almost(3));
    tick(&app).await;
    assert_eq!(app.letters(), []);
    app.wait(Duration::from_millis(1));
    for _ in 0..2 {
        tick(&app).await;
    }
    let before = app.letters().len();
    assert_eq!(before, 1);
    let mails = app.deliver().await;
    let reminder = mails.last().unwrap();
    assert_eq!(reminder.header("to"), Some("grace@example.org"));
    assert_eq!(
        reminder.header("subject"),
        Some("Your invitation to Acme waits for you")
    );
    // It is as good as the first one, and no longer.
    let link = reminder.link("/invitations/");
    app.wait(almost(4));
    assert_eq!(Actor::anonymous().get(&app, &link).await.status, 200);
    app.wait(Duration::from_millis(1));
    assert_eq!(Actor::anonymous().get(&app, &link).await.status, 410);
    // A month after its end nothing is left of it.
    app.wait(DAY * 30 + Duration::from_millis(1));
    tick(&app).await;
    let ada = app.sign_in_as("ada@example.org").await;
    assert_eq!(ada.get(&app, LIST).await.data(200), json!([]));
    assert_eq!(Actor::anonymous().get(&app, &link).await.status, 410);
}

#[tokio::test]
async fn a_team_invites_so_many_a_day() {
    let (app, _, ada) = world(|_| {}).await;
    for hundred in 0..5 {
        let many: Vec<_> = (0..100)
            .map(|it| draft(&format!("{hundred}-{it}@b.c"), "Viewer"))
            .collect();
        ada.post(&app, INVITE, &json!({ "invites": many }))
            .await
            .data(201);
    }
    let over = ada.post(&app, INVITE, &draft("x@b.c", "Viewer")).await;
    assert_eq!(over.header("retry-after"), Some("86400"));
    over.problem(429, "rate_limited");
    // Other teams have their own.
    let (_, bob) = app.team("Engines", "Bob").await;
    invite(&app, &bob, "x@b.c", "Viewer").await;
    app.wait(DAY);
    invite(&app, &ada, "x@b.c", "Viewer").await;
}

#[tokio::test]
async fn a_mail_that_cannot_be_delivered_is_seen() {
    let (app, _, ada) = world(by_mail).await;
    invite(&app, &ada, "grace@example.org", "Viewer").await;
    let failed = "UPDATE outbox SET state = 'failed', finished_at = created_at";
    app.db
        .write(move |tx| Ok(tx.execute(failed, [])?))
        .await
        .unwrap();
    assert_eq!(statuses(&app, &ada).await[0].2, "failed");
    let page = ada.get(&app, "/team/invitations").await.text();
    assert!(page.contains("Mail failed"), "{page}");
}

#[tokio::test]
async fn the_pages_do_the_same_without_scripts() {
    let (app, _, ada) = world(|_| {}).await;
    let form = "/team/invitations/new";
    assert_eq!(ada.get(&app, form).await.status, 200);
    let empty = ada
        .form(&app, form, &[("emails", " , "), ("role", "viewer")])
        .await;
    assert_eq!(empty.status, 422);
    let fields = [
        (
            "emails",
            "Grace <grace@example.org>, nobody\r\nedsger@example.org ADA@example.org",
        ),
        ("role", "developer"),
        ("message", "Hello"),
    ];
    let done = ada.form(&app, form, &fields).await;
    assert_eq!(
        (done.status, done.header("cache-control")),
        (200, Some("no-store"))
    );
    let page = done.text();
    assert!(page.contains("2 people are invited"), "{page}");
    assert!(page.contains("This is your own address.") && page.contains("nobody"));
    let link = |page: &str, nth: usize| {
        let at = page
            .split("value=\"http://127.0.0.1:8000/invitations/")
            .nth(nth)
            .unwrap();
        format!("/invitations/{}", at.split('"').next().unwrap())
    };
    // Once more: everybody is refused, and what was typed is kept.
    let again = ada.form(&app, form, &fields).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("waits for an answer") && again.text().contains("Hello"));
    let above = [("emails", "x@example.org"), ("role", "root")];
    let above = ada.form(&app, form, &above).await;
    assert_eq!(above.status, 422);
    assert!(above.text().contains("role-error"));
    let many: Vec<String> = (0..101).map(|it| format!("{it}@b.c")).collect();
    let many = ada
        .form(
            &app,
            form,
            &[("emails", &many.join(",")), ("role", "viewer")],
        )
        .await;
    assert_eq!(many.status, 422);

    let list = ada.get(&app, "/team/invitations").await.text();
    assert!(list.contains("grace@example.org") && list.contains("edsger@example.org"));
    assert!(!list.contains("value=\"http"), "no list shows a link");
    let rows = ada.get(&app, LIST).await.data(200);
    let of = |email: &str| {
        let mut rows = rows.as_array().unwrap().iter();
        let row = rows.find(|row| row["email"] == email).unwrap();
        format!("/team/invitations/{}", id(row))
    };
    let grace = of("grace@example.org");
    let shown = ada.get(&app, &format!("{grace}/link")).await;
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    let path = link(&page, 1);
    assert!(shown.text().contains(&path));
    let sent = ada.form(&app, &format!("{grace}/resend"), &[]).await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (303, Some("/team/invitations"))
    );
    let edsger = of("edsger@example.org");
    assert_eq!(ada.get(&app, &format!("{edsger}/revoke")).await.status, 200);
    let gone = ada.form(&app, &format!("{edsger}/revoke"), &[]).await;
    assert_eq!(gone.status, 303);
    let page = ada
        .with_flash(&gone)
        .get(&app, "/team/invitations?status=revoked")
        .await
        .text();
    assert!(page.contains("is revoked.") && page.contains("edsger@example.org"));

    // The other side: what is typed is kept, and the account is made.
    let nobody = Actor::anonymous();
    let card = nobody.get(&app, &path).await.text();
    assert!(card.contains("Ada writes: “Hello”"), "{card}");
    let accept = format!("{path}/accept");
    let weak = [("name", "Grace Hopper"), ("password", "password1234")];
    let weak = nobody.form(&app, &accept, &weak).await;
    assert_eq!(weak.status, 422);
    assert!(
        weak.text().contains("value=\"Grace Hopper\"") && !weak.text().contains("password1234")
    );
    let done = nobody
        .form(
            &app,
            &accept,
            &[("name", "Grace Hopper"), ("password", PASSWORD)],
        )
        .await;
    assert_eq!((done.status, done.header("location")), (303, Some("/")));
    let grace = Actor::after(&done);
    assert_eq!(place(&app, &grace).await.1, "Developer");
    assert_eq!(grace.get(&app, "/").await.status, 200);
    assert_eq!(nobody.get(&app, &path).await.status, 410);
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_comes_in() {
    let (app, _, ada) = world(|_| {}).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let token = token(&made);
    let (first, second) = tokio::join!(join(&app, &token), join(&app, &token));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201, "{statuses:?}");
    assert!(matches!(statuses[1], 409 | 410 | 422), "{statuses:?}");
}

#[tokio::test]
async fn what_is_held_goes_with_the_account() {
    let (app, _, ada) = world(|_| {}).await;
    let made = invite(&app, &ada, "grace@example.org", "Developer").await;
    let done = join(&app, &token(&made)).await;
    let grace = Actor::after(&done);
    let held = grace.get(&app, "/api/user/export").await.value();
    assert_eq!(
        held["invitations"]["received"][0]["email"],
        "grace@example.org"
    );
    assert_eq!(held["invitations"]["sent"], json!([]));
    let held = ada.get(&app, "/api/user/export").await.value();
    assert_eq!(held["invitations"]["sent"][0]["email"], "grace@example.org");
    let body = json!({ "password": PASSWORD, "confirm": "grace@example.org" });
    let left = grace
        .json(&app, Method::Delete, "/api/user/account", &body)
        .await;
    left.data(200);
    assert_eq!(ada.get(&app, LIST).await.data(200), json!([]));
    let count: i64 = app
        .db
        .read_now(|conn| {
            let sql = "SELECT COUNT(*) FROM invitations";
            Ok(conn.query_row(sql, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(count, 0);
    // Nobody vouches for what somebody who left has sent.
    let (_, bob) = app.team("Engines", "Bob").await;
    let user = app.user("Edsger").await;
    let made = invite(&app, &bob, "edsger@example.org", "Owner").await;
    let done = accept(
        &app,
        &app.sign_in(&user, &app.team("Own", "Eve").await.0).await,
        &token(&made),
    )
    .await;
    done.data(200);
    let made = invite(&app, &bob, "x@example.org", "Viewer").await;
    let body = json!({ "password": PASSWORD, "confirm": "bob@example.org" });
    bob.json(&app, Method::Delete, "/api/user/account", &body)
        .await
        .data(200);
    let told = look(&app, &token(&made)).await.problem(410, "expired");
    assert!(
        told["detail"]
            .as_str()
            .unwrap()
            .contains("not there any more"),
        "{told}"
    );
}

#[tokio::test]
async fn nobody_joins_a_team_that_is_deleted() {
    let (app, acme, ada) = world(|_| {}).await;
    let made = invite(&app, &ada, "grace@example.org", "Viewer").await;
    let token = token(&made);
    let path = format!("/api/teams/{}", acme.public_id);
    let body = json!({ "confirm": "Acme" });
    let gone = ada.json(&app, Method::Delete, &path, &body).await;
    gone.data(200);
    look(&app, &token).await.problem(410, "expired");
    join(&app, &token).await.problem(410, "expired");
    ada.act(&app, &format!("{path}/restore")).await.data(200);
    look(&app, &token).await.data(200);
    // Purged, nothing is left of it.
    ada.json(&app, Method::Delete, &path, &body).await;
    app.wait(DAY * 31);
    tick(&app).await;
    look(&app, &token).await.problem(410, "expired");
    let count: i64 = app
        .db
        .read_now(|conn| {
            let sql = "SELECT COUNT(*) FROM invitations";
            Ok(conn.query_row(sql, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(count, 0);
}
