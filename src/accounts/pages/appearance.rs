//! `/settings/appearance`.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::{self, Appearance, AppearanceDraft, Theme};
use crate::check;
use crate::i18n::Locale;
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::{Chrome, Errors};

/// How pages look.
#[derive(Template, Debug)]
#[template(path = "settings/appearance.html")]
pub(crate) struct AppearancePage {
    chrome: Chrome,
    typed: AppearanceForm,
    errors: Errors,
}

/// What the form holds.
#[derive(Clone, Debug, FromForm)]
struct AppearanceForm {
    theme: String,
    language: String,
    timezone: String,
}

impl AppearancePage {
    fn new(chrome: Chrome, typed: AppearanceForm) -> Self {
        Self {
            chrome: chrome.in_settings("appearance"),
            typed,
            errors: Errors::default(),
        }
    }

    /// The themes: word, label, and whether it is the one.
    fn themes(&self) -> Vec<(&'static str, String, bool)> {
        let shown = |theme: Theme| {
            let label = match theme {
                Theme::Light => text!("appearance-light"),
                Theme::Dark => text!("appearance-dark"),
                Theme::System => text!("appearance-system"),
            };
            let chosen = theme.word() == self.typed.theme;
            (theme.word(), self.chrome.say(&label), chosen)
        };
        Theme::ALL.into_iter().map(shown).collect()
    }

    /// The languages: tag, what each calls itself, and whether it is the one.
    fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let shown = |locale: &Locale| {
            let chosen = locale.tag() == self.typed.language;
            (locale.tag(), locale.own_name(), chosen)
        };
        Locale::OFFERED.iter().map(shown).collect()
    }

    /// The names of the time zones.
    #[expect(clippy::unused_self, reason = "the template asks the page")]
    fn zones(&self) -> &'static [String] {
        check::zones()
    }
}

#[get("/settings/appearance")]
fn appearance(signed: SignedIn, chrome: Chrome) -> Html<AppearancePage> {
    let chosen = Appearance::of(&signed.session.user);
    let typed = AppearanceForm {
        theme: chosen.theme.word().to_owned(),
        language: chosen.language,
        timezone: chosen.timezone,
    };
    Html::ok(AppearancePage::new(chrome, typed))
}

#[post("/settings/appearance", data = "<form>")]
async fn save(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<AppearanceForm>,
) -> PageResult<Result<Go, Html<AppearancePage>>> {
    let form = form.into_inner();
    let draft = AppearanceDraft {
        theme: Some(form.theme.clone()),
        language: Some(form.language.clone()),
        timezone: Some(form.timezone.clone()),
    };
    let user = signed.session.user;
    let chosen = match draft.check(&user) {
        Ok(chosen) => chosen,
        Err(error) => {
            let page = AppearancePage {
                errors: Errors::of(&error, chrome.locale),
                ..AppearancePage::new(chrome, form)
            };
            return Ok(Err(Html::refused(page, &error)));
        }
    };
    let now = app.clock.now();
    db.write(move |tx| accounts::set_appearance(tx, &signed.actor, &user, &chosen, now))
        .await?;
    Ok(Ok(
        Go::to("/settings/appearance").done(text!("appearance-saved"))
    ))
}

/// To be mounted at `/`.
pub(super) fn routes() -> Vec<Route> {
    routes![appearance, save]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let wrong = Error::invalid("timezone", text!("field-timezone"));
        for errors in [
            Errors::default(),
            Errors::of(&wrong, gallery::gate().locale),
        ] {
            let typed = AppearanceForm {
                theme: "dark".to_owned(),
                language: "auto".to_owned(),
                timezone: "Mars/<Olympus>".to_owned(),
            };
            let page = AppearancePage {
                errors,
                ..AppearancePage::new(gallery::chrome("", 1), typed)
            };
            check_html(&page.render().unwrap());
        }
    }
}
