//! Metered usage: events come in, are counted once, and are told by time, model and project.
//!
//! The invariant of this module: for any filters and any time zone the sum over buckets, the sum
//! over groups, the summary and the sum over the raw events are the same number.

pub mod api;
pub mod check;
pub mod event;
pub mod history;
pub mod ids;
pub mod ingest;
pub mod pages;
pub mod prices;
pub mod purge;
pub mod range;
pub mod reader;
pub mod report;
pub mod sources;
mod store;
mod totals;
