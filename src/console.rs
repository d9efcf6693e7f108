//! Lines for the person at the terminal.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

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

/// One line on standard error that is written over again; without a terminal, nothing.
pub(crate) struct Progress {
    every: Duration,
    told: Option<Instant>,
}

impl Progress {
    /// A line that changes at most so often.
    pub(crate) fn new(every: Duration) -> Self {
        Self { every, told: None }
    }

    /// Writes the line, if it is time.
    pub(crate) fn tell(&mut self, line: impl FnOnce() -> String) {
        let due = self.told.is_none_or(|told| told.elapsed() >= self.every);
        if due && std::io::stderr().is_terminal() {
            self.told = Some(Instant::now());
            // To the first column, the line, and nothing of the longer one before it.
            let _ = write!(std::io::stderr(), "\r{}\x1b[K", line());
        }
    }

    /// Removes the line.
    pub(crate) fn finish(&mut self) {
        if self.told.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
