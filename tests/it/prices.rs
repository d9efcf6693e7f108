//! Prices: the command line, and the routes for a team's own and the global ones.

use std::time::Duration;

use rocket::http::Method;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::cli::{scalix, told};
use crate::support::{Actor, Server, TestApp};

const PRICES: &str = "/api/usage/prices";
const GLOBAL: &str = "/api/usage/prices/global";

#[test]
fn the_command_line_lists_shows_and_teaches() {
    let folder = tempfile::tempdir().unwrap();
    told(&scalix(folder.path(), &["migrate"], &[], ""), true);
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
    let lines: Vec<&str> = nothing.lines().collect();
    assert_eq!(lines[0], "Nothing was changed.", "{nothing}");
    assert!(lines[1].starts_with("house bad: price.input"), "{nothing}");
    assert!(!nothing.contains("--force"), "{nothing}");
    let checked = import(
        "bad.json",
        &json!([row("dear", json!(5e6))]),
        &["--dry-run"],
        false,
    );
    assert!(checked.starts_with("house dear: price.input"), "{checked}");
    assert_eq!(
        checked.matches("Nothing was changed").count(),
        1,
        "{checked}"
    );
    assert!(checked.contains("add --force"), "{checked}");
    let empty = import("none.json", &json!([]), &["--dry-run"], false);
    assert!(empty.starts_with("Would enter: 0 new"), "{empty}");
    let shape = import("bad.json", &json!({"hello": 1}), &[], false);
    assert!(shape.contains("no price table"), "{shape}");
    let lost = scalix(folder.path(), &["prices", "import", "lost.json"], &[], "");
    assert!(told(&lost, false).contains("lost.json"));
}

/// A team with a key.
struct Shop {
    app: TestApp,
    ada: Actor,
    by: Actor,
}

impl Shop {
    async fn open() -> Self {
        let (app, _, ada) = TestApp::start().await;
        let by = key_of(&app, &ada).await;
        Self { app, ada, by }
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.ada.post(&self.app, path, body).await.data(201)
    }

    async fn get(&self, path: &str) -> Value {
        self.ada.get(&self.app, path).await.data(200)
    }

    /// What an event costs that is sent now: a million tokens in of gpt-4.1 of openai.
    async fn cost(&self, id: &str, more: Value) -> Value {
        cost_of(&self.app, &self.by, id, more).await
    }
}

async fn key_of(app: &TestApp, owner: &Actor) -> Actor {
    let key = owner
        .post(app, "/api/api-keys", &json!({"name": "ci"}))
        .await;
    Actor::with_bearer(key.data(201)["secret"].as_str().unwrap())
}

async fn cost_of(app: &TestApp, by: &Actor, id: &str, more: Value) -> Value {
    let mut event = json!({"id": id, "model": "gpt-4.1", "provider": "openai",
        "inputTokens": 1_000_000});
    let more = more.as_object().unwrap().clone();
    event.as_object_mut().unwrap().extend(more);
    let sent = by.post(app, "/api/usage/events", &event).await.data(200);
    sent["results"][0]["cost"].clone()
}

fn gpt(input: Value) -> Value {
    json!({"provider": "OpenAI", "model": "gpt-4.1", "price": {"input": input, "output": "8"}})
}

fn id_of(price: &Value) -> &str {
    price["id"].as_str().unwrap()
}

#[tokio::test]
async fn pitfall_8_a_teams_own_price_holds_from_its_moment_and_changes_no_past_cost() {
    let shop = Shop::open().await;
    let (other, stranger) = shop.app.team("Other", "Olga").await;
    let theirs = key_of(&shop.app, &stranger).await;
    assert_eq!(shop.cost("a", json!({})).await, json!(2));

    let body = json!({"provider": "OpenAI", "model": "GPT-4.1", "aliases": ["ours"],
        "price": {"input": 1.1, "output": "4.400000001"},
        "tiers": [{"service": "batch", "price": {"input": 0.55, "output": 2.2}}]});
    let made = shop.ada.post(&shop.app, PRICES, &body).await;
    assert!(
        made.text().contains("\"output\":4.400000001"),
        "{}",
        made.text()
    );
    assert_eq!(
        made.value()["message"],
        "GPT-4.1 has a price from 2026-03-10 12:00:00 UTC on. \
            What was counted before keeps its cost."
    );
    let made = made.data(201);
    assert_eq!(made["scope"], "team");
    assert_eq!(made["inForce"], true);
    assert_eq!(made["effectiveFrom"], "2026-03-10T12:00:00Z");
    assert_eq!(made["tiers"][0]["service"], "batch");
    assert_eq!(shop.cost("b", json!({})).await, json!(1.1));
    assert_eq!(shop.cost("c", json!({"model": "ours"})).await, json!(1.1));
    assert_eq!(
        shop.cost("d", json!({"serviceTier": "batch"})).await,
        json!(0.55)
    );
    let late = json!({"time": "2026-03-10T11:59:59.999Z"});
    assert_eq!(shop.cost("e", late).await, json!(2), "of before");
    assert_eq!(
        cost_of(&shop.app, &theirs, "a", json!({})).await,
        json!(2),
        "{other:?}"
    );

    // Another price from tomorrow on; today nothing changes.
    shop.app.wait(Duration::from_hours(1));
    let path = format!("{PRICES}/{}", id_of(&made));
    let change = json!({"price": {"input": 3, "output": 9},
        "effectiveFrom": "2026-03-11T00:00:00Z"});
    let changed = shop.ada.put(&shop.app, &path, &change).await.data(200);
    assert_ne!(changed["id"], made["id"]);
    assert_eq!(changed["aliases"], json!(["ours"]), "kept");
    assert_eq!(changed["tiers"], json!([]), "replaced with the list");
    assert_eq!(changed["inForce"], false);
    assert_eq!(shop.get(&path).await["effectiveTo"], "2026-03-11T00:00:00Z");
    assert_eq!(shop.cost("f", json!({})).await, json!(1.1));
    shop.app.wait(Duration::from_hours(24));
    assert_eq!(shop.cost("g", json!({})).await, json!(3));
    shop.ada
        .put(&shop.app, &path, &change)
        .await
        .problem(409, "conflict");

    // The end of it, first looked at.
    let path = format!("{PRICES}/{}", id_of(&changed));
    let preview = format!("{path}?dryRun=true");
    let told = shop.ada.delete(&shop.app, &preview).await.data(200);
    assert_eq!(
        (&told["then"]["scope"], &told["then"]["price"]["input"]),
        (&json!("global"), &json!(2))
    );
    assert_eq!(shop.cost("h", json!({})).await, json!(3));
    shop.ada
        .delete(&shop.app, &format!("{path}?dry=true"))
        .await
        .problem(422, "invalid");
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(ended["then"], told["then"]);
    assert_eq!(shop.cost("i", json!({})).await, json!(2));
    shop.ada
        .delete(&shop.app, &path)
        .await
        .problem(409, "conflict");

    let summary = shop.get("/api/usage/summary?period=7d").await;
    let sum = 2.0 + 1.1 + 1.1 + 0.55 + 2.0 + 1.1 + 3.0 + 3.0 + 2.0;
    assert!(
        (summary["totalCost"].as_f64().unwrap() - sum).abs() < 1e-9,
        "{summary}"
    );
    assert_eq!(
        shop.audited("price.%"),
        ["price.created", "price.changed", "price.ended"]
    );
}

impl Shop {
    fn audited(&self, pattern: &'static str) -> Vec<String> {
        let read = |conn: &scalix::db::Conn| {
            let sql = "SELECT action FROM audit_events WHERE action LIKE ?1 ORDER BY rowid";
            let mut statement = conn.prepare(sql)?;
            let rows = statement.query_map([pattern], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        self.app.db.read_now(read).unwrap()
    }
}

#[tokio::test]
async fn global_prices_are_for_operators_and_go_before_those_of_the_program() {
    let shop = Shop::open().await;
    let (_, olga) = shop.app.team("Other", "Olga").await;
    let theirs = key_of(&shop.app, &olga).await;
    olga.post(&shop.app, GLOBAL, &gpt(json!(1)))
        .await
        .problem(403, "forbidden");
    olga.get(&shop.app, GLOBAL).await.problem(403, "forbidden");

    let made = shop.post(GLOBAL, &gpt(json!(5))).await;
    assert_eq!(made["scope"], "global");
    assert_eq!(cost_of(&shop.app, &theirs, "a", json!({})).await, json!(5));
    // The team sees it and cannot touch it; its own goes before it.
    let path = format!("{PRICES}/{}", id_of(&made));
    assert_eq!(
        olga.get(&shop.app, &path).await.data(200)["scope"],
        "global"
    );
    let change = json!({"price": {"input": 1, "output": 1}});
    olga.put(&shop.app, &path, &change)
        .await
        .problem(403, "forbidden");
    olga.delete(&shop.app, &path)
        .await
        .problem(403, "forbidden");
    let own = olga.post(&shop.app, PRICES, &gpt(json!(7))).await.data(201);
    assert_eq!(cost_of(&shop.app, &theirs, "b", json!({})).await, json!(7));
    assert_eq!(shop.cost("a", json!({})).await, json!(5));

    // What is a team's is nobody else's, not even an operator's.
    let path = format!("{PRICES}/{}", id_of(&own));
    shop.ada
        .get(&shop.app, &path)
        .await
        .problem(404, "not_found");
    shop.ada
        .delete(&shop.app, &path)
        .await
        .problem(404, "not_found");
    let path = format!("{GLOBAL}/{}", id_of(&own));
    shop.ada
        .put(&shop.app, &path, &change)
        .await
        .problem(404, "not_found");

    let path = format!("{GLOBAL}/{}", id_of(&made));
    let changed = shop.ada.put(&shop.app, &path, &change).await.data(200);
    assert_eq!(shop.cost("b", json!({})).await, json!(1));
    let path = format!("{GLOBAL}/{}", id_of(&changed));
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert!(
        ended["then"]["source"]
            .as_str()
            .unwrap()
            .starts_with("snapshot")
    );
    assert_eq!(shop.cost("c", json!({})).await, json!(2));
}

#[tokio::test]
async fn what_one_team_pays_a_gateway_is_no_matter_of_others() {
    let shop = Shop::open().await;
    let (_, olga) = shop.app.team("Other", "Olga").await;
    let theirs = key_of(&shop.app, &olga).await;
    // A model that only a host sells, through a gateway that has no price of its own.
    let hosted = json!({"provider": "openrouter", "outputTokens": 1_000, "inputTokens": 1_000,
        "model": "meta-llama/llama-prompt-guard-2-22m"});
    let usual = json!(0.00006);
    let cost = async |id: &str| cost_of(&shop.app, &theirs, id, hosted.clone()).await;
    assert_eq!(cost("a").await, usual);

    let special = json!({"provider": "OpenRouter", "model": "acme-special",
        "price": {"input": 7, "output": 7}});
    let made = shop.post(PRICES, &special).await;
    assert_eq!(cost("b").await, usual, "another team's price");
    assert_eq!(shop.cost("b", hosted.clone()).await, usual, "one's own");
    let own = json!({"provider": "openrouter", "model": "acme-special"});
    assert_eq!(shop.cost("c", own.clone()).await, json!(7));
    assert_eq!(cost_of(&shop.app, &theirs, "c", own).await, Value::Null);

    // A price for the hosted model at the gateway holds while it lasts, for the team alone.
    let mut dearer = special.clone();
    dearer["model"] = hosted["model"].clone();
    let dearer = shop.post(PRICES, &dearer).await;
    assert_eq!(shop.cost("d", hosted.clone()).await, json!(0.014));
    assert_eq!(cost("d").await, usual);
    let path = format!("{PRICES}/{}", id_of(&dearer));
    let preview = format!("{path}?dryRun=true");
    let told = shop.ada.delete(&shop.app, &preview).await.data(200);
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(told["then"]["provider"], "groq");
    assert_eq!(ended["then"], told["then"]);
    let resolve = format!("{PRICES}/resolve?provider=openrouter&model=");
    let resolve = format!("{resolve}{}", hosted["model"].as_str().unwrap());
    assert_eq!(shop.get(&resolve).await, ended["then"]);
    assert_eq!(shop.cost("e", hosted.clone()).await, usual);

    let path = format!("{PRICES}/{}", id_of(&made));
    shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(cost("f").await, usual, "after its end");
}

#[tokio::test]
async fn what_holds_after_a_price_is_told_with_the_names_that_hold() {
    let shop = Shop::open().await;
    let made = shop.post(PRICES, &gpt(json!(5))).await;
    let alias = json!({"name": "gpt-4.1", "model": "gpt-4o-mini"});
    shop.post(&format!("{PRICES}/aliases"), &alias).await;
    let path = format!("{PRICES}/{}", id_of(&made));
    let preview = format!("{path}?dryRun=true");
    let told = shop.ada.delete(&shop.app, &preview).await.data(200);
    assert_eq!(told["then"]["model"], "gpt-4o-mini");
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(ended["then"]["model"], "gpt-4o-mini");
}

#[tokio::test]
async fn prices_that_replace_others_take_no_more_room() {
    let shop = Shop::open().await;
    let path = format!("{PRICES}/import");
    let rows = |models: std::ops::Range<u32>, input: u32| -> Value {
        let rows = models.map(|model| {
            json!({"provider": "house", "model": format!("m{model}"),
                "price": {"input": input, "output": 1}})
        });
        rows.collect()
    };
    let import = async |rows: &Value| shop.ada.post(&shop.app, &path, rows).await;
    assert_eq!(import(&rows(0..600, 1)).await.data(200)["added"], 600);
    let again = import(&rows(0..600, 2)).await.data(200);
    assert_eq!(
        (&again["changed"], &again["added"]),
        (&json!(600), &json!(0))
    );
    import(&rows(500..1_001, 3)).await.problem(409, "conflict");
    assert_eq!(import(&rows(600..1_000, 3)).await.data(200)["added"], 400);

    // A thousand: replaced at once, later and by another post, but not one more.
    let one = shop.get(&format!("{PRICES}?scope=team&model=m999")).await;
    let change = json!({"price": {"input": 4, "output": 1}});
    let one = format!("{PRICES}/{}", id_of(&one[0]));
    let one = shop.ada.put(&shop.app, &one, &change).await.data(200);
    let later = json!({"price": {"input": 5, "output": 1},
        "effectiveFrom": "2026-04-01T00:00:00Z"});
    let planned = format!("{PRICES}/{}", id_of(&one));
    let planned = shop.ada.put(&shop.app, &planned, &later).await.data(200);
    shop.post(PRICES, &rows(7..8, 6)[0]).await;
    let more = rows(1_000..1_001, 1);
    let refused = shop.ada.post(&shop.app, PRICES, &more[0]).await;
    refused.problem(409, "conflict");
    import(&more).await.problem(409, "conflict");

    // One that is called off before it begins leaves its room.
    for id in [id_of(&one), id_of(&planned)] {
        let path = format!("{PRICES}/{id}");
        shop.ada.delete(&shop.app, &path).await.data(200);
    }
    shop.post(PRICES, &more[0]).await;
}

#[tokio::test]
async fn a_planned_price_that_is_called_off_leaves_no_hole() {
    let shop = Shop::open().await;
    let own = |input: u32, from: Option<&str>| {
        json!({"provider": "house", "model": "own", "effectiveFrom": from,
            "price": {"input": input, "output": 1}})
    };
    let at = async |day: &str| {
        let path = format!("{PRICES}/resolve?provider=house&model=own&at={day}");
        shop.get(&path).await["price"]["input"].clone()
    };
    let first = shop.post(PRICES, &own(1, None)).await;
    let april = shop
        .post(PRICES, &own(2, Some("2026-04-01T00:00:00Z")))
        .await;
    let june = shop
        .post(PRICES, &own(3, Some("2026-06-01T00:00:00Z")))
        .await;
    let first = format!("{PRICES}/{}", id_of(&first));
    assert_eq!(
        shop.get(&first).await["effectiveTo"],
        "2026-04-01T00:00:00Z"
    );

    // The first goes on up to where the one called off would have ended.
    let path = format!("{PRICES}/{}", id_of(&april));
    let preview = format!("{path}?dryRun=true");
    let told = shop.ada.delete(&shop.app, &preview).await.data(200);
    assert_eq!(at("2026-04-02").await, json!(2), "nothing was done");
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(ended, told);
    assert_eq!(ended["then"]["price"]["input"], 1);
    assert_eq!(ended["then"]["effectiveTo"], "2026-06-01T00:00:00Z");
    assert_eq!(shop.get(&first).await, ended["then"]);
    let days = ["2026-04-02", "2026-05-31", "2026-06-01"];
    for (day, expected) in days.into_iter().zip([1, 1, 3]) {
        assert_eq!(at(day).await, json!(expected), "{day}");
    }
    let again = shop.ada.delete(&shop.app, &path).await;
    again.problem(409, "conflict");

    // One that was put right before it was called off does not come back either.
    let path = format!("{PRICES}/{}", id_of(&june));
    let change = json!({"price": {"input": 4, "output": 1}});
    let june = shop.ada.put(&shop.app, &path, &change).await.data(200);
    assert_eq!(at("2026-06-01").await, json!(4));
    let path = format!("{PRICES}/{}", id_of(&june));
    shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(at("2026-06-01").await, json!(1));
    assert_eq!(shop.get(&first).await["effectiveTo"], Value::Null);

    // A price that held and is ended does not bring the one before it back.
    let path = format!(
        "{PRICES}/{}",
        id_of(&shop.post(PRICES, &own(5, None)).await)
    );
    shop.app.wait(Duration::from_hours(1));
    let ended = shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(ended["then"], Value::Null);
    assert_eq!(shop.audited("price.ended").len(), 3);
}

#[tokio::test]
async fn rows_of_a_file_that_disagree_are_told() {
    let shop = Shop::open().await;
    let row = |model: &str, more: Value| {
        let mut row = json!({"provider": "house", "model": model,
            "price": {"input": 2, "output": 2}});
        let more = more.as_object().unwrap().clone();
        row.as_object_mut().unwrap().extend(more);
        row
    };
    let batch = |input: u32| {
        json!({"tiers": [{"service": "batch",
        "price": {"input": input, "output": 1}}]})
    };
    let since = |time: &str| json!({"effectiveFrom": time});
    let rows = json!([
        row("tiered", batch(1)),
        row("tiered", batch(2)),
        row("timed", since("2026-04-01T00:00:00Z")),
        row("timed", since("2026-05-01T00:00:00Z")),
    ]);
    let path = format!("{PRICES}/import");
    let told = shop.ada.post(&shop.app, &path, &rows).await.data(200);
    assert_eq!(told["added"], 1);
    let refused = told["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 2, "{told}");
    assert_eq!(refused[0]["row"], "house tiered (batch, > 0)");
    assert!(refused[0]["fields"]["tiers"].is_string());
    assert_eq!(refused[1]["row"], "house timed");
    assert!(refused[1]["fields"]["effectiveFrom"].is_string());
}

#[tokio::test]
async fn dates_and_numbers_that_cannot_be_read_are_told_in_a_sentence() {
    let shop = Shop::open().await;
    let mut draft = gpt(json!("9".repeat(31)));
    draft["effectiveFrom"] = json!("1 April");
    let problem = shop.ada.post(&shop.app, PRICES, &draft).await;
    let problem = problem.problem(422, "invalid");
    for (field, word) in [
        ("price.input", "30 digits"),
        ("effectiveFrom", "2026-03-01"),
    ] {
        let told = problem["fields"][field].as_str().unwrap();
        assert!(told.contains(word), "{told}");
    }
    let mut draft = gpt(json!(3));
    draft["effectiveFrom"] = json!("2026-04-01");
    let made = shop.post(PRICES, &draft).await;
    assert_eq!(made["effectiveFrom"], "2026-04-01T00:00:00Z");
    let path = format!("{PRICES}/{}", id_of(&made));
    let change = json!({"price": {"input": 1, "output": 1}, "effectiveFrom": "2026-05-01"});
    let changed = shop.ada.put(&shop.app, &path, &change).await.data(200);
    assert_eq!(changed["effectiveFrom"], "2026-05-01T00:00:00Z");
}

#[tokio::test]
async fn pitfall_5_what_is_wrong_with_a_price_is_told_field_by_field() {
    let shop = Shop::open().await;
    for (body, field) in [
        (gpt(json!(-1)), "price.input"),
        (gpt(json!("1e-12")), "price.input"),
        (gpt(json!(2_000_000)), "price.input"),
        (gpt(Value::Null), "price.input"),
        (gpt(json!(true)), "price.input"),
        (
            json!({"provider": "openai", "model": "m", "price": {"input": 1}}),
            "price.output",
        ),
        (json!({"provider": "openai", "model": "m"}), "price"),
        (
            json!({"provider": "openai", "model": " ", "price": {"input": 1, "output": 1}}),
            "model",
        ),
        (
            json!({"provider": "openai", "model": "m", "price": {"in": 1}}),
            "in",
        ),
        (
            json!({"provider": "openai", "model": "m", "price": {"input": 1, "output": 1},
                "tiers": [{"service": "vip", "price": {"input": 1, "output": 1}}]}),
            "tiers.0.service",
        ),
        (
            json!({"provider": "openai", "model": "m", "price": {"input": 0, "output": 1},
                "tiers": [{"above": 1, "price": {"input": 900_000_000, "output": 1}}]}),
            "tiers.0.price.input",
        ),
        (
            json!({"provider": "openai", "model": "m", "price": {"input": 1, "output": 1},
                "tiers": [{"above": 1,
                    "price": {"input": 1, "output": 1, "inputAudio": 900_000_000}}]}),
            "tiers.0.price.inputAudio",
        ),
        (
            json!({"provider": "openai", "model": "m", "price": {"input": 1, "output": 1},
                "tiers": [{"above": 1,
                    "price": {"input": 1, "output": 1, "perRequest": 900_000_000}}]}),
            "tiers.0.price.perRequest",
        ),
    ] {
        let problem = shop.ada.post(&shop.app, PRICES, &body).await;
        let problem = problem.problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{field}: {problem}");
    }
    let mut meant = gpt(json!(2_000_000));
    meant["force"] = json!(true);
    shop.post(PRICES, &meant).await;
    assert_eq!(shop.cost("a", json!({"inputTokens": 1})).await, json!(2));
}

#[tokio::test]
async fn the_table_is_listed_filtered_and_resolved() {
    let shop = Shop::open().await;
    shop.post(PRICES, &gpt(json!(1))).await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("{PRICES}?model=gpt-4.1&limit=7&cursor={cursor}");
        let answer = shop.ada.get(&shop.app, &path).await.value();
        for price in answer["data"].as_array().unwrap() {
            assert!(
                price["model"].as_str().unwrap().contains("gpt-4.1"),
                "{price}"
            );
            seen.push(id_of(price).to_owned());
        }
        match answer["nextCursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => break,
        }
    }
    let whole = shop
        .get(&format!("{PRICES}?model=GPT-4.1&limit=1000"))
        .await;
    let whole: Vec<_> = whole.as_array().unwrap().iter().map(id_of).collect();
    assert_eq!(whole, seen);
    assert!(seen.len() > 10);

    let own = shop
        .get(&format!("{PRICES}?scope=team&provider=openai"))
        .await;
    assert_eq!(own.as_array().unwrap().len(), 1);
    assert_eq!(own[0]["price"], json!({"input": 1, "output": 8}));
    let before = shop
        .get(&format!("{PRICES}?scope=team&at=2026-03-10"))
        .await;
    assert_eq!(before, json!([]), "not yet in force");
    let all = shop.get(&format!("{PRICES}?scope=team&at=all")).await;
    assert_eq!(all, own);
    let path = format!("{PRICES}/resolve?model=openai/gpt-4.1-2026-01-01");
    assert_eq!(shop.get(&path).await, own[0]);
    let earlier = shop.get(&format!("{path}&at=2026-03-09")).await;
    assert_eq!(
        (&earlier["scope"], &earlier["price"]["input"]),
        (&json!("global"), &json!(2))
    );
    let unknown = format!("{PRICES}/resolve?model=nobody-knows");
    assert_eq!(shop.get(&unknown).await, Value::Null);
    for wrong in [
        "?scope=mine",
        "?at=soon",
        "?limit=0",
        "?cursor=x",
        "?cursor=0~gone",
        "/resolve",
    ] {
        let answer = shop.ada.get(&shop.app, &format!("{PRICES}{wrong}")).await;
        answer.problem(422, "invalid");
    }
}

#[tokio::test]
async fn roles_see_prices_and_owners_and_admins_change_them() {
    let (app, acme, _) = TestApp::start().await;
    for (role, sees, changes) in [
        (Role::Admin, 200, 201),
        (Role::Developer, 200, 403),
        (Role::Analyst, 200, 403),
        (Role::Viewer, 403, 403),
    ] {
        let member = app.member(&acme, role.name(), role).await;
        assert_eq!(member.get(&app, PRICES).await.status, sees, "{role:?}");
        let made = member.post(&app, PRICES, &gpt(json!(1))).await;
        assert_eq!(made.status, changes, "{role:?}");
    }
}

#[tokio::test]
async fn files_are_imported_row_by_row() {
    let shop = Shop::open().await;
    let path = format!("{PRICES}/import");
    let rows = json!([gpt(json!(4)), gpt(json!(4)),
        {"provider": "openai", "model": "bad", "price": {"input": -1, "output": 1}}]);
    let ask = async |path: String| shop.ada.post(&shop.app, &path, &rows).await;
    ask(format!("{path}?dryrun=true"))
        .await
        .problem(422, "invalid");
    let plan = ask(format!("{path}?dryRun=true")).await.data(200);
    assert_eq!((&plan["changed"], &plan["added"]), (&json!(1), &json!(0)));
    assert_eq!(plan["refused"][0]["row"], "openai bad");
    assert!(plan["refused"][0]["fields"]["price.input"].is_string());
    assert_eq!(shop.cost("a", json!({})).await, json!(2));
    assert_eq!(ask(path.clone()).await.data(200), plan);
    assert_eq!(shop.cost("b", json!({})).await, json!(4));
    assert_eq!(ask(path.clone()).await.data(200)["unchanged"], 1);
    let everybody = ask(format!("{GLOBAL}/import")).await.data(200);
    assert_eq!(everybody["changed"], 1);

    let raw = async |kind: &str, body: &str| {
        shop.ada
            .raw(&shop.app, Method::Post, &path, kind, body)
            .await
    };
    raw("application/json", "{").await.problem(400, "malformed");
    raw("application/json", "{}").await.problem(422, "invalid");
    raw("text/csv", "a,b")
        .await
        .problem(415, "unsupported_media_type");
    assert_eq!(shop.audited("prices.imported").len(), 2);
}

#[tokio::test]
async fn a_name_of_ones_own_is_priced_like_the_model_it_stands_for() {
    let shop = Shop::open().await;
    let (_, olga) = shop.app.team("Other", "Olga").await;
    let theirs = key_of(&shop.app, &olga).await;
    let aliases = format!("{PRICES}/aliases");
    let best = json!({"model": "Best"});
    assert_eq!(shop.cost("a", best.clone()).await, Value::Null);
    let draft = json!({"name": "best", "model": "gpt-4.1", "provider": "open_ai"});
    let made = shop.post(&aliases, &draft).await;
    assert_eq!(
        (&made["scope"], &made["provider"]),
        (&json!("team"), &json!("openai"))
    );
    assert_eq!(shop.cost("b", best.clone()).await, json!(2));
    assert_eq!(
        shop.cost("a", best.clone()).await,
        Value::Null,
        "as it was counted"
    );
    assert_eq!(
        cost_of(&shop.app, &theirs, "a", best.clone()).await,
        Value::Null
    );
    shop.ada
        .post(&shop.app, &aliases, &draft)
        .await
        .problem(409, "conflict");
    for (wrong, field) in [
        (json!({"name": "", "model": "m"}), "name"),
        (json!({"name": "m", "model": "M"}), "model"),
        (json!({"name": "m"}), "model"),
    ] {
        let problem = shop
            .ada
            .post(&shop.app, &aliases, &wrong)
            .await
            .problem(422, "invalid");
        assert!(problem["fields"][field].is_string(), "{problem}");
    }

    // For everybody, beneath the team's own.
    let global = format!("{GLOBAL}/aliases");
    olga.post(&shop.app, &global, &draft)
        .await
        .problem(403, "forbidden");
    let everybody = json!({"name": "BEST", "model": "gpt-4o-mini"});
    let everybody = shop.post(&global, &everybody).await;
    let openai = json!({"model": "best", "provider": "openai"});
    assert_eq!(cost_of(&shop.app, &theirs, "b", openai).await, json!(0.15));
    assert_eq!(shop.cost("c", best.clone()).await, json!(2));
    let listed = olga.get(&shop.app, &aliases).await.data(200);
    assert_eq!(listed, json!([everybody]));
    assert_eq!(shop.get(&aliases).await.as_array().unwrap().len(), 2);

    let path = format!("{aliases}/{}", id_of(&made));
    let other = json!({"model": "gpt-4o-mini"});
    olga.put(&shop.app, &path, &other)
        .await
        .problem(404, "not_found");
    let changed = shop.ada.put(&shop.app, &path, &other).await.data(200);
    assert_eq!(
        (&changed["id"], &changed["provider"]),
        (&made["id"], &Value::Null)
    );
    assert_eq!(shop.cost("d", best.clone()).await, json!(0.15));
    let global = format!("{global}/{}", id_of(&everybody));
    olga.delete(&shop.app, &global)
        .await
        .problem(403, "forbidden");
    shop.ada.delete(&shop.app, &global).await.data(200);
    shop.ada
        .delete(&shop.app, &format!("{path}?dryRun=true"))
        .await
        .data(200);
    assert_eq!(shop.cost("e", best.clone()).await, json!(0.15));
    shop.ada.delete(&shop.app, &path).await.data(200);
    assert_eq!(shop.cost("f", best).await, Value::Null);
    shop.ada
        .delete(&shop.app, &path)
        .await
        .problem(404, "not_found");
    assert_eq!(shop.audited("alias.%").len(), 5);
}
