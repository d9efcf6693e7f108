//! The file that is imported, in steps.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use scalix::error::{Error, Result};
use scalix::text;
use scalix::usage::history::{
    FileKind, Form, Packing, Reading, Reject, STEP_BYTES, STEP_EVENTS, unpacked,
};

/// Which file, and how it is written.
pub(super) struct Source {
    path: PathBuf,
    form: Form,
    packing: Packing,
    /// Its name, without the folder.
    pub(super) name: String,
}

/// A file that is being read.
pub(super) struct Opened {
    pub(super) reading: Reading<Box<dyn Read + Send>>,
    read: Arc<AtomicU64>,
    /// Of a regular file; anything else passes once.
    size: Option<u64>,
}

/// Lines for one step.
#[derive(Default)]
pub(super) struct Batch {
    /// The number of the line of every event.
    pub(super) lines: Vec<u64>,
    /// The events.
    pub(super) events: Vec<String>,
    /// Lines of which no event could be made.
    pub(super) broken: Vec<Reject>,
    /// Why there can be no further step.
    pub(super) failed: Option<Error>,
}

impl Source {
    /// Looks at the name.
    ///
    /// # Errors
    /// `Malformed` when neither it nor the option tells how events are written.
    pub(super) fn new(path: &Path, form: Option<Form>) -> Result<Self> {
        let kind = FileKind::of(path);
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self {
            path: path.to_owned(),
            form: form
                .or(kind.form)
                .ok_or_else(|| Error::Malformed(text!("import-format")))?,
            packing: kind.packing,
            name: name.to_string_lossy().into_owned(),
        })
    }

    fn is_standard_input(&self) -> bool {
        self.path == Path::new("-")
    }

    /// Whether it is the same file as another, by whatever names the two are called. Devices, such
    /// as a terminal, are read and written at once.
    pub(super) fn is(&self, other: &Path) -> bool {
        let own = if self.is_standard_input() {
            Path::new("/dev/stdin")
        } else {
            &self.path
        };
        let place = |path: &Path| {
            let known = path.metadata().ok()?;
            let device = known.file_type().is_char_device();
            (!device).then(|| (known.dev(), known.ino()))
        };
        let own = place(own);
        own.is_some() && own == place(other)
    }

    /// Opens it and reads its beginning.
    pub(super) fn open(&self) -> Result<Opened> {
        let unreadable = |error: io::Error| {
            let (file, reason) = (self.path.display().to_string(), error.to_string());
            Error::NotFound(text!("cli-file", file = file, reason = reason))
        };
        let (content, read, size) = if self.is_standard_input() {
            let (content, read) = unpacked(io::stdin(), self.packing);
            (content, read, None)
        } else {
            let file = File::open(&self.path).map_err(unreadable)?;
            let known = file.metadata().map_err(unreadable)?;
            if known.is_dir() {
                return Err(unreadable(io::ErrorKind::IsADirectory.into()));
            }
            let (content, read) = unpacked(file, self.packing);
            (content, read, known.is_file().then_some(known.len()))
        };
        Ok(Opened {
            reading: Reading::open(content, self.form)?,
            read,
            size,
        })
    }
}

impl Opened {
    /// Whether its beginning can be read again. What a pipe has given is gone, also when it has a
    /// name like a file.
    pub(super) fn can_be_read_again(&self) -> bool {
        self.size.is_some()
    }

    /// How much of the file was read, 0 to 1.
    pub(super) fn part(&self) -> Option<f64> {
        let size = self.size.filter(|size| *size > 0)?;
        let permille = self.read.load(Ordering::Relaxed).saturating_mul(1_000) / size;
        Some(f64::from(u32::try_from(permille.min(1_000)).unwrap_or(1_000)) / 1_000.0)
    }

    /// The next step; an empty one at the end.
    pub(super) fn batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        let mut bytes = 0;
        while bytes < STEP_BYTES && batch.events.len() + batch.broken.len() < STEP_EVENTS {
            let line = match self.reading.line() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    batch.failed = Some(error);
                    break;
                }
            };
            match line.event {
                Ok(event) => {
                    bytes += event.len();
                    batch.lines.push(line.number);
                    batch.events.push(event);
                }
                Err(why) => batch.broken.push(Reject::new(line.number, line.id, why)),
            }
        }
        batch
    }
}
