//! Names of models and providers as clients write them, brought to the names in the price book.
//!
//! A model's name is tried as it is, then without what stands before it (`openai/gpt-4.1`,
//! `models/gemini-2.5-pro`, `eu.anthropic.claude-…-v1:0`), each of these also without what
//! stands behind it (`-v1:0`, `-2025-04-14`, `@20250514`, `-latest`). The first that the book
//! knows decides; its aliases come last. Nothing else is cut: `gpt-4.1-mini-acme` is unknown,
//! not `gpt-4.1-mini`.

use std::borrow::Cow;

/// Other spellings of providers, those of OpenTelemetry's `gen_ai.provider.name` among them.
const SPELLINGS: &[(&str, &[&str])] = &[
    ("openai", &["openai", "open_ai", "text-completion-openai"]),
    ("anthropic", &["anthropic"]),
    (
        "google",
        &[
            "google",
            "gemini",
            "google_ai",
            "google_genai",
            "google-ai-studio",
            "gcp.gemini",
            "gcp.gen_ai",
        ],
    ),
    ("mistral", &["mistral", "mistral_ai", "mistralai"]),
    ("deepseek", &["deepseek"]),
    (
        "vertex",
        &[
            "vertex",
            "vertex_ai",
            "vertexai",
            "google_vertexai",
            "gcp.vertex_ai",
        ],
    ),
    (
        "azure",
        &[
            "azure",
            "azure_openai",
            "azure-openai",
            "azure.ai.openai",
            "az.ai.openai",
            "azure_ai",
            "azure.ai.inference",
            "az.ai.inference",
        ],
    ),
    (
        "bedrock",
        &[
            "bedrock",
            "bedrock_converse",
            "aws.bedrock",
            "aws_bedrock",
            "amazon_bedrock",
            "amazon-bedrock",
        ],
    ),
    ("groq", &["groq"]),
    (
        "together",
        &["together", "together_ai", "together.ai", "togetherai"],
    ),
    (
        "fireworks",
        &["fireworks", "fireworks_ai", "fireworks.ai", "fireworksai"],
    ),
    ("deepinfra", &["deepinfra", "deep_infra"]),
    ("cerebras", &["cerebras"]),
    ("sambanova", &["sambanova", "samba_nova"]),
];

/// How many of [`SPELLINGS`] make the models they sell; the others host them.
const MAKERS: usize = 5;

/// Path segments before a model's name that name no provider.
const STRUCTURE: &[&str] = &[
    "models",
    "publishers",
    "openrouter",
    "litellm",
    "litellm_proxy",
];

/// What Bedrock writes before a model's name, with dots: where it runs and who made it.
const BEDROCK_PREFIXES: &[&str] = &[
    "us",
    "us-gov",
    "eu",
    "apac",
    "au",
    "ca",
    "jp",
    "global",
    "anthropic",
    "openai",
    "mistral",
    "deepseek",
    "google",
    "meta",
];

/// The one spelling of a provider that the price book uses: known ones by their short name,
/// others trimmed and in lower case.
pub fn canonical_provider(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    match known_provider(name) {
        Some(known) => Cow::Borrowed(known),
        None => canonical_model(name),
    }
}

/// A model's name trimmed and in lower case; allocates only when that changes it.
pub fn canonical_model(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.chars().any(char::is_uppercase) {
        Cow::Owned(name.to_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn known_provider(name: &str) -> Option<&'static str> {
    SPELLINGS
        .iter()
        .find(|(_, spellings)| {
            spellings
                .iter()
                .any(|spelling| spelling.eq_ignore_ascii_case(name))
        })
        .map(|(known, _)| *known)
}

/// Which provider's row is taken when an event does not say: the makers of models in a fixed
/// order, then the clouds and hosts in the order of [`SPELLINGS`], then all others alike.
pub(super) fn rank(provider: &str) -> usize {
    SPELLINGS
        .iter()
        .position(|(known, _)| *known == provider)
        .unwrap_or(SPELLINGS.len())
}

/// Whether a provider makes the models it sells, so that its price is the list price.
pub(super) fn is_maker(provider: &str) -> bool {
    rank(provider) < MAKERS
}

/// Tries the forms of a canonical name in their order until `found` gives something.
pub(super) fn try_forms<T>(name: &str, mut found: impl FnMut(&str) -> Option<T>) -> Option<T> {
    let mut base = name;
    for _ in 0..=MOST_AFFIXES {
        let mut form = base;
        for _ in 0..=MOST_AFFIXES {
            if let Some(result) = found(form) {
                return Some(result);
            }
            match without_suffix(form) {
                Some(shorter) => form = shorter,
                None => break,
            }
        }
        (_, base) = without_prefix(base)?;
    }
    None
}

/// Prefixes and suffixes that are taken off a name: more than any real name has, and few enough
/// that a hostile one costs nothing.
const MOST_AFFIXES: usize = 4;

/// The provider that a canonical name tells itself: `azure/gpt-4.1`, `eu.anthropic.claude-…`.
pub(super) fn provider_in(name: &str) -> Option<&'static str> {
    let mut base = name;
    for _ in 0..=MOST_AFFIXES {
        let (provider, rest) = without_prefix(base)?;
        if provider.is_some() {
            return provider;
        }
        base = rest;
    }
    None
}

/// A name without its first prefix, and the provider that the prefix tells.
fn without_prefix(name: &str) -> Option<(Option<&'static str>, &str)> {
    if name.starts_with("arn:aws") {
        let (_, rest) = name.rsplit_once('/')?;
        return Some((Some("bedrock"), rest));
    }
    if let Some((_, rest)) = name
        .strip_prefix("projects/")
        .and_then(|path| path.split_once("/publishers/"))
    {
        return Some((Some("vertex"), rest));
    }
    if let Some((segment, rest)) = name.split_once('/') {
        let provider = known_provider(segment);
        let known = provider.is_some() || STRUCTURE.contains(&segment);
        return (known && !rest.is_empty()).then_some((provider, rest));
    }
    let (segment, rest) = name.split_once('.')?;
    (BEDROCK_PREFIXES.contains(&segment) && !rest.is_empty()).then_some((Some("bedrock"), rest))
}

/// A name without its last suffix: a version, a date, `latest`; of a fine-tuned model without
/// the owner and the run (`ft:gpt-4.1:acme::x1` costs what `ft:gpt-4.1` costs).
fn without_suffix(name: &str) -> Option<&str> {
    if let Some(tuned) = name.strip_prefix("ft:") {
        let end = tuned.find(':')? + "ft:".len();
        return name.get(..end);
    }
    for plain in ["-latest", "@latest", "@default"] {
        if let Some(shorter) = name.strip_suffix(plain) {
            return (!shorter.is_empty()).then_some(shorter);
        }
    }
    without_version(name).or_else(|| without_date(name))
}

/// Cuts Bedrock's `-v1:0`.
fn without_version(name: &str) -> Option<&str> {
    let (start, revision) = name.rsplit_once(':')?;
    let (start, version) = start.rsplit_once("-v")?;
    (is_number(version) && is_number(revision) && !start.is_empty()).then_some(start)
}

/// Cuts `-20250514`, `@20250514` and `-2025-04-14`, if they are days of this century.
fn without_date(name: &str) -> Option<&str> {
    let cut = |length: usize| name.split_at_checked(name.len().checked_sub(length)?);
    if let Some((start, date)) = cut(9)
        && let Some(digits) = date.strip_prefix(['-', '@'])
        && is_day(digits.get(..4), digits.get(4..6), digits.get(6..))
    {
        return (!start.is_empty()).then_some(start);
    }
    let (start, date) = cut(11)?;
    let mut parts = date.strip_prefix('-')?.split('-');
    let day = is_day(parts.next(), parts.next(), parts.next());
    (day && !start.is_empty()).then_some(start)
}

fn is_day(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> bool {
    let within = |part: Option<&str>, digits: usize, least: u32, most: u32| {
        part.is_some_and(|part| {
            part.len() == digits
                && is_number(part)
                && part
                    .parse()
                    .is_ok_and(|number: u32| (least..=most).contains(&number))
        })
    };
    within(year, 4, 2000, 2099) && within(month, 2, 1, 12) && within(day, 2, 1, 31)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn forms(name: &str) -> Vec<String> {
        let mut all = Vec::new();
        try_forms(name, |form| {
            all.push(form.to_owned());
            None::<()>
        });
        all
    }

    #[test]
    fn forms_go_from_the_whole_name_to_the_shortest() {
        let cases: &[(&str, &[&str])] = &[
            ("gpt-4.1", &["gpt-4.1"]),
            (
                "openai/gpt-4.1-2025-04-14",
                &[
                    "openai/gpt-4.1-2025-04-14",
                    "openai/gpt-4.1",
                    "gpt-4.1-2025-04-14",
                    "gpt-4.1",
                ],
            ),
            (
                "eu.anthropic.claude-sonnet-4-20250514-v1:0",
                &[
                    "eu.anthropic.claude-sonnet-4-20250514-v1:0",
                    "eu.anthropic.claude-sonnet-4-20250514",
                    "eu.anthropic.claude-sonnet-4",
                    "anthropic.claude-sonnet-4-20250514-v1:0",
                    "anthropic.claude-sonnet-4-20250514",
                    "anthropic.claude-sonnet-4",
                    "claude-sonnet-4-20250514-v1:0",
                    "claude-sonnet-4-20250514",
                    "claude-sonnet-4",
                ],
            ),
            (
                "claude-sonnet-4@20250514",
                &["claude-sonnet-4@20250514", "claude-sonnet-4"],
            ),
            (
                "models/gemini-2.5-pro",
                &["models/gemini-2.5-pro", "gemini-2.5-pro"],
            ),
            (
                "ft:gpt-4.1-2025-04-14:acme::x1",
                &["ft:gpt-4.1-2025-04-14:acme::x1", "ft:gpt-4.1-2025-04-14"],
            ),
        ];
        for (name, expected) in cases {
            assert_eq!(&forms(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_no_date_and_no_known_prefix_stays() {
        for name in [
            "gpt-4-0613",
            "mistral-large-2512",
            "x-20251399",
            "x-99990101",
            "acme/gpt-4.1",
            "llama-3.3:free",
            "-20250514",
            "-latest",
            "openai/",
            "é-2025-04-1é",
            "ft:gpt-4.1-2025-04-14",
            "",
        ] {
            assert_eq!(forms(name), [name], "{name}");
        }
    }

    #[test]
    fn a_name_can_tell_its_provider() {
        for (name, provider) in [
            ("gpt-4.1", None),
            ("azure/gpt-4.1", Some("azure")),
            ("openrouter/anthropic/claude-opus-5", Some("anthropic")),
            ("gemini/gemini-2.5-pro", Some("google")),
            ("publishers/google/models/gemini-2.5-pro", Some("google")),
            (
                "projects/p/locations/l/publishers/google/models/gemini-2.5-pro",
                Some("vertex"),
            ),
            ("us.meta.llama4-scout-17b-instruct-v1:0", Some("bedrock")),
            (
                "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-opus-5",
                Some("bedrock"),
            ),
            ("meta-llama/llama-3.3-70b-instruct", None),
        ] {
            assert_eq!(provider_in(name), provider, "{name}");
        }
    }

    #[test]
    fn providers_have_one_spelling_each() {
        assert_eq!(canonical_provider(" Vertex_AI "), "vertex");
        assert_eq!(canonical_provider("gcp.gemini"), "google");
        assert_eq!(canonical_provider("Acme Cloud"), "acme cloud");
        for (index, (known, spellings)) in SPELLINGS.iter().enumerate() {
            assert!(spellings.contains(known));
            assert_eq!(rank(known), index);
        }
        assert!(is_maker("deepseek") && !is_maker("vertex") && !is_maker("acme"));
    }

    #[test]
    fn lower_case_names_are_not_copied() {
        assert!(matches!(
            canonical_model(" gpt-4.1 "),
            Cow::Borrowed("gpt-4.1")
        ));
        assert_eq!(canonical_model("Llama-3"), "llama-3");
    }

    proptest! {
        #[test]
        fn forms_are_parts_of_the_name_and_end(name in r"[a-z0-9:/.@é-]{0,60}") {
            for form in forms(&name) {
                prop_assert!(name.contains(&form));
            }
        }
    }
}
