//! Reading files that are good, broken and far too large, and taking them in step by step.

use std::io::{self, Read, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use serde_json::{Value, json};

use super::*;
use crate::audit::Verdict as Chained;
use crate::usage::event::MOST_EVENT_BYTES;
use crate::usage::ingest::tests::{NOW, World};

/// What of a file became of each line: its number and its event or the code of what is wrong.
fn lines_of(input: impl Read, form: Form) -> Vec<(u64, String)> {
    let mut reading = Reading::open(input, form).unwrap();
    let mut lines = Vec::new();
    while let Some(line) = reading.line().unwrap() {
        let told = line.event.unwrap_or_else(|why| why.code.to_owned());
        lines.push((line.number, told));
    }
    lines
}

fn numbered(lines: &[(u64, &str)]) -> Vec<(u64, String)> {
    let own = |(number, text): &(u64, &str)| (*number, (*text).to_owned());
    lines.iter().map(own).collect()
}

fn refusal(table: &str) -> String {
    let error = Reading::open(table.as_bytes(), Form::Table).err().unwrap();
    crate::i18n::Locale::default().say(&error.text())
}

/// Gives as many bytes at once as it is told.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        (&mut self.0).take(most as u64).read(buffer)
    }
}

#[test]
fn the_name_of_a_file_tells_how_it_is_written() {
    for (name, form, packing) in [
        ("a.ndjson", Some(Form::Lines), Packing::Plain),
        ("a.b.JSONL.GZ", Some(Form::Lines), Packing::Gzip),
        ("folder.gz/a.csv", Some(Form::Table), Packing::Plain),
        ("a.csv.zst", Some(Form::Table), Packing::Zstd),
        ("a.gz", None, Packing::Gzip),
        ("a.json", None, Packing::Plain),
        ("-", None, Packing::Plain),
    ] {
        let kind = FileKind::of(Path::new(name));
        assert_eq!((kind.form, kind.packing), (form, packing), "{name}");
    }
}

#[test]
fn packed_files_are_read_of_one_part_or_many_and_not_when_they_are_cut() {
    let text: Vec<u8> = (0..60_000_u32).flat_map(u32::to_le_bytes).collect();
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |bytes: &[u8]| compress_to_vec(bytes, CompressionLevel::Fastest);
    let read = |packed: Vec<u8>, packing| {
        let (length, mut bytes) = (packed.len() as u64, Vec::new());
        let (mut content, count) = unpacked(io::Cursor::new(packed), packing);
        let read = content.read_to_end(&mut bytes);
        read.map(|_| {
            assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), length);
            bytes
        })
    };
    let (first, second) = text.split_at(100_001);
    let skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc".to_vec();
    let frames = [zstd(first), skipped.clone(), zstd(b""), zstd(second)].concat();
    assert!(read(frames, Packing::Zstd).unwrap() == text);
    let members = [gzip(first), gzip(b""), gzip(second)].concat();
    assert!(read(members, Packing::Gzip).unwrap() == text);
    assert!(read(text.clone(), Packing::Plain).unwrap() == text);
    let padded = [gzip(first), gzip(second), vec![0; 20_000]].concat();
    assert!(read(padded, Packing::Gzip).unwrap() == text);
    let zeros = vec![0; 20_000];
    for garbage in [
        &b"garbage"[..],
        b"\x1fgarbage",
        &[&zeros[..], b"x"].concat(),
    ] {
        let packed = [&gzip(&text), garbage].concat();
        let error = read(packed, Packing::Gzip).unwrap_err().to_string();
        assert!(
            error.contains("after the end of the packed data"),
            "{error}"
        );
    }
    for (packed, packing) in [(zstd(&text), Packing::Zstd), (gzip(&text), Packing::Gzip)] {
        let cut = packed[..packed.len() - 5].to_vec();
        assert!(read(cut, packing).is_err());
        assert!(read(b"{\"id\":\"a\"}".to_vec(), packing).is_err());
    }
    assert!(read(skipped[..9].to_vec(), Packing::Zstd).is_err());
    let wide = b"\x28\xb5\x2f\xfd\x00\xf8\x00\x00\x00".to_vec();
    assert!(read(wide, Packing::Zstd).is_err(), "a window of terabytes");
}

#[test]
fn every_line_has_its_number_and_a_broken_one_costs_only_itself() {
    let long = "x".repeat(3 * MOST_EVENT_BYTES);
    let just = format!("\"{}\"", "x".repeat(MOST_EVENT_BYTES - 2));
    let mut file = b"\xef\xbb\xbf{\"id\":\"a\"}\r\n\n \t\n{\"id\":\"\xff\"}\nno json\n".to_vec();
    file.extend(format!("{long}\n{just}\n{just}y\n\"end\"").bytes());
    let expected = numbered(&[
        (1, "{\"id\":\"a\"}"),
        (4, "malformed"),
        (5, "no json"),
        (6, "too_large"),
        (7, &just),
        (8, "too_large"),
        (9, "\"end\""),
    ]);
    for most in [1_000, 65_536, usize::MAX] {
        assert!(
            lines_of(Drip(&file, most), Form::Lines) == expected,
            "{most}"
        );
    }
    assert!(lines_of(&b""[..], Form::Lines).is_empty());
}

#[test]
fn a_row_is_an_event_with_the_fields_that_its_columns_name() {
    let table = "\u{feff}id,model,gen_ai.usage.input_tokens,output_tokens,cost,seq,usage,time\n\
        a,\"m,1\",7, 8 ,0.5,1,,2026-03-01T00:00:00Z\r\n\
        \n\
        b,\"m\"\"2\",,1e3,,2,\"{\"\"total_tokens\"\":\n1}\",\n\
        c,m,7,-1, x ,3,no,\n\
        d,m\n\
        e,m,seven,,,,,\n";
    assert_eq!(
        lines_of(table.as_bytes(), Form::Table),
        numbered(&[
            (
                2,
                r#"{"id":"a","model":"m,1","inputTokens":7,"outputTokens":8,"cost":"0.5","time":"2026-03-01T00:00:00Z"}"#
            ),
            (
                4,
                r#"{"id":"b","model":"m\"2","outputTokens":1e3,"usage":{"total_tokens":
1}}"#
            ),
            (
                6,
                r#"{"id":"c","model":"m","inputTokens":7,"outputTokens":-1,"cost":"x","usage":"no"}"#
            ),
            (7, "malformed"),
            (8, "wrong_type"),
        ])
    );
    let empty = lines_of(&b"id,model\n,\n"[..], Form::Table);
    assert_eq!(empty, numbered(&[(2, "{}")]));
}

#[test]
fn a_cell_that_is_no_number_is_told_as_a_cell() {
    for cell in ["NULL", "+5", "\"1,000\"", "007", "-", "n/a"] {
        let table = format!("model,inputTokens,id\nm,{cell},a\nm,{cell},\n");
        let mut reading = Reading::open(table.as_bytes(), Form::Table).unwrap();
        let line = reading.line().unwrap().unwrap();
        assert_eq!(line.id.as_deref(), Some("a"));
        let why = line.event.unwrap_err();
        let told = crate::i18n::Locale::default().say(&why.message);
        assert_eq!(
            (why.code, why.field.as_deref()),
            ("wrong_type", Some("inputTokens"))
        );
        assert!(
            told.contains(cell.trim_matches('"')) && !told.contains("quotation"),
            "{told}"
        );
        assert_eq!(reading.line().unwrap().unwrap().id, None);
    }
    // Blanks around a figure mean nothing.
    let table = "id,model,cost,inputTokens\na,m, 0.5, \n";
    let event = r#"{"id":"a","model":"m","cost":"0.5"}"#;
    assert_eq!(
        lines_of(table.as_bytes(), Form::Table),
        numbered(&[(2, event)])
    );
}

#[test]
fn a_line_that_is_a_cloud_event_is_told_what_lines_hold() {
    let line = r#"{"type":"usage","specversion":"1.0","id":"a","data":{"model":"m"}}"#;
    let read = event::read_line(line);
    let why = read.event.unwrap_err();
    assert_eq!((read.id.as_deref(), why.code), (Some("a"), "unknown_field"));
    let told = crate::i18n::Locale::default().say(&why.message);
    assert!(
        told.contains("the plain form") && !told.contains("application/"),
        "{told}"
    );
}

#[test]
fn cells_are_separated_by_what_separates_the_names() {
    let expected = numbered(&[
        (2, r#"{"id":"a,1","model":"m","inputTokens":7}"#),
        (3, r#"{"id":"b;2","model":"m\t3"}"#),
        (4, "malformed"),
    ]);
    for separator in [",", ";", "\t"] {
        let table = [
            "id|model|inputTokens",
            "\"a,1\"|m|7",
            "\"b;2\"|\"m\t3\"|",
            "c|m",
        ];
        let table = table.join("\n").replace('|', separator);
        let read = lines_of(table.as_bytes(), Form::Table);
        assert_eq!(read, expected, "{separator:?}");
    }
    // A break in a quoted cell behind a semicolon is a part of the cell.
    let table = "\"id\";\"model\";\"errorMessage\"\na;m;\"two\nlines\"\nb;m;\n";
    assert_eq!(
        lines_of(table.as_bytes(), Form::Table),
        numbered(&[
            (2, r#"{"id":"a","model":"m","errorMessage":"two\nlines"}"#),
            (4, r#"{"id":"b","model":"m"}"#),
        ])
    );
}

#[test]
fn a_quote_that_is_not_closed_costs_only_its_line() {
    let rows: String = (0..20_000).fold(String::new(), |rows, n| rows + &format!("e{n},m\n"));
    for (broken, code) in [("\"open,m", "malformed"), ("a,\"m\",\"", "malformed")] {
        let table = format!("id,model\nfirst,m\n{broken}\n{rows}");
        let lines = lines_of(table.as_bytes(), Form::Table);
        assert_eq!(lines.len(), 20_002, "{broken}");
        assert_eq!(lines[1], (3, code.to_owned()));
        assert_eq!(lines[2], (4, r#"{"id":"e0","model":"m"}"#.to_owned()));
        assert_eq!(lines[20_001].0, 20_003);
    }
    // A second one closes the first: the lines are one row, with too few cells or with a break in
    // one that cannot have any. Only the first of them is lost.
    let good = |number: u64, id: &str| (number, format!(r#"{{"id":"{id}","model":"m"}}"#));
    for (rows, code) in [
        ("\"a,m\nb,m\nc\",m\nd,m", "control_character"),
        ("\"a,m\nb,m\n\"c\"\nd,m", "malformed"),
    ] {
        let table = format!("id,model\n{rows}");
        let lines = lines_of(table.as_bytes(), Form::Table);
        assert_eq!(lines[0], (2, code.to_owned()), "{rows}");
        assert!(lines.contains(&good(3, "b")) && lines.contains(&good(5, "d")));
    }
    let open = lines_of(&b"id,model\na,m\nb,\"m"[..], Form::Table);
    assert_eq!(open, [good(2, "a"), (3, "control_character".to_owned())]);
}

#[test]
fn a_table_is_refused_as_a_whole_when_its_columns_are_wrong() {
    let unknown = refusal("id,model,Tokens,\u{1b}[31m,tokens in\n");
    for name in [
        "\"Tokens\"",
        "\"\\u{1b}[31m\"",
        "\"tokens in\"",
        "nothing was imported",
    ] {
        assert!(unknown.contains(name), "{name}: {unknown}");
    }
    let near = refusal("ID,Model,Input-Tokens,x\n");
    for name in [
        "\"ID\" (→ id)",
        "\"Model\" (→ model)",
        "(→ inputTokens), \"x\".",
    ] {
        assert!(near.contains(name), "{name}: {near}");
    }
    assert!(refusal("id,model,\n").contains("Column 3 has no name"));
    assert!(refusal("id,model,inputTokens,input_tokens\n").contains("inputTokens"));
    assert!(refusal("id,inputTokens\n").contains("column model"));
    assert!(refusal("\n \n").contains("empty"));
    assert!(refusal(&"x".repeat(2 * MOST_EVENT_BYTES)).contains("first row"));
}

/// Counts what was given and never ends before its length.
struct Endless {
    given: u64,
    length: u64,
    unit: &'static [u8],
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length - self.given).unwrap();
        let room = buffer.len().min(left);
        for (at, byte) in buffer[..room].iter_mut().enumerate() {
            *byte = self.unit[(usize::try_from(self.given).unwrap() + at) % self.unit.len()];
        }
        self.given += room as u64;
        Ok(room)
    }
}

#[test]
fn nothing_is_held_but_what_is_read_ahead_however_long_a_file_or_a_line_is() {
    for (form, unit) in [
        (Form::Lines, &b"{\"id\":\"a\",\"model\":\"m\"}\n"[..]),
        (Form::Lines, b"one line of many megabytes"),
        (Form::Table, b"id,model\n"),
    ] {
        let mut input = Endless {
            given: 0,
            length: 6_000_000,
            unit,
        };
        let mut reading = Reading::open(&mut input, form).unwrap();
        let mut count = 0_u64;
        while let Some(line) = reading.line().unwrap() {
            count += 1;
            assert!(line.event.map_or(0, |event| event.capacity()) <= 2 * MOST_EVENT_BYTES);
        }
        assert_eq!(reading.mark().bytes, 6_000_000);
        assert!(count > 0 && reading.cut.room() == 2 * MOST_EVENT_BYTES);
    }
}

proptest! {
    #[test]
    fn lines_are_those_of_the_text_however_it_comes(
        text in "[a-c\n\r ]{0,200}", most in 1_usize..40,
    ) {
        let naive: Vec<(u64, String)> = (1..)
            .zip(text.split('\n'))
            .map(|(number, line)| (number, line.trim_ascii().to_owned()))
            .filter(|(_, line)| !line.is_empty())
            .collect();
        prop_assert_eq!(lines_of(Drip(text.as_bytes(), most), Form::Lines), naive);
    }

    #[test]
    fn rows_are_those_that_were_written(
        rows in prop::collection::vec(("[a\",\r ]{1,12}", "[a\",\n\r é]{1,12}"), 0..12),
        most in 1_usize..40,
    ) {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["errorMessage", "id", "model"]).unwrap();
        for (id, message) in &rows {
            table.write_record([message, id, "m"]).unwrap();
        }
        let table = table.into_inner().unwrap();
        let read = lines_of(Drip(&table, most), Form::Table);
        let read: Vec<Value> = read
            .iter()
            .map(|(_, event)| serde_json::from_str(event).unwrap())
            .collect();
        let written: Vec<Value> = rows
            .iter()
            .map(|(id, message)| json!({"errorMessage": message, "id": id, "model": "m"}))
            .collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn a_reading_goes_on_where_another_one_stopped(
        lines in prop::collection::vec("[a-c]{0,9}", 1..30), stop in 0_usize..30, most in 1_usize..40,
    ) {
        let text = lines.join("\n");
        let all = lines_of(text.as_bytes(), Form::Lines);
        let mut first = Reading::open(text.as_bytes(), Form::Lines).unwrap();
        let mut taken = 0;
        while taken < stop && first.line().unwrap().is_some() {
            taken += 1;
        }
        let mark = first.mark();
        let mut second = Reading::open(Drip(text.as_bytes(), most), Form::Lines).unwrap();
        prop_assert!(second.go_on_from(&mark).unwrap());
        let mut rest = Vec::new();
        while let Some(line) = second.line().unwrap() {
            rest.push((line.number, line.event.unwrap()));
        }
        prop_assert_eq!(&rest[..], &all[taken..]);

        let changed = text.replacen(['a', 'b', 'c'], "d", 1);
        let mut other = Reading::open(changed.as_bytes(), Form::Lines).unwrap();
        let same = other.go_on_from(&mark).unwrap();
        let end = usize::try_from(mark.bytes).unwrap();
        prop_assert_eq!(same, changed.as_bytes()[..end] == text.as_bytes()[..end]);
        let cut = &text[..end.saturating_sub(1)];
        let mut cut = Reading::open(cut.as_bytes(), Form::Lines).unwrap();
        prop_assert_eq!(cut.go_on_from(&mark).unwrap(), end == 0);
    }
}

fn target() -> Target {
    Target {
        project: "shop".to_owned(),
        key: None,
        source: None,
        file: "a.ndjson".to_owned(),
    }
}

fn step(from: u64, to: u64, ids: &[&str]) -> Step {
    Step {
        from,
        to: Mark {
            bytes: to,
            lines: to,
            digest: [7; 32],
        },
        events: ids
            .iter()
            .map(|id| format!(r#"{{"id":"{id}","model":"gpt-4.1","time":"2001-02-03T04:05:06Z"}}"#))
            .collect(),
        lines: (0..ids.len() as u64).map(|line| from + line + 2).collect(),
        broken: vec![Reject::new(from + 1, None, broken())],
    }
}

fn broken() -> Rejection {
    Rejection::whole("malformed", text!("usage-line-not-utf8"))
}

fn put(world: &World, step: Step) -> Result<Counts> {
    let ingest = world.ingest.clone();
    let taken = world.write(move |tx| {
        let place = place(tx, &target())?;
        take(tx, &ingest, &place, &step, NOW)
    });
    world.assert_sound();
    taken.map(|taken| taken.counts)
}

fn begin(world: &World, from: Option<Mark>) -> Result<()> {
    world.write(move |tx| {
        let place = place(tx, &target())?;
        start(tx, &Actor::cli(), &place, from.as_ref(), NOW)
    })
}

#[test]
fn steps_are_taken_in_their_order_once_and_the_end_is_audited() {
    let world = World::new();
    world.project("shop");
    assert_eq!(
        put(&world, step(0, 2, &["a"])).unwrap_err().code(),
        "conflict"
    );
    begin(&world, None).unwrap();
    let counts = put(&world, step(0, 2, &["a", "b"])).unwrap();
    assert_eq!((counts.accepted, counts.rejected), (2, 1));
    // The answer was lost, or somebody else runs the same: nothing is taken twice or out of order.
    for from in [0, 1, 3] {
        let again = put(&world, step(from, 4, &["c"])).unwrap_err();
        assert_eq!(again.code(), "conflict", "{from}");
    }
    assert_eq!(
        begin(&world, Some(Mark::default())).unwrap_err().code(),
        "conflict"
    );
    let mark = step(0, 2, &[]).to;
    let kept = || {
        let read = |conn: &Conn| Ok(state(conn, &place(conn, &target())?)?.unwrap().refused);
        world.db.read_now(read).unwrap()
    };
    assert_eq!(kept(), [Reject::new(1, None, broken())]);
    begin(&world, Some(mark)).unwrap();
    let counts = put(&world, step(2, 4, &["b", "c"])).unwrap();
    assert_eq!((counts.accepted, counts.duplicates), (1, 1));
    assert_eq!(kept(), [Reject::new(3, None, broken())]);

    let end = |at: u64| {
        let at = step(0, at, &[]).to;
        world.write(move |tx| {
            let place = place(tx, &target())?;
            finish(tx, &Actor::cli(), &place, &at, NOW)
        })
    };
    assert_eq!(end(2).unwrap_err().code(), "conflict");
    let all = Counts {
        accepted: 3,
        duplicates: 1,
        rejected: 2,
        ..Counts::default()
    };
    assert_eq!(end(4).unwrap(), all);
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_imports"), Some(0));
    let told = "SELECT COUNT(*) FROM audit_events
        WHERE actor_kind = 'cli' AND action IN ('usage.import_started', 'usage.imported')";
    assert_eq!(world.number(told), Some(3));
    let chained = world.db.read_now(audit::verify).unwrap();
    assert!(matches!(chained, Chained::Sound { .. }));
}

#[test]
fn a_rehearsal_tells_what_would_be_and_leaves_nothing() {
    let world = World::new();
    world.project("shop");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let rehearse = |target, step| {
        let rehearsed = rehearse(&world.db, &world.ingest, target, step, NOW);
        runtime.block_on(rehearsed)
    };
    let counts = rehearse(target(), step(0, 9, &["a", "a"])).unwrap().counts;
    assert_eq!(
        (counts.accepted, counts.duplicates, counts.rejected),
        (1, 1, 1)
    );
    for table in ["usage_events", "usage_days", "models", "usage_imports"] {
        let rows = format!("SELECT COUNT(*) FROM {table}");
        assert_eq!(world.number(&rows), Some(0), "{table}");
    }
    // The number of a model that was rolled back is not remembered.
    begin(&world, None).unwrap();
    assert_eq!(put(&world, step(0, 2, &["a"])).unwrap().accepted, 1);

    let mut lost = target();
    lost.project = "nobody's".to_owned();
    let refused = rehearse(lost, step(0, 9, &["a"])).unwrap_err();
    assert_eq!(refused.code(), "not_found");
}

#[test]
fn a_purged_project_leaves_no_name_of_a_file() {
    let world = World::new();
    let project = world.project("shop");
    begin(&world, None).unwrap();
    let (switches, access) = (world.ring.projects().clone(), world.by());
    let later = NOW.plus(std::time::Duration::from_hours(31 * 24));
    world
        .write(move |tx| {
            projects::delete(tx, &switches, &access, &project, Some("shop"), NOW)?;
            projects::purge_due(tx, &switches, later)
        })
        .unwrap();
    assert_eq!(world.number("SELECT COUNT(*) FROM usage_imports"), Some(0));
}
