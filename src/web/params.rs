//! Ids in paths. One that cannot be an id of the kind is told like an unknown one: 404.

use rocket::FromForm;
use rocket::request::FromParam;

use crate::error::{Error, Result};
use crate::ids::{Kind, PublicId};
use crate::text;

/// A public id in a path; take it as `Result<PathId<_>, Error>`, so that a wrong one is answered
/// by the handler and does not fall through to another route.
#[derive(Debug)]
pub struct PathId<K>(pub PublicId<K>);

impl<'a, K: Kind> FromParam<'a> for PathId<K> {
    type Error = Error;

    fn from_param(param: &'a str) -> Result<Self> {
        PublicId::parse(param)
            .map(Self)
            .ok_or_else(|| Error::NotFound(text!("error-not-found")))
    }
}

/// `?dryRun=true`: tell what would be done, and do not do it.
#[derive(Debug, FromForm)]
pub struct Preview<'r> {
    #[field(name = "dryRun")]
    dry_run: Option<&'r str>,
}

impl Preview<'_> {
    /// Whether only a preview is asked for.
    ///
    /// # Errors
    /// `Invalid` for anything but `true` and `false`: a misspelt preview must not delete.
    pub fn wanted(&self) -> Result<bool> {
        match self.dry_run {
            None | Some("" | "false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Error::invalid("dryRun", text!("field-true-false"))),
        }
    }
}
