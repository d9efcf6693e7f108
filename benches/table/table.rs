//! The table and its two forms.

/// One goal.
pub(crate) struct Row {
    pub(crate) goal: String,
    pub(crate) owed: String,
    pub(crate) seen: String,
    pub(crate) verdict: Verdict,
    /// The figures the ratio was made of.
    pub(crate) figures: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    Short,
    /// Too few events were there to tell.
    FullOnly,
}

impl Verdict {
    pub(crate) fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Short }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Short => "SHORT",
            Self::FullOnly => "needs --full",
        }
    }
}

impl Row {
    /// A ratio that must be at least so much.
    pub(crate) fn at_least(goal: impl Into<String>, owed: f64, seen: f64, figures: String) -> Self {
        Self {
            goal: goal.into(),
            owed: format!(">= {}", short(owed)),
            seen: short(seen),
            verdict: Verdict::of(seen >= owed),
            figures,
        }
    }

    /// A figure that must be at most so much.
    pub(crate) fn at_most(
        goal: impl Into<String>,
        owed: f64,
        seen: f64,
        unit: &str,
        figures: String,
    ) -> Self {
        Self {
            goal: goal.into(),
            owed: format!("<= {} {unit}", short(owed)),
            seen: format!("{} {unit}", short(seen)),
            verdict: Verdict::of(seen <= owed),
            figures,
        }
    }

    /// The same goal, judged only when the database is as large as the goal says.
    pub(crate) fn judged_if(mut self, large: bool) -> Self {
        if !large {
            self.verdict = Verdict::FullOnly;
        }
        self
    }
}

/// Three digits that tell something.
pub(crate) fn short(value: f64) -> String {
    match value {
        value if value == 0.0 || value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// A count with thin groups of three: 1 234 567.
pub(crate) fn count(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

pub(crate) fn print(about: &[String], rows: &[Row], markdown: bool) {
    if markdown {
        for line in about {
            println!("- {line}");
        }
        println!("\n| goal | owed | seen | verdict | figures |\n|---|---|---|---|---|");
        for row in rows {
            println!(
                "| {} | {} | {} | {} | {} |",
                row.goal,
                row.owed,
                row.seen,
                row.verdict.word(),
                row.figures
            );
        }
        return;
    }
    for line in about {
        println!("{line}");
    }
    println!();
    let cells = |row: &Row| {
        let word = row.verdict.word().to_owned();
        [row.goal.clone(), row.owed.clone(), row.seen.clone(), word]
    };
    let head = ["goal", "owed", "seen", "verdict"].map(str::to_owned);
    let mut lines = vec![head];
    lines.extend(rows.iter().map(cells));
    let width = |column: usize| {
        let widths = lines.iter().map(|line| line[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2), width(3)];
    for (number, line) in lines.iter().enumerate() {
        let [goal, owed, seen, verdict] = line;
        let [a, b, c, d] = widths;
        println!("{goal:<a$}  {owed:<b$}  {seen:<c$}  {verdict:<d$}");
        if let Some(row) = number.checked_sub(1).map(|at| &rows[at])
            && !row.figures.is_empty()
        {
            println!("    {}", row.figures);
        }
    }
    let short = rows.iter().filter(|row| row.verdict == Verdict::Short);
    println!("\n{} of {} rows are short.", short.count(), rows.len());
}
