//! Rows of metered usage.

pub(super) mod report;

#[cfg(test)]
pub(super) mod fixture;
