//! `/settings` and `/settings/profile`.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::{self, ProfileDraft, User};
use crate::error::Error;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::{Chrome, Errors};
use crate::web::upload::PhotoForm;

const HERE: &str = "/settings/profile";

/// Who one is.
#[derive(Template, Debug)]
#[template(path = "settings/profile.html")]
pub(crate) struct ProfilePage {
    chrome: Chrome,
    typed: ProfileForm,
    /// What is wrong with what was typed.
    errors: Errors,
    /// What is wrong with the photo.
    photo_error: String,
    /// The address that waits to be confirmed: that of the account, another one, or none.
    waiting: Waiting,
    /// Whether there is a mail server.
    by_mail: bool,
}

impl ProfilePage {
    /// That another address waits, and for what.
    fn pending(&self, email: &str) -> String {
        let present = &self.chrome.user.email;
        self.chrome.say(&if self.by_mail {
            text!("profile-pending", email = email, present = present)
        } else {
            text!("profile-pending-kept", email = email, present = present)
        })
    }

    /// The words of the button for a link; without a mail server nothing is sent.
    fn link_verb(&self, sent: &'static str) -> String {
        self.chrome.t(if self.by_mail {
            sent
        } else {
            "profile-make-link"
        })
    }
}

/// Which address waits to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Waiting {
    /// None.
    Nothing,
    /// That of the account.
    Present,
    /// Another one, which takes its place.
    Other(String),
}

impl Waiting {
    fn of(user: &User) -> Self {
        match (&user.pending_email, user.email_verified_at) {
            (Some(email), _) => Self::Other(email.clone()),
            (None, None) => Self::Present,
            (None, Some(_)) => Self::Nothing,
        }
    }
}

/// What the form of the profile holds.
#[derive(Clone, Debug, FromForm)]
struct ProfileForm {
    #[field(name = "firstName")]
    first_name: String,
    #[field(name = "lastName")]
    last_name: String,
    email: String,
    company: String,
    bio: String,
}

impl ProfileForm {
    fn of(user: &User) -> Self {
        Self {
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            email: user.pending_email.as_ref().unwrap_or(&user.email).clone(),
            company: user.company.clone(),
            bio: user.bio.clone(),
        }
    }

    fn draft(&self) -> ProfileDraft {
        ProfileDraft {
            first_name: Some(self.first_name.clone()),
            last_name: Some(self.last_name.clone()),
            email: Some(self.email.clone()),
            company: Some(self.company.clone()),
            bio: Some(self.bio.clone()),
        }
    }
}

fn page(chrome: Chrome, user: &User, typed: ProfileForm, by_mail: bool) -> ProfilePage {
    ProfilePage {
        by_mail,
        waiting: Waiting::of(user),
        chrome: chrome.in_settings("profile"),
        typed,
        errors: Errors::default(),
        photo_error: String::new(),
    }
}

/// The settings begin with the profile.
#[get("/settings")]
fn settings(signed: SignedIn) -> Go {
    drop(signed);
    Go::to(HERE)
}

#[get("/settings/profile")]
fn profile(signed: SignedIn, chrome: Chrome, app: &State<App>) -> Html<ProfilePage> {
    let user = &signed.session.user;
    let typed = ProfileForm::of(user);
    Html::ok(page(chrome, user, typed, app.sends_mail()))
}

#[post("/settings/profile", data = "<form>")]
async fn save(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<ProfileForm>,
) -> PageResult<Result<Go, Html<ProfilePage>>> {
    let form = form.into_inner();
    let change = match form.draft().check() {
        Ok(change) => change,
        Err(error) => {
            let page = ProfilePage {
                errors: Errors::of(&error, chrome.locale),
                ..page(chrome, &signed.session.user, form, app.sends_mail())
            };
            return Ok(Err(Html::refused(page, &error)));
        }
    };
    let now = app.clock.now();
    let (session, actor) = (signed.session, signed.actor);
    let (of, by, rest) = (
        session.clone(),
        actor.clone(),
        change.clone().without_email(),
    );
    let saved = db
        .write(move |tx| accounts::update_profile(tx, &actor, &session, &change, now))
        .await;
    match saved {
        Ok((user, asked)) => Ok(Ok(Go::to(HERE).done(asked.told(&user, app.sends_mail())))),
        // The address waits for the password; what else was typed is not lost with it.
        Err(error @ Error::Reauthenticate) => {
            db.write(move |tx| accounts::update_profile(tx, &by, &of, &rest, now))
                .await?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

#[post("/settings/profile/confirmation")]
async fn ask_again(signed: SignedIn, db: Connection<ScalixDb>, app: &State<App>) -> PageResult<Go> {
    let now = app.clock.now();
    db.write(move |tx| accounts::ask_again(tx, &signed.actor, &signed.session.user, now))
        .await?;
    Ok(Go::to(HERE).done(if app.sends_mail() {
        text!("profile-link-sent")
    } else {
        text!("profile-link-kept")
    }))
}

#[post("/settings/profile/photo", data = "<form>")]
async fn set_photo(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Result<PhotoForm, Error>,
) -> PageResult<Result<Go, Html<ProfilePage>>> {
    let made = match form {
        Ok(PhotoForm(sent)) => app.photos.make(sent).await,
        Err(error) => Err(error),
    };
    let photo = match made {
        Ok(photo) => photo,
        Err(error @ (Error::Invalid(_) | Error::TooLarge(_))) => {
            let page = ProfilePage {
                photo_error: chrome.say(&error.text()),
                ..page(
                    chrome,
                    &signed.session.user,
                    ProfileForm::of(&signed.session.user),
                    app.sends_mail(),
                )
            };
            return Ok(Err(Html::refused(page, &error)));
        }
        Err(error) => return Err(error.into()),
    };
    let now = app.clock.now();
    db.write(move |tx| {
        accounts::set_avatar(tx, &signed.actor, signed.session.user.id, &photo, now)
    })
    .await?;
    Ok(Ok(Go::to(HERE).done(text!("photo-saved"))))
}

#[post("/settings/profile/photo/remove")]
async fn remove_photo(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Go> {
    let now = app.clock.now();
    db.write(move |tx| accounts::remove_avatar(tx, &signed.actor, signed.session.user.id, now))
        .await?;
    Ok(Go::to(HERE).done(text!("photo-removed")))
}

/// To be mounted at `/`.
pub(super) fn routes() -> Vec<Route> {
    routes![settings, profile, save, ask_again, set_photo, remove_photo]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let typed = || ProfileForm {
            first_name: "Inês <b>".to_owned(),
            last_name: "Carvalho Monteiro de Albuquerque e Sousa".to_owned(),
            email: "ines@".to_owned(),
            company: String::new(),
            bio: "One line.\nAnother </textarea> line.".to_owned(),
        };
        let sample = |photo: &str, errors, photo_error: &str, waiting| {
            let mut chrome = gallery::chrome("", 1);
            photo.clone_into(&mut chrome.user.photo);
            ProfilePage {
                chrome: chrome.in_settings("profile"),
                typed: typed(),
                errors,
                by_mail: !photo.is_empty(),
                photo_error: photo_error.to_owned(),
                waiting,
            }
        };
        let wrong = Error::invalid("firstName", text!("field-required"));
        let wrong = Errors::of(&wrong, gallery::gate().locale);
        for page in [
            sample("", Errors::default(), "", Waiting::Present),
            sample(
                "/api/avatars/img_x",
                Errors::default(),
                "",
                Waiting::Nothing,
            ),
            sample("", wrong, "", Waiting::Other("<b>@example.org".to_owned())),
            sample(
                "",
                Errors::default(),
                "This file is empty.",
                Waiting::Nothing,
            ),
        ] {
            check_html(&page.render().unwrap());
        }
    }
}
