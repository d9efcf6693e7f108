//! A rendered mail with its headers, as it goes over the wire.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::render::Rendered;
use crate::clock::Timestamp;
use crate::ids::{MailId, PublicId};

/// Builds a mail. Its Message-ID is made from its row, so that a second copy is known as one.
///
/// # Errors
/// With the reason, when the address cannot be written to.
pub(super) fn build(
    id: &PublicId<MailId>,
    from: &Mailbox,
    address: &str,
    mail: Rendered,
    now: Timestamp,
) -> Result<Message, String> {
    let to = address
        .parse()
        .map_err(|error: lettre::address::AddressError| error.to_string())?;
    let since = Duration::from_millis(u64::try_from(now.ms()).unwrap_or(0));
    let mut message = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(SystemTime::UNIX_EPOCH + since)
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject)
        // RFC 3834: no machine answers this.
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()));
    if let Some(address) = mail.unsubscribe {
        let one_click = address.starts_with("https://");
        message = message.raw_header(header("List-Unsubscribe", format!("<{address}>")));
        // RFC 8058 wants https.
        if one_click {
            let click = "List-Unsubscribe=One-Click".to_owned();
            message = message.raw_header(header("List-Unsubscribe-Post", click));
        }
    }
    let body = MultiPart::alternative_plain_html(mail.text, mail.html);
    message.multipart(body).map_err(|error| error.to_string())
}

/// A header of visible ASCII, written by us in one line.
fn header(name: &'static str, value: String) -> HeaderValue {
    let name = HeaderName::new_from_ascii_str(name);
    HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value)
}
