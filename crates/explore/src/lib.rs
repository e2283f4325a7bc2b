//! What to try on an implementation: requests made from bytes, their objects named symbolically so that most of them reach something.
