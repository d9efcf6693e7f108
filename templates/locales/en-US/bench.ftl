# Databases for benchmarks, at the command line.

bench-not-empty = Somebody has an account in this data folder. Choose an empty one with --data-dir: events of a benchmark do not belong among real ones.
bench-progress = { $stored } of { $events } events, { $rate } a second
bench-seeded = Stored { $events } events in { $seconds } s. Sign in as { $email } with the password { $password }
