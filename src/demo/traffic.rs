//! The calls of an hour, as their programs would have sent them.

use serde::Serialize;

use super::dice::{Dice, float, whole};
use super::plan::{Flow, ProjectPlan, Rhythm};
use super::work::{self, INVOICES, TRIAGE_PROJECT};
use crate::clock::{DAY_MS, Timestamp};
use crate::error::{Error, Result};

/// One hour in milliseconds.
pub(super) const HOUR_MS: i64 = 3_600_000;
/// The incident: about so many days ago, on a Wednesday, from nine to four.
const INCIDENT_ABOUT: i64 = 24;
const INCIDENT_HOURS: std::ops::Range<i64> = 9..16;
/// For how long a project has been failing at the end.
const FAILING: i64 = 3 * HOUR_MS;

/// What is sent about a call. The names are those of the contract.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    id: String,
    time: Timestamp,
    model: &'static str,
    provider: &'static str,
    endpoint: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    service_tier: &'static str,
    requests: i64,
    input_tokens: i64,
    output_tokens: i64,
    cached_input_tokens: i64,
    cache_write_tokens: i64,
    reasoning_tokens: i64,
    input_audio_tokens: i64,
    latency_ms: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_to_first_token_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_user: Option<String>,
    #[serde(flatten)]
    failure: Option<Failure>,
}

/// Why a call failed.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    status: &'static str,
    error_code: &'static str,
    error_message: &'static str,
    #[serde(skip)]
    latency_ms: i64,
}

const fn failure(code: &'static str, message: &'static str, latency_ms: i64) -> Failure {
    Failure {
        status: "error",
        error_code: code,
        error_message: message,
        latency_ms,
    }
}

const ORDINARY: [Failure; 4] = [
    failure("rate_limited", "Too many requests. Try again in 2 s.", 90),
    failure("timeout", "No answer within 30 s.", 30_000),
    failure("overloaded", "The model is overloaded.", 1_400),
    failure(
        "content_filter",
        "The answer was held back by the content filter.",
        2_100,
    ),
];
const OVERLOADED: [Failure; 2] = [ORDINARY[1], ORDINARY[2]];
const CLOSED: [Failure; 1] = [failure(
    "permission_denied",
    "The billing account of this project at the provider is closed.",
    160,
)];

/// Makes the calls of every hour between two moments.
#[derive(Debug)]
pub(super) struct Traffic {
    dice: Dice,
    seed: u64,
    from: Timestamp,
    now: Timestamp,
    incident: i64,
}

impl Traffic {
    pub(super) fn new(seed: u64, from: Timestamp, now: Timestamp) -> Self {
        let today = day(now);
        let wednesday = (0..7)
            .map(|later| today - INCIDENT_ABOUT + later)
            .find(|day| weekday(*day) == 3);
        Self {
            dice: Dice::new(seed),
            seed,
            from,
            now,
            incident: wednesday.unwrap_or(today - INCIDENT_ABOUT),
        }
    }

    /// The body of a request with the calls that a key of a project made in this time (an hour or
    /// a part of one), in order; nothing when it made none.
    pub(super) fn body(
        &self,
        (project, key): (usize, usize),
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Option<Vec<u8>>> {
        let Some(plan) = work::project(project) else {
            return Ok(None);
        };
        let busy = self.busy(project, plan, from, until);
        let mut sent = Vec::new();
        for flow in plan.flows.iter().filter(|flow| flow.key == key) {
            // What is after the history is as its last day.
            let ago = (day(self.now) - day(from)).max(0);
            if ago > i64::from(flow.from) || ago < i64::from(flow.until) {
                continue;
            }
            for _ in 0..self.dice.times(flow.a_day * busy) {
                let time = from.ms() + self.dice.below(until.ms() - from.ms());
                sent.push(self.call(project, plan, flow, Timestamp::from_ms(time)));
            }
        }
        if sent.is_empty() {
            return Ok(None);
        }
        sent.sort_by_key(|call| call.time);
        let body = serde_json::to_vec(&sent).map_err(|error| Error::Internal(error.into()))?;
        Ok(Some(body))
    }

    /// The share of a present day's calls that falls into this time.
    fn busy(&self, project: usize, plan: &ProjectPlan, from: Timestamp, until: Timestamp) -> f64 {
        let (date, hour) = (day(from), hour(from));
        let age = float(from.ms() - self.from.ms()) / float(self.now.ms() - self.from.ms());
        let grown = plan.began + (1.0 - plan.began) * age;
        // Every project has its good and bad days.
        let mixed = u64::try_from(date * 64).unwrap_or_default() + project as u64;
        let mood = Dice::new(self.seed.wrapping_mul(0x9e37_79b9) ^ mixed).around(1.0, 0.12);
        let length = float(until.ms() - from.ms()) / float(HOUR_MS);
        let retries = match (
            self.fails_now(project, from),
            self.incident_at(project, from),
        ) {
            (true, _) => 5.0,
            (_, true) => 1.7,
            _ => 1.0,
        };
        of_week(plan.rhythm, date) * of_day(plan.rhythm, hour) * grown * mood * length * retries
    }

    fn call(&self, project: usize, plan: &ProjectPlan, flow: &Flow, time: Timestamp) -> Sent {
        let dice = &self.dice;
        let failure = self.failure(project, plan, time);
        let mix = &flow.tokens;
        let part = |whole_of: i64, share: f64| match share {
            0.0 => 0,
            _ => whole(float(whole_of) * (share * dice.around(1.0, 0.2)).min(0.97)),
        };
        let calls = whole(dice.around(flow.calls, if flow.calls > 1.0 { 0.3 } else { 0.0 })).max(1);
        let input = whole(float(calls) * dice.around(mix.input, 0.45)).max(4);
        let answer = match failure {
            None if mix.output > 0.0 => dice.around(mix.output, 0.5).max(1.0),
            _ => 0.0,
        };
        let output = whole(float(calls) * answer);
        // A cache is warm in three calls of four, and what is read from it was not written.
        let warm = dice.happens(0.76);
        let cached = if warm {
            part(input, mix.cached * 1.3)
        } else {
            0
        };
        let written = if warm {
            0
        } else {
            part(input - cached, mix.written * 3.0)
        };
        let slow = if self.incident_at(project, time) {
            6.5
        } else {
            1.0
        };
        let first = dice.around(flow.pace.first, 0.35) * slow;
        let rest = answer * dice.around(flow.pace.each_token, 0.22) * slow.sqrt();
        let latency_ms = match failure {
            Some(failure) => whole(dice.around(float(failure.latency_ms), 0.12)),
            None => whole(first + rest).max(8),
        };
        let streams = failure.is_none() && output > 0;
        Sent {
            id: format!("{:012x}{:012x}", time.ms(), dice.bits() >> 16),
            time,
            model: flow.model,
            provider: flow.provider,
            endpoint: flow.endpoint,
            service_tier: flow.tier,
            requests: calls,
            input_tokens: input,
            output_tokens: output,
            cached_input_tokens: cached,
            cache_write_tokens: written,
            reasoning_tokens: part(output, mix.reasoning),
            input_audio_tokens: part(input - cached - written, mix.audio),
            latency_ms,
            time_to_first_token_ms: streams.then(|| whole(first).clamp(1, latency_ms)),
            end_user: (plan.rhythm == Rhythm::Evening)
                .then(|| format!("customer-{:03}", dice.below(140) * dice.below(7))),
            failure,
        }
    }

    fn failure(&self, project: usize, plan: &ProjectPlan, time: Timestamp) -> Option<Failure> {
        let (share, kinds) = if self.incident_at(project, time) {
            (0.57, OVERLOADED.as_slice())
        } else if self.fails_now(project, time) {
            (0.91, CLOSED.as_slice())
        } else {
            (plan.failures / 1_000.0, ORDINARY.as_slice())
        };
        if !self.dice.happens(share) {
            return None;
        }
        let kind = self.dice.below(i64::try_from(kinds.len()).unwrap_or(1));
        kinds
            .get(usize::try_from(kind).unwrap_or_default())
            .copied()
    }

    fn incident_at(&self, project: usize, time: Timestamp) -> bool {
        project == TRIAGE_PROJECT
            && day(time) == self.incident
            && INCIDENT_HOURS.contains(&hour(time))
    }

    fn fails_now(&self, project: usize, time: Timestamp) -> bool {
        project == INVOICES && self.now.ms() - time.ms() < FAILING
    }
}

/// Days since 1970.
fn day(time: Timestamp) -> i64 {
    time.ms().div_euclid(DAY_MS)
}

fn hour(time: Timestamp) -> i64 {
    time.ms().rem_euclid(DAY_MS) / HOUR_MS
}

/// From 0, a Sunday. 1970 began on a Thursday.
fn weekday(day: i64) -> i64 {
    (day + 4).rem_euclid(7)
}

/// How busy a day of the week is, beside a working day.
fn of_week(rhythm: Rhythm, day: i64) -> f64 {
    match (rhythm, weekday(day)) {
        (Rhythm::Office, 0) => 0.09,
        (Rhythm::Office, 6) => 0.15,
        (Rhythm::Office, 5) => 0.86,
        (Rhythm::Evening, 0 | 6) => 1.22,
        (Rhythm::Nightly, 0) => 0.55,
        (Rhythm::Steady, 0 | 6) => 0.8,
        _ => 1.0,
    }
}

/// Weights of the hours of a day; each row has a hundred in all.
const OFFICE: [u8; 24] = [
    0, 0, 0, 0, 0, 1, 3, 7, 11, 12, 11, 9, 7, 9, 10, 9, 6, 3, 1, 1, 0, 0, 0, 0,
];
const EVENING: [u8; 24] = [
    2, 1, 1, 0, 0, 1, 2, 3, 4, 4, 4, 4, 5, 4, 4, 4, 5, 7, 9, 11, 10, 8, 4, 3,
];
const NIGHTLY: [u8; 24] = [
    0, 0, 46, 38, 12, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0,
];

/// The share of a day that falls into an hour.
fn of_day(rhythm: Rhythm, hour: i64) -> f64 {
    let weights = match rhythm {
        Rhythm::Office => OFFICE,
        Rhythm::Evening => EVENING,
        Rhythm::Nightly => NIGHTLY,
        Rhythm::Steady => return 1.0 / 24.0,
    };
    let at = usize::try_from(hour).unwrap_or_default();
    f64::from(weights.get(at).copied().unwrap_or_default()) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_of_a_day_are_a_day() {
        for rhythm in [
            Rhythm::Office,
            Rhythm::Evening,
            Rhythm::Steady,
            Rhythm::Nightly,
        ] {
            let day: f64 = (0..24).map(|hour| of_day(rhythm, hour)).sum();
            assert!((day - 1.0).abs() < 1e-9, "{rhythm:?} {day}");
        }
        let monday = Timestamp::parse("2026-03-02T07:00:00Z").unwrap();
        assert_eq!((weekday(day(monday)), hour(monday)), (1, 7));
    }
}
