//! The outbox, and what comes out of it.

use std::time::Duration;

use scalix::links::{Purpose, State, Ticket};
use scalix::mail::{self, Letter, Place};

use crate::support::TestApp;

#[tokio::test]
async fn a_mail_is_queued_with_its_change_or_not_at_all() {
    let (app, _, _) = TestApp::start().await;
    let (ada, now) = (app.find_user("ada@example.org"), app.now());
    let link = Ticket::new(Purpose::ResetPassword, "usr_x", State::of(&["hash"]));
    let letter = Letter::ResetPassword {
        link: link.clone(),
        place: Place::at(None, now),
    };
    let (to, sent) = (ada.recipient(), letter.clone());
    app.db
        .write(move |tx| mail::queue(tx, &to, &sent, now))
        .await
        .unwrap();
    assert_eq!(
        app.letters(),
        [("ada@example.org".to_owned(), letter.clone())]
    );

    let to = ada.recipient();
    let undone = app.db.write(move |tx| {
        mail::queue(tx, &to, &letter, now)?;
        Err::<(), _>(scalix::links::used_up())
    });
    assert!(undone.await.is_err());
    assert_eq!(app.letters().len(), 1);

    // The row holds what the link is for, and no token.
    let token = app.token(&link);
    app.wait(Duration::from_secs(1));
    let mac = token.rsplit('.').next().unwrap();
    assert!(!app.everything().contains(mac));
}
