//! Alerts in the app: what needs somebody's attention, told to those who can do something about it.
//!
//! None is stored. Each is derived from what is there when somebody looks, so it is there as long
//! as its reason lasts and not a moment longer. Only who has read which is kept.

pub mod api;
pub mod pages;
mod store;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::accounts::User;
use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::{Conn, Tx};
use crate::error::{Error, Result};
use crate::ids::{NotificationId, PublicId, UserId};
use crate::page::{Cursor, Limit, Page};
use crate::teams::access::{Access, ManageKeys, ManagePrices, Membership, Operator};
use crate::text;
use crate::text::Text;
use crate::usage::prices::PriceBook;

const DAY: Duration = Duration::from_hours(24);

/// How long before its end a key or a token is told about, if it was made for longer.
const AHEAD: Duration = Duration::from_hours(7 * 24);
/// How far back a model counts as in use.
const IN_USE: Duration = Duration::from_hours(30 * 24);
/// What was read is forgotten after this long: whatever still has its reason is told anew.
const KEPT: Duration = Duration::from_hours(90 * 24);

/// Whose alerts: a person, in the team that they look at.
#[derive(Clone, Debug)]
pub struct Reader {
    user: UserId,
    operator: bool,
    place: Option<Membership>,
    actor: Arc<Actor>,
    prices: Arc<PriceBook>,
}

impl Reader {
    /// A person with their place in the team they look at, if they are in one, and the prices of
    /// this moment.
    pub fn new(
        user: &User,
        place: Option<Membership>,
        actor: Arc<Actor>,
        prices: Arc<PriceBook>,
    ) -> Self {
        Self {
            prices,
            user: user.id,
            operator: user.operator,
            place,
            actor,
        }
    }

    /// The proof that they may change the keys of their team.
    fn keys(&self) -> Option<Access<ManageKeys>> {
        Access::prove(self.place.clone()?, self.actor.clone())
    }

    /// The proof that they may change the prices of their team.
    fn prices(&self) -> Option<Access<ManagePrices>> {
        Access::prove(self.place.clone()?, self.actor.clone())
    }

    /// The prices of this moment.
    pub fn price_book(&self) -> &PriceBook {
        &self.prices
    }

    fn operator(&self) -> Option<Operator> {
        Operator::prove(self.user, self.operator, self.actor.clone())
    }
}

/// Why something needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A key of the team stops working soon. For those who can make another.
    KeyExpiring {
        /// What the key is called.
        name: String,
        /// What its project is called.
        project: String,
        /// When it stops.
        ends: Timestamp,
    },
    /// A personal token of the reader stops working soon, in any of their teams.
    TokenExpiring {
        /// What the token is called.
        name: String,
        /// What its team is called.
        team: String,
        /// When it stops.
        ends: Timestamp,
    },
    /// On the last day on which the team used a model, its price was not known, nor is it now. For
    /// those who can enter one.
    ModelUnpriced {
        /// What the model is called.
        model: String,
        /// Requests of the last 30 days without a price.
        requests: i64,
    },
    /// Mails were given up. For operators.
    MailFailed {
        /// How many in the last month.
        count: i64,
    },
}

impl Reason {
    /// The word on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::KeyExpiring { .. } => "key_expiring",
            Self::TokenExpiring { .. } => "token_expiring",
            Self::ModelUnpriced { .. } => "model_unpriced",
            Self::MailFailed { .. } => "mail_failed",
        }
    }

    /// The sentence: what it is and what to do.
    pub fn text(&self, now: Timestamp) -> Text {
        match self {
            Self::KeyExpiring {
                name,
                project,
                ends,
            } => text!(
                "notification-key",
                name = name,
                project = project,
                days = ends.begun(now, DAY),
            ),
            Self::TokenExpiring { name, team, ends } => text!(
                "notification-token",
                name = name,
                team = team,
                days = ends.begun(now, DAY),
            ),
            Self::ModelUnpriced { model, requests } => {
                text!("notification-model", model = model, requests = *requests)
            }
            Self::MailFailed { count } => text!("notification-mail", count = *count),
        }
    }
}

impl Reason {
    /// The page where something can be done about it; none for what the command line is for.
    pub fn page(&self) -> Option<String> {
        match self {
            Self::KeyExpiring { .. } => Some("/keys".to_owned()),
            Self::TokenExpiring { .. } => Some("/settings/tokens".to_owned()),
            Self::ModelUnpriced { model, .. } => {
                let name: String = url::form_urlencoded::byte_serialize(model.as_bytes()).collect();
                Some(format!("/usage?model={name}"))
            }
            Self::MailFailed { .. } => None,
        }
    }
}

/// Something that needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The id, the same for as long as the reason lasts.
    pub id: PublicId<NotificationId>,
    /// Why.
    pub reason: Reason,
    /// When it began to be told; of a model: the last day of use.
    pub at: Timestamp,
    /// When the reader said that they have read it.
    pub read_at: Option<Timestamp>,
}

impl Notification {
    /// With an id made of what tells this reason from every other.
    fn new(reason: Reason, at: Timestamp, marks: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for mark in [&[reason.kind()], marks].concat() {
            // With its length before it, so that no two lists of marks read alike.
            hasher.update((mark.len() as u64).to_be_bytes());
            hasher.update(mark);
        }
        let digest = hasher.finalize();
        let mut id = String::from("ntf_");
        for byte in digest.iter().take(10) {
            // Writing to a string cannot fail.
            let _ = write!(id, "{byte:02x}");
        }
        Self {
            id: PublicId::stored(id),
            reason,
            at,
            read_at: None,
        }
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            at: self.at.ms(),
            id: self.id.as_str().to_owned(),
        }
    }
}

/// Everything that needs the reader's attention now, the newest first.
pub fn all(conn: &Conn, reader: &Reader, now: Timestamp) -> Result<Vec<Notification>> {
    let mut found = store::tokens(conn, reader.user, now, now.plus(AHEAD))?;
    if let Some(by) = reader.keys() {
        found.extend(store::keys(conn, by.team(), now, now.plus(AHEAD))?);
    }
    if let Some(by) = reader.prices() {
        found.extend(unpriced(conn, &by, &reader.prices, now)?);
    }
    if reader.operator().is_some() {
        found.extend(store::mail(conn)?);
    }
    let read = store::reads(conn, reader.user)?;
    for notification in &mut found {
        notification.read_at = read.get(notification.id.as_str()).copied();
    }
    found.sort_by(|one, two| (two.at, &two.id).cmp(&(one.at, &one.id)));
    Ok(found)
}

/// What somebody can do about requests without a price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// Nothing: the models have a price by now, and what was counted keeps its cost.
    #[default]
    Nothing,
    /// Enter a price: a notification tells of which models.
    Enter,
    /// Ask somebody who can.
    Ask,
}

impl Advice {
    /// For somebody in their team.
    pub fn of<P>(conn: &Conn, by: &Access<P>, prices: &PriceBook, now: Timestamp) -> Result<Self> {
        let Some(by) = by.also::<ManagePrices>() else {
            return Ok(Self::Ask);
        };
        let known = unpriced(conn, &by, prices, now)?.is_empty();
        Ok(if known { Self::Nothing } else { Self::Enter })
    }

    /// Whether they can enter a price.
    pub fn enter(self) -> bool {
        self == Self::Enter
    }

    /// Whether others can.
    pub fn ask(self) -> bool {
        self == Self::Ask
    }
}

/// The models in use that have no price: what would be counted now decides, so that it is told no
/// longer once a price was entered.
fn unpriced(
    conn: &Conn,
    by: &Access<ManagePrices>,
    prices: &PriceBook,
    now: Timestamp,
) -> Result<Vec<Notification>> {
    let mut found = Vec::new();
    for (model, notification) in store::models(conn, by.team(), now.minus(IN_USE))? {
        let Reason::ModelUnpriced { model: name, .. } = &notification.reason else {
            continue;
        };
        let provider = store::provider(conn, by.team(), model, notification.at)?;
        let price = prices.resolve(by.team(), provider.as_deref(), name, now);
        if price.is_none() {
            found.push(notification);
        }
    }
    Ok(found)
}

/// How many of these nobody said they have read.
pub fn unread(all: &[Notification]) -> usize {
    all.iter().filter(|it| it.read_at.is_none()).count()
}

/// A page of them.
pub fn page(
    all: Vec<Notification>,
    unread_only: bool,
    limit: Limit,
    cursor: Option<&Cursor>,
) -> Page<Notification> {
    let wanted = |it: &Notification| {
        let later = |cursor: &Cursor| (it.at.ms(), it.id.as_str()) < (cursor.at, &cursor.id);
        (it.read_at.is_none() || !unread_only) && cursor.is_none_or(later)
    };
    let items = all.into_iter().filter(wanted).take(limit.rows() + 1);
    Page::cut(items.collect(), limit, Notification::cursor)
}

/// Notes that the reader has read one; once more is fine.
///
/// # Errors
/// `NotFound` when nothing of this id needs their attention now.
pub fn read(
    tx: &Tx<'_>,
    reader: &Reader,
    id: &PublicId<NotificationId>,
    now: Timestamp,
) -> Result<Notification> {
    let found = all(tx, reader, now)?.into_iter().find(|it| it.id == *id);
    let found = found.ok_or_else(|| Error::NotFound(text!("error-not-found")))?;
    store::note(tx, reader.user, id, now)?;
    Ok(Notification {
        read_at: found.read_at.or(Some(now)),
        ..found
    })
}

/// Notes that the reader has read all there are; gives how many were unread.
pub fn read_all(tx: &Tx<'_>, reader: &Reader, now: Timestamp) -> Result<usize> {
    let all = all(tx, reader, now)?;
    for notification in &all {
        store::note(tx, reader.user, &notification.id, now)?;
    }
    Ok(unread(&all))
}

/// Forgets what was read three months ago; gives how many notes went.
pub fn purge_due(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    store::purge(tx, now.minus(KEPT))
}

#[cfg(test)]
mod tests;
