//! What a browser says of itself, read for people: `Firefox 144` on `Linux`.
//!
//! A short table of our own: who lies about it is told what they said, and nothing is decided by
//! it but whether a sign-in is worth a mail.

use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use super::Client;
use super::throttle::masked;
use crate::text;
use crate::text::Text;

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A desktop or laptop computer.
    Computer,
    /// A phone.
    Phone,
    /// A tablet.
    Tablet,
    /// A program such as curl.
    Program,
    /// It does not say.
    Unknown,
}

impl Kind {
    /// The word for people.
    pub fn text(self) -> Text {
        Text::new(match self {
            Self::Computer => "device-computer",
            Self::Phone => "device-phone",
            Self::Tablet => "device-tablet",
            Self::Program => "device-program",
            Self::Unknown => "device-unknown",
        })
    }
}

/// A device, as far as it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What it is.
    pub kind: Kind,
    /// The browser or program, without its version.
    pub browser: Option<String>,
    /// The major version of the browser.
    pub version: Option<String>,
    /// The operating system.
    pub os: Option<&'static str>,
}

/// Browsers by what stands before their version; the first that is found counts, for most also
/// name the ones that they are like.
const BROWSERS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPX/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// Systems by a word of theirs, those that also name another one first.
const SYSTEMS: [(&str, &str, Kind); 10] = [
    ("iPhone", "iOS", Kind::Phone),
    ("iPad", "iPadOS", Kind::Tablet),
    ("Android", "Android", Kind::Tablet),
    ("Windows NT", "Windows", Kind::Computer),
    ("CrOS", "ChromeOS", Kind::Computer),
    ("Mac OS X", "macOS", Kind::Computer),
    ("Macintosh", "macOS", Kind::Computer),
    ("FreeBSD", "FreeBSD", Kind::Computer),
    ("OpenBSD", "OpenBSD", Kind::Computer),
    ("Linux", "Linux", Kind::Computer),
];

impl Device {
    /// Reads a `User-Agent`.
    pub fn of(agent: &str) -> Self {
        let system = SYSTEMS.iter().find(|(word, _, _)| agent.contains(word));
        let (os, mut kind) =
            system.map_or((None, Kind::Unknown), |(_, os, kind)| (Some(*os), *kind));
        if os == Some("Android") && agent.contains("Mobile") {
            kind = Kind::Phone;
        }
        if !agent.starts_with("Mozilla/") {
            let (name, rest) = agent.split_once('/').unwrap_or((agent, ""));
            let name: String = name.trim().chars().take(40).collect();
            let plain = |char: char| char.is_ascii_alphanumeric() || " -_.+".contains(char);
            let named = !name.is_empty() && name.chars().all(plain);
            return Self {
                kind: if named { Kind::Program } else { Kind::Unknown },
                version: named.then(|| major(rest)).flatten(),
                browser: named.then_some(name),
                os,
            };
        }
        let browser = BROWSERS.iter().find_map(|(mark, name)| {
            let (_, rest) = agent.split_once(mark)?;
            Some((*name, major(rest)))
        });
        Self {
            kind,
            browser: browser.as_ref().map(|(name, _)| (*name).to_owned()),
            version: browser.and_then(|(_, version)| version),
            os,
        }
    }

    /// `Firefox 144`, or nothing.
    pub fn browser_name(&self) -> String {
        match (&self.browser, &self.version) {
            (Some(name), Some(version)) => format!("{name} {version}"),
            (Some(name), None) => name.clone(),
            (None, _) => String::new(),
        }
    }

    /// What to call it: `Firefox 144 on Linux`.
    pub fn name(&self) -> Text {
        match (self.browser_name(), self.os) {
            (name, Some(os)) if !name.is_empty() => text!("device-on", browser = name, os = os),
            (name, None) if !name.is_empty() => text!("device-browser", browser = name),
            (_, Some(os)) => text!("device-os", os = os),
            (_, None) => self.kind.text(),
        }
    }
}

/// The digits at the beginning.
fn major(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .take_while(char::is_ascii_digit)
        .take(6)
        .collect();
    (!digits.is_empty()).then_some(digits)
}

/// What a device is known again by: browser, system, and the region of the network (a /24, or a
/// /48). The version is no part of it: browsers update themselves.
pub(super) fn mark(client: &Client) -> [u8; 32] {
    let device = Device::of(&client.user_agent);
    let region: IpAddr = masked(client.address, 24, 48);
    let mut hasher = Sha256::new();
    for part in [
        device.browser.as_deref().unwrap_or_default(),
        device.os.unwrap_or_default(),
        &region.to_string(),
    ] {
        hasher.update(part);
        hasher.update([0]);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn reads_what_browsers_and_programs_say() {
        const IOS: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) \
            AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let ios = |rest: &str| format!("{IOS} {rest}");
        for (agent, name, kind) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0".to_owned(),
                "Firefox 144 on Linux",
                Kind::Computer,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
                    .to_owned(),
                "Edge 142 on Windows",
                Kind::Computer,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, \
                 like Gecko) Version/26.0 Safari/605.1.15"
                    .to_owned(),
                "Safari 26 on macOS",
                Kind::Computer,
            ),
            (
                ios("Version/26.0 Mobile/15E148 Safari/604.1"),
                "Safari 26 on iOS",
                Kind::Phone,
            ),
            (
                ios("CriOS/141.0.7390.96 Mobile/15E148 Safari/604.1"),
                "Chrome 141 on iOS",
                Kind::Phone,
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/141.0.0.0 Mobile Safari/537.36"
                    .to_owned(),
                "Chrome 141 on Android",
                Kind::Phone,
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36"
                    .to_owned(),
                "Samsung Internet 28 on Android",
                Kind::Tablet,
            ),
            ("curl/8.14.1".to_owned(), "curl 8", Kind::Program),
            ("Mozilla/5.0".to_owned(), "Unknown device", Kind::Unknown),
            (String::new(), "Unknown device", Kind::Unknown),
            ("<b>/1".to_owned(), "Unknown device", Kind::Unknown),
        ] {
            let device = Device::of(&agent);
            assert_eq!(Locale::EnUs.say(&device.name()), name, "{agent}");
            assert_eq!(device.kind, kind, "{agent}");
        }
    }

    #[test]
    fn a_device_is_known_again_in_its_region_whatever_its_version() {
        let client = |agent: &str, address: &str| {
            mark(&Client {
                address: address.parse().unwrap(),
                user_agent: agent.to_owned(),
                request_id: String::new(),
            })
        };
        let home = client(
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0",
            "203.0.113.5",
        );
        for same in ["Firefox/145.0", "Firefox/144.1"] {
            let agent = format!("Mozilla/5.0 (X11; Linux x86_64) {same}");
            assert_eq!(client(&agent, "203.0.113.77"), home);
        }
        let agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0";
        assert_ne!(client(agent, "198.51.100.5"), home);
        assert_ne!(client("curl/8", "203.0.113.5"), home);
    }
}
