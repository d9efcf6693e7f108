//! The members of a JSON object, by any of several names.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::text;
use crate::usage::event::values::{Refusal, Words, bounded, fitting, words};
use crate::usage::event::{MOST_TOKENS, Rejection, read};

/// An object, and where it stands in the event.
pub(super) struct Object<'a> {
    path: String,
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Object<'a> {
    /// Reads raw JSON that stands at a path of the event.
    pub(super) fn read(raw: &'a str, path: String) -> Result<Self, Rejection> {
        if !raw.starts_with('{') {
            let refusal = ("wrong_type", text!("usage-object-not-an-object"));
            return Err(refuse(path, refusal));
        }
        // The syntax was checked before: what fails here is an escape in a name.
        let Ok(Members(members)) = serde_json::from_str(raw) else {
            let message = text!("usage-event-name-unreadable");
            return Err(refuse(path, ("invalid_text", message)));
        };
        Ok(Self { path, members })
    }

    /// Whether there is a member of one of the names; `null` is none.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.named(names).next().is_some()
    }

    fn named(&self, names: &[&str]) -> impl Iterator<Item = (&str, &'a str)> {
        let members = self
            .members
            .iter()
            .map(|(name, raw)| (name.as_ref(), raw.get()));
        members.filter(|(name, raw)| names.contains(name) && *raw != "null")
    }

    /// The one member of one of the names, and its path.
    fn find(&self, names: &[&str]) -> Result<Option<(&'a str, String)>, Rejection> {
        let mut found = self.named(names);
        let Some((name, raw)) = found.next() else {
            return Ok(None);
        };
        let path = format!("{}.{name}", self.path);
        if found.next().is_some() {
            let message = text!("usage-event-duplicate-field", field = name);
            return Err(refuse(path, ("duplicate_field", message)));
        }
        Ok(Some((raw, path)))
    }

    /// A count of tokens, if it is given.
    pub(super) fn count(&self, names: &[&str]) -> Result<Option<i64>, Rejection> {
        let Some((raw, path)) = self.find(names)? else {
            return Ok(None);
        };
        match bounded(raw, 0, MOST_TOKENS) {
            Ok(count) => Ok(Some(count)),
            Err(refusal) => Err(refuse(path, refusal)),
        }
    }

    /// A count of tokens; absent is zero.
    pub(super) fn tokens(&self, names: &[&str]) -> Result<i64, Rejection> {
        Ok(self.count(names)?.unwrap_or(0))
    }

    /// A short text, if it is given.
    pub(super) fn label(&self, names: &[&str]) -> Result<Option<String>, Rejection> {
        let Some((raw, path)) = self.find(names)? else {
            return Ok(None);
        };
        match words(raw).and_then(|words| fitting(words, read::LABEL)) {
            Ok(words) => Ok(Some(words.into_owned()).filter(|words| !words.is_empty())),
            Err(refusal) => Err(refuse(path, refusal)),
        }
    }

    /// An object inside this one; absent is an empty one.
    pub(super) fn object(&self, names: &[&str]) -> Result<Self, Rejection> {
        match self.find(names)? {
            Some((raw, path)) => Self::read(raw, path),
            None => Ok(Self {
                path: String::new(),
                members: Vec::new(),
            }),
        }
    }

    /// A list of objects; absent is an empty one.
    pub(super) fn list(&self, names: &[&str]) -> Result<Vec<Self>, Rejection> {
        let Some((raw, path)) = self.find(names)? else {
            return Ok(Vec::new());
        };
        let Ok(items) = serde_json::from_str::<Vec<&'a RawValue>>(raw) else {
            let message = text!("usage-object-not-a-list");
            return Err(refuse(path, ("wrong_type", message)));
        };
        let read = |item: &'a RawValue| Self::read(item.get(), path.clone());
        items.into_iter().map(read).collect()
    }
}

fn refuse(path: String, (code, message): Refusal) -> Rejection {
    Rejection {
        code,
        field: Some(path),
        message,
    }
}

struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_map(Collect)
    }
}

struct Collect;

impl<'de> Visitor<'de> for Collect {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some((Words(name), value)) = object.next_entry::<Words<'de>, &'de RawValue>()? {
            members.push((name, value));
        }
        Ok(Members(members))
    }
}
