//! Breaks what is inside a container, and packs it again so that the container opens.

use crate::breaks;
use crate::made::Chance;
use std::io::{Cursor, Read, Write};

/// A zipped package, its parts of XML broken as markup, now and then as bytes.
pub fn package(seed: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(seed)).ok()?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let chosen = chance.below(archive.len() as u64) as usize;
    let as_bytes = chance.below(6) == 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        let is_main = ["document.xml", "content.xml", "sheet1.xml", "sharedStrings.xml", "styles.xml", "workbook.xml"];
        if at == chosen || is_main.iter().any(|main| name.ends_with(main)) {
            let other = bytes.clone();
            for _ in 0..=chance.below(6) {
                if as_bytes { breaks::bytes(&mut bytes, &other, chance) } else { breaks::markup(&mut bytes, chance) }
            }
        }
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        out.start_file(name, options).ok()?;
        out.write_all(&bytes).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// A compound file with broken streams: a workbook record by record, a document where it stands.
pub fn compound(seed: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(seed.to_vec())).ok()?;
    let names = ["/Workbook", "/WordDocument", "/1Table", "/0Table", "/Data"];
    let there: Vec<&str> = names.into_iter().filter(|name| file.is_stream(name)).collect();
    let name = there[chance.below(there.len() as u64) as usize];
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
    for _ in 0..=chance.below(8) {
        match (name, chance.below(8)) {
            ("/Workbook", 0..=5) => records(&mut bytes, chance),
            (_, 7) => breaks::bytes(&mut bytes, seed, chance),
            _ => near_the_head(&mut bytes, chance),
        }
    }
    file.create_stream(name).ok()?.write_all(&bytes).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

/// Half of the breaks go where the offsets of everything else are.
fn near_the_head(bytes: &mut [u8], chance: &mut Chance) {
    let end = if chance.below(2) == 0 { bytes.len().min(0x400) } else { bytes.len() };
    breaks::in_place(&mut bytes[..end], chance);
}

/// Records go, come again, change places, kinds, lengths and contents.
fn records(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(length) = bytes.get(at + 2..at + 4).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]]))) {
        starts.push(at..(at + 4 + length).min(bytes.len()));
        at += 4 + length;
    }
    if starts.is_empty() {
        return;
    }
    let record = starts[chance.below(starts.len() as u64) as usize].clone();
    match chance.below(7) {
        0 => {
            bytes.drain(record);
        }
        1 => {
            let part = bytes[record.clone()].to_vec();
            let times = 1 + chance.below(50) as usize;
            bytes.splice(record.start..record.start, part.repeat(times));
        }
        2 => {
            let kinds: [u16; 21] = [
                0x0809, 0x000A, 0x0085, 0x00FC, 0x003C, 0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006, 0x0207,
                0x00E5, 0x0031, 0x00E0, 0x041E, 0x0092, 0x0208, 0x007D, 0x0225,
            ];
            let kind = kinds[chance.below(kinds.len() as u64) as usize].to_le_bytes();
            bytes[record.start..record.start + 2].copy_from_slice(&kind);
        }
        3 => {
            // Shorter or longer, told so.
            let room = (bytes.len() - record.start - 4).min(9000) as u64;
            let length = chance.below(room + 1) as u16;
            bytes[record.start + 2..record.start + 4].copy_from_slice(&length.to_le_bytes());
        }
        _ => breaks::in_place(&mut bytes[record.start + 4..record.end], chance),
    }
}

/// A PDF's objects, each stream unpacked.
pub struct Objects(Vec<(String, Option<Vec<u8>>)>, String);

impl Objects {
    /// Takes apart a PDF whose objects stand one behind the other; `None` where they do not.
    pub fn of(pdf: &[u8]) -> Option<Self> {
        // One byte a character, so that places stay the same.
        let text: String = pdf.iter().map(|&byte| char::from(byte)).collect();
        let packed = |from: usize| text[..from].chars().count();
        let trailer =
            text.rfind("trailer").map(|at| text[at..].split("startxref").next().unwrap_or_default().to_owned());
        let mut objects = Vec::new();
        let mut at = 0;
        while let Some(head) = text[at..].find(" 0 obj").map(|place| at + place) {
            let number = text[..head].rsplit(|c: char| !c.is_ascii_digit()).next()?.to_owned();
            let from = head + " 0 obj".len();
            let end = text[from..].find("endobj").map(|place| from + place)?;
            let body = &text[from..end];
            match body.find("stream") {
                Some(start) if body.contains("endstream") => {
                    let data = start + 6 + if body[start + 6..].starts_with("\r\n") { 2 } else { 1 };
                    let bytes = &pdf[packed(from + data)..packed(from + body.rfind("endstream")?)];
                    let (dictionary, bytes) = unpacked(&body[..start], bytes);
                    objects.push((format!("{number} 0 obj {dictionary}"), Some(bytes)));
                }
                _ => objects.push((format!("{number} 0 obj {body}"), None)),
            }
            at = end;
        }
        Some(Self(objects, trailer?))
    }

    /// The same PDF with some object broken, its streams by the words in them.
    pub fn broken(&self, chance: &mut Chance) -> Vec<u8> {
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut places = vec![0; self.0.len() + 1];
        // Streams of text are what is read; fonts of their glyphs are not.
        let texts: Vec<usize> = (0..self.0.len()).filter(|&at| self.is_text(at)).collect();
        let chosen: Vec<usize> = (0..=chance.below(3))
            .map(|_| match texts.is_empty() || chance.below(3) == 0 {
                true => chance.below(self.0.len() as u64) as usize,
                false => texts[chance.below(texts.len() as u64) as usize],
            })
            .collect();
        for (at, (head, stream)) in self.0.iter().enumerate() {
            let mut head = head.clone().into_bytes();
            let mut stream = stream.clone();
            if chosen.contains(&at) {
                for _ in 0..=chance.below(6) {
                    match &mut stream {
                        Some(stream) if chance.below(4) > 0 => match chance.below(5) {
                            0 => breaks::in_place(stream, chance),
                            _ => breaks::words(stream, chance),
                        },
                        _ => breaks::bytes(&mut head, &self.0[0].0.clone().into_bytes(), chance),
                    }
                }
            }
            let number = self.0[at].0.split(' ').next().and_then(|number| number.parse::<usize>().ok());
            if let Some(number) = number.filter(|number| *number < 100_000) {
                places.resize(places.len().max(number + 1), 0);
                places[number] = out.len();
            }
            // Characters of the head stand for bytes.
            out.extend(String::from_utf8_lossy(&head).chars().map(|c| c as u8));
            if let Some(stream) = stream {
                if out.ends_with(b">> ") {
                    out.truncate(out.len() - 3);
                }
                out.extend(format!("/Length {} >>\nstream\n", stream.len()).bytes());
                out.extend(stream);
                out.extend(b"\nendstream");
            }
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len());
        for place in &places[1..] {
            let _ = writeln!(out, "{place:010} 00000 n ");
        }
        let _ = write!(out, "{}\nstartxref\n{start}\n%%EOF\n", self.1);
        out
    }

    fn is_text(&self, at: usize) -> bool {
        self.0[at].1.as_ref().is_some_and(|bytes| {
            [&b" Tf"[..], b"beginbf", b" re", b" Td"]
                .iter()
                .any(|word| bytes.windows(word.len()).any(|part| part == *word))
        })
    }
}

/// A stream's dictionary without its packing and length, its end left open; and its bytes.
fn unpacked(dictionary: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let mut plain = Vec::new();
    let is_packed = dictionary.contains("/FlateDecode") && !dictionary.contains("/DecodeParms");
    let opened = is_packed && flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut plain).is_ok();
    let end = dictionary.rfind(">>").unwrap_or(dictionary.len());
    let mut words = dictionary[..end].replace("/Filter/FlateDecode", " ").replace("/Filter /FlateDecode", " ");
    if !opened {
        return (format!("{} >> ", &dictionary[..end]), bytes.to_vec());
    }
    if let Some(at) = words.find("/Length ") {
        let rest = &words[at + 8..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let behind = rest[digits..].strip_prefix(" 0 R").unwrap_or(&rest[digits..]).to_owned();
        words = words[..at].to_owned() + &behind;
    }
    (format!("{words}>> "), plain)
}
