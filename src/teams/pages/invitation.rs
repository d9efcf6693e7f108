//! `/invitations/{token}`: the card that a link opens, for everybody who may come with it.

use askama::Template;
use rocket::http::CookieJar;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::accounts::{User, sessions};
use crate::clock::Timestamp;
use crate::error::Error;
use crate::secret::Secret;
use crate::settings::SignUp;
use crate::teams::invitations::{self, Desk, JoinDraft, Open};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::{SignedIn, Visitor};
use crate::web::moment::Moment;
use crate::web::page::{Errors, Gate};

/// Who comes with the link.
#[derive(Debug)]
enum Guest {
    /// Nobody who is signed in: makes an account, or signs in first. Which of both is not known
    /// here, for it would tell the inviter, who has the link as well.
    Stranger,
    /// The same where nobody can make an account.
    NoAccounts,
    /// Somebody with the address of the invitation.
    Meant,
    /// Somebody else; the address of their account.
    Another(String),
}

/// An invitation, for whoever has its link; never to be printed.
#[derive(Template)]
#[template(path = "teams/invitation.html")]
struct InvitationPage {
    gate: Gate,
    guest: Guest,
    token: String,
    team: String,
    role: String,
    email: String,
    inviter: String,
    message: String,
    until: Moment,
    /// The name as typed.
    name: String,
    errors: Errors,
}

impl InvitationPage {
    fn new(
        gate: Gate,
        open: &Open,
        token: &str,
        user: Option<&User>,
        who: SignUp,
        now: Timestamp,
    ) -> Self {
        let invitation = open.invitation();
        let guest = match user {
            Some(user) if open.is_for(&user.email) => Guest::Meant,
            Some(user) => Guest::Another(user.email.clone()),
            None if who == SignUp::Off => Guest::NoAccounts,
            None => Guest::Stranger,
        };
        Self {
            guest,
            token: token.to_owned(),
            team: open.team().to_owned(),
            role: gate.say(&text!("role-hint", role = invitation.role.word())),
            email: invitation.email.clone(),
            inviter: invitation.invited_by.clone(),
            message: invitation.message.clone(),
            until: Moment::relative(gate.locale, invitation.expires_at, now),
            name: String::new(),
            errors: Errors::default(),
            gate,
        }
    }
}

#[get("/invitations/<token>")]
fn show(
    visitor: Visitor,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    token: &str,
) -> PageResult<Html<InvitationPage>> {
    let (now, user) = (app.clock.now(), visitor.user.as_ref());
    // Looking at the link does not use it up: mail scanners and previews look too.
    let open = db.read_now(|conn| invitations::look(conn, &app.links, token, now))?;
    let page = InvitationPage::new(gate, &open, token, user, app.settings.signup, now);
    Ok(Html::ok(page).secret())
}

#[derive(FromForm)]
struct JoinForm {
    #[field(default = String::new())]
    name: String,
    #[field(default = String::new())]
    password: String,
}

#[post("/invitations/<token>/accept", data = "<form>")]
#[expect(
    clippy::too_many_arguments,
    reason = "guards of a route that serves both who is signed in and who is not"
)]
async fn accept(
    visitor: Visitor,
    signed: Option<SignedIn>,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    token: &str,
    form: Form<JoinForm>,
) -> PageResult<Result<Go, Html<InvitationPage>>> {
    let (form, now) = (form.into_inner(), app.clock.now());
    let secret = Secret::new(token.to_owned());
    let done = if let Some(signed) = signed {
        let links = app.links.clone();
        db.write(move |tx| {
            let token = secret.reveal();
            invitations::accept(tx, &links, token, &signed.session, &signed.actor, now)
        })
        .await
        .map(|joined| (None, joined))
    } else {
        let draft = JoinDraft {
            name: Some(form.name.clone()),
            password: Some(Secret::new(form.password)),
        };
        let desk = Desk {
            db: &db,
            hasher: &app.hasher,
            links: &app.links,
            rules: app.sign_up_rules(visitor.locale),
        };
        desk.join(&secret, draft, visitor.client, now)
            .await
            .map(|(session, joined)| (Some(session), joined))
    };
    match done {
        Ok((session, joined)) => {
            if let Some(session) = session {
                frame::set_session(cookies, app, &session);
            }
            let done = text!("invitation-joined", team = &joined.team.name);
            Ok(Ok(Go::to("/").done(done)))
        }
        Err(error @ (Error::Invalid(_) | Error::Conflict(_) | Error::Forbidden(_))) => {
            let open = db.read_now(|conn| invitations::look(conn, &app.links, token, now))?;
            let errors = Errors::of(&error, gate.locale);
            let user = visitor.user.as_ref();
            let page = InvitationPage::new(gate, &open, token, user, app.settings.signup, now);
            let page = InvitationPage {
                errors,
                name: form.name,
                ..page
            };
            Ok(Err(Html::refused(page, &error).secret()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Ends the session of another account, and comes back.
#[post("/invitations/<token>/switch")]
async fn switch(
    visitor: Visitor,
    signed: Option<SignedIn>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    cookies: &CookieJar<'_>,
    token: &str,
) -> PageResult<Go> {
    drop(visitor);
    let now = app.clock.now();
    // A link that is of no use signs nobody out.
    db.read_now(|conn| invitations::look(conn, &app.links, token, now))?;
    if let Some(signed) = signed {
        db.write(move |tx| sessions::end(tx, signed.session.id))
            .await?;
    }
    frame::clear_session(cookies, app);
    Ok(Go::to(format!("/invitations/{token}")).done(text!("signout-done")))
}

pub(super) fn routes() -> Vec<Route> {
    routes![show, accept, switch]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::gallery;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        let wrong = Error::invalid("password", text!("password-weak"));
        let taken = Error::Conflict(text!("invitation-has-account"));
        let guests = || {
            [
                Guest::Stranger,
                Guest::NoAccounts,
                Guest::Meant,
                Guest::Another(format!("{}@example.org", "long".repeat(15))),
            ]
        };
        for (message, errors) in [
            ("", Errors::default()),
            ("We need <b>you</b>.", Errors::default()),
            ("", Errors::of(&wrong, gallery::gate().locale)),
            ("", Errors::of(&taken, gallery::gate().locale)),
        ] {
            for guest in guests() {
                let gate = gallery::gate();
                let now = Timestamp::from_ms(0);
                let page = InvitationPage {
                    until: Moment::relative(gate.locale, Timestamp::from_ms(600_000_000), now),
                    gate,
                    guest,
                    token: "invitation.inv_x.0.0.0".into(),
                    team: "Analytical <Engines>".into(),
                    role: "Developer".into(),
                    email: "grace@example.org".into(),
                    inviter: "Ada".into(),
                    message: message.into(),
                    name: "Grace <b>".into(),
                    errors: errors.clone(),
                };
                check_html(&page.render().unwrap());
            }
        }
    }
}
