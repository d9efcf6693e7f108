//! Sample pages keep the rules of pages.

use askama::Template;

use super::delete::DeletePage;
use super::mine::{ListPage, NewPage};
use super::roles::{RolesPage, meaning};
use super::settings::SettingsPage;
use crate::clock::Timestamp;
use crate::error::Error;
use crate::ids::{KeyId, PublicId, TeamId};
use crate::secret::Random;
use crate::teams::Team;
use crate::teams::WorkingKey;
use crate::teams::access::{self, Role};
use crate::teams::removal::{TeamDeletePreview, TeamProjectAtRisk};
use crate::text;
use crate::web::gallery::chrome;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
const LONG: &str = "Northgate <b>Customs</b> Brokers and Warehousing of all the seven seas GmbH";

fn team(seed: u64, deleted: bool) -> Team {
    Team {
        id: TeamId(1),
        public_id: PublicId::generate(&Random::seeded(seed)),
        name: LONG.to_owned(),
        role: Role::Owner,
        created_at: NOW,
        deleted_at: deleted.then_some(NOW),
    }
}

#[track_caller]
fn kept(page: &impl Template) -> String {
    let html = page.render().unwrap();
    check_html(&html);
    assert!(!html.contains("<b>"));
    html
}

#[test]
fn the_list_of_somebody_without_a_team_offers_to_make_one() {
    for (live, deleted) in [(0, 0), (0, 1), (1, 0), (3, 2)] {
        let live: Vec<Team> = (0..live).map(|seed| team(seed, false)).collect();
        let gone = (0..deleted).map(|seed| team(9 + seed, true)).collect();
        let none = live.is_empty();
        let page = ListPage::new(chrome("", live.len()), live, gone, NOW);
        let html = kept(&page);
        assert_eq!(html.contains("You are in no team"), none);
        assert_eq!(html.contains("/restore\""), deleted > 0);
        // Nothing that needs a team is offered.
        assert_eq!(html.contains("href=\"/projects\""), !none);
        assert!(html.contains("href=\"/teams/new\""));
    }
}

#[test]
fn forms() {
    let wrong = Error::invalid("name", text!("field-required"));
    for errors in [Errors::default(), Errors::of(&wrong, chrome("", 1).locale)] {
        kept(&NewPage {
            chrome: chrome("", 0),
            name: LONG.to_owned(),
            errors: errors.clone(),
        });
        kept(&SettingsPage {
            chrome: chrome("team", 1),
            name: LONG.to_owned(),
            errors,
        });
    }
}

#[test]
fn the_question_before_the_end() {
    for count in [0_u64, 1, 7] {
        let random = Random::seeded(count);
        let key = |at: u64| WorkingKey {
            row: KeyId(1),
            id: PublicId::generate(&random),
            name: LONG.to_owned(),
            project: LONG.to_owned(),
            last_used: (at > 0).then_some(NOW),
        };
        let project = |_| TeamProjectAtRisk {
            id: PublicId::generate(&random),
            name: LONG.to_owned(),
        };
        let preview = TeamDeletePreview {
            id: PublicId::generate(&random),
            name: LONG.to_owned(),
            members: 1 + i64::try_from(count).unwrap(),
            tokens: i64::try_from(count).unwrap(),
            invitations: i64::try_from(count).unwrap(),
            messages: i64::try_from(count).unwrap(),
            project_count: usize::try_from(count).unwrap(),
            projects: (0..count).map(project).collect(),
            key_count: usize::try_from(count).unwrap(),
            keys: (0..count).map(key).collect(),
            restorable_until: NOW,
        };
        let html = kept(&DeletePage::new(
            chrome("", 1),
            preview,
            "No.".to_owned(),
            NOW,
        ));
        assert_eq!(html.contains("and 2 more"), count == 7, "{html}");
    }
}

#[test]
fn every_permission_is_told_in_words() {
    for (name, _) in access::table() {
        assert!(meaning(name).is_some(), "{name}");
    }
    for own in Role::ALL {
        let html = kept(&RolesPage::new(chrome("", 1), own));
        assert_eq!(html.matches("badge--accent").count(), 1);
        assert!(html.contains("Rename, delete and restore the team"));
    }
}
