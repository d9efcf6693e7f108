//! Deletion, return and purge.

use super::*;
use crate::audit;
use crate::projects;

fn delete(
    world: &World,
    switches: &Switches,
    project: &Project,
    confirm: Option<&'static str>,
    now: Timestamp,
) -> Result<Project> {
    let (switches, by, id) = (switches.clone(), world.by(1), project.public_id.clone());
    world.write(move |tx| projects::delete(tx, &switches, &by, &id, confirm, now))
}

fn restore(
    world: &World,
    switches: &Switches,
    project: &Project,
    now: Timestamp,
) -> Result<Project> {
    let (switches, by, id) = (switches.clone(), world.by(1), project.public_id.clone());
    world.write(move |tx| projects::restore(tx, &switches, &by, &id, now))
}

fn purge(world: &World, switches: &Switches, now: Timestamp) -> usize {
    let switches = switches.clone();
    world
        .write(move |tx| purge_due(tx, &switches, now))
        .unwrap()
}

#[track_caller]
fn missing<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::NotFound(_))), "{result:?}");
}

#[test]
fn a_deletion_is_confirmed_with_the_name_and_can_be_undone_for_thirty_days() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    for wrong in [None, Some(""), Some("chat"), Some("Chat!")] {
        refused(delete(&world, &switches, &project, wrong, START), "confirm");
    }
    let deleted = delete(&world, &switches, &project, Some("Chat"), START).unwrap();
    assert_eq!(deleted.purge_at(), Some(START.plus(DAY * 30)));
    assert_eq!(switches.state(project.id), Some(Switch::Deleted));
    let by = world.by(1);
    missing(
        world
            .db
            .read_now(|conn| find(conn, &by, &project.public_id, START)),
    );
    missing(delete(&world, &switches, &project, Some("Chat"), START));
    assert_eq!(shown(&world, "", "", START), [""; 0]);
    let eve = START.plus(DAY * 30).minus(Duration::from_millis(1));
    assert_eq!(shown(&world, "", "deleted", eve), ["Chat"]);
    let back = restore(&world, &switches, &project, eve).unwrap();
    assert_eq!((back.deleted_at, back.status), (None, Status::Running));
    assert_eq!(switches.state(project.id), Some(Switch::Running));
    // A live project stays as it is.
    restore(&world, &switches, &project, eve).unwrap();
    let expected = ["project.created", "project.deleted", "project.restored"];
    assert_eq!(world.actions(), expected);
}

#[test]
fn a_stopped_project_returns_stopped() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    change(&world, &switches, &project, Changes::status(false)).unwrap();
    delete(&world, &switches, &project, Some("Chat"), START).unwrap();
    let back = restore(&world, &switches, &project, START).unwrap();
    assert_eq!(back.status, Status::Stopped);
    assert_eq!(switches.state(project.id), Some(Switch::Stopped));
}

#[test]
fn a_name_that_was_taken_meanwhile_stands_in_the_way_of_a_return() {
    let world = World::new();
    let switches = Switches::default();
    let first = world.create(&switches, 1, "Chat", START).unwrap();
    delete(&world, &switches, &first, Some("Chat"), START).unwrap();
    world.create(&switches, 1, "chat", START).unwrap();
    let refused = restore(&world, &switches, &first, START);
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    assert_eq!(switches.state(first.id), Some(Switch::Deleted));
}

#[test]
fn after_thirty_days_only_the_totals_are_left() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Secret plan", START).unwrap();
    let row = project.id.0;
    world.usage(
        "usage_days",
        START.minus(HOUR * 12),
        (row, 1, "ok", 3, 10, 5),
    );
    world
        .write(move |tx| {
            tx.execute(
                "INSERT INTO api_keys (id, public_id, team_id, project_id, name, scopes,
                    created_at)
                VALUES (1, 'key_1', 1, ?1, 'Secret key', 'usage:write', 0)",
                [row],
            )?;
            tx.execute(
                "INSERT INTO api_key_secrets VALUES (zeroblob(32), 1, 'head', 'tail', 0, NULL)",
                [],
            )?;
            Ok(())
        })
        .unwrap();
    delete(&world, &switches, &project, Some("Secret plan"), START).unwrap();
    let due = START.plus(DAY * 30);
    assert_eq!(purge(&world, &switches, due.minus(HOUR)), 0);
    assert_eq!(purge(&world, &switches, due), 1);
    assert_eq!(purge(&world, &switches, due), 0);
    missing(restore(&world, &switches, &project, due));
    assert_eq!(shown(&world, "", "deleted", START), [""; 0]);
    assert_eq!(switches.state(project.id), None);
    let left: (String, i64, i64) = world
        .db
        .read_now(|conn| {
            Ok(conn.query_row(
                "SELECT group_concat(p.name || p.description || p.model || p.name_key || k.name),
                    (SELECT COUNT(*) FROM api_key_secrets),
                    (SELECT SUM(requests) FROM usage_days WHERE project_id = p.id)
                FROM projects p
                JOIN api_keys k ON k.project_id = p.id",
                [],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?)
        })
        .unwrap();
    assert_eq!(left, (String::new(), 0, 3));
    assert_eq!(world.actions().last().unwrap(), "project.purged");
    let sound = world.db.read_now(audit::verify).unwrap();
    assert_eq!(sound, audit::Verdict::Sound { rows: 3 });
    // A second nameless row must not meet the first one's name.
    let other = world.create(&switches, 1, "Other", START).unwrap();
    delete(&world, &switches, &other, Some("Other"), START).unwrap();
    assert_eq!(purge(&world, &switches, due), 1);
}

#[test]
fn the_preview_tells_what_would_go_and_changes_nothing() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let row = project.id.0;
    world.usage(
        "usage_days",
        START.minus(HOUR * 12),
        (row, 1, "ok", 7, 10, 5),
    );
    world
        .write(move |tx| {
            for (id, used, revoked) in [(1, Some(5), None), (2, None, None), (3, None, Some(1))] {
                tx.execute(
                    "INSERT INTO api_keys (id, public_id, team_id, project_id, name, scopes,
                        created_at, last_used_at, revoked_at)
                    VALUES (?1, 'key_' || ?1, 1, ?2, 'k' || ?1, 'usage:write', 0, ?3, ?4)",
                    (id, row, used, revoked),
                )?;
            }
            Ok(())
        })
        .unwrap();
    let by = world.by(1);
    let preview = world
        .db
        .read_now(|conn| preview_delete(conn, &by, &project.public_id, START))
        .unwrap();
    let keys: Vec<_> = preview
        .keys
        .iter()
        .map(|key| (key.name.as_str(), key.last_used))
        .collect();
    assert_eq!(keys, [("k1", Some(Timestamp::from_ms(5))), ("k2", None)]);
    assert_eq!((preview.requests, preview.key_count), (7, 2));
    assert_eq!(world.actions(), ["project.created"]);
    let by = world.by(1);
    let found = world
        .db
        .read_now(|conn| find(conn, &by, &project.public_id, START))
        .unwrap();
    assert_eq!(found.key_count, 2);
}

#[test]
fn another_teams_project_does_not_exist() {
    let world = World::new();
    let switches = Switches::default();
    let project = world.create(&switches, 1, "Chat", START).unwrap();
    let id = project.public_id.clone();
    let (view, manage) = (world.by(2), world.by(2));
    let read = |conn: &Conn| find(conn, &view, &id, START);
    missing(world.db.read_now(read));
    missing(
        world
            .db
            .read_now(|conn| preview_delete(conn, &manage, &id, START)),
    );
    for attempt in 0..5 {
        let (switches, by, id) = (switches.clone(), world.by(2), id.clone());
        missing(world.write(move |tx| match attempt {
            0 => start(tx, &switches, &by, &id, START),
            1 => stop(tx, &switches, &by, &id, START),
            2 => update(tx, &switches, &by, &id, &Changes::default(), START),
            3 => projects::delete(tx, &switches, &by, &id, Some("Chat"), START),
            _ => projects::restore(tx, &switches, &by, &id, START),
        }));
    }
    assert_eq!(world.actions(), ["project.created"]);
}

#[test]
fn switches_are_read_back_at_the_next_start() {
    let world = World::new();
    let switches = Switches::default();
    let running = world.create(&switches, 1, "Running", START).unwrap();
    let stopped = world.create(&switches, 1, "Stopped", START).unwrap();
    let deleted = world.create(&switches, 1, "Deleted", START).unwrap();
    change(&world, &switches, &stopped, Changes::status(false)).unwrap();
    delete(&world, &switches, &deleted, Some("Deleted"), START).unwrap();
    let loaded = world.db.read_now(Switches::load).unwrap();
    for project in [&running, &stopped, &deleted] {
        assert_eq!(loaded.state(project.id), switches.state(project.id));
        assert!(loaded.state(project.id).is_some());
    }
}
