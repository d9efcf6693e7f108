//! Thirty days by day and model: the product's answer over HTTP against SQL over the raw rows, and
//! whether they are the same to the last nano-dollar.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, params};
use scalix::clock::{DAY_MS, Timestamp};
use scalix::money::Nanos;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Bench;
use crate::load::Load;
use crate::ratio::{ROUNDS, median};
use crate::table::{Row, Verdict, count, short};
use crate::world::World;

/// A zone that is a multiple of quarter hours away from UTC and has one offset all year.
const ELSEWHERE: (&str, i64) = ("Asia/Kathmandu", (5 * 60 + 45) * 60_000);

/// (start of the day, model)
type Cell = (i64, String);

#[derive(Debug, PartialEq, Eq)]
struct Figures {
    requests: i64,
    input: i64,
    output: i64,
    cached: i64,
    unpriced: i64,
    errors: i64,
    cost: i128,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    series: Vec<Day<'a>>,
    period: Period,
}

#[derive(Deserialize)]
struct Period {
    from: Timestamp,
    to: Timestamp,
}

#[derive(Deserialize)]
struct Day<'a> {
    start: Timestamp,
    #[serde(borrow, default)]
    groups: Vec<Group<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group<'a> {
    model: String,
    requests: i64,
    input_tokens: i64,
    output_tokens: i64,
    cached_tokens: i64,
    unpriced: i64,
    errors: i64,
    #[serde(borrow)]
    cost: &'a RawValue,
}

/// Asks the server for a while: the answer, and the milliseconds that half of them took at most.
fn ask(world: &World, zone: &str) -> (Vec<u8>, f64) {
    let path = format!(
        "/api/usage/analytics?period=30d&bucket=day&groupBy=model&tz={}",
        zone.replace('/', "%2F")
    );
    let requests = world.gets(&path);
    let load = Load {
        to: world.server.address,
        connections: 1,
        requests: &requests,
        again: true,
        time: Duration::from_millis(500),
        may_break: false,
    };
    let mut seen = load.run_keeping(true);
    let half = seen.percentile(50);
    (seen.bodies.pop().unwrap(), half)
}

fn cells(body: &[u8]) -> (BTreeMap<Cell, Figures>, Period) {
    let answer: Answer<'_> = serde_json::from_slice(body).unwrap();
    let mut cells = BTreeMap::new();
    for day in answer.data.series {
        for group in day.groups {
            let figures = Figures {
                requests: group.requests,
                input: group.input_tokens,
                output: group.output_tokens,
                cached: group.cached_tokens,
                unpriced: group.unpriced,
                errors: group.errors,
                cost: Nanos::parse_usd(group.cost.get()).unwrap().0,
            };
            cells.insert((day.start.ms(), group.model), figures);
        }
    }
    (cells, answer.data.period)
}

/// The same question as SQL over the events, and how many milliseconds it took.
fn sum(connection: &Connection, period: &Period, offset: i64) -> (BTreeMap<Cell, Figures>, f64) {
    let sql = "
        SELECT (e.time + ?3) / ?4 * ?4 - ?3 AS day, m.name,
            SUM(e.requests), SUM(e.input_tokens), SUM(e.output_tokens),
            SUM(e.cached_input_tokens),
            SUM(CASE WHEN e.cost_nanos IS NULL THEN e.requests ELSE 0 END),
            SUM(CASE WHEN e.status = 'error' THEN e.requests ELSE 0 END),
            SUM(COALESCE(e.cost_nanos, 0))
        FROM usage_events e
        JOIN models m ON m.id = e.model_id
        WHERE e.team_id = (SELECT MIN(id) FROM teams) AND e.time >= ?1 AND e.time < ?2
        GROUP BY day, e.model_id";
    let begun = Instant::now();
    let mut statement = connection.prepare(sql).unwrap();
    let row = params![period.from.ms(), period.to.ms(), offset, DAY_MS];
    let rows = statement.query_map(row, |row| {
        let figures = Figures {
            requests: row.get(2)?,
            input: row.get(3)?,
            output: row.get(4)?,
            cached: row.get(5)?,
            unpriced: row.get(6)?,
            errors: row.get(7)?,
            cost: row.get::<_, i64>(8)?.into(),
        };
        Ok(((row.get(0)?, row.get(1)?), figures))
    });
    let cells = rows.unwrap().map(Result::unwrap).collect();
    (cells, begun.elapsed().as_secs_f64() * 1_000.0)
}

pub(super) fn report(bench: &mut Bench) -> Vec<Row> {
    let (full, words) = (bench.full, bench.many_words());
    let world = bench.ordered();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(world.database(), flags).unwrap();
    connection
        .execute_batch("PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
        .unwrap();
    let mut rows = Vec::new();
    let mut equal = true;
    let mut compared = 0;
    for (zone, offset, owed) in [("UTC", 0, 200.0), (ELSEWHERE.0, ELSEWHERE.1, 15.0)] {
        let (mut slow, mut fast) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let (body, took) = ask(world, zone);
            let (told, period) = cells(&body);
            let (summed, limit) = sum(&connection, &period, offset);
            equal &= told == summed && !told.is_empty();
            compared += told.len();
            slow.push(limit);
            fast.push(took);
        }
        let seen = median(slow.iter().zip(&fast).map(|(slow, fast)| slow / fast));
        let figures = format!(
            "{} ms over HTTP against {} ms of SQL for the largest of five teams",
            short(median(fast)),
            short(median(slow)),
        );
        let goal = format!(
            "30 days by day and model, {zone}, {words}, against SQL GROUP BY over the raw rows"
        );
        rows.push(Row::at_least(goal, owed, seen, figures).judged_if(full));
    }
    rows.push(Row {
        goal: "the same, exactly equal".to_owned(),
        owed: "all cells".to_owned(),
        seen: if equal { "all cells" } else { "DIFFERENT" }.to_owned(),
        verdict: Verdict::of(equal),
        figures: format!(
            "{} cells of seven figures compared",
            count(f64::from(compared as u32))
        ),
    });
    rows
}
