//! Messages of Streams.

use serde_json::json;
use syncproof_api::{Condition, Parameter, Request, Response, SidPrefix};

use super::{Naive, data, show};

impl Naive {
    pub(super) fn publish(&mut self, request: &Request) -> Result<Response, Condition> {
        self.world.object(request)?;
        let limit = self.profile.limits.message_bytes;
        let data = data::required(request.param(Parameter::Data), limit, Condition::StreamMessageDataInvalid)?;
        let (sid, _) = self.sids.draw(SidPrefix::Message);
        Ok(show::answer(201, json!({ "sid": sid, "data": data })))
    }
}
