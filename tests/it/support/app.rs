//! A server inside the test: no socket, but every guard, fairing and catcher.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use rocket::local::asynchronous::Client;
use rocket_db_pools::Database as _;
use scalix::accounts::{self, AccountDraft, Client as Device, PasswordHash, User, sessions};
use scalix::audit;
use scalix::clock::{Clock, Timestamp};
use scalix::data_dir::MasterKey;
use scalix::db::{Db, Options};
use scalix::error::Fields;
use scalix::links::Ticket;
use scalix::mail::{Letter, Sent, Transport};
use scalix::secret::{Random, Secret};
use scalix::settings::{self, Flags, Settings};
use scalix::teams::access::Role;
use scalix::teams::{self, Team};
use scalix::usage::prices;
use scalix::web::app::App;
use scalix::web::database::ScalixDb;

use super::{Actor, Mail};

/// The password of everybody in the tests.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Tuesday, 10 March 2026, 12:00 UTC.
const START_MS: i64 = 1_773_144_000_000;

/// A running server and its world.
pub(crate) struct TestApp {
    pub(crate) client: Client,
    pub(crate) clock: Clock,
    pub(crate) db: Db,
    pub(crate) folder: tempfile::TempDir,
    sent: Sent,
}

/// A database with the newest schema and the price table, made once a process and copied for each test.
fn template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<(PathBuf, tempfile::TempDir)> = OnceLock::new();
    &TEMPLATE
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("template.db");
            let template = path.clone();
            // A thread of its own: this one drives the tests.
            let made = std::thread::spawn(move || {
                let db = Db::open(&template, Options::default()).unwrap();
                let now = Timestamp::from_ms(START_MS);
                db.write_blocking(move |tx| prices::sync_snapshot(tx, now))
                    .unwrap();
                db.close();
            });
            made.join().unwrap();
            (path, folder)
        })
        .0
}

impl TestApp {
    /// A server where nobody has an account yet.
    pub(crate) async fn empty() -> Self {
        Self::with_settings(|_| {}).await
    }

    /// The same with other settings.
    pub(crate) async fn with_settings(change: impl FnOnce(&mut Settings)) -> Self {
        Self::with(change, |figment| figment).await
    }

    /// The same with other settings and other configuration of Rocket and the database.
    pub(crate) async fn with(
        change: impl FnOnce(&mut Settings),
        configure: impl FnOnce(rocket::figment::Figment) -> rocket::figment::Figment,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(template(), folder.path().join("scalix.db")).unwrap();
        let flags = Flags {
            data_dir: Some(folder.path().to_owned()),
            address: Some("127.0.0.1".parse().unwrap()),
            port: Some(8000),
            public_url: None,
        };
        let (mut settings, figment) = settings::load(&flags).unwrap();
        change(&mut settings);
        let clock = Clock::fixed(Timestamp::from_ms(START_MS));
        let (transport, sent) = Transport::memory();
        let deps = scalix::Deps {
            clock: clock.clone(),
            random: Random::System,
            key: MasterKey::generate(&Random::System),
            transport: Some(transport),
        };
        let rocket = scalix::build(settings, configure(figment), deps).unwrap();
        let client = Client::untracked(rocket).await.unwrap();
        let db = ScalixDb::fetch(client.rocket()).unwrap().handle().clone();
        Self {
            client,
            clock,
            db,
            folder,
            sent,
        }
    }

    /// A server with the team Acme and its owner Ada, who is an operator.
    pub(crate) async fn start() -> (Self, Team, Actor) {
        let app = Self::empty().await;
        let (team, owner) = app.team("Acme", "Ada").await;
        app.grant_operator("ada@example.org").await;
        (app, team, owner)
    }

    /// Sends what is due, and gives every mail that was sent so far, as it is on the wire.
    pub(crate) async fn deliver(&self) -> Vec<Mail> {
        let app = self.client.rocket().state::<App>().unwrap();
        app.courier(self.db.clone()).round().await.unwrap();
        self.sent
            .all()
            .iter()
            .map(|bytes| Mail::read(bytes))
            .collect()
    }

    /// What waits in the outbox or failed, oldest first: the address and the letter.
    pub(crate) fn letters(&self) -> Vec<(String, Letter)> {
        let rows = self.db.read_now(|conn| {
            let sql = "SELECT recipient, payload FROM outbox WHERE state <> 'sent' ORDER BY id";
            let mut rows = conn.prepare(sql)?;
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<Vec<(String, String)>, _>>()?)
        });
        let rows = rows.unwrap().into_iter();
        rows.map(|(to, payload)| (to, serde_json::from_str(&payload).unwrap()))
            .collect()
    }

    /// The token that a mail with this ticket has when it is sent now.
    pub(crate) fn token(&self, ticket: &Ticket) -> String {
        let app = self.client.rocket().state::<App>().unwrap();
        app.links.sign_now(ticket, self.now()).reveal().clone()
    }

    /// The bytes of the database, to look for what must not be there.
    pub(crate) fn everything(&self) -> String {
        let files = ["scalix.db", "scalix.db-wal"].map(|name| {
            let bytes = std::fs::read(self.folder.path().join(name));
            String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
        });
        files.concat()
    }

    /// The present moment of this world.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// Somebody with an account, without a session.
    pub(crate) async fn user(&self, name: &str) -> User {
        let draft = AccountDraft {
            name: name.to_owned(),
            email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
            password: Secret::new(PASSWORD.to_owned()),
        };
        let mut fields = Fields::default();
        let new = draft.check(&mut fields).expect("a valid account");
        let (hash, now) = (self.hash().await, self.now());
        self.db
            .write(move |tx| accounts::create(tx, &audit::Actor::cli(), &new, &hash, false, now))
            .await
            .unwrap()
    }

    /// Hashing takes long, so it is done once a process.
    async fn hash(&self) -> PasswordHash {
        static HASH: tokio::sync::OnceCell<PasswordHash> = tokio::sync::OnceCell::const_new();
        let app = self.client.rocket().state::<App>().unwrap();
        let password = Secret::new(PASSWORD.to_owned());
        HASH.get_or_init(|| async { app.hasher.hash(&password).await.unwrap() })
            .await
            .clone()
    }

    /// Another team with its owner, signed in.
    pub(crate) async fn team(&self, name: &str, owner: &str) -> (Team, Actor) {
        let user = self.user(owner).await;
        let (id, name, now) = (user.id, name.to_owned(), self.now());
        let team = self
            .db
            .write(move |tx| teams::create(tx, &audit::Actor::cli(), id, &name, now))
            .await
            .unwrap();
        let actor = self.sign_in(&user, &team).await;
        (team, actor)
    }

    /// Makes somebody an operator of the instance.
    pub(crate) async fn grant_operator(&self, email: &'static str) {
        let now = self.now();
        self.db
            .write(move |tx| accounts::grant_operator(tx, &audit::Actor::cli(), email, now))
            .await
            .unwrap();
    }

    /// The account of an address.
    pub(crate) fn find_user(&self, email: &str) -> User {
        self.db
            .read_now(|conn| accounts::find_by_email(conn, email))
            .unwrap()
    }

    /// A new member of a team.
    pub(crate) async fn member_user(&self, team: &Team, name: &str, role: Role) -> User {
        let user = self.user(name).await;
        self.join(team, &user, role).await;
        user
    }

    /// Somebody with an account is a member of a team from now on.
    pub(crate) async fn join(&self, team: &Team, user: &User, role: Role) {
        let (added, into, now) = (user.clone(), team.clone(), self.now());
        self.db
            .write(move |tx| teams::add_member(tx, &audit::Actor::cli(), &into, &added, role, now))
            .await
            .unwrap();
    }

    /// Whoever left the team is in it again, with the role of their name in the matrix.
    pub(crate) async fn put_back(&self, user: &User, team: &Team) {
        let role = Role::ALL
            .into_iter()
            .find(|role| role.word().starts_with(&user.name.to_lowercase()))
            .unwrap_or(match user.name.as_str() {
                "Stranger" => Role::Owner,
                _ => Role::Viewer,
            });
        let (id, team) = (user.id.0, team.id.0);
        let again = move |tx: &scalix::db::Tx<'_>| {
            let sql = "INSERT OR IGNORE INTO memberships (team_id, user_id, role, joined_at)
                VALUES (?1, ?2, ?3, 0)";
            Ok(tx.execute(sql, (team, id, role.word()))?)
        };
        self.db.write(again).await.unwrap();
    }

    /// A new member of a team, signed in.
    pub(crate) async fn member(&self, team: &Team, name: &str, role: Role) -> Actor {
        let user = self.member_user(team, name, role).await;
        self.sign_in(&user, team).await
    }

    /// Another session of somebody, in their oldest team.
    pub(crate) async fn sign_in_as(&self, email: &str) -> Actor {
        let user = self.find_user(email);
        let teams = self.db.read_now(|conn| teams::list(conn, user.id));
        self.sign_in(&user, &teams.unwrap()[0]).await
    }

    /// A session without the sign-in, which takes long.
    pub(crate) async fn sign_in(&self, user: &User, team: &Team) -> Actor {
        let device = Device {
            address: "127.0.0.1".parse().unwrap(),
            user_agent: "test".to_owned(),
            request_id: "req_test".to_owned(),
        };
        let (user, team, now) = (user.id, team.id, self.now());
        let token = self
            .db
            .write(move |tx| sessions::start(tx, user, Some(team), &device, now))
            .await
            .unwrap();
        Actor::with_cookie(token.reveal())
    }
}
