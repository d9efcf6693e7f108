//! API keys as somebody without scripts uses them.

use scalix::teams::access::Role;
use serde_json::json;

use crate::support::{Actor, TestApp};

/// The secret on a page that shows one.
#[track_caller]
fn secret(page: &str) -> String {
    let at = page.find("value=\"sk_scalix_").expect("a secret") + "value=\"".len();
    page[at..].split('"').next().unwrap().to_owned()
}

async fn project(app: &TestApp, by: &Actor, name: &str) -> String {
    let made = by
        .post(app, "/api/projects", &json!({ "name": name }))
        .await;
    made.data(201)["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_key_from_its_making_to_its_end() {
    let (app, _, ada) = TestApp::start().await;
    let first = ada.get(&app, "/keys").await.text();
    assert!(first.contains("href=\"/keys/new\"") && first.contains("$SCALIX_KEY"));
    let project = project(&app, &ada, "Support").await;
    let form = ada
        .get(&app, &format!("/keys/new?projectId={project}"))
        .await
        .text();
    assert!(
        form.contains(&format!("value=\"{project}\" selected")),
        "{form}"
    );
    assert!(form.contains("value=\"90\" selected") && form.contains("Create key"));

    let fields = [
        ("name", ""),
        ("projectId", project.as_str()),
        ("expires", "date"),
        ("date", "soon"),
    ];
    let wrong = ada.form(&app, "/keys/new", &fields).await;
    assert_eq!(wrong.status, 422);
    for part in ["name-error", "date-error", "scopes-error", "value=\"soon\""] {
        assert!(wrong.text().contains(part), "{part}");
    }
    let past = [
        ("name", "x"),
        ("scopes", "usage:write"),
        ("expires", "date"),
        ("date", "2026-03-09"),
    ];
    let past = ada.form(&app, "/keys/new", &past).await;
    assert!(past.status == 422 && past.text().contains("date-error"));

    let fields = [
        ("name", "production"),
        ("projectId", &project),
        ("scopes", "usage:write"),
        ("scopes", "usage:read"),
        ("expires", "30"),
    ];
    let made = ada.form(&app, "/keys/new", &fields).await;
    assert_eq!(
        (made.status, made.header("cache-control")),
        (200, Some("no-store"))
    );
    let old = secret(&made.text());
    assert!(
        made.text().contains(&format!(">{old}</span>")),
        "a ready command"
    );
    let listed = ada.get(&app, "/keys").await.text();
    assert!(!listed.contains(&old) && listed.contains(&old[old.len() - 4..]));
    assert!(listed.contains("production") && listed.contains("in 30 days"));
    let own = ada.get(&app, &format!("/projects/{project}")).await.text();
    assert!(
        !own.contains(&old) && own.contains(&old[..16]),
        "the hint of the key"
    );

    let at = listed.find("href=\"/keys/key_").unwrap() + "href=\"".len();
    let path = listed[at..].split("/rotate").next().unwrap().to_owned();
    assert!(
        ada.get(&app, &format!("{path}/rotate"))
            .await
            .text()
            .contains("value=\"24\" selected")
    );
    let wrong = ada
        .form(&app, &format!("{path}/rotate"), &[("overlapHours", "169")])
        .await;
    assert!(wrong.status == 422 && wrong.text().contains("overlapHours-error"));
    let rotated = ada
        .form(&app, &format!("{path}/rotate"), &[("overlapHours", "24")])
        .await;
    assert_eq!(
        (rotated.status, rotated.header("cache-control")),
        (200, Some("no-store"))
    );
    let new = secret(&rotated.text());
    assert_ne!(new, old);
    assert!(ada.get(&app, "/keys").await.text().contains("Rotating"));

    let question = ada.get(&app, &format!("{path}/revoke")).await;
    assert!(question.status == 200 && question.text().contains("Revoke “production”?"));
    let revoked = ada.act(&app, &format!("{path}/revoke")).await;
    assert_eq!(
        (revoked.status, revoked.header("location")),
        (303, Some("/keys"))
    );
    let listed = ada.with_flash(&revoked).get(&app, "/keys").await.text();
    assert!(listed.contains("The key production no longer works") && listed.contains("Revoked"));
    assert!(!listed.contains(&format!("{path}/revoke")), "it has ended");
    let again = ada
        .form(&app, &format!("{path}/rotate"), &[("overlapHours", "1")])
        .await;
    assert_eq!(again.status, 409);
}

#[tokio::test]
async fn a_key_without_a_project_gets_one() {
    let (app, _, ada) = TestApp::start().await;
    let form = ada.get(&app, "/keys/new").await.text();
    assert!(form.contains("A new project “Default”"));
    let fields = [
        ("name", "k"),
        ("projectId", ""),
        ("scopes", "usage:read"),
        ("expires", "never"),
    ];
    let made = ada.form(&app, "/keys/new", &fields).await;
    assert_eq!(made.status, 200);
    assert!(!made.text().contains("/api/usage/events"), "it cannot send");
    assert!(
        ada.get(&app, "/projects")
            .await
            .text()
            .contains(">Default</a>")
    );
}

#[tokio::test]
async fn keys_are_for_those_who_may_see_them() {
    let (app, acme, ada) = TestApp::start().await;
    let project = project(&app, &ada, "Support").await;
    let body = json!({ "name": "<b>key</b>", "projectId": project });
    let key = ada.post(&app, "/api/api-keys", &body).await.data(201);
    let path = format!("/keys/{}", key["id"].as_str().unwrap());
    let listed = ada.get(&app, &format!("/keys?projectId={project}")).await;
    assert!(listed.status == 200 && !listed.text().contains("<b>key"));

    for (name, role) in [("Vera", Role::Viewer), ("Ann", Role::Analyst)] {
        let looker = app.member(&acme, name, role).await;
        let home = looker.get(&app, "/").await.text();
        assert!(home.contains("href=\"/usage\""), "{home}");
        assert!(
            !home.contains("href=\"/keys\""),
            "leads to a refusal: {home}"
        );
        for page in [
            "/keys",
            "/keys/new",
            &format!("{path}/rotate"),
            &format!("{path}/revoke"),
        ] {
            let refused = looker.get(&app, page).await;
            assert_eq!(refused.status, 403, "{name} {page}");
            assert!(refused.text().contains("Ada"), "says who can help");
        }
        for page in [
            "/keys/new",
            &format!("{path}/rotate"),
            &format!("{path}/revoke"),
        ] {
            assert_eq!(looker.form(&app, page, &[("name", "x")]).await.status, 403);
        }
    }

    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    assert!(!stranger.get(&app, "/keys").await.text().contains("key&"));
    for page in ["rotate", "revoke"] {
        let page = format!("{path}/{page}");
        assert_eq!(stranger.get(&app, &page).await.status, 404);
        let fields = [("overlapHours", "1")];
        assert_eq!(stranger.form(&app, &page, &fields).await.status, 404);
    }
    assert_eq!(
        stranger
            .get(&app, &format!("/keys?projectId={project}"))
            .await
            .status,
        404
    );
    let fields = [
        ("name", "mine"),
        ("projectId", project.as_str()),
        ("scopes", "usage:write"),
        ("expires", "never"),
    ];
    assert_eq!(stranger.form(&app, "/keys/new", &fields).await.status, 404);
    let still = ada.get(&app, "/keys").await.text();
    assert!(still.contains("Active") && !still.contains("mine"));
}
