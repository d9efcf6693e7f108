# `scalix import`: history moved in.

import-source = A source has at most { $most } characters, and none that control a terminal.
import-overtaken = The import does not stand where this step begins: another one of the same file is running or ran.
import-open-quote = A quote is opened here and not closed within 64 KiB, or the file ends before.
import-no-header = The first row has to name the fields, separated by commas (or semicolons, or tabs), in UTF-8.
import-empty = The file is empty.
import-column-twice = Two columns are the field { $field }.
import-column-missing = There is no column { $field }, which every event needs.
import-unknown-columns = These columns are no fields of an event: { $names }. Rename or remove them (an arrow tells the name that may be meant); nothing was imported.
import-cloud-event = This is a CloudEvent. Lines of a file hold events in the plain form: what a CloudEvent has in its data, with id, source and time beside it.
import-cell-number = { $cell } is no number. Write digits alone, such as 1000, and leave the cell empty where there is none.
import-column-unnamed = Column { $number } has no name: a separator stands at the end of the first row, or two stand together. Name the column or remove it; nothing was imported.
import-cells = The row has { $found } cells and the first row { $expected }.
import-unreadable = The file cannot be read any further: { $reason }. Repair or unpack it.
import-format = The name of the file does not tell how it is written. Add --format ndjson or --format csv.
import-goes-on = An earlier run stopped here: going on at line { $line }.
import-changed = { $file } does not begin like the file of which an earlier run stopped in the middle. It is read from its beginning; events that are in already are recognised.
import-progress = { $lines ->
    [one] one line
   *[other] { $lines } lines
}, { $refused } not taken
import-line = line { $line }: { $reason }
import-line-field = line { $line }: { $field }: { $reason }
import-more = More lines were not taken. Add --rejects FILE to have all of them.
import-more-in-file = More lines were not taken: see the file of rejects.
import-rejects-same = --rejects names the very file that is imported.
import-rejects-data = --rejects names a file in the data folder. Choose another place.
import-rejects-other = { $file } is there, and is no list of lines that were not taken. Choose another name for --rejects.
import-rejects-file = { $file } cannot be written: { $reason }.
import-rejects-earlier = { $count ->
    [one] One line that an earlier run did not take is not in { $file }
   *[other] { $count } lines that an earlier run did not take are not in { $file }
}: read the file with --from-start to have all of them.
import-interrupted = You asked for an end.
import-stopped = Stopped after line { $lines }. { $reason } What was imported up to there stays; run the same command again to go on.
import-stopped-unreadable = Stopped after line { $lines }. { $reason } What was imported up to there stays; when the file can be read, run the same command again to go on.
import-stopped-stream = Stopped after line { $lines }. { $reason } What was imported up to there stays, and is recognised when it comes again.
import-unavailable = The database could not be written: { $reason }.
import-check-stopped = Stopped after line { $lines }. { $reason } Nothing was changed.
import-done = { $file } is in { $project }: { $accepted } new, { $duplicates } known before, { $refused } not taken.
import-would = { $file } would bring { $project }: { $accepted } new, { $duplicates } known before, { $refused } not taken. Nothing was changed.
import-unpriced = { $count ->
    [one] One of the new events has a model that had no price at its time
   *[other] { $count } of the new events have a model that had no price at their time
}: no cost is counted (“scalix prices show MODEL --at TIME” tells). Before an import, a price that holds for the past is entered with an effectiveFrom.
import-undated = { $count ->
    [one] One of the new events has no time and counts
   *[other] { $count } of the new events have no time and count
} as of the moment of the import.
