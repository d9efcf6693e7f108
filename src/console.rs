//! Lines for the person at the terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use scalix::i18n::Locale;
use scalix::text;
use scalix::text::Text;

/// The sentence in the language of the command line.
pub(crate) fn say(text: &Text) -> String {
    Locale::default().say_bare(text)
}

/// The code of a program that the signal of a closed pipe ends, which is what shells expect of one
/// whose reader has gone.
const NOBODY_READS: i32 = 128 + 13;

/// The answer of a command on standard output, without what could control the terminal. The
/// program ends when it cannot be written: quietly when nobody reads on, as in `| head`.
pub(crate) fn tell(lines: &str) {
    let Err(error) = print(lines) else {
        return;
    };
    if error.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(NOBODY_READS);
    }
    complain(&say(&text!("cli-output", reason = error.to_string())));
    std::process::exit(1);
}

/// A line on standard output, at once, from what goes on whether or not anybody reads it. Other
/// programs wait for the set-up link.
pub(crate) fn announce(line: &str) {
    let _ = print(line);
}

fn print(lines: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", harmless(lines))?;
    output.flush()
}

/// Lines on standard error, without what could control the terminal.
pub(crate) fn complain(lines: &str) {
    // Where nobody can be told there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", harmless(lines));
}

/// A line on standard error, without what could control the terminal.
pub(crate) fn note(line: &str) {
    complain(&line.replace('\n', "\u{fffd}"));
}

/// What comes out of files and databases must not move the cursor or rename the window.
fn harmless(lines: &str) -> String {
    let harmless = |char: char| match char {
        '\n' => char,
        char if char.is_control() => '\u{fffd}',
        char => char,
    };
    lines.chars().map(harmless).collect()
}

/// Becomes true when the person at the keyboard wants an end (Ctrl-C); the second time the process
/// ends at once.
pub(crate) fn interrupts() -> Arc<AtomicBool> {
    let wanted = Arc::new(AtomicBool::new(false));
    let set = wanted.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            set.store(true, Ordering::Relaxed);
            // The step may wait for input that does not come.
            note(&say(&text!("cli-stopping")));
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(1);
        }
    });
    wanted
}

/// How often a bar is drawn.
const DRAW_EVERY: Duration = Duration::from_millis(100);
/// How often a line is told where nothing can be drawn.
const TELL_EVERY: Duration = Duration::from_secs(10);
/// Cells of a bar.
const CELLS: u32 = 24;

/// Progress on standard error: a bar on a terminal, now and then a line elsewhere.
pub(crate) struct Progress {
    terminal: bool,
    drawn: bool,
    last: Instant,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
            drawn: false,
            last: Instant::now(),
        }
    }
}

impl Progress {
    /// Tells how far it is: which part (0 to 1), as far as that is known, and words about it.
    pub(crate) fn show(&mut self, part: Option<f64>, words: &str) {
        let every = if self.terminal {
            DRAW_EVERY
        } else {
            TELL_EVERY
        };
        if self.last.elapsed() < every {
            return;
        }
        self.last = Instant::now();
        let percent = part.map(|part| format!("{:3.0} %  ", part.clamp(0.0, 1.0) * 100.0));
        let percent = percent.unwrap_or_default();
        if !self.terminal {
            note(&format!("{percent}{words}"));
            return;
        }
        let bar = part.map(bar).unwrap_or_default();
        // Erases what the line before had more.
        let line = format!("\r{bar}{percent}{words}\u{1b}[K");
        let mut error = io::stderr().lock();
        let _ = error
            .write_all(line.as_bytes())
            .and_then(|()| error.flush());
        self.drawn = true;
    }

    /// Takes the bar away, before anything else is told.
    pub(crate) fn clear(&mut self) {
        if std::mem::take(&mut self.drawn) {
            let mut error = io::stderr().lock();
            let _ = error.write_all(b"\r\x1b[K").and_then(|()| error.flush());
        }
    }
}

/// How much is done, from 0 to 1, in thousandths; for [`Progress::show`].
pub(crate) fn part(done: u64, total: u64) -> Option<f64> {
    let thousandths = u128::from(done) * 1_000 / u128::from(total.max(1));
    let thousandths = u32::try_from(thousandths).ok()?;
    Some(f64::from(thousandths) / 1_000.0)
}

fn bar(part: f64) -> String {
    let full = (0..CELLS).filter(|cell| f64::from(*cell) < part * f64::from(CELLS));
    let full = full.count();
    let rest = usize::try_from(CELLS).unwrap_or(full).saturating_sub(full);
    format!("[{}{}] ", "#".repeat(full), ".".repeat(rest))
}
