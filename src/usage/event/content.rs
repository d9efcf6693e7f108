//! What tells a repetition of an event from another event under the same id.
//!
//! The digest is the first 16 bytes of a SHA-256 over a version byte and then, in a fixed order,
//! the normalised fields as sent but for `id` and `source`, which are looked up before two events
//! are compared. A number is its tag (one byte, different for every field) and eight bytes, big end
//! first; a text is its tag, its length in bytes as eight bytes, and the text. An absent field is
//! left out, so that no two different contents give the same bytes. Defaults count as sent, so
//! `requests: 1` and nothing are the same; a time, a cost or a price that the server fills in is
//! no content.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use super::{Event, Status};
use crate::clock::Timestamp;

const VERSION: u8 = 1;

/// The digest of an event.
pub(super) fn digest(event: &Event<'_>) -> [u8; 16] {
    let mut content = Content(Sha256::new_with_prefix([VERSION]));
    let tokens = &event.tokens;
    content.number(1, event.source_seq);
    content.number(2, event.time.map(Timestamp::ms));
    content.text(3, Some(&event.model));
    content.text(4, event.provider.as_ref());
    content.text(5, event.endpoint.as_ref());
    content.text(6, event.end_user.as_ref());
    content.text(7, event.service_tier.as_ref());
    content.number(8, Some(tokens.input));
    content.number(9, Some(tokens.output));
    content.number(10, Some(tokens.cached_input));
    content.number(11, Some(tokens.cache_write));
    content.number(12, Some(tokens.cache_write_1h));
    content.number(13, Some(tokens.reasoning));
    content.number(14, Some(tokens.input_audio));
    content.number(15, Some(tokens.output_audio));
    content.number(16, Some(tokens.input_image));
    content.number(17, Some(tokens.output_image));
    content.number(18, Some(event.requests));
    content.number(19, event.latency_ms);
    content.number(20, event.first_token_ms);
    content.number(21, Some(i64::from(event.status == Status::Error)));
    content.text(22, event.error_code.as_ref());
    content.text(23, event.error_message.as_ref());
    // At most MOST_COST, which fits.
    content.number(
        24,
        event
            .cost
            .map(|cost| i64::try_from(cost.0).unwrap_or(i64::MAX)),
    );
    let whole: [u8; 32] = content.0.finalize().into();
    let mut digest = [0; 16];
    for (to, from) in digest.iter_mut().zip(whole) {
        *to = from;
    }
    digest
}

struct Content(Sha256);

impl Content {
    fn number(&mut self, tag: u8, number: Option<i64>) {
        if let Some(number) = number {
            self.0.update([tag]);
            self.0.update(number.to_be_bytes());
        }
    }

    fn text(&mut self, tag: u8, text: Option<&Cow<'_, str>>) {
        if let Some(text) = text {
            self.0.update([tag]);
            self.0.update((text.len() as u64).to_be_bytes());
            self.0.update(text.as_bytes());
        }
    }
}
