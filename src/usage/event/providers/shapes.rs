//! What the members of each documented shape mean.

use super::object::Object;
use crate::usage::event::{Hints, Rejection, Tokens};

type Read = Result<(Tokens, Hints), Rejection>;

/// What OpenAI's chat completions have, and no other shape.
pub(super) const CHAT: &[&str] = &["prompt_tokens", "completion_tokens"];

/// What Google's answers have. The Python library writes them with underscores.
pub(super) const GOOGLE: &[&str] = &[
    "promptTokenCount",
    "prompt_token_count",
    "candidatesTokenCount",
    "candidates_token_count",
    "responseTokenCount",
    "response_token_count",
    "totalTokenCount",
    "total_token_count",
];

/// The output of an answer of Google, and what the Live API calls it.
const CANDIDATES: &[&str] = &["candidatesTokenCount", "candidates_token_count"];
const RESPONSE: &[&str] = &["responseTokenCount", "response_token_count"];
const OF_CANDIDATES: &[&str] = &["candidatesTokensDetails", "candidates_tokens_details"];
const OF_RESPONSE: &[&str] = &["responseTokensDetails", "response_tokens_details"];

/// What OpenAI's responses and Anthropic's messages have in common.
pub(super) const COUNTS: &[&str] = &["input_tokens", "output_tokens"];

/// What only OpenAI's responses have: the input holds the cached tokens.
pub(super) const INCLUSIVE: &[&str] = INPUT_DETAILS;

/// What only Anthropic's messages have: the input does not hold the cached tokens.
pub(super) const EXCLUSIVE: &[&str] = &[
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "cache_creation",
    "iterations",
];

/// Realtime and transcription write them in the singular.
const INPUT_DETAILS: &[&str] = &["input_tokens_details", "input_token_details"];
const OUTPUT_DETAILS: &[&str] = &["output_tokens_details", "output_token_details"];

/// Whether a part stands inside its total, as the sum over all shows: the providers that count
/// reasoning beside the answer leave the same names. Without a sum, what is usual there holds.
struct Sum {
    total: Option<i64>,
    /// `None` when the object does not name it: what is more may then be input.
    input: Option<i64>,
    output: i64,
}

/// The output, and the part of it that was spent on reasoning.
struct Output {
    all: i64,
    reasoning: i64,
}

impl Sum {
    fn input(&self) -> i64 {
        self.input.unwrap_or(0)
    }

    /// Whether the total is the sum of input and output.
    fn is_even(&self) -> bool {
        self.total == Some(self.input() + self.output)
    }

    /// The output with a part that is usually inside.
    fn with_inner(&self, part: i64) -> Output {
        let named = self.input.is_some() || self.total == Some(self.output + part);
        let more = if named { self.beyond(self.output) } else { 0 };
        // What does not fit into the output is (part of) what is more, and so is all that is as
        // much.
        let inside = part <= self.output && part != more;
        Output {
            all: self.output + more,
            reasoning: if inside { part + more } else { part.max(more) },
        }
    }

    /// The output with a part that is usually beside. More than the output cannot be inside it,
    /// whatever the sum says.
    fn with_outer(&self, part: i64) -> Output {
        if self.is_even() && part <= self.output {
            return Output {
                all: self.output,
                reasoning: part,
            };
        }
        let all = self.output + part;
        let more = self.input.map_or(0, |_| self.beyond(all));
        Output {
            all: all + more,
            reasoning: part + more,
        }
    }

    /// How much the total exceeds input and output. It was billed, and no provider leaves out
    /// anything but reasoning: the OpenAI-compatible endpoint of Gemini has neither thoughts in
    /// `completion_tokens` nor `reasoning_tokens`, but counts them in `total_tokens`. A total that
    /// is smaller says nothing.
    fn beyond(&self, output: i64) -> i64 {
        let more = self.total.map(|total| total - self.input() - output);
        more.unwrap_or(0).max(0)
    }
}

/// OpenAI's chat completions, which most providers speak. xAI counts reasoning beside the
/// completion, and so does Google, which leaves it to the total alone; DeepSeek also told its
/// cache hits apart, Moonshot puts `cached_tokens` beside the prompt. The proxy of `LiteLLM` says
/// in this shape what Anthropic wrote to its cache, by names of its own, some of which may be zero
/// beside the others; the prompt holds those tokens too.
pub(super) fn openai_chat(usage: &Object<'_>) -> Read {
    let input = usage.object(&["prompt_tokens_details"])?;
    let output = usage.object(&["completion_tokens_details"])?;
    let sum = Sum {
        total: usage.count(&["total_tokens"])?,
        input: usage.count(&["prompt_tokens"])?,
        output: usage.tokens(&["completion_tokens"])?,
    };
    let lifetimes = Lifetimes::of(&input, "cache_creation_token_details")?;
    let written = input
        .tokens(&["cache_write_tokens"])?
        .max(input.tokens(&["cache_creation_tokens"])?)
        .max(usage.tokens(&["cache_creation_input_tokens"])?);
    let cached = match input.count(&["cached_tokens"])? {
        Some(cached) => Some(cached),
        None => usage.count(&["prompt_cache_hit_tokens"])?,
    };
    let cached = match cached {
        Some(cached) => cached,
        None => usage.tokens(&["cached_tokens"])?,
    };
    let told = sum.with_inner(output.tokens(&["reasoning_tokens"])?);
    let tokens = Tokens {
        input: sum.input(),
        output: told.all,
        cached_input: cached,
        cache_write: lifetimes.written(written),
        cache_write_1h: lifetimes.hour,
        reasoning: told.reasoning,
        input_audio: input.tokens(&["audio_tokens"])?,
        output_audio: output.tokens(&["audio_tokens"])?,
        input_image: input.tokens(&["image_tokens"])?,
        output_image: output.tokens(&["image_tokens"])?,
    };
    let hints = Hints {
        cached_audio: cached_audio(&input)?,
        ..Hints::default()
    };
    Ok((tokens, hints))
}

/// What OpenAI tells of the cached part of an input: `cached_tokens_details`, in its realtime
/// answers.
fn cached_audio(input: &Object<'_>) -> Result<i64, Rejection> {
    let cached = input.object(&["cached_tokens_details"])?;
    cached.tokens(&["audio_tokens"])
}

/// OpenAI's responses, and its realtime, image and transcription answers.
pub(super) fn openai_responses(usage: &Object<'_>) -> Read {
    let input = usage.object(INPUT_DETAILS)?;
    let output = usage.object(OUTPUT_DETAILS)?;
    let tokens = Tokens {
        input: usage.tokens(&["input_tokens"])?,
        output: usage.tokens(&["output_tokens"])?,
        cached_input: input.tokens(&["cached_tokens"])?,
        cache_write: input.tokens(&["cache_write_tokens"])?,
        cache_write_1h: 0,
        reasoning: output.tokens(&["reasoning_tokens"])?,
        input_audio: input.tokens(&["audio_tokens"])?,
        output_audio: output.tokens(&["audio_tokens"])?,
        input_image: input.tokens(&["image_tokens"])?,
        output_image: output.tokens(&["image_tokens"])?,
    };
    let hints = Hints {
        cached_audio: cached_audio(&input)?,
        ..Hints::default()
    };
    Ok((tokens, hints))
}

/// Anthropic's messages: what was read from and written to the cache comes on top of the input.
///
/// Where one request made several calls, `iterations` has one entry for each, and what is billed is
/// their sum: the counts beside it leave out the calls that compact the context, and the input of
/// all but the first when an advisor was asked ("To calculate total tokens consumed and billed for
/// a request, sum across all entries in the `usage.iterations` array": docs, *Compaction*, and
/// *Advisor tool* on how the outer counts are made). What another model was asked has the price
/// of that model, which an event cannot have beside its own: an advisor's calls, and those of a
/// model that declined before another one answered, are left to events of their own.
pub(super) fn anthropic(usage: &Object<'_>) -> Read {
    let whole = anthropic_call(usage)?;
    let iterations = usage.list(&["iterations"])?;
    let mut answered = None;
    for call in &iterations {
        let kind = call.label(&["type"])?;
        if matches!(kind.as_deref(), Some("message" | "fallback_message")) {
            answered = call.label(&["model"])?.or(answered);
        }
    }
    let mut sum = Tokens::default();
    let mut calls = 0;
    for call in &iterations {
        let model = call.label(&["model"])?;
        let elsewhere = model.is_some() && answered.is_some() && model != answered;
        if elsewhere || call.label(&["type"])?.as_deref() == Some("advisor_message") {
            continue;
        }
        let one = anthropic_call(call)?;
        sum.input += one.input;
        sum.output += one.output;
        sum.cached_input += one.cached_input;
        sum.cache_write += one.cache_write;
        sum.cache_write_1h += one.cache_write_1h;
        calls += 1;
    }
    // Entries without counts: they tell less than what stands beside them.
    let less = sum.input < whole.input || sum.output < whole.output;
    if less || sum.cached_input < whole.cached_input || sum.cache_write < whole.cache_write {
        return Ok((whole, Hints::default()));
    }
    // Not every entry says for how long it wrote.
    sum.cache_write_1h = sum.cache_write_1h.max(whole.cache_write_1h);
    let hints = Hints {
        calls,
        ..Hints::default()
    };
    Ok((sum, hints))
}

/// What was written to a cache, by how long it is kept.
struct Lifetimes {
    minutes: i64,
    hour: i64,
}

impl Lifetimes {
    fn of(usage: &Object<'_>, name: &str) -> Result<Self, Rejection> {
        let split = usage.object(&[name])?;
        Ok(Self {
            minutes: split.tokens(&["ephemeral_5m_input_tokens"])?,
            hour: split.tokens(&["ephemeral_1h_input_tokens"])?,
        })
    }

    /// All that was written: what is told as the whole may leave out a part, even be zero.
    fn written(&self, told: i64) -> i64 {
        told.max(self.minutes + self.hour)
    }
}

/// One call of a model: a whole answer, or an entry of its `iterations`.
fn anthropic_call(usage: &Object<'_>) -> Result<Tokens, Rejection> {
    let lifetimes = Lifetimes::of(usage, "cache_creation")?;
    let cached = usage.tokens(&["cache_read_input_tokens"])?;
    let written = lifetimes.written(usage.tokens(&["cache_creation_input_tokens"])?);
    Ok(Tokens {
        input: usage.tokens(&["input_tokens"])? + cached + written,
        output: usage.tokens(&["output_tokens"])?,
        cached_input: cached,
        cache_write: written,
        cache_write_1h: lifetimes.hour,
        ..Tokens::default()
    })
}

/// Google's `usageMetadata`: cached tokens are part of the prompt, what tools put in and what was
/// thought are counted beside prompt and candidates.
///
/// The Live API (`BidiGenerateContentServerMessage.usageMetadata`) says `responseTokenCount` for
/// the candidates, and its total leaves out what was thought, which is billed all the same.
pub(super) fn google(usage: &Object<'_>) -> Read {
    let prompt = usage.count(&["promptTokenCount", "prompt_token_count"])?;
    let tools = usage.tokens(&["toolUsePromptTokenCount", "tool_use_prompt_token_count"])?;
    let thoughts = usage.tokens(&["thoughtsTokenCount", "thoughts_token_count"])?;
    let candidates = usage.count(CANDIDATES)?;
    let response = usage.count(RESPONSE)?;
    let sum = Sum {
        total: usage.count(&["totalTokenCount", "total_token_count"])?,
        input: prompt.map(|prompt| prompt + tools),
        output: candidates.max(response).unwrap_or(0),
    };
    let live = candidates.is_none() && response.is_some() && sum.is_even();
    let told = if live {
        Output {
            all: sum.output + thoughts,
            reasoning: thoughts,
        }
    } else {
        sum.with_outer(thoughts)
    };
    let of_prompt = Kinds::of(usage, &["promptTokensDetails", "prompt_tokens_details"])?;
    let of_cache = Kinds::of(usage, &["cacheTokensDetails", "cache_tokens_details"])?;
    let of_tools = Kinds::of(
        usage,
        &[
            "toolUsePromptTokensDetails",
            "tool_use_prompt_tokens_details",
        ],
    )?;
    let of_output = if usage.has(OF_CANDIDATES) {
        Kinds::of(usage, OF_CANDIDATES)?
    } else {
        Kinds::of(usage, OF_RESPONSE)?
    };
    let tokens = Tokens {
        input: prompt.unwrap_or(0) + tools,
        output: told.all,
        cached_input: usage.tokens(&["cachedContentTokenCount", "cached_content_token_count"])?,
        reasoning: told.reasoning,
        input_audio: of_prompt.audio + of_tools.audio,
        output_audio: of_output.audio,
        input_image: of_prompt.image + of_tools.image,
        output_image: of_output.image,
        ..Tokens::default()
    };
    let hints = Hints {
        cached_audio: of_cache.audio,
        ..Hints::default()
    };
    Ok((tokens, hints))
}

/// Tokens by what they stand for, in any letter case; text, video and documents are not told apart.
#[derive(Default)]
struct Kinds {
    audio: i64,
    image: i64,
}

impl Kinds {
    fn of(usage: &Object<'_>, names: &[&str]) -> Result<Self, Rejection> {
        let mut kinds = Self::default();
        for part in usage.list(names)? {
            let kind = part.label(&["modality"])?.unwrap_or_default();
            let is = |known: &str| kind.eq_ignore_ascii_case(known);
            let count = if is("AUDIO") {
                &mut kinds.audio
            } else if is("IMAGE") {
                &mut kinds.image
            } else {
                continue;
            };
            let tokens = part.tokens(&["tokenCount", "token_count"])?;
            *count = count.saturating_add(tokens);
        }
        Ok(kinds)
    }
}
