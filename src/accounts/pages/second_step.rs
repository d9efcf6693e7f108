//! `/login/code`: the code of the second factor, after the password was right. The password is
//! not carried along: a cookie of its own holds the place for ten minutes.

use askama::Template;
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::signin;
use crate::error::Error;
use crate::secret::Token;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::Visitor;
use crate::web::page::Gate;
use crate::web::params::local_path;

/// The second step of a sign-in.
#[derive(Template, Debug)]
#[template(path = "accounts/code.html")]
pub(super) struct CodePage {
    pub(super) gate: Gate,
    pub(super) next: String,
    pub(super) error: String,
}

/// Where the second step is, and where it goes on.
pub(super) fn address(next: &str) -> String {
    if next.is_empty() {
        return "/login/code".to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/login/code?next={next}")
}

/// Puts the token of the second step into the browser.
pub(super) fn set_half(cookies: &CookieJar<'_>, app: &App, half: &Token) {
    cookies.add(
        Cookie::build((app.half_cookie_name(), half.reveal().to_owned()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(app.settings.https())
            .max_age(rocket::time::Duration::minutes(10)),
    );
}

fn clear_half(cookies: &CookieJar<'_>, app: &App) {
    cookies.remove(
        Cookie::build(app.half_cookie_name())
            .path("/")
            .secure(app.settings.https()),
    );
}

fn half(cookies: &CookieJar<'_>, app: &App) -> String {
    let cookie = cookies.get(app.half_cookie_name());
    cookie.map_or_else(String::new, |cookie| cookie.value().to_owned())
}

#[get("/login/code?<next>")]
fn ask(
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    next: Option<&str>,
) -> PageResult<Result<Html<CodePage>, Go>> {
    let (half, now) = (half(cookies, app), app.clock.now());
    if db
        .read_now(|conn| signin::find_pending(conn, &half, now))?
        .is_none()
    {
        return Ok(Err(Go::to("/login").failed(text!("signin-again"))));
    }
    let page = CodePage {
        gate,
        next: local_path(next).unwrap_or_default().to_owned(),
        error: String::new(),
    };
    Ok(Ok(Html::ok(page).secret()))
}

#[derive(FromForm)]
struct CodeForm {
    #[field(default = String::new())]
    code: String,
    next: Option<String>,
}

#[post("/login/code", data = "<form>")]
async fn give(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<CodeForm>,
) -> PageResult<Result<Go, Html<CodePage>>> {
    let form = form.into_inner();
    let next = local_path(form.next.as_deref())
        .unwrap_or_default()
        .to_owned();
    let (half, now) = (half(cookies, app), app.clock.now());
    let door = visitor.door();
    match signin::finish(&db, &app.checks, &half, form.code, door, now).await {
        Ok((token, _)) => {
            clear_half(cookies, app);
            frame::set_session(cookies, app, &token);
            Ok(Ok(Go::to(if next.is_empty() { "/" } else { &next })))
        }
        Err(Error::Expired(why)) => {
            clear_half(cookies, app);
            Ok(Ok(Go::to("/login").failed(why)))
        }
        Err(error @ (Error::Unauthenticated(_) | Error::RateLimited { .. })) => {
            let page = CodePage {
                error: gate.say(&error.text()),
                gate,
                next,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![ask, give]
}
