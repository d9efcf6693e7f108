//! The promises of the handle, on real files.

use super::*;
use crate::error::Error;
use crate::ids::{TeamId, UserId};
use crate::signals::Signal;

fn open(folder: &tempfile::TempDir) -> Db {
    Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap()
}

fn insert(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.execute("INSERT INTO models (name) VALUES (?1)", [name])?;
    Ok(())
}

fn count(db: &Db) -> i64 {
    db.read_now(|conn| Ok(conn.query_row("SELECT COUNT(*) FROM models", [], |row| row.get(0))?))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_failure_does_not_take_its_neighbours_along() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let writes = (0..200).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(move |tx| {
                insert(tx, &format!("m{number}"))?;
                if number % 3 == 0 {
                    Err(Error::internal("no"))
                } else {
                    Ok(number)
                }
            })
            .await
        })
    });
    let mut kept = 0;
    for write in writes.collect::<Vec<_>>() {
        kept += i64::from(write.await.unwrap().is_ok());
    }
    assert_eq!((kept, count(&db)), (133, 133));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_an_error_and_the_writer_lives_on() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let answer: Result<()> = db
        .write(|tx| {
            insert(tx, "lost")?;
            panic!("on purpose");
        })
        .await;
    assert!(matches!(answer, Err(Error::Internal(_))));
    db.write(|tx| insert(tx, "kept")).await.unwrap();
    assert_eq!(count(&db), 1);
    let read: Result<()> = db.read(|_| panic!("on purpose")).await;
    assert!(matches!(read, Err(Error::Internal(_))));
    for _ in 0..4 {
        db.read(|_| Ok(())).await.unwrap();
    }
}

#[tokio::test]
async fn readers_cannot_write_and_effects_follow_the_commit() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let refused = db.read_now(|conn| Ok(conn.execute("DELETE FROM models", [])?));
    assert!(refused.is_err());

    let (sender, seen) = std::sync::mpsc::channel();
    let (kept, dropped) = (sender.clone(), sender);
    let _ = db
        .write(move |tx| {
            tx.after_commit(move || dropped.send("rolled back").unwrap());
            Err::<(), _>(Error::internal("no"))
        })
        .await;
    db.write(move |tx| {
        tx.after_commit(move || kept.send("committed").unwrap());
        Ok(())
    })
    .await
    .unwrap();
    assert_eq!(seen.iter().collect::<Vec<_>>(), ["committed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_announced_is_told_after_the_commit_and_never_when_rolled_back() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let (ada, acme) = (UserId(1), TeamId(1));
    let mut listener = db.signals().listen(ada, acme, 1).unwrap();
    let gone = Signal::SessionEnded { user: ada };
    let unread = Signal::Inbox {
        user: ada,
        team: acme,
    };
    let refused = move |tx: &Tx<'_>| {
        tx.announce(gone);
        insert(tx, "lost")?;
        Err::<(), _>(Error::internal("no"))
    };
    let _ = db.write(refused).await;
    let _ = db.write_again(refused).await;
    db.write_again(move |tx| {
        tx.announce(unread);
        insert(tx, "kept")
    })
    .await
    .unwrap();
    let heard = listener.heard().await;
    assert_eq!((heard.access, heard.inbox), (false, true));
    assert_eq!(count(&db), 1);

    // Whoever is told finds it in the file.
    let told = tokio::spawn(async move {
        listener.heard().await;
        listener
    });
    db.write(move |tx| {
        tx.announce(gone);
        insert(tx, "kept, too")
    })
    .await
    .unwrap();
    told.await.unwrap();
    assert_eq!(count(&db), 2);
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scalix.db");
    let whole = Db::open(&path, Options::default()).unwrap();
    let pages: u32 = whole
        .read_now(|conn| Ok(conn.query_row("PRAGMA page_count", [], |row| row.get(0))?))
        .unwrap();
    whole.close();
    let db = Db::open(
        &path,
        Options {
            // A little more than the empty schema takes.
            max_pages: Some(pages + 12),
            ..Options::default()
        },
    )
    .unwrap();
    let mut kept = 0;
    let refused = loop {
        let name = format!("{kept}-{}", "x".repeat(2_000));
        match db.write(move |tx| insert(tx, &name)).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, Error::Unavailable(_)), "{refused:?}");
    assert!(refused.to_string().contains("disk is full"), "{refused}");
    assert!(kept > 0);
    assert_eq!(count(&db), kept);
    db.write(|tx| Ok(tx.execute("DELETE FROM models", [])?))
        .await
        .unwrap();
    db.write(|tx| insert(tx, "room again")).await.unwrap();
    db.close();
    assert!(matches!(db.ping().await, Err(Error::Unavailable(_))));
}

#[test]
fn a_newer_file_is_refused_and_an_older_one_is_copied_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scalix.db");
    let db = open(&folder);
    db.write_blocking(|tx| {
        tx.execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
             VALUES (9999, 'later', '2020-01-01T00:00:00Z', '1')",
            [],
        )?;
        Ok(())
    })
    .unwrap();
    db.close();
    let refused = Db::open(&path, Options::default()).unwrap_err();
    assert!(matches!(refused, Error::Conflict(_)), "{refused:?}");
    assert!(!folder.path().join("backup-v9999.db").exists());
}

#[test]
fn events_of_version_8_keep_their_digests_and_a_copy_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scalix.db");
    let mut connection = open_writing(&path).unwrap();
    migrate::run_to(&mut connection, 8);
    let event = |seq: i64, id: &str| {
        let sql = "
            INSERT INTO usage_events (team_id, time, seq, ingested_at, project_id, key_id, model_id,
                source_id, event_id, status, requests, input_tokens, output_tokens,
                cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
                input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens,
                cost_nanos, error_message)
            VALUES (1, 9 - ?1, ?1, 0, 0, 0, 0, 3, ?2, 'ok', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 'x')";
        connection.execute(sql, (seq, id)).unwrap();
        let sql = "
            INSERT INTO usage_event_ids (source_id, event_id, team_id, seq, digest)
            VALUES (3, ?2, 1, ?1, ?3)";
        let digest = [u8::try_from(seq).unwrap(); 16];
        connection.execute(sql, (seq, id, digest)).unwrap();
    };
    event(1, "a");
    event(2, "b");
    drop(connection);
    let db = open(&folder);
    let rows = db.read_now(|conn| {
        let sql = "SELECT event_id || seq || hex(digest) || cost_nanos || error_message
            FROM usage_events
            ORDER BY seq";
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    let digest = |digits: &str| digits.repeat(16);
    let expected = [
        format!("a1{}7x", digest("01")),
        format!("b2{}7x", digest("02")),
    ];
    assert_eq!(rows.unwrap(), expected);
    assert!(folder.path().join("backup-v8.db").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_may_be_repeated_fails_alone_and_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    db.write(|tx| insert(tx, "taken")).await.unwrap();
    let (sender, told) = std::sync::mpsc::channel();
    let writes = (0..300_u32).map(|number| {
        let (db, sender) = (db.clone(), sender.clone());
        tokio::spawn(async move {
            let body = move |tx: &Tx<'_>| {
                let sender = sender.clone();
                tx.after_commit(move || sender.send(number).unwrap());
                insert(tx, &format!("m{number}"))?;
                match number % 50 {
                    7 => Err(Error::internal("no")),
                    8 => panic!("on purpose"),
                    // Its own change is undone, that of its neighbours is not.
                    9 => insert(tx, "taken"),
                    _ => Ok(()),
                }
            };
            match number % 50 {
                // Among them work that is done once.
                30 => db.write(body).await,
                _ => db.write_again(body).await,
            }
        })
    });
    let mut kept = Vec::new();
    for (number, write) in (0..).zip(writes.collect::<Vec<_>>()) {
        if write.await.unwrap().is_ok() {
            kept.push(number);
        }
    }
    drop(sender);
    let mut effects: Vec<u32> = told.try_iter().collect();
    effects.sort_unstable();
    assert_eq!(effects, kept);
    assert_eq!(kept.len(), 300 - 3 * 6);
    assert_eq!(count(&db), 1 + 300 - 3 * 6);
}

/// Names that are written at the end of a transaction, which fails when one is there already.
#[derive(Default)]
struct Names(Vec<String>);

impl AtEnd for Names {
    fn write(&mut self, tx: &Tx<'_>) -> Result<()> {
        self.0.iter().try_for_each(|name| insert(tx, name))
    }
}

/// Leaves a name to the end, or writes it when the work stands alone.
fn leave(tx: &Tx<'_>, name: &str) -> Result<()> {
    match tx.at_end(|names: &mut Names| names.0.push(name.to_owned())) {
        Some(()) => Ok(()),
        None => insert(tx, name),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_to_the_end_is_written_once_or_by_each_alone() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    db.write(|tx| insert(tx, "taken")).await.unwrap();
    let writes = (0..300_u32).map(|number| {
        let db = db.clone();
        tokio::spawn(async move {
            let body = move |tx: &Tx<'_>| match number % 50 {
                // Found out at the end only, when the others have been done.
                7 => leave(tx, "taken"),
                8 => {
                    insert(tx, "lost")?;
                    Err(Error::internal("no"))
                }
                9 => {
                    leave(tx, &format!("m{number}"))?;
                    tx.write_what_is_left()
                }
                _ => leave(tx, &format!("m{number}")),
            };
            match number % 50 {
                30 => db.write(body).await,
                _ => db.write_again(body).await,
            }
        })
    });
    let mut kept = 0;
    for write in writes.collect::<Vec<_>>() {
        kept += i64::from(write.await.unwrap().is_ok());
    }
    assert_eq!((kept, count(&db)), (300 - 2 * 6, 1 + 300 - 2 * 6));
}

#[tokio::test]
async fn changes_are_counted_but_for_work_that_may_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let before = db.changes();
    db.write_again(|tx| insert(tx, "event")).await.unwrap();
    assert_eq!(db.changes(), before);
    let refused = db.write_again(|tx| insert(tx, "event")).await;
    assert!(refused.is_err());
    assert_eq!(db.changes(), before);
    db.write(|tx| insert(tx, "person")).await.unwrap();
    assert!(db.changes() > before);
}

#[test]
fn who_blocks_a_thread_is_answered_though_nobody_drives_the_runtime() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.unwrap();
    let _entered = runtime.enter();
    db.write_blocking(|tx| insert(tx, "blocks")).unwrap();
    assert_eq!(count(&db), 1);
}

#[test]
fn a_runtime_that_ends_takes_no_answers_of_others_along() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().build().unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    // The writer is busy until both have queued up, so that they share a group.
    let (go, held) = std::sync::mpsc::channel::<()>();
    let busy = db.clone();
    let busy = std::thread::spawn(move || {
        busy.write_blocking(move |_| {
            held.recv().unwrap();
            Ok(())
        })
    });
    let ended = runtime();
    ended.block_on(async {
        let db = db.clone();
        tokio::spawn(async move { db.write(|tx| insert(tx, "gone")).await });
        tokio::task::yield_now().await;
    });
    drop(ended);
    let lives = runtime();
    lives.block_on(async {
        let writes = [1, 2].map(|number| {
            let db = db.clone();
            tokio::spawn(async move { db.write(move |tx| insert(tx, &number.to_string())).await })
        });
        tokio::task::yield_now().await;
        go.send(()).unwrap();
        for write in writes {
            write.await.unwrap().unwrap();
        }
    });
    busy.join().unwrap().unwrap();
    assert_eq!(count(&db), 3);
}

#[tokio::test]
async fn a_statement_that_stays_ready_keeps_no_value_of_the_row_before() {
    const INSERT: &str = "INSERT INTO rows VALUES (?1, ?2, ?3)";
    type Row = (Option<i64>, Option<&'static str>, Option<i64>);
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    db.write(|tx| Ok(tx.execute_batch("CREATE TABLE rows (a, b, c)")?))
        .await
        .unwrap();
    let rows: [Row; 6] = [
        (Some(1), Some("x"), Some(7)),
        (Some(1), None, Some(7)),
        (None, Some("x"), None),
        (None, Some("y"), Some(0)),
        (Some(0), None, None),
        (Some(1), Some("x"), Some(7)),
    ];
    for (number, row) in rows.into_iter().enumerate() {
        let stored = db.write(move |tx| {
            tx.with_statement(INSERT, |insert| {
                insert.number(1, row.0)?;
                insert.bytes(2, row.1)?;
                insert.number(3, row.2)?;
                assert_eq!(insert.run()?, 1);
                Ok(())
            })?;
            // The values are the statement's, whatever becomes of the row.
            if number % 2 == 1 {
                return Err(Error::internal("no"));
            }
            Ok(())
        });
        assert_eq!(stored.await.is_ok(), number % 2 == 0);
        // A changed schema has it prepared anew, which nobody notices.
        let index = format!("CREATE INDEX rows_{number} ON rows (a)");
        db.write(move |tx| Ok(tx.execute_batch(&index)?))
            .await
            .unwrap();
    }
    let wrong = db.write(|tx| tx.with_statement(INSERT, |insert| insert.number(4, Some(1))));
    assert!(matches!(wrong.await, Err(Error::Internal(_))));
    let nested = db.write(|tx| {
        tx.with_statement(INSERT, |_| {
            tx.with_statement("SELECT 1", |one| one.run().map(drop))
        })
    });
    assert!(matches!(nested.await, Err(Error::Internal(_))));
    let stored = db.read_now(|conn| {
        let mut statement = conn.prepare("SELECT a, b, c FROM rows ORDER BY rowid")?;
        let stored = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?))
        })?;
        Ok(stored.collect::<rusqlite::Result<Vec<(Option<i64>, _, Option<i64>)>>>()?)
    });
    let expected: Vec<_> = rows
        .into_iter()
        .step_by(2)
        .map(|(a, b, c)| (a, b.map(str::to_owned), c))
        .collect();
    assert_eq!(stored.unwrap(), expected);
}

#[tokio::test]
async fn closing_does_what_is_queued_and_takes_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(&folder);
    let writes: Vec<_> = (0..5)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move { db.write(move |tx| insert(tx, &number.to_string())).await })
        })
        .collect();
    tokio::task::yield_now().await;
    db.close();
    db.close();
    for write in writes {
        write.await.unwrap().unwrap();
    }
    let late = db.write(|tx| insert(tx, "late")).await;
    assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    let late = db.write_again(|tx| insert(tx, "late")).await;
    assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
}
