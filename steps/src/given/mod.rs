//! Set-up: what must work before the scenario has something to say.

mod items;
mod objects;
mod permissions;
