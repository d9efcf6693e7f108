//! `scalix audit`.

use clap::Subcommand;
use scalix::audit::{self, End, Head, Verdict};
use scalix::data_dir;
use scalix::db;
use scalix::error::{Error, Result};
use scalix::settings::Settings;
use scalix::text;
use scalix::text::Text;

use crate::console::{say, tell};

#[derive(Subcommand)]
pub(super) enum AuditCommand {
    /// Recompute the hash of every row; exit code 1 and the row if one was changed, removed or inserted
    ///
    /// Reads only, and may run beside the server. It prints where every chain ends: note these
    /// lines somewhere else. Given back with --head they also prove that no end was cut off:
    ///   scalix audit verify
    ///   scalix audit verify --head 412:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
    #[command(verbatim_doc_comment)]
    Verify {
        /// An end that was noted earlier, as ROWS:HASH; may be given several times
        #[arg(long, value_name = "HEAD")]
        head: Vec<String>,
    },
}

/// Does what was typed.
pub(super) async fn run(settings: &Settings, command: AuditCommand) -> Result<()> {
    let AuditCommand::Verify { head } = command;
    let path = settings.database();
    let verified = tokio::task::spawn_blocking(move || verify(&path, &head));
    let lines = verified
        .await
        .map_err(|error| Error::Internal(error.into()))??;
    for line in lines {
        tell(&say(&line));
    }
    Ok(())
}

fn verify(path: &std::path::Path, noted: &[String]) -> Result<Vec<Text>> {
    let noted: Vec<Head> = noted
        .iter()
        .map(|text| {
            Head::parse(text).ok_or_else(|| Error::Malformed(text!("audit-head-form", head = text)))
        })
        .collect::<Result<_>>()?;
    data_dir::expect_database(path)?;
    let conn = db::open_to_inspect(path)?;
    let rows = match audit::verify(&conn)? {
        Verdict::Sound { rows } => rows,
        Verdict::Broken { chain, seq } => {
            let end = audit::ends(&conn)?
                .into_iter()
                .find(|end| end.chain == chain);
            let row = seq.to_string();
            return Err(Error::Conflict(match end.and_then(|end| end.team) {
                Some(team) => text!("audit-broken-team", team = team, row = row),
                None if chain == 0 => text!("audit-broken-instance", row = row),
                None => text!("audit-broken-nameless", row = row),
            }));
        }
    };
    for head in &noted {
        if !audit::holds(&conn, head)? {
            return Err(Error::Conflict(text!(
                "audit-head-missing",
                head = head.to_string()
            )));
        }
    }
    let mut lines = vec![text!("audit-sound", rows = rows)];
    for End { chain, team, head } in audit::ends(&conn)? {
        let head = head.to_string();
        lines.push(match team {
            Some(team) => text!("audit-end-team", team = team, head = head),
            None if chain == 0 => text!("audit-end-instance", head = head),
            None => text!("audit-end-nameless", head = head),
        });
    }
    if !noted.is_empty() {
        lines.push(text!("audit-heads-hold", count = noted.len()));
    }
    Ok(lines)
}
