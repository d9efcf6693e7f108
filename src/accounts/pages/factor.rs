//! `/settings/security/2fa`: setting the second factor up, turning it off, new recovery codes.

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::second_factor::{self, Enrolment, RecoveryCodes};
use crate::error::Error;
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::{Fresh, SignedIn};
use crate::web::page::{Chrome, Errors};

/// What an app needs, or how it begins.
#[derive(Template, Debug)]
#[template(path = "settings/factor.html")]
pub(super) struct FactorPage {
    pub(super) chrome: Chrome,
    /// The secret that waits for its first code.
    pub(super) begun: Option<Enrolment>,
    pub(super) errors: Errors,
}

/// The page that asks for password and code: `off` or new recovery codes.
#[derive(Template, Debug)]
#[template(path = "settings/factor_prove.html")]
pub(super) struct ProvePage {
    pub(super) chrome: Chrome,
    pub(super) off: bool,
    pub(super) errors: Errors,
}

/// Recovery codes, shown this once.
#[derive(Template)]
#[template(path = "settings/recovery_codes.html")]
pub(super) struct CodesPage {
    pub(super) chrome: Chrome,
    pub(super) codes: Vec<String>,
    /// A file with the codes, as an address.
    pub(super) file: String,
    /// Whether the second factor was just turned on.
    pub(super) first: bool,
}

impl CodesPage {
    pub(super) fn new(chrome: Chrome, codes: &RecoveryCodes, first: bool) -> Self {
        let codes: Vec<String> = codes.iter().map(|code| code.reveal().clone()).collect();
        let account = chrome.user.email.clone();
        let head = chrome.t1("recovery-file", "account", account);
        let text = format!("{head}\r\n\r\n{}\r\n", codes.join("\r\n"));
        // `+` would be a plus in an address that is no form.
        let escaped: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let file = format!(
            "data:text/plain;charset=utf-8,{}",
            escaped.replace('+', "%20")
        );
        Self {
            codes,
            file,
            first,
            chrome: chrome.in_settings("security"),
        }
    }
}

#[get("/settings/security/2fa")]
fn show(
    fresh: Fresh<SignedIn>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Result<Html<FactorPage>, Go>> {
    let (user, now) = (fresh.0.session.user, app.clock.now());
    let vault = &app.checks.vault;
    if db.read_now(|conn| second_factor::is_on(conn, user.id))? {
        return Ok(Err(Go::to("/settings/security")));
    }
    let begun = db.read_now(|conn| second_factor::begun(conn, vault, &user, now))?;
    Ok(Ok(Html::ok(FactorPage {
        chrome: chrome.in_settings("security"),
        begun,
        errors: Errors::default(),
    })
    .secret()))
}

#[post("/settings/security/2fa")]
async fn begin(
    fresh: Fresh<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Go> {
    let (signed, vault, now) = (fresh.0, app.checks.vault.clone(), app.clock.now());
    let (by, user) = (signed.actor, signed.session.user);
    db.write(move |tx| second_factor::begin(tx, &vault, &by, &user, now))
        .await?;
    Ok(Go::to("/settings/security/2fa"))
}

#[derive(FromForm)]
struct CodeForm {
    #[field(default = String::new())]
    code: String,
}

#[post("/settings/security/2fa/confirm", data = "<form>")]
async fn confirm(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<CodeForm>,
) -> PageResult<Result<Html<CodesPage>, Html<FactorPage>>> {
    let own = signed.own(&db, app);
    match second_factor::confirm(&own, &form.into_inner().code).await {
        Ok((codes, token)) => {
            frame::set_session(cookies, app, &token);
            Ok(Ok(Html::ok(CodesPage::new(chrome, &codes, true)).secret()))
        }
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let (user, vault) = (&signed.session.user, &app.checks.vault);
            let begun = db.read_now(|conn| second_factor::begun(conn, vault, user, own.now))?;
            let page = FactorPage {
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.in_settings("security"),
                begun,
            };
            Ok(Err(Html::refused(page, &error).secret()))
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(FromForm)]
struct ProveForm {
    #[field(default = String::new())]
    password: String,
    #[field(default = String::new())]
    code: String,
}

fn prove(chrome: Chrome, off: bool, error: Option<&Error>) -> ProvePage {
    ProvePage {
        errors: error.map_or_else(Errors::default, |error| Errors::of(error, chrome.locale)),
        chrome: chrome.in_settings("security"),
        off,
    }
}

/// The question, if there is a second factor.
fn asked(signed: &SignedIn, chrome: Chrome, off: bool) -> Result<Html<ProvePage>, Go> {
    if signed.session.user.two_factor {
        Ok(Html::ok(prove(chrome, off, None)))
    } else {
        Err(Go::to("/settings/security").failed(text!("two-factor-off-already")))
    }
}

#[get("/settings/security/2fa/off")]
fn ask_off(signed: SignedIn, chrome: Chrome) -> Result<Html<ProvePage>, Go> {
    asked(&signed, chrome, true)
}

#[post("/settings/security/2fa/off", data = "<form>")]
async fn turn_off(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<ProveForm>,
) -> PageResult<Result<Go, Html<ProvePage>>> {
    let ProveForm { password, code } = form.into_inner();
    let own = signed.own(&db, app);
    match second_factor::disable(&own, Secret::new(password), &code).await {
        Ok(token) => {
            frame::set_session(cookies, app, &token);
            let go = Go::to("/settings/security").done(text!("two-factor-is-off"));
            Ok(Ok(go))
        }
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let page = prove(chrome, true, Some(&error));
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/settings/security/2fa/codes")]
fn ask_codes(signed: SignedIn, chrome: Chrome) -> Result<Html<ProvePage>, Go> {
    asked(&signed, chrome, false)
}

#[post("/settings/security/2fa/codes", data = "<form>")]
async fn make_codes(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<ProveForm>,
) -> PageResult<Result<Html<CodesPage>, Html<ProvePage>>> {
    let ProveForm { password, code } = form.into_inner();
    let own = signed.own(&db, app);
    match second_factor::regenerate(&own, Secret::new(password), &code).await {
        Ok(codes) => Ok(Ok(Html::ok(CodesPage::new(chrome, &codes, false)).secret())),
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let page = prove(chrome, false, Some(&error));
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![
        show, begin, confirm, ask_off, turn_off, ask_codes, make_codes
    ]
}
