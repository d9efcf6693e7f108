use serde_json::json;

use super::*;
use crate::usage::prices::{Price, Service, Tiers, snapshot};

/// `row: field key, field key` of everything that was refused.
fn refused(file: &PriceFile) -> Vec<String> {
    let lines = file.refused.iter().map(|refused| {
        let fields = refused.fields.iter();
        let fields: Vec<_> = fields
            .map(|(field, text)| format!("{field} {}", text.key()))
            .collect();
        format!("{}: {}", refused.row, fields.join(", "))
    });
    lines.collect()
}

fn plain(input: i64, output: i64) -> Price {
    Price {
        input,
        output,
        ..Price::default()
    }
}

#[test]
fn our_own_rows_are_in_dollars_per_million() {
    let rows = r#"[
        {"provider": "acme", "model": "a", "price": {"input": 0.1, "output": "2.50"}},
        {"provider": "acme", "model": "b", "price": {"input": -1, "output": 2}},
        {"provider": "acme", "model": "c", "price": {"output": 2}},
        {"provider": "acme", "model": "d", "price": {"input": 1, "output": 2}, "prize": 1},
        {"provider": "acme", "model": "e", "price": {"input": "cheap", "output": 2}},
        {"provider": "acme", "model": "A", "price": {"input": 0.10, "output": 2.5}},
        {"provider": "acme", "model": "f", "price": {"input": 1, "output": 2}},
        {"provider": "acme", "model": "F", "price": {"input": 1, "output": 3}},
        {"provider": "acme", "model": "f", "price": {"input": 1, "output": 2}},
        {"provider": "acme", "model": "g", "price": {"input": 1, "output": 2}},
        7
    ]"#;
    let file = PriceFile::parse(rows).unwrap();
    let read: Vec<_> = file
        .prices
        .iter()
        .map(|new| (&*new.model, new.price))
        .collect();
    let expected = [
        ("a", plain(100_000_000, 2_500_000_000)),
        ("g", plain(1_000_000_000, 2_000_000_000)),
    ];
    assert_eq!(read, expected);
    let expected = [
        "acme b: price.input price-negative",
        "acme c: price.input price-missing",
        "#4:  price-field-unreadable",
        "acme e: price.input price-not-a-number",
        "acme F:  price-row-twice",
        "#11:  price-row-unreadable",
    ];
    assert_eq!(refused(&file), expected);

    let wrapped = PriceFile::parse(&format!("\u{feff} {{\"prices\": {rows}}}")).unwrap();
    assert_eq!(wrapped.prices, file.prices);
}

#[test]
fn tiers_that_are_told_in_two_rows_are_put_together() {
    let row = |tiers: serde_json::Value| {
        json!({"provider": "acme", "model": "m", "price": {"input": 1, "output": 1},
            "tiers": tiers})
    };
    let tier = |service: &str, input: i64| json!({"service": service, "price": {"input": input, "output": 1}});
    let rows = json!([
        row(json!([tier("batch", 2), tier("flex", 3)])),
        row(json!([])),
        row(json!([tier("flex", 4), tier("priority", 5)])),
        row(json!([tier("flex", 3), tier("batch", 2)])),
    ]);
    let file = PriceFile::parse(&rows.to_string()).unwrap();
    let [only] = file.prices.as_slice() else {
        panic!("{:?}", file.prices);
    };
    let services: Vec<_> = only.tiers.iter().map(|tier| tier.service).collect();
    assert_eq!(services, [Some(Service::Batch), Some(Service::Priority)]);
    let disputed = ["acme m (flex, > 0): tiers price-row-twice-tier"];
    assert_eq!(refused(&file), disputed, "left out, and told");
}

#[test]
fn two_rows_of_a_model_that_disagree_are_told() {
    let read = |one: serde_json::Value, other: serde_json::Value| {
        let row = |more: serde_json::Value| {
            let mut row = json!({"provider": "acme", "model": "m",
                "price": {"input": 1, "output": 1}});
            let more = more.as_object().unwrap().clone();
            row.as_object_mut().unwrap().extend(more);
            row
        };
        let between = json!({"provider": "acme", "model": "n", "price": {"input": 1, "output": 1}});
        let rows = json!([row(one), between, row(other)]);
        PriceFile::parse(&rows.to_string()).unwrap()
    };
    let models = |file: &PriceFile| -> Vec<String> {
        let prices = file.prices.iter();
        prices.map(|new| new.model.clone()).collect()
    };
    let since = |day: &str| json!({"effectiveFrom": format!("{day}T00:00:00Z")});
    let named = |names: &[&str]| json!({"aliases": names});
    for (one, other, told) in [
        (
            since("2026-01-01"),
            since("2026-02-01"),
            "effectiveFrom price-row-twice-from",
        ),
        (
            json!({}),
            since("2026-02-01"),
            "effectiveFrom price-row-twice-from",
        ),
        (
            named(&["a"]),
            named(&["a", "b"]),
            "aliases price-row-twice-aliases",
        ),
    ] {
        let file = read(one, other);
        assert_eq!(models(&file), ["n"], "{told}");
        assert_eq!(refused(&file), [format!("acme m: {told}")]);
    }
    let file = read(json!({"mode": "responses"}), json!({}));
    assert_eq!(models(&file), ["m", "n"]);
    assert_eq!(file.prices[0].mode, "responses");
    assert_eq!(refused(&file), ["acme m: mode price-row-twice-mode"]);

    // What one leaves to the other is no disagreement.
    let file = read(json!({}), named(&["a", "b"]));
    assert_eq!(
        (&*file.prices[0].aliases, file.refused.len()),
        (&["a".to_owned(), "b".to_owned()][..], 0)
    );
    let file = read(named(&["A", "b"]), named(&["b", "a"]));
    assert_eq!((file.prices.len(), file.refused.len()), (2, 0));
    let file = read(json!({"force": true}), json!({}));
    assert!(!file.prices[0].force);
}

#[test]
fn the_table_of_the_program_is_read_back() {
    let text = include_str!("../snapshot.json");
    let file = PriceFile::parse(text).unwrap();
    assert_eq!((file.refused.len(), file.skipped), (0, 0));
    let rows = &snapshot().unwrap().rows;
    assert_eq!(file.prices.len(), rows.len());
    for (new, row) in file.prices.iter().zip(rows) {
        assert_eq!((&new.provider, &new.model), (&row.provider, &row.model));
        assert_eq!((new.price, &new.mode), (row.price, &row.mode));
        assert_eq!(Tiers::from(new.tiers.clone()), row.tiers, "{}", row.model);
        assert_eq!(new.aliases, row.aliases);
    }
}

#[test]
fn the_published_table_is_in_dollars_a_token() {
    let table = r#"{
        "sample_spec": {"litellm_provider": "one of these", "mode": "one of these"},
        "claude-x": {
            "litellm_provider": "anthropic", "mode": "chat", "max_input_tokens": 200000,
            "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
            "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
            "cache_creation_input_token_cost_above_1hr": 6e-06,
            "input_cost_per_audio_token": 0, "output_cost_per_reasoning_token": null,
            "input_cost_per_token_batches": 1.5e-06, "output_cost_per_token_batches": 7.5e-06,
            "cache_creation_input_token_cost_batches": 1.875e-06,
            "input_cost_per_token_above_200k_tokens": 6e-06,
            "output_cost_per_token_above_200k_tokens": 2.25e-05,
            "input_cost_per_token_above_200k_tokens_priority": 1.2e-05,
            "output_cost_per_token_flex": 1e-06,
            "search_context_cost_per_query": {"search_context_size_low": 0.01}
        },
        "gemini/embed": {
            "litellm_provider": "gemini", "mode": "embedding",
            "input_cost_per_token": 1.5e-07, "input_cost_per_token_batches": 7.5e-08
        },
        "vertex_ai/claude-x": {
            "litellm_provider": "vertex_ai-anthropic_models", "mode": "chat",
            "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05
        },
        "painter": {"litellm_provider": "openai", "mode": "image_generation"},
        "bedrock/us-east-1/claude-x": {"litellm_provider": "bedrock", "mode": "chat"},
        "together-ai-up-to-4b": {"litellm_provider": "together_ai", "mode": "chat"},
        "free": {
            "litellm_provider": "openai", "mode": "chat",
            "input_cost_per_token": 0, "output_cost_per_token": 0.0
        },
        "broken": {
            "litellm_provider": "openai", "mode": "chat",
            "input_cost_per_token": -1e-06, "output_cost_per_token": "a lot"
        }
    }"#;
    let file = PriceFile::parse(table).unwrap();
    assert_eq!(file.skipped, 4);
    let expected = [
        "openai broken: output_cost_per_token price-not-a-number, \
         price.input price-negative, price.output price-missing",
        "anthropic claude-x (flex, > 0):  price-untold",
        "anthropic claude-x (priority, > 200000):  price-untold",
        "openai free:  price-untold",
    ];
    assert_eq!(refused(&file), expected);
    let [claude, embed, vertex] = file.prices.as_slice() else {
        panic!("{:?}", file.prices);
    };
    let price = Price {
        cached_input: Some(300_000_000),
        cache_write: Some(3_750_000_000),
        cache_write_1h: Some(6_000_000_000),
        ..plain(3_000_000_000, 15_000_000_000)
    };
    assert_eq!((claude.price, &*claude.provider), (price, "anthropic"));
    let tiers: Vec<_> = claude
        .tiers
        .iter()
        .map(|tier| (tier.above, tier.service, tier.price))
        .collect();
    let batch = Price {
        cache_write: Some(1_875_000_000),
        cache_write_1h: Some(3_000_000_000),
        ..plain(1_500_000_000, 7_500_000_000)
    };
    let long = plain(6_000_000_000, 22_500_000_000);
    let expected = [(0, Some(Service::Batch), batch), (200_000, None, long)];
    assert_eq!(tiers, expected);
    assert_eq!((&*embed.provider, &*embed.model), ("google", "embed"));
    assert_eq!(embed.price, plain(150_000_000, 0));
    assert_eq!(embed.tiers[0].price, plain(75_000_000, 0));
    assert_eq!((&*vertex.provider, &*vertex.model), ("vertex", "claude-x"));
}

#[test]
fn what_is_no_price_table_is_told_so() {
    let key = |text: &str| match PriceFile::parse(text).unwrap_err() {
        Error::Malformed(text) => text.key(),
        Error::Invalid(fields) => fields.get("file").unwrap().key(),
        other => panic!("{other:?}"),
    };
    for text in ["", "{", "[1,", "prices: []", "{\"a\": NaN}"] {
        assert_eq!(key(text), "error-json", "{text}");
    }
    let other = json!({"a": {"b": 1}, "c": []}).to_string();
    for text in ["{}", "7", "null", "\"x\"", "{\"rows\": 7}", &other] {
        assert_eq!(key(text), "price-file-strange", "{text}");
    }
}
