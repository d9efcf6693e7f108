//! Many clients send random batches to the real program, which is killed again and again:
//! duplicates, conflicts, late and bad events, in every format. What it acknowledged is compared
//! with what it stored, and every sum is made anew from the rows.
//!
//! `SCALIX_KILLS=100 cargo test --test it kills` kills it a hundred times.

mod drawn;
mod model;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::timeout;

use crate::cli::{scalix, told};
use crate::support::Server;
use drawn::{Dice, Event, Shape};
use model::{Model, Sender};

const CLIENTS: usize = 12;
/// How often the program is killed, unless `SCALIX_KILLS` says otherwise.
const KILLS: usize = 4;
/// Far more than anything here takes; a test must end.
const PATIENCE: Duration = Duration::from_mins(1);

fn kills() -> usize {
    #[expect(
        clippy::disallowed_methods,
        reason = "of the tests, not of the program"
    )]
    let asked = std::env::var("SCALIX_KILLS");
    asked.map_or(KILLS, |asked| asked.parse().expect("a number"))
}

/// Somebody with a key who sends one batch after the other, each until it is answered.
struct Client {
    dice: Dice,
    sender: Sender,
    secret: String,
    model: Arc<Mutex<Model>>,
    pending: Vec<Event>,
}

impl Client {
    /// Sends until the server is gone, or until the batch under way is answered.
    async fn run(&mut self, base: &str, answered: &AtomicUsize, only_pending: bool) {
        let client = reqwest::Client::new();
        loop {
            if self.pending.is_empty() {
                if only_pending {
                    return;
                }
                self.draw();
            }
            if !self.send(&client, base).await {
                return;
            }
            self.pending.clear();
            answered.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// New events, and some that were sent before by anybody, as they were or changed.
    fn draw(&mut self) {
        let mut model = self.model.lock().unwrap();
        for _ in 0..=self.dice.below(12) {
            let known = self.dice.place(model.pool.len());
            let event = match (self.dice.below(10), model.pool.get(known)) {
                (0 | 1, Some(known)) => known.clone(),
                (2, Some(known)) => known.changed(&mut self.dice),
                _ => Event::draw(&mut self.dice),
            };
            model.sent(&self.sender, &event);
            self.pending.push(event);
        }
    }

    /// Sends the batch, in another form every time; whether it was answered.
    async fn send(&mut self, client: &reqwest::Client, base: &str) -> bool {
        let shape = Shape::draw(&mut self.dice, &self.pending);
        let (kind, encoding, body) = shape.write(&mut self.dice, &self.pending);
        let mut request = client
            .post(format!("{base}/api/usage/events"))
            .bearer_auth(&self.secret)
            .header("Content-Type", kind)
            .body(body);
        if let Some(encoding) = encoding {
            request = request.header("Content-Encoding", encoding);
        }
        let Ok(reply) = request.send().await else {
            return false;
        };
        let status = reply.status().as_u16();
        let Ok(reply) = reply.json::<Value>().await else {
            return false;
        };
        assert!(matches!(status, 200 | 207 | 422), "{status} {reply}");
        let results = reply["data"]["results"].as_array().unwrap();
        assert_eq!(results.len(), self.pending.len(), "{reply}");
        let mut model = self.model.lock().unwrap();
        for (event, result) in self.pending.iter().zip(results) {
            model.heard(&self.sender, event, result);
        }
        true
    }
}

/// Lets all clients send at once.
fn start(
    clients: Vec<Client>,
    server: &Server,
    answered: &Arc<AtomicUsize>,
    only_pending: bool,
) -> Vec<tokio::task::JoinHandle<Client>> {
    let start = |mut client: Client| {
        let (base, answered) = (server.base.clone(), answered.clone());
        tokio::spawn(async move {
            client.run(&base, &answered, only_pending).await;
            client
        })
    };
    clients.into_iter().map(start).collect()
}

async fn all(tasks: Vec<tokio::task::JoinHandle<Client>>) -> Vec<Client> {
    let mut clients = Vec::new();
    for task in tasks {
        clients.push(timeout(PATIENCE, task).await.unwrap().unwrap());
    }
    clients
}

/// Two projects; the first has two keys, so that named sources are shared by them.
async fn keys(server: &Server, owner: &str) -> Vec<(Sender, String)> {
    let mut keys = Vec::new();
    let mut projects = Vec::new();
    for name in ["Shop", "Blog"] {
        let made = server.make(owner, "projects", &json!({"name": name})).await;
        projects.push(made["id"].as_str().unwrap().to_owned());
    }
    for project in [&projects[0], &projects[0], &projects[1]] {
        let draft = json!({"name": "load", "projectId": project});
        let key = server.make(owner, "api-keys", &draft).await;
        let sender = Sender {
            project: project.clone(),
            key: key["id"].as_str().unwrap().to_owned(),
        };
        keys.push((sender, key["secret"].as_str().unwrap().to_owned()));
    }
    keys
}

#[tokio::test(flavor = "multi_thread")]
async fn pitfall_1_what_is_acknowledged_is_stored_once_and_counted_whatever_is_killed() {
    let (kills, from) = (kills(), Instant::now());
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    let owner = server.set_up_owner().await;
    let keys = keys(&server, &owner).await;
    let model = Arc::new(Mutex::new(Model::default()));
    let client = |number: usize| {
        let (sender, secret) = keys[number % keys.len()].clone();
        Client {
            dice: Dice::new(number as u64),
            sender,
            secret,
            model: model.clone(),
            pending: Vec::new(),
        }
    };
    let mut clients: Vec<Client> = (0..CLIENTS).map(client).collect();
    let mut dice = Dice::new(CLIENTS as u64);
    let mut batches = 0;
    for _ in 0..kills {
        let answered = Arc::new(AtomicUsize::new(0));
        let goal = 1 + dice.place(60);
        let tasks = start(clients, &server, &answered, false);
        let some = async {
            while answered.load(Ordering::SeqCst) < goal {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        timeout(PATIENCE, some).await.unwrap();
        tokio::time::sleep(Duration::from_millis(dice.below(25))).await;
        server.kill().await;
        clients = all(tasks).await;
        batches += answered.load(Ordering::SeqCst);
        model.lock().unwrap().compare(folder.path(), false);
        server = Server::start(folder.path()).await;
    }
    // Once more, now to the end: what went unanswered is sent again and counts once.
    let answered = Arc::new(AtomicUsize::new(0));
    clients = all(start(clients, &server, &answered, true)).await;
    assert!(clients.iter().all(|client| client.pending.is_empty()));
    let totals = model.lock().unwrap().compare(folder.path(), true);
    assert_eq!(summary(&server, &owner).await, totals);
    server.kill().await;
    model.lock().unwrap().compare(folder.path(), true);
    doctor(folder.path());
    let told = model.lock().unwrap().told();
    println!(
        "{kills} kills in {:.0?}, {batches} batches answered: {told}",
        from.elapsed()
    );
}

/// What a report says: requests, tokens in, tokens out, and cost in nano-dollars.
async fn summary(server: &Server, owner: &str) -> [i64; 4] {
    let reply = reqwest::Client::new()
        .get(format!("{}/api/usage/analytics?period=90d", server.base))
        .header("Cookie", owner)
        .send()
        .await
        .unwrap();
    let reply: Value = reply.json().await.unwrap();
    let summary = &reply["data"]["summary"];
    let number = |name: &str| summary[name].as_i64().unwrap();
    [
        number("totalRequests"),
        number("inputTokens"),
        number("outputTokens"),
        model::nanos(&summary["totalCost"]).unwrap(),
    ]
}

fn doctor(folder: &Path) {
    let name = folder.display().to_string();
    let args = ["doctor", "--usage", "--data-dir", &name];
    told(&scalix(folder, &args, &[], ""), true);
}
