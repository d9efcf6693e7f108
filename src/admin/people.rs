//! What the command line does to accounts.

use super::{Means, say};
use crate::accounts::{self, AccountDraft, addresses, reset, second_factor};
use crate::audit::Actor;
use crate::error::{Error, Fields, Result};
use crate::secret::Secret;
use crate::teams::{self, access::Role};
use crate::text;
use crate::text::Text;

/// Makes an account and puts it in a team.
pub(super) async fn add(
    means: &Means,
    draft: AccountDraft,
    team: Option<String>,
    role: &str,
    operator: bool,
) -> Result<Text> {
    let mut fields = Fields::default();
    let role = fields.take(
        "role",
        Role::parse(role).ok_or(text!("field-role", role = role)),
    );
    let new = draft.check(&mut fields);
    fields.finish()?;
    let (Some(role), Some(new)) = (role, new) else {
        return Err(Error::internal("a field was refused without a message"));
    };
    let (hash, now) = (means.hasher.hash(&new.password).await?, means.clock.now());
    let added = means.db.write(move |tx| {
        let by = Actor::cli();
        let team = teams::find_by_name(tx, team.as_deref())?;
        let user = accounts::create(tx, &by, &new, &hash, operator, now)?;
        teams::add_member(tx, &by, &team, &user, role, now)?;
        addresses::ask_to_confirm(tx, &user, now)?;
        Ok(text!(
            "cli-user-added",
            name = user.name,
            team = team.name,
            role = role.name()
        ))
    });
    added.await
}

/// Sets the password of an account; all its sessions end.
pub(super) async fn reset_password(
    means: &Means,
    email: String,
    password: String,
) -> Result<String> {
    let (by, now) = (Actor::cli(), means.clock.now());
    let password = Secret::new(password);
    let user = reset::set_password(&means.db, &means.hasher, by, &email, password, now).await?;
    Ok(say(&text!("cli-password-reset", name = user.name)))
}

/// Turns the second factor of an account off, for when phone and recovery codes are lost.
pub(super) async fn reset_second_factor(means: &Means, email: String) -> Result<String> {
    let now = means.clock.now();
    let (user, removed) = means
        .db
        .write(move |tx| {
            let user = accounts::find_by_email(tx, &email)?;
            let removed = second_factor::reset(tx, &Actor::cli(), &user, now)?;
            Ok((user, removed))
        })
        .await?;
    Ok(say(&if removed {
        text!("cli-second-factor-reset", name = user.name)
    } else {
        text!("cli-second-factor-none", name = user.name)
    }))
}
