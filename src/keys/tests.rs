//! The rules of keys and of the ring, on real files.

use super::*;
use crate::projects::tests::{DAY, HOUR, START, World};
use crate::projects::{Project, Switch};
use crate::secret::Random;
use crate::teams::access::ManageProjects;

/// A world with its ring.
struct Keys {
    world: World,
    ring: KeyRing,
}

impl Keys {
    fn new() -> Self {
        Self {
            world: World::new(),
            ring: KeyRing::default(),
        }
    }

    fn project(&self, name: &str) -> Project {
        self.world
            .create(self.ring.projects(), 1, name, START)
            .unwrap()
    }

    fn create_as(&self, team: i64, draft: KeyDraft, now: Timestamp) -> Result<(ApiKey, Token)> {
        let (ring, by) = (self.ring.clone(), self.world.by(team));
        let new = draft.check(now)?;
        self.world
            .write(move |tx| create(tx, &ring, &by, &new, now))
    }

    fn key(&self) -> (ApiKey, Token) {
        self.create_as(1, draft("ci"), START).unwrap()
    }

    fn rotate(&self, key: &ApiKey, hours: i64, now: Timestamp) -> Result<(ApiKey, Token)> {
        let (ring, by, id) = (self.ring.clone(), self.world.by(1), key.public_id.clone());
        let rotation = RotateDraft {
            overlap_hours: Some(hours),
        };
        let rotation = rotation.check()?;
        self.world
            .write(move |tx| rotate(tx, &ring, &by, &id, &rotation, now))
    }

    fn revoke(&self, key: &ApiKey, now: Timestamp) -> Result<ApiKey> {
        let (ring, by, id) = (self.ring.clone(), self.world.by(1), key.public_id.clone());
        self.world.write(move |tx| revoke(tx, &ring, &by, &id, now))
    }

    fn list(&self, now: Timestamp) -> Vec<ApiKey> {
        let by = self.world.by(1);
        self.world
            .db
            .read_now(|conn| list(conn, &self.ring, &by, None, Limit::DEFAULT, None, now))
            .unwrap()
            .items
    }

    fn find(&self, key: &ApiKey, now: Timestamp) -> Result<ApiKey> {
        let by = self.world.by::<ReadKeys>(1);
        self.world
            .db
            .read_now(|conn| find(conn, &self.ring, &by, &key.public_id, now))
    }

    fn present(&self, token: &Token, now: Timestamp) -> &'static str {
        told(&self.ring, token.reveal(), now)
    }

    fn flush(&self, now: Timestamp) -> usize {
        let ring = self.ring.clone();
        self.world
            .write(move |tx| flush_last_used(tx, &ring, now))
            .unwrap()
    }

    fn turn(&self, project: &Project, running: bool) {
        let (ring, by) = (self.ring.clone(), self.world.by::<ManageProjects>(1));
        let id = project.public_id.clone();
        self.world
            .write(move |tx| {
                let turn = if running {
                    projects::start
                } else {
                    projects::stop
                };
                turn(tx, ring.projects(), &by, &id, START)
            })
            .unwrap();
    }

    fn delete(&self, project: &Project) {
        let (ring, by) = (self.ring.clone(), self.world.by(1));
        let (id, name) = (project.public_id.clone(), project.name.clone());
        self.world
            .write(move |tx| projects::delete(tx, ring.projects(), &by, &id, Some(&name), START))
            .unwrap();
    }
}

/// `ok`, or the key of the sentence that refuses the secret.
fn told(ring: &KeyRing, presented: &str, now: Timestamp) -> &'static str {
    match ring.resolve(presented, now) {
        Ok(_) => "ok",
        Err(Error::Unauthenticated(sentence)) => sentence.key(),
        Err(other) => panic!("{other:?}"),
    }
}

fn draft(name: &str) -> KeyDraft {
    KeyDraft {
        name: name.to_owned(),
        ..KeyDraft::default()
    }
}

#[track_caller]
fn refused<T>(result: Result<T>, field: &str) {
    match result.err() {
        Some(Error::Invalid(fields)) => assert!(fields.get(field).is_some(), "{fields:?}"),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn missing<T>(result: Result<T>) {
    let error = result.err();
    assert!(matches!(error, Some(Error::NotFound(_))), "{error:?}");
}

#[track_caller]
fn conflict<T>(result: Result<T>) {
    let error = result.err();
    assert!(matches!(error, Some(Error::Conflict(_))), "{error:?}");
}

/// A row of requests for a key.
fn usage(world: &World, key: &ApiKey, requests: i64, at: Timestamp) {
    world.usage("usage_days", at, (1, key.id.0, "ok", requests, 0, 0));
}

#[test]
fn a_new_key_works_at_once_and_shows_only_its_ends() {
    let keys = Keys::new();
    let project = keys.project("Chat");
    let (key, token) = keys.key();
    assert_eq!(key.project, project.public_id);
    assert_eq!(key.project_name, "Chat");
    assert_eq!(key.scopes, [KeyScope::UsageWrite]);
    assert_eq!((key.state, key.state.active()), (KeyState::Active, true));
    assert_eq!(key.created_by.as_deref(), Some("Ada"));
    assert_eq!((key.last_used_at, key.requests), (None, 0));
    assert!(token.reveal().starts_with(&key.hint.head));
    assert!(!key.hint.to_string().contains(&token.reveal()[20..40]));
    assert_eq!(keys.present(&token, START), "ok");
    assert_eq!(keys.world.actions(), ["project.created", "api_key.created"]);
}

#[test]
fn a_key_without_a_project_goes_to_the_oldest_or_to_a_new_default() {
    let keys = Keys::new();
    let (key, token) = keys.key();
    assert_eq!(key.project_name, "Default");
    assert_eq!(keys.present(&token, START), "ok");
    let expected = ["project.created", "api_key.created"];
    assert_eq!(keys.world.actions(), expected);
    let by = keys.ring.projects().clone();
    keys.world
        .create(&by, 1, "Later", START.plus(HOUR))
        .unwrap();
    assert_eq!(keys.key().0.project_name, "Default");
    // The other team's projects do not count.
    assert_eq!(
        keys.create_as(2, draft("x"), START).unwrap().0.project_name,
        "Default"
    );
}

#[test]
fn what_is_typed_is_checked_field_by_field() {
    let keys = Keys::new();
    for (draft, field) in [
        (draft(""), "name"),
        (draft("nul\0"), "name"),
        (draft(&"n".repeat(2 * 1024 * 1024)), "name"),
        (
            KeyDraft {
                scopes: Some(vec!["projects:write".to_owned()]),
                ..draft("x")
            },
            "scopes",
        ),
        (
            KeyDraft {
                scopes: Some(Vec::new()),
                ..draft("x")
            },
            "scopes",
        ),
        (
            KeyDraft {
                expires_at: Some(START),
                ..draft("x")
            },
            "expiresAt",
        ),
    ] {
        refused(keys.create_as(1, draft, START), field);
    }
    let twice = KeyDraft {
        scopes: Some(
            ["usage:read", "usage:write", "usage:read"]
                .map(str::to_owned)
                .into(),
        ),
        ..draft("x")
    };
    let (key, _) = keys.create_as(1, twice, START).unwrap();
    assert_eq!(key.scopes, [KeyScope::UsageRead, KeyScope::UsageWrite]);
    for hours in [-1, 169, i64::MAX] {
        refused(keys.rotate(&key, hours, START), "overlapHours");
    }
    let default = RotateDraft::default().check().unwrap();
    assert_eq!(default.overlap(), DAY);
}

#[test]
fn a_project_that_is_not_the_teams_does_not_exist() {
    let keys = Keys::new();
    let project = keys.project("Chat");
    let (key, _) = keys.key();
    let named = |id: &str| KeyDraft {
        project_id: Some(id.to_owned()),
        ..draft("x")
    };
    let id = project.public_id.as_str();
    missing(keys.create_as(2, named(id), START));
    missing(keys.create_as(1, named("1' OR 1=1"), START));
    let (theirs, stranger) = (keys.world.by(2), keys.world.by::<ReadKeys>(2));
    let of_project = |conn: &Conn| {
        let id = Some(&project.public_id);
        list(conn, &keys.ring, &stranger, id, Limit::DEFAULT, None, START)
    };
    missing(keys.world.db.read_now(of_project));
    missing(
        keys.world
            .db
            .read_now(|conn| find(conn, &keys.ring, &stranger, &key.public_id, START)),
    );
    missing(
        keys.world
            .db
            .read_now(|conn| preview_revoke(conn, &keys.ring, &theirs, &key.public_id, START)),
    );
    for rotates in [true, false] {
        let (ring, by, id) = (keys.ring.clone(), theirs.clone(), key.public_id.clone());
        missing(keys.world.write(move |tx| {
            if rotates {
                let rotation = RotateDraft::default().check()?;
                rotate(tx, &ring, &by, &id, &rotation, START).map(|_| ())
            } else {
                revoke(tx, &ring, &by, &id, START).map(|_| ())
            }
        }));
    }
    keys.create_as(1, named(id), START).unwrap();
    keys.delete(&project);
    missing(keys.create_as(1, named(id), START));
    missing(keys.find(&key, START));
    assert_eq!(keys.list(START), []);
}

#[test]
fn a_team_has_at_most_a_thousand_live_keys() {
    let keys = Keys::new();
    let (first, _) = keys.key();
    keys.world
        .write(|tx| {
            tx.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
                INSERT INTO api_keys (public_id, team_id, project_id, name, scopes, created_at)
                SELECT 'key_' || i, 1, 1, 'k', 'usage:write', 0 FROM n",
                [],
            )?;
            Ok(())
        })
        .unwrap();
    conflict(keys.create_as(1, draft("one more"), START));
    keys.revoke(&first, START).unwrap();
    keys.create_as(1, draft("one more"), START).unwrap();
}

#[test]
fn a_mistyped_secret_and_a_strangers_are_unknown() {
    let keys = Keys::new();
    let (_, token) = keys.key();
    let stranger = Token::generate(TokenKind::ProjectKey, &Random::seeded(77));
    assert_eq!(keys.present(&stranger, START), "key-unknown");
    let mut typo = token.reveal().to_owned();
    typo.pop();
    typo.push('!');
    for presented in [typo.as_str(), "", "sk_scalix_", "pat_scalix_x", "Ünïcode"] {
        assert_eq!(told(&keys.ring, presented, START), "key-unknown");
    }
}

#[test]
fn revocation_holds_from_its_reply_on_and_repeats_without_a_trace() {
    let keys = Keys::new();
    let (key, token) = keys.key();
    let (_, newer) = keys.rotate(&key, 24, START).unwrap();
    let revoked = keys.revoke(&key, START.plus(HOUR)).unwrap();
    assert_eq!(
        (revoked.state, revoked.state.active()),
        (KeyState::Revoked, false)
    );
    assert_eq!(keys.present(&token, START), "key-revoked");
    assert_eq!(keys.present(&newer, START), "key-revoked");
    let again = keys.revoke(&key, START.plus(HOUR * 2)).unwrap();
    assert_eq!(again.revoked_at, Some(START.plus(HOUR)));
    let actions = keys.world.actions();
    assert_eq!(
        actions.iter().filter(|it| *it == "api_key.revoked").count(),
        1
    );
    conflict(keys.rotate(&key, 0, START));
}

#[test]
fn a_key_expires_by_itself_and_cannot_be_rotated_then() {
    let keys = Keys::new();
    let end = START.plus(HOUR);
    let expiring = KeyDraft {
        expires_at: Some(end),
        ..draft("short")
    };
    let (key, token) = keys.create_as(1, expiring, START).unwrap();
    assert_eq!(
        keys.present(&token, end.minus(Duration::from_millis(1))),
        "ok"
    );
    assert_eq!(keys.present(&token, end), "key-expired");
    assert_eq!(keys.find(&key, end).unwrap().state, KeyState::Expired);
    conflict(keys.rotate(&key, 0, end));
    // It can still be revoked, so that the list says so.
    assert_eq!(keys.revoke(&key, end).unwrap().state, KeyState::Revoked);
}

#[test]
fn pitfall_17_both_secrets_hold_until_the_overlap_ends() {
    let keys = Keys::new();
    let (key, first) = keys.key();
    let (rotated, second) = keys.rotate(&key, 24, START).unwrap();
    assert_eq!(rotated.public_id, key.public_id);
    assert_eq!(rotated.state, KeyState::Rotating);
    assert_eq!(rotated.overlap_until, Some(START.plus(DAY)));
    assert_eq!(rotated.hint, second.hint());
    let eve = START.plus(DAY).minus(HOUR);
    assert_eq!(
        (keys.present(&first, eve), keys.present(&second, eve)),
        ("ok", "ok")
    );
    let later = START.plus(DAY);
    assert_eq!(keys.present(&first, later), "key-replaced");
    assert_eq!(keys.present(&second, later), "ok");
    assert_eq!(keys.find(&key, later).unwrap().state, KeyState::Active);
    assert_eq!(keys.find(&key, later).unwrap().overlap_until, None);
    // The same after a restart.
    let loaded = keys.world.db.read_now(KeyRing::load).unwrap();
    assert_eq!(told(&loaded, first.reveal(), eve), "ok");
    assert_eq!(told(&loaded, first.reveal(), later), "key-replaced");
    assert_eq!(told(&loaded, second.reveal(), later), "ok");
}

#[test]
fn without_overlap_the_old_secret_ends_with_the_reply() {
    let keys = Keys::new();
    let (key, first) = keys.key();
    let (rotated, second) = keys.rotate(&key, 0, START).unwrap();
    assert_eq!(rotated.state, KeyState::Active);
    assert_eq!(keys.present(&first, START), "key-replaced");
    assert_eq!(keys.present(&second, START), "ok");
}

#[test]
fn rotating_again_ends_the_oldest_secret() {
    let keys = Keys::new();
    let (key, first) = keys.key();
    let (_, second) = keys.rotate(&key, 24, START).unwrap();
    assert_eq!(keys.present(&second, START), "ok");
    let (_, third) = keys.rotate(&key, 24, START).unwrap();
    assert_eq!(keys.present(&first, START), "key-replaced");
    assert_eq!(keys.present(&second, START), "ok");
    assert_eq!(keys.present(&third, START), "ok");
}

#[test]
fn pitfall_17_a_rotation_whose_reply_was_lost_can_be_repeated() {
    let keys = Keys::new();
    let (key, in_use) = keys.key();
    let (_, lost) = keys.rotate(&key, 24, START).unwrap();
    let now = START.plus(HOUR);
    let (again, third) = keys.rotate(&key, 24, now).unwrap();
    // Until its own end: rotating again never prolongs what was to end.
    assert_eq!(again.overlap_until, Some(START.plus(DAY)));
    assert_eq!(keys.present(&lost, now), "key-replaced");
    assert_eq!(keys.present(&in_use, START.plus(DAY).minus(HOUR)), "ok");
    assert_eq!(keys.present(&in_use, START.plus(DAY)), "key-replaced");
    assert_eq!(keys.present(&third, now.plus(DAY)), "ok");
}

#[test]
fn two_rotations_in_one_group_leave_the_secret_in_use_valid() {
    let keys = Keys::new();
    let (key, in_use) = keys.key();
    let (ring, by, id) = (keys.ring.clone(), keys.world.by(1), key.public_id.clone());
    let third = keys
        .world
        .write(move |tx| {
            let rotation = RotateDraft::default().check()?;
            rotate(tx, &ring, &by, &id, &rotation, START)?;
            rotate(tx, &ring, &by, &id, &rotation, START)
        })
        .unwrap()
        .1;
    assert_eq!(keys.present(&in_use, START), "ok");
    assert_eq!(keys.present(&third, START), "ok");
    let loaded = keys.world.db.read_now(KeyRing::load).unwrap();
    assert_eq!(told(&loaded, in_use.reveal(), START), "ok");
    assert_eq!(told(&loaded, third.reveal(), START), "ok");
}

#[test]
fn a_stopped_project_refuses_by_proof_and_a_deleted_one_by_key() {
    let keys = Keys::new();
    let project = keys.project("Chat");
    let (key, token) = keys.key();
    let proof: KeyProof<UsageWrite> = keys
        .ring
        .resolve(token.reveal(), START)
        .and_then(PresentedKey::prove)
        .unwrap();
    assert_eq!((proof.project(), proof.key()), (project.id, key.id));
    assert_eq!(proof.key_id(), &key.public_id);
    proof.ensure_running(&keys.ring, START).unwrap();
    keys.turn(&project, false);
    let stopped = proof.ensure_running(&keys.ring, START);
    assert!(matches!(stopped, Err(Error::ProjectStopped)), "{stopped:?}");
    assert_eq!(keys.present(&token, START), "ok");
    keys.turn(&project, true);
    proof.ensure_running(&keys.ring, START).unwrap();
    keys.delete(&project);
    assert_eq!(
        keys.ring.projects().state(project.id),
        Some(Switch::Deleted)
    );
    assert_eq!(keys.present(&token, START), "key-project-deleted");
    let deleted = proof.ensure_running(&keys.ring, START);
    assert!(matches!(deleted, Err(Error::Unauthenticated(_))));
    let (ring, by, id) = (
        keys.ring.clone(),
        keys.world.by(1),
        project.public_id.clone(),
    );
    keys.world
        .write(move |tx| projects::restore(tx, ring.projects(), &by, &id, START))
        .unwrap();
    proof.ensure_running(&keys.ring, START).unwrap();
    keys.revoke(&key, START).unwrap();
    let revoked = proof.ensure_running(&keys.ring, START);
    assert!(matches!(revoked, Err(Error::Unauthenticated(_))));
}

#[test]
fn a_key_that_ends_between_request_and_write_sends_nothing() {
    let keys = Keys::new();
    let proof = |token: &Token| -> KeyProof<UsageWrite> {
        let presented = keys.ring.resolve(token.reveal(), START);
        presented.and_then(PresentedKey::prove).unwrap()
    };
    let told = |proof: &KeyProof<UsageWrite>, now| match proof.ensure_running(&keys.ring, now) {
        Ok(()) => "ok",
        Err(error) => error.text().key(),
    };
    let end = START.plus(HOUR);
    let short = KeyDraft {
        expires_at: Some(end),
        ..draft("short")
    };
    let (_, token) = keys.create_as(1, short, START).unwrap();
    let short = proof(&token);
    assert_eq!(told(&short, START), "ok");
    assert_eq!(told(&short, end), "key-expired");
    let (key, token) = keys.key();
    let replaced = proof(&token);
    keys.rotate(&key, 1, START).unwrap();
    assert_eq!(told(&replaced, START), "ok");
    assert_eq!(told(&replaced, end), "key-replaced");
}

#[test]
fn a_key_does_only_what_its_scopes_say() {
    let keys = Keys::new();
    let reading = KeyDraft {
        scopes: Some(vec!["usage:read".to_owned()]),
        ..draft("reader")
    };
    let (_, token) = keys.create_as(1, reading, START).unwrap();
    let presented = keys.ring.resolve(token.reveal(), START).unwrap();
    presented.clone().prove::<UsageRead>().unwrap();
    let write = presented.prove::<UsageWrite>();
    assert!(matches!(write, Err(Error::Forbidden(_))), "{write:?}");
}

#[test]
fn last_use_is_seen_at_once_and_written_once_a_minute() {
    let keys = Keys::new();
    let (key, token) = keys.key();
    let second = |number| START.plus(Duration::from_secs(number));
    assert_eq!(keys.flush(second(1)), 0);
    keys.ring.used(key.id, second(2));
    keys.ring.used(key.id, second(1));
    assert_eq!(
        keys.find(&key, START).unwrap().last_used_at,
        Some(second(2))
    );
    assert_eq!(keys.list(START)[0].last_used_at, Some(second(2)));
    assert_eq!(keys.flush(second(3)), 1);
    keys.ring.used(key.id, second(10));
    assert_eq!(keys.flush(second(62)), 0);
    assert_eq!(keys.flush(second(63)), 1);
    assert_eq!(keys.flush(second(200)), 0);
    let loaded = keys.world.db.read_now(KeyRing::load).unwrap();
    assert_eq!(loaded.last_used(key.id), Some(second(10)));
    assert_eq!(told(&loaded, token.reveal(), START), "ok");
}

#[test]
fn the_list_counts_requests_and_pages_without_gap() {
    let keys = Keys::new();
    let project = keys.project("Chat");
    for number in 0..7 {
        let at = START.plus(Duration::from_millis(number / 3));
        keys.create_as(1, draft(&format!("k{number}")), at).unwrap();
    }
    let some = keys.list(START)[2].clone();
    usage(&keys.world, &some, 41, START.minus(HOUR * 12));
    usage(
        &keys.world,
        &some,
        1,
        START.minus(HOUR * 12).minus(DAY * 29),
    );
    usage(
        &keys.world,
        &some,
        9,
        START.minus(HOUR * 12).minus(DAY * 30),
    );
    let (mut seen, mut cursor) = (Vec::new(), None);
    let by = keys.world.by(1);
    loop {
        let limit = Limit::new(3).unwrap();
        let id = Some(&project.public_id);
        let page = keys
            .world
            .db
            .read_now(|conn| list(conn, &keys.ring, &by, id, limit, cursor.as_ref(), START))
            .unwrap();
        seen.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, keys.list(START));
    assert_eq!(seen.len(), 7);
    assert_eq!(seen.iter().map(|key| key.requests).sum::<i64>(), 42);
    let by = keys.world.by(1);
    let preview = keys
        .world
        .db
        .read_now(|conn| preview_revoke(conn, &keys.ring, &by, &some.public_id, START))
        .unwrap();
    assert_eq!((preview.requests, preview.last_used_at), (42, None));
}

#[test]
fn ended_keys_are_shown_for_thirty_days_and_then_their_secrets_go() {
    let keys = Keys::new();
    let (key, token) = keys.key();
    let expiring = KeyDraft {
        expires_at: Some(START.plus(DAY)),
        ..draft("short")
    };
    keys.create_as(1, expiring, START).unwrap();
    let (stays, kept) = keys.key();
    keys.rotate(&stays, 0, START).unwrap();
    keys.revoke(&key, START).unwrap();
    let purge = |now| {
        let ring = keys.ring.clone();
        keys.world
            .write(move |tx| purge_due(tx, &ring, now))
            .unwrap()
    };
    let month = START.plus(VISIBLE);
    assert_eq!(keys.list(month.minus(HOUR)).len(), 3);
    assert_eq!(purge(month.minus(HOUR)), 0);
    assert_eq!(keys.list(month).len(), 2);
    missing(keys.find(&key, month));
    assert_eq!(purge(month), 2, "the revoked key's and the replaced one");
    assert_eq!(keys.present(&token, month), "key-unknown");
    assert_eq!(keys.present(&kept, month), "key-unknown");
    assert_eq!(purge(month.plus(DAY)), 1);
    assert_eq!(keys.list(month.plus(DAY)).len(), 1);
}

#[test]
fn the_keys_of_a_purged_project_are_forgotten() {
    let keys = Keys::new();
    let project = keys.project("Chat");
    let (_, token) = keys.key();
    keys.delete(&project);
    let ring = keys.ring.clone();
    keys.world
        .write(move |tx| {
            let due = START.plus(projects::RESTORABLE);
            assert_eq!(projects::purge_due(tx, ring.projects(), due)?, 1);
            Ok(())
        })
        .unwrap();
    assert_eq!(keys.present(&token, START), "key-project-deleted");
    let ring = keys.ring.clone();
    keys.world
        .write(move |tx| purge_due(tx, &ring, START))
        .unwrap();
    assert_eq!(keys.present(&token, START), "key-unknown");
}

#[test]
fn pitfall_15_no_secret_is_in_the_file() {
    let keys = Keys::new();
    let (key, first) = keys.key();
    let (_, second) = keys.rotate(&key, 24, START).unwrap();
    let path = keys.world.db.path().to_owned();
    keys.world.db.close();
    let file = std::fs::read(path).unwrap();
    let holds = |part: &[u8]| file.windows(part.len()).any(|window| window == part);
    for token in [first, second] {
        assert!(holds(&token.hash().0), "the hash is there");
        assert!(!holds(token.reveal().as_bytes()));
        assert!(!holds(&token.reveal().as_bytes()[16..40]));
    }
}

#[test]
fn pitfall_16_a_key_outlives_its_maker() {
    let keys = Keys::new();
    let (key, token) = keys.key();
    keys.world
        .write(|tx| {
            tx.execute("DELETE FROM users WHERE id = 1", [])?;
            Ok(())
        })
        .unwrap();
    assert_eq!(keys.find(&key, START).unwrap().created_by, None);
    let loaded = keys.world.db.read_now(KeyRing::load).unwrap();
    assert_eq!(told(&loaded, token.reveal(), START), "ok");
    assert_eq!(keys.present(&token, START), "ok");
}
