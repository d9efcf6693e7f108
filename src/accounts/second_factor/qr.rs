//! A QR code as SVG: dark modules on white in both themes, as cameras expect.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::error::{Error, Result};

/// Light modules around the code (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code of a text. It is drawn by attributes alone, which every security policy allows.
///
/// # Errors
/// When the text is longer than a code can hold, about two thousand characters.
pub(super) fn svg(text: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)
        .map_err(|_| Error::internal("a text was too long for a QR code"))?;
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run + 1;
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 {size} {size}\" \
         width=\"200\" height=\"200\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#111\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let text = "otpauth://totp/Scalix:ada%40example.org?secret=GEZDGNBVGY3TQOJQ&issuer=Scalix";
        let drawn = svg(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        let size = code.size();
        let dark: usize = (0..size)
            .map(|y| (0..size).filter(|x| code.get_module(*x, y)).count())
            .sum();
        let (_, path) = drawn.split_once("fill=\"#111\" d=\"").unwrap();
        let runs: usize = path
            .split('h')
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(runs, dark);
        assert!(
            path.starts_with("M4 4h7v1h-7z"),
            "the corner of a finder: {path}"
        );
        assert!(svg(&"x".repeat(4_000)).is_err());
    }
}
