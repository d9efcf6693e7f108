# The audit log.

ui-nav-audit = Audit log
field-format = Choose csv, json or ndjson.

audit-title = Audit log
audit-lead = Who did what in this team, from where. Rows are only ever added.
audit-filters = Filter the audit log
audit-actor = Person or key
audit-target = Affected item
audit-action = Action
audit-any = Any
audit-from = From
audit-to = To
audit-apply = Show
audit-clear = Clear the filters
audit-no-match = Nothing matches
audit-no-match-text = The filters hide every row of the log.
audit-what = What happened
audit-means = By
audit-address = Address
audit-when = When
audit-none = none
audit-details = Details (row { $seq })
audit-request = Request
audit-erased = Personal part
audit-erased-text = Erased with the account. The chain still proves that the row is where it was.
audit-hash = Hash
audit-export-csv = Export CSV
audit-export-json = Export JSON
audit-head = Proof
audit-head-text = Every row holds the hash of the one before it. Note this line somewhere else: the command then proves that nothing up to here was changed, removed or cut off.
audit-head-command = On the server
audit-by = { $means ->
    [session] the browser
    [token] a personal token
    [key] an API key
    [cli] the command line
    [system] the server itself
   *[anonymous] somebody not signed in
}

# scalix audit verify
audit-sound = { $rows ->
    [one] The audit log is as it was written: { $rows } row.
   *[other] The audit log is as it was written: { $rows } rows.
}
audit-end-instance = Instance: { $head }
audit-end-team = Team { $team }: { $head }
audit-end-nameless = A team that is gone: { $head }
audit-heads-hold = { $count ->
    [one] The noted end is still there: nothing up to it was changed or cut off.
   *[other] The { $count } noted ends are still there: nothing up to them was changed or cut off.
}
audit-broken-instance = The audit log of the instance was changed at row { $row }: that row is altered, or one before it is gone.
audit-broken-team = The audit log of the team { $team } was changed at row { $row }: that row is altered, or one before it is gone.
audit-broken-nameless = The audit log of a team that is gone was changed at row { $row }: that row is altered, or one before it is gone.
audit-head-missing = The noted end { $head } is not in the log: rows up to it were rewritten, or the end was cut off.
audit-head-form = { $head } is not the end of a chain. It reads ROWS:HASH, with 64 hexadecimal digits.
