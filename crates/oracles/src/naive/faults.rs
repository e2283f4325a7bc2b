//! What is wrong with a request.

use syncproof_api::Condition;

/// Everything that is wrong with a request, in the order in which it is said: what the documents want to be refused, then what they leave
/// open and is refused here.
#[derive(Debug, Default)]
pub(super) struct Faults {
    demanded: Vec<Condition>,
    open: Vec<Condition>,
}

impl Faults {
    /// Takes down what has to be refused.
    pub(super) fn demanded(&mut self, condition: Condition) {
        self.demanded.push(condition);
    }

    /// Takes down what others may accept.
    pub(super) fn open(&mut self, condition: Condition) {
        self.open.push(condition);
    }

    /// Whether the request may be carried out; if not, why.
    pub(super) fn verdict(&self) -> Result<(), Condition> {
        self.demanded.iter().chain(&self.open).next().map_or(Ok(()), |condition| Err(*condition))
    }
}
