-- Who did what. Rows are only added; each holds the hash of the one before it in its chain.
-- There is one chain a team (chain = teams.id) and one for the instance (chain = 0).
-- What is personal stands in a side row that can be erased: the chain holds its salted digest.

CREATE TABLE audit_events (
    id             INTEGER PRIMARY KEY,
    chain          INTEGER NOT NULL,
    seq            INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    action         TEXT NOT NULL,
    -- Who: a session, a personal token, a project key, the command line or the system itself.
    actor_kind     TEXT NOT NULL CHECK (actor_kind IN ('session', 'token', 'key', 'cli', 'system', 'anonymous')),
    -- Public ids; null when there is none.
    actor_id       TEXT,
    target_kind    TEXT NOT NULL,
    target_id      TEXT,
    request_id     TEXT,
    details_digest BLOB NOT NULL CHECK (length(details_digest) = 32),
    previous_hash  BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash           BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (chain, seq)
) STRICT;

CREATE TABLE audit_details (
    audit_id INTEGER PRIMARY KEY REFERENCES audit_events (id),
    salt     BLOB NOT NULL CHECK (length(salt) = 32),
    -- JSON: name and address of the actor, the thing's name, before and after without secrets.
    body     TEXT NOT NULL
) STRICT;
