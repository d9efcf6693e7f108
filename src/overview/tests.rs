use std::collections::HashMap;

use super::*;
use crate::audit::Activity;
use crate::ids::PublicId;
use crate::money::Nanos;
use crate::notifications::{Advice, Notification, Reason};
use crate::page::Page;
use crate::projects::Status;
use crate::secret::Random;
use crate::usage::range::{self, Range};
use crate::usage::report::{Compared, GroupRow, Labels, Report, SeriesRow, Summary, Sums};
use crate::web::activity::{Piece, tell};
use crate::web::gallery;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

fn sums(requests: i128, priced: bool) -> Sums {
    Sums {
        requests,
        errors: requests / 50,
        unpriced: if priced { 0 } else { requests },
        input: requests * 1_000,
        output: requests * 99,
        cost: Nanos(if priced { requests * 1_234_567 } else { 0 }),
        ..Sums::default()
    }
}

fn group(labels: Labels, sums: Sums) -> GroupRow {
    GroupRow {
        labels,
        sums,
        percentage: 0.0,
    }
}

fn model(at: usize) -> Labels {
    Labels {
        model: Some(match at {
            0 => "<script>alert(1)</script>".to_owned(),
            at => "long-name-".repeat(at + 1),
        }),
        ..Labels::default()
    }
}

/// A team with so many models and projects, the last model without a price.
fn sample(models: usize, projects: usize) -> Read {
    let words = range::Words::default();
    let range = Range::resolve(&words, &Zone::utc(), NOW).unwrap();
    let requests = |at: usize| i128::try_from(10 * (models - at)).unwrap();
    let own = |at: usize| sums(requests(at), at + 1 < models || models == 1);
    let mut total = Sums::default();
    (0..models).for_each(|at| total += own(at));
    let series = range.buckets().into_iter().map(|span| SeriesRow {
        span,
        sums: total,
        groups: (0..models).map(|at| (model(at), own(at))).collect(),
    });
    let random = Random::seeded(1);
    let project = |at: usize| Labels {
        project: Some((
            PublicId::generate(&random),
            if at == 1 {
                String::new()
            } else {
                "P\"<b>".repeat(at + 1)
            },
        )),
        ..Labels::default()
    };
    let projects: Vec<GroupRow> = (0..projects)
        .map(|at| group(project(at), own(at.min(models.saturating_sub(1)))))
        .collect();
    let statuses = [Status::Running, Status::Stopped, Status::Error];
    let live: HashMap<String, Status> = projects
        .iter()
        .zip(statuses)
        .map(|(row, status)| (row.labels.project.as_ref().unwrap().0.to_string(), status))
        .collect();
    let summary = Summary {
        sums: total,
        compared: Some(Compared {
            now: total,
            before: sums(40, true),
        }),
        ..Summary::default()
    };
    let alerts = (0..projects.len())
        .map(|at| Notification {
            id: PublicId::generate(&random),
            reason: Reason::KeyExpiring {
                name: "P\"<b>".repeat(at + 1),
                project: "P\"<b>".repeat(9),
                ends: NOW,
            },
            at: NOW,
            read_at: None,
        })
        .collect();
    Read {
        today: summary.clone(),
        month: Report {
            summary,
            series: series.collect(),
            groups: Page {
                items: (0..models).map(|at| group(model(at), own(at))).collect(),
                next: None,
            },
            as_of: NOW,
        },
        has_project: !projects.is_empty(),
        has_key: models > 0,
        has_others: [None, Some(false), Some(true)][models.min(2)],
        projects,
        live,
        ever: models > 0,
        advice: Advice::Enter,
        alerts,
        activity: Some(
            actions()
                .map(|action| row(action, Some("Ada <i>"), Some("T&<b>")))
                .collect(),
        ),
    }
}

fn actions() -> impl Iterator<Item = &'static str> {
    [
        "project.created",
        "project.updated",
        "project.started",
        "project.stopped",
        "project.deleted",
        "project.restored",
        "project.purged",
        "api_key.created",
        "api_key.rotated",
        "api_key.revoked",
        "team.created",
        "team.deleted",
        "member.added",
        "member.left",
        "member.joined",
        "invitation.created",
        "invitation.resent",
        "invitation.revoked",
        "invitation.accepted",
        "personal_token.created",
        "personal_token.revoked",
        "price.created",
        "price.changed",
        "price.ended",
        "prices.imported",
        "alias.created",
        "alias.changed",
        "alias.removed",
        "usage.import_started",
        "usage.imported",
        "something.new",
    ]
    .into_iter()
}

fn row(action: &str, actor: Option<&str>, target: Option<&str>) -> Activity {
    Activity {
        at: Timestamp::from_ms(NOW.ms() - 90_000),
        action: action.to_owned(),
        actor_name: actor.map(str::to_owned),
        target_id: Some("prj_1".to_owned()),
        target_name: target.map(str::to_owned),
    }
}

fn made(read: &Read, maker: bool) -> String {
    let page = page(
        gallery::chrome("overview", 1),
        read,
        rights(maker),
        "https://x.example",
        NOW,
    );
    page.render().unwrap()
}

fn rights(maker: bool) -> Rights {
    Rights {
        may_make_projects: maker,
        may_make_keys: maker,
    }
}

#[test]
fn every_sample_keeps_the_rules_of_pages() {
    let nothing = sample(0, 0);
    let project = Read {
        has_project: true,
        ..sample(0, 0)
    };
    let unseen = Read {
        activity: None,
        ..sample(3, 2)
    };
    let alone = Read {
        has_others: Some(false),
        ..sample(0, 0)
    };
    let invited = Read {
        has_others: Some(true),
        ..sample(0, 0)
    };
    let idle = Read {
        ever: true,
        ..sample(0, 0)
    };
    for read in [
        nothing,
        project,
        unseen,
        alone,
        invited,
        idle,
        sample(1, 1),
        sample(12, 9),
    ] {
        for maker in [true, false] {
            let page = made(&read, maker);
            check_html(&page);
            assert!(!page.contains("<script>alert") && !page.contains("<i>"));
        }
    }
}

#[test]
fn the_first_steps_are_for_those_who_can_take_them() {
    assert!(made(&sample(0, 0), true).contains("id=\"h-steps\""));
    let viewer = made(&sample(0, 0), false);
    assert!(!viewer.contains("id=\"h-steps\"") && viewer.contains("No usage yet"));
    let used = |has_others| {
        let read = Read {
            has_others,
            ..sample(1, 1)
        };
        made(&read, true)
    };
    // They stay until somebody else is asked to join.
    let alone = used(Some(false));
    assert!(alone.contains("id=\"h-steps\"") && alone.contains("id=\"h-today\""));
    assert_eq!(alone.matches("class=\"step is-done\"").count(), 3);
    assert!(!used(Some(true)).contains("id=\"h-steps\""));
    assert!(!used(None).contains("id=\"h-steps\""));
}

#[test]
fn what_has_no_price_is_never_free() {
    let mut read = sample(1, 1);
    let unpriced = sums(30, false);
    read.today.sums = unpriced;
    read.month.summary.sums = unpriced;
    read.month.groups.items[0].sums = unpriced;
    read.projects[0].sums = unpriced;
    let page = made(&read, true);
    assert!(!page.replace("It is not $0", "").contains("$0"), "{page}");
    // The cost of before is known, and this one is neither less nor more.
    read.month.summary.compared = Some(Compared {
        now: unpriced,
        before: sums(30, true),
    });
    let page = made(&read, true);
    assert!(page.contains("not compared: a cost is unknown"), "{page}");
    assert!(!page.contains("100.0%</"), "{page}");
    assert!(page.contains("30 of 30 requests") && page.contains("Requests per day by model"));
    assert!(
        page.contains("<dd class=\"stat-value\">unknown</dd>"),
        "{page}"
    );
    for (advice, link, words) in [
        (Advice::Enter, true, false),
        (Advice::Ask, false, true),
        (Advice::Nothing, false, false),
    ] {
        let page = made(
            &Read {
                advice,
                alerts: Vec::new(),
                ..read.clone()
            },
            true,
        );
        let told = page.contains("What to do");
        assert_eq!((told, page.contains("can enter a price")), (link, words));
    }
}

#[test]
fn a_sentence_is_cut_at_its_names() {
    let locale = gallery::chrome("overview", 1).locale;
    let pieces = |action, actor, target| tell(&row(action, actor, target), locale, NOW).pieces;
    let stopped = pieces("project.stopped", Some("Ada"), Some("Shop"));
    assert_eq!(
        stopped,
        [
            Piece::Name("Ada".into()),
            Piece::Words(" stopped ".into()),
            Piece::Link {
                name: "Shop".into(),
                href: "/projects/prj_1".into()
            },
        ]
    );
    // What is gone has no page, and an erased name is told as such.
    let deleted = pieces("project.deleted", None, None);
    assert_eq!(deleted[0], Piece::Name("Somebody".into()));
    assert!(matches!(&deleted[2], Piece::Name(name) if name.contains("no name")));
}

#[test]
fn every_action_has_a_sentence_of_its_own() {
    let locale = gallery::chrome("overview", 1).locale;
    let said: Vec<String> = actions()
        .map(|action| {
            format!(
                "{:?}",
                tell(&row(action, Some("a"), Some("t")), locale, NOW).pieces
            )
        })
        .collect();
    let mut different = said.clone();
    different.sort();
    different.dedup();
    assert_eq!(said.len(), different.len());
    assert!(said.last().unwrap().contains("something.new"));
}
