//! argon2id with memory that is used again.
//!
//! A hash fills 19 MiB. Given back after each one, they stay with the allocator, once for every
//! thread that ever hashed; so there are as many as are used at once, and no more.

use argon2::password_hash::phc::{Output, PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use parking_lot::Mutex;
use subtle::ConstantTimeEq as _;

use crate::error::{Error, Result};
use crate::secret::Random;

/// Memory that nobody is using at the moment.
#[derive(Default)]
pub(super) struct Memory(Mutex<Vec<Vec<Block>>>);

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(error.to_string())
}

impl Memory {
    /// Hashes a password as a PHC string.
    pub(super) fn hash(&self, password: &str, random: &Random) -> Result<String> {
        let mut salt = [0; 16];
        random.fill(&mut salt);
        let mut output = [0; 32];
        self.fill(&Argon2::default(), password, &salt, &mut output)?;
        phc(&salt, &output)
    }

    /// Whether the password is the one of a PHC string, with the parameters that stand in it.
    pub(super) fn verify(&self, password: &str, hashed: &str) -> Result<bool> {
        let hashed = Phc::new(hashed).map_err(failed)?;
        let (Some(salt), Some(expected)) = (&hashed.salt, &hashed.hash) else {
            return Ok(false);
        };
        let algorithm = Algorithm::try_from(hashed.algorithm.as_str()).map_err(failed)?;
        let version = hashed
            .version
            .map_or(Ok(Version::default()), Version::try_from);
        let params = Params::try_from(&hashed.params).map_err(failed)?;
        let argon = Argon2::new(algorithm, version.map_err(failed)?, params);
        let mut output = vec![0; expected.as_bytes().len()];
        self.fill(&argon, password, salt.as_ref(), &mut output)?;
        Ok(output.ct_eq(expected.as_bytes()).into())
    }

    fn fill(&self, argon: &Argon2<'_>, password: &str, salt: &[u8], out: &mut [u8]) -> Result<()> {
        let mut blocks = self.0.lock().pop().unwrap_or_default();
        let needed = argon.params().block_count();
        if blocks.len() < needed {
            blocks = vec![Block::new(); needed];
        }
        let filled =
            argon.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut blocks);
        // What was derived from the password is overwritten by the next one, or with the process.
        self.0.lock().push(blocks);
        filled.map_err(failed)
    }
}

/// What no password hashes to, but for a chance of 2^-256: random bytes in the form of a hash. To
/// hash a random password instead would take as long as a sign-in, at every start.
pub(super) fn decoy(random: &Random) -> Result<String> {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    phc(&salt, &random.bytes32())
}

fn phc(salt: &[u8], output: &[u8]) -> Result<String> {
    let phc = Phc {
        algorithm: Algorithm::default().ident(),
        version: Some(Version::default().into()),
        params: (&Params::default()).try_into().map_err(failed)?,
        salt: Some(Salt::new(salt).map_err(failed)?),
        hash: Some(Output::new(output).map_err(failed)?),
    };
    Ok(phc.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    #[test]
    fn hashes_are_those_of_the_library_and_memory_is_used_again() {
        let (memory, random) = (Memory::default(), Random::seeded(7));
        let hashed = memory.hash("correct horse", &random).unwrap();
        assert!(
            hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hashed}"
        );
        let library = Argon2::default();
        assert!(
            library
                .verify_password(b"correct horse", hashed.as_str())
                .is_ok()
        );
        assert!(memory.verify("correct horse", &hashed).unwrap());
        assert!(!memory.verify("correct house", &hashed).unwrap());
        let theirs = library
            .hash_password_with_salt(b"battery", &[3; 16])
            .unwrap();
        assert!(memory.verify("battery", &theirs.to_string()).unwrap());
        assert!(!memory.verify("battery", &decoy(&random).unwrap()).unwrap());
        assert_eq!(memory.0.lock().len(), 1);
    }

    #[test]
    fn parameters_stand_in_the_hash() {
        let params = Params::new(64, 3, 1, Some(24)).unwrap();
        let other = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hashed = other.hash_password_with_salt(b"old", &[5; 16]).unwrap();
        let memory = Memory::default();
        assert!(memory.verify("old", &hashed.to_string()).unwrap());
        assert!(memory.verify("old", "nonsense").is_err());
    }
}
