-- The stored sums are written for many events at once, not with each transaction. Which events they
-- hold is a number for each team: they are the sums of its events up to summed_seq, exactly. Whoever
-- reads sums adds the few events after it: those of usage_tail.
-- Old rows: until now every event was part of the sums as soon as it was stored.

ALTER TABLE teams ADD COLUMN summed_seq INTEGER NOT NULL DEFAULT 0
    CHECK (summed_seq <= ingest_seq);

UPDATE teams SET summed_seq = ingest_seq;

-- The events that the stored sums do not hold yet. A null cost is an unpriced event.
CREATE VIEW usage_tail AS
SELECT t.id AS team_id, e.seq, e.time, e.project_id, e.model_id, e.key_id, e.status, e.requests,
    e.input_tokens, e.output_tokens, e.cached_input_tokens, e.cache_write_tokens,
    e.cache_write_1h_tokens, e.reasoning_tokens, e.input_audio_tokens, e.output_audio_tokens,
    e.input_image_tokens, e.output_image_tokens, e.cost_nanos, e.latency_ms
FROM teams t
CROSS JOIN usage_events e INDEXED BY usage_events_by_seq
    ON e.team_id = t.id AND e.seq > t.summed_seq;
