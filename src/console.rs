//! Lines for the person at the terminal.

use std::io::Write as _;

use scalix::i18n::Locale;
use scalix::text::Text;

/// The sentence in the language of the command line.
pub(crate) fn say(text: &Text) -> String {
    Locale::default().say(text)
}

/// A line on standard output, at once: other programs wait for the set-up link.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(crate) fn tell(line: &str) {
    println!("{line}");
    let _ = std::io::stdout().flush();
}
