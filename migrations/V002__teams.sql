-- Teams and who belongs to them; personal tokens, which are bound to one team.

CREATE TABLE teams (
    id               INTEGER PRIMARY KEY,
    public_id        TEXT NOT NULL UNIQUE,
    name             TEXT NOT NULL,
    -- The sequence number of the last usage event taken in; the numbers have no gaps.
    ingest_seq       INTEGER NOT NULL DEFAULT 0,
    -- Raw events up to this number were removed by retention.
    ingest_low_water INTEGER NOT NULL DEFAULT 0 CHECK (ingest_low_water <= ingest_seq),
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    deleted_at       INTEGER
) STRICT;

CREATE TABLE memberships (
    team_id   INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role      TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'developer', 'analyst', 'viewer')),
    status    TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive')),
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (team_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE personal_tokens (
    id           INTEGER PRIMARY KEY,
    public_id    TEXT NOT NULL UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    team_id      INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    token_hash   BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    -- The prefix with six characters, and the last four: what a list may show.
    hint_head    TEXT NOT NULL,
    hint_tail    TEXT NOT NULL,
    -- Space-separated scopes such as 'projects:read usage:write'.
    scopes       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    expires_at   INTEGER,
    revoked_at   INTEGER
) STRICT;

CREATE INDEX personal_tokens_by_user ON personal_tokens (user_id);
