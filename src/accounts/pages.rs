//! `/setup`, `/login`, `/logout`, and the pages of a person's own settings.

mod appearance;
mod profile;

use askama::Template;
use rocket::form::Form;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::{self, Credentials, sessions};
use crate::error::Error;
use crate::secret::Secret;
use crate::teams::{self, SetupDraft};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::{SignedIn, Visitor};
use crate::web::page::{Errors, Gate};

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
}

#[derive(FromForm)]
struct LoginForm {
    email: String,
    password: String,
    next: Option<String>,
}

/// A path of this server, or nothing: never another site (`//evil`, `/\evil`, `https:`).
fn local(next: Option<&str>) -> Option<&str> {
    next.filter(|path| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path
                .chars()
                .all(|char| char.is_ascii_graphic() && char != '\\')
    })
}

#[get("/login?<next>")]
fn login(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    next: Option<&str>,
) -> PageResult<Result<Html<LoginPage>, Go>> {
    let next = local(next).unwrap_or_default();
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
    let next = local(form.next.as_deref()).unwrap_or_default().to_owned();
    let credentials = Credentials {
        email: form.email,
        password: Secret::new(form.password),
    };
    let now = app.clock.now();
    let signed = accounts::sign_in(
        &db,
        &app.hasher,
        &app.throttles,
        credentials,
        visitor.client,
        now,
    )
    .await;
    match signed {
        Ok((token, _)) => {
            frame::set_session(cookies, app, &token);
            Ok(Ok(Go::to(if next.is_empty() { "/" } else { &next })))
        }
        Err(error @ (Error::Unauthenticated(_) | Error::RateLimited { .. })) => {
            let error_text = gate.say(&error.text());
            let page = LoginPage {
                gate,
                email,
                next,
                error: error_text,
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
    all.extend(profile::routes());
    all.extend(appearance::routes());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn only_paths_of_this_server_are_returned_to() {
        for path in ["/", "/projects?status=stopped", "/usage#chart"] {
            assert_eq!(local(Some(path)), Some(path));
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
            assert_eq!(local(Some(path)), None, "{path:?}");
        }
    }

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let wrong = Error::invalid("email", text!("field-email"));
        for errors in [
            Errors::default(),
            Errors::of(&wrong, gallery::gate().locale),
        ] {
            let page = SetupPage {
                gate: gallery::gate(),
                token: "setup_scalix_x".into(),
                name: "Ada <b>".into(),
                email: "ada@".into(),
                team_name: "Analytical Engines".into(),
                errors,
            };
            check_html(&page.render().unwrap());
        }
        for error in ["", "The e-mail address or the password is wrong."] {
            let page = LoginPage {
                gate: gallery::gate(),
                email: "ada@example.org".into(),
                next: "/usage".into(),
                error: error.into(),
            };
            check_html(&page.render().unwrap());
        }
    }
}
