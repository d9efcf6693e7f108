//! How pages look to somebody: theme, language and time zone.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{User, find, store};
use crate::audit::{self, Actor, Chain, Entry};
use crate::check;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Fields, Result};
use crate::i18n::{Language, Locale};
use crate::text;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Always light.
    Light,
    /// Always dark.
    Dark,
    /// As the person's system has it.
    #[default]
    System,
}

impl Theme {
    /// Every theme, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::System];

    /// The word in the database and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// How pages look, as typed; what is left out stays as it is.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppearanceDraft {
    /// `light`, `dark` or `system`.
    pub theme: Option<String>,
    /// The tag of a language that Scalix speaks, or `auto`: what the browser asks for.
    pub language: Option<String>,
    /// An IANA name such as `Europe/Lisbon`, in any letter case.
    pub timezone: Option<String>,
}

/// How pages look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// A tag, or `auto`.
    pub language: String,
    /// An IANA name.
    pub timezone: String,
}

impl Appearance {
    /// What somebody chose.
    pub fn of(user: &User) -> Self {
        Self {
            theme: user.theme,
            language: user.language.clone(),
            timezone: user.timezone.clone(),
        }
    }
}

/// How pages look, on the wire.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AppearanceView {
    theme: &'static str,
    language: String,
    timezone: String,
}

impl From<Appearance> for AppearanceView {
    fn from(appearance: Appearance) -> Self {
        Self {
            theme: appearance.theme.word(),
            language: appearance.language,
            timezone: appearance.timezone,
        }
    }
}

impl AppearanceDraft {
    /// What the pages of `user` shall look like.
    ///
    /// # Errors
    /// `Invalid`, by field.
    pub fn check(&self, user: &User) -> Result<Appearance> {
        let mut fields = Fields::default();
        let mut chosen = Appearance::of(user);
        if let Some(word) = &self.theme {
            let theme = Theme::parse(word).ok_or_else(|| text!("field-theme"));
            chosen.theme = fields.take("theme", theme).unwrap_or_default();
        }
        if let Some(tag) = &self.language {
            let language = Language::parse(tag).ok_or_else(|| {
                let spoken: Vec<_> = Locale::OFFERED.iter().map(|it| it.tag()).collect();
                text!("field-language", spoken = spoken.join(", "))
            });
            if let Some(language) = fields.take("language", language) {
                language.word().clone_into(&mut chosen.language);
            }
        }
        if let Some(name) = &self.timezone {
            let zone = check::zone(name.trim()).ok_or_else(|| text!("field-timezone"));
            chosen.timezone = fields.take("timezone", zone).unwrap_or_default();
        }
        fields.finish()?;
        Ok(chosen)
    }
}

/// Keeps how pages look to a person from now on.
///
/// # Errors
/// `NotFound` when the account is gone.
pub fn set_appearance(
    tx: &Tx<'_>,
    by: &Actor,
    user: &User,
    chosen: &Appearance,
    now: Timestamp,
) -> Result<()> {
    let before = Appearance::of(&find(tx, user.id)?);
    if before == *chosen {
        return Ok(());
    }
    store::set_appearance(tx, user.id, chosen, now)?;
    let values = |it: &Appearance| json!({ "theme": it.theme.word(), "language": it.language, "timezone": it.timezone });
    audit::record(
        tx,
        by,
        &Entry {
            chain: Chain::Instance,
            action: "user.appearance_changed",
            target_kind: "user",
            target_id: Some(user.public_id.as_str()),
            target_name: Some(&user.name),
            before: Some(values(&before)),
            after: Some(values(chosen)),
        },
        now,
    )
}
