//! A server with people, projects and keys: what `scalix bench seed` makes, and what the load
//! generator needs besides.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use scalix::accounts::{self, AccountDraft, Client, Hasher, sessions};
use scalix::audit::Actor;
use scalix::bench::{self, Ids};
use scalix::db::{Db, Options};
use scalix::error::Fields;
use scalix::secret::{Random, Secret};
use scalix::teams::{self, access::Role};
use serde_json::json;

use crate::bodies::now;
use crate::client;
use crate::servers::Server;

/// People of the first team. A person may send 1,800 requests a minute, and a full run reads more
/// than a million times in one.
const PEOPLE: usize = 1_200;

/// The data folder inside the temporary one: made by the product, for its owner alone.
const DATA: &str = "data";

/// A key of a project.
pub(crate) struct Key {
    pub(crate) secret: String,
}

/// A data folder with events in it and a running server on it.
pub(crate) struct World {
    folder: tempfile::TempDir,
    program: PathBuf,
    log: String,
    pub(crate) server: Server,
    /// Cookies of people of the first team.
    pub(crate) cookies: Vec<String>,
    /// A key for each of the twenty projects, in the order of their senders.
    pub(crate) keys: Vec<Key>,
    /// How long filling it took.
    pub(crate) filled_in: Duration,
}

impl World {
    /// Fills a folder with so many events and starts a server on it.
    pub(crate) fn new(program: &Path, inside: &Path, log: &str, events: u64, ids: Ids) -> Self {
        Self::filled(program, inside, log, (events, ids), PEOPLE)
    }

    /// One without events and with so many people in its first team.
    pub(crate) fn with_people(program: &Path, inside: &Path, log: &str, people: usize) -> Self {
        Self::filled(program, inside, log, (0, Ids::Ordered), people)
    }

    fn filled(
        program: &Path,
        inside: &Path,
        log: &str,
        (events, ids): (u64, Ids),
        members: usize,
    ) -> Self {
        let folder = tempfile::tempdir_in(inside).unwrap();
        let begun = Instant::now();
        let mut command = Command::new(program);
        let ids = match ids {
            Ids::Ordered => "ordered",
            Ids::Random => "random",
        };
        let filled = command
            .args(["bench", "seed", "--events", &events.to_string()])
            .args(["--ids", ids, "--data-dir"])
            .arg(folder.path().join(DATA))
            .stdout(Stdio::null())
            .status();
        assert!(filled.unwrap().success(), "scalix bench seed");
        let filled_in = begun.elapsed();
        let (owners, cookies) = people(&folder.path().join(DATA).join("scalix.db"), members);
        let server = Server::product(program, &folder.path().join(DATA), log);
        let keys = keys(&server, &owners);
        Self {
            folder,
            program: program.to_owned(),
            log: log.to_owned(),
            server,
            cookies,
            keys,
            filled_in,
        }
    }

    /// The data folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(DATA)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path().join("scalix.db")
    }

    /// Another server on the same folder, once the one before has ended.
    pub(crate) fn start_again(&mut self) {
        self.server = Server::product(&self.program, &self.path(), &self.log);
    }

    /// Starts the server anew, so that this machine may say where a request comes from.
    pub(crate) fn start_behind_proxy(&mut self) {
        self.server.stop();
        self.server = Server::product_behind_proxy(&self.program, &self.path(), &self.log);
    }

    /// Whether the server answers.
    pub(crate) fn answers(&self) -> bool {
        let alive = client::request("GET", "/healthz", &[], "");
        client::send(self.server.address, &alive).0 == 200
    }

    /// GET requests to a path, one for each person.
    pub(crate) fn gets(&self, path: &str) -> Vec<Vec<u8>> {
        let get = |cookie: &String| client::request("GET", path, &[("Cookie", cookie)], "");
        self.cookies.iter().map(get).collect()
    }
}

/// Sessions of the owner of every team, and of many people in the first: without passwords, which
/// take long, and before the server is there, because nobody else may write beside it.
fn people(database: &Path, people: usize) -> (Vec<String>, Vec<String>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let password = Secret::new(Random::System.base62(24));
    let hash = runtime.block_on(async {
        let hasher = Hasher::new(1, Random::System).unwrap();
        hasher.hash(&password).await.unwrap()
    });
    let db = Db::open(database, Options::default()).unwrap();
    let device = Client {
        address: "127.0.0.1".parse().unwrap(),
        user_agent: "bench".to_owned(),
        request_id: "req_bench".to_owned(),
    };
    let made = db.write_blocking(move |tx| {
        let (now, by) = (now(), Actor::cli());
        let session = |user, team| -> scalix::error::Result<String> {
            let token = sessions::start(tx, user, Some(team), &device, now)?;
            Ok(format!("session={}", token.reveal()))
        };
        let (mut owners, mut cookies, mut first) = (Vec::new(), Vec::new(), None);
        for number in 0..5 {
            let owner = accounts::find_by_email(tx, &bench::owner(number))?;
            let team = teams::list(tx, owner.id)?.remove(0);
            owners.push(session(owner.id, team.id)?);
            first.get_or_insert(team);
        }
        let team = first.unwrap();
        for number in 0..people {
            let draft = AccountDraft {
                name: format!("Person {number}"),
                email: format!("person{number}@example.org"),
                password: password.clone(),
            };
            let new = draft.check(&mut Fields::default()).unwrap();
            let user = accounts::create(tx, &by, &new, &hash, false, now)?;
            teams::add_member(tx, &by, &team, &user, Role::Developer, now)?;
            cookies.push(session(user.id, team.id)?);
        }
        Ok((owners, cookies))
    });
    db.close();
    made.unwrap()
}

/// A key for each project, made through the routes of the server.
fn keys(server: &Server, owners: &[String]) -> Vec<Key> {
    let (to, origin) = (server.address, format!("http://{}", server.address));
    let mut keys = Vec::new();
    for owner in owners {
        let list = client::request("GET", "/api/projects", &[("Cookie", owner)], "");
        let list = client::data(to, &list);
        for name in bench::PROJECTS {
            let named = |project: &&serde_json::Value| project["name"] == name;
            let project = list.as_array().unwrap().iter().find(named).unwrap();
            let project = project["id"].as_str().unwrap();
            let headers = [
                ("Cookie", owner.as_str()),
                ("Origin", origin.as_str()),
                ("Content-Type", "application/json"),
            ];
            let body = json!({"name": "load", "projectId": project}).to_string();
            let made = client::request("POST", "/api/api-keys", &headers, &body);
            let secret = client::data(to, &made)["secret"]
                .as_str()
                .unwrap()
                .to_owned();
            keys.push(Key { secret });
        }
    }
    assert_eq!(keys.len(), 20, "a key a project");
    keys
}
