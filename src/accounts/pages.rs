//! `/setup`, `/login`, `/logout`, what belongs to signing in, and the pages of a person's own settings.

mod again;
mod appearance;
mod factor;
mod notifications;
mod profile;
mod reset;
mod second_step;
mod security;
mod signup;

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::signin::{self, Step};
use crate::accounts::{self, Credentials, sessions};
use crate::error::Error;
use crate::secret::Secret;
use crate::teams::{self, SetupDraft};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::{SignedIn, Visitor};
use crate::web::page::{Errors, Gate};
use crate::web::params::local_path;

/// The first run.
#[derive(Template, Debug)]
#[template(path = "accounts/setup.html")]
pub struct SetupPage {
    gate: Gate,
    token: String,
    name: String,
    email: String,
    team_name: String,
    errors: Errors,
}

#[derive(FromForm)]
struct SetupForm {
    setup_token: String,
    name: String,
    email: String,
    password: String,
    team_name: String,
}

#[get("/setup?<token>")]
fn setup(
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    token: Option<&str>,
) -> PageResult<Result<Html<SetupPage>, Go>> {
    if !db.read_now(accounts::none_exists)? {
        return Ok(Err(Go::to("/login").done(text!("setup-done-before"))));
    }
    let token = token.unwrap_or_default();
    // Looking at the link does not use it up: mail scanners and previews look too.
    app.setup.check(token, app.clock.now())?;
    Ok(Ok(Html::ok(SetupPage {
        gate,
        token: token.to_owned(),
        name: String::new(),
        email: String::new(),
        team_name: String::new(),
        errors: Errors::default(),
    })
    .secret()))
}

#[post("/setup", data = "<form>")]
async fn set_up(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<SetupForm>,
) -> PageResult<Result<Go, Html<SetupPage>>> {
    let form = form.into_inner();
    let page = SetupPage {
        gate,
        token: form.setup_token.clone(),
        name: form.name.clone(),
        email: form.email.clone(),
        team_name: form.team_name.clone(),
        errors: Errors::default(),
    };
    let draft = SetupDraft {
        setup_token: Secret::new(form.setup_token),
        name: form.name,
        email: form.email,
        password: Secret::new(form.password),
        team_name: form.team_name,
    };
    let now = app.clock.now();
    let done = teams::run_set_up(&db, &app.hasher, &app.setup, draft, visitor.client, now).await;
    match done {
        Ok(done) => {
            frame::set_session(cookies, app, &done.token);
            Ok(Ok(Go::to("/").done(text!("setup-done"))))
        }
        Err(error @ Error::Invalid(_)) => {
            let errors = Errors::of(&error, page.gate.locale);
            Ok(Err(
                Html::refused(SetupPage { errors, ..page }, &error).secret()
            ))
        }
        Err(error) => Err(error.into()),
    }
}

/// Sign-in.
#[derive(Template, Debug)]
#[template(path = "accounts/login.html")]
pub struct LoginPage {
    gate: Gate,
    email: String,
    next: String,
    error: String,
    /// Whether anybody may make an account by themselves.
    open: bool,
}

#[derive(FromForm)]
struct LoginForm {
    email: String,
    password: String,
    next: Option<String>,
}

#[get("/login?<next>")]
fn login(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    next: Option<&str>,
) -> PageResult<Result<Html<LoginPage>, Go>> {
    let next = local_path(next).unwrap_or_default();
    if visitor.user.is_some() {
        return Ok(Err(Go::to(if next.is_empty() { "/" } else { next })));
    }
    if db.read_now(accounts::none_exists)? {
        return Err(Error::Expired(text!("setup-first")).into());
    }
    let page = LoginPage {
        gate,
        email: String::new(),
        next: next.to_owned(),
        error: String::new(),
        open: app.is_open(),
    };
    Ok(Ok(Html::ok(page)))
}

#[post("/login", data = "<form>")]
async fn sign_in(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<LoginForm>,
) -> PageResult<Result<Go, Html<LoginPage>>> {
    let form = form.into_inner();
    let email = form.email.clone();
    let next = local_path(form.next.as_deref())
        .unwrap_or_default()
        .to_owned();
    let credentials = Credentials {
        email: form.email,
        password: Secret::new(form.password),
        code: None,
    };
    let now = app.clock.now();
    let signed = signin::sign_in(&db, &app.checks, credentials, visitor.door(), now).await;
    match signed {
        Ok(Step::Done(token, _)) => {
            frame::set_session(cookies, app, &token);
            Ok(Ok(Go::to(if next.is_empty() { "/" } else { &next })))
        }
        Ok(Step::CodeNeeded(half)) => {
            second_step::set_half(cookies, app, &half);
            Ok(Ok(Go::to(second_step::address(&next))))
        }
        Err(error @ (Error::Unauthenticated(_) | Error::RateLimited { .. })) => {
            let error_text = gate.say(&error.text());
            let page = LoginPage {
                gate,
                email,
                next,
                error: error_text,
                open: app.is_open(),
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/logout")]
async fn sign_out(
    visitor: Visitor,
    signed: Option<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
) -> PageResult<Go> {
    drop(visitor);
    if let Some(signed) = signed {
        db.write(move |tx| sessions::end(tx, signed.session.id))
            .await?;
    }
    frame::clear_session(cookies, app);
    Ok(Go::to("/login").done(text!("signout-done")))
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    let mut all = routes![setup, set_up, login, sign_in, sign_out];
    for more in [
        second_step::routes(),
        reset::routes(),
        again::routes(),
        profile::routes(),
        appearance::routes(),
        notifications::routes(),
        security::routes(),
        factor::routes(),
        signup::routes(),
    ] {
        all.extend(more);
    }
    all
}

#[cfg(test)]
mod tests;
