-- Imports of history that are under way or were cut off: how far each has come, so that the same
-- command goes on where it stopped. A finished one has no row; the audit log tells about it.
-- Written in the transaction of the events. Older databases have none.
CREATE TABLE usage_imports (
    team_id    INTEGER NOT NULL,
    project_id INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    -- 0: counted under no key.
    key_id     INTEGER NOT NULL,
    -- The source of events that name none.
    source     TEXT NOT NULL,
    -- The name of the file, without its folder.
    file       TEXT NOT NULL,
    -- How much of the content, unpacked, is in: bytes, lines and the SHA-256 of these bytes. A
    -- file with another beginning is another file.
    bytes      INTEGER NOT NULL,
    lines      INTEGER NOT NULL,
    digest     BLOB NOT NULL CHECK (length(digest) = 32),
    -- What became of the events up to there.
    accepted   INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    rejected   INTEGER NOT NULL,
    unpriced   INTEGER NOT NULL,
    undated    INTEGER NOT NULL,
    PRIMARY KEY (team_id, project_id, key_id, source, file)
) STRICT, WITHOUT ROWID;
