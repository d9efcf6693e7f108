//! Pages on the wire: rendering, the frame of the person who asks, redirects with a result to
//! tell, and failures as pages.

use std::io::Cursor;

use askama::Template;
use rocket::http::{ContentType, Cookie, Header, SameSite, Status};
use rocket::outcome::Outcome;
use rocket::request::{FromRequest, Request};
use rocket::response::{self, Responder, Response};

use crate::accounts::{Theme, User, sessions};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{AvatarId, PublicId, UserId};
use crate::messages;
use crate::secret::Token;
use crate::teams::access::{ManageMembers, Membership, OwnTeam, ReadAudit, ReadKeys};
use crate::text::Text;
use crate::web::app::App;
use crate::web::guards::{self, SignedIn};
use crate::web::page::{Chrome, Flash, Gate, Person, Team, initials};
use crate::web::problem;

pub use crate::web::failure::{PageError, PageResult};

/// A page.
#[derive(Debug)]
pub struct Html<T> {
    status: Status,
    template: T,
    secret: bool,
    error: Option<Error>,
}

impl<T: Template> Html<T> {
    /// 200 with a page.
    pub fn ok(template: T) -> Self {
        Self {
            status: Status::Ok,
            template,
            secret: false,
            error: None,
        }
    }

    /// The form once more, with what is wrong beside its fields: 422 or the failure's status.
    pub fn refused(template: T, error: &Error) -> Self {
        Self {
            status: Status::new(error.status()),
            template,
            secret: false,
            error: Some(error.again()),
        }
    }

    /// The page shows a secret once: no cache may keep it.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}

impl<'r, T: Template> Responder<'r, 'static> for Html<T> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let page = match self.template.render() {
            Ok(page) => page,
            Err(error) => {
                problem::log(&Error::Internal(error.into()), request);
                return Err(Status::InternalServerError);
            }
        };
        let mut response = Response::build();
        response.status(self.status).header(ContentType::HTML);
        if self.secret {
            response.header(Header::new("Cache-Control", "no-store"));
        }
        if let Some(error) = &self.error {
            problem::headers(error, &mut response);
        }
        response.sized_body(page.len(), Cursor::new(page)).ok()
    }
}

const FLASH: &str = "flash";

/// 303 to another page of ours, with a sentence to show there.
#[derive(Debug)]
pub struct Go {
    to: String,
    flash: Option<(bool, Text)>,
    undo: String,
}

impl Go {
    /// To a path of this server.
    pub fn to(path: impl Into<String>) -> Self {
        Self {
            to: path.into(),
            flash: None,
            undo: String::new(),
        }
    }

    /// With the sentence that it went well.
    #[must_use]
    pub fn done(mut self, text: Text) -> Self {
        self.flash = Some((true, text));
        self
    }

    /// With a button beside the sentence that undoes it by a POST to this path.
    #[must_use]
    pub fn undo(mut self, path: impl Into<String>) -> Self {
        self.undo = path.into();
        self
    }

    /// With the sentence that it did not.
    #[must_use]
    pub fn failed(mut self, text: Text) -> Self {
        self.flash = Some((false, text));
        self
    }
}

impl<'r> Responder<'r, 'static> for Go {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        if let Some((ok, text)) = self.flash {
            let said = guards::locale(request).say(&text);
            let sign = if ok { '+' } else { '-' };
            let value = format!("{sign}{}\t{said}", self.undo);
            request.cookies().add(
                Cookie::build((FLASH, value))
                    .http_only(true)
                    .same_site(SameSite::Lax)
                    .secure(is_https(request))
                    .max_age(rocket::time::Duration::seconds(60)),
            );
        }
        Response::build()
            .status(Status::SeeOther)
            .header(Header::new("Location", ascii(&self.to)))
            .ok()
    }
}

/// A header takes visible ASCII only; anything else is percent-encoded.
fn ascii(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_graphic() {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

fn is_https(request: &Request<'_>) -> bool {
    request
        .rocket()
        .state::<App>()
        .is_some_and(|app| app.settings.https())
}

/// The result of the last action; reading it uses it up.
fn take_flash(request: &Request<'_>) -> Option<Flash> {
    let cookie = request.cookies().get(FLASH)?;
    let value = cookie.value().to_owned();
    request.cookies().remove(Cookie::build(FLASH));
    let ok = value.starts_with('+');
    let (undo, text) = value.get(1..)?.split_once('\t')?;
    // A cookie can be written by others: the button leads to a plain path of ours or nowhere.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_');
    let local = undo.starts_with('/') && !undo.starts_with("//") && undo.bytes().all(plain);
    Some(Flash {
        ok,
        text: text.chars().take(500).collect(),
        undo: if local {
            undo.to_owned()
        } else {
            String::new()
        },
    })
}

/// Puts the token of a session into the browser. `Secure` follows the public address, because
/// Rocket itself does not terminate TLS.
pub fn set_session(request: &rocket::http::CookieJar<'_>, app: &App, token: &Token) {
    request.add(
        Cookie::build((app.cookie_name(), token.reveal().to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(app.settings.https())
            .max_age(rocket::time::Duration::days(90)),
    );
}

/// Takes the token of a session out of the browser.
pub fn clear_session(request: &rocket::http::CookieJar<'_>, app: &App) {
    request.remove(
        Cookie::build(app.cookie_name())
            .path("/")
            .secure(app.settings.https()),
    );
}

/// One of seven colours, always the same for a person.
fn colour(id: &PublicId<UserId>) -> &'static str {
    let colours = ["c1", "c2", "c3", "c4", "c5", "c6", "c7"];
    let sum: usize = id.as_str().bytes().map(usize::from).sum();
    colours.get(sum % colours.len()).copied().unwrap_or("c1")
}

/// The address of a photo.
pub fn photo_url(id: &PublicId<AvatarId>) -> String {
    format!("/api/avatars/{id}")
}

/// Somebody as pages show them.
pub fn somebody(
    id: &PublicId<UserId>,
    name: &str,
    email: &str,
    avatar: Option<&PublicId<AvatarId>>,
) -> Person {
    Person {
        name: name.to_owned(),
        email: email.to_owned(),
        photo: avatar.map(photo_url).unwrap_or_default(),
        initials: initials(name),
        colour: colour(id),
    }
}

/// Somebody in the frame.
fn person(user: &User) -> Person {
    let avatar = user.avatar.as_ref();
    somebody(&user.public_id, &user.name, &user.email, avatar)
}

/// Unread messages are counted up to here; the page shows more than 99 as `99+`.
const UNREAD_MOST: u32 = 100;

impl Chrome {
    pub(super) fn build(request: &Request<'_>, signed: &SignedIn, db: &Db) -> Result<Self> {
        let user = &signed.session.user;
        let unread = match &signed.membership {
            Some(place) => db.read_now(|conn| messages::unread(conn, place, Some(UNREAD_MOST)))?,
            None => 0,
        };
        let current = signed
            .membership
            .as_ref()
            .map(|membership| &membership.team_id);
        let teams: Vec<Team> = signed
            .teams
            .iter()
            .map(|team| Team {
                current: Some(&team.public_id) == current,
                id: team.public_id.to_string(),
                initials: initials(&team.name),
                name: team.name.clone(),
            })
            .collect();
        // Somebody who is no longer in the team of their session looks at another one from here on.
        if let Some(place) = &signed.membership
            && signed.session.team != Some(place.team)
        {
            let (session, team) = (signed.session.id, place.team);
            guards::in_background(db, move |tx| sessions::set_team(tx, session, team));
        }
        let team = teams.iter().find(|team| team.current).cloned();
        let role = signed
            .membership
            .as_ref()
            .map(|membership| membership.role.word());
        Ok(Self {
            user: person(user),
            team,
            teams,
            role: role.unwrap_or_default().to_owned(),
            may_read_keys: signed
                .membership
                .as_ref()
                .is_some_and(Membership::holds::<ReadKeys>),
            may_audit: signed
                .membership
                .as_ref()
                .is_some_and(Membership::holds::<ReadAudit>),
            may_invite: signed
                .membership
                .as_ref()
                .is_some_and(Membership::holds::<ManageMembers>),
            may_own: signed
                .membership
                .as_ref()
                .is_some_and(Membership::holds::<OwnTeam>),
            unread,
            here: "",
            tab: "",
            flash: take_flash(request),
            version: env!("CARGO_PKG_VERSION"),
            theme: match user.theme {
                Theme::System => "",
                theme => theme.word(),
            },
            tz: jiff::tz::TimeZone::get(&user.timezone).unwrap_or(jiff::tz::TimeZone::UTC),
            locale: guards::locale(request),
            request_id: guards::request_id(request).to_owned(),
        })
    }

    /// The same frame at a place of the side bar.
    #[must_use]
    pub fn at(mut self, here: &'static str) -> Self {
        self.here = here;
        self
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Chrome {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, ()> {
        let signed = match SignedIn::from_request(request).await {
            Outcome::Success(signed) => signed,
            Outcome::Error(error) => return Outcome::Error(error),
            Outcome::Forward(status) => return Outcome::Forward(status),
        };
        let built = guards::database(request).and_then(|db| Self::build(request, &signed, db));
        match built {
            Ok(chrome) => Outcome::Success(chrome),
            Err(error) => guards::refuse(request, error),
        }
    }
}

impl Gate {
    pub(super) fn build(request: &Request<'_>) -> Self {
        Self {
            flash: take_flash(request),
            version: env!("CARGO_PKG_VERSION"),
            locale: guards::locale(request),
            request_id: guards::request_id(request).to_owned(),
        }
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Gate {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> rocket::request::Outcome<Self, ()> {
        Outcome::Success(Self::build(request))
    }
}
