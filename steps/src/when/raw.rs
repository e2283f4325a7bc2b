//! Requests that no well-behaved client sends.

use cucumber::when;
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, ObjectRef},
    world::World,
};

const FORM: &str = "application/x-www-form-urlencoded";

#[when(
    regex = r#"^I create (a Document|a List|a Map|a Stream|an item|a list item|a message) with the body "(.*?)"(?: as "([^"]*)"|( without a content type))?$"#
)]
async fn raw_body(
    world: &mut World,
    new: New,
    body: String,
    content_type: String,
    untyped: String,
) -> Result<(), Failure> {
    let content_type = match (content_type.as_str(), untyped.as_str()) {
        ("", "") => Some(FORM),
        ("", _) => None,
        (content_type, _) => Some(content_type),
    };
    world.attempt(async |scene| scene.create_raw(new, body.into_bytes(), content_type).await).await
}

#[when(
    regex = r"^I create (a Document|a List|a Map|a Stream|an item|a list item|a message) with a body of (\d+) bytes$"
)]
async fn big_body(world: &mut World, new: New, bytes: usize) -> Result<(), Failure> {
    // Data={"v":"xxx…"}, percent-encoded.
    let (start, end) = ("Data=%7B%22v%22%3A%22", "%22%7D");
    let body = format!("{start}{}{end}", "x".repeat(bytes.saturating_sub(start.len() + end.len())));
    world.attempt(async |scene| scene.create_big(new, body.into_bytes(), FORM).await).await
}

#[when(
    regex = r"^I send ([A-Z]+) to (the (?:other )?(?:Document|List|Map|Stream|Service)|the (?:list )?item(?: .*)?|the permission .*)$"
)]
async fn send(world: &mut World, method: String, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.send(&method, &object).await).await
}

#[when(regex = r#"^I send ([A-Z]+) to the path "([^"]*)"$"#)]
async fn send_to_path(world: &mut World, method: String, path: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.send_to_path(&method, &path).await).await
}
