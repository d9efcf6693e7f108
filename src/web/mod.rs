//! What the pages and the API share above the features: frames, figures, charts.

pub mod chart;
pub mod format;
pub mod moment;
pub mod page;
pub mod scale;

#[cfg(test)]
mod gallery;
#[cfg(test)]
pub(crate) mod testing;
