//! A step as bytes. Each byte says one thing, so that a change of one byte is a small change of the step, and any bytes are a step.

use arbitrary::Arbitrary;

/// How many bytes a step takes.
pub const RECORD: usize = HEAD + 7;

/// How many of them come before the parameters, of which no operation has more than seven.
const HEAD: usize = 7;

/// A step as bytes; [`crate::Step::read`] tells what they mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Arbitrary)]
pub struct Record {
    /// Which operation.
    pub(crate) call: u8,
    /// How much time passes before.
    pub(crate) wait: u8,
    /// Whose request it is, and in which Service.
    pub(crate) scope: u8,
    /// Which object.
    pub(crate) object: u8,
    /// Which item or permission of it.
    pub(crate) child: u8,
    /// The `If-Match` header.
    pub(crate) if_match: u8,
    /// A parameter too many.
    pub(crate) odd: u8,
    /// The parameters of the operation, in their documented order.
    pub(crate) args: [u8; 7],
}

impl Record {
    /// The plainest step of which the byte for the operation is `call`.
    pub const fn calling(call: u8) -> Self {
        Self { call, wait: 0, scope: 0, object: 0, child: 0, if_match: 0, odd: 0, args: [0; 7] }
    }

    /// The bytes that it is read from.
    pub fn bytes(self) -> [u8; RECORD] {
        let Self { call, wait, scope, object, child, if_match, odd, args } = self;
        let mut bytes = [0; RECORD];
        bytes[..HEAD].copy_from_slice(&[call, wait, scope, object, child, if_match, odd]);
        bytes[HEAD..].copy_from_slice(&args);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use arbitrary::Unstructured;

    use super::*;

    #[test]
    fn bytes_give_back_the_record_they_were_read_from() {
        let bytes: Vec<u8> = (1..=u8::try_from(RECORD).unwrap()).collect();
        let record = Record::arbitrary(&mut Unstructured::new(&bytes)).unwrap();
        assert_eq!(record.bytes().to_vec(), bytes);
        assert_eq!((record.call, record.args[6]), (1, 14));
    }
}
