//! What uniqueness of events costs: three designs, side by side.
//!
//! Each design takes events in transactions of 1,000 through the writer of the program
//! (`synchronous=FULL`, its caches), asks for each whether its id is known, and stores the same row
//! of `usage_events`. Ids are in order of time (`UUIDv7`) or random (`UUIDv4`), with and without many
//! events present. Prints events a second and CPU time an event, medians of three rounds.
//!
//! `cargo bench --bench uniqueness` is quick; `-- --full` has ten million events present, takes
//! some minutes and 20 GB of room in the temporary folder.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for measuring: it prints, and fails loudly"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use scalix::db::{Conn, Db, Options, Tx};
use scalix::error::Result;
use scalix::ids::TeamId;
use scalix::usage::ids::{Ids, Key};

const TEAM: i64 = 1;
const SOURCE: i64 = 1;
const BATCH: u64 = 1_000;
const ROUNDS: u64 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Time,
    Random,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Design {
    /// No uniqueness: what the rows alone cost.
    None,
    /// One b-tree over all ids.
    Tree,
    /// A b-tree by segment of 65,536 events and hash; filters in memory say which older segments
    /// have to be asked.
    Partitioned,
    /// The index of the program.
    Derived,
}

impl Design {
    const ALL: [Self; 4] = [Self::None, Self::Tree, Self::Partitioned, Self::Derived];

    fn name(self) -> &'static str {
        match self {
            Self::None => "rows alone",
            Self::Tree => "one b-tree",
            Self::Partitioned => "b-tree by segment",
            Self::Derived => "derived index",
        }
    }
}

fn main() {
    let full = std::env::args().any(|argument| argument == "--full");
    let (present, events) = if full {
        (10_000_000, 100_000)
    } else {
        (200_000, 20_000)
    };
    let folder = std::env::temp_dir().join(format!("scalix-uniqueness-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    println!("design               ids     present   events/s   CPU us/event  longest commit");
    for order in [Order::Time, Order::Random] {
        for present in [0, present] {
            let base = folder.join("base.db");
            make(&base, order, present);
            for design in Design::ALL {
                let path = folder.join("measured.db");
                std::fs::copy(&base, &path).unwrap();
                measure(&path, design, order, present, events);
                remove(&path);
            }
            remove(&base);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{suffix}", path.display()));
        let _ = std::fs::remove_file(file);
    }
}

/// A file with so many events, whose ids are in no index yet.
fn make(path: &Path, order: Order, present: u64) {
    Db::open(path, Options::default()).unwrap().close();
    let mut connection = unsafe_but_fast(path);
    let tx = connection.transaction().unwrap();
    tx.execute_batch(
        "INSERT INTO teams (id, public_id, name, created_at, updated_at)
        VALUES (1, 'team', '', 0, 0)",
    )
    .unwrap();
    for number in 0..present {
        insert(&tx, number, &id(order, number)).unwrap();
    }
    tx.execute("UPDATE teams SET ingest_seq = ?1", [present.cast_signed()])
        .unwrap();
    tx.commit().unwrap();
}

/// A connection for filling files, which nobody measures.
fn unsafe_but_fast(path: &Path) -> Connection {
    #[expect(clippy::disallowed_methods, reason = "not the program's own file")]
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000",
        )
        .unwrap();
    connection
}

/// The text of a UUID, version 7 or 4.
fn id(order: Order, number: u64) -> String {
    let (one, other) = (mix(number * 2 + 1), mix(number * 2 + 2));
    match order {
        Order::Time => {
            // Some thousand a second.
            let ms = 1_770_000_000_000 + number / 4;
            let (high, low) = (ms >> 16, ms & 0xffff);
            // What is random in it counts up within a millisecond, as the standard advises.
            let random = (number % 4) << 10 | (one & 0x3ff);
            format!(
                "{high:08x}-{low:04x}-7{random:03x}-8{:03x}-{:012x}",
                other & 0xfff,
                one >> 16
            )
        }
        Order::Random => format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            one >> 32,
            one >> 16 & 0xffff,
            one & 0xfff,
            other & 0xfff,
            other >> 16
        ),
    }
}

/// The finaliser of `SplitMix64`.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The row of an event, as wide as one that a program sends.
fn insert(conn: &Conn, number: u64, id: &str) -> Result<()> {
    let sql = "
        INSERT INTO usage_events (team_id, time, seq, ingested_at, project_id, key_id, model_id,
            source_id, event_id, digest, status, requests, input_tokens, output_tokens,
            cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
            input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens,
            cost_nanos, price_id, latency_ms, provider)
        VALUES (?1, ?2, ?3, ?2, 1, 1, 1, ?4, ?5, ?6, 'ok', 1, 1200, 300, 100, 0, 0, 0, 0, 0, 0, 0,
            4800000, 1, 850, 'openai')";
    let number_of_row = number.cast_signed();
    let (time, seq) = (1_770_000_000_000 + number_of_row / 4, number_of_row + 1);
    let digest = [mix(number).to_le_bytes(); 2].concat();
    conn.prepare_cached(sql)?
        .execute((TEAM, time, seq, SOURCE, id, digest))?;
    Ok(())
}

fn measure(path: &Path, design: Design, order: Order, present: u64, events: u64) {
    let mut filters = Filters::default();
    prepare(path, design, order, present, &mut filters);
    let db = Db::open(path, Options::default()).unwrap();
    if design == Design::Derived {
        db.write_blocking(|tx| Ids::of(tx).load(tx)).unwrap();
    }
    let mut rounds = Vec::new();
    let mut longest = Duration::ZERO;
    for round in 0..ROUNDS {
        let (begun, cpu) = (Instant::now(), cpu_time());
        for batch in 0..events / BATCH {
            let first = present + round * events + batch * BATCH;
            let since = Instant::now();
            filters = db
                .write_blocking(move |tx| {
                    let ids = Ids::of(tx);
                    let mut claims = match design {
                        Design::Derived => Some(ids.claims(tx, TeamId(TEAM))?),
                        _ => None,
                    };
                    for number in first..first + BATCH {
                        let id = id(order, number);
                        if let Some(claims) = &mut claims {
                            let key = Key {
                                source: SOURCE,
                                id: &id,
                            };
                            assert!(claims.find(&key)?.is_none());
                            claims.claim(&key, i64::try_from(number + 1).unwrap());
                        }
                        take(tx, design, number, &id, &mut filters)?;
                        insert(tx, number, &id)?;
                    }
                    if let Some(claims) = claims {
                        claims.finish(tx);
                    }
                    Ok(filters)
                })
                .unwrap();
            longest = longest.max(since.elapsed());
        }
        rounds.push((begun.elapsed(), cpu_time().saturating_sub(cpu)));
    }
    db.close();
    rounds.sort_unstable();
    let (wall, cpu) = rounds[rounds.len() / 2];
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let (rate, cpu) = (
        events as f64 / wall.as_secs_f64(),
        cpu.as_secs_f64() * 1e6 / events as f64,
    );
    println!(
        "{:20} {:6} {present:>9} {rate:>10.0} {cpu:>14.2} {:>12.1} ms",
        design.name(),
        format!("{order:?}").to_lowercase(),
        longest.as_secs_f64() * 1e3
    );
}

const TREE: &str = "INSERT INTO bench_tree VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
const PART: &str = "INSERT INTO bench_parts VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

/// Makes the design's own tables, with the ids that are present.
fn prepare(path: &Path, design: Design, order: Order, present: u64, filters: &mut Filters) {
    let mut connection = unsafe_but_fast(path);
    let tx = connection.transaction().unwrap();
    tx.execute_batch(
        "CREATE TABLE bench_tree (source_id INTEGER NOT NULL, event_id TEXT NOT NULL,
            team_id INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (source_id, event_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE bench_parts (segment INTEGER NOT NULL, hash INTEGER NOT NULL,
            seq INTEGER NOT NULL, PRIMARY KEY (segment, hash)) STRICT, WITHOUT ROWID;",
    )
    .unwrap();
    let mut tree = tx.prepare(TREE).unwrap();
    let mut part = tx.prepare(PART).unwrap();
    for number in 0..present {
        let id = id(order, number);
        match design {
            Design::Tree => {
                tree.execute((SOURCE, id, TEAM, number.cast_signed()))
                    .unwrap();
            }
            Design::Partitioned => {
                let (segment, hash) = (number >> 16, hash(&id));
                part.execute((
                    segment.cast_signed(),
                    hash.cast_signed(),
                    number.cast_signed(),
                ))
                .unwrap();
                filters.add(segment, hash);
            }
            Design::None | Design::Derived => {}
        }
    }
    drop((tree, part));
    tx.commit().unwrap();
}

/// Takes an id for an event in the tables of this program; every one is new.
fn take(tx: &Tx<'_>, design: Design, number: u64, id: &str, filters: &mut Filters) -> Result<()> {
    match design {
        Design::None | Design::Derived => {}
        Design::Tree => {
            let taken =
                tx.prepare_cached(TREE)?
                    .execute((SOURCE, id, TEAM, number.cast_signed()))?;
            assert_eq!(taken, 1);
        }
        Design::Partitioned => {
            let (segment, hash) = (number >> 16, hash(id));
            for older in filters.holding(hash) {
                let sql = "SELECT COUNT(*) FROM bench_parts WHERE segment = ?1 AND hash = ?2";
                let known: i64 = tx
                    .prepare_cached(sql)?
                    .query_row((older.cast_signed(), hash.cast_signed()), |row| row.get(0))?;
                assert_eq!(known, 0);
            }
            let row = (
                segment.cast_signed(),
                hash.cast_signed(),
                number.cast_signed(),
            );
            assert_eq!(tx.prepare_cached(PART)?.execute(row)?, 1);
            filters.add(segment, hash);
        }
    }
    Ok(())
}

/// Filters of the segments of the second design, sliced by bit like those of the program.
#[derive(Default)]
struct Filters(Vec<[u64; 3]>);

impl Filters {
    const BITS: usize = 1 << 20;

    fn positions(hash: u64) -> [usize; 7] {
        let step = mix(hash) | 1;
        std::array::from_fn(|number| {
            let mixed = hash.wrapping_add(step.wrapping_mul(number as u64 + 1));
            usize::try_from(mixed >> 44).unwrap()
        })
    }

    fn add(&mut self, segment: u64, hash: u64) {
        if self.0.is_empty() {
            self.0.resize(Self::BITS, [0; 3]);
        }
        let segment = usize::try_from(segment).unwrap();
        for position in Self::positions(hash) {
            self.0[position][segment / 64] |= 1 << (segment % 64);
        }
    }

    fn holding(&self, hash: u64) -> Vec<u64> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut all = [u64::MAX; 3];
        for position in Self::positions(hash) {
            for (all, word) in all.iter_mut().zip(self.0[position]) {
                *all &= word;
            }
        }
        let holds = |segment: &u64| {
            let segment = usize::try_from(*segment).unwrap();
            all[segment / 64] >> (segment % 64) & 1 == 1
        };
        (0..192).filter(holds).collect()
    }
}

fn hash(id: &str) -> u64 {
    id.as_bytes().chunks(8).fold(7, |hash, part| {
        let mut word = [0; 8];
        word[..part.len()].copy_from_slice(part);
        mix(hash ^ u64::from_le_bytes(word))
    })
}

/// The CPU time of all threads of this program.
fn cpu_time() -> Duration {
    let mut nanos = 0;
    for task in std::fs::read_dir("/proc/self/task").unwrap() {
        let stat = std::fs::read_to_string(task.unwrap().path().join("schedstat")).unwrap();
        nanos += stat.split(' ').next().unwrap().parse::<u64>().unwrap();
    }
    Duration::from_nanos(nanos)
}
