//! The rules of projects, on real files.

use crate::audit::Actor;
use std::sync::Arc;

use super::*;
use crate::audit::ActorKind;
use crate::db::{Db, Options};
use crate::ids::UserId;
use crate::page::{Limit, Page};
use crate::secret::Random;
use crate::teams::access::{Membership, Role};

pub(crate) const START: Timestamp = Timestamp::from_ms(1_772_366_400_000); // 2026-03-01T12:00Z
pub(crate) const HOUR: Duration = Duration::from_hours(1);
pub(crate) const DAY: Duration = Duration::from_hours(24);

/// Two teams with an owner each, in a file of their own.
pub(crate) struct World {
    pub(crate) db: Db,
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            random: Random::seeded(1),
            ..Options::default()
        };
        let db = Db::open(&folder.path().join("scalix.db"), options).unwrap();
        db.write_blocking(|tx| {
            for number in 1..=2 {
                let name = if number == 1 { "Ada" } else { "Grace" };
                tx.execute(
                    "INSERT INTO users (id, public_id, email, email_key, name, password_hash,
                        created_at, updated_at)
                    VALUES (?1, 'usr_' || ?1, ?1, ?1, ?2, '', 0, 0)",
                    (number, name),
                )?;
                tx.execute(
                    "INSERT INTO teams (id, public_id, name, created_at, updated_at)
                    VALUES (?1, 'team_' || ?1, ?1, 0, 0)",
                    [number],
                )?;
                tx.execute(
                    "INSERT INTO memberships (team_id, user_id, role, joined_at)
                    VALUES (?1, ?1, 'owner', 0)",
                    [number],
                )?;
            }
            Ok(())
        })
        .unwrap();
        Self {
            db,
            _folder: folder,
        }
    }

    /// The owner of the team acts.
    #[expect(clippy::unused_self, reason = "the team is one of this world")]
    pub(crate) fn by<P: Permission>(&self, team: i64) -> Access<P> {
        let membership = Membership {
            team: TeamId(team),
            team_id: PublicId::generate(&Random::seeded(9)),
            team_name: "Team".to_owned(),
            user: UserId(team),
            role: Role::Owner,
            scopes: None,
        };
        let actor = Actor {
            kind: ActorKind::Session,
            id: Some("usr_ada".to_owned()),
            name: Some("Ada".to_owned()),
            ..Actor::system()
        };
        Access::prove(membership, Arc::new(actor)).unwrap()
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write_blocking(body)
    }

    /// Every audit action of the team, in order.
    pub(crate) fn actions(&self) -> Vec<String> {
        self.db
            .read_now(|conn| {
                let sql = "SELECT action FROM audit_events WHERE chain = 1 ORDER BY seq";
                let mut statement = conn.prepare(sql)?;
                let actions = statement.query_map([], |row| row.get(0))?;
                Ok(actions.collect::<std::result::Result<_, _>>()?)
            })
            .unwrap()
    }

    /// A row of totals in `table` for (project, key, status, requests, tokens, nanos).
    pub(crate) fn usage(
        &self,
        table: &'static str,
        at: Timestamp,
        (project, key, status, requests, tokens, nanos): (i64, i64, &'static str, i64, i64, i64),
    ) {
        let sql = format!(
            "INSERT INTO {table} (team_id, start, project_id, model_id, key_id, status, events,
                requests, unpriced_requests, input_tokens, output_tokens, cached_input_tokens,
                cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, input_image_tokens, output_image_tokens, cost_nanos,
                latency_count, latency_sum_ms, latency_histogram)
            VALUES (1, ?1, ?2, 1, ?3, ?4, 1, ?5, 0, ?6, 1, 0, 0, 0, 0, 0, 0, 0, 0, ?7, 0, 0, x'')"
        );
        self.write(move |tx| {
            tx.execute(
                &sql,
                (at.ms(), project, key, status, requests, tokens, nanos),
            )?;
            Ok(())
        })
        .unwrap();
    }

    pub(crate) fn create(
        &self,
        switches: &Switches,
        team: i64,
        name: &str,
        now: Timestamp,
    ) -> Result<Project> {
        let (switches, by) = (switches.clone(), self.by(team));
        let new = draft(name).check()?;
        self.write(move |tx| create(tx, &switches, &by, &new, now))
    }
}

fn draft(name: &str) -> ProjectDraft {
    ProjectDraft {
        name: name.to_owned(),
        ..ProjectDraft::default()
    }
}

fn names(page: &Page<Project>) -> Vec<&str> {
    page.items.iter().map(|it| it.name.as_str()).collect()
}

fn shown(world: &World, search: &str, status: &str, now: Timestamp) -> Vec<String> {
    let filter = Filter::from_query(Some(search), Some(status)).unwrap();
    let by = world.by(1);
    let page = world
        .db
        .read_now(|conn| list(conn, &by, &filter, Limit::DEFAULT, None, now))
        .unwrap();
    names(&page).into_iter().map(str::to_owned).collect()
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>, field: &str) {
    match result {
        Err(Error::Invalid(fields)) => assert!(fields.get(field).is_some(), "{fields:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_new_project_runs_and_says_what_it_is() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "  Chat ", START).unwrap();
    assert_eq!(
        (project.name.as_str(), project.model.as_str()),
        ("Chat", ANY_MODEL)
    );
    assert_eq!(project.description, "");
    assert_eq!(
        (project.status, project.last_started_at),
        (Status::Running, START)
    );
    assert_eq!(
        (project.usage, project.last_event_at),
        (Totals::default(), None)
    );
    assert_eq!(switches.state(project.id), Some(Switch::Running));
    assert_eq!(world.actions(), ["project.created"]);
}

#[test]
fn a_name_is_taken_in_any_letter_case_by_live_projects_of_the_team_only() {
    let world = World::new();
    let switches = Switches::default();
    let first = world.create(&switches, 1, "Überblick", START).unwrap();
    refused(world.create(&switches, 1, "ÜBERBLICK", START), "name");
    world.create(&switches, 2, "überblick", START).unwrap();
    let other = world.create(&switches, 1, "Other", START).unwrap();
    let patch = ProjectPatch {
        name: Some("überBLICK".to_owned()),
        ..ProjectPatch::default()
    };
    let changes = patch.check().unwrap();
    refused(change(&world, &switches, &other, changes.clone()), "name");
    // Its own name in another letter case is free.
    let renamed = change(&world, &switches, &first, changes).unwrap();
    assert_eq!(renamed.name, "überBLICK");
}

fn change(
    world: &World,
    switches: &Switches,
    project: &Project,
    changes: Changes,
) -> Result<Project> {
    let (switches, by, id) = (switches.clone(), world.by(1), project.public_id.clone());
    world.write(move |tx| update(tx, &switches, &by, &id, &changes, START.plus(HOUR)))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_people_who_take_a_name_at_once_one_wins() {
    let world = tokio::task::spawn_blocking(World::new).await.unwrap();
    let switches = Switches::default();
    let attempts: Vec<_> = (0..20)
        .map(|_| {
            let (db, switches, by) = (world.db.clone(), switches.clone(), world.by(1));
            let new = draft("Chat").check().unwrap();
            tokio::spawn(async move {
                db.write(move |tx| create(tx, &switches, &by, &new, START))
                    .await
            })
        })
        .collect();
    let mut won = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(_) => won += 1,
            lost => refused(lost, "name"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(world.actions(), ["project.created"]);
}

#[test]
fn what_is_typed_is_checked_field_by_field() {
    let long = ProjectDraft {
        name: "a\0b".to_owned(),
        description: Some("x".repeat(2_001)),
        model: Some("m".repeat(201)),
    };
    match long.check() {
        Err(Error::Invalid(fields)) => {
            let wrong: Vec<_> = fields.iter().map(|(field, _)| field).collect();
            assert_eq!(wrong, ["description", "model", "name"]);
        }
        other => panic!("{other:?}"),
    }
    refused(draft(&"n".repeat(2 * 1024 * 1024)).check(), "name");
    refused(draft("   ").check(), "name");
    let patch = ProjectPatch {
        status: Some("error".to_owned()),
        ..ProjectPatch::default()
    };
    refused(patch.check(), "status");
    let unknown = serde_json::from_str::<ProjectPatch>(r#"{"budget": {}}"#);
    assert!(unknown.is_err());
}

#[test]
fn an_update_changes_what_is_given_and_nothing_given_leaves_no_trace() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let same = change(&world, &switches, &project, Changes::default()).unwrap();
    assert_eq!(same, project);
    let patch = ProjectPatch {
        description: Some(" For the site ".to_owned()),
        model: Some("gpt-5".to_owned()),
        status: Some("stopped".to_owned()),
        ..ProjectPatch::default()
    };
    let changed = change(&world, &switches, &project, patch.check().unwrap()).unwrap();
    assert_eq!(changed.name, "Chat");
    assert_eq!(changed.description, "For the site");
    assert_eq!(
        (changed.model.as_str(), changed.status),
        ("gpt-5", Status::Stopped)
    );
    assert_eq!(
        (changed.created_at, changed.updated_at),
        (START, START.plus(HOUR))
    );
    assert_eq!(changed.last_started_at, START);
    assert_eq!(switches.state(project.id), Some(Switch::Stopped));
    let expected = ["project.created", "project.updated", "project.stopped"];
    assert_eq!(world.actions(), expected);
}

#[test]
fn start_and_stop_turn_the_switch_and_repeat_without_a_trace() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let turned = |running: bool, hours: u32| {
        let (switches, by, id) = (switches.clone(), world.by(1), project.public_id.clone());
        let now = START.plus(HOUR * hours);
        world
            .write(move |tx| {
                let turn = if running { start } else { stop };
                turn(tx, &switches, &by, &id, now)
            })
            .unwrap()
    };
    assert_eq!(turned(true, 1).updated_at, START);
    let stopped = turned(false, 2);
    assert_eq!(
        (stopped.status, stopped.last_started_at),
        (Status::Stopped, START)
    );
    assert_eq!(switches.state(project.id), Some(Switch::Stopped));
    assert_eq!(turned(false, 3).updated_at, START.plus(HOUR * 2));
    let started = turned(true, 4);
    assert_eq!(started.last_started_at, START.plus(HOUR * 4));
    assert_eq!(switches.state(project.id), Some(Switch::Running));
    let expected = ["project.created", "project.stopped", "project.started"];
    assert_eq!(world.actions(), expected);
}

#[test]
fn a_change_that_is_rolled_back_turns_no_switch() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let (ours, by, id) = (switches.clone(), world.by(1), project.public_id.clone());
    let undone: Result<()> = world.write(move |tx| {
        stop(tx, &ours, &by, &id, START)?;
        Err(Error::internal("changed my mind"))
    });
    assert!(undone.is_err());
    assert_eq!(switches.state(project.id), Some(Switch::Running));
}

#[test]
fn the_list_searches_in_any_letter_case_and_takes_wildcards_literally() {
    let world = World::new();
    let switches = Switches::default();
    for (number, name) in ["Größe 100%", "snake_case", "SnakeXcase"]
        .iter()
        .enumerate()
    {
        let at = START.plus(Duration::from_secs(number as u64));
        world.create(&switches, 1, name, at).unwrap();
    }
    let (ours, by) = (switches.clone(), world.by(1));
    let new = ProjectDraft {
        name: "Plain".to_owned(),
        description: Some("Mit SPASS und größe".to_owned()),
        model: None,
    };
    let new = new.check().unwrap();
    world
        .write(move |tx| create(tx, &ours, &by, &new, START.plus(HOUR)))
        .unwrap();
    world
        .create(&switches, 2, "snake of others", START)
        .unwrap();
    assert_eq!(shown(&world, "GRÖSSE", "", START), [""; 0]);
    assert_eq!(
        shown(&world, "GRÖßE", "all", START),
        ["Plain", "Größe 100%"]
    );
    assert_eq!(shown(&world, "%", "", START), ["Größe 100%"]);
    assert_eq!(shown(&world, "e_c", "", START), ["snake_case"]);
    assert_eq!(
        shown(&world, " snake ", "", START),
        ["SnakeXcase", "snake_case"]
    );
    assert_eq!(
        shown(&world, "'; DROP TABLE projects; --", "", START),
        [""; 0]
    );
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let world = World::new();
    let switches = Switches::default();
    for number in 0..25 {
        // Several projects share a millisecond: the id breaks the tie.
        let at = START.plus(Duration::from_millis(number / 4));
        world
            .create(&switches, 1, &format!("p{number}"), at)
            .unwrap();
    }
    let by = world.by(1);
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
    loop {
        let limit = Limit::new(10).unwrap();
        let page = world
            .db
            .read_now(|conn| list(conn, &by, &Filter::default(), limit, cursor.as_ref(), START))
            .unwrap();
        pages += 1;
        seen.extend(page.items.into_iter().map(|it| (it.created_at, it.name)));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), pages), (25, 3));
    assert!(seen.is_sorted_by(|a, b| a.0 >= b.0));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
}

#[test]
fn usage_is_that_of_thirty_utc_days_and_cannot_overflow() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let idle = world.create(&switches, 1, "Idle", START).unwrap();
    let row = project.id.0;
    let midnight = START.minus(HOUR * 12);
    world.usage("usage_days", midnight, (row, 1, "ok", 3, 10, 5));
    world.usage("usage_days", midnight, (row, 1, "error", 1, 0, 0));
    world.usage(
        "usage_days",
        midnight.minus(DAY * 29),
        (row, 2, "ok", 1, 4, i64::MAX),
    );
    world.usage(
        "usage_days",
        midnight.minus(DAY * 28),
        (row, 2, "ok", 1, 4, i64::MAX),
    );
    world.usage(
        "usage_days",
        midnight.minus(DAY * 30),
        (row, 1, "ok", 99, 99, 99),
    );
    let unknown = world.create(&switches, 1, "Unknown", START).unwrap();
    world.usage("usage_days", midnight, (unknown.id.0, 1, "error", 2, 3, 0));
    world
        .write(move |tx| {
            let sql = "UPDATE usage_days SET unpriced_requests = 2 WHERE project_id = ?1";
            tx.execute(sql, [unknown.id.0])?;
            Ok(())
        })
        .unwrap();
    let by = world.by(1);
    let page = world
        .db
        .read_now(|conn| list(conn, &by, &Filter::default(), Limit::DEFAULT, None, START))
        .unwrap();
    let find = |id: ProjectId| page.items.iter().find(|it| it.id == id).unwrap();
    let expected = Totals {
        requests: 6,
        unpriced: 0,
        tokens: 10 + 1 + 1 + 5 + 5,
        cost: Nanos(2 * i128::from(i64::MAX) + 5),
    };
    assert_eq!(find(project.id).usage, expected);
    assert_eq!(find(project.id).usage.known_cost(), Some(expected.cost));
    assert_eq!(find(idle.id).usage, Totals::default());
    assert_eq!(find(idle.id).usage.known_cost(), Some(Nanos(0)));
    let unknown = find(unknown.id).usage;
    assert_eq!((unknown.unpriced, unknown.known_cost()), (2, None));
}

#[test]
fn a_running_project_whose_last_hour_mostly_failed_is_in_error() {
    let world = World::new();
    let switches = Switches::default();
    let half = world.create(&switches, 1, "Half", START).unwrap();
    let most = world.create(&switches, 1, "Most", START).unwrap();
    let past = world.create(&switches, 1, "Past", START).unwrap();
    let quarter = |number: u32| START.minus(HOUR / 4 * number);
    world.usage("usage_quarters", quarter(3), (half.id.0, 1, "ok", 5, 0, 0));
    world.usage(
        "usage_quarters",
        quarter(0),
        (half.id.0, 1, "error", 5, 0, 0),
    );
    world.usage("usage_quarters", quarter(3), (most.id.0, 1, "ok", 5, 0, 0));
    world.usage(
        "usage_quarters",
        quarter(0),
        (most.id.0, 1, "error", 6, 0, 0),
    );
    world.usage(
        "usage_quarters",
        quarter(4),
        (past.id.0, 1, "error", 6, 0, 0),
    );
    assert_eq!(shown(&world, "", "error", START), ["Most"]);
    let mut running = shown(&world, "", "running", START);
    running.sort();
    assert_eq!(running, ["Half", "Past"]);
    let stopped = ProjectPatch {
        status: Some("stopped".to_owned()),
        ..ProjectPatch::default()
    };
    let stopped = change(&world, &switches, &most, stopped.check().unwrap()).unwrap();
    assert_eq!(stopped.status, Status::Stopped);
    assert_eq!(shown(&world, "", "stopped", START), ["Most"]);
    assert_eq!(shown(&world, "", "error", START), [""; 0]);
    assert!(Filter::from_query(None, Some("broken")).is_err());
}

mod removal;
