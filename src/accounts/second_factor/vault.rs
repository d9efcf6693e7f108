//! What the instance's key keeps: the secrets of second factors, encrypted, and the hashes of
//! recovery codes. The database alone opens neither.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use crate::data_dir::MasterKey;
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::secret::{Random, Secret, TokenHash, mac};

/// Bytes of the nonce: long enough to be chosen at random for every encryption.
const NONCE: usize = 24;

/// Encrypts, decrypts and hashes with keys of its own, derived from the instance's.
#[derive(Clone)]
pub struct Vault {
    sealing: Secret<[u8; 32]>,
    hashing: Secret<[u8; 32]>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// The vault of an instance.
    pub fn new(key: &MasterKey) -> Self {
        Self {
            sealing: key.derive("second-factors"),
            hashing: key.derive("recovery-codes"),
        }
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.sealing.reveal()).into())
    }

    /// The secret as it is stored: a nonce, then the encrypted text. It opens for this person
    /// only, so a row that was moved to another account is worth nothing there.
    pub(super) fn seal(
        &self,
        owner: &PublicId<UserId>,
        secret: &[u8],
        random: &Random,
    ) -> Result<Vec<u8>> {
        let mut nonce = [0_u8; NONCE];
        random.fill(&mut nonce);
        let payload = Payload {
            msg: secret,
            aad: owner.as_str().as_bytes(),
        };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::internal("a secret could not be encrypted"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The secret of a stored one; `None` when another key sealed it.
    pub(super) fn open(&self, owner: &PublicId<UserId>, sealed: &[u8]) -> Option<Secret<Vec<u8>>> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: text,
            aad: owner.as_str().as_bytes(),
        };
        let opened = self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()?;
        Some(Secret::new(opened))
    }

    /// What is stored of a recovery code.
    pub(super) fn hash(&self, owner: &PublicId<UserId>, code: &str) -> TokenHash {
        let message = format!("{}\0{code}", owner.as_str());
        TokenHash(mac(&self.hashing, &message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_with_its_own_key_for_its_own_person_only() {
        let random = Random::seeded(1);
        let vault = |seed| Vault::new(&MasterKey::generate(&Random::seeded(seed)));
        let (ada, grace) = (PublicId::generate(&random), PublicId::generate(&random));
        let sealed = vault(1)
            .seal(&ada, b"twenty bytes of secret", &random)
            .unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        let opened = vault(1).open(&ada, &sealed).unwrap();
        assert_eq!(opened.reveal(), b"twenty bytes of secret");
        assert!(vault(2).open(&ada, &sealed).is_none());
        assert!(vault(1).open(&grace, &sealed).is_none());
        for at in 0..sealed.len() {
            let mut spoilt = sealed.clone();
            spoilt[at] ^= 1;
            assert!(vault(1).open(&ada, &spoilt).is_none(), "{at}");
        }
        assert!(vault(1).open(&ada, &sealed[..10]).is_none());
        let again = vault(1)
            .seal(&ada, b"twenty bytes of secret", &random)
            .unwrap();
        assert_ne!(sealed, again, "a nonce of its own");
        let hash = |seed, owner, code| vault(seed).hash(owner, code);
        assert_eq!(hash(1, &ada, "x"), hash(1, &ada, "x"));
        assert_ne!(hash(1, &ada, "x"), hash(2, &ada, "x"));
        assert_ne!(hash(1, &ada, "x"), hash(1, &grace, "x"));
    }
}
