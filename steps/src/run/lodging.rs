//! Reaching the target, and settling where scenarios work.

use syncproof_api::Address;
use syncproof_harness::{
    client::Trouble,
    doctor::{self, MISSING, Strange},
    exchange::Answer,
    manners::Cause,
    session::{Body, Call, call_target},
    target::Target,
    text::{LINE, printable},
};

use crate::account::Account;

/// Where scenarios work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lodging {
    /// Each in a Service of its own: cheap on a target that is ours alone.
    Each,
    /// All in this Service, those that need one of their own excepted.
    Shared {
        /// SID of the Service.
        service: String,
        /// Whether more Services may be created.
        more: bool,
    },
}

/// Why a run could not begin.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The operating system gave no random numbers.
    #[error("the operating system gave no random numbers: {0}")]
    Random(#[from] getrandom::Error),
    /// The target did not answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The target refuses us.
    #[error("{target} refuses the credentials (status {status}); set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")]
    Unauthorized {
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
    },
    /// The Service to work in is not there.
    #[error("there is no Service {service} at {target} (status {status}); check --service")]
    NoSuchService {
        /// SID.
        service: String,
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
    },
    /// The answer to the creation of a Service names something else.
    #[error(
        "{target} answers the creation of a Service with {named}: nothing is done there; what does it send as \"sid\"?"
    )]
    NotTheService {
        /// Base URL.
        target: String,
        /// What it names.
        named: String,
    },
    /// No Service could be created.
    #[error("{target} does not create a Service to work in (status {status}): {hint}")]
    NoService {
        /// Base URL.
        target: String,
        /// HTTP status.
        status: u16,
        /// What the answer says of the target, and what to do.
        hint: String,
    },
}

/// A text that marks what one run creates: eight hex digits.
pub fn new_run_id() -> Result<String, RunError> {
    Ok(format!("{:08x}", getrandom::u32()?))
}

/// Reaches the target and settles where scenarios work. `service` is one that exists, to be used and not deleted.
///
/// What is there already is looked at before anything is created, and what is created is noted in the account.
pub async fn lodge(
    target: &Target,
    service: Option<&str>,
    run_id: &str,
    own_each: bool,
    account: &Account,
) -> Result<Lodging, RunError> {
    if let Some(service) = service {
        let call = Call::to("GET", &Address::Service { service: service.to_owned() });
        let status = call_target(target, call).await?.answer.status;
        refuse_unauthorized(target, status)?;
        if status != 200 {
            return Err(RunError::NoSuchService { service: service.to_owned(), target: target.base.clone(), status });
        }
        account.look_around(target, Some(service)).await;
        return Ok(Lodging::Shared { service: service.to_owned(), more: false });
    }
    if own_each {
        return Ok(Lodging::Each);
    }
    account.look_around(target, None).await;
    let created = create_service(target, &format!("syncproof {run_id}"), account).await;
    let service = created.map_err(|error| match error {
        // Here it is the only answer there is.
        RunError::Trouble(Trouble::Lost { cause: Cause::Status(status), .. }) => {
            let hint = "it, or what stands before it, is not available; try again when it is".to_owned();
            RunError::NoService { target: target.base.clone(), status, hint }
        }
        error => error,
    })?;
    Ok(Lodging::Shared { service, more: true })
}

/// Creates a Service of that name, and gives its SID. It is in the account before and after.
pub(super) async fn create_service(target: &Target, name: &str, account: &Account) -> Result<String, RunError> {
    let form = vec![("FriendlyName".to_owned(), name.to_owned())];
    let call = Call { body: Body::Form(form), ..Call::to("POST", &Address::Services) };
    account.intend(name);
    let answer = match call_target(target, call).await {
        Ok(exchange) => exchange.answer,
        Err(trouble) => {
            if !trouble.leaves_traces() {
                account.settle(name, None);
            }
            return Err(trouble.into());
        }
    };
    if (400..500).contains(&answer.status) {
        account.settle(name, None);
    }
    refuse_unauthorized(target, answer.status)?;
    let sid = answer.sid().filter(|_| answer.status == 201);
    let Some(sid) = sid else {
        let hint = hint(target, &answer);
        return Err(RunError::NoService { target: target.base.clone(), status: answer.status, hint });
    };
    let address = Address::Service { service: sid.to_owned() };
    if let Err(refused) = account.admit(&address) {
        // The intent stays: there may be a Service of that name under another SID.
        return Err(RunError::NotTheService { target: target.base.clone(), named: refused.to_string() });
    }
    account.settle(name, Some(&address));
    Ok(sid.to_owned())
}

/// What an answer without a Service says of the target, fit to be shown.
fn hint(target: &Target, answer: &Answer) -> String {
    let Strange { seen, advice } = doctor::strange(answer);
    let secrets = target.credentials.secrets();
    let shown = |text: &str| printable(&secrets.scrub(text), LINE);
    let elsewhere = if MISSING.contains(&answer.status) { "; or name a Service with --service" } else { "" };
    format!("{}; {}{elsewhere}", shown(&seen), shown(&advice))
}

fn refuse_unauthorized(target: &Target, status: u16) -> Result<(), RunError> {
    match status {
        401 | 403 => Err(RunError::Unauthorized { target: target.base.clone(), status }),
        _ => Ok(()),
    }
}
