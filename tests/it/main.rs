//! The stories that users tell, through HTTP. One binary: linking is what takes the time.

mod access;
mod accounts;
mod crash;
mod ingest;
mod keys;
mod pages;
mod projects;
mod schema;
mod support;
mod teams;
mod web;
