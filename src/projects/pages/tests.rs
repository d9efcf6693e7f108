//! Sample pages and their rules.
