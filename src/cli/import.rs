//! `scalix import`.

mod rejects;
mod source;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use scalix::admin::{self, Call, FinishImport, ImportPlace, StartImport, StepTaken, TakeStep};
use scalix::error::{Error, Result};
use scalix::settings::Settings;
use scalix::text;
use scalix::text::Text;
use scalix::usage::history::{Counts, Form, Mark, Step, Target};
use serde::de::DeserializeOwned;

use self::rejects::{Earlier, Rejects};
use self::source::{Batch, Opened, Source};
use super::reach::Reach;
use crate::console::{self, Progress, say, tell};

/// Some lines were not taken.
const SOME_REFUSED: u8 = 2;

#[derive(Args)]
pub(super) struct ImportArgs {
    /// The file, ending in .ndjson, .jsonl, .csv or .tsv and perhaps .gz or .zst; - reads standard input
    file: PathBuf,
    /// The project: its id (prj_...), its name, or team/project
    #[arg(long)]
    project: String,
    /// How the events are written, when the name of the file does not tell
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// Count the events under this API key of the project (its id or name), as if it had sent them
    #[arg(long)]
    key: Option<String>,
    /// The source of events that name none [default: the id of the key, or "import" without one]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    source: Option<String>,
    /// Write every line that is not taken into this file, as JSON with its number and the reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Check everything and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Read the file from its beginning even if an earlier run stopped in the middle
    #[arg(long)]
    from_start: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Written {
    /// An event a line, as JSON
    Ndjson,
    /// A row with the names of the fields, then a row an event
    Csv,
}

impl Written {
    fn form(self) -> Form {
        match self {
            Self::Ndjson => Form::Lines,
            Self::Csv => Form::Table,
        }
    }
}

/// One run of the command.
struct Import<'a> {
    reach: &'a mut Reach,
    target: Target,
    dry_run: bool,
    /// Whether what is imported can be read again.
    lasts: bool,
    /// Where the import stands.
    at: Mark,
    /// What became of everything up to there, in earlier runs as well.
    counts: Counts,
    rejects: Rejects,
    progress: Progress,
    interrupted: Arc<AtomicBool>,
}

/// Imports a file; the exit code tells whether all of it was taken.
pub(super) async fn run(settings: &Settings, args: ImportArgs) -> Result<ExitCode> {
    let source = Source::new(&args.file, args.format.map(Written::form))?;
    // A table with unknown columns is refused before anything else happens.
    let opened = source.open()?;
    let mut reach = Reach::open(settings).await?;
    let result = import(&mut reach, &source, opened, args, &settings.data_dir).await;
    reach.close();
    result
}

async fn import(
    reach: &mut Reach,
    source: &Source,
    opened: Opened,
    args: ImportArgs,
    data_dir: &Path,
) -> Result<ExitCode> {
    let mut target = Target {
        project: args.project,
        key: args.key,
        source: args.source,
        file: source.name.clone(),
    };
    let place: ImportPlace = answer(reach, Call::FindImport(target.clone())).await?;
    // Names can be changed while this runs.
    target.project.clone_from(&place.project);
    target.key.clone_from(&place.key);
    let goes_on = opened.can_be_read_again() && !args.from_start && !args.dry_run;
    let (opened, from) = match place.mark.filter(|mark| goes_on && mark.bytes > 0) {
        Some(mark) => go_on(source, opened, mark)?,
        None => (opened, None),
    };
    let earlier = from.as_ref().map(|_| Earlier {
        refused: place.refused,
        count: place.counts.rejected,
    });
    let rejects = Rejects::open(args.rejects.as_deref(), source, data_dir, earlier)?;
    if !args.dry_run {
        let start = StartImport {
            target: target.clone(),
            from: from.clone(),
        };
        let () = answer(reach, Call::StartImport(start)).await?;
    }
    let import = Import {
        reach,
        target,
        dry_run: args.dry_run,
        lasts: opened.can_be_read_again(),
        counts: if from.is_some() {
            place.counts
        } else {
            Counts::default()
        },
        at: from.unwrap_or_default(),
        rejects,
        progress: Progress::default(),
        interrupted: console::interrupts(),
    };
    let counts = import.all(opened).await?;
    sum_up(source, &place.project_name, counts, args.dry_run);
    Ok(if counts.rejected == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(SOME_REFUSED)
    })
}

/// Goes to where an earlier run stopped, if the file still begins as it did.
fn go_on(source: &Source, mut opened: Opened, mark: Mark) -> Result<(Opened, Option<Mark>)> {
    if opened.reading.go_on_from(&mark)? {
        console::note(&say(&text!("import-goes-on", line = mark.lines + 1)));
        return Ok((opened, Some(mark)));
    }
    console::note(&say(&text!("import-changed", file = &source.name)));
    Ok((source.open()?, None))
}

/// Has a part of the import done and reads the answer.
async fn answer<T: DeserializeOwned>(reach: &mut Reach, call: Call) -> Result<T> {
    let outcome = reach.ask(call).await?;
    if !outcome.done {
        let sentence = outcome.sentence;
        return Err(Error::Conflict(text!("cli-answer", sentence = sentence)));
    }
    serde_json::from_value(outcome.data).map_err(|error| Error::Internal(error.into()))
}

impl Import<'_> {
    /// Imports what is left of the file, and tells what became of all of it.
    async fn all(mut self, mut opened: Opened) -> Result<Counts> {
        loop {
            let batch = opened.batch();
            let end = match self.step(batch, &mut opened).await {
                Ok(None) => continue,
                Ok(Some(end)) => end,
                Err(error) => End::Stopped(error),
            };
            self.progress.clear();
            return match end {
                End::Reached => self.finish().await,
                End::Unreadable(error) => Err(self.stopped(&error, true)),
                End::Stopped(error) => Err(self.stopped(&error, false)),
            };
        }
    }

    /// Takes one step; what ends the import, if anything does.
    async fn step(&mut self, batch: Batch, opened: &mut Opened) -> Result<Option<End>> {
        let ended = match batch.failed {
            Some(error) => Some(End::Unreadable(error)),
            None if batch.lines.is_empty() && batch.broken.is_empty() => Some(End::Reached),
            None => None,
        };
        if !batch.lines.is_empty() || !batch.broken.is_empty() {
            let to = opened.reading.mark();
            let call = Call::TakeStep(TakeStep {
                target: self.target.clone(),
                step: Step {
                    from: self.at.bytes,
                    to: to.clone(),
                    events: batch.events,
                    lines: batch.lines,
                    broken: batch.broken,
                },
                dry_run: self.dry_run,
            });
            let taken: StepTaken = answer(self.reach, call).await?;
            self.at = to;
            self.counts.add(taken.counts);
            self.progress.clear();
            self.rejects.add(&taken.refused)?;
        }
        let (lines, refused) = (self.at.lines, self.counts.rejected);
        let words = say(&text!("import-progress", lines = lines, refused = refused));
        self.progress.show(opened.part(), &words);
        if ended.is_none() && self.interrupted.load(Ordering::Relaxed) {
            let interrupted = text!("import-interrupted");
            return Err(Error::Conflict(interrupted));
        }
        Ok(ended)
    }

    async fn finish(self) -> Result<Counts> {
        if self.dry_run {
            return Ok(self.counts);
        }
        let finish = FinishImport {
            target: self.target,
            at: self.at,
        };
        answer(self.reach, Call::FinishImport(finish)).await
    }

    /// What is told when it ended in the middle.
    fn stopped(&self, error: &Error, unreadable: bool) -> Error {
        let sentence = match (self.dry_run, self.lasts) {
            (true, _) => text!("import-check-stopped"),
            (false, false) => text!("import-stopped-stream"),
            (false, true) if unreadable => text!("import-stopped-unreadable"),
            (false, true) => text!("import-stopped"),
        };
        let reason = say(&admin::reason(error));
        Error::Conflict(sentence.with("reason", reason).with("lines", self.at.lines))
    }
}

/// Why an import goes no further.
enum End {
    /// The file is in.
    Reached,
    /// The rest cannot be read.
    Unreadable(Error),
    /// The rest could not be taken, or was not to be.
    Stopped(Error),
}

fn sum_up(source: &Source, project: &str, counts: Counts, dry_run: bool) {
    let numbers = |sentence: Text| {
        sentence
            .with("file", source.name.as_str())
            .with("project", project)
            .with("accepted", counts.accepted)
            .with("duplicates", counts.duplicates)
            .with("refused", counts.rejected)
    };
    tell(&say(&numbers(if dry_run {
        text!("import-would")
    } else {
        text!("import-done")
    })));
    if counts.unpriced > 0 {
        tell(&say(&text!("import-unpriced", count = counts.unpriced)));
    }
    if counts.undated > 0 {
        tell(&say(&text!("import-undated", count = counts.undated)));
    }
}
