//! `/team/members/{id}`: one of the people of the team, and what may be done to them.

use askama::Template;
use rocket::{FromForm, Route, State, get, post, routes};
use rocket_db_pools::Connection;

use super::{Id, May, called, page_of};
use crate::clock::Timestamp;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::ids::{PublicId, UserId};
use crate::members::{self, Member, MemberPatch, Status};
use crate::teams::access::{Access, ManageMembers, Role, ViewTeam};
use crate::text;
use crate::text::Text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::form::Form;
use crate::web::frame::{self, Go, Html, PageResult};
use crate::web::guards::SignedIn;
use crate::web::moment::Moment;
use crate::web::page::{Chrome, Errors, Person};

/// One of the people of the team.
#[derive(Template, Debug)]
#[template(path = "members/member.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the page shows and hides, each by itself"
)]
pub(super) struct MemberPage {
    chrome: Chrome,
    path: String,
    id: String,
    person: Person,
    role: String,
    active: bool,
    last: Option<Moment>,
    joined: Moment,
    /// Whether it is the person who looks.
    you: bool,
    /// Whether role and access may be changed.
    change: bool,
    /// Whether the team may be handed to them.
    transfer: bool,
    /// Whether a message can be written to them.
    write: bool,
    /// The roles that can be given: value, label, chosen.
    roles: Vec<(&'static str, String, bool)>,
    /// Why the person who looks cannot leave; empty when they can.
    stays: String,
    errors: Errors,
}

impl MemberPage {
    pub(super) fn new(
        chrome: Chrome,
        may: May,
        you: UserId,
        member: &Member,
        errors: Errors,
        now: Timestamp,
    ) -> Self {
        let (locale, avatar) = (chrome.locale, member.avatar.as_ref());
        let (you, active) = (member.user == you, member.status == Status::Active);
        let choice = |role: Role| (role.word(), called(&chrome, role), role == member.role);
        Self {
            path: page_of(&member.id),
            id: member.id.to_string(),
            person: frame::somebody(&member.id, &member.name, &member.email, avatar),
            role: called(&chrome, member.role),
            active,
            last: member
                .last_active
                .map(|at| Moment::relative(locale, at, now)),
            joined: Moment::date(locale, &chrome.tz, member.joined_at),
            you,
            change: may.change(member),
            write: may.write && active && !you,
            transfer: may.own && !you && active && member.role != Role::Owner,
            roles: may.roles().map(choice).collect(),
            stays: String::new(),
            errors,
            chrome: chrome.at("team"),
        }
    }

    /// With what keeps the person who looks in the team.
    #[must_use]
    pub(super) fn kept_by(mut self, reason: Option<&Text>) -> Self {
        self.stays = reason.map_or_else(String::new, |reason| self.chrome.say(reason));
        self
    }
}

/// A member, and what keeps the person who looks in the team.
fn look(
    conn: &Conn,
    by: &Access<ViewTeam>,
    id: &PublicId<UserId>,
) -> Result<(Member, Option<Text>)> {
    Ok((members::find(conn, by, id)?, members::what_keeps(conn, by)?))
}

#[get("/team/members/<id>")]
async fn show(
    by: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Html<MemberPage>> {
    let (id, now) = (id?.0, app.clock.now());
    let (may, you) = (May::of(&by), by.user());
    let (member, kept) = db.read(move |conn| look(conn, &by, &id)).await?;
    let page = MemberPage::new(chrome, may, you, &member, Errors::default(), now);
    Ok(Html::ok(page.kept_by(kept.as_ref())))
}

/// A change through a form: back to the member, with the sentence that `told` makes.
async fn change(
    db: &Db,
    by: Access<ManageMembers>,
    id: &PublicId<UserId>,
    patch: MemberPatch,
    now: Timestamp,
    told: fn(&Member) -> Text,
) -> Result<Go> {
    let (change, id) = (patch.check()?, id.clone());
    let member = db
        .write(move |tx| members::change(tx, &by, &id, change, now))
        .await?;
    Ok(Go::to(page_of(&member.id)).done(told(&member)))
}

/// What was refused, on the page of the member; other failures have pages of their own.
async fn again(
    db: &Db,
    by: &Access<ViewTeam>,
    chrome: Chrome,
    id: PublicId<UserId>,
    error: Error,
    now: Timestamp,
) -> PageResult<Html<MemberPage>> {
    if !matches!(
        error,
        Error::Invalid(_) | Error::Conflict(_) | Error::LastOwner(_)
    ) {
        return Err(error.into());
    }
    let (may, you, by) = (May::of(by), by.user(), by.clone());
    let (member, kept) = db.read(move |conn| look(conn, &by, &id)).await?;
    let errors = Errors::of(&error, chrome.locale);
    let page = MemberPage::new(chrome, may, you, &member, errors, now);
    Ok(Html::refused(page.kept_by(kept.as_ref()), &error))
}

#[derive(FromForm)]
struct RoleForm {
    #[field(default = "")]
    role: String,
}

type Changed = PageResult<Result<Go, Html<MemberPage>>>;

#[post("/team/members/<id>/role", data = "<form>")]
#[expect(
    clippy::too_many_arguments,
    reason = "one for each part of the request"
)]
async fn role(
    signed: SignedIn,
    by: Access<ManageMembers>,
    see: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
    form: Form<RoleForm>,
) -> Changed {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let patch = MemberPatch {
        role: Some(form.into_inner().role),
        status: None,
    };
    let told = |member: &Member| text!("member-changed", name = &member.name);
    match change(&db, by, &id, patch, now, told).await {
        Ok(go) => Ok(Ok(go)),
        Err(error) => Ok(Err(again(&db, &see, chrome, id, error, now).await?)),
    }
}

fn to(status: Status) -> MemberPatch {
    MemberPatch {
        role: None,
        status: Some(status.word().to_owned()),
    }
}

#[post("/team/members/<id>/deactivate")]
async fn deactivate(
    signed: SignedIn,
    by: Access<ManageMembers>,
    see: Access<ViewTeam>,
    chrome: Chrome,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> Changed {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let told = |member: &Member| text!("member-deactivated", name = &member.name);
    let undo = format!("{}/reactivate", page_of(&id));
    match change(&db, by, &id, to(Status::Inactive), now, told).await {
        Ok(go) => Ok(Ok(go.undo(undo))),
        Err(error) => Ok(Err(again(&db, &see, chrome, id, error, now).await?)),
    }
}

#[post("/team/members/<id>/reactivate")]
async fn reactivate(
    signed: SignedIn,
    by: Access<ManageMembers>,
    db: Connection<ScalixDb>,
    app: &State<App>,
    id: Id,
) -> PageResult<Go> {
    drop(signed);
    let (id, now) = (id?.0, app.clock.now());
    let told = |member: &Member| text!("member-reactivated", name = &member.name);
    Ok(change(&db, by, &id, to(Status::Active), now, told).await?)
}

pub(super) fn routes() -> Vec<Route> {
    routes![show, role, deactivate, reactivate]
}
