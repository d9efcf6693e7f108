//! The command line, as a person types it: the real program with its own environment.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use scalix::clock::Clock;
use serde_json::json;

use crate::support::{PASSWORD, Phone, Server};

/// Runs `scalix` to its end, with nothing of this process's environment but the path.
pub(crate) fn scalix(folder: &Path, args: &[&str], env: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scalix"));
    command
        .args(args)
        .current_dir(folder)
        .env_clear()
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[track_caller]
pub(crate) fn told(output: &Output, success: bool) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.success(), success, "{text}");
    text
}

#[test]
fn help_teaches_and_versions_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let help = told(&scalix(folder.path(), &["--help"], &[], ""), true);
    for word in [
        "serve",
        "demo",
        "migrate",
        "user",
        "prices",
        "doctor",
        "import",
        "--data-dir",
        "--public-url",
        "set-up link",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    let version = told(&scalix(folder.path(), &["--version"], &[], ""), true);
    assert!(version.contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn settings_come_from_defaults_then_the_file_then_the_environment_then_flags() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str| folder.path().join(name).join("scalix.db").exists();
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
    assert!(made("data"), "the default");

    let file = "[default]\nport = 1000\n[default.scalix]\ndata_dir = \"from-file\"\n";
    std::fs::write(folder.path().join("Rocket.toml"), file).unwrap();
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
    assert!(made("from-file"));

    let env = [
        ("SCALIX_DATA_DIR", "from-env"),
        ("SCALIX_KEY", "sk_scalix_of_the_reader"),
    ];
    told(&scalix(folder.path(), &["migrate"], &env, ""), true);
    assert!(made("from-env"));

    told(
        &scalix(folder.path(), &["migrate", "--data-dir", "after"], &env, ""),
        true,
    );
    told(
        &scalix(
            folder.path(),
            &["--data-dir", "before", "migrate"],
            &env,
            "",
        ),
        true,
    );
    assert!(
        made("after") && made("before"),
        "a flag before or after the command"
    );
}

#[test]
fn a_file_of_a_parent_folder_is_not_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    let file = "[default.scalix]\ndata_dir = \"from-above\"\n";
    std::fs::write(folder.path().join("Rocket.toml"), file).unwrap();
    told(&scalix(&below, &["migrate"], &[], ""), true);
    assert!(below.join("data").exists() && !below.join("from-above").exists());
}

#[test]
fn a_wrong_setting_is_named_with_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let text = told(
        &scalix(folder.path(), &["migrate"], &[("SCALIX_PORT", "many")], ""),
        false,
    );
    assert!(text.contains("PORT") && text.contains("SCALIX_"), "{text}");
    let text = told(
        &scalix(folder.path(), &["migrate"], &[("SCALIX_DATADIR", "x")], ""),
        false,
    );
    assert!(text.to_lowercase().contains("datadir"), "{text}");
    let text = told(
        &scalix(
            folder.path(),
            &["migrate"],
            &[("SCALIX_LOG", "scalix=loud")],
            "",
        ),
        false,
    );
    assert!(text.contains("log"), "{text}");
    for url in ["localhost:8000", "file:///tmp", "app://x"] {
        let args = ["migrate", "--data-dir", "x"];
        let text = told(
            &scalix(folder.path(), &args, &[("SCALIX_PUBLIC_URL", url)], ""),
            false,
        );
        assert!(text.contains("http"), "{url}: {text}");
    }
    let text = told(&scalix(folder.path(), &["--port", "70000"], &[], ""), false);
    assert!(text.contains("70000"), "{text}");
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn a_public_address_is_one_of_the_web_and_at_the_root_of_its_host() {
    let folder = tempfile::tempdir().unwrap();
    let start = |url: &str| {
        let args = ["--port", "0", "--public-url", url];
        told(&scalix(folder.path(), &args, &[], ""), false)
    };
    for url in ["foo", "foo:80", "ftp://example.org"] {
        let text = start(url);
        let sentence = format!("--public-url: {url} is no address such as https://scalix.example.");
        assert!(text.contains(&sentence), "{text}");
        assert!(!text.contains("src/"), "{text}");
    }
    for url in ["https://example.org/scalix", "https://example.org/?a=b"] {
        let text = start(url);
        let sentence = format!("--public-url: {url} goes on after the host name");
        assert!(text.contains(&sentence), "{text}");
        let env = [("SCALIX_PUBLIC_URL", url)];
        let text = told(&scalix(folder.path(), &["migrate"], &env, ""), false);
        assert!(
            text.contains("at its root") && text.contains("public_url"),
            "{text}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_misspelt_folder_is_told_and_not_filled() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    std::fs::write(folder.path().join("p.json"), "[]").unwrap();
    std::fs::write(folder.path().join("h.csv"), "id,model\n").unwrap();
    let commands: [&[&str]; 10] = [
        &["prices", "list"],
        &["prices", "show", "gpt-4.1"],
        &["prices", "import", "p.json"],
        &["import", "h.csv", "--project", "Shop"],
        &["user", "add", "ada@example.org", "--name", "Ada Lovelace"],
        &["user", "reset-password", "ada@example.org"],
        &["user", "reset-2fa", "ada@example.org"],
        &["user", "grant-operator", "ada@example.org"],
        &["audit", "verify"],
        &["doctor"],
    ];
    for command in commands {
        for missing in ["empty", "nosuch"] {
            let args = [command, &["--data-dir", missing]].concat();
            let text = told(&scalix(folder.path(), &args, &[], PASSWORD), false);
            let sentence = format!(
                "There is no database at {missing}/scalix.db. Name its folder with --data-dir.\n"
            );
            assert_eq!(text, sentence, "{args:?}");
        }
    }
    assert!(!folder.path().join("nosuch").exists());
    let made = std::fs::read_dir(folder.path().join("empty")).unwrap();
    assert_eq!(made.count(), 0, "nothing was made");
}

#[test]
fn an_answer_that_cannot_be_written_ends_the_program_without_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
    let run = |args: &[&str], stdout: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scalix"));
        command.args(args).current_dir(folder.path()).stdout(stdout);
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), text)
    };
    for args in [&["doctor"][..], &["prices", "list"], &["audit", "verify"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let quiet = (Some(141), String::new());
        assert_eq!(run(args, writer.into()), quiet, "{args:?}");
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
        let (code, text) = run(args, full.unwrap().into());
        assert_eq!(code, Some(1), "{text}");
        assert!(text.starts_with("The answer cannot be written: "), "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
    }
}

#[test]
fn names_do_not_control_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
    let prices = json!([{"provider": "acme", "model": "a\u{1b}[31m\u{9b}2J", "price": {}}]);
    std::fs::write(folder.path().join("p.json"), prices.to_string()).unwrap();
    for args in [
        &["import", "lost\u{1b}[2J.csv", "--project", "Shop"][..],
        &["prices", "import", "p.json", "--dry-run"],
        &["prices", "import", "lost\u{1b}[2J.json"],
    ] {
        let output = scalix(folder.path(), args, &[], "");
        let text = told(&output, output.status.success());
        let harmless = |char: char| char == '\n' || !char.is_control();
        assert!(text.chars().all(harmless), "{text:?}");
        assert!(text.contains('\u{fffd}'), "{text:?}");
    }
}

#[tokio::test]
async fn a_second_server_on_the_same_folder_or_port_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Server::start(&data).await;
    let text = told(&scalix(folder.path(), &["--port", "0"], &[], ""), false);
    assert!(text.contains("in use by another Scalix"), "{text}");
    let port = server.base.rsplit(':').next().unwrap().to_owned();
    let text = told(
        &scalix(
            folder.path(),
            &["--port", &port, "--data-dir", "b"],
            &[],
            "",
        ),
        false,
    );
    assert!(text.contains(&port) && text.contains("--port"), "{text}");
    server.kill().await;
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
}

#[tokio::test]
async fn people_are_added_by_the_running_server_and_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let password = format!("{PASSWORD}\n");
    let add = |email: &'static str, more: &[&'static str]| {
        let mut args = vec!["user", "add", email, "--name", "Grace Hopper"];
        args.extend(more);
        scalix(folder.path(), &args, &[], &password)
    };
    let mut server = Server::start(&data).await;
    server.set_up().await;
    told(&add("grace@example.org", &["--role", "viewer"]), true);
    let refused = told(&add("GRACE@example.org", &[]), false);
    assert!(refused.contains("already has an account"), "{refused}");
    let refused = told(&add("x@example.org", &["--team", "Misspelt"]), false);
    assert!(
        refused.contains("No team is called “Misspelt”"),
        "{refused}"
    );
    let refused = told(&add("x@example.org", &["--role", "king"]), false);
    assert!(refused.contains("king"), "{refused}");

    // The running server knows the new account at once.
    let client = reqwest::Client::new();
    let body = json!({ "email": "grace@example.org", "password": PASSWORD });
    let request = client
        .post(format!("{}/api/auth/signin", server.base))
        .json(&body);
    let answer = request.header("Origin", &server.base).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    server.kill().await;

    told(&add("edsger@example.org", &["--operator"]), true);
    let granted = scalix(
        folder.path(),
        &["user", "grant-operator", "grace@example.org"],
        &[],
        "",
    );
    assert!(told(&granted, true).contains("Grace Hopper"));
    let unknown = scalix(
        folder.path(),
        &["user", "grant-operator", "nobody@example.org"],
        &[],
        "",
    );
    assert!(told(&unknown, false).contains("nobody@example.org"));
}

/// A request with a browser's session, if there is one; its status and its answer.
async fn call(
    server: &Server,
    cookie: &str,
    path: &str,
    body: &serde_json::Value,
) -> (u16, String, serde_json::Value) {
    let answer = reqwest::Client::new()
        .post(format!("{}{path}", server.base))
        .header("Origin", &server.base)
        .header("Cookie", cookie)
        .json(body)
        .send()
        .await
        .unwrap();
    let cookie = answer
        .headers()
        .get("set-cookie")
        .map(|it| it.to_str().unwrap());
    let cookie = cookie
        .and_then(|it| it.split(';').next())
        .unwrap_or_default();
    let (status, cookie) = (answer.status().as_u16(), cookie.to_owned());
    (status, cookie, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn passwords_and_second_factors_are_reset_beside_the_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let user = |what: &'static str, input: &str| {
        let args = ["user", what, "ada@example.org"];
        scalix(folder.path(), &args, &[], input)
    };
    let mut server = Server::start(&data).await;
    server.set_up().await;
    let sign_in =
        |password: &'static str| json!({ "email": "ada@example.org", "password": password });
    let path = "/api/auth/signin";
    let (status, cookie, _) = call(&server, "", path, &sign_in(PASSWORD)).await;
    assert_eq!(status, 200);
    let password = json!({ "password": PASSWORD });
    let (_, _, begun) = call(&server, &cookie, "/api/user/2fa", &password).await;
    let phone = Phone::new(begun["data"]["secret"].as_str().unwrap());
    let code = json!({ "code": phone.code(Clock::System.now()) });
    let (status, cookie, _) = call(&server, &cookie, "/api/user/2fa/confirm", &code).await;
    assert_eq!(status, 200);
    let (status, _, problem) = call(&server, "", path, &sign_in(PASSWORD)).await;
    assert_eq!(
        (status, &problem["code"]),
        (401, &json!("second_factor_required"))
    );

    assert!(told(&user("reset-2fa", ""), true).contains("password alone"));
    assert!(told(&user("reset-2fa", ""), true).contains("Nothing was changed"));
    assert_eq!(call(&server, "", path, &sign_in(PASSWORD)).await.0, 200);

    let weak = told(&user("reset-password", "password12345\n"), false);
    assert!(weak.contains("password:"), "{weak}");
    let new = "a quite different phrase";
    told(&user("reset-password", &format!("{new}\n")), true);
    let (status, _, _) = call(&server, &cookie, "/api/user/2fa", &password).await;
    assert_eq!(status, 401, "the sessions ended at once");
    assert_eq!(call(&server, "", path, &sign_in(PASSWORD)).await.0, 401);
    assert_eq!(
        call(&server, "", path, &sign_in("a quite different phrase"))
            .await
            .0,
        200
    );
    server.stop().await;

    told(&user("reset-password", "yet another long phrase\n"), true);
    let nobody = ["user", "reset-2fa", "nobody@example.org"];
    let unknown = told(&scalix(folder.path(), &nobody, &[], ""), false);
    assert!(unknown.contains("nobody@example.org"));
    let server = Server::start(&data).await;
    assert_eq!(
        call(&server, "", path, &sign_in("yet another long phrase"))
            .await
            .0,
        200
    );
    server.kill().await;
}

#[tokio::test]
async fn the_second_start_needs_no_set_up_and_secrets_are_in_no_file_and_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let log = |name: &str| Stdio::from(std::fs::File::create(folder.path().join(name)).unwrap());
    let mut server = Server::start_with(&data, log("first.log")).await;
    let key = server.set_up().await;
    let client = reqwest::Client::new();
    let send = |base: &str, key: &str| {
        let event = json!({ "id": "one", "model": "gpt-4o-mini", "inputTokens": 12 });
        client
            .post(format!("{base}/api/usage/events?key={key}"))
            .bearer_auth(key)
            .json(&event)
            .send()
    };
    assert_eq!(send(&server.base, &key).await.unwrap().status(), 200);
    let mistyped = format!("{key}x");
    assert_eq!(send(&server.base, &mistyped).await.unwrap().status(), 401);
    server.stop().await;

    let mut server = Server::start_with(&data, log("second.log")).await;
    assert!(
        !server
            .told_soon("setup?token=", Duration::from_millis(300))
            .await
    );
    assert_eq!(
        send(&server.base, &key).await.unwrap().status(),
        200,
        "a duplicate"
    );
    server.stop().await;

    let mut files = vec![
        folder.path().join("first.log"),
        folder.path().join("second.log"),
    ];
    files.extend(
        std::fs::read_dir(&data)
            .unwrap()
            .map(|file| file.unwrap().path()),
    );
    for file in files.iter().filter(|file| file.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        for secret in [key.as_str(), PASSWORD] {
            let found = bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes());
            assert!(!found, "a secret is in {}", file.display());
        }
    }
    let log = std::fs::read_to_string(folder.path().join("first.log")).unwrap();
    assert!(log.contains("/api/usage/events"), "the log was kept: {log}");
    let left: Vec<_> = std::fs::read_dir(&data)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name == "scalix.db-wal" || name == "admin.sock"),
        "{left:?}"
    );
}

#[test]
fn a_data_folder_is_filled_for_benchmarks_once_and_never_when_somebody_has_an_account() {
    let folder = tempfile::tempdir().unwrap();
    let seed = |events: &str| {
        let args = ["bench", "seed", "--events", events, "--ids", "random"];
        scalix(folder.path(), &args, &[], "")
    };
    let text = told(&seed("300"), true);
    assert!(text.contains("300 events"), "{text}");
    assert!(text.contains("owner1@example.org"), "{text}");
    let stored = || {
        let path = folder.path().join("data/scalix.db");
        let db = scalix::db::Db::open(&path, scalix::db::Options::default()).unwrap();
        let report = db.read_now(scalix::usage::check::verify).unwrap();
        db.close();
        assert!(report.is_sound(), "{report:?}");
        report.events
    };
    assert_eq!(stored(), 300);

    let text = told(&seed("1"), false);
    assert!(text.contains("Somebody has an account"), "{text}");
    assert_eq!(stored(), 300, "nothing was added");
    for wrong in ["-1", "many", "1000000001"] {
        let text = told(&seed(wrong), false);
        assert!(text.contains("--events"), "{text}");
    }
}

#[tokio::test]
async fn the_log_has_one_line_a_request_also_of_whom_a_guard_turns_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let log = Stdio::from(std::fs::File::create(&path).unwrap());
    let server = Server::start_with(&folder.path().join("data"), log).await;
    let invitation = "/invitations/s3crets3crets3crets3crets3crets3crets3crets3crets3cret";
    let expected = [
        ("GET", "/api/projects", 401),
        ("GET", "/nowhere", 404),
        ("GET", "/healthz", 200),
        ("HEAD", "/healthz", 200),
        // Programs that look at links in mails ask like this.
        ("HEAD", "/reset?token=reset-password.usr_1.s3cret", 410),
        ("HEAD", invitation, 410),
        ("TRACE", "/setup?token=s3cret", 404),
    ];
    let client = reqwest::Client::new();
    for (method, page, status) in expected {
        let method = method.parse().unwrap();
        let answer = client.request(method, format!("{}{page}", server.base));
        assert_eq!(answer.send().await.unwrap().status(), status, "{page}");
    }
    // It holds as many connections as it may.
    let limits = format!("/proc/{}/limits", server.child.id().unwrap());
    let limits = std::fs::read_to_string(limits).unwrap();
    let files = limits
        .lines()
        .find(|line| line.starts_with("Max open files"));
    let words: Vec<&str> = files.unwrap().split_whitespace().collect();
    assert_eq!(
        words[3],
        words[4].parse::<u64>().unwrap().min(1 << 20).to_string()
    );
    server.stop().await;
    let log = std::fs::read_to_string(&path).unwrap();
    assert!(!log.contains("s3cret"), "{log}");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{log}");
    for (line, (_, page, status)) in lines.into_iter().zip(expected) {
        let shown = match page {
            _ if page == invitation => "/invitations/…",
            _ => page.split('?').next().unwrap_or(page),
        };
        let told = format!("path=\"{shown}\" status={status} ");
        assert!(
            line.contains("scalix::access") && line.contains(&told),
            "{line}"
        );
    }
}
