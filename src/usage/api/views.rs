//! How reports look on the wire: the shapes of `api.md` section 2, Usage. Figures are written
//! from integers; only averages and shares are fractions.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Timestamp;
use crate::ids::{KeyId, ProjectId, PublicId};
use crate::money::Nanos;
use crate::usage::range::{Range, Zone};
use crate::usage::report::{Change, GroupRow, Labels, Report, SeriesRow, Summary, Sums};

/// The exact bounds of an answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeriodView {
    /// The first moment.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// The first moment after it.
    #[schema(value_type = String, format = DateTime)]
    to: Timestamp,
    /// The IANA name of the zone whose days and hours count.
    tz: String,
    /// What a row of the series stands for.
    bucket: &'static str,
}

impl PeriodView {
    pub(crate) fn new(range: &Range) -> Self {
        Self {
            from: range.span.from,
            to: range.span.to,
            tz: range.zone.name().to_owned(),
            bucket: range.bucket.as_str(),
        }
    }
}

/// Percent against the same elapsed part of the period before; null without one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChangeView {
    requests: Option<f64>,
    tokens: Option<f64>,
    cost: Option<f64>,
}

impl From<Change> for ChangeView {
    fn from(change: Change) -> Self {
        Self {
            requests: change.requests,
            tokens: change.tokens,
            cost: change.cost,
        }
    }
}

/// The total of a range. Times are in seconds, cost in US dollars.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SummaryView {
    #[schema(value_type = i64)]
    total_requests: i128,
    #[schema(value_type = i64)]
    total_tokens: i128,
    #[schema(value_type = i64)]
    input_tokens: i128,
    #[schema(value_type = i64)]
    output_tokens: i128,
    /// Part of the input tokens.
    #[schema(value_type = i64)]
    cached_tokens: i128,
    /// Without the unpriced requests, whose cost is not known.
    #[schema(value_type = f64)]
    total_cost: Nanos,
    #[schema(value_type = i64)]
    unpriced_requests: i128,
    average_response_time: f64,
    p50: f64,
    p95: f64,
    p99: f64,
    /// 0 to 100.
    success_rate: f64,
    change: ChangeView,
    /// `24h`, `7d`, `30d`, `90d` or `custom`.
    period: String,
}

impl SummaryView {
    pub(crate) fn new(summary: Summary, range: &Range) -> Self {
        let sums = &summary.sums;
        Self {
            total_requests: sums.requests,
            total_tokens: sums.tokens(),
            input_tokens: sums.input,
            output_tokens: sums.output,
            cached_tokens: sums.cached_input,
            total_cost: sums.cost,
            unpriced_requests: sums.unpriced,
            average_response_time: sums.average_seconds(),
            p50: seconds(summary.p50_ms),
            p95: seconds(summary.p95_ms),
            p99: seconds(summary.p99_ms),
            success_rate: sums.success_rate(),
            change: summary.change.into(),
            period: range.period.to_string(),
        }
    }
}

fn seconds(ms: u64) -> f64 {
    // At most a day, so nothing is cut off.
    f64::from(u32::try_from(ms).unwrap_or(u32::MAX)) / 1000.0
}

/// What every row tells.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FiguresView {
    #[schema(value_type = i64)]
    requests: i128,
    #[schema(value_type = i64)]
    tokens: i128,
    #[schema(value_type = i64)]
    input_tokens: i128,
    #[schema(value_type = i64)]
    output_tokens: i128,
    #[schema(value_type = i64)]
    cached_tokens: i128,
    /// US dollars, without the unpriced requests.
    #[schema(value_type = f64)]
    cost: Nanos,
    /// Requests whose cost is not known.
    #[schema(value_type = i64)]
    unpriced: i128,
    /// Requests that failed.
    #[schema(value_type = i64)]
    errors: i128,
    /// Seconds.
    avg_response_time: f64,
}

impl From<&Sums> for FiguresView {
    fn from(sums: &Sums) -> Self {
        Self {
            requests: sums.requests,
            tokens: sums.tokens(),
            input_tokens: sums.input,
            output_tokens: sums.output,
            cached_tokens: sums.cached_input,
            cost: sums.cost,
            unpriced: sums.unpriced,
            errors: sums.errors,
            avg_response_time: sums.average_seconds(),
        }
    }
}

/// The dimensions a group is told apart by; the others are left out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LabelsView {
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    project_id: Option<PublicId<ProjectId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    key_id: Option<PublicId<KeyId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

impl From<Labels> for LabelsView {
    fn from(labels: Labels) -> Self {
        let (project_id, project_name) = labels.project.unzip();
        Self {
            model: labels.model,
            project_id,
            project_name,
            key_id: labels.key.map(|(id, _)| id),
            status: labels.status.map(crate::usage::event::Status::as_str),
        }
    }
}

/// The part of a bucket that belongs to a group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShareView {
    #[serde(flatten)]
    labels: LabelsView,
    #[serde(flatten)]
    figures: FiguresView,
}

/// One bucket of a series.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SeriesView {
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    end: Timestamp,
    #[serde(flatten)]
    figures: FiguresView,
    /// Those of the groups of this page that have usage in the bucket.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<ShareView>,
}

impl From<SeriesRow> for SeriesView {
    fn from(row: SeriesRow) -> Self {
        let share = |(labels, sums): (Labels, Sums)| ShareView {
            labels: labels.into(),
            figures: (&sums).into(),
        };
        Self {
            start: row.span.from,
            end: row.span.to,
            figures: (&row.sums).into(),
            groups: row.groups.into_iter().map(share).collect(),
        }
    }
}

/// A group of the range, the costliest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupView {
    #[serde(flatten)]
    labels: LabelsView,
    #[serde(flatten)]
    figures: FiguresView,
    /// The share of all requests, 0 to 100.
    percentage: f64,
}

impl From<GroupRow> for GroupView {
    fn from(row: GroupRow) -> Self {
        Self {
            figures: (&row.sums).into(),
            labels: row.labels.into(),
            percentage: row.percentage,
        }
    }
}

/// Everything about a range.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnalyticsView {
    summary: SummaryView,
    /// A row for every bucket.
    series: Vec<SeriesView>,
    /// A page of groups; where it goes on stands in `nextCursor` beside `data`.
    groups: Vec<GroupView>,
    period: PeriodView,
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
}

impl AnalyticsView {
    pub(crate) fn new(report: Report, range: &Range) -> Self {
        Self {
            summary: SummaryView::new(report.summary, range),
            series: report.series.into_iter().map(Into::into).collect(),
            groups: report.groups.items.into_iter().map(Into::into).collect(),
            period: PeriodView::new(range),
            as_of: report.as_of,
        }
    }
}

/// A day of the zone's calendar.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DayView {
    /// `YYYY-MM-DD`
    date: String,
    #[serde(flatten)]
    figures: FiguresView,
}

impl DayView {
    pub(crate) fn new(row: &SeriesRow, zone: &Zone) -> Self {
        Self {
            date: zone.date(row.span.from).to_string(),
            figures: (&row.sums).into(),
        }
    }
}

/// An hour of the zone's clock.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HourView {
    /// `HH:00`
    hour: String,
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    end: Timestamp,
    #[serde(flatten)]
    figures: FiguresView,
}

impl HourView {
    pub(crate) fn new(row: &SeriesRow, zone: &Zone) -> Self {
        let (hour, _) = zone.clock(row.span.from);
        Self {
            hour: format!("{hour:02}:00"),
            start: row.span.from,
            end: row.span.to,
            figures: (&row.sums).into(),
        }
    }
}

/// What a breakdown tells of a model or a project.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PartView {
    #[serde(flatten)]
    labels: LabelsView,
    #[schema(value_type = i64)]
    requests: i128,
    /// US dollars; null when none of the requests has a price: that is unknown, not free.
    #[schema(value_type = Option<f64>)]
    cost: Option<Nanos>,
    #[schema(value_type = i64)]
    unpriced_requests: i128,
    #[schema(value_type = i64)]
    tokens: i128,
    #[schema(value_type = i64)]
    input_tokens: i128,
    #[schema(value_type = i64)]
    output_tokens: i128,
    #[schema(value_type = i64)]
    cached_tokens: i128,
    #[schema(value_type = i64)]
    errors: i128,
    /// Seconds.
    avg_response_time: f64,
    /// The share of all requests, 0 to 100.
    percentage: f64,
}

impl From<GroupRow> for PartView {
    fn from(row: GroupRow) -> Self {
        let sums = &row.sums;
        Self {
            requests: sums.requests,
            cost: sums.known_cost(),
            unpriced_requests: sums.unpriced,
            tokens: sums.tokens(),
            input_tokens: sums.input,
            output_tokens: sums.output,
            cached_tokens: sums.cached_input,
            errors: sums.errors,
            avg_response_time: sums.average_seconds(),
            percentage: row.percentage,
            labels: row.labels.into(),
        }
    }
}
