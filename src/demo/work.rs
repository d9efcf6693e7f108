//! The projects of the demo, their keys, and the calls that each of them makes.

use super::cast::{BOOKS, CLINIC, FREIGHT, KOFI, LEO, MARA, NILS, PRIYA, SAMIRA, TOMAS};

/// Longer ago than the history of any demo: from its beginning on.
pub(super) const ALWAYS: u16 = u16::MAX;

/// A project.
pub(super) struct ProjectPlan {
    pub(super) team: usize,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) model: &'static str,
    /// Who made it, and how many days ago.
    pub(super) by: usize,
    pub(super) made: u16,
    pub(super) rhythm: Rhythm,
    /// The share of its present traffic that it began with.
    pub(super) began: f64,
    /// How many calls of a thousand fail on an ordinary day.
    pub(super) failures: f64,
    pub(super) keys: &'static [KeyPlan],
    pub(super) flows: &'static [Flow],
}

/// A key of a project, made with it or later.
pub(super) struct KeyPlan {
    pub(super) name: &'static str,
    /// How many days ago it was made; [`ALWAYS`]: with its project.
    pub(super) made: u16,
    /// For how many days it was made; 0: for ever.
    pub(super) days: u16,
    pub(super) reads: bool,
}

/// When a project is used, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// In the hours of offices, hardly at weekends.
    Office,
    /// By consumers: mostly in the evening, more at weekends.
    Evening,
    /// Around the clock.
    Steady,
    /// By a job that begins at two in the morning.
    Nightly,
}

/// Calls of one model with one key.
pub(super) struct Flow {
    /// Which key of the project.
    pub(super) key: usize,
    pub(super) model: &'static str,
    pub(super) provider: &'static str,
    pub(super) endpoint: &'static str,
    pub(super) tier: &'static str,
    /// Events on a working day of now.
    pub(super) a_day: f64,
    /// Days ago: from when until when.
    pub(super) from: u16,
    pub(super) until: u16,
    pub(super) tokens: Mix,
    pub(super) pace: Pace,
    /// Calls that one event stands for: the programs of the demo gather those of some minutes.
    pub(super) calls: f64,
}

/// Tokens of one call.
#[derive(Clone, Copy)]
pub(super) struct Mix {
    /// Medians.
    pub(super) input: f64,
    pub(super) output: f64,
    /// Shares of the input.
    pub(super) cached: f64,
    pub(super) written: f64,
    /// The share of the output.
    pub(super) reasoning: f64,
    /// The share of the input that is sound.
    pub(super) audio: f64,
}

/// How fast a model answers, in milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    pub(super) first: f64,
    pub(super) each_token: f64,
}

const fn mix(input: f64, output: f64, cached: f64) -> Mix {
    Mix {
        input,
        output,
        cached,
        written: 0.0,
        reasoning: 0.0,
        audio: 0.0,
    }
}

const CHAT: Mix = mix(1_350.0, 240.0, 0.42);
const TRIAGE: Mix = mix(2_100.0, 90.0, 0.55);
const TRANSLATION: Mix = mix(1_900.0, 2_050.0, 0.08);
const EMBEDDING: Mix = mix(740.0, 0.0, 0.0);
const DOCUMENT: Mix = Mix {
    written: 0.12,
    ..mix(13_500.0, 950.0, 0.34)
};
const AGENT: Mix = Mix {
    written: 0.09,
    reasoning: 0.46,
    ..mix(10_400.0, 1_300.0, 0.63)
};
const THINKING: Mix = Mix {
    reasoning: 0.61,
    ..mix(5_200.0, 1_850.0, 0.25)
};
const DICTATION: Mix = Mix {
    audio: 0.86,
    ..mix(6_800.0, 620.0, 0.0)
};

const fn pace(first: f64, each_token: f64) -> Pace {
    Pace { first, each_token }
}

const SMALL: Pace = pace(280.0, 5.2);
const MEDIUM: Pace = pace(460.0, 8.5);
const LARGE: Pace = pace(720.0, 14.0);
const VECTORS: Pace = pace(95.0, 0.0);

const fn flow(
    key: usize,
    model: &'static str,
    provider: &'static str,
    a_day: f64,
    calls: f64,
) -> Flow {
    Flow {
        key,
        model,
        provider,
        endpoint: "chat",
        tier: "",
        a_day,
        from: ALWAYS,
        until: 0,
        tokens: CHAT,
        pace: SMALL,
        calls,
    }
}

const fn key(name: &'static str) -> KeyPlan {
    KeyPlan {
        name,
        made: ALWAYS,
        days: 0,
        reads: false,
    }
}

/// Places in [`PROJECTS`].
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

pub(super) const PROJECTS: [ProjectPlan; 13] = [
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
                until: 27,
                ..flow(0, "claude-sonnet-4-6", "anthropic", 96.0, 3.0)
            },
            Flow {
                tokens: DOCUMENT,
                pace: LARGE,
                endpoint: "messages",
                from: 26,
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
