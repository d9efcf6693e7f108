//! Messages between members: writing, reading, answering, removing, and copies by mail.

use std::time::Duration;

use rocket::http::Method;
use scalix::ids::TeamId;
use scalix::jobs::Jobs;
use scalix::keys::KeyRing;
use scalix::mail::Letter;
use scalix::teams::Team;
use scalix::teams::access::Role;
use serde_json::{Value, json};

use crate::support::{Actor, PASSWORD, TestApp};

/// Acme with Ada, and Grace as a developer and Vic as a viewer, each with their id.
struct World {
    app: TestApp,
    acme: Team,
    ada: Actor,
    grace: (Actor, String),
    vic: (Actor, String),
}

async fn world() -> World {
    let (app, acme, ada) = TestApp::start().await;
    let mut people = Vec::new();
    for (name, role) in [("Grace", Role::Developer), ("Vic", Role::Viewer)] {
        let user = app.member_user(&acme, name, role).await;
        let actor = app.sign_in(&user, &acme).await;
        people.push((actor, user.public_id.to_string()));
    }
    let vic = people.pop().unwrap();
    let grace = people.pop().unwrap();
    World {
        app,
        acme,
        ada,
        grace,
        vic,
    }
}

impl World {
    async fn send(&self, from: &Actor, to: Value, subject: &str, body: &str) -> Value {
        let draft = json!({"to": to, "subject": subject, "body": body});
        let sent = from.post(&self.app, "/api/team/message", &draft).await;
        sent.data(201)
    }

    async fn list(&self, of: &Actor, query: &str) -> Vec<Value> {
        let answer = of.get(&self.app, &format!("/api/messages{query}")).await;
        answer.data(200).as_array().unwrap().clone()
    }

    async fn unread(&self, of: &Actor) -> i64 {
        let answer = of.get(&self.app, "/api/messages/unread-count").await;
        answer.data(200)["unread"].as_i64().unwrap()
    }

    /// A round of the jobs, and the copies that they queued: to whom, and what they say.
    async fn copies(&self) -> Vec<(String, Letter)> {
        let ring = self.app.client.rocket().state::<KeyRing>().unwrap();
        let jobs = Jobs::new(self.app.db.clone(), self.app.clock.clone(), ring.clone());
        jobs.round().await.unwrap();
        let queued = self.app.letters().into_iter();
        let copies = queued.filter(|(_, letter)| matches!(letter, Letter::Message { .. }));
        copies.collect()
    }
}

fn path(message: &Value, end: &str) -> String {
    format!("/api/messages/{}{end}", message["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_message_is_written_read_and_answered() {
    let it = world().await;
    let (app, ada, grace) = (&it.app, &it.ada, &it.grace.0);
    let body = "  The plan:\r\nhttps://plan.example\n<script>alert(1)</script>  ";
    let sent = it.send(ada, json!([it.grace.1]), "Friday", body).await;
    let kept = "The plan:\nhttps://plan.example\n<script>alert(1)</script>";
    assert_eq!(
        (&sent["body"], &sent["subject"]),
        (&kept.into(), &"Friday".into())
    );
    assert_eq!(
        (&sent["recipients"], &sent["read"]),
        (&1.into(), &true.into())
    );
    assert_eq!(sent["to"][0]["name"], "Grace");
    assert_eq!(
        (&sent["threadId"], &sent["replyTo"]),
        (&sent["id"], &Value::Null)
    );

    let inbox = it.list(grace, "").await;
    assert_eq!(inbox.len(), 1);
    assert_eq!(
        (&inbox[0]["id"], &inbox[0]["read"]),
        (&sent["id"], &false.into())
    );
    assert_eq!(
        (&inbox[0]["excerpt"], &inbox[0]["body"]),
        (&kept.into(), &Value::Null)
    );
    assert_eq!(inbox[0]["from"]["name"], "Ada");
    assert_eq!(it.unread(grace).await, 1);
    assert_eq!((it.unread(ada).await, it.list(ada, "").await.len()), (0, 0));
    assert_eq!(it.list(ada, "?box=sent").await.len(), 1);

    // Looking is not reading.
    let seen = grace.get(app, &path(&sent, "")).await.data(200);
    assert_eq!(
        (&seen["body"], &seen["replies"]),
        (&kept.into(), &json!([]))
    );
    assert_eq!(it.unread(grace).await, 1);
    let answer = grace.act(app, &path(&sent, "/read")).await;
    let read = answer.data(200);
    assert_eq!(
        (&read["read"], &read["readAt"]),
        (&true.into(), &json!(app.now()))
    );
    assert_eq!(it.unread(grace).await, 0);
    app.wait(Duration::from_mins(1));
    let again = grace.act(app, &path(&sent, "/read")).await.data(200);
    assert_eq!(again["readAt"], read["readAt"], "the first time counts");

    // An answer goes to whoever wrote, with the subject of the conversation.
    let reply = json!({"body": "Yes."});
    let reply = grace
        .post(app, &path(&sent, "/reply"), &reply)
        .await
        .data(201);
    assert_eq!(
        (&reply["replyTo"], &reply["threadId"]),
        (&sent["id"], &sent["id"])
    );
    assert_eq!(
        (&reply["subject"], &reply["to"][0]["name"]),
        (&"Friday".into(), &"Ada".into())
    );
    assert_eq!((it.unread(ada).await, it.unread(grace).await), (1, 0));
    let seen = ada.get(app, &path(&sent, "")).await.data(200);
    assert_eq!(seen["replies"][0]["id"], reply["id"]);
    // Whoever answers has read what they answer; what one wrote oneself goes on to the same people.
    let more = json!({"body": "Good."});
    ada.post(app, &path(&reply, "/reply"), &more)
        .await
        .data(201);
    ada.post(app, &path(&sent, "/reply"), &more).await.data(201);
    assert_eq!((it.unread(ada).await, it.unread(grace).await), (0, 2));
    // Reading up to a message reads what came before it.
    let newest = it.list(grace, "?unread=true").await[0].clone();
    grace.act(app, &path(&newest, "/read")).await.data(200);
    assert_eq!(it.unread(grace).await, 0);

    // The log tells that, and not what, was written.
    let log = ada.get(app, "/api/team/audit?action=message.sent").await;
    let log = log.data(200);
    assert_eq!(log.as_array().unwrap().len(), 4);
    assert_eq!(log[3]["after"]["recipients"], 1);
    let text = log.to_string();
    assert!(!text.contains("plan") && !text.contains("Friday"), "{text}");
}

#[tokio::test]
async fn everyone_in_the_team_gets_it_and_nobody_else() {
    let it = world().await;
    let (_, stranger) = it.app.team("Elsewhere", "Stranger").await;
    let sent = it.send(&it.grace.0, json!("all"), "", "Hello, all").await;
    assert_eq!(
        (&sent["toEveryone"], &sent["recipients"]),
        (&true.into(), &2.into())
    );
    assert_eq!((&sent["to"], &sent["subject"]), (&json!([]), &"".into()));
    for who in [&it.ada, &it.vic.0] {
        assert_eq!(it.unread(who).await, 1);
        let seen = who.get(&it.app, &path(&sent, "")).await.data(200);
        assert_eq!(seen["toEveryone"], true);
    }
    assert_eq!(
        (it.unread(&it.grace.0).await, it.unread(&stranger).await),
        (0, 0)
    );
    // An answer is between the two.
    let reply = json!({"body": "Hi"});
    let to = path(&sent, "/reply");
    let reply = it.ada.post(&it.app, &to, &reply).await.data(201);
    assert_eq!(it.unread(&it.vic.0).await, 1);
    it.vic
        .0
        .get(&it.app, &path(&reply, ""))
        .await
        .problem(404, "not_found");
    let seen = it.vic.0.get(&it.app, &path(&sent, "")).await.data(200);
    assert_eq!(seen["replies"], json!([]));
}

#[tokio::test]
async fn who_may_not_write_or_read_is_told_so() {
    let it = world().await;
    let (app, vic) = (&it.app, &it.vic.0);
    let (_, stranger) = app.team("Elsewhere", "Stranger").await;
    let sent = it.send(&it.ada, json!([it.vic.1]), "s", "For Vic").await;
    // A viewer reads, marks and removes, and writes nothing.
    let draft = json!({"to": "all", "body": "x"});
    let refused = vic.post(app, "/api/team/message", &draft).await;
    refused.problem(403, "forbidden");
    let reply = json!({"body": "x"});
    vic.post(app, &path(&sent, "/reply"), &reply)
        .await
        .problem(403, "forbidden");
    vic.act(app, &path(&sent, "/read")).await.data(200);
    // To everybody else it does not exist, in the team and outside.
    for other in [&it.grace.0, &stranger] {
        other
            .get(app, &path(&sent, ""))
            .await
            .problem(404, "not_found");
        other
            .act(app, &path(&sent, "/read"))
            .await
            .problem(404, "not_found");
        other
            .delete(app, &path(&sent, ""))
            .await
            .problem(404, "not_found");
        let refused = other.post(app, &path(&sent, "/reply"), &reply).await;
        refused.problem(404, "not_found");
        let draft = json!({"to": "all", "body": "x", "replyTo": sent["id"]});
        let refused = other.post(app, "/api/team/message", &draft).await;
        assert!(refused.problem(422, "invalid")["fields"]["replyTo"].is_string());
    }
    // A token that reads neither marks nor removes.
    let draft = json!({"name": "t", "scopes": ["team:read", "team:write"]});
    let token = vic.post(app, "/api/user/tokens", &draft).await.data(201);
    let program = Actor::with_bearer(token["secret"].as_str().unwrap());
    assert_eq!(it.list(&program, "").await.len(), 1);
    program
        .act(app, &path(&sent, "/read"))
        .await
        .problem(403, "forbidden");
    program
        .delete(app, &path(&sent, ""))
        .await
        .problem(403, "forbidden");
    vic.delete(app, &path(&sent, "")).await.data(200);
    assert!(it.list(vic, "").await.is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_told_field_by_field() {
    let it = world().await;
    let (app, ada) = (&it.app, &it.ada);
    let (elsewhere, _) = app.team("Elsewhere", "Stranger").await;
    let stranger = app.find_user("stranger@example.org");
    let me = app.find_user("ada@example.org").public_id.to_string();
    let long = "x".repeat(10_001);
    for (draft, field) in [
        (json!({"body": "x"}), "to"),
        (json!({"to": null, "body": "x"}), "to"),
        (json!({"to": [], "body": "x"}), "to"),
        (json!({"to": "", "body": "x"}), "to"),
        (json!({"to": "everyone", "body": "x"}), "to"),
        (json!({"to": [me], "body": "x"}), "to"),
        (
            json!({"to": ["usr_00000000000000000000"], "body": "x"}),
            "to",
        ),
        (json!({"to": [it.grace.1, "'; DROP"], "body": "x"}), "to"),
        (json!({"to": vec![&it.grace.1; 1_001], "body": "x"}), "to"),
        (json!({"to": "all"}), "body"),
        (json!({"to": "all", "body": ""}), "body"),
        (json!({"to": "all", "body": " \n\t\u{a0}\u{3000} "}), "body"),
        (json!({"to": "all", "body": long}), "body"),
        (json!({"to": "all", "body": "a\u{0}b"}), "body"),
        (json!({"to": "all", "body": "a\u{202e}b"}), "body"),
        (json!({"to": "all", "body": 5}), "body"),
        (
            json!({"to": "all", "body": "x", "subject": "a\nb"}),
            "subject",
        ),
        (
            json!({"to": "all", "body": "x", "subject": "x".repeat(151)}),
            "subject",
        ),
        (
            json!({"to": "all", "body": "x", "replyTo": "msg_1"}),
            "replyTo",
        ),
        (json!({"to": "all", "body": "x", "html": "<b>"}), "html"),
    ] {
        let refused = ada.post(app, "/api/team/message", &draft).await;
        let told = refused.problem(422, "invalid");
        assert!(told["fields"][field].is_string(), "{field}: {told}");
    }
    // Somebody of another team is told like somebody who does not exist.
    let draft = |id: &str| json!({"to": [id, it.grace.1], "body": "x"});
    let there = draft(stranger.public_id.as_str());
    let there = ada.post(app, "/api/team/message", &there).await;
    let nowhere = draft("usr_00000000000000000000");
    let nowhere = ada.post(app, "/api/team/message", &nowhere).await;
    assert_eq!(
        there.problem(422, "invalid")["fields"],
        nowhere.value()["fields"]
    );
    assert!(!there.text().contains(&elsewhere.name));

    let huge = json!({"to": "all", "body": "x".repeat(1024 * 1024)});
    let refused = ada.post(app, "/api/team/message", &huge).await;
    refused.problem(413, "too_large");
    for query in ["?box=drafts", "?unread=maybe", "?limit=0", "?cursor=x"] {
        let refused = ada.get(app, &format!("/api/messages{query}")).await;
        refused.problem(422, "invalid");
    }
    assert_eq!(it.unread(&it.grace.0).await, 0, "nothing was sent");
    // Ten thousand characters of any kind are taken, also from the form.
    let full = "漢".repeat(10_000);
    let form = [("whom", "all"), ("body", full.as_str())];
    let sent = ada.form(app, "/messages/new", &form).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let inbox = it.list(&it.grace.0, "").await;
    assert_eq!(inbox[0]["excerpt"].as_str().unwrap().chars().count(), 200);
    let whole = it.grace.0.get(app, &path(&inbox[0], "")).await.data(200);
    assert_eq!(whole["body"].as_str(), Some(full.as_str()));
}

#[tokio::test]
async fn a_message_is_removed_for_oneself_and_gone_when_nobody_holds_it() {
    let it = world().await;
    let (app, ada, grace) = (&it.app, &it.ada, &it.grace.0);
    let sent = it
        .send(ada, json!([it.grace.1]), "s", "unforgettable words")
        .await;
    let preview = grace.delete(app, &path(&sent, "?dryRun=true")).await;
    assert_eq!(preview.data(200)["id"], sent["id"]);
    assert_eq!(it.unread(grace).await, 1);
    let misspelt = grace.delete(app, &path(&sent, "?dryrun=true")).await;
    misspelt.problem(422, "invalid");
    grace.delete(app, &path(&sent, "")).await.data(200);
    assert_eq!(it.unread(grace).await, 0);
    grace
        .get(app, &path(&sent, ""))
        .await
        .problem(404, "not_found");
    assert_eq!(
        it.list(ada, "?box=sent").await.len(),
        1,
        "the sender keeps it"
    );
    let kept = |app: &TestApp| {
        let count = "SELECT count(*) FROM messages";
        app.db
            .read_now(|conn| Ok(conn.query_row(count, [], |row| row.get::<_, i64>(0))?))
            .unwrap()
    };
    assert_eq!(kept(app), 1);
    ada.delete(app, &path(&sent, "")).await.data(200);
    assert_eq!(kept(app), 0);
}

#[tokio::test]
async fn ten_thousand_messages_are_read_page_by_page() {
    let it = world().await;
    let grace = it.app.find_user("grace@example.org").id;
    let ada = it.app.find_user("ada@example.org").id;
    let team: TeamId = it.acme.id;
    it.app
        .db
        .write(move |tx| {
            // Several in the same millisecond.
            let sql = "
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
                INSERT INTO messages (id, public_id, team_id, thread_id, sender_id, subject, body,
                    to_everyone, recipients, sent_at)
                SELECT i, printf('msg_%020d', i), ?1, i, ?2, '', 'number ' || i, 0, 1, i / 7 FROM n";
            tx.execute(sql, (team, ada))?;
            let sql = "
                INSERT INTO message_recipients (message_id, user_id, team_id, sent_at)
                SELECT id, ?1, team_id, sent_at FROM messages";
            tx.execute(sql, [grace])?;
            Ok(())
        })
        .await
        .unwrap();
    let app = &it.app;
    assert_eq!(it.unread(&it.grace.0).await, 10_000);
    for (who, query) in [
        (&it.grace.0, "limit=999"),
        (&it.grace.0, "limit=1000&unread=true"),
        (&it.ada, "box=sent&limit=1000"),
    ] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = format!("/api/messages?{query}&cursor={cursor}");
            let page = who.get(app, &page).await.value();
            for row in page["data"].as_array().unwrap() {
                let text = row["excerpt"].as_str().unwrap();
                seen.push(text.trim_start_matches("number ").parse::<i64>().unwrap());
            }
            match page["nextCursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert!(
            seen.iter().copied().eq((1..=10_000).rev()),
            "{query}: all, once, in order"
        );
    }
    let html = it.grace.0.get(app, "/messages").await;
    assert!(html.text().contains("99+") && html.bytes.len() < 100 * 1024);
}

#[tokio::test]
async fn copies_go_by_mail_to_those_who_want_them_and_have_not_read() {
    let it = world().await;
    let (app, ada) = (&it.app, &it.ada);
    let sent = it.send(ada, json!("all"), "Friday", "The plan").await;
    assert!(
        it.copies().await.is_empty(),
        "whoever is there reads it first"
    );
    it.grace.0.act(app, &path(&sent, "/read")).await.data(200);
    app.wait(Duration::from_mins(1));
    let copies = it.copies().await;
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].0, "vic@example.org");
    let Letter::Message {
        id,
        team,
        from,
        subject,
        body,
    } = &copies[0].1
    else {
        unreachable!()
    };
    assert_eq!(
        [team, from, subject, body],
        ["Acme", "Ada", "Friday", "The plan"]
    );
    assert_eq!(sent["id"], id.as_str());
    assert_eq!(it.copies().await.len(), 1, "once");

    // Whoever does not want team activity by mail gets none, but the message.
    let choice = json!({"email": true, "projectUpdates": true, "teamActivity": false,
        "billingAlerts": true});
    it.vic
        .0
        .put(app, "/api/user/notifications", &choice)
        .await
        .data(200);
    it.send(ada, json!([it.vic.1]), "", "quiet").await;
    app.wait(Duration::from_mins(1));
    assert_eq!(it.copies().await.len(), 1);
    assert_eq!(it.unread(&it.vic.0).await, 2);

    // Nobody's mailbox is filled: 20 a day.
    for number in 0..30 {
        it.send(ada, json!([it.grace.1]), "", &format!("{number}"))
            .await;
    }
    app.wait(Duration::from_mins(1));
    let copies = it.copies().await;
    let to_grace = copies.iter().filter(|(to, _)| to == "grace@example.org");
    assert_eq!(to_grace.count(), 20);
    assert_eq!(it.unread(&it.grace.0).await, 30);
}

#[tokio::test]
async fn a_person_writes_so_many_messages_a_day() {
    let it = world().await;
    let (app, ada) = (&it.app, &it.ada);
    for _ in 0..200 {
        it.send(ada, json!([it.grace.1]), "", "again").await;
    }
    app.wait(Duration::from_hours(1));
    let draft = json!({"to": "all", "body": "once more"});
    let refused = ada.post(app, "/api/team/message", &draft).await;
    refused.problem(429, "rate_limited");
    assert_eq!(refused.header("retry-after"), Some("82800"));
    it.send(&it.grace.0, json!("all"), "", "others may").await;
    app.wait(Duration::from_hours(23));
    it.send(ada, json!("all"), "", "the next day").await;
}

#[tokio::test]
async fn messages_stay_when_their_writer_leaves_and_are_exported_before() {
    let it = world().await;
    let (app, ada, grace) = (&it.app, &it.ada, &it.grace.0);
    it.send(grace, json!("all"), "Notes", "what Grace knew")
        .await;
    let lone = it.send(grace, json!([it.vic.1]), "", "for Vic alone").await;
    it.vic.0.delete(app, &path(&lone, "")).await.data(200);
    it.send(ada, json!([it.grace.1]), "", "for Grace alone")
        .await;
    let export = grace.get(app, "/api/user/export").await.value();
    let export = export.to_string();
    for words in ["what Grace knew", "for Vic alone", "for Grace alone"] {
        assert!(export.contains(words), "{words}");
    }
    let preview = grace.delete(app, "/api/user/account?dryRun=true").await;
    assert_eq!(preview.data(200)["messages"], 1);
    let body = json!({"password": PASSWORD, "confirm": "grace@example.org"});
    let gone = grace
        .json(app, Method::Delete, "/api/user/account", &body)
        .await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    let inbox = it.list(ada, "").await;
    assert_eq!(
        (&inbox[0]["from"], &inbox[0]["subject"]),
        (&Value::Null, &"Notes".into())
    );
    let page = ada
        .get(
            app,
            &format!("/messages/{}", inbox[0]["id"].as_str().unwrap()),
        )
        .await;
    assert!(page.text().contains("Someone who left") && page.text().contains("what Grace knew"));
    assert!(!page.text().contains("/reply"), "there is nobody to answer");
    let reply = json!({"body": "Thanks"});
    let refused = ada.post(app, &path(&inbox[0], "/reply"), &reply).await;
    refused.problem(409, "conflict");
    // What only she held is gone; what Ada sent stays in her box.
    let bodies = app.db.read_now(|conn| {
        let mut rows = conn.prepare("SELECT body FROM messages ORDER BY id")?;
        let rows = rows.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    });
    assert_eq!(bodies.unwrap(), ["what Grace knew", "for Grace alone"]);
}

#[tokio::test]
async fn whoever_is_removed_reads_no_more_and_a_purged_team_keeps_nothing() {
    let it = world().await;
    let (app, ada, grace) = (&it.app, &it.ada, &it.grace.0);
    let sent = it.send(ada, json!([it.grace.1]), "s", "for the team").await;
    let member = format!("/api/team/members/{}", it.grace.1);
    ada.delete(app, &member).await.data(200);
    grace
        .get(app, &path(&sent, ""))
        .await
        .problem(403, "forbidden");
    grace
        .get(app, "/api/messages")
        .await
        .problem(403, "forbidden");
    let draft = json!({"to": [it.grace.1], "body": "still there?"});
    let refused = ada.post(app, "/api/team/message", &draft).await;
    refused.problem(422, "invalid");
    let reply = json!({"body": "still there?"});
    let refused = ada.post(app, &path(&sent, "/reply"), &reply).await;
    refused.problem(409, "conflict");
    // No copy follows her out of the team.
    app.wait(Duration::from_mins(1));
    assert!(it.copies().await.is_empty());

    let confirm = json!({"confirm": "Acme"});
    let team = format!("/api/teams/{}", it.acme.public_id);
    let deleted = app.now();
    let gone = ada.json(app, Method::Delete, &team, &confirm).await;
    assert_eq!(gone.status, 200, "{}", gone.text());
    assert!(
        app.everything().contains("for the team"),
        "{deleted}: it can be restored"
    );
    app.wait(Duration::from_hours(31 * 24));
    it.copies().await;
    let kept = app.db.read_now(|conn| {
        let count = "SELECT count(*) FROM messages";
        Ok(conn.query_row(count, [], |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(kept.unwrap(), 0);
}

#[tokio::test]
async fn the_pages_do_all_of_it_without_scripts() {
    let it = world().await;
    let (app, ada, grace) = (&it.app, &it.ada, &it.grace.0);
    let first = ada.get(app, "/messages").await;
    assert_eq!(first.status, 200);
    assert!(first.text().contains("No messages yet"));
    let chosen = ada
        .get(app, &format!("/messages/new?to={}", it.grace.1))
        .await;
    let mark = format!("value=\"{}\" checked", it.grace.1);
    assert!(chosen.text().contains(&mark), "{}", chosen.text());

    // Looking for somebody keeps what was typed and chosen.
    let fields = [
        ("whom", "people"),
        ("to", it.grace.1.as_str()),
        ("search", "VIC"),
        ("subject", "Friday"),
        ("body", "typed already"),
        ("do", "find"),
    ];
    let found = ada.form(app, "/messages/new", &fields).await;
    assert_eq!(found.status, 200);
    let html = found.text();
    assert!(html.contains(&mark) && html.contains(&it.vic.1) && html.contains("typed already"));
    assert_eq!(it.unread(grace).await, 0);

    let empty = [("whom", "people"), ("body", " ")];
    let refused = ada.form(app, "/messages/new", &empty).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Choose at least one other member"));

    let fields = [
        ("whom", "people"),
        ("to", it.grace.1.as_str()),
        ("subject", "Friday"),
        ("body", "<script>alert(1)</script> https://plan.example."),
        ("do", "send"),
    ];
    let sent = ada.form(app, "/messages/new", &fields).await;
    assert_eq!(sent.status, 303);
    let page = sent.header("location").unwrap().to_owned();
    assert!(
        ada.with_flash(&sent)
            .get(app, &page)
            .await
            .text()
            .contains("Sent to 1 person.")
    );

    let inbox = grace.get(app, "/messages").await.text();
    assert!(inbox.contains(&format!("href=\"{page}\"")) && inbox.contains("Friday"));
    let shown = grace.get(app, &page).await.text();
    assert!(!shown.contains("<script>alert") && shown.contains("&#60;script&#62;alert(1)"));
    assert!(shown.contains("<a href=\"https://plan.example\" rel="));
    assert_eq!(it.unread(grace).await, 1);
    assert_eq!(
        grace.form(app, &format!("{page}/read"), &[]).await.status,
        303
    );
    assert_eq!(it.unread(grace).await, 0);

    let blank = grace
        .form(app, &format!("{page}/reply"), &[("body", " \n")])
        .await;
    assert_eq!(blank.status, 422);
    assert!(blank.text().contains("Write something first."));
    let answer = grace
        .form(app, &format!("{page}/reply"), &[("body", "Yes")])
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(it.unread(ada).await, 1);
    let whole = ada.get(app, &page).await.text();
    assert!(whole.contains("plan.example") && whole.contains("Yes"));

    let ask = grace.get(app, &format!("{page}/delete")).await;
    assert!(ask.text().contains("is removed from your messages"));
    assert_eq!(
        grace.form(app, &format!("{page}/delete"), &[]).await.status,
        303
    );
    assert_eq!(grace.get(app, &page).await.status, 404);
    // A viewer sees no way to write.
    let vic = it.vic.0.get(app, "/messages").await.text();
    assert!(!vic.contains("/messages/new"));
    assert_eq!(it.vic.0.get(app, "/messages/new").await.status, 403);
}
