//! Row ids stay inside; public ids, with a prefix for their kind, cross the edge.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::secret::Random;

/// A kind of thing that has a public id.
pub trait Kind {
    /// What the public ids of this kind begin with, underscore included.
    const PREFIX: &'static str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl Kind for $name {
            const PREFIX: &'static str = $prefix;
        }
    )*};
}

ids! {
    /// The row of a person.
    UserId = "usr_";
    /// The row of a team.
    TeamId = "team_";
    /// The row of a project.
    ProjectId = "prj_";
    /// The row of a project's API key.
    KeyId = "key_";
    /// The row of a session.
    SessionId = "ses_";
    /// The row of a personal token.
    PersonalTokenId = "pat_";
    /// The row of a price.
    PriceId = "price_";
    /// The row of a photo.
    AvatarId = "img_";
    /// The row of a mail in the outbox.
    MailId = "mail_";
    /// The row of a request for an account.
    SignUpId = "sgn_";
    /// The row of an invitation to a team.
    InvitationId = "inv_";
    /// No row: something that needs somebody's attention, derived when they look.
    NotificationId = "ntf_";
    /// The row of another name of a model.
    AliasId = "alias_";
    /// The row of a message.
    MessageId = "msg_";
}

/// Random characters after the prefix: 20 of base 62 are 119 bits.
const CHARACTERS: usize = 20;

/// The id of a thing outside: `prj_` and 20 random characters.
pub struct PublicId<K>(String, PhantomData<fn() -> K>);

impl<K: Kind> PublicId<K> {
    /// A new id.
    pub fn generate(random: &Random) -> Self {
        Self(
            format!("{}{}", K::PREFIX, random.base62(CHARACTERS)),
            PhantomData,
        )
    }

    /// Reads an id. `None` if it cannot be one of this kind, which callers tell like an unknown
    /// one.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(K::PREFIX)?;
        let valid =
            rest.len() == CHARACTERS && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        valid.then(|| Self(text.to_owned(), PhantomData))
    }
}

impl<K> PublicId<K> {
    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From a column that this program wrote.
    pub(crate) fn stored(text: String) -> Self {
        Self(text, PhantomData)
    }
}

impl<K> Clone for PublicId<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<K> PartialEq for PublicId<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K> Eq for PublicId<K> {}

impl<K> PartialOrd for PublicId<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<K> Ord for PublicId<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<K> std::hash::Hash for PublicId<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<K> fmt::Debug for PublicId<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<K> fmt::Display for PublicId<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<K> Serialize for PublicId<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, K: Kind> Deserialize<'de> for PublicId<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an id of this kind"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_as_its_own_kind_only() {
        let id = PublicId::<ProjectId>::generate(&Random::seeded(1));
        assert!(id.as_str().starts_with("prj_"));
        assert_eq!(PublicId::<ProjectId>::parse(id.as_str()), Some(id.clone()));
        assert_eq!(PublicId::<TeamId>::parse(id.as_str()), None);
        assert_eq!(
            PublicId::<ProjectId>::parse("prj_../../etc/passwd1234"),
            None
        );
    }
}
