//! Removing what scenarios have left behind.

use std::{sync::Arc, time::Duration};

use cucumber::gherkin::Scenario;
use futures::future::join_all;
use syncproof_api::{Address, Resource};
use syncproof_harness::{
    ledger::{marks, services_named},
    verdict::LeftBehind,
};

use super::{Context, Lodging, Progress, Shared, Watcher};
use crate::{account::Created, scene::Scene, suite, world::World};

/// Removes what a scenario has left.
pub(super) async fn leave(context: Arc<Context>, progress: Shared, scenario: &Scenario, world: Option<&mut World>) {
    let id = suite::id(scenario);
    let transcript = world.and_then(|world| world.scene()).map(Scene::transcript).unwrap_or_default();
    let requests = transcript.len();
    if let Watcher(Some(watch)) = &mut progress.borrow_mut().watcher {
        watch(transcript);
    }
    let lodger = progress.borrow_mut().lodgers.get(id).cloned();
    if let Some(lodger) = lodger {
        clear(&context, &progress, &lodger).await;
    }
    let mut progress = progress.borrow_mut();
    progress.lodgers.remove(id);
    progress.requests.insert(id.to_owned(), requests);
}

/// Removes what one scenario created, the latest first. What is removed is struck off one by one, so that nothing is forgotten if this
/// is cut off.
pub(super) async fn clear(context: &Context, progress: &Shared, created: &Created) {
    if context.lodging == Lodging::Each {
        // Our own server deletes a Service with everything in it.
        created.keep_services();
    }
    while let Some(address) = created.latest() {
        match context.removal.remove(&context.target, &address).await {
            Ok(()) => {
                created.forget(&address);
                progress.borrow_mut().strike_off(&address);
            }
            Err(left) => {
                created.leave(&address);
                progress.borrow_mut().left_behind.push(left);
            }
        }
    }
}

impl Progress {
    /// What was left in a Service is gone with it.
    fn strike_off(&mut self, gone: &Address) {
        let inside = format!("{}/", gone.path());
        self.left_behind.retain(|left| !left.address.starts_with(&inside));
    }
}

/// Removes what is left of scenarios that were cut off, and the Service of the run; no longer than `at_most`, and not if `given_up`
/// ends first. What stays is in [`Progress::left_behind`], and in the ledger if there is one.
pub async fn clean_up(context: &Context, progress: &Shared, at_most: Duration, given_up: impl Future<Output = ()>) {
    let lodgers: Vec<Created> = progress.borrow().lodgers.values().cloned().collect();
    let own = Created::new(&context.account);
    if let Lodging::Shared { service, more: true } = &context.lodging {
        own.adopt(Address::Service { service: service.clone() });
        progress.borrow_mut().lodgers.insert(String::new(), own.clone());
    }
    progress.borrow_mut().left_behind.extend(context.account.take_refused());
    context.removal.try_again();
    let clearing = async {
        join_all(lodgers.iter().map(|created| clear(context, progress, created))).await;
        // The Service of the run goes last: what is in it may not go with it.
        clear(context, progress, &own).await;
        resolve_intents(context).await;
    };
    tokio::select! {
        () = clearing => {}
        () = tokio::time::sleep(at_most) => {}
        () = given_up => {}
    }
    let mut progress = progress.borrow_mut();
    let lodgers = std::mem::take(&mut progress.lodgers);
    let cut_off = lodgers.values().flat_map(Created::take).map(|address| LeftBehind {
        kind: address.resource(),
        address: address.path(),
        reason: "the clean-up was cut off".to_owned(),
    });
    progress.left_behind.extend(cut_off);
    progress.left_behind.extend(context.account.intents().into_iter().map(|name| LeftBehind {
        kind: Resource::Service,
        address: format!("one named '{name}'"),
        reason: "its creation was not answered, so it may be there".to_owned(),
    }));
}

/// Removes the Services of the runner whose creation was not answered, if they are there.
async fn resolve_intents(context: &Context) {
    let known = context.account.known();
    let mut names = context.account.intents();
    // Of others it cannot be said whose they are.
    names.retain(|name| marks(name, &context.run_id));
    for name in names {
        // If they cannot be listed, the intent stays.
        let Ok(found) = services_named(&context.target, &name, &known).await else { return };
        // What was asked for may be carried out later: then the sweep finds it.
        let mut all_gone = !found.is_empty();
        for address in found {
            all_gone &= context.removal.remove(&context.target, &address).await.is_ok();
        }
        if all_gone {
            context.account.settle(&name, None);
        }
    }
}
