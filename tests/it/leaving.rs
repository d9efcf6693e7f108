//! The end of an account, and everything that is held about a person.

use scalix::accounts;
use scalix::audit::{self, Verdict};
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, PASSWORD, TestApp, enrol};

/// One figure out of the database.
fn figure(app: &TestApp, sql: &str) -> i64 {
    app.db
        .read_now(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?))
        .unwrap()
}

/// Where a text stands in the database, in any column of any table.
fn found(app: &TestApp, text: &str) -> Vec<String> {
    app.db
        .read_now(|conn| {
            let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                WHERE m.type = 'table'";
            let mut statement = conn.prepare(sql)?;
            let columns = statement.query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            let mut found = Vec::new();
            for column in columns {
                let (table, column) = column.unwrap();
                let sql = format!(
                    "SELECT COUNT(*) FROM \"{table}\" WHERE instr(lower(CAST(\"{column}\" AS TEXT)), ?1)"
                );
                let count: i64 = conn.query_row(&sql, [text], |row| row.get(0))?;
                if count > 0 {
                    found.push(format!("{table}.{column}"));
                }
            }
            Ok(found)
        })
        .unwrap()
}

async fn leave(actor: &Actor, app: &TestApp, body: &Value) -> crate::support::Answer {
    let path = "/api/user/account";
    actor
        .json(app, rocket::http::Method::Delete, path, body)
        .await
}

/// A member of Acme with a project and a key there, a token, and a team of her own.
struct World {
    app: TestApp,
    ada: Actor,
    grace: Actor,
    key: Value,
    token: Value,
    own_key: Value,
}

async fn world() -> World {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Gracious", Role::Developer).await;
    let project = grace
        .post(&app, "/api/projects", &json!({ "name": "Compiler" }))
        .await
        .data(201);
    let body = json!({ "name": "ci", "projectId": project["id"] });
    let key = grace.post(&app, "/api/api-keys", &body).await.data(201);
    let body = json!({ "name": "laptop", "scopes": ["projects:read"] });
    let token = grace.post(&app, "/api/user/tokens", &body).await.data(201);
    let body = json!({ "name": "Hers alone" });
    grace.post(&app, "/api/teams", &body).await.data(201);
    let own = grace
        .post(&app, "/api/projects", &json!({ "name": "Private" }))
        .await
        .data(201);
    let body = json!({ "name": "own", "projectId": own["id"] });
    let own_key = grace.post(&app, "/api/api-keys", &body).await.data(201);
    World {
        app,
        ada,
        grace,
        key,
        token,
        own_key,
    }
}

#[tokio::test]
async fn what_goes_is_told_and_nothing_goes_without_the_password() {
    let World { app, grace, .. } = world().await;
    let path = "/api/user/account?dryRun=true";
    let preview = grace.delete(&app, path).await.data(200);
    assert_eq!(preview["email"], "gracious@example.org");
    assert_eq!(
        (&preview["sessions"], &preview["tokens"]),
        (&json!(1), &json!(1))
    );
    let fates: Vec<_> = preview["teams"]
        .as_array()
        .unwrap()
        .iter()
        .map(|team| {
            (
                team["name"].as_str().unwrap(),
                team["fate"].as_str().unwrap(),
                team["projects"].as_i64().unwrap(),
                team["keys"].as_i64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        fates,
        [("Acme", "stays", 1, 1), ("Hers alone", "ends", 1, 1)]
    );
    let page = grace.get(&app, "/settings/delete").await.text();
    assert!(
        page.contains("Goes on without you, with 1 project and 1 key."),
        "{page}"
    );
    assert!(page.contains("Nobody else is in it: it is deleted, with 1 project and 1 key."));

    // Nothing happens without the password and the address.
    for (body, field) in [
        (json!({}), "password"),
        (
            json!({ "password": "not this one", "confirm": "gracious@example.org" }),
            "password",
        ),
        (json!({ "password": PASSWORD }), "confirm"),
        (
            json!({ "password": PASSWORD, "confirm": "ada@example.org" }),
            "confirm",
        ),
        (
            json!({ "password": PASSWORD, "confirm": "gracious@example.org", "now": 1 }),
            "now",
        ),
    ] {
        let problem = leave(&grace, &app, &body).await.problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
    }
    let form = [("password", "wrong"), ("confirm", "gracious@example.org")];
    let page = grace.form(&app, "/settings/delete", &form).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("This is not your password."));
    assert_eq!(grace.get(&app, "/api/auth/me").await.status, 200);
}

#[tokio::test]
async fn a_member_leaves_and_what_they_made_goes_on() {
    let world = world().await;
    let (app, ada, grace) = (world.app, world.ada, world.grace);
    let form = [("password", PASSWORD), ("confirm", "Gracious@example.org ")];
    let left = grace.form(&app, "/settings/delete", &form).await;
    assert_eq!(
        (left.status, left.header("location")),
        (303, Some("/login")),
        "{}",
        left.text()
    );
    let next = Actor::anonymous()
        .with_flash(&left)
        .get(&app, "/login")
        .await
        .text();
    assert!(next.contains("Your account is deleted."));

    grace
        .get(&app, "/api/auth/me")
        .await
        .problem(401, "unauthenticated");
    let bearer = Actor::with_bearer(world.token["secret"].as_str().unwrap());
    bearer
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
    let event = json!({ "id": "1", "model": "gpt-4o", "inputTokens": 1 });
    let reports = |key: &Value| Actor::with_bearer(key["secret"].as_str().unwrap());
    let counted = reports(&world.key)
        .post(&app, "/api/usage/events", &event)
        .await;
    assert_eq!(counted.data(200)["accepted"], 1, "keys of a team live on");
    let refused = reports(&world.own_key)
        .post(&app, "/api/usage/events", &event)
        .await;
    assert_eq!(refused.status, 401, "{}", refused.text());
    let listed = ada.get(&app, "/api/projects").await.data(200);
    assert_eq!(listed[0]["name"], "Compiler");
    assert_eq!(ada.get(&app, "/").await.status, 200);

    // One mail says goodbye; nothing else names them, and the chains hold.
    assert_eq!(found(&app, "gracious"), ["outbox.recipient"]);
    assert_eq!(found(&app, "hers alone"), [""; 0]);
    let kind = figure(
        &app,
        "SELECT kind = 'account-deleted' AND user_id IS NULL FROM outbox",
    );
    assert_eq!(kind, 1);
    let verdict = app.db.read_now(audit::verify).unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
    let again = app.user("Gracious").await;
    assert_eq!(
        again.email, "gracious@example.org",
        "the address is free again"
    );
}

#[tokio::test]
async fn the_last_owner_of_others_stays_until_there_is_another() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Admin).await;
    let preview = ada
        .delete(&app, "/api/user/account?dryRun=true")
        .await
        .data(200);
    assert_eq!(preview["teams"][0]["fate"], "blocks");
    assert_eq!(preview["lastOperator"], true);
    let body = json!({ "password": PASSWORD, "confirm": "ada@example.org" });
    let problem = leave(&ada, &app, &body).await.problem(409, "last_owner");
    assert_eq!(
        problem["detail"],
        "You are the last owner of Acme, and others are in it. Make one of them an owner first."
    );
    let page = ada.get(&app, "/settings/delete").await.text();
    assert!(page.contains("You are the last owner of Acme") && !page.contains("name=\"password\""));
    let form = [("password", PASSWORD), ("confirm", "ada@example.org")];
    assert_eq!(ada.form(&app, "/settings/delete", &form).await.status, 409);

    let id = grace.id.0;
    let promote = move |tx: &scalix::db::Tx<'_>| {
        let sql = "UPDATE memberships SET role = 'owner' WHERE user_id = ?1";
        Ok(tx.execute(sql, [id])?)
    };
    app.db.write(promote).await.unwrap();
    leave(&ada, &app, &body).await.data(200);
    assert_eq!(figure(&app, "SELECT COUNT(*) FROM users"), 1);
    assert!(!app.db.read_now(accounts::none_exists).unwrap());
    Actor::anonymous()
        .delete(&app, "/api/user/account")
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn everything_that_is_held_is_one_file() {
    let (app, acme, ada) = TestApp::start().await;
    app.member(&acme, "Grace", Role::Developer).await;
    ada.put(&app, "/api/user/profile", &json!({ "bio": "Notes" }))
        .await
        .data(200);
    let project = ada
        .post(&app, "/api/projects", &json!({ "name": "Engine" }))
        .await
        .data(201);
    let body = json!({ "name": "laptop", "scopes": ["projects:read"] });
    let token = ada.post(&app, "/api/user/tokens", &body).await.data(201);
    let file = ada.get(&app, "/api/user/export").await;
    assert_eq!(file.status, 200);
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"scalix-account.json\"")
    );
    assert_eq!(file.header("cache-control"), Some("no-store"));
    let held = file.value();
    assert_eq!(held["account"]["email"], "ada@example.org");
    assert_eq!(held["account"]["bio"], "Notes");
    assert_eq!(held["teams"][0]["name"], "Acme");
    assert_eq!(held["teams"][0]["role"], "owner");
    assert_eq!(held["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(held["tokens"][0]["name"], "laptop");
    assert_eq!(held["projectsMade"][0]["id"], project["id"]);
    let actions: Vec<_> = held["audit"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].as_str().unwrap())
        .collect();
    for action in ["user.created", "project.created", "user.profile_changed"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
    let text = file.text();
    for secret in [
        token["secret"].as_str().unwrap(),
        "argon2",
        "grace@example.org",
        "_hash",
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    Actor::anonymous()
        .get(&app, "/api/user/export")
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn from_where_others_acted_is_not_told_to_whom_it_concerned() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let path = format!("/api/team/members/{}", grace.public_id);
    let change = json!({ "role": "viewer" });
    ada.put(&app, &path, &change).await.data(200);
    let hers = app.sign_in(&grace, &acme).await;
    let held = hers.get(&app, "/api/user/export").await.value();
    let rows = held["audit"].as_array().unwrap();
    let own = json!(grace.public_id);
    let changed = rows
        .iter()
        .find(|row| row["action"] == "member.role_changed");
    assert_eq!(changed.unwrap()["details"]["actorName"], "Ada");
    for row in rows {
        let address = &row["details"]["address"];
        assert_eq!(address.is_string(), row["actorId"] == own, "{row}");
    }
}

#[tokio::test]
async fn no_recovery_code_is_used_up_for_what_is_refused() {
    let (app, acme, ada) = TestApp::start().await;
    let (_, codes, ada) = enrol(&app, &ada).await;
    let left = async || ada.get(&app, "/api/user/2fa").await.data(200)["recoveryCodesLeft"].clone();
    let typed = |confirm| json!({ "password": PASSWORD, "confirm": confirm, "code": codes[0] });
    let wrong = leave(&ada, &app, &typed("bob@example.org")).await;
    assert!(wrong.problem(422, "invalid")["fields"]["confirm"].is_string());
    assert_eq!(left().await, 10);
    app.member(&acme, "Grace", Role::Viewer).await;
    leave(&ada, &app, &typed("ada@example.org"))
        .await
        .problem(409, "last_owner");
    let form = [
        ("password", PASSWORD),
        ("confirm", "bob@example.org"),
        ("code", codes[0].as_str()),
    ];
    assert_eq!(ada.form(&app, "/settings/delete", &form).await.status, 422);
    assert_eq!(left().await, 10);
}

#[tokio::test]
async fn with_a_second_factor_its_code_is_asked_for() {
    let (app, _, ada) = TestApp::start().await;
    let body = json!({ "password": PASSWORD });
    ada.post(&app, "/api/user/2fa", &body).await.data(200);
    let on =
        |tx: &scalix::db::Tx<'_>| Ok(tx.execute("UPDATE second_factors SET confirmed_at = 1", [])?);
    app.db.write(on).await.unwrap();
    let body = json!({ "password": PASSWORD, "confirm": "ada@example.org" });
    leave(&ada, &app, &body)
        .await
        .problem(401, "second_factor_required");
    let body = json!({ "password": PASSWORD, "confirm": "ada@example.org", "code": "000000" });
    leave(&ada, &app, &body).await.problem(422, "invalid");
    let page = ada.get(&app, "/settings/delete").await.text();
    assert!(page.contains("name=\"code\""), "{page}");
    let form = [
        ("password", PASSWORD),
        ("confirm", "ada@example.org"),
        ("code", ""),
    ];
    assert_eq!(ada.form(&app, "/settings/delete", &form).await.status, 401);
    assert_eq!(figure(&app, "SELECT COUNT(*) FROM users"), 1);
}
