//! Statements of the writer that stay ready between pieces of work, with the values they were given.
//!
//! What runs once an event is not looked up by its text, which is long, and its values are not
//! cleared and given anew: most numbers are the same from row to row.

use std::cell::RefCell;

use rusqlite::{Statement, ToSql};

use crate::db::Conn;
use crate::error::{Error, Result};

/// A statement that remembers the values of its parameters, which are counted from 1.
pub struct Bound<'c> {
    statement: Statement<'c>,
    given: Vec<Given>,
}

/// The value of a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Null,
    Number(i64),
    /// A text or bytes, which are given every time; or what could not be given.
    Other,
}

impl Bound<'_> {
    /// Gives a parameter a number, or null.
    ///
    /// # Errors
    /// When the statement has no such parameter.
    pub fn number(&mut self, place: usize, number: Option<i64>) -> Result<()> {
        let value = number.map_or(Given::Null, Given::Number);
        self.give(place, value, number)
    }

    /// Gives a parameter a text or bytes, or null.
    ///
    /// # Errors
    /// As [`Bound::number`], or when it is too long for the database.
    pub fn bytes(&mut self, place: usize, bytes: Option<impl ToSql>) -> Result<()> {
        let value = bytes.as_ref().map_or(Given::Null, |_| Given::Other);
        self.give(place, value, bytes)
    }

    fn give(&mut self, place: usize, value: Given, sql: impl ToSql) -> Result<()> {
        let given = place.checked_sub(1).and_then(|at| self.given.get_mut(at));
        let given = given.ok_or_else(|| Error::internal("no such parameter"))?;
        if *given == value && value != Given::Other {
            return Ok(());
        }
        *given = Given::Other;
        self.statement.raw_bind_parameter(place, sql)?;
        *given = value;
        Ok(())
    }

    /// Runs it with the values that it has; gives how many rows were changed.
    ///
    /// # Errors
    /// Failures of the database.
    pub fn run(&mut self) -> Result<usize> {
        Ok(self.statement.raw_execute()?)
    }
}

/// What a transaction knows of [`Statements`]: not how long they live.
pub(super) trait Ready {
    /// Does something with the statement of this text, which is prepared when it is met first.
    fn with(
        &self,
        sql: &'static str,
        body: &mut dyn FnMut(&mut Bound<'_>) -> Result<()>,
    ) -> Result<()>;
}

/// The statements of one connection.
pub(super) struct Statements<'c> {
    connection: &'c Conn,
    ready: RefCell<Vec<(&'static str, Bound<'c>)>>,
}

impl<'c> Statements<'c> {
    pub(super) fn of(connection: &'c Conn) -> Self {
        Self {
            connection,
            ready: RefCell::default(),
        }
    }

    fn prepare(&self, sql: &str) -> Result<Bound<'c>> {
        let statement = self.connection.prepare(sql)?;
        Ok(Bound {
            given: vec![Given::Null; statement.parameter_count()],
            statement,
        })
    }
}

impl Ready for Statements<'_> {
    fn with(
        &self,
        sql: &'static str,
        body: &mut dyn FnMut(&mut Bound<'_>) -> Result<()>,
    ) -> Result<()> {
        let ready = self.ready.try_borrow_mut();
        let mut ready = ready.map_err(|_| Error::internal("a statement within a statement"))?;
        // By where the text is, not by what it says: there are few, and none is made at run time.
        let known = ready.iter().position(|(text, _)| std::ptr::eq(*text, sql));
        let at = known.unwrap_or(ready.len());
        if known.is_none() {
            ready.push((sql, self.prepare(sql)?));
        }
        let (_, bound) = ready
            .get_mut(at)
            .ok_or_else(|| Error::internal("a statement is not there"))?;
        body(bound)
    }
}
