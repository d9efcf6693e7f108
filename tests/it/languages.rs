//! Every page and mail speaks the language that somebody chose, or that their browser asks for.

use std::collections::BTreeMap;
use std::fs;

use rocket::http::{Header, Method};
use scalix::i18n::Locale;
use scraper::{Html, Selector};
use serde_json::json;

use crate::support::{Actor, TestApp, read};

/// The messages of a language that stand on one line and mention no value.
fn plain_messages(tag: &str) -> BTreeMap<String, String> {
    let folder = format!("{}/templates/locales/{tag}", env!("CARGO_MANIFEST_DIR"));
    let mut messages = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| !line.contains('{')) {
            if let Some((key, said)) = line.split_once(" = ") {
                messages.insert(key.to_owned(), said.trim().to_owned());
            }
        }
    }
    messages
}

/// What English says otherwise than this language.
fn only_english(tag: &str) -> Vec<String> {
    let own = plain_messages(tag);
    plain_messages("en-US")
        .into_iter()
        .filter(|(key, english)| own.get(key).is_some_and(|said| said != english))
        .map(|(_, english)| english)
        .filter(|english| !own.values().any(|said| said == english))
        // A short word may be a value, such as the model of a project.
        .filter(|english| english.len() > 3)
        .collect()
}

/// The words of a page, piece by piece.
fn words(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let body = Selector::parse("body").unwrap();
    let text = page.select(&body).flat_map(|body| body.text());
    text.map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn language_of(page: &str) -> Option<String> {
    let page = Html::parse_document(page);
    page.root_element().attr("lang").map(str::to_owned)
}

#[tokio::test]
async fn every_page_speaks_the_chosen_language() {
    let (app, _, ada) = TestApp::start().await;
    let project = json!({ "name": "Notes" });
    let project = ada.post(&app, "/api/projects", &project).await.data(201);
    let project = format!("/projects/{}", project["id"].as_str().unwrap());
    for locale in Locale::ALL {
        let tag = locale.tag();
        let choice = json!({ "language": tag });
        ada.put(&app, "/api/user/appearance", &choice)
            .await
            .data(200);
        let english = only_english(tag);
        let foreign = !tag.starts_with("en");
        assert!(!foreign || english.len() > 300, "{tag}: {}", english.len());
        for path in [
            "/",
            "/projects",
            "/projects/new",
            &project,
            "/usage",
            "/keys",
            "/keys/new",
            "/audit",
            "/settings/profile",
            "/settings/security",
            "/settings/notifications",
            "/settings/tokens",
            "/settings/tokens/new",
            "/settings/appearance",
            "/no-such-page",
        ] {
            let page = ada.get(&app, path).await.text();
            assert_eq!(language_of(&page).as_deref(), Some(tag), "{path}");
            let left: Vec<_> = words(&page)
                .into_iter()
                .filter(|piece| english.contains(piece))
                .collect();
            assert!(left.is_empty(), "{path} in {tag}: {left:?}");
        }
    }
}

#[tokio::test]
async fn a_visitor_reads_what_the_browser_asks_for() {
    let (app, _, _) = TestApp::start().await;
    for (asked, tag, title) in [
        ("de-AT,de;q=0.9,en;q=0.5", "de", "Anmelden"),
        ("fr", "fr", "Se connecter"),
        ("es-MX", "es", "Iniciar sesión"),
        ("en-GB", "en-GB", "Sign in"),
        ("tlh", "en-US", "Sign in"),
    ] {
        let visitor = Actor::anonymous();
        let mut request = visitor.request(&app.client, Method::Get, "/login");
        request.add_header(Header::new("Accept-Language", asked));
        let page = read(request).await.text();
        assert_eq!(language_of(&page).as_deref(), Some(tag));
        assert!(words(&page).iter().any(|piece| piece == title), "{asked}");
    }
}

#[tokio::test]
async fn mails_and_sentences_of_the_api_follow_the_person() {
    let (app, _, ada) = TestApp::start().await;
    for (tag, greeting, sentence) in [
        (
            "de",
            "Diese Adresse bestätigen",
            "Das ist keine E-Mail-Adresse.",
        ),
        ("en-US", "Confirm", "This is not an e-mail address."),
    ] {
        let choice = json!({ "language": tag });
        ada.put(&app, "/api/user/appearance", &choice)
            .await
            .data(200);
        let wrong = json!({ "email": "nobody" });
        let refused = ada.put(&app, "/api/user/profile", &wrong).await;
        assert_eq!(refused.problem(422, "invalid")["fields"]["email"], sentence);
        let address = format!("new-{tag}@example.org");
        let new = json!({ "email": address });
        ada.put(&app, "/api/user/profile", &new).await.data(200);
        let mails = app.deliver().await;
        let mail = mails.iter().find(|mail| mail.text.contains(&address));
        let mail = mail.unwrap();
        let english = only_english(tag);
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(greeting), "{tag}: {part}");
            let left = words(part)
                .into_iter()
                .find(|piece| english.contains(piece));
            assert_eq!(left, None, "{tag}");
        }
    }
}
