-- API keys of projects. A key keeps its id when it is rotated; its secrets are rows of their
-- own, of which two are valid while a rotation overlaps.

CREATE TABLE api_keys (
    id           INTEGER PRIMARY KEY,
    public_id    TEXT NOT NULL UNIQUE,
    team_id      INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    project_id   INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    -- Space-separated: 'usage:write', 'usage:read'.
    scopes       TEXT NOT NULL,
    -- Keys belong to the project and outlive their maker.
    created_by   INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at   INTEGER NOT NULL,
    -- Written at most once a minute, off the path of an event.
    last_used_at INTEGER,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;

CREATE INDEX api_keys_by_age ON api_keys (team_id, created_at, public_id);
CREATE INDEX api_keys_by_project ON api_keys (project_id);

CREATE TABLE api_key_secrets (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    key_id     INTEGER NOT NULL REFERENCES api_keys (id) ON DELETE CASCADE,
    hint_head  TEXT NOT NULL,
    hint_tail  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Set by a rotation on the secret it replaces.
    expires_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX api_key_secrets_by_key ON api_key_secrets (key_id);
