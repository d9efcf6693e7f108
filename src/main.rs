//! The program `scalix`: reads the command line and does what it says.

mod cli;
mod console;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // Rocket's runtime, so that its settings of workers hold.
    rocket::execute(cli::run(cli))
}
