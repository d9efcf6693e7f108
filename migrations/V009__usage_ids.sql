-- Uniqueness of (project, source, id) without a b-tree over all ids, whose random inserts dirty a
-- page each: the raw events are the truth, and the index of their ids is derived from them.
-- The digest of an event moves into its row; the ids of events that are stored already are indexed
-- when the first events come after this migration. How it works is told in usage/ids/mod.rs.

CREATE TABLE usage_events_next (
    team_id              INTEGER NOT NULL,
    time                 INTEGER NOT NULL,
    -- Counts the team's events in the order of their commits, without gaps.
    seq                  INTEGER NOT NULL,
    ingested_at          INTEGER NOT NULL,
    project_id           INTEGER NOT NULL,
    key_id               INTEGER NOT NULL,
    model_id             INTEGER NOT NULL,
    source_id            INTEGER NOT NULL,
    event_id             TEXT NOT NULL,
    -- Of the content as it was sent: tells a repetition from another event under the same id.
    digest               BLOB NOT NULL CHECK (length(digest) = 16),
    source_seq           INTEGER,
    status               TEXT NOT NULL CHECK (status IN ('ok', 'error')),
    requests             INTEGER NOT NULL,
    input_tokens         INTEGER NOT NULL,
    output_tokens        INTEGER NOT NULL,
    cached_input_tokens  INTEGER NOT NULL,
    cache_write_tokens   INTEGER NOT NULL,
    cache_write_1h_tokens INTEGER NOT NULL,
    reasoning_tokens     INTEGER NOT NULL,
    input_audio_tokens   INTEGER NOT NULL,
    output_audio_tokens  INTEGER NOT NULL,
    input_image_tokens   INTEGER NOT NULL,
    output_image_tokens  INTEGER NOT NULL,
    cost_nanos           INTEGER,
    -- The price row the cost was computed from; null when unpriced or when the sender gave the cost.
    price_id             INTEGER,
    latency_ms           INTEGER,
    first_token_ms       INTEGER,
    provider             TEXT,
    endpoint             TEXT,
    end_user             TEXT,
    service_tier         TEXT,
    error_code           TEXT,
    error_message        TEXT,
    PRIMARY KEY (team_id, time, seq)
) STRICT, WITHOUT ROWID;

INSERT INTO usage_events_next (
    team_id, time, seq, ingested_at, project_id, key_id, model_id, source_id, event_id, digest,
    source_seq, status, requests, input_tokens, output_tokens, cached_input_tokens,
    cache_write_tokens, cache_write_1h_tokens, reasoning_tokens, input_audio_tokens,
    output_audio_tokens, input_image_tokens, output_image_tokens, cost_nanos, price_id,
    latency_ms, first_token_ms, provider, endpoint, end_user, service_tier, error_code,
    error_message)
SELECT
    e.team_id, e.time, e.seq, e.ingested_at, e.project_id, e.key_id, e.model_id, e.source_id,
    e.event_id, COALESCE(i.digest, zeroblob(16)), e.source_seq, e.status, e.requests,
    e.input_tokens, e.output_tokens, e.cached_input_tokens, e.cache_write_tokens,
    e.cache_write_1h_tokens, e.reasoning_tokens, e.input_audio_tokens, e.output_audio_tokens,
    e.input_image_tokens, e.output_image_tokens, e.cost_nanos, e.price_id, e.latency_ms,
    e.first_token_ms, e.provider, e.endpoint, e.end_user, e.service_tier, e.error_code,
    e.error_message
FROM usage_events e
LEFT JOIN usage_event_ids i ON i.source_id = e.source_id AND i.event_id = e.event_id
ORDER BY e.team_id, e.time, e.seq;

DROP TABLE usage_events;
DROP TABLE usage_event_ids;
ALTER TABLE usage_events_next RENAME TO usage_events;

CREATE UNIQUE INDEX usage_events_by_seq ON usage_events (team_id, seq);

-- The key of the hash of ids, so that nobody outside can choose ids with the same hash.
CREATE TABLE usage_id_salt (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    salt BLOB NOT NULL CHECK (length(salt) = 16)
) STRICT;

INSERT INTO usage_id_salt (id, salt) VALUES (1, randomblob(16));

-- A segment holds the hashes of some 65,536 ids in their order, each with the number of its event.
CREATE TABLE usage_id_segments (
    id     INTEGER PRIMARY KEY,
    -- The first hash of every chunk, eight bytes each, little end first.
    fences BLOB NOT NULL,
    -- A Bloom filter of the hashes: its bits in words of eight bytes, little end first.
    filter BLOB NOT NULL
) STRICT;

-- What a segment holds, cut so that each part fills one page: its hashes, then as many numbers.
-- id: 4096 times that of the segment and the place in it.
CREATE TABLE usage_id_chunks (
    id      INTEGER PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;

-- Up to which event of a team the segment and those before it have all ids.
CREATE TABLE usage_id_spans (
    team_id    INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    last_seq   INTEGER NOT NULL,
    segment_id INTEGER NOT NULL REFERENCES usage_id_segments (id) ON DELETE CASCADE,
    PRIMARY KEY (team_id, last_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_id_spans_by_segment ON usage_id_spans (segment_id);
