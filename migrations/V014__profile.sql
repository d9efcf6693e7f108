-- Who somebody is besides their name, and the photo.
-- Old rows: the first word of the name becomes the first name, the rest the last name; `name` stays
-- what it is and is always both with a blank between them. Nobody could choose a language before,
-- so everybody's is that of their browser.

ALTER TABLE users ADD COLUMN first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN bio TEXT NOT NULL DEFAULT '';
-- How often the person asked for another address since that moment: each asks a stranger by mail.
ALTER TABLE users ADD COLUMN email_asks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN email_asks_since INTEGER NOT NULL DEFAULT 0;

UPDATE users SET
    first_name = CASE instr(name, ' ')
        WHEN 0 THEN name ELSE substr(name, 1, instr(name, ' ') - 1) END,
    last_name = CASE instr(name, ' ')
        WHEN 0 THEN '' ELSE trim(substr(name, instr(name, ' ') + 1)) END,
    -- As the browser asks; else a BCP 47 tag.
    language = 'auto';

UPDATE users SET name = trim(first_name || ' ' || last_name);

-- At most one photo a person: 256 x 256 pixels, made by this program from what was sent.
CREATE TABLE avatars (
    id         INTEGER PRIMARY KEY,
    -- Another one for each photo, so that an address always shows the same.
    public_id  TEXT NOT NULL UNIQUE,
    user_id    INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    png        BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- What is erased with a person, and what they are given when they ask for all of it.
CREATE INDEX audit_by_actor ON audit_events (actor_id) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_by_target ON audit_events (target_id) WHERE target_id IS NOT NULL;
