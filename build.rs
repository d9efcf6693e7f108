//! Tells cargo which folders are compiled into the binary: without this a *new* migration,
//! template or asset would not trigger a build.

fn main() {
    for folder in ["migrations", "templates", "assets"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
