//! `/settings/notifications`: which mail one wants.

use std::collections::HashMap;

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::mail::preferences::{self, Preferences};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::page::Chrome;

/// Which mail one wants.
#[derive(Template, Debug)]
#[template(path = "settings/notifications.html")]
struct NotificationsPage {
    chrome: Chrome,
    wanted: Preferences,
}

#[get("/settings/notifications")]
fn notifications(
    signed: SignedIn,
    chrome: Chrome,
    db: Connection<ScalixDb>,
) -> PageResult<Html<NotificationsPage>> {
    let user = signed.session.user.id;
    let wanted = db.read_now(|conn| preferences::find(conn, user))?;
    let chrome = chrome.in_settings("notifications");
    Ok(Html::ok(NotificationsPage { chrome, wanted }))
}

/// A switch that is off sends nothing, so the form may be empty.
#[post("/settings/notifications", data = "<form>")]
async fn save(
    signed: SignedIn,
    db: Connection<ScalixDb>,
    app: &State<App>,
    form: Form<HashMap<String, String>>,
) -> PageResult<Go> {
    let on: Vec<String> = form.into_inner().into_keys().collect();
    let now = app.clock.now();
    db.write(move |tx| {
        let user = &signed.session.user;
        let wanted = preferences::find(tx, user.id)?.typed(&on);
        let id = user.public_id.as_str();
        preferences::change(tx, &signed.actor, user.id, id, wanted, now)
    })
    .await?;
    Ok(Go::to("/settings/notifications").done(text!("notifications-saved")))
}

/// To be mounted at `/`.
pub(super) fn routes() -> Vec<Route> {
    routes![notifications, save]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let chrome = gallery::chrome("", 1).in_settings("notifications");
        let wanted = Preferences::default();
        let page = NotificationsPage { chrome, wanted };
        check_html(&page.render().unwrap());
    }
}
