//! The table that `LiteLLM` publishes: an object with an entry for each model, whose fields tell
//! prices in dollars a token. `scripts/update-prices` reads the same table by the same rules.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{Gathered, PriceFile, Refused, tier_of};
use crate::error::Fields;
use crate::text;
use crate::usage::prices::draft::{ListDraft, MODES, PriceDraft, TierDraft, Unit};
use crate::usage::prices::{Decimal, Price, Service, Tier, canonical_provider};

/// An entry of the table.
type Entry = BTreeMap<String, Box<RawValue>>;

/// The ends of names that tell a tier of service.
const SERVICES: [(&str, Service); 4] = [
    ("_batches", Service::Batch),
    ("_flex", Service::Flex),
    ("_priority", Service::Priority),
    ("_ultrafast", Service::Ultrafast),
];

/// Names that the table uses for itself: size classes and routers, no model a client can name.
const NO_MODEL: [&str; 2] = ["together-ai-", "fireworks-ai-"];

/// The prices of the table; `None` if it is another kind of object.
pub(super) fn read(members: &BTreeMap<String, Box<RawValue>>) -> Option<PriceFile> {
    let mut gathered = Gathered::default();
    let mut known = false;
    for (key, raw) in members {
        let Ok(entry) = serde_json::from_str::<Entry>(raw.get()) else {
            continue;
        };
        let Some(seller) = word(&entry, "litellm_provider") else {
            continue;
        };
        known = true;
        let mode = word(&entry, "mode").unwrap_or_default();
        match model(key, &seller).filter(|_| MODES.contains(&mode.as_str())) {
            Some((provider, model)) => add(&mut gathered, &entry, &provider, model, mode),
            None => gathered.file.skipped += 1,
        }
    }
    known.then_some(gathered.file)
}

fn word(entry: &Entry, field: &str) -> Option<String> {
    serde_json::from_str(entry.get(field)?.get()).ok()
}

/// The provider in the spelling of the price book and the name as clients send it.
fn model<'a>(key: &'a str, seller: &str) -> Option<(String, &'a str)> {
    let vertex = seller.starts_with("vertex_ai");
    let provider = canonical_provider(if vertex { "vertex_ai" } else { seller });
    let start = if vertex { "vertex_ai" } else { seller };
    let name = key
        .strip_prefix(start)
        .and_then(|rest| rest.strip_prefix('/'))
        .unwrap_or(key);
    // Bedrock's entries with a path are prices of a region or of a term.
    let no_model = NO_MODEL.iter().any(|start| name.starts_with(start))
        || name.contains("/routers/")
        || (provider == "bedrock" && name.contains('/'));
    (!no_model).then(|| (provider.into_owned(), name))
}

/// The price lists of an entry by (threshold, service), the plain one first.
fn lists(entry: &Entry, fields: &mut Fields) -> BTreeMap<(u64, Option<Service>), ListDraft> {
    let mut lists = BTreeMap::from([((0, None), ListDraft::default())]);
    for (name, raw) in entry {
        let ending = SERVICES.iter().find(|(ending, _)| name.ends_with(ending));
        let service = ending.map(|(_, service)| *service);
        let plain = ending
            .and_then(|(ending, _)| name.strip_suffix(ending))
            .unwrap_or(name);
        let (field, above) = match threshold(plain) {
            Some(found) => found,
            None => (plain, 0),
        };
        let mut draft = ListDraft::default();
        if place(&mut draft, field).is_none() || raw.get() == "null" {
            continue;
        }
        let unreadable = || text!("price-not-a-number", digits = Decimal::DIGITS);
        let number = serde_json::from_str(raw.get()).map_err(|_| unreadable());
        match number.and_then(Decimal::readable) {
            Ok(number) => {
                let list = lists.entry((above, service)).or_default();
                if let Some(place) = place(list, field) {
                    *place = Some(number);
                }
            }
            Err(why) => fields.add(name.clone(), why),
        }
    }
    lists
}

/// `input_cost_per_token_above_200k_tokens`: the field and 200 000.
fn threshold(name: &str) -> Option<(&str, u64)> {
    let (field, thousands) = name.strip_suffix("k_tokens")?.rsplit_once("_above_")?;
    Some((field, thousands.parse::<u64>().ok()?.checked_mul(1_000)?))
}

/// Where the price of a field of the table belongs.
fn place<'a>(list: &'a mut ListDraft, field: &str) -> Option<&'a mut Option<Decimal>> {
    Some(match field {
        "input_cost_per_token" => &mut list.input,
        "output_cost_per_token" => &mut list.output,
        "cache_read_input_token_cost" => &mut list.cached_input,
        "cache_creation_input_token_cost" => &mut list.cache_write,
        "cache_creation_input_token_cost_above_1hr" => &mut list.cache_write_1h,
        "output_cost_per_reasoning_token" => &mut list.reasoning,
        "input_cost_per_audio_token" => &mut list.input_audio,
        "output_cost_per_audio_token" => &mut list.output_audio,
        "input_cost_per_image_token" => &mut list.input_image,
        "output_cost_per_image_token" => &mut list.output_image,
        "cache_read_input_audio_token_cost" => &mut list.cached_audio,
        "input_cost_per_request" => &mut list.per_request,
        _ => return None,
    })
}

/// A zero stands for "not told" as often as for "free": then plain tokens have no price, and a
/// class costs what plain tokens cost.
fn without_zeros(list: &mut ListDraft, mode: &str) {
    let output = list.output;
    for price in [
        &mut list.input,
        &mut list.output,
        &mut list.cached_input,
        &mut list.cache_write,
        &mut list.cache_write_1h,
        &mut list.reasoning,
        &mut list.input_audio,
        &mut list.output_audio,
        &mut list.input_image,
        &mut list.output_image,
        &mut list.cached_audio,
        &mut list.per_request,
    ] {
        *price = price.filter(|number| !number.is_zero());
    }
    if mode == "embedding" {
        list.output = output;
    }
}

/// Whether a list tells what plain tokens cost.
fn is_whole(list: &ListDraft, mode: &str) -> bool {
    list.input.is_some() && (list.output.is_some() || mode == "embedding")
}

fn add(gathered: &mut Gathered, entry: &Entry, provider: &str, model: &str, mode: String) {
    let row = format!("{provider} {model}");
    let mut fields = Fields::default();
    let mut lists = lists(entry, &mut fields);
    for list in lists.values_mut() {
        without_zeros(list, &mode);
    }
    let plain = lists.remove(&(0, None)).unwrap_or_default();
    if fields.is_empty() && !is_whole(&plain, &mode) {
        gathered.refuse(Refused::because(row, "", text!("price-untold")));
        return;
    }
    let mut draft = PriceDraft {
        provider: provider.to_owned(),
        model: model.to_owned(),
        mode: Some(mode),
        aliases: None,
        price: plain,
        tiers: None,
        effective_from: None,
        force: None,
    };
    let mut new = draft.check_in(Unit::DollarsEach, &mut fields);
    if !fields.is_empty() {
        gathered.refuse(Refused { row, fields });
        return;
    }
    for ((above, service), price) in lists {
        let what = || tier_of(&row, above, service);
        // A tier that is no whole price list does not keep its model out.
        if !is_whole(&price, &new.mode) {
            gathered.refuse(Refused::because(what(), "", text!("price-untold")));
            continue;
        }
        draft.tiers = Some(vec![TierDraft {
            above: Some(above),
            service: service.map(|service| service.word().to_owned()),
            price,
        }]);
        let mut fields = Fields::default();
        let tiered = draft.check_in(Unit::DollarsEach, &mut fields);
        if fields.is_empty() {
            let tiers = tiered.tiers.into_iter();
            let tiers = tiers.map(|tier| with_longer_write(tier, &new.price));
            let tiers: Vec<Tier> = tiers
                .filter(|tier| tier.above > 0 || tier.price != new.price)
                .collect();
            new.tiers.extend(tiers);
        } else {
            let row = what();
            gathered.refuse(Refused { row, fields });
        }
    }
    gathered.add(new);
}

/// A cache write for an hour that a tier does not price keeps its proportion to the short one,
/// where that is a whole number.
fn with_longer_write(mut tier: Tier, plain: &Price) -> Tier {
    if tier.price.cache_write_1h.is_some() {
        return tier;
    }
    if let (Some(write), Some(short), Some(longer)) = (
        tier.price.cache_write,
        plain.cache_write.filter(|short| *short > 0),
        plain.cache_write_1h,
    ) {
        let product = i128::from(write) * i128::from(longer);
        if product % i128::from(short) == 0 {
            tier.price.cache_write_1h = i64::try_from(product / i128::from(short)).ok();
        }
    }
    tier
}
