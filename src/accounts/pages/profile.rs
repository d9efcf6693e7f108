//! `/settings` and `/settings/profile`.

use askama::Template;
use rocket::{Route, get, routes};

use crate::web::frame::{Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::Chrome;

/// Who one is.
#[derive(Template, Debug)]
#[template(path = "settings/profile.html")]
pub(crate) struct ProfilePage {
    chrome: Chrome,
    since: Moment,
}

/// The settings begin with the profile.
#[get("/settings")]
fn settings(signed: SignedIn) -> Go {
    drop(signed);
    Go::to("/settings/profile")
}

#[get("/settings/profile")]
fn profile(signed: SignedIn, chrome: Chrome) -> PageResult<Html<ProfilePage>> {
    let since = Moment::date(chrome.locale, &chrome.tz, signed.session.user.created_at);
    let chrome = chrome.in_settings("profile");
    Ok(Html::ok(ProfilePage { chrome, since }))
}

/// To be mounted at `/`.
pub(super) fn routes() -> Vec<Route> {
    routes![settings, profile]
}
