//! Lines for the person at the terminal.

use std::io::{IsTerminal as _, Write as _};

use scalix::i18n::Locale;
use scalix::text;
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

/// How wide the bar is, in characters.
const WIDTH: u8 = 40;
/// Without a terminal, a line each time so many hundredths more are done.
const STRIDE: u8 = 25;

/// How far something has come, on standard error: a bar on a terminal, else now and then a line.
pub(crate) struct Bar {
    terminal: bool,
    shown: u8,
}

impl Bar {
    /// Says what is begun.
    pub(crate) fn new(begun: &str) -> Self {
        eprintln!("{begun}");
        Self {
            terminal: std::io::stderr().is_terminal(),
            shown: 0,
        }
    }

    /// Shows that so many hundredths are done.
    pub(crate) fn show(&mut self, done: u8) {
        let least = if self.terminal { 1 } else { STRIDE };
        if done < self.shown.saturating_add(least) {
            return;
        }
        self.shown = if self.terminal {
            done
        } else {
            done - done % STRIDE
        };
        let percent = say(&text!("cli-progress", done = self.shown));
        if self.terminal {
            let full = usize::from(u16::from(done) * u16::from(WIDTH) / 100);
            let empty = usize::from(WIDTH).saturating_sub(full);
            eprint!("\r{}{} {percent} ", "█".repeat(full), "░".repeat(empty));
            let _ = std::io::stderr().flush();
        } else {
            eprintln!("{percent}");
        }
    }

    /// Takes the bar away, so that what follows stands in its place.
    pub(crate) fn end(self) {
        if self.terminal {
            eprint!("\r{:width$}\r", "", width = usize::from(WIDTH) + 10);
            let _ = std::io::stderr().flush();
        }
    }
}
