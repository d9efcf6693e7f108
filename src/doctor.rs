//! `scalix doctor`: looks a database over from outside, also while a server writes to it, and
//! says of everything whether it is as it has to be. Reads only.

use std::path::Path;

use crate::audit;
use crate::data_dir;
use crate::db::{self, Conn, Schema};
use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;
use crate::usage::check;

/// How many problems of one kind are named; the others are counted.
const NAMED: usize = 20;

/// What a look at something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it has to be.
    pub sound: bool,
    /// What was found, in a sentence.
    pub sentence: Text,
    /// What is wrong exactly, as far as it is named: sentences that belong together in a list
    /// each.
    pub details: Vec<Vec<Text>>,
}

impl Finding {
    fn sound(sentence: Text) -> Self {
        Self {
            sound: true,
            sentence,
            details: Vec::new(),
        }
    }

    fn wrong(sentence: Text) -> Self {
        Self {
            sound: false,
            sentence,
            details: Vec::new(),
        }
    }
}

/// What is told while the doctor looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// So much of it is done.
    Progress {
        /// What is being looked at.
        what: Text,
        /// How much of `total`.
        done: u64,
        /// How much there is, about.
        total: u64,
    },
    /// What was found.
    Found(Finding),
}

/// Looks over the file, its references, its schema and the audit log and, with `usage`, recomputes
/// every number that is derived from the events; tells each as soon as it is known. Gives whether
/// all of it is sound.
///
/// # Errors
/// `NotFound` when there is no file; `Conflict` when it cannot be got at, which says nothing about
/// what is in it; when reading it fails half-way.
pub fn examine(path: &Path, usage: bool, tell: &mut dyn FnMut(Told)) -> Result<bool> {
    data_dir::expect_database(path)?;
    let conn = match db::open_to_inspect(path) {
        Ok(conn) => conn,
        Err(error) => {
            tell(Told::Found(unreadable(&error)?));
            return Ok(false);
        }
    };
    let mut sound = true;
    let mut found = |finding: Finding, tell: &mut dyn FnMut(Told)| {
        sound &= finding.sound;
        tell(Told::Found(finding));
    };
    let whole = integrity(&conn, tell)?;
    let readable = whole.sound;
    found(whole, tell);
    if !readable {
        return Ok(false);
    }
    let schema = schema(&conn)?;
    // What another version wrote, this one cannot judge.
    let known = schema.sound;
    found(schema, tell);
    if !known {
        return Ok(false);
    }
    found(references(&conn)?, tell);
    found(audit_log(&conn)?, tell);
    if usage {
        found(numbers(&conn, tell)?, tell);
    }
    Ok(sound)
}

fn integrity(conn: &Conn, tell: &mut dyn FnMut(Told)) -> Result<Finding> {
    Ok(match damage(conn, tell) {
        Ok((tables, lines)) if lines.is_empty() => {
            Finding::sound(text!("doctor-whole", tables = tables))
        }
        Ok((_, lines)) => {
            let named = lines.iter().take(NAMED);
            let named = named.map(|line| vec![text!("doctor-detail", detail = line)]);
            Finding {
                details: named.collect(),
                ..Finding::wrong(text!("doctor-damaged", count = lines.len()))
            }
        }
        // A file that is so damaged that it cannot be read is a finding, too.
        Err(error) => unreadable(&error)?,
    })
}

fn unreadable(error: &Error) -> Result<Finding> {
    if let Some(reason) = db::out_of_reach(error) {
        let sentence = text!("doctor-out-of-reach", reason = reason);
        return Err(Error::Conflict(sentence));
    }
    Ok(Finding {
        details: vec![vec![text!("doctor-detail", detail = error.to_string())]],
        ..Finding::wrong(text!("doctor-unreadable"))
    })
}

fn damage(conn: &Conn, tell: &mut dyn FnMut(Told)) -> Result<(usize, Vec<String>)> {
    let tables = db::tables(conn)?;
    let mut lines = Vec::new();
    for (done, table) in tables.iter().enumerate() {
        tell(Told::Progress {
            what: text!("doctor-looks-file"),
            done: done as u64,
            total: tables.len() as u64,
        });
        lines.extend(db::damage(conn, table)?);
    }
    Ok((tables.len(), lines))
}

fn schema(conn: &Conn) -> Result<Finding> {
    Ok(match db::schema(conn)? {
        Schema::Current { version } => {
            Finding::sound(text!("doctor-schema", version = version.to_string()))
        }
        Schema::None { empty: true } => Finding::wrong(text!("doctor-empty")),
        Schema::None { empty: false } => Finding::wrong(text!("doctor-foreign")),
        Schema::Behind { present, latest } => Finding::wrong(text!(
            "doctor-schema-behind",
            present = present.to_string(),
            latest = latest.to_string()
        )),
        Schema::Ahead { present, latest } => Finding::wrong(text!(
            "doctor-schema-ahead",
            present = present.to_string(),
            latest = latest.to_string()
        )),
        Schema::Other { version, name } => Finding::wrong(text!(
            "doctor-schema-other",
            version = version.to_string(),
            name = name
        )),
    })
}

fn references(conn: &Conn) -> Result<Finding> {
    let broken = db::broken_references(conn)?;
    if broken.is_empty() {
        return Ok(Finding::sound(text!("doctor-references")));
    }
    let details = broken.into_iter().map(|broken| {
        let row = broken
            .row
            .map_or_else(|| "?".to_owned(), |row| row.to_string());
        vec![text!(
            "doctor-reference",
            table = broken.table,
            row = row,
            parent = broken.parent
        )]
    });
    Ok(Finding {
        details: details.collect(),
        ..Finding::wrong(text!("doctor-references-broken"))
    })
}

fn audit_log(conn: &Conn) -> Result<Finding> {
    Ok(match audit::verify(conn)? {
        audit::Verdict::Sound { rows } => Finding::sound(text!("doctor-audit", rows = rows)),
        audit::Verdict::Broken { chain: 0, seq } => {
            Finding::wrong(text!("doctor-audit-instance", row = seq.to_string()))
        }
        audit::Verdict::Broken { chain, seq } => Finding::wrong(text!(
            "doctor-audit-team",
            team = chain.to_string(),
            row = seq.to_string()
        )),
    })
}

fn numbers(conn: &Conn, tell: &mut dyn FnMut(Told)) -> Result<Finding> {
    let report = check::watch(conn, &mut |done, total| {
        tell(Told::Progress {
            what: text!("doctor-looks-usage"),
            done,
            total,
        });
    })?;
    let (events, totals) = (report.events, report.totals);
    if report.is_sound() {
        return Ok(Finding::sound(text!(
            "doctor-usage",
            events = events,
            totals = totals
        )));
    }
    let mut details = Vec::new();
    for problem in report.problems.iter().take(NAMED) {
        details.push(check::tell(conn, problem)?);
    }
    Ok(Finding {
        details,
        ..Finding::wrong(text!(
            "doctor-usage-wrong",
            events = events,
            totals = totals,
            count = report.problem_count
        ))
    })
}
