//! What a started program writes: its end is kept, and one text is looked for.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

use crate::lock::locked;
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// How much is kept, in bytes: some hundred lines.
const KEPT: usize = 32 << 10;

/// The output of a program, standard output and error in one.
#[derive(Debug)]
pub struct Output {
    needle: Option<Vec<u8>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    tail: VecDeque<u8>,
    /// The last bytes, one fewer than are looked for: the text may come in pieces.
    window: Vec<u8>,
    shown: bool,
}

impl Output {
    /// No output yet; `needle` will be looked for.
    pub(super) fn watching_for(needle: Option<String>) -> Self {
        Self { needle: needle.map(String::into_bytes), state: Mutex::default() }
    }

    /// Whether the text that is looked for has been written. An empty one always has.
    pub(super) fn has_shown_it(&self) -> bool {
        self.needle.as_ref().is_some_and(Vec::is_empty) || self.state().shown
    }

    /// The last of what was written, cut at the beginning of a line.
    pub fn tail(&self) -> String {
        let tail: Vec<u8> = self.state().tail.iter().copied().collect();
        let whole = match tail.iter().position(|byte| *byte == b'\n') {
            Some(end) if tail.len() >= KEPT => &tail[end + 1..],
            _ => &tail,
        };
        String::from_utf8_lossy(whole).into_owned()
    }

    pub(super) fn push(&self, bytes: &[u8]) {
        let mut state = self.state();
        if let Some(needle) = self.needle.as_ref().filter(|needle| !needle.is_empty() && !state.shown) {
            state.window.extend_from_slice(bytes);
            state.shown = state.window.windows(needle.len()).any(|part| part == needle.as_slice());
            let done = state.window.len().saturating_sub(needle.len() - 1);
            state.window.drain(..done);
        }
        state.tail.extend(bytes);
        let too_much = state.tail.len().saturating_sub(KEPT);
        state.tail.drain(..too_much);
    }

    /// Takes in everything that comes, until it ends.
    pub(super) async fn read(&self, mut from: impl AsyncRead + Unpin) {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer).await {
            self.push(&buffer[..count]);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked has left bytes behind at worst.
        locked(&self.state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_pieces() {
        let output = Output::watching_for(Some("ready".to_owned()));
        for piece in ["not re", "ad", "y yet: rea"] {
            assert!(!output.has_shown_it(), "{piece}");
            output.push(piece.as_bytes());
        }
        assert!(output.has_shown_it());
        let other = Output::watching_for(Some("ready".to_owned()));
        other.push(b"read y");
        assert!(!other.has_shown_it());
    }

    #[test]
    fn the_end_is_kept_from_the_beginning_of_a_line() {
        let output = Output::watching_for(None);
        output.push(b"short\n");
        assert_eq!(output.tail(), "short\n");
        for number in 0..10_000 {
            output.push(format!("line {number}\n").as_bytes());
        }
        let tail = output.tail();
        assert!(tail.len() <= KEPT && tail.starts_with("line ") && tail.ends_with("line 9999\n"), "{}", tail.len());
    }
}
