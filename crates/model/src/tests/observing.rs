//! What the observer accepts of others and what it does not.

mod expiry;
mod lists;
mod pages;
mod permissions;
mod readings;
mod refusals;
mod streams;
mod writes;

use serde_json::{Value, json};
use syncproof_api::Response;

use super::support::{Param, World};
use crate::Deviation;

/// Method, path and parameters.
type Call<'a> = (&'a str, &'a str, &'a [Param<'a>]);

fn answer(status: u16, body: Value) -> Response {
    Response { status, etag: None, body: Some(body) }
}

fn refusal(status: u16, code: i64) -> Response {
    answer(status, json!({"code": code, "message": "no", "more_info": "https://example.com", "status": status}))
}

/// The answer of the model to `call` with a change, shown to the observer.
fn judged(world: &mut World, call: Call<'_>, change: impl FnOnce(&mut Response)) -> Result<(), Deviation> {
    let mut response = world.peek(call);
    change(&mut response);
    world.observe(call, &response)
}

/// The same with a change of one field of the body.
fn judged_with(world: &mut World, call: Call<'_>, field: &str, value: Value) -> Result<(), Deviation> {
    judged(world, call, |response| response.body.as_mut().unwrap()[field] = value)
}

/// What the observer finds wrong.
fn found(result: Result<(), Deviation>) -> String {
    result.expect_err("a deviation").to_string()
}
