use super::*;
use crate::db::Options;
use crate::usage::check;

/// A Monday in the afternoon.
const NOW: Timestamp = Timestamp::from_ms(1_780_322_400_000);

fn number(db: &Db, sql: &'static str) -> i64 {
    db.read_now(|conn| Ok(conn.query_row(sql, [], |row| row.get(0))?))
        .unwrap()
}

#[tokio::test]
async fn a_short_history_is_sound_and_repeats_itself() {
    let plan = Plan { seed: 4, days: 3 };
    let mut sums = Vec::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
        let mut told = Vec::new();
        let made = fill(&db, plan, NOW, |done| told.push(done)).await.unwrap();
        assert!(told.is_sorted() && told.last() == Some(&100), "{told:?}");
        assert_eq!((made.teams, made.projects), (3, 12));
        assert_eq!(made.people.len(), Role::ALL.len(), "somebody of every role");
        assert_eq!(
            made.people.iter().map(|it| it.role).collect::<Vec<_>>(),
            Role::ALL
        );
        let report = db.read(check::verify).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        assert_eq!(usize::try_from(report.events).unwrap(), made.events);
        assert!(made.events > 1_500, "{}", made.events);
        // The one model that the team runs itself has no price; every other one has.
        let unpriced = "SELECT COUNT(DISTINCT model_id) FROM usage_events WHERE cost_nanos IS NULL";
        assert_eq!(number(&db, unpriced), 1);
        let chain = db.read_now(crate::audit::verify).unwrap();
        assert!(matches!(chain, crate::audit::Verdict::Sound { rows } if rows > 60));
        // What was written has the time at which it happened.
        let early = "SELECT MAX(at) - MIN(at) FROM audit_events";
        assert!(number(&db, early) > DAY_MS);
        let late = "SELECT MAX(ingested_at - time) FROM usage_events";
        assert!(number(&db, late) <= HOUR_MS, "events come within the hour");
        sums.push([
            number(&db, "SELECT SUM(cost_nanos) FROM usage_days"),
            number(
                &db,
                "SELECT SUM(input_tokens + output_tokens) FROM usage_days",
            ),
            number(
                &db,
                "SELECT SUM(requests) FROM usage_days WHERE status = 'error'",
            ),
        ]);
        db.close();
    }
    assert_eq!(sums[0], sums[1]);
    assert!(sums[0].iter().all(|sum| *sum > 0));
}
