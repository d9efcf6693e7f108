//! Everything that is held about a person, as JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::store::{self, Made};
use crate::accounts::{self, User};
use crate::audit;
use crate::clock::Timestamp;
use crate::db::Conn;
use crate::error::Result;
use crate::mail::preferences;
use crate::teams::invitations;

/// Rows of the audit log that an export holds, the newest.
const ROWS_MOST: u32 = 100_000;

/// Everything that is held about a person. No secret is in it: of a password and of tokens only
/// hashes are held, which are left out.
pub fn export(conn: &Conn, user: &User, now: Timestamp) -> Result<Value> {
    let user = accounts::find(conn, user.id)?;
    let photo = store::photo_of(conn, user.id)?;
    Ok(json!({
        "exportedAt": now,
        "account": {
            "id": user.public_id,
            "email": user.email,
            "emailVerifiedAt": user.email_verified_at,
            "pendingEmail": user.pending_email,
            "firstName": user.first_name,
            "lastName": user.last_name,
            "name": user.name,
            "company": user.company,
            "bio": user.bio,
            "operator": user.operator,
            "createdAt": user.created_at,
        },
        "photo": photo.map(|png| format!("data:image/png;base64,{}", STANDARD.encode(png))),
        "appearance": {
            "theme": user.theme.word(),
            "language": user.language,
            "timezone": user.timezone,
        },
        "notifications": preferences::find(conn, user.id)?,
        "notificationsRead": store::notifications_of(conn, user.id)?,
        "teams": store::places_of(conn, user.id)?,
        "invitations": invitations::held(conn, user.id, &user.email)?,
        "sessions": store::sessions_of(conn, user.id)?,
        "tokens": store::tokens_of(conn, user.id)?,
        "projectsMade": store::made_by(conn, user.id, Made::Projects)?,
        "keysMade": store::made_by(conn, user.id, Made::Keys)?,
        "mail": store::mail_of(conn, user.id)?,
        "messagesSent": store::messages_sent_by(conn, user.id)?,
        "messagesReceived": store::messages_to(conn, user.id)?,
        "audit": audit::traces(conn, user.public_id.as_str(), ROWS_MOST)?,
    }))
}
