//! What is told, to whom, for how long.

use super::*;

const NOW: Timestamp = Timestamp::from_ms(1_795_098_067_250);

fn sample(at: i64, mark: &str) -> Notification {
    let reason = Reason::MailFailed { count: at };
    Notification::new(reason, Timestamp::from_ms(at), &[mark])
}

#[test]
fn an_id_is_the_same_for_a_reason_and_another_for_every_other() {
    assert_eq!(sample(1, "a").id, sample(2, "a").id);
    assert_ne!(sample(1, "a").id, sample(1, "b").id);
    let id = sample(1, "a").id;
    assert_eq!(
        PublicId::<NotificationId>::parse(id.as_str()),
        Some(id.clone())
    );
    let token = Reason::TokenExpiring {
        name: String::new(),
        team: String::new(),
        ends: NOW,
    };
    assert_ne!(Notification::new(token, NOW, &["a"]).id, id);
    let two = |marks: &[&str]| Notification::new(Reason::MailFailed { count: 1 }, NOW, marks).id;
    assert_ne!(two(&["ab", "c"]), two(&["a", "bc"]));
}

#[test]
fn pages_go_on_where_the_one_before_ended() {
    let all: Vec<Notification> = (0..5).rev().map(|at| sample(at, &at.to_string())).collect();
    let mut read = all.clone();
    read[1].read_at = Some(NOW);
    assert_eq!(unread(&read), 4);
    let two = Limit::new(2).unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let part = page(read.clone(), true, two, cursor.as_ref());
        seen.extend(part.items.into_iter().map(|it| it.at.ms()));
        cursor = part.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, [4, 2, 1, 0]);
}
