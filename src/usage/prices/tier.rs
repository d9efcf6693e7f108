//! Price lists of a model beside its plain one: for long contexts and for tiers of service.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::{Billable, Price};

/// A tier of service that providers price apart. Any other word that an event may tell
/// (`default`, `standard`, `scale`, …) stands for the plain prices.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Answered within a day.
    Batch,
    /// Answered when there is room.
    Flex,
    /// Answered before others.
    Priority,
    /// Answered by machines of its own.
    Ultrafast,
}

impl Service {
    /// Every tier of service.
    pub const ALL: [Self; 4] = [Self::Batch, Self::Flex, Self::Priority, Self::Ultrafast];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Batch => "batch",
            Self::Flex => "flex",
            Self::Priority => "priority",
            Self::Ultrafast => "ultrafast",
        }
    }

    /// Reads the tier that an event tells, in any letter case; allocates nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL
            .into_iter()
            .find(|service| service.word().eq_ignore_ascii_case(text))
    }
}

/// A whole price list that replaces the plain one: nothing of the plain list holds beside it. A
/// class that it does not price costs what the wider class in it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tier {
    /// It holds for calls with more input tokens than this, cached ones included; 0 is for any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub above: u64,
    /// It holds for this tier of service; `None`: for the standard one, and for those that have
    /// no list of their own from the same size on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// The prices.
    pub price: Price,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_zero(above: &u64) -> bool {
    *above == 0
}

/// The tiers of a model, in the order in which they are tried: the longest context first, in it
/// the tiers of service before the standard one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Tier>")]
pub struct Tiers(Box<[Tier]>);

impl From<Vec<Tier>> for Tiers {
    fn from(mut tiers: Vec<Tier>) -> Self {
        tiers.sort_by_key(|tier| (Reverse(tier.above), tier.service.is_none(), tier.service));
        tiers.dedup_by_key(|tier| (tier.above, tier.service));
        Self(tiers.into())
    }
}

impl Tiers {
    /// The tiers in their order.
    pub fn as_slice(&self) -> &[Tier] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The list that replaces the plain one for an event, if any does: for the longest context
    /// that its calls exceed and its tier of service, else for that context alone, else for the
    /// next shorter one. An event that stands for several calls has the context of their mean,
    /// because what it adds up to is the context of none of them.
    pub fn of(&self, billable: &Billable, service: Option<Service>) -> Option<&Price> {
        let exceeds = |above: u64| {
            let calls = u128::from(billable.requests.max(1));
            above == 0 || u128::from(billable.input) > u128::from(above) * calls
        };
        self.0
            .iter()
            .find(|tier| (tier.service.is_none() || tier.service == service) && exceeds(tier.above))
            .map(|tier| &tier.price)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tier(above: u64, service: Option<Service>, input: i64) -> Tier {
        Tier {
            above,
            service,
            price: Price {
                input,
                ..Price::default()
            },
        }
    }

    fn tiers() -> Tiers {
        Tiers::from(vec![
            tier(0, Some(Service::Batch), 1),
            tier(0, Some(Service::Priority), 2),
            tier(200_000, None, 3),
            tier(200_000, Some(Service::Batch), 4),
            tier(400_000, Some(Service::Flex), 5),
        ])
    }

    fn input(tokens: u64, requests: u64) -> Billable {
        Billable {
            input: tokens,
            requests,
            ..Billable::default()
        }
    }

    #[test]
    fn the_longest_context_decides_before_the_service() {
        let (batch, flex) = (Some(Service::Batch), Some(Service::Flex));
        let priority = Some(Service::Priority);
        for (tokens, service, expected) in [
            (0, None, None),
            (200_000, None, None),
            (200_001, None, Some(3)),
            (200_000, batch, Some(1)),
            (200_001, batch, Some(4)),
            (500_000, batch, Some(4)),
            (200_000, priority, Some(2)),
            (200_001, priority, Some(3)),
            (1, flex, None),
            (200_001, flex, Some(3)),
            (400_001, flex, Some(5)),
            (400_001, None, Some(3)),
        ] {
            let tiers = tiers();
            let found = tiers.of(&input(tokens, 1), service);
            let found = found.map(|price| price.input);
            assert_eq!(found, expected, "{tokens} {service:?}");
        }
    }

    #[test]
    fn calls_that_are_counted_together_are_not_one_long_call() {
        let tiers = tiers();
        let found = |tokens, requests| {
            let found = tiers.of(&input(tokens, requests), None);
            found.map(|price| price.input)
        };
        assert_eq!(found(10 * 200_000, 10), None);
        assert_eq!(found(10 * 200_000 + 1, 10), Some(3));
        assert_eq!(found(200_001, 0), Some(3), "no call is told like one");
        assert_eq!(found(u64::MAX, u64::MAX), None);
    }

    #[test]
    fn words_are_read_in_any_case_and_others_are_plain() {
        assert_eq!(Service::parse(" Batch"), Some(Service::Batch));
        assert_eq!(Service::parse("PRIORITY"), Some(Service::Priority));
        for word in ["", "default", "standard", "auto", "scale", "flexible"] {
            assert_eq!(Service::parse(word), None, "{word}");
        }
        for service in Service::ALL {
            assert_eq!(Service::parse(service.word()), Some(service));
        }
    }

    fn any_tiers() -> impl Strategy<Value = Vec<Tier>> {
        let service = proptest::sample::select(vec![
            None,
            Some(Service::Batch),
            Some(Service::Flex),
            Some(Service::Priority),
        ]);
        let one = (0..6_u64, service, 1..1_000_i64);
        let tiers = one.prop_map(|(above, service, input)| tier(above * 100, service, input));
        proptest::collection::vec(tiers, 0..12)
    }

    proptest! {
        /// The same by looking for the best of all tiers that hold.
        #[test]
        fn the_first_that_holds_is_the_best(
            all in any_tiers(),
            tokens in 0..700_u64,
            service in proptest::option::of(proptest::sample::select(Service::ALL.to_vec())),
        ) {
            let sorted = Tiers::from(all);
            let best = sorted.as_slice().iter()
                .filter(|tier| tier.above == 0 || tokens > tier.above)
                .filter(|tier| tier.service.is_none() || tier.service == service)
                .max_by_key(|tier| (tier.above, tier.service.is_some()));
            let found = sorted.of(&input(tokens, 1), service);
            prop_assert_eq!(found, best.map(|tier| &tier.price));
        }
    }
}
