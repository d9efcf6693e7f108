//! A mail as it is on the wire.

/// A mail: its headers and its parts, decoded.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    /// Name in lower case, value.
    headers: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl Mail {
    /// Reads a message of two parts, each as plain or quoted-printable text.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let message = String::from_utf8(bytes.to_vec()).unwrap();
        let (head, body) = message.split_once("\r\n\r\n").unwrap();
        let headers = headers(head);
        let kind = find(&headers, "content-type").unwrap();
        assert!(kind.starts_with("multipart/alternative"), "{kind}");
        let boundary = kind.split("boundary=\"").nth(1).unwrap();
        let boundary = format!("--{}", boundary.split('"').next().unwrap());
        let mut parts = body.split(&boundary).skip(1).map(part);
        Self {
            text: parts.next().unwrap(),
            html: parts.next().unwrap(),
            headers,
        }
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The path and query of the link in the text that begins with this path.
    pub(crate) fn link(&self, path: &str) -> String {
        let addresses = self
            .text
            .split_whitespace()
            .filter(|word| word.contains("://"));
        let mut paths = addresses.map(|address| {
            let rest = address.split("://").nth(1).unwrap();
            rest[rest.find('/').unwrap_or(rest.len())..].to_owned()
        });
        let found = paths.find(|link| link.starts_with(path));
        found.unwrap_or_else(|| panic!("no link to {path}: {}", self.text))
    }

    /// The token of the link that begins with this path.
    pub(crate) fn token(&self, path: &str) -> String {
        self.link(path).split("token=").nth(1).unwrap().to_owned()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

fn headers(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let lines = unfolded.lines();
    lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect()
}

fn part(part: &str) -> String {
    let (head, body) = part.split_once("\r\n\r\n").unwrap_or(("", ""));
    let headers = headers(head);
    match find(&headers, "content-transfer-encoding") {
        Some("quoted-printable") => unquoted(body),
        Some("7bit") | None => body.to_owned(),
        Some(other) => panic!("{other}"),
    }
}

/// RFC 2045, section 6.7.
fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        rest = more;
        if *first == b'=' && more.len() >= 2 {
            let hex = std::str::from_utf8(&more[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &more[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}
