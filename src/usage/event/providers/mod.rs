//! A provider's own `usage` object, brought to our one meaning: totals, and parts of them.
//!
//! The shapes are those that the providers document. Where a name means different things
//! (`input_tokens` holds the cached tokens at OpenAI and does not at Anthropic), the event's
//! `provider` decides, and without one the names that only one of them has. What cannot be told
//! is refused: a guess would be a wrong bill. Members that nobody asks for are ignored.

mod object;
mod shapes;

use super::{Hints, Rejection, Tokens};
use crate::text;
use crate::text::Text;
use crate::usage::prices::canonical_provider;

use object::Object;

/// What a usage object tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// The counts; that the parts fit into their totals is still to be checked.
    pub(super) tokens: Tokens,
    /// What only the price needs.
    pub(super) hints: Hints,
    /// The tier that the call was served at, as the provider names it.
    pub(super) service_tier: Option<String>,
}

/// Whose shapes a provider answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    OpenAi,
    Anthropic,
    Google,
    /// Models of several makers: the names decide.
    Host,
}

/// Providers whose prices we do not know, and whose answers are in one of the shapes. Those in
/// the price table are known to [`canonical_provider`].
const HOSTS: &[&str] = &[
    "alibaba",
    "anyscale",
    "baseten",
    "cloudflare",
    "cohere",
    "dashscope",
    "databricks",
    "github",
    "github_models",
    "hosted_vllm",
    "huggingface",
    "hyperbolic",
    "ibm.watsonx.ai",
    "lambda",
    "litellm",
    "litellm_proxy",
    "llamacpp",
    "lm_studio",
    "lmstudio",
    "minimax",
    "moonshot",
    "moonshotai",
    "nebius",
    "novita",
    "nvidia",
    "nvidia_nim",
    "ollama",
    "openrouter",
    "perplexity",
    "qwen",
    "sglang",
    "siliconflow",
    "vercel",
    "vercel_ai_gateway",
    "vllm",
    "watsonx",
    "x-ai",
    "x_ai",
    "xai",
    "zai",
    "zhipu",
];

impl Family {
    fn of(provider: &str) -> Option<Self> {
        match canonical_provider(provider).as_ref() {
            "openai" => Some(Self::OpenAi),
            "anthropic" => Some(Self::Anthropic),
            "google" => Some(Self::Google),
            "azure" | "bedrock" | "cerebras" | "deepinfra" | "deepseek" | "fireworks" | "groq"
            | "mistral" | "sambanova" | "together" | "vertex" => Some(Self::Host),
            other => HOSTS.contains(&other).then_some(Self::Host),
        }
    }
}

/// A documented usage object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `prompt_tokens` and `completion_tokens`; most providers have an endpoint that answers so.
    OpenAiChat,
    /// `input_tokens` with `input_tokens_details`: cached tokens are part of the input.
    OpenAiResponses,
    /// `input_tokens` beside `cache_read_input_tokens`: cached tokens are not part of the input.
    Anthropic,
    /// `promptTokenCount` and `candidatesTokenCount`.
    Google,
}

impl Shape {
    /// The shape of an object; an error when it has none or could have two.
    fn of(usage: &Object<'_>, family: Family) -> Result<Self, Rejection> {
        if usage.has(shapes::CHAT) {
            return Ok(Self::OpenAiChat);
        }
        let fits = |other: Family| family == other || family == Family::Host;
        if usage.has(shapes::GOOGLE) {
            let google = fits(Family::Google);
            return google.then_some(Self::Google).ok_or_else(mismatch);
        }
        if !usage.has(shapes::COUNTS) {
            return Err(unknown());
        }
        let inclusive = usage.has(shapes::INCLUSIVE);
        let exclusive = usage.has(shapes::EXCLUSIVE);
        match (family, inclusive, exclusive) {
            (Family::Google, ..)
            | (Family::OpenAi, false, true)
            | (Family::Anthropic, true, false) => Err(mismatch()),
            (Family::Host, true, true) => Err(ambiguous()),
            (Family::Anthropic, ..) | (Family::Host, false, true) => Ok(Self::Anthropic),
            // With neither mark nothing is cached, and both read it alike.
            (Family::OpenAi | Family::Host, ..) => Ok(Self::OpenAiResponses),
        }
    }
}

/// Reads the raw JSON of a usage object.
pub(super) fn read(raw: &str, provider: Option<&str>) -> Result<Told, Rejection> {
    let usage = Object::read(raw, "usage".to_owned())?;
    let family = match provider {
        None => Family::Host,
        Some(provider) => Family::of(provider).ok_or_else(|| unknown_provider(provider))?,
    };
    let (tokens, hints) = match Shape::of(&usage, family)? {
        Shape::OpenAiChat => shapes::openai_chat(&usage),
        Shape::OpenAiResponses => shapes::openai_responses(&usage),
        Shape::Anthropic => shapes::anthropic(&usage),
        Shape::Google => shapes::google(&usage),
    }?;
    Ok(Told {
        tokens,
        hints,
        service_tier: usage.label(&["service_tier", "serviceTier"])?,
    })
}

fn unknown_provider(provider: &str) -> Rejection {
    let shown: String = provider.chars().take(64).collect();
    let message = text!("usage-object-provider", provider = shown);
    Rejection {
        code: "unknown_provider",
        field: Some("provider".to_owned()),
        message,
    }
}

fn refused(message: Text) -> Rejection {
    Rejection {
        code: "unknown_usage",
        field: Some("usage".to_owned()),
        message,
    }
}

fn unknown() -> Rejection {
    refused(text!("usage-object-unknown"))
}

fn ambiguous() -> Rejection {
    refused(text!("usage-object-ambiguous"))
}

fn mismatch() -> Rejection {
    refused(text!("usage-object-mismatch"))
}

#[cfg(test)]
mod tests;
