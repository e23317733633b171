//! How far a PDF's streams would unpack, before anything keeps what they unpack to.

use super::Refusal;
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Bytes of one stream unpacked; pictures are large, and are never unpacked afterwards.
const MAX_STREAM: u64 = 64 << 20;
/// Bytes of all streams.
const MAX_ALL: u64 = 512 << 20;
/// Bytes of a stream in a packing that cannot be weighed here.
pub(super) const MAX_UNWEIGHED: usize = 256 << 10;

/// The names of each packing.
const PACKINGS: [&[&[u8]]; 3] = [&[b"FlateDecode", b"Fl"], &[b"LZWDecode", b"LZW"], &[b"RunLengthDecode", b"RL"]];

/// Refuses a file with a stream that unpacks to far more than a report needs.
pub(super) fn weigh(bytes: &[u8]) -> Result<(), Refusal> {
    let mut all = 0;
    let mut at = 0;
    while let Some(start) = find(&bytes[at..], b"stream").map(|start| at + start) {
        at = start + 6;
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[start.saturating_sub(600)..start];
        let from = object(dictionary);
        let packings = PACKINGS.map(|names| count(&dictionary[from..], names));
        let data = bytes[at..].trim_ascii_start();
        if packings[0] > 1 || packings.iter().filter(|&&count| count > 0).count() > 1 {
            return Err(Refusal::Bomb);
        }
        if packings[0] == 0 && packings.iter().sum::<usize>() > 0 {
            let length = find(data, b"endstream").unwrap_or(data.len());
            let is_picture = count(&dictionary[from..], &[b"Image"]) > 0;
            if length > MAX_UNWEIGHED && !is_picture {
                return Err(Refusal::Bomb);
            }
        }
        let weight = unpacked(data);
        all += weight;
        if weight > MAX_STREAM || all > MAX_ALL {
            return Err(Refusal::Bomb);
        }
    }
    Ok(())
}

/// Whether a file may be encrypted.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    find(bytes, b"/Encrypt").is_some()
}

/// Whether a stream unpacks to too much: one that was encrypted, and could not be weighed before.
pub(super) fn is_heavy(data: &[u8]) -> bool {
    unpacked(data) > MAX_STREAM
}

/// Bytes that this unpacks to, up to one more than allowed. What cannot be unpacked weighs what
/// came out so far.
fn unpacked(data: &[u8]) -> u64 {
    let mut unpacked = ZlibDecoder::new(data).take(MAX_STREAM + 1);
    let mut weight = 0;
    let mut buffer = [0; 8192];
    while let Ok(step @ 1..) = unpacked.read(&mut buffer) {
        weight += step as u64;
    }
    weight
}

/// Where the object begins that these bytes end in.
fn object(bytes: &[u8]) -> usize {
    bytes.windows(4).rposition(|window| window == b" obj").unwrap_or(0)
}

/// How often one of these names stands in a dictionary.
fn count(dictionary: &[u8], names: &[&[u8]]) -> usize {
    let behind = dictionary.split(|byte| *byte == b'/').skip(1);
    let name = |rest: &&[u8]| {
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        names.contains(&&rest[..end])
    };
    behind.filter(name).count()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| byte == &what[0])?;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        from = at + 1;
    }
}
