//! The real program on a real socket: killed under load, cut off in the middle, and stopped.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use scalix::db::{Conn, Db, Options};
use scalix::usage::check;
use scalix::usage::ingest::sum_up;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::Server;

const CONNECTIONS: usize = 32;
/// How long the program is under load before each kill.
const ROUNDS: [Duration; 3] = [
    Duration::from_millis(400),
    Duration::from_millis(700),
    Duration::from_millis(1_100),
];
/// Far more than anything here takes; a test must end.
const PATIENCE: Duration = Duration::from_secs(30);

/// One sender: batches one after the other, the same one again until it is acknowledged.
struct Sender {
    number: usize,
    batch: usize,
    /// How many events were acknowledged, whether as accepted or as duplicates.
    acknowledged: usize,
}

impl Sender {
    /// Batches of 1 to 20 events: what went unanswered is sent again as it was.
    fn body(&self) -> Value {
        let size = 1 + (self.number + self.batch) % 20;
        let event = |at| {
            let model = ["gpt-4.1", "nobody-knows"][at % 2];
            let status = ["ok", "error"][usize::from(at % 7 == 6)];
            json!({"id": format!("{}-{}-{at}", self.number, self.batch), "model": model,
                "inputTokens": at * 10, "latencyMs": at * 7, "status": status})
        };
        Value::Array((0..size).map(event).collect())
    }

    /// Sends a batch; whether it was acknowledged.
    async fn send(&mut self, client: &reqwest::Client, url: &str, secret: &str) -> bool {
        let body = self.body();
        let sent = client.post(url).bearer_auth(secret).json(&body).send();
        let Ok(reply) = sent.await else {
            return false;
        };
        let status = reply.status();
        let Ok(reply) = reply.json::<Value>().await else {
            return false;
        };
        assert_eq!(status, 200, "{reply}");
        let data = &reply["data"];
        let count = |name: &str| usize::try_from(data[name].as_u64().unwrap()).unwrap();
        let events = count("accepted") + count("duplicates");
        assert_eq!(Some(events), body.as_array().map(Vec::len), "{reply}");
        self.acknowledged += events;
        self.batch += 1;
        true
    }
}

/// Sends from all connections until the server is gone or `until` is set.
fn load(
    server: &Server,
    secret: &str,
    senders: Vec<Sender>,
    until: &Arc<AtomicBool>,
    answered: &Arc<AtomicUsize>,
) -> Vec<tokio::task::JoinHandle<Sender>> {
    let url = format!("{}/api/usage/events", server.base);
    let start = |mut sender: Sender| {
        let (url, secret) = (url.clone(), secret.to_owned());
        let (until, answered) = (until.clone(), answered.clone());
        tokio::spawn(async move {
            // A client of its own: one connection each.
            let client = reqwest::Client::new();
            while sender.send(&client, &url, &secret).await {
                answered.fetch_add(1, Ordering::SeqCst);
                if until.load(Ordering::SeqCst) {
                    break;
                }
            }
            sender
        })
    };
    senders.into_iter().map(start).collect()
}

async fn all(tasks: Vec<tokio::task::JoinHandle<Sender>>) -> Vec<Sender> {
    let mut senders = Vec::new();
    for task in tasks {
        senders.push(timeout(PATIENCE, task).await.unwrap().unwrap());
    }
    senders
}

fn acknowledged(senders: &[Sender]) -> usize {
    senders.iter().map(|sender| sender.acknowledged).sum()
}

/// Looks at the file of a server that is gone: how many events it holds, all numbers sound.
fn stored(folder: &Path) -> usize {
    let db = Db::open(&folder.join("scalix.db"), Options::default()).unwrap();
    let number = |sql: &'static str| {
        let read = |conn: &Conn| Ok(conn.query_row(sql, [], |row| row.get::<_, i64>(0))?);
        db.read_now(read).unwrap()
    };
    let intact = db.read_now(|conn| {
        let sql = "PRAGMA integrity_check";
        Ok(conn.query_row(sql, [], |row| row.get::<_, String>(0))?)
    });
    assert_eq!(intact.unwrap(), "ok");
    let report = db.read_now(check::verify).unwrap();
    // The next start does the same.
    std::thread::scope(|scope| scope.spawn(|| db.write_blocking(sum_up)).join())
        .unwrap()
        .unwrap();
    let summed = db.read_now(check::verify).unwrap();
    assert!(summed.is_sound(), "{summed:?}");
    assert!(report.is_sound(), "{report:?}");
    for sql in [
        "SELECT COALESCE(SUM(events), 0) FROM usage_quarters",
        "SELECT COALESCE(SUM(events), 0) FROM usage_hours",
        "SELECT COALESCE(SUM(events), 0) FROM usage_days",
        "SELECT COALESCE(MAX(seq), 0) FROM usage_events",
        "SELECT COALESCE(SUM(ingest_seq), 0) FROM teams",
    ] {
        assert_eq!(number(sql), report.events, "{sql}");
    }
    db.close();
    usize::try_from(report.events).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_by_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let secret = server.set_up().await;
    let sender = |number| Sender {
        number,
        batch: 0,
        acknowledged: 0,
    };
    let mut senders: Vec<_> = (0..CONNECTIONS).map(sender).collect();
    let never = Arc::new(AtomicBool::new(false));
    for round in ROUNDS {
        let answered = Arc::new(AtomicUsize::new(0));
        let tasks = load(&server, &secret, senders, &never, &answered);
        tokio::time::sleep(round).await;
        // Not before something was answered, however slow the machine is.
        let some = async {
            while answered.load(Ordering::SeqCst) < CONNECTIONS {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(PATIENCE, some).await.unwrap();
        server.kill().await;
        senders = all(tasks).await;

        // What was under way may be stored without having been acknowledged, but never halfway.
        let (stored, acknowledged) = (stored(folder.path()), acknowledged(&senders));
        assert!(stored >= acknowledged, "{stored} of {acknowledged}");
        assert!(stored <= acknowledged + CONNECTIONS * 20);
        server = Server::start(folder.path()).await;
    }
    // Once more, now to the end: what went unanswered is sent again and counts once.
    let answered = Arc::new(AtomicUsize::new(0));
    let at_once = Arc::new(AtomicBool::new(true));
    senders = all(load(&server, &secret, senders, &at_once, &answered)).await;
    assert_eq!(answered.load(Ordering::SeqCst), CONNECTIONS);
    server.kill().await;
    assert_eq!(stored(folder.path()), acknowledged(&senders));
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_malformed_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let secret = server.set_up().await;
    let address = server.base.trim_start_matches("http://");
    let mut socket = TcpStream::connect(address).await.unwrap();
    let event = r#"[{"id": "a", "model": "gpt-4.1"}]"#;
    let head = format!(
        "POST /api/usage/events HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {secret}\r\n\
        Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        event.len() + 10
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(event.as_bytes()).await.unwrap();
    socket.shutdown().await.unwrap();
    let mut reply = String::new();
    timeout(PATIENCE, socket.read_to_string(&mut reply))
        .await
        .unwrap()
        .unwrap();
    assert!(reply.starts_with("HTTP/1.1 400 "), "{reply}");
    assert!(reply.contains("\"code\":\"malformed\""), "{reply}");
    server.kill().await;
    assert_eq!(stored(folder.path()), 0);
}
