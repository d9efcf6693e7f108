//! Messages and invitations of the demo.

use super::{World, missing};
use crate::accounts::{Session, sessions};
use crate::demo::story::Act;
use crate::error::Result;
use crate::i18n::Locale;
use crate::ids::{MessageId, PublicId};
use crate::messages::{self, Mailbox, MessageDraft, ToDraft};
use crate::page::Limit;
use crate::teams::access::Role;
use crate::teams::invitations::{self, InviteDraft, Post};

impl World {
    /// Writes to these people, or to everyone of the team.
    pub(super) async fn write(
        &mut self,
        act: &Act,
        to: &[usize],
        subject: &str,
        body: &str,
    ) -> Result<()> {
        let to = match to {
            [] => ToDraft::Word("all".to_owned()),
            some => {
                let id = |person: &usize| Ok(self.user(*person)?.public_id.as_str().to_owned());
                ToDraft::Ids(some.iter().map(id).collect::<Result<_>>()?)
            }
        };
        let draft = MessageDraft {
            to: Some(to),
            subject: Some(subject.to_owned()),
            body: body.to_owned(),
            reply_to: None,
        };
        let (new, by, now) = (draft.check()?, self.access(act.by, act.team)?, act.at);
        let sent = self
            .db
            .write(move |tx| messages::send(tx, &by, &new, now))
            .await?;
        self.last_messages.insert(act.team, sent.public_id);
        Ok(())
    }

    /// Answers the last message of the team.
    pub(super) async fn answer(&mut self, act: &Act, body: &'static str) -> Result<()> {
        let (by, now) = (self.access(act.by, act.team)?, act.at);
        let last = self.last_message(act)?;
        let sent = self
            .db
            .write(move |tx| messages::reply(tx, &by, &last, body.to_owned(), now))
            .await?;
        self.last_messages.insert(act.team, sent.public_id);
        Ok(())
    }

    /// Looks at every team and reads what is new there.
    pub(super) async fn catch_up(&self, act: &Act, session: &Session) -> Result<()> {
        for team in self.teams.keys() {
            let Some(by) = self.allowed(act.by, *team)? else {
                continue;
            };
            let (now, session) = (act.at, session.id);
            self.db
                .write(move |tx| {
                    sessions::set_team(tx, session, by.team())?;
                    let (inbox, most) = (Mailbox::Inbox, Limit::DEFAULT);
                    let new = messages::list(tx, &by, inbox, true, most, None)?;
                    for message in new.items {
                        messages::mark_read(tx, &by, &message.public_id, now)?;
                    }
                    Ok(())
                })
                .await?;
        }
        Ok(())
    }

    fn last_message(&self, act: &Act) -> Result<PublicId<MessageId>> {
        let last = self.last_messages.get(&act.team);
        last.cloned().ok_or_else(|| missing("message"))
    }

    /// Invites somebody with a link that the inviter gives them: nobody reads mail here.
    pub(super) async fn invite(
        &self,
        act: &Act,
        email: &str,
        role: Role,
        message: &str,
    ) -> Result<()> {
        let draft = InviteDraft {
            email: email.to_owned(),
            role: role.word().to_owned(),
            message: Some(message.to_owned()),
        };
        let (new, by, now) = (draft.check()?, self.access(act.by, act.team)?, act.at);
        let post = Post {
            by_mail: false,
            locale: Locale::default(),
        };
        self.db
            .write(move |tx| invitations::invite(tx, &by, &new, post, now).map(|_| ()))
            .await
    }
}
