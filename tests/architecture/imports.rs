//! Imports go down: level by level, and inside the features backwards.

use std::collections::{BTreeMap, BTreeSet};

use super::hold;
use super::sources::{self, Source, find_word, line};

/// Modules by level. A module imports lower levels only; values and infrastructure may also
/// import their own level as long as there is no cycle, features only the ones before them.
const LEVELS: [(&str, &[&str]); 7] = [
    (
        "values",
        &[
            "text",
            "error",
            "check",
            "clock",
            "secret",
            "ids",
            "money",
            "page",
            "histogram",
            "sheet",
        ],
    ),
    (
        "infrastructure",
        &[
            "i18n", "settings", "data_dir", "signals", "db", "audit", "links", "mail",
        ],
    ),
    ("features", &FEATURES),
    ("web", &["web"]),
    // Besides these, `api.rs` and `pages.rs` of every feature.
    (
        "skins",
        &[
            "jobs", "overview", "live", "admin", "bench", "demo", "doctor", "health",
        ],
    ),
    ("assembly", &["lib", "openapi"]),
    ("program", &["main", "cli", "serve", "console"]),
];

/// In order: a later one may import an earlier one.
const FEATURES: [&str; 11] = [
    "accounts",
    "teams",
    "messages",
    "tokens",
    "projects",
    "keys",
    "usage",
    "billing",
    "members",
    "notifications",
    "leaving",
];

/// What `web/` may know of the features: enough to resolve who is calling, and how much is unread,
/// which the frame of every page tells.
const CALLERS: [&str; 5] = ["accounts", "teams", "messages", "tokens", "keys"];

const VALUES: usize = 0;
const INFRASTRUCTURE: usize = 1;
pub(crate) const FEATURE: usize = 2;
const WEB: usize = 3;
const SKIN: usize = 4;
const PROGRAM: usize = 6;

/// A place in the architecture: a module, or the JSON or HTML skin of a feature.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Unit {
    pub(crate) level: usize,
    name: String,
    skin: Option<String>,
}

impl Unit {
    fn new(name: &str, part: Option<&str>) -> Option<Self> {
        let level = LEVELS.iter().position(|(_, names)| names.contains(&name))?;
        let skin = part.filter(|part| matches!(*part, "api" | "pages"));
        Some(Self {
            level: if skin.is_some() { SKIN } else { level },
            name: name.to_owned(),
            skin: skin.map(str::to_owned),
        })
    }

    /// The place of a file of `src/`, if the table above knows its module.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("src/")?.split('/');
        let name = parts.next()?.trim_end_matches(".rs");
        Self::new(name, parts.next().map(|part| part.trim_end_matches(".rs")))
    }

    fn may_import(&self, other: &Self) -> bool {
        let order = |unit: &Self| FEATURES.iter().position(|name| *name == unit.name);
        if (&self.name, &self.skin) == (&other.name, &other.skin) {
            return true;
        }
        if self.level == WEB && other.level == FEATURE {
            return CALLERS.contains(&other.name.as_str());
        }
        match (self.level, other.level) {
            (VALUES, VALUES) | (INFRASTRUCTURE, INFRASTRUCTURE) | (PROGRAM, PROGRAM) => true,
            (FEATURE, FEATURE) => order(other) < order(self),
            (mine, theirs) => theirs < mine,
        }
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        match &self.skin {
            Some(skin) => write!(f, "::{skin}"),
            None => Ok(()),
        }
    }
}

/// What a file imports from the crate: (place, line).
fn imports(source: &Source) -> Vec<(Unit, usize)> {
    let root = source.path.matches('/').count() == 1 || source.path.ends_with("/mod.rs");
    let folder = source.path.split('/').nth(1).unwrap_or_default();
    let mut found = Vec::new();
    for (word, prefix) in [
        ("crate::", None),
        ("scalix::", None),
        ("super::", (!root).then_some(folder)),
    ] {
        for at in find_word(&source.names, word) {
            let rest = source.names.get(at + word.len()..).unwrap_or_default();
            for (first, seconds) in heads(rest) {
                let units = match (prefix, seconds.is_empty()) {
                    (Some(module), _) => vec![Unit::new(module, Some(&first))],
                    (None, true) => vec![Unit::new(&first, None)],
                    (None, false) => seconds
                        .iter()
                        .map(|second| Unit::new(&first, Some(second)))
                        .collect(),
                };
                let line = line(&source.names, at);
                found.extend(units.into_iter().flatten().map(|unit| (unit, line)));
            }
        }
    }
    found
}

/// The first names of a path or of a `{group}` of paths, each with the names that follow it.
fn heads(rest: &str) -> Vec<(String, Vec<String>)> {
    members(rest)
        .into_iter()
        .map(|member| {
            let name = name(member);
            let after = member.get(name.len()..).unwrap_or_default();
            let seconds = after.strip_prefix("::").map_or_else(Vec::new, |rest| {
                members(rest).into_iter().map(self::name).collect()
            });
            (name, seconds)
        })
        .collect()
}

fn name(path: &str) -> String {
    path.bytes()
        .take_while(|byte| sources::is_word(*byte))
        .map(char::from)
        .collect()
}

/// The members of the group that the text starts with; without a group, the text itself.
fn members(rest: &str) -> Vec<&str> {
    let Some(group) = rest.strip_prefix('{') else {
        return vec![rest];
    };
    let (mut depth, mut from, mut members) = (0, 0, Vec::new());
    for (at, byte) in group.bytes().enumerate() {
        let last = byte == b'}' && depth == 0;
        if last || (byte == b',' && depth == 0) {
            members.push(group.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
        if last {
            break;
        }
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    members
}

#[test]
fn every_module_has_a_level() {
    let unknown: Vec<String> = sources::rust()
        .into_iter()
        .filter(|source| Unit::of(&source.path).is_none())
        .map(|source| source.path)
        .collect();
    hold(
        "Every module stands in the table of levels (tests/architecture/imports.rs) and in the \
         module map of ARCHITECTURE.md.",
        &unknown,
    );
}

#[test]
fn imports_go_down() {
    let mut violations = Vec::new();
    for source in sources::rust() {
        let Some(unit) = Unit::of(&source.path) else {
            continue;
        };
        for (other, line) in imports(&source) {
            if !unit.may_import(&other) {
                violations.push(format!("{}:{line}: {unit} imports {other}", source.path));
            }
        }
    }
    hold(
        "Imports go from a higher level to a lower one: values <- infrastructure <- features \
         (accounts <- teams <- messages <- tokens <- projects <- keys <- usage <- billing <- members) <- web (which \
         knows accounts, teams, messages, tokens and keys only) <- api.rs, pages.rs, jobs <- lib <- main, cli. A skin \
         imports no other skin. When something of a later feature is needed, move the fact \
         earlier, not the import.",
        &violations,
    );
}

#[test]
fn values_and_infrastructure_have_no_cycle() {
    let mut graph: BTreeMap<Unit, BTreeSet<Unit>> = BTreeMap::new();
    for source in sources::rust() {
        if let Some(unit) = Unit::of(&source.path).filter(|unit| unit.level <= INFRASTRUCTURE) {
            let others = imports(&source).into_iter().map(|(other, _)| other);
            let others = others.filter(|other| *other != unit);
            graph.entry(unit.clone()).or_default().extend(others);
        }
    }
    // What imports nothing that is left can go; whatever cannot go is a cycle.
    loop {
        let left: BTreeSet<Unit> = graph.keys().cloned().collect();
        let before = graph.len();
        graph.retain(|_, others| others.iter().any(|other| left.contains(other)));
        if graph.len() == before {
            break;
        }
    }
    let cycle: Vec<String> = graph.keys().map(ToString::to_string).collect();
    hold(
        "Modules of one level may import each other, but never in a circle.",
        &cycle,
    );
}

#[test]
fn the_reader_of_imports_reads_every_form() {
    let text = "use crate::db::{Conn, Tx};\nuse crate::{web, usage::{api::x, store}};\n\
                // use crate::mail;\nfn f() { crate::keys::find(\"crate::jobs\") }\n\
                #[cfg(test)]\nmod tests { use crate::billing; }\nuse super::pages::Page;\n";
    let source = Source::new("src/projects/store.rs".to_owned(), text);
    let found: BTreeSet<String> = imports(&source)
        .into_iter()
        .map(|(unit, line)| format!("{line} {unit}"))
        .collect();
    let expected = [
        "1 db",
        "2 usage",
        "2 usage::api",
        "2 web",
        "4 keys",
        "7 projects::pages",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
}
