//! `scalix doctor`.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use scalix::doctor::{self, Finding, Told};
use scalix::error::{Error, Result};
use scalix::settings::Settings;
use scalix::text;
use scalix::text::Text;

use crate::console::{say, tell};

/// Looks the database over and tells what it finds, line by line.
pub(super) async fn examine(settings: &Settings, usage: bool) -> Result<()> {
    let path: PathBuf = settings.database();
    let looked = tokio::task::spawn_blocking(move || {
        let mut progress = Progress::default();
        doctor::examine(&path, usage, &mut |told| match told {
            Told::Progress { what, done, total } => progress.show(&what, done, total),
            Told::Found(finding) => {
                progress.clear();
                tell_finding(&finding);
            }
        })
    });
    let sound = looked
        .await
        .map_err(|error| Error::Internal(error.into()))??;
    if sound {
        Ok(())
    } else {
        Err(Error::Conflict(text!("doctor-found-problems")))
    }
}

fn tell_finding(finding: &Finding) {
    let word = if finding.sound {
        text!("doctor-sound")
    } else {
        text!("doctor-wrong")
    };
    tell(&format!("{:<6} {}", say(&word), say(&finding.sentence)));
    for detail in &finding.details {
        let sentences: Vec<String> = detail.iter().map(say).collect();
        tell(&format!("       {}", sentences.join(" ")));
    }
}

/// One line that is written over and over, where a person looks on.
#[derive(Default)]
struct Progress {
    shown: Option<u64>,
}

impl Progress {
    fn show(&mut self, what: &Text, done: u64, total: u64) {
        let mut screen = std::io::stderr();
        let percent = 100 * done / total.max(1);
        if !screen.is_terminal() || self.shown == Some(percent) {
            return;
        }
        self.shown = Some(percent);
        let what = say(what);
        let line = say(&text!("doctor-progress", what = what, percent = percent));
        // Nobody to tell when this fails.
        let _ = write!(screen, "\r\x1b[K{line}");
        let _ = screen.flush();
    }

    fn clear(&mut self) {
        if self.shown.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
