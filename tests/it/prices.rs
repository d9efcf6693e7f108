//! Prices: the command line, and the routes for a team's own and the global ones.

use serde_json::{Value, json};

use crate::cli::{scalix, told};
use crate::support::Server;

#[test]
fn the_command_line_lists_shows_and_teaches() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str], success: bool| {
        let args: Vec<_> = ["prices"].iter().chain(args).copied().collect();
        told(&scalix(folder.path(), &args, &[], ""), success)
    };
    let help = run(&["import", "--help"], true);
    for word in [
        "LiteLLM",
        "\"cachedInput\"",
        "--dry-run",
        "--force",
        "past cost",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    assert!(run(&["--help"], true).contains("show"));

    let list = run(
        &["list", "--model", "gpt-4.1-mini", "--provider", "azure"],
        true,
    );
    let line = list
        .lines()
        .find(|line| line.starts_with("gpt-4.1-mini "))
        .unwrap();
    let cells: Vec<_> = line.split_whitespace().collect();
    assert_eq!(cells[..5], ["gpt-4.1-mini", "azure", "0.4", "0.1", "1.6"]);
    assert!(!list.contains("openai"), "{list}");
    assert!(run(&["list", "--model", "no-such-model"], false).contains("no such price"));

    // A name as events have it, with the tiers beside the plain prices.
    let shown = run(&["show", "google/gemini-2.5-pro@latest"], true);
    for word in [
        "gemini-2.5-pro of google",
        "plain",
        "batch > 200k",
        "cachedInput",
    ] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    let line = shown
        .lines()
        .find(|line| line.starts_with("input "))
        .unwrap();
    let inputs: Vec<_> = line.split_whitespace().skip(1).collect();
    assert!(inputs.contains(&"1.25") && inputs.contains(&"2.5") && inputs.contains(&"0.625"));
    let unknown = run(&["show", "no-such-model"], false);
    assert!(
        unknown.contains("unpriced") && !unknown.contains("changed"),
        "{unknown}"
    );
    assert!(run(&["show", "gpt-4.1", "--at", "tomorrow"], false).contains("tomorrow"));
    assert!(run(&["show", "gpt-4.1", "--team", "Nobody"], false).contains("team"));
}

/// What an event of a thousand tokens in costs, in dollars.
async fn cost(server: &Server, key: &str, id: &str) -> Value {
    let event = json!({"id": id, "model": "house-model", "inputTokens": 1_000});
    let sent = reqwest::Client::new()
        .post(format!("{}/api/usage/events", server.base))
        .bearer_auth(key)
        .json(&event);
    let answer: Value = sent.send().await.unwrap().json().await.unwrap();
    answer["data"]["results"][0]["cost"].clone()
}

#[tokio::test]
async fn pitfall_8_a_file_is_imported_by_the_running_server_and_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Server::start(&data).await;
    let key = server.set_up().await;
    let import = |name: &str, rows: &Value, more: &[&str], success: bool| {
        std::fs::write(folder.path().join(name), rows.to_string()).unwrap();
        let args = ["prices", "import", name];
        let args: Vec<_> = args.iter().chain(more).copied().collect();
        told(&scalix(folder.path(), &args, &[], ""), success)
    };
    let row = |model: &str, input: Value| json!({"provider": "house", "model": model, "price": {"input": input, "output": 1}});
    assert_eq!(cost(&server, &key, "before").await, Value::Null, "unpriced");

    let rows = json!([
        row("house-model", json!(2)),
        row("negative", json!(-2)),
        row("slipped", json!(2e12)),
        row("dear", json!(5_000)),
        json!({"provider": "house", "model": "missing", "price": {"output": 1}}),
    ]);
    let plan = import("prices.json", &rows, &["--dry-run"], true);
    assert!(
        plan.contains("Would enter: 1 new") && plan.contains("4 refused"),
        "{plan}"
    );
    assert_eq!(cost(&server, &key, "planned").await, Value::Null);

    let done = import("prices.json", &rows, &[], true);
    assert!(
        done.contains("Entered: 1 new") && done.contains("4 refused"),
        "{done}"
    );
    for (model, reason) in [
        ("negative", "negative"),
        ("slipped", "at most"),
        ("dear", "hundred times"),
        ("missing", "needed"),
    ] {
        let line = done
            .lines()
            .find(|line| line.starts_with(&format!("house {model}:")));
        assert!(
            line.is_some_and(|line| line.contains(reason)),
            "{model}: {done}"
        );
    }
    assert_eq!(cost(&server, &key, "after").await, json!(0.002));
    assert_eq!(
        cost(&server, &key, "before").await,
        Value::Null,
        "as it was counted"
    );

    let dear = json!([row("dear", json!(5_000)), row("house-model", json!(3))]);
    let forced = import("dear.json", &dear, &["--force"], true);
    assert!(forced.contains("1 new, 1 changed"), "{forced}");
    assert_eq!(cost(&server, &key, "later").await, json!(0.003));
    server.stop().await;

    // Without a server the command does it itself.
    let again = import(
        "dear.json",
        &json!([row("house-model", json!(4))]),
        &[],
        true,
    );
    assert!(again.contains("0 new, 1 changed"), "{again}");
    let shown = scalix(folder.path(), &["prices", "show", "house-model"], &[], "");
    let shown = told(&shown, true);
    assert!(shown.contains("import dear.json"), "{shown}");

    let nothing = import("bad.json", &json!([row("bad", json!(-1))]), &[], false);
    assert!(
        nothing.contains("Nothing was changed") && nothing.contains("house bad:"),
        "{nothing}"
    );
    let shape = import("bad.json", &json!({"hello": 1}), &[], false);
    assert!(shape.contains("no price table"), "{shape}");
    let lost = scalix(folder.path(), &["prices", "import", "lost.json"], &[], "");
    assert!(told(&lost, false).contains("lost.json"));
}
