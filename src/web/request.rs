//! Facts of a request that need no decision: its id, its moment, where it came from.

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;

use rocket::request::Request;
use rocket_db_pools::Database as _;

use crate::accounts::{Client, User};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::i18n::{Language, Locale};
use crate::text;
use crate::web::app::App;
use crate::web::database::ScalixDb;
use crate::web::header_map;

/// The shared state.
pub fn app<'r>(request: &'r Request<'_>) -> Result<&'r App> {
    request
        .rocket()
        .state::<App>()
        .ok_or_else(|| Error::internal("no state is managed"))
}

/// The database.
pub fn database<'r>(request: &'r Request<'_>) -> Result<&'r Db> {
    let attached = ScalixDb::fetch(request.rocket());
    attached
        .map(ScalixDb::handle)
        .ok_or_else(|| Error::internal("no database is attached"))
}

/// The id of this request.
pub fn request_id<'r>(request: &'r Request<'_>) -> &'r str {
    struct RequestId(String);
    let id = request.local_cache(|| {
        let app = request.rocket().state::<App>();
        let random = app.map(|app| app.random.clone());
        let name = random.unwrap_or_default().base62_of_thread(16);
        // Every request has one, and joining is faster than formatting.
        RequestId(["req_", &name].concat())
    });
    &id.0
}

/// The moment of this request, the same for all of it.
pub fn now(request: &Request<'_>) -> Timestamp {
    *request.local_cache(|| match request.rocket().state::<App>() {
        Some(app) => app.clock.now(),
        None => Timestamp::default(),
    })
}

/// The language that the caller chose, once it is known who calls.
#[derive(Default)]
struct Chosen(OnceLock<Locale>);

/// The language of this request: what the caller chose, else what the browser asks for.
pub fn locale(request: &Request<'_>) -> Locale {
    let Chosen(chosen) = request.local_cache(Chosen::default);
    let asked = || {
        let header = header_map::first(request.headers(), "Accept-Language");
        Locale::accepted(header.unwrap_or_default())
    };
    chosen.get().copied().unwrap_or_else(asked)
}

/// Speaks the language of this person for the rest of the request, if they chose one.
pub(super) fn speak_to(request: &Request<'_>, user: &User) {
    if let Some(Language::Always(locale)) = Language::parse(&user.language) {
        let Chosen(chosen) = request.local_cache(Chosen::default);
        chosen.get_or_init(|| locale);
    }
}

/// Where the request came from: the socket, or what a trusted proxy says. The last address that
/// is not a trusted proxy's counts, for the ones before it were written by strangers.
pub(crate) fn client_address(request: &Request<'_>, app: &App) -> IpAddr {
    let trusted = |address: &IpAddr| {
        app.settings
            .trusted_proxies
            .iter()
            .any(|network| network.contains(&address.to_canonical()))
    };
    let peer = request
        .remote()
        .map_or(IpAddr::from([0, 0, 0, 0]), |remote| remote.ip());
    if !trusted(&peer) {
        return peer;
    }
    let hops: Vec<&str> = header_map::all(request.headers(), "X-Forwarded-For")
        .flat_map(|value| value.split(','))
        .collect();
    let mut last_known = peer;
    for hop in hops.iter().rev() {
        // What cannot be read hides who wrote what stands before it.
        let Some(address) = hop_address(hop.trim()) else {
            break;
        };
        last_known = address;
        if !trusted(&address) {
            break;
        }
    }
    last_known
}

/// The address of a hop: some proxies write the port as well.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let plain = hop.parse::<IpAddr>().ok();
    plain
        .or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
        .or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

/// The device that asks.
pub fn client(request: &Request<'_>, app: &App) -> Client {
    let agent = header_map::first(request.headers(), "User-Agent").unwrap_or_default();
    Client {
        address: client_address(request, app),
        user_agent: agent
            .chars()
            .filter(|char| !char.is_control())
            .take(400)
            .collect(),
        request_id: request_id(request).to_owned(),
    }
}

/// The token of an `Authorization: Bearer` header. A header of another form is an error in the API;
/// at a page it is what a proxy asked for before it let the browser through, and none of ours.
pub(crate) fn bearer<'r>(request: &'r Request<'_>) -> Result<Option<&'r str>> {
    let Some(header) = header_map::first(request.headers(), "Authorization") else {
        return Ok(None);
    };
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match token {
        Some((_, token)) => Ok(Some(token.trim())),
        None if request.uri().path().segments().next() != Some("api") => Ok(None),
        None => Err(Error::Unauthenticated(text!("error-authorization-form"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_are_read_with_and_without_ports() {
        for (hop, address) in [
            ("203.0.113.5", Some("203.0.113.5")),
            ("203.0.113.5:4711", Some("203.0.113.5")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("[2001:db8::1]:80", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("unknown", None),
        ] {
            assert_eq!(
                hop_address(hop),
                address.map(|text| text.parse().unwrap()),
                "{hop}"
            );
        }
    }
}
