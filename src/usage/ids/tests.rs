//! The index against a map, through restarts, rollbacks, lost commits, colliding hashes and many
//! segments.

use std::collections::{BTreeMap, HashMap};
use std::sync::mpsc;

use proptest::prelude::*;

use super::{Ids, Key, Proof, Shape, Standing};
use crate::db::{Db, Options, Tx};
use crate::error::{Error, Result};
use crate::ids::TeamId;

const TEAMS: i64 = 2;

struct World {
    folder: tempfile::TempDir,
    db: Option<Db>,
    runtime: tokio::runtime::Runtime,
    shape: Shape,
}

/// One event to be taken: whose, from which of its team's sources, and its id.
type Wanted = (i64, i64, u8);

/// A piece of work: the events it takes, and whether it fails after that.
#[derive(Clone, Debug)]
struct Job {
    team: i64,
    events: Vec<(i64, u8)>,
    fails: bool,
    /// Whether it has no savepoint and may be done again.
    again: bool,
}

#[derive(Clone, Debug)]
enum Step {
    /// Jobs that are there at once, and whether the commit of the last one fails.
    Group(Vec<Job>, bool),
    Restart,
    /// The index is lost and has to be made from the events.
    Lose,
    /// So many of a team's first events reach the end of their time.
    Purge(i64, i64),
}

/// What one job saw: its transaction, and for each event the number that was known or else given.
struct Seen {
    group: u64,
    told: Vec<std::result::Result<i64, i64>>,
}

impl World {
    fn new(shape: Shape) -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
            db: None,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            shape,
        };
        let mut world = world;
        world.restart();
        world.write(|tx| {
            for team in 1..=TEAMS {
                let sql = "INSERT INTO teams (id, public_id, name, created_at, updated_at)
                    VALUES (?1, ?1, '', 0, 0)";
                tx.execute(sql, [team])?;
            }
            Ok(())
        });
        world
    }

    fn db(&self) -> &Db {
        self.db.as_ref().unwrap()
    }

    fn restart(&mut self) {
        if let Some(db) = self.db.take() {
            db.close();
        }
        let path = self.folder.path().join("scalix.db");
        self.db = Some(Db::open(&path, Options::default()).unwrap());
    }

    fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> T {
        self.db().write_blocking(body).unwrap()
    }

    fn number(&self, sql: &str) -> i64 {
        let read = |conn: &crate::db::Conn| Ok(conn.query_row(sql, [], |row| row.get(0))?);
        self.db().read_now(read).unwrap()
    }

    /// Runs jobs that wait for the writer together, so that they share a commit.
    fn group(&self, jobs: Vec<Job>, lost: bool) -> Vec<(Seen, bool)> {
        let (go, wait) = mpsc::channel::<()>();
        let db = self.db().clone();
        let first = self.runtime.spawn({
            let db = db.clone();
            async move { db.write(move |_| Ok(wait.recv().is_ok())).await }
        });
        let mut seen = Vec::new();
        let poisoned = lost.then(|| jobs.len() - 1);
        for (number, job) in jobs.into_iter().enumerate() {
            let (send, told) = mpsc::channel();
            let (db, shape) = (db.clone(), self.shape);
            let answer = self.runtime.spawn(async move {
                let again = job.again;
                let body = move |tx: &Tx<'_>| {
                    let fails = job.fails;
                    send.send(take(tx, shape, &job).unwrap()).unwrap();
                    if poisoned == Some(number) {
                        // Found out by the commit.
                        tx.execute_batch(
                            "PRAGMA defer_foreign_keys = ON;
                            INSERT INTO usage_sources (project_id, name) VALUES (999, 'x')",
                        )?;
                    }
                    if fails {
                        Err(Error::internal("after the work"))
                    } else {
                        Ok(())
                    }
                };
                if again {
                    db.write_again(body).await
                } else {
                    db.write(body).await
                }
            });
            seen.push((told, answer));
        }
        self.runtime.block_on(async {
            // Every task runs until its work is in the queue.
            for _ in 0..4 {
                tokio::task::yield_now().await;
            }
            go.send(()).unwrap();
            let _ = first.await.unwrap();
            let mut jobs = Vec::new();
            for (told, answer) in seen {
                let kept = answer.await.unwrap().is_ok();
                // Of what was done again the last time counts.
                jobs.push((told.try_iter().last().unwrap(), kept));
            }
            jobs
        })
    }

    /// Every stored event is found, it alone, and by nobody else.
    fn assert_sound(&self, events: &HashMap<Wanted, i64>) {
        let stored = self.number("SELECT COUNT(*) FROM usage_events");
        assert_eq!(stored, i64::try_from(events.len()).unwrap());
        let read = |conn: &crate::db::Conn| {
            let mut proof = Proof::begin(conn, self.shape)?;
            proof.refresh(conn)?;
            for ((team, source, id), seq) in events {
                let (id, source) = (id.to_string(), team * 10 + source);
                let key = Key { source, id: &id };
                let standing = proof.look(conn, TeamId(*team), *seq, &key)?;
                assert_eq!(standing, Standing::Sound, "{team} {key:?} {seq}");
                // As if there were another one with this id.
                let standing = proof.look(conn, TeamId(*team), *seq + 999, &key)?;
                assert_eq!(standing, Standing::Twice(*seq));
            }
            Ok(())
        };
        self.db().read_now(read).unwrap();
    }
}

/// Takes the events of a job the way ingest does.
fn take(tx: &Tx<'_>, shape: Shape, job: &Job) -> Result<Seen> {
    let ids = Ids::shaped(tx, shape);
    let mut claims = ids.claims(tx, TeamId(job.team))?;
    let sql = "SELECT ingest_seq FROM teams WHERE id = ?1";
    let mut seq: i64 = tx.query_row(sql, [job.team], |row| row.get(0))?;
    let mut told = Vec::new();
    for (source, id) in &job.events {
        let (id, source) = (id.to_string(), job.team * 10 + source);
        let key = Key { source, id: &id };
        if let Some(known) = claims.find(&key)? {
            told.push(Err(known.seq));
            continue;
        }
        seq += 1;
        claims.claim(&key, seq);
        insert(tx, job.team, seq, &key)?;
        told.push(Ok(seq));
    }
    claims.finish(tx);
    tx.execute(
        "UPDATE teams SET ingest_seq = ?2 WHERE id = ?1",
        (job.team, seq),
    )?;
    Ok(Seen {
        group: tx.place().group,
        told,
    })
}

fn insert(tx: &Tx<'_>, team: i64, seq: i64, key: &Key<'_>) -> Result<()> {
    let sql = "
        INSERT INTO usage_events (team_id, time, seq, ingested_at, project_id, key_id, model_id,
            source_id, event_id, digest, status, requests, input_tokens, output_tokens,
            cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
            input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens)
        VALUES (?1, 0, ?2, 0, 0, 0, 0, ?3, ?4, zeroblob(16), 'ok', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)";
    tx.execute(sql, (team, seq, key.source, key.id))?;
    Ok(())
}

/// What must be stored, and what each job must have been told.
#[derive(Default)]
struct Model {
    events: HashMap<Wanted, i64>,
    last: BTreeMap<i64, i64>,
}

impl Model {
    fn follow(&mut self, jobs: &[Job], seen: &[(Seen, bool)]) {
        let mut rest: Vec<(&Job, &(Seen, bool))> = jobs.iter().zip(seen).collect();
        while !rest.is_empty() {
            let good = rest.iter().find(|(job, _)| !job.fails);
            let group = good.map_or(u64::MAX, |(_, (seen, _))| seen.group);
            // One that fails may be left behind in a group that was started over.
            let shared = rest
                .iter()
                .take_while(|(job, (seen, _))| {
                    seen.group == group || job.fails && seen.group < group
                })
                .count();
            let group: Vec<_> = rest.drain(..shared).collect();
            let before = (self.events.clone(), self.last.clone());
            let lost = group.iter().any(|(job, (_, kept))| !job.fails && !kept);
            for (job, (seen, _)) in group {
                self.job(job, seen);
            }
            if lost {
                (self.events, self.last) = before;
            }
        }
    }

    fn job(&mut self, job: &Job, seen: &Seen) {
        let before = (self.events.clone(), self.last.clone());
        for ((source, id), told) in job.events.iter().zip(&seen.told) {
            let wanted = (job.team, *source, *id);
            let known = self.events.get(&wanted).copied();
            let expected = known.map_or_else(
                || {
                    let last = self.last.entry(job.team).or_default();
                    *last += 1;
                    self.events.insert(wanted, *last);
                    Ok(*last)
                },
                Err,
            );
            assert_eq!(*told, expected, "{wanted:?}");
        }
        if job.fails {
            (self.events, self.last) = before;
        }
    }
}

fn run(shape: Shape, steps: &[Step]) {
    let mut world = World::new(shape);
    let mut model = Model::default();
    for step in steps {
        match step {
            Step::Group(jobs, lost) => {
                let seen = world.group(jobs.clone(), *lost);
                model.follow(jobs, &seen);
            }
            Step::Restart => world.restart(),
            Step::Lose => {
                world.write(super::store::clear);
                world.restart();
            }
            Step::Purge(team, quarters) => {
                let last = model.last.get(team).copied().unwrap_or(0);
                let (team, low) = (*team, last * quarters / 4);
                world.write(move |tx| {
                    let sql = "UPDATE teams SET ingest_low_water = MAX(ingest_low_water, ?2)
                        WHERE id = ?1";
                    tx.execute(sql, (team, low))?;
                    let sql = "DELETE FROM usage_events WHERE team_id = ?1 AND seq <= ?2";
                    tx.execute(sql, (team, low))?;
                    Ok(())
                });
                model
                    .events
                    .retain(|(of, _, _), seq| *of != team || *seq > low);
            }
        }
    }
    world.assert_sound(&model.events);
    world.restart();
    world.assert_sound(&model.events);
}

fn shape() -> impl Strategy<Value = Shape> {
    (
        1..24_usize,
        1..5_usize,
        6..9_u32,
        prop_oneof![1..7_u32, Just(64)],
    )
        .prop_map(|(segment, chunk, bits, hash_bits)| Shape {
            segment,
            chunk,
            bits: 1 << bits,
            hash_bits,
        })
}

fn step() -> impl Strategy<Value = Step> {
    let event = (0..2_i64, 0..30_u8);
    let job = (
        1..=TEAMS,
        prop::collection::vec(event, 0..16),
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.7),
    );
    let job = job.prop_map(|(team, events, fails, again)| Job {
        team,
        events,
        fails,
        again,
    });
    prop_oneof![
        8 => (prop::collection::vec(job, 1..5), prop::bool::weighted(0.15))
            .prop_map(|(jobs, lost)| Step::Group(jobs, lost)),
        1 => Just(Step::Restart),
        1 => Just(Step::Lose),
        1 => (1..=TEAMS, 0..=4_i64).prop_map(|(team, share)| Step::Purge(team, share)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn an_id_counts_once_whatever_happens(
        shape in shape(), steps in prop::collection::vec(step(), 1..14)
    ) {
        run(shape, &steps);
    }
}

const SMALL: Shape = Shape {
    segment: 8,
    chunk: 3,
    bits: 128,
    hash_bits: 64,
};

fn job(events: std::ops::Range<u8>) -> Job {
    Job {
        team: 1,
        events: events.map(|id| (0, id)).collect(),
        fails: false,
        again: false,
    }
}

#[test]
fn more_than_a_block_of_segments() {
    let world = World::new(SMALL);
    let mut model = Model::default();
    for round in 0..90 {
        let jobs = [Job {
            team: 1 + round % 2,
            events: (0..8).map(|id| (round, id)).collect(),
            fails: false,
            again: true,
        }];
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_id_segments"), 89);
    let chunks = "SELECT COUNT(*) FROM usage_id_chunks";
    assert_eq!(world.number(chunks), 89 * 3);
    world.assert_sound(&model.events);
    // All over again, each a repetition.
    for round in 0..90 {
        let jobs = [Job {
            team: 1 + round % 2,
            events: (0..8).map(|id| (round, id)).collect(),
            fails: false,
            again: true,
        }];
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
    }
}

#[test]
fn segments_go_with_their_events() {
    let world = World::new(SMALL);
    let mut model = Model::default();
    let mut take = |events: std::ops::Range<u8>| {
        let jobs = [job(events)];
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
    };
    for first in 0..5 {
        take(first * 8..first * 8 + 8);
    }
    let segments = "SELECT COUNT(*) FROM usage_id_segments";
    assert_eq!(world.number(segments), 4);
    world.write(|tx| {
        tx.execute("UPDATE teams SET ingest_low_water = 23 WHERE id = 1", [])?;
        Ok(tx.execute("DELETE FROM usage_events WHERE seq <= 23", [])?)
    });
    // The fifth segment comes; the first two leave memory, and with the sixth the file.
    take(40..48);
    assert_eq!(world.number(segments), 5);
    take(48..49);
    // The third holds event 24 and stays.
    assert_eq!(world.number(segments), 4);
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_id_chunks"), 12);
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_id_spans"), 4);
    model.events.retain(|_, seq| *seq > 23);
    world.assert_sound(&model.events);
}

#[test]
fn an_index_that_has_to_be_made_survives_a_refused_batch() {
    let mut world = World::new(SMALL);
    let mut model = Model::default();
    let jobs = [job(0..100)];
    let seen = world.group(jobs.to_vec(), false);
    model.follow(&jobs, &seen);
    world.restart();
    // The first makes ten segments and is rolled back with them, the second makes them again.
    let refused = Job {
        fails: true,
        ..job(100..110)
    };
    let jobs = [refused, job(95..105), job(100..112)];
    let seen = world.group(jobs.to_vec(), false);
    model.follow(&jobs, &seen);
    assert_eq!(model.events.len(), 112);
    assert!(world.number("SELECT COUNT(*) FROM usage_id_segments") >= 12);
    world.assert_sound(&model.events);
    world.restart();
    let seen = world.group(jobs[1..].to_vec(), false);
    model.follow(&jobs[1..], &seen);
    world.assert_sound(&model.events);
}

/// A file with thirty events, some of them in segments, in another state after this statement.
fn changed(statement: &'static str) -> (World, Model) {
    let world = World::new(SMALL);
    let mut model = Model::default();
    for jobs in [[job(0..20)], [job(20..30)]] {
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
    }
    assert!(world.number("SELECT COUNT(*) FROM usage_id_segments") > 0);
    let changed = world.write(move |tx| Ok(tx.execute(statement, [])?));
    assert!(changed > 0);
    (world, model)
}

#[test]
fn an_index_that_cannot_be_read_is_made_anew() {
    for damage in [
        "UPDATE usage_id_segments SET filter = x'00'",
        "UPDATE usage_id_segments SET fences = x'00' WHERE id = 1",
    ] {
        let (mut world, mut model) = changed(damage);
        let newest = world.number("SELECT MAX(id) FROM usage_id_segments");
        world.restart();
        // Not by work that fails, and by the next.
        let refused = Job {
            fails: true,
            ..job(30..32)
        };
        let jobs = [refused, job(0..31)];
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
        assert_eq!(model.events.len(), 31);
        world.assert_sound(&model.events);
        assert!(world.number("SELECT MIN(id) FROM usage_id_segments") > newest);
    }
}

#[test]
fn whoever_meets_a_damaged_chunk_is_refused_and_the_next_finds_a_whole_index() {
    for damage in [
        "UPDATE usage_id_chunks SET entries = x'00'",
        "DELETE FROM usage_id_chunks",
    ] {
        let (world, mut model) = changed(damage);
        let shape = world.shape;
        let lost = world.db().read_now(|conn| {
            let mut proof = Proof::begin(conn, shape)?;
            proof.refresh(conn)?;
            let key = Key {
                source: 10,
                id: "0",
            };
            proof.look(conn, TeamId(1), 1, &key)
        });
        assert_eq!(lost.unwrap(), Standing::Lost);
        let first = move |tx: &Tx<'_>| take(tx, shape, &job(0..1)).map(|_| ());
        let refused = world.db().write_blocking(first);
        assert!(matches!(refused, Err(Error::Internal(_))), "{refused:?}");
        let jobs = [job(0..20), job(10..31)];
        let seen = world.group(jobs.to_vec(), false);
        model.follow(&jobs, &seen);
        assert_eq!(model.events.len(), 31);
        world.assert_sound(&model.events);
    }
}

#[test]
fn without_an_index_events_are_held_against_one_another() {
    let (world, model) = changed("UPDATE usage_id_segments SET filter = x'00'");
    let has_index = |conn: &crate::db::Conn| Ok(Proof::begin(conn, world.shape)?.has_index());
    assert!(!world.db().read_now(has_index).unwrap());
    world.assert_sound(&model.events);
}
