//! Metered usage: events in, costs, totals out.

pub mod prices;
