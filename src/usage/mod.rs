//! Metered usage: events come in, are counted once, and are told by time, model and project.
//!
//! The invariant of this module: for any filters and any time zone the sum over buckets, the sum
//! over groups, the summary and the sum over the raw events are the same number.

pub mod body;
pub mod content;
pub mod event;
pub mod event_fields;
pub mod histogram;
pub mod plan;
pub mod prices;
pub mod range;
pub mod zone;

#[cfg(test)]
mod event_tests;
#[cfg(test)]
mod range_tests;
