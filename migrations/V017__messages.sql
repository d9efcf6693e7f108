-- Messages between the members of a team, and who got each of them.
-- Old rows: nobody wrote to anybody before this version.

CREATE TABLE messages (
    id                INTEGER PRIMARY KEY,
    public_id         TEXT NOT NULL UNIQUE,
    team_id           INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    -- The first message of the conversation: of the first one itself. No reference: a conversation
    -- outlives its first message.
    thread_id         INTEGER NOT NULL,
    -- What it answers, as it is known outside; it may be gone by now.
    reply_to          TEXT,
    -- Null when the account is gone: what was written stays with those who got it.
    sender_id         INTEGER REFERENCES users (id) ON DELETE SET NULL,
    subject           TEXT NOT NULL,
    body              TEXT NOT NULL,
    -- To everybody who was in the team.
    to_everyone       INTEGER NOT NULL CHECK (to_everyone IN (0, 1)),
    recipients        INTEGER NOT NULL,
    sent_at           INTEGER NOT NULL,
    -- The sender removed it from what they sent.
    sender_removed_at INTEGER
) STRICT;

CREATE INDEX messages_sent ON messages (sender_id, team_id, sent_at, id);
CREATE INDEX messages_by_thread ON messages (thread_id, id);
CREATE INDEX messages_by_team ON messages (team_id);

CREATE TABLE message_recipients (
    message_id  INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- Those of the message, so that an inbox is one range of an index.
    team_id     INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    read_at     INTEGER,
    -- The recipient removed it from their inbox.
    removed_at  INTEGER,
    -- When a copy goes by mail, unless it was read by then; null once that is settled.
    copy_due_at INTEGER,
    PRIMARY KEY (message_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_inbox ON message_recipients (user_id, team_id, sent_at, message_id);
CREATE INDEX message_unread ON message_recipients (user_id, team_id, sent_at, message_id)
    WHERE read_at IS NULL AND removed_at IS NULL;
CREATE INDEX message_copies ON message_recipients (copy_due_at) WHERE copy_due_at IS NOT NULL;
