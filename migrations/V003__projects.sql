-- Projects: what API keys and usage belong to.
-- A deleted project can be restored for 30 days; then its names and secrets are erased, and the
-- row stays as a tombstone, so that the totals of the team remain true.

CREATE TABLE projects (
    id              INTEGER PRIMARY KEY,
    public_id       TEXT NOT NULL UNIQUE,
    team_id         INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    -- The name in lower case: two live projects of a team cannot differ in case only.
    name_key        TEXT NOT NULL,
    description     TEXT NOT NULL,
    model           TEXT NOT NULL,
    status          TEXT NOT NULL CHECK (status IN ('running', 'stopped')),
    created_by      INTEGER REFERENCES users (id) ON DELETE SET NULL,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    last_started_at INTEGER NOT NULL,
    -- The largest time of an event.
    last_event_at   INTEGER,
    deleted_at      INTEGER,
    purged_at       INTEGER
) STRICT;

CREATE UNIQUE INDEX projects_by_name ON projects (team_id, name_key) WHERE deleted_at IS NULL;
CREATE INDEX projects_by_age ON projects (team_id, created_at, public_id);
