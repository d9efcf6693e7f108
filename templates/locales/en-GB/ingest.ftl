# Taking usage events in: what depends on what is stored already.

ingest-cost-out-of-range = By the price table this event costs more than { $most } USD. Check its token counts, or give its cost.
ingest-sum-out-of-range = The totals of this model would leave what can be counted in one day.
ingest-conflict = Another event with this id was taken before and has different content. Nothing was changed; give every event an id of its own.
ingest-cloud-binary = CloudEvents are taken in structured mode only. Send the whole event as { $media }.
ingest-encoding = Send the events as they are, or with one Content-Encoding: gzip or zstd.
ingest-too-many-models = This project has sent { $most } model names today that nobody sent before. Check that the model is the model and nothing else.
ingest-too-many-sources = This project has { $most } sources already. A source is a sender, such as a service; what differs from event to event belongs into id.
ingest-project-gone = The project was deleted. Restore it, or choose another one.
