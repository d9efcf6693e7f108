//! `/reauthenticate`: the password once more before a sensitive act, and back to it.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::second_factor;
use crate::error::Error;
use crate::secret::Secret;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::{Errors, Gate};
use crate::web::params::local_path;

/// The password once more.
#[derive(Template, Debug)]
#[template(path = "accounts/again.html")]
pub(super) struct AgainPage {
    pub(super) gate: Gate,
    pub(super) email: String,
    pub(super) next: String,
    /// Whether a code is asked for.
    pub(super) code: bool,
    pub(super) errors: Errors,
}

/// Where to go on; to one's security when no place was named.
fn onward(next: Option<&str>) -> String {
    local_path(next).unwrap_or("/settings/security").to_owned()
}

#[get("/reauthenticate?<next>")]
fn ask(
    signed: SignedIn,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    next: Option<&str>,
) -> PageResult<Result<Html<AgainPage>, Go>> {
    let next = onward(next);
    if signed.session.require_fresh(app.clock.now()).is_ok() {
        return Ok(Err(Go::to(next)));
    }
    let user = signed.session.user;
    Ok(Ok(Html::ok(AgainPage {
        gate,
        next,
        code: db.read_now(|conn| second_factor::is_on(conn, user.id))?,
        email: user.email,
        errors: Errors::default(),
    })))
}

#[derive(FromForm)]
struct AgainForm {
    #[field(default = String::new())]
    password: String,
    code: Option<String>,
    next: Option<String>,
}

#[post("/reauthenticate", data = "<form>")]
async fn give(
    signed: SignedIn,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<AgainForm>,
) -> PageResult<Result<Go, Html<AgainPage>>> {
    let form = form.into_inner();
    let next = onward(form.next.as_deref());
    let own = signed.own(&db, app);
    let password = Secret::new(form.password);
    match own.reauthenticate(password, form.code.as_deref()).await {
        Ok(_) => Ok(Ok(Go::to(next))),
        Err(
            error @ (Error::Invalid(_) | Error::SecondFactorRequired | Error::RateLimited { .. }),
        ) => {
            let user = &signed.session.user;
            let page = AgainPage {
                code: db.read_now(|conn| second_factor::is_on(conn, user.id))?,
                email: user.email.clone(),
                errors: Errors::of(&error, gate.locale),
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
