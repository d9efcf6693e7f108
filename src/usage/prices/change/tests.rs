use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::db::{Db, Options};
use crate::page::Limit;
use crate::usage::prices::{
    Filter, PriceDraft, PriceFile, canonical_model, import, list, load, plan_import, sync_snapshot,
};

const DAY: i64 = 86_400_000;

/// A database with the embedded prices since always, one of nobody's and two teams.
struct Table {
    _folder: tempfile::TempDir,
    db: Db,
    shared: SharedPrices,
}

fn at(day: i64) -> Timestamp {
    Timestamp::from_ms(day * DAY)
}

fn team(id: i64) -> Editor {
    Editor {
        scope: Scope::Team(TeamId(id)),
        actor: Actor::system(),
    }
}

fn draft(model: &str, input: &Value, more: Value) -> PriceDraft {
    let mut body = json!({
        "provider": "openai", "model": model, "price": {"input": input, "output": input},
    });
    let Value::Object(more) = more else { panic!() };
    body.as_object_mut().unwrap().extend(more);
    serde_json::from_str(&body.to_string()).unwrap()
}

impl Table {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
        db.write_blocking(|tx| {
            tx.execute_batch(
                "INSERT INTO teams (id, public_id, name, created_at, updated_at)
                    VALUES (1, 'team_a', 'a', 0, 0), (2, 'team_b', 'b', 0, 0)",
            )?;
            sync_snapshot(tx, at(0))
        })
        .unwrap();
        let shared = SharedPrices::new(PriceBook::new(db.read_now(load).unwrap()));
        Self {
            _folder: folder,
            db,
            shared,
        }
    }

    fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Tx<'_>, &SharedPrices) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let shared = self.shared.clone();
        self.db.write_blocking(move |tx| body(tx, &shared))
    }

    fn create(&self, by: Editor, draft: &PriceDraft, day: i64) -> Result<Listed> {
        let new = draft.check()?;
        self.write(move |tx, shared| create(tx, shared, &by, &new, at(day)))
    }

    /// The input price of a model on a day, in whole dollars per million.
    fn price(&self, team: i64, model: &str, day: i64) -> Option<i64> {
        let book: Arc<PriceBook> = self.shared.load();
        let row = book.resolve(TeamId(team), Some("openai"), model, at(day))?;
        Some(row.price.input / 1_000_000_000)
    }

    fn prices(&self, team: i64, model: &str, days: [i64; 4]) -> [Option<i64>; 4] {
        days.map(|day| self.price(team, model, day))
    }

    fn audited(&self) -> Vec<(i64, String)> {
        let read = |conn: &Conn| {
            let sql = "SELECT chain, action FROM audit_events
                WHERE action <> 'prices.synchronised' ORDER BY rowid";
            let mut statement = conn.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.db.read_now(read).unwrap()
    }
}

#[test]
fn pitfall_8_prices_of_a_model_follow_each_other_and_the_past_stays() {
    let table = Table::new();
    let put = |input: i64, from: Option<i64>, day| {
        let from = from.map(at);
        let draft = draft("own", &json!(input), json!({ "effectiveFrom": from }));
        table.create(team(1), &draft, day).unwrap()
    };
    put(1, None, 10);
    put(2, None, 20);
    assert_eq!(
        table.prices(1, "own", [9, 10, 19, 20]),
        [None, Some(1), Some(1), Some(2)]
    );
    // One that comes later, one in between, and one of the past.
    put(4, Some(40), 21);
    put(3, Some(30), 22);
    let past = put(9, Some(5), 23);
    assert_eq!(past.row.effective_to, Some(at(10)), "until the next begins");
    assert_eq!(
        table.prices(1, "own", [4, 5, 10, 29]),
        [None, Some(9), Some(1), Some(2)]
    );
    assert_eq!(
        table.prices(1, "own", [30, 39, 40, 99]),
        [Some(3), Some(3), Some(4), Some(4)]
    );
    // Twice at the same moment: the later one holds.
    put(7, Some(40), 24);
    assert_eq!(table.price(1, "own", 40), Some(7));
    assert_eq!(table.price(2, "own", 40), None, "another team's");
    assert_eq!(table.audited().len(), 6);
    assert_eq!(table.audited()[0], (1, "price.created".to_owned()));
    assert_eq!(
        table.db.read_now(audit::verify).unwrap(),
        audit::Verdict::Sound { rows: 7 }
    );
}

#[test]
fn a_price_changes_and_ends_within_its_scope() {
    let table = Table::new();
    let made = table
        .create(team(1), &draft("gpt-4.1", &json!(1), json!({})), 10)
        .unwrap();
    assert_eq!(
        table.prices(1, "gpt-4.1", [9, 10, 20, 30]),
        [Some(2), Some(1), Some(1), Some(1)]
    );
    assert_eq!(table.price(2, "gpt-4.1", 10), Some(2), "the list price");

    let id = made.public_id.clone();
    let body = json!({"price": {"input": 3, "output": 9}, "effectiveFrom": at(20)});
    let other: ChangeDraft = serde_json::from_str(&body.to_string()).unwrap();
    let (changed, again) = (other.clone(), other.clone());
    let stranger = id.clone();
    let refused =
        table.write(move |tx, shared| change(tx, shared, &team(2), &stranger, again, at(11)));
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let second = table
        .write(move |tx, shared| change(tx, shared, &team(1), &id, changed, at(11)))
        .unwrap();
    assert_ne!(second.public_id, made.public_id);
    assert_eq!(
        table.prices(1, "gpt-4.1", [10, 19, 20, 99]),
        [Some(1), Some(1), Some(3), Some(3)]
    );
    let (id, early) = (second.public_id.clone(), other.clone());
    let early = ChangeDraft {
        effective_from: Some(serde_json::from_value(json!(at(19))).unwrap()),
        ..early
    };
    let refused = table.write(move |tx, shared| change(tx, shared, &team(1), &id, early, at(11)));
    assert!(matches!(refused, Err(Error::Invalid(_))));

    let id = second.public_id.clone();
    let by = team(1);
    let preview = table
        .db
        .read_now(|conn| preview_end(conn, &by, &id, at(30)))
        .unwrap();
    assert_eq!(table.price(1, "gpt-4.1", 30), Some(3), "nothing was done");
    let (gone, again) = (id.clone(), id.clone());
    let ended = table
        .write(move |tx, shared| end(tx, shared, &team(1), &gone, at(30)))
        .unwrap();
    assert_eq!(ended, preview);
    let then = ended.then.unwrap();
    assert_eq!(
        (then.row.scope, then.row.price.input),
        (Scope::Global, 2_000_000_000)
    );
    assert_eq!(
        table.prices(1, "gpt-4.1", [19, 29, 30, 99]),
        [Some(1), Some(3), Some(2), Some(2)]
    );
    let twice = table.write(move |tx, shared| end(tx, shared, &team(1), &again, at(31)));
    assert!(matches!(twice, Err(Error::Conflict(_))));
    let ended = table.write(move |tx, shared| change(tx, shared, &team(1), &id, other, at(31)));
    assert!(matches!(ended, Err(Error::Conflict(_))));

    // A team cannot touch what is everybody's.
    let id = then.public_id;
    let global = table.write(move |tx, shared| end(tx, shared, &team(1), &id, at(31)));
    assert!(matches!(global, Err(Error::Forbidden(_))));
    let actions: Vec<_> = table
        .audited()
        .into_iter()
        .map(|(_, action)| action)
        .collect();
    assert_eq!(actions, ["price.created", "price.changed", "price.ended"]);
}

#[test]
fn pitfall_5_a_price_far_above_the_usual_has_to_be_meant() {
    let table = Table::new();
    let fields = |draft: &PriceDraft| match table.create(team(1), draft, 10) {
        Err(Error::Invalid(fields)) => {
            let fields = fields.iter();
            fields
                .map(|(field, text)| format!("{field} {}", text.key()))
                .collect()
        }
        other => vec![format!("{:?}", other.is_ok())],
    };
    let dear = |input: Value, more: Value| fields(&draft("m", &input, more));
    assert_eq!(
        dear(json!(2_500_000), json!({})),
        ["price.input price-unusual", "price.output price-unusual"]
    );
    assert_eq!(dear(json!(2_500_000), json!({"force": true})), ["true"]);
    assert_eq!(dear(json!(100), json!({})), ["true"]);
    assert_eq!(dear(json!(0), json!({})), ["true"], "free");
    let tier = json!({"tiers": [
        {"service": "batch", "price": {"input": 1, "output": 1, "cachedInput": 2}},
        {"above": 1, "price": {"input": 101, "output": 100}},
    ]});
    assert_eq!(
        dear(json!(1), tier),
        [
            "tiers.0.price.cachedInput price-cached-dearer",
            "tiers.1.price.input price-tier-unusual"
        ]
    );
    // Where the plain list has no price to compare with, the usual one is taken.
    let lists =
        |input: Value, list: Value| dear(input, json!({"tiers": [{"above": 1, "price": list}]}));
    let high = 900_000_000;
    assert_eq!(
        lists(json!(0), json!({"input": high, "output": 1})),
        ["tiers.0.price.input price-unusual"]
    );
    for class in ["inputAudio", "reasoning", "cacheWrite1h", "perRequest"] {
        let mut list = json!({"input": 1, "output": 1});
        list[class] = json!(high);
        let told = format!("tiers.0.price.{class} price-unusual");
        assert_eq!(lists(json!(1), list.clone()), [told]);
        list[class] = json!(2);
        assert_eq!(lists(json!(1), list), ["true"], "{class}");
    }
    let plain = json!({"price": {"input": 1, "output": 1, "perRequest": high}});
    assert_eq!(dear(json!(1), plain), ["price.perRequest price-unusual"]);
    let plain = json!({"price": {"input": 1, "output": 1, "perRequest": 35_000}});
    assert_eq!(
        dear(json!(1), plain),
        ["true"],
        "searches at 35 dollars a thousand"
    );
}

#[test]
fn a_row_with_a_moment_of_its_own_is_entered_once() {
    let table = Table::new();
    let run = |file: Value, day: i64| {
        table.write(move |tx, shared| {
            let file = PriceFile::parse(&file.to_string())?;
            let by = Editor::at_the_console();
            let told = import(tx, shared, &by, "list.json", file, false, at(day))?;
            Ok((told.added, told.changed, told.unchanged))
        })
    };
    let row = |input: i64, from: i64| {
        json!([{"provider": "openai", "model": "own", "effectiveFrom": at(from),
            "price": {"input": input, "output": 9}}])
    };
    let rows = || table.db.read_now(load).unwrap().len();
    assert_eq!(run(row(3, 10), 20).unwrap(), (1, 0, 0));
    let entered = rows();
    assert_eq!(run(row(3, 10), 21).unwrap(), (0, 0, 1));
    // The one that follows ends it, and leaves it what it was.
    assert_eq!(run(row(4, 15), 22).unwrap(), (0, 1, 0));
    for (input, from) in [(3, 10), (4, 15)] {
        assert_eq!(run(row(input, from), 23).unwrap(), (0, 0, 1));
    }
    assert_eq!(rows(), entered + 1);
    assert_eq!(run(row(5, 10), 24).unwrap(), (0, 1, 0));
    let prices = [Some(5), Some(5), Some(4), Some(4)];
    assert_eq!(table.prices(1, "own", [10, 14, 15, 29]), prices);
    // One that was ended is entered again.
    let listed = table.db.read_now(load).unwrap();
    let last = listed.iter().find(|row| row.effective_from == Some(at(15)));
    let id = last.unwrap().id;
    let ended = table.write(move |tx, shared| {
        let id = store::find_row(tx, id)?.unwrap().public_id;
        end(tx, shared, &Editor::at_the_console(), &id, at(30)).map(drop)
    });
    ended.unwrap();
    assert_eq!(run(row(4, 15), 31).unwrap(), (1, 0, 0));
    assert_eq!(table.price(1, "own", 40), Some(4));
}

#[test]
fn a_file_enters_what_differs_and_the_embedded_table_differs_in_nothing() {
    let table = Table::new();
    let embedded = include_str!("../snapshot.json");
    let run = |text: String, force: bool, day: i64| {
        table.write(move |tx, shared| {
            let file = PriceFile::parse(&text)?;
            import(
                tx,
                shared,
                &Editor::at_the_console(),
                "list.json",
                file,
                force,
                at(day),
            )
        })
    };
    let told = run(embedded.to_owned(), false, 5).unwrap();
    let rows = crate::usage::prices::snapshot().unwrap().rows.len();
    assert_eq!((told.unchanged, told.changed, told.added), (rows, 0, 0));
    assert_eq!(told.refused, []);
    assert_eq!(table.audited(), [], "nothing was done");

    let list = json!([
        {"provider": "openai", "model": "GPT-4.1", "price": {"input": 4, "output": 9}},
        {"provider": "openai", "model": "new", "price": {"input": 5, "output": 9}},
        {"provider": "openai", "model": "slipped", "price": {"input": 5e6, "output": 9}},
        {"provider": "openai", "model": "negative", "price": {"input": -5, "output": 9}},
    ]);
    let told = run(list.to_string(), false, 10).unwrap();
    assert_eq!((told.added, told.changed, told.unchanged), (1, 1, 0));
    let refused: Vec<_> = told.refused.iter().map(|refused| &*refused.row).collect();
    assert_eq!(refused, ["openai negative", "openai slipped"]);
    assert_eq!(
        table.prices(1, "gpt-4.1", [5, 9, 10, 11]),
        [Some(2), Some(2), Some(4), Some(4)]
    );
    assert_eq!(table.price(1, "slipped", 11), None);
    let again = run(list.to_string(), false, 11).unwrap();
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    assert_eq!(table.audited(), [(0, "prices.imported".to_owned())]);

    // A later one closes the former; the embedded price is beneath, untouched.
    let later = json!({"prices": [
        {"provider": "openai", "model": "gpt-4.1", "price": {"input": 6, "output": 9}},
        {"provider": "openai", "model": "dear", "price": {"input": 50_000, "output": 9}},
    ]});
    let told = run(later.to_string(), true, 20).unwrap();
    assert_eq!((told.added, told.changed, told.refused.len()), (1, 1, 0));
    assert_eq!(
        table.prices(1, "gpt-4.1", [9, 19, 20, 99]),
        [Some(2), Some(4), Some(6), Some(6)]
    );
    let filter = Filter {
        model: Some("gpt-4.1".to_owned()),
        provider: Some("openai".to_owned()),
        ..Filter::default()
    };
    let listed = table.db.read_now(|conn| list_all(conn, &filter)).unwrap();
    let listed: Vec<_> = listed
        .iter()
        .filter(|listed| canonical_model(&listed.row.model) == "gpt-4.1")
        .map(|listed| {
            (
                listed.row.effective_from,
                listed.row.effective_to,
                &*listed.source,
            )
        })
        .collect();
    let (ten, twenty) = (Some(at(10)), Some(at(20)));
    assert_eq!(listed[0].1, None);
    assert!(listed[0].2.starts_with("snapshot "));
    let file = "import list.json";
    assert_eq!(listed[1..], [(ten, twenty, file), (twenty, None, file)]);
}

fn list_all(conn: &Conn, filter: &Filter) -> Result<Vec<Listed>> {
    Ok(list(conn, None, filter, Limit::new(1_000)?, None)?.items)
}

#[test]
fn a_plan_changes_nothing() {
    let table = Table::new();
    let rows = json!([{"provider": "openai", "model": "new", "price": {"input": 5, "output": 9}}]);
    let file = PriceFile::parse(&rows.to_string()).unwrap();
    let plan = table
        .db
        .read_now(|conn| plan_import(conn, &team(1), file, false, at(3)))
        .unwrap();
    assert_eq!(plan.told.added, 1);
    assert_eq!(table.price(1, "new", 4), None);
}

#[test]
fn pages_of_the_table_tile_it() {
    let table = Table::new();
    table
        .create(team(1), &draft("gpt-4.1", &json!(1), json!({})), 10)
        .unwrap();
    let walk = |team: Option<i64>, filter: &Filter, limit: u32| {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let limit = Limit::new(limit).unwrap();
            let team = team.map(TeamId);
            let page = table
                .db
                .read_now(|conn| list(conn, team, filter, limit, cursor.as_ref()))
                .unwrap();
            all.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                return all;
            }
        }
    };
    let whole = Filter::default();
    let all = walk(Some(1), &whole, 1_000);
    let rows = crate::usage::prices::snapshot().unwrap().rows.len();
    assert_eq!(all.len(), rows + 1);
    assert_eq!(walk(Some(1), &whole, 97), all);
    assert_eq!(walk(Some(2), &whole, 1_000).len(), rows);
    assert_eq!(walk(None, &whole, 1_000).len(), rows);
    let filter = |own, at| Filter {
        own,
        at,
        ..Filter::default()
    };
    assert_eq!(walk(Some(1), &filter(Some(true), None), 10).len(), 1);
    assert_eq!(walk(Some(1), &filter(Some(true), Some(at(9))), 10).len(), 0);
    assert_eq!(
        walk(Some(1), &filter(Some(false), Some(at(9))), 500).len(),
        rows
    );
    let named = Filter {
        model: Some("GPT-4.1-mini".to_owned()),
        provider: Some("azure.ai.openai".to_owned()),
        ..Filter::default()
    };
    let named = walk(Some(1), &named, 500);
    assert!(!named.is_empty());
    assert!(named.iter().all(|listed| {
        listed.row.provider == "azure" && listed.row.model.contains("gpt-4.1-mini")
    }));
    let lost = crate::page::Cursor {
        at: 0,
        id: "price_gone".to_owned(),
    };
    let refused = table
        .db
        .read_now(|conn| list(conn, None, &whole, Limit::DEFAULT, Some(&lost)));
    assert!(matches!(refused, Err(Error::Invalid(_))));
}
