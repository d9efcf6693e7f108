//! Scalix.
fn main() {}
