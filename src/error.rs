//! The one error type of the domain, with its stable codes and HTTP statuses.
//!
//! Every failure a caller can meet is a variant here; how it looks on the wire is decided once,
//! in `web/problem.rs` (JSON) and `web/page.rs` (HTML).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use crate::text;
use crate::text::Text;

/// A failure whose details are for the log, never for the client.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of every domain function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong, told by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request could not be read at all (syntax, encoding, a truncated body). 400.
    #[error("malformed: {0}")]
    Malformed(Text),
    /// Nobody is signed in, or the credential is not (any longer) valid. 401.
    #[error("unauthenticated: {0}")]
    Unauthenticated(Text),
    /// The password was right, and a code of the second factor is asked for as well. 401.
    #[error("second factor required")]
    SecondFactorRequired,
    /// A sensitive act needs the password again. 403.
    #[error("reauthentication required")]
    Reauthenticate,
    /// The caller is known and may not do this. 403.
    #[error("forbidden: {0}")]
    Forbidden(Text),
    /// A state change came from another site. 403.
    #[error("cross-site request: {0}")]
    Csrf(Text),
    /// The thing does not exist, or belongs to another team: the two are told alike. 404.
    #[error("not found: {0}")]
    NotFound(Text),
    /// The path exists under other methods. 405; the names are those of the methods.
    #[error("method not allowed")]
    MethodNotAllowed(Vec<&'static str>),
    /// The body did not come in time. 408.
    #[error("timed out: {0}")]
    TimedOut(Text),
    /// The request contradicts the present state. 409.
    #[error("conflict: {0}")]
    Conflict(Text),
    /// A team would be left without an owner. 409.
    #[error("last owner: {0}")]
    LastOwner(Text),
    /// The project is stopped and takes no events. 409.
    #[error("project stopped")]
    ProjectStopped,
    /// A link or token was good once. 410.
    #[error("expired: {0}")]
    Expired(Text),
    /// The body is larger than the route allows. 413.
    #[error("too large: {0}")]
    TooLarge(Text),
    /// The content type is not one the route reads. 415.
    #[error("unsupported media type: {0}")]
    UnsupportedMedia(Text),
    /// The request was read and its values are not acceptable, field by field. 422.
    #[error("invalid: {0:?}")]
    Invalid(Fields),
    /// Too many attempts or requests. 429 with `Retry-After`.
    #[error("rate limited for {retry_after:?}")]
    RateLimited {
        /// How long to wait before the next try.
        retry_after: Duration,
    },
    /// The server cannot do it now: queue full, disk full, stopping. 503 with `Retry-After`.
    #[error("unavailable: {0}")]
    Unavailable(BoxError),
    /// A fault of ours. 500; the source goes to the log only.
    #[error("internal error: {0}")]
    Internal(BoxError),
}

impl Error {
    /// An [`Error::Internal`] from a sentence for the log.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::Internal(message.into().into())
    }

    /// An [`Error::Invalid`] with one field.
    pub fn invalid(field: impl Into<Cow<'static, str>>, message: Text) -> Self {
        let mut fields = Fields::default();
        fields.add(field, message);
        Self::Invalid(fields)
    }

    /// The same failure once more, for a second place that has to tell it. The source of a fault
    /// of ours becomes its text.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::Malformed(text) => Self::Malformed(text.clone()),
            Self::Unauthenticated(text) => Self::Unauthenticated(text.clone()),
            Self::SecondFactorRequired => Self::SecondFactorRequired,
            Self::Reauthenticate => Self::Reauthenticate,
            Self::Forbidden(text) => Self::Forbidden(text.clone()),
            Self::Csrf(text) => Self::Csrf(text.clone()),
            Self::NotFound(text) => Self::NotFound(text.clone()),
            Self::MethodNotAllowed(methods) => Self::MethodNotAllowed(methods.clone()),
            Self::TimedOut(text) => Self::TimedOut(text.clone()),
            Self::Conflict(text) => Self::Conflict(text.clone()),
            Self::LastOwner(text) => Self::LastOwner(text.clone()),
            Self::ProjectStopped => Self::ProjectStopped,
            Self::Expired(text) => Self::Expired(text.clone()),
            Self::TooLarge(text) => Self::TooLarge(text.clone()),
            Self::UnsupportedMedia(text) => Self::UnsupportedMedia(text.clone()),
            Self::Invalid(fields) => Self::Invalid(fields.clone()),
            Self::RateLimited { retry_after } => Self::RateLimited {
                retry_after: *retry_after,
            },
            Self::Unavailable(source) => Self::Unavailable(source.to_string().into()),
            Self::Internal(source) => Self::Internal(source.to_string().into()),
        }
    }

    /// The stable code of `api.md` section 1, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Unauthenticated(_) => "unauthenticated",
            Self::SecondFactorRequired => "second_factor_required",
            Self::Reauthenticate => "reauthenticate",
            Self::Forbidden(_) => "forbidden",
            Self::Csrf(_) => "csrf",
            Self::NotFound(_) => "not_found",
            Self::MethodNotAllowed(_) => "method_not_allowed",
            Self::TimedOut(_) => "timed_out",
            Self::Conflict(_) => "conflict",
            Self::LastOwner(_) => "last_owner",
            Self::ProjectStopped => "project_stopped",
            Self::Expired(_) => "expired",
            Self::TooLarge(_) => "too_large",
            Self::UnsupportedMedia(_) => "unsupported_media_type",
            Self::Invalid(_) => "invalid",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Unauthenticated(_) | Self::SecondFactorRequired => 401,
            Self::Forbidden(_) | Self::Csrf(_) | Self::Reauthenticate => 403,
            Self::NotFound(_) => 404,
            Self::MethodNotAllowed(_) => 405,
            Self::TimedOut(_) => 408,
            Self::Conflict(_) | Self::LastOwner(_) | Self::ProjectStopped => 409,
            Self::Expired(_) => 410,
            Self::TooLarge(_) => 413,
            Self::UnsupportedMedia(_) => 415,
            Self::Invalid(_) => 422,
            Self::RateLimited { .. } => 429,
            Self::Internal(_) => 500,
            Self::Unavailable(_) => 503,
        }
    }

    /// The sentence for the person or client.
    pub fn text(&self) -> Text {
        match self {
            Self::Malformed(text)
            | Self::Unauthenticated(text)
            | Self::Forbidden(text)
            | Self::Csrf(text)
            | Self::NotFound(text)
            | Self::TimedOut(text)
            | Self::Conflict(text)
            | Self::LastOwner(text)
            | Self::Expired(text)
            | Self::TooLarge(text)
            | Self::UnsupportedMedia(text) => text.clone(),
            Self::MethodNotAllowed(methods) => {
                text!("error-method-not-allowed", allow = methods.join(", "))
            }
            Self::SecondFactorRequired => text!("error-second-factor-required"),
            Self::Reauthenticate => text!("error-reauthenticate"),
            Self::ProjectStopped => text!("error-project-stopped"),
            Self::Invalid(fields) => match fields.only() {
                Some(message) => message.clone(),
                None => text!("error-invalid-fields", count = fields.len()),
            },
            Self::RateLimited { retry_after } => {
                text!("error-rate-limited", seconds = retry_seconds(*retry_after))
            }
            Self::Unavailable(_) => text!("error-unavailable"),
            Self::Internal(_) => text!("error-internal"),
        }
    }
}

/// Whole seconds for `Retry-After`, rounded up, at least one.
pub fn retry_seconds(wait: Duration) -> u64 {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    seconds.max(1)
}

/// What is wrong, field by field; the first message of a field stays.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Fields(BTreeMap<Cow<'static, str>, Text>);

impl Fields {
    /// Notes what is wrong with a field, unless something was noted before.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, message: Text) {
        self.0.entry(field.into()).or_insert(message);
    }

    /// Takes the value of a check, or notes its message and gives `None`.
    pub fn take<T>(&mut self, field: &'static str, checked: Result<T, Text>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(message) => {
                self.add(field, message);
                None
            }
        }
    }

    /// `Err(Error::Invalid)` if anything was noted.
    pub fn finish(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }

    /// The message of one field.
    pub fn get(&self, field: &str) -> Option<&Text> {
        self.0.get(field)
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many fields are wrong.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Field names and messages, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.0
            .iter()
            .map(|(field, message)| (field.as_ref(), message))
    }

    fn only(&self) -> Option<&Text> {
        match self.0.len() {
            1 => self.0.values().next(),
            _ => None,
        }
    }
}
