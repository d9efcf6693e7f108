# Usage: events in, figures out.

usage-body-empty = The body is empty. Send one event as a JSON object, or an array of them.
usage-body-not-utf8 = The body is not UTF-8. Nothing was counted.
usage-body-malformed = The body is not valid JSON: line { $line }, column { $column }. Nothing was counted.
usage-body-not-one = This media type is for one event. Send an array of them as { $media }.
usage-body-not-an-array = This media type is for an array of events. Send a single one as { $media }.
usage-line-malformed = The line is not valid JSON: column { $column }.
usage-line-not-utf8 = The line is not UTF-8.
usage-body-broken = The body cannot be unpacked: it is not { $encoding }, or it is cut off. Nothing was counted.
usage-body-window = The zstd frame asks its reader for more than { $mebibytes } MiB. Compress with a smaller window.
usage-body-too-large = The body has more than { $mebibytes } MiB, counted after decompression. Send it in smaller batches.
usage-body-too-many = A batch holds at most { $most } events. Send the rest in another one.

usage-event-too-large = The event has more than { $kibibytes } KiB.
usage-event-not-an-object = An event is a JSON object.
usage-event-name-unreadable = A field name holds half of a surrogate pair, which is no text.
usage-event-unknown-field = There is no field { $field }.
usage-event-is-a-cloud-event = The plain form has no field specversion. Send CloudEvents as { $media }.
usage-event-misplaced = In a CloudEvent { $field } stands beside data, not in it.
usage-event-cloud-constant = It must be { $expected }.
usage-event-data-not-an-object = The data of the event must be a JSON object, in the attribute data.
usage-event-duplicate-field = The field { $field } is given more than once.
usage-event-missing = The field { $field } is missing.
usage-event-empty = It must not be empty.
usage-event-too-long = It may have at most { $most } characters.
usage-event-control-character = It must not hold control characters.
usage-event-unreadable-text = It holds half of a surrogate pair, which is no text.
usage-event-not-a-text = It must be a text in quotation marks.
usage-event-not-a-number = It must be a number, without quotation marks.
usage-event-not-integer = It must be a whole number.
usage-event-negative = It must not be negative.
usage-event-out-of-range = It must be from { $least } to { $most }.
usage-event-invalid-time = It must be a time such as 2026-03-01T12:00:00Z.
usage-event-too-old = Events are taken up to { $days } days after they happened.
usage-event-in-future = Events may be at most { $minutes } minutes ahead of the server's clock.
usage-event-invalid-status = It must be ok or error.
usage-event-error-without-status = { $field } belongs to events whose status is error.
usage-event-invalid-cost = It must be dollars such as 0.0125, with at most nine decimal places.
usage-event-cost-too-high = It must be at most { $most } USD.
usage-event-subset = { $field } counts a part of { $total } and cannot be above it.

usage-object-not-an-object = It must be a JSON object.
usage-object-not-a-list = It must be a list of JSON objects.
usage-object-and-count = Give either usage or the counts of tokens, not both: { $field } is there, too.
usage-object-provider = We do not know what the usage objects of { $provider } mean. Send the counts themselves: inputTokens, outputTokens and their parts.
usage-object-unknown = It has none of the names that OpenAI, Anthropic and Google use. Send the counts themselves: inputTokens, outputTokens and their parts.
usage-object-ambiguous = It has names of OpenAI and of Anthropic, which count cached tokens differently. Name the provider, or send the counts themselves.
usage-object-mismatch = Its names are not those of the provider that the event names. Correct provider, or send the counts themselves.

usage-range-period = Choose 24h, 7d, 30d, 90d or custom.
usage-range-zone = There is no time zone { $name }. Use an IANA name such as Europe/Berlin.
usage-range-bucket = Choose minute, hour, day or month.
usage-range-not-custom = It is for period=custom only.
usage-range-from-missing = A custom period needs its first date or time.
usage-range-bound = Give a date such as 2026-03-01 or a time such as 2026-03-01T12:00:00Z.
usage-range-year = Choose a year from { $first } to { $last }.
usage-range-order = It must lie after the beginning.
usage-range-minutes-too-long = Minutes are told for up to 24 hours. Choose a shorter range, or bucket=hour.
usage-range-hours-too-long = Hours are told for up to 31 days. Choose a shorter range, or bucket=day.
usage-range-days-too-long = Days are told for up to 400 days. Choose a shorter range, or bucket=month.
usage-range-too-long = A range has at most 10 years. Choose a shorter one.
usage-range-hours-most = Hours are told for up to 31 days. Choose a shorter range.
usage-range-days-most = Days are told for up to 400 days. Choose a shorter range.

usage-report-group-by = Group by model, project, key or status, several of them with commas.
usage-report-moved = The list has changed too much since its first page. Begin again without cursor.
usage-report-forbidden = Usage by key or by status is for people who may read usage in depth. Ask an owner or admin of the team.
usage-events-forbidden = Single events are for people who may read usage in depth, and not for project keys. Ask an owner or admin of the team.

price-created = { $model } has a price from { $from } on. What was counted before keeps its cost.
price-changed = { $model } has another price from { $from } on. What was counted before keeps its cost.
price-ended-now = The price of { $model } has ended.
prices-imported = { $entered ->
    [one] One price entered, { $refused } refused.
   *[other] { $entered } prices entered, { $refused } refused.
}
price-scope = Choose team or global.
price-negative = A price must not be negative.
price-missing = This price is needed. Write 0 if it is free.
price-too-fine = It has more than nine decimal places in dollars per million units.
price-too-high = A price may be at most { $most } USD per million units.
price-not-a-number = It must be a decimal number such as 2.5, of at most { $digits } digits.
price-mode = Choose one of { $modes }.
price-aliases-too-many = A price may have at most { $most } other names.
price-alias-blank = The name “{ $alias }” must not contain blanks.
price-tiers-too-many = A price may have at most { $most } tiers.
price-tier-above = It must be at most { $most } tokens.
price-tier-service = Choose one of { $services }, or leave it out.
price-tier-plain = A tier needs a size of context above which it holds, or a tier of service.
price-tier-twice = There is another tier for the same context and service.
price-unusual = { $price } USD per million is over a hundred times the usual { $usual }. Prices are per million units, not per token or thousand. Tell force to keep it.
price-tier-unusual = { $price } USD per million is over a hundred times the { $usual } outside of this tier. Tell force to keep it.
price-cached-dearer = Tokens from the cache are dearer than others. Tell force to keep it.
price-write-cheaper = Keeping a cache for an hour is cheaper than for minutes. Tell force to keep it.
price-before-it-began = It must not be before the price began that it replaces.
price-ended = This price has ended. Add another one.
price-global = This price is everybody's: an operator of this Scalix can change it. Add a price of your own for the same model, and it goes before this one.
prices-too-many = A team may have prices of its own for { $most } models. End some that are not needed.
alias-created = Events that name { $name } are priced like { $model } from now on.
alias-removed = The name { $name } has no meaning of its own any more.
alias-taken = The name { $name } stands for a model already. Change that one.
alias-itself = A name cannot stand for itself.
aliases-too-many = There may be { $most } names. Remove some that are not needed.
price-file-strange = This is no price table: it must be an array of prices, an object with the array “prices” or “rows”, or LiteLLM's table.
price-row-unreadable = It cannot be read: { $reason }.
price-field-unreadable = { $field } cannot be read: { $reason }.
price-untold = The table tells no price for input or output, or 0, which there often stands for “not known”.
price-row-twice = It is there twice, with different prices.
price-row-twice-aliases = It is there twice, with different other names. Neither row is taken.
price-row-twice-mode = It is there twice, for different modes. It is taken as { $mode }.
price-row-twice-from = It is there twice, with different times. Neither row is taken.
price-row-twice-tier = This tier is there twice, with different prices. The model is taken without it.
