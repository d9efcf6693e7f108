//! A team with usage, written straight into the tables: what the tests of reports read.

use std::collections::BTreeMap;

use tempfile::TempDir;

use crate::clock::Timestamp;
use crate::db::{Db, Options, Tx};
use crate::histogram::Histogram;
use crate::ids::{KeyId, ProjectId, PublicId, TeamId, UserId};
use crate::secret::Random;
use crate::usage::event::Status;
use crate::usage::ingest::sum_up;
use crate::usage::range::Level;

/// An event, by places in the lists of the [`World`].
#[derive(Clone, Copy, Debug)]
pub(in crate::usage) struct Fact {
    pub(in crate::usage) time: i64,
    pub(in crate::usage) project: usize,
    pub(in crate::usage) key: usize,
    pub(in crate::usage) model: usize,
    pub(in crate::usage) status: Status,
    pub(in crate::usage) requests: i64,
    pub(in crate::usage) input: i64,
    pub(in crate::usage) output: i64,
    pub(in crate::usage) cached_input: i64,
    pub(in crate::usage) cost: Option<i64>,
    pub(in crate::usage) latency_ms: Option<i64>,
}

/// A database with two teams; the lists are those of the first.
pub(in crate::usage) struct World {
    _folder: TempDir,
    pub(in crate::usage) db: Db,
    pub(in crate::usage) team: TeamId,
    pub(in crate::usage) other_team: TeamId,
    pub(in crate::usage) user: UserId,
    pub(in crate::usage) team_id: PublicId<TeamId>,
    pub(in crate::usage) projects: Vec<(ProjectId, PublicId<ProjectId>)>,
    pub(in crate::usage) keys: Vec<(KeyId, PublicId<KeyId>)>,
    pub(in crate::usage) other_project: PublicId<ProjectId>,
    pub(in crate::usage) models: Vec<&'static str>,
}

const NOW: Timestamp = Timestamp::from_ms(0);

impl World {
    /// Three projects with two keys each, four models, and another team with a project.
    pub(in crate::usage) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let random = Random::seeded(1);
        let options = Options {
            random: random.clone(),
            ..Options::default()
        };
        let db = Db::open(&folder.path().join("scalix.db"), options).unwrap();
        let models = vec!["alpha-1", "beta/2", "gamma \u{3b3}", "nobody knows"];
        let names = models.clone();
        let made = db.write_blocking(move |tx| {
            let random = tx.random().clone();
            let (team, team_id) = insert_team(tx, &random)?;
            let (other_team, _) = insert_team(tx, &random)?;
            let (_, other_project) = insert_project(tx, &random, other_team, "Theirs")?;
            for name in names {
                tx.execute("INSERT INTO models (name) VALUES (?1)", [name])?;
            }
            let (mut projects, mut keys) = (Vec::new(), Vec::new());
            for name in ["One", "Two", "Three"] {
                let project = insert_project(tx, &random, team, name)?;
                for _ in 0..2 {
                    keys.push(insert_key(tx, &random, team, project.0)?);
                }
                projects.push(project);
            }
            Ok((team, other_team, team_id, projects, keys, other_project))
        });
        let (team, other_team, team_id, projects, keys, other_project) = made.unwrap();
        Self {
            _folder: folder,
            db,
            team,
            other_team,
            user: UserId(1),
            team_id,
            projects,
            keys,
            other_project,
            models,
        }
    }

    /// Stores the events, and of the first half of them their sums of every level; the others are
    /// left to be added by whoever reads sums.
    pub(in crate::usage) fn store(&self, facts: &[Fact]) {
        let rows: Vec<(Fact, ProjectId, KeyId)> = facts
            .iter()
            .map(|fact| (*fact, self.projects[fact.project].0, self.keys[fact.key].0))
            .collect();
        let team = self.team;
        let stored = self.db.write_blocking(move |tx| {
            let mut sums = BTreeMap::new();
            // Those that an earlier call left come before these.
            sum_up(tx)?;
            let (summed, tail) = rows.split_at(rows.len().div_ceil(2));
            for (fact, project, key) in summed {
                insert_event(tx, team, fact, *project, *key)?;
                tx.execute(
                    "UPDATE teams SET summed_seq = ingest_seq WHERE id = ?1",
                    [team],
                )?;
                for level in [Level::Quarter, Level::Hour, Level::Day] {
                    let place = (
                        level.slot_ms(),
                        level.floor(fact.time),
                        project,
                        fact.model,
                        key,
                        fact.status,
                    );
                    sums.entry(place).or_insert_with(Slot::default).add(fact);
                }
            }
            for ((slot_ms, start, project, model, key, status), slot) in sums {
                let table = match slot_ms {
                    900_000 => "usage_quarters",
                    3_600_000 => "usage_hours",
                    _ => "usage_days",
                };
                slot.insert(tx, table, team, start, *project, model, *key, status)?;
            }
            for (fact, project, key) in tail {
                insert_event(tx, team, fact, *project, *key)?;
            }
            Ok(())
        });
        stored.unwrap();
    }

    pub(in crate::usage) fn rename(&self, project: usize, name: &'static str) {
        let id = self.projects[project].0;
        let renamed = self.db.write_blocking(move |tx| {
            tx.execute(
                "UPDATE projects SET name = ?2, name_key = ?2 WHERE id = ?1",
                (id, name),
            )?;
            Ok(())
        });
        renamed.unwrap();
    }
}

#[derive(Default)]
struct Slot {
    events: i64,
    sums: [i64; 8],
    latencies: Histogram,
}

impl Slot {
    fn add(&mut self, fact: &Fact) {
        let unpriced = if fact.cost.is_none() {
            fact.requests
        } else {
            0
        };
        let more = [
            fact.requests,
            unpriced,
            fact.input,
            fact.output,
            fact.cached_input,
            fact.cost.unwrap_or(0),
            i64::from(fact.latency_ms.is_some()),
            fact.latency_ms.unwrap_or(0),
        ];
        for (sum, part) in self.sums.iter_mut().zip(more) {
            *sum += part;
        }
        self.events += 1;
        if let Some(ms) = fact.latency_ms {
            self.latencies.add(ms.unsigned_abs(), 1);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a table")]
    fn insert(
        &self,
        tx: &Tx<'_>,
        table: &str,
        team: TeamId,
        start: i64,
        project: ProjectId,
        model: usize,
        key: KeyId,
        status: Status,
    ) -> crate::error::Result<()> {
        let sql = format!(
            "INSERT INTO {table} (team_id, start, project_id, model_id, key_id, status, events,
                requests, unpriced_requests, input_tokens, output_tokens, cached_input_tokens,
                cost_nanos, latency_count, latency_sum_ms, latency_histogram,
                cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, input_image_tokens, output_image_tokens)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,
                0, 0, 0, 0, 0, 0, 0)"
        );
        let [requests, unpriced, input, output, cached, cost, count, sum] = self.sums;
        tx.prepare_cached(&sql)?.execute(crate::db::params![
            team,
            start,
            project,
            model_row(model),
            key,
            status.as_str(),
            self.events,
            requests,
            unpriced,
            input,
            output,
            cached,
            cost,
            count,
            sum,
            self.latencies.encode(),
        ])?;
        Ok(())
    }
}

/// Models are the first rows of their table.
fn model_row(place: usize) -> i64 {
    i64::try_from(place).unwrap() + 1
}

fn insert_event(
    tx: &Tx<'_>,
    team: TeamId,
    fact: &Fact,
    project: ProjectId,
    key: KeyId,
) -> crate::error::Result<()> {
    let seq: i64 = tx.query_row(
        "UPDATE teams SET ingest_seq = ingest_seq + 1 WHERE id = ?1 RETURNING ingest_seq",
        [team],
        |row| row.get(0),
    )?;
    let sql = "
        INSERT INTO usage_events (team_id, time, seq, ingested_at, project_id, key_id, model_id,
            source_id, event_id, digest, status, requests, input_tokens, output_tokens,
            cached_input_tokens, cost_nanos, latency_ms,
            cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, input_image_tokens, output_image_tokens)
        VALUES (?1, ?2, ?3, ?2, ?4, ?5, ?6, 0, ?3, zeroblob(16), ?7, ?8, ?9, ?10, ?11, ?12, ?13,
            0, 0, 0, 0, 0, 0, 0)";
    tx.prepare_cached(sql)?.execute(crate::db::params![
        team,
        fact.time,
        seq,
        project,
        key,
        model_row(fact.model),
        fact.status.as_str(),
        fact.requests,
        fact.input,
        fact.output,
        fact.cached_input,
        fact.cost,
        fact.latency_ms,
    ])?;
    Ok(())
}

fn insert_team(tx: &Tx<'_>, random: &Random) -> crate::error::Result<(TeamId, PublicId<TeamId>)> {
    let id = PublicId::generate(random);
    let sql = "INSERT INTO teams (public_id, name, created_at, updated_at) VALUES (?1, '', ?2, ?2)";
    tx.execute(sql, (&id, NOW))?;
    Ok((TeamId(tx.last_insert_rowid()), id))
}

fn insert_project(
    tx: &Tx<'_>,
    random: &Random,
    team: TeamId,
    name: &str,
) -> crate::error::Result<(ProjectId, PublicId<ProjectId>)> {
    let id = PublicId::generate(random);
    let sql = "
        INSERT INTO projects (public_id, team_id, name, name_key, description, model, status,
            created_at, updated_at, last_started_at)
        VALUES (?1, ?2, ?3, ?3, '', '', 'running', ?4, ?4, ?4)";
    tx.execute(sql, (&id, team, name, NOW))?;
    Ok((ProjectId(tx.last_insert_rowid()), id))
}

fn insert_key(
    tx: &Tx<'_>,
    random: &Random,
    team: TeamId,
    project: ProjectId,
) -> crate::error::Result<(KeyId, PublicId<KeyId>)> {
    let id = PublicId::generate(random);
    let sql = "
        INSERT INTO api_keys (public_id, team_id, project_id, name, scopes, created_at)
        VALUES (?1, ?2, ?3, '', 'usage:write', ?4)";
    tx.execute(sql, (&id, team, project, NOW))?;
    Ok((KeyId(tx.last_insert_rowid()), id))
}
