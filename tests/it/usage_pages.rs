//! The Usage page, as a person meets it.

use rocket::http::Method;
use scalix::teams::access::Role;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

/// A team with two projects, each with a key and events of two models.
struct Shop {
    app: TestApp,
    ada: Actor,
    viewer: Actor,
    projects: Vec<String>,
}

/// A name that would run if it were not escaped.
const EVIL: &str = "<script>alert('x')</script>&\"";

impl Shop {
    async fn open() -> Self {
        let (app, team, ada) = TestApp::start().await;
        let viewer = app.member(&team, "Vera", Role::Viewer).await;
        let mut projects = Vec::new();
        for (at, name) in ["Shop", "Back <office>"].into_iter().enumerate() {
            let project = ada
                .post(&app, "/api/projects", &json!({"name": name}))
                .await;
            let id = project.data(201)["id"].as_str().unwrap().to_owned();
            let key = json!({"name": format!("key {at}"), "projectId": id});
            let key = ada.post(&app, "/api/api-keys", &key).await.data(201);
            let by = Actor::with_bearer(key["secret"].as_str().unwrap());
            let sent = by.post(&app, "/api/usage/events", &events(at)).await;
            sent.data(200);
            projects.push(id);
        }
        Self {
            app,
            ada,
            viewer,
            projects,
        }
    }

    async fn page(&self, actor: &Actor, query: &str) -> Html {
        let answer = actor.get(&self.app, &format!("/usage{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text());
        Html::parse_document(&answer.text())
    }
}

/// Ten events of the ten days before now.
fn events(seed: usize) -> Value {
    let event = |at: usize| {
        let model = ["gpt-4o-mini", EVIL][at % 2];
        let failed = at == 3;
        json!({
            "id": format!("{seed}-{at}"),
            "model": model,
            "time": format!("2026-03-{:02}T09:{:02}:00Z", at + 1, at + seed),
            "inputTokens": 1_234 * (at + 1) + seed,
            "outputTokens": 77 * at,
            "cachedInputTokens": 11 * at,
            "requests": at + 1,
            "status": if failed { "error" } else { "ok" },
        })
    };
    (0..10).map(event).collect()
}

fn all(html: &Html, query: &str) -> Vec<String> {
    html.select(&Selector::parse(query).unwrap())
        .map(|element| {
            let exact = element.attr("title").map(str::to_owned);
            exact.unwrap_or_else(|| element.text().collect::<String>().trim().to_owned())
        })
        .collect()
}

fn hrefs(html: &Html, query: &str) -> Vec<String> {
    html.select(&Selector::parse(query).unwrap())
        .map(|element| element.attr("href").unwrap().to_owned())
        .collect()
}

/// The digits of a figure, without what makes it readable.
fn bare(figure: &str) -> String {
    figure
        .chars()
        .filter(|char| !matches!(char, ',' | '$'))
        .collect()
}

fn text(value: &Value) -> String {
    value.to_string()
}

#[tokio::test]
async fn the_figures_are_those_of_the_api() {
    let shop = Shop::open().await;
    for query in [
        String::new(),
        "?period=7d".to_owned(),
        "?period=24h".to_owned(),
        format!("?period=90d&projectId={}", shop.projects[0]),
        "?period=custom&from=2026-03-02&to=2026-03-05&model=gpt-4o-mini".to_owned(),
    ] {
        let api = format!("/api/usage/summary{query}");
        let summary = shop.ada.get(&shop.app, &api).await.data(200);
        let page = shop.page(&shop.ada, &query).await;
        let tiles = all(&page, ".stat-value");
        assert_eq!(tiles.len(), 5, "{query}");
        assert_eq!(bare(&tiles[1]), text(&summary["totalTokens"]), "{query}");
        assert_eq!(bare(&tiles[2]), text(&summary["totalRequests"]), "{query}");
        if summary["unpricedRequests"] == summary["totalRequests"] {
            assert_eq!(tiles[0], "unknown", "{query}");
        } else {
            let cost: f64 = bare(&tiles[0]).parse().unwrap();
            let told = summary["totalCost"].as_f64().unwrap();
            assert!((cost - told).abs() < 1e-12, "{query}: {tiles:?} {summary}");
        }
        let api = format!("/api/usage/models{query}");
        let models = shop.ada.get(&shop.app, &api).await.data(200);
        let requests = all(&page, "[aria-labelledby=h-by-model] tbody td:nth-child(2)");
        let told = models.as_array().unwrap().iter();
        let told: Vec<String> = told.map(|row| text(&row["requests"])).collect();
        assert_eq!(requests.iter().map(|it| bare(it)).collect::<Vec<_>>(), told);
        let total = all(
            &page,
            "[aria-labelledby=h-by-project] tfoot td:nth-child(2)",
        );
        assert_eq!(bare(&total[0]), text(&summary["totalRequests"]));
    }
}

#[tokio::test]
async fn filters_survive_every_link() {
    let shop = Shop::open().await;
    let project = &shop.projects[1];
    let query = format!("?period=90d&groupBy=project&measure=tokens&projectId={project}");
    let page = shop.page(&shop.ada, &query).await;
    let filter = format!("projectId={project}");
    for place in [".seg a", ".stat[href]", ".head a", ".bar[href]"] {
        let links = hrefs(&page, place);
        assert!(!links.is_empty(), "{place}");
        for link in links {
            assert!(link.contains(&filter), "{place}: {link}");
            assert!(link.contains("groupBy=project"), "{place}: {link}");
            assert_eq!(shop.ada.get(&shop.app, &link).await.status, 200, "{link}");
        }
    }
    let chips = all(&page, ".chip span:first-child");
    assert_eq!(chips, ["Project: Back <office>"]);
    assert!(!hrefs(&page, ".chip")[0].contains("projectId"));
    let hidden = Selector::parse("form.filters input[type=hidden][name=projectId]").unwrap();
    assert_eq!(page.select(&hidden).count(), 1);
    let tile = all(&page, ".stat[aria-current] .stat-label");
    assert_eq!(tile, ["Tokens"]);
}

#[tokio::test]
async fn an_unpriced_model_is_told_and_is_not_free() {
    let shop = Shop::open().await;
    let page = shop.page(&shop.ada, "?groupBy=model").await;
    let rows = all(&page, "[aria-labelledby=h-by-model] tbody tr");
    let row = rows.iter().find(|row| row.contains("script")).unwrap();
    assert!(row.contains("unpriced") && row.contains("unknown"), "{row}");
    assert!(!row.contains('$'), "{row}");
    let banner = all(&page, ".banner");
    assert!(banner[0].contains("It is not $0"), "{banner:?}");
    let scripts = all(&page, "script:not([src])");
    assert!(scripts.is_empty(), "a name became markup: {scripts:?}");
}

#[tokio::test]
async fn a_viewer_sees_totals_and_no_keys() {
    let shop = Shop::open().await;
    let groups = |page: &Html| all(page, "#groupBy option");
    let page = shop.page(&shop.viewer, "").await;
    assert_eq!(groups(&page), ["Model", "Project", "Nothing"]);
    let refused = shop.viewer.get(&shop.app, "/usage?groupBy=key").await;
    assert_eq!(refused.status, 403);
    assert!(refused.text().contains("owner or admin"));

    let page = shop.page(&shop.ada, "?groupBy=key").await;
    assert_eq!(
        groups(&page),
        ["Model", "Project", "API key", "Status", "Nothing"]
    );
    let mut keys = all(&page, "[aria-labelledby=h-by-key] tbody th");
    keys.sort();
    assert!(keys[0].starts_with("key 0") && keys[1].starts_with("key 1"));
    let page = shop.page(&shop.ada, "?groupBy=status&measure=errors").await;
    assert_eq!(
        all(&page, ".legend li").len(),
        0,
        "one series needs no legend"
    );
    assert_eq!(
        all(&page, "[aria-labelledby=h-by-status] tbody tr").len(),
        2
    );
}

#[tokio::test]
async fn a_period_that_makes_no_sense_is_told_beside_its_fields() {
    let shop = Shop::open().await;
    for (query, field, message) in [
        ("from=yesterday&to=2026-03-01", "from", "Give a date"),
        ("from=2026-03-05&to=2026-03-01", "to", "after the beginning"),
        ("period=custom", "from", "needs its first date"),
        ("from=1066-10-14", "from", "Choose a year"),
    ] {
        let answer = shop.ada.get(&shop.app, &format!("/usage?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        let page = Html::parse_document(&answer.text());
        let error = all(&page, &format!("#{field}-error"));
        assert!(error[0].contains(message), "{query}: {error:?}");
        let value = Selector::parse(&format!("#{field}[aria-invalid]")).unwrap();
        let value = page.select(&value).next().unwrap().attr("value").unwrap();
        assert!(query.contains(&format!("{field}={value}")) || value.is_empty());
    }
    for query in ["period=year", "bucket=week", "groupBy=colour"] {
        let answer = shop.ada.get(&shop.app, &format!("/usage?{query}")).await;
        assert_eq!(answer.status, 422, "{query}");
        assert!(answer.text().contains("role=\"alert\""), "{query}");
    }
}

#[tokio::test]
async fn what_is_not_the_teams_is_not_there() {
    let shop = Shop::open().await;
    let (_, stranger) = shop.app.team("Elsewhere", "Stranger").await;
    let path = format!("/usage?projectId={}", shop.projects[0]);
    assert_eq!(stranger.get(&shop.app, &path).await.status, 404);
    let visitor = Actor::anonymous().get(&shop.app, &path).await;
    assert_eq!(visitor.status, 303);
    assert!(
        visitor
            .header("location")
            .unwrap()
            .starts_with("/login?next=")
    );
}

#[tokio::test]
async fn nothing_yet_and_nothing_that_matches_are_two_things() {
    let shop = Shop::open().await;
    let page = shop.page(&shop.ada, "?model=nobody").await;
    assert_eq!(all(&page, ".empty h2"), ["No usage matches"]);
    assert_eq!(hrefs(&page, ".empty a")[0], "/usage");

    let (_, grace) = shop.app.team("New", "Grace").await;
    let page = shop.page(&grace, "").await;
    assert_eq!(all(&page, ".empty h2"), ["No usage yet"]);
    let command = all(&page, "#first-event");
    assert!(command[0].contains("http://127.0.0.1:8000/api/usage/events"));
    assert!(command[0].contains("$SCALIX_KEY"));

    // The command works: its body is taken as it stands.
    let key = json!({"name": "first"});
    let key = grace.post(&shop.app, "/api/api-keys", &key).await.data(201);
    let by = Actor::with_bearer(key["secret"].as_str().unwrap());
    let (_, body) = command[0].split_once("-d '").unwrap();
    let body = body.trim_end_matches('\'');
    let json = "application/json";
    let sent = by
        .raw(&shop.app, Method::Post, "/api/usage/events", json, body)
        .await;
    assert_eq!(sent.data(200)["accepted"], 1);
    let page = shop.page(&grace, "").await;
    assert_eq!(all(&page, ".stat-value")[2], "1");
}
