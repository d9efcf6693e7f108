//! What chooses the view: periods, dates, groups and filters.

use jiff::civil::Date;

use super::read::{Chosen, Read};
use super::view::{self, Of, View};
use crate::clock::Timestamp;
use crate::i18n::Locale;
use crate::text;
use crate::usage::range::{Period, Range};
use crate::web::moment::{self, Moment};

/// What chooses the view.
#[derive(Clone, Debug)]
pub(super) struct Controls {
    pub(super) periods: Vec<Choice>,
    /// The form of a custom period, when one is chosen.
    pub(super) custom: Option<Custom>,
    pub(super) groups: Vec<Choice>,
    /// Values and names to filter by.
    pub(super) models: Vec<(String, String)>,
    pub(super) projects: Vec<(String, String)>,
    /// Whether some of them are chosen already, so that another one is added.
    pub(super) add_model: bool,
    pub(super) add_project: bool,
    pub(super) chips: Vec<Chip>,
    /// What the form of the filters sends besides its fields.
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// One of several.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// An address, or the value of an option.
    pub(super) to: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// The bounds of a custom period.
#[derive(Clone, Debug)]
pub(super) struct Custom {
    pub(super) from: String,
    pub(super) to: String,
    /// `date`, or `text` for what a field for dates cannot show.
    pub(super) from_kind: &'static str,
    pub(super) to_kind: &'static str,
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// A filter that is on.
#[derive(Clone, Debug)]
pub(super) struct Chip {
    pub(super) label: String,
    /// The view without it.
    pub(super) href: String,
}

const PERIODS: [&str; 4] = ["24h", "7d", "30d", "90d"];

impl Controls {
    /// For a view that was read (`read`), or that makes no sense, with the filters that are on.
    /// `in_depth`: keys and status may be told apart.
    pub(super) fn new(
        locale: Locale,
        view: &View,
        read: Option<&Read>,
        chosen: &[Chosen],
        in_depth: bool,
    ) -> Self {
        let choices = read.map(|read| read.choices.clone()).unwrap_or_default();
        Self {
            periods: periods(locale, view, read),
            custom: custom(view, read),
            groups: groups(locale, view, in_depth),
            models: choices.models,
            projects: choices.projects,
            add_model: !view.models.is_empty(),
            add_project: !view.projects.is_empty(),
            chips: chips(locale, view, chosen),
            hidden: view.hidden(&["groupBy"]),
        }
    }
}

fn periods(locale: Locale, view: &View, read: Option<&Read>) -> Vec<Choice> {
    let say = |period: &str| {
        let word = view::period_word(period);
        locale.say(&text!("usage-page-period", period = word))
    };
    let chosen = read.map(|read| read.range.period.to_string());
    let fixed = PERIODS.into_iter().map(|period| Choice {
        to: view.during(period).href(),
        label: say(period),
        chosen: chosen.as_deref() == Some(period),
    });
    // The dates that are shown now are a good place to begin.
    let custom = match read {
        Some(read) if read.range.period != Period::Custom => {
            let (from, to) = dates(&read.range);
            view.between("custom", &from.to_string(), &to.to_string(), "")
        }
        _ => view.clone(),
    };
    let custom = Choice {
        to: custom.href(),
        label: say("custom"),
        chosen: read.is_none_or(|read| read.range.period == Period::Custom),
    };
    fixed.chain([custom]).collect()
}

fn custom(view: &View, read: Option<&Read>) -> Option<Custom> {
    if read.is_some_and(|read| read.range.period != Period::Custom) {
        return None;
    }
    let kind = |word: &str| match word.parse::<Date>() {
        Err(_) if !word.is_empty() => "text",
        _ => "date",
    };
    Some(Custom {
        from_kind: kind(&view.from),
        to_kind: kind(&view.to),
        from: view.from.clone(),
        to: view.to.clone(),
        hidden: view.hidden(&["period", "from", "to", "bucket"]),
    })
}

fn groups(locale: Locale, view: &View, in_depth: bool) -> Vec<Choice> {
    let chosen = match view.group_by.as_str() {
        "" => "model",
        word => word,
    };
    let mut words = vec!["model", "project"];
    if in_depth {
        words.extend(["key", "status"]);
    }
    words.push("all");
    let groups = words.into_iter().map(|word| Choice {
        to: word.to_owned(),
        label: locale.say(&text!("usage-page-group", by = word)),
        chosen: word == chosen,
    });
    groups.collect()
}

fn chips(locale: Locale, view: &View, chosen: &[Chosen]) -> Vec<Chip> {
    let chips = chosen.iter().map(|chosen| {
        let name = &chosen.name;
        let label = match chosen.of {
            Of::Model => text!("usage-page-only-model", name = name),
            Of::Project => text!("usage-page-only-project", name = name),
            Of::Key => text!("usage-page-only-key", name = name),
        };
        Chip {
            label: locale.say(&label),
            href: view.without(chosen.of, &chosen.value).href(),
        }
    });
    chips.collect()
}

/// The first and the last date of a range.
fn dates(range: &Range) -> (Date, Date) {
    let last = Timestamp::from_ms(range.span.to.ms() - 1);
    (range.zone.date(range.span.from), range.zone.date(last))
}

/// The bounds in words: dates if whole days are told, else moments.
pub(super) fn bounds(locale: Locale, range: &Range) -> String {
    let (from, to) = dates(range);
    let zone = jiff::tz::TimeZone::get(range.zone.name()).unwrap_or(jiff::tz::TimeZone::UTC);
    let starts_a_day = |at: Timestamp| range.zone.start_of(range.zone.date(at)) == at;
    if !starts_a_day(range.span.from) || !starts_a_day(range.span.to) {
        let moment = |at| Moment::date_time(locale, &zone, at).text;
        let (from, to) = (moment(range.span.from), moment(range.span.to));
        return locale.say(&text!("ui-from-to", from = from, to = to));
    }
    if from == to {
        return moment::day(locale, from);
    }
    moment::day_range(locale, from, to)
}
