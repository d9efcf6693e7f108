//! What the pages and the API share above the features: frames, figures, charts.

mod access_log;
pub(crate) mod activity;
pub mod app;
pub mod assets;
pub mod body;
mod caller;
pub mod callers;
pub mod catchers;
pub mod chart;
pub mod database;
pub mod download;
pub mod failure;
pub mod form;
pub mod format;
pub mod frame;
pub mod fresh;
pub mod guards;
pub(crate) mod header_map;
pub mod headers;
pub mod key_guard;
pub mod key_rows;
pub mod lifetime;
pub mod limits;
pub mod link_guard;
pub mod list_file;
pub mod moment;
pub mod optional;
pub mod page;
pub mod params;
pub mod problem;
pub mod reply;
pub mod request;
pub mod scale;
pub mod standing;
pub mod turns;
pub mod upload;
pub mod usage_chart;

#[cfg(test)]
pub(crate) mod gallery;
#[cfg(test)]
pub(crate) mod testing;
