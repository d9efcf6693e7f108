//! The rows of events.

use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::Result;
use crate::ids::PriceId;
use crate::usage::event::Event;
use crate::usage::ingest::Sender;

/// An event with everything that is stored of it.
pub(in crate::usage::ingest) struct NewEvent<'a> {
    pub(in crate::usage::ingest) event: &'a Event<'a>,
    pub(in crate::usage::ingest) time: Timestamp,
    pub(in crate::usage::ingest) seq: i64,
    pub(in crate::usage::ingest) model: i64,
    pub(in crate::usage::ingest) source: i64,
    pub(in crate::usage::ingest) cost: Option<i64>,
    pub(in crate::usage::ingest) price: Option<PriceId>,
}

const INSERT: &str = "
    INSERT INTO usage_events (team_id, ingested_at, project_id, key_id, time, seq, model_id,
        source_id, event_id, digest, source_seq, status, requests, input_tokens, output_tokens,
        cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, reasoning_tokens,
        input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens,
        cost_nanos, price_id, latency_ms, first_token_ms, provider, endpoint, end_user,
        service_tier, error_code, error_message)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
        ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)";

/// Stores an event whose id was claimed.
pub(in crate::usage::ingest) fn insert(
    tx: &Tx<'_>,
    by: &Sender,
    new: &NewEvent<'_>,
    now: Timestamp,
) -> Result<()> {
    let (event, tokens) = (new.event, &new.event.tokens);
    let numbers = [
        (1, Some(by.team.0)),
        (2, Some(now.ms())),
        (3, Some(by.project.0)),
        (4, Some(by.key.0)),
        (5, Some(new.time.ms())),
        (6, Some(new.seq)),
        (7, Some(new.model)),
        (8, Some(new.source)),
        (11, event.source_seq),
        (13, Some(event.requests)),
        (14, Some(tokens.input)),
        (15, Some(tokens.output)),
        (16, Some(tokens.cached_input)),
        (17, Some(tokens.cache_write)),
        (18, Some(tokens.cache_write_1h)),
        (19, Some(tokens.reasoning)),
        (20, Some(tokens.input_audio)),
        (21, Some(tokens.output_audio)),
        (22, Some(tokens.input_image)),
        (23, Some(tokens.output_image)),
        (24, new.cost),
        (25, new.price.map(|price| price.0)),
        (26, event.latency_ms),
        (27, event.first_token_ms),
    ];
    let texts = [
        (9, Some(event.id.as_ref())),
        (12, Some(event.status.as_str())),
        (28, event.provider.as_deref()),
        (29, event.endpoint.as_deref()),
        (30, event.end_user.as_deref()),
        (31, event.service_tier.as_deref()),
        (32, event.error_code.as_deref()),
        (33, event.error_message.as_deref()),
    ];
    tx.with_statement(INSERT, |row| {
        for (place, number) in numbers {
            row.number(place, number)?;
        }
        for (place, text) in texts {
            row.bytes(place, text)?;
        }
        row.bytes(10, Some(event.digest.as_slice()))?;
        row.run()?;
        Ok(())
    })
}
