//! What happens between the look at a password and what is done with it, in the order that a
//! request under way could meet.

use super::*;
use crate::accounts::tell::nowhere;
use crate::accounts::{AccountDraft, NewAccount, User, create, reset};
use crate::data_dir::MasterKey;
use crate::db::Options;
use crate::error::Fields;
use crate::secret::{Random, TokenKind};

pub(crate) const START: Timestamp = Timestamp::from_ms(1_772_366_400_000);
pub(crate) const PASSWORD: &str = "correct horse battery staple";

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// Ada with an account and a session, in a file of its own.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) checks: Checks,
    pub(crate) client: Client,
    pub(crate) user: User,
    session: Session,
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
        let checks = Checks {
            hasher: Hasher::new(1, Random::System).unwrap(),
            passwords: Throttles::default(),
            codes: Throttles::default(),
            resets: Pace::default(),
            vault: Vault::new(&MasterKey::generate(&Random::System)),
        };
        let draft = AccountDraft {
            name: "Ada".to_owned(),
            email: "ada@example.org".to_owned(),
            password: secret(PASSWORD),
        };
        let new: NewAccount = draft.check(&mut Fields::default()).unwrap();
        let hash = checks.hasher.hash(&secret(PASSWORD)).await.unwrap();
        let client = Client {
            address: "127.0.0.1".parse().unwrap(),
            user_agent: "test".to_owned(),
            request_id: "req_test".to_owned(),
        };
        let device = client.clone();
        let (user, token) = db
            .write(move |tx| {
                let user = create(tx, &Actor::cli(), &new, &hash, false, START)?;
                let token = sessions::start(tx, user.id, None, &device, START)?;
                Ok((user, token))
            })
            .await
            .unwrap();
        assert!(Token::parse(TokenKind::Session, token.reveal()).is_some());
        let session = db.read_now(|conn| sessions::find(conn, &token.hash(), START));
        Self {
            session: session.unwrap().unwrap(),
            db,
            checks,
            client,
            user,
            _folder: folder,
        }
    }

    fn own(&self) -> Own<'_> {
        Own {
            db: &self.db,
            checks: &self.checks,
            session: &self.session,
            client: &self.client,
            now: START,
        }
    }

    async fn hash(&self, password: &str) -> PasswordHash {
        self.checks.hasher.hash(&secret(password)).await.unwrap()
    }

    /// Another password is set, as a link does it; the hash of it.
    pub(crate) async fn other_password(&self) -> PasswordHash {
        let hash = self.hash("another pass phrase 77").await;
        let (user, stored) = (self.user.clone(), hash.clone());
        self.db
            .write(move |tx| reset::put_password(tx, &user, &stored, nowhere(START), START))
            .await
            .unwrap();
        hash
    }

    /// The second factor is turned on.
    pub(crate) async fn second_factor(&self) {
        let (vault, user) = (self.checks.vault.clone(), self.user.clone());
        self.db
            .write(move |tx| {
                second_factor::begin(tx, &vault, &Actor::cli(), &user, START)?;
                tx.execute("UPDATE second_factors SET confirmed_at = 1", [])?;
                Ok(())
            })
            .await
            .unwrap();
    }

    pub(crate) async fn end_sessions(&self) {
        let user = self.user.id;
        self.db
            .write(move |tx| sessions::end_others(tx, user, None))
            .await
            .unwrap();
    }

    pub(crate) fn sessions(&self) -> usize {
        let listed = self
            .db
            .read_now(|conn| sessions::list(conn, self.user.id, START));
        listed.unwrap().len()
    }

    fn has(&self, hash: &PasswordHash) -> bool {
        self.db
            .read_now(|conn| store::has_password(conn, self.user.id, hash))
            .unwrap()
    }

    /// How often something was done.
    pub(crate) fn done(&self, action: &str) -> i64 {
        let count = self.db.read_now(|conn| {
            let sql = "SELECT COUNT(*) FROM audit_events WHERE action = ?1";
            Ok(conn.query_row(sql, [action], |row| row.get(0))?)
        });
        count.unwrap()
    }
}

/// The sentence of a refusal, and the field that it is about.
pub(crate) fn told<T>(refused: Result<T>) -> (&'static str, String) {
    let error = refused.err().expect("a refusal");
    let field = match &error {
        Error::Invalid(fields) => fields.iter().map(|(field, _)| field.to_owned()).collect(),
        _ => String::new(),
    };
    (error.text().key(), field)
}

#[tokio::test]
async fn a_password_that_was_reset_meanwhile_is_not_changed_with_the_one_before() {
    let world = World::new().await;
    let own = world.own();
    let given = own.prove_password("currentPassword", secret(PASSWORD));
    let given = given.await.unwrap();
    let reset = world.other_password().await;
    let mine = world.hash("the thief's own phrase 9").await;
    let changed = own.put_password(given, mine).await;
    let field = "currentPassword".to_owned();
    assert_eq!(told(changed), ("password-wrong", field));
    assert!(world.has(&reset));
    assert_eq!(world.done("password.changed"), 0);
}

#[tokio::test]
async fn a_session_that_ended_meanwhile_changes_nothing() {
    let world = World::new().await;
    let own = world.own();
    let prove = async || own.prove_password("password", secret(PASSWORD)).await;
    let (first, second) = (prove().await.unwrap(), prove().await.unwrap());
    let begun = second_factor::begin_with(&own, secret(PASSWORD)).await;
    begun.unwrap();
    world.end_sessions().await;
    let gone = || ("error-unauthenticated", String::new());
    let hash = world.hash("the thief's own phrase 9").await;
    assert_eq!(told(own.put_password(first, hash).await), gone());
    assert_eq!(told(own.go_on(second, None, |_| Ok(())).await), gone());
    // Before the code is looked at, which would be wrong.
    assert_eq!(told(second_factor::confirm(&own, "123456").await), gone());
    let begun = second_factor::begin_with(&own, secret(PASSWORD)).await;
    assert_eq!(told(begun), gone());
}

#[tokio::test]
async fn a_session_with_another_token_by_now_is_not_the_one_that_asked() {
    let world = World::new().await;
    let own = world.own();
    let given = own.prove_password("password", secret(PASSWORD)).await;
    let session = world.session.id;
    let rotated = world.db.write(move |tx| sessions::rotate(tx, session));
    rotated.await.unwrap();
    let confirmed = own.go_on(given.unwrap(), None, |_| Ok(())).await;
    assert_eq!(told(confirmed).0, "error-unauthenticated");
}

#[tokio::test]
async fn a_password_of_before_confirms_nothing() {
    let world = World::new().await;
    let own = world.own();
    let given = own.prove_password("password", secret(PASSWORD)).await;
    world.other_password().await;
    let confirmed = own.go_on(given.unwrap(), None, |_| Ok(())).await;
    assert_eq!(told(confirmed), ("password-wrong", "password".to_owned()));
    assert_eq!(world.done("session.reauthenticated"), 0);
}

#[tokio::test]
async fn no_code_of_a_second_factor_is_looked_at_for_a_password_of_before() {
    let world = World::new().await;
    world.second_factor().await;
    let own = world.own();
    let given = own.prove_password("password", secret(PASSWORD)).await;
    world.other_password().await;
    let confirmed = own.go_on(given.unwrap(), Some("123456"), |_| Ok(()));
    let field = "password".to_owned();
    assert_eq!(told(confirmed.await), ("password-wrong", field));
}

#[tokio::test]
async fn what_fails_after_the_password_leaves_nothing_behind() {
    let world = World::new().await;
    let own = world.own();
    let refused = |_: &Tx<'_>| Err::<(), _>(wrong("confirm"));
    let failed = own.reauthenticate_to(secret(PASSWORD), None, refused).await;
    assert_eq!(told(failed).1, "confirm");
    assert_eq!(world.done("session.reauthenticated"), 0);
    own.reauthenticate(secret(PASSWORD), None).await.unwrap();
    assert_eq!(world.done("session.reauthenticated"), 1);
}
