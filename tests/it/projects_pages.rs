//! Projects as somebody without scripts uses them.

use scalix::teams::access::Role;
use serde_json::json;

use crate::support::{Actor, Answer, TestApp};

/// Where a 303 leads.
#[track_caller]
fn led(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").unwrap().to_owned()
}

/// The page behind a 303, as a browser without scripts shows it: with the sentence of the action.
async fn follow(app: &TestApp, by: &Actor, answer: &Answer) -> String {
    let page = by.with_flash(answer).get(app, &led(answer)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

async fn make(app: &TestApp, by: &Actor, name: &str) -> String {
    led(&by.form(app, "/projects/new", &[("name", name)]).await)
}

#[tokio::test]
async fn from_the_first_project_to_its_return() {
    let (app, _, ada) = TestApp::start().await;
    let first = ada.get(&app, "/projects").await.text();
    assert!(first.contains("href=\"/projects/new\"") && !first.contains("<table"));
    let form = ada.get(&app, "/projects/new").await.text();
    assert!(form.contains("action=\"/projects/new\"") && form.contains("Create project"));

    let fields = [("name", "  "), ("description", "kept"), ("model", "gpt-5")];
    let wrong = ada.form(&app, "/projects/new", &fields).await;
    assert_eq!(wrong.status, 422);
    let text = wrong.text();
    assert!(
        text.contains("aria-invalid=\"true\"") && text.contains("kept") && text.contains("gpt-5")
    );

    let fields = [
        ("name", "Support"),
        ("description", "For the site"),
        ("model", ""),
    ];
    let made = ada.form(&app, "/projects/new", &fields).await;
    let path = led(&made);
    assert!(path.starts_with("/projects/prj_"));
    let page = follow(&app, &ada, &made).await;
    for part in [
        "<h1",
        "Support",
        "For the site",
        "The project Support is made",
        "/stop\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let taken = ada
        .form(&app, "/projects/new", &[("name", "SUPPORT")])
        .await;
    assert_eq!(taken.status, 422);

    let edit = ada.get(&app, &format!("{path}/edit")).await.text();
    assert!(edit.contains("value=\"Support\"") && edit.contains("For the site"));
    let fields = [
        ("name", "Support desk"),
        ("description", ""),
        ("model", "gpt-5"),
    ];
    let saved = ada.form(&app, &format!("{path}/edit"), &fields).await;
    assert_eq!(led(&saved), path);
    assert!(
        follow(&app, &ada, &saved)
            .await
            .contains("The project Support desk is saved")
    );
    let wrong = ada
        .form(&app, &format!("{path}/edit"), &[("name", "")])
        .await;
    assert_eq!(wrong.status, 422);

    let stopped = ada.act(&app, &format!("{path}/stop")).await;
    let page = follow(&app, &ada, &stopped).await;
    assert!(
        page.contains(&format!("action=\"{path}/start\"")) && page.contains("Undo"),
        "{page}"
    );
    let list = ada.get(&app, "/projects?status=stopped").await.text();
    assert!(list.contains(">Support desk</a>") && list.contains("%3Fstatus%3Dstopped"));
    let back = format!("{path}/start?back=%2Fprojects%3Fstatus%3Dstopped");
    let started = ada.act(&app, &back).await;
    assert_eq!(led(&started), "/projects?status=stopped");
    assert!(
        follow(&app, &ada, &started)
            .await
            .contains("Nothing matches")
    );

    let question = ada.get(&app, &format!("{path}/delete")).await.text();
    assert!(question.contains("Support desk") && question.contains("name=\"confirm\""));
    let wrong = ada
        .form(&app, &format!("{path}/delete"), &[("confirm", "Support")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("aria-invalid=\"true\""));
    ada.get(&app, &path).await;
    let gone = ada
        .form(
            &app,
            &format!("{path}/delete"),
            &[("confirm", "Support desk")],
        )
        .await;
    assert_eq!(led(&gone), "/projects");
    let page = follow(&app, &ada, &gone).await;
    assert!(
        page.contains(&format!("action=\"{path}/restore\"")),
        "Undo is beside the sentence"
    );
    assert!(page.contains("/projects?status=deleted"));
    assert_eq!(ada.get(&app, &path).await.status, 404);
    let deleted = ada.get(&app, "/projects?status=deleted").await.text();
    assert!(deleted.contains("Support desk") && deleted.contains("Restore"));

    let back = ada.act(&app, &format!("{path}/restore")).await;
    assert!(
        follow(&app, &ada, &back)
            .await
            .contains(">Support desk</a>")
    );
    assert_eq!(ada.get(&app, &path).await.status, 200);
}

#[tokio::test]
async fn those_who_may_only_look_see_no_button_and_cannot_press_one() {
    let (app, acme, ada) = TestApp::start().await;
    let path = make(&app, &ada, "Support").await;
    let key = json!({ "name": "production" });
    let key = ada.post(&app, "/api/api-keys", &key).await.data(201);
    for (name, role) in [("Vera", Role::Viewer), ("Ann", Role::Analyst)] {
        let looker = app.member(&acme, name, role).await;
        for page in ["/projects", &path] {
            let text = looker.get(&app, page).await.text();
            assert!(text.contains("Support"));
            for action in [
                "/stop",
                "/start",
                "/edit",
                "/delete",
                "/projects/new",
                "/keys/new",
            ] {
                assert!(
                    !text.contains(&format!("{action}\"")),
                    "{name} {page} {action}"
                );
            }
            assert!(!text.contains(key["key"].as_str().unwrap().split_at(16).0));
        }
        for action in ["/stop", "/start", "/edit", "/delete", "/restore"] {
            let refused = looker
                .form(&app, &format!("{path}{action}"), &[("name", "x")])
                .await;
            assert_eq!(refused.status, 403, "{name} {action}");
            assert!(refused.text().contains("Ada"), "says who can help");
        }
        let refused = looker.form(&app, "/projects/new", &[("name", "x")]).await;
        assert_eq!(refused.status, 403);
        for page in ["/edit", "/delete"] {
            assert_eq!(looker.get(&app, &format!("{path}{page}")).await.status, 403);
        }
    }
    assert!(ada.get(&app, &path).await.text().contains("Running"));
}

#[tokio::test]
async fn what_people_type_is_text_and_other_teams_see_nothing() {
    let (app, _, ada) = TestApp::start().await;
    let name = "<script>alert(1)</script> \"quoted\" 'it'";
    let fields = [
        ("name", name),
        ("description", "<img src=x>"),
        ("model", "m'\"</code><b>"),
    ];
    let path = led(&ada.form(&app, "/projects/new", &fields).await);
    let pages = [
        "/projects".to_owned(),
        path.clone(),
        format!("{path}?code=python"),
        format!("{path}?code=javascript&measure=<b>"),
        format!("{path}/edit"),
        format!("{path}/delete"),
        "/projects?search=<script>".to_owned(),
    ];
    for page in &pages {
        let text = ada
            .get(&app, &page.replace('<', "%3C").replace('>', "%3E"))
            .await
            .text();
        for raw in ["<script>alert", "<script>\"", "<img", "</code><b>"] {
            assert!(!text.contains(raw), "{page} {raw}");
        }
    }
    let made = ada
        .form(&app, "/projects/new", &[("name", "<i>x</i>")])
        .await;
    assert!(!follow(&app, &ada, &made).await.contains("<i>x"));

    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    assert!(
        !stranger
            .get(&app, "/projects")
            .await
            .text()
            .contains("quoted")
    );
    for action in ["", "/edit", "/delete"] {
        let page = stranger.get(&app, &format!("{path}{action}")).await;
        assert_eq!(page.status, 404, "{action}");
    }
    for action in ["/edit", "/delete", "/start", "/stop", "/restore"] {
        let fields = [("name", "mine"), ("confirm", name)];
        let answer = stranger
            .form(&app, &format!("{path}{action}"), &fields)
            .await;
        assert_eq!(answer.status, 404, "{action}");
    }
    assert_eq!(ada.get(&app, &path).await.status, 200);
    assert_eq!(ada.get(&app, "/projects/prj_x").await.status, 404);
    assert_eq!(ada.get(&app, "/projects?status=nonsense").await.status, 422);
    assert_eq!(ada.get(&app, "/projects?cursor=nonsense").await.status, 422);
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page() {
    let (app, _, ada) = TestApp::start().await;
    for at in 0..51 {
        app.wait(std::time::Duration::from_secs(1));
        let body = json!({ "name": format!("Project {at:03}") });
        ada.post(&app, "/api/projects", &body).await.data(201);
    }
    let first = ada.get(&app, "/projects").await.text();
    assert!(first.contains(">Project 050</a>") && !first.contains(">Project 000</a>"));
    let older = first.split("rel=\"next\"").next().unwrap();
    let older = older.rsplit("href=\"").next().unwrap();
    let older = older
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let second = ada.get(&app, &older).await.text();
    assert!(second.contains(">Project 000</a>") && !second.contains(">Project 001</a>"));
    assert!(second.contains("rel=\"prev\"") && !second.contains("rel=\"next\""));
    assert!(
        second.contains("cursor"),
        "an action leads back to this page"
    );
    let found = ada.get(&app, "/projects?search=T%20007").await.text();
    assert!(found.contains(">Project 007</a>") && !found.contains(">Project 008</a>"));
}
