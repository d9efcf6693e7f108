//! The real program on a real socket.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::PASSWORD;

/// Far more than anything here takes; a test must end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `scalix serve`.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) base: String,
    lines: mpsc::UnboundedReceiver<String>,
}

impl Server {
    pub(crate) async fn start(folder: &Path) -> Self {
        Self::start_with(folder, Stdio::null()).await
    }

    /// The same with somewhere for its log to go.
    pub(crate) async fn start_with(folder: &Path, log: Stdio) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scalix"));
        let address = ["serve", "--address", "127.0.0.1", "--port", "0"];
        command.args(address).arg("--data-dir").arg(folder);
        Self::run(command, log).await
    }

    /// `scalix demo` with two days of history, which makes its folder in `temporary`.
    pub(crate) async fn demo(temporary: &Path, log: Stdio) -> Self {
        // As at a terminal, however the tests were started.
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP", env!("CARGO_BIN_EXE_scalix")]);
        let args = ["demo", "--days", "2", "--seed", "7", "--port", "0"];
        command.args(args).env("TMPDIR", temporary);
        Self::run(command, log).await
    }

    async fn run(mut command: Command, log: Stdio) -> Self {
        let mut child = command
            // Of the tests, and no setting of the program.
            .env_remove("SCALIX_KILLS")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, lines) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok(Some(line)) = output.next_line().await {
                let _ = sender.send(line);
            }
        });
        let mut server = Self {
            child,
            base: String::new(),
            lines,
        };
        server.base = server.told("http://").await;
        server
    }

    /// The rest of the next line of output that has this in it, from there on.
    pub(crate) async fn told(&mut self, start: &str) -> String {
        let found = async {
            loop {
                let line = self.lines.recv().await.expect("the program goes on");
                if let Some(at) = line.find(start) {
                    return line[at..].trim().to_owned();
                }
            }
        };
        timeout(PATIENCE, found).await.expect("a line of output")
    }

    pub(crate) async fn kill(mut self) {
        self.child.start_kill().unwrap();
        timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap();
    }

    /// Whether a line with this in it comes within a while.
    pub(crate) async fn told_soon(&mut self, start: &str, wait: Duration) -> bool {
        timeout(wait, self.told(start)).await.is_ok()
    }

    /// Asks the program to stop and waits until it has.
    pub(crate) async fn stop(self) {
        self.stop_by("-TERM").await;
    }

    /// [`Server::stop`] by a signal.
    pub(crate) async fn stop_by(mut self, signal: &str) {
        let id = self.child.id().unwrap().to_string();
        let signal = Command::new("kill").args([signal, &id]).status();
        assert!(signal.await.unwrap().success());
        let status = timeout(PATIENCE, self.child.wait()).await.unwrap().unwrap();
        assert!(status.success(), "{status}");
    }

    /// Sets the instance up and gives the secret of a key.
    pub(crate) async fn set_up(&mut self) -> String {
        let owner = self.set_up_owner().await;
        let draft = json!({"name": "load"});
        let key = self.make(&owner, "api-keys", &draft).await;
        key["secret"].as_str().unwrap().to_owned()
    }

    /// Sets the instance up and gives the cookie of its owner.
    pub(crate) async fn set_up_owner(&mut self) -> String {
        let link = self.told("http://").await;
        let token = link.split("token=").nth(1).expect("a set-up link");
        let draft = json!({"setupToken": token, "name": "Ada", "email": "ada@example.org",
            "password": PASSWORD, "teamName": "Acme"});
        let set_up = reqwest::Client::new()
            .post(format!("{}/api/setup", self.base))
            .header("Origin", &self.base)
            .json(&draft)
            .send()
            .await
            .unwrap();
        assert_eq!(set_up.status(), 201);
        let cookie = set_up.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Makes a thing of this kind and gives what the reply says of it.
    pub(crate) async fn make(&self, cookie: &str, kind: &str, draft: &Value) -> Value {
        let made = reqwest::Client::new()
            .post(format!("{}/api/{kind}", self.base))
            .header("Origin", &self.base)
            .header("Cookie", cookie)
            .json(draft)
            .send()
            .await
            .unwrap();
        assert_eq!(made.status(), 201);
        made.json::<Value>().await.unwrap()["data"].take()
    }
}
