//! Lines that were not taken: the first on the screen, all of them in a file.

use std::fs::{File, OpenOptions};
use std::io::{
    self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _,
};
use std::path::Path;

use scalix::error::{Error, Result};
use scalix::text;
use scalix::usage::history::Reject;

use super::source::Source;
use crate::console::{self, say};

/// How many are told on the screen.
const SHOWN: u64 = 20;

/// More than a line of ours has, in bytes.
const FIRST_LINE: u64 = 64 * 1024;

pub(super) struct Rejects {
    file: Option<Listing>,
    told: u64,
}

/// What earlier runs did not take of a file that is gone on with.
pub(super) struct Earlier {
    /// What of their last step they did not.
    pub(super) refused: Vec<Reject>,
    /// How many lines in all.
    pub(super) count: u64,
}

impl Rejects {
    /// Opens the file, at its end when an import goes on. A run that was cut off may have written
    /// half a line or none of its last step: what is missing is added.
    ///
    /// # Errors
    /// `Conflict` when it cannot be written, is the very file that is imported, lies in the data
    /// folder, or has anything else in it than such a list.
    pub(super) fn open(
        path: Option<&Path>,
        source: &Source,
        data_dir: &Path,
        earlier: Option<Earlier>,
    ) -> Result<Self> {
        let file = match path {
            None => None,
            Some(path) if source.is(path) => {
                return Err(Error::Conflict(text!("import-rejects-same")));
            }
            Some(path) if is_inside(path, data_dir) => {
                return Err(Error::Conflict(text!("import-rejects-data")));
            }
            Some(path) => Some(Listing::open(path, earlier)?),
        };
        Ok(Self { file, told: 0 })
    }

    /// Tells about the lines of a step that were not taken, in their order.
    ///
    /// # Errors
    /// `Conflict` when the file cannot be written.
    pub(super) fn add(&mut self, rejects: &[Reject]) -> Result<()> {
        for reject in rejects {
            self.tell(reject);
        }
        match &mut self.file {
            Some(file) => file.add(rejects),
            None => Ok(()),
        }
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
}

/// The file with all of them.
struct Listing {
    name: String,
    file: BufWriter<File>,
    /// Whether it lies on a disk, and is no pipe or terminal.
    regular: bool,
}

impl Listing {
    fn open(path: &Path, earlier: Option<Earlier>) -> Result<Self> {
        let name = path.display().to_string();
        let regular = path.metadata().map_or(true, |known| known.is_file());
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = options.read(regular).open(path);
        let file = file.map_err(|error| unwritable(&name, &error))?;
        if regular && !is_ours(&file).map_err(|error| unwritable(&name, &error))? {
            let sentence = text!("import-rejects-other", file = name);
            return Err(Error::Conflict(sentence));
        }
        let mut listing = Self {
            name,
            file: BufWriter::new(file),
            regular,
        };
        match earlier {
            Some(earlier) => listing.go_on(earlier)?,
            None if regular => {
                let cut = listing.file.get_ref().set_len(0);
                let cut = cut.and_then(|()| listing.file.rewind());
                cut.map_err(|error| unwritable(&listing.name, &error))?;
            }
            None => {}
        }
        Ok(listing)
    }

    /// Goes to the end of what an earlier run wrote and adds what it could not.
    fn go_on(&mut self, earlier: Earlier) -> Result<()> {
        let (mut missing, mut there) = (earlier.refused, 0);
        if self.regular {
            let read = self.read(&mut missing);
            there = read.map_err(|error| unwritable(&self.name, &error))?;
        }
        there += missing.len() as u64;
        self.add(&missing)?;
        if there < earlier.count {
            let (file, count) = (self.name.as_str(), earlier.count - there);
            let sentence = text!("import-rejects-earlier", file = file, count = count);
            console::note(&say(&sentence));
        }
        Ok(())
    }

    /// Reads what is there, cuts half a line off and strikes out of `missing` what it finds; gives
    /// how many lines there are.
    fn read(&mut self, missing: &mut Vec<Reject>) -> io::Result<u64> {
        self.file.seek(SeekFrom::Start(0))?;
        let (mut whole, mut there) = (0, 0);
        let mut line = Vec::new();
        let mut reader = BufReader::new(self.file.get_ref());
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                break;
            }
            whole += length as u64;
            there += 1;
            if !missing.is_empty()
                && let Ok(found) = serde_json::from_slice::<Reject>(&line)
            {
                missing.retain(|reject| *reject != found);
            }
        }
        self.file.get_ref().set_len(whole)?;
        self.file.seek(SeekFrom::Start(whole))?;
        Ok(there)
    }

    /// Writes lines so that they are on the disk when this returns: the next step says that they
    /// need not be kept elsewhere any longer.
    fn add(&mut self, rejects: &[Reject]) -> Result<()> {
        if rejects.is_empty() {
            return Ok(());
        }
        let written = rejects.iter().try_for_each(|reject| {
            serde_json::to_writer(&mut self.file, reject)?;
            self.file.write_all(b"\n")
        });
        let written = written.and_then(|()| self.file.flush());
        let written = written.and_then(|()| {
            if self.regular {
                self.file.get_ref().sync_data()
            } else {
                Ok(())
            }
        });
        written.map_err(|error| unwritable(&self.name, &error))
    }
}

/// Whether a file lies in a folder, or would if it were made.
fn is_inside(file: &Path, folder: &Path) -> bool {
    let parent = file.parent().filter(|path| !path.as_os_str().is_empty());
    let parent = || parent.unwrap_or(Path::new(".")).canonicalize();
    let place = file.canonicalize().or_else(|_| parent());
    let folder = folder.canonicalize();
    place.is_ok_and(|place| folder.is_ok_and(|folder| place.starts_with(folder)))
}

/// How every line begins.
const BEGINNING: &[u8] = b"{\"line\":";

/// Whether nothing is in a file, or a list of ours, of which the first line may be cut off.
fn is_ours(file: &File) -> io::Result<bool> {
    let mut line = Vec::new();
    BufReader::new(file)
        .take(FIRST_LINE)
        .read_until(b'\n', &mut line)?;
    Ok(if line.ends_with(b"\n") {
        serde_json::from_slice::<Reject>(&line).is_ok()
    } else {
        line.starts_with(BEGINNING) || BEGINNING.starts_with(&line)
    })
}

fn unwritable(file: &str, error: &io::Error) -> Error {
    let reason = error.to_string();
    Error::Conflict(text!("import-rejects-file", file = file, reason = reason))
}
