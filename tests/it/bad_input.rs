//! Bad input of metering, each with the status and the sentence that people get; nothing of it
//! leaves a trace.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rocket::http::{Header, Method};
use serde_json::{Value, json};

use crate::ingest::{EVENTS, Shop, event, with};
use crate::support::{Answer, read};

const CLOUD: &str = "application/cloudevents+json";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn packed(shop: &Shop, encoding: &str, body: &[u8]) -> Answer {
    let mut request = shop.by.request(&shop.app.client, Method::Post, EVENTS);
    request.add_header(Header::new("Content-Type", "application/json"));
    request.add_header(Header::new("Content-Encoding", encoding.to_owned()));
    request.set_body(body);
    read(request).await
}

#[tokio::test]
async fn what_cannot_be_unpacked_is_refused_whole_with_a_sentence() {
    let shop = Shop::open().await;
    let whole = gzip(event("a").to_string().as_bytes());
    // A gibibyte of blanks in a megabyte.
    let bomb = gzip(&vec![b' '; 16 << 20]).repeat(64);
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    // A frame that says it holds four tebibytes and wants as much to be unpacked into.
    let claim = b"\x28\xb5\x2f\xfd\xe0\0\0\0\0\0\x04\0\0\x01\0\0";
    let large = "counted after decompression. Send it in smaller batches.";
    let window = "for more than 8 MiB. Compress with a smaller window.";
    let cut = "is cut off. Nothing was counted.";
    for (encoding, body, status, code, sentence) in [
        ("gzip", &bomb[..], 413, "too_large", large),
        ("zstd", &claim[..], 413, "too_large", window),
        ("gzip", &whole[..whole.len() / 2], 400, "malformed", cut),
    ] {
        let problem = packed(&shop, encoding, body).await;
        let problem = problem.problem(status, code);
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(sentence), "{detail}");
    }
    packed(&shop, "gzip", &whole).await.data(200);
    assert_eq!(shop.stored(), 1);
}

/// What is said of one event: code, field and sentence.
fn said(result: &Value) -> [&str; 3] {
    ["code", "field", "message"].map(|name| result[name].as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_bad_line_is_named_and_the_lines_around_it_are_kept() {
    let shop = Shop::open().await;
    let body = format!("{}\n{{\"id\": \"b\", \n{}\n", event("a"), event("c"));
    let reply = shop.raw("application/x-ndjson", body).await.data(207);
    assert_eq!(
        (&reply["accepted"], &reply["rejected"]),
        (&json!(2), &json!(1))
    );
    let [code, _, message] = said(&reply["results"][1]);
    assert_eq!(
        (code, &reply["results"][1]["index"]),
        ("malformed", &json!(1))
    );
    assert!(message.contains("JSON"), "{message}");
    assert_eq!(shop.stored(), 2);
}

#[tokio::test]
async fn an_event_that_is_none_of_ours_is_refused_with_the_field_and_a_sentence() {
    let shop = Shop::open().await;
    let cloud = |change: fn(&mut serde_json::Map<String, Value>)| {
        let mut data = event("a");
        data.as_object_mut().unwrap().remove("id");
        let mut cloud = json!({"specversion": "1.0", "type": "ai.usage", "id": "a",
            "source": "eu/1", "data": data});
        change(cloud.as_object_mut().unwrap());
        (CLOUD, cloud)
    };
    let plain = |event: Value| ("application/json", event);
    let of = |provider: &str, usage: Value| {
        let usage = json!({"id": "a", "model": "m", "provider": provider, "usage": usage});
        ("application/json", usage)
    };
    let chat = json!({"prompt_tokens": 5, "completion_tokens": 5});
    let cached = json!({"prompt_tokens": 5, "completion_tokens": 5,
        "prompt_tokens_details": {"cached_tokens": 6}});
    let subset = "cachedInputTokens counts a part of inputTokens and cannot be above it.";
    for ((kind, event), expected) in [
        (
            cloud(|cloud| drop(cloud.remove("id"))),
            ["missing", "id", "The field id is missing."],
        ),
        (
            cloud(|cloud| cloud["specversion"] = "0.3".into()),
            ["invalid_value", "specversion", "It must be 1.0."],
        ),
        (
            cloud(|cloud| cloud["type"] = "com.example.order".into()),
            ["invalid_value", "type", "It must be ai.usage."],
        ),
        (
            plain(with("a", "cachedInputTokens", 1_001)),
            ["subset_above_total", "cachedInputTokens", subset],
        ),
        (
            of("openai", cached),
            ["subset_above_total", "cachedInputTokens", subset],
        ),
        (
            of("acme", chat),
            [
                "unknown_provider",
                "provider",
                "We do not know what the usage objects of acme mean.",
            ],
        ),
    ] {
        let reply = shop.raw(kind, event.to_string()).await;
        let problem = reply.problem(422, "invalid");
        let found = said(&problem["data"]["results"][0]);
        assert_eq!(found[..2], expected[..2], "{problem}");
        assert!(found[2].contains(expected[2]), "{problem}");
        assert_eq!(problem["fields"][expected[1]], found[2], "{problem}");
    }
    assert_eq!(shop.stored(), 0);
}

#[tokio::test]
async fn a_price_file_with_impossible_prices_keeps_the_good_rows_only() {
    let shop = Shop::open().await;
    let row = |model: &str, input: Value| json!({"provider": "house", "model": model, "price": {"input": input, "output": 1}});
    let files = [
        json!([
            row("good", json!(2)),
            row("negative", json!(-2)),
            json!({"provider": "house", "model": "missing", "price": {"output": 1}}),
            row("slipped", json!(2e12)),
        ]),
        // The published form is in dollars a token.
        json!({
            "sample_spec": {},
            "good": {"litellm_provider": "house", "mode": "chat",
                "input_cost_per_token": 2e-06, "output_cost_per_token": 1e-06},
            "negative": {"litellm_provider": "house", "mode": "chat",
                "input_cost_per_token": -2e-06, "output_cost_per_token": 1e-06},
            "missing": {"litellm_provider": "house", "mode": "chat",
                "input_cost_per_token": null, "output_cost_per_token": "?"},
            "slipped": {"litellm_provider": "house", "mode": "chat",
                "input_cost_per_token": 2e6, "output_cost_per_token": 1e-06},
        }),
    ];
    for (file, counts) in files
        .into_iter()
        .zip([["added", "changed"], ["unchanged", "added"]])
    {
        let path = "/api/usage/prices/import";
        let done = shop.ada.post(&shop.app, path, &file).await.data(200);
        assert_eq!(
            (&done[counts[0]], &done[counts[1]]),
            (&json!(1), &json!(0)),
            "{done}"
        );
        let refused = |model: &str| {
            let rows = done["refused"].as_array().unwrap().iter();
            let mut rows = rows.filter(|row| row["row"].as_str().unwrap().ends_with(model));
            rows.next().unwrap_or_else(|| panic!("{model}: {done}"))["fields"].to_string()
        };
        for (model, sentence) in [
            ("negative", "A price must not be negative."),
            ("missing", "\"price."),
            ("slipped", "A price may be at most"),
        ] {
            assert!(refused(model).contains(sentence), "{model}: {done}");
        }
        let path = "/api/usage/prices?provider=house";
        let listed = shop.ada.get(&shop.app, path).await.data(200);
        let models: Vec<_> = listed
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["model"])
            .collect();
        assert_eq!(models, ["good"]);
    }
}
