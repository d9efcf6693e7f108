//! Configuration: compiled defaults, `Rocket.toml`, `SCALIX_*`, flags, weakest first.
//!
//! The only place that reads the environment.

mod mail;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use ipnet::IpNet;
use rocket::figment::providers::{Env, Format as _, Serialized, Toml};
use rocket::figment::{Figment, Profile};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::secret::Secret;

pub use mail::{MailSettings, SignUp, Tls};

/// The settings of the product; Rocket's own keys (`limits`, `workers`, `tls`, …) stay Rocket's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address to listen on. Default 127.0.0.1.
    pub address: IpAddr,
    /// The port to listen on; 0 takes a free one. Default 8000.
    pub port: u16,
    /// The folder of the database, the key, the lock and the mail. Default `data`.
    pub data_dir: PathBuf,
    /// How browsers reach this server; links, cookies and the check of `Origin` follow it.
    /// Derived from address and port when it is not set.
    pub public_url: Option<Url>,
    /// Origins of a separate frontend; they get credentials and may change state.
    pub frontend_origins: Vec<Url>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// What is logged: an `EnvFilter` such as `info` or `scalix=debug`.
    pub log: String,
    /// How it is logged: `text` or `json`.
    pub log_format: LogFormat,
    /// Replaces `scalix.key`: 64 hexadecimal digits.
    pub master_key: Option<Secret<String>>,
    /// How mail leaves.
    #[serde(default)]
    pub mail: MailSettings,
    /// Who may make an account by themselves: `off`, `invite` or `open`. Default `invite`.
    #[serde(default)]
    pub signup: SignUp,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

/// What flags set; absent ones leave the weaker sources in force.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Flags {
    /// `--address`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// `--port`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// `--data-dir`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// `--public-url`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
}

#[derive(Serialize)]
struct Defaults {
    data_dir: &'static str,
    frontend_origins: [Url; 0],
    trusted_proxies: [IpNet; 0],
    log: &'static str,
    log_format: LogFormat,
}

/// `SCALIX_KEY` is what the quick start calls the reader's API key; it is none of ours.
const NOT_OURS: [&str; 1] = ["key"];

/// Reads the product's settings over Rocket's.
///
/// # Errors
/// With a sentence that names the key, what is wrong with it, and the source.
pub fn load(flags: &Flags) -> Result<(Settings, Figment), Box<rocket::figment::Error>> {
    if let Some(typed) = &flags.public_url
        && !Url::parse(typed).is_ok_and(|url| is_web_address(&url))
    {
        let wrong = format!("--public-url: {typed} is no address such as {EXAMPLE}");
        return Err(Box::new(wrong.into()));
    }
    let rocket = rocket_figment();
    let settings = settings_figment(&rocket, flags).extract::<Settings>()?;
    let addresses = settings.public_url.iter().map(|url| ("public_url", url));
    let origins = settings
        .frontend_origins
        .iter()
        .map(|url| ("frontend_origins", url));
    for (key, url) in addresses.chain(origins) {
        // Of anything else the origin is "null", which every sandboxed frame of the world has.
        if !is_web_address(url) {
            let wrong = format!("{key}: {url} is no address that begins with http:// or https://");
            return Err(Box::new(rocket::figment::Error::from(wrong).with_path(key)));
        }
    }
    if let Some(url) = settings.public_url.as_ref().filter(|url| !is_root(url)) {
        // Every path of ours begins at the root: a link with more before it would lead nowhere.
        let wrong = format!(
            "{url} goes on after the host name, but Scalix has to be at its root: write only an \
             address such as {EXAMPLE}"
        );
        return Err(Box::new(match flags.public_url {
            Some(_) => format!("--public-url: {wrong}").into(),
            None => format!("public_url: {wrong}").into(),
        }));
    }
    if let Some((key, wrong)) = settings.mail.contradiction() {
        let wrong = rocket::figment::Error::from(wrong.to_owned());
        return Err(Box::new(wrong.with_path(key)));
    }
    let rocket = rocket
        .merge((rocket::Config::ADDRESS, settings.address))
        .merge((rocket::Config::PORT, settings.port))
        // Ours is the only place that may believe a header about the client's address.
        .merge((rocket::Config::IP_HEADER, false))
        .merge((rocket::Config::LOG_LEVEL, rocket::config::LogLevel::Off))
        .merge((rocket::Config::CLI_COLORS, false))
        .merge(("databases.scalix.url", settings.database()));
    Ok((settings, rocket))
}

/// What a wrong address is told to look like.
const EXAMPLE: &str = "https://scalix.example";

fn is_web_address(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host().is_some()
}

/// Whether nothing follows the host name and port.
fn is_root(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none() && url.fragment().is_none()
}

fn rocket_figment() -> Figment {
    let ours = rocket::figment::util::map! {
        "limits" => rocket::data::Limits::default()
            .limit("json", rocket::data::ByteUnit::Kibibyte(256))
            .limit("form", rocket::data::ByteUnit::Kibibyte(192))
            .limit("data-form", rocket::data::ByteUnit::Mebibyte(3))
            .limit("file", rocket::data::ByteUnit::Mebibyte(2)),
    };
    let shutdown = rocket::figment::util::map! { "grace" => 5, "mercy" => 3 };
    let file = configuration_file();
    // Named and missing is a mistake; not named and missing is the usual case.
    let file = if Env::var("ROCKET_CONFIG").is_some() || file.exists() {
        Figment::from(Toml::file_exact(file).nested())
    } else {
        Figment::new()
    };
    Figment::from(rocket::Config::default())
        .merge(Serialized::defaults(ours))
        .merge(Serialized::default(rocket::Config::IDENT, false))
        .merge(Serialized::default("shutdown", shutdown))
        .merge(file)
        .merge(
            Env::prefixed("ROCKET_")
                .ignore(&["PROFILE", "CONFIG"])
                .global(),
        )
        .select(Profile::from_env_or(
            "ROCKET_PROFILE",
            rocket::Config::default().profile,
        ))
}

/// `ROCKET_CONFIG`, or `Rocket.toml` of the working directory: never one of a parent folder, which
/// somebody else may write.
pub fn configuration_file() -> PathBuf {
    Env::var_or("ROCKET_CONFIG", "Rocket.toml").into()
}

fn settings_figment(rocket: &Figment, flags: &Flags) -> Figment {
    let defaults = Defaults {
        data_dir: "data",
        frontend_origins: [],
        trusted_proxies: [],
        log: "info",
        log_format: LogFormat::Text,
    };
    let address: IpAddr = rocket
        .extract_inner(rocket::Config::ADDRESS)
        .unwrap_or(Ipv4Addr::LOCALHOST.into());
    let port: u16 = rocket.extract_inner(rocket::Config::PORT).unwrap_or(8000);
    Figment::from(Serialized::defaults(defaults))
        .merge(Serialized::default("address", address))
        .merge(Serialized::default("port", port))
        .merge(rocket.focus("scalix"))
        .merge(
            Env::prefixed("SCALIX_")
                .ignore(&NOT_OURS)
                .split("__")
                .global(),
        )
        .merge(Serialized::globals(flags))
}

/// Where this machine keeps what need not last.
pub fn temporary_folder() -> PathBuf {
    std::env::temp_dir()
}

impl Settings {
    /// Where the database file is.
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("scalix.db")
    }

    /// The address that links begin with, without a slash at the end. `port` is the one that was
    /// bound, for when 0 was asked for.
    pub fn base_url(&self, port: u16) -> String {
        if let Some(url) = &self.public_url {
            return url.as_str().trim_end_matches('/').to_owned();
        }
        let host = match self.address {
            address if address.is_unspecified() || address.is_loopback() => "127.0.0.1".to_owned(),
            IpAddr::V6(address) => format!("[{address}]"),
            IpAddr::V4(address) => address.to_string(),
        };
        format!("http://{host}:{port}")
    }

    /// Whether browsers reach this server over https: `Secure` cookies and HSTS follow it.
    pub fn https(&self) -> bool {
        self.public_url
            .as_ref()
            .is_some_and(|url| url.scheme() == "https")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_begin_with_the_public_url_or_with_what_is_bound() {
        let (mut settings, rocket) = load(&Flags {
            port: Some(0),
            ..Flags::default()
        })
        .unwrap();
        assert_eq!(settings.base_url(4711), "http://127.0.0.1:4711");
        assert_eq!(rocket.extract_inner::<u16>("port").unwrap(), 0);
        settings.address = "0.0.0.0".parse().unwrap();
        assert_eq!(settings.base_url(1), "http://127.0.0.1:1");
        settings.address = "fe80::1".parse().unwrap();
        assert_eq!(settings.base_url(1), "http://[fe80::1]:1");
        settings.public_url = Some("https://scalix.example/".parse().unwrap());
        assert_eq!(settings.base_url(1), "https://scalix.example");
        assert!(settings.https());
    }
}
