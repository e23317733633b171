//! The labels of a form, and what each of them may stand for.

use super::key::{Key, MAX_LABEL, folded, kept, key, letters, ordinal, telling};
use crate::form::{Form, Line, Lines, Node};
use crate::order::{self, Map};

/// What a label stands for in its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Term {
    /// Position among the form's tables.
    pub table: usize,
    /// Position among the table's blocks.
    pub block: usize,
    /// Its part in the block.
    pub role: Role,
}

/// A label's part in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// The heading of the whole table.
    Title,
    /// The line across a block.
    Heading,
    /// What stands in the corner.
    Corner,
    /// A label over rows, by the first and behind the last of them.
    RowGroup(usize, usize),
    /// A label over columns, likewise.
    ColumnGroup(usize, usize),
    /// A row with cells.
    Row(usize),
    /// A column with cells.
    Column(usize),
}

/// How well a text matches a label, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum How {
    /// Letter by letter.
    Exact,
    /// Without ordinal or note, or with the labels above in front.
    Bare,
    /// With letters wrong or missing.
    Loose,
}

/// One reading of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What it may stand for.
    pub term: Term,
    /// How well it matches.
    pub how: How,
    /// The label it was taken for, by its position among [`Lexicon::entries`].
    pub entry: usize,
}

/// A key with all that it may stand for.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The label as printed.
    pub printed: String,
    pub key: Key,
    pub terms: Vec<(Term, How)>,
    /// For a quick look at how alike a text is.
    pub letters: u64,
    /// The letters that tell it from labels much like it.
    pub telling: Key,
}

/// The labels of one form.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Every key once.
    pub entries: Vec<Entry>,
    /// The entries in the order of their keys, shorter ones before those that begin with them.
    sorted: Vec<usize>,
    /// For each letter that a key begins with, the first entry in that order and the one behind the last.
    starts: Map<char, (usize, usize)>,
    /// The entries by the length of their keys.
    pub by_length: Vec<usize>,
}

impl Lexicon {
    /// Every label of a form: as printed, as written otherwise, without its ordinal, and behind
    /// the labels above it.
    pub fn of(form: &Form) -> Self {
        let mut lexicon =
            Self { entries: Vec::new(), sorted: Vec::new(), starts: Map::default(), by_length: Vec::new() };
        for (table, printed) in form.tables.iter().enumerate() {
            lexicon.add(&printed.label, Term { table, block: 0, role: Role::Title });
            for (block, lines) in printed.blocks.iter().enumerate() {
                let term = |role| Term { table, block, role };
                if let Some(heading) = &lines.heading {
                    lexicon.add(heading, term(Role::Heading));
                }
                if let Some(corner) = &lines.corner {
                    lexicon.add(corner, term(Role::Corner));
                }
                lexicon.lines(&lines.rows, &|from, to| term(Role::RowGroup(from, to)), &|at| term(Role::Row(at)));
                lexicon
                    .lines(&lines.columns, &|from, to| term(Role::ColumnGroup(from, to)), &|at| term(Role::Column(at)));
            }
        }
        for (place, entry) in lexicon.sorted.iter().enumerate() {
            let first = lexicon.entries[*entry].key[0];
            lexicon.starts.or_insert(first, (place, place)).1 = place + 1;
        }
        let entries = (0..lexicon.entries.len()).collect();
        lexicon.by_length = order::by(entries, |entry| [lexicon.entries[*entry].key.len(), *entry, 0]);
        lexicon
    }

    /// Every key that the letters start with: its length and its entry.
    pub fn starting<'l>(&'l self, letters: &'l [char]) -> impl Iterator<Item = (usize, usize)> + 'l {
        let mut rest = self.alike(letters);
        let narrowed = letters.iter().enumerate().map_while(move |(at, letter)| {
            // All of them begin with the letters before.
            let here = |entry: &usize| self.entries[*entry].key.get(at).copied();
            let from = rest.partition_point(|entry| here(entry).is_none_or(|own| own < *letter));
            let to = from + rest[from..].partition_point(|entry| here(entry) == Some(*letter));
            rest = &rest[from..to];
            let first = rest.first()?;
            let whole = self.entries[*first].key.len() == at + 1;
            Some((at + 1, whole.then_some(*first)))
        });
        narrowed.filter_map(|(length, entry)| Some((length, entry?)))
    }

    fn lines(&mut self, lines: &Lines, group: &dyn Fn(usize, usize) -> Term, leaf: &dyn Fn(usize) -> Term) {
        let mut open: Vec<&Node> = lines.tree.iter().collect();
        while let Some(node) = open.pop() {
            if let Node::Group { label, lines } = node {
                let (from, to) = leaves(node);
                self.add(label, group(from, to));
                open.extend(lines);
            }
        }
        for (at, line) in lines.leaves.iter().enumerate() {
            self.line(line, leaf(at));
        }
    }

    fn line(&mut self, line: &Line, term: Term) {
        let groups: Vec<(Key, usize)> = line.path.iter().rev().map(|group| parted(group)).collect();
        for label in std::iter::once(&line.label).chain(&line.also) {
            let (key, ordinal) = self.add(label, term);
            // `行政诉讼（未经复议直接起诉）`: a row's heading where each row has a table of its own.
            for bare in [true, false] {
                let mut path = key[if bare { ordinal } else { 0 }..].to_vec();
                for (group, ordinal) in &groups {
                    path.splice(0..0, group[if bare { *ordinal } else { 0 }..].iter().copied());
                    self.enter(&path, label, term, How::Bare);
                }
            }
        }
    }

    /// Adds a label with its ordinal and without; its key, and how much of that the ordinal is.
    fn add(&mut self, label: &str, term: Term) -> (Key, usize) {
        let (key, ordinal) = parted(label);
        self.enter(&key, label, term, How::Exact);
        self.enter(&key[ordinal..], label, term, How::Bare);
        (key, ordinal)
    }

    fn enter(&mut self, key: &[char], printed: &str, term: Term, how: How) {
        if key.is_empty() {
            return;
        }
        let at = match self.sorted.binary_search_by(|entry| self.entries[*entry].key[..].cmp(key)) {
            Ok(place) => self.sorted[place],
            Err(place) => {
                let (letters, telling) = (letters(key), telling(key));
                self.sorted.insert(place, self.entries.len());
                let (printed, key) = (printed.to_owned(), key.to_vec());
                self.entries.push(Entry { printed, key, terms: Vec::new(), letters, telling });
                self.entries.len() - 1
            }
        };
        match self.entries[at].terms.iter_mut().find(|(known, _)| *known == term) {
            Some((_, known)) => *known = how.min(*known),
            None => self.entries[at].terms.push((term, how)),
        }
    }

    /// What a text may stand for, best first; empty where it is no label.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let text = folded(text);
        let exact = kept(&text);
        if exact.is_empty() || exact.len() > MAX_LABEL {
            return Vec::new();
        }
        let ordinal = ordinal(&text);
        let mut hits = self.with_ordinal(&exact, ordinal);
        if hits.is_empty() {
            if let Some((body, _)) = without_note(&text).filter(|(body, note)| !self.disputes(body, note)) {
                hits = self.keyed(&body, How::Bare);
            }
        }
        if hits.is_empty() {
            hits = self.loose(&exact, ordinal);
        }
        order::by(hits, |hit| [hit.how as usize, 0, 0])
    }

    /// What a text may stand for letter by letter, with its ordinal or without.
    pub fn exact(&self, text: &str) -> Vec<Hit> {
        // Longer than the longest label, or no letters at all.
        if text.is_empty() || text.len() > 4 * MAX_LABEL || text.bytes().all(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let text = folded(text);
        self.with_ordinal(&kept(&text), ordinal(&text))
    }

    /// Whether a text is a table's heading.
    pub fn is_title(&self, text: &str) -> bool {
        self.exact(text).iter().any(|hit| hit.term.role == Role::Title)
    }

    fn with_ordinal(&self, key: &[char], ordinal: usize) -> Vec<Hit> {
        let mut hits = self.keyed(key, How::Exact);
        if ordinal > 0 {
            self.join(&mut hits, self.keyed(&key[ordinal..], How::Bare));
        }
        hits
    }

    /// Whether a label is printed with another unit of money than this note names: figures in 元
    /// are none in 万元.
    fn disputes(&self, body: &[char], note: &[char]) -> bool {
        let named = scale(note);
        let printed = self.entries.iter().filter_map(|entry| entry.key.strip_prefix(body)).map(scale);
        !named.is_empty() && printed.into_iter().any(|scale| !scale.is_empty() && scale != named)
    }

    /// The entry of exactly this key.
    pub fn keyed(&self, key: &[char], at_best: How) -> Vec<Hit> {
        let alike = self.alike(key);
        let place = alike.binary_search_by(|entry| self.entries[*entry].key[..].cmp(key));
        place.map(|place| self.hits(alike[place], at_best)).unwrap_or_default()
    }

    /// The entries whose keys begin with the same letter, in the order of their keys.
    fn alike(&self, letters: &[char]) -> &[usize] {
        let (from, to) = letters.first().and_then(|first| self.starts.get(first)).copied().unwrap_or_default();
        &self.sorted[from..to]
    }

    /// All that an entry may stand for.
    pub fn hits(&self, entry: usize, at_best: How) -> Vec<Hit> {
        let terms = self.entries[entry].terms.iter();
        terms.map(|(term, how)| Hit { term: *term, how: at_best.max(*how), entry }).collect()
    }

    /// How well an entry's key matches at best.
    pub fn best(&self, entry: usize) -> How {
        self.entries[entry].terms.iter().map(|term| term.1).min().unwrap_or(How::Bare)
    }

    fn join(&self, hits: &mut Vec<Hit>, more: Vec<Hit>) {
        for hit in more {
            if !hits.iter().any(|known| known.term == hit.term) {
                hits.push(hit);
            }
        }
    }
}

/// A label's key, and how many of its letters are the ordinal.
fn parted(label: &str) -> (Key, usize) {
    let label = folded(label);
    (kept(&label), ordinal(&label))
}

/// The bare key without what stands in brackets behind it, and that: `本年收费金额（万元）`.
fn without_note(text: &str) -> Option<(Key, Key)> {
    let text = text.trim_end().strip_suffix(')')?;
    let at = text.rfind('(').filter(|at| *at > 0)?;
    let (body, ordinal) = parted(&text[..at]);
    Some((body[ordinal..].to_vec(), key(&text[at..]))).filter(|(body, _)| body.len() > 1)
}

/// The letters that say how large a unit of money is.
fn scale(letters: &[char]) -> Vec<char> {
    letters.iter().copied().filter(|letter| "元万亿千".contains(*letter)).collect()
}

/// The leaves under a node: the first, and the one behind the last.
pub(crate) fn leaves(node: &Node) -> (usize, usize) {
    let mut span = (usize::MAX, 0);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Node::Leaf(at) => span = (span.0.min(*at), span.1.max(at + 1)),
            Node::Group { lines, .. } => open.extend(lines),
        }
    }
    (span.0.min(span.1), span.1)
}
