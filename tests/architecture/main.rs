//! The rules of `ARCHITECTURE.md`, asserted on the sources. A failure prints the rule.

mod imports;
mod sources;
mod texts;
mod words;

/// Fails with every violation, under the rule that they break.
#[track_caller]
fn hold(rule: &str, violations: &[String]) {
    assert!(
        violations.is_empty(),
        "{rule}\n  {}\n",
        violations.join("\n  ")
    );
}
