//! The chain and the list.

use serde_json::json;

use super::*;
use crate::db::{Db, Options};

fn entry(name: &str) -> Entry<'_> {
    Entry {
        chain: Chain::Instance,
        action: "user.created",
        target_kind: "user",
        target_id: Some("usr_x"),
        target_name: Some(name),
        before: None,
        after: Some(json!({ "name": name })),
    }
}

#[test]
fn a_changed_row_is_found_and_an_erased_person_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
    db.write_blocking(|tx| {
        for name in ["ada", "grace", "edsger"] {
            record(tx, &Actor::cli(), &entry(name), Timestamp::from_ms(1))?;
        }
        let team = Entry {
            chain: Chain::Team(TeamId(7)),
            ..entry("x")
        };
        record(tx, &Actor::system(), &team, Timestamp::from_ms(2))
    })
    .unwrap();
    assert_eq!(db.read_now(verify).unwrap(), Verdict::Sound { rows: 4 });

    let change = |sql: &'static str| {
        db.write_blocking(move |tx| Ok(tx.execute(sql, [])?))
            .unwrap();
        db.read_now(verify).unwrap()
    };
    let erase = "DELETE FROM audit_details WHERE audit_id = 1";
    assert_eq!(change(erase), Verdict::Sound { rows: 4 });
    let forge = "UPDATE audit_details SET body = '{}' WHERE audit_id = 2";
    assert_eq!(change(forge), Verdict::Broken { chain: 0, seq: 2 });
    let forge = "UPDATE audit_events SET at = 9 WHERE id = 1";
    assert_eq!(change(forge), Verdict::Broken { chain: 0, seq: 1 });
}

#[test]
fn a_removed_row_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
    db.write_blocking(|tx| {
        for name in ["ada", "grace", "edsger"] {
            record(tx, &Actor::cli(), &entry(name), Timestamp::from_ms(1))?;
        }
        tx.execute("DELETE FROM audit_details WHERE audit_id = 2", [])?;
        tx.execute("DELETE FROM audit_events WHERE id = 2", [])?;
        Ok(())
    })
    .unwrap();
    assert_eq!(
        db.read_now(verify).unwrap(),
        Verdict::Broken { chain: 0, seq: 3 }
    );
}
