//! Old Word files written by hand: the text, properties of its characters and paragraphs, styles and
//! fonts, as [MS-DOC] stores them.

use std::io::Write;

/// A list of properties, and a text that has them.
pub type Run<'t> = (&'t [u8], &'t str);

/// A style: its kind (1 of paragraphs, 2 of characters, 3 of tables), its base, its characters.
pub type Style<'t> = (u16, u16, &'t [u8]);

pub const STRIKE: &[u8] = &[0x37, 0x08, 1];
pub const DOUBLE: &[u8] = &[0x53, 0x2A, 1];
pub const VANISH: &[u8] = &[0x3C, 0x08, 1];
pub const DELETED: &[u8] = &[0x00, 0x08, 1];
pub const INSERTED: &[u8] = &[0x01, 0x08, 1];
pub const SPECIAL: &[u8] = &[0x55, 0x08, 1];
pub const NO_BASE: u16 = 0xFFF;

const TEXT: usize = 0x800;

/// A stretch of the text, by places in the file, and a list of properties.
type Stretch = (u32, u32, Vec<u8>);

#[derive(Default)]
pub struct Doc {
    text: Vec<u8>,
    characters: Vec<Stretch>,
    paragraphs: Vec<Stretch>,
    styles: Vec<u8>,
    count: u16,
    fonts: Vec<u8>,
    /// The one property of the piece that all text is.
    pub piece: u16,
}

impl Doc {
    pub fn new(styles: &[Style], names: &[&str]) -> Self {
        let mut doc = Self::default();
        for (at, (kind, base, list)) in styles.iter().enumerate() {
            let name: Vec<u16> = names.get(at).unwrap_or(&"x").encode_utf16().collect();
            let mut body = Vec::new();
            for word in [0, kind | base << 4, 2, 0, 0] {
                body.extend(u16::to_le_bytes(word));
            }
            body.extend(u16::to_le_bytes(name.len() as u16));
            name.iter().chain([&0]).for_each(|unit| body.extend(unit.to_le_bytes()));
            // What holds of tables, of paragraphs (with the style's own number), of characters.
            let lists: &[&[u8]] = match kind {
                1 => &[&[0, 0], list],
                2 => &[list],
                _ => &[&[], &[0, 0], list],
            };
            for list in lists {
                body.extend(u16::to_le_bytes(list.len() as u16));
                body.extend(*list);
                body.resize(body.len() + list.len() % 2, 0);
            }
            doc.styles.extend(u16::to_le_bytes(body.len() as u16));
            doc.styles.extend(&body);
            doc.styles.resize(doc.styles.len() + body.len() % 2, 0);
            doc.count += 1;
        }
        doc
    }

    pub fn font(&mut self, name: &str, charset: u8) {
        let mut font = vec![0; 39];
        font[3] = charset;
        name.encode_utf16().chain([0]).for_each(|unit| font.extend(unit.to_le_bytes()));
        self.fonts.push(font.len() as u8);
        self.fonts.extend(font);
    }

    fn place(&self) -> u32 {
        (TEXT + self.text.len()) as u32
    }

    pub fn run(&mut self, (list, text): Run) {
        let from = self.place();
        text.encode_utf16().for_each(|unit| self.text.extend(unit.to_le_bytes()));
        self.characters.push((from, self.place(), list.to_vec()));
    }

    /// Ends a paragraph of this style with these properties.
    pub fn end(&mut self, mark: Run, style: u16, list: &[u8]) {
        self.run(mark);
        let from = self.paragraphs.last().map_or(TEXT as u32, |last| last.1);
        self.paragraphs.push((from, self.place(), [&style.to_le_bytes(), list].concat()));
    }

    /// A cell with these runs, its mark with these properties.
    pub fn cell(&mut self, runs: &[Run], style: u16, mark: &[u8]) {
        runs.iter().for_each(|run| self.run(*run));
        self.end((mark, "\u{7}"), style, &[0x16, 0x24, 1]);
    }

    /// Ends a row whose cells have these flags; more properties of the row.
    pub fn row(&mut self, flags: &[u16], mark: &[u8], more: &[u8]) {
        let mut cells = vec![flags.len() as u8];
        (0..=flags.len()).for_each(|edge| cells.extend((edge as u16 * 1000).to_le_bytes()));
        for flags in flags {
            cells.extend(flags.to_le_bytes());
            cells.extend([0; 18]);
        }
        let mut list = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xD6];
        list.extend(u16::to_le_bytes(cells.len() as u16 + 1));
        list.extend(cells);
        list.extend(more);
        self.end((mark, "\u{7}"), 0, &list);
    }

    /// The file.
    pub fn bytes(mut self) -> Vec<u8> {
        self.end((&[], "\r"), 0, &[]);
        let mut main = vec![0; TEXT];
        main[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
        let count = (self.text.len() / 2) as u32;
        main[0x4C..0x50].copy_from_slice(&count.to_le_bytes());
        main.extend(&self.text);
        let mut table = Vec::new();
        let mut part = |main: &mut Vec<u8>, at: usize, bytes: &[u8]| {
            main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
            main[at + 4..at + 8].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
            table.extend(bytes);
        };
        let characters = pages(&mut main, &self.characters, 1, |list| [&[list.len() as u8], list].concat());
        let paragraphs =
            pages(&mut main, &self.paragraphs, 13, |list| [&[0, list.len().div_ceil(2) as u8], list].concat());
        part(&mut main, 0xFA, &characters);
        part(&mut main, 0x102, &paragraphs);
        let mut clx = vec![2, 16, 0, 0, 0];
        clx.extend([0_u32, count].iter().flat_map(|it| it.to_le_bytes()));
        clx.extend([0, 0]);
        clx.extend((TEXT as u32).to_le_bytes());
        clx.extend(self.piece.to_le_bytes());
        part(&mut main, 0x1A2, &clx);
        let mut sheet = vec![18, 0];
        sheet.extend(self.count.to_le_bytes());
        sheet.extend([10, 0]);
        sheet.resize(20, 0);
        sheet.extend(&self.styles);
        part(&mut main, 0xA2, &sheet);
        part(&mut main, 0x112, &[&[0; 4], &*self.fonts].concat());
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("a compound file");
        for (name, content) in [("/WordDocument", &main), ("/0Table", &table)] {
            file.create_stream(name).expect("a stream").write_all(content).expect("a stream");
        }
        file.flush().expect("a compound file");
        file.into_inner().into_inner()
    }
}

/// Writes pages of properties behind the text; the list that names them.
fn pages(main: &mut Vec<u8>, all: &[Stretch], entry: usize, stored: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut places = Vec::new();
    for stretches in all.chunks(4) {
        main.resize(main.len().next_multiple_of(512), 0);
        places.push((main.len() / 512) as u32);
        let mut page = vec![0; 512];
        page[511] = stretches.len() as u8;
        let mut free = 510;
        for (at, (from, to, list)) in stretches.iter().enumerate() {
            page[at * 4..at * 4 + 4].copy_from_slice(&from.to_le_bytes());
            page[at * 4 + 4..at * 4 + 8].copy_from_slice(&to.to_le_bytes());
            let list = stored(list);
            free = (free - list.len()) / 2 * 2;
            page[free..free + list.len()].copy_from_slice(&list);
            page[(stretches.len() + 1) * 4 + at * entry] = (free / 2) as u8;
        }
        main.extend(page);
    }
    // Where the pages' text begins is not asked.
    [vec![0; (places.len() + 1) * 4], places.iter().flat_map(|place| place.to_le_bytes()).collect()].concat()
}
