//! The program `scalix`: reads the command line and does what it says.

mod cli;
mod console;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

/// A request makes and frees a few large pieces of memory on threads that change, which glibc's
/// allocator does at up to twice the price.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return cli::not_read(&error),
    };
    // Rocket's runtime, so that its settings of workers hold.
    rocket::execute(cli::run(cli))
}
