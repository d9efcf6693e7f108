//! Ratios out of alternating runs.

use std::time::Duration;

use crate::load::Seen;

/// How often limit and product are alternated.
pub(crate) const ROUNDS: usize = 3;

/// One run of one side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sample {
    /// Things a second.
    pub(crate) rate: f64,
    /// Things a second of CPU time of the side that does them.
    pub(crate) per_cpu: f64,
    /// Milliseconds that 99 of 100 requests stay within.
    pub(crate) p99: f64,
    /// The share of all CPU time that the load generator used, 0 to 1.
    pub(crate) own: f64,
    /// Bytes of a reply.
    pub(crate) bytes: usize,
}

impl Sample {
    /// Of requests that hold so many things each, answered by a server that used this CPU time.
    pub(crate) fn of(seen: &Seen, each: usize, cpu: Duration) -> Self {
        let things = (seen.requests * each) as f64;
        let (cpu, own) = (cpu.as_secs_f64().max(0.01), seen.own.as_secs_f64());
        Self {
            rate: seen.rate() * each as f64,
            per_cpu: things / cpu,
            p99: seen.percentile(99),
            own: own / (own + cpu),
            bytes: seen.bytes,
        }
    }
}

/// Runs all sides one after the other, so often; a list of samples for each.
pub(crate) fn alternate<const N: usize>(
    sides: [&mut dyn FnMut() -> Sample; N],
) -> [Vec<Sample>; N] {
    let mut samples = [const { Vec::new() }; N];
    let mut sides = sides;
    for _ in 0..ROUNDS {
        for (side, samples) in sides.iter_mut().zip(&mut samples) {
            samples.push(side());
        }
    }
    samples
}

/// The median over the rounds of product against limit.
pub(crate) fn ratio(product: &[Sample], limit: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    median(
        product
            .iter()
            .zip(limit)
            .map(|(ours, most)| of(ours) / of(most)),
    )
}

/// The median of one figure.
pub(crate) fn middle(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    median(samples.iter().map(of))
}

/// The value in the middle; of an even number, the upper one.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
