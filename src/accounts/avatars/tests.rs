//! What becomes of photos, good and bad.

use image::{GenericImageView as _, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

/// A picture that is red on the left and blue on the right.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([255, 0, 0])
        } else {
            Rgb([0, 0, 255])
        }
    })
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

async fn make(sent: Vec<u8>) -> Result<Vec<u8>> {
    Ok(Photos::default().make(sent).await?.0)
}

/// What the photo shows, left and right of its middle.
fn sides(png: &[u8]) -> (Rgba<u8>, Rgba<u8>) {
    let picture = image::load_from_memory_with_format(png, ImageFormat::Png).unwrap();
    assert_eq!(picture.dimensions(), (SIDE, SIDE));
    (picture.get_pixel(40, 128), picture.get_pixel(216, 128))
}

const RED: Rgba<u8> = Rgba([255, 0, 0, 255]);
const BLUE: Rgba<u8> = Rgba([0, 0, 255, 255]);

fn near(seen: Rgba<u8>, meant: Rgba<u8>) -> bool {
    seen.0.iter().zip(meant.0).all(|(a, b)| a.abs_diff(b) < 8)
}

#[tokio::test]
async fn four_formats_become_one() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        // Large and small, high and wide.
        for (width, height) in [(600, 400), (20, 90)] {
            let png = make(encoded(&halves(width, height), format)).await.unwrap();
            let (left, right) = sides(&png);
            assert!(near(left, RED) && near(right, BLUE), "{format:?}");
        }
    }
    let clear = RgbaImage::from_pixel(300, 300, Rgba([0, 255, 0, 0]));
    let mut bytes = Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let png = make(bytes.into_inner()).await.unwrap();
    assert_eq!(sides(&png).0.0[3], 0, "what is clear stays clear");
}

/// A JPEG with an EXIF part: turned by 180 degrees, taken at a place.
fn with_exif() -> Vec<u8> {
    let plain = encoded(&halves(320, 320), ImageFormat::Jpeg);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    // Orientation: 3.
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x03\0\0");
    // The name of the place, as an image description.
    tiff.extend(b"\x01\x0e\0\x02\0\0\0\x14\0\0\0\x26\0\0\0\0");
    tiff.extend(b"GPS 38.7223N 9.1393W\0");
    let mut part = b"Exif\0\0".to_vec();
    part.extend(tiff);
    let mut jpeg = plain[..2].to_vec();
    jpeg.extend([0xff, 0xe1]);
    jpeg.extend(u16::try_from(part.len() + 2).unwrap().to_be_bytes());
    jpeg.extend(part);
    jpeg.extend(&plain[2..]);
    jpeg
}

#[tokio::test]
async fn a_photo_is_turned_as_it_says_and_forgets_where_it_was_taken() {
    let sent = with_exif();
    assert!(sent.windows(3).any(|part| part == b"GPS"));
    let png = make(sent).await.unwrap();
    let (left, right) = sides(&png);
    assert!(near(left, BLUE) && near(right, RED), "{left:?} {right:?}");
    assert!(!png.windows(3).any(|part| part == b"GPS"));
    // The head, the pixels, the end: no other part.
    for part in [b"eXIf", b"tEXt", b"iTXt", b"iCCP", b"tIME"] {
        assert!(!png.windows(4).any(|it| it == part), "{part:?}");
    }
}

/// A PNG that says it is this large, with a few bytes of pixels.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    for part in [
        head,
        b"IDAT\x78\x9c\x03\0\0\0\0\x01".to_vec(),
        b"IEND".to_vec(),
    ] {
        png.extend(u32::try_from(part.len() - 4).unwrap().to_be_bytes());
        png.extend(&part);
        png.extend(crc32fast::hash(&part).to_be_bytes());
    }
    png
}

#[tokio::test]
async fn what_is_no_photo_is_refused_with_its_reason() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let html = b"<!doctype html><script>alert(1)</script>";
    let zip = b"PK\x03\x04rest";
    let cut = encoded(&halves(64, 64), ImageFormat::Png)[..80].to_vec();
    for (sent, key) in [
        (svg.to_vec(), "photo-kind"),
        (html.to_vec(), "photo-kind"),
        (zip.to_vec(), "photo-kind"),
        (b"RIFF\0\0\0\0WAVE".to_vec(), "photo-kind"),
        (Vec::new(), "photo-empty"),
        (bomb(20_000, 20_000), "photo-pixels"),
        (bomb(1, 10_001), "photo-pixels"),
        (bomb(8_000, 8_000), "photo-pixels"),
        (cut, "photo-broken"),
        (b"\xff\xd8\xff nonsense".to_vec(), "photo-broken"),
        (b"GIF89a".to_vec(), "photo-broken"),
        (b"RIFF\x04\0\0\0WEBP".to_vec(), "photo-broken"),
        (vec![0; 3 * 1024 * 1024], "photo-large"),
    ] {
        let error = make(sent).await.unwrap_err();
        assert_eq!(error.text().key(), key);
    }
}

#[tokio::test]
async fn of_an_animation_the_first_picture_is_taken_and_no_other_is_looked_at() {
    let mut bytes = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
        for at in 0..1_000_u32 {
            let shade = u8::try_from(at % 200).unwrap();
            let pixel = if at == 0 {
                RED
            } else {
                Rgba([0, 0, shade, 255])
            };
            let frame = image::Frame::new(RgbaImage::from_pixel(32, 32, pixel));
            encoder.encode_frame(frame).unwrap();
        }
    }
    // What follows the first picture need not even be readable.
    let first = bytes.len() / 500;
    bytes[first..].fill(0x2c);
    let png = make(bytes).await.unwrap();
    assert!(near(sides(&png).0, RED));
}
