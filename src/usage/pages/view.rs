//! What the Usage page is asked for: its query string, read and written.

use rocket::FromForm;

use crate::clock::Timestamp;
use crate::error::Result;
use crate::usage::range::{self, Zone};
use crate::usage::report::{Dimension, Question, Words};
use crate::web::usage_chart::Measure;

/// The query of the page: that of the reports, and `measure`.
#[derive(FromForm)]
pub(super) struct Asked<'r> {
    period: Option<&'r str>,
    from: Option<&'r str>,
    to: Option<&'r str>,
    bucket: Option<&'r str>,
    #[field(name = "groupBy")]
    group_by: Option<&'r str>,
    measure: Option<&'r str>,
    model: Vec<&'r str>,
    #[field(name = "projectId")]
    project_id: Vec<&'r str>,
    #[field(name = "keyId")]
    key_id: Vec<&'r str>,
}

/// A view of the usage: everything that stands in the address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// `24h`, `7d`, `30d`, `90d`, `custom`, or empty for the usual one.
    pub(super) period: String,
    /// The first date or moment of a custom period.
    pub(super) from: String,
    /// Its last date, or the first moment after it.
    pub(super) to: String,
    /// The bucket, or empty for the usual one.
    pub(super) bucket: String,
    /// What is told apart in the chart: a dimension, `all` for nothing, or empty for models.
    pub(super) group_by: String,
    /// What the chart measures.
    pub(super) measure: Measure,
    /// The models that count; none for all of them.
    pub(super) models: Vec<String>,
    /// The projects that count, by id.
    pub(super) projects: Vec<String>,
    /// The keys that count, by id.
    pub(super) keys: Vec<String>,
}

/// Which filter is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Model,
    Project,
    Key,
}

impl Asked<'_> {
    /// The view; words that mean nothing are kept, so that the page can tell what is wrong.
    pub(super) fn view(&self) -> View {
        let word = |word: Option<&str>| word.unwrap_or_default().trim().to_owned();
        let list = |words: &[&str]| {
            let mut list: Vec<String> = Vec::new();
            for word in words {
                if !word.is_empty() && *word != "all" && !list.iter().any(|known| known == word) {
                    list.push((*word).to_owned());
                }
            }
            list
        };
        View {
            period: word(self.period),
            from: word(self.from),
            to: word(self.to),
            bucket: word(self.bucket),
            group_by: word(self.group_by),
            measure: Measure::parse(self.measure.unwrap_or_default()).unwrap_or_default(),
            models: list(&self.model),
            projects: list(&self.project_id),
            keys: list(&self.key_id),
        }
    }
}

impl View {
    /// The question of this view.
    ///
    /// Fails with `Invalid` and the fields that cannot be used.
    pub(super) fn question(&self, home: &Zone, now: Timestamp) -> Result<Question> {
        let words = Words {
            range: range::Words {
                period: Some(&self.period),
                from: Some(&self.from),
                to: Some(&self.to),
                bucket: Some(&self.bucket),
                only: None,
                tz: None,
            },
            group_by: vec![if self.group_by.is_empty() {
                "model"
            } else {
                &self.group_by
            }],
            models: self.models.iter().map(String::as_str).collect(),
            projects: self.projects.iter().map(String::as_str).collect(),
            keys: self.keys.iter().map(String::as_str).collect(),
            limit: Some("1000"),
            cursor: None,
        };
        Question::parse(&words, home, now)
    }

    /// The parameters in order, without those that say the usual.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let usual_measure = self.measure == Measure::default();
        for (name, value, usual) in [
            ("period", self.period.as_str(), self.period == "30d"),
            ("from", &self.from, false),
            ("to", &self.to, false),
            ("bucket", &self.bucket, false),
            ("groupBy", &self.group_by, self.group_by == "model"),
            ("measure", self.measure.word(), usual_measure),
        ] {
            if !usual && !value.is_empty() {
                pairs.push((name, value.to_owned()));
            }
        }
        for (name, list) in [
            ("model", &self.models),
            ("projectId", &self.projects),
            ("keyId", &self.keys),
        ] {
            pairs.extend(list.iter().map(|value| (name, value.clone())));
        }
        pairs
    }

    /// The address of this view.
    pub(super) fn href(&self) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return "/usage".to_owned();
        }
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        format!("/usage?{query}")
    }

    /// The parameters that a form has to send along besides its own fields.
    pub(super) fn hidden(&self, own: &[&str]) -> Vec<(&'static str, String)> {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| !own.contains(name));
        pairs
    }

    /// The same of another period.
    pub(super) fn during(&self, period: &str) -> Self {
        self.between(period, "", "", "")
    }

    /// The same of certain bounds, in buckets of a kind or (empty) the usual ones.
    pub(super) fn between(&self, period: &str, from: &str, to: &str, bucket: &str) -> Self {
        Self {
            period: period.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            bucket: bucket.to_owned(),
            ..self.clone()
        }
    }

    /// The same with another measure.
    pub(super) fn measuring(&self, measure: Measure) -> Self {
        Self {
            measure,
            ..self.clone()
        }
    }

    /// The same without any filter.
    pub(super) fn unfiltered(&self) -> Self {
        Self {
            models: Vec::new(),
            projects: Vec::new(),
            keys: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether any filter is on.
    pub(super) fn is_filtered(&self) -> bool {
        [Of::Model, Of::Project, Of::Key]
            .into_iter()
            .any(|of| !self.filter(of).is_empty())
    }

    /// What a filter lets through.
    pub(super) fn filter(&self, of: Of) -> &[String] {
        match of {
            Of::Model => &self.models,
            Of::Project => &self.projects,
            Of::Key => &self.keys,
        }
    }

    fn filter_mut(&mut self, of: Of) -> &mut Vec<String> {
        match of {
            Of::Model => &mut self.models,
            Of::Project => &mut self.projects,
            Of::Key => &mut self.keys,
        }
    }

    /// The same with a filter that lets this one thing through; `None` when it does already.
    pub(super) fn only(&self, of: Of, value: &str) -> Option<Self> {
        if self.filter(of) == [value] {
            return None;
        }
        let mut view = self.clone();
        *view.filter_mut(of) = vec![value.to_owned()];
        Some(view)
    }

    /// The same without one thing of a filter.
    pub(super) fn without(&self, of: Of, value: &str) -> Self {
        let mut view = self.clone();
        view.filter_mut(of).retain(|known| known != value);
        view
    }

    /// The same without one filter.
    pub(super) fn ignoring(&self, of: Of) -> Self {
        let mut view = self.clone();
        view.filter_mut(of).clear();
        view
    }
}

/// The word of a period as the catalogue can choose by it: names there begin with a letter.
pub(super) fn period_word(period: &str) -> &'static str {
    match period {
        "24h" => "h24",
        "7d" => "d7",
        "30d" => "d30",
        "90d" => "d90",
        _ => "custom",
    }
}

/// The word of a dimension.
pub(super) fn word(dimension: Option<&Dimension>) -> &'static str {
    match dimension {
        Some(Dimension::Model) => "model",
        Some(Dimension::Project) => "project",
        Some(Dimension::Key) => "key",
        Some(Dimension::Status) => "status",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_view_has_a_bare_address() {
        assert_eq!(View::default().href(), "/usage");
        assert_eq!(View::default().during("30d").href(), "/usage");
        assert_eq!(View::default().during("7d").href(), "/usage?period=7d");
    }

    #[test]
    fn an_address_holds_everything_and_is_encoded() {
        let view = View {
            models: vec!["a&b=\"<c>".into(), "γ".into()],
            projects: vec!["prj_1".into()],
            measure: Measure::Tokens,
            ..View::default().between("custom", "2026-03-01", "2026-03-02", "hour")
        };
        assert_eq!(
            view.href(),
            "/usage?period=custom&from=2026-03-01&to=2026-03-02&bucket=hour&measure=tokens\
             &model=a%26b%3D%22%3Cc%3E&model=%CE%B3&projectId=prj_1"
        );
        assert_eq!(view.during("24h").filter(Of::Model).len(), 2);
        assert_eq!(view.hidden(&["period", "from", "to", "bucket"]).len(), 4);
    }

    #[test]
    fn filters_come_and_go() {
        let view = View::default().only(Of::Model, "a").unwrap();
        assert_eq!(view.only(Of::Model, "a"), None);
        assert!(view.is_filtered() && !view.unfiltered().is_filtered());
        assert_eq!(view.without(Of::Model, "a"), View::default());
        assert_eq!(view.ignoring(Of::Model), View::default());
    }
}
