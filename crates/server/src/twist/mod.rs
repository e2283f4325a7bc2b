//! How a server is made to behave otherwise than its model: what faults and freedoms are made of.

pub(crate) mod pager;
pub(crate) mod stage;
pub(crate) mod tools;

use syncproof_api::{Request, Response, profile::Limits};

pub(crate) use stage::{Memory, Stage};

/// How answers come to differ from what the model alone would give.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Twist {
    /// The limits are others.
    Limits(fn(&mut Limits)),
    /// The request is taken for another one.
    Before(fn(&mut Request)),
    /// The answer is changed.
    After(fn(&Request, &mut Response)),
    /// Refusals are changed, whoever makes them.
    Refused(fn(&mut Response)),
    /// Something else is done.
    Instead(fn(&mut Stage<'_>, Request) -> Response),
    /// What should be done at once is done in two steps, and others come in between. The first may already give the answer.
    InTwoSteps {
        /// Looks, and changes nothing.
        look: fn(&mut Stage<'_>, &Request) -> Look,
        /// Acts on what was seen.
        act: fn(&mut Stage<'_>, Request, u64) -> Response,
    },
    /// The door is kept badly.
    Door(Door),
}

/// What the first of two steps has found.
pub(crate) enum Look {
    /// The answer; there is no second step.
    Answer(Response),
    /// The second step is to be taken, and what it is to be told.
    GoOn(u64),
}

/// What may be wrong before the model is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// Credentials are not looked at.
    Open,
    /// Only missing credentials are refused.
    AnySecret,
    /// The user name is not looked at.
    AnyUser,
    /// Methods that nothing is documented for are taken as GET.
    AnyMethod,
    /// A body is read as a form, whatever it is, and without complaint.
    AnyBody,
}
