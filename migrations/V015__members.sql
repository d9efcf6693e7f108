-- When somebody was last active in each of their teams.
-- A session knows it while it looks at the team, a personal token for as long as its row is there;
-- what a session knew is noted with the membership when it ends or looks at another team.
-- Old rows: what is known of sessions that have ended is nothing, so it begins with null.

ALTER TABLE memberships ADD COLUMN last_active_at INTEGER;

CREATE TRIGGER sessions_end AFTER DELETE ON sessions
WHEN OLD.team_id IS NOT NULL
BEGIN
    UPDATE memberships SET last_active_at = max(coalesce(last_active_at, 0), OLD.last_active_at)
    WHERE team_id = OLD.team_id AND user_id = OLD.user_id;
END;

CREATE TRIGGER sessions_switch AFTER UPDATE OF team_id ON sessions
WHEN OLD.team_id IS NOT NULL AND NEW.team_id IS NOT OLD.team_id
BEGIN
    UPDATE memberships SET last_active_at = max(coalesce(last_active_at, 0), OLD.last_active_at)
    WHERE team_id = OLD.team_id AND user_id = OLD.user_id;
END;
