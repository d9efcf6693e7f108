//! The world of a test: a server on a file of its own, a clock that stands still, and people.

mod actor;
mod app;
mod server;

pub(crate) use actor::{Actor, Answer, read, upload};
pub(crate) use app::{PASSWORD, TestApp};
pub(crate) use server::Server;
