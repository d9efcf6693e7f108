//! The names of the fields of an event, in every spelling that is taken.

use crate::text::Text;

/// Why an event was not taken: `code` is stable, the message is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What is wrong, in `snake_case`, the same in every language.
    pub code: &'static str,
    /// The field it is about, as the contract spells it (an unknown one as the sender did).
    pub field: Option<String>,
    /// The sentence.
    pub message: Text,
}

impl Rejection {
    /// About the event as a whole.
    pub fn whole(code: &'static str, message: Text) -> Self {
        Self {
            code,
            field: None,
            message,
        }
    }

    /// About one field.
    pub fn of(field: Field, code: &'static str, message: Text) -> Self {
        Self {
            code,
            field: Some(field.name().to_owned()),
            message,
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $(| $spelling:literal)*;)*) => {
        /// A field of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name of the contract.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The field with this name, in either spelling or as OpenTelemetry calls it.
            pub fn named(spelling: &str) -> Option<Self> {
                match spelling {
                    $($name $(| $spelling)* => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

fields! {
    /// The sender's idempotency key.
    Id = "id";
    /// Who sends; ids are unique within it.
    Source = "source";
    /// The sender's own count.
    SourceSeq = "sourceSeq" | "source_seq";
    /// When it happened.
    Time = "time";
    /// The model that answered.
    Model = "model" | "gen_ai.response.model";
    /// Who hosts the model.
    Provider = "provider" | "gen_ai.provider.name";
    /// The operation that was called.
    Endpoint = "endpoint";
    /// The sender's own customer.
    EndUser = "endUser" | "end_user";
    /// The provider's tier, such as `batch`.
    ServiceTier = "serviceTier" | "service_tier";
    /// All tokens in, cached ones included.
    InputTokens = "inputTokens" | "input_tokens" | "gen_ai.usage.input_tokens";
    /// All tokens out, reasoning included.
    OutputTokens = "outputTokens" | "output_tokens" | "gen_ai.usage.output_tokens";
    /// Tokens in that were read from a cache.
    CachedInputTokens = "cachedInputTokens" | "cached_input_tokens" | "gen_ai.usage.cache_read.input_tokens";
    /// Tokens in that were written to a cache.
    CacheWriteTokens = "cacheWriteTokens" | "cache_write_tokens" | "gen_ai.usage.cache_creation.input_tokens";
    /// Those of them that are kept for an hour.
    CacheWrite1hTokens = "cacheWrite1hTokens" | "cache_write_1h_tokens" | "cache_write1h_tokens";
    /// Tokens out that were spent on reasoning.
    ReasoningTokens = "reasoningTokens" | "reasoning_tokens" | "gen_ai.usage.reasoning.output_tokens";
    /// Tokens in that were sound.
    InputAudioTokens = "inputAudioTokens" | "input_audio_tokens";
    /// Tokens out that were sound.
    OutputAudioTokens = "outputAudioTokens" | "output_audio_tokens";
    /// Tokens in that were pictures.
    InputImageTokens = "inputImageTokens" | "input_image_tokens";
    /// Tokens out that were pictures.
    OutputImageTokens = "outputImageTokens" | "output_image_tokens";
    /// A provider's own usage object, instead of the counts of tokens.
    Usage = "usage";
    /// How many calls the event stands for.
    Requests = "requests";
    /// How long the call took.
    LatencyMs = "latencyMs" | "latency_ms";
    /// How long until the first token.
    TimeToFirstTokenMs = "timeToFirstTokenMs" | "time_to_first_token_ms";
    /// Whether the call worked.
    Status = "status";
    /// What failed, for machines.
    ErrorCode = "errorCode" | "error_code";
    /// What failed, for people.
    ErrorMessage = "errorMessage" | "error_message";
    /// What it cost, when the sender knows better than the price table.
    Cost = "cost";
}
