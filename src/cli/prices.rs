//! `scalix prices`.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are the help that people read in a terminal"
)]

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use scalix::admin::{Call, ImportPrices, ListPrices, ShowPrice};
use scalix::error::{Error, Result};
use scalix::text;
use scalix::usage::prices::FILE_MOST;

#[derive(Subcommand)]
pub(super) enum PricesCommand {
    /// List the prices in force: USD per million tokens
    ///
    /// Example:
    ///   scalix prices list --model gpt-4.1 --provider azure
    #[command(verbatim_doc_comment)]
    List {
        /// Only models with this in their name
        #[arg(long, value_name = "PART")]
        model: Option<String>,
        /// Only models that this provider sells, such as openai, anthropic, google, azure, bedrock
        #[arg(long)]
        provider: Option<String>,
        /// List this team's own prices as well (its name or id)
        #[arg(long)]
        team: Option<String>,
    },
    /// Show what an event of a model costs, with every class of tokens and every tier
    ///
    /// The model and the provider are named as events name them: openai/gpt-4.1-2025-04-14 finds
    /// the price of gpt-4.1. Tiers are price lists for long contexts and for the tiers of service
    /// batch, flex and priority; a class of tokens without a price (-) costs what plain tokens
    /// of the same list cost. Example:
    ///   scalix prices show claude-sonnet-4-5 --provider bedrock --at 2026-03-01
    #[command(verbatim_doc_comment)]
    Show {
        /// The model as events name it
        model: String,
        /// The provider as events name it; without one the maker's price is shown
        #[arg(long)]
        provider: Option<String>,
        /// The price in force at this time or on this day (UTC) instead of now
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// What it costs this team (its name or id)
        #[arg(long)]
        team: Option<String>,
    },
    /// Enter global prices from a JSON file; they hold from now on, or from the time they tell, and
    /// never change past cost
    ///
    /// Two kinds of file are read: LiteLLM's model_prices_and_context_window.json as it is
    /// published, and our own form, in USD per million units:
    ///   [{"provider": "acme", "model": "acme-large",
    ///     "price": {"input": 2.5, "output": 10, "cachedInput": 0.25},
    ///     "tiers": [{"service": "batch", "price": {"input": 1.25, "output": 5}},
    ///               {"above": 200000, "price": {"input": 5, "output": 15}}]}]
    /// An entry of our own form with "effectiveFrom": "2025-01-01" holds from that day (UTC) or time
    /// on: give one before history of that time is imported, which counts as unpriced otherwise.
    /// Only what differs from the prices in force is entered. Negative, missing and unlikely
    /// prices (over 100 times the usual) are refused with a line each; the others are taken.
    /// Works while the server runs: the next event has the new price. Example:
    ///   scalix prices import prices.json --dry-run
    #[command(verbatim_doc_comment)]
    Import {
        /// The file; - reads standard input
        file: PathBuf,
        /// Take prices over 100 times the usual as well
        #[arg(long)]
        force: bool,
        /// Only tell what would be entered
        #[arg(long)]
        dry_run: bool,
    },
}

/// What the server is to be asked.
pub(super) fn call(command: PricesCommand) -> Result<Call> {
    Ok(match command {
        PricesCommand::List {
            model,
            provider,
            team,
        } => Call::ListPrices(ListPrices {
            model,
            provider,
            team,
        }),
        PricesCommand::Show {
            model,
            provider,
            at,
            team,
        } => Call::ShowPrice(ShowPrice {
            model,
            provider,
            team,
            at,
        }),
        PricesCommand::Import {
            file,
            force,
            dry_run,
        } => Call::ImportPrices(ImportPrices {
            text: read(&file)?,
            name: name(&file),
            force,
            dry_run,
        }),
    })
}

fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str());
    name.to_string_lossy().into_owned()
}

fn read(file: &Path) -> Result<String> {
    let unreadable = |error: std::io::Error| {
        let (file, reason) = (file.display().to_string(), error.to_string());
        Error::NotFound(text!("cli-file", file = file, reason = reason))
    };
    let input: Box<dyn std::io::Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(file).map_err(unreadable)?)
    };
    let mut bytes = Vec::new();
    let mut limited = input.take(FILE_MOST + 1);
    limited.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE_MOST {
        let most = FILE_MOST / (1024 * 1024);
        return Err(Error::TooLarge(text!(
            "cli-file-large",
            most = most.to_string()
        )));
    }
    String::from_utf8(bytes).map_err(|_| Error::Malformed(text!("cli-file-utf8")))
}
