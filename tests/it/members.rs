//! The people of a team: the list, roles, access, removal, leaving, handing over.

use std::time::Duration;

use rocket::futures::future::join_all;
use rocket::http::Method;
use scalix::accounts::User;
use scalix::mail::Letter;
use scalix::teams::Team;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, Answer, TestApp};

const LIST: &str = "/api/team/members";

fn path(user: &User) -> String {
    format!("{LIST}/{}", user.public_id)
}

async fn list(app: &TestApp, actor: &Actor, query: &str) -> Vec<Value> {
    let answer = actor.get(app, &format!("{LIST}{query}")).await;
    answer.data(200).as_array().unwrap().clone()
}

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

/// The names of the list, a page after the other.
async fn paged(app: &TestApp, actor: &Actor, limit: usize) -> Vec<String> {
    let (mut all, mut query) = (Vec::new(), format!("?limit={limit}"));
    loop {
        let answer = actor.get(app, &format!("{LIST}{query}")).await.value();
        let rows = answer["data"].as_array().unwrap();
        assert!(rows.len() <= limit);
        all.extend(names(rows).into_iter().map(str::to_owned));
        let Some(next) = answer["nextCursor"].as_str() else {
            return all;
        };
        query = format!("?limit={limit}&cursor={next}");
    }
}

/// The newest row of the audit log.
async fn newest(app: &TestApp, owner: &Actor) -> Value {
    let rows = owner.get(app, "/api/team/audit?limit=1").await.data(200);
    rows[0].clone()
}

/// What is written in the background is written when this is over.
async fn settle(app: &TestApp) {
    tokio::task::yield_now().await;
    app.db.ping().await.unwrap();
}

/// How many active owners a team has.
fn owners(app: &TestApp, team: &Team) -> i64 {
    let sql = "SELECT COUNT(*) FROM memberships
        WHERE team_id = ?1 AND role = 'owner' AND status = 'active'";
    app.db
        .read_now(|conn| Ok(conn.query_row(sql, [team.id.0], |row| row.get(0))?))
        .unwrap()
}

/// Puts many people into a team at once: `count` viewers with these names.
async fn crowd(app: &TestApp, team: &Team, count: i64, name: &'static str) {
    let team = team.id.0;
    let many = move |tx: &scalix::db::Tx<'_>| {
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
            INSERT INTO users (public_id, email, email_key, name, first_name, password_hash,
                created_at, updated_at)
            SELECT printf('usr_crowd%015d', i), printf('crowd.%d@example.org', i),
                printf('crowd.%d@example.org', i), printf('%s %05d', ?2, i), ?2, 'x', 0, 0
            FROM n";
        tx.execute(sql, (count, name))?;
        let sql = "INSERT INTO memberships (team_id, user_id, role, joined_at)
            SELECT ?1, id, 'viewer', 0 FROM users WHERE public_id LIKE 'usr_crowd%'";
        Ok(tx.execute(sql, [team])?)
    };
    app.db.write(many).await.unwrap();
}

#[tokio::test]
async fn the_list_shows_who_is_who() {
    let (app, acme, ada) = TestApp::start().await;
    app.wait(Duration::from_hours(1));
    let grace = app.member(&acme, "Grace", Role::Developer).await;
    app.member_user(&acme, "Vera", Role::Viewer).await;
    app.team("Elsewhere", "Stranger").await;
    app.wait(Duration::from_mins(2));
    // The first request of Grace is noted a moment later.
    grace.get(&app, LIST).await.data(200);
    let rows = list(&app, &grace, "").await;
    assert_eq!(names(&rows), ["Ada", "Grace", "Vera"]);
    assert_eq!(rows[1]["email"], "grace@example.org");
    assert_eq!(rows[1]["role"], "Developer");
    assert_eq!(rows[1]["status"], "active");
    assert_eq!(rows[1]["joinedAt"], "2026-03-10T13:00:00Z");
    assert_eq!(rows[1]["avatar"], Value::Null);
    assert!(rows[1]["id"].as_str().unwrap().starts_with("usr_"));
    let held = rows[2]["permissions"].as_array().unwrap();
    assert_eq!(held[0], "view_team");
    assert!(!held.contains(&json!("manage_members")));
    assert_eq!(rows[2]["lastActive"], Value::Null, "no session yet");
    assert_eq!(rows[0]["lastActive"], "2026-03-10T12:00:00Z");

    for (query, expected) in [
        ("?search=GRA", vec!["Grace"]),
        ("?search=example.org&role=owner", vec!["Ada"]),
        (
            "?search=%20%20&role=all&status=",
            vec!["Ada", "Grace", "Vera"],
        ),
        ("?role=Viewer", vec!["Vera"]),
        ("?status=inactive", vec![]),
        ("?search=nobody", vec![]),
    ] {
        assert_eq!(names(&list(&app, &ada, query).await), expected, "{query}");
    }
    for query in [
        "?role=boss",
        "?status=gone",
        "?limit=0",
        "?cursor=x",
        "?cursor=0~usr_",
    ] {
        let answer = ada.get(&app, &format!("{LIST}{query}")).await;
        answer.problem(422, "invalid");
    }
    let invitation = json!({ "email": "new@example.org", "role": "viewer" });
    ada.post(&app, "/api/team/invite", &invitation)
        .await
        .data(201);
    let stats = grace.get(&app, "/api/team/stats").await.data(200);
    assert_eq!(
        stats,
        json!({
            "totalMembers": 3, "activeMembers": 3, "pendingInvitations": 1,
            "roles": {"owner": 1, "admin": 0, "developer": 1, "analyst": 0, "viewer": 1},
        })
    );
    Actor::anonymous()
        .get(&app, LIST)
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn what_somebody_last_did_outlives_their_session() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Grace", Role::Developer).await;
    let body = json!({ "name": "ci", "scopes": ["team:read"] });
    let token = grace.post(&app, "/api/user/tokens", &body).await.data(201);
    let active = async || list(&app, &ada, "?search=grace").await[0]["lastActive"].clone();
    assert_eq!(active().await, "2026-03-10T12:00:00Z");
    grace.act(&app, "/api/auth/signout").await.data(200);
    assert_eq!(active().await, "2026-03-10T12:00:00Z", "signed out");

    app.wait(Duration::from_mins(10));
    let bearer = Actor::with_bearer(token["secret"].as_str().unwrap());
    bearer.get(&app, LIST).await.data(200);
    // Noted in the background.
    settle(&app).await;
    assert_eq!(active().await, "2026-03-10T12:10:00Z", "by a token");

    // What is done in another team does not count here.
    let elsewhere = app.sign_in_as("grace@example.org").await;
    app.wait(Duration::from_mins(10));
    elsewhere.get(&app, "/api/projects").await.data(200);
    settle(&app).await;
    let body = json!({ "name": "Hers" });
    elsewhere.post(&app, "/api/teams", &body).await.data(201);
    app.wait(Duration::from_mins(10));
    elsewhere.get(&app, "/api/projects").await.data(200);
    settle(&app).await;
    assert_eq!(active().await, "2026-03-10T12:20:00Z", "until the switch");
}

#[tokio::test]
async fn the_list_goes_on_where_it_stopped() {
    let (app, acme, ada) = TestApp::start().await;
    for name in ["Zoë", "bob", "Émile", "Carol"] {
        app.member_user(&acme, name, Role::Viewer).await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let query = format!("{LIST}?limit=2&cursor={cursor}");
        let page = ada.get(&app, &query).await.value();
        let rows = page["data"].as_array().unwrap();
        assert!((1..=2).contains(&rows.len()));
        seen.extend(names(rows).into_iter().map(str::to_owned));
        match page["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    assert_eq!(seen, ["Ada", "bob", "Carol", "Zoë", "Émile"]);
}

#[tokio::test]
async fn a_role_holds_from_the_next_request_on() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Viewer).await;
    let hers = app.sign_in(&grace, &acme).await;
    let body = json!({ "name": "Compiler" });
    hers.post(&app, "/api/projects", &body)
        .await
        .problem(403, "forbidden");

    let changed = ada
        .put(&app, &path(&grace), &json!({ "role": "DEVELOPER" }))
        .await;
    assert_eq!(
        changed.value()["message"],
        "Grace is changed. It holds from their next request on."
    );
    assert_eq!(changed.data(200)["role"], "Developer");
    let row = newest(&app, &ada).await;
    hers.post(&app, "/api/projects", &body).await.data(201);
    assert_eq!(row["action"], "member.role_changed");
    assert_eq!(row["target"]["name"], "Grace");
    assert_eq!(
        (&row["before"], &row["after"]),
        (&json!({"role": "viewer"}), &json!({"role": "developer"}))
    );
    let told = app.letters().pop().unwrap();
    let expected = Letter::RoleChanged {
        team: "Acme".to_owned(),
        role: "developer".to_owned(),
    };
    assert_eq!(told, ("grace@example.org".to_owned(), expected));

    // The same once more changes nothing and is told nobody.
    let seq = row["seq"].clone();
    ada.put(&app, &path(&grace), &json!({ "role": "developer" }))
        .await
        .data(200);
    let rows = ada
        .get(&app, "/api/team/audit?action=member&limit=1")
        .await
        .data(200);
    assert_eq!(rows[0]["seq"], seq);

    for (body, field) in [
        (json!({ "role": "boss" }), "role"),
        (json!({ "status": "gone" }), "status"),
        (json!({}), "role"),
        (json!({ "name": "x" }), "name"),
    ] {
        let problem = ada
            .put(&app, &path(&grace), &body)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
    }
}

#[tokio::test]
async fn somebody_inactive_is_listed_and_not_let_in() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let hers = app.sign_in(&grace, &acme).await;
    let body = json!({ "name": "ci", "scopes": ["projects:read"] });
    let token = hers.post(&app, "/api/user/tokens", &body).await.data(201);
    let bearer = Actor::with_bearer(token["secret"].as_str().unwrap());
    bearer.get(&app, "/api/projects").await.data(200);

    let body = json!({ "status": "inactive" });
    let row = ada.put(&app, &path(&grace), &body).await.data(200);
    assert_eq!(
        (&row["status"], &row["permissions"]),
        (&json!("inactive"), &json!([]))
    );
    let refused = hers
        .get(&app, "/api/projects")
        .await
        .problem(403, "forbidden");
    assert!(
        refused["detail"]
            .as_str()
            .unwrap()
            .starts_with("You are in no team.")
    );
    bearer
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
    let page = hers.get(&app, "/").await;
    assert_eq!(
        (page.status, page.header("location")),
        (303, Some("/teams"))
    );
    assert_eq!(
        names(&list(&app, &ada, "?status=inactive").await),
        ["Grace"]
    );
    let stats = ada.get(&app, "/api/team/stats").await.data(200);
    assert_eq!(
        (&stats["totalMembers"], &stats["activeMembers"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(newest(&app, &ada).await["action"], "member.deactivated");

    ada.put(&app, &path(&grace), &json!({ "status": "active" }))
        .await
        .data(200);
    hers.get(&app, "/api/projects").await.data(200);
    bearer.get(&app, "/api/projects").await.data(200);
    let own = app.find_user("ada@example.org");
    app.member_user(&acme, "Olga", Role::Owner).await;
    let problem = ada
        .put(&app, &path(&own), &json!({ "status": "inactive" }))
        .await;
    problem.problem(409, "conflict");
}

#[tokio::test]
async fn who_is_removed_is_out_and_what_they_made_stays() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let hers = app.sign_in(&grace, &acme).await;
    let project = hers
        .post(&app, "/api/projects", &json!({ "name": "Compiler" }))
        .await
        .data(201);
    let body = json!({ "name": "ci", "projectId": project["id"] });
    let key = hers.post(&app, "/api/api-keys", &body).await.data(201);
    let body = json!({ "name": "laptop", "scopes": ["projects:read"] });
    let token = hers.post(&app, "/api/user/tokens", &body).await.data(201);

    let preview = ada
        .delete(&app, &format!("{}?dryRun=true", path(&grace)))
        .await
        .data(200);
    assert_eq!(preview["name"], "Grace");
    assert_eq!(
        (
            &preview["keyCount"],
            &preview["sessions"],
            &preview["tokens"]
        ),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(preview["keys"][0]["name"], "ci");
    assert_eq!(preview["keys"][0]["project"], "Compiler");
    hers.get(&app, "/api/projects").await.data(200);
    ada.delete(&app, &format!("{}?dryrun=true", path(&grace)))
        .await
        .problem(422, "invalid");

    ada.delete(&app, &path(&grace)).await.data(200);
    hers.get(&app, "/api/projects")
        .await
        .problem(403, "forbidden");
    let bearer = Actor::with_bearer(token["secret"].as_str().unwrap());
    bearer
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
    let event = json!({ "id": "1", "model": "gpt-4o", "inputTokens": 1 });
    let program = Actor::with_bearer(key["secret"].as_str().unwrap());
    let counted = program
        .post(&app, "/api/usage/events", &event)
        .await
        .data(200);
    assert_eq!(counted["accepted"], 1, "keys live on");
    let row = newest(&app, &ada).await;
    assert_eq!(row["action"], "member.removed");
    assert_eq!(row["before"]["role"], "developer");
    assert_eq!(row["after"]["tokensRevoked"], 1);
    let told = app.letters().pop().unwrap();
    assert_eq!(
        told.1,
        Letter::Removed {
            team: "Acme".to_owned()
        }
    );
    ada.delete(&app, &path(&grace))
        .await
        .problem(404, "not_found");
    // The token does not come back with the person.
    app.put_back(&grace, &acme).await;
    bearer
        .get(&app, "/api/projects")
        .await
        .problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_session_of_a_removed_member_goes_on_in_another_team() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let hers = app.sign_in(&grace, &acme).await;
    hers.post(&app, "/api/teams", &json!({ "name": "Hers" }))
        .await
        .data(201);
    hers.act(&app, &format!("/api/teams/{}/switch", acme.public_id))
        .await
        .data(200);
    ada.delete(&app, &path(&grace)).await.data(200);
    // A change must not land in the other team unseen; the page shows which one it is.
    hers.post(&app, "/api/projects", &json!({ "name": "x" }))
        .await
        .problem(403, "forbidden");
    let page = hers.get(&app, "/team").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Hers"));
    settle(&app).await;
    hers.post(&app, "/api/projects", &json!({ "name": "x" }))
        .await
        .data(201);
}

#[tokio::test]
async fn nobody_reaches_above_themselves_or_into_another_team() {
    let (app, acme, ada) = TestApp::start().await;
    let adm = app.member_user(&acme, "Adam", Role::Admin).await;
    let admin = app.sign_in(&adm, &acme).await;
    let grace = app.member_user(&acme, "Grace", Role::Viewer).await;
    let own = app.find_user("ada@example.org");
    let problem = admin
        .put(&app, &path(&grace), &json!({ "role": "owner" }))
        .await
        .problem(403, "forbidden");
    assert_eq!(
        problem["detail"],
        "Only an owner can make, change or remove an owner. Ask Ada."
    );
    for body in [
        json!({ "role": "viewer" }),
        json!({ "status": "inactive" }),
        json!({ "role": "owner" }),
    ] {
        admin
            .put(&app, &path(&own), &body)
            .await
            .problem(403, "forbidden");
    }
    admin
        .put(&app, &path(&adm), &json!({ "role": "owner" }))
        .await
        .problem(403, "forbidden");
    admin
        .delete(&app, &path(&own))
        .await
        .problem(403, "forbidden");
    admin
        .put(&app, &path(&grace), &json!({ "role": "admin" }))
        .await
        .data(200);
    ada.put(&app, &path(&grace), &json!({ "role": "owner" }))
        .await
        .data(200);

    for role in [Role::Developer, Role::Analyst, Role::Viewer] {
        let member = app.member(&acme, role.name(), role).await;
        member
            .put(&app, &path(&adm), &json!({ "role": "viewer" }))
            .await
            .problem(403, "forbidden");
        let refused = member
            .delete(&app, &path(&adm))
            .await
            .problem(403, "forbidden");
        assert!(
            refused["detail"].as_str().unwrap().contains("Ada"),
            "{refused}"
        );
    }
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let other = app.find_user("stranger@example.org");
    for (actor, user) in [(&ada, &other), (&stranger, &grace)] {
        actor
            .put(&app, &path(user), &json!({ "role": "viewer" }))
            .await
            .problem(404, "not_found");
        actor
            .delete(&app, &path(user))
            .await
            .problem(404, "not_found");
    }
    ada.put(&app, &format!("{LIST}/usr_x"), &json!({ "role": "viewer" }))
        .await
        .problem(404, "not_found");

    let body = json!({ "name": "reads", "scopes": ["team:read"] });
    let token = ada.post(&app, "/api/user/tokens", &body).await.data(201);
    let reader = Actor::with_bearer(token["secret"].as_str().unwrap());
    reader.get(&app, LIST).await.data(200);
    reader
        .put(&app, &path(&adm), &json!({ "role": "viewer" }))
        .await
        .problem(403, "forbidden");
}

#[tokio::test]
async fn the_last_owner_stays_on_every_path() {
    let (app, acme, ada) = TestApp::start().await;
    let own = app.find_user("ada@example.org");
    let olga = app.member_user(&acme, "Olga", Role::Owner).await;
    ada.put(&app, &path(&olga), &json!({ "status": "inactive" }))
        .await
        .data(200);
    for answer in [
        ada.put(&app, &path(&own), &json!({ "role": "admin" }))
            .await,
        ada.put(&app, &path(&own), &json!({ "status": "inactive" }))
            .await,
        ada.delete(&app, &path(&own)).await,
        ada.delete(&app, &format!("{}?dryRun=true", path(&own)))
            .await,
        ada.act(&app, "/api/team/leave").await,
    ] {
        let problem = answer.problem(409, "last_owner");
        assert_eq!(
            problem["detail"],
            "You are the last owner of Acme. Make somebody else an owner first."
        );
    }
    // Two tabs: the second finds what the first one did.
    ada.put(&app, &path(&olga), &json!({ "status": "active" }))
        .await
        .data(200);
    let two = app.sign_in(&own, &acme).await;
    ada.put(&app, &path(&own), &json!({ "role": "admin" }))
        .await
        .data(200);
    two.put(&app, &path(&own), &json!({ "role": "admin" }))
        .await
        .data(200);
    two.put(&app, &path(&olga), &json!({ "role": "admin" }))
        .await
        .problem(403, "forbidden");
    assert_eq!(owners(&app, &acme), 1);
}

#[tokio::test]
async fn fifty_at_once_leave_one_owner() {
    for round in 0..4 {
        let (app, acme, ada) = TestApp::start().await;
        let own = app.find_user("ada@example.org");
        let olga = app.member_user(&acme, "Olga", Role::Owner).await;
        let hers = app.sign_in(&olga, &acme).await;
        let demote = json!({ "role": "viewer" });
        let pause = json!({ "status": "inactive" });
        let one = async |at: usize| -> Answer {
            let (actor, target) = match (at + round) % 4 {
                0 => (&ada, &olga),
                1 => (&hers, &own),
                2 => (&ada, &own),
                _ => (&hers, &olga),
            };
            match at % 5 {
                0 | 1 => actor.put(&app, &path(target), &demote).await,
                2 => actor.put(&app, &path(target), &pause).await,
                3 => actor.send(&app, Method::Delete, &path(target)).await,
                _ => actor.act(&app, "/api/team/leave").await,
            }
        };
        let answers = join_all((0..50).map(one)).await;
        let done = answers.iter().filter(|answer| answer.status == 200).count();
        assert!(done >= 1, "round {round}");
        for answer in &answers {
            assert!(
                matches!(answer.status, 200 | 403 | 404 | 409),
                "{}",
                answer.text()
            );
        }
        assert_eq!(owners(&app, &acme), 1, "round {round}");
    }
}

#[tokio::test]
async fn one_leaves_and_looks_at_another_team() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Viewer).await;
    let hers = app.sign_in(&grace, &acme).await;
    let body = json!({ "name": "laptop", "scopes": ["team:read", "team:write"] });
    let token = hers.post(&app, "/api/user/tokens", &body).await.data(201);
    let bearer = Actor::with_bearer(token["secret"].as_str().unwrap());
    bearer
        .act(&app, "/api/team/leave")
        .await
        .problem(403, "forbidden");
    hers.post(&app, "/api/teams", &json!({ "name": "Hers" }))
        .await
        .data(201);
    hers.act(&app, &format!("/api/teams/{}/switch", acme.public_id))
        .await
        .data(200);

    let left = hers.act(&app, "/api/team/leave").await;
    assert_eq!(left.value()["message"], "You are no longer in Acme.");
    assert_eq!(left.data(200)["name"], "Hers");
    hers.post(&app, "/api/projects", &json!({ "name": "x" }))
        .await
        .data(201);
    bearer.get(&app, LIST).await.problem(401, "unauthenticated");
    let row = newest(&app, &ada).await;
    assert_eq!(
        (&row["action"], &row["actor"]["name"]),
        (&json!("member.left"), &json!("Grace"))
    );

    let ivy = app.member(&acme, "Ivy", Role::Viewer).await;
    assert_eq!(
        ivy.act(&app, "/api/team/leave").await.data(200),
        Value::Null
    );
    ivy.get(&app, LIST).await.problem(403, "forbidden");
}

#[tokio::test]
async fn a_team_is_handed_over() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let to = |user: &User| json!({ "to": user.public_id });
    let own = app.find_user("ada@example.org");
    let transfer = "/api/team/transfer";
    ada.post(&app, transfer, &to(&own))
        .await
        .problem(409, "conflict");
    ada.post(&app, transfer, &json!({ "to": "nobody" }))
        .await
        .problem(404, "not_found");
    ada.post(&app, transfer, &json!({}))
        .await
        .problem(422, "invalid");
    ada.put(&app, &path(&grace), &json!({ "status": "inactive" }))
        .await
        .data(200);
    ada.post(&app, transfer, &to(&grace))
        .await
        .problem(409, "conflict");
    ada.put(&app, &path(&grace), &json!({ "status": "active" }))
        .await
        .data(200);
    app.wait(Duration::from_secs(601));
    ada.post(&app, transfer, &to(&grace))
        .await
        .problem(403, "reauthenticate");

    let ada = app.sign_in(&own, &acme).await;
    let done = ada.post(&app, transfer, &to(&grace)).await.data(200);
    assert_eq!(
        (&done["name"], &done["role"]),
        (&json!("Grace"), &json!("Owner"))
    );
    assert_eq!(list(&app, &ada, "?search=ada").await[0]["role"], "Admin");
    ada.post(&app, transfer, &to(&grace))
        .await
        .problem(403, "forbidden");
    let rows = ada.get(&app, "/api/team/audit?limit=3").await.data(200);
    let actions: Vec<_> = (0..3)
        .map(|at| rows[at]["action"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        actions,
        [
            "member.role_changed",
            "member.role_changed",
            "team.transferred"
        ]
    );
    assert_eq!(owners(&app, &acme), 1);
}

#[tokio::test]
async fn a_file_holds_everybody_and_no_formula() {
    let (app, acme, ada) = TestApp::start().await;
    let formula = "=cmd|' /C calc'!A0";
    let bad = app.member_user(&acme, "Mallory", Role::Viewer).await;
    let set = move |tx: &scalix::db::Tx<'_>| {
        Ok(tx.execute(
            "UPDATE users SET name = ?2 WHERE id = ?1",
            (bad.id.0, formula),
        )?)
    };
    app.db.write(set).await.unwrap();
    crowd(&app, &acme, 2_500, "Crowd, \"of\" people").await;

    let file = ada
        .post(&app, "/api/team/export", &json!({ "format": "csv" }))
        .await;
    assert_eq!(file.status, 200);
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"acme-members-2026-03-10.csv\"")
    );
    let mut sheet = csv::Reader::from_reader(file.bytes.as_slice());
    let rows: Vec<csv::StringRecord> = sheet.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 2_502);
    assert!(rows.iter().any(|row| &row[1] == "'=cmd|' /C calc'!A0"));
    assert!(
        rows.iter()
            .any(|row| &row[1] == "Crowd, \"of\" people 02500")
    );
    for row in &rows {
        for cell in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
    }
    let row = newest(&app, &ada).await;
    assert_eq!(
        (&row["action"], &row["after"]["format"]),
        (&json!("members.exported"), &json!("csv"))
    );

    let file = ada
        .post(
            &app,
            "/api/team/export?role=owner&search=ADA",
            &json!({ "format": "json" }),
        )
        .await;
    let parsed: Value = serde_json::from_slice(&file.bytes).unwrap();
    assert_eq!(parsed.as_array().unwrap().len(), 1);
    assert_eq!(
        (&parsed[0]["name"], &parsed[0]["role"]),
        (&json!("Ada"), &json!("Owner"))
    );
    let none = ada
        .post(
            &app,
            "/api/team/export?search=zzz",
            &json!({ "format": "json" }),
        )
        .await;
    assert_eq!(none.text(), "[]\n");
    let body = json!({ "format": "ndjson" });
    let lines = ada
        .post(&app, "/api/team/export?search=crowd", &body)
        .await
        .text();
    let read = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    assert!(lines.lines().map(read).all(|row| row["role"] == "Viewer"));
    assert_eq!(lines.lines().count(), 2_500);
    for (query, body) in [
        ("", json!({ "format": "xml" })),
        ("?role=boss", json!({})),
        ("", json!({ "x": 1 })),
    ] {
        ada.post(&app, &format!("/api/team/export{query}"), &body)
            .await
            .problem(422, "invalid");
    }
    let dev = app.member(&acme, "Dev", Role::Developer).await;
    dev.post(&app, "/api/team/export", &json!({}))
        .await
        .problem(403, "forbidden");
}

#[tokio::test]
async fn many_at_once_each_judged_alone() {
    let (app, acme, ada) = TestApp::start().await;
    let own = app.find_user("ada@example.org");
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let vera = app.member_user(&acme, "Vera", Role::Viewer).await;
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let other = app.find_user("stranger@example.org");
    let hers = app.sign_in(&grace, &acme).await;
    let key = json!({ "name": "ci" });
    hers.post(&app, "/api/api-keys", &key).await.data(201);
    let bulk = "/api/team/members/bulk";
    let ids = json!([
        grace.public_id,
        other.public_id,
        vera.public_id,
        own.public_id,
        "nonsense",
        grace.public_id
    ]);
    let body = json!({ "ids": ids, "action": "remove" });

    let preview = ada
        .post(&app, &format!("{bulk}?dryRun=true"), &body)
        .await
        .data(200);
    assert_eq!(
        (&preview["done"], &preview["refused"]),
        (&json!(2), &json!(3))
    );
    assert_eq!(
        (&preview["keyCount"], &preview["keys"][0]["name"]),
        (&json!(1), &json!("ci"))
    );
    assert_eq!(
        list(&app, &ada, "").await.len(),
        3,
        "a preview changes nothing"
    );

    let answer = ada.post(&app, bulk, &body).await;
    assert_eq!(
        answer.value()["message"],
        "2 people were changed. 3 were not."
    );
    let results = answer.data(207);
    assert_eq!(results, preview["results"], "the preview told the truth");
    let codes: Vec<_> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [
            Value::Null,
            json!("not_found"),
            Value::Null,
            json!("last_owner"),
            json!("not_found")
        ]
    );
    assert!(results[1]["message"].is_string());
    assert_eq!(names(&list(&app, &ada, "").await), ["Ada"]);
    assert_eq!(
        stranger
            .get(&app, LIST)
            .await
            .data(200)
            .as_array()
            .unwrap()
            .len(),
        1
    );

    crowd(&app, &acme, 250, "Crowd").await;
    let body = json!({ "filter": { "search": "crowd 002" }, "action": "role", "role": "Analyst" });
    let results = ada.post(&app, bulk, &body).await.data(200);
    assert_eq!(results.as_array().unwrap().len(), 51);
    assert_eq!(list(&app, &ada, "?role=analyst").await.len(), 51);
    let body = json!({ "filter": {}, "action": "deactivate" });
    let results = ada.post(&app, bulk, &body).await.data(207);
    assert_eq!(results.as_array().unwrap().len(), 251);
    let stats = ada.get(&app, "/api/team/stats").await.data(200);
    assert_eq!(stats["activeMembers"], 1);
    let body = json!({ "filter": {"status": "inactive"}, "action": "reactivate" });
    ada.post(&app, bulk, &body).await.data(200);
}

#[tokio::test]
async fn many_at_once_in_the_wrong_shape() {
    let (app, acme, ada) = TestApp::start().await;
    let olga = app.member_user(&acme, "Olga", Role::Owner).await;
    let adm = app.member(&acme, "Adam", Role::Admin).await;
    let bulk = "/api/team/members/bulk";
    let many: Vec<String> = (0..1_001).map(|at| format!("usr_{at:020}")).collect();
    for (body, field) in [
        (json!({ "action": "remove" }), "ids"),
        (json!({ "ids": [], "action": "remove" }), "ids"),
        (json!({ "ids": many, "action": "remove" }), "ids"),
        (
            json!({ "ids": ["x"], "filter": {}, "action": "remove" }),
            "ids",
        ),
        (json!({ "ids": ["x"], "action": "message" }), "body"),
        (
            json!({ "ids": ["x"], "action": "message", "body": " \n" }),
            "body",
        ),
        (
            json!({ "ids": ["x"], "action": "message", "body": "x".repeat(10_001) }),
            "body",
        ),
        (
            json!({ "ids": ["x"], "action": "remove", "body": "x" }),
            "body",
        ),
        (json!({ "ids": ["x"], "action": "promote" }), "action"),
        (json!({ "ids": ["x"] }), "action"),
        (json!({ "ids": ["x"], "action": "role" }), "role"),
        (
            json!({ "ids": ["x"], "action": "role", "role": "boss" }),
            "role",
        ),
        (
            json!({ "ids": ["x"], "action": "remove", "role": "viewer" }),
            "role",
        ),
        (
            json!({ "filter": { "role": "boss" }, "action": "remove" }),
            "role",
        ),
        (
            json!({ "ids": ["x"], "action": "remove", "all": true }),
            "all",
        ),
    ] {
        let problem = ada.post(&app, bulk, &body).await.problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
    }
    let body = json!({ "ids": [olga.public_id], "action": "remove" });
    ada.post(&app, &format!("{bulk}?dry=true"), &body)
        .await
        .problem(422, "invalid");
    // An admin is refused what is an owner's, one by one.
    let results = adm.post(&app, bulk, &body).await.data(207);
    assert_eq!(results[0]["code"], "forbidden");
    let body = json!({ "filter": {}, "action": "role", "role": "owner" });
    let results = adm.post(&app, bulk, &body).await.data(207);
    assert!(
        results
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["code"] == "forbidden")
    );
    assert_eq!(owners(&app, &acme), 2);
    let dev = app.member(&acme, "Dev", Role::Developer).await;
    dev.post(&app, bulk, &body).await.problem(403, "forbidden");
}

#[tokio::test]
async fn the_page_lists_filters_and_hides_what_one_may_not() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let hers = app.sign_in(&grace, &acme).await;
    let page = ada.get(&app, "/team").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for part in [
        "href=\"/team\" aria-current=\"page\"",
        "grace@example.org",
        "id=\"many\"",
        "name=\"id\"",
        "value=\"role-owner\"",
        "Developer (1)",
        "/api/team/export?format=csv",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("/team/leave"), "the last owner has to stay");
    let text = hers.get(&app, "/team").await.text();
    assert!(text.contains("href=\"/team/leave\""), "{text}");
    for part in ["id=\"many\"", "name=\"id\"", "/api/team/export"] {
        assert!(!text.contains(part), "{part}");
    }
    let text = ada
        .get(&app, "/team?search=GRACE&role=developer")
        .await
        .text();
    assert!(!text.contains("ada@example.org</small></span></span></th>"));
    assert!(
        text.contains("format=csv&amp;search=GRACE")
            || text.contains("format=csv&#38;search=GRACE")
    );
    assert!(
        ada.get(&app, "/team?search=zzz")
            .await
            .text()
            .contains("Nobody matches")
    );
    assert_eq!(ada.get(&app, "/team?role=boss").await.status, 422);
    assert_eq!(ada.get(&app, "/team?cursor=x").await.status, 422);
    let answer = Actor::anonymous().get(&app, "/team").await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some("/login?next=%2Fteam"))
    );

    let place = format!("/team/members/{}", grace.public_id);
    let text = ada.get(&app, &place).await.text();
    for part in ["/role\"", "/deactivate\"", "/remove\"", "/transfer\""] {
        assert!(text.contains(&format!("{place}{part}")), "{part}: {text}");
    }
    let text = hers.get(&app, &place).await.text();
    for part in ["/role\"", "/deactivate\"", "/remove\"", "/transfer\""] {
        assert!(!text.contains(&format!("{place}{part}")), "{part}");
    }
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    assert_eq!(stranger.get(&app, &place).await.status, 404);
    for action in ["remove", "transfer"] {
        let path = format!("{place}/{action}");
        assert_eq!(stranger.get(&app, &path).await.status, 404, "{action}");
        assert_eq!(hers.get(&app, &path).await.status, 403, "{action}");
    }
    // An admin sees an owner and changes nothing about them.
    let admin = app.member(&acme, "Adam", Role::Admin).await;
    let own = app.find_user("ada@example.org");
    let place = format!("/team/members/{}", own.public_id);
    assert!(!admin.get(&app, &place).await.text().contains("/role\""));
    assert_eq!(
        admin.get(&app, &format!("{place}/remove")).await.status,
        403
    );
}

/// Where a page leads, and the sentence that it leaves there.
async fn led(app: &TestApp, actor: &Actor, answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").unwrap().to_owned();
    let page = actor.with_flash(answer).get(app, &to).await;
    assert_eq!(page.status, 200, "{to}");
    (to, page.text())
}

#[tokio::test]
async fn forms_do_what_the_api_does() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let own = app.find_user("ada@example.org");
    let place = format!("/team/members/{}", grace.public_id);
    let mine = format!("/team/members/{}", own.public_id);

    let saved = ada
        .form(&app, &format!("{place}/role"), &[("role", "analyst")])
        .await;
    let (to, text) = led(&app, &ada, &saved).await;
    assert_eq!(to, place);
    assert!(text.contains("Grace is changed.") && text.contains("<dd>Analyst</dd>"));
    let wrong = ada
        .form(&app, &format!("{place}/role"), &[("role", "boss")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text().contains("There is no role “boss”"),
        "{}",
        wrong.text()
    );
    let last = ada
        .form(&app, &format!("{mine}/role"), &[("role", "admin")])
        .await;
    assert_eq!(last.status, 409);
    assert!(
        last.text().contains("You are the last owner of Acme."),
        "{}",
        last.text()
    );

    let paused = ada.act(&app, &format!("{place}/deactivate")).await;
    let (_, text) = led(&app, &ada, &paused).await;
    assert!(text.contains("Grace is deactivated and no longer let in."));
    assert!(
        text.contains(&format!("action=\"{place}/reactivate\"")),
        "undo"
    );
    let back = ada.act(&app, &format!("{place}/reactivate")).await;
    assert!(
        led(&app, &ada, &back)
            .await
            .1
            .contains("Grace is let in again.")
    );
    assert_eq!(
        ada.act(&app, &format!("{mine}/deactivate")).await.status,
        409
    );

    let text = ada.get(&app, &format!("{place}/remove")).await.text();
    assert!(
        text.contains("Remove Grace from the team?") && text.contains("their role was Analyst")
    );
    let removed = ada.act(&app, &format!("{place}/remove")).await;
    let (to, text) = led(&app, &ada, &removed).await;
    assert_eq!(to, "/team");
    assert!(text.contains("Grace is no longer in the team."));
    assert_eq!(ada.get(&app, &place).await.status, 404);

    let vera = app.member_user(&acme, "Vera", Role::Viewer).await;
    let hers = app.sign_in(&vera, &acme).await;
    let place = format!("/team/members/{}", vera.public_id);
    app.wait(Duration::from_secs(601));
    let stale = ada.get(&app, &format!("{place}/transfer")).await;
    assert!(
        stale
            .header("location")
            .unwrap()
            .starts_with("/reauthenticate?next=")
    );
    let ada = app.sign_in(&own, &acme).await;
    let text = ada.get(&app, &format!("{place}/transfer")).await.text();
    assert!(text.contains("Hand Acme over to Vera?"), "{text}");
    let done = ada.act(&app, &format!("{place}/transfer")).await;
    assert!(
        led(&app, &ada, &done)
            .await
            .1
            .contains("Vera owns the team now")
    );

    assert_eq!(hers.get(&app, "/team/leave").await.status, 409);
    let text = ada.get(&app, "/team/leave").await.text();
    assert!(
        text.contains("Leave Acme?") && text.contains("your role was Admin"),
        "{text}"
    );
    let left = ada.act(&app, "/team/leave").await;
    assert_eq!((left.status, left.header("location")), (303, Some("/")));
    assert_eq!(owners(&app, &acme), 1);
}

#[tokio::test]
async fn several_are_changed_without_scripts() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let vera = app.member_user(&acme, "Vera", Role::Viewer).await;
    let own = app.find_user("ada@example.org");
    let ids = format!("id={}&id={}", grace.public_id, vera.public_id);
    let page = ada
        .get(&app, &format!("/team/many?do=role-analyst&{ids}&search=e"))
        .await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("Make 2 people Analyst?") && text.contains("Grace, Vera"),
        "{text}"
    );
    assert_eq!(list(&app, &ada, "?role=analyst").await.len(), 0);
    let fields = [
        ("do", "role-analyst"),
        ("id", grace.public_id.as_str()),
        ("id", vera.public_id.as_str()),
        ("search", "e"),
    ];
    let done = ada.form(&app, "/team/many", &fields).await;
    let (to, text) = led(&app, &ada, &done).await;
    assert_eq!(to, "/team?search=e");
    assert!(text.contains("2 people were changed."), "{text}");
    assert_eq!(list(&app, &ada, "?role=analyst").await.len(), 2);

    // Everybody who matches, and oneself is among them.
    let text = ada.get(&app, "/team/many?do=remove&all=yes").await.text();
    assert!(text.contains("Remove 2 people from the team?"), "{text}");
    assert!(text.contains("You are the last owner of Acme."), "{text}");
    assert!(text.contains("name=\"all\""), "{text}");
    let done = ada
        .form(&app, "/team/many", &[("do", "remove"), ("all", "yes")])
        .await;
    assert_eq!(done.status, 200);
    assert!(
        done.text().contains("2 people were changed. 1 was not."),
        "{}",
        done.text()
    );
    assert_eq!(names(&list(&app, &ada, "").await), ["Ada"]);

    for query in ["do=remove", "do=promote&id=x", "do=role-boss&id=x", ""] {
        let answer = ada.get(&app, &format!("/team/many?{query}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/team")),
            "{query}"
        );
    }
    let alone = format!("/team/many?do=deactivate&id={}&id=x", own.public_id);
    let text = ada.get(&app, &alone).await.text();
    assert!(text.contains("Nobody can be changed like this"), "{text}");
    assert!(!text.contains("method=\"post\" action=\"/team/many\""));
    let dev = app.member(&acme, "Dev", Role::Developer).await;
    assert_eq!(dev.get(&app, &alone).await.status, 403);
    assert_eq!(dev.form(&app, "/team/many", &fields).await.status, 403);
}

#[tokio::test]
async fn a_new_name_stands_in_its_place_on_every_page() {
    let (app, acme, ada) = TestApp::start().await;
    let grace = app.member(&acme, "Grace", Role::Developer).await;
    for name in ["vera", "Émile", "bob"] {
        app.member_user(&acme, name, Role::Viewer).await;
    }
    let order = ["Ada", "bob", "Grace", "vera", "Émile"];
    assert_eq!(names(&list(&app, &ada, "").await), order);
    for limit in [1, 2, 5] {
        assert_eq!(paged(&app, &ada, limit).await, order, "{limit}");
    }
    // Letter case does not count; who has the same name comes in the order of the accounts.
    let body = json!({ "firstName": "Vera", "lastName": "" });
    grace.put(&app, "/api/user/profile", &body).await.data(200);
    let order = ["Ada", "bob", "Vera", "vera", "Émile"];
    for limit in [1, 2, 3, 100] {
        assert_eq!(paged(&app, &ada, limit).await, order, "{limit}");
    }
}

#[tokio::test]
async fn any_page_of_five_thousand_is_small() {
    let (app, acme, ada) = TestApp::start().await;
    crowd(
        &app,
        &acme,
        5_000,
        "Maximiliane von Hohenstein-Brandt und zu Wallenburg",
    )
    .await;
    let page = ada.get(&app, "/team").await;
    let text = page.text();
    assert!(page.bytes.len() < 100 * 1024, "{} bytes", page.bytes.len());
    assert_eq!(text.matches("name=\"id\"").count(), 50);
    assert!(
        text.contains("All 5001 that match") || text.contains("All 5,001 that match"),
        "{text}"
    );
    let next = text.split("rel=\"next\"").next().unwrap();
    let next = next
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let page = ada.get(&app, &next.replace("&#38;", "&")).await;
    assert_eq!(page.status, 200);
    assert!(page.bytes.len() < 100 * 1024, "{} bytes", page.bytes.len());
    assert!(page.text().contains("Wallenburg 00099"));
    let text = ada.get(&app, "/team/many?do=deactivate&all=yes").await;
    assert!(text.bytes.len() < 100 * 1024, "{} bytes", text.bytes.len());
    assert!(text.text().contains("and 4980 others") || text.text().contains("and 4,980 others"));
}

#[tokio::test]
async fn a_message_goes_to_several_of_those_who_are_let_in() {
    let (app, acme, ada) = TestApp::start().await;
    let own = app.find_user("ada@example.org");
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    let vera = app.member_user(&acme, "Vera", Role::Viewer).await;
    let hers = app.sign_in(&grace, &acme).await;
    ada.put(&app, &path(&vera), &json!({ "status": "inactive" }))
        .await
        .data(200);
    let bulk = "/api/team/members/bulk";
    let ids = json!([grace.public_id, vera.public_id, own.public_id, "usr_x"]);
    let body = json!({ "ids": ids, "action": "message", "subject": "Hi", "body": "<b>Lunch?</b>" });
    let unread = async || {
        let path = "/api/messages/unread-count";
        hers.get(&app, path).await.data(200)["unread"].as_i64()
    };
    let preview = ada
        .post(&app, &format!("{bulk}?dryRun=true"), &body)
        .await
        .data(200);
    assert_eq!(
        (&preview["done"], &preview["refused"]),
        (&json!(1), &json!(3))
    );
    assert_eq!(unread().await, Some(0));
    let answer = ada.post(&app, bulk, &body).await;
    assert_eq!(
        answer.value()["message"],
        "The message was sent to 1 person. 3 did not get it."
    );
    let results = answer.data(207);
    let codes: Vec<_> = results
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["code"].clone())
        .collect();
    assert_eq!(
        codes,
        [
            Value::Null,
            json!("conflict"),
            json!("conflict"),
            json!("not_found")
        ]
    );
    assert_eq!(unread().await, Some(1));
    let inbox = hers.get(&app, "/api/messages?box=inbox").await.data(200);
    assert_eq!(inbox[0]["subject"], "Hi");

    // The same from the page, without scripts.
    let query = format!("/team/many?do=message&id={}", grace.public_id);
    let text = ada.get(&app, &query).await.text();
    assert!(
        text.contains("Write to 1 person") && text.contains("name=\"body\""),
        "{text}"
    );
    let id = grace.public_id.as_str();
    let empty = [
        ("do", "message"),
        ("id", id),
        ("subject", "Kept"),
        ("body", " "),
    ];
    let again = ada.form(&app, "/team/many", &empty).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("value=\"Kept\""), "{}", again.text());
    assert_eq!(unread().await, Some(1));
    let fields = [("do", "message"), ("id", id), ("body", "Again")];
    let sent = ada.form(&app, "/team/many", &fields).await;
    let (to, text) = led(&app, &ada, &sent).await;
    assert_eq!(to, "/team");
    assert!(text.contains("The message was sent to 1 person."), "{text}");
    assert_eq!(unread().await, Some(2));
}
