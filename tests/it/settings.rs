//! A person's own settings: the frame of their pages.

use scraper::{Html, Selector};

use crate::support::{Actor, TestApp};

/// The elements that a selector finds, as their text.
fn texts(page: &str, query: &str) -> Vec<String> {
    Html::parse_document(page)
        .select(&Selector::parse(query).unwrap())
        .map(|found| found.text().collect::<String>().trim().to_owned())
        .collect()
}

#[tokio::test]
async fn the_settings_are_pages_with_addresses_of_their_own() {
    let (app, _, ada) = TestApp::start().await;
    let first = ada.get(&app, "/settings").await;
    assert_eq!(first.status, 303);
    assert_eq!(first.header("location"), Some("/settings/profile"));
    for (_, href, _) in scalix::web::page::TABS {
        let page = ada.get(&app, href).await;
        assert_eq!(page.status, 200, "{href}");
        let here = format!("nav.tabs a[aria-current=page][href=\"{href}\"]");
        assert_eq!(texts(&page.text(), &here).len(), 1, "{href}");
        let side = texts(&page.text(), ".side-link[aria-current=page]");
        assert_eq!(side, ["Settings"]);
        let visitor = Actor::anonymous().get(&app, href).await;
        assert_eq!(visitor.status, 303, "{href}");
    }
    let home = ada.get(&app, "/").await.text();
    assert_eq!(
        texts(&home, ".side-foot a[href=\"/settings/profile\"]"),
        ["Profile and settings"]
    );
}
