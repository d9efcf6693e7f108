//! What a project of the demo is: its keys, and the calls that its programs make.

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

pub(super) const fn mix(input: f64, output: f64, cached: f64) -> Mix {
    Mix {
        input,
        output,
        cached,
        written: 0.0,
        reasoning: 0.0,
        audio: 0.0,
    }
}

pub(super) const CHAT: Mix = mix(1_350.0, 240.0, 0.42);
pub(super) const TRIAGE: Mix = mix(2_100.0, 90.0, 0.55);
pub(super) const TRANSLATION: Mix = mix(1_900.0, 2_050.0, 0.08);
pub(super) const EMBEDDING: Mix = mix(740.0, 0.0, 0.0);
pub(super) const DOCUMENT: Mix = Mix {
    written: 0.12,
    ..mix(13_500.0, 950.0, 0.34)
};
pub(super) const AGENT: Mix = Mix {
    written: 0.09,
    reasoning: 0.46,
    ..mix(10_400.0, 1_300.0, 0.63)
};
pub(super) const THINKING: Mix = Mix {
    reasoning: 0.61,
    ..mix(5_200.0, 1_850.0, 0.25)
};
pub(super) const DICTATION: Mix = Mix {
    audio: 0.86,
    ..mix(6_800.0, 620.0, 0.0)
};

pub(super) const fn pace(first: f64, each_token: f64) -> Pace {
    Pace { first, each_token }
}

pub(super) const SMALL: Pace = pace(280.0, 5.2);
pub(super) const MEDIUM: Pace = pace(460.0, 8.5);
pub(super) const LARGE: Pace = pace(720.0, 14.0);
pub(super) const VECTORS: Pace = pace(95.0, 0.0);

pub(super) const fn flow(
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

pub(super) const fn key(name: &'static str) -> KeyPlan {
    KeyPlan {
        name,
        made: ALWAYS,
        days: 0,
        reads: false,
    }
}
