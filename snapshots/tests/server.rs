//! The reference in this process, and the walk at it.

use std::{sync::Arc, time::Duration};

use syncproof_api::{Profile, Sid, SidPrefix};
use syncproof_harness::{
    client::{Client, Limits, Transport},
    creations::Creations,
    doctor::Lacks,
    redact::Secrets,
    snapshot::{Options, Taken, Walk, take},
    target::{Credentials, Target},
};
use syncproof_server::{Access, Config, Engine, Running, Variation, app};

const TOKEN: &str = "the-auth-token";

/// A walk at a server of this profile that is varied like this, made so many times one after the other.
pub(crate) fn walks(walk: &Walk, profile: &Profile, variation: Option<Variation>, times: usize) -> Vec<Vec<Taken>> {
    let account = Sid::new(SidPrefix::Account, 1);
    let access = Access { account: account.clone(), token: TOKEN.to_owned() };
    let engine = Engine::new(Config { profile: Arc::new(profile.clone()), access }).unwrap();
    let engine = Arc::new(match variation {
        Some(variation) => engine.with(variation),
        None => engine,
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Running::start(app(engine), ([127, 0, 0, 1], 0).into()).await.unwrap();
        let client = Client::new(&Transport::default(), Limits::default()).unwrap();
        let credentials = Credentials { user: account.to_string(), secret: TOKEN.to_owned() };
        let secrets = credentials.secrets();
        let target = Target::new(&server.url(), credentials, client, Duration::ZERO).unwrap();
        let mut made = Vec::new();
        for _ in 0..times {
            made.push(once(walk, &target, profile, &secrets).await);
        }
        made
    })
}

async fn once(walk: &Walk, target: &Target, profile: &Profile, secrets: &Secrets) -> Vec<Taken> {
    let lacks = Lacks::default();
    let options = Options { profile, lacks: &lacks, service: None, secrets };
    let created = Creations::of("snapshot", None);
    let taken = take(walk, target, &options, &created, |_, _| true).await.unwrap();
    created.tidy(target).await;
    taken
}
