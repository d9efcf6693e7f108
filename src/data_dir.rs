//! The data folder: made on the first run, locked by the one server that uses it, with the
//! instance's key in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::secret::{self, Random, Secret};
use crate::text;

/// A folder that this process has for itself until the value is dropped.
#[derive(Debug)]
pub struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the folder if it is not there and locks it.
    ///
    /// # Errors
    /// `Conflict` when another Scalix holds it; `Unavailable` when it cannot be made or written.
    pub fn open(path: &Path) -> Result<Self> {
        create_private_folder(path).map_err(|error| unusable(path, &error))?;
        let lock = path.join("scalix.lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .map_err(|error| unusable(path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(Error::Conflict(text!(
                "cli-data-folder-taken",
                folder = path.display().to_string(),
            ))),
            Err(TryLockError::Error(error)) => Err(unusable(path, &error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The instance's key: 32 bytes from `configured` (64 hexadecimal digits) or from
    /// `scalix.key`, which the first run makes for its owner alone.
    ///
    /// # Errors
    /// When the key is not one; a wrong key is never replaced.
    pub fn key(&self, configured: Option<&Secret<String>>, random: &Random) -> Result<MasterKey> {
        if let Some(configured) = configured {
            let key = from_hex(configured.reveal().trim());
            return key.ok_or_else(|| Error::Conflict(text!("cli-master-key")));
        }
        let path = self.path.join("scalix.key");
        match fs::read_to_string(&path) {
            Ok(text) => from_hex(text.trim()).ok_or_else(|| {
                Error::Conflict(text!("cli-key-file", file = path.display().to_string()))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = random.bytes32();
                write_private(&path, &to_hex(&key)).map_err(|error| unusable(&path, &error))?;
                Ok(MasterKey(Secret::new(key)))
            }
            Err(error) => Err(unusable(&path, &error)),
        }
    }
}

/// The one secret beside the database: links are signed and second factors encrypted with it.
#[derive(Clone, Debug)]
pub struct MasterKey(Secret<[u8; 32]>);

impl MasterKey {
    /// A new key.
    pub fn generate(random: &Random) -> Self {
        Self(Secret::new(random.bytes32()))
    }

    /// The bytes, for a message authentication code.
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.reveal()
    }

    /// A key for one purpose: HMAC-SHA-256 of its name, so that no two purposes share one.
    pub fn derive(&self, purpose: &str) -> Secret<[u8; 32]> {
        Secret::new(secret::mac(&self.0, purpose))
    }
}

/// A folder of its own that is removed, with everything in it, when the value is dropped.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// Makes one inside `parent`, for its owner alone.
    ///
    /// # Errors
    /// `Conflict` when it cannot be made.
    pub fn create(parent: &Path, random: &Random) -> Result<Self> {
        let path = parent.join(format!("scalix-{}", random.base62(12)));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        // Fails when it is there: somebody else may have put it there.
        builder
            .create(&path)
            .map_err(|error| unusable(&path, &error))?;
        Ok(Self { path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, folder = %self.path.display(), "a temporary folder is left behind");
        }
    }
}

/// Whether nothing is at this path, or an empty folder.
pub fn is_free(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Looks that there is a database, for what must not begin a new one because a folder was misspelt
/// or a file was emptied.
///
/// # Errors
/// `NotFound` when there is none.
pub fn expect_database(path: &Path) -> Result<()> {
    let file = path.display().to_string();
    match path.metadata() {
        Ok(known) if known.is_file() && known.len() > 0 => Ok(()),
        Ok(known) if known.is_file() => {
            Err(Error::NotFound(text!("doctor-empty-file", file = file)))
        }
        _ => Err(Error::NotFound(text!("doctor-no-file", file = file))),
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Error {
    Error::Conflict(text!(
        "cli-data-folder-unusable",
        folder = path.display().to_string(),
        reason = error.to_string(),
    ))
}

fn create_private_folder(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        warn_if_open(path)?;
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A folder that somebody else made keeps its mode: a container may need it.
fn warn_if_open(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path)?.permissions());
        if mode & 0o077 != 0 {
            tracing::warn!(folder = %path.display(), "others may enter the data folder; chmod 700 it");
        }
    }
    Ok(())
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn to_hex(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn from_hex(text: &str) -> Option<MasterKey> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(MasterKey(Secret::new(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_folder_is_private_and_goes_with_its_value() {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::create(parent.path(), &Random::System).unwrap();
        let path = scratch.path().to_owned();
        assert!(is_free(&path));
        fs::create_dir(path.join("deep")).unwrap();
        fs::write(path.join("deep/file"), "x").unwrap();
        assert!(!is_free(&path));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
        drop(scratch);
        assert!(is_free(&path) && !path.exists());
        fs::write(&path, "a file").unwrap();
        assert!(!is_free(&path));
    }

    #[test]
    fn a_folder_is_private_and_has_one_user_and_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/data");
        let first = DataDir::open(&path).unwrap();
        assert!(matches!(DataDir::open(&path), Err(Error::Conflict(_))));
        let key = first.key(None, &Random::seeded(1)).unwrap();
        let again = first.key(None, &Random::seeded(2)).unwrap();
        assert_eq!(key.bytes(), again.bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(
                (mode(&path), mode(&path.join("scalix.key"))),
                (0o700, 0o600)
            );
        }
        assert_eq!(key.derive("links").reveal(), again.derive("links").reveal());
        assert_ne!(key.derive("links").reveal(), key.derive("codes").reveal());
        drop(first);
        let second = DataDir::open(&path).unwrap();
        fs::write(path.join("scalix.key"), "spoilt").unwrap();
        assert!(second.key(None, &Random::seeded(1)).is_err());
        let configured = Secret::new("ab".repeat(32));
        assert_eq!(
            second
                .key(Some(&configured), &Random::seeded(1))
                .unwrap()
                .bytes(),
            &[0xab; 32]
        );
        let wrong = Secret::new("é".repeat(32));
        assert!(second.key(Some(&wrong), &Random::seeded(1)).is_err());
    }
}
