//! What the kernel tells: CPU time and memory of processes, and the machine itself.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// Clock ticks a second in `/proc/PID/stat`: 100 on every Linux (USER_HZ).
const TICKS: u64 = 100;

/// The CPU time that a process has used, in user mode and in the kernel.
pub(crate) fn cpu(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).expect("a running process");
    // The name in brackets may hold blanks.
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: u64 = [11, 12]
        .iter()
        .map(|at| fields[*at].parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}

/// The resident memory of a process in MB (10^6 bytes).
pub(crate) fn resident(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("a running process");
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib: f64 = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kib| kib.parse().ok())
        .expect("a figure");
    kib * 1_024.0 / 1e6
}

/// The machine and the build, a line each; nothing that names it.
pub(crate) fn about(folder: &Path, full: bool) -> Vec<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("unknown CPU", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory: f64 = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.split_whitespace().next())
        .and_then(|kib| kib.parse().ok())
        .unwrap_or(0.0);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    vec![
        format!(
            "Machine: {cores} cores of {model}, {:.0} GiB of memory, {} for the data, Linux {}",
            memory / 1_048_576.0,
            file_system(folder),
            kernel.trim().split('-').next().unwrap_or_default()
        ),
        format!(
            "Product: scalix {}, SQLite {}, release build; load at the end {load}",
            env!("CARGO_PKG_VERSION"),
            rusqlite::version()
        ),
        format!("Run: {}", if full { "full" } else { "quick" }),
    ]
}

/// The kind of file system that a folder is on.
fn file_system(folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_default();
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let holds = |line: &&str| {
        line.split(' ')
            .nth(1)
            .is_some_and(|point| folder.starts_with(point))
    };
    let deepest = mounts
        .lines()
        .filter(holds)
        .max_by_key(|line| line.split(' ').nth(1).map_or(0, str::len));
    deepest
        .and_then(|line| line.split(' ').nth(2))
        .unwrap_or("an unknown file system")
        .to_owned()
}
