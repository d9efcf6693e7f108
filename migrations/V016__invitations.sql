-- Invitations: a place in a team that waits for the person of an address.
-- No token is stored: links are made from the row when a mail is sent or a link is copied.
-- What it was about stays in the audit log, the address masked; rows go a month after their end.
-- Old rows: nobody could be invited before.

CREATE TABLE invitations (
    id             INTEGER PRIMARY KEY,
    public_id      TEXT NOT NULL UNIQUE,
    team_id        INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    email          TEXT NOT NULL,
    -- The address in lower case, as in users.email_key.
    email_key      TEXT NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'developer', 'analyst', 'viewer')),
    -- A personal line; may be empty.
    message        TEXT NOT NULL,
    -- Who vouches for it: the inviter, or who sent it again last. Without one it cannot be accepted.
    invited_by     INTEGER REFERENCES users (id) ON DELETE SET NULL,
    -- The language of its mails, unless the address has an account.
    language       TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    -- When it was made or sent again last.
    sent_at        INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    -- The newest mail about it; null: there was none, the link is given by hand.
    mail_id        TEXT,
    reminded_at    INTEGER,
    -- How often it was sent again: in all, and since the moment that the hour began at.
    resends        INTEGER NOT NULL DEFAULT 0,
    resends_hour   INTEGER NOT NULL DEFAULT 0,
    resends_since  INTEGER NOT NULL DEFAULT 0,
    accepted_at    INTEGER,
    accepted_by    INTEGER REFERENCES users (id) ON DELETE SET NULL,
    revoked_at     INTEGER
) STRICT;

CREATE INDEX invitations_by_team ON invitations (team_id, created_at, public_id);
CREATE INDEX invitations_by_address ON invitations (email_key, team_id);
CREATE INDEX invitations_by_inviter ON invitations (invited_by);
CREATE INDEX invitations_by_guest ON invitations (accepted_by);
-- For the reminders, and for what goes a month after its end.
CREATE INDEX invitations_to_remind ON invitations (sent_at)
    WHERE mail_id IS NOT NULL AND reminded_at IS NULL AND accepted_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_by_end ON invitations (COALESCE(revoked_at, accepted_at, expires_at));
