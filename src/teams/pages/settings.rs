//! `/team/settings`: the name of the team, and the way to its end.

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::mine::NameForm;
use crate::error::Error;
use crate::teams::access::{Access, OwnTeam};
use crate::teams::{TeamDraft, removal};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::page::{Chrome, Errors};

/// The settings of the team.
#[derive(Template, Debug)]
#[template(path = "teams/settings.html")]
pub(super) struct SettingsPage {
    pub(super) chrome: Chrome,
    pub(super) name: String,
    pub(super) errors: Errors,
}

#[get("/team/settings")]
fn show(by: Access<OwnTeam>, chrome: Chrome) -> Html<SettingsPage> {
    Html::ok(SettingsPage {
        chrome: chrome.at("team"),
        name: by.membership().team_name.clone(),
        errors: Errors::default(),
    })
}

#[post("/team/settings", data = "<form>")]
async fn rename(
    by: Access<OwnTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<NameForm>,
) -> PageResult<Result<Go, Html<SettingsPage>>> {
    let (typed, now) = (form.into_inner().name, app.clock.now());
    let draft = TeamDraft {
        name: typed.clone(),
    };
    let id = by.membership().team_id.clone();
    let renamed = match draft.check() {
        Err(error) => Err(error),
        Ok(name) => {
            db.write(move |tx| removal::rename(tx, &by, &id, name, now))
                .await
        }
    };
    match renamed {
        Ok(team) => {
            let said = text!("team-renamed", name = team.name);
            Ok(Ok(Go::to("/team/settings").done(said)))
        }
        Err(error @ Error::Invalid(_)) => {
            let page = SettingsPage {
                errors: Errors::of(&error, chrome.locale),
                chrome: chrome.at("team"),
                name: typed,
            };
            Ok(Err(Html::refused(page, &error)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn routes() -> Vec<Route> {
    routes![show, rename]
}
