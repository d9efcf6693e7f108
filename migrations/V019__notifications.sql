-- Alerts in the app are derived from what is stored when somebody looks; only who has read which is
-- kept. An alert has the same id for as long as its reason lasts, and another one when it returns.

CREATE TABLE notification_reads (
    user_id         INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    notification_id TEXT NOT NULL,
    read_at         INTEGER NOT NULL,
    PRIMARY KEY (user_id, notification_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notification_reads_by_time ON notification_reads (read_at);
