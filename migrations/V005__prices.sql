-- What models cost, with the times a price is in force. A row is never changed but for
-- effective_to: events keep the id of the row their cost was computed from.
-- All prices are nano-dollars (1e-9 USD) per million units.

CREATE TABLE prices (
    id                INTEGER PRIMARY KEY,
    public_id         TEXT NOT NULL UNIQUE,
    -- Null: for every team. Set: the team's own price, which wins.
    team_id           INTEGER REFERENCES teams (id) ON DELETE CASCADE,
    provider          TEXT NOT NULL,
    model             TEXT NOT NULL,
    mode              TEXT NOT NULL,
    -- Space-separated other names of the same model.
    aliases           TEXT NOT NULL DEFAULT '',
    effective_from    INTEGER,
    effective_to      INTEGER,
    source            TEXT NOT NULL,
    input             INTEGER NOT NULL CHECK (input >= 0),
    output            INTEGER NOT NULL CHECK (output >= 0),
    cached_input      INTEGER CHECK (cached_input >= 0),
    cache_write       INTEGER CHECK (cache_write >= 0),
    cache_write_1h    INTEGER CHECK (cache_write_1h >= 0),
    reasoning         INTEGER CHECK (reasoning >= 0),
    input_audio       INTEGER CHECK (input_audio >= 0),
    output_audio      INTEGER CHECK (output_audio >= 0),
    input_image       INTEGER CHECK (input_image >= 0),
    output_image      INTEGER CHECK (output_image >= 0),
    cached_audio      INTEGER CHECK (cached_audio >= 0),
    per_request       INTEGER CHECK (per_request >= 0),
    created_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX prices_by_model ON prices (model, provider);

-- Whole price lists that replace that of their row for long contexts and tiers of service.
CREATE TABLE price_tiers (
    price_id          INTEGER NOT NULL REFERENCES prices (id) ON DELETE CASCADE,
    -- For calls with more input tokens than this; 0 is for any.
    above             INTEGER NOT NULL CHECK (above >= 0),
    service           TEXT NOT NULL
        CHECK (service IN ('standard', 'batch', 'flex', 'priority', 'ultrafast')),
    input             INTEGER NOT NULL CHECK (input >= 0),
    output            INTEGER NOT NULL CHECK (output >= 0),
    cached_input      INTEGER CHECK (cached_input >= 0),
    cache_write       INTEGER CHECK (cache_write >= 0),
    cache_write_1h    INTEGER CHECK (cache_write_1h >= 0),
    reasoning         INTEGER CHECK (reasoning >= 0),
    input_audio       INTEGER CHECK (input_audio >= 0),
    output_audio      INTEGER CHECK (output_audio >= 0),
    input_image       INTEGER CHECK (input_image >= 0),
    output_image      INTEGER CHECK (output_image >= 0),
    cached_audio      INTEGER CHECK (cached_audio >= 0),
    per_request       INTEGER CHECK (per_request >= 0),
    PRIMARY KEY (price_id, above, service),
    CHECK (above > 0 OR service <> 'standard')
) STRICT, WITHOUT ROWID;
