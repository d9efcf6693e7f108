//! What the clients know: what they sent, and what was acknowledged. And what the file says.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use scalix::clock::DAY_MS;
use scalix::db::{Conn, open_to_inspect};
use scalix::usage::check;
use serde_json::Value;

use super::drawn::{Event, Fate, MODELS};

/// Whose key events are sent with: public ids.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) project: String,
    pub(super) key: String,
}

/// What makes an event unique: project, source, id.
type Identity = (String, String, String);

fn identity(by: &Sender, event: &Event) -> Identity {
    let source = event.source.as_ref().unwrap_or(&by.key);
    (by.project.clone(), source.clone(), event.id.clone())
}

/// An event that was acknowledged.
struct Known {
    event: Event,
    seq: i64,
    /// Whether somebody was told that it is new.
    accepted: bool,
}

#[derive(Default)]
pub(super) struct Model {
    /// Everything that was ever drawn, to be sent again.
    pub(super) pool: Vec<Event>,
    sent: HashMap<Identity, Vec<Event>>,
    known: HashMap<Identity, Known>,
    /// Contents that were refused as other than what is stored.
    conflicts: Vec<(Identity, Event)>,
    duplicates: usize,
    rejected: usize,
}

/// Nano-dollars of a decimal number of dollars; `None` of null.
pub(super) fn nanos(cost: &Value) -> Option<i64> {
    let text = match cost {
        Value::Null => return None,
        Value::Number(number) => number.to_string(),
        other => panic!("{other}"),
    };
    let dollars: f64 = text.parse().unwrap();
    Some(format!("{:.0}", dollars * 1e9).parse().unwrap())
}

impl Model {
    pub(super) fn sent(&mut self, by: &Sender, event: &Event) {
        self.pool.push(event.clone());
        let contents = self.sent.entry(identity(by, event)).or_default();
        if !contents.contains(event) {
            contents.push(event.clone());
        }
    }

    /// Takes note of what the reply says about an event.
    pub(super) fn heard(&mut self, by: &Sender, event: &Event, result: &Value) {
        let identity = identity(by, event);
        let status = result["status"].as_str().unwrap();
        match (event.fate, status) {
            (Fate::Taken, "accepted" | "duplicate") => {
                assert_eq!(nanos(&result["cost"]), event.cost(), "{event:?} {result}");
                self.acknowledged(identity, event, result, status == "accepted");
            }
            (Fate::Taken | Fate::TooOld, "conflict") => {
                self.conflicts.push((identity, event.clone()));
            }
            (Fate::TooOld, "rejected") => {
                assert_eq!(result["code"], "too_old", "{event:?} {result}");
                self.rejected += 1;
            }
            (Fate::Refused, "rejected") => self.rejected += 1,
            _ => panic!("{event:?} {result}"),
        }
    }

    fn acknowledged(&mut self, id: Identity, event: &Event, result: &Value, accepted: bool) {
        let seq = result["seq"].as_i64().unwrap();
        let known = self.known.entry(id).or_insert_with(|| Known {
            event: event.clone(),
            seq,
            accepted: false,
        });
        assert_eq!((&known.event, known.seq), (event, seq), "{result}");
        assert!(!(known.accepted && accepted), "taken twice: {event:?}");
        known.accepted |= accepted;
        self.duplicates += usize::from(!accepted);
    }

    /// Compares with the file: what was acknowledged is stored as it was sent, nothing else is but
    /// what went unanswered (`all`: nothing did), the sequence has no gap, and every sum is that
    /// of the rows. Gives requests, tokens in, tokens out and nano-dollars.
    pub(super) fn compare(&self, folder: &Path, all: bool) -> [i64; 4] {
        let conn = open_to_inspect(&folder.join("scalix.db")).unwrap();
        let report = check::verify(&conn).unwrap();
        assert!(report.is_sound(), "{report:?}");
        let rows = rows(&conn);
        assert_eq!(report.events, i64::try_from(rows.len()).unwrap());
        let mut stored = HashSet::new();
        for row in &rows {
            assert!(stored.insert(&row.identity), "twice: {:?}", row.identity);
            let sent = &self.sent[&row.identity];
            assert!(sent.iter().any(|event| row.is(event)), "{:?}", row.identity);
            match self.known.get(&row.identity) {
                Some(known) => {
                    assert!(row.is(&known.event), "{:?}", known.event);
                    assert_eq!(row.seq, known.seq, "{:?}", known.event);
                }
                None => assert!(!all, "stored and never told: {:?}", row.identity),
            }
        }
        for (identity, known) in &self.known {
            assert!(stored.contains(identity), "lost: {:?}", known.event);
        }
        let by_identity: HashMap<_, _> = rows.iter().map(|row| (&row.identity, row)).collect();
        for (identity, event) in &self.conflicts {
            let row = by_identity.get(identity);
            assert!(row.is_some_and(|row| !row.is(event)), "{event:?}");
        }
        sequence(&conn, &rows);
        // What the stored sums do not hold yet is added up by the next start.
        let sql = "SELECT SUM(summed_seq) FROM teams";
        let summed: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
        let tail = rows.iter().filter(|row| row.seq > summed).count();
        let sql = "SELECT COUNT(*) FROM usage_tail";
        let told: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(usize::try_from(told), Ok(tail));
        for (table, slot) in [
            ("usage_quarters", 900_000),
            ("usage_hours", 3_600_000),
            ("usage_days", DAY_MS),
        ] {
            assert_eq!(
                sums(&rows, slot, summed),
                stored_sums(&conn, table),
                "{table}"
            );
        }
        let sum = |of: fn(&Row) -> i64| rows.iter().map(of).sum::<i64>();
        [
            sum(|row| row.requests),
            sum(|row| row.input),
            sum(|row| row.output),
            sum(|row| row.cost.unwrap_or(0)),
        ]
    }

    /// What came of it, for the person who ran the test.
    pub(super) fn told(&self) -> String {
        format!(
            "{} events acknowledged = stored = sums, numbered 1 to {} without a gap; \
            {} duplicates, {} conflicts, {} rejected",
            self.known.len(),
            self.known
                .values()
                .map(|known| known.seq)
                .max()
                .unwrap_or(0),
            self.duplicates,
            self.conflicts.len(),
            self.rejected
        )
    }
}

/// A raw row.
struct Row {
    identity: Identity,
    seq: i64,
    time: i64,
    number: Option<i64>,
    model: String,
    input: i64,
    cached: i64,
    output: i64,
    requests: i64,
    latency: Option<i64>,
    status: String,
    cost: Option<i64>,
}

impl Row {
    /// Whether this is what became of the event.
    fn is(&self, event: &Event) -> bool {
        event.fate == Fate::Taken
            && event.time.is_none_or(|time| time == self.time)
            && self.number == event.number
            && self.model == MODELS[event.model]
            && (self.input, self.cached, self.output) == (event.input, event.cached, event.output)
            && (self.requests, self.latency) == (event.requests, event.latency)
            && (self.status == "error") == event.failed
            && self.cost == event.cost()
    }
}

fn rows(conn: &Conn) -> Vec<Row> {
    let sql = "
        SELECT p.public_id, s.name, e.event_id, e.seq, e.time, e.source_seq, m.name AS model,
            e.input_tokens, e.cached_input_tokens, e.output_tokens, e.requests, e.latency_ms,
            e.status, e.cost_nanos
        FROM usage_events e
        JOIN projects p ON p.id = e.project_id
        JOIN usage_sources s ON s.id = e.source_id
        JOIN models m ON m.id = e.model_id";
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Row {
            identity: (row.get(0)?, row.get(1)?, row.get(2)?),
            seq: row.get(3)?,
            time: row.get(4)?,
            number: row.get(5)?,
            model: row.get(6)?,
            input: row.get(7)?,
            cached: row.get(8)?,
            output: row.get(9)?,
            requests: row.get(10)?,
            latency: row.get(11)?,
            status: row.get(12)?,
            cost: row.get(13)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// Every number is that of one event, from 1 to the last.
fn sequence(conn: &Conn, rows: &[Row]) {
    let mut numbers: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    numbers.sort_unstable();
    let last = i64::try_from(rows.len()).unwrap();
    assert!(numbers.into_iter().eq(1..=last), "the sequence has gaps");
    let sql = "SELECT SUM(ingest_seq) FROM teams";
    let said: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(said, last);
}

/// Events, requests, unpriced requests, tokens in, from the cache and out, nano-dollars, latencies
/// and their sum, by slot, project, model and status.
type Sums = BTreeMap<(i64, String, String, String), [i64; 9]>;

fn sums(rows: &[Row], slot: i64, summed: i64) -> Sums {
    let mut sums = Sums::new();
    for row in rows.iter().filter(|row| row.seq <= summed) {
        let start = row.time.div_euclid(slot) * slot;
        let (model, status) = (row.model.clone(), row.status.clone());
        let sum = sums.entry((start, row.identity.0.clone(), model, status));
        let adds = [
            1,
            row.requests,
            row.cost.map_or(row.requests, |_| 0),
            row.input,
            row.cached,
            row.output,
            row.cost.unwrap_or(0),
            row.latency.map_or(0, |_| 1),
            row.latency.unwrap_or(0),
        ];
        for (sum, more) in sum.or_default().iter_mut().zip(adds) {
            *sum += more;
        }
    }
    sums
}

fn stored_sums(conn: &Conn, table: &str) -> Sums {
    let sql = format!(
        "SELECT t.start, p.public_id, m.name, t.status, SUM(t.events), SUM(t.requests),
            SUM(t.unpriced_requests), SUM(t.input_tokens), SUM(t.cached_input_tokens),
            SUM(t.output_tokens), SUM(t.cost_nanos), SUM(t.latency_count), SUM(t.latency_sum_ms)
        FROM {table} t
        JOIN projects p ON p.id = t.project_id
        JOIN models m ON m.id = t.model_id
        GROUP BY 1, 2, 3, 4"
    );
    let mut statement = conn.prepare(&sql).unwrap();
    let rows = statement.query_map([], |row| {
        let slot = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let mut sums = [0; 9];
        for (at, sum) in sums.iter_mut().enumerate() {
            *sum = row.get(4 + at)?;
        }
        Ok((slot, sums))
    });
    rows.unwrap().map(Result::unwrap).collect()
}
