use super::*;
use crate::accounts::Hasher;
use crate::db::{Conn, Options};
use crate::secret::Random;
use crate::usage::check;

fn plan(ids: Ids) -> Plan {
    Plan {
        events: 20_000,
        seed: 3,
        ids,
        until: Timestamp::from_ms(1_773_146_000_000),
    }
}

async fn filled(plan: Plan) -> (tempfile::TempDir, Db, Result<()>, Vec<u64>) {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        random: Random::seeded(plan.seed),
        ..Options::default()
    };
    let path = folder.path().join("scalix.db");
    let password = Secret::new(Random::seeded(1).base62(24));
    let hash = Hasher::new(1, Random::seeded(1)).unwrap();
    let hash = hash.hash(&password).await.unwrap();
    let filled = tokio::task::spawn_blocking(move || {
        let db = Db::open(&path, options).unwrap();
        let mut told = Vec::new();
        let done = seed(&db, &plan, &password, &hash, &mut |stored| {
            told.push(stored);
        });
        (db, done, told)
    });
    let (db, done, told) = filled.await.unwrap();
    (folder, db, done, told)
}

fn numbers(db: &Db, sql: &'static str) -> Vec<i64> {
    let read = |conn: &Conn| {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<i64>>>()?)
    };
    db.read_now(read).unwrap()
}

#[tokio::test]
async fn ninety_days_of_events_are_counted_like_any_others() {
    let plan = plan(Ids::Ordered);
    let (start, end) = (plan.start().ms(), plan.end());
    let (_folder, db, done, told) = filled(plan).await;
    done.unwrap();
    assert!(told.is_sorted() && told.last() == Some(&20_000), "{told:?}");
    let report = db.read_now(check::verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.events, 20_000);
    for (sql, expected) in [
        ("SELECT COUNT(DISTINCT team_id) FROM usage_events", 5),
        ("SELECT COUNT(DISTINCT project_id) FROM usage_events", 20),
        ("SELECT COUNT(DISTINCT key_id) FROM usage_events", 40),
        ("SELECT COUNT(DISTINCT model_id) FROM usage_events", 15),
        (
            "SELECT COUNT(DISTINCT time / 86400000) FROM usage_events",
            91,
        ),
        (
            "SELECT COUNT(*) FROM usage_events WHERE cost_nanos IS NULL",
            0,
        ),
    ] {
        assert_eq!(numbers(&db, sql), [expected], "{sql}");
    }
    let bounds = numbers(
        &db,
        "SELECT MIN(time) FROM usage_events UNION ALL SELECT MAX(time) FROM usage_events",
    );
    assert!(bounds[0] >= start && bounds[1] < end, "{bounds:?}");
    let [failed] = numbers(
        &db,
        "SELECT COUNT(*) FROM usage_events WHERE status = 'error'",
    )[..] else {
        panic!("one number");
    };
    assert!((200..=700).contains(&failed), "{failed}");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_rows() {
    let sql = "
        SELECT team_id * 7 + project_id * 11 + key_id * 13 + model_id * 17 + input_tokens * 19
            + cost_nanos * 23 + time
        FROM usage_events
        ORDER BY team_id, time, seq";
    let (_one, first, done, _) = filled(plan(Ids::Random)).await;
    done.unwrap();
    let (_two, second, done, _) = filled(plan(Ids::Random)).await;
    done.unwrap();
    let rows = numbers(&first, sql);
    assert_eq!(rows.len(), 20_000);
    assert_eq!(rows, numbers(&second, sql));
}

#[tokio::test]
async fn a_database_with_an_account_is_left_alone() {
    let plan = Plan {
        events: 0,
        ..plan(Ids::Ordered)
    };
    let (_folder, db, done, told) = filled(plan.clone()).await;
    done.unwrap();
    assert!(told.len() <= 1, "{told:?}");
    let count = "SELECT COUNT(*) FROM audit_events UNION ALL SELECT COUNT(*) FROM teams";
    let before = numbers(&db, count);
    assert_eq!(before[1], 5);
    let again = tokio::task::spawn_blocking(move || {
        let password = Secret::new("correct horse battery staple".to_owned());
        let hash = tokio::runtime::Handle::current()
            .block_on(async {
                Hasher::new(1, Random::System)
                    .unwrap()
                    .hash(&password)
                    .await
            })
            .unwrap();
        let done = seed(
            &db,
            &Plan { events: 10, ..plan },
            &password,
            &hash,
            &mut |_| {},
        );
        (db, done)
    });
    let (db, done) = again.await.unwrap();
    assert!(matches!(done, Err(Error::Conflict(_))), "{done:?}");
    assert_eq!(numbers(&db, count), before);
}
