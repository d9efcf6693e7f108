//! How values of level 0 are stored, so that they need not know SQLite.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef};

use crate::clock::Timestamp;
use crate::ids::{
    AliasId, InvitationId, KeyId, MailId, MessageId, PersonalTokenId, PriceId, ProjectId, PublicId,
    SessionId, SignUpId, TeamId, UserId,
};
use crate::money::Nanos;
use crate::secret::{TokenHash, TokenHint};

macro_rules! stored_as_integer {
    ($($name:ident),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )*};
}
stored_as_integer!(
    UserId,
    TeamId,
    ProjectId,
    KeyId,
    SessionId,
    PersonalTokenId,
    PriceId,
    AliasId,
    MailId,
    MessageId,
    SignUpId,
    InvitationId
);

impl ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.ms().into())
    }
}

impl FromSql for Timestamp {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self::from_ms)
    }
}

impl ToSql for Nanos {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let nanos = i64::try_from(self.0)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(nanos.into())
    }
}

impl FromSql for Nanos {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(|nanos| Self(nanos.into()))
    }
}

impl ToSql for TokenHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_slice().into())
    }
}

impl FromSql for TokenHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl<K> ToSql for PublicId<K> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl<K> FromSql for PublicId<K> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str().map(|text| Self::stored(text.to_owned()))
    }
}

/// The parts of a token that may be shown, of the columns `hint_head` and `hint_tail`.
pub fn token_hint(row: &Row<'_>) -> rusqlite::Result<TokenHint> {
    Ok(TokenHint {
        head: row.get("hint_head")?,
        tail: row.get("hint_tail")?,
    })
}

/// Row ids as one parameter, for `IN (SELECT value FROM json_each(?))`.
pub fn id_list(rows: impl IntoIterator<Item = i64>) -> String {
    let rows: Vec<String> = rows.into_iter().map(|row| row.to_string()).collect();
    format!("[{}]", rows.join(","))
}

/// The words of a column with blanks between them, such as scopes.
pub fn words<T>(
    row: &Row<'_>,
    column: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Vec<T>> {
    let words: String = row.get(column)?;
    words
        .split(' ')
        .map(|word| parse(word).ok_or_else(|| conversion_error(column, word)))
        .collect()
}

/// A column holds a word that this version does not know, such as a role.
pub fn conversion_error(column: &str, word: &str) -> rusqlite::Error {
    let message = format!("column {column} holds {word:?}");
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, message.into())
}
