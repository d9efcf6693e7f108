//! Whether the time of an answer tells who has an account.

use std::time::Instant;

use serde_json::json;

use super::Bench;
use crate::client;
use crate::ratio::median;
use crate::servers::Server;
use crate::table::{Row, short};

/// Requests of each side.
const EACH: usize = 50;
/// How far apart the medians of two sides may be.
const OWED: f64 = 1.10;

/// The time of one request in milliseconds. Each comes from a network of its own, as a proxy tells
/// it, so that no throttle has a say.
fn time(server: &Server, path: &str, number: usize, status: u16, body: &str) -> f64 {
    let origin = format!("http://{}", server.address);
    let from = format!("10.{}.{}.1", number / 250, number % 250);
    let headers = [
        ("Origin", origin.as_str()),
        ("Content-Type", "application/json"),
        ("X-Forwarded-For", from.as_str()),
    ];
    let request = client::request("POST", path, &headers, body);
    let begun = Instant::now();
    let (answered, reply) = client::send(server.address, &request);
    let took = begun.elapsed().as_secs_f64() * 1e3;
    assert_eq!(answered, status, "{}", String::from_utf8_lossy(&reply));
    took
}

/// Medians for addresses with and without an account, side by side. The two take turns, and in who
/// goes first as well: what one leaves to be done behind its answer must not burden the other.
fn compare(
    server: &Server,
    goal: &str,
    path: &str,
    status: u16,
    first: usize,
    body: impl Fn(&str) -> String,
) -> Row {
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..EACH {
        let turns = if number % 2 == 0 { [0, 1] } else { [1, 0] };
        for side in turns {
            let name = ["person", "nobody"][side];
            let body = body(&format!("{name}{number}@example.org"));
            let network = first + 2 * number + side;
            times[side].push(time(server, path, network, status, &body));
        }
    }
    let [known, unknown] = times.map(median);
    let seen = known.max(unknown) / known.min(unknown);
    let figures = format!(
        "medians of {EACH}: {} ms with an account, {} ms without",
        short(known),
        short(unknown)
    );
    Row::at_most(goal, OWED, seen, "times", figures)
}

pub(super) fn auth(bench: &mut Bench) -> Vec<Row> {
    let mut world = bench.empty();
    world.start_behind_proxy();
    let server = &world.server;
    // The first hash of a process takes longer.
    let wrong = |email: &str| json!({"email": email, "password": "not the password"}).to_string();
    for number in 0..4 {
        let stranger = wrong(&format!("stranger{number}@example.org"));
        time(
            server,
            "/api/auth/signin",
            4 * EACH + number,
            401,
            &stranger,
        );
    }
    let asked = |email: &str| json!({ "email": email }).to_string();
    vec![
        compare(
            server,
            "sign-in with a wrong password, account or none",
            "/api/auth/signin",
            401,
            0,
            wrong,
        ),
        compare(
            server,
            "forgotten password, account or none",
            "/api/auth/forgot",
            202,
            2 * EACH,
            asked,
        ),
    ]
}
