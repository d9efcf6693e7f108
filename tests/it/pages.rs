//! Pages that every visitor meets.

use rocket::http::{Header, Method};

use crate::support::{Actor, TestApp, read};

#[tokio::test]
async fn a_visitor_is_led_to_the_sign_in_and_back() {
    let (app, _, _) = TestApp::start().await;
    let visitor = Actor::anonymous();
    let page = visitor.get(&app, "/login").await;
    assert_eq!(page.status, 200);
    for part in [
        "autocomplete=\"username\"",
        "autocomplete=\"current-password\"",
        "<label",
    ] {
        assert!(page.text().contains(part), "{part}");
    }
}

#[tokio::test]
async fn what_a_proxy_asked_for_is_no_credential_of_a_page() {
    let (app, _, ada) = TestApp::start().await;
    let basic = || Header::new("Authorization", "Basic cHJveHk6cHJveHk=");
    for (actor, page) in [(Actor::anonymous(), "/login"), (ada, "/projects")] {
        let mut request = actor.request(&app.client, Method::Get, page);
        request.add_header(basic());
        assert_eq!(read(request).await.status, 200, "{page}");
        let mut request = actor.request(&app.client, Method::Get, "/api/projects");
        request.add_header(basic());
        let refused = read(request).await;
        refused.problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn before_the_first_run_the_sign_in_says_what_to_do() {
    let app = TestApp::empty().await;
    let page = Actor::anonymous().get(&app, "/login").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("<h1 tabindex=\"-1\">Not set up yet</h1>"),
        "{text}"
    );
    assert!(text.contains("set-up link"), "{text}");
    assert!(!text.contains("href=\"/login\""), "it leads to itself");
    assert!(!text.contains("no longer good"), "{text}");
}
