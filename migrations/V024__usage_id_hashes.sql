-- The filters of the index of event ids set eight bits for an entry instead of four: with many
-- events present far fewer pages are read from the disk in vain.
-- Old rows: the index is derived from the events and is made anew when the server starts.

DELETE FROM usage_id_chunks;
DELETE FROM usage_id_spans;
DELETE FROM usage_id_segments;
