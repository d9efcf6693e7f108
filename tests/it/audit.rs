//! The audit log: reading, filtering, exporting, and who may.

use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::cli::{scalix, told};
use crate::doctor::spoil;
use crate::support::{Actor, Server, TestApp};

async fn log(app: &TestApp, actor: &Actor, query: &str) -> Vec<Value> {
    let answer = actor.get(app, &format!("/api/team/audit{query}")).await;
    answer.data(200).as_array().unwrap().clone()
}

async fn project(app: &TestApp, actor: &Actor, name: &str) -> String {
    let made = actor
        .post(app, "/api/projects", &json!({"name": name}))
        .await;
    made.data(201)["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_did_what_with_what_changed() {
    let (app, _, ada) = TestApp::start().await;
    let id = project(&app, &ada, "Shop").await;
    let change = json!({"name": "Store"});
    ada.put(&app, &format!("/api/projects/{id}"), &change)
        .await
        .data(200);

    let rows = log(&app, &ada, "").await;
    let newest = &rows[0];
    assert_eq!(newest["action"], "project.updated");
    assert_eq!(newest["actor"]["kind"], "session");
    assert_eq!(newest["target"]["id"], id);
    assert_eq!(newest["before"]["name"], "Shop");
    assert_eq!(newest["after"]["name"], "Store");
    assert_eq!(newest["erased"], false);
    assert!(newest["requestId"].as_str().unwrap().starts_with("req_"));
    let numbers: Vec<_> = rows
        .iter()
        .map(|row| row["seq"].as_i64().unwrap())
        .collect();
    let expected: Vec<_> = (1..=i64::try_from(numbers.len()).unwrap()).rev().collect();
    assert_eq!(numbers, expected);

    let head = ada.get(&app, "/api/team/audit/head").await.data(200);
    assert_eq!(head["rows"], numbers[0]);
    assert_eq!(head["hash"], newest["hash"]);
    assert_eq!(
        head["head"].as_str().unwrap(),
        format!("{}:{}", numbers[0], newest["hash"].as_str().unwrap())
    );
}

#[tokio::test]
async fn filters_and_pages() {
    let (app, acme, ada) = TestApp::start().await;
    let dev = app.member(&acme, "Grace", Role::Developer).await;
    for name in ["One", "Two", "Three"] {
        project(&app, &dev, name).await;
    }
    project(&app, &ada, "Four").await;
    assert_eq!(log(&app, &ada, "?action=project.created").await.len(), 4);
    assert_eq!(log(&app, &ada, "?action=project").await.len(), 4);
    assert_eq!(log(&app, &ada, "?action=proj").await.len(), 0);
    let hers = log(&app, &ada, "?actor=GRACE&action=project").await;
    assert_eq!(hers.len(), 3);
    let id = hers[0]["actor"]["id"].as_str().unwrap();
    assert_eq!(log(&app, &ada, &format!("?actor={id}")).await.len(), 3);
    assert_eq!(
        log(&app, &ada, "?target=thr").await[0]["target"]["name"],
        "Three"
    );
    assert_eq!(log(&app, &ada, "?to=2020-01-01").await.len(), 0);
    assert!(
        log(&app, &ada, "?from=2020-01-01&to=&actor=all")
            .await
            .len()
            > 4
    );
    let answer = ada.get(&app, "/api/team/audit?from=yesterday").await;
    assert!(answer.problem(422, "invalid")["fields"]["from"].is_string());

    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/team/audit?limit=2&cursor={cursor}");
        let page = ada.get(&app, &path).await.value();
        seen.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["seq"].as_i64()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let all: Vec<_> = log(&app, &ada, "")
        .await
        .iter()
        .map(|row| row["seq"].as_i64())
        .collect();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn the_file_holds_every_row_and_no_formula() {
    let (app, _, ada) = TestApp::start().await;
    project(&app, &ada, "=cmd|' /C calc'!A0").await;
    let file = ada.get(&app, "/api/team/audit/export").await;
    assert_eq!(file.status, 200);
    let name = file.header("content-disposition").unwrap();
    assert!(
        name.starts_with("attachment; filename=\"acme-audit-"),
        "{name}"
    );
    let text = file.text();
    assert!(text.contains(",'=cmd|' /C calc'!A0,"), "{text}");
    let rows = log(&app, &ada, "").await.len();
    assert_eq!(text.matches("\r\n").count(), rows + 1);

    let file = ada
        .get(&app, "/api/team/audit/export?format=json&action=project")
        .await;
    let parsed: Value = serde_json::from_str(&file.text()).unwrap();
    assert_eq!(parsed[0]["target"]["name"], "=cmd|' /C calc'!A0");
    let lines = ada
        .get(&app, "/api/team/audit/export?format=ndjson")
        .await
        .text();
    assert_eq!(lines.lines().count(), rows);
    let none = ada
        .get(&app, "/api/team/audit/export?format=json&actor=zzz")
        .await;
    assert_eq!(none.text(), "[]\n");
    ada.get(&app, "/api/team/audit/export?format=xml")
        .await
        .problem(422, "invalid");
}

#[tokio::test]
async fn only_owners_and_admins_read_it_and_only_their_own() {
    let (app, acme, ada) = TestApp::start().await;
    project(&app, &ada, "Secret plans").await;
    for role in [Role::Developer, Role::Analyst, Role::Viewer] {
        let member = app.member(&acme, role.name(), role).await;
        member
            .get(&app, "/api/team/audit")
            .await
            .problem(403, "forbidden");
        assert_eq!(member.get(&app, "/audit").await.status, 403);
        assert!(
            !member
                .get(&app, "/")
                .await
                .text()
                .contains("href=\"/audit\"")
        );
    }
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let theirs = log(&app, &stranger, "").await;
    assert!(
        !theirs
            .iter()
            .any(|row| row["target"]["name"] == "Secret plans")
    );
    let page = ada.get(&app, "/audit").await.text();
    assert!(page.contains("Secret plans") && page.contains("audit verify --head"));
    assert_eq!(ada.get(&app, "/audit?from=2024-02-30").await.status, 422);
    // The end lies before the beginning: told beside the field, and nothing was looked for.
    for query in [
        "from=2024-03-02&to=2024-03-01",
        "from=2024-03-02T00:00:00Z&to=2024-03-02T00:00:00Z",
    ] {
        let wrong = ada.get(&app, &format!("/audit?{query}")).await;
        assert_eq!(wrong.status, 422, "{query}");
        let page = wrong.text();
        assert!(
            page.contains("To: It must lie after the beginning."),
            "{page}"
        );
        assert!(!page.contains("Nothing matches"), "{page}");
        let answer = ada.get(&app, &format!("/api/team/audit?{query}")).await;
        answer.problem(422, "invalid");
    }
    let one_day = ada.get(&app, "/audit?from=2024-03-02&to=2024-03-02").await;
    assert_eq!(one_day.status, 200);
}

/// What `scalix audit verify` says, and whether it is content.
fn verify(folder: &std::path::Path, head: &[&str]) -> (bool, String) {
    let name = folder.display().to_string();
    let mut args = vec!["audit", "verify", "--data-dir", &name];
    args.extend(head.iter().flat_map(|head| ["--head", head]));
    let output = scalix(folder, &args, &[], "");
    let sound = output.status.success();
    (sound, told(&output, sound))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_finds_what_was_altered_or_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path()).await;
    server.set_up().await;
    // Beside the running server.
    let (sound, before) = verify(folder.path(), &[]);
    assert!(sound, "{before}");
    let end = |text: &str, of: &str| {
        let line = text.lines().find(|line| line.starts_with(of)).unwrap();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    let (instance, team) = (end(&before, "Instance"), end(&before, "Team"));
    let rows: usize = team.split(':').next().unwrap().parse().unwrap();
    assert!(rows > 1, "{before}");
    server.kill().await;

    let (sound, kept) = verify(folder.path(), &[&instance, &team]);
    assert!(
        sound && kept.contains("2 noted ends are still there"),
        "{kept}"
    );
    let (sound, form) = verify(folder.path(), &["12:xyz"]);
    assert!(!sound && form.contains("ROWS:HASH"), "{form}");

    let erase = "DELETE FROM audit_details WHERE audit_id = 1";
    spoil(folder.path(), erase);
    assert!(verify(folder.path(), &[&instance, &team]).0);

    let cut = "DELETE FROM audit_details WHERE audit_id = (SELECT max(id) FROM audit_events WHERE chain > 0);
        DELETE FROM audit_events WHERE id = (SELECT max(id) FROM audit_events WHERE chain > 0)";
    spoil(folder.path(), cut);
    assert!(verify(folder.path(), &[]).0);
    let (sound, cut_off) = verify(folder.path(), &[&team]);
    assert!(!sound && cut_off.contains(&team), "{cut_off}");

    spoil(
        folder.path(),
        "UPDATE audit_events SET at = at + 1 WHERE chain > 0 AND seq = 1",
    );
    let (sound, altered) = verify(folder.path(), &[]);
    assert!(!sound && altered.contains("at row 1"), "{altered}");
}
