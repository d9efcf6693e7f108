//! Writes the events of a batch one by one and its sums at the end.

use std::collections::BTreeMap;

use super::gathered::{Gathered, Taken};
use super::headroom::{self, Headroom};
use super::models::{Models, NEW_A_DAY};
use super::numbering::Numbering;
use super::run::Quarters;
use super::{Item, Priced, Receipt, Sender, Verdict, Worth, store};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::money::Nanos;
use crate::text;
use crate::usage::event::{Event, Rejection};
use crate::usage::ids::{Claims, Ids, Key, Known};
use crate::usage::range::Level;
use crate::usage::totals::{Counted, Slot};

/// Senders that a project may have.
const MOST_SOURCES: u32 = 10_000;

/// What is known and gathered while a batch is written.
pub(super) struct Writer<'a, 'tx> {
    tx: &'a Tx<'tx>,
    models: &'a Models,
    by: &'a Sender,
    ids: Claims<'a>,
    /// The number of the team's last event before this batch.
    before: i64,
    /// The number of the last event taken.
    seq: i64,
    /// The largest time of the events taken.
    latest: Timestamp,
    sources: BTreeMap<&'a str, i64>,
    /// The source of the event before: mostly that of all.
    last_source: Option<(&'a str, i64)>,
    /// How many sources the project has, once it was asked.
    source_count: Option<u32>,
    numbers: BTreeMap<&'a str, i64>,
    /// Names of models that nobody sent before this batch.
    new_models: u32,
    quarters: Quarters,
    headroom: Headroom,
    numbering: Numbering<'a, 'tx>,
    now: Timestamp,
}

impl<'a, 'tx> Writer<'a, 'tx> {
    pub(super) fn new(
        tx: &'a Tx<'tx>,
        models: &'a Models,
        ids: &'a Ids,
        by: &'a Sender,
        now: Timestamp,
    ) -> Result<Self> {
        let left = tx.at_end(|gathered: &mut Gathered| gathered.last_seq(by.team));
        let seq = match left.flatten() {
            Some(seq) => Some(seq),
            None => store::last_seq(tx, by.team)?,
        };
        let seq = seq.ok_or_else(|| Error::Unauthenticated(text!("key-project-deleted")))?;
        Ok(Self {
            tx,
            models,
            by,
            ids: ids.claims(tx, by.team)?,
            before: seq,
            seq,
            latest: Timestamp::from_ms(i64::MIN),
            sources: BTreeMap::new(),
            last_source: None,
            source_count: None,
            numbers: BTreeMap::new(),
            new_models: 0,
            quarters: Quarters::new(),
            headroom: Headroom::default(),
            numbering: Numbering::new(tx),
            now,
        })
    }

    pub(super) fn take_all(mut self, items: &'a [Item]) -> Result<Vec<Verdict>> {
        let mut verdicts = Vec::with_capacity(items.len());
        for item in items {
            verdicts.push(match &item.event {
                Ok(event) => self.take(event)?,
                Err(rejection) => Verdict::Rejected(rejection.clone()),
            });
        }
        let (models, tx, project, new) = (self.models, self.tx, self.by.project, self.new_models);
        if !self.quarters.is_empty() {
            self.finish()?;
        }
        if new > 0 {
            models.count(tx, project, new);
        }
        Ok(verdicts)
    }

    fn take(&mut self, priced: &'a Priced) -> Result<Verdict> {
        let event = &priced.event;
        let name = event.source.as_deref().unwrap_or(&self.by.source);
        let source = self.find_source(name)?;
        let model = self.known_model(&event.model)?;
        if let Some(verdict) = self.too_many(model, source, event.source.is_some())? {
            return Ok(verdict);
        }
        let worth = match self.check(priced, source)? {
            Ok(worth) => worth,
            Err(verdict) => return Ok(verdict),
        };
        let source = match source {
            Some(source) => source,
            None => self.new_source(name)?,
        };
        if let Some(verdict) = self.repetition(source, event)? {
            return Ok(verdict);
        }
        self.seq += 1;
        self.ids.claim(&key(source, event), self.seq);
        self.latest = self.latest.max(worth.time);
        let model = match model {
            Some(model) => model,
            None => self.model(&event.model)?,
        };
        let new = store::NewEvent {
            event,
            time: worth.time,
            seq: self.seq,
            model,
            source,
            cost: worth.cost,
            price: worth.price,
        };
        store::insert(self.tx, self.by, &new, self.now)?;
        if let Some(number) = event.source_seq {
            self.numbering.take(source, number)?;
        }
        let slot = Slot::of(Level::Quarter, worth.time, model, event.status);
        let counted = Counted::new(event, worth.cost);
        self.quarters.entry(slot).or_default().add(&counted);
        let day = || Slot::of(Level::Day, worth.time, model, event.status);
        self.headroom.count(day, &counted);
        Ok(Verdict::Accepted(receipt(self.seq, worth.cost)))
    }

    /// What speaks against an event, if anything can: then its id is looked up first, because a
    /// repetition is one whatever the time and the prices are by now.
    fn check(&mut self, priced: &'a Priced, source: Option<i64>) -> Result<Result<Worth, Verdict>> {
        let event = &priced.event;
        let large = |worth: &Worth| headroom::is_large(&Counted::new(event, worth.cost));
        if let Ok(worth) = &priced.worth
            && !large(worth)
        {
            return Ok(Ok(*worth));
        }
        if let Some(source) = source
            && let Some(verdict) = self.repetition(source, event)?
        {
            return Ok(Err(verdict));
        }
        let worth = match &priced.worth {
            Ok(worth) => *worth,
            Err(rejection) => return Ok(Err(Verdict::Rejected(rejection.clone()))),
        };
        let day = Slot::of(
            Level::Day,
            worth.time,
            self.model(&event.model)?,
            event.status,
        );
        let counted = Counted::new(event, worth.cost);
        // Those of the batches before are part of the day.
        self.tx.write_what_is_left()?;
        let fits = self
            .headroom
            .fits(self.tx, self.by, self.seq, day, &counted)?;
        Ok(if fits {
            Ok(worth)
        } else {
            let sentence = text!("ingest-sum-out-of-range");
            Err(Verdict::Rejected(Rejection::whole(
                "out_of_range",
                sentence,
            )))
        })
    }

    /// Refuses an event that would bring one name too many: names are kept for ever, so a key that
    /// leaked must not be able to fill the file with them.
    fn too_many(
        &mut self,
        model: Option<i64>,
        source: Option<i64>,
        named: bool,
    ) -> Result<Option<Verdict>> {
        let refuse = |code, sentence| Some(Verdict::Rejected(Rejection::whole(code, sentence)));
        if model.is_none()
            && self.new_models >= self.models.room(self.tx, self.by.project, self.now)
        {
            let sentence = text!("ingest-too-many-models", most = NEW_A_DAY);
            return Ok(refuse("too_many_models", sentence));
        }
        // That of the key itself may always come: keys are few, and a new one must work though
        // another leaked.
        if source.is_none() && named && self.count_sources()? >= MOST_SOURCES {
            let sentence = text!("ingest-too-many-sources", most = MOST_SOURCES);
            return Ok(refuse("too_many_sources", sentence));
        }
        Ok(None)
    }

    /// The verdict on an event whose id is taken.
    fn repetition(&mut self, source: i64, event: &Event<'_>) -> Result<Option<Verdict>> {
        let known = self.ids.find(&key(source, event))?;
        Ok(known.map(|known| verdict(&known, event)))
    }

    fn find_source(&mut self, name: &'a str) -> Result<Option<i64>> {
        if let Some((last, id)) = self.last_source
            && last == name
        {
            return Ok(Some(id));
        }
        if let Some(id) = self.sources.get(name) {
            self.last_source = Some((name, *id));
            return Ok(Some(*id));
        }
        let project = self.by.project;
        let met = |gathered: &mut Gathered| gathered.source(project, name);
        // Not kept from transaction to transaction: the row of a purged project could come back as
        // another.
        let found = match self.tx.at_end(met).flatten() {
            Some(id) => Some(id),
            None => store::find_source(self.tx, project, name)?,
        };
        if let Some(id) = found {
            self.sources.insert(name, id);
        }
        Ok(found)
    }

    /// How many sources the project has; counted once.
    fn count_sources(&mut self) -> Result<u32> {
        if let Some(count) = self.source_count {
            return Ok(count);
        }
        let count = store::count_sources(self.tx, self.by.project)?;
        self.source_count = Some(count);
        Ok(count)
    }

    fn new_source(&mut self, name: &'a str) -> Result<i64> {
        let id = store::insert_source(self.tx, self.by.project, name)?;
        self.source_count = self.source_count.map(|count| count.saturating_add(1));
        self.sources.insert(name, id);
        Ok(id)
    }

    fn known_model(&mut self, name: &'a str) -> Result<Option<i64>> {
        if let Some(id) = self.numbers.get(name) {
            return Ok(Some(*id));
        }
        if let Some(id) = self.models.find(name) {
            self.numbers.insert(name, id);
            return Ok(Some(id));
        }
        let found = store::find_model(self.tx, name)?;
        if let Some(id) = found {
            self.models.keep_after(self.tx, name, id);
            self.numbers.insert(name, id);
        }
        Ok(found)
    }

    fn model(&mut self, name: &'a str) -> Result<i64> {
        if let Some(id) = self.known_model(name)? {
            return Ok(id);
        }
        let id = store::insert_model(self.tx, name)?;
        self.new_models += 1;
        self.models.keep_after(self.tx, name, id);
        self.numbers.insert(name, id);
        Ok(id)
    }

    /// Leaves the sums of the events taken, and the end of the sequence, to the end of the
    /// transaction; a batch that stands by itself writes them.
    fn finish(self) -> Result<()> {
        self.numbering.finish()?;
        self.ids.finish(self.tx);
        self.tx.leave(|gathered: &mut Gathered| {
            let sources = self.sources.iter().map(|(name, id)| (*name, *id));
            gathered.know(self.by.project, sources);
            let taken = Taken {
                after: self.before,
                last: self.seq,
                latest: self.latest,
                quarters: self.quarters,
            };
            gathered.add(self.by, taken);
        })
    }
}

fn key<'a>(source: i64, event: &'a Event<'_>) -> Key<'a> {
    Key {
        source,
        id: &event.id,
    }
}

fn verdict(known: &Known, event: &Event<'_>) -> Verdict {
    if known.digest == event.digest {
        Verdict::Duplicate(receipt(known.seq, known.cost))
    } else {
        Verdict::Conflict
    }
}

fn receipt(seq: i64, cost: Option<i64>) -> Receipt {
    Receipt {
        cost: cost.map(|nanos| Nanos(nanos.into())),
        seq,
    }
}
