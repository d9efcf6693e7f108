//! Compressed bodies, unpacked no further than a body may be long.
//!
//! A few bytes can claim or hold terabytes, so nothing is believed and nothing is made room for
//! beforehand: each decoder is asked for one byte more than is taken, and stops there. What it
//! needs itself is bounded too: 32 KiB for gzip by its format, [`MOST_WINDOW`] for zstd by us.

use std::io::Read;

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, FrameHeaderError, ReadFrameHeaderError};
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::body::{MOST_BYTES, too_large};
use crate::error::{Error, Result};
use crate::text;

/// How far back a zstd frame may look: what the format recommends that every decoder can do.
pub(in crate::usage) const MOST_WINDOW: u64 = 8 * 1024 * 1024;

/// The most gzip members or zstd frames in one body: enough for one an event. Each one makes the
/// decoder start anew, even when nothing is in it.
const MOST_PARTS: usize = 1_024;

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 1952, of one or more members.
    Gzip,
    /// RFC 8878, of one or more frames.
    Zstd,
}

impl Encoding {
    /// The encoding of this name in HTTP.
    pub fn named(name: &str) -> Option<Self> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("gzip") || is("x-gzip") {
            Some(Self::Gzip)
        } else if is("zstd") {
            Some(Self::Zstd)
        } else {
            None
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// Unpacks a body, checksums included. Takes up to some tens of milliseconds: not for a thread
    /// that others wait for.
    ///
    /// # Errors
    /// `Malformed` when it is not of this encoding or is cut off, `TooLarge` when it holds, or says
    /// that it holds, more than [`MOST_BYTES`].
    pub fn unpack(self, packed: &[u8]) -> Result<Vec<u8>> {
        let mut unpacked = Unpacked {
            encoding: self,
            bytes: Vec::new(),
        };
        match self {
            Self::Gzip => unpacked.gzip(packed)?,
            Self::Zstd => unpacked.zstd(packed)?,
        }
        Ok(unpacked.bytes)
    }

    /// A body that cannot be unpacked.
    pub fn broken(self) -> Error {
        Error::Malformed(text!("usage-body-broken", encoding = self.name()))
    }
}

struct Unpacked {
    encoding: Encoding,
    bytes: Vec<u8>,
}

impl Unpacked {
    /// Reads a part to its end, checksum included, unless there is not room for it.
    fn append(&mut self, part: impl Read) -> Result<()> {
        let room = (MOST_BYTES + 1).saturating_sub(self.bytes.len());
        let mut part = part.take(u64::try_from(room).unwrap_or(0));
        let read = part.read_to_end(&mut self.bytes);
        if self.bytes.len() > MOST_BYTES {
            return Err(too_large());
        }
        read.map_err(|_| self.encoding.broken())?;
        Ok(())
    }

    fn gzip(&mut self, mut packed: &[u8]) -> Result<()> {
        for _ in 0..MOST_PARTS {
            let mut member = GzDecoder::new(packed);
            self.append(&mut member)?;
            packed = member.into_inner();
            if packed.is_empty() {
                return Ok(());
            }
        }
        Err(self.encoding.broken())
    }

    fn zstd(&mut self, mut packed: &[u8]) -> Result<()> {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MOST_WINDOW);
        for _ in 0..MOST_PARTS {
            match StreamingDecoder::new_with_decoder(&mut packed, &mut decoder) {
                Ok(frame) => self.frame(frame)?,
                Err(error) => packed = self.skip(&error, packed)?,
            }
            if packed.is_empty() {
                return Ok(());
            }
        }
        Err(self.encoding.broken())
    }

    fn frame(&mut self, mut frame: StreamingDecoder<&mut &[u8], &mut FrameDecoder>) -> Result<()> {
        if frame.decoder.content_size() > MOST_BYTES as u64 {
            return Err(too_large());
        }
        self.append(&mut frame)?;
        // The decoder leaves it to its caller to compare the two.
        let told = frame.decoder.get_checksum_from_data();
        if told.is_some() && told != frame.decoder.get_calculated_checksum() {
            return Err(self.encoding.broken());
        }
        Ok(())
    }

    /// What follows a frame that holds nothing for us; no other header that fails can be passed.
    fn skip<'a>(&self, error: &FrameDecoderError, rest: &'a [u8]) -> Result<&'a [u8]> {
        match error {
            FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            }) => {
                let rest = usize::try_from(*length)
                    .ok()
                    .and_then(|length| rest.get(length..));
                rest.ok_or_else(|| self.encoding.broken())
            }
            FrameDecoderError::WindowSizeTooBig { .. }
            | FrameDecoderError::FrameHeaderError(FrameHeaderError::WindowTooBig { .. }) => {
                Err(Error::TooLarge(text!(
                    "usage-body-window",
                    mebibytes = MOST_WINDOW / (1024 * 1024)
                )))
            }
            _ => Err(self.encoding.broken()),
        }
    }
}

#[cfg(test)]
mod tests;
