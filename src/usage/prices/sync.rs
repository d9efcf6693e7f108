//! Brings the price table that comes with the program into the database.
//!
//! Past cost never changes by this: a price that differs ends now and a new row begins, so events
//! of before keep finding the old one. Rows of people, global or a team's, are never touched.

use std::collections::HashMap;

use serde_json::json;

use super::{Origin, PriceRow, Scope, Snapshot, SnapshotRow, canonical_model, snapshot, store};
use crate::audit::{self, Actor, Chain, Entry};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;

/// What a synchronisation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Models that had no price from a snapshot.
    pub added: usize,
    /// Prices that ended now, with a new one from now.
    pub changed: usize,
}

/// Brings the embedded table into the database; a second time nothing happens, nor when the
/// database has seen a later table than this program's. A model that has no row yet gets one
/// that holds since always. A model that is no longer in the table keeps its price, and one
/// whose price somebody ended stays ended. Books made before have to be made anew.
pub fn sync_snapshot(tx: &Tx<'_>, now: Timestamp) -> Result<Synced> {
    sync(tx, snapshot()?, now)
}

fn sync(tx: &Tx<'_>, snapshot: &Snapshot, now: Timestamp) -> Result<Synced> {
    let mark = snapshot.mark();
    if store::newest_mark(tx)?.is_some_and(|newest| newest > mark) {
        return Ok(Synced::default());
    }
    let rows = store::load(tx)?;
    let known = latest(&rows);
    let mut done = Synced::default();
    for row in &snapshot.rows {
        match known.get(&place(&row.provider, &row.model)) {
            None => {
                store::insert(tx, &new(row, &mark, None), now)?;
                done.added += 1;
            }
            Some(old) if old.effective_to.is_some() || same(old, row) => {}
            Some(old) => {
                // A clock that was set back must not end a price before it began.
                let at = old.effective_from.map_or(now, |from| from.max(now));
                store::close(tx, old.id, at)?;
                store::insert(tx, &new(row, &mark, Some(at)), now)?;
                done.changed += 1;
            }
        }
    }
    if done != Synced::default() {
        record(tx, snapshot, done, now)?;
    }
    Ok(done)
}

fn new<'a>(
    row: &'a SnapshotRow,
    mark: &'a str,
    effective_from: Option<Timestamp>,
) -> store::NewRow<'a> {
    store::NewRow {
        scope: Scope::Global,
        source: mark,
        provider: &row.provider,
        model: &row.model,
        mode: &row.mode,
        aliases: &row.aliases,
        effective_from,
        effective_to: None,
        price: &row.price,
        tiers: &row.tiers,
    }
}

type Place = (String, String);

fn place(provider: &str, model: &str) -> Place {
    (provider.to_owned(), canonical_model(model).into_owned())
}

/// The last row from a snapshot of every model.
fn latest(rows: &[PriceRow]) -> HashMap<Place, &PriceRow> {
    let mut latest: HashMap<Place, &PriceRow> = HashMap::new();
    let embedded = rows
        .iter()
        .filter(|row| row.origin == Origin::Snapshot && row.scope == Scope::Global);
    for row in embedded {
        let age = |row: &PriceRow| (row.effective_from, row.id);
        let last = latest
            .entry(place(&row.provider, &row.model))
            .or_insert(row);
        if age(row) > age(last) {
            *last = row;
        }
    }
    latest
}

fn same(old: &PriceRow, new: &SnapshotRow) -> bool {
    old.price == new.price
        && old.tiers == new.tiers
        && old.mode == new.mode
        && old.aliases == new.aliases
}

fn record(tx: &Tx<'_>, snapshot: &Snapshot, done: Synced, now: Timestamp) -> Result<()> {
    let entry = Entry {
        chain: Chain::Instance,
        action: "prices.synchronised",
        target_kind: "price_table",
        target_id: None,
        target_name: Some(&snapshot.source),
        before: None,
        after: Some(json!({
            "version": snapshot.version,
            "date": snapshot.date,
            "added": done.added,
            "changed": done.changed,
        })),
    };
    audit::record(tx, &Actor::system(), &entry, now)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::{Price, PriceBook, load};
    use super::*;
    use crate::db::{Db, Options};
    use crate::ids::TeamId;

    const NEVER: TeamId = TeamId(99);

    fn open(folder: &tempfile::TempDir) -> Db {
        Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap()
    }

    fn table(date: &str, models: &[(&str, i64)]) -> Snapshot {
        let rows: Vec<Value> = models
            .iter()
            .map(|(model, input)| {
                json!({
                    "provider": "openai", "model": model, "mode": "chat",
                    "price": { "input": input, "output": 1 },
                })
            })
            .collect();
        serde_json::from_value(json!({
            "format": 1, "source": "t", "version": "1", "date": date, "dateFrom": "-",
            "asOf": date, "unit": "-", "rows": rows,
        }))
        .unwrap()
    }

    fn synchronise(db: &Db, snapshot: Snapshot, now: i64) -> Synced {
        db.write_blocking(move |tx| sync(tx, &snapshot, Timestamp::from_ms(now)))
            .unwrap()
    }

    fn done(added: usize, changed: usize) -> Synced {
        Synced { added, changed }
    }

    /// Model, from, to, input price; oldest first.
    fn stored(db: &Db) -> Vec<(String, Option<i64>, Option<i64>, i64)> {
        let rows = db.read_now(load).unwrap();
        rows.into_iter()
            .map(|row| {
                let (from, to) = (row.effective_from, row.effective_to);
                (
                    row.model,
                    from.map(Timestamp::ms),
                    to.map(Timestamp::ms),
                    row.price.input,
                )
            })
            .collect()
    }

    fn audited(db: &Db) -> i64 {
        let sql = "SELECT COUNT(*) FROM audit_events
            WHERE chain = 0 AND action = 'prices.synchronised'";
        db.read_now(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }

    #[test]
    fn the_embedded_table_arrives_once_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        let rows = &snapshot().unwrap().rows;
        let sync = |now| {
            db.write_blocking(move |tx| sync_snapshot(tx, Timestamp::from_ms(now)))
                .unwrap()
        };
        assert_eq!(sync(5), done(rows.len(), 0));
        assert_eq!(sync(6), done(0, 0));
        assert_eq!(audited(&db), 1);
        let loaded = db.read_now(load).unwrap();
        assert_eq!(loaded.len(), rows.len());
        for (loaded, row) in loaded.iter().zip(rows) {
            assert!(same(loaded, row), "{}", row.model);
            assert_eq!(
                (&loaded.provider, &loaded.model),
                (&row.provider, &row.model)
            );
            assert_eq!(
                (loaded.scope, loaded.origin),
                (Scope::Global, Origin::Snapshot)
            );
            assert_eq!((loaded.effective_from, loaded.effective_to), (None, None));
        }
        let book = PriceBook::new(loaded);
        let price = book.resolve(NEVER, None, "openai/gpt-4.1", Timestamp::from_ms(0));
        assert_eq!(price.unwrap().price.output, 8_000_000_000);
    }

    #[test]
    fn pitfall_8_a_changed_price_ends_now_and_the_past_stays() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        let first = table("2026-01-01", &[("a", 1), ("b", 2)]);
        assert_eq!(synchronise(&db, first, 100), done(2, 0));
        let second = table("2026-02-01", &[("a", 10), ("c", 3)]);
        assert_eq!(synchronise(&db, second, 200), done(1, 1));
        let expected = [
            ("a".to_owned(), None, Some(200), 1),
            ("b".to_owned(), None, None, 2),
            ("a".to_owned(), Some(200), None, 10),
            ("c".to_owned(), None, None, 3),
        ];
        assert_eq!(stored(&db), expected);
        assert_eq!(audited(&db), 2);

        let book = PriceBook::new(db.read_now(load).unwrap());
        let at = |ms| {
            book.resolve(NEVER, None, "a", Timestamp::from_ms(ms))
                .unwrap()
        };
        assert_eq!((at(199).price.input, at(200).price.input), (1, 10));
    }

    #[test]
    fn a_changed_tier_is_a_changed_price() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        let tiered = |date, input| {
            let mut table = table(date, &[("a", 4)]);
            let tier = json!([
                { "service": "batch", "price": { "input": 2, "output": 1 } },
                { "above": 200_000, "price": { "input": input, "output": 1, "cachedInput": 1 } },
            ]);
            table.rows[0].tiers = serde_json::from_value(tier).unwrap();
            table
        };
        synchronise(&db, tiered("2026-01-01", 8), 100);
        assert_eq!(
            synchronise(&db, tiered("2026-01-02", 8), 200),
            Synced::default()
        );
        let first = db.read_now(load).unwrap();
        assert_eq!(first[0].tiers, tiered("2026-01-01", 8).rows[0].tiers);
        assert_eq!(synchronise(&db, tiered("2026-01-03", 9), 300), done(0, 1));
        let second = db.read_now(load).unwrap();
        assert_eq!(second[0].tiers, first[0].tiers, "the past stays");
        assert_eq!(second[1].tiers.as_slice()[0].price.input, 9);
    }

    #[test]
    fn an_older_program_does_not_bring_old_prices_back() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        synchronise(&db, table("2026-02-01", &[("a", 10)]), 100);
        let older = table("2026-01-01", &[("a", 1), ("z", 1)]);
        assert_eq!(synchronise(&db, older, 200), done(0, 0));
        assert_eq!(stored(&db), [("a".to_owned(), None, None, 10)]);
    }

    #[test]
    fn a_clock_set_back_does_not_end_a_price_before_it_began() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        synchronise(&db, table("2026-01-01", &[("a", 1)]), 100);
        synchronise(&db, table("2026-02-01", &[("a", 2)]), 300);
        synchronise(&db, table("2026-03-01", &[("a", 3)]), 200);
        let expected = [
            ("a".to_owned(), None, Some(300), 1),
            ("a".to_owned(), Some(300), Some(300), 2),
            ("a".to_owned(), Some(300), None, 3),
        ];
        assert_eq!(stored(&db), expected);
    }

    #[test]
    fn rows_of_people_and_ended_rows_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = open(&folder);
        synchronise(&db, table("2026-01-01", &[("a", 1), ("b", 2)]), 100);
        db.write_blocking(|tx| {
            tx.execute_batch(
                "INSERT INTO teams (id, public_id, name, created_at, updated_at)
                    VALUES (7, 'team_x', 'x', 0, 0);
                INSERT INTO prices (public_id, team_id, provider, model, mode, source, input,
                    output, cached_input, created_at)
                    VALUES ('p1', 7, 'openai', 'a', 'chat', 'snapshot of mine', 70, 71, 72, 0),
                        ('p2', NULL, 'openai', 'a', 'chat', 'manual', 80, 81, NULL, 0);
                UPDATE prices SET effective_to = 150 WHERE model = 'b';",
            )?;
            Ok(())
        })
        .unwrap();
        let changed = synchronise(&db, table("2026-02-01", &[("a", 10), ("b", 20)]), 200);
        assert_eq!(changed, done(0, 1));
        let expected = [
            ("a".to_owned(), None, Some(200), 1),
            ("b".to_owned(), None, Some(150), 2),
            ("a".to_owned(), None, None, 70),
            ("a".to_owned(), None, None, 80),
            ("a".to_owned(), Some(200), None, 10),
        ];
        assert_eq!(stored(&db), expected);

        let book = PriceBook::new(db.read_now(load).unwrap());
        let now = Timestamp::from_ms(1_000);
        let own = book.resolve(TeamId(7), None, "a", now).unwrap();
        let price = Price {
            input: 70,
            output: 71,
            cached_input: Some(72),
            ..Price::default()
        };
        assert_eq!((own.scope, own.price), (Scope::Team(TeamId(7)), price));
        assert_eq!(book.resolve(NEVER, None, "a", now).unwrap().price.input, 80);
        assert_eq!(book.resolve(NEVER, None, "b", now), None);
    }
}
