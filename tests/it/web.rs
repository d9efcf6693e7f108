//! What every answer keeps, whatever the route.

use std::collections::BTreeSet;

use rocket::http::{Header, Method};
use scalix::web::catchers::is_fallback;
use serde_json::json;

use crate::support::{Actor, TestApp, read};

#[tokio::test]
async fn unknown_paths_and_wrong_methods_under_api_are_told_in_json() {
    let (app, _, ada) = TestApp::start().await;
    for path in ["/api/nope", "/api", "/api/teams/x/y/z", "/api//nope"] {
        ada.get(&app, path).await.problem(404, "not_found");
    }
    let answer = ada.delete(&app, "/api/teams").await;
    answer.problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
    let options = ada.send(&app, Method::Options, "/api/teams").await;
    assert_eq!(
        (options.status, options.header("allow")),
        (204, Some("GET, HEAD, OPTIONS, POST"))
    );
    ada.send(&app, Method::Options, "/api/nope")
        .await
        .problem(404, "not_found");
    ada.send(&app, Method::Patch, "/api/teams")
        .await
        .problem(405, "method_not_allowed");
}

#[tokio::test]
async fn unknown_pages_are_pages() {
    let (app, _, ada) = TestApp::start().await;
    for actor in [Actor::anonymous(), ada] {
        let page = actor.get(&app, "/nope").await;
        assert_eq!(page.status, 404);
        assert!(page.text().contains("<h1"), "{}", page.text());
        assert!(page.text().contains(page.header("x-request-id").unwrap()));
    }
}

#[tokio::test]
async fn bodies_that_cannot_be_read_have_their_status() {
    let (app, _, ada) = TestApp::start().await;
    let send =
        async |kind: &str, body: &[u8]| ada.raw(&app, Method::Post, "/api/teams", kind, body).await;
    send("text/plain", b"{\"name\":\"x\"}")
        .await
        .problem(415, "unsupported_media_type");
    send("application/x-www-form-urlencoded", b"name=x")
        .await
        .problem(415, "unsupported_media_type");
    send("application/json", b"{\"name\":\"x")
        .await
        .problem(400, "malformed");
    send("application/json", b"{\"name\":\"\xff\"}")
        .await
        .problem(400, "malformed");
    send("application/json", b"")
        .await
        .problem(400, "malformed");
    send("application/json", b"{\"name\":\"a\0b\"}")
        .await
        .problem(400, "malformed");
    send("application/json", b"{\"name\":7}")
        .await
        .problem(422, "invalid");
    send("application/json", b"{\"name\":\"x\",\"owner\":1}")
        .await
        .problem(422, "invalid");
    let large = json!({ "name": "x".repeat(2 * 1024 * 1024) }).to_string();
    send("application/json", large.as_bytes())
        .await
        .problem(413, "too_large");
    let teams = ada.get(&app, "/api/teams").await.data(200);
    assert_eq!(teams.as_array().unwrap().len(), 1, "nothing was made");
}

#[tokio::test]
async fn every_answer_is_guarded_by_headers() {
    let (app, _, ada) = TestApp::start().await;
    for path in [
        "/login",
        "/nope",
        "/api/nope",
        "/api/teams",
        "/healthz",
        "/assets/nope",
    ] {
        let answer = ada.get(&app, path).await;
        let csp = answer.header("content-security-policy").unwrap();
        assert!(
            csp.contains("default-src 'none'") && !csp.contains("unsafe"),
            "{csp}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert!(answer.header("cache-control").is_some());
        assert!(csp.contains("frame-ancestors 'none'"), "{csp}");
        // Data follows no link and runs no script.
        let media = answer.header("content-type").unwrap_or_default();
        let data = media.contains("json") || media.starts_with("text/plain");
        assert_eq!(answer.header("referrer-policy").is_none(), data, "{path}");
        assert_eq!(answer.header("x-frame-options").is_none(), data, "{path}");
        assert_eq!(!csp.contains("script-src 'self'"), data, "{csp}");
        assert!(answer.header("x-request-id").unwrap().starts_with("req_"));
        assert_eq!(
            answer.header("strict-transport-security"),
            None,
            "not over http"
        );
        assert_eq!(answer.header("server"), None);
    }
}

#[tokio::test]
async fn state_is_tagged_and_not_sent_twice() {
    let (app, _, ada) = TestApp::start().await;
    let first = ada.get(&app, "/api/teams").await;
    assert_eq!(first.header("cache-control"), Some("private, no-cache"));
    let tag = first.header("etag").unwrap().to_owned();
    let ask = async || {
        let mut request = ada.request(&app.client, Method::Get, "/api/teams");
        request.add_header(Header::new("If-None-Match", tag.clone()));
        read(request).await
    };
    let second = ask().await;
    assert_eq!((second.status, second.bytes.len()), (304, 0));
    ada.post(&app, "/api/teams", &json!({ "name": "Engines" }))
        .await
        .data(201);
    assert_eq!(ask().await.status, 200);
    let head = ada.send(&app, Method::Head, "/api/teams").await;
    assert_eq!((head.status, head.bytes.len()), (200, 0));
}

#[tokio::test]
async fn texts_are_compressed_for_those_who_ask() {
    let (app, _, ada) = TestApp::start().await;
    let plain = ada.get(&app, "/login").await;
    let mut request = Actor::anonymous().request(&app.client, Method::Get, "/login");
    request.add_header(Header::new("Accept-Encoding", "br, gzip;q=0.5"));
    let small = read(request).await;
    assert_eq!(small.header("content-encoding"), Some("gzip"));
    let mut whole = String::new();
    std::io::Read::read_to_string(
        &mut flate2::read::GzDecoder::new(&small.bytes[..]),
        &mut whole,
    )
    .unwrap();
    assert!(whole.contains("<html") && plain.status != 200 || whole.len() > small.bytes.len());
    let mut request = Actor::anonymous().request(&app.client, Method::Get, "/login");
    request.add_header(Header::new("Accept-Encoding", "gzip;q=0"));
    assert_eq!(read(request).await.header("content-encoding"), None);
}

#[tokio::test]
async fn assets_are_kept_for_a_year_under_their_hash_and_nothing_else_is_served() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    let url = scalix::web::assets::url("app.css");
    assert_ne!(url, "/assets/app.css");
    let css = visitor.get(&app, &url).await;
    assert_eq!(
        (css.status, css.header("content-type")),
        (200, Some("text/css; charset=utf-8"))
    );
    assert!(css.header("cache-control").unwrap().contains("immutable"));
    for path in [
        "/assets/app.css",
        "/assets/..%2fCargo.toml",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/",
    ] {
        assert_eq!(visitor.get(&app, path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_address_of_a_caller_is_not_what_a_stranger_says() {
    let (app, _, _) = TestApp::start().await;
    let guess = async |from: String| {
        let visitor = Actor::anonymous();
        let mut request = visitor.request(&app.client, Method::Post, "/api/auth/signin");
        request.add_header(Header::new("X-Forwarded-For", from.clone()));
        request.add_header(Header::new("X-Real-IP", from));
        request.add_header(Header::new("Content-Type", "application/json"));
        request.set_body(json!({ "email": "x@example.org", "password": "wrong" }).to_string());
        read(request).await.status
    };
    let mut seen = Vec::new();
    for number in 0..7 {
        seen.push(guess(format!("10.0.0.{number}")).await);
    }
    assert_eq!(seen, [401, 401, 401, 401, 401, 401, 429]);
}

#[tokio::test]
async fn the_description_of_the_api_is_complete() {
    let app = TestApp::empty().await;
    let document = Actor::anonymous().get(&app, "/api/openapi.json").await;
    let document = document.value();
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, operations)| {
            let methods: Vec<_> = operations.as_object().unwrap().keys().cloned().collect();
            methods
                .into_iter()
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let mounted: BTreeSet<String> = app
        .client
        .rocket()
        .routes()
        .filter(|route| !is_fallback(route))
        .filter(|route| {
            route.uri.path().starts_with("/api/") && route.uri.path() != "/api/openapi.json"
        })
        .map(|route| {
            let path = route.uri.path().replace('<', "{").replace('>', "}");
            format!("{} {path}", route.method)
        })
        .collect();
    assert_eq!(described, mounted);
}

#[tokio::test]
async fn the_description_of_the_api_has_the_envelope_and_the_errors() {
    let (app, _, ada) = TestApp::start().await;
    let document = ada.get(&app, "/api/openapi.json").await.value();
    let mut seen = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            let reads = operation.get("requestBody").is_some();
            assert_eq!(responses.contains_key("415"), reads, "{method} {path}");
            for (status, response) in responses {
                let place = format!("{method} {path} {status}");
                let media: Vec<_> = response["content"]
                    .as_object()
                    .map(|content| content.keys().map(String::as_str).collect())
                    .unwrap_or_default();
                if matches!(status.as_bytes()[0], b'4' | b'd') {
                    assert_eq!(media, ["application/problem+json"], "{place}");
                    continue;
                }
                let schema = &response["content"]["application/json"]["schema"];
                if status.starts_with('2') && !schema.is_null() {
                    assert_eq!(schema["required"], json!(["success", "data"]), "{place}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 80, "{seen} answers with data");
    // As answered: an object, a list and nothing.
    let of = |method: &str, path: &str| {
        let answer = &document["paths"][path][method]["responses"]["200"];
        answer["content"]["application/json"]["schema"]["properties"].clone()
    };
    let list = ada.get(&app, "/api/projects").await.value();
    let described = of("get", "/api/projects");
    for member in list.as_object().unwrap().keys() {
        assert!(!described[member].is_null(), "{member}");
    }
    assert_eq!(described["data"]["type"], "array");
    assert!(of("get", "/api/auth/me").get("nextCursor").is_none());
    let done = ada.act(&app, "/api/auth/signout").await.value();
    assert!(done["data"].is_null() && done["success"] == true);
    assert_eq!(of("post", "/api/auth/signout")["data"]["type"], "null");
}

#[tokio::test]
async fn a_supervisor_is_told_whether_the_server_lives_and_works() {
    let app = TestApp::empty().await;
    let visitor = Actor::anonymous();
    assert_eq!(visitor.get(&app, "/healthz").await.status, 200);
    assert_eq!(visitor.get(&app, "/readyz").await.status, 200);
    app.db.close();
    assert_eq!(visitor.get(&app, "/healthz").await.status, 200);
    assert_eq!(visitor.get(&app, "/readyz").await.status, 503);
}

#[tokio::test]
async fn every_answer_of_the_api_tells_what_is_left_of_the_callers_requests() {
    let (app, _, ada) = TestApp::start().await;
    let answer = ada.get(&app, "/api/teams").await;
    assert_eq!(
        answer.header("ratelimit-policy"),
        Some("\"person\";q=1800;w=60")
    );
    assert_eq!(answer.header("ratelimit"), Some("\"person\";r=1799;t=60"));
    let visitor = Actor::anonymous().get(&app, "/api/teams").await;
    assert_eq!(visitor.header("ratelimit"), Some("\"visitor\";r=599;t=60"));
    let unknown = Actor::with_bearer("pat_scalix_x")
        .get(&app, "/api/teams")
        .await;
    assert_eq!(unknown.header("ratelimit"), Some("\"visitor\";r=598;t=60"));
}

#[tokio::test]
async fn a_separate_frontend_is_let_in_when_it_is_named() {
    let frontend = "https://console.example";
    let (app, _, ada) = TestApp::start().await;
    let plain = ada.get(&app, "/api/teams").await;
    assert_eq!(plain.header("access-control-allow-origin"), None);
    drop(app);

    let app = TestApp::with_settings(|settings| {
        settings.frontend_origins = vec![frontend.parse().unwrap()];
    })
    .await;
    let ask = async |method, path: &str, origin: &'static str| {
        let mut request = Actor::anonymous().request(&app.client, method, path);
        request.replace_header(Header::new("Origin", origin));
        read(request).await
    };
    let answer = ask(Method::Get, "/api/setup", frontend).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(frontend));
    assert_eq!(
        answer.header("access-control-allow-credentials"),
        Some("true")
    );
    let preflight = ask(Method::Options, "/api/projects", frontend).await;
    assert_eq!(preflight.status, 204);
    assert!(
        preflight
            .header("access-control-allow-methods")
            .unwrap()
            .contains("POST")
    );
    ask(Method::Post, "/api/auth/signout", frontend)
        .await
        .data(200);
    let stranger = ask(Method::Get, "/api/setup", "https://evil.example").await;
    assert_eq!(stranger.header("access-control-allow-origin"), None);
    assert_eq!(stranger.header("vary"), Some("Origin"));
    ask(Method::Post, "/api/auth/signout", "https://evil.example")
        .await
        .problem(403, "csrf");
}

#[tokio::test]
async fn over_https_cookies_are_secure_and_browsers_are_told_to_stay() {
    let app = TestApp::with_settings(|settings| {
        settings.public_url = Some("https://scalix.example".parse().unwrap());
    })
    .await;
    app.team("Acme", "Ada").await;
    let visitor = Actor::anonymous();
    let mut request = visitor.request(&app.client, Method::Post, "/api/auth/signin");
    request.replace_header(Header::new("Origin", "https://scalix.example"));
    request.add_header(Header::new("Content-Type", "application/json"));
    request.set_body(
        json!({ "email": "ada@example.org", "password": crate::support::PASSWORD }).to_string(),
    );
    let answer = read(request).await;
    answer.data(200);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-session=") && cookie.contains("Secure"),
        "{cookie}"
    );
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn a_tag_without_quotes_is_a_tag() {
    let (app, _, ada) = TestApp::start().await;
    let path = "/api/usage/summary";
    let tag = ada.get(&app, path).await.header("etag").unwrap().to_owned();
    for known in [
        tag.clone(),
        tag.trim_start_matches("W/").trim_matches('"').to_owned(),
    ] {
        let mut request = ada.request(&app.client, Method::Get, path);
        request.add_header(Header::new("If-None-Match", known));
        assert_eq!(read(request).await.status, 304);
    }
}

#[tokio::test]
async fn a_redirect_is_visible_ascii() {
    let (app, _, ada) = TestApp::start().await;
    for next in ["/%01x", "/%7f", "/%0b", "/a%20b"] {
        let answer = ada.get(&app, &format!("/login?next={next}")).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/")),
            "{next}"
        );
    }
}
