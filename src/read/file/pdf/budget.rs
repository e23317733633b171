//! How much work one file may ask for. Pages, forms and fonts draw on one budget: a few kilobytes
//! can name the same form ten thousand times.

use super::weigh;
use hayro_syntax::object::Stream;
use std::borrow::Cow;

/// Steps for one file, of some 40 ns each, and six times as many in a browser. A page with a dense table
/// takes 25 000, one with two hundred form fields 110 000.
const STEPS: usize = 15_000_000;
/// Bytes that are unpacked in one step.
const BYTES_A_STEP: usize = 8;

/// The steps that are left.
pub(super) struct Budget {
    left: usize,
    /// Whether the streams are encrypted, so that nobody has weighed them.
    is_encrypted: bool,
}

impl Budget {
    pub fn new(is_encrypted: bool) -> Self {
        Self { left: STEPS, is_encrypted }
    }

    /// Takes steps; whether there were as many.
    pub fn spend(&mut self, steps: usize) -> bool {
        self.left = self.left.saturating_sub(steps);
        self.left > 0
    }

    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Spends all that is left: what comes would be more.
    pub fn exhaust(&mut self) {
        self.left = 0;
    }

    /// What a stream unpacks to.
    pub fn unpack<'a>(&mut self, stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
        if self.is_encrypted && weigh::is_heavy(&stream.raw_data()) {
            self.exhaust();
        }
        if is_unweighed(stream) {
            self.exhaust();
        }
        if self.is_spent() {
            return None;
        }
        let data = stream.decoded_data().ok()?;
        self.spend(data.len() / BYTES_A_STEP).then_some(data)
    }
}

/// Whether a stream is packed in a way that was not weighed: what a dictionary calls its packings,
/// and where it does, may be hidden from the scales.
fn is_unweighed(stream: &Stream) -> bool {
    // The library names them, but not their type.
    let names: Vec<String> = stream.filters().iter().map(|filter| format!("{filter:?}")).collect();
    let is_packing = |name: &&str| matches!(*name, "FlateDecode" | "LzwDecode" | "RunLengthDecode");
    match names.iter().map(String::as_str).filter(is_packing).collect::<Vec<_>>()[..] {
        [] | ["FlateDecode"] => false,
        [_] => stream.raw_data().len() > weigh::MAX_UNWEIGHED,
        _ => true,
    }
}
