-- Second factors with their recovery codes, sign-ins that wait for one, the devices somebody
-- signed in from, and which reminders of its end a personal token has had.
-- Old rows: nobody has a second factor; the first sign-in of an account after this is its first
-- known device; tokens that end within a week are told about as if they were new.

CREATE TABLE second_factors (
    user_id      INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- The secret of the codes, encrypted with a key derived from the instance's: nonce, then text.
    sealed       BLOB NOT NULL,
    created_at   INTEGER NOT NULL,
    -- Null until the first valid code: it is asked for from then on.
    confirmed_at INTEGER,
    -- The step of time of the last code that was taken; codes up to it are not taken again.
    last_step    INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER,
    -- Wrong codes since the last right one.
    wrong_codes  INTEGER NOT NULL DEFAULT 0,
    -- When the person was last told that somebody knows the password.
    alerted_at   INTEGER
) STRICT;

CREATE TABLE recovery_codes (
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- HMAC-SHA-256 of the code with a key derived from the instance's.
    code_hash BLOB NOT NULL CHECK (length(code_hash) = 32),
    used_at   INTEGER,
    PRIMARY KEY (user_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Somebody gave the right password and not yet the code.
CREATE TABLE pending_sign_ins (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    address    TEXT NOT NULL,
    user_agent TEXT NOT NULL
) STRICT;

CREATE INDEX pending_sign_ins_by_user ON pending_sign_ins (user_id);
CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at);

-- A digest of browser, system and region of the network: a sign-in from another one is told.
CREATE TABLE known_devices (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    mark    BLOB NOT NULL CHECK (length(mark) = 32),
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, mark)
) STRICT, WITHOUT ROWID;

-- 7 or 1: the owner was told that many days before the end.
ALTER TABLE personal_tokens ADD COLUMN reminded_days INTEGER;

CREATE INDEX personal_tokens_by_expiry ON personal_tokens (expires_at)
    WHERE revoked_at IS NULL AND expires_at IS NOT NULL;
