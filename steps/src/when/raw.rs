//! Requests that no well-behaved client sends.

use cucumber::when;
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, ObjectRef},
    world::World,
};

const FORM: &str = "application/x-www-form-urlencoded";

#[when(regex = r#"^I create (a Document|a Map|an item) with the body "(.*)"( without a content type)?$"#)]
async fn raw_body(world: &mut World, new: New, body: String, untyped: String) -> Result<(), Failure> {
    let content_type = untyped.is_empty().then_some(FORM);
    world.attempt(async |scene| scene.create_raw(new, body.into_bytes(), content_type).await).await
}

#[when(regex = r#"^I create (a Document|a Map|an item) with the body "(.*)" as "([^"]*)"$"#)]
async fn typed_body(world: &mut World, new: New, body: String, content_type: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.create_raw(new, body.into_bytes(), Some(&content_type)).await).await
}

#[when(regex = r"^I create (a Document|a Map|an item) with a body of (\d+) bytes$")]
async fn big_body(world: &mut World, new: New, bytes: usize) -> Result<(), Failure> {
    let mut body = b"UniqueName=".to_vec();
    body.resize(bytes, b'x');
    world.attempt(async |scene| scene.create_raw(new, body, Some(FORM)).await).await
}

#[when(regex = r"^I send ([A-Z]+) to (the (?:other )?(?:Document|Map)|the Service|the item(?: .*)?)$")]
async fn send(world: &mut World, method: String, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.send(&method, &object).await).await
}

#[when(regex = r#"^I send ([A-Z]+) to the path "([^"]*)"$"#)]
async fn send_to_path(world: &mut World, method: String, path: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.send_to_path(&method, &path).await).await
}
