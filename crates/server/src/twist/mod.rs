//! How a server is made to behave otherwise than its model: what faults and freedoms are made of.

pub(crate) mod chooser;
pub(crate) mod pager;
pub(crate) mod stage;
pub(crate) mod tools;

use axum::http::HeaderMap;
use serde_json::Value;
use syncproof_api::{
    Condition, Request, Response,
    profile::{Limits, Rule},
};

pub(crate) use chooser::{Chooser, Ways};
pub(crate) use stage::{Memory, Stage};

/// How answers come to differ from what the model alone would give.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Twist {
    /// The limits are others.
    Limits(fn(&mut Limits)),
    /// Refusals have other statuses and codes, as far as the profile accepts them.
    Rules(fn(Condition, &mut Rule)),
    /// What is left open is decided otherwise.
    Chosen(Ways),
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
    /// Answers travel in another form.
    Wire(Wire),
}

/// How an answer is put into HTTP.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wire {
    /// How a body is written.
    pub(crate) json: fn(&Value) -> String,
    /// What becomes of the headers.
    pub(crate) headers: fn(&mut HeaderMap),
    /// Into how large pieces a body is cut, in bytes. Without, it is sent as a whole, its length ahead of it.
    pub(crate) pieces: Option<usize>,
}

impl Wire {
    /// As the reference does it: compact JSON, plain headers, in one piece.
    pub(crate) const PLAIN: Self = Self { json: Value::to_string, headers: |_| (), pieces: None };
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
