//! The stories that users tell, through HTTP. One binary: linking is what takes the time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected is to fail"
)]

mod access;
mod accounts;
mod audit;
mod bad_input;
mod cli;
mod crash;
mod demo;
mod doctor;
mod events_read;
mod formats;
mod import;
mod ingest;
mod invitations;
mod keys;
mod keys_pages;
mod kills;
mod languages;
mod late_bodies;
mod leaving;
mod live;
mod mail;
mod members;
mod messages;
mod notifications;
mod overview;
mod pages;
mod prices;
mod projects;
mod projects_pages;
mod recorded;
mod reset;
mod schema;
mod second_factor;
mod security;
mod settings;
mod signup;
mod support;
mod team_end;
mod teams;
mod tokens_pages;
mod usage_pages;
mod usage_read;
mod web;
