//! The repository's own sources, prepared for reading by rules: without comments and without
//! test code.

use std::fs;
use std::path::Path;

/// A Rust file of `src/`.
pub(crate) struct Source {
    /// The path from the root of the repository, with forward slashes.
    pub(crate) path: String,
    /// The text without comments and test code; line numbers are kept.
    pub(crate) code: String,
    /// `code` with the contents of strings blanked out: what the compiler sees as names.
    pub(crate) names: String,
    /// Lines outside test code.
    pub(crate) lines: usize,
    /// The test modules that it declares and keeps elsewhere, as paths without an extension.
    tests: Vec<String>,
}

/// Every Rust file of `src/`, but for files that hold only tests.
pub(crate) fn rust() -> Vec<Source> {
    let sources: Vec<Source> = files("src", &["rs"])
        .into_iter()
        .map(|(path, text)| Source::new(path, &text))
        .collect();
    let tests: Vec<String> = sources
        .iter()
        .flat_map(|source| source.tests.clone())
        .collect();
    let is_test = |path: &str| {
        tests.iter().any(|module| {
            path.strip_prefix(module)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    sources
        .into_iter()
        .filter(|source| !is_test(&source.path))
        .collect()
}

impl Source {
    /// Prepares one file.
    pub(crate) fn new(path: String, text: &str) -> Self {
        let (mut code, mut names) = strip(text);
        let folder = match path.rsplit_once('/') {
            Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
            _ => path.trim_end_matches(".rs").to_owned(),
        };
        let (mut tested, mut tests) = (0, Vec::new());
        while let Some((from, to)) = test_item(&names) {
            let item = names.get(from..to).unwrap_or_default();
            tested += item.lines().count();
            if let Some((_, module)) = item.split_once("mod ")
                && let Some(module) = module.strip_suffix(';')
            {
                tests.push(format!("{folder}/{}", module.trim()));
            }
            code = blank(&code, from, to);
            names = blank(&names, from, to);
        }
        Self {
            path,
            lines: text.lines().count() - tested,
            code,
            names,
            tests,
        }
    }
}

/// All files below `folder` with one of the extensions, as (path, text), sorted by path.
pub(crate) fn files(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !path.ends_with("node_modules") {
                    folders.push(path);
                }
            } else if let Some(extension) = path.extension().and_then(|it| it.to_str())
                && extensions.contains(&extension)
                && let Ok(text) = fs::read_to_string(&path)
            {
                let name = path.strip_prefix(root).unwrap_or(&path);
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    found
}

/// The text without comments, and the same without the contents of strings. Both are as long as
/// the text, so that positions and lines agree; characters beyond ASCII become one `?` a byte.
fn strip(text: &str) -> (String, String) {
    let ascii: Vec<u8> = text
        .bytes()
        .map(|byte| if byte.is_ascii() { byte } else { b'?' })
        .collect();
    let at = |index: usize| ascii.get(index).copied().unwrap_or(0);
    let (mut code, mut names) = (Vec::new(), Vec::new());
    let mut index = 0;
    while index < ascii.len() {
        let (end, kind) = token(&at, index, ascii.len());
        for byte in (index..end).map(at) {
            let space = if byte == b'\n' { b'\n' } else { b' ' };
            code.push(if kind == Kind::Comment { space } else { byte });
            names.push(if kind == Kind::Code { byte } else { space });
        }
        index = end;
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (text(code), text(names))
}

#[derive(PartialEq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// Where the comment, literal or single byte of code that starts at `from` ends.
fn token(at: &impl Fn(usize) -> u8, from: usize, length: usize) -> (usize, Kind) {
    let until = |mut index: usize, done: &dyn Fn(usize) -> bool| {
        while index < length && !done(index) {
            index += 1;
        }
        index.min(length)
    };
    match (at(from), at(from + 1)) {
        (b'/', b'/') => (until(from, &|i| at(i) == b'\n'), Kind::Comment),
        (b'/', b'*') => {
            let (mut index, mut depth) = (from + 2, 1);
            while index < length && depth > 0 {
                match (at(index), at(index + 1)) {
                    (b'/', b'*') => (index, depth) = (index + 2, depth + 1),
                    (b'*', b'/') => (index, depth) = (index + 2, depth - 1),
                    _ => index += 1,
                }
            }
            (index.min(length), Kind::Comment)
        }
        (b'r', b'"' | b'#') if from == 0 || !is_word(at(from - 1)) || at(from - 1) == b'b' => {
            let quote = until(from + 1, &|i| at(i) != b'#');
            let hashes = quote - from - 1;
            if at(quote) != b'"' {
                return (from + 1, Kind::Code);
            }
            let closes = |i: usize| at(i) == b'"' && (1..=hashes).all(|n| at(i + n) == b'#');
            (
                (until(quote + 1, &closes) + 1 + hashes).min(length),
                Kind::Literal,
            )
        }
        (b'"', _) => {
            let mut index = from + 1;
            while index < length && at(index) != b'"' {
                index += if at(index) == b'\\' { 2 } else { 1 };
            }
            ((index + 1).min(length), Kind::Literal)
        }
        (b'\'', b'\\') => (until(from + 3, &|i| at(i) == b'\'') + 1, Kind::Literal),
        // Not a lifetime: a quote follows within the four bytes that a character can take.
        (b'\'', _) => match (2..=5).find(|n| at(from + n) == b'\'') {
            Some(n) if n == 2 || (1..n).all(|i| at(from + i) == b'?') => {
                (from + n + 1, Kind::Literal)
            }
            _ => (from + 1, Kind::Code),
        },
        _ => (from + 1, Kind::Code),
    }
}

/// The next item marked `#[cfg(test)]`: from its attribute to its closing brace or semicolon.
fn test_item(names: &str) -> Option<(usize, usize)> {
    let from = names.find("#[cfg(test)]")?;
    let mut depth = 0;
    for (offset, byte) in names.bytes().enumerate().skip(from + "#[cfg(test)]".len()) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some((from, offset + 1)),
            b'}' => depth -= 1,
            b';' if depth == 0 => return Some((from, offset + 1)),
            _ => {}
        }
    }
    Some((from, names.len()))
}

fn blank(text: &str, from: usize, to: usize) -> String {
    text.bytes()
        .enumerate()
        .map(|(index, byte)| {
            let inside = (from..to).contains(&index) && byte != b'\n';
            char::from(if inside { b' ' } else { byte })
        })
        .collect()
}

/// Whether a name can go on with this byte.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where `word` stands in the text, not as a part of a longer name.
pub(crate) fn find_word<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = text.as_bytes();
    let word_at = |index: Option<usize>| {
        index
            .and_then(|it| bytes.get(it))
            .is_some_and(|byte| is_word(*byte))
    };
    let starts = word.bytes().next().is_some_and(is_word);
    let ends = word.bytes().last().is_some_and(is_word);
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let longer =
                (starts && word_at(at.checked_sub(1))) || (ends && word_at(Some(at + word.len())));
            !longer
        })
}

/// The number of the line that holds this position, from 1.
pub(crate) fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
