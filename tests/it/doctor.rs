//! `scalix doctor`: what it says of files that are sound and of files that are not.

use std::path::Path;

use scalix::db::Conn;
use serde_json::json;

use crate::cli::{scalix, told};
use crate::support::Server;

/// Changes the file of a server that is gone, with references unchecked.
pub(crate) fn spoil(folder: &Path, sql: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a file is to be spoilt from outside"
    )]
    let conn = Conn::open(folder.join("scalix.db")).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    conn.execute_batch(sql).unwrap();
    assert!(conn.changes() > 0 || sql.contains("TABLE"), "{sql}");
}

/// What the doctor says, and whether it is content.
fn ask(folder: &Path, usage: bool) -> (bool, String) {
    let folder_name = folder.display().to_string();
    let mut args = vec!["doctor", "--data-dir", &folder_name];
    if usage {
        args.push("--usage");
    }
    let output = scalix(folder, &args, &[], "");
    let sound = output.status.success();
    assert_eq!(output.status.code(), Some(i32::from(!sound)));
    (sound, told(&output, sound))
}

/// The lines that begin with a word.
fn lines<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let lines = text.lines().filter(|line| line.starts_with(word));
    lines.collect()
}

async fn send(server: &Server, secret: &str, ids: std::ops::Range<usize>) {
    let event = |id| json!({"id": format!("e{id}"), "model": "gpt-4.1", "inputTokens": id});
    let body: Vec<_> = ids.map(event).collect();
    let reply = reqwest::Client::new()
        .post(format!("{}/api/usage/events", server.base))
        .bearer_auth(secret)
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_file_is_looked_over_without_touching_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let secret = server.set_up().await;
    send(&server, &secret, 0..50).await;
    let path = folder.path().to_owned();
    let (live, text) = tokio::task::spawn_blocking(move || ask(&path, true))
        .await
        .unwrap();
    assert!(live, "{text}");
    assert_eq!(lines(&text, "ok").len(), 5, "{text}");
    assert!(text.contains("50 events"), "{text}");
    // The server goes on.
    send(&server, &secret, 50..60).await;
    server.kill().await;
    // What only the write-ahead log holds is looked at, too.
    let before = std::fs::read(folder.path().join("scalix.db")).unwrap();
    let (sound, text) = ask(folder.path(), true);
    assert!(sound && text.contains("60 events"), "{text}");
    let (sound, text) = ask(folder.path(), false);
    assert_eq!((sound, lines(&text, "ok").len()), (true, 4), "{text}");
    let after = std::fs::read(folder.path().join("scalix.db")).unwrap();
    assert!(before == after, "the file was written to");
}

#[tokio::test]
async fn everything_that_is_wrong_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let secret = server.set_up().await;
    send(&server, &secret, 0..3).await;
    server.stop().await;
    let whole = std::fs::read(folder.path().join("scalix.db")).unwrap();
    for (sql, usage, words) in [
        (
            "UPDATE usage_hours SET cost_nanos = cost_nanos + 1",
            true,
            &[
                "in one place",
                "usage_hours",
                "gpt-4.1",
                "cost_nanos is stored as",
            ][..],
        ),
        (
            // A segment that is said to have an id and has it not.
            "INSERT INTO usage_id_segments (id, fences, filter) VALUES (1, x'', zeroblob(262144));
            INSERT INTO usage_id_spans (team_id, last_seq, segment_id) SELECT id, 1, 1 FROM teams",
            true,
            &["numbered 1", "not found by its id"][..],
        ),
        (
            "UPDATE usage_events SET event_id = 'e0' WHERE event_id = 'e1'",
            true,
            &["numbered 2", "has the id of the one numbered 1"][..],
        ),
        (
            "UPDATE api_keys SET project_id = 99",
            false,
            &["References", "api_keys, row 1", "projects"][..],
        ),
        (
            "UPDATE audit_events SET action = 'nothing.happened' WHERE chain > 0 AND seq = 2",
            false,
            &["audit log of a team (number 1)", "row 2"][..],
        ),
        (
            "UPDATE audit_events SET at = at + 1 WHERE chain = 0 AND seq = 1",
            false,
            &["audit log of the instance", "row 1"][..],
        ),
        (
            "DELETE FROM refinery_schema_history WHERE version > 1",
            false,
            &["version 1", "scalix migrate"][..],
        ),
        (
            "UPDATE refinery_schema_history SET checksum = '1' WHERE version = 2",
            false,
            &["Migration 2 (teams)"][..],
        ),
        (
            "INSERT INTO refinery_schema_history VALUES (9999, 'later', '2020-01-01T00:00:00Z', '1')",
            false,
            &["newer Scalix", "9999"][..],
        ),
        (
            "DROP TABLE refinery_schema_history",
            true,
            &["no Scalix in this file", "another program"][..],
        ),
    ] {
        std::fs::write(folder.path().join("scalix.db"), &whole).unwrap();
        spoil(folder.path(), sql);
        let (sound, text) = ask(folder.path(), usage);
        assert!(!sound, "{sql}: {text}");
        assert_eq!(lines(&text, "WRONG").len(), 1, "{sql}: {text}");
        for word in words {
            assert!(text.contains(word), "{sql}: {word}: {text}");
        }
    }
}

#[test]
fn a_file_of_another_program_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scalix.db");
    let name = folder.path().display().to_string();
    for (sql, word) in [
        (
            "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')",
            "another program",
        ),
        ("CREATE TABLE notes (text); DROP TABLE notes", "it is empty"),
    ] {
        std::fs::write(&path, "").unwrap();
        spoil(folder.path(), sql);
        let before = std::fs::read(&path).unwrap();
        let (_, text) = ask(folder.path(), true);
        assert!(text.contains(word) && !text.contains("migrate"), "{text}");
        assert_eq!(lines(&text, "WRONG").len(), 1, "{text}");
        if word == "it is empty" {
            continue;
        }
        for args in [
            &["migrate"][..],
            &["prices", "list"],
            &["serve", "--port", "0"],
        ] {
            let args = [args, &["--data-dir", &name]].concat();
            let text = told(&scalix(folder.path(), &args, &[], ""), false);
            assert!(text.contains(word), "{args:?}: {text}");
            assert!(std::fs::read(&path).unwrap() == before, "{args:?}");
        }
    }
    // Nothing is begun in a file that lost its content.
    std::fs::write(&path, "").unwrap();
    let args = ["prices", "list", "--data-dir", &name];
    let text = told(&scalix(folder.path(), &args, &[], ""), false);
    assert!(text.contains("it is empty"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap().len(), 0);
}

#[test]
fn what_cannot_be_got_at_is_not_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().display().to_string();
    let args = ["migrate", "--data-dir", &name];
    told(&scalix(folder.path(), &args, &[], ""), true);
    // No file can be made there, as on a disk that is mounted for reading.
    let shared = folder.path().join("scalix.db-shm");
    std::os::unix::fs::symlink("no/such/folder", shared).unwrap();
    let (sound, text) = ask(folder.path(), true);
    assert!(sound, "{text}");
    assert_eq!(lines(&text, "ok").len(), 5, "{text}");
    std::fs::write(folder.path().join("scalix.db-wal"), "content").unwrap();
    let (sound, text) = ask(folder.path(), true);
    assert!(!sound && text.contains("could not be opened: "), "{text}");
    assert!(text.contains("says nothing about its content"), "{text}");
    assert!(!text.contains("wrong") && !text.contains("WRONG"), "{text}");
}

#[test]
fn what_is_no_database_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let (sound, text) = ask(folder.path(), false);
    assert!(!sound && text.contains("There is no database"), "{text}");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was made"
    );
    let path = folder.path().join("scalix.db");
    std::fs::write(&path, "").unwrap();
    let (_, text) = ask(folder.path(), false);
    assert!(text.contains("it is empty"), "{text}");
    std::fs::write(&path, "no database at all, only words".repeat(200)).unwrap();
    let (sound, text) = ask(folder.path(), true);
    assert!(!sound, "{text}");
    assert!(
        lines(&text, "WRONG")[0].contains("cannot be read"),
        "{text}"
    );

    std::fs::remove_file(&path).unwrap();
    let name = folder.path().display().to_string();
    let args = ["migrate", "--data-dir", &name];
    told(&scalix(folder.path(), &args, &[], ""), true);
    let mut bytes = std::fs::read(&path).unwrap();
    let (sound, text) = ask(folder.path(), true);
    assert!(sound, "{text}");
    // A page of an index is gone; not one of the schema, without which nothing can be read.
    let db = scalix::db::Db::open(&path, scalix::db::Options::default()).unwrap();
    let root = db.read_now(|conn| {
        let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'sessions_by_expiry'";
        Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))?)
    });
    db.close();
    let at = (usize::try_from(root.unwrap()).unwrap() - 1) * 4096;
    bytes[at..at + 4096].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let (sound, text) = ask(folder.path(), false);
    assert!(!sound && text.contains("damaged"), "{text}");
}
