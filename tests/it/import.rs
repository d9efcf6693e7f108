//! `scalix import`: history moved in, beside the running server and without one.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use scalix::audit;
use scalix::db::{Conn, Db, Options};
use scalix::usage::check;
use serde_json::{Value, json};

use crate::cli::scalix;
use crate::support::Server;

/// A folder with a team Acme, a project Default and a key called load.
struct Place {
    folder: tempfile::TempDir,
    secret: String,
}

impl Place {
    /// With the server that made it still running.
    async fn served() -> (Self, Server) {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(&folder.path().join("data")).await;
        let secret = server.set_up().await;
        (Self { folder, secret }, server)
    }

    async fn new() -> Self {
        let (place, server) = Self::served().await;
        server.stop().await;
        place
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn run(&self, args: &[&str], input: &str) -> Output {
        let args: Vec<_> = ["import"].iter().chain(args).copied().collect();
        scalix(self.folder.path(), &args, &[], input)
    }

    /// Begins to import into the one project there is.
    fn spawn(&self, name: &str, told: fn() -> Stdio) -> Child {
        Command::new(env!("CARGO_BIN_EXE_scalix"))
            .args(["import", name, "--project", "Default"])
            .current_dir(self.folder.path())
            .stdout(told())
            .stderr(told())
            .spawn()
            .unwrap()
    }

    /// Imports into the one project there is; what was told, after the exit code was looked at.
    #[track_caller]
    fn import(&self, args: &[&str], code: i32) -> String {
        let args: Vec<_> = args
            .iter()
            .chain(&["--project", "Default"])
            .copied()
            .collect();
        ended(&self.run(&args, ""), code)
    }

    /// One value out of the file of a server that is down, all sums and the audit log sound.
    #[track_caller]
    fn value(&self, sql: &str) -> Value {
        let db = Db::open(
            &self.folder.path().join("data/scalix.db"),
            Options::default(),
        )
        .unwrap();
        let sql = format!("SELECT json_array({sql})");
        let read = |conn: &Conn| Ok(conn.query_row(&sql, [], |row| row.get::<_, String>(0))?);
        let value = db.read_now(read).unwrap();
        assert!(db.read_now(check::verify).unwrap().is_sound());
        let chains = db.read_now(audit::verify).unwrap();
        assert!(matches!(chains, audit::Verdict::Sound { .. }));
        db.close();
        let value: Value = serde_json::from_str(&value).unwrap();
        value[0].clone()
    }

    fn events(&self) -> i64 {
        let count = self.value("(SELECT COUNT(*) FROM usage_events)");
        count.as_i64().unwrap()
    }
}

#[track_caller]
fn ended(output: &Output, code: i32) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

#[track_caller]
fn assert_tells(told: &str, words: &[&str]) {
    for word in words {
        assert!(told.contains(word), "{word}: {told}");
    }
}

fn event(id: u64) -> Value {
    json!({"id": format!("e{id}"), "time": "2024-02-29T12:00:00Z", "model": "gpt-4o-mini",
        "inputTokens": 1_000_000, "outputTokens": id})
}

fn lines(ids: std::ops::Range<u64>) -> String {
    ids.fold(String::new(), |mut text, id| {
        let _ = writeln!(text, "{}", event(id));
        text
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn history_moves_in_beside_the_running_server_and_is_counted_once() {
    let (place, server) = Place::served().await;
    let mut file = lines(0..1_200);
    file.push_str("{\"id\": \"broken\", \"model\": \n");
    let late = json!({"id": "late", "model": "no-such-model", "inputTokens": 1});
    let wrong = json!({"id": "wrong", "model": "m", "inputTokens": -1});
    let _ = writeln!(file, "\n{wrong}\n{late}");
    place.file("history.ndjson", &file);
    let told = place.import(&["history.ndjson", "--rejects", "rejects.ndjson"], 2);
    assert_tells(
        &told,
        &[
            "1201 new, 0 known before, 2 not taken",
            "line 1201: ",
            "line 1203: inputTokens: ",
            "had no price at its time",
            "no time and counts",
        ],
    );
    let rejects = std::fs::read_to_string(place.folder.path().join("rejects.ndjson")).unwrap();
    let rejects: Vec<Value> = rejects
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rejects.len(), 2);
    assert_eq!(
        (&rejects[0]["line"], &rejects[0]["code"]),
        (&json!(1201), &json!("malformed"))
    );
    assert_eq!(rejects[1]["field"], "inputTokens");
    assert_eq!(
        (&rejects[1]["id"], &rejects[1]["code"]),
        (&json!("wrong"), &json!("negative"))
    );

    // Again: the same as nothing, in any of the ways to name the project.
    for project in ["Acme/Default", "Default"] {
        let args = ["history.ndjson", "--project", project];
        let told = ended(&place.run(&args, ""), 2);
        assert_tells(&told, &["0 new, 1201 known before, 2 not taken"]);
    }
    // The server has the events in its next answer.
    let client = reqwest::Client::new();
    let sent = client
        .post(format!("{}/api/usage/events", server.base))
        .bearer_auth(&place.secret)
        .json(&json!({"id": "e1", "source": "import", "model": "gpt-4o-mini"}))
        .send();
    assert_eq!(sent.await.unwrap().status(), 422, "the id is taken");
    server.stop().await;

    assert_eq!(place.events(), 1_201);
    let rest = place.value(
        "json_array((SELECT MIN(key_id) || ' ' || MAX(key_id) FROM usage_events),
        (SELECT cost_nanos FROM usage_events WHERE event_id = 'e0'),
        (SELECT name FROM usage_sources),
        (SELECT COUNT(*) FROM audit_events
            WHERE actor_kind = 'cli' AND action = 'usage.imported'),
        (SELECT COUNT(*) FROM usage_imports))",
    );
    // A million tokens at the price in force two years before: 0.15 USD.
    assert_eq!(rest, json!(["0 0", 150_000_000, "import", 3, 0]));
}

#[tokio::test]
async fn tables_have_any_of_the_names_and_packed_files_are_known_by_their_ending() {
    let place = Place::new().await;
    let table = "\u{feff}id,gen_ai.response.model,input_tokens,outputTokens,time,error_message,\
        status,keyId,latency_ms\r\n\
        a,gpt-4.1,10,,2020-01-01T00:00:00Z,,,key_x,\r\n\
        b,\"gpt-4.1\",0,2,2020-01-01T01:00:00+01:00,\"it said \"\"no\"\",\nand failed\",error,,12\r\n\
        c,gpt-4.1,many,2,2020-01-01T00:00:00Z,,,,\r\n";
    place.file("t.csv", table);
    let told = place.import(&["t.csv"], 2);
    assert_tells(&told, &["2 new", "line 5: inputTokens: "]);
    let rows = place.value(
        "(SELECT json_group_array(json_array(event_id, input_tokens, output_tokens, error_message,
            time)) FROM (SELECT * FROM usage_events ORDER BY event_id))",
    );
    let rows: Value = serde_json::from_str(rows.as_str().unwrap()).unwrap();
    let at = 1_577_836_800_000_i64;
    assert_eq!(
        rows,
        json!([
            ["a", 10, 0, null, at],
            ["b", 0, 2, "it said \"no\",\nand failed", at]
        ])
    );

    place.file("t.CSV.GZ", gzip(table.as_bytes()));
    assert_tells(&place.import(&["t.CSV.GZ"], 2), &["0 new, 2 known before"]);
    let zstd = compress_to_vec(table.as_bytes(), CompressionLevel::Fastest);
    place.file("t.csv.zst", zstd);
    assert_tells(&place.import(&["t.csv.zst"], 2), &["0 new, 2 known before"]);
    let args = ["-", "--format", "csv", "--project", "Default"];
    let told = ended(&place.run(&args, table), 2);
    assert_tells(&told, &["0 new, 2 known before"]);

    place.file("wrong.csv", "id,model,tokens,Cost in EUR\nz,m,1,2\n");
    let told = place.import(&["wrong.csv"], 1);
    assert_tells(
        &told,
        &["\"tokens\", \"Cost in EUR\"", "nothing was imported"],
    );
    assert_eq!(place.events(), 2);
}

#[tokio::test]
async fn a_dry_run_tells_everything_and_changes_nothing() {
    let place = Place::new().await;
    place.file("a.jsonl", format!("{}{{\n", lines(0..700)));
    let rows = "(SELECT COUNT(*) FROM audit_events) || ' ' || (SELECT COUNT(*) FROM models)
        || ' ' || (SELECT COUNT(*) FROM usage_imports)";
    let before = place.value(rows);
    let told = place.import(&["a.jsonl", "--dry-run"], 2);
    assert_tells(
        &told,
        &["700 new", "1 not taken", "line 701", "Nothing was changed"],
    );
    assert_eq!(place.value(rows), before);
    assert_eq!(place.events(), 0);
}

#[tokio::test]
async fn with_a_key_history_is_what_the_key_would_have_sent() {
    let (place, server) = Place::served().await;
    let client = reqwest::Client::new();
    let mut sent = event(1);
    sent.as_object_mut().unwrap().remove("time");
    let answer = client
        .post(format!("{}/api/usage/events", server.base))
        .bearer_auth(&place.secret)
        .json(&sent)
        .send();
    assert_eq!(answer.await.unwrap().status(), 200);
    place.file("a.ndjson", format!("{sent}\n{}\n", event(2)));
    let told = place.import(&["a.ndjson", "--key", "load"], 0);
    assert_tells(&told, &["1 new, 1 known before, 0 not taken"]);
    let told = place.import(&["a.ndjson", "--key", "load", "--source", "old-system"], 0);
    assert_tells(&told, &["2 new, 0 known before"]);
    server.stop().await;
    let keys = "(SELECT COUNT(*) FROM usage_events WHERE key_id = (SELECT id FROM api_keys))";
    assert_eq!(place.value(keys), 4);
}

#[tokio::test]
async fn what_cannot_be_imported_is_told_before_anything_is() {
    let place = Place::new().await;
    place.file("a.ndjson", lines(0..2));
    place.file("a.json", lines(0..2));
    place.file("empty.csv", "");
    let long = "s".repeat(129);
    for (args, words) in [
        (
            &["a.ndjson", "--project", "Nowhere"][..],
            &["Nowhere", "prj_"][..],
        ),
        (
            &["a.ndjson", "--project", "Default", "--key", "k9"],
            &["k9", "key_"],
        ),
        (
            &["a.ndjson", "--project", "Default", "--source", &long],
            &["128"],
        ),
        (&["a.json", "--project", "Default"], &["--format"]),
        (&["lost.csv", "--project", "Default"], &["lost.csv"]),
        (&["empty.csv", "--project", "Default"], &["empty"]),
        (
            &[
                "a.ndjson",
                "--project",
                "Default",
                "--rejects",
                "./a.ndjson",
            ],
            &["--rejects"],
        ),
        (
            &["a.ndjson", "--project", "Default", "--rejects", "no/folder"],
            &["no/folder"],
        ),
    ] {
        let told = ended(&place.run(args, ""), 1);
        assert_tells(&told, words);
    }
    // What is typed or set wrongly is no import of which some lines were not taken.
    for args in [
        &["a.ndjson"][..],
        &["a.ndjson", "--project", "Default", "--format", "xml"],
        &["--no-such-flag"],
    ] {
        let told = ended(&place.run(args, ""), 1);
        assert_tells(&told, &["--"]);
    }
    let args = ["import", "a.ndjson", "--project", "Default"];
    let output = scalix(place.folder.path(), &args, &[("SCALIX_PORT", "many")], "");
    assert_tells(&ended(&output, 1), &["PORT"]);
    assert_tells(&ended(&place.run(&["--help"], ""), 0), &["Exit code"]);
    assert_eq!(place.events(), 0);
    let file = std::fs::read_to_string(place.folder.path().join("a.ndjson")).unwrap();
    assert_eq!(file, lines(0..2), "a file is never written over");
}

#[tokio::test]
async fn the_file_of_rejects_writes_over_nothing_else() {
    let place = Place::new().await;
    let path = place.file("a.ndjson", format!("{}no json\n", lines(0..2)));
    std::fs::hard_link(&path, place.folder.path().join("linked")).unwrap();
    place.file("notes", "not to be lost");
    let files = [
        "a.ndjson",
        "linked",
        "notes",
        "data/scalix.db",
        "data/scalix.key",
    ];
    let content = |name: &str| std::fs::read(place.folder.path().join(name)).unwrap();
    for name in files {
        let before = content(name);
        for more in [&[][..], &["--dry-run"]] {
            let args = ["a.ndjson", "--rejects", name];
            let args: Vec<_> = args.iter().chain(more).copied().collect();
            let told = place.import(&args, 1);
            assert!(told.contains("--rejects"), "{name}: {told}");
        }
        assert!(content(name) == before, "{name}");
    }
    place.import(&["a.ndjson", "--rejects", "data/new"], 1);
    assert!(!place.folder.path().join("data/new").exists());
    assert_eq!(place.events(), 0);
    // An earlier list is replaced, and what is no file is written to.
    for rejects in ["r", "r", "/dev/stderr"] {
        let told = place.import(&["a.ndjson", "--rejects", rejects], 2);
        assert_eq!(told.contains("{\"line\":3,"), rejects != "r", "{told}");
    }
    assert_eq!(String::from_utf8(content("r")).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_in_up_to_there_and_goes_on_when_it_is_whole() {
    let place = Place::new().await;
    let mut text = String::from("no json\n");
    text += &lines(0..3_000);
    let whole = gzip(text.as_bytes());
    place.file("a.ndjson.gz", &whole[..whole.len() * 2 / 3]);
    let told = place.import(&["a.ndjson.gz", "--rejects", "r"], 1);
    assert_tells(
        &told,
        &[
            "line 1:",
            "Stopped after line",
            "run the same command again",
        ],
    );
    let had = place.events();
    assert!((1_000..3_000).contains(&had), "{had}");

    place.file("a.ndjson.gz", &whole);
    let told = place.import(&["a.ndjson.gz", "--rejects", "r"], 2);
    assert_tells(
        &told,
        &["going on at line", "3000 new, 0 known before, 1 not taken"],
    );
    let rejects = std::fs::read_to_string(place.folder.path().join("r")).unwrap();
    assert_eq!(
        rejects.lines().count(),
        1,
        "the file of rejects goes on as well"
    );
    assert_eq!(place.events(), 3_000);
}

#[tokio::test]
async fn lines_that_were_not_taken_are_all_listed_by_the_run_that_goes_on() {
    let place = Place::new().await;
    let rejects = place.folder.path().join("r");
    let listed = || -> Vec<u64> {
        let text = std::fs::read_to_string(&rejects).unwrap();
        let line = |line: &str| serde_json::from_str::<Value>(line).unwrap()["line"].as_u64();
        text.lines().map(|text| line(text).unwrap()).collect()
    };
    // The step is in the database when its line cannot be written.
    place.file("a.ndjson", format!("no json\n{}{{\n", lines(0..700)));
    let told = place.import(&["a.ndjson", "--rejects", "/dev/full"], 1);
    assert_tells(
        &told,
        &["Stopped after line 500. /dev/full cannot be written: "],
    );
    let told = place.import(&["a.ndjson", "--rejects", "r"], 2);
    assert_tells(&told, &["going on at line 501", "700 new", "2 not taken"]);
    assert_eq!(listed(), [1, 702]);

    // Half a line was written, or a whole one.
    let text = lines(1_000..3_000).replace("}\n", "}\nno json\n");
    let whole = gzip(text.as_bytes());
    for cut in [0, 3, 100] {
        let name = format!("b{cut}.ndjson.gz");
        let source = format!("source{cut}");
        let args = [name.as_str(), "--rejects", "r", "--source", &source];
        place.file(&name, &whole[..whole.len() * 2 / 3]);
        place.import(&args, 1);
        let written = std::fs::read(&rejects).unwrap();
        std::fs::write(&rejects, &written[..written.len() - cut]).unwrap();
        place.file(&name, &whole);
        let told = place.import(&args, 2);
        assert_tells(&told, &["2000 new, 0 known before, 2000 not taken"]);
        let even: Vec<u64> = (1..=2_000).map(|line| line * 2).collect();
        assert!(listed() == even, "{cut}");
    }

    // Nobody listed them when they were not taken.
    let name = "c.ndjson.gz";
    place.file(name, &whole[..whole.len() * 2 / 3]);
    place.import(&[name], 1);
    place.file(name, &whole);
    std::fs::remove_file(&rejects).unwrap();
    let told = place.import(&[name, "--rejects", "r"], 2);
    assert_tells(&told, &["not in r", "--from-start"]);
    assert_eq!(listed().last(), Some(&4_000));
}

#[tokio::test]
async fn why_an_import_stopped_is_told_once_and_with_what_helps() {
    let place = Place::new().await;
    place.file("a.ndjson.gz", lines(0..3));
    place.file("a.csv.gz", "id,model\na,m\n");
    let again = "run the same command again";
    let told = place.import(&["a.ndjson.gz"], 1);
    assert_tells(
        &told,
        &["Stopped after line 0. ", "Repair or unpack it", again],
    );
    let told = place.import(&["a.csv.gz"], 1);
    assert_tells(&told, &["Repair or unpack it"]);
    // Who reads a pipe cannot go on with it.
    let args = ["-", "--format", "ndjson", "--project", "Default"];
    let args = [&args[..], &["--rejects", "/dev/full"]].concat();
    let text = format!("{}no json\n", lines(0..3));
    let told = ended(&place.run(&args, &text), 1);
    let comes_again = "recognised when it comes again";
    assert_tells(&told, &["Stopped after line 4. ", comes_again]);
    assert!(!told.contains("run the same command"), "{told}");
}

#[tokio::test]
async fn a_changed_file_is_read_from_its_beginning() {
    let place = Place::new().await;
    let text = lines(0..3_000);
    let whole = gzip(text.as_bytes());
    place.file("a.ndjson.gz", &whole[..whole.len() * 2 / 3]);
    place.import(&["a.ndjson.gz"], 1);
    let had = u64::try_from(place.events()).unwrap();
    let changed = format!("{}{text}", lines(9_000..9_001));
    place.file("a.ndjson.gz", gzip(changed.as_bytes()));
    let told = place.import(&["a.ndjson.gz"], 0);
    let known = format!("{} new, {had} known before", 3_001 - had);
    assert_tells(&told, &["does not begin like", &known]);
    assert_eq!(place.events(), 3_001);
}

/// A running import of a pipe, which gets what it is given and waits for more.
struct Piped {
    child: Child,
    pipe: std::fs::File,
}

impl Piped {
    fn start(place: &Place, name: &str) -> Self {
        let path = place.folder.path().join(name);
        let made = Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        let child = place.spawn(name, Stdio::null);
        let pipe = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        Self { child, pipe }
    }

    /// All but what fits into the pipe and the buffers of the process has been read when this
    /// returns, and with it all but the last step has been taken.
    fn give(&mut self, text: &str) {
        self.pipe.write_all(text.as_bytes()).unwrap();
    }

    /// The most memory that was held, in KiB, without the pages of the program file: those of an
    /// unoptimised build are twice those of a released one.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let figure = |name| -> u64 {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        figure("VmHWM:") - figure("RssFile:")
    }
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_where_it_was() {
    let place = Place::new().await;
    let text = lines(0..8_000);
    let mut piped = Piped::start(&place, "a.ndjson");
    piped.give(&text[..text.len() / 2]);
    piped.child.kill().unwrap();
    piped.child.wait().unwrap();
    let had = place.events();
    assert!((1_000..4_001).contains(&had), "{had}");

    let path = place.folder.path().join("a.ndjson");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, &text).unwrap();
    let told = place.import(&["a.ndjson"], 0);
    let line = format!("going on at line {}", had + 1);
    // Nothing was taken twice, so nothing was known before.
    assert_tells(&told, &[&line, "8000 new, 0 known before, 0 not taken"]);
    let told = place.import(&["a.ndjson"], 0);
    assert_tells(&told, &["0 new, 8000 known before"]);
    assert_eq!(place.events(), 8_000);
}

#[tokio::test]
async fn a_file_that_is_imported_three_times_at_once_is_counted_once() {
    let (place, server) = Place::served().await;
    place.file("a.ndjson", lines(0..12_000));
    let running = [0, 1, 2].map(|_| place.spawn("a.ndjson", Stdio::piped));
    let ended = running.map(|child| child.wait_with_output().unwrap());
    // Whoever finds that another one went on stops and says so; one of them gets to the end.
    assert!(ended.iter().any(|output| output.status.success()));
    for output in ended.iter().filter(|output| !output.status.success()) {
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        let why = "another one of the same file is running or ran";
        assert_tells(&told, &["Stopped after line ", why]);
    }
    let told = place.import(&["a.ndjson"], 0);
    assert_tells(&told, &["0 new, 12000 known before, 0 not taken"]);
    server.stop().await;
    assert_eq!(place.events(), 12_000);
}

#[tokio::test]
async fn a_pipe_is_read_once_and_from_its_beginning() {
    let place = Place::new().await;
    let text = lines(0..8_000);
    let mut first = Piped::start(&place, "a.ndjson");
    first.give(&text[..text.len() / 2]);
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    assert!(place.events() > 0);
    // Other content under the same name: a comparison with the first would swallow it.
    std::fs::remove_file(place.folder.path().join("a.ndjson")).unwrap();
    let mut second = Piped::start(&place, "a.ndjson");
    second.give(&lines(10_000..18_000));
    drop(second.pipe);
    assert_eq!(second.child.wait().unwrap().code(), Some(0));
    let late = place.value(
        "(SELECT COUNT(*) FROM usage_events WHERE CAST(substr(event_id, 2) AS INTEGER) >= 10000)",
    );
    assert_eq!(late, 8_000);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn memory_does_not_grow_with_the_file() {
    let place = Place::new().await;
    let mut piped = Piped::start(&place, "a.ndjson");
    let step = 4_000;
    piped.give(&lines(0..step));
    let early = piped.memory();
    for round in 1..6 {
        piped.give(&lines(round * step..(round + 1) * step));
        // A line that is never an event, as long as all of the others.
        piped.give(&"x".repeat(500_000));
        piped.give("\n");
    }
    let late = piped.memory();
    drop(piped.pipe);
    assert_eq!(piped.child.wait().unwrap().code(), Some(2));
    // Beside 24 MiB of a released binary: less than 64 MiB in all.
    assert!(late < 40 * 1024, "{late} KiB");
    // The cache of the database fills up to its limit; the file is not held.
    assert!(late - early < 20 * 1024, "{early} KiB, then {late} KiB");
    assert_eq!(place.events(), 24_000);
}
