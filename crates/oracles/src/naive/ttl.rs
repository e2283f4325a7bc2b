//! Times-to-live.

use syncproof_api::{Condition, Parameter, Request};

use super::{faults::Faults, numbers::number};

/// What becomes of an expiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ttl {
    /// Nothing was said of it.
    Kept,
    /// 0 was sent: there is none from now on.
    Never,
    /// It is at this time, in milliseconds since the epoch.
    At(i64),
}

impl Ttl {
    /// Carries it out.
    pub(super) const fn set(self, expires: &mut Option<i64>) {
        match self {
            Self::Kept => {}
            Self::Never => *expires = None,
            Self::At(time) => *expires = Some(time),
        }
    }
}

/// What a parameter asks for, or `alias` if the parameter itself is not there. Left empty, it is not there.
pub(super) fn read(
    faults: &mut Faults,
    request: &Request,
    parameter: Parameter,
    alias: Option<Parameter>,
    longest: i64,
    now: i64,
) -> Ttl {
    let sent = |parameter| request.param(parameter).filter(|text| !text.is_empty());
    let Some(text) = sent(parameter).or_else(|| alias.and_then(sent)) else { return Ttl::Kept };
    match number(text).and_then(|seconds| i64::try_from(seconds).ok()) {
        Some(0) => Ttl::Never,
        Some(seconds) if seconds <= longest => Ttl::At(now + seconds * 1000),
        _ => {
            faults.demanded(Condition::InvalidTtl);
            Ttl::Kept
        }
    }
}
