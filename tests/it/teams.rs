//! Teams: one's own, and which one is looked at.

use std::time::Duration;

use scalix::teams::access::Role;
use serde_json::json;

use crate::support::{Actor, PASSWORD, TestApp};

#[tokio::test]
async fn a_person_makes_teams_and_switches_between_them() {
    let (app, acme, ada) = TestApp::start().await;
    let made = ada
        .post(&app, "/api/teams", &json!({ "name": "Engines" }))
        .await
        .data(201);
    assert_eq!(
        (&made["role"], &made["current"]),
        (&json!("Owner"), &json!(true))
    );
    let me = ada.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["team"]["name"], "Engines");

    ada.act(&app, &format!("/api/teams/{}/switch", acme.public_id))
        .await
        .data(200);
    let teams = ada.get(&app, "/api/teams").await.data(200);
    let teams: Vec<_> = teams
        .as_array()
        .unwrap()
        .iter()
        .map(|team| (&team["name"], &team["current"]))
        .collect();
    assert_eq!(
        teams,
        [
            (&json!("Acme"), &json!(true)),
            (&json!("Engines"), &json!(false))
        ]
    );

    let page = ada
        .act(
            &app,
            &format!("/teams/{}/switch", made["id"].as_str().unwrap()),
        )
        .await;
    assert_eq!((page.status, page.header("location")), (303, Some("/")));
    for name in ["", "   ", "a\0b", &"x".repeat(101)] {
        ada.post(&app, "/api/teams", &json!({ "name": name }))
            .await
            .problem(422, "invalid");
    }
}

#[tokio::test]
async fn nobody_looks_at_a_team_of_others() {
    let (app, acme, _) = TestApp::start().await;
    let (engines, bob) = app.team("Engines", "Bob").await;
    bob.act(&app, &format!("/api/teams/{}/switch", acme.public_id))
        .await
        .problem(404, "not_found");
    bob.act(&app, "/api/teams/team_x/switch")
        .await
        .problem(404, "not_found");
    assert_eq!(
        bob.act(&app, &format!("/teams/{}/switch", acme.public_id))
            .await
            .status,
        404
    );
    assert_eq!(
        bob.get(&app, "/api/auth/me").await.data(200)["team"]["name"],
        engines.name
    );
}

#[tokio::test]
async fn each_role_is_told_its_permissions() {
    let (app, acme, _) = TestApp::start().await;
    let viewer = app.member(&acme, "Vera", Role::Viewer).await;
    let me = viewer.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(
        me["permissions"],
        json!(["view_team", "view_projects", "view_usage"])
    );
    assert_eq!(me["user"]["role"], "user");
}

#[tokio::test]
async fn whoever_signed_in_without_choosing_a_team_changes_no_other_one_unseen() {
    let (app, acme, ada) = TestApp::start().await;
    let (other, _) = app.team("Lumen", "Lu").await;
    app.wait(Duration::from_mins(1));
    let grace = app.member_user(&acme, "Grace", Role::Developer).await;
    app.wait(Duration::from_mins(1));
    app.join(&other, &grace, Role::Developer).await;
    let credentials = json!({ "email": "grace@example.org", "password": PASSWORD });
    let signed = Actor::anonymous()
        .post(&app, "/api/auth/signin", &credentials)
        .await;
    assert_eq!(signed.status, 200);
    let by = Actor::after(&signed);
    ada.delete(&app, &format!("/api/team/members/{}", grace.public_id))
        .await
        .data(200);
    let draft = json!({ "name": "Meant for Acme" });
    let made = by.post(&app, "/api/projects", &draft).await;
    made.problem(403, "forbidden");
    // What there is to see is that of the other one.
    let me = by.get(&app, "/api/auth/me").await.data(200);
    assert_eq!(me["team"]["name"], "Lumen");
    let switch = format!("/api/teams/{}/switch", other.public_id);
    by.act(&app, &switch).await.data(200);
    by.post(&app, "/api/projects", &draft).await.data(201);
}

#[tokio::test]
async fn whoever_was_in_no_team_when_they_signed_in_works_in_their_first_one() {
    let (app, acme, ada) = TestApp::start().await;
    let (other, _) = app.team("Lumen", "Lu").await;
    let grace = app.user("Grace").await;
    let credentials = json!({ "email": "grace@example.org", "password": PASSWORD });
    let signed = Actor::anonymous()
        .post(&app, "/api/auth/signin", &credentials)
        .await;
    let by = Actor::after(&signed);
    app.join(&acme, &grace, Role::Developer).await;
    app.wait(Duration::from_mins(1));
    app.join(&other, &grace, Role::Developer).await;
    let draft = |name| json!({ "name": name });
    by.post(&app, "/api/projects", &draft("First"))
        .await
        .data(201);
    settle(&app).await;
    ada.delete(&app, &format!("/api/team/members/{}", grace.public_id))
        .await
        .data(200);
    by.post(&app, "/api/projects", &draft("Second"))
        .await
        .problem(403, "forbidden");
}

/// What is written in the background is written when this is over.
async fn settle(app: &TestApp) {
    tokio::task::yield_now().await;
    app.db.ping().await.unwrap();
}
