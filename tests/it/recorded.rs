//! What 40 recorded `usage` objects cost, through the import of a price list and the route that
//! takes events: each in nano-dollars, computed by hand from the list below.
//!
//! A price of one dollar per million tokens is 1 000 nano-dollars a token.

use scalix::db::Conn;
use scalix::usage::check;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

/// Dollars per million units: the list prices of their makers in 2025 and 2026, not those that
/// come with the program, which change.
const PRICES: &str = r#"[
    {"provider": "openai", "model": "gpt-4.1",
        "price": {"input": 2, "cachedInput": 0.5, "output": 8}},
    {"provider": "openai", "model": "gpt-4.1-2025-04-14", "price": {"input": 2, "output": 8}},
    {"provider": "openai", "model": "gpt-4o-mini",
        "price": {"input": 0.15, "cachedInput": 0.075, "output": 0.6}},
    {"provider": "openai", "model": "gpt-5",
        "price": {"input": 1.25, "cachedInput": 0.125, "output": 10},
        "tiers": [
            {"service": "batch", "price": {"input": 0.625, "cachedInput": 0.0625, "output": 5}},
            {"service": "flex", "price": {"input": 0.625, "cachedInput": 0.0625, "output": 5}},
            {"service": "priority", "price": {"input": 2.5, "cachedInput": 0.25, "output": 20}}]},
    {"provider": "openai", "model": "gpt-5-2025-08-07",
        "price": {"input": 1.25, "cachedInput": 0.125, "output": 10},
        "tiers": [{"service": "batch", "price": {"input": 0.625, "output": 5}}]},
    {"provider": "openai", "model": "gpt-5.4",
        "price": {"input": 2.5, "cachedInput": 0.25, "output": 15},
        "tiers": [
            {"above": 272000, "price": {"input": 5, "cachedInput": 0.5, "output": 22.5}},
            {"service": "priority", "price": {"input": 5, "cachedInput": 0.5, "output": 30}},
            {"service": "batch", "above": 272000, "price": {"input": 2.5, "output": 11.25}}]},
    {"provider": "openai", "model": "gpt-6",
        "price": {"input": 2, "cachedInput": 0.2, "cacheWrite": 2.5, "output": 10}},
    {"provider": "openai", "model": "gpt-audio",
        "price": {"input": 2.5, "inputAudio": 32, "output": 10, "outputAudio": 64}},
    {"provider": "openai", "model": "gpt-image-1",
        "price": {"input": 5, "inputImage": 10, "output": 10, "outputImage": 40}},
    {"provider": "openai", "model": "text-embedding-3-small", "mode": "embedding",
        "price": {"input": 0.02}},
    {"provider": "anthropic", "model": "claude-sonnet-4-5",
        "price": {"input": 3, "cachedInput": 0.3, "cacheWrite": 3.75, "cacheWrite1h": 6,
            "output": 15},
        "tiers": [{"service": "batch", "price": {"input": 1.5, "cachedInput": 0.15,
            "cacheWrite": 1.875, "cacheWrite1h": 3, "output": 7.5}}]},
    {"provider": "anthropic", "model": "claude-sonnet-4-5-20250929",
        "price": {"input": 3, "output": 15}},
    {"provider": "anthropic", "model": "claude-sonnet-4-20250514",
        "price": {"input": 3, "cachedInput": 0.3, "cacheWrite": 3.75, "output": 15},
        "tiers": [{"above": 200000, "price": {"input": 6, "cachedInput": 0.6, "cacheWrite": 7.5,
            "output": 22.5}}]},
    {"provider": "anthropic", "model": "claude-opus-4-1",
        "price": {"input": 15, "cachedInput": 1.5, "cacheWrite": 18.75, "cacheWrite1h": 30,
            "output": 75}},
    {"provider": "anthropic", "model": "claude-haiku-4-5", "price": {"input": 1, "output": 5}},
    {"provider": "bedrock", "model": "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "price": {"input": 3.3, "cachedInput": 0.33, "cacheWrite": 4.125, "output": 16.5}},
    {"provider": "google", "model": "gemini-2.5-pro",
        "price": {"input": 1.25, "cachedInput": 0.125, "output": 10},
        "tiers": [
            {"above": 200000, "price": {"input": 2.5, "cachedInput": 0.25, "output": 15}},
            {"service": "batch", "price": {"input": 0.625, "output": 5}}]},
    {"provider": "google", "model": "gemini-2.5-flash",
        "price": {"input": 0.3, "cachedInput": 0.03, "inputAudio": 1, "cachedAudio": 0.1,
            "output": 2.5, "reasoning": 2.5}},
    {"provider": "deepseek", "model": "deepseek-chat",
        "price": {"input": 0.28, "cachedInput": 0.028, "output": 0.42}},
    {"provider": "xai", "model": "grok-4",
        "price": {"input": 3, "cachedInput": 0.75, "output": 15}},
    {"provider": "perplexity", "model": "sonar",
        "price": {"input": 1, "output": 1, "perRequest": 5000}},
    {"provider": "groq", "model": "llama-3.3-70b-versatile",
        "price": {"input": 0.59, "output": 0.79}}
]"#;

/// A usage object as its provider answered it.
struct Recorded {
    name: &'static str,
    provider: &'static str,
    model: &'static str,
    usage: &'static str,
    /// The tier of service that the sender told; the object may tell one itself.
    tier: Option<&'static str>,
    nanos: i64,
}

const RECORDED: [Recorded; 40] = [
    Recorded {
        name: "hello",
        provider: "openai",
        model: "gpt-4.1-2025-04-14",
        usage: r#"{"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
            "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}"#,
        tier: None,
        // 19 x 2000 + 10 x 8000
        nanos: 118_000,
    },
    Recorded {
        name: "cached prompt",
        provider: "openai",
        model: "gpt-4.1",
        usage: r#"{"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306,
            "prompt_tokens_details": {"cached_tokens": 1920}, "completion_tokens_details":
            {"reasoning_tokens": 0}}"#,
        tier: None,
        // 86 x 2000 + 1920 x 500 + 300 x 8000
        nanos: 3_532_000,
    },
    Recorded {
        name: "no details",
        provider: "openai",
        model: "gpt-4o-mini",
        usage: r#"{"prompt_tokens": 1117, "completion_tokens": 46, "total_tokens": 1163}"#,
        tier: None,
        // 1117 x 150 + 46 x 600
        nanos: 195_150,
    },
    Recorded {
        name: "rejected predictions",
        provider: "openai",
        model: "gpt-4o-mini",
        usage: r#"{"prompt_tokens": 5071, "completion_tokens": 1213, "total_tokens": 6284,
            "prompt_tokens_details": {"cached_tokens": 4992}, "completion_tokens_details":
            {"reasoning_tokens": 0, "accepted_prediction_tokens": 820, "rejected_prediction_tokens":
            115}}"#,
        tier: None,
        // 79 x 150 + 4992 x 75 + 1213 x 600
        nanos: 1_114_050,
    },
    Recorded {
        name: "reasoning",
        provider: "openai",
        model: "gpt-5",
        usage: r#"{"prompt_tokens": 81, "completion_tokens": 1035, "total_tokens": 1116,
            "prompt_tokens_details": {"cached_tokens": 0}, "completion_tokens_details":
            {"reasoning_tokens": 832}}"#,
        tier: None,
        // 81 x 1250 + 832 x 10000 + 203 x 10000
        nanos: 10_451_250,
    },
    Recorded {
        name: "priority",
        provider: "openai",
        model: "gpt-5",
        usage: r#"{"prompt_tokens": 4096, "completion_tokens": 512, "total_tokens": 4608,
            "prompt_tokens_details": {"cached_tokens": 1024}, "service_tier": "priority"}"#,
        tier: None,
        // 3072 x 2500 + 1024 x 250 + 512 x 20000
        nanos: 18_176_000,
    },
    Recorded {
        name: "flex, half a nano-dollar up",
        provider: "openai",
        model: "gpt-5",
        usage: r#"{"prompt_tokens": 1025, "completion_tokens": 3, "total_tokens": 1028,
            "prompt_tokens_details": {"cached_tokens": 1025}}"#,
        tier: Some("flex"),
        // 1025 x 62.5 + 3 x 5000
        nanos: 79_063,
    },
    Recorded {
        name: "batch",
        provider: "openai",
        model: "gpt-5-2025-08-07",
        usage: r#"{"prompt_tokens": 777, "completion_tokens": 333, "total_tokens": 1110}"#,
        tier: Some("batch"),
        // 777 x 625 + 333 x 5000
        nanos: 2_150_625,
    },
    Recorded {
        name: "default service",
        provider: "openai",
        model: "gpt-5",
        usage: r#"{"prompt_tokens": 100, "completion_tokens": 100, "total_tokens": 200, "service_tier":
            "default"}"#,
        tier: None,
        // 100 x 1250 + 100 x 10000
        nanos: 1_125_000,
    },
    Recorded {
        name: "speech in and out",
        provider: "openai",
        model: "gpt-audio",
        usage: r#"{"prompt_tokens": 253, "completion_tokens": 411, "total_tokens": 664,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 230, "text_tokens": 23},
            "completion_tokens_details": {"audio_tokens": 318, "text_tokens": 93}}"#,
        tier: None,
        // 23 x 2500 + 230 x 32000 + 93 x 10000 + 318 x 64000
        nanos: 28_699_500,
    },
    Recorded {
        name: "embedding",
        provider: "openai",
        model: "text-embedding-3-small",
        usage: r#"{"prompt_tokens": 8, "total_tokens": 8}"#,
        tier: None,
        // 8 x 20
        nanos: 160,
    },
    Recorded {
        name: "one token of an embedding",
        provider: "openai",
        model: "text-embedding-3-small",
        usage: r#"{"prompt_tokens": 1, "total_tokens": 1}"#,
        tier: None,
        // 1 x 20
        nanos: 20,
    },
    Recorded {
        name: "responses",
        provider: "openai",
        model: "gpt-4.1",
        usage: r#"{"input_tokens": 36, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 87,
            "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 123}"#,
        tier: None,
        // 36 x 2000 + 87 x 8000
        nanos: 768_000,
    },
    Recorded {
        name: "responses, cached and reasoning",
        provider: "openai",
        model: "gpt-5.4",
        usage: r#"{"input_tokens": 75011, "input_tokens_details": {"cached_tokens": 70144},
            "output_tokens": 1186, "output_tokens_details": {"reasoning_tokens": 1024},
            "total_tokens": 76197}"#,
        tier: None,
        // 4867 x 2500 + 70144 x 250 + 1024 x 15000 + 162 x 15000
        nanos: 47_493_500,
    },
    Recorded {
        name: "exactly at the threshold",
        provider: "openai",
        model: "gpt-5.4",
        usage: r#"{"input_tokens": 272000, "input_tokens_details": {"cached_tokens": 0}, "output_tokens":
            1000, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 273000}"#,
        tier: None,
        // 272000 x 2500 + 1000 x 15000
        nanos: 695_000_000,
    },
    Recorded {
        name: "one token above it",
        provider: "openai",
        model: "gpt-5.4",
        usage: r#"{"input_tokens": 272001, "input_tokens_details": {"cached_tokens": 200000},
            "output_tokens": 1000, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens":
            273001}"#,
        tier: None,
        // 72001 x 5000 + 200000 x 500 + 1000 x 22500
        nanos: 482_505_000,
    },
    Recorded {
        name: "long batch",
        provider: "openai",
        model: "gpt-5.4",
        usage: r#"{"input_tokens": 300000, "input_tokens_details": {"cached_tokens": 0}, "output_tokens":
            2500, "output_tokens_details": {"reasoning_tokens": 500}, "total_tokens": 302500}"#,
        tier: Some("batch"),
        // 300000 x 2500 + 500 x 11250 + 2000 x 11250
        nanos: 778_125_000,
    },
    Recorded {
        name: "long, at a tier without such a list",
        provider: "openai",
        model: "gpt-5.4",
        usage: r#"{"input_tokens": 300000, "input_tokens_details": {"cached_tokens": 0}, "output_tokens":
            10, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 300010}"#,
        tier: Some("priority"),
        // 300000 x 5000 + 10 x 22500
        nanos: 1_500_225_000,
    },
    Recorded {
        name: "picture in and out",
        provider: "openai",
        model: "gpt-image-1",
        usage: r#"{"input_tokens": 389, "input_tokens_details": {"text_tokens": 66, "image_tokens": 323},
            "output_tokens": 4160, "output_tokens_details": {"text_tokens": 0, "image_tokens":
            4160}, "total_tokens": 4549}"#,
        tier: None,
        // 66 x 5000 + 323 x 10000 + 4160 x 40000
        nanos: 169_960_000,
    },
    Recorded {
        name: "cache write told",
        provider: "openai",
        model: "gpt-6",
        usage: r#"{"input_tokens": 5000, "input_tokens_details": {"cached_tokens": 1000,
            "cache_write_tokens": 3000}, "output_tokens": 40, "output_tokens_details":
            {"reasoning_tokens": 0}, "total_tokens": 5040}"#,
        tier: None,
        // 1000 x 2000 + 1000 x 200 + 3000 x 2500 + 40 x 10000
        nanos: 10_100_000,
    },
    Recorded {
        name: "message",
        provider: "anthropic",
        model: "claude-sonnet-4-5-20250929",
        usage: r#"{"input_tokens": 12, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
            "output_tokens": 6, "service_tier": "standard"}"#,
        tier: None,
        // 12 x 3000 + 6 x 15000
        nanos: 126_000,
    },
    Recorded {
        name: "cache written",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        usage: r#"{"input_tokens": 21, "cache_creation_input_tokens": 188086, "cache_read_input_tokens":
            0, "output_tokens": 393}"#,
        tier: None,
        // 21 x 3000 + 188086 x 3750 + 393 x 15000
        nanos: 711_280_500,
    },
    Recorded {
        name: "cache read",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        usage: r#"{"input_tokens": 21, "cache_creation_input_tokens": 0, "cache_read_input_tokens":
            188086, "output_tokens": 393}"#,
        tier: None,
        // 21 x 3000 + 188086 x 300 + 393 x 15000
        nanos: 62_383_800,
    },
    Recorded {
        name: "caches of two lifetimes",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        usage: r#"{"input_tokens": 2048, "cache_read_input_tokens": 1800, "cache_creation_input_tokens":
            248, "cache_creation": {"ephemeral_5m_input_tokens": 148, "ephemeral_1h_input_tokens":
            100}, "output_tokens": 503}"#,
        tier: None,
        // 2048 x 3000 + 1800 x 300 + 148 x 3750 + 100 x 6000 + 503 x 15000
        nanos: 15_384_000,
    },
    Recorded {
        name: "batch",
        provider: "anthropic",
        model: "claude-sonnet-4-5",
        usage: r#"{"input_tokens": 1000, "cache_creation_input_tokens": 700, "cache_read_input_tokens":
            300, "cache_creation": {"ephemeral_5m_input_tokens": 500, "ephemeral_1h_input_tokens":
            200}, "output_tokens": 90, "service_tier": "batch"}"#,
        tier: None,
        // 1000 x 1500 + 300 x 150 + 500 x 1875 + 200 x 3000 + 90 x 7500
        nanos: 3_757_500,
    },
    Recorded {
        name: "dear",
        provider: "anthropic",
        model: "claude-opus-4-1-20250805",
        usage: r#"{"input_tokens": 4, "cache_creation_input_tokens": 1024, "cache_read_input_tokens":
            17523, "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens":
            1024}, "output_tokens": 1999, "service_tier": "standard"}"#,
        tier: None,
        // 4 x 15000 + 1024 x 30000 + 17523 x 1500 + 1999 x 75000
        nanos: 206_989_500,
    },
    Recorded {
        name: "cheap",
        provider: "anthropic",
        model: "claude-haiku-4-5",
        usage: r#"{"input_tokens": 3, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
            "output_tokens": 1}"#,
        tier: None,
        // 3 x 1000 + 1 x 5000
        nanos: 8_000,
    },
    Recorded {
        name: "long by its cached tokens",
        provider: "anthropic",
        model: "claude-sonnet-4-20250514",
        usage: r#"{"input_tokens": 1000, "cache_creation_input_tokens": 9001, "cache_read_input_tokens":
            190000, "output_tokens": 800}"#,
        tier: None,
        // 1000 x 6000 + 190000 x 600 + 9001 x 7500 + 800 x 22500
        nanos: 205_507_500,
    },
    Recorded {
        name: "just not long",
        provider: "anthropic",
        model: "claude-sonnet-4-20250514",
        usage: r#"{"input_tokens": 1000, "cache_creation_input_tokens": 9000, "cache_read_input_tokens":
            190000, "output_tokens": 800}"#,
        tier: None,
        // 1000 x 3000 + 190000 x 300 + 9000 x 3750 + 800 x 15000
        nanos: 105_750_000,
    },
    Recorded {
        name: "of a cloud",
        provider: "aws.bedrock",
        model: "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
        usage: r#"{"input_tokens": 100, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 50,
            "output_tokens": 20}"#,
        tier: None,
        // 100 x 3300 + 50 x 330 + 10 x 4125 + 20 x 16500
        nanos: 717_750,
    },
    Recorded {
        name: "generate",
        provider: "google",
        model: "gemini-2.5-pro",
        usage: r#"{"promptTokenCount": 8, "candidatesTokenCount": 269, "totalTokenCount": 1412,
            "thoughtsTokenCount": 1135, "promptTokensDetails": [{"modality": "TEXT", "tokenCount":
            8}]}"#,
        tier: None,
        // 8 x 1250 + 1135 x 10000 + 269 x 10000
        nanos: 14_050_000,
    },
    Recorded {
        name: "cached content",
        provider: "gcp.gemini",
        model: "models/gemini-2.5-flash",
        usage: r#"{"promptTokenCount": 696219, "cachedContentTokenCount": 696190, "candidatesTokenCount":
            214, "totalTokenCount": 696433, "promptTokensDetails": [{"modality": "TEXT",
            "tokenCount": 696219}], "cacheTokensDetails": [{"modality": "TEXT", "tokenCount":
            696190}]}"#,
        tier: None,
        // 29 x 300 + 696190 x 30 + 214 x 2500
        nanos: 21_429_400,
    },
    Recorded {
        name: "speech",
        provider: "google",
        model: "gemini-2.5-flash",
        usage: r#"{"promptTokenCount": 2100, "candidatesTokenCount": 321, "totalTokenCount": 2421,
            "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 180}, {"modality": "AUDIO",
            "tokenCount": 1920}]}"#,
        tier: None,
        // 180 x 300 + 1920 x 1000 + 321 x 2500
        nanos: 2_776_500,
    },
    Recorded {
        name: "speech from the cache",
        provider: "google",
        model: "gemini-2.5-flash",
        usage: r#"{"promptTokenCount": 5000, "cachedContentTokenCount": 4500, "candidatesTokenCount": 10,
            "totalTokenCount": 5010, "promptTokensDetails": [{"modality": "AUDIO", "tokenCount":
            5000}]}"#,
        tier: None,
        // 500 x 1000 + 4500 x 100 + 10 x 2500
        nanos: 975_000,
    },
    Recorded {
        name: "long",
        provider: "google",
        model: "gemini-2.5-pro",
        usage: r#"{"promptTokenCount": 250000, "cachedContentTokenCount": 100000, "candidatesTokenCount":
            1200, "thoughtsTokenCount": 800, "totalTokenCount": 252000}"#,
        tier: None,
        // 150000 x 2500 + 100000 x 250 + 800 x 15000 + 1200 x 15000
        nanos: 430_000_000,
    },
    Recorded {
        name: "batch of a preview",
        provider: "google",
        model: "gemini-2.5-pro",
        usage: r#"{"promptTokenCount": 999, "candidatesTokenCount": 1, "totalTokenCount": 1000}"#,
        tier: Some("BATCH"),
        // 999 x 625 + 1 x 5000
        nanos: 629_375,
    },
    Recorded {
        name: "cache hits told apart",
        provider: "deepseek",
        model: "deepseek-chat",
        usage: r#"{"prompt_tokens": 1500, "completion_tokens": 250, "total_tokens": 1750,
            "prompt_cache_hit_tokens": 1408, "prompt_cache_miss_tokens": 92}"#,
        tier: None,
        // 92 x 280 + 1408 x 28 + 250 x 420
        nanos: 170_184,
    },
    Recorded {
        name: "reasoning beside the answer",
        provider: "xai",
        model: "grok-4",
        usage: r#"{"prompt_tokens": 37, "completion_tokens": 530, "total_tokens": 1367,
            "prompt_tokens_details": {"cached_tokens": 5}, "completion_tokens_details":
            {"reasoning_tokens": 800}}"#,
        tier: None,
        // 32 x 3000 + 5 x 750 + 800 x 15000 + 530 x 15000
        nanos: 20_049_750,
    },
    Recorded {
        name: "a price for the call",
        provider: "perplexity",
        model: "sonar",
        usage: r#"{"prompt_tokens": 14, "completion_tokens": 320, "total_tokens": 334}"#,
        tier: None,
        // 14 x 1000 + 320 x 1000 + 1 x 5000000
        nanos: 5_334_000,
    },
    Recorded {
        name: "a host",
        provider: "groq",
        model: "llama-3.3-70b-versatile",
        usage: r#"{"prompt_tokens": 38, "completion_tokens": 225, "total_tokens": 263, "queue_time": 0.05}"#,
        tier: None,
        // 38 x 590 + 225 x 790
        nanos: 200_170,
    },
];

#[tokio::test]
async fn the_cost_of_forty_recorded_usage_objects_is_exact() {
    let (app, _, ada) = TestApp::start().await;
    let mut list: Vec<Value> = serde_json::from_str(PRICES).unwrap();
    for price in &mut list {
        // So that each is entered, also where the one that comes with the program is the same.
        price["effectiveFrom"] = json!("2026-03-01T00:00:00Z");
    }
    let import = "/api/usage/prices/global/import";
    let imported = ada.post(&app, import, &json!(list)).await.data(200);
    assert_eq!(imported["refused"], json!([]));
    let key = ada
        .post(&app, "/api/api-keys", &json!({"name": "ci"}))
        .await;
    let key = Actor::with_bearer(key.data(201)["secret"].as_str().unwrap());

    let events = RECORDED.iter().enumerate().map(|(number, recorded)| {
        let usage: Value = serde_json::from_str(recorded.usage).unwrap();
        let mut event = json!({"id": number.to_string(), "provider": recorded.provider,
            "model": recorded.model, "usage": usage});
        if let Some(tier) = recorded.tier {
            event["serviceTier"] = json!(tier);
        }
        event
    });
    let events: Value = events.collect();
    let sent = key.post(&app, "/api/usage/events", &events).await;
    assert_eq!(sent.data(200)["accepted"], 40, "{}", sent.text());

    let costs = |conn: &Conn| {
        let sql = "SELECT cost_nanos FROM usage_events ORDER BY seq";
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<Vec<Option<i64>>, _>>()?)
    };
    let costs = app.db.read_now(costs).unwrap();
    assert_eq!(costs.len(), RECORDED.len());
    for (recorded, cost) in RECORDED.iter().zip(&costs) {
        let what = format!("{} of {}", recorded.name, recorded.model);
        assert_eq!(*cost, Some(recorded.nanos), "{what}");
    }
    let priced_elsewhere = |conn: &Conn| {
        let sql = "SELECT m.name FROM usage_events e
            JOIN prices p ON p.id = e.price_id JOIN models m ON m.id = e.model_id
            WHERE p.source NOT LIKE 'import %'";
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<Vec<String>, _>>()?)
    };
    let none: [String; 0] = [];
    assert_eq!(app.db.read_now(priced_elsewhere).unwrap(), none);
    assert!(app.db.read_now(check::verify).unwrap().is_sound());
    let sum: i64 = RECORDED.iter().map(|recorded| recorded.nanos).sum();
    let summary = ada.get(&app, "/api/usage/summary?period=24h").await;
    let (whole, part) = (sum / 1_000_000_000, sum % 1_000_000_000);
    let written = format!("\"totalCost\":{whole}.{part:09}");
    let written = written.trim_end_matches('0');
    assert!(
        summary.text().contains(written),
        "{written}: {}",
        summary.text()
    );
}
