-- Metered usage: the raw events, what makes them unique, and their totals.
-- The totals of 15 minutes, an hour and a UTC day are written in the transaction of the events
-- and equal their sums exactly. 15 minutes, because every zone of the world is a multiple of it.

-- Names of models, so that an event holds a number.
CREATE TABLE models (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Names of senders, by project.
CREATE TABLE usage_sources (
    id           INTEGER PRIMARY KEY,
    project_id   INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    -- Of those that count their events: the smallest and the largest number that came.
    first_number INTEGER,
    last_number  INTEGER,
    UNIQUE (project_id, name)
) STRICT;

-- The numbers between them that did not come, both ends included.
CREATE TABLE usage_source_gaps (
    source_id INTEGER NOT NULL REFERENCES usage_sources (id) ON DELETE CASCADE,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL CHECK (last >= first),
    PRIMARY KEY (source_id, first)
) STRICT, WITHOUT ROWID;

-- One row an event, clustered by team and time; times are UTC milliseconds.
-- Token classes are totals (input, output) and subsets of them. A null cost is an unpriced event.
CREATE TABLE usage_events (
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

CREATE UNIQUE INDEX usage_events_by_seq ON usage_events (team_id, seq);

-- Uniqueness of (project, source, id) for as long as the raw event is kept, and the digest of
-- the content as it was sent, which tells a repeat from a conflict.
CREATE TABLE usage_event_ids (
    source_id INTEGER NOT NULL,
    event_id  TEXT NOT NULL,
    team_id   INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    digest    BLOB NOT NULL CHECK (length(digest) = 16),
    PRIMARY KEY (source_id, event_id)
) STRICT, WITHOUT ROWID;

-- start: UTC milliseconds. Latencies count the events that have one.
CREATE TABLE usage_quarters (
    team_id               INTEGER NOT NULL,
    start                 INTEGER NOT NULL,
    project_id            INTEGER NOT NULL,
    model_id              INTEGER NOT NULL,
    key_id                INTEGER NOT NULL,
    status                TEXT NOT NULL CHECK (status IN ('ok', 'error')),
    events                INTEGER NOT NULL,
    requests              INTEGER NOT NULL,
    unpriced_requests     INTEGER NOT NULL,
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cached_input_tokens   INTEGER NOT NULL,
    cache_write_tokens    INTEGER NOT NULL,
    cache_write_1h_tokens INTEGER NOT NULL,
    reasoning_tokens      INTEGER NOT NULL,
    input_audio_tokens    INTEGER NOT NULL,
    output_audio_tokens   INTEGER NOT NULL,
    input_image_tokens    INTEGER NOT NULL,
    output_image_tokens   INTEGER NOT NULL,
    cost_nanos            INTEGER NOT NULL,
    latency_count         INTEGER NOT NULL,
    latency_sum_ms        INTEGER NOT NULL,
    -- Log buckets that add up; the format is in usage/histogram.rs.
    latency_histogram     BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_hours (
    team_id               INTEGER NOT NULL,
    start                 INTEGER NOT NULL,
    project_id            INTEGER NOT NULL,
    model_id              INTEGER NOT NULL,
    key_id                INTEGER NOT NULL,
    status                TEXT NOT NULL CHECK (status IN ('ok', 'error')),
    events                INTEGER NOT NULL,
    requests              INTEGER NOT NULL,
    unpriced_requests     INTEGER NOT NULL,
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cached_input_tokens   INTEGER NOT NULL,
    cache_write_tokens    INTEGER NOT NULL,
    cache_write_1h_tokens INTEGER NOT NULL,
    reasoning_tokens      INTEGER NOT NULL,
    input_audio_tokens    INTEGER NOT NULL,
    output_audio_tokens   INTEGER NOT NULL,
    input_image_tokens    INTEGER NOT NULL,
    output_image_tokens   INTEGER NOT NULL,
    cost_nanos            INTEGER NOT NULL,
    latency_count         INTEGER NOT NULL,
    latency_sum_ms        INTEGER NOT NULL,
    latency_histogram     BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_days (
    team_id               INTEGER NOT NULL,
    start                 INTEGER NOT NULL,
    project_id            INTEGER NOT NULL,
    model_id              INTEGER NOT NULL,
    key_id                INTEGER NOT NULL,
    status                TEXT NOT NULL CHECK (status IN ('ok', 'error')),
    events                INTEGER NOT NULL,
    requests              INTEGER NOT NULL,
    unpriced_requests     INTEGER NOT NULL,
    input_tokens          INTEGER NOT NULL,
    output_tokens         INTEGER NOT NULL,
    cached_input_tokens   INTEGER NOT NULL,
    cache_write_tokens    INTEGER NOT NULL,
    cache_write_1h_tokens INTEGER NOT NULL,
    reasoning_tokens      INTEGER NOT NULL,
    input_audio_tokens    INTEGER NOT NULL,
    output_audio_tokens   INTEGER NOT NULL,
    input_image_tokens    INTEGER NOT NULL,
    output_image_tokens   INTEGER NOT NULL,
    cost_nanos            INTEGER NOT NULL,
    latency_count         INTEGER NOT NULL,
    latency_sum_ms        INTEGER NOT NULL,
    latency_histogram     BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;
