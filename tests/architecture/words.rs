//! Words that belong in certain files only.

use super::hold;
use super::imports::{FEATURE, Unit};
use super::sources::{self, Source, find_word, line};

/// Files that hold SQL text. A feature's other storage file is declared here, or it is renamed.
const STORAGE: [&str; 4] = [
    "src/db/**",
    "src/**/store.rs",
    "src/**/store/**",
    "src/accounts/sessions.rs",
];

/// Where a rule looks.
#[derive(Clone, Copy)]
enum Scope {
    /// All of `src/`.
    Everything,
    /// Values, and the features without their skins.
    Domain,
}

struct Rule {
    scope: Scope,
    /// Files in which the words are at home.
    home: &'static [&'static str],
    words: &'static [&'static str],
    /// Whether the words are looked for inside strings, too.
    in_strings: bool,
    why: &'static str,
}

const RULES: [Rule; 10] = [
    Rule {
        scope: Scope::Domain,
        home: &[],
        words: &["rocket", "rocket_ws", "rocket_db_pools", "askama"],
        in_strings: false,
        why: "The domain has never heard of HTTP: rocket and askama are named in web/, api.rs, \
              pages.rs and above only.",
    },
    Rule {
        scope: Scope::Everything,
        home: &STORAGE,
        words: &[
            "SELECT",
            "INSERT INTO",
            "INSERT OR",
            "UPDATE",
            "DELETE FROM",
        ],
        in_strings: true,
        why: "SQL text stands in store.rs, db/ and declared storage files only.",
    },
    Rule {
        scope: Scope::Everything,
        home: &STORAGE,
        words: &["rusqlite"],
        in_strings: false,
        why: "Outside of storage files the database is db::{Conn, Tx}, never rusqlite.",
    },
    Rule {
        scope: Scope::Everything,
        home: &["src/clock.rs"],
        words: &[
            "SystemTime::now",
            "jiff::Timestamp::now",
            "Zoned::now",
            "jiff::tz::TimeZone::system",
        ],
        in_strings: false,
        why: "Time is a parameter; scalix::clock alone reads the machine's clock and zone.",
    },
    Rule {
        scope: Scope::Everything,
        home: &["src/settings.rs", "src/settings/**"],
        words: &["env::var", "env::vars", "env::var_os"],
        in_strings: false,
        why: "Configuration is read once, in settings.",
    },
    Rule {
        scope: Scope::Everything,
        home: &["src/db/**"],
        words: &["Connection::open", "Connection::open_with_flags"],
        in_strings: false,
        why: "Connections are opened in db/ only: one writer, with the pragmas set.",
    },
    Rule {
        scope: Scope::Everything,
        home: &["src/secret.rs"],
        words: &["rand::rng", "thread_rng", "OsRng", "SysRng", "getrandom"],
        in_strings: false,
        why: "Randomness is a parameter: scalix::secret::Random.",
    },
    Rule {
        scope: Scope::Everything,
        home: &[
            "src/web/body.rs",
            "src/web/form.rs",
            "src/web/optional.rs",
            "src/web/upload.rs",
            "src/usage/api/ingest.rs",
            "src/usage/api/prices/upload.rs",
        ],
        words: &["FromData", "rocket::form::Form", "rocket::serde::json"],
        in_strings: false,
        why: "A body is read in time, and the caller is proved again when it is there: by \
              web::body and what stands on it.",
    },
    Rule {
        scope: Scope::Everything,
        home: &[],
        words: &["super::super"],
        in_strings: false,
        why: "A path that climbs twice hides where it leads: write crate::...",
    },
    Rule {
        scope: Scope::Everything,
        home: &["src/main.rs", "src/cli.rs", "src/console.rs"],
        words: &["process::exit", "println!", "eprintln!"],
        in_strings: false,
        why: "Only the command line writes to the terminal or ends the process.",
    },
];

/// Files longer than the limit, each with its own and the reason. Best kept empty.
const LONGER: [(&str, usize, &str); 0] = [];

/// Lines of a file outside its tests.
const LINES: usize = 400;

#[test]
fn words_stay_in_their_files() {
    let sources = sources::rust();
    for rule in &RULES {
        let mut violations = Vec::new();
        for source in sources.iter().filter(|source| rule.covers(source)) {
            let text = if rule.in_strings {
                &source.code
            } else {
                &source.names
            };
            for word in rule.words {
                for at in find_word(text, word) {
                    violations.push(format!("{}:{}: {word}", source.path, line(text, at)));
                }
            }
        }
        hold(rule.why, &violations);
    }
}

impl Rule {
    fn covers(&self, source: &Source) -> bool {
        let domain = Unit::of(&source.path).is_some_and(|unit| matches!(unit.level, 0 | FEATURE));
        !self.home.iter().any(|glob| matches(glob, &source.path))
            && (domain || matches!(self.scope, Scope::Everything))
    }
}

#[test]
fn files_are_short() {
    let mut violations = Vec::new();
    for source in sources::rust() {
        let own = LONGER.iter().find(|(path, _, _)| *path == source.path);
        let limit = own.map_or(LINES, |(_, limit, _)| *limit);
        if source.lines > limit {
            violations.push(format!("{}: {} of {limit}", source.path, source.lines));
        }
    }
    hold(
        "A file has at most 400 lines outside its tests: split it by noun.",
        &violations,
    );
}

/// Whether the path fits the glob: `*` is a part of a name, `**` a part of a path.
fn matches(glob: &str, path: &str) -> bool {
    let Some((before, after)) = glob.split_once('*') else {
        return glob == path;
    };
    let Some(rest) = path.strip_prefix(before) else {
        return false;
    };
    let (deep, after) = match after.strip_prefix('*') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let stop = rest.find('/').filter(|_| !deep).unwrap_or(rest.len());
    (0..=stop).any(|end| rest.get(end..).is_some_and(|tail| matches(after, tail)))
}

#[test]
fn globs_match_names_and_folders() {
    assert!(matches("src/*/store.rs", "src/keys/store.rs"));
    assert!(!matches("src/*/store.rs", "src/keys/sub/store.rs"));
    assert!(matches("src/**/store.rs", "src/keys/sub/store.rs"));
    assert!(matches("src/db/**", "src/db/migrate.rs"));
    assert!(!matches("src/db/**", "src/dbx.rs"));
}
