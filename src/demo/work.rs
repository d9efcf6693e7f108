//! The projects of the demo, their keys, and the calls that each of them makes.

use super::cast::{FREIGHT, KOFI, MARA, PRIYA, TOMAS};
use super::others::OTHERS;
use super::plan::{
    AGENT, ALWAYS, DOCUMENT, EMBEDDING, Flow, KeyPlan, LARGE, MEDIUM, ProjectPlan, Rhythm,
    THINKING, TRIAGE, VECTORS, flow, key, pace,
};

/// Places in what [`projects`] gives.
pub(super) const ASSISTANT: usize = 0;
pub(super) const CUSTOMS: usize = 1;
/// The one with the incident.
pub(super) const TRIAGE_PROJECT: usize = 3;
/// The one that fails now.
pub(super) const INVOICES: usize = 5;
pub(super) const QUOTES: usize = 6;
pub(super) const PILOT: usize = 7;
pub(super) const NOTES: usize = 8;
pub(super) const LETTERS: usize = 10;

/// The model that has no price, because the team runs it itself.
pub(super) const UNPRICED: &str = "lumen-router-7b";

/// Every project, those of the freight company first.
pub(super) fn projects() -> impl Iterator<Item = (usize, &'static ProjectPlan)> {
    FREIGHT_ONES.iter().chain(&OTHERS).enumerate()
}

/// The project at a place.
pub(super) fn project(place: usize) -> Option<&'static ProjectPlan> {
    let others = place.checked_sub(FREIGHT_ONES.len());
    FREIGHT_ONES.get(place).or_else(|| OTHERS.get(others?))
}

const FREIGHT_ONES: [ProjectPlan; 8] = [
    ProjectPlan {
        team: FREIGHT,
        name: "Shipment assistant",
        description: "Answers customers who ask where their shipment is. In the app and on the \
                      website.",
        model: "gpt-4o-mini",
        by: MARA,
        made: ALWAYS,
        rhythm: Rhythm::Evening,
        began: 0.42,
        failures: 6.0,
        keys: &[
            key("App, production"),
            key("Website, production"),
            KeyPlan {
                days: 84,
                ..key("Staging")
            },
        ],
        flows: &[
            Flow {
                until: 48,
                ..flow(0, "gpt-4o-mini", "openai", 190.0, 14.0)
            },
            Flow {
                from: 47,
                ..flow(0, "gpt-5-mini", "openai", 205.0, 14.0)
            },
            flow(1, "gpt-5-mini", "openai", 120.0, 11.0),
            Flow {
                pace: pace(60.0, 3.1),
                ..flow(0, UNPRICED, "self-hosted", 70.0, 9.0)
            },
            flow(2, "gpt-5-mini", "openai", 12.0, 2.0),
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Customs documents",
        description: "Reads invoices and packing lists and fills in customs declarations.",
        model: "claude-sonnet-4-6",
        by: PRIYA,
        made: 88,
        rhythm: Rhythm::Office,
        began: 0.55,
        failures: 4.0,
        keys: &[
            key("Extraction service"),
            KeyPlan {
                made: 34,
                days: 39,
                ..key("Review tool")
            },
        ],
        flows: &[
            Flow {
                tokens: DOCUMENT,
                pace: LARGE,
                endpoint: "messages",
                until: 37,
                ..flow(0, "claude-sonnet-4-6", "anthropic", 96.0, 3.0)
            },
            Flow {
                tokens: DOCUMENT,
                pace: LARGE,
                endpoint: "messages",
                from: 36,
                ..flow(0, "claude-sonnet-5", "anthropic", 110.0, 3.0)
            },
            Flow {
                tokens: DOCUMENT,
                pace: MEDIUM,
                endpoint: "generateContent",
                ..flow(1, "gemini-2.5-flash", "google", 45.0, 4.0)
            },
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Route planner agent",
        description: "Plans tours with a dozen tools; thinks before it answers.",
        model: "gpt-5",
        by: PRIYA,
        made: 80,
        rhythm: Rhythm::Office,
        began: 0.25,
        failures: 9.0,
        keys: &[key("Planner"), key("Simulation")],
        flows: &[
            Flow {
                tokens: THINKING,
                pace: LARGE,
                endpoint: "responses",
                ..flow(0, "gpt-5", "openai", 62.0, 4.0)
            },
            Flow {
                tokens: AGENT,
                pace: LARGE,
                endpoint: "messages",
                from: 58,
                ..flow(0, "claude-opus-4-8", "anthropic", 21.0, 2.0)
            },
            Flow {
                tokens: THINKING,
                pace: LARGE,
                endpoint: "responses",
                tier: "flex",
                ..flow(1, "gpt-5", "openai", 18.0, 3.0)
            },
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Support inbox triage",
        description: "Sorts incoming mail by topic and urgency and drafts the first answer.",
        model: "claude-haiku-4-5",
        by: TOMAS,
        made: ALWAYS,
        rhythm: Rhythm::Office,
        began: 0.75,
        failures: 7.0,
        keys: &[key("Mail worker")],
        flows: &[
            Flow {
                tokens: TRIAGE,
                endpoint: "messages",
                ..flow(0, "claude-haiku-4-5", "anthropic", 260.0, 5.0)
            },
            Flow {
                tokens: TRIAGE,
                from: 17,
                ..flow(0, "mistral-small-latest", "mistral", 24.0, 4.0)
            },
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Address search",
        description: "Vectors of addresses and places, made anew every night.",
        model: "text-embedding-3-small",
        by: KOFI,
        made: 31,
        rhythm: Rhythm::Nightly,
        began: 0.6,
        failures: 2.0,
        keys: &[key("Indexer")],
        flows: &[Flow {
            tokens: EMBEDDING,
            pace: VECTORS,
            endpoint: "embeddings",
            tier: "batch",
            ..flow(0, "text-embedding-3-small", "openai", 90.0, 120.0)
        }],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Invoice matching",
        description: "Matches invoices of carriers with our orders.",
        model: "gemini-2.5-flash",
        by: KOFI,
        made: 29,
        rhythm: Rhythm::Steady,
        began: 0.5,
        failures: 11.0,
        keys: &[key("Matcher")],
        flows: &[
            Flow {
                tokens: TRIAGE,
                endpoint: "generateContent",
                ..flow(0, "gemini-2.5-flash", "google", 92.0, 6.0)
            },
            Flow {
                tokens: DOCUMENT,
                pace: LARGE,
                endpoint: "generateContent",
                ..flow(0, "gemini-2.5-pro", "google", 14.0, 2.0)
            },
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Quote bot",
        description: "Drafted quotes for spot freight. Replaced by the route planner.",
        model: "gpt-4o",
        by: MARA,
        made: ALWAYS,
        rhythm: Rhythm::Office,
        began: 1.6,
        failures: 14.0,
        keys: &[key("Quote form"), key("Sales desk")],
        flows: &[
            flow(0, "gpt-4o", "openai", 58.0, 6.0),
            flow(1, "gpt-4o", "openai", 20.0, 3.0),
        ],
    },
    ProjectPlan {
        team: FREIGHT,
        name: "Dock camera pilot",
        description: "A trial: reads numbers of containers from pictures.",
        model: "gemini-2.5-flash",
        by: KOFI,
        made: 26,
        rhythm: Rhythm::Office,
        began: 1.0,
        failures: 30.0,
        keys: &[key("Pilot")],
        flows: &[flow(0, "gemini-2.5-flash", "google", 16.0, 1.0)],
    },
];
