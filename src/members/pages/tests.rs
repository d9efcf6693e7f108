//! Samples of every page.

use askama::Template as _;

use super::leave::LeavePage;
use super::list::{Asked, Found, ListPage};
use super::many::{Chosen, DonePage, ManyPage};
use super::member::MemberPage;
use super::remove::RemovePage;
use super::transfer::TransferPage;
use super::*;
use crate::clock::Timestamp;
use crate::ids::KeyId;
use crate::members::{Act, BulkPreview, Outcome, RemovalPreview, Stats, Status, Task};
use crate::messages::{NewMessage, To};
use crate::page::Page;
use crate::secret::Random;
use crate::teams::WorkingKey;
use crate::web::gallery::chrome;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

fn member(seed: u64, name: &str, role: Role, status: Status) -> Member {
    let id = PublicId::generate(&Random::seeded(seed));
    Member {
        user: UserId(i64::try_from(seed).unwrap()),
        email: format!(
            "{}@meridianfreight.example",
            name.to_lowercase().replace(' ', ".")
        ),
        name: name.to_owned(),
        role,
        status,
        joined_at: Timestamp::from_ms(NOW.ms() - 86_400_000 * 40),
        last_active: seed
            .is_multiple_of(2)
            .then(|| Timestamp::from_ms(NOW.ms() - 60_000)),
        avatar: seed
            .is_multiple_of(3)
            .then(|| PublicId::generate(&Random::seeded(seed))),
        id,
    }
}

fn people() -> Vec<Member> {
    vec![
        member(1, "Ada <b>Byron</b>", Role::Owner, Status::Active),
        member(
            2,
            "Maximiliane von Hohenstein-Brandt und zu Wallenburg",
            Role::Admin,
            Status::Active,
        ),
        member(3, "Bo", Role::Viewer, Status::Inactive),
    ]
}

fn everything(manage: bool, own: bool) -> May {
    May {
        manage,
        own,
        write: own,
    }
}

fn stats() -> Stats {
    let roles = Role::ALL.map(|role| (role.word(), 1));
    Stats {
        total: 3,
        active: 2,
        pending_invitations: 4,
        roles: roles.into(),
        ..Stats::default()
    }
}

#[test]
fn the_list_keeps_the_rules_of_pages() {
    for (members, may, search, next) in [
        (people(), everything(true, true), "", true),
        (people(), everything(false, false), "b", false),
        (vec![], everything(true, false), "nobody", false),
    ] {
        let next = next.then(|| crate::page::Cursor {
            at: 0,
            id: "usr_1".to_owned(),
        });
        let found = Found {
            stats: stats(),
            stays: false,
            matching: members.len(),
            page: Page {
                items: members,
                next,
            },
        };
        let asked = Asked {
            search: search.to_owned(),
            ..Asked::default()
        };
        let page = ListPage::new(chrome("team", 2), may, UserId(1), asked, found, NOW);
        let html = page.render().unwrap();
        check_html(&html);
        assert_eq!(
            html.contains("id=\"many\""),
            may.manage && search.is_empty()
        );
        assert_eq!(html.contains("value=\"role-owner\""), may.own);
        assert!(!html.contains("<b>Byron"));
    }
}

#[test]
fn a_member_keeps_the_rules_of_pages() {
    for member in people() {
        for (may, you) in [
            (everything(true, true), UserId(1)),
            (everything(true, false), UserId(2)),
            (everything(false, false), UserId(3)),
        ] {
            let wrong = Error::invalid("role", text!("member-role", role = "x"));
            let errors = Errors::of(&wrong, chrome("", 1).locale);
            for errors in [Errors::default(), errors] {
                let page = MemberPage::new(chrome("team", 1), may, you, &member, errors, NOW);
                let html = page.render().unwrap();
                check_html(&html);
                assert_eq!(html.contains("/role\""), may.change(&member));
                assert_eq!(html.contains("/team/leave"), member.user == you);
                let page =
                    MemberPage::new(chrome("team", 1), may, you, &member, Errors::default(), NOW);
                let why = text!("member-last-owner-you", team = "Acme");
                let html = page.kept_by(Some(&why)).render().unwrap();
                check_html(&html);
                assert!(!html.contains("/team/leave"));
                assert_eq!(html.contains("the last owner of"), member.user == you);
            }
        }
    }
}

fn keys(count: usize) -> Vec<WorkingKey> {
    let key = |at: usize| WorkingKey {
        row: KeyId(1),
        id: PublicId::generate(&Random::seeded(at as u64)),
        name: format!("production <i>{at}</i>"),
        project: "Customs document extraction".to_owned(),
        last_used: (at > 0).then_some(NOW),
    };
    (0..count).map(key).collect()
}

#[test]
fn questions_keep_the_rules_of_pages() {
    for count in [0, 1, 9] {
        let preview = RemovalPreview {
            id: PublicId::generate(&Random::seeded(1)),
            name: "Ada <b>Byron</b>".to_owned(),
            role: "Developer",
            key_count: count,
            keys: keys(count),
            sessions: 1,
            tokens: 2,
        };
        let page = RemovePage::new(chrome("team", 1), preview.clone(), NOW);
        check_html(&page.render().unwrap());
        let page = LeavePage::new(chrome("team", 1), "Acme & Co".to_owned(), preview, NOW);
        check_html(&page.render().unwrap());
    }
    let page = TransferPage {
        chrome: chrome("team", 1),
        path: "/team/members/usr_1".to_owned(),
        name: "Ada".to_owned(),
        team: "Acme".to_owned(),
    };
    check_html(&page.render().unwrap());
}

#[test]
fn several_keep_the_rules_of_pages() {
    let fine = |at: usize| Outcome {
        id: format!("usr_{at}"),
        name: Some(format!("Person {at}")),
        refused: None,
    };
    let wrong = |name: Option<&str>| Outcome {
        id: "usr_x".to_owned(),
        name: name.map(str::to_owned),
        refused: Some(("not_found", text!("error-not-found"))),
    };
    let message = NewMessage {
        to: To::Everyone,
        subject: String::new(),
        body: String::new(),
        reply_to: None,
    };
    for (task, outcomes) in [
        (Task::Message(message), vec![fine(1), wrong(None)]),
        (
            Task::Change(Act::Remove),
            (0..40).map(fine).collect::<Vec<_>>(),
        ),
        (
            Task::Change(Act::Role(Role::Viewer)),
            vec![fine(1), wrong(Some("<b>"))],
        ),
        (
            Task::Change(Act::Deactivate),
            (0..30).map(|_| wrong(None)).collect(),
        ),
        (Task::Change(Act::Reactivate), vec![fine(1)]),
    ] {
        let chosen = Chosen {
            deed: "remove".to_owned(),
            ids: vec!["usr_1".to_owned(), "usr_2".to_owned()],
            ..Chosen::default()
        };
        let preview = BulkPreview {
            outcomes: outcomes.clone(),
            key_count: 7,
            keys: keys(7),
            sessions: 3,
            tokens: 0,
        };
        let page = ManyPage::new(
            chrome("team", 1),
            &chosen,
            &task,
            preview,
            Errors::default(),
            NOW,
        );
        check_html(&page.render().unwrap());
        let page = DonePage::new(chrome("team", 1), "/team".to_owned(), true, &outcomes);
        check_html(&page.render().unwrap());
    }
}
