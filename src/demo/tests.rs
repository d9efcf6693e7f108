use super::*;
use crate::db::Options;
use crate::keys::KeyRing;
use crate::usage::check;
use crate::usage::prices::{self, PriceBook, SharedPrices};

/// A Monday in the afternoon.
const NOW: Timestamp = Timestamp::from_ms(1_780_322_400_000);

fn number(db: &Db, sql: &str) -> i64 {
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
        // Everybody who signed in was seen in each of their teams.
        let seen = |unseen: &str| {
            format!(
                "SELECT COUNT(*) FROM memberships m
                JOIN sessions s ON s.user_id = m.user_id AND s.created_at > m.joined_at
                WHERE {unseen} (m.last_active_at IS NOT NULL OR s.team_id = m.team_id)"
            )
        };
        assert_eq!(number(&db, &seen("NOT")), 0);
        assert!(number(&db, &seen("")) > 4);
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

#[tokio::test]
async fn the_programs_go_on_until_their_keys_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
    let plan = Plan { seed: 4, days: 3 };
    let mut made = fill(&db, plan, NOW, |_| {}).await.unwrap();
    let (ring, prices) = db
        .read_now(|conn| Ok((KeyRing::load(conn)?, prices::load(conn)?)))
        .unwrap();
    let ingest = Ingest::new(ring.clone(), SharedPrices::new(PriceBook::new(prices)));
    let to = Receiver {
        db: db.clone(),
        ring,
        ingest,
    };
    let later = |minutes: i64| Timestamp::from_ms(NOW.ms() + minutes * 60_000);
    let soon = made.live.send(&to, later(20)).await.unwrap();
    assert!(soon > 5, "{soon}");
    // What was missed for longer than an hour is left out, and the next day is as busy.
    let week = 7 * 24 * 60;
    let next = made.live.send(&to, later(week)).await.unwrap();
    assert!((10..400).contains(&next), "{next}");
    assert_eq!(made.live.send(&to, later(week)).await.unwrap(), 0);
    let report = db.read(check::verify).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    let stored = usize::try_from(report.events).unwrap();
    assert_eq!(stored, made.events + soon + next);

    let nobody = KeyRing::default();
    let ingest = Ingest::new(nobody.clone(), SharedPrices::default());
    let refused = Receiver {
        ring: nobody,
        ingest,
        ..to
    };
    let none = made.live.send(&refused, later(week + 30)).await.unwrap();
    assert_eq!(none, 0);

    // What they wrote to each other, and whom they wait for.
    let number = |sql| number(&db, sql);
    assert_eq!(number("SELECT COUNT(*) FROM messages"), 10);
    assert_eq!(number("SELECT COUNT(*) FROM invitations"), 2);
    assert_eq!(
        number("SELECT COUNT(*) FROM outbox WHERE kind LIKE 'invit%'"),
        0
    );
}
