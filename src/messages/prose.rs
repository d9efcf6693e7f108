//! The text of a message in pieces: words, and addresses that can be followed.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// An `http` or `https` address, as it was typed; it is what is shown and where it leads.
    Link(String),
}

/// What an address may begin with.
const SCHEMES: [&str; 2] = ["https://", "http://"];
/// What ends a sentence rather than an address.
const TRAILING: [char; 9] = ['.', ',', ';', ':', '!', '?', '\'', '*', '_'];

/// Cuts a text into words and addresses. Nothing is lost: the pieces make up the text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut words, mut rest) = (String::new(), text);
    while let Some(at) = next_scheme(rest) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        let typed = address(from);
        let (address, after) = from.split_at(typed);
        // In the middle of a word it is none.
        let inside = words.ends_with(|last: char| last.is_alphanumeric());
        if !inside && leads_somewhere(address) {
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(Piece::Link(address.to_owned()));
        } else {
            words.push_str(address);
        }
        rest = after;
    }
    words.push_str(rest);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

/// Where the next address may begin. The letter case of a scheme does not matter.
fn next_scheme(text: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        SCHEMES.iter().any(|scheme| {
            let head = rest.get(..scheme.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
    })
}

/// How many bytes of the text are an address: up to a blank or a quote, without what closes the
/// sentence. At least one byte.
fn address(text: &str) -> usize {
    let ends = |char: char| char.is_whitespace() || matches!(char, '<' | '>' | '"' | '`');
    let end = text.find(ends).unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or_default();
    loop {
        let shorter = match address.chars().next_back() {
            Some(last) if TRAILING.contains(&last) => address.strip_suffix(last),
            // A bracket that was opened before the address closes after it.
            Some(')') if unopened(address, '(', ')') => address.strip_suffix(')'),
            Some(']') if unopened(address, '[', ']') => address.strip_suffix(']'),
            _ => None,
        };
        match shorter {
            Some(shorter) => address = shorter,
            None => return address.len().max(1),
        }
    }
}

fn unopened(address: &str, open: char, close: char) -> bool {
    address.matches(close).count() > address.matches(open).count()
}

/// Whether it is an address of the web with a host and nobody's password in it.
fn leads_somewhere(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| !host.is_empty())
            && url.username().is_empty()
            && url.password().is_none()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links(text: &str) -> Vec<String> {
        let links = pieces(text).into_iter().filter_map(|piece| match piece {
            Piece::Link(address) => Some(address),
            Piece::Words(_) => None,
        });
        links.collect()
    }

    #[test]
    fn addresses_are_found_and_the_sentence_around_them_is_not() {
        for (text, found) in [
            ("see https://a.example/b.", vec!["https://a.example/b"]),
            ("(http://a.example/x_(y))", vec!["http://a.example/x_(y)"]),
            (
                "HTTPS://A.example, http://b.example:8080/?q=1&r=2#s!",
                vec!["HTTPS://A.example", "http://b.example:8080/?q=1&r=2#s"],
            ),
            ("<https://a.example>", vec!["https://a.example"]),
            ("\"https://a.example\"", vec!["https://a.example"]),
            ("zwei\nhttps://ü.example/ß\n", vec!["https://ü.example/ß"]),
        ] {
            assert_eq!(links(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_of_the_web_stays_text() {
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "http:// nowhere",
            "xhttps://a.example",
            "https://bank.example@evil.example/",
            "https://user:word@a.example/",
            "www.a.example",
            "<script>alert(1)</script>",
        ] {
            assert_eq!(links(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(https?://|[a-z.()<>\" é🎉/:@]|\n){0,40}") {
            let whole: String = pieces(&text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(text) | Piece::Link(text) => text,
                })
                .collect();
            prop_assert_eq!(whole, text);
        }
    }
}
