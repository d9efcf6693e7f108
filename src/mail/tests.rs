//! Every mail, as it is read.

use super::*;
use crate::data_dir::MasterKey;
use crate::links::{Links, Purpose, State, Ticket};
use crate::secret::Random;
use crate::web::testing::check_html;

fn ticket(purpose: Purpose) -> Ticket {
    Ticket::new(purpose, "usr_0123456789abcdefghij", State::of(&["state"]))
}

fn guest(message: &str) -> Guest {
    Guest {
        team: "Analytical <Engines>".to_owned(),
        role: "developer".to_owned(),
        inviter: "Charles Babbage".to_owned(),
        message: message.to_owned(),
        until: Timestamp::from_ms(1_773_748_800_000),
    }
}

/// One of each kind.
fn samples() -> Vec<Letter> {
    let at = Timestamp::from_ms(1_773_144_000_000);
    let place = Place {
        device: "Computer".to_owned(),
        browser: "Firefox".to_owned(),
        os: "Linux".to_owned(),
        address: Some("203.0.113.5".parse().unwrap()),
        at,
    };
    let from = || place.clone();
    vec![
        Letter::ConfirmEmail {
            link: ticket(Purpose::ConfirmEmail),
        },
        Letter::ConfirmNewEmail {
            link: ticket(Purpose::ConfirmEmail),
        },
        Letter::EmailChanged {
            address: masked("grace@example.org"),
            place: from(),
        },
        Letter::EmailInUse { place: from() },
        Letter::SignUp {
            link: ticket(Purpose::SignUp),
            place: from(),
        },
        Letter::SignUpAgain { place: from() },
        Letter::ResetPassword {
            link: ticket(Purpose::ResetPassword),
            place: Place::at(place.address, at),
        },
        Letter::PasswordChanged {
            place: Place::at(None, at),
        },
        Letter::NewSignIn { place: from() },
        Letter::SecondFactorMissed { place: from() },
        Letter::TwoFactorOn { place: from() },
        Letter::TwoFactorOff { place: from() },
        Letter::RecoveryCodeUsed {
            left: 1,
            place: from(),
        },
        Letter::TokenExpiring {
            name: "nightly <b>report</b>".to_owned(),
            days: 7,
        },
        Letter::RoleChanged {
            team: "Analytical <b>Engines</b>".to_owned(),
            role: "developer".to_owned(),
        },
        Letter::AccessPaused {
            team: "Acme".to_owned(),
        },
        Letter::AccessRestored {
            team: "Acme".to_owned(),
        },
        Letter::Removed {
            team: "Acme".to_owned(),
        },
        Letter::Invitation {
            link: ticket(Purpose::Invitation),
            to: guest("We need you for the <b>engine</b>."),
        },
        Letter::InvitationReminder {
            link: ticket(Purpose::Invitation),
            to: guest(""),
        },
        Letter::Message {
            id: "msg_0123456789abcdefghij".to_owned(),
            team: "Analytical <b>Engines</b>".to_owned(),
            from: "Grace Hopper".to_owned(),
            subject: "The plan".to_owned(),
            body: "First line <script>alert(1)</script>\n\nhttps://a.example/?x=1&y=2".to_owned(),
        },
        Letter::AccountDeleted { place: from() },
    ]
}

fn said(letter: &Letter) -> Rendered {
    let links = Links::new(&MasterKey::generate(&Random::seeded(1)));
    let mark = Postmark {
        base_url: "https://scalix.example",
        links: &links,
        now: Timestamp::from_ms(1_773_144_060_000),
    };
    let to = Recipient {
        address: "ada@example.org".to_owned(),
        user: Some(UserId(1)),
        language: "en-US".to_owned(),
        timezone: "Europe/Lisbon".to_owned(),
    };
    let person = PublicId::parse("usr_0123456789abcdefghij").unwrap();
    render(letter, &to, Some(&person), mark).unwrap()
}

#[test]
fn every_mail_reads_well() {
    for letter in samples() {
        let mail = said(&letter);
        check_html(&mail.html);
        for fetched in ["<img", "<link", "src="] {
            assert!(!mail.html.contains(fetched), "{}: {fetched}", letter.kind());
        }
        assert!(!mail.subject.contains(['\r', '\n']));
        // The text tells everything that the HTML does, links included.
        for part in mail.html.split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap().replace("&#38;", "&");
            assert!(mail.text.contains(&address), "{}: {address}", letter.kind());
        }
        let optional = letter.topic() != Topic::Security;
        assert_eq!(mail.unsubscribe.is_some(), optional, "{}", letter.kind());
        insta::assert_snapshot!(
            letter.kind(),
            format!(
                "Subject: {}\n\n{}\n====\n{}",
                mail.subject, mail.text, mail.html
            )
        );
    }
}

#[test]
fn the_word_of_a_mail_is_the_one_in_its_json() {
    for letter in samples() {
        let json = serde_json::to_value(&letter).unwrap();
        assert_eq!(json["kind"], letter.kind());
        assert_eq!(serde_json::from_value::<Letter>(json).unwrap(), letter);
    }
}

#[test]
fn a_switch_is_shown_when_a_mail_obeys_it() {
    let mut topics: Vec<_> = samples().iter().map(Letter::topic).collect();
    topics.dedup();
    for topic in Topic::OPTIONAL {
        let in_use = Topic::IN_USE.contains(&topic);
        assert_eq!(topics.contains(&topic), in_use, "{topic:?}");
        assert_eq!(Topic::parse(topic.word()), Some(topic));
    }
    assert_eq!(Topic::parse("security"), None);
}
