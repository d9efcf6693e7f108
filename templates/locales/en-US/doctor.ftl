# `scalix doctor`.

doctor-no-file = There is no database at { $file }. Name its folder with --data-dir.
doctor-empty-file = There is no Scalix in { $file }: it is empty. Put a copy in its place.
doctor-looks-file = Looking at the file
doctor-looks-usage = Recomputing usage from the events
doctor-detail = { $detail }
doctor-whole = { $tables ->
    [one] The file is whole: the schema, the list of free pages and one table with its indexes.
   *[other] The file is whole: the schema, the list of free pages and { $tables } tables with their indexes.
}
doctor-damaged = { $count ->
    [one] The file is damaged in one place. Restore a copy.
   *[other] The file is damaged in { $count } places. Restore a copy.
}
doctor-unreadable = The file cannot be read as a database.
doctor-out-of-reach = The file could not be opened: { $reason }. This says nothing about its content.
doctor-empty = There is no Scalix in this file: it is empty. Put a copy in its place.
doctor-foreign = There is no Scalix in this file: it belongs to another program.
doctor-schema = The schema is current (version { $version }).
doctor-schema-behind = The schema is version { $present } and this program has { $latest }: run “scalix migrate”, or start the server, and look again.
doctor-schema-ahead = A newer Scalix wrote this database (schema { $present }; this one knows { $latest }): look with that version.
doctor-schema-other = Migration { $version } ({ $name }) was applied in another form than this program has it: look with the version that wrote the database.
doctor-references = Every reference leads to a row.
doctor-references-broken = References lead to rows that are not there.
doctor-reference = { $table }, row { $row }: its row of { $parent } is not there.
doctor-audit = { $rows ->
    [one] The audit log is as it was written: one row.
   *[other] The audit log is as it was written: { $rows } rows.
}
doctor-audit-instance = The audit log of the instance was changed at row { $row }: that row is altered, or one before it is gone.
doctor-audit-team = The audit log of a team (number { $team }) was changed at row { $row }: that row is altered, or one before it is gone.
doctor-usage = Usage adds up: every sum, id and sequence was recomputed from the events ({ $events } events, { $totals } sums).
doctor-usage-wrong = { $count ->
    [one] Usage does not add up in one place ({ $events } events, { $totals } sums).
   *[other] Usage does not add up in { $count } places ({ $events } events, { $totals } sums). The first:
}
doctor-sound = ok
doctor-wrong = WRONG
doctor-found-problems = Something is wrong. Keep a copy of the data folder before anything else is done.

check-totals = { $level } from { $start }, team { $team }, project { $project }, model { $model }, key { $key }, status { $status }:
check-row-missing = there are events, and the row with their sums is not there.
check-row-without-events = there is a row with sums, and there are no events of it.
check-row-unreadable = the latencies of the row cannot be read.
check-row-differs = { $column } is stored as { $stored }, and the events say { $counted }.
check-missing = Team { $team }: the events numbered { $first } to { $last } are not there.
check-outside = { $count ->
    [one] Team { $team }: the event numbered { $number } is outside of the team's sequence.
   *[other] Team { $team }: { $count } events are outside of the team's sequence, first the one numbered { $number }.
}
check-no-index = The index of event ids cannot be read. The server makes it anew from the events when it starts, or with the next events.
check-without-id = Team { $team }: the event numbered { $number } is not found by its id.
check-twice = Team { $team }: the event numbered { $number } has the id of the one numbered { $first }, so one event is counted twice.
check-numbers = Project { $project }, source { $source }: the gaps in its own count are not those of its events.
check-last-event = Project { $project }: it has a later event than is stored.
