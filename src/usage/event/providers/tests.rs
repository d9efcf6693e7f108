//! Usage objects in the shapes that the providers document, and what they mean.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::i18n::Locale;
use crate::usage::event::{Event, Field, Format, MOST_TOKENS, Rejection, Tokens, read_all};

fn read(provider: Option<&str>, usage: &Value) -> Result<Event<'static>, Rejection> {
    let mut event = json!({"id": "a", "model": "m", "usage": usage});
    if let Some(provider) = provider {
        event["provider"] = provider.into();
    }
    let body = event.to_string();
    let read = read_all(Format::Json, body.as_bytes()).unwrap().remove(0);
    read.event.map(Event::into_owned)
}

#[track_caller]
fn means(provider: &str, usage: &Value, tokens: Tokens) {
    let provider = Some(provider).filter(|name| !name.is_empty());
    let event = read(provider, usage).unwrap_or_else(|why| panic!("{why:?}: {usage}"));
    assert_eq!(event.tokens, tokens, "{usage}");
}

/// `code:field`.
#[track_caller]
fn why(provider: &str, usage: &Value) -> String {
    let provider = Some(provider).filter(|name| !name.is_empty());
    let rejection = read(provider, usage).expect_err("a rejection");
    let said = Locale::EnUs.say(&rejection.message);
    assert!(said.ends_with('.'), "{said}");
    format!("{}:{}", rejection.code, rejection.field.unwrap_or_default())
}

const NONE: Tokens = Tokens {
    input: 0,
    output: 0,
    cached_input: 0,
    cache_write: 0,
    cache_write_1h: 0,
    reasoning: 0,
    input_audio: 0,
    output_audio: 0,
    input_image: 0,
    output_image: 0,
};

#[test]
fn openai_chat_completions() {
    let usage = json!({
        "prompt_tokens": 2_006, "completion_tokens": 300, "total_tokens": 2_306,
        "prompt_tokens_details": {"cached_tokens": 1_920, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 192, "audio_tokens": 0,
            "accepted_prediction_tokens": 10, "rejected_prediction_tokens": 4},
    });
    let tokens = Tokens {
        input: 2_006,
        output: 300,
        cached_input: 1_920,
        reasoning: 192,
        ..NONE
    };
    for provider in [
        "openai",
        "",
        "azure.ai.openai",
        "OpenRouter",
        "anthropic",
        "gemini",
    ] {
        means(provider, &usage, tokens);
    }
    let audio = json!({
        "prompt_tokens": 120, "completion_tokens": 90, "total_tokens": 210,
        "prompt_tokens_details": {"text_tokens": 20, "audio_tokens": 100, "image_tokens": 0,
            "cached_tokens": 0, "cached_tokens_details": {"text_tokens": 0, "audio_tokens": 0}},
        "completion_tokens_details": {"text_tokens": 15, "audio_tokens": 75},
    });
    let tokens = Tokens {
        input: 120,
        output: 90,
        input_audio: 100,
        output_audio: 75,
        ..NONE
    };
    means("openai", &audio, tokens);
    let embedding = json!({"prompt_tokens": 8, "total_tokens": 8});
    means("openai", &embedding, Tokens { input: 8, ..NONE });
    let written = json!({"prompt_tokens": 50, "completion_tokens": 5, "cost": 0.0001,
        "prompt_tokens_details": {"cached_tokens": 10, "cache_write_tokens": 30},
        "completion_tokens_details": null});
    let tokens = Tokens {
        input: 50,
        output: 5,
        cached_input: 10,
        cache_write: 30,
        ..NONE
    };
    means("openrouter", &written, tokens);
}

#[test]
fn reasoning_beside_the_completion_is_part_of_the_output() {
    let xai = json!({
        "prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135,
        "prompt_tokens_details": {"text_tokens": 32, "audio_tokens": 0, "image_tokens": 0,
            "cached_tokens": 6},
        "completion_tokens_details": {"reasoning_tokens": 94, "audio_tokens": 0},
        "num_sources_used": 0,
    });
    let tokens = Tokens {
        input: 32,
        output: 103,
        cached_input: 6,
        reasoning: 94,
        ..NONE
    };
    means("xai", &xai, tokens);
}

/// What Gemini answers on its OpenAI-compatible endpoint.
#[test]
fn a_total_above_its_parts_counts_as_reasoning() {
    for (prompt, completion, total) in [
        (20, 10, 800),
        (20, 198, 623),
        (20, 424, 1_016),
        (20, 0, 800),
    ] {
        let usage = json!({"prompt_tokens": prompt, "completion_tokens": completion,
            "total_tokens": total});
        let tokens = Tokens {
            input: prompt,
            output: total - prompt,
            reasoning: total - prompt - completion,
            ..NONE
        };
        for provider in ["google", "openrouter", ""] {
            means(provider, &usage, tokens);
        }
        // Google's own shape leaves out what is zero.
        let own = json!({"promptTokenCount": prompt, "totalTokenCount": total,
            "candidatesTokenCount": Some(completion).filter(|count| *count > 0)});
        means("google", &own, tokens);
    }
    let chat = |reasoning: i64, total: i64| {
        json!({"prompt_tokens": 20, "completion_tokens": 10, "total_tokens": total,
            "completion_tokens_details": {"reasoning_tokens": reasoning}})
    };
    for (reasoning, total, output, told) in [
        // Inside the completion, and the total adds up.
        (4, 30, 10, 4),
        // Beside it, to the last token.
        (94, 124, 104, 94),
        (4, 34, 14, 4),
        // Inside, and more that nobody names.
        (4, 800, 780, 774),
        // Not inside, so part of what is more.
        (100, 800, 780, 770),
        // A smaller total says nothing.
        (4, 25, 10, 4),
        (4, 0, 10, 4),
    ] {
        let tokens = Tokens {
            input: 20,
            output,
            reasoning: told,
            ..NONE
        };
        means("openai", &chat(reasoning, total), tokens);
    }
    assert_eq!(
        why("openai", &chat(11, 30)),
        "subset_above_total:reasoningTokens"
    );
    let google = |total: i64| {
        json!({"promptTokenCount": 20, "candidatesTokenCount": 10, "thoughtsTokenCount": 5,
            "toolUsePromptTokenCount": 3, "totalTokenCount": total})
    };
    for (total, output, reasoning) in [(38, 15, 5), (33, 10, 5), (800, 777, 767), (1, 15, 5)] {
        let tokens = Tokens {
            input: 23,
            output,
            reasoning,
            ..NONE
        };
        means("google", &google(total), tokens);
    }
    // Without the input nothing tells that it is not that.
    let no_input = json!({"completion_tokens": 10, "total_tokens": 800});
    means("", &no_input, Tokens { output: 10, ..NONE });
    means("google", &json!({"totalTokenCount": 800}), NONE);
}

#[test]
fn cache_hits_of_deepseek() {
    let usage = json!({"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520,
        "prompt_cache_hit_tokens": 448, "prompt_cache_miss_tokens": 52});
    let tokens = Tokens {
        input: 500,
        output: 20,
        cached_input: 448,
        ..NONE
    };
    means("deepseek", &usage, tokens);
    let mut both = usage.clone();
    both["prompt_tokens_details"] = json!({"cached_tokens": 448});
    means("deepseek", &both, tokens);
}

#[test]
fn cache_hits_of_moonshot() {
    let usage = json!({"prompt_tokens": 500, "completion_tokens": 20, "total_tokens": 520,
        "cached_tokens": 448});
    let tokens = Tokens {
        input: 500,
        output: 20,
        cached_input: 448,
        ..NONE
    };
    for provider in ["moonshot", "moonshotai", ""] {
        means(provider, &usage, tokens);
    }
    // The others go first.
    for (name, value) in [
        ("prompt_cache_hit_tokens", json!(7)),
        ("prompt_tokens_details", json!({"cached_tokens": 7})),
    ] {
        let mut both = usage.clone();
        both[name] = value;
        let tokens = Tokens {
            cached_input: 7,
            ..tokens
        };
        means("moonshot", &both, tokens);
    }
}

/// `LiteLLM`'s proxy in front of Claude: `prompt_tokens` holds what was read and written.
#[test]
fn cache_writes_that_litellm_tells() {
    let tokens = Tokens {
        input: 10_000,
        output: 5,
        cached_input: 500,
        cache_write: 9_000,
        ..NONE
    };
    for usage in [
        json!({"prompt_tokens": 10_000, "completion_tokens": 5, "total_tokens": 10_005,
            "prompt_tokens_details": {"cached_tokens": 500},
            "cache_creation_input_tokens": 9_000, "cache_read_input_tokens": 500}),
        json!({"prompt_tokens": 10_000, "completion_tokens": 5, "total_tokens": 10_005,
            "prompt_tokens_details": {"cached_tokens": 500, "cache_creation_tokens": 9_000}}),
        json!({"prompt_tokens": 10_000, "completion_tokens": 5, "prompt_tokens_details": {
            "cached_tokens": 500, "cache_write_tokens": 0, "cache_creation_tokens": 9_000,
            "cache_creation_token_details": {"ephemeral_5m_input_tokens": 9_000,
                "ephemeral_1h_input_tokens": 0}},
            "cache_creation_input_tokens": 9_000, "cache_read_input_tokens": 500}),
    ] {
        for provider in ["litellm_proxy", "anthropic", ""] {
            means(provider, &usage, tokens);
        }
    }
    let hour = json!({"prompt_tokens": 5_000, "completion_tokens": 10, "prompt_tokens_details": {
        "cached_tokens": 0, "cache_creation_tokens": 4_096,
        "cache_creation_token_details": {"ephemeral_1h_input_tokens": 4_096}}});
    let tokens = Tokens {
        input: 5_000,
        output: 10,
        cache_write: 4_096,
        cache_write_1h: 4_096,
        ..NONE
    };
    means("litellm", &hour, tokens);
    // As every part: it fits into the whole, or nothing is taken.
    let above = json!({"prompt_tokens": 10, "cache_creation_input_tokens": 11});
    assert_eq!(why("", &above), "subset_above_total:cacheWriteTokens");
}

#[test]
fn openai_responses() {
    let usage = json!({
        "input_tokens": 328, "input_tokens_details": {"cached_tokens": 128},
        "output_tokens": 52, "output_tokens_details": {"reasoning_tokens": 40},
        "total_tokens": 380,
    });
    let tokens = Tokens {
        input: 328,
        output: 52,
        cached_input: 128,
        reasoning: 40,
        ..NONE
    };
    for provider in ["openai", "", "azure", "vllm"] {
        means(provider, &usage, tokens);
    }
    let realtime = json!({
        "total_tokens": 253, "input_tokens": 132, "output_tokens": 121,
        "input_token_details": {"text_tokens": 119, "audio_tokens": 13, "image_tokens": 0,
            "cached_tokens": 64, "cached_tokens_details": {"text_tokens": 64, "audio_tokens": 0}},
        "output_token_details": {"text_tokens": 30, "audio_tokens": 91},
    });
    let tokens = Tokens {
        input: 132,
        output: 121,
        cached_input: 64,
        input_audio: 13,
        output_audio: 91,
        ..NONE
    };
    means("openai", &realtime, tokens);
    let image = json!({"total_tokens": 100, "input_tokens": 50, "output_tokens": 50,
        "input_tokens_details": {"text_tokens": 10, "image_tokens": 40}});
    let tokens = Tokens {
        input: 50,
        output: 50,
        input_image: 40,
        ..NONE
    };
    means("openai", &image, tokens);
}

/// Pitfall 7: Anthropic's input leaves the cached tokens out, ours holds them.
#[test]
fn pitfall_7_anthropic_messages_are_added_up() {
    let usage = json!({
        "input_tokens": 21, "cache_creation_input_tokens": 556,
        "cache_read_input_tokens": 188_086, "output_tokens": 393,
        "cache_creation": {"ephemeral_5m_input_tokens": 456, "ephemeral_1h_input_tokens": 100},
        "server_tool_use": {"web_search_requests": 1}, "service_tier": "standard",
    });
    let tokens = Tokens {
        input: 188_663,
        output: 393,
        cached_input: 188_086,
        cache_write: 556,
        cache_write_1h: 100,
        ..NONE
    };
    for provider in ["anthropic", "", "aws.bedrock", "vertex_ai"] {
        means(provider, &usage, tokens);
    }
    let event = read(Some("anthropic"), &usage).unwrap();
    assert_eq!(event.service_tier.as_deref(), Some("standard"));
    let older = json!({"input_tokens": 2_095, "output_tokens": 503,
        "cache_creation_input_tokens": null, "cache_read_input_tokens": null});
    means(
        "anthropic",
        &older,
        Tokens {
            input: 2_095,
            output: 503,
            ..NONE
        },
    );
    let split_only = json!({"input_tokens": 1, "output_tokens": 2,
        "cache_creation": {"ephemeral_5m_input_tokens": 3, "ephemeral_1h_input_tokens": 4}});
    let tokens = Tokens {
        input: 8,
        output: 2,
        cache_write: 7,
        cache_write_1h: 4,
        ..NONE
    };
    means("anthropic", &split_only, tokens);
    // What is told as the whole may be less than its parts.
    for whole in [0, 6, 7] {
        let mut split = split_only.clone();
        split["cache_creation_input_tokens"] = whole.into();
        means("anthropic", &split, tokens);
    }
}

/// The example of the documentation of compaction, whose outer counts leave that call out.
#[test]
fn anthropic_iterations_are_added_up() {
    let usage = json!({"input_tokens": 23_000, "output_tokens": 1_000, "iterations": [
        {"type": "compaction", "input_tokens": 180_000, "output_tokens": 3_500},
        {"type": "message", "input_tokens": 23_000, "output_tokens": 1_000}]});
    let tokens = Tokens {
        input: 203_000,
        output: 4_500,
        ..NONE
    };
    for provider in ["anthropic", "", "aws.bedrock"] {
        means(provider, &usage, tokens);
    }
    assert_eq!(read(None, &usage).unwrap().hints.calls, 2);
    // That of the advisor tool: the outer input is that of the first call.
    let advised = json!({"input_tokens": 412, "cache_read_input_tokens": 0,
        "cache_creation_input_tokens": 0, "output_tokens": 531, "iterations": [
        {"type": "message", "input_tokens": 412, "cache_read_input_tokens": 0,
            "cache_creation_input_tokens": 0, "output_tokens": 89},
        {"type": "advisor_message", "model": "claude-fable-5", "input_tokens": 823,
            "cache_read_input_tokens": 0, "cache_creation_input_tokens": 0,
            "output_tokens": 1_612},
        {"type": "message", "input_tokens": 1_348, "cache_read_input_tokens": 412,
            "cache_creation_input_tokens": 0, "output_tokens": 442}]});
    let tokens = Tokens {
        input: 412 + 1_348 + 412,
        output: 531,
        cached_input: 412,
        ..NONE
    };
    means("anthropic", &advised, tokens);
    assert_eq!(read(None, &advised).unwrap().hints.calls, 2);
    // Caches of each call; one does not say for how long, but the answer does.
    let cached = json!({"input_tokens": 4, "output_tokens": 946,
        "cache_creation_input_tokens": 4_814, "cache_read_input_tokens": 173_469,
        "cache_creation": {"ephemeral_5m_input_tokens": 2_021,
            "ephemeral_1h_input_tokens": 2_793}, "iterations": [
        {"type": "compaction", "input_tokens": 5, "output_tokens": 40,
            "cache_read_input_tokens": 100, "cache_creation_input_tokens": 70,
            "cache_creation": {"ephemeral_1h_input_tokens": 20}},
        {"type": "message", "input_tokens": 2, "output_tokens": 833,
            "cache_read_input_tokens": 85_338, "cache_creation_input_tokens": 2_793},
        {"type": "message", "input_tokens": 2, "output_tokens": 113,
            "cache_read_input_tokens": 88_131, "cache_creation_input_tokens": 2_021}]});
    let tokens = Tokens {
        input: 9 + 173_569 + 4_884,
        output: 986,
        cached_input: 173_569,
        cache_write: 4_884,
        cache_write_1h: 2_793,
        ..NONE
    };
    means("anthropic", &cached, tokens);
    // A model that declined has a price of its own.
    let declined = json!({"input_tokens": 412, "output_tokens": 264, "iterations": [
        {"type": "message", "model": "claude-fable-5", "input_tokens": 408, "output_tokens": 0},
        {"type": "fallback_message", "model": "claude-opus-5", "input_tokens": 412,
            "output_tokens": 264}]});
    let tokens = Tokens {
        input: 412,
        output: 264,
        ..NONE
    };
    means("anthropic", &declined, tokens);
    // Entries that count nothing, or no entry.
    for iterations in [
        json!([{"type": "message"}, {"type": "other"}]),
        json!([]),
        json!(null),
    ] {
        let usage = json!({"input_tokens": 412, "output_tokens": 264, "iterations": iterations});
        means("anthropic", &usage, tokens);
        assert_eq!(read(None, &usage).unwrap().hints.calls, 0);
    }
    for (iterations, expected) in [
        (json!(5), "wrong_type:usage.iterations"),
        (json!([5]), "wrong_type:usage.iterations"),
        (
            json!([{"input_tokens": -1}]),
            "negative:usage.iterations.input_tokens",
        ),
    ] {
        let usage = json!({"input_tokens": 1, "output_tokens": 1, "iterations": iterations});
        assert_eq!(why("anthropic", &usage), expected);
    }
}

#[test]
fn the_least_that_two_providers_have_in_common_means_the_same() {
    let usage = json!({"input_tokens": 10, "output_tokens": 5});
    for provider in ["openai", "anthropic", "", "groq"] {
        means(
            provider,
            &usage,
            Tokens {
                input: 10,
                output: 5,
                ..NONE
            },
        );
    }
}

#[test]
fn google_usage_metadata() {
    let usage = json!({
        "promptTokenCount": 1_200, "cachedContentTokenCount": 800, "candidatesTokenCount": 150,
        "thoughtsTokenCount": 350, "toolUsePromptTokenCount": 60, "totalTokenCount": 1_760,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 642},
            {"modality": "IMAGE", "tokenCount": 258}, {"modality": "AUDIO", "tokenCount": 300}],
        "cacheTokensDetails": [{"modality": "TEXT", "tokenCount": 800}],
        "toolUsePromptTokensDetails": [{"modality": "TEXT", "tokenCount": 60}],
        "candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 20},
            {"modality": "IMAGE", "tokenCount": 130}],
        "trafficType": "ON_DEMAND",
    });
    let tokens = Tokens {
        input: 1_260,
        output: 500,
        cached_input: 800,
        reasoning: 350,
        input_audio: 300,
        input_image: 258,
        output_image: 130,
        ..NONE
    };
    for provider in ["google", "gcp.gemini", "vertex_ai", ""] {
        means(provider, &usage, tokens);
    }
    let library = json!({
        "prompt_token_count": 9, "candidates_token_count": 4, "thoughts_token_count": 2,
        "cached_content_token_count": null, "total_token_count": 15,
        "prompt_tokens_details": [{"modality": "AUDIO", "token_count": 3}],
    });
    let tokens = Tokens {
        input: 9,
        output: 6,
        reasoning: 2,
        input_audio: 3,
        ..NONE
    };
    means("google", &library, tokens);
    let quiet = json!({"promptTokenCount": 9, "promptTokensDetails": [
        {"modality": "audio", "tokenCount": 3}, {"modality": "Image", "tokenCount": 2}]});
    let tokens = Tokens {
        input: 9,
        input_audio: 3,
        input_image: 2,
        ..NONE
    };
    means("google", &quiet, tokens);
    // Thoughts inside the candidates, as the sum shows.
    let inside = json!({"promptTokenCount": 9, "candidatesTokenCount": 6, "thoughtsTokenCount": 2,
        "totalTokenCount": 15});
    means(
        "google",
        &inside,
        Tokens {
            input: 9,
            output: 6,
            reasoning: 2,
            ..NONE
        },
    );
    // A blocked prompt has no candidates.
    let blocked = json!({"promptTokenCount": 9, "totalTokenCount": 9});
    means("google", &blocked, Tokens { input: 9, ..NONE });
}

/// The Live API has another name for the output, and a total without the thoughts.
#[test]
fn google_live_answers() {
    let usage = json!({"promptTokenCount": 100, "responseTokenCount": 5_000,
        "totalTokenCount": 5_100});
    let tokens = Tokens {
        input: 100,
        output: 5_000,
        ..NONE
    };
    for provider in ["google", "vertex_ai", ""] {
        means(provider, &usage, tokens);
    }
    // Without the prompt it is known by the answer.
    let answer = json!({"response_token_count": 7});
    means("google", &answer, Tokens { output: 7, ..NONE });
    let spoken = json!({"prompt_token_count": 522, "response_token_count": 42,
        "thoughts_token_count": 136, "total_token_count": 564,
        "response_tokens_details": [{"modality": "AUDIO", "token_count": 42}]});
    let tokens = Tokens {
        input: 522,
        output: 178,
        reasoning: 136,
        output_audio: 42,
        ..NONE
    };
    means("google", &spoken, tokens);
    let fewer = json!({"promptTokenCount": 522, "responseTokenCount": 42,
        "thoughtsTokenCount": 36, "totalTokenCount": 564});
    let tokens = Tokens {
        input: 522,
        output: 78,
        reasoning: 36,
        ..NONE
    };
    means("google", &fewer, tokens);
    // More thoughts than candidates cannot be part of them.
    let beside = json!({"promptTokenCount": 522, "candidatesTokenCount": 42,
        "thoughtsTokenCount": 136, "totalTokenCount": 564});
    let tokens = Tokens {
        input: 522,
        output: 178,
        reasoning: 136,
        ..NONE
    };
    means("google", &beside, tokens);
    // Both names for one thing are no two things.
    let both = json!({"promptTokenCount": 1, "candidatesTokenCount": 5, "responseTokenCount": 5,
        "candidatesTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}],
        "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": 5}]});
    let tokens = Tokens {
        input: 1,
        output: 5,
        output_audio: 5,
        ..NONE
    };
    means("google", &both, tokens);
}

#[test]
fn a_usage_object_is_the_same_content_as_its_counts() {
    let usage = json!({"input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 5});
    let told = read(Some("anthropic"), &usage).unwrap();
    let counts = br#"{"id":"a","model":"m","provider":"anthropic","inputTokens":100,
        "cachedInputTokens":90,"outputTokens":5}"#;
    let counts = read_all(Format::Json, counts)
        .unwrap()
        .remove(0)
        .event
        .unwrap();
    assert_eq!(told, counts);
}

/// What is known beside the counts reaches the price, and is no content.
#[test]
fn the_audio_in_the_cache_is_told_by_the_object() {
    let details = json!({"cached_tokens": 64, "audio_tokens": 100,
        "cached_tokens_details": {"text_tokens": 14, "audio_tokens": 50}});
    let chat = json!({"prompt_tokens": 200, "prompt_tokens_details": details});
    let realtime = json!({"input_tokens": 200, "output_tokens": 0,
        "input_token_details": details});
    let google = json!({"promptTokenCount": 200, "cachedContentTokenCount": 64,
        "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 100},
            {"modality": "TEXT", "tokenCount": 100}],
        "cacheTokensDetails": [{"modality": "AUDIO", "tokenCount": 50},
            {"modality": "TEXT", "tokenCount": 14}]});
    let library = json!({"prompt_token_count": 200, "cached_content_token_count": 64,
        "prompt_tokens_details": [{"modality": "AUDIO", "token_count": 100}],
        "cache_tokens_details": [{"modality": "AUDIO", "token_count": 50}]});
    let counts = br#"{"id":"a","model":"m","inputTokens":200,"cachedInputTokens":64,
        "inputAudioTokens":100}"#;
    let counts = read_all(Format::Json, counts)
        .unwrap()
        .remove(0)
        .event
        .unwrap();
    assert_eq!(counts.hints.cached_audio, 0);
    for usage in [chat, realtime, google, library] {
        let event = read(None, &usage).unwrap();
        assert_eq!(event.hints.cached_audio, 50, "{usage}");
        assert_eq!(event.tokens, counts.tokens);
        assert_eq!(event.digest, counts.digest);
    }
}

#[test]
fn the_tier_of_the_event_goes_before_that_of_the_usage_object() {
    let body = br#"{"id":"a","model":"m","serviceTier":"batch",
        "usage":{"prompt_tokens":1,"service_tier":"default"}}"#;
    let event = read_all(Format::Json, body)
        .unwrap()
        .remove(0)
        .event
        .unwrap();
    assert_eq!(event.service_tier.as_deref(), Some("batch"));
}

#[test]
fn what_cannot_be_told_is_refused() {
    let chat = json!({"prompt_tokens": 1});
    assert_eq!(why("acme", &chat), "unknown_provider:provider");
    let inclusive = json!({"input_tokens": 9, "input_tokens_details": {"cached_tokens": 1}});
    let exclusive = json!({"input_tokens": 9, "cache_read_input_tokens": 1});
    let mut both = inclusive.clone();
    both["cache_read_input_tokens"] = 1.into();
    let google = json!({"promptTokenCount": 1});
    for (provider, usage) in [
        ("", &json!({})),
        ("openai", &json!({"tokens": 5})),
        ("", &json!({"prompt_tokens": null})),
        // Converse, which is not one of the four.
        (
            "bedrock",
            &json!({"inputTokens": 5, "outputTokens": 5, "totalTokens": 10}),
        ),
        ("openai", &exclusive),
        ("anthropic", &inclusive),
        ("google", &inclusive),
        ("openai", &google),
        ("anthropic", &google),
        ("", &both),
        ("bedrock", &both),
    ] {
        assert_eq!(
            why(provider, usage),
            "unknown_usage:usage",
            "{provider} {usage}"
        );
    }
    means(
        "openai",
        &both,
        Tokens {
            input: 9,
            cached_input: 1,
            ..NONE
        },
    );
    means(
        "anthropic",
        &both,
        Tokens {
            input: 10,
            cached_input: 1,
            ..NONE
        },
    );
}

#[test]
fn wrong_members_are_named_with_their_place() {
    for (usage, expected) in [
        (json!(5), "wrong_type:usage"),
        (json!("{}"), "wrong_type:usage"),
        (json!([]), "wrong_type:usage"),
        (json!({"prompt_tokens": -1}), "negative:usage.prompt_tokens"),
        (
            json!({"prompt_tokens": 1.5}),
            "not_integer:usage.prompt_tokens",
        ),
        (
            json!({"prompt_tokens": "7"}),
            "wrong_type:usage.prompt_tokens",
        ),
        (
            json!({"prompt_tokens": MOST_TOKENS + 1}),
            "out_of_range:usage.prompt_tokens",
        ),
        (
            json!({"prompt_tokens": 1, "service_tier": 5}),
            "wrong_type:usage.service_tier",
        ),
        (
            json!({"prompt_tokens": 1, "prompt_tokens_details": 5}),
            "wrong_type:usage.prompt_tokens_details",
        ),
        (
            json!({"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": -2}}),
            "negative:usage.prompt_tokens_details.cached_tokens",
        ),
        (
            json!({"prompt_tokens": 1, "prompt_tokens_details": {"cached_tokens": 2}}),
            "subset_above_total:cachedInputTokens",
        ),
        (
            json!({"completion_tokens": 1, "completion_tokens_details": {"reasoning_tokens": 2}}),
            "subset_above_total:reasoningTokens",
        ),
        (
            json!({"input_tokens": MOST_TOKENS, "cache_read_input_tokens": 1}),
            "out_of_range:inputTokens",
        ),
        (
            json!({"promptTokenCount": 1, "prompt_token_count": 1}),
            "duplicate_field:usage.promptTokenCount",
        ),
        (
            json!({"promptTokenCount": 1, "promptTokensDetails": {"modality": "AUDIO"}}),
            "wrong_type:usage.promptTokensDetails",
        ),
        (
            json!({"promptTokenCount": 1, "promptTokensDetails": [{"modality": "AUDIO",
            "tokenCount": -1}]}),
            "negative:usage.promptTokensDetails.tokenCount",
        ),
        (
            json!({"promptTokenCount": 1, "promptTokensDetails": [{"modality": "AUDIO",
            "tokenCount": 2}]}),
            "subset_above_total:inputAudioTokens",
        ),
    ] {
        assert_eq!(why("", &usage), expected, "{usage}");
    }
}

#[test]
fn usage_and_counts_exclude_each_other() {
    let both = br#"{"id":"a","model":"m","outputTokens":1,"usage":{"prompt_tokens":1}}"#;
    let rejection = read_all(Format::Json, both)
        .unwrap()
        .remove(0)
        .event
        .unwrap_err();
    assert_eq!(
        (rejection.code, rejection.field.as_deref()),
        ("inconsistent", Some("usage"))
    );
    let null = br#"{"id":"a","model":"m","outputTokens":null,"usage":{"prompt_tokens":1}}"#;
    assert!(
        read_all(Format::Json, null)
            .unwrap()
            .remove(0)
            .event
            .is_ok()
    );
    let null = br#"{"id":"a","model":"m","outputTokens":1,"usage":null}"#;
    assert!(
        read_all(Format::Json, null)
            .unwrap()
            .remove(0)
            .event
            .is_ok()
    );
}

const NAMES: [&str; 41] = [
    "prompt_tokens",
    "completion_tokens",
    "total_tokens",
    "prompt_tokens_details",
    "completion_tokens_details",
    "cached_tokens",
    "reasoning_tokens",
    "audio_tokens",
    "image_tokens",
    "cache_write_tokens",
    "prompt_cache_hit_tokens",
    "input_tokens",
    "output_tokens",
    "input_tokens_details",
    "output_tokens_details",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "cache_creation",
    "ephemeral_5m_input_tokens",
    "ephemeral_1h_input_tokens",
    "service_tier",
    "promptTokenCount",
    "candidatesTokenCount",
    "totalTokenCount",
    "thoughtsTokenCount",
    "toolUsePromptTokenCount",
    "promptTokensDetails",
    "candidatesTokensDetails",
    "responseTokenCount",
    "response_token_count",
    "responseTokensDetails",
    "cacheTokensDetails",
    "cached_tokens_details",
    "cache_creation_tokens",
    "cache_creation_token_details",
    "iterations",
    "type",
    "model",
    "total_token_count",
    "modality",
    "tokenCount",
];

fn any_usage() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => (0..2_000_i64).prop_map(|count| json!(count)),
        1 => Just(json!(null)),
        1 => any::<i64>().prop_map(|count| json!(count)),
        1 => any::<f64>().prop_map(|count| json!(count)),
        1 => prop::sample::select(vec!["AUDIO", "IMAGE", "7", "standard"])
            .prop_map(|word| json!(word)),
    ];
    leaf.prop_recursive(3, 40, 8, |inner| {
        let members = (prop::sample::select(&NAMES[..]), inner.clone());
        prop_oneof![
            4 => prop::collection::vec(members, 0..8).prop_map(|members| {
                Value::Object(members.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())
            }),
            1 => prop::collection::vec(inner, 0..3).prop_map(Value::Array),
        ]
    })
}

fn all(tokens: &Tokens) -> [i64; 10] {
    [
        tokens.input,
        tokens.output,
        tokens.cached_input,
        tokens.cache_write,
        tokens.cache_write_1h,
        tokens.reasoning,
        tokens.input_audio,
        tokens.output_audio,
        tokens.input_image,
        tokens.output_image,
    ]
}

/// What holds of every event that is taken, wherever its tokens come from.
fn holds(event: &Event<'_>) -> Result<(), TestCaseError> {
    let tokens = &event.tokens;
    for count in all(tokens) {
        prop_assert!((0..=MOST_TOKENS).contains(&count), "{event:?}");
    }
    prop_assert!(tokens.cached_input + tokens.cache_write <= tokens.input);
    prop_assert!(tokens.cache_write_1h <= tokens.cache_write);
    prop_assert!(tokens.input_audio + tokens.input_image <= tokens.input);
    prop_assert!(tokens.output_audio + tokens.output_image <= tokens.output);
    prop_assert!(tokens.reasoning <= tokens.output);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever the usage object, what is taken has counts that fit into each other, and what is
    /// not taken is told why.
    #[test]
    fn no_usage_object_gives_impossible_tokens(
        provider in prop::sample::select(vec!["", "openai", "anthropic", "google", "groq", "acme"]),
        usage in any_usage(),
    ) {
        let provider = Some(provider).filter(|name| !name.is_empty());
        match read(provider, &usage) {
            Ok(event) => holds(&event)?,
            Err(rejection) => {
                prop_assert!(!rejection.code.is_empty());
                prop_assert!(Locale::EnUs.say(&rejection.message) != rejection.message.key());
            }
        }
    }

    /// Whatever the bytes of a body, in every format: no panic, no impossible event.
    #[test]
    fn no_bytes_break_the_parser(
        pieces in prop::collection::vec(prop_oneof![
            6 => prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\n", "\"", "null", "-1", "1e9", "7", "\"a\"",
                "\"id\":\"a\",", "\"model\":\"m\",", "\"usage\":{", "\"data\":{", "\\u0000",
                "\"specversion\":\"1.0\",", "\"type\":\"ai.usage\",", "\"source\":\"s\",",
                "{\"id\":\"a\",\"model\":\"m\"", "\"inputTokens\":", "\"prompt_tokens\":",
            ]).prop_map(|piece| piece.as_bytes().to_vec()),
            2 => prop::sample::select(Field::ALL)
                .prop_map(|field| format!("\"{}\":", field.name()).into_bytes()),
            1 => prop::collection::vec(any::<u8>(), 0..6),
        ], 0..30),
    ) {
        let body = pieces.concat();
        for format in Format::ALL {
            for read in read_all(format, &body).unwrap_or_default() {
                if let Ok(event) = read.event {
                    holds(&event)?;
                }
            }
        }
    }
}
