//! Whether the log is as it was written, and where its chains end.

use std::fmt::Write as _;

use super::{Chain, digest, row_hash, store};
use crate::db::Conn;
use crate::error::Result;

/// The end of a chain. Who notes it elsewhere can later tell that nothing before it was changed
/// and that nothing was cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many rows the chain has; also the number of its last row.
    pub rows: i64,
    /// The hash of the last row, which holds those before it.
    pub hash: [u8; 32],
}

impl Head {
    /// Reads what [`Display`](std::fmt::Display) wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (rows, hash) = text.trim().split_once(':')?;
        let mut bytes = [0; 32];
        if hash.len() != 64 || !hash.is_ascii() {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hash.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        let rows = rows.parse().ok().filter(|rows| *rows > 0)?;
        Some(Self { rows, hash: bytes })
    }

    /// The hash in hexadecimal.
    pub fn hex(&self) -> String {
        self.hash.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// `rows:hash`, the hash in hexadecimal.
impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.rows, self.hex())
    }
}

/// Where a chain ends; `None` when nothing was recorded yet.
pub fn head(conn: &Conn, chain: Chain) -> Result<Option<Head>> {
    let last = store::last(conn, chain.number())?;
    Ok(last.map(|last| Head {
        rows: last.seq,
        hash: last.hash,
    }))
}

/// Where one of the chains ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The chain, 0 for the instance.
    pub chain: i64,
    /// The name of the team, if it is one and still there.
    pub team: Option<String>,
    /// The end.
    pub head: Head,
}

/// Where every chain ends.
pub fn ends(conn: &Conn) -> Result<Vec<End>> {
    store::ends(conn)
}

/// Whether some chain holds this row: false after what followed an earlier head was rewritten or
/// the end was cut off.
pub fn holds(conn: &Conn, head: &Head) -> Result<bool> {
    store::has_row(conn, head.rows, &head.hash)
}

/// What a look at every chain found.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written.
    Sound {
        /// How many rows there are.
        rows: u64,
    },
    /// A row was changed, removed or inserted.
    Broken {
        /// The chain, 0 for the instance.
        chain: i64,
        /// The number of the row in the chain.
        seq: i64,
    },
}

/// Recomputes every hash of every chain, in order. A chain whose end was cut off is sound in itself:
/// only a [`Head`] that was noted elsewhere tells that, by [`holds`].
pub fn verify(conn: &Conn) -> Result<Verdict> {
    let mut rows = 0;
    let mut previous = (0, 0, [0; 32]);
    let broken = store::walk(conn, |row, hash, details| {
        if row.chain != previous.0 {
            previous = (row.chain, 0, [0; 32]);
        }
        let personal_part_holds =
            details.is_none_or(|(salt, body)| digest(salt, body) == row.details_digest);
        let holds = row.seq == previous.1 + 1
            && row.previous_hash == previous.2
            && *hash == row_hash(row)
            && personal_part_holds;
        rows += 1;
        previous = (row.chain, row.seq, *hash);
        holds
    })?;
    Ok(match broken {
        None => Verdict::Sound { rows },
        Some((chain, seq)) => Verdict::Broken { chain, seq },
    })
}
