//! `/settings/delete`: what would go and what would stay, and the end of the account.

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::User;
use crate::error::Error;
use crate::keys::KeyRing;
use crate::leaving::{self, Fate, LeaveDraft, LeavePreview};
use crate::secret::Secret;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::{Chrome, Errors};

/// The question before the end of an account.
#[derive(Template, Debug)]
#[template(path = "leaving/delete.html")]
pub(crate) struct LeavePage {
    chrome: Chrome,
    preview: LeavePreview,
    /// Whether a code is asked for.
    code: bool,
    errors: Errors,
}

impl LeavePage {
    fn new(chrome: Chrome, user: &User, preview: LeavePreview) -> Self {
        Self {
            code: user.two_factor,
            chrome: chrome.in_settings("profile"),
            preview,
            errors: Errors::default(),
        }
    }

    /// Why the account cannot end, if it cannot.
    fn kept(&self) -> Option<String> {
        leaving::what_keeps(&self.preview.teams).map(|why| self.chrome.say(&why))
    }
}

#[derive(FromForm)]
struct LeaveForm {
    password: String,
    code: Option<String>,
    confirm: String,
}

#[get("/settings/delete")]
async fn ask(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<LeavePage>> {
    let (user, now) = (signed.session.user, app.clock.now());
    let asked = user.clone();
    let preview = db
        .read(move |conn| leaving::preview(conn, &asked, now))
        .await?;
    Ok(Html::ok(LeavePage::new(chrome, &user, preview)))
}

#[post("/settings/delete", data = "<form>")]
async fn leave(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    ring: &State<KeyRing>,
    cookies: &CookieJar<'_>,
    form: Form<LeaveForm>,
) -> PageResult<Result<Go, Html<LeavePage>>> {
    let (form, now) = (form.into_inner(), app.clock.now());
    let draft = LeaveDraft {
        password: Secret::new(form.password),
        code: form.code,
        confirm: form.confirm,
    };
    match leaving::end(&signed.own(&db, app), ring.projects(), draft).await {
        Ok(()) => {
            frame::clear_session(cookies, app);
            Ok(Ok(Go::to("/login").done(text!("leave-done"))))
        }
        Err(error @ (Error::Invalid(_) | Error::SecondFactorRequired)) => {
            let asked = signed.session.user.clone();
            let preview = db
                .read(move |conn| leaving::preview(conn, &asked, now))
                .await?;
            let page = LeavePage {
                errors: Errors::of(&error, chrome.locale),
                ..LeavePage::new(chrome, &signed.session.user, preview)
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![ask, leave]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PublicId, TeamId};
    use crate::leaving::TeamFate;
    use crate::secret::Random;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let team = |fate| TeamFate {
            row: TeamId(1),
            id: PublicId::generate(&Random::seeded(1)),
            name: "Analytical <b>Engines</b> and Difference Engines".to_owned(),
            fate,
            others: 3,
            projects: 2,
            keys: 5,
        };
        let wrong = Error::invalid("password", text!("password-wrong"));
        let wrong = Errors::of(&wrong, gallery::gate().locale);
        for (teams, errors) in [
            (vec![], Errors::default()),
            (vec![team(Fate::Stays), team(Fate::Ends)], wrong),
            (vec![team(Fate::Blocks)], Errors::default()),
            (
                vec![team(Fate::Blocks), team(Fate::Blocks)],
                Errors::default(),
            ),
        ] {
            let preview = LeavePreview {
                email: "ada@example.org".to_owned(),
                sessions: 2,
                tokens: 1,
                photo: !teams.is_empty(),
                audit_rows: 12,
                messages: 2,
                last_operator: !teams.is_empty(),
                teams,
            };
            let page = LeavePage {
                chrome: gallery::chrome("", 1).in_settings("profile"),
                code: preview.photo,
                preview,
                errors,
            };
            check_html(&page.render().unwrap());
        }
    }
}
