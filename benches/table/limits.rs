//! Raw loops over SQLite: what durable ingest could be at best.
//!
//! Rows with the columns of the product's, counted once by a plain unique index over (source, id),
//! and the sums of quarter hours, hours and days with their histograms, gathered in memory and
//! added once a transaction. The same settings of SQLite as the product's writer. No HTTP, no
//! JSON, no prices: the rows are ready.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, params};
use scalix::histogram::Histogram;
use scalix::usage::event::{Event, Format, Status, read_all};

use crate::bodies::{Events, sender};
use crate::machine;
use crate::ratio::Sample;

const SCHEMA: &str = include_str!("limit.sql");

/// The levels of sums: table and milliseconds.
const LEVELS: [(&str, i64); 3] = [
    ("quarters", 900_000),
    ("hours", 3_600_000),
    ("days", 86_400_000),
];

/// A row that is ready to be stored.
pub(crate) struct Ready {
    sender: i64,
    model: i64,
    event: Event<'static>,
}

/// The same events that the load generator sends, as rows.
pub(crate) fn rows(events: Events, keys: usize) -> Vec<Ready> {
    let mut models = HashMap::new();
    let mut rows = Vec::with_capacity(events.requests * events.each);
    for (key, body) in events.bodies(keys) {
        for read in read_all(Format::Lines, body.as_bytes()).unwrap() {
            let event = read.event.unwrap().into_owned();
            let next = models.len() as i64;
            let model = *models.entry(event.model.clone()).or_insert(next);
            rows.push(Ready {
                sender: sender(key) as i64,
                model,
                event,
            });
        }
    }
    rows
}

/// A database of its own.
pub(crate) struct Raw {
    connection: Connection,
    seqs: HashMap<i64, i64>,
}

/// By start, sender, model and status.
type Groups = BTreeMap<(i64, i64, i64, Status), Sums>;

#[derive(Default)]
struct Sums {
    figures: [i64; 16],
    latencies: Histogram,
}

impl Raw {
    pub(crate) fn new(folder: &Path) -> Self {
        let connection = Connection::open(folder.join("limit.db")).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY;
                PRAGMA wal_autocheckpoint = 4000;",
            )
            .unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        connection.set_prepared_statement_cache_capacity(64);
        let merge = |call: &rusqlite::functions::Context<'_>| {
            let mut merged = Histogram::decode(call.get_raw(0).as_blob().unwrap()).unwrap();
            merged
                .merge_encoded(call.get_raw(1).as_blob().unwrap())
                .unwrap();
            Ok(merged.encode())
        };
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection
            .create_scalar_function(c"merge", 2, flags, merge)
            .unwrap();
        Self {
            connection,
            seqs: HashMap::new(),
        }
    }

    /// Stores rows in transactions of so many, until there is no row or no time left.
    pub(crate) fn store(&mut self, rows: &[Ready], at_once: usize, time: Duration) -> Sample {
        let (own, begun) = (machine::cpu(std::process::id()), Instant::now());
        let mut stored = 0;
        for rows in rows.chunks(at_once) {
            self.transaction(rows);
            stored += rows.len();
            if begun.elapsed() >= time {
                break;
            }
        }
        let wall = begun.elapsed().as_secs_f64();
        let cpu = machine::cpu(std::process::id()).saturating_sub(own);
        Sample {
            rate: stored as f64 / wall,
            per_cpu: stored as f64 / cpu.as_secs_f64().max(0.01),
            ..Sample::default()
        }
    }

    fn transaction(&mut self, rows: &[Ready]) {
        self.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut sums = Groups::new();
        {
            let sql = "
                INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                    ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28,
                    ?29, ?30, ?31, ?32)
                ON CONFLICT DO NOTHING";
            let mut insert = self.connection.prepare_cached(sql).unwrap();
            for row in rows {
                let (event, tokens) = (&row.event, &row.event.tokens);
                let team = row.sender / 8;
                let seq = self.seqs.entry(team).or_default();
                *seq += 1;
                let time = event.time.unwrap().ms();
                let cost = tokens.input * 2_000 + tokens.output * 8_000;
                let new = insert
                    .execute(params![
                        team,
                        time,
                        *seq,
                        time,
                        row.sender / 2,
                        row.sender,
                        row.model,
                        row.sender,
                        event.id,
                        event.source_seq,
                        event.status.as_str(),
                        event.requests,
                        tokens.input,
                        tokens.output,
                        tokens.cached_input,
                        tokens.cache_write,
                        tokens.cache_write_1h,
                        tokens.reasoning,
                        tokens.input_audio,
                        tokens.output_audio,
                        tokens.input_image,
                        tokens.output_image,
                        cost,
                        1,
                        event.latency_ms,
                        event.first_token_ms,
                        event.provider,
                        event.endpoint,
                        event.end_user,
                        event.service_tier,
                        event.error_code,
                        event.error_message,
                    ])
                    .unwrap();
                assert_eq!(new, 1, "an id came twice");
                let quarter = time - time.rem_euclid(LEVELS[0].1);
                let group = (quarter, row.sender, row.model, event.status);
                sums.entry(group).or_default().add(event, cost);
            }
        }
        for (table, length) in LEVELS {
            let mut coarser = Groups::new();
            for ((start, sender, model, status), part) in sums {
                let start = start - start.rem_euclid(length);
                let whole = coarser.entry((start, sender, model, status)).or_default();
                whole.merge(&part);
            }
            self.add(table, &coarser);
            sums = coarser;
        }
        self.connection.execute_batch("COMMIT").unwrap();
    }

    fn add(&self, table: &str, sums: &Groups) {
        let names: Vec<String> = (0..16).map(|at| format!("f{at}")).collect();
        let added: Vec<String> = names
            .iter()
            .map(|name| format!("{name} = {name} + excluded.{name}"))
            .collect();
        let sql = format!(
            "INSERT INTO {table} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
            ON CONFLICT DO UPDATE SET {}, latencies = merge(latencies, excluded.latencies)",
            added.join(", ")
        );
        let mut upsert = self.connection.prepare_cached(&sql).unwrap();
        for ((start, sender, model, status), sums) in sums {
            let f = &sums.figures;
            upsert
                .execute(params![
                    sender / 8,
                    start,
                    sender / 2,
                    model,
                    sender,
                    status.as_str(),
                    f[0],
                    f[1],
                    f[2],
                    f[3],
                    f[4],
                    f[5],
                    f[6],
                    f[7],
                    f[8],
                    f[9],
                    f[10],
                    f[11],
                    f[12],
                    f[13],
                    f[14],
                    f[15],
                    sums.latencies.encode(),
                ])
                .unwrap();
        }
    }
}

impl Sums {
    fn add(&mut self, event: &Event<'_>, cost: i64) {
        let tokens = &event.tokens;
        let more = [
            1,
            event.requests,
            0,
            tokens.input,
            tokens.output,
            tokens.cached_input,
            tokens.cache_write,
            tokens.cache_write_1h,
            tokens.reasoning,
            tokens.input_audio,
            tokens.output_audio,
            tokens.input_image,
            tokens.output_image,
            cost,
            1,
            event.latency_ms.unwrap_or(0),
        ];
        for (sum, more) in self.figures.iter_mut().zip(more) {
            *sum += more;
        }
        let latency = event.latency_ms.unwrap_or(0);
        self.latencies.add(latency as u64, 1);
    }

    fn merge(&mut self, other: &Self) {
        for (sum, more) in self.figures.iter_mut().zip(other.figures) {
            *sum += more;
        }
        self.latencies.merge(&other.latencies);
    }
}
