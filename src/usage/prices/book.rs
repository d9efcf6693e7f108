//! The price book: all price rows in memory, and which of them holds for an event.

use std::collections::HashMap;

use super::names::{canonical_model, canonical_provider, is_maker, provider_in, rank, try_forms};
use super::{Alias, PriceRow, Scope};
use crate::clock::Timestamp;
use crate::ids::TeamId;

/// All prices, never changed after it is built: a change of a price makes a new book.
#[derive(Debug, Default)]
pub struct PriceBook {
    rows: Vec<PriceRow>,
    global: Index,
    teams: HashMap<TeamId, Index>,
    aliases: HashMap<Option<TeamId>, HashMap<Box<str>, Meant>>,
    sellers: HashMap<Box<str>, Vec<Span>>,
}

/// A time from its first moment up to, and without, its last; open where it is `None`.
type Span = (Option<Timestamp>, Option<Timestamp>);

/// What an alias stands for.
#[derive(Debug)]
struct Meant {
    provider: Option<String>,
    model: String,
}

/// The rows of one scope by name; positions in `PriceBook::rows`, best first.
#[derive(Debug, Default)]
struct Index {
    names: HashMap<Box<str>, Vec<usize>>,
    aliases: HashMap<Box<str>, Vec<usize>>,
}

/// Whose rows come into question.
#[derive(Clone, Copy)]
enum Sellers<'a> {
    One(&'a str),
    Makers,
    Any,
}

impl Sellers<'_> {
    fn contain(self, provider: &str) -> bool {
        match self {
            Self::One(one) => one == provider,
            Self::Makers => is_maker(provider),
            Self::Any => true,
        }
    }
}

impl PriceBook {
    /// A book of these rows.
    pub fn new(mut rows: Vec<PriceRow>) -> Self {
        for row in &mut rows {
            row.provider = canonical_provider(&row.provider).into_owned();
        }
        // The best first: the maker's price, a person's before the embedded one, the latest.
        rows.sort_by(|a, b| {
            (rank(&a.provider), &a.provider, a.origin)
                .cmp(&(rank(&b.provider), &b.provider, b.origin))
                .then_with(|| b.effective_from.cmp(&a.effective_from))
                .then_with(|| b.id.cmp(&a.id))
        });
        let mut book = Self::default();
        for (position, row) in rows.iter().enumerate() {
            let index = match row.scope {
                Scope::Global => &mut book.global,
                Scope::Team(team) => book.teams.entry(team).or_default(),
            };
            add(&mut index.names, &row.model, position);
            for alias in &row.aliases {
                add(&mut index.aliases, alias, position);
            }
            // What one team enters must not change whose prices hold for another one.
            if row.scope == Scope::Global {
                book.sold_by(row);
            }
        }
        Self { rows, ..book }
    }

    /// The same book with names that people gave to models.
    #[must_use]
    pub fn with_aliases(mut self, aliases: Vec<Alias>) -> Self {
        for alias in aliases {
            let names = self.aliases.entry(alias.team).or_default();
            let meant = Meant {
                provider: alias.provider,
                model: alias.model,
            };
            names.insert(canonical_model(&alias.name).into(), meant);
        }
        self
    }

    /// All rows, by provider.
    pub fn rows(&self) -> &[PriceRow] {
        &self.rows
    }

    /// The price of a model for a team at a moment, or without a team the global one. `None`: it
    /// is unpriced, which is not free.
    ///
    /// With a `provider` that has global prices at the moment, that provider's row is taken, else
    /// the maker's list price, never another host's. With any other one (such as a gateway) its
    /// row is taken if the team has one for this model; if not, or without a provider, the
    /// provider that stands in the name comes first, then the makers, then any, in the fixed order
    /// of `names.rs`. In each of these steps a team's own row wins over a global one, and a fuller
    /// form of the name over a shorter one, aliases last.
    ///
    /// A whole name that people gave to a model ([`PriceBook::with_aliases`]) is that model, before
    /// anything else is looked at.
    pub fn resolve(
        &self,
        team: impl Into<Option<TeamId>>,
        provider: Option<&str>,
        model: &str,
        at: Timestamp,
    ) -> Option<&PriceRow> {
        let team = team.into();
        let mut name = canonical_model(model);
        let mut provider = provider;
        if let Some(meant) = self.meant(team, &name) {
            provider = meant.provider.as_deref().or(provider);
            name = canonical_model(&meant.model);
        }
        let find = |sellers: Sellers<'_>| {
            let own = team.and_then(|team| self.teams.get(&team));
            own.into_iter()
                .chain([&self.global])
                .find_map(|index| self.find(index, sellers, &name, at))
        };
        if let Some(told) = provider.map(canonical_provider) {
            let found = find(Sellers::One(&told));
            if found.is_some() {
                return found;
            }
            if self.knows(&told, at) {
                return find(Sellers::Makers);
            }
        }
        provider_in(&name)
            .and_then(|named| find(Sellers::One(named)))
            .or_else(|| find(Sellers::Makers))
            .or_else(|| find(Sellers::Any))
    }

    /// Notes when a row's provider sells something.
    fn sold_by(&mut self, row: &PriceRow) {
        let span = (row.effective_from, row.effective_to);
        match self.sellers.get_mut(row.provider.as_str()) {
            // Most sell since always and until further notice: then nothing else matters.
            Some(spans) if spans.contains(&(None, None)) => {}
            Some(spans) if span == (None, None) => *spans = vec![span],
            Some(spans) if spans.contains(&span) => {}
            Some(spans) => spans.push(span),
            None => {
                self.sellers
                    .insert(row.provider.as_str().into(), vec![span]);
            }
        }
    }

    /// Whether any global price of a provider holds at a moment.
    fn knows(&self, provider: &str, at: Timestamp) -> bool {
        let spans = self.sellers.get(provider);
        spans
            .into_iter()
            .flatten()
            .any(|(from, to)| from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to))
    }

    /// What a whole name was made to stand for, by the team first.
    fn meant(&self, team: Option<TeamId>, name: &str) -> Option<&Meant> {
        if self.aliases.is_empty() {
            return None;
        }
        let own = team.and_then(|team| self.aliases.get(&Some(team)));
        own.into_iter()
            .chain(self.aliases.get(&None))
            .find_map(|names| names.get(name))
    }

    fn find(
        &self,
        index: &Index,
        sellers: Sellers<'_>,
        name: &str,
        at: Timestamp,
    ) -> Option<&PriceRow> {
        [&index.names, &index.aliases]
            .into_iter()
            .filter(|names| !names.is_empty())
            .find_map(|names| {
                try_forms(name, |form| {
                    names
                        .get(form)?
                        .iter()
                        .filter_map(|&position| self.rows.get(position))
                        .find(|row| sellers.contain(&row.provider) && row.in_force(at))
                })
            })
    }
}

fn add(names: &mut HashMap<Box<str>, Vec<usize>>, name: &str, position: usize) {
    let name = canonical_model(name);
    match names.get_mut(name.as_ref()) {
        Some(positions) => positions.push(position),
        None => {
            names.insert(name.into(), vec![position]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Origin, Price, Tiers, snapshot};
    use super::*;
    use crate::ids::{AliasId, PriceId, PublicId};

    const TEAM: TeamId = TeamId(7);
    const NOW: Timestamp = Timestamp::from_ms(1_000);

    /// A global row that holds since always; its id is also its input price.
    fn row(id: i64, provider: &str, model: &str) -> PriceRow {
        PriceRow {
            id: PriceId(id),
            scope: Scope::Global,
            origin: Origin::Snapshot,
            provider: provider.to_owned(),
            model: model.to_owned(),
            mode: "chat".to_owned(),
            aliases: Vec::new(),
            effective_from: None,
            effective_to: None,
            price: Price {
                input: id,
                ..Price::default()
            },
            tiers: Tiers::default(),
        }
    }

    fn between(row: PriceRow, from: Option<i64>, to: Option<i64>) -> PriceRow {
        PriceRow {
            effective_from: from.map(Timestamp::from_ms),
            effective_to: to.map(Timestamp::from_ms),
            ..row
        }
    }

    fn of_team(team: TeamId, row: PriceRow) -> PriceRow {
        PriceRow {
            scope: Scope::Team(team),
            origin: Origin::Manual,
            ..row
        }
    }

    fn found(book: &PriceBook, provider: Option<&str>, model: &str) -> Option<i64> {
        book.resolve(TEAM, provider, model, NOW).map(|row| row.id.0)
    }

    #[test]
    fn pitfall_9_an_unknown_model_has_no_price() {
        let book = PriceBook::new(vec![row(1, "openai", "gpt-4.1")]);
        for model in [
            "",
            " ",
            "gpt-4",
            "gpt-4.1-mini",
            "gpt-4.1:free",
            "acme/gpt-4.1",
        ] {
            assert_eq!(found(&book, None, model), None, "{model}");
        }
        assert_eq!(found(&PriceBook::default(), None, "gpt-4.1"), None);
    }

    #[test]
    fn the_fullest_known_form_of_a_name_decides() {
        let book = PriceBook::new(vec![
            row(1, "openai", "GPT-4.1"),
            row(2, "openai", "gpt-4.1-2025-04-14"),
            PriceRow {
                aliases: vec!["gpt-4.1-2026-01-01".to_owned(), "Best".to_owned()],
                ..row(3, "openai", "other")
            },
        ]);
        for (model, expected) in [
            ("gpt-4.1", 1),
            (" Gpt-4.1\n", 1),
            ("gpt-4.1-2025-05-05", 1),
            ("gpt-4.1-latest", 1),
            ("gpt-4.1-2025-04-14", 2),
            ("OpenAI/gpt-4.1-2025-04-14", 2),
            ("gpt-4.1-2026-01-01", 1),
            ("best", 3),
            ("openai/best-20250514", 3),
        ] {
            assert_eq!(found(&book, None, model), Some(expected), "{model}");
        }
    }

    #[test]
    fn the_provider_decides_between_rows_of_one_name() {
        let book = PriceBook::new(vec![
            row(1, "zeta", "m"),
            row(2, "alpha", "m"),
            row(3, "azure", "m"),
            row(4, "openai", "m"),
            row(5, "deepseek", "only-maker"),
            row(6, "groq", "only-host"),
            row(7, "alpha", "only-other"),
            row(8, "zeta", "only-other"),
        ]);
        for (provider, model, expected) in [
            (None, "m", Some(4)),
            (Some("OpenAI"), "m", Some(4)),
            (Some("azure.ai.openai"), "m", Some(3)),
            (Some("Zeta"), "m", Some(1)),
            (Some("some-gateway"), "m", Some(4)),
            (Some("some-gateway"), "azure/m", Some(3)),
            (Some("zeta"), "azure/m", Some(1)),
            (None, "azure/m", Some(3)),
            (None, "groq/m", Some(4)),
            (Some("azure"), "only-maker", Some(5)),
            (Some("azure"), "only-host", None),
            (None, "only-host", Some(6)),
            (None, "only-other", Some(7)),
        ] {
            assert_eq!(
                found(&book, provider, model),
                expected,
                "{provider:?} {model}"
            );
        }
    }

    #[test]
    fn only_global_prices_that_hold_make_a_provider_known() {
        let other = TeamId(8);
        let host_only = || row(1, "groq", "host-only");
        let found = |rows: Vec<PriceRow>, provider: &str, model: &str| {
            found(&PriceBook::new(rows), Some(provider), model)
        };
        // Of no moment: another team's, the team's own for another model, past, coming, empty.
        let global = |from, to| between(row(2, "gate", "special"), from, to);
        for special in [
            of_team(other, row(2, "gate", "special")),
            of_team(TEAM, row(2, "gate", "special")),
            global(None, Some(1_000)),
            global(Some(1_001), None),
            global(Some(1_000), Some(1_000)),
        ] {
            let rows = vec![host_only(), special.clone()];
            assert_eq!(found(rows, "gate", "host-only"), Some(1), "{special:?}");
            let rows = vec![row(3, "azure", "m"), row(4, "openai", "m"), special];
            assert_eq!(found(rows.clone(), "gate", "azure/m"), Some(3));
            assert_eq!(found(rows, "gate", "m"), Some(4));
        }
        let rows = vec![host_only(), global(Some(1_000), None)];
        assert_eq!(found(rows, "gate", "host-only"), None, "a known host");
        // A team's own price for a gateway holds for what the gateway sells.
        let rows = vec![
            host_only(),
            of_team(TEAM, row(2, "gate", "host-only")),
            row(4, "openai", "host-only"),
        ];
        assert_eq!(found(rows.clone(), "Gate", "groq/host-only"), Some(2));
        assert_eq!(found(rows, "elsewhere", "groq/host-only"), Some(1));
    }

    #[test]
    fn pitfall_8_the_price_in_force_at_the_time_of_the_event_holds() {
        let book = PriceBook::new(vec![
            between(row(1, "openai", "m"), None, Some(100)),
            between(row(2, "openai", "m"), Some(100), Some(200)),
            between(row(3, "openai", "m"), Some(300), None),
        ]);
        for (at, expected) in [
            (i64::MIN, Some(1)),
            (99, Some(1)),
            (100, Some(2)),
            (199, Some(2)),
            (200, None),
            (300, Some(3)),
            (i64::MAX, Some(3)),
        ] {
            let row = book.resolve(TEAM, None, "m", Timestamp::from_ms(at));
            assert_eq!(row.map(|row| row.id.0), expected, "{at}");
        }
    }

    #[test]
    fn a_teams_own_price_wins_for_that_team_while_it_holds() {
        let own = of_team(TEAM, row(2, "openai", "m"));
        let book = PriceBook::new(vec![
            row(1, "openai", "m"),
            between(own, Some(500), Some(2_000)),
            of_team(TeamId(8), row(3, "openai", "m")),
            row(4, "azure", "m"),
            row(5, "openai", "m-2025-01-01"),
        ]);
        assert_eq!(found(&book, None, "m"), Some(2));
        assert_eq!(found(&book, None, "m-2025-01-01"), Some(2));
        assert_eq!(found(&book, Some("azure"), "m"), Some(4));
        let later = book.resolve(TEAM, None, "m", Timestamp::from_ms(2_000));
        assert_eq!(later.map(|row| row.id), Some(PriceId(1)));
        let stranger = book.resolve(TeamId(9), None, "m", NOW);
        assert_eq!(stranger.map(|row| row.id), Some(PriceId(1)));
    }

    #[test]
    fn a_persons_price_wins_over_the_embedded_one() {
        let manual = PriceRow {
            origin: Origin::Manual,
            ..row(1, "openai", "m")
        };
        let book = PriceBook::new(vec![
            between(row(2, "openai", "m"), Some(10), None),
            between(manual, None, Some(5_000)),
        ]);
        assert_eq!(found(&book, None, "m"), Some(1));
        let later = book.resolve(TEAM, None, "m", Timestamp::from_ms(5_000));
        assert_eq!(later.map(|row| row.id), Some(PriceId(2)));
    }

    #[test]
    fn a_name_that_people_gave_is_the_model_they_meant() {
        let alias = |team: Option<i64>, name: &str, provider: Option<&str>, model: &str| Alias {
            id: AliasId(1),
            public_id: PublicId::stored("alias_x".to_owned()),
            team: team.map(TeamId),
            name: name.to_owned(),
            provider: provider.map(str::to_owned),
            model: model.to_owned(),
            created_at: NOW,
        };
        let book = PriceBook::new(vec![
            row(1, "openai", "m"),
            row(2, "azure", "m"),
            row(3, "openai", "n"),
        ])
        .with_aliases(vec![
            alias(None, "Best", None, "openai/M-2025-01-01"),
            alias(Some(7), "best", Some("azure"), "m"),
            alias(Some(7), "m", None, "n"),
            alias(None, "loop", None, "best"),
        ]);
        assert_eq!(found(&book, None, " BEST"), Some(2), "the team's");
        assert_eq!(found(&book, Some("openai"), "best"), Some(2));
        assert_eq!(found(&book, None, "m"), Some(3), "before the table");
        assert_eq!(found(&book, None, "best-latest"), None, "whole names only");
        assert_eq!(found(&book, None, "loop"), None, "one step only");
        let stranger = book.resolve(TeamId(8), None, "best", NOW);
        assert_eq!(stranger.map(|row| row.id.0), Some(1));
        let nobody = book.resolve(None, Some("azure"), "best", NOW);
        assert_eq!(
            nobody.map(|row| row.id.0),
            Some(2),
            "the provider of the event"
        );
    }

    #[test]
    fn names_as_clients_send_them_find_their_embedded_price() {
        let embedded = &snapshot().unwrap().rows;
        let rows = embedded.iter().zip(1..).map(|(embedded, id)| PriceRow {
            aliases: embedded.aliases.clone(),
            price: embedded.price,
            ..row(id, &embedded.provider, &embedded.model)
        });
        let book = PriceBook::new(rows.collect());
        for (provider, model, expected) in [
            (None, "gpt-4.1", Some(("openai", "gpt-4.1"))),
            (
                None,
                "openai/gpt-4.1-2025-04-14",
                Some(("openai", "gpt-4.1-2025-04-14")),
            ),
            (Some("azure"), "gpt-4.1", Some(("azure", "gpt-4.1"))),
            (
                None,
                "ft:gpt-4.1-2025-04-14:acme::x1",
                Some(("openai", "ft:gpt-4.1-2025-04-14")),
            ),
            (
                None,
                "claude-opus-4-6-20260205",
                Some(("anthropic", "claude-opus-4-6-20260205")),
            ),
            (
                None,
                "anthropic/claude-opus-5",
                Some(("anthropic", "claude-opus-5")),
            ),
            (None, "xx/claude-opus-5", None),
            (
                Some("google"),
                "models/gemini-2.5-pro",
                Some(("google", "gemini-2.5-pro")),
            ),
            (
                Some("vertex_ai"),
                "gemini-3.5-flash",
                Some(("vertex", "gemini-3.5-flash")),
            ),
            (
                Some("together"),
                "meta-llama/Llama-3.2-3B-Instruct",
                Some(("together", "meta-llama/Llama-3.2-3B-Instruct")),
            ),
            // The family costs half of what this retired version did.
            (
                None,
                "gpt-4o-2024-05-13",
                Some(("openai", "gpt-4o-2024-05-13")),
            ),
        ] {
            let found = book.resolve(TEAM, provider, model, NOW);
            let found = found.map(|row| (row.provider.as_str(), row.model.as_str()));
            assert_eq!(found, expected, "{provider:?} {model}");
        }
        for embedded in embedded {
            let found = book.resolve(TEAM, Some(&embedded.provider), &embedded.model, NOW);
            let found = found.map(|row| (&row.provider, &row.model));
            assert_eq!(found, Some((&embedded.provider, &embedded.model)));
        }
    }
}
