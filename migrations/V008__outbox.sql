-- Mail to be sent. A row is written in the transaction of the change it tells about, so no mail
-- goes out for a change that was rolled back, and none is lost after one that was committed.
-- Links are made when a mail is sent; no token is stored.

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY,
    kind            TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    language        TEXT NOT NULL,
    -- JSON: what the template needs, by name.
    payload         TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    state           TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    -- A worker holds the row until then.
    leased_until    INTEGER,
    last_error      TEXT,
    finished_at     INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE state = 'queued';
