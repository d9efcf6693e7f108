//! A database with a team, projects and keys, and a price book made by hand.

use std::sync::Arc;

use serde_json::Value;

use crate::audit::Actor;
use crate::clock::Timestamp;
use crate::db::{Conn, Db, Options, Tx};
use crate::error::Result;
use crate::ids::{PriceId, ProjectId, PublicId, UserId};
use crate::keys::{self, KeyDraft, KeyProof, KeyRing, UsageWrite};
use crate::projects::{self, ProjectDraft};
use crate::secret::{Random, Token};
use crate::teams::{
    self,
    access::{Access, Membership, Permission},
};
use crate::usage::check;
use crate::usage::event::{Format, read_all};
use crate::usage::ids::Shape;
use crate::usage::ingest::{Ingest, Outcome, Verdict, sum_up};
use crate::usage::prices::{Origin, Price, PriceBook, PriceRow, Scope, SharedPrices, Tiers};

/// 2026-03-10T12:00:00Z, a Tuesday.
pub(in crate::usage) const NOW: Timestamp = Timestamp::from_ms(1_773_144_000_000);

pub(in crate::usage) struct World {
    folder: tempfile::TempDir,
    pub(in crate::usage) db: Db,
    pub(in crate::usage) ring: KeyRing,
    pub(in crate::usage) prices: SharedPrices,
    pub(in crate::usage) ingest: Ingest,
    membership: Membership,
}

/// The options of every database in these tests.
pub(in crate::usage) fn options() -> Options {
    Options {
        random: Random::seeded(7),
        ..Options::default()
    }
}

/// A global row that holds since always.
pub(in crate::usage) fn price(id: i64, model: &str, price: Price) -> PriceRow {
    PriceRow {
        id: PriceId(id),
        scope: Scope::Global,
        origin: Origin::Manual,
        provider: "openai".to_owned(),
        model: model.to_owned(),
        mode: "chat".to_owned(),
        aliases: Vec::new(),
        effective_from: None,
        effective_to: None,
        price,
        tiers: Tiers::default(),
    }
}

impl World {
    pub(in crate::usage) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&folder.path().join("scalix.db"), options()).unwrap();
        let membership = db
            .write_blocking(|tx| {
                tx.execute(
                    "INSERT INTO users (id, public_id, email, email_key, name, password_hash,
                        created_at, updated_at)
                    VALUES (1, 'usr_ada', 'ada@example.com', 'ada@example.com', 'Ada', 'x', 0, 0)",
                    [],
                )?;
                let team = teams::create(tx, &Actor::system(), UserId(1), "Ada's", NOW)?;
                Ok(teams::membership_in(tx, UserId(1), team.id)?.unwrap())
            })
            .unwrap();
        // Two dollars a million tokens in, eight out, half a dollar from the cache.
        let gpt = Price {
            input: 2_000_000_000,
            output: 8_000_000_000,
            cached_input: Some(500_000_000),
            ..Price::default()
        };
        let dear = Price {
            input: 1_000_000_000_000_000,
            ..Price::default()
        };
        let book = vec![price(1, "gpt-4.1", gpt), price(2, "dear", dear)];
        let prices = SharedPrices::new(PriceBook::new(book));
        let ring = KeyRing::default();
        Self {
            folder,
            db,
            ingest: Ingest::new(ring.clone(), prices.clone()),
            ring,
            prices,
            membership,
        }
    }

    /// The same file, opened anew with room for so many pages in all.
    pub(in crate::usage) fn with_pages(self, pages: u32) -> Self {
        self.db.close();
        let options = Options {
            max_pages: Some(pages),
            ..options()
        };
        let db = Db::open(&self.folder.path().join("scalix.db"), options).unwrap();
        Self { db, ..self }
    }

    /// The same world with an index of ids of other measures; before the first event.
    pub(in crate::usage) fn with_shape(mut self, shape: Shape) -> Self {
        Arc::get_mut(&mut self.ingest.0).unwrap().shape = shape;
        self
    }

    /// Makes another team of the same person; what is made from now on belongs to it.
    pub(in crate::usage) fn join_another_team(&mut self) {
        let membership = self.write(|tx| {
            let team = teams::create(tx, &Actor::system(), UserId(1), "Another", NOW)?;
            Ok(teams::membership_in(tx, UserId(1), team.id)?.unwrap())
        });
        self.membership = membership.unwrap();
    }

    pub(in crate::usage) fn by<P: Permission>(&self) -> Access<P> {
        Access::prove(self.membership.clone(), Arc::new(Actor::system())).unwrap()
    }

    pub(in crate::usage) fn write<T: Send + 'static>(
        &self,
        body: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write_blocking(body)
    }

    pub(in crate::usage) fn project(&self, name: &str) -> PublicId<ProjectId> {
        let (by, switches) = (self.by(), self.ring.projects().clone());
        let draft = ProjectDraft {
            name: name.to_owned(),
            ..ProjectDraft::default()
        };
        let new = draft.check().unwrap();
        self.write(move |tx| projects::create(tx, &switches, &by, &new, NOW))
            .unwrap()
            .public_id
    }

    /// A new key of a project, with its secret.
    pub(in crate::usage) fn key(&self, project: &PublicId<ProjectId>) -> (keys::ApiKey, Token) {
        let (by, ring) = (self.by(), self.ring.clone());
        let draft = KeyDraft {
            name: "ci".to_owned(),
            project_id: Some(project.as_str().to_owned()),
            ..KeyDraft::default()
        };
        let new = draft.check(NOW).unwrap();
        self.write(move |tx| keys::create(tx, &ring, &by, &new, NOW))
            .unwrap()
    }

    /// The proof of a key whose secret is presented.
    pub(in crate::usage) fn present(&self, secret: &Token) -> KeyProof<UsageWrite> {
        let presented = self.ring.resolve(secret.reveal(), NOW).unwrap();
        presented.prove().unwrap()
    }

    /// The proof of a new key in a new project.
    pub(in crate::usage) fn sender(&self, project: &str) -> KeyProof<UsageWrite> {
        self.present(&self.key(&self.project(project)).1)
    }

    pub(in crate::usage) fn post_at(
        &self,
        by: &KeyProof<UsageWrite>,
        body: &Value,
        now: Timestamp,
    ) -> Result<Outcome> {
        self.post_in(&self.db, by, body, now)
    }

    /// The same by way of another opening of the file.
    pub(in crate::usage) fn post_in(
        &self,
        db: &Db,
        by: &KeyProof<UsageWrite>,
        body: &Value,
        now: Timestamp,
    ) -> Result<Outcome> {
        let body = body.to_string();
        let events = read_all(Format::Json, body.as_bytes())?;
        let (ingest, batch) = (
            self.ingest.clone(),
            self.ingest.prepare(by.clone(), events, now)?,
        );
        db.write_blocking(move |tx| ingest.write(tx, batch))
    }

    /// What becomes of the events, after a look at every stored number.
    #[track_caller]
    pub(in crate::usage) fn post(&self, by: &KeyProof<UsageWrite>, body: &Value) -> Outcome {
        let outcome = self.post_at(by, body, NOW).unwrap();
        self.assert_sound();
        outcome
    }

    #[track_caller]
    pub(in crate::usage) fn assert_sound(&self) {
        let shape = self.ingest.0.shape;
        let verify = |conn: &Conn| check::watch_shaped(conn, shape, &mut |_, _| ());
        let report = self.db.read_now(verify).unwrap();
        assert!(report.is_sound(), "{report:?}");
    }

    /// One number out of the database, whose stored sums hold all events.
    pub(in crate::usage) fn number(&self, sql: &str) -> Option<i64> {
        self.write(sum_up).unwrap();
        let read = |conn: &Conn| Ok(conn.query_row(sql, [], |row| row.get(0))?);
        self.db.read_now(read).unwrap()
    }
}

/// `accepted 1`, `conflict`, `rejected too_old:time`, … by event.
pub(in crate::usage) fn told(outcome: &Outcome) -> Vec<String> {
    let told = outcome.results.iter().map(|result| {
        let word = result.verdict.word();
        match &result.verdict {
            Verdict::Accepted(receipt) | Verdict::Duplicate(receipt) => {
                format!("{word} {}", receipt.seq)
            }
            Verdict::Conflict => word.to_owned(),
            Verdict::Rejected(why) => match &why.field {
                Some(field) => format!("{word} {}:{field}", why.code),
                None => format!("{word} {}", why.code),
            },
        }
    });
    told.collect()
}

/// What the events that are stored cost, in nano-dollars, by event.
pub(in crate::usage) fn costs(outcome: &Outcome) -> Vec<Option<i128>> {
    let costs = outcome.results.iter().map(|result| match &result.verdict {
        Verdict::Accepted(receipt) | Verdict::Duplicate(receipt) => receipt.cost.map(|cost| cost.0),
        verdict => panic!("{verdict:?}"),
    });
    costs.collect()
}
