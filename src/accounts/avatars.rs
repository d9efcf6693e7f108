//! Photos: whatever is sent becomes a picture of 256 x 256 pixels that this program wrote itself,
//! so nothing of what was around or behind the pixels is kept or handed on.
//!
//! Size, kind and dimensions are checked before anything is decoded; decoding runs beside the
//! requests, one photo at a time.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

use super::{User, find, note, store};
use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{AvatarId, PublicId, UserId};
use crate::text;
use crate::text::Text;

/// Bytes of a photo that is sent.
pub const BYTES_MOST: usize = 2 * 1024 * 1024;
/// Width and height of what is kept, in pixels.
const SIDE: u32 = 256;
/// Width and height of what is sent, in pixels.
const SIDE_MOST: u32 = 10_000;
/// Pixels of what is sent: 64 MiB when they are decoded.
const PIXELS_MOST: u64 = 16 * 1024 * 1024;
/// Bytes that a decoder may ask for.
const MEMORY_MOST: u64 = 256 * 1024 * 1024;
/// Photos that may wait for their turn.
const WAITING: usize = 16;

/// Makes photos of what is sent.
#[derive(Debug)]
pub struct Photos {
    turn: Arc<Semaphore>,
    waiting: Semaphore,
}

impl Default for Photos {
    fn default() -> Self {
        Self {
            turn: Arc::new(Semaphore::new(1)),
            waiting: Semaphore::new(WAITING),
        }
    }
}

/// A photo that this program made.
#[derive(Debug)]
pub struct Photo(Vec<u8>);

impl Photos {
    /// Makes the photo of what was sent.
    ///
    /// # Errors
    /// `TooLarge` above [`BYTES_MOST`]; `Invalid` on `avatar` for what is empty, of another kind,
    /// too many pixels or broken; `Unavailable` when too many wait.
    pub async fn make(&self, sent: Vec<u8>) -> Result<Photo> {
        let format = inspect(&sent)?;
        let busy = || Error::Unavailable("too many photos wait to be read".into());
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let turn = self.turn.clone().acquire_owned().await;
        let turn = turn.map_err(|_| busy())?;
        let made = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            make(&sent, format)
        });
        // A decoder that gives up by a panic found a file that it cannot read.
        made.await.unwrap_or_else(|_| Err(broken()))
    }
}

fn refused(why: Text) -> Error {
    Error::invalid("avatar", why)
}

fn broken() -> Error {
    refused(text!("photo-broken"))
}

/// What a file begins with tells its kind; its name and what the sender calls it do not.
fn inspect(sent: &[u8]) -> Result<ImageFormat> {
    if sent.is_empty() {
        return Err(refused(text!("photo-empty")));
    }
    if sent.len() > BYTES_MOST {
        return Err(too_large());
    }
    let riff = sent.starts_with(b"RIFF") && sent.get(8..12) == Some(b"WEBP");
    match sent {
        _ if sent.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(ImageFormat::Png),
        _ if sent.starts_with(b"\xff\xd8\xff") => Ok(ImageFormat::Jpeg),
        _ if sent.starts_with(b"GIF87a") || sent.starts_with(b"GIF89a") => Ok(ImageFormat::Gif),
        _ if riff => Ok(ImageFormat::WebP),
        _ => Err(refused(text!("photo-kind"))),
    }
}

/// What to tell about a file above [`BYTES_MOST`].
pub(crate) fn too_large() -> Error {
    Error::TooLarge(text!("photo-large"))
}

fn make(sent: &[u8], format: ImageFormat) -> Result<Photo> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MOST);
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    // The head of the file tells these; no pixel was decoded yet.
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width > SIDE_MOST || height > SIDE_MOST || pixels > PIXELS_MOST {
        return Err(refused(text!(
            "photo-pixels",
            most = PIXELS_MOST / 1_000_000
        )));
    }
    let orientation = decoder.orientation().map_err(|_| broken())?;
    // Of an animation this is the first picture; the others are not looked at.
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    let mut small = picture.resize_to_fill(SIDE, SIDE, imageops::FilterType::Triangle);
    small.apply_orientation(orientation);
    let small = small.into_rgba8();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive)
        .write_image(small.as_raw(), SIDE, SIDE, image::ExtendedColorType::Rgba8)
        .map_err(|error| Error::Internal(error.into()))?;
    Ok(Photo(png))
}

/// Gives a person another photo.
///
/// # Errors
/// `NotFound` when the account is gone.
pub fn set_avatar(
    tx: &Tx<'_>,
    by: &Actor,
    user: UserId,
    photo: &Photo,
    now: Timestamp,
) -> Result<User> {
    let before = find(tx, user)?;
    let id = PublicId::generate(tx.random());
    store::insert_avatar(tx, user, &id, &photo.0, now)?;
    note(tx, by, &before, "user.photo_changed", now)?;
    find(tx, user)
}

/// Takes the photo away; without one nothing happens.
///
/// # Errors
/// `NotFound` when the account is gone.
pub fn remove_avatar(tx: &Tx<'_>, by: &Actor, user: UserId, now: Timestamp) -> Result<User> {
    let before = find(tx, user)?;
    if store::remove_avatar(tx, user)? {
        note(tx, by, &before, "user.photo_removed", now)?;
    }
    find(tx, user)
}

/// A photo, as PNG, for its person and for people who share a team with them.
///
/// # Errors
/// `NotFound` for everybody else, and when there is none.
pub fn avatar(conn: &Conn, id: &PublicId<AvatarId>, asks: UserId) -> Result<Vec<u8>> {
    store::avatar(conn, id, asks)?.ok_or_else(|| Error::NotFound(text!("error-not-found")))
}

#[cfg(test)]
mod tests;
