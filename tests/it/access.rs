//! Every route for every kind of caller: nobody can add a route without being seen here.

use rocket::http::{Header, Method};
use scalix::accounts::User;
use scalix::teams::Team;
use scalix::teams::access::{Role, TokenScope};
use scalix::web::catchers::is_fallback;
use serde_json::json;

use crate::support::{Actor, TestApp, read};

/// Somebody of a column.
enum Caller {
    /// A visitor, or a program with a token.
    Fixed(Actor),
    /// Somebody who signs in anew for each request, because one of the routes signs out.
    Person(Box<(User, Team)>),
}

/// The columns, in this order.
async fn callers(app: &TestApp, acme: &Team, ada: &Actor) -> Vec<(&'static str, Caller)> {
    let mut callers = vec![("anon", Caller::Fixed(Actor::anonymous()))];
    for (name, role) in [
        ("owner", Role::Owner),
        ("admin", Role::Admin),
        ("dev", Role::Developer),
        ("analyst", Role::Analyst),
        ("viewer", Role::Viewer),
    ] {
        let user = app.member_user(acme, name, role).await;
        callers.push((name, Caller::Person(Box::new((user, acme.clone())))));
    }
    let (elsewhere, _) = app.team("Elsewhere", "Stranger").await;
    let stranger = app.find_user("stranger@example.org");
    callers.push((
        "other team",
        Caller::Person(Box::new((stranger, elsewhere))),
    ));
    // An operator gains nothing in a team.
    app.member_user(acme, "Root", Role::Viewer).await;
    app.grant_operator("root@example.org").await;
    let root = app.find_user("root@example.org");
    callers.push((
        "operator, viewer",
        Caller::Person(Box::new((root, acme.clone()))),
    ));
    let body = json!({ "name": "all", "scopes": ["usage:write", "usage:read"] });
    let key = ada.post(app, "/api/api-keys", &body).await.data(201);
    callers.push((
        "key",
        Caller::Fixed(Actor::with_bearer(key["secret"].as_str().unwrap())),
    ));
    let scopes: Vec<_> = TokenScope::ALL.into_iter().map(TokenScope::word).collect();
    let body = json!({ "name": "all", "scopes": scopes });
    let token = ada.post(app, "/api/user/tokens", &body).await.data(201);
    callers.push((
        "token",
        Caller::Fixed(Actor::with_bearer(token["secret"].as_str().unwrap())),
    ));
    callers
}

/// A path with ids of the right form that belong to nobody.
fn path_of(route: &rocket::Route) -> String {
    let parts = route.uri.path().split('/').map(|part| match part {
        "<id>" => "prj_00000000000000000000",
        part if part.starts_with('<') => "x",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_for_every_caller() {
    let (app, acme, ada) = TestApp::start().await;
    let callers = callers(&app, &acme, &ada).await;
    let header: Vec<_> = callers.iter().map(|(name, _)| *name).collect();
    let mut lines = Vec::new();
    let routes: Vec<_> = app
        .client
        .rocket()
        .routes()
        .filter(|route| !is_fallback(route))
        .cloned()
        .collect();
    for route in routes {
        let mut cells = Vec::new();
        for (_, caller) in &callers {
            let actor = match caller {
                Caller::Fixed(actor) => actor.clone(),
                Caller::Person(person) => app.sign_in(&person.0, &person.1).await,
            };
            let mut request = actor.request(&app.client, route.method, &path_of(&route));
            if route.uri.path().starts_with("/api") && route.method != Method::Get {
                request.add_header(Header::new("Content-Type", "application/json"));
                request.set_body("{}");
            } else if route.method != Method::Get {
                request.add_header(Header::new(
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                ));
            }
            cells.push(read(request).await.status.to_string());
            if let Caller::Person(person) = caller {
                app.put_back(&person.0, &person.1).await;
            }
        }
        lines.push(format!(
            "{:6} {:40} {}",
            route.method,
            route.uri.path(),
            cells.join(" ")
        ));
    }
    lines.sort_by_key(|line| (line[7..].to_owned(), line[..7].to_owned()));
    insta::assert_snapshot!(format!("{}\n{}", header.join(", "), lines.join("\n")));
}

#[tokio::test]
async fn no_route_that_changes_state_takes_a_request_of_another_site() {
    let (app, _, ada) = TestApp::start().await;
    let routes: Vec<_> = app
        .client
        .rocket()
        .routes()
        .filter(|route| !is_fallback(route) && route.method != Method::Get)
        .cloned()
        .collect();
    for route in routes {
        let mut request = ada.request(&app.client, route.method, &path_of(&route));
        request.replace_header(Header::new("Origin", "https://evil.example"));
        request.add_header(Header::new("Content-Type", "application/json"));
        request.set_body(json!({}).to_string());
        let status = read(request).await.status;
        assert!(
            matches!(status, 401 | 403),
            "{} {}: {status}",
            route.method,
            route.uri
        );
    }
}
