//! Failures as pages: in the frame of the person, or at the gate.

use askama::Template;
use rocket::http::Method;
use rocket::request::Request;
use rocket::response::{self, Responder};

use crate::error::Error;
use crate::text::Text;
use crate::web::frame::{Go, Html};
use crate::web::guards;
use crate::web::page::{Chrome, Gate};
use crate::web::problem;

/// What a handler of a page answers.
pub type PageResult<T> = Result<T, PageError>;

/// A failure of a handler of a page.
#[derive(Debug)]
pub struct PageError(pub Error);

impl<E: Into<Error>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// What every page of a failure tells.
#[derive(Debug)]
pub struct Failure {
    /// The status, such as 404.
    pub status: u16,
    /// The heading.
    pub title: String,
    /// What happened and what to do.
    pub text: String,
}

/// A failure, for somebody who is signed in.
#[derive(Template, Debug)]
#[template(path = "errors/signed_in.html")]
pub struct SignedInFailure {
    /// The frame.
    pub chrome: Chrome,
    /// The failure.
    pub failure: Failure,
}

/// A failure, for a visitor.
#[derive(Template, Debug)]
#[template(path = "errors/visitor.html")]
pub struct VisitorFailure {
    /// The frame.
    pub gate: Gate,
    /// The failure.
    pub failure: Failure,
    /// Whether signing in would help: before the first account it leads back here.
    pub sign_in: bool,
}

/// Whether the server waits for its first account: nothing is wrong, and what to do is not what
/// one does about a link that has expired.
fn not_set_up(error: &Error) -> bool {
    matches!(error, Error::Expired(sentence) if sentence.key() == "setup-first")
}

fn title(error: &Error) -> Text {
    Text::new(match error {
        Error::Malformed(_) | Error::UnsupportedMedia(_) => "error-title-malformed",
        Error::Unauthenticated(_) | Error::SecondFactorRequired => "error-title-unauthenticated",
        Error::Forbidden(_) | Error::Reauthenticate => "error-title-forbidden",
        Error::Csrf(_) => "error-title-csrf",
        Error::NotFound(_) => "error-title-not-found",
        Error::MethodNotAllowed(_) => "error-title-method",
        Error::TimedOut(_) => "error-title-timed-out",
        Error::Conflict(_) | Error::LastOwner(_) | Error::ProjectStopped => "error-title-conflict",
        Error::Expired(_) if not_set_up(error) => "setup-first-title",
        Error::Expired(_) => "error-title-expired",
        Error::TooLarge(_) => "error-title-too-large",
        Error::Invalid(_) => "error-title-invalid",
        Error::RateLimited { .. } => "error-title-rate-limited",
        Error::Unavailable(_) => "error-title-unavailable",
        Error::Internal(_) => "error-title-internal",
    })
}

/// The sign-in, and then the page that was asked for.
fn login(request: &Request<'_>) -> String {
    let path = request.uri().to_string();
    if request.method() != Method::Get || path == "/" {
        return "/login".to_owned();
    }
    then("/login", &path)
}

/// Where somebody makes a team, or takes one back.
const TEAMS: &str = "/teams";

/// Whether a page was asked for that needs a team by somebody who is in none: they are shown how
/// to get into one instead.
fn lacks_team(request: &Request<'_>, error: &Error) -> bool {
    let no_team = matches!(error, Error::Forbidden(sentence) if sentence.key() == "error-no-team");
    no_team && request.method() == Method::Get
}

/// The password once more, and then the page that was asked for. What a form held is lost, but
/// not the form: it has the same path.
fn reauthenticate(request: &Request<'_>) -> String {
    then("/reauthenticate", &request.uri().to_string())
}

fn then(page: &str, path: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(path.as_bytes()).collect();
    format!("{page}?next={next}")
}

impl<'r> Responder<'r, 'static> for PageError {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let error = self.0;
        if matches!(error, Error::Unauthenticated(_)) {
            return Go::to(login(request)).respond_to(request);
        }
        if matches!(error, Error::Reauthenticate) {
            return Go::to(reauthenticate(request)).respond_to(request);
        }
        if lacks_team(request, &error) {
            return Go::to(TEAMS).respond_to(request);
        }
        problem::log(&error, request);
        // Where no route matched, nobody has asked yet who this is and which language they chose.
        let chrome = guards::signed_in(request).and_then(|signed| {
            guards::database(request).and_then(|db| Chrome::build(request, &signed, db))
        });
        let locale = guards::locale(request);
        let failure = Failure {
            status: error.status(),
            title: locale.say(&title(&error)),
            text: locale.say(&error.text()),
        };
        if let Ok(chrome) = chrome {
            return Html::refused(SignedInFailure { chrome, failure }, &error).respond_to(request);
        }
        let page = VisitorFailure {
            gate: Gate::build(request),
            failure,
            sign_in: !not_set_up(&error),
        };
        // 200, as of a page that says what to do: a proxy may put its own in the place of a failure.
        if not_set_up(&error) && request.method() == Method::Get {
            return Html::ok(page).respond_to(request);
        }
        Html::refused(page, &error).respond_to(request)
    }
}
