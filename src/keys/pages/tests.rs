//! Sample pages keep the rules of pages.

use askama::Template;

use super::MadePage;
use super::list::{Found, ListPage, Words};
use super::new::{NewPage, Typed};
use super::revoke::RevokePage;
use super::rotate::RotatePage;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::keys::{ApiKey, KeyScope, KeyState};
use crate::page::{Cursor, Page};
use crate::projects::{Project, Status, Totals};
use crate::secret::{Random, Token, TokenKind};
use crate::text;
use crate::web::gallery::chrome;
use crate::web::key_rows::KeyRow;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
const LONG: &str = "evaluation-nightly-and-regression-suite <b> & the one that runs in Rotterdam";
const STATES: [KeyState; 4] = [
    KeyState::Active,
    KeyState::Rotating,
    KeyState::Expired,
    KeyState::Revoked,
];

fn token() -> Token {
    Token::generate(TokenKind::ProjectKey, &Random::seeded(5))
}

fn key(state: KeyState, scopes: &[KeyScope]) -> ApiKey {
    ApiKey {
        id: KeyId(1),
        public_id: PublicId::generate(&Random::seeded(5)),
        name: LONG.to_owned(),
        project: PublicId::generate(&Random::seeded(3)),
        project_name: LONG.to_owned(),
        hint: token().hint(),
        scopes: scopes.to_vec(),
        created_at: NOW,
        created_by: Some("Inês Carvalho Monteiro".to_owned()),
        last_used_at: state.active().then_some(NOW),
        expires_at: (state != KeyState::Active).then_some(NOW),
        revoked_at: None,
        overlap_until: (state == KeyState::Rotating).then_some(NOW),
        requests: 1_234_567,
        state,
    }
}

fn project() -> Project {
    Project {
        id: ProjectId(1),
        public_id: PublicId::generate(&Random::seeded(3)),
        name: LONG.to_owned(),
        description: String::new(),
        model: "any".to_owned(),
        status: Status::Running,
        created_at: NOW,
        updated_at: NOW,
        last_started_at: NOW,
        last_event_at: None,
        key_count: 0,
        usage: Totals::default(),
        deleted_at: None,
    }
}

fn list(may: bool, keys: Vec<ApiKey>, asked: &Words) -> String {
    let found = Found {
        page: Page {
            next: (keys.len() > 3).then(|| Cursor {
                at: 5,
                id: "key_x".to_owned(),
            }),
            items: keys,
        },
        projects: vec![project()],
    };
    let base = "http://127.0.0.1:8000";
    ListPage::new(chrome("keys", 1), may, base, asked, found, NOW)
        .render()
        .unwrap()
}

#[test]
fn lists() {
    let first_use = list(true, Vec::new(), &Words::default());
    check_html(&first_use);
    assert!(first_use.contains("/keys/new") && first_use.contains("$SCALIX_KEY"));
    let many = list(
        true,
        STATES.map(|it| key(it, &KeyScope::ALL)).into(),
        &Words::default(),
    );
    check_html(&many);
    assert!(!many.contains(token().reveal()) && !many.contains("<b>"));
    assert_eq!(many.matches("/revoke\"").count(), 2, "only keys that work");
    assert!(many.contains("/keys?cursor=5~key_x"));
    let looking = list(
        false,
        vec![key(KeyState::Active, &KeyScope::ALL)],
        &Words::default(),
    );
    check_html(&looking);
    assert!(!looking.contains("/keys/new") && !looking.contains("/revoke"));
    let of_one = Words {
        project: Some(project().public_id.to_string()),
        cursor: Some("5~key_x".to_owned()),
    };
    check_html(&list(true, Vec::new(), &of_one));
}

#[test]
fn forms() {
    let wrong = |field: &'static str| Error::invalid(field, text!("field-required"));
    for (projects, errors) in [
        (Vec::new(), Errors::default()),
        (
            vec![(project().public_id.to_string(), LONG.to_owned())],
            Errors::of(&wrong("scopes"), chrome("", 1).locale),
        ),
    ] {
        let page = NewPage {
            chrome: chrome("keys", 1),
            projects,
            typed: Typed::fresh("prj_\"x"),
            errors,
        };
        check_html(&page.render().unwrap());
    }
    for (expires, at) in [("date", "date-error"), ("45", "expires-error")] {
        let page = NewPage {
            chrome: chrome("keys", 1),
            projects: Vec::new(),
            typed: Typed {
                expires: expires.to_owned(),
                ..Typed::fresh("")
            },
            errors: Errors::of(&wrong("expiresAt"), chrome("", 1).locale),
        };
        let page = page.render().unwrap();
        check_html(&page);
        assert!(page.contains(at), "{expires}");
    }
}

#[test]
fn secrets_and_questions() {
    for (rotated, scopes) in [
        (false, &KeyScope::ALL[..]),
        (true, &[KeyScope::UsageRead][..]),
        (true, &[KeyScope::UsageWrite][..]),
    ] {
        for state in STATES {
            let made = (key(state, scopes), token());
            let page = MadePage::new(
                chrome("keys", 1),
                "http://127.0.0.1:8000",
                made,
                rotated,
                NOW,
            );
            let page = page.render().unwrap();
            check_html(&page);
            assert_eq!(page.matches(token().reveal()).count(), 2);
            assert_eq!(
                page.contains("/api/usage/events"),
                scopes.contains(&KeyScope::UsageWrite)
            );
        }
    }
    for state in STATES {
        let row = KeyRow::new(&key(state, &KeyScope::ALL), &chrome("", 1), NOW);
        let wrong = Error::invalid("overlapHours", text!("key-overlap", most = 168));
        let rotate = RotatePage {
            chrome: chrome("keys", 1),
            row: row.clone(),
            hours: "24".to_owned(),
            errors: Errors::of(&wrong, chrome("", 1).locale),
        };
        check_html(&rotate.render().unwrap());
        let revoke = RevokePage {
            chrome: chrome("keys", 1),
            row,
        };
        check_html(&revoke.render().unwrap());
    }
}
