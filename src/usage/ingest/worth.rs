//! The place of an event in time and what it costs.

use super::Worth;
use crate::clock::Timestamp;
use crate::ids::TeamId;
use crate::money::{NANOS_PER_USD, Nanos};
use crate::text;
use crate::usage::event::{Age, Event, Field, MOST_COST, Rejection, Tokens};
use crate::usage::prices::{self, Billable, PriceBook, Service};

/// When an event counts and what it costs: what the sender says, else the price in force then.
pub(super) fn worth(
    book: &PriceBook,
    team: TeamId,
    event: &Event<'_>,
    now: Timestamp,
    age: Age,
) -> Result<Worth, Rejection> {
    let time = event.check_time(now, age)?;
    let row = match event.cost {
        Some(_) => None,
        None => book.resolve(team, event.provider.as_deref(), &event.model, time),
    };
    let computed = row.map(|row| {
        let (billable, service) = (billable(event), event.service_tier.as_deref());
        let calls = units(event.hints.calls).max(1);
        let context = Billable {
            requests: billable.requests.saturating_mul(calls),
            ..billable
        };
        let price = row.price_for(&context, service.and_then(Service::parse));
        prices::cost(price, &billable)
    });
    let cost = event.cost.or(computed).map(nanos).transpose()?;
    Ok(Worth {
        time,
        cost,
        price: row.map(|row| row.id),
    })
}

fn nanos(cost: Nanos) -> Result<i64, Rejection> {
    let fits = i64::try_from(cost.0).ok().filter(|_| cost <= MOST_COST);
    fits.ok_or_else(|| {
        let most = (MOST_COST.0 / NANOS_PER_USD).to_string();
        let sentence = text!("ingest-cost-out-of-range", most = most);
        Rejection::of(Field::Cost, "out_of_range", sentence)
    })
}

/// The counts are checked to be non-negative when an event is read.
fn units(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

fn billable(event: &Event<'_>) -> Billable {
    let Tokens {
        input,
        output,
        cached_input,
        cache_write,
        cache_write_1h,
        reasoning,
        input_audio,
        output_audio,
        input_image,
        output_image,
    } = event.tokens;
    Billable {
        input: units(input),
        output: units(output),
        cached_input: units(cached_input),
        cache_write: units(cache_write),
        cache_write_1h: units(cache_write_1h),
        reasoning: units(reasoning),
        input_audio: units(input_audio),
        output_audio: units(output_audio),
        input_image: units(input_image),
        output_image: units(output_image),
        cached_audio: units(event.hints.cached_audio),
        requests: units(event.requests),
    }
}
