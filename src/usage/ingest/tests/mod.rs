//! Taking events in, on real files and with real keys.

mod random;
mod rules;
mod tails;
mod trouble;
mod world;

pub(in crate::usage) use world::{NOW, World};
