//! Files as they lie on the disk: how they are written, how they are packed, and their content as
//! a stream that needs no more memory for a longer file.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::usage::event::MOST_WINDOW;

/// How events are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An event a line, as JSON.
    Lines,
    /// CSV: a row with the names of fields, then a row an event. Commas, semicolons or tabs
    /// separate cells, as the first row tells.
    Table,
}

impl Form {
    /// Reads `ndjson` (or `jsonl`) and `csv` (or `tsv`).
    pub fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "ndjson" | "jsonl" => Some(Self::Lines),
            "csv" | "tsv" => Some(Self::Table),
            _ => None,
        }
    }
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// RFC 1952, of one or more members.
    Gzip,
    /// RFC 8878, of one or more frames.
    Zstd,
}

/// What the name of a file says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKind {
    /// How its events are written, unless the name does not tell.
    pub form: Option<Form>,
    /// How it is packed.
    pub packing: Packing,
}

impl FileKind {
    /// Reads the endings: `.ndjson`, `.jsonl`, `.csv` or `.tsv`, then perhaps `.gz` or `.zst`.
    pub fn of(path: &Path) -> Self {
        let ending = |path: &Path| {
            let ending = path.extension().unwrap_or_default();
            ending.to_string_lossy().to_ascii_lowercase()
        };
        let packing = match ending(path).as_str() {
            "gz" => Packing::Gzip,
            "zst" => Packing::Zstd,
            _ => Packing::Plain,
        };
        let inner = path.with_extension("");
        let named = if packing == Packing::Plain {
            path
        } else {
            &inner
        };
        Self {
            form: Form::parse(&ending(named)),
            packing,
        }
    }
}

/// The content of a file, and how many bytes of the file itself were read for it.
pub fn unpacked(
    input: impl Read + Send + 'static,
    packing: Packing,
) -> (Box<dyn Read + Send>, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    let counted = BufReader::new(Counted(input, count.clone()));
    let content: Box<dyn Read + Send> = match packing {
        Packing::Plain => Box::new(counted),
        Packing::Gzip => Box::new(Members::new(counted)),
        Packing::Zstd => Box::new(Frames::new(counted)),
    };
    (content, count)
}

struct Counted<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Gzip members one after the other, and zeros up to the end of a block of a tape, as `gzip` reads
/// them.
struct Members<R> {
    /// The member that is read; nothing after the last one.
    member: Option<GzDecoder<R>>,
    first: bool,
}

/// How every member begins.
const GZIP: u8 = 0x1f;

impl<R: BufRead> Members<R> {
    fn new(input: R) -> Self {
        Self {
            member: Some(GzDecoder::new(input)),
            first: true,
        }
    }

    /// Goes behind a member that has ended.
    fn leave(&mut self, mut input: R) -> io::Result<()> {
        self.first = false;
        let next = input.fill_buf()?.first().copied();
        match next {
            None => {}
            Some(GZIP) => self.member = Some(GzDecoder::new(input)),
            Some(_) => pass_zeros(&mut input)?,
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = match member.read(buffer) {
                // What begins like a member and is none.
                Err(_) if !self.first && member.header().is_none() => return Err(behind_the_end()),
                read => read?,
            };
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if let Some(ended) = self.member.take() {
                self.leave(ended.into_inner())?;
            }
        }
        Ok(0)
    }
}

fn pass_zeros(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let ahead = input.fill_buf()?;
        if ahead.is_empty() {
            return Ok(());
        }
        if ahead.iter().any(|byte| *byte != 0) {
            return Err(behind_the_end());
        }
        let count = ahead.len();
        input.consume(count);
    }
}

fn behind_the_end() -> io::Error {
    io::Error::other("there is something else after the end of the packed data")
}

/// Zstandard frames one after the other, a block at a time.
struct Frames<R> {
    input: R,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(input: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MOST_WINDOW);
        Self {
            input,
            decoder,
            inside: false,
        }
    }

    /// Goes to the next frame; whether there is one.
    fn enter(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.input) {
                Ok(()) => {
                    self.inside = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let passed = io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
                    if passed < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Compares the two checksums, which the decoder leaves to its caller.
    fn leave(&mut self) -> io::Result<()> {
        self.inside = false;
        let told = self.decoder.get_checksum_from_data();
        if told.is_some() && told != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("a checksum does not hold"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.inside && self.decoder.is_finished() {
                self.leave()?;
            }
            if !self.inside && !self.enter()? {
                return Ok(0);
            }
            if !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder
                    .decode_blocks(&mut self.input, one)
                    .map_err(io::Error::other)?;
            }
        }
    }
}
