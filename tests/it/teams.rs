//! Teams: one's own, and which one is looked at.

use scalix::teams::access::Role;
use serde_json::json;

use crate::support::TestApp;

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
