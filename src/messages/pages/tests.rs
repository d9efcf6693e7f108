//! Sample pages keep the rules of pages.

use askama::Template;

use super::compose::{ComposePage, Typed};
use super::list::{ListPage, Shown};
use super::thread::{DeletePage, Found, ThreadPage};
use crate::clock::Timestamp;
use crate::error::{Error, Fields};
use crate::ids::{MessageId, PublicId, UserId};
use crate::messages::{Addressees, Correspondent, Mailbox, Message};
use crate::page::{Cursor, Page};
use crate::secret::Random;
use crate::text;
use crate::web::gallery::chrome;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);
const LONG: &str = "Maximiliane <b>Freifrau</b> von und zu Unterobermeiringen-Hohenstein";

fn person(seed: u64) -> Correspondent {
    Correspondent {
        id: PublicId::<UserId>::generate(&Random::seeded(seed)),
        name: LONG.to_owned(),
        avatar: (seed == 1).then(|| PublicId::generate(&Random::seeded(seed))),
    }
}

fn message(seed: u64, sender: Option<Correspondent>) -> Message {
    let id = PublicId::<MessageId>::generate(&Random::seeded(seed));
    Message {
        id: MessageId(1),
        thread: MessageId(1),
        public_id: id.clone(),
        thread_id: Some(id.clone()),
        reply_to: (seed > 5).then_some(id),
        sender,
        mine: false,
        subject: if seed.is_multiple_of(2) {
            LONG.to_owned()
        } else {
            String::new()
        },
        body: "<script>alert(1)</script>\n\nsee https://a.example/?a=1&b=2 <b>now</b>".to_owned(),
        to_everyone: seed == 3,
        recipients: 12,
        to: vec![person(1), person(2)],
        sent_at: NOW,
        read_at: (seed > 4).then_some(NOW),
    }
}

fn some() -> Vec<Message> {
    let mine = Message {
        mine: true,
        ..message(6, Some(person(2)))
    };
    vec![
        message(3, Some(person(1))),
        message(4, None),
        message(7, Some(person(2))),
        mine,
    ]
}

fn page(items: Vec<Message>, more: bool) -> Page<Message> {
    Page {
        items,
        next: more.then(|| Cursor {
            at: 5,
            id: "msg_x".to_owned(),
        }),
    }
}

#[test]
fn boxes() {
    for mailbox in [Mailbox::Inbox, Mailbox::Sent] {
        for (unread, may_send, items) in [
            (false, true, Vec::new()),
            (true, false, Vec::new()),
            (false, true, some()),
        ] {
            let shown = Shown {
                mailbox,
                unread,
                beyond: unread,
            };
            let filled = !items.is_empty();
            let page = page(items, filled);
            let html = ListPage::new(chrome("messages", 1), shown, may_send, page, NOW)
                .render()
                .unwrap();
            check_html(&html);
            assert!(!html.contains("<script>alert") && !html.contains("<b>Freifrau"));
            assert_eq!(html.contains("href=\"/messages/new\""), may_send);
            assert_eq!(html.contains("cursor=5"), filled);
            assert!(
                html.contains("data-unread"),
                "the count stands in the side bar"
            );
        }
    }
}

#[test]
fn conversations() {
    for (beyond, may_send) in [(false, true), (true, true), (false, false)] {
        let found = Found {
            message: message(4, None),
            page: page(some(), true),
            beyond,
        };
        let built = ThreadPage::new(chrome("messages", 1), &found, may_send).unwrap();
        let html = built.render().unwrap();
        check_html(&html);
        assert!(!html.contains("<script>alert") && html.contains("&#60;script&#62;alert"));
        let link =
            "<a href=\"https://a.example/?a=1&#38;b=2\" rel=\"noopener noreferrer nofollow\">";
        assert!(html.contains(link), "{html}");
        assert_eq!(html.contains("/reply\""), may_send && !beyond);
    }
    let alone = Found {
        message: message(4, None),
        page: page(vec![message(4, None)], false),
        beyond: false,
    };
    let built = ThreadPage::new(chrome("messages", 1), &alone, true).unwrap();
    let refused = built.refused("typed", &Error::invalid("body", text!("message-empty")));
    let html = refused.render().unwrap();
    check_html(&html);
    assert!(!html.contains("/reply\""), "nobody is there to answer");
    let empty = Found {
        page: page(Vec::new(), false),
        ..alone
    };
    assert!(ThreadPage::new(chrome("messages", 1), &empty, true).is_none());
}

#[test]
fn writing() {
    let mut fields = Fields::default();
    fields.add("to", text!("message-to-nobody"));
    fields.add("body", text!("message-empty"));
    let wrong = Errors::of(&Error::Invalid(fields), chrome("", 1).locale);
    for (people, more, errors) in [
        (Vec::new(), false, Errors::default()),
        (vec![person(1), person(2)], true, wrong),
    ] {
        let typed = Typed {
            whom: if more { "all" } else { "" }.to_owned(),
            to: vec![person(2).id.to_string()],
            body: "<b>typed</b>".to_owned(),
            ..Typed::default()
        };
        let found = Addressees { people, more };
        let page = ComposePage::new(chrome("messages", 1), typed, &found, errors);
        let html = page.render().unwrap();
        check_html(&html);
        assert!(html.contains("&#60;b&#62;typed"));
        assert_eq!(
            html.matches("name=\"to\" value=\"usr_").count(),
            found.people.len()
        );
        // Of the radios one is chosen, and of the people whoever was.
        assert_eq!(html.matches(" checked").count(), 1 + usize::from(more));
    }
}

#[test]
fn nobody_is_told_apart_from_nobody_of_that_name() {
    for (search, sentence) in [
        (" ", "Nobody else is in this team."),
        ("Zoe", "Nobody else in this team is called that."),
    ] {
        let typed = Typed {
            search: search.to_owned(),
            ..Typed::default()
        };
        let found = Addressees {
            people: Vec::new(),
            more: false,
        };
        let page = ComposePage::new(chrome("messages", 1), typed, &found, Errors::default());
        assert!(page.render().unwrap().contains(sentence), "{search}");
    }
}

#[test]
fn removing() {
    for message in some() {
        let html = DeletePage::new(chrome("messages", 1), &message).render();
        check_html(&html.unwrap());
    }
}
