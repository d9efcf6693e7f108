//! `/signup`, `/verify-email`.

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::error::Error;
use crate::links::Purpose;
use crate::secret::Secret;
use crate::teams::signup::{self, Followed, SignUpDraft, SignedUp};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::Visitor;
use crate::web::page::{Errors, Gate};

/// Asking for an account.
#[derive(Template, Debug)]
#[template(path = "accounts/signup.html")]
struct SignUpPage {
    gate: Gate,
    name: String,
    email: String,
    errors: Errors,
}

/// "Look into your mail".
#[derive(Template, Debug)]
#[template(path = "accounts/signup_mail.html")]
struct ByMailPage {
    gate: Gate,
}

/// A link that shows that an address is somebody's, before it is used.
#[derive(Template, Debug)]
#[template(path = "accounts/verify_email.html")]
struct VerifyPage {
    gate: Gate,
    token: String,
    email: String,
    /// Whether using it makes an account.
    signs_up: bool,
}

#[get("/signup")]
fn form(
    visitor: Visitor,
    gate: Gate,
    app: &State<App>,
) -> PageResult<Result<Html<SignUpPage>, Go>> {
    if visitor.user.is_some() {
        return Ok(Err(Go::to("/")));
    }
    app.sign_up_rules(visitor.locale).allow()?;
    Ok(Ok(Html::ok(SignUpPage {
        gate,
        name: String::new(),
        email: String::new(),
        errors: Errors::default(),
    })))
}

#[derive(FromForm)]
struct SignUpForm {
    name: String,
    email: String,
    password: String,
}

/// What asking for an account answers.
#[derive(rocket::Responder)]
enum Asked {
    Go(Go),
    ByMail(Html<ByMailPage>),
    Again(Html<SignUpPage>),
}

#[post("/signup", data = "<form>")]
async fn sign_up(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<SignUpForm>,
) -> PageResult<Asked> {
    let form = form.into_inner();
    let (rules, now) = (app.sign_up_rules(visitor.locale), app.clock.now());
    let page = SignUpPage {
        gate: gate.clone(),
        name: form.name.clone(),
        email: form.email.clone(),
        errors: Errors::default(),
    };
    let draft = SignUpDraft {
        name: Some(form.name),
        email: form.email,
        password: Secret::new(form.password),
        invite_token: None,
    };
    let client = visitor.client;
    let done = signup::sign_up(&db, &app.hasher, &app.pace, rules, draft, client, now).await;
    match done {
        Ok(SignedUp::ByMail) => Ok(Asked::ByMail(Html::ok(ByMailPage { gate }))),
        Ok(SignedUp::AtOnce(token, user)) => {
            frame::set_session(cookies, app, &token);
            let done = text!("signup-done", name = user.name);
            Ok(Asked::Go(Go::to("/").done(done)))
        }
        Err(error @ (Error::Invalid(_) | Error::RateLimited { .. })) => {
            let errors = Errors::of(&error, gate.locale);
            let page = SignUpPage { errors, ..page };
            Ok(Asked::Again(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

#[get("/verify-email?<token>")]
fn look(
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    token: Option<&str>,
) -> PageResult<Html<VerifyPage>> {
    let token = token.unwrap_or_default();
    let open = signup::open(&db, &app.links, token, app.clock.now())?;
    Ok(Html::ok(VerifyPage {
        gate,
        token: token.to_owned(),
        email: open.email,
        signs_up: open.purpose == Purpose::SignUp,
    })
    .secret())
}

#[derive(FromForm)]
struct LinkForm {
    token: String,
}

#[post("/verify-email", data = "<form>")]
async fn verify(
    visitor: Visitor,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    form: Form<LinkForm>,
) -> PageResult<Go> {
    let (rules, now) = (app.sign_up_rules(visitor.locale), app.clock.now());
    let next = if visitor.user.is_some() {
        "/"
    } else {
        "/login"
    };
    let token = form.into_inner().token;
    let done = signup::follow(&db, &app.links, rules, &token, visitor.client, now);
    match done.await? {
        Followed::Confirmed(user) => {
            let done = text!("email-confirmed", address = user.email);
            Ok(Go::to(next).done(done))
        }
        Followed::SignedUp(token, user) => {
            frame::set_session(cookies, app, &token);
            Ok(Go::to("/").done(text!("signup-done", name = user.name)))
        }
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![form, sign_up, look, verify]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let gate = gallery::gate;
        let wrong = Error::invalid("password", text!("password-weak"));
        let late = Error::RateLimited {
            retry_after: std::time::Duration::from_secs(9),
        };
        for errors in [
            Errors::default(),
            Errors::of(&wrong, gate().locale),
            Errors::of(&late, gate().locale),
        ] {
            let page = SignUpPage {
                gate: gate(),
                name: "Ada <b>".into(),
                email: "ada@example.org".into(),
                errors,
            };
            check_html(&page.render().unwrap());
        }
        check_html(&ByMailPage { gate: gate() }.render().unwrap());
        for signs_up in [false, true] {
            let page = VerifyPage {
                gate: gate(),
                token: "sign-up.x".into(),
                email: format!("{}@example.org", "long".repeat(15)),
                signs_up,
            };
            check_html(&page.render().unwrap());
        }
    }
}
