//! What requests share besides the database, and whose requests may change state.

use std::sync::OnceLock;

use crate::accounts::second_factor::Vault;
use crate::accounts::{Checks, Hasher, Pace, Photos, SetupLink, Throttles};
use crate::clock::Clock;
use crate::data_dir::MasterKey;
use crate::db::Db;
use crate::error::Result;
use crate::i18n::Locale;
use crate::links::Links;
use crate::mail::{Courier, Transport};
use crate::secret::Random;
use crate::settings::{Settings, SignUp};
use crate::teams::invitations::Post;
use crate::teams::signup::Rules;
use crate::web::callers::Callers;
use crate::web::limits::Limits;
use crate::web::turns::Turns;

/// What a server takes from outside besides its settings.
#[derive(Clone, Debug)]
pub struct Deps {
    /// Where `now` comes from.
    pub clock: Clock,
    /// Where tokens and ids come from.
    pub random: Random,
    /// The secret beside the database.
    pub key: MasterKey,
    /// How mail leaves; `None`: as the settings say.
    pub transport: Option<Transport>,
}

/// The state that requests share.
#[derive(Debug)]
pub struct App {
    /// The configuration.
    pub settings: Settings,
    /// Where `now` comes from.
    pub clock: Clock,
    /// Where request ids come from.
    pub random: Random,
    /// The secret beside the database: further keys are derived from it.
    pub key: MasterKey,
    /// Makes and reads the tokens of links in mails.
    pub links: Links,
    /// How mail leaves.
    pub transport: Transport,
    /// Hashes passwords.
    pub hasher: Hasher,
    /// Finds out that somebody is who they say.
    pub checks: Checks,
    /// Counts what strangers have done that costs.
    pub pace: Pace,
    /// Makes photos of what people send.
    pub photos: Photos,
    /// Who sessions belong to.
    pub callers: Callers,
    /// Counts requests.
    pub limits: Limits,
    /// Long reads, one a team at a time.
    pub turns: Turns,
    /// The link of the first run.
    pub setup: SetupLink,
    base_url: OnceLock<String>,
}

impl App {
    /// The state before the server listens.
    pub fn new(settings: Settings, deps: Deps) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let hasher = Hasher::new(cores, deps.random.clone())?;
        let checks = Checks {
            hasher: hasher.clone(),
            passwords: Throttles::default(),
            codes: Throttles::default(),
            resets: Pace::default(),
            vault: Vault::new(&deps.key),
        };
        let transport = match deps.transport {
            Some(transport) => transport,
            None => Transport::open(&settings)?,
        };
        Ok(Self {
            transport,
            hasher,
            checks,
            settings,
            photos: Photos::default(),
            clock: deps.clock,
            random: deps.random,
            links: Links::new(&deps.key),
            key: deps.key,
            pace: Pace::default(),
            callers: Callers::default(),
            limits: Limits::default(),
            turns: Turns::default(),
            setup: SetupLink::default(),
            base_url: OnceLock::new(),
        })
    }

    /// Notes the port that was bound, once.
    pub fn bound(&self, port: u16) {
        self.base_url.get_or_init(|| self.settings.base_url(port));
    }

    /// What links begin with, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.base_url
            .get_or_init(|| self.settings.base_url(self.settings.port))
    }

    /// Whether there is a mail server. Without one every mail stays in the data folder.
    pub fn sends_mail(&self) -> bool {
        self.settings.mail.host.is_some()
    }

    /// By which rules somebody may make an account by themselves.
    pub fn sign_up_rules(&self, locale: Locale) -> Rules {
        Rules {
            who: self.settings.signup,
            by_mail: self.sends_mail(),
            locale,
        }
    }

    /// How invitations leave that somebody makes who speaks this language.
    pub fn post(&self, locale: Locale) -> Post {
        Post {
            by_mail: self.sends_mail(),
            locale,
        }
    }

    /// Whether anybody may make an account by themselves.
    pub fn is_open(&self) -> bool {
        self.settings.signup == SignUp::Open
    }

    /// What sends the mail of this server.
    pub fn courier(&self, db: Db) -> Courier {
        Courier {
            db,
            clock: self.clock.clone(),
            random: self.random.clone(),
            transport: self.transport.clone(),
            links: self.links.clone(),
            base_url: self.base_url().to_owned(),
        }
    }

    /// Whether a page of this origin may change state here: the public address and the origins of
    /// a separate frontend. Without a public address the names of this machine count as well.
    pub fn allows_origin(&self, origin: &str) -> bool {
        let base = self.base_url();
        if origin == origin_of(base) {
            return true;
        }
        if self.is_frontend(origin) {
            return true;
        }
        self.settings.public_url.is_none() && {
            let port = base.rsplit(':').next().unwrap_or_default();
            ["localhost", "127.0.0.1", "[::1]"]
                .iter()
                .any(|host| origin == format!("http://{host}:{port}"))
        }
    }

    /// Whether this is the origin of a separate frontend.
    pub fn is_frontend(&self, origin: &str) -> bool {
        let same = |url: &url::Url| url.origin().ascii_serialization() == origin;
        self.settings.frontend_origins.iter().any(same)
    }

    /// The name of the cookie of a sign-in that waits for its code.
    pub fn half_cookie_name(&self) -> &'static str {
        if self.settings.https() {
            "__Host-half"
        } else {
            "half"
        }
    }

    /// The name of the session cookie: with https the browser keeps it to this very host.
    pub fn cookie_name(&self) -> &'static str {
        if self.settings.https() {
            "__Host-session"
        } else {
            "session"
        }
    }
}

/// `https://host:port` of an address, without the default port.
fn origin_of(address: &str) -> String {
    url::Url::parse(address).map_or_else(
        |_| address.to_owned(),
        |url| url.origin().ascii_serialization(),
    )
}
