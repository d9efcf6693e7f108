//! Sample pages keep the rules of pages.

use super::invite::{Made, MadePage, NewPage, Typed};
use super::one::{LinkPage, RevokePage};
use super::*;
use crate::error::Error;
use crate::web::gallery;
use crate::web::page::Errors;
use crate::web::testing::check_html;

const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

fn row(number: usize, delivery_of: Delivery, open: bool) -> Row {
    let chrome = gallery::chrome("team", 1);
    let at = |ms| Moment::relative(chrome.locale, Timestamp::from_ms(NOW.ms() + ms), NOW);
    Row {
        id: format!("inv_{number:020}"),
        email: format!("{}<b>@example.org", "long-name-".repeat(number + 1)),
        role: role_name(&chrome, Role::Developer),
        by: if number == 1 {
            String::new()
        } else {
            "Ada & Sons".to_owned()
        },
        delivery: delivery(&chrome, delivery_of),
        sent: at(-90_000),
        end: at(600_000_000),
        sends: open,
        links: open,
        revokes: open,
    }
}

fn around(by_mail: bool) -> Circumstances {
    Circumstances {
        own: Role::Admin,
        by_mail,
        closed: !by_mail,
    }
}

#[test]
fn samples_keep_the_rules_of_pages() {
    let all = [
        Delivery::Queued,
        Delivery::Sent,
        Delivery::Failed,
        Delivery::LinkOnly,
    ];
    for status in Status::ALL {
        for count in [0, 1, 4] {
            let open = status == Status::Pending;
            let rows = all.into_iter().take(count).enumerate();
            let page = ListPage {
                chrome: gallery::chrome("team", 2),
                status,
                rows: rows.map(|(at, kind)| row(at, kind, open)).collect(),
                newer: String::new(),
                older: "/team/invitations?status=pending&cursor=5~inv_x".to_owned(),
                by_mail: count == 1,
                closed: count == 4,
            };
            check_html(&page.render().unwrap());
        }
    }
    let wrong = Error::invalid("emails", text!("field-required"));
    let forbidden = Error::Forbidden(text!(
        "invitation-role-above",
        role = "owner",
        own = "admin"
    ));
    let locale = gallery::chrome("team", 1).locale;
    for (refused, errors) in [
        (0, Errors::default()),
        (2, Errors::of(&wrong, locale)),
        (0, Errors::of(&forbidden, locale)),
    ] {
        let page = NewPage {
            chrome: gallery::chrome("team", 1),
            typed: Typed {
                emails: "a@b.c\n<b>".to_owned(),
                role: "viewer".to_owned(),
                message: "Hello \"you\"".to_owned(),
            },
            refused: vec![("<b>".to_owned(), "Why & not".to_owned()); refused],
            errors,
            around: around(refused == 0),
        };
        let html = page.render().unwrap();
        check_html(&html);
        // An admin makes no owners.
        assert!(!html.contains("value=\"owner\"") && html.contains("value=\"admin\""));
    }
    for (made, by_mail) in [(1, true), (3, false)] {
        let chrome = gallery::chrome("team", 1);
        let one = |at: usize| Made {
            id: format!("link-{at}"),
            email: format!("{at}<b>@example.org"),
            role: "Viewer".to_owned(),
            delivery: delivery(&chrome, Delivery::LinkOnly),
            url: format!("https://scalix.example/invitations/{}", "x".repeat(150)),
        };
        let page = MadePage {
            made: (0..made).map(one).collect(),
            refused: vec![("a@b".to_owned(), "Why".to_owned()); made - 1],
            by_mail,
            chrome: gallery::chrome("team", 1),
        };
        check_html(&page.render().unwrap());
    }
    let page = LinkPage {
        chrome: gallery::chrome("team", 1),
        row: row(0, Delivery::Failed, true),
        url: "https://scalix.example/invitations/x".to_owned(),
    };
    check_html(&page.render().unwrap());
    let page = RevokePage {
        chrome: gallery::chrome("team", 1),
        row: row(1, Delivery::Sent, true),
    };
    check_html(&page.render().unwrap());
}
