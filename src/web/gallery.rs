//! Sample pages of the frames and parts, rendered and checked. They are left in `target/gallery`
//! in both themes, to be looked at.

use askama::Template;
use jiff::tz::TimeZone;

use super::chart::{self, Drawing};
use super::format::{self, Change, Figure};
use super::moment::Moment;
use super::page::{Chrome, Flash, Gate, Person, Team, initials};
use super::testing::check_html;
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::money::Nanos;

const EN: Locale = Locale::EnUs;

/// A frame with long names and `teams` teams.
pub(crate) fn chrome(here: &'static str, teams: usize) -> Chrome {
    let team = |at: usize| {
        let name = match at {
            0 => "Meridian Freight".to_owned(),
            1 => "Northgate Customs Brokers and Warehousing GmbH".to_owned(),
            _ => format!("Team {at}"),
        };
        Team {
            id: format!("team_{at:016}"),
            initials: initials(&name),
            name,
            current: at == 0,
        }
    };
    Chrome {
        user: Person {
            name: "Inês Carvalho Monteiro".to_owned(),
            email: "ines.carvalho@meridianfreight.example".to_owned(),
            photo: String::new(),
            initials: "IM".to_owned(),
            colour: "c3",
        },
        team: (teams > 0).then(|| team(0)),
        teams: (0..teams).map(team).collect(),
        role: "Owner".to_owned(),
        may_read_keys: true,
        may_audit: true,
        may_invite: true,
        may_own: true,
        unread: 3,
        here,
        tab: "",
        flash: None,
        version: "0.1.0",
        theme: "",
        tz: TimeZone::get("Europe/Lisbon").unwrap(),
        locale: EN,
        request_id: "req_0123456789abcdef".to_owned(),
    }
}

/// A frame for a visitor.
pub(crate) fn gate() -> Gate {
    Gate {
        flash: None,
        version: "0.1.0",
        locale: EN,
        request_id: "req_0123456789abcdef".to_owned(),
    }
}

fn flash(ok: bool, text: &str) -> Flash {
    Flash {
        ok,
        text: text.to_owned(),
        undo: if ok {
            "/projects/prj_1/start".to_owned()
        } else {
            String::new()
        },
    }
}

#[derive(Template)]
#[template(path = "parts/gallery/parts.html")]
struct Parts {
    chrome: Chrome,
    figures: Vec<(&'static str, Figure)>,
    change: Change,
    seen: Moment,
    charts: Vec<Drawing>,
}

#[derive(Template)]
#[template(path = "parts/gallery/sheet.html")]
struct Sheet {
    chrome: Chrome,
    name: &'static str,
    error: &'static str,
}

#[derive(Template)]
#[template(path = "parts/gallery/gate.html")]
struct SignIn {
    gate: Gate,
    error: &'static str,
}

fn parts(teams: usize, flash: Option<Flash>, charts: Vec<Drawing>) -> Parts {
    let now = Timestamp::from_ms(1_795_098_067_250);
    let ago = Timestamp::from_ms(now.ms() - 240_000);
    Parts {
        chrome: Chrome {
            flash,
            ..chrome("usage", teams)
        },
        figures: vec![
            ("Cost", format::money_short(EN, Nanos(18_731_038_123_000))),
            ("Tokens", format::short(EN, 4_432_326_656_i64)),
            ("Requests", format::short(EN, 2_215_823)),
            ("Errors", format::percent(EN, 114, 10_000, 2).unwrap()),
            ("Latency, p95", format::duration(EN, 4_820)),
        ],
        change: format::change(EN, 1_124, 1_000).unwrap(),
        seen: Moment::relative(EN, ago, now),
        charts,
    }
}

/// Every sample page with a name for its file.
fn samples() -> Vec<(String, String)> {
    let name = "Support copilot for shippers, EMEA and North America";
    let sheet = |error| Sheet {
        chrome: chrome("projects", 1),
        name,
        error,
    };
    let gate = |error, flash| SignIn {
        gate: Gate {
            flash,
            version: "0.1.0",
            locale: EN,
            request_id: "req_0123456789abcdef".to_owned(),
        },
        error,
    };
    let good = flash(true, "Project “Carrier e-mail triage” is stopped.");
    let bad = flash(
        false,
        "The key was not revoked: the server is stopping. Try again in a moment.",
    );
    let mut pages = vec![
        (
            "parts".to_owned(),
            parts(3, Some(good), Vec::new()).render(),
        ),
        ("sheet".to_owned(), sheet("").render()),
        (
            "sheet-invalid".to_owned(),
            sheet("This is not the name of the project.").render(),
        ),
        ("gate".to_owned(), gate("", None).render()),
        (
            "gate-invalid".to_owned(),
            gate(
                "The address and the password do not go together.",
                Some(bad),
            )
            .render(),
        ),
    ];
    for (at, drawing) in chart::tests::samples().into_iter().enumerate() {
        pages.push((
            format!("chart-{at}"),
            parts(1, None, vec![drawing]).render(),
        ));
    }
    pages
        .into_iter()
        .map(|(name, page)| (name, page.unwrap()))
        .collect()
}

/// Leaves a sample in the gallery, once for each theme.
fn leave(folder: &std::path::Path, name: &str, page: &str) {
    let mut page = page.to_owned();
    for asset in ["favicon.svg", "app.css", "app.js", "dialog.js", "chart.js"] {
        let address = super::assets::url(asset);
        assert!(page.contains(&address), "{name} does not ask for {asset}");
        page = page.replace(&address, &format!("../../assets/{asset}"));
    }
    for theme in ["light", "dark"] {
        let themed = page.replacen("<html ", &format!("<html data-theme=\"{theme}\" "), 1);
        std::fs::write(folder.join(format!("{name}-{theme}.html")), themed).unwrap();
    }
}

#[test]
fn every_sample_is_sound() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/gallery");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, page) in samples() {
        // Before the check, so that a page that fails it can be looked at.
        leave(&folder, &name, &page);
        println!("{name}");
        check_html(&page);
    }
}

/// Every file below a folder of the sources, with its text.
fn texts(folder: &str) -> Vec<(std::path::PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn assets_stay_small() {
    let bytes = |ending: &str| -> usize {
        let files = texts("assets").into_iter();
        let files = files.filter(|(path, _)| path.extension().is_some_and(|own| own == ending));
        files.map(|(_, text)| text.len()).sum()
    };
    let (styles, scripts) = (bytes("css"), bytes("js"));
    assert!(styles > 0 && styles < 56 * 1024, "{styles} bytes of styles");
    assert!(
        scripts > 0 && scripts < 30 * 1024,
        "{scripts} bytes of scripts"
    );
}
