//! Sample pages keep the rules of pages.

use askama::Template;

use super::delete::DeletePage;
use super::form::{Edited, FormPage, Typed};
use super::list::{Found as ListFound, ListPage, Words};
use super::project::{Asked, Found, ProjectPage};
use super::{May, after};
use crate::clock::{DAY_MS, Timestamp};
use crate::error::Error;
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::keys::{ApiKey, KeyScope, KeyState};
use crate::money::Nanos;
use crate::page::{Cursor, Page};
use crate::projects::{DeletePreview, KeyAtRisk, Overview, Project, Status, Totals};
use crate::secret::{Random, Token, TokenKind};
use crate::text;
use crate::usage::report::{GroupRow, Labels, Report, SeriesRow, Summary, Sums};
use crate::web::gallery::chrome;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
const LONG: &str =
    "Support copilot for shippers, EMEA <and> North America & some more words for it";
const ALL: May = May {
    projects: true,
    keys: true,
};
const NOTHING: May = May {
    projects: false,
    keys: false,
};

fn project(name: &str, status: Status) -> Project {
    Project {
        id: ProjectId(1),
        public_id: PublicId::generate(&Random::seeded(3)),
        name: name.to_owned(),
        description: format!("{LONG}\nand a second line"),
        model: "claude-sonnet-4-5".to_owned(),
        status,
        created_at: NOW,
        updated_at: NOW,
        last_started_at: NOW,
        last_event_at: (status == Status::Running).then_some(NOW),
        key_count: 4,
        usage: Totals {
            requests: 354_520,
            unpriced: 1_204,
            tokens: 2_312_884_107,
            cost: Nanos(6_930_480_000_000),
        },
        deleted_at: None,
    }
}

fn key(state: KeyState) -> ApiKey {
    let token = Token::generate(TokenKind::ProjectKey, &Random::seeded(5));
    ApiKey {
        id: KeyId(1),
        public_id: PublicId::generate(&Random::seeded(5)),
        name: "evaluation-nightly-and-regression-suite".to_owned(),
        project: PublicId::generate(&Random::seeded(3)),
        project_name: LONG.to_owned(),
        hint: token.hint(),
        scopes: KeyScope::ALL.into(),
        created_at: NOW,
        created_by: None,
        last_used_at: state.active().then_some(NOW),
        expires_at: Some(NOW),
        revoked_at: None,
        overlap_until: (state == KeyState::Rotating).then_some(NOW),
        requests: 5,
        state,
    }
}

fn list(may: May, asked: Words, projects: Vec<Project>, total: usize) -> String {
    let found = ListFound {
        overview: Overview {
            total,
            running: total / 2,
            usage: Totals::default(),
        },
        page: Page {
            next: (projects.len() > 2).then(|| Cursor {
                at: 5,
                id: "prj_x".to_owned(),
            }),
            items: projects,
        },
        restorable: total == 0,
    };
    let page = ListPage::new(chrome("projects", 1), may, asked, found, NOW);
    page.render().unwrap()
}

#[test]
fn lists() {
    let all = Words::default;
    let some = || {
        vec![
            project(LONG, Status::Running),
            project("b", Status::Stopped),
            project("c", Status::Error),
        ]
    };
    let first_use = list(ALL, all(), Vec::new(), 0);
    check_html(&first_use);
    assert!(first_use.contains("href=\"/projects/new\"") && !first_use.contains("class=\"stats\""));
    let no_use = list(NOTHING, all(), Vec::new(), 0);
    check_html(&no_use);
    assert!(!no_use.contains("/projects/new"));

    let many = list(ALL, all(), some(), 3);
    check_html(&many);
    assert!(!many.contains("<and>"), "a name is escaped");
    assert!(many.contains("?cursor=5~prj_x") || many.contains("?cursor=5%7Eprj_x"));
    assert!(many.contains("/stop?back=%2Fprojects") && many.contains("/start?back=%2Fprojects"));
    let looking = list(NOTHING, all(), some(), 3);
    check_html(&looking);
    assert!(!looking.contains("method=\"post\" action=\"/projects"));

    let asked = |search: &str, status: &str| Words::asked(search, status);
    check_html(&list(ALL, asked("quoet \"<b>", ""), Vec::new(), 6));
    check_html(&list(ALL, asked("", "deleted"), Vec::new(), 6));
    let gone = Project {
        deleted_at: Some(NOW),
        ..project("gone", Status::Running)
    };
    let deleted = list(ALL, asked("", "deleted"), vec![gone], 6);
    check_html(&deleted);
    assert!(deleted.contains("/restore\""));
}

fn report(days: i64) -> Report {
    let sums = |at: i64| Sums {
        requests: at.into(),
        errors: (at / 10).into(),
        unpriced: 1,
        input: 1_200,
        output: 340,
        cost: Nanos(i128::from(at) * 384_000),
        ..Sums::default()
    };
    let labels = |model: &str| Labels {
        model: Some(model.to_owned()),
        ..Labels::default()
    };
    let day = |at: i64| {
        let from = Timestamp::from_ms(NOW.ms() - (days - at) * DAY_MS);
        SeriesRow {
            span: crate::usage::range::Span {
                from,
                to: Timestamp::from_ms(from.ms() + DAY_MS + 1),
            },
            sums: sums(at),
            groups: vec![(labels("gpt-4o-mini"), sums(at)), (labels("<b>"), sums(1))],
        }
    };
    let group = |model: &str| GroupRow {
        labels: labels(model),
        sums: sums(400),
        percentage: 50.0,
    };
    Report {
        summary: Summary {
            sums: if days == 0 {
                Sums::default()
            } else {
                sums(800)
            },
            ..Summary::default()
        },
        series: (0..days).map(day).collect(),
        groups: Page {
            items: vec![group("gpt-4o-mini"), group("<b>")],
            next: None,
        },
        as_of: NOW,
    }
}

fn page(
    may: May,
    project: Project,
    keys: Option<Vec<ApiKey>>,
    days: i64,
    asked: &Asked<'_>,
) -> String {
    let chrome = chrome("projects", 3);
    let found = Found {
        keys: keys.map(|items| Page { items, next: None }),
        report: report(days),
        project,
    };
    let page = ProjectPage::new(chrome, may, "http://127.0.0.1:8000", asked, found, NOW);
    page.render().unwrap()
}

#[test]
fn projects() {
    let plain = Asked {
        measure: None,
        code: None,
    };
    let empty = page(
        ALL,
        project(LONG, Status::Running),
        Some(Vec::new()),
        0,
        &plain,
    );
    check_html(&empty);
    assert!(empty.contains("Put a key of this project"));
    let states = [
        KeyState::Active,
        KeyState::Rotating,
        KeyState::Expired,
        KeyState::Revoked,
    ];
    for (measure, code) in [
        (None, None),
        (Some("tokens"), Some("python")),
        (Some("cost"), Some("javascript")),
        (Some("errors"), Some("x")),
    ] {
        for status in [Status::Running, Status::Stopped, Status::Error] {
            let asked = Asked { measure, code };
            let keys = states.map(key).into();
            let page = page(ALL, project(LONG, status), Some(keys), 30, &asked);
            check_html(&page);
            assert!(page.contains("$SCALIX_KEY") || page.contains("SCALIX_KEY"));
            assert!(!page.contains("<and>") && !page.contains(">\u{3c}b>"));
            let (verb, other) = match status {
                Status::Stopped => ("/start\"", "/stop\""),
                Status::Running | Status::Error => ("/stop\"", "/start\""),
            };
            assert!(page.contains(verb) && !page.contains(other));
        }
    }
    let looking = page(NOTHING, project("a", Status::Running), None, 30, &plain);
    check_html(&looking);
    for action in ["/stop", "/edit", "/delete", "/keys/new"] {
        assert!(!looking.contains(action), "{action}");
    }
}

#[test]
fn forms() {
    let typed = || Typed {
        name: LONG.to_owned(),
        description: "</textarea>".to_owned(),
        model: "a\"b".to_owned(),
    };
    let wrong = Error::invalid("name", text!("project-name-taken"));
    let edited = || Edited {
        path: "/projects/prj_1".to_owned(),
        name: LONG.to_owned(),
    };
    for edited in [None, Some(edited())] {
        for errors in [Errors::default(), Errors::of(&wrong, chrome("", 1).locale)] {
            let page = FormPage {
                chrome: chrome("projects", 1),
                edited: edited.clone(),
                typed: typed(),
                errors,
            };
            let page = page.render().unwrap();
            check_html(&page);
            assert_eq!(page.matches("</textarea>").count(), 1);
        }
    }
}

#[test]
fn deletions() {
    for (keys, error) in [(0, ""), (1, "Type it."), (9, "")] {
        let risk = |at: usize| KeyAtRisk {
            id: PublicId::generate(&Random::seeded(5)),
            name: format!("{LONG} {at}"),
            last_used: at.is_multiple_of(2).then_some(NOW),
        };
        let preview = DeletePreview {
            id: PublicId::generate(&Random::seeded(5)),
            name: LONG.to_owned(),
            requests: 48_201_774,
            key_count: keys,
            keys: (0..keys).map(risk).collect(),
            restorable_until: NOW,
        };
        let page = DeletePage::new(chrome("projects", 1), preview, error.to_owned(), NOW);
        let page = page.render().unwrap();
        check_html(&page);
        assert_eq!(page.contains("and 4 more"), keys == 9);
        assert_eq!(page.contains("aria-invalid"), !error.is_empty());
    }
}

#[test]
fn actions_lead_back_to_the_list_or_to_the_project_only() {
    let id = PublicId::generate(&Random::seeded(1));
    let own = format!("/projects/{id}");
    for list in ["/projects", "/projects?status=running&cursor=5~prj_x"] {
        assert_eq!(after(&id, Some(list)), list);
    }
    for other in [
        "",
        "//evil.example",
        "/projectsevil",
        "https://evil.example",
        "/projects?\r\nSet-Cookie: a=b",
        "/projects?\\evil",
    ] {
        assert_eq!(after(&id, Some(other)), own, "{other:?}");
    }
    assert_eq!(after(&id, None), own);
}
