//! `scalix demo`: the real program makes its history, serves it, and leaves nothing behind.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use scalix::db::{Db, Options};
use scalix::usage::check;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use crate::cli::{scalix, told};
use crate::support::Server;

/// Far more than anything here takes; a test must end.
const PATIENCE: Duration = Duration::from_mins(1);

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

async fn sign_in(base: &str, email: &str, password: &str) -> reqwest::Response {
    let credentials = json!({"email": email, "password": password});
    let client = reqwest::Client::new();
    let request = client.post(format!("{base}/api/auth/signin"));
    let request = request.header("Origin", base).json(&credentials);
    request.send().await.unwrap()
}

async fn data(base: &str, cookie: &str, path: &str) -> Value {
    let client = reqwest::Client::new();
    let request = client.get(format!("{base}{path}")).header("Cookie", cookie);
    let reply = request.send().await.unwrap();
    assert_eq!(reply.status(), 200, "{path}");
    reply.json::<Value>().await.unwrap()["data"].clone()
}

#[tokio::test]
async fn everybody_can_sign_in_and_nothing_is_left() {
    let temporary = tempfile::tempdir().unwrap();
    let log = temporary.path().join("log");
    let file = std::fs::File::create(&log).unwrap();
    let mut server = Server::demo(temporary.path(), Stdio::from(file)).await;
    let base = server.base.clone();
    server.told("12 projects").await;
    server.told("is removed when you stop").await;
    let login = server.told("http://").await;
    assert_eq!(login, format!("{base}/login as"));
    let mut people = Vec::new();
    for role in ["Owner", "Admin", "Developer", "Analyst", "Viewer"] {
        let line = server.told(role).await;
        let address = line.split_whitespace().nth(1).unwrap().to_owned();
        assert!(address.ends_with("@example.com"), "{line}");
        people.push((role, address));
    }
    let line = server.told("made for this run: ").await;
    let password = line.rsplit(' ').next().unwrap().to_owned();

    for (role, address) in &people {
        let reply = sign_in(&base, address, &password).await;
        assert_eq!(reply.status(), 200, "{address}");
        let cookie = reply.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let me = data(&base, &cookie, "/api/auth/me").await;
        assert!(me.to_string().contains(role), "{role}: {me}");
        let usage = data(&base, &cookie, "/api/usage/analytics?period=30d").await;
        assert!(
            usage["summary"]["totalRequests"].as_i64().unwrap() > 1_000,
            "{usage}"
        );
        assert!(
            usage["summary"]["totalCost"].as_f64().unwrap() > 1.0,
            "{usage}"
        );
    }
    let wrong = sign_in(&base, &people[0].1, "copper lantern orbit 47").await;
    assert_eq!(wrong.status(), 401);

    let folder = entries(temporary.path());
    let folder = folder.iter().find(|path| path.is_dir()).unwrap().clone();
    let copy = temporary.path().join("copy.db");
    std::fs::copy(folder.join("scalix.db"), &copy).unwrap();
    let log = {
        // The terminal was closed.
        server.stop_by("-HUP").await;
        std::fs::read_to_string(&log).unwrap()
    };
    assert!(!folder.exists(), "{log}");
    assert!(!log.contains(&password), "the log has no secrets");

    let report = tokio::task::spawn_blocking(move || {
        let db = Db::open(&copy, Options::default()).unwrap();
        let report = db.read_now(check::verify).unwrap();
        db.close();
        report
    });
    let report = report.await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    assert!(report.events > 1_000, "{}", report.events);
}

#[tokio::test]
async fn a_signal_in_the_middle_ends_it_and_nothing_is_left() {
    let temporary = tempfile::tempdir().unwrap();
    for signal in ["-TERM", "-HUP"] {
        let mut child = Command::new("env")
            .args(["--default-signal=HUP", env!("CARGO_BIN_EXE_scalix")])
            .args(["demo", "--days", "400", "--port", "0"])
            .env("TMPDIR", temporary.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        let begun = timeout(PATIENCE, log.next_line()).await.unwrap();
        assert!(begun.unwrap().unwrap().contains("400 days"));
        assert_eq!(entries(temporary.path()).len(), 1);
        let id = child.id().unwrap().to_string();
        let signal = Command::new("kill").args([signal, &id]).status();
        assert!(signal.await.unwrap().success());
        let output = timeout(PATIENCE, child.wait_with_output()).await.unwrap();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", output.status);
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(told.contains("before the demo was ready"), "{told}");
        assert_eq!(entries(temporary.path()).len(), 0, "nothing is left");
    }
}

#[test]
fn its_help_tells_of_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let help = told(&scalix(folder.path(), &["demo", "--help"], &[], ""), true);
    assert!(help.contains("[default: a temporary one]"), "{help}");
    assert_eq!(help.matches("--data-dir <DIR>").count(), 1, "{help}");
    assert!(!help.contains("SCALIX_DATA_DIR"), "{help}");
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("scalix.db"), "somebody's").unwrap();
    let args = ["demo", "--port", "0", "--data-dir", "data"];
    let refused = told(&scalix(folder.path(), &args, &[], ""), false);
    assert!(refused.contains("is not empty"), "{refused}");
    assert_eq!(entries(&data), [data.join("scalix.db")]);
    let kept = std::fs::read_to_string(data.join("scalix.db")).unwrap();
    assert_eq!(kept, "somebody's");
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let env = [("TMPDIR", folder.path().to_str().unwrap())];
    for days in ["0", "1", "401", "-3", "many"] {
        let run = scalix(folder.path(), &["demo", "--days", days], &env, "");
        told(&run, false);
        assert_eq!(run.status.code(), Some(2), "{days}");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = scalix(folder.path(), &["demo", "--port", &port], &env, "");
    let refused = told(&run, false);
    assert!(refused.contains("choose another port"), "{refused}");
    assert!(!refused.contains("history"), "{refused}");
    assert_eq!(entries(folder.path()).len(), 0, "nothing is left");
}
