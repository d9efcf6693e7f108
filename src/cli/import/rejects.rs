//! Lines that were not taken: the first on the screen, all of them in a file.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use scalix::admin::RefusedEvent;
use scalix::error::{Error, Result};
use scalix::text;
use scalix::usage::event::Rejection;
use serde::Serialize;

use super::source::Source;
use crate::console::{self, say};

/// How many are told on the screen.
const SHOWN: u64 = 20;

pub(super) struct Rejects {
    file: Option<(String, BufWriter<File>)>,
    told: u64,
}

/// A line of the file.
#[derive(Serialize)]
struct Reject {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    message: String,
}

impl Rejects {
    /// Opens the file, at its end when an import goes on.
    ///
    /// # Errors
    /// `Conflict` when it cannot be written, or is the very file that is imported.
    pub(super) fn new(path: Option<&Path>, source: &Source, goes_on: bool) -> Result<Self> {
        let file = match path {
            None => None,
            Some(path) if source.is(path) => {
                return Err(Error::Conflict(text!("import-rejects-same")));
            }
            Some(path) => {
                let name = path.display().to_string();
                let mut options = OpenOptions::new();
                options.create(true).append(goes_on).truncate(!goes_on);
                let file = options.write(true).open(path);
                let file = file.map_err(|error| unwritable(&name, &error))?;
                Some((name, BufWriter::new(file)))
            }
        };
        Ok(Self { file, told: 0 })
    }

    /// Tells about the lines of a step, in their order.
    ///
    /// # Errors
    /// `Conflict` when the file cannot be written.
    pub(super) fn add(
        &mut self,
        lines: &[u64],
        refused: Vec<RefusedEvent>,
        broken: Vec<(u64, Rejection)>,
    ) -> Result<()> {
        let refused = refused.into_iter().map(|event| Reject {
            line: lines.get(event.index).copied().unwrap_or_default(),
            id: event.id,
            code: event.code,
            field: event.field,
            message: event.message,
        });
        let broken = broken.into_iter().map(|(line, why)| Reject {
            line,
            id: None,
            code: why.code.to_owned(),
            field: why.field,
            message: say(&why.message),
        });
        let mut rejects: Vec<Reject> = refused.chain(broken).collect();
        rejects.sort_by_key(|reject| reject.line);
        for reject in &rejects {
            self.tell(reject);
            self.write(reject)?;
        }
        self.close()
    }

    fn tell(&mut self, reject: &Reject) {
        self.told += 1;
        if self.told > SHOWN + 1 {
            return;
        }
        if self.told == SHOWN + 1 {
            console::note(&say(&if self.file.is_some() {
                text!("import-more-in-file")
            } else {
                text!("import-more")
            }));
            return;
        }
        let (line, reason) = (reject.line, reject.message.as_str());
        console::note(&say(&match &reject.field {
            Some(field) => text!(
                "import-line-field",
                line = line,
                field = field,
                reason = reason
            ),
            None => text!("import-line", line = line, reason = reason),
        }));
    }

    fn write(&mut self, reject: &Reject) -> Result<()> {
        let Some((name, file)) = &mut self.file else {
            return Ok(());
        };
        let written = serde_json::to_writer(&mut *file, reject)
            .map_err(Into::into)
            .and_then(|()| file.write_all(b"\n"));
        written.map_err(|error| unwritable(name, &error))
    }

    /// Writes what is held back.
    ///
    /// # Errors
    /// `Conflict` when the file cannot be written.
    pub(super) fn close(&mut self) -> Result<()> {
        match &mut self.file {
            Some((name, file)) => file.flush().map_err(|error| unwritable(name, &error)),
            None => Ok(()),
        }
    }
}

fn unwritable(file: &str, error: &std::io::Error) -> Error {
    let reason = error.to_string();
    Error::Conflict(text!("import-rejects-file", file = file, reason = reason))
}
