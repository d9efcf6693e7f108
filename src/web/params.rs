//! Ids in paths, previews, and where to go on. An id that cannot be one of its kind is told like
//! an unknown one: 404.

use rocket::request::{FromParam, FromRequest, Outcome, Request};

use crate::error::{Error, Result};
use crate::ids::{Kind, PublicId};
use crate::text;
use crate::web::guards;

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

/// A path of this server, or nothing: never another site (`//evil`, `/\evil`, `https:`).
pub fn local_path(next: Option<&str>) -> Option<&str> {
    next.filter(|path| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path
                .chars()
                .all(|char| char.is_ascii_graphic() && char != '\\')
    })
}

/// `?dryRun=true`: tell what would be done, and do not do it. A guard of routes that delete: any
/// parameter it does not know is refused, because a misspelt preview must not delete.
#[derive(Clone, Copy, Debug)]
pub struct Preview(bool);

impl Preview {
    /// Whether only a preview is asked for.
    pub fn wanted(self) -> bool {
        self.0
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Preview {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let fields = request
            .query_fields()
            .map(|field| (field.name.source().as_str(), field.value));
        match preview(fields) {
            Ok(preview) => Outcome::Success(preview),
            Err(error) => guards::refuse(request, error),
        }
    }
}

fn preview<'f>(fields: impl Iterator<Item = (impl AsRef<str> + 'f, &'f str)>) -> Result<Preview> {
    let mut wanted = false;
    for (name, value) in fields {
        match (name.as_ref(), value) {
            ("dryRun", "true") => wanted = true,
            ("dryRun", "false" | "") | ("confirm", _) => {}
            ("dryRun", _) => return Err(Error::invalid("dryRun", text!("field-true-false"))),
            (unknown, _) => {
                let name: String = unknown.chars().take(100).collect();
                return Err(Error::invalid(name, text!("field-unknown")));
            }
        }
    }
    Ok(Preview(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_returned_to() {
        for path in ["/", "/projects?status=stopped", "/usage#chart"] {
            assert_eq!(local_path(Some(path)), Some(path));
        }
        for path in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "/a\nb",
            "/\u{1}x",
            "/\u{7f}",
            "/ä",
        ] {
            assert_eq!(local_path(Some(path)), None, "{path:?}");
        }
    }

    #[test]
    fn a_misspelt_preview_is_refused() {
        let told = |fields: &[(&'static str, &'static str)]| {
            preview(fields.iter().copied())
                .map(Preview::wanted)
                .map_err(|error| error.code())
        };
        assert_eq!(told(&[]), Ok(false));
        assert_eq!(told(&[("dryRun", "true"), ("confirm", "x")]), Ok(true));
        assert_eq!(told(&[("dryRun", "false")]), Ok(false));
        for wrong in [("dryrun", "true"), ("dryRun", "yes"), ("dry_run", "true")] {
            assert_eq!(told(&[wrong]), Err("invalid"), "{wrong:?}");
        }
    }
}
