//! What work leaves to the end of the transaction that it shares, so that it is written once for
//! all of it: sums that many callers add to.

use std::any::Any;
use std::cell::{Cell, RefCell};

use super::Tx;
use crate::error::Result;

/// Something that is gathered from one piece of work to the next and written before the commit.
pub trait AtEnd: Any {
    /// Writes it, once. When that fails, the work that left it is done again, each piece by itself.
    ///
    /// # Errors
    /// Failures of the database.
    fn write(&mut self, tx: &Tx<'_>) -> Result<()>;
}

/// What the work of one transaction left, one value of each type.
#[derive(Default)]
pub(super) struct Left {
    all: RefCell<Vec<Box<dyn AtEnd>>>,
    lost: Cell<bool>,
}

impl Left {
    /// Gives what was left of this type, which is made when it is not there.
    pub(super) fn with<T: AtEnd + Default, R>(&self, body: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut left = self.all.borrow_mut();
        if !left.iter().any(|one| (&**one as &dyn Any).is::<T>()) {
            left.push(Box::<T>::default());
        }
        left.iter_mut()
            .find_map(|one| (&mut **one as &mut dyn Any).downcast_mut::<T>())
            .map(body)
    }

    /// Notes that some of it was taken and could not be written.
    pub(super) fn lose(&self) {
        self.lost.set(true);
    }

    /// Whether some of it is lost, so that the work has to be done again.
    pub(super) fn is_lost(&self) -> bool {
        self.lost.get()
    }

    /// Takes all of it.
    pub(super) fn take(&self) -> Vec<Box<dyn AtEnd>> {
        self.all.take()
    }
}
