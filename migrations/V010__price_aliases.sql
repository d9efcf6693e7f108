-- Names that people gave to models: an event with one of them is priced like its model.
-- Nothing becomes of old rows: there are no names before this.
CREATE TABLE price_aliases (
    id                INTEGER PRIMARY KEY,
    public_id         TEXT NOT NULL UNIQUE,
    -- Null: for every team. Set: the team's own, which goes first.
    team_id           INTEGER REFERENCES teams (id) ON DELETE CASCADE,
    name              TEXT NOT NULL,
    name_key          TEXT NOT NULL,
    -- Null: that of the event.
    provider          TEXT,
    model             TEXT NOT NULL,
    created_at        INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX price_aliases_by_name ON price_aliases (coalesce(team_id, 0), name_key);
