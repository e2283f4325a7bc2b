//! How long listings are waited for that do not show what was written: the sources leave open when a listing shows it.

use std::{sync::Mutex, time::Duration};

use crate::lock::locked;

/// Scenarios whose listings stay wrong before none is waited for any more: enough to tell a late target from a wrong one, few enough to
/// cost a run seconds and not minutes.
const HOPELESS: usize = 5;

/// How long listings are waited for, and what came of it.
///
/// Each listing that stays wrong costs all the time allowed. A target whose listings never come right is wrong and not late: after
/// [`HOPELESS`] of them none is waited for, unless one has come right before. From then on the target is known to be late, and each is.
#[derive(Debug, Default)]
pub(crate) struct Settling {
    allowed: Duration,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    stayed_wrong: usize,
    came_right: bool,
}

impl Seen {
    fn is_hopeless(&self) -> bool {
        self.stayed_wrong >= HOPELESS && !self.came_right
    }
}

impl Settling {
    pub(crate) fn new(allowed: Duration) -> Self {
        Self { allowed, seen: Mutex::default() }
    }

    /// How long a listing is waited for; `None` for not at all.
    pub(crate) fn allowed(&self) -> Option<Duration> {
        (!self.allowed.is_zero() && !locked(&self.seen).is_hopeless()).then_some(self.allowed)
    }

    /// A listing was right when it was asked for again.
    pub(crate) fn note_right(&self) {
        locked(&self.seen).came_right = true;
    }

    /// A listing stayed wrong for all the time allowed.
    pub(crate) fn note_wrong(&self) {
        locked(&self.seen).stayed_wrong += 1;
    }

    /// Why none is waited for any more, if that is so.
    pub(crate) fn given_up(&self) -> Option<String> {
        let seen = locked(&self.seen);
        seen.is_hopeless().then(|| {
            format!(
                "listings stayed wrong for {} s in {HOPELESS} scenarios, and none came right: after that none was waited for; if the \
                 target is later than that, give it more with --settle",
                self.allowed.as_secs_f64()
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: Duration = Duration::from_secs(2);

    fn wrong(settling: &Settling, times: usize) {
        for _ in 0..times {
            settling.note_wrong();
        }
    }

    #[test]
    fn a_target_whose_listings_never_come_right_is_not_waited_for() {
        let settling = Settling::new(ALLOWED);
        wrong(&settling, 4);
        assert_eq!((settling.allowed(), settling.given_up()), (Some(ALLOWED), None));
        wrong(&settling, 1);
        assert_eq!(settling.allowed(), None);
        let why = settling.given_up().unwrap();
        assert!(why.starts_with("listings stayed wrong for 2 s in 5 scenarios, and none came right: "), "{why}");
    }

    #[test]
    fn a_late_target_is_waited_for_whatever_else_is_wrong_with_it() {
        let settling = Settling::new(ALLOWED);
        settling.note_right();
        wrong(&settling, 100);
        assert_eq!((settling.allowed(), settling.given_up()), (Some(ALLOWED), None));
    }

    #[test]
    fn without_time_nothing_is_waited_for() {
        let settling = Settling::default();
        assert_eq!((settling.allowed(), settling.given_up()), (None, None));
    }
}
