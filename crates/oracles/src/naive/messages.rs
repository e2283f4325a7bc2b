//! Messages of Streams.

use serde_json::Value;
use syncproof_api::{Condition, Parameter, Request, Response, SidPrefix};
use syncproof_model::Choices as _;

use super::{Naive, data, faults::Faults, show};

impl Naive {
    pub(super) fn publish(&mut self, request: &Request) -> Result<Response, Condition> {
        self.world.object(request)?;
        let limit = self.profile.limits.message_bytes;
        let (mut faults, invalid) = (Faults::default(), Condition::StreamMessageDataInvalid);
        let data = data::required(&mut faults, request.param(Parameter::Data), limit, invalid);
        faults.verdict()?;
        let sid = self.sids.sid(SidPrefix::Message);
        Ok(show::answer(201, Value::Object(show::fields([("sid", sid.as_str().into()), ("data", data.into())]))))
    }
}
