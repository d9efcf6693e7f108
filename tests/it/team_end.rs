//! A team's name, its end, its return, and what is left when it is purged.

use std::time::Duration;

use rocket::http::Method;
use scalix::audit::{self, Verdict};
use scalix::db::Conn;
use scalix::jobs::Jobs;
use scalix::keys::KeyRing;
use scalix::teams::Team;
use scalix::teams::access::Role;
use scalix::usage;
use scalix::usage::ingest::sum_up;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, TestApp};

const DAY: Duration = Duration::from_hours(24);

fn path(team: &Team, action: &str) -> String {
    format!("/api/teams/{}{action}", team.public_id)
}

fn event(id: &str) -> Value {
    json!([{ "id": id, "model": "gpt-4o", "inputTokens": 10, "outputTokens": 5 }])
}

async fn end(app: &TestApp, by: &Actor, team: &Team, confirm: &str) -> Answer {
    let body = json!({ "confirm": confirm });
    by.json(app, Method::Delete, &path(team, ""), &body).await
}

/// Acme with Ada, its owner, and others, a key that is in use and a token.
struct World {
    app: TestApp,
    acme: Team,
    ada: Actor,
    admin: Actor,
    /// Reports usage.
    key: Actor,
    secret: String,
    /// A personal token of Ada's.
    token: Actor,
}

async fn world() -> World {
    let (app, acme, ada) = TestApp::start().await;
    let admin = app.member(&acme, "Admin", Role::Admin).await;
    let made = ada
        .post(&app, "/api/api-keys", &json!({ "name": "ci" }))
        .await;
    let made = made.data(201);
    let secret = made["secret"].as_str().unwrap().to_owned();
    let key = Actor::with_bearer(&secret);
    let sent = key.post(&app, "/api/usage/events", &event("one")).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let body = json!({ "name": "t", "scopes": ["team:write", "projects:read"] });
    let made = ada.post(&app, "/api/user/tokens", &body).await.data(201);
    let token = Actor::with_bearer(made["secret"].as_str().unwrap());
    World {
        app,
        acme,
        ada,
        admin,
        key,
        secret,
        token,
    }
}

#[tokio::test]
async fn an_owner_gives_the_team_another_name() {
    let World {
        app,
        acme,
        ada,
        admin,
        token,
        ..
    } = world().await;
    let name = json!({ "name": "  Acme & Sons " });
    let renamed = ada.put(&app, &path(&acme, ""), &name).await;
    assert_eq!(
        renamed.value()["message"],
        "The team is called Acme & Sons now."
    );
    let team = renamed.data(200);
    assert_eq!(
        (&team["name"], &team["current"], &team["deletedAt"]),
        (&json!("Acme & Sons"), &json!(true), &Value::Null)
    );
    token
        .put(&app, &path(&acme, ""), &json!({ "name": "Acme" }))
        .await
        .data(200);
    // The same name once more is no event.
    ada.put(&app, &path(&acme, ""), &json!({ "name": "Acme" }))
        .await
        .data(200);
    let rows = ada.get(&app, "/api/team/audit?action=team.renamed").await;
    let rows = rows.data(200);
    let changes: Vec<_> = rows.as_array().unwrap().iter().collect();
    assert_eq!(changes.len(), 2, "{rows}");
    assert_eq!(changes[1]["before"], json!({ "name": "Acme" }));
    assert_eq!(changes[1]["after"], json!({ "name": "Acme & Sons" }));
    for name in ["", "  ", "a\u{202e}b", "a\nb", &"x".repeat(101)] {
        let refused = ada
            .put(&app, &path(&acme, ""), &json!({ "name": name }))
            .await;
        let refused = refused.problem(422, "invalid");
        assert!(refused["fields"]["name"].is_string(), "{refused}");
    }
    // Who could do it is named: the owner, and not the admins.
    let refused = admin
        .put(&app, &path(&acme, ""), &json!({ "name": "x" }))
        .await;
    let refused = refused.problem(403, "forbidden");
    assert!(
        refused["detail"]
            .as_str()
            .unwrap()
            .ends_with("Ask an owner: Ada."),
        "{refused}"
    );
}

#[tokio::test]
async fn the_team_of_the_path_is_the_one_that_is_looked_at() {
    let World { app, acme, ada, .. } = world().await;
    let (engines, bob) = app.team("Engines", "Bob").await;
    let own = ada
        .post(&app, "/api/teams", &json!({ "name": "Second" }))
        .await;
    let own = own.data(201);
    // Ada looks at her second team now: her first one is as far away as that of others.
    for team in [&acme, &engines] {
        ada.put(&app, &path(team, ""), &json!({ "name": "x" }))
            .await
            .problem(404, "not_found");
        end(&app, &ada, team, &team.name)
            .await
            .problem(404, "not_found");
        ada.delete(&app, &path(team, "?dryRun=true"))
            .await
            .problem(404, "not_found");
    }
    for id in ["team_x", "prj_00000000000000000000"] {
        ada.put(&app, &format!("/api/teams/{id}"), &json!({ "name": "x" }))
            .await
            .problem(404, "not_found");
    }
    bob.act(&app, &path(&acme, "/restore"))
        .await
        .problem(404, "not_found");
    let second = format!("/api/teams/{}", own["id"].as_str().unwrap());
    ada.put(&app, &second, &json!({ "name": "Third" }))
        .await
        .data(200);
}

#[tokio::test]
async fn a_deletion_is_previewed_and_confirmed_with_the_name_and_a_fresh_password() {
    let World {
        app,
        acme,
        ada,
        admin,
        ..
    } = world().await;
    let preview = ada.delete(&app, &path(&acme, "?dryRun=true")).await;
    let preview = preview.data(200);
    assert_eq!(
        (
            &preview["name"],
            &preview["members"],
            &preview["tokens"],
            &preview["projectCount"],
            &preview["keyCount"],
        ),
        (&json!("Acme"), &json!(2), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!(preview["projects"][0]["name"], "Default");
    let key = &preview["keys"][0];
    assert_eq!(
        (&key["name"], &key["project"], &key["lastUsed"]),
        (&json!("ci"), &json!("Default"), &json!(app.now()))
    );
    assert_eq!(
        preview["restorableUntil"],
        json!(app.now().plus(DAY * 30)),
        "{preview}"
    );
    for confirm in ["", "acme", "Acme!"] {
        let refused = end(&app, &ada, &acme, confirm).await;
        let refused = refused.problem(422, "invalid");
        assert!(refused["fields"]["confirm"].is_string(), "{refused}");
    }
    ada.delete(&app, &path(&acme, "?confirm=Acme&dryrun=true"))
        .await
        .problem(422, "invalid");
    end(&app, &admin, &acme, "Acme")
        .await
        .problem(403, "forbidden");
    app.wait(Duration::from_mins(11));
    end(&app, &ada, &acme, "Acme")
        .await
        .problem(403, "reauthenticate");
    ada.get(&app, "/api/projects").await.data(200);
}

#[tokio::test]
async fn from_the_answer_on_keys_tokens_and_members_are_out() {
    let World {
        app,
        acme,
        ada,
        admin,
        key,
        secret,
        token,
    } = world().await;
    let second = ada
        .post(&app, "/api/teams", &json!({ "name": "Second" }))
        .await;
    second.data(201);
    ada.act(&app, &path(&acme, "/switch")).await.data(200);
    let gone = end(&app, &ada, &acme, "Acme").await.data(200);
    assert_eq!(
        (&gone["current"], &gone["deletedAt"]),
        (&json!(false), &json!(app.now()))
    );
    // The key, with its reason.
    let refused = key.post(&app, "/api/usage/events", &event("two")).await;
    let refused = refused.problem(401, "unauthenticated");
    let said = refused["detail"].as_str().unwrap();
    assert!(said.contains("team of this API key was deleted"), "{said}");
    // Also after the next start.
    let ring = app.db.read_now(KeyRing::load).unwrap();
    assert!(ring.resolve(&secret, app.now()).is_err());
    token
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
    // Ada goes on in her other team and changes something there.
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["team"]["name"], "Second");
    ada.post(&app, "/api/projects", &json!({ "name": "New" }))
        .await
        .data(201);
    // The admin has no other team, and every page that is theirs still works.
    let me = admin.get(&app, "/api/auth/me").await.data(200);
    assert_eq!((&me["team"], &me["teams"]), (&Value::Null, &json!([])));
    admin
        .get(&app, "/api/projects")
        .await
        .problem(403, "forbidden");
    admin
        .act(&app, &path(&acme, "/switch"))
        .await
        .problem(404, "not_found");
    for page in [
        "/",
        "/projects",
        "/usage",
        "/keys",
        "/messages",
        "/team",
        "/team/roles",
    ] {
        let answer = admin.get(&app, page).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/teams")),
            "{page}"
        );
    }
    for page in [
        "/teams",
        "/teams/new",
        "/settings/profile",
        "/settings/security",
        "/settings/notifications",
        "/settings/tokens",
        "/settings/appearance",
        "/settings/delete",
    ] {
        let answer = admin.get(&app, page).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        assert!(answer.text().contains("No team"), "{page}");
    }
    assert_eq!(
        admin
            .get(&app, "/settings/tokens/new")
            .await
            .header("location"),
        Some("/teams")
    );
    // Nobody but an owner takes it back.
    let deleted = admin.get(&app, "/api/teams?status=deleted").await;
    assert_eq!(deleted.data(200), json!([]));
    let refused = admin.act(&app, &path(&acme, "/restore")).await;
    let refused = refused.problem(403, "forbidden");
    assert!(
        refused["detail"].as_str().unwrap().contains("Ada"),
        "{refused}"
    );
    // They make a team, which they look at.
    let made = admin.form(&app, "/teams/new", &[("name", "Mine")]).await;
    assert_eq!((made.status, made.header("location")), (303, Some("/")));
    assert_eq!(admin.get(&app, "/").await.status, 200);
}

#[tokio::test]
async fn an_owner_restores_a_team_as_it_was_for_thirty_days() {
    let World {
        app,
        acme,
        ada,
        admin,
        key,
        token,
        ..
    } = world().await;
    end(&app, &ada, &acme, "Acme").await.data(200);
    app.wait(DAY * 10);
    let deleted = ada.get(&app, "/api/teams?status=deleted").await.data(200);
    assert_eq!(deleted.as_array().unwrap().len(), 1, "{deleted}");
    assert_eq!(deleted[0]["name"], "Acme");
    ada.get(&app, "/api/teams?status=gone")
        .await
        .problem(422, "invalid");
    let page = ada.get(&app, "/teams").await.text();
    assert!(page.contains(&format!("/teams/{}/restore", acme.public_id)));
    app.wait(DAY);
    let back = ada.act(&app, &path(&acme, "/restore")).await;
    assert_eq!(back.data(200)["deletedAt"], Value::Null);
    // A live team stays as it is.
    ada.act(&app, &path(&acme, "/restore")).await.data(200);
    let sent = key.post(&app, "/api/usage/events", &event("two")).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    token.get(&app, "/api/projects").await.data(200);
    let me = admin.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["team"]["name"], "Acme");
    let again = app.sign_in_as("ada@example.org").await;
    let rows = again.get(&app, "/api/team/audit?action=team").await;
    let actions: Vec<String> = rows
        .data(200)
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(actions, ["team.restored", "team.deleted", "team.created"]);
}

#[tokio::test]
async fn the_pages_ask_delete_and_bring_back() {
    let World { app, acme, ada, .. } = world().await;
    let page = ada.get(&app, "/team/settings").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("value=\"Acme\""));
    let wrong = ada.form(&app, "/team/settings", &[("name", " ")]).await;
    assert_eq!(wrong.status, 422);
    let renamed = ada.form(&app, "/team/settings", &[("name", "Acme Ltd")]);
    let renamed = renamed.await;
    assert_eq!(
        (renamed.status, renamed.header("location")),
        (303, Some("/team/settings"))
    );
    let asked = ada.get(&app, "/team/delete").await.text();
    for part in [
        "Delete the team Acme Ltd?",
        "Default",
        "ci",
        "1 stops working",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    let wrong = ada.form(&app, "/team/delete", &[("confirm", "Acme")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("exactly to confirm"));
    let done = ada.form(&app, "/team/delete", &[("confirm", "Acme Ltd")]);
    let done = done.await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, Some("/teams"))
    );
    let undo = format!("/teams/{}/restore", acme.public_id);
    let page = ada.with_flash(&done).get(&app, "/teams").await.text();
    assert!(page.contains(&format!("action=\"{undo}\"")), "{page}");
    assert!(page.contains("You are in no team"), "{page}");
    let back = ada.act(&app, &undo).await;
    assert_eq!((back.status, back.header("location")), (303, Some("/")));
    assert!(ada.get(&app, "/").await.text().contains("Acme Ltd"));
    app.wait(Duration::from_mins(11));
    assert_eq!(
        ada.get(&app, "/team/delete").await.header("location"),
        Some("/reauthenticate?next=%2Fteam%2Fdelete")
    );
}

#[tokio::test]
async fn the_page_of_roles_marks_ones_own() {
    let (app, acme, _) = TestApp::start().await;
    let viewer = app.member(&acme, "Vera", Role::Viewer).await;
    let page = viewer.get(&app, "/team/roles").await;
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(page.contains("Your role in this team is Viewer"), "{page}");
    // What they may not open is not offered.
    assert!(!page.contains("/team/settings"), "{page}");
    let refused = viewer.get(&app, "/team/settings").await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("Ask an owner: Ada"));
}

/// One figure out of the database.
fn figure(conn: &Conn, sql: &str, team: i64) -> i64 {
    conn.query_row(sql, [team], |row| row.get(0)).unwrap()
}

/// Tables with rows of teams, and how many rows of this team are in each that has any.
fn left(app: &TestApp, team: i64) -> Vec<(String, i64)> {
    let count = |conn: &Conn| {
        let sql = "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name = 'team_id' ORDER BY m.name";
        let mut statement = conn.prepare(sql)?;
        let tables = statement.query_map([], |row| row.get::<_, String>(0))?;
        let tables: Vec<String> = tables.collect::<Result<_, _>>()?;
        let mut left = Vec::new();
        for table in tables {
            let sql = format!("SELECT COUNT(*) FROM \"{table}\" WHERE team_id = ?1");
            let rows = figure(conn, &sql, team);
            if rows > 0 {
                left.push((table, rows));
            }
        }
        Ok(left)
    };
    app.db.read_now(count).unwrap()
}

/// An invitation, a message and a price of its own, which the preview counts.
async fn furnish(app: &TestApp, ada: &Actor, acme: &Team) {
    let invited = json!({ "email": "guest@example.org", "role": "viewer" });
    let invited = ada.post(app, "/api/team/invite", &invited).await;
    assert!((200..300).contains(&invited.status), "{}", invited.text());
    let message = json!({ "to": "all", "subject": "Secret", "body": "of Acme" });
    let sent = ada.post(app, "/api/team/message", &message).await;
    assert!((200..300).contains(&sent.status), "{}", sent.text());
    let preview = ada.delete(app, &path(acme, "?dryRun=true")).await;
    let preview = preview.data(200);
    assert_eq!(
        (&preview["invitations"], &preview["messages"]),
        (&json!(1), &json!(1))
    );
    let price =
        json!({ "provider": "acme", "model": "own", "price": { "input": "1", "output": "2" } });
    ada.post(app, "/api/usage/prices", &price).await.data(201);
}

#[tokio::test]
async fn after_thirty_days_nothing_is_left_but_the_chain_of_the_log() {
    let World {
        app,
        acme,
        ada,
        secret,
        ..
    } = world().await;
    furnish(&app, &ada, &acme).await;
    let (engines, bob) = app.team("Engines", "Bob").await;
    let other = bob
        .post(&app, "/api/api-keys", &json!({ "name": "other" }))
        .await;
    let other = other.data(201);
    let other = Actor::with_bearer(other["secret"].as_str().unwrap());
    other
        .post(&app, "/api/usage/events", &event("one"))
        .await
        .data(200);
    app.db.write(sum_up).await.unwrap();
    end(&app, &ada, &acme, "Acme").await.data(200);
    let ring = app.client.rocket().state::<KeyRing>().unwrap().clone();
    let jobs = Jobs::new(app.db.clone(), app.clock.clone(), ring.clone());

    // A moment before its time everything is there.
    app.wait(DAY * 29);
    app.wait(Duration::from_secs(24 * 3_600 - 1));
    jobs.round().await.unwrap();
    let before = left(&app, acme.id.0);
    for table in [
        "invitations",
        "memberships",
        "message_recipients",
        "messages",
        "prices",
        "projects",
        "usage_days",
        "usage_events",
    ] {
        assert!(before.iter().any(|(name, _)| name == table), "{table}");
    }
    app.wait(Duration::from_secs(1));
    let again = app.sign_in_as("bob@example.org").await;
    // Its time is over, whether or not the job has come.
    let anew = app.find_user("ada@example.org");
    let anew = app.sign_in(&anew, &engines).await;
    anew.act(&app, &path(&acme, "/restore"))
        .await
        .problem(404, "not_found");
    for _ in 0..3 {
        jobs.round().await.unwrap();
    }
    // Nameless rows, whose numbers are given to nobody else.
    let after = left(&app, acme.id.0);
    let names: Vec<&str> = after.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["api_keys", "projects"], "{after:?}");
    let typed = |conn: &Conn| {
        let sql = "SELECT (SELECT COUNT(*) FROM teams WHERE id = ?1 AND (name <> '' OR emptied_at IS NULL))
            + (SELECT COUNT(*) FROM projects WHERE team_id = ?1 AND (name <> '' OR purged_at IS NULL))
            + (SELECT COUNT(*) FROM api_keys WHERE team_id = ?1 AND name <> '')
            + (SELECT COUNT(*) FROM api_key_secrets s JOIN api_keys k ON k.id = s.key_id
                WHERE k.team_id = ?1)
            + (SELECT COUNT(*) FROM usage_sources s JOIN projects p ON p.id = s.project_id
                WHERE p.team_id = ?1)
            + (SELECT COUNT(*) FROM audit_details d JOIN audit_events e ON e.id = d.audit_id
                WHERE e.chain = ?1)";
        Ok(figure(conn, sql, acme.id.0))
    };
    assert_eq!(app.db.read_now(typed).unwrap(), 0);
    assert!(ring.resolve(&secret, app.now()).is_err());
    // The chains hold, its own too, and every figure of the others adds up.
    let verdict = app.db.read_now(audit::verify).unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
    let chain = |conn: &Conn| {
        let sql = "SELECT COUNT(*) FROM audit_events WHERE chain = ?1";
        Ok(figure(conn, sql, acme.id.0))
    };
    assert!(app.db.read_now(chain).unwrap() > 4);
    let report = app.db.read_now(usage::check::verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
    let others = left(&app, engines.id.0);
    let names: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
    let whole = [
        "api_keys",
        "memberships",
        "projects",
        "sessions",
        "usage_days",
        "usage_events",
        "usage_hours",
        "usage_quarters",
    ];
    assert_eq!(names, whole);
    let usage = again
        .get(&app, "/api/usage/events?period=90d")
        .await
        .data(200);
    assert_eq!(usage.as_array().unwrap().len(), 1);
    // A new team begins a log of its own.
    let made = again
        .post(&app, "/api/teams", &json!({ "name": "Newest" }))
        .await;
    made.data(201);
    let log = again.get(&app, "/api/team/audit").await.data(200);
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
    assert_eq!(log[0]["seq"], 1);
}

#[tokio::test]
async fn a_team_that_is_being_emptied_troubles_no_check() {
    let World {
        app,
        acme,
        ada,
        key,
        ..
    } = world().await;
    for batch in 0..6 {
        let events: Vec<Value> = (0..1_000)
            .map(|at| json!({ "id": format!("{batch}-{at}"), "model": "gpt-4o", "inputTokens": 1, "outputTokens": 1 }))
            .collect();
        key.post(&app, "/api/usage/events", &json!(events))
            .await
            .data(200);
    }
    end(&app, &ada, &acme, "Acme").await.data(200);
    app.wait(DAY * 30);
    let now = app.now();
    let steps = app
        .db
        .write(move |tx| {
            scalix::teams::removal::purge_due(tx, now)?;
            usage::purge::step(tx, now)
        })
        .await;
    assert!(steps.unwrap(), "more than one step");
    let events = |conn: &Conn| {
        let sql = "SELECT COUNT(*) FROM usage_events WHERE team_id = ?1";
        Ok(figure(conn, sql, acme.id.0))
    };
    assert_eq!(app.db.read_now(events).unwrap(), 1_001);
    let report = app.db.read_now(usage::check::verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
}
