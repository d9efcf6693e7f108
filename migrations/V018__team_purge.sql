-- What becomes of deleted teams: for 30 days an owner can restore one, then it is purged.
-- Teams that were deleted before keep their time of deletion and are purged in their turn.

-- When names, memberships and everything else that is small were erased. The row itself stays: its
-- number is that of the team's audit chain and must never be given to another team.
ALTER TABLE teams ADD COLUMN purged_at INTEGER;
-- When the last of its usage and of the personal part of its audit log was gone.
ALTER TABLE teams ADD COLUMN emptied_at INTEGER;
