//! Sample pages keep the rules of pages.

use super::*;
use crate::ids::PublicId;
use crate::secret::{Random, TokenKind};
use crate::web::gallery::chrome;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
const LONG: &str = "export-of-the-finance-department <b> & the one that runs every night";

fn token() -> Token {
    Token::generate(TokenKind::Personal, &Random::seeded(5))
}

fn sample(expires_at: Option<Timestamp>) -> PersonalToken {
    PersonalToken {
        id: PersonalTokenId(1),
        public_id: PublicId::generate(&Random::seeded(5)),
        name: LONG.to_owned(),
        hint: token().hint(),
        scopes: TokenScope::ALL.to_vec(),
        team_name: LONG.to_owned(),
        created_at: NOW,
        last_used_at: expires_at,
        expires_at,
    }
}

#[test]
fn lists() {
    let day = std::time::Duration::from_hours(24);
    for ends in [
        Vec::new(),
        vec![None],
        vec![None, Some(NOW.plus(day)), Some(NOW.minus(day))],
    ] {
        let frame = chrome("settings", 2).in_settings("tokens");
        let rows = ends.iter().map(|end| Row::new(&sample(*end), &frame, NOW));
        let page = ListPage {
            rows: rows.collect(),
            chrome: frame,
        };
        let html = page.render().unwrap();
        check_html(&html);
        assert!(!html.contains(token().reveal()) && !html.contains("<b>"));
    }
}

#[test]
fn forms() {
    let wrong = |field: &'static str| Error::invalid(field, text!("field-required"));
    for (expires, error) in [
        ("90", None),
        ("date", Some(wrong("expiresAt"))),
        ("x", Some(wrong("expiresAt"))),
        ("never", Some(wrong("scopes"))),
    ] {
        let frame = chrome("settings", 3).in_settings("tokens");
        let page = NewPage {
            typed: Typed {
                expires: expires.to_owned(),
                ..Typed::fresh(&frame)
            },
            errors: error.map_or_else(Errors::default, |it| Errors::of(&it, frame.locale)),
            chrome: frame,
        };
        check_html(&page.render().unwrap());
    }
    let frame = || chrome("settings", 1).in_settings("tokens");
    let made = MadePage {
        row: Row::new(&sample(None), &frame(), NOW),
        token: token(),
        base_url: "http://127.0.0.1:8000".to_owned(),
        chrome: frame(),
    };
    let html = made.render().unwrap();
    check_html(&html);
    assert!(html.contains(token().reveal()));
    let revoke = RevokePage {
        row: Row::new(&sample(Some(NOW)), &frame(), NOW),
        chrome: frame(),
    };
    check_html(&revoke.render().unwrap());
}
