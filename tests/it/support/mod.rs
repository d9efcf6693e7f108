//! The world of a test: a server on a file of its own, a clock that stands still, and people.

mod actor;
mod app;
mod codes;
mod mail;
mod server;
mod smtp;

pub(crate) use actor::{Actor, Answer, read, upload};
pub(crate) use app::{PASSWORD, TestApp};
pub(crate) use codes::{Phone, confirm, enrol};
pub(crate) use mail::Mail;
pub(crate) use server::Server;
pub(crate) use smtp::MailServer;
