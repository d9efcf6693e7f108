//! A team with projects, keys and usage, written straight into the tables.

use std::collections::BTreeMap;

use scalix::clock::{DAY_MS, Timestamp};
use scalix::db::{Tx, params};
use scalix::histogram::Histogram;
use scalix::ids::{KeyId, ProjectId, PublicId, TeamId};
use scalix::teams::Team;
use scalix::usage::range::Level;

use crate::support::TestApp;

/// The last one has no price.
pub(crate) const MODELS: [&str; 4] = ["alpha-1", "beta/2", "gamma \u{3b3}", "nobody knows"];

/// An event, by places in [`MODELS`] and the lists of the [`World`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fact {
    pub(crate) time: i64,
    pub(crate) project: usize,
    pub(crate) key: usize,
    pub(crate) model: usize,
    pub(crate) error: bool,
    pub(crate) requests: i64,
    pub(crate) input: i64,
    pub(crate) output: i64,
    pub(crate) cached_input: i64,
    pub(crate) cost: Option<i64>,
    pub(crate) latency_ms: Option<i64>,
}

/// Numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % sides
    }

    pub(crate) fn index(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll(i64::try_from(sides).unwrap())).unwrap()
    }

    pub(crate) fn odds(&mut self, one_in: i64) -> bool {
        self.roll(one_in) == 0
    }
}

/// Events of the 90 days before now, across the clock change of New York on March 8.
pub(crate) fn facts(now: Timestamp, count: usize) -> Vec<Fact> {
    let mut dice = Dice(5);
    (0..count)
        .map(|_| {
            let (key, model, input) = (dice.index(6), dice.index(4), dice.roll(5_000));
            Fact {
                time: now.ms() - dice.roll(89 * DAY_MS),
                project: key / 2,
                key,
                model,
                error: dice.odds(9),
                requests: 1 + dice.roll(3),
                input,
                output: dice.roll(900),
                cached_input: dice.roll(input + 1),
                cost: (model < 3).then(|| dice.roll(1_000_000_000)),
                latency_ms: (!dice.odds(5)).then(|| dice.roll(60_000)),
            }
        })
        .collect()
}

/// Three projects with two keys each.
pub(crate) struct World {
    team: TeamId,
    pub(crate) projects: Vec<String>,
    pub(crate) keys: Vec<String>,
    rows: Vec<(ProjectId, KeyId)>,
    models: Vec<i64>,
}

impl World {
    pub(crate) async fn new(app: &TestApp, team: &Team) -> Self {
        let (team, now) = (team.id, app.now());
        app.db
            .write(move |tx| {
                let mut world = Self {
                    team,
                    projects: vec![],
                    keys: vec![],
                    rows: vec![],
                    models: vec![],
                };
                for name in MODELS {
                    tx.execute("INSERT OR IGNORE INTO models (name) VALUES (?1)", [name])?;
                    let sql = "SELECT id FROM models WHERE name = ?1";
                    world
                        .models
                        .push(tx.query_row(sql, [name], |row| row.get(0))?);
                }
                for name in ["One", "Two", "Three"] {
                    let id = PublicId::<ProjectId>::generate(tx.random());
                    let sql = "
                        INSERT INTO projects (public_id, team_id, name, name_key, description,
                            model, status, created_at, updated_at, last_started_at)
                        VALUES (?1, ?2, ?3, lower(?3), '', '', 'running', ?4, ?4, ?4)";
                    tx.execute(sql, params![id, team, name, now])?;
                    let project = ProjectId(tx.last_insert_rowid());
                    world.projects.push(id.to_string());
                    for _ in 0..2 {
                        let id = PublicId::<KeyId>::generate(tx.random());
                        let sql = "
                            INSERT INTO api_keys (public_id, team_id, project_id, name, scopes,
                                created_at)
                            VALUES (?1, ?2, ?3, '', 'usage:write', ?4)";
                        tx.execute(sql, params![id, team, project, now])?;
                        world.keys.push(id.to_string());
                        world.rows.push((project, KeyId(tx.last_insert_rowid())));
                    }
                }
                Ok(world)
            })
            .await
            .unwrap()
    }

    /// Stores the events and adds them to the sums of every level.
    pub(crate) async fn store(&self, app: &TestApp, facts: &[Fact]) {
        let team = self.team;
        let rows: Vec<(Fact, Place)> = facts
            .iter()
            .map(|fact| {
                let (project, key) = self.rows[fact.key];
                let status = if fact.error { "error" } else { "ok" };
                (*fact, (project, self.models[fact.model], key, status))
            })
            .collect();
        app.db
            .write(move |tx| {
                let mut slots = BTreeMap::new();
                for (fact, place) in &rows {
                    insert_event(tx, team, fact, *place)?;
                    for (level, table) in [
                        (Level::Quarter, "usage_quarters"),
                        (Level::Hour, "usage_hours"),
                        (Level::Day, "usage_days"),
                    ] {
                        let slot = (table, level.floor(fact.time), *place);
                        slots.entry(slot).or_insert_with(Vec::new).push(*fact);
                    }
                }
                for ((table, start, place), facts) in slots {
                    insert_slot(tx, table, team, start, place, &facts)?;
                }
                Ok(())
            })
            .await
            .unwrap();
    }

    pub(crate) async fn rename(&self, app: &TestApp, project: usize, name: &str) {
        let (id, name) = (self.projects[project].clone(), name.to_owned());
        let sql = "UPDATE projects SET name = ?2, name_key = ?2 WHERE public_id = ?1";
        app.db
            .write(move |tx| Ok(tx.execute(sql, (id, name))?))
            .await
            .unwrap();
    }
}

type Place = (ProjectId, i64, KeyId, &'static str);

fn insert_event(tx: &Tx<'_>, team: TeamId, fact: &Fact, place: Place) -> scalix::error::Result<()> {
    let sql = "UPDATE teams SET ingest_seq = ingest_seq + 1 WHERE id = ?1 RETURNING ingest_seq";
    let seq: i64 = tx.query_row(sql, [team], |row| row.get(0))?;
    let (project, model, key, status) = place;
    let sql = "
        INSERT INTO usage_events (team_id, time, seq, ingested_at, project_id, key_id, model_id,
            source_id, event_id, status, requests, input_tokens, output_tokens,
            cached_input_tokens, cost_nanos, latency_ms, cache_write_tokens,
            cache_write_1h_tokens, reasoning_tokens, input_audio_tokens, output_audio_tokens,
            input_image_tokens, output_image_tokens)
        VALUES (?1, ?2, ?3, ?2, ?4, ?5, ?6, 0, ?3, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            0, 0, 0, 0, 0, 0, 0)";
    tx.prepare_cached(sql)?.execute(params![
        team,
        fact.time,
        seq,
        project,
        key,
        model,
        status,
        fact.requests,
        fact.input,
        fact.output,
        fact.cached_input,
        fact.cost,
        fact.latency_ms,
    ])?;
    Ok(())
}

/// The tests store into a slot once, but for single events, which find an empty place.
fn insert_slot(
    tx: &Tx<'_>,
    table: &str,
    team: TeamId,
    start: i64,
    (project, model, key, status): Place,
    facts: &[Fact],
) -> scalix::error::Result<()> {
    let sum = |of: &dyn Fn(&Fact) -> i64| facts.iter().map(of).sum::<i64>();
    let mut latencies = Histogram::default();
    for ms in facts.iter().filter_map(|fact| fact.latency_ms) {
        latencies.add(ms.unsigned_abs(), 1);
    }
    let sql = format!(
        "INSERT INTO {table} (team_id, start, project_id, model_id, key_id, status, events,
            requests, unpriced_requests, input_tokens, output_tokens, cached_input_tokens,
            cost_nanos, latency_count, latency_sum_ms, latency_histogram, cache_write_tokens,
            cache_write_1h_tokens, reasoning_tokens, input_audio_tokens, output_audio_tokens,
            input_image_tokens, output_image_tokens)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
            0, 0, 0, 0, 0, 0, 0)
        ON CONFLICT DO UPDATE SET events = events + excluded.events,
            requests = requests + excluded.requests"
    );
    tx.prepare_cached(&sql)?.execute(params![
        team,
        start,
        project,
        model,
        key,
        status,
        sum(&|_| 1),
        sum(&|fact| fact.requests),
        sum(&|fact| if fact.cost.is_none() {
            fact.requests
        } else {
            0
        }),
        sum(&|fact| fact.input),
        sum(&|fact| fact.output),
        sum(&|fact| fact.cached_input),
        sum(&|fact| fact.cost.unwrap_or(0)),
        sum(&|fact| i64::from(fact.latency_ms.is_some())),
        sum(&|fact| fact.latency_ms.unwrap_or(0)),
        latencies.encode(),
    ])?;
    Ok(())
}
