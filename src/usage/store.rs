//! Rows of metered usage.

pub(super) mod counted;
pub(super) mod events;
pub(super) mod purge;
pub(super) mod report;
pub(super) mod sources;

#[cfg(test)]
pub(super) mod fixture;
