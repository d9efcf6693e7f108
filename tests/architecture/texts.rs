//! Sentences and templates: everything a person reads comes from the catalogue, and no template
//! needs more than the content security policy allows.

use std::collections::{BTreeMap, BTreeSet};

use scalix::i18n::Locale;

use super::hold;
use super::sources::{self, find_word, line};

/// What introduces a key of the catalogue, in sources and in templates.
const CALLS: [&str; 6] = ["text!(", "Text::new(", "t(", "t1(", "t2(", "t3("];

/// The sources and the templates, as (path, text).
fn readers() -> Vec<(String, String)> {
    let mut readers = sources::files("templates", &["html", "txt"]);
    readers.extend(sources::rust().into_iter().map(|it| (it.path, it.code)));
    readers
}

/// The keys of the English catalogue with the file that defines each.
fn catalogue() -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for (path, text) in sources::files("templates/locales/en-US", &["ftl"]) {
        for line in text.lines() {
            if let Some((key, _)) = line.split_once('=')
                && key.starts_with(|first: char| first.is_ascii_alphabetic())
            {
                keys.push((key.trim().to_owned(), path.clone()));
            }
        }
    }
    keys
}

#[test]
fn every_key_in_use_is_in_the_catalogue() {
    let known: BTreeSet<String> = catalogue().into_iter().map(|(key, _)| key).collect();
    let mut violations = Vec::new();
    let mut seen = 0;
    for (path, text) in readers() {
        for call in CALLS {
            for at in find_word(&text, call) {
                let after = text.get(at + call.len()..).unwrap_or_default().trim_start();
                let Some((key, _)) = after
                    .strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'))
                else {
                    continue;
                };
                seen += 1;
                if !known.contains(key) {
                    violations.push(format!("{path}:{}: {key}", line(&text, at)));
                }
            }
        }
    }
    assert!(seen > 0, "no key was found: the reader is broken");
    hold(
        "Every key in the sources and templates stands in templates/locales/en-US.",
        &violations,
    );
}

#[test]
fn every_key_of_the_catalogue_is_used() {
    let catalogue = catalogue();
    let mut used = BTreeSet::new();
    for (_, text) in readers() {
        used.extend(text.split('"').map(str::to_owned));
    }
    // One message may mention another: `{ other-key }`.
    for (_, text) in sources::files("templates/locales/en-US", &["ftl"]) {
        let mentions = text
            .split('{')
            .skip(1)
            .filter_map(|it| it.split('}').next());
        used.extend(mentions.map(|it| it.trim().to_owned()));
    }
    let unused: Vec<String> = catalogue
        .iter()
        .filter(|(key, _)| !used.contains(key))
        .map(|(key, path)| format!("{path}: {key}"))
        .collect();
    hold("Every message of the catalogue is used somewhere.", &unused);
}

#[test]
fn no_key_is_defined_twice() {
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = catalogue()
        .into_iter()
        .filter(|(key, _)| !seen.insert(key.clone()))
        .map(|(key, path)| format!("{path}: {key}"))
        .collect();
    hold("A key is defined once, in one file.", &twice);
}

/// The messages of a language: key to the names of the values that it mentions.
fn messages(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in sources::files(&format!("templates/locales/{tag}"), &["ftl"]) {
        let mut key = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                key = line.split_once('=').map(|(key, _)| key.trim().to_owned());
            }
            let Some(key) = &key else { continue };
            let names = messages.entry(key.clone()).or_default();
            let values = line.split('$').skip(1).map(|rest| {
                let end = rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '_');
                rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest)
            });
            // "$0" is an amount of money.
            let values =
                values.filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()));
            names.extend(values.map(str::to_owned));
        }
    }
    messages
}

/// Catalogues of the command line.
const CONSOLE: [&str; 4] = ["/cli.ftl", "/doctor.ftl", "/import.ftl", "/bench.ftl"];

/// Messages that nobody reads in another language: the command line speaks English.
fn for_the_console() -> BTreeSet<String> {
    let texts = sources::files("templates/locales/en-US", &["ftl"]);
    let console = texts
        .into_iter()
        .filter(|(path, _)| CONSOLE.iter().any(|name| path.ends_with(name)));
    let keys = console.flat_map(|(_, text)| {
        let heads = text.lines().filter_map(|line| line.split_once(" ="));
        heads.map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
    });
    keys.collect()
}

#[test]
fn every_language_that_is_offered_says_everything() {
    let english = messages("en-US");
    let console = for_the_console();
    assert!(
        english.len() > 500 && console.len() > 20,
        "the reader is broken"
    );
    let mut violations = Vec::new();
    for locale in Locale::OFFERED {
        let known = messages(locale.tag());
        for key in english.keys() {
            if !known.contains_key(key) && !console.contains(key) {
                violations.push(format!("{}: {key} is missing", locale.tag()));
            }
        }
    }
    hold(
        "A language is offered when its catalogue is complete: translate the key, or take the \
         language out of Locale::OFFERED.",
        &violations,
    );
}

#[test]
fn no_language_says_more_than_english_or_with_other_values() {
    let english = messages("en-US");
    let mut violations = Vec::new();
    for locale in Locale::ALL {
        for (key, names) in messages(locale.tag()) {
            match english.get(&key) {
                None => violations.push(format!("{}: {key} is not in en-US", locale.tag())),
                Some(meant) if *meant != names => violations.push(format!(
                    "{}: {key} mentions {names:?} instead of {meant:?}",
                    locale.tag()
                )),
                Some(_) => {}
            }
        }
    }
    hold(
        "Translations have the keys of en-US, and mention the same values.",
        &violations,
    );
}

#[test]
fn templates_hold_no_inline_code_or_style() {
    let mut violations = Vec::new();
    for (path, text) in sources::files("templates", &["html"]) {
        violations.extend(
            inline(&text.to_lowercase())
                .into_iter()
                .map(|found| format!("{path}: {found}")),
        );
    }
    hold(
        "The content security policy refuses inline scripts, styles and handlers: use assets/.",
        &violations,
    );
}

/// The inline scripts, styles and event handlers of a page in lower case.
fn inline(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in page.match_indices('<') {
        let tag = page.get(at..).unwrap_or_default();
        let tag = tag
            .get(..=tag.find('>').unwrap_or(tag.len() - 1))
            .unwrap_or(tag);
        let words: Vec<&str> = tag.split_ascii_whitespace().collect();
        let handler = |word: &&&str| {
            let name = word.split('=').next().unwrap_or_default();
            word.contains('=')
                && name.len() > 3
                && name.starts_with("on")
                && name.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        if tag.starts_with("<style")
            || words.iter().any(|word| word.starts_with("style="))
            || words.iter().skip(1).any(|word| handler(&word))
            || (tag.starts_with("<script") && !tag.contains("src="))
        {
            found.push(words.join(" "));
        }
    }
    found
}

#[test]
fn the_reader_of_templates_finds_inline_code() {
    for bad in [
        "<p style=\"color:red\">",
        "<style>p{}</style>",
        "<script>go()</script>",
        "<button type=\"button\"\n  onclick=\"go()\">",
    ] {
        assert_eq!(inline(bad).len(), 1, "{bad}");
    }
    let good = "<script type=\"module\" src=\"/app.js\"></script><p class=\"style\">on= it</p>";
    assert_eq!(inline(good), Vec::<String>::new());
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    // Written in two halves, or this file would find itself.
    let folders = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Use", "rs/"),
    ];
    let kinds = [
        "rs", "html", "ftl", "css", "js", "mjs", "json", "sql", "md", "toml", "txt", "snap",
    ];
    let mut texts = Vec::new();
    for folder in [
        "src",
        "templates",
        "assets",
        "migrations",
        "tests",
        "e2e",
        "docs",
    ] {
        texts.extend(sources::files(folder, &kinds));
    }
    for file in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ] {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        if let Ok(text) = std::fs::read_to_string(root.join(file)) {
            texts.push((file.to_owned(), text));
        }
    }
    let mut violations = Vec::new();
    for (path, text) in texts {
        for folder in folders {
            for (at, _) in text.match_indices(folder) {
                violations.push(format!("{path}:{}: {folder}", line(&text, at)));
            }
        }
    }
    hold("No text names a folder of somebody's machine.", &violations);
}
