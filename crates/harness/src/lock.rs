//! Locks whose content stays good.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The content of a lock. Only for content that nobody leaves half changed: then a panic while it was held has done it no harm.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
