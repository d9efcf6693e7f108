-- Mail that is sent: the outbox with what its worker and operators need, which mail people want,
-- whether an address is known to be its person's, and accounts that wait for their link.
-- Old rows: no version before this one wrote to the outbox. Everybody's address counts as not
-- confirmed, and everybody gets every kind of mail.

DROP TABLE outbox;

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY,
    -- Also the Message-ID: the same for every try, so that a repetition is known as one.
    public_id       TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    recipient       TEXT NOT NULL,
    -- Whose mail it is; null for people without an account. It goes with the account.
    user_id         INTEGER REFERENCES users (id) ON DELETE CASCADE,
    language        TEXT NOT NULL,
    timezone        TEXT NOT NULL,
    -- JSON: what is told, without any token: links are made when a mail is sent.
    payload         TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    state           TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    -- Not tried any more after this.
    give_up_at      INTEGER NOT NULL,
    -- A worker holds the row until then.
    leased_until    INTEGER,
    last_error      TEXT,
    finished_at     INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_attempt_at) WHERE state = 'queued';
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE state <> 'queued';
CREATE INDEX outbox_by_user ON outbox (user_id);
-- How many of a kind went to an address lately: strangers must not fill somebody's mailbox.
CREATE INDEX outbox_by_recipient ON outbox (recipient COLLATE NOCASE, kind, created_at);

-- Which mail somebody wants besides that about their security; without a row: all of it.
CREATE TABLE mail_preferences (
    user_id         INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    email           INTEGER NOT NULL CHECK (email IN (0, 1)),
    project_updates INTEGER NOT NULL CHECK (project_updates IN (0, 1)),
    team_activity   INTEGER NOT NULL CHECK (team_activity IN (0, 1)),
    billing_alerts  INTEGER NOT NULL CHECK (billing_alerts IN (0, 1)),
    updated_at      INTEGER NOT NULL
) STRICT;

-- When the address was confirmed by a link, and another one that waits for that.
ALTER TABLE users ADD COLUMN email_verified_at INTEGER;
ALTER TABLE users ADD COLUMN pending_email TEXT;

-- Somebody asked for an account; it is made when the link in the mail is used.
CREATE TABLE signups (
    id            INTEGER PRIMARY KEY,
    public_id     TEXT NOT NULL UNIQUE,
    email         TEXT NOT NULL,
    email_key     TEXT NOT NULL,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX signups_by_email ON signups (email_key);
CREATE INDEX signups_by_expiry ON signups (expires_at);
