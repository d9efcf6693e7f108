//! A mail in the words of its recipient: subject, text and HTML, with its links.

use askama::Template;
use jiff::tz::TimeZone;

use super::letter::Letter;
use super::sheet::{Fact, Target};
use super::{Recipient, Topic};
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::{PublicId, UserId};
use crate::links::{Links, Purpose, State, Ticket};
use crate::text;

/// What a mail needs besides its letter, when it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Postmark<'a> {
    /// What links begin with: the public address, never a header of somebody's request.
    pub base_url: &'a str,
    /// What makes tokens.
    pub links: &'a Links,
    /// When it is sent.
    pub now: Timestamp,
}

/// A mail as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The subject, one line.
    pub subject: String,
    /// The body as text.
    pub text: String,
    /// The body as HTML, without anything that is fetched from elsewhere.
    pub html: String,
    /// Where one click ends mail about this, for what can be refused.
    pub unsubscribe: Option<String>,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlBody<'a>(&'a Body);

#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
struct TextBody<'a>(&'a Body);

/// What both bodies say.
struct Body {
    language: &'static str,
    subject: String,
    lead: String,
    /// The words of somebody, line by line.
    quote: Vec<String>,
    facts: Vec<(String, String)>,
    /// The words of the link, and its address.
    action: Option<(String, String)>,
    after: Vec<String>,
    /// Who sends this, and why.
    foot: String,
    /// The words of the link that ends it, and its address.
    unsubscribe: Option<(String, String)>,
}

/// Says a letter to its recipient. `person` is the public id of the recipient's account, for the
/// link that ends mail of this kind.
///
/// # Errors
/// When a template fails, which is a fault of ours.
pub fn render(
    letter: &Letter,
    to: &Recipient,
    person: Option<&PublicId<UserId>>,
    mark: Postmark<'_>,
) -> Result<Rendered> {
    let locale = Locale::of(&to.language);
    let zone = TimeZone::get(&to.timezone).unwrap_or(TimeZone::UTC);
    let sheet = letter.sheet(&to.address);
    let unsubscribe = match (letter.topic(), person) {
        (Topic::Security, _) | (_, None) => None,
        (topic, Some(person)) => Some(mark.address(&unsubscribe(person, topic))),
    };
    let body = Body {
        language: locale.tag(),
        subject: locale.say(&sheet.subject),
        lead: locale.say(&sheet.lead),
        quote: sheet.quote,
        facts: sheet
            .facts
            .iter()
            .map(|(label, fact)| (locale.say(label), said(fact, locale, &zone)))
            .collect(),
        action: sheet.action.map(|(verb, target)| {
            let address = match target {
                Target::Ticket(ticket) => mark.address(&ticket),
                Target::Page(path) => format!("{}{path}", mark.base_url),
            };
            (locale.say(&verb), address)
        }),
        after: sheet.after.iter().map(|text| locale.say(text)).collect(),
        foot: locale.say(&text!("mail-foot", url = mark.base_url)),
        unsubscribe: unsubscribe
            .clone()
            .map(|address| (locale.say(&text!("mail-unsubscribe")), address)),
    };
    let failed = |error: askama::Error| Error::Internal(error.into());
    Ok(Rendered {
        text: TextBody(&body).render().map_err(failed)?,
        html: HtmlBody(&body).render().map_err(failed)?,
        subject: body.subject,
        unsubscribe,
    })
}

/// What ends mail about a topic for a person. It stays good: a mail may be read late.
fn unsubscribe(person: &PublicId<UserId>, topic: Topic) -> Ticket {
    let subject = format!("{person}~{}", topic.word());
    Ticket::new(Purpose::Unsubscribe, subject, State::lasting())
}

impl Postmark<'_> {
    fn address(self, ticket: &Ticket) -> String {
        let token = self.links.sign_now(ticket, self.now);
        format!("{}{}", self.base_url, ticket.purpose.page(&token))
    }
}

/// In words that read the same in every language, but for those of the catalogue.
fn said(fact: &Fact, locale: Locale, zone: &TimeZone) -> String {
    match fact {
        Fact::Words(words) => words.clone(),
        Fact::Text(text) => locale.say(text),
        Fact::Moment(at) => {
            let local = at.to_jiff().to_zoned(zone.clone());
            local.strftime("%Y-%m-%d %H:%M %Z").to_string()
        }
    }
}
