//! `/unsubscribe`: the link at the foot of a mail, and one click in a mail program (RFC 8058).

use askama::Template;
use rocket::{Route, State, get, post, routes};
use rocket_db_pools::Connection;

use crate::audit::{Actor, ActorKind};
use crate::mail::preferences;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::frame::{Html, PageResult};
use crate::web::link_guard::Unsubscriber;
use crate::web::page::Gate;

/// What a person gets no more, before or after they said so.
#[derive(Template, Debug)]
#[template(path = "mail/unsubscribe.html")]
struct UnsubscribePage {
    gate: Gate,
    /// The kind of mail, in words.
    topic: String,
    token: String,
    done: bool,
}

#[get("/unsubscribe")]
fn look(by: Unsubscriber, gate: Gate) -> Html<UnsubscribePage> {
    let topic = gate.say(&by.topic.label());
    Html::ok(UnsubscribePage {
        gate,
        topic,
        token: by.token,
        done: false,
    })
    .secret()
}

/// What is sent along says nothing that the link does not, so it is not read.
#[post("/unsubscribe")]
async fn refuse(
    by: Unsubscriber,
    gate: Gate,
    db: Connection<ScalixDb>,
    app: &State<App>,
) -> PageResult<Html<UnsubscribePage>> {
    let now = app.clock.now();
    let (topic, person, client) = (by.topic, by.person, by.client);
    let actor = Actor {
        kind: ActorKind::Anonymous,
        id: None,
        name: None,
        address: Some(client.address),
        request_id: Some(client.request_id),
    };
    db.write(move |tx| preferences::refuse(tx, &actor, &person, topic, now))
        .await?;
    let topic = gate.say(&topic.label());
    Ok(Html::ok(UnsubscribePage {
        gate,
        topic,
        token: by.token,
        done: true,
    })
    .secret())
}

/// To be mounted at `/`.
pub fn routes() -> Vec<Route> {
    routes![look, refuse]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Topic;
    use crate::mail::preferences::Preferences;
    use crate::web::gallery;
    use crate::web::page::Chrome;
    use crate::web::testing::check_html;

    #[test]
    fn samples_keep_the_rules_of_pages() {
        for done in [false, true] {
            for topic in Topic::OPTIONAL {
                let gate = gallery::gate();
                let page = UnsubscribePage {
                    topic: gate.say(&topic.label()),
                    gate,
                    token: "unsubscribe.x".into(),
                    done,
                };
                check_html(&page.render().unwrap());
            }
        }
    }

    #[derive(Template)]
    #[template(
        source = "{% import \"parts/notifications.html\" as mail %}{{ mail::switches(chrome, wanted) }}",
        ext = "html"
    )]
    struct Tab {
        chrome: Chrome,
        wanted: Preferences,
    }

    #[test]
    fn the_tab_shows_the_switches_that_govern_a_mail() {
        let wanted = Preferences {
            email: false,
            team_activity: false,
            ..Preferences::default()
        };
        let tab = Tab {
            chrome: gallery::chrome("", 1),
            wanted,
        };
        let html = tab.render().unwrap();
        check_html(&html);
        assert_eq!(
            html.matches("type=\"checkbox\"").count(),
            Topic::IN_USE.len()
        );
        assert!(!html.contains(" checked"));
        assert!(Preferences::default().typed(&[]) == wanted);
        let both = ["email", "team-activity"].map(str::to_owned);
        assert!(wanted.typed(&both) == Preferences::default());
    }
}
