//! Rows of metered usage.

pub(super) mod report;
