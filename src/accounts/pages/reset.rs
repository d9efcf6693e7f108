//! `/forgot` and `/reset`: a forgotten password.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::reset;
use crate::error::Error;
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::Visitor;
use crate::web::page::{Errors, Gate};

/// Whose password was forgotten, and that a mail is on its way.
#[derive(Template, Debug)]
#[template(path = "accounts/forgot.html")]
pub(super) struct ForgotPage {
    pub(super) gate: Gate,
    pub(super) email: String,
    pub(super) sent: bool,
    /// Whether there is a mail server.
    pub(super) by_mail: bool,
    pub(super) errors: Errors,
}

#[get("/forgot")]
fn forgot(gate: Gate, app: &State<App>) -> Html<ForgotPage> {
    Html::ok(ForgotPage {
        gate,
        email: String::new(),
        sent: false,
        by_mail: app.sends_mail(),
        errors: Errors::default(),
    })
}

#[derive(FromForm)]
struct ForgotForm {
    #[field(default = String::new())]
    email: String,
}

#[post("/forgot", data = "<form>")]
async fn send(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<ForgotForm>,
) -> PageResult<Html<ForgotPage>> {
    let (email, now) = (form.into_inner().email, app.clock.now());
    let page = ForgotPage {
        gate,
        email,
        sent: true,
        by_mail: app.sends_mail(),
        errors: Errors::default(),
    };
    match reset::forgot(&db, &app.checks, &page.email, visitor.client, now).await {
        Ok(()) => Ok(Html::ok(page).secret()),
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let errors = Errors::of(&error, page.gate.locale);
            let page = ForgotPage {
                errors,
                sent: false,
                ..page
            };
            Ok(Html::refused(page, &error))
        }
        Err(error) => Err(error.into()),
    }
}

/// The new password, with the link that allows it.
#[derive(Template, Debug)]
#[template(path = "accounts/reset.html")]
pub(super) struct ResetPage {
    pub(super) gate: Gate,
    pub(super) email: String,
    pub(super) token: String,
    pub(super) errors: Errors,
}

#[get("/reset?<token>")]
fn show(
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    token: Option<&str>,
) -> PageResult<Html<ResetPage>> {
    let (token, now) = (token.unwrap_or_default(), app.clock.now());
    // Looking at the link does not use it up: mail scanners and previews look too.
    let user = db.read_now(|conn| reset::look(conn, &app.links, token, now))?;
    Ok(Html::ok(ResetPage {
        gate,
        email: user.email,
        token: token.to_owned(),
        errors: Errors::default(),
    })
    .secret())
}

#[derive(FromForm)]
struct ResetForm {
    #[field(default = String::new())]
    token: String,
    #[field(default = String::new())]
    password: String,
}

#[post("/reset", data = "<form>")]
async fn set(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<ResetForm>,
) -> PageResult<Result<Go, Html<ResetPage>>> {
    let ResetForm { token, password } = form.into_inner();
    let now = app.clock.now();
    let done = reset::reset(
        &db,
        &app.checks,
        &app.links,
        Secret::new(token.clone()),
        Secret::new(password),
        visitor.client,
        now,
    )
    .await;
    match done {
        Ok(()) => Ok(Ok(Go::to("/login").done(text!("reset-done")))),
        Err(error @ Error::Invalid(_)) => {
            let user = db.read_now(|conn| reset::look(conn, &app.links, &token, now))?;
            let page = ResetPage {
                errors: Errors::of(&error, gate.locale),
                gate,
                email: user.email,
                token,
            };
            Ok(Err(Html::refused(page, &error).secret()))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![forgot, send, show, set]
}
