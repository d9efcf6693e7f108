//! The Overview, as a person meets it.

use scalix::teams::access::Role;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

async fn page(app: &TestApp, actor: &Actor) -> Html {
    let answer = actor.get(app, "/").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Html::parse_document(&answer.text())
}

fn all(html: &Html, query: &str) -> Vec<String> {
    html.select(&Selector::parse(query).unwrap())
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

/// The steps, each with whether it is done.
fn steps(html: &Html) -> Vec<bool> {
    html.select(&Selector::parse(".steps > li").unwrap())
        .map(|step| step.attr("class").unwrap().contains("is-done"))
        .collect()
}

async fn project(app: &TestApp, actor: &Actor, name: &str) -> String {
    let made = actor
        .post(app, "/api/projects", &json!({"name": name}))
        .await;
    made.data(201)["id"].as_str().unwrap().to_owned()
}

async fn key(app: &TestApp, actor: &Actor, project: &str) -> Actor {
    let key = json!({"name": "ci", "projectId": project});
    let key = actor.post(app, "/api/api-keys", &key).await.data(201);
    Actor::with_bearer(key["secret"].as_str().unwrap())
}

fn event(id: &str, day: u8, requests: u32, status: &str) -> Value {
    json!({
        "id": id,
        "model": "gpt-4o-mini",
        "time": format!("2026-03-{day:02}T09:00:00Z"),
        "inputTokens": 1_200,
        "outputTokens": 340,
        "requests": requests,
        "status": status,
    })
}

#[tokio::test]
async fn the_first_steps_tick_themselves_and_go() {
    let (app, _, ada) = TestApp::start().await;
    let html = page(&app, &ada).await;
    assert_eq!(steps(&html), [false, false, false, false]);
    let command = all(&html, "#first-event");
    assert!(command[0].contains("http://127.0.0.1:8000/api/usage/events"));
    let project = project(&app, &ada, "Shop").await;
    assert_eq!(steps(&page(&app, &ada).await), [true, false, false, false]);
    let by = key(&app, &ada, &project).await;
    let html = page(&app, &ada).await;
    assert_eq!(steps(&html), [true, true, false, false]);
    let body = json!({ "email": "grace@example.org", "role": "Viewer" });
    ada.post(&app, "/api/team/invite", &body).await.data(201);
    let html = page(&app, &ada).await;
    assert_eq!(steps(&html), [true, true, false, true]);
    let sent = event("one", 10, 1, "ok");
    by.post(&app, "/api/usage/events", &sent).await.data(200);
    let html = page(&app, &ada).await;
    assert!(steps(&html).is_empty());
    let figures = all(&html, "[aria-labelledby=h-today] .stat-value");
    assert_eq!(figures[..2], ["1", "1,540"]);
}

#[tokio::test]
async fn nobody_is_asked_for_what_they_may_not_do() {
    let (app, team, _) = TestApp::start().await;
    for (name, role) in [("Ann", Role::Analyst), ("Vera", Role::Viewer)] {
        let actor = app.member(&team, name, role).await;
        let html = page(&app, &actor).await;
        assert!(steps(&html).is_empty(), "{name}");
        assert_eq!(all(&html, ".empty h2"), ["No usage yet"]);
        assert!(all(&html, "a[href='/projects/new']").is_empty());
    }
}

#[tokio::test]
async fn the_figures_are_those_of_the_api() {
    let (app, _, ada) = TestApp::start().await;
    let project = project(&app, &ada, "Shop").await;
    let by = key(&app, &ada, &project).await;
    let events = json!([
        event("a", 10, 30, "ok"),
        event("b", 10, 10, "error"),
        event("c", 9, 20, "ok"),
        event("d", 2, 2_000, "ok"),
    ]);
    by.post(&app, "/api/usage/events", &events).await.data(200);
    let html = page(&app, &ada).await;
    for (section, query) in [
        ("h-today", "period=custom&from=2026-03-10&to=2026-03-10"),
        ("h-month", "period=30d"),
    ] {
        let api = format!("/api/usage/summary?{query}");
        let summary = ada.get(&app, &api).await.data(200);
        let place = format!("[aria-labelledby={section}] .stat-value");
        let shown = all(&html, &place);
        let bare = |at: usize| {
            shown[at]
                .replace([',', '$', '%'], "")
                .parse::<f64>()
                .unwrap()
        };
        for (at, name) in [(0, "totalRequests"), (1, "totalTokens")] {
            assert!(
                (bare(at) - summary[name].as_f64().unwrap()).abs() < 1e-9,
                "{name}: {shown:?}"
            );
        }
        let rate = summary["successRate"].as_f64().unwrap();
        assert!((bare(3) - rate).abs() < 0.006, "{shown:?} {rate}");
    }
    let notes = all(&html, "[aria-labelledby=h-today] .stat-note");
    assert!(
        notes[0].contains("100.0%") && notes[0].contains("up"),
        "{notes:?}"
    );
    assert!(
        notes[3].contains("25 pt") && notes[3].contains("down"),
        "{notes:?}"
    );
    let rows = all(&html, "[aria-labelledby=h-projects] tbody tr");
    assert!(rows[0].starts_with("Shop"), "{rows:?}");
    assert_eq!(
        all(
            &html,
            "[aria-labelledby=h-projects] tbody a[href^='/projects/prj_']"
        )
        .len(),
        1
    );
    assert_eq!(all(&html, ".bar").len(), 30);
}

#[tokio::test]
async fn recent_activity_is_for_owners_and_admins() {
    let (app, team, ada) = TestApp::start().await;
    let evil = "<script>alert(1)</script>";
    let id = project(&app, &ada, evil).await;
    ada.act(&app, &format!("/api/projects/{id}/stop"))
        .await
        .data(200);
    let admin = app.member(&team, "Grace", Role::Admin).await;
    for actor in [&ada, &admin] {
        let told = all(&page(&app, actor).await, ".feed p");
        assert!(
            told.contains(&format!("Ada created the project {evil}")),
            "{told:?}"
        );
        assert!(told.contains(&format!("Ada stopped {evil}")), "{told:?}");
        assert!(
            told.iter().any(|line| line.contains("Grace to the team")),
            "{told:?}"
        );
    }
    for (name, role) in [
        ("Dee", Role::Developer),
        ("Ann", Role::Analyst),
        ("Vera", Role::Viewer),
    ] {
        let actor = app.member(&team, name, role).await;
        assert!(
            all(&page(&app, &actor).await, "#h-activity").is_empty(),
            "{name}"
        );
    }
    let html = page(&app, &ada).await;
    assert!(all(&html, "script:not([src])").is_empty());
}

#[tokio::test]
async fn nothing_of_another_team_is_told() {
    let (app, _, ada) = TestApp::start().await;
    let project = project(&app, &ada, "Secret plans").await;
    let by = key(&app, &ada, &project).await;
    let sent = event("one", 10, 7, "ok");
    by.post(&app, "/api/usage/events", &sent).await.data(200);
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let text = stranger.get(&app, "/").await.text();
    assert!(!text.contains("Secret plans") && !text.contains("gpt-4o-mini</a>"));
    assert_eq!(
        steps(&Html::parse_document(&text)),
        [false, false, false, false]
    );
    let visitor = Actor::anonymous().get(&app, "/").await;
    assert_eq!(
        (visitor.status, visitor.header("location")),
        (303, Some("/login"))
    );
}
