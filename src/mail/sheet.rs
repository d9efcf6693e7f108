//! What stands in a mail, before it is said in a language: the same for text and HTML.

use super::letter::{Guest, Place};
use crate::clock::Timestamp;
use crate::links::Ticket;
use crate::text;
use crate::text::Text;

/// What stands in a mail.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) subject: Text,
    /// What happened.
    pub(super) lead: Text,
    /// The words of somebody, line by line.
    pub(super) quote: Vec<String>,
    /// Details, each with its label.
    pub(super) facts: Vec<(Text, Fact)>,
    /// What can be done: the words of a link, and where it leads.
    pub(super) action: Option<(Text, Target)>,
    /// What else there is to know.
    pub(super) after: Vec<Text>,
}

/// A detail.
#[derive(Debug)]
pub(super) enum Fact {
    Words(String),
    /// Words of the catalogue.
    Text(Text),
    /// Told in the recipient's time zone.
    Moment(Timestamp),
}

/// Where a link leads.
#[derive(Debug)]
pub(super) enum Target {
    /// To the page of a token, which is made when the mail is sent.
    Ticket(Ticket),
    /// To a page.
    Page(String),
}

impl Sheet {
    pub(super) fn new(subject: Text, lead: Text) -> Self {
        Self {
            subject,
            lead,
            quote: Vec::new(),
            facts: Vec::new(),
            action: None,
            after: Vec::new(),
        }
    }

    /// With a link that is good once and for a while.
    pub(super) fn link(mut self, verb: Text, ticket: &Ticket) -> Self {
        if let Some(life) = ticket.purpose.life() {
            let hours = life.as_secs() / 3_600;
            let told = if hours > 48 {
                text!("mail-link-days", days = hours / 24)
            } else {
                text!("mail-link-hours", hours = hours)
            };
            self.after.push(told);
        }
        self.action = Some((verb, Target::Ticket(ticket.clone())));
        self
    }

    /// With a link to a page.
    pub(super) fn page(mut self, verb: Text, path: impl Into<String>) -> Self {
        self.action = Some((verb, Target::Page(path.into())));
        self
    }

    /// With the words of somebody.
    pub(super) fn quote(mut self, words: &str) -> Self {
        self.quote = words.lines().map(str::to_owned).collect();
        self
    }

    /// With from where and when it was done, as far as that is known.
    pub(super) fn place(mut self, place: &Place) -> Self {
        let address = place.address.map(|address| address.to_string());
        for (label, words) in [
            (text!("mail-fact-device"), place.device.clone()),
            (text!("mail-fact-browser"), place.browser.clone()),
            (text!("mail-fact-os"), place.os.clone()),
            (text!("mail-fact-address"), address.unwrap_or_default()),
        ] {
            if !words.is_empty() {
                self.facts.push((label, Fact::Words(words)));
            }
        }
        let at = Fact::Moment(place.at);
        self.facts.push((text!("mail-fact-time"), at));
        self
    }

    /// An invitation to a team.
    pub(super) fn invitation(link: &Ticket, to: &Guest) -> Self {
        let (inviter, team) = (&to.inviter, &to.team);
        let subject = text!("mail-invitation-subject", inviter = inviter, team = team);
        let lead = text!("mail-invitation-lead", inviter = inviter, team = team);
        Self::new(subject, lead).guest(link, to)
    }

    /// The same once more, while it waits.
    pub(super) fn invitation_reminder(link: &Ticket, to: &Guest) -> Self {
        let (inviter, team) = (&to.inviter, &to.team);
        let subject = text!("mail-invitation-reminder-subject", team = team);
        let lead = text!(
            "mail-invitation-reminder-lead",
            inviter = inviter,
            team = team
        );
        Self::new(subject, lead).guest(link, to)
    }

    /// With what an invitation is to, and the way in.
    fn guest(mut self, link: &Ticket, to: &Guest) -> Self {
        let inviter = &to.inviter;
        if !to.message.is_empty() {
            let label = text!("mail-invitation-message", inviter = inviter);
            self.facts.push((label, Fact::Words(to.message.clone())));
        }
        let role = Fact::Text(text!("role-name", role = &to.role));
        self.facts.push((text!("mail-invitation-role"), role));
        let until = Fact::Moment(to.until);
        self.facts.push((text!("mail-invitation-until"), until));
        self.link(text!("mail-invitation-verb"), link)
            .after(text!("mail-invitation-unknown", inviter = inviter))
    }

    pub(super) fn after(mut self, text: Text) -> Self {
        self.after.push(text);
        self
    }

    /// About something that nobody but the person should have done.
    pub(super) fn alarm(self, place: &Place) -> Self {
        self.place(place)
            .page(text!("mail-security-verb"), "/settings/security")
            .after(text!("mail-not-you-act"))
    }
}
