//! The exact cost of an event: one integer sum over its token classes, divided once.

use super::Price;
use crate::money::Nanos;

/// Prices are per this many units.
pub const PRICE_UNITS: i128 = 1_000_000;

/// What one event is charged for. `input` and `output` are totals; the other token fields are
/// parts of them.
///
/// **Overlap.** Ingest checks that no part exceeds its total, not that the parts together do
/// not: a provider may count a token both as cached and as audio. A token is charged once. The
/// parts take from their total in this order, each at most what is left: input: cached, cache
/// write (within it the one-hour part first), audio, image; output: reasoning, audio, image.
/// So a token in two parts has the price of the earlier one, and what is left over as plain
/// never goes below zero. Where cached tokens and audio together exceed the input, the excess is
/// audio from the cache, which has a price of its own; a provider may tell that there is more of it
/// ([`cached_audio`](Self::cached_audio)), which is then left to neither of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Billable {
    /// Input tokens, all of them.
    pub input: u64,
    /// Output tokens, all of them.
    pub output: u64,
    /// Input tokens read from a cache.
    pub cached_input: u64,
    /// Input tokens written to a cache, whatever its lifetime.
    pub cache_write: u64,
    /// The part of `cache_write` that is kept for an hour.
    pub cache_write_1h: u64,
    /// Output tokens spent on reasoning.
    pub reasoning: u64,
    /// Input tokens of audio.
    pub input_audio: u64,
    /// Output tokens of audio.
    pub output_audio: u64,
    /// Input tokens of images.
    pub input_image: u64,
    /// Output tokens of images.
    pub output_image: u64,
    /// Input tokens both of audio and read from a cache, as far as that is told: Google's
    /// `cacheTokensDetails`, OpenAI's `cached_tokens_details`. 0 stands for not told.
    pub cached_audio: u64,
    /// Calls to the model.
    pub requests: u64,
}

/// A class of units with a price of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Input tokens of no other class.
    Input,
    /// Input tokens read from a cache.
    CachedInput,
    /// Input tokens of audio read from a cache.
    CachedAudio,
    /// Input tokens written to a short-lived cache.
    CacheWrite,
    /// Input tokens written to a cache for an hour.
    CacheWrite1h,
    /// Input tokens of audio.
    InputAudio,
    /// Input tokens of images.
    InputImage,
    /// Output tokens of no other class.
    Output,
    /// Output tokens spent on reasoning.
    Reasoning,
    /// Output tokens of audio.
    OutputAudio,
    /// Output tokens of images.
    OutputImage,
    /// Calls.
    Request,
}

/// One line of the sum: so many units of a class at so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is charged for.
    pub class: Class,
    /// How many.
    pub units: u64,
    /// Nano-dollars per million of them.
    pub price: i64,
}

/// The lines of the sum, every class once; the tokens of the input classes add up to `input`,
/// those of the output classes to `output`. A class without a price of its own has that of the
/// next wider one: one-hour write, write, input; cached audio, cached, input; reasoning, output;
/// absent is never free.
pub fn parts(price: &Price, billable: &Billable) -> [Part; 12] {
    let mut input = billable.input;
    let mut cached = take(&mut input, billable.cached_input);
    let mut audio = billable.input_audio.min(billable.input);
    let both = audio.saturating_sub(input).max(billable.cached_audio);
    let mut write = take(&mut input, billable.cache_write);
    let heard = take(&mut audio, both.min(cached));
    let cached_audio = take(&mut cached, heard);
    let write_1h = take(&mut write, billable.cache_write_1h);
    let input_audio = take(&mut input, audio);
    let input_image = take(&mut input, billable.input_image);
    let mut output = billable.output;
    let reasoning = take(&mut output, billable.reasoning);
    let output_audio = take(&mut output, billable.output_audio);
    let output_image = take(&mut output, billable.output_image);

    let as_input = |own: Option<i64>| own.unwrap_or(price.input);
    let as_output = |own: Option<i64>| own.unwrap_or(price.output);
    let part = |class, units, price| Part {
        class,
        units,
        price,
    };
    [
        part(Class::Input, input, price.input),
        part(Class::CachedInput, cached, as_input(price.cached_input)),
        part(
            Class::CachedAudio,
            cached_audio,
            as_input(price.cached_audio.or(price.cached_input)),
        ),
        part(Class::CacheWrite, write, as_input(price.cache_write)),
        part(
            Class::CacheWrite1h,
            write_1h,
            as_input(price.cache_write_1h.or(price.cache_write)),
        ),
        part(Class::InputAudio, input_audio, as_input(price.input_audio)),
        part(Class::InputImage, input_image, as_input(price.input_image)),
        part(Class::Output, output, price.output),
        part(Class::Reasoning, reasoning, as_output(price.reasoning)),
        part(
            Class::OutputAudio,
            output_audio,
            as_output(price.output_audio),
        ),
        part(
            Class::OutputImage,
            output_image,
            as_output(price.output_image),
        ),
        part(
            Class::Request,
            billable.requests,
            price.per_request.unwrap_or(0),
        ),
    ]
}

/// Takes up to `wanted` out of what is left, and tells how much it was.
fn take(left: &mut u64, wanted: u64) -> u64 {
    let taken = wanted.min(*left);
    *left -= taken;
    taken
}

/// The cost of an event in nano-dollars, rounded half up, once. Never negative, as no price is.
/// Within the limits of ingest (10^12 tokens, 10^6 requests) the sum is exact at any price.
pub fn cost(price: &Price, billable: &Billable) -> Nanos {
    let sum = parts(price, billable)
        .iter()
        .map(|part| i128::from(part.units) * i128::from(part.price))
        .fold(0, i128::saturating_add);
    Nanos(sum.saturating_add(PRICE_UNITS / 2).div_euclid(PRICE_UNITS))
}

#[cfg(test)]
mod tests;
