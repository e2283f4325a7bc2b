//! The last answer.

use cucumber::{gherkin::Step, then};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{Conditions, ObjectRef, Outcome},
    world::{World, table},
};

#[then(expr = "it is {outcome}")]
async fn succeeded(world: &mut World, outcome: Outcome) -> Result<(), Failure> {
    world.attempt(async |scene| scene.succeeded(outcome)).await
}

#[then(expr = "it is refused as {conditions}")]
async fn refused_as(world: &mut World, conditions: Conditions) -> Result<(), Failure> {
    world.attempt(async |scene| scene.refused_as(&conditions.0)).await
}

#[then(expr = "it is refused")]
async fn refused(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.refused()).await
}

#[then(expr = "it is {outcome} or refused as {conditions}")]
async fn succeeded_or_refused_as(world: &mut World, outcome: Outcome, conditions: Conditions) -> Result<(), Failure> {
    world.attempt(async |scene| scene.succeeded_or_refused(outcome, Some(&conditions.0))).await
}

#[then(expr = "it is {outcome} or refused")]
async fn succeeded_or_refused(world: &mut World, outcome: Outcome) -> Result<(), Failure> {
    world.attempt(async |scene| scene.succeeded_or_refused(outcome, None)).await
}

#[then(expr = "it is not a server error")]
async fn not_a_server_error(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.not_a_server_error()).await
}

#[then(regex = r#"^its "([^"]+)" is (?:not before its "([^"]+)"|(later than before)|(.+))$"#)]
async fn field_is(
    world: &mut World,
    field: String,
    earlier: String,
    later: String,
    expected: String,
) -> Result<(), Failure> {
    world
        .attempt(async |scene| match (earlier.as_str(), later.as_str()) {
            ("", "") => scene.field_is(&field, &expected),
            ("", _) => scene.field_is_later(&field),
            (earlier, _) => scene.is_not_before(&field, earlier),
        })
        .await
}

#[then(expr = "its fields are")]
async fn fields(world: &mut World, step: &Step) -> Result<(), Failure> {
    let table = table(step).unwrap_or_default();
    world.attempt(async |scene| scene.fields_are(&table)).await
}

#[then(expr = "it has no {string}")]
async fn no_field(world: &mut World, field: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.has_no_field(&field)).await
}

#[then(regex = r"^it has no fields but (.+)$")]
async fn only_fields(world: &mut World, names: String) -> Result<(), Failure> {
    let names: Vec<&str> = names.split(", ").collect();
    world.attempt(async |scene| scene.has_only_fields(&names)).await
}

#[then(regex = r"^its index is greater than that of (.+)$")]
async fn index_is_greater(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.index_is_greater(&object)).await
}

#[then(expr = "it never expires")]
async fn never_expires(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.never_expires()).await
}

#[then(regex = r"^it expires (\d+) seconds? after the request$")]
async fn expires_after(world: &mut World, seconds: i64) -> Result<(), Failure> {
    world.attempt(async |scene| scene.expires_after(seconds)).await
}

#[then(expr = "its SID is new")]
async fn sid_is_new(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.sid_is_new()).await
}

#[then(expr = "its revision is new")]
async fn revision_is_new(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.revision_is_new()).await
}

#[then(regex = r#"^its (revision|"[^"]+") has not changed$"#)]
async fn field_has_not_changed(world: &mut World, field: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.field_has_not_changed(field.trim_matches('"'))).await
}

#[then(expr = "its ETag names its revision")]
async fn etag(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.etag_names_revision()).await
}

#[then(regex = r#"^its meta(?: "([^"]+)" is (.+)| is)$"#)]
async fn meta(world: &mut World, field: String, expected: String, step: &Step) -> Result<(), Failure> {
    let rows = table(step).unwrap_or_else(|| vec![vec![field, expected]]);
    world.attempt(async |scene| scene.meta_is(&rows)).await
}
