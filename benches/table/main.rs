//! The table of `docs/PERFORMANCE.md`: what is owed, what is seen, and whether it holds.
//!
//! Every ratio comes from back-to-back runs of a limit and the product, alternated three times,
//! and is the median of the three. The product is the real release binary on a temporary data
//! folder; the limits are in this program: an axum server, our own route without its write, raw
//! loops over SQLite. `scripts/bench` builds and runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::struct_excessive_bools,
    reason = "a benchmark may stop, prints, measures time, and rounds"
)]

mod bodies;
mod client;
mod limits;
mod load;
mod machine;
mod pair;
mod ratio;
mod sections;
mod servers;
mod table;
mod world;

use std::path::PathBuf;

use clap::Parser;

use sections::{Bench, SECTIONS};
use table::Row;

/// That of the product, so that every limit has it as well.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Measures what docs/PERFORMANCE.md owes. Without a name everything is measured.
#[derive(Parser)]
struct Args {
    /// Only sections with this name or of this group (ingest, http, report, auth, process)
    names: Vec<String>,
    /// Ten million events where the goal says so, and longer runs
    #[arg(long)]
    full: bool,
    /// Print the table as Markdown
    #[arg(long)]
    markdown: bool,
    /// List the sections and stop
    #[arg(long)]
    list: bool,
    /// The release binary to measure
    #[arg(long, default_value = "target/bench/scalix")]
    server: PathBuf,
    /// Measure that binary against this one instead, taking turns: what a change brings
    #[arg(long, value_name = "BINARY")]
    against: Option<PathBuf>,
    /// How many turns each of the two has
    #[arg(long, default_value_t = 20)]
    turns: usize,
    /// Where the data folders are made; on the disk that is to be measured
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// What the servers log, to /dev/null; the product's default
    #[arg(long, default_value = "info")]
    log: String,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
    /// Be an axum server with one text route
    #[arg(long, hide = true)]
    serve_axum: bool,
    /// Be the product's server on this data folder, with a route that takes events and does not
    /// write them
    #[arg(long, hide = true, value_name = "DIR")]
    serve_unwritten: Option<PathBuf>,
}

fn main() {
    let args = Args::parse();
    if args.serve_axum {
        return servers::axum();
    }
    if let Some(folder) = args.serve_unwritten {
        return servers::unwritten(folder, &args.log);
    }
    if args.list {
        for section in SECTIONS {
            println!("{:<10} {:<8} {}", section.name, section.group, section.what);
        }
        return;
    }
    if let Some(other) = &args.against {
        std::fs::create_dir_all(&args.folder).expect("a folder for the data");
        return pair::print([&args.server, other], &args.folder, &args.log, args.turns);
    }
    let chosen: Vec<_> = SECTIONS
        .iter()
        .filter(|section| {
            let named = |name: &String| *name == section.name || *name == section.group;
            args.names.is_empty() || args.names.iter().any(named)
        })
        .collect();
    if chosen.is_empty() {
        eprintln!("There is no section of this name; --list tells them.");
        std::process::exit(2);
    }
    std::fs::create_dir_all(&args.folder).expect("a folder for the data");
    let mut bench = Bench::new(args.server, args.folder, args.log, args.full);
    let mut rows = Vec::new();
    for section in chosen {
        eprintln!("measuring {} ...", section.name);
        let run = std::panic::AssertUnwindSafe(|| (section.run)(&mut bench));
        // Why stands on standard error; the other sections are measured all the same.
        rows.extend(
            std::panic::catch_unwind(run).unwrap_or_else(|_| vec![Row::failed(section.what)]),
        );
    }
    let about = machine::about(&bench.folder, args.full);
    table::print(&about, &rows, args.markdown);
}
