//! What features keep in memory for the writer, such as an index of what it has stored.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// One value of each type, made when it is first asked for. It belongs to one writer and ends
/// with it, so it cannot be mistaken for that of another file or of another opening of this one.
#[derive(Default)]
pub(super) struct Kept(RefCell<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Kept {
    pub(super) fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut kept = self.0.borrow_mut();
        let known = kept.get(&TypeId::of::<T>()).cloned();
        if let Some(known) = known.and_then(|known| known.downcast::<T>().ok()) {
            return known;
        }
        let new = Arc::new(T::default());
        kept.insert(TypeId::of::<T>(), new.clone());
        new
    }
}
