//! The access log: a line a request on stderr, in the form of the other lines of the log.
//!
//! Written without the visitors of [`tracing`]: they took one part in twenty of a short request
//! (`docs/PERFORMANCE.md`). The filter of the log decides as about every other line
//! (`scalix::access=warn` leaves it out).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use rocket::{Request, Response};
use serde::Serialize;
use tracing::Level;

use crate::settings::LogFormat;
use crate::web::app::App;
use crate::web::guards::{self, Who};

/// The target of the lines, for filters.
const TARGET: &str = "scalix::access";

struct Begun(Instant);

/// Notes when a request began.
pub(super) fn begin(request: &Request<'_>) {
    request.local_cache(|| Begun(Instant::now()));
}

/// Writes the line of a request: no query, no header, no body.
pub(super) fn end(request: &Request<'_>, response: &Response<'_>) {
    if !tracing::enabled!(target: TARGET, Level::INFO) {
        return;
    }
    let Some(app) = request.rocket().state::<App>() else {
        return;
    };
    let begun = request.local_cache(|| Begun(Instant::now())).0;
    let who = &request.local_cache(Who::default).0;
    let line = Line {
        timestamp: &app.clock.now().to_the_millisecond(),
        level: "INFO",
        method: request.method().as_str(),
        path: &shown(request.uri().path().as_str()),
        status: response.status().code,
        micros: u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
        who: who.as_deref().unwrap_or("-"),
        request_id: guards::request_id(request),
        target: TARGET,
    };
    // Nobody is left to tell that the log cannot be written.
    let _ = std::io::stderr()
        .lock()
        .write_all(line.told(app.settings.log_format).as_bytes());
}

/// A path for the log: a part that looks like a token is left out.
fn shown(path: &str) -> Cow<'_, str> {
    let secret = |part: &&str| part.len() > 48 || part.contains("_scalix_");
    if !path.split('/').any(|part| secret(&part)) {
        return Cow::Borrowed(path);
    }
    let shown = |part| if secret(&part) { "…" } else { part };
    Cow::Owned(path.split('/').map(shown).collect::<Vec<_>>().join("/"))
}

/// What is told of a request, in the order of the line.
#[derive(Serialize)]
struct Line<'a> {
    timestamp: &'a str,
    level: &'a str,
    method: &'a str,
    path: &'a str,
    status: u16,
    /// How long it took until the answer was ready, in microseconds.
    micros: u64,
    who: &'a str,
    request_id: &'a str,
    target: &'a str,
}

impl Line<'_> {
    fn told(&self, format: LogFormat) -> String {
        let mut line = String::with_capacity(256);
        match format {
            LogFormat::Text => self.write_text(&mut line),
            LogFormat::Json => line.push_str(&serde_json::to_string(self).unwrap_or_default()),
        }
        line.push('\n');
        line
    }

    fn write_text(&self, line: &mut String) {
        // Joining is faster than formatting.
        let before = [
            self.timestamp,
            "  ",
            self.level,
            " ",
            self.target,
            ": method=",
            self.method,
            " path=",
        ];
        line.extend(before);
        quote(line, self.path);
        // Writing to a `String` does not fail.
        let _ = write!(line, " status={} micros={} who=", self.status, self.micros);
        quote(line, self.who);
        line.push_str(" request_id=");
        line.push_str(self.request_id);
    }
}

/// Adds a text in quotes, so that nothing in it can look like another part or another line.
fn quote(line: &mut String, text: &str) {
    let plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        line.push('"');
        line.push_str(text);
        line.push('"');
    } else {
        let _ = write!(line, "{text:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str) -> Line<'_> {
        Line {
            timestamp: "2026-03-01T12:00:00.000Z",
            level: "INFO",
            method: "GET",
            path,
            status: 200,
            micros: 362,
            who: "mara",
            request_id: "req_1",
            target: TARGET,
        }
    }

    #[test]
    fn a_line_is_what_the_rest_of_the_log_looks_like() {
        assert_eq!(
            line("/healthz").told(LogFormat::Text),
            "2026-03-01T12:00:00.000Z  INFO scalix::access: method=GET path=\"/healthz\" status=200 \
             micros=362 who=\"mara\" request_id=req_1\n"
        );
        assert_eq!(
            line("/healthz").told(LogFormat::Json),
            "{\"timestamp\":\"2026-03-01T12:00:00.000Z\",\"level\":\"INFO\",\"method\":\"GET\",\
             \"path\":\"/healthz\",\"status\":200,\"micros\":362,\"who\":\"mara\",\
             \"request_id\":\"req_1\",\"target\":\"scalix::access\"}\n"
        );
    }

    #[test]
    fn nothing_in_a_path_ends_its_quotes_or_its_line() {
        let told = line("/a\" status=500\n\u{1b}[31mä").told(LogFormat::Text);
        assert!(
            told.contains(r#"path="/a\" status=500\n\u{1b}[31mä" status=200"#),
            "{told}"
        );
        assert_eq!(told.lines().count(), 1);
    }

    #[test]
    fn a_part_of_a_path_that_looks_like_a_token_is_left_out() {
        let long = "x".repeat(49);
        assert_eq!(shown(&format!("/join/{long}/now")), "/join/…/now");
        assert_eq!(shown("/keys/sk_scalix_abc"), "/keys/…");
        assert_eq!(shown("/projects/prj_1"), "/projects/prj_1");
    }
}
