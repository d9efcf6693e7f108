//! The projects of the clinics and of the bookshop.

use super::cast::{BOOKS, CLINIC, LEO, MARA, NILS, SAMIRA};
use super::plan::{
    ALWAYS, CHAT, DICTATION, DOCUMENT, EMBEDDING, Flow, KeyPlan, LARGE, MEDIUM, ProjectPlan,
    Rhythm, TRANSLATION, VECTORS, flow, key,
};

pub(super) const OTHERS: [ProjectPlan; 5] = [
    ProjectPlan {
        team: CLINIC,
        name: "Visit notes",
        description: "Turns dictated notes into letters.",
        model: "gpt-audio-mini",
        by: SAMIRA,
        made: ALWAYS,
        rhythm: Rhythm::Office,
        began: 0.5,
        failures: 5.0,
        keys: &[key("Dictation"), key("Letters")],
        flows: &[
            Flow {
                tokens: DICTATION,
                pace: MEDIUM,
                ..flow(0, "gpt-audio-mini", "openai", 85.0, 2.0)
            },
            Flow {
                tokens: CHAT,
                pace: MEDIUM,
                endpoint: "messages",
                ..flow(1, "claude-sonnet-4-6", "anthropic", 90.0, 3.0)
            },
        ],
    },
    ProjectPlan {
        team: CLINIC,
        name: "Guideline search",
        description: "Finds the paragraph of a guideline that answers a question.",
        model: "mistral-large-latest",
        by: LEO,
        made: 79,
        rhythm: Rhythm::Office,
        began: 0.35,
        failures: 3.0,
        keys: &[key("Search service")],
        flows: &[
            Flow {
                tokens: DOCUMENT,
                pace: MEDIUM,
                ..flow(0, "mistral-large-latest", "mistral", 75.0, 3.0)
            },
            Flow {
                tokens: EMBEDDING,
                pace: VECTORS,
                endpoint: "embeddings",
                ..flow(0, "mistral-embed", "mistral", 40.0, 30.0)
            },
        ],
    },
    ProjectPlan {
        team: CLINIC,
        name: "Appointment letters",
        description: "",
        model: "gpt-5-nano",
        by: LEO,
        made: 52,
        rhythm: Rhythm::Nightly,
        began: 0.8,
        failures: 2.0,
        keys: &[key("Nightly job")],
        flows: &[Flow {
            tier: "batch",
            ..flow(0, "gpt-5-nano", "openai", 110.0, 20.0)
        }],
    },
    ProjectPlan {
        team: BOOKS,
        name: "Catalogue translation",
        description: "Translates blurbs into eleven languages.",
        model: "deepseek-v4-flash",
        by: MARA,
        made: ALWAYS,
        rhythm: Rhythm::Nightly,
        began: 0.7,
        failures: 4.0,
        keys: &[key("Translator")],
        flows: &[
            Flow {
                tokens: TRANSLATION,
                pace: MEDIUM,
                ..flow(0, "deepseek-v4-flash", "deepseek", 120.0, 8.0)
            },
            Flow {
                tokens: TRANSLATION,
                pace: LARGE,
                endpoint: "messages",
                ..flow(0, "claude-sonnet-4-6", "anthropic", 18.0, 3.0)
            },
        ],
    },
    ProjectPlan {
        team: BOOKS,
        name: "Reading advice",
        description: "Recommends the next book.",
        model: "gemini-2.5-flash-lite",
        by: NILS,
        made: 70,
        rhythm: Rhythm::Evening,
        began: 0.3,
        failures: 6.0,
        keys: &[
            key("Shop"),
            KeyPlan {
                made: 40,
                days: 0,
                reads: true,
                ..key("Monthly report")
            },
        ],
        flows: &[
            flow(0, "gemini-2.5-flash-lite", "google", 150.0, 12.0),
            Flow {
                pace: MEDIUM,
                ..flow(0, "gpt-5-mini", "openai", 35.0, 5.0)
            },
        ],
    },
];
