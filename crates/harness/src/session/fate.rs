//! What became of a request whose answer is not known: whether it may be sent again.

use syncproof_api::{Address, ChildKind, ObjectKind, form, sid::is_sid_shaped};

use super::{Body, Call, call_target};
use crate::{
    client::Found,
    manners::{Cause, Seen},
    target::Target,
};

/// What a request would do, as far as a later reading can tell whether it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: it may be sent as often as one likes.
    None,
    /// Deletes this.
    Delete(Address),
    /// Changes this.
    Update(Address),
    /// Creates this, by its name.
    Create(Address),
    /// Something that no reading tells.
    Untold,
}

impl Effect {
    /// What it would change or delete.
    pub(super) fn instance(&self) -> Option<&Address> {
        match self {
            Self::Delete(address) | Self::Update(address) => Some(address),
            Self::None | Self::Create(_) | Self::Untold => None,
        }
    }
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It was not carried out, or changes nothing.
    NotDone,
    /// It may have been carried out; this was found.
    Unknown(Found),
}

impl Call {
    /// What it is about; `None` if its path is none of the API's.
    pub(super) fn address(&self) -> Option<Address> {
        Address::parse(self.path.split('?').next().unwrap_or_default()).ok()
    }

    /// The address, by its name, of the object or item that this would create, if it names one.
    pub fn creates(&self) -> Option<Address> {
        match self.effect() {
            Effect::Create(address) => Some(address),
            _ => None,
        }
    }

    pub(super) fn effect(&self) -> Effect {
        let address = self.address();
        match (self.method.as_str(), address) {
            ("GET" | "HEAD" | "OPTIONS", _) => Effect::None,
            ("DELETE", Some(address)) if !address.is_collection() => Effect::Delete(address),
            ("POST", Some(address)) if !address.is_collection() => Effect::Update(address),
            ("POST", Some(address)) => self.creation(address).map_or(Effect::Untold, Effect::Create),
            _ => Effect::Untold,
        }
    }

    fn creation(&self, collection: Address) -> Option<Address> {
        match collection {
            Address::Objects { service, kind } => {
                // Asked for by such a name, a target may look for a SID.
                let object =
                    self.name("UniqueName").filter(|name| !is_sid_shaped(name) && !kind.sid_prefix().matches(name))?;
                Some(Address::Object { service, kind, object })
            }
            Address::Children { service, kind: kind @ ObjectKind::Map, object, child: child @ ChildKind::Item } => {
                Some(Address::Child { service, kind, object, child, id: self.name("Key")? })
            }
            _ => None,
        }
    }

    /// The one value of a parameter, if it is a name that no target has a reason to take for another.
    fn name(&self, parameter: &str) -> Option<String> {
        let decoded;
        let pairs = match &self.body {
            Body::Form(pairs) => pairs,
            Body::Raw(bytes, _) => {
                decoded = form::decode(bytes).ok()?;
                &decoded
            }
            Body::None => return None,
        };
        let mut values = pairs.iter().filter(|(name, _)| name == parameter).map(|(_, value)| value);
        let value = values.next().filter(|_| values.next().is_none())?;
        let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        (!value.is_empty() && is_plain(value)).then(|| value.clone())
    }
}

/// Asks the target what became of a request that came to this instead of an answer. `before` is how what it is about was last seen before
/// it was sent.
pub(super) async fn find_out(target: &Target, effect: &Effect, cause: Cause, before: Option<Seen>) -> Fate {
    let address = match (effect, cause) {
        // What was never connected was never sent.
        (Effect::None, _) | (_, Cause::Unreachable) => return Fate::NotDone,
        // A gateway that has waited long enough: what is behind it may still be at work.
        (Effect::Untold, _) | (_, Cause::Status(504)) => return Fate::Unknown(Found::Untold),
        (Effect::Delete(address) | Effect::Update(address) | Effect::Create(address), _) => address,
    };
    let Ok(reading) = call_target(target, Call::to("GET", address)).await else {
        return Fate::Unknown(Found::NoAnswer);
    };
    match (effect, reading.answer.status) {
        (Effect::Create(_), 404) | (Effect::Delete(_), 200) => Fate::NotDone,
        (Effect::Create(_), 200) => Fate::Unknown(Found::Created),
        // It was gone before, and so could not be deleted.
        (Effect::Delete(_), 404) if before == Some(Seen::Gone) => Fate::NotDone,
        // What is not there, and was not known to be, could not be changed.
        (Effect::Update(_), 404) if !matches!(before, Some(Seen::Revision(_))) => Fate::NotDone,
        (Effect::Delete(_), 404) => Fate::Unknown(Found::Gone),
        (Effect::Update(_), 200) => {
            let revision = reading.answer.field("revision").and_then(|revision| revision.as_str());
            match (before, revision) {
                (Some(Seen::Revision(before)), Some(revision)) if before == revision => Fate::NotDone,
                (Some(Seen::Revision(_)), Some(_)) => Fate::Unknown(Found::Changed),
                _ => Fate::Unknown(Found::Untold),
            }
        }
        (_, status) => Fate::Unknown(Found::Status(status)),
    }
}
