//! Members on the wire.

use serde::Serialize;

use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::ids::{PublicId, UserId};
use crate::members::{BulkPreview, Member, Outcome, Stats, Status};
use crate::teams::WorkingKey;
use crate::web::frame::photo_url;

/// Somebody in the team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Member)]
pub(crate) struct MemberView {
    /// The id of the person.
    #[schema(value_type = String)]
    pub(super) id: PublicId<UserId>,
    /// The name.
    pub(super) name: String,
    /// The address.
    pub(super) email: String,
    /// `Owner`, `Admin`, `Developer`, `Analyst` or `Viewer`.
    pub(super) role: &'static str,
    /// `active`, or `inactive`: listed, and not let in.
    pub(super) status: &'static str,
    /// When they last did something in this team, to the minute; null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) last_active: Option<Timestamp>,
    /// When they joined.
    #[schema(value_type = String, format = DateTime)]
    pub(super) joined_at: Timestamp,
    /// The address of the photo.
    avatar: Option<String>,
    /// What the role allows; nothing while they are inactive.
    permissions: Vec<&'static str>,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            permissions: match member.status {
                Status::Active => member.role.permissions(),
                Status::Inactive => Vec::new(),
            },
            id: member.id,
            name: member.name,
            email: member.email,
            role: member.role.name(),
            status: member.status.word(),
            last_active: member.last_active,
            joined_at: member.joined_at,
            avatar: member.avatar.as_ref().map(photo_url),
        }
    }
}

/// What the team comes to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TeamStats)]
pub(crate) struct StatsView {
    /// Everybody in it.
    total_members: i64,
    /// Those who are let in.
    active_members: i64,
    /// Invitations that wait for an answer.
    pending_invitations: i64,
    /// How many there are of each role.
    roles: RolesView,
}

/// How many members there are of each role, inactive ones included.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = TeamRoles)]
pub(crate) struct RolesView {
    /// Owners.
    owner: i64,
    /// Admins.
    admin: i64,
    /// Developers.
    developer: i64,
    /// Analysts.
    analyst: i64,
    /// Viewers.
    viewer: i64,
}

impl From<Stats> for StatsView {
    fn from(stats: Stats) -> Self {
        let of = |word| stats.roles.get(word).copied().unwrap_or_default();
        Self {
            total_members: stats.total,
            active_members: stats.active,
            pending_invitations: stats.pending_invitations,
            roles: RolesView {
                owner: of("owner"),
                admin: of("admin"),
                developer: of("developer"),
                analyst: of("analyst"),
                viewer: of("viewer"),
            },
        }
    }
}

/// What became of one of many.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = BulkResult)]
pub(crate) struct OutcomeView {
    /// The id, as sent.
    id: String,
    /// Whether it was done; in a preview whether it would be.
    ok: bool,
    /// Why not: the code that the route for one member answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl OutcomeView {
    pub(super) fn new(outcome: Outcome, locale: Locale) -> Self {
        Self {
            ok: outcome.is_ok(),
            id: outcome.id,
            code: outcome.refused.as_ref().map(|(code, _)| *code),
            message: outcome.refused.map(|(_, message)| locale.say(&message)),
        }
    }
}

/// What would be done to many.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BulkPreview)]
pub(crate) struct PreviewView {
    /// For each, in order.
    results: Vec<OutcomeView>,
    /// How many it would be done to.
    done: usize,
    /// How many it would not.
    refused: usize,
    /// Of a removal: how many working keys they made, which live on.
    key_count: usize,
    /// Of a removal: the first hundred of these keys, the last used first.
    keys: Vec<WorkingKey>,
    /// Of a removal: how many of their sessions look at the team.
    sessions: i64,
    /// Of a removal: how many of their personal tokens are revoked.
    tokens: i64,
}

impl PreviewView {
    pub(super) fn new(preview: BulkPreview, locale: Locale) -> Self {
        let done = preview.outcomes.iter().filter(|it| it.is_ok()).count();
        let outcomes = preview.outcomes.into_iter();
        let results: Vec<_> = outcomes.map(|it| OutcomeView::new(it, locale)).collect();
        Self {
            refused: results.len() - done,
            done,
            results,
            key_count: preview.key_count,
            keys: preview.keys,
            sessions: preview.sessions,
            tokens: preview.tokens,
        }
    }
}
