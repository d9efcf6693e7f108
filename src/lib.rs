//! Scalix: the console of an AI platform that a team runs itself.
//!
//! `ARCHITECTURE.md` tells how the modules fit together; imports go from the later modules to
//! the earlier ones only.

pub mod accounts;
pub mod audit;
pub mod check;
pub mod clock;
pub mod db;
pub mod error;
pub mod i18n;
pub mod ids;
pub mod keys;
pub mod money;
pub mod page;
pub mod projects;
pub mod secret;
pub mod settings;
pub mod teams;
pub mod text;
pub mod tokens;
pub mod usage;
pub mod web;
