//! `scalix doctor`.

use std::path::PathBuf;

use scalix::doctor::{self, Finding, Told};
use scalix::error::{Error, Result};
use scalix::settings::Settings;
use scalix::text;

use crate::console::{Progress, part, say, tell};

/// Looks the database over and tells what it finds, line by line.
pub(super) async fn examine(settings: &Settings, usage: bool) -> Result<()> {
    let path: PathBuf = settings.database();
    let looked = tokio::task::spawn_blocking(move || {
        let mut progress = Progress::default();
        doctor::examine(&path, usage, &mut |told| match told {
            Told::Progress { what, done, total } => {
                progress.show(part(done, total), &say(&what));
            }
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
