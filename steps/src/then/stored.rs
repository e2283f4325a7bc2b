//! What is stored.

use cucumber::then;
use syncproof_api::ObjectKind;
use syncproof_harness::verdict::Failure;

use crate::{
    params::{self, ObjectRef, Parent, Rest},
    scene,
    world::World,
};

#[then(expr = "{object} exists")]
async fn exists(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.exists(&object).await).await
}

#[then(expr = "{object} does not exist")]
async fn does_not_exist(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.does_not_exist(&object).await).await
}

#[then(expr = "{object} is unchanged")]
async fn is_unchanged(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.is_unchanged(&object).await).await
}

#[then(expr = "the {string} of {object} is {rest}")]
async fn stored_field(world: &mut World, field: String, object: ObjectRef, expected: Rest) -> Result<(), Failure> {
    world.attempt(async |scene| scene.stored_field_is(&field, &object, &expected.0).await).await
}

#[then(expr = "the revision of {object} has not changed")]
async fn revision_kept(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.keeps(&object, "revision").await).await
}

#[then(expr = "{object} keeps its expiry")]
async fn expiry_kept(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.keeps(&object, "date_expires").await).await
}

#[then(expr = "{object} never expires")]
async fn never_expires(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.stored_field_is("date_expires", &object, "null").await).await
}

#[then(expr = "{object} expires {int} second(s) after the request")]
async fn expires_after(world: &mut World, object: ObjectRef, seconds: i64) -> Result<(), Failure> {
    world.attempt(async |scene| scene.stored_expires_after(&object, seconds).await).await
}

#[then(expr = "{object} grants nothing")]
async fn grants_nothing(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.grants_nothing(&object).await).await
}

#[then(expr = "{object} has expired")]
async fn has_expired(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.has_expired(&object).await).await
}

#[then(regex = r#"^no (Document|List|Map|Stream) is named (".*")$"#)]
async fn nothing_is_named(world: &mut World, kind: String, name: String) -> Result<(), Failure> {
    world
        .attempt(async |scene| {
            let name: String = serde_json::from_str(&name)
                .map_err(|e| Failure::Mistake(format!("{name} is not a quoted text: {e}")))?;
            scene.nothing_is_named(params::kind(&kind).map_err(Failure::Mistake)?, &name).await
        })
        .await
}

#[then(regex = r"^the (other )?(Map|List) is empty$")]
async fn is_empty(world: &mut World, other: String, kind: String) -> Result<(), Failure> {
    world
        .attempt(async |scene| {
            scene.items_are(params::kind(&kind).map_err(Failure::Mistake)?, parent(&other), &[]).await
        })
        .await
}

#[then(regex = r"^the (list )?items (of the other (?:Map|List) )?are (.+)$")]
async fn items_are(world: &mut World, list: String, other: String, names: String) -> Result<(), Failure> {
    let kind = if list.is_empty() { ObjectKind::Map } else { ObjectKind::List };
    world
        .attempt(async |scene| {
            let names = scene::keys(Some(&names), None)?;
            scene.items_are(kind, parent(&other), &names).await
        })
        .await
}

fn parent(other: &str) -> Parent {
    if other.is_empty() { Parent::Own } else { Parent::Other }
}
