//! Rows of the audit log as sentences.

use crate::audit::Activity;
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::text;
use crate::text::Text;
use crate::web::moment::Moment;
use crate::web::page::initials;

/// A row as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) initials: String,
    /// The sentence, in pieces.
    pub(crate) pieces: Vec<Piece>,
    pub(crate) at: Moment,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Words of the catalogue.
    Words(String),
    /// The name of somebody or something.
    Name(String),
    /// The name of something with a page.
    Link { name: String, href: String },
}

/// Stand for the names until the sentence is cut into pieces: names never hold them.
const ACTOR: char = '\u{1}';
const TARGET: char = '\u{2}';

/// The sentence for an action.
fn sentence(action: &str) -> Text {
    Text::new(match action {
        "project.created" => "activity-project-created",
        "project.updated" => "activity-project-updated",
        "project.started" => "activity-project-started",
        "project.stopped" => "activity-project-stopped",
        "project.deleted" => "activity-project-deleted",
        "project.restored" => "activity-project-restored",
        "project.purged" => "activity-project-purged",
        "api_key.created" => "activity-key-created",
        "api_key.rotated" => "activity-key-rotated",
        "api_key.revoked" => "activity-key-revoked",
        "team.created" => "activity-team-created",
        "team.renamed" => "activity-team-renamed",
        "team.deleted" => "activity-team-deleted",
        "team.restored" => "activity-team-restored",
        "member.added" => "activity-member-added",
        "member.left" => "activity-member-left",
        "member.removed" => "activity-member-removed",
        "member.role_changed" => "activity-member-role",
        "member.deactivated" => "activity-member-deactivated",
        "member.reactivated" => "activity-member-reactivated",
        "members.exported" => "activity-members-exported",
        "team.transferred" => "activity-team-transferred",
        "member.joined" => "activity-member-joined",
        "invitation.created" => "activity-invitation-created",
        "invitation.resent" => "activity-invitation-resent",
        "invitation.revoked" => "activity-invitation-revoked",
        "invitation.accepted" => "activity-invitation-accepted",
        "message.sent" => "activity-message-sent",
        "personal_token.created" => "activity-token-created",
        "personal_token.revoked" => "activity-token-revoked",
        "price.created" => "activity-price-created",
        "price.changed" => "activity-price-changed",
        "price.ended" => "activity-price-ended",
        "alias.created" => "activity-alias-created",
        "alias.changed" => "activity-alias-changed",
        "alias.removed" => "activity-alias-removed",
        "prices.imported" => "activity-prices-imported",
        "usage.import_started" => "activity-usage-import-started",
        "usage.imported" => "activity-usage-imported",
        _ => "activity-other",
    })
}

/// What happened, in the person's language.
pub(crate) fn tell(row: &Activity, locale: Locale, now: Timestamp) -> Event {
    let said = sentence(&row.action)
        .with("actor", ACTOR.to_string())
        .with("target", TARGET.to_string())
        .with("action", row.action.as_str());
    let actor = row.actor_name.clone();
    let actor = actor.unwrap_or_else(|| locale.say(&text!("activity-somebody")));
    let target = row.target_name.clone().filter(|name| !name.is_empty());
    let target = target.unwrap_or_else(|| locale.say(&text!("activity-nameless")));
    let gone = matches!(row.action.as_str(), "project.deleted" | "project.purged");
    let page = row.target_id.as_deref().and_then(|id| {
        let project = id.starts_with("prj_") && !gone;
        project.then(|| format!("/projects/{id}"))
    });
    Event {
        initials: initials(&actor),
        pieces: pieces(&locale.say(&said), &actor, &target, page.as_deref()),
        at: Moment::relative(locale, row.at, now),
    }
}

/// What an action means, without who did it to what: `Created the project`. The word itself when it
/// has no sentence.
pub(crate) fn meaning(action: &str, locale: Locale) -> String {
    let said = sentence(action);
    if said.key() == "activity-other" {
        return action.to_owned();
    }
    let said = said.with("actor", "…").with("target", "…");
    let said = locale.say(&said);
    let bare = said.trim_matches(|it: char| it == '…' || it.is_whitespace());
    let mut letters = bare.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn pieces(said: &str, actor: &str, target: &str, page: Option<&str>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in said.split_inclusive([ACTOR, TARGET]) {
        let words = part.trim_end_matches([ACTOR, TARGET]);
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        if part.ends_with(ACTOR) {
            pieces.push(Piece::Name(actor.to_owned()));
        } else if part.ends_with(TARGET) {
            pieces.push(match page {
                Some(href) => Piece::Link {
                    name: target.to_owned(),
                    href: href.to_owned(),
                },
                None => Piece::Name(target.to_owned()),
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_told_without_who_did_what() {
        for (locale, action, meant) in [
            (Locale::EnUs, "project.created", "Created the project"),
            (Locale::De, "project.created", "Hat das Projekt … erstellt"),
            (Locale::EnUs, "member.added", "Added … to the team"),
            (Locale::EnUs, "something.else", "something.else"),
        ] {
            assert_eq!(meaning(action, locale), meant);
        }
    }
}
