//! Headers by name, of requests and answers.
//!
//! Rocket's own look-up hashes the name letter by letter, about a thousand instructions, and a
//! request with an event asks ten times. Here the few headers that there are are compared.

use std::borrow::Cow;

use rocket::http::HeaderMap;

/// The values of a header, in their order.
pub(crate) fn all<'h>(headers: &'h HeaderMap<'_>, name: &str) -> impl Iterator<Item = &'h str> {
    headers.iter().filter_map(move |header| match header.value {
        Cow::Borrowed(value) if header.name == name => Some(value),
        // What a map holds is only ever lent.
        _ => None,
    })
}

/// The first value of a header, if it is there.
pub(crate) fn first<'h>(headers: &'h HeaderMap<'_>, name: &str) -> Option<&'h str> {
    all(headers, name).next()
}

/// Whether a header is there.
pub(crate) fn is_there(headers: &HeaderMap<'_>, name: &str) -> bool {
    first(headers, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_values_in_their_order() {
        let mut headers = HeaderMap::new();
        headers.add_raw("Accept-Encoding", "gzip");
        headers.add_raw("X-Forwarded-For", "203.0.113.5");
        headers.add_raw("x-forwarded-for", "198.51.100.7");
        let hops: Vec<&str> = all(&headers, "X-FORWARDED-FOR").collect();
        assert_eq!(hops, ["203.0.113.5", "198.51.100.7"]);
        assert_eq!(first(&headers, "accept-encoding"), Some("gzip"));
        assert!(is_there(&headers, "x-forwarded-for"));
        assert!(!is_there(&headers, "X-Forwarded"));
    }
}
