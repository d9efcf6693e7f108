-- The limit's own tables: the columns of the product's events, a plain unique index for
-- uniqueness, and the three levels of sums.
CREATE TABLE events (
    team_id INTEGER NOT NULL, time INTEGER NOT NULL, seq INTEGER NOT NULL,
    ingested_at INTEGER NOT NULL, project_id INTEGER NOT NULL, key_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL, source_id INTEGER NOT NULL, event_id TEXT NOT NULL,
    source_seq INTEGER, status TEXT NOT NULL, requests INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
    cached_input_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL,
    cache_write_1h_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL,
    input_audio_tokens INTEGER NOT NULL, output_audio_tokens INTEGER NOT NULL,
    input_image_tokens INTEGER NOT NULL, output_image_tokens INTEGER NOT NULL,
    cost_nanos INTEGER, price_id INTEGER, latency_ms INTEGER, first_token_ms INTEGER,
    provider TEXT, endpoint TEXT, end_user TEXT, service_tier TEXT, error_code TEXT,
    error_message TEXT,
    PRIMARY KEY (team_id, time, seq)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX events_once ON events (source_id, event_id);

CREATE TABLE quarters (
    team_id INTEGER NOT NULL, start INTEGER NOT NULL, project_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL, key_id INTEGER NOT NULL, status TEXT NOT NULL,
    f0 INTEGER NOT NULL, f1 INTEGER NOT NULL, f2 INTEGER NOT NULL, f3 INTEGER NOT NULL,
    f4 INTEGER NOT NULL, f5 INTEGER NOT NULL, f6 INTEGER NOT NULL, f7 INTEGER NOT NULL,
    f8 INTEGER NOT NULL, f9 INTEGER NOT NULL, f10 INTEGER NOT NULL, f11 INTEGER NOT NULL,
    f12 INTEGER NOT NULL, f13 INTEGER NOT NULL, f14 INTEGER NOT NULL, f15 INTEGER NOT NULL,
    latencies BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE hours (
    team_id INTEGER NOT NULL, start INTEGER NOT NULL, project_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL, key_id INTEGER NOT NULL, status TEXT NOT NULL,
    f0 INTEGER NOT NULL, f1 INTEGER NOT NULL, f2 INTEGER NOT NULL, f3 INTEGER NOT NULL,
    f4 INTEGER NOT NULL, f5 INTEGER NOT NULL, f6 INTEGER NOT NULL, f7 INTEGER NOT NULL,
    f8 INTEGER NOT NULL, f9 INTEGER NOT NULL, f10 INTEGER NOT NULL, f11 INTEGER NOT NULL,
    f12 INTEGER NOT NULL, f13 INTEGER NOT NULL, f14 INTEGER NOT NULL, f15 INTEGER NOT NULL,
    latencies BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE days (
    team_id INTEGER NOT NULL, start INTEGER NOT NULL, project_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL, key_id INTEGER NOT NULL, status TEXT NOT NULL,
    f0 INTEGER NOT NULL, f1 INTEGER NOT NULL, f2 INTEGER NOT NULL, f3 INTEGER NOT NULL,
    f4 INTEGER NOT NULL, f5 INTEGER NOT NULL, f6 INTEGER NOT NULL, f7 INTEGER NOT NULL,
    f8 INTEGER NOT NULL, f9 INTEGER NOT NULL, f10 INTEGER NOT NULL, f11 INTEGER NOT NULL,
    f12 INTEGER NOT NULL, f13 INTEGER NOT NULL, f14 INTEGER NOT NULL, f15 INTEGER NOT NULL,
    latencies BLOB NOT NULL,
    PRIMARY KEY (team_id, start, project_id, model_id, key_id, status)
) STRICT, WITHOUT ROWID;

