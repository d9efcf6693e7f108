-- People, their sessions and their personal tokens.
-- Secrets are never stored: passwords as argon2id strings, tokens as SHA-256.
-- First version: there are no old rows.

CREATE TABLE users (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
    email         TEXT NOT NULL,
    -- The address in lower case: addresses that differ in case only are one account.
    email_key     TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    operator      INTEGER NOT NULL DEFAULT 0 CHECK (operator IN (0, 1)),
    language      TEXT NOT NULL DEFAULT 'en-US',
    timezone      TEXT NOT NULL DEFAULT 'UTC',
    theme         TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('light', 'dark', 'system')),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    id               INTEGER PRIMARY KEY,
    public_id        TEXT NOT NULL UNIQUE,
    user_id          INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash       BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- The team the person is looking at; null when they left it.
    team_id          INTEGER REFERENCES teams (id) ON DELETE SET NULL,
    created_at       INTEGER NOT NULL,
    -- When the password was last given: sensitive acts ask for a recent one.
    authenticated_at INTEGER NOT NULL,
    last_active_at   INTEGER NOT NULL,
    -- 90 days after the sign-in, whatever happens; the idle limit is counted from last_active_at.
    expires_at       INTEGER NOT NULL,
    address          TEXT NOT NULL,
    user_agent       TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
