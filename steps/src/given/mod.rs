//! Set-up: what must work before the scenario has something to say.

mod items;
pub(crate) mod objects;
