-- The list of a team is read by name, a page at a time: so the name of a person stands with each of
-- their memberships too, and follows it.
-- Old rows: they get the name that the person has now.

ALTER TABLE memberships ADD COLUMN name TEXT NOT NULL DEFAULT '' COLLATE NOCASE;

UPDATE memberships SET name = (SELECT u.name FROM users u WHERE u.id = memberships.user_id);

CREATE INDEX memberships_by_name ON memberships (team_id, name, user_id);

-- How many there are of each role and status.
CREATE INDEX memberships_by_role ON memberships (team_id, role, status);

CREATE TRIGGER memberships_named AFTER INSERT ON memberships
BEGIN
    UPDATE memberships SET name = (SELECT u.name FROM users u WHERE u.id = NEW.user_id)
    WHERE team_id = NEW.team_id AND user_id = NEW.user_id;
END;

CREATE TRIGGER users_renamed AFTER UPDATE OF name ON users
WHEN NEW.name IS NOT OLD.name
BEGIN
    UPDATE memberships SET name = NEW.name WHERE user_id = NEW.id;
END;
