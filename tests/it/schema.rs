//! The schema, so that a change of it is seen as a difference.

use scalix::db::{Db, Options};

#[test]
fn the_schema_is_as_reviewed() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("scalix.db"), Options::default()).unwrap();
    let schema = db
        .read_now(|conn| {
            let sql = "SELECT sql FROM sqlite_schema
                WHERE sql IS NOT NULL AND name NOT LIKE 'refinery%' AND name NOT LIKE 'sqlite_%'
                ORDER BY type DESC, name";
            let mut statement = conn.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        })
        .unwrap();
    insta::assert_snapshot!(schema.join(";\n\n"));
}

#[test]
fn a_second_start_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scalix.db");
    Db::open(&path, Options::default()).unwrap().close();
    let before = std::fs::read(&path).unwrap();
    Db::open(&path, Options::default()).unwrap().close();
    assert!(before == std::fs::read(&path).unwrap());
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert!(
        !files
            .iter()
            .any(|name| name.to_string_lossy().starts_with("backup-")),
        "{files:?}"
    );
}
