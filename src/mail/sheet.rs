//! What stands in a mail, before it is said in a language: the same for text and HTML.

use super::letter::Place;
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
