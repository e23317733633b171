//! How characters look in a `.docx`: document defaults, styles with what they are based on, and
//! what a run says itself (ECMA-376 part 1, 17.7).

use super::super::Refusal;
use super::super::content::{Look, Prompt};
use super::super::symbol::Font;
use super::super::xml::{Tag, Token, Xml};
use std::collections::BTreeMap;

/// Styles are based on each other some five deep.
const MAX_BASES: usize = 30;

/// Characters raised or lowered by at least this many half points are set apart from the line.
const OFF_LINE: i32 = 6;

/// What one level of formatting says of characters; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    strike: Option<bool>,
    double: Option<bool>,
    vanish: Option<bool>,
    script: Option<bool>,
    position: Option<bool>,
    font: Option<Font>,
    prompt: Prompt,
}

/// What a run says itself.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub marks: Marks,
    pub style: Option<String>,
    /// Of a paragraph's mark: whether a tracked change deleted it.
    pub deleted: bool,
}

impl Run {
    /// Reads the run properties just opened.
    pub fn read(xml: &mut Xml) -> Result<Self, Refusal> {
        let mut run = Self::default();
        xml.each(&mut |xml, tag| {
            match tag.name() {
                "rStyle" => run.style = tag.attribute("val").map(|id| id.into_owned()),
                "del" | "moveFrom" => run.deleted = true,
                _ => run.marks.add(tag),
            }
            xml.skip()
        })?;
        Ok(run)
    }

    /// Whether it says itself that it is hidden.
    pub fn is_hidden(&self) -> bool {
        self.marks.vanish == Some(true)
    }
}

impl Marks {
    fn add(&mut self, tag: &Tag) {
        match tag.name() {
            "strike" => self.strike = Some(tag.is_on()),
            "dstrike" => self.double = Some(tag.is_on()),
            "vanish" => self.vanish = Some(tag.is_on()),
            "vertAlign" => self.script = tag.attribute("val").map(|to| to != "baseline"),
            "position" => {
                let by = tag.attribute("val").and_then(|by| by.trim().parse::<i32>().ok());
                self.position = by.map(|by| by.saturating_abs() >= OFF_LINE);
            }
            "rFonts" => {
                let named = tag.attribute("ascii").map(|name| Font::named(&name));
                self.font = tag.attribute("asciiTheme").map(|_| Font::Text).or(named).or(self.font);
            }
            _ => {}
        }
    }

    /// These, and below them others.
    fn over(self, base: Self) -> Self {
        Self {
            strike: self.strike.or(base.strike),
            double: self.double.or(base.double),
            vanish: self.vanish.or(base.vanish),
            script: self.script.or(base.script),
            position: self.position.or(base.position),
            font: self.font.or(base.font),
            prompt: if self.prompt == Prompt::No { base.prompt } else { self.prompt },
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    base: Option<String>,
    link: Option<String>,
    marks: Marks,
    /// Of a table's style: what holds in its first row and the like, by [`AREAS`].
    areas: Vec<(usize, Marks)>,
}

/// Parts of a table that a style can treat apart, each above those before it; and where they
/// stand in the twelve digits that rows and cells are marked with.
const AREAS: [(&str, usize); 12] = [
    ("band1Vert", 4),
    ("band2Vert", 5),
    ("band1Horz", 6),
    ("band2Horz", 7),
    ("firstCol", 2),
    ("lastCol", 3),
    ("firstRow", 0),
    ("lastRow", 1),
    ("neCell", 8),
    ("nwCell", 9),
    ("seCell", 10),
    ("swCell", 11),
];

/// What kind of style a name belongs to: the same name may be used by one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Paragraph,
    Character,
    Table,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    defaults: Marks,
    styles: BTreeMap<(Kind, String), Style>,
    /// The style of paragraphs and tables that name none.
    usual: [Option<String>; 3],
}

/// What the table around a text says of it.
#[derive(Clone, Debug, Default)]
pub(super) struct InTable {
    whole: Marks,
    areas: Vec<(usize, Marks)>,
    /// What holds in the current cell.
    cell: Marks,
}

impl InTable {
    /// Enters a cell that lies in these areas, as twelve digits say.
    pub fn enter(&mut self, digits: &str) {
        let lies_in = |area: usize| digits.as_bytes().get(AREAS[area].1) == Some(&b'1');
        let own = self.areas.iter().filter(|(area, _)| lies_in(*area));
        self.cell = own.fold(self.whole, |below, (_, marks)| marks.over(below));
    }
}

impl Styles {
    /// Reads the part that holds them.
    pub fn read(text: &str, kind: &'static str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, kind);
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "rPrDefault" => {
                    let defaults = &mut styles.defaults;
                    xml.each(&mut |xml, _| {
                        *defaults = Run::read(xml)?.marks;
                        Ok(())
                    })?;
                }
                "style" => styles.style(&tag, &mut xml)?,
                _ => {}
            }
        }
        Ok(styles)
    }

    fn style(&mut self, tag: &Tag, xml: &mut Xml) -> Result<(), Refusal> {
        let kind = match tag.attribute("type").as_deref() {
            Some("character") => Kind::Character,
            Some("table") => Kind::Table,
            Some("paragraph") | None => Kind::Paragraph,
            Some(_) => return xml.skip(),
        };
        let id = tag.attribute("styleId").unwrap_or_default().into_owned();
        if tag.attribute("default").is_some_and(|it| ["1", "true", "on"].contains(&&*it)) {
            self.usual[kind as usize] = Some(id.clone());
        }
        let mut style = Style::default();
        xml.each(&mut |xml, tag| {
            let value = || tag.attribute("val").map(|value| value.into_owned());
            match tag.name() {
                "rPr" => {
                    style.marks = Run::read(xml)?.marks.over(style.marks);
                    return Ok(());
                }
                "tblStylePr" => return style.area(tag, xml),
                "basedOn" => style.base = value(),
                "link" => style.link = value(),
                "name" => style.marks.prompt = value().map(|name| Prompt::of_style(&name)).unwrap_or_default(),
                _ => {}
            }
            xml.skip()
        })?;
        self.styles.insert((kind, id), style);
        Ok(())
    }

    /// A style together with those it is based on.
    fn whole(&self, kind: Kind, id: &str) -> (Marks, Vec<(usize, Marks)>) {
        let mut marks = Marks::default();
        let mut areas: Vec<(usize, Marks)> = Vec::new();
        let mut next = self.styles.get(&(kind, id.to_owned()));
        for _ in 0..MAX_BASES {
            let Some(style) = next else { break };
            marks = marks.over(style.marks);
            for (area, base) in &style.areas {
                match areas.iter_mut().find(|(known, _)| known == area) {
                    Some((_, marks)) => *marks = marks.over(*base),
                    None => areas.push((*area, *base)),
                }
            }
            next = style.base.as_ref().and_then(|base| self.styles.get(&(kind, base.clone())));
        }
        areas.sort_by_key(|(area, _)| *area);
        (marks, areas)
    }

    fn named_or_usual(&self, kind: Kind, id: Option<&str>) -> (Marks, Vec<(usize, Marks)>) {
        let known = id.filter(|id| self.styles.contains_key(&(kind, (*id).to_owned())));
        let id = known.or(self.usual[kind as usize].as_deref());
        id.map(|id| self.whole(kind, id)).unwrap_or_default()
    }

    /// What the style of a paragraph says.
    pub fn paragraph(&self, id: Option<&str>) -> Marks {
        self.named_or_usual(Kind::Paragraph, id).0
    }

    /// What the style of a table says.
    pub fn table(&self, id: Option<&str>) -> InTable {
        let (whole, areas) = self.named_or_usual(Kind::Table, id);
        InTable { whole, areas, cell: whole }
    }

    /// What the style of a run says. A run that names a paragraph's style means the one linked to it.
    fn character(&self, id: &str) -> Marks {
        if self.styles.contains_key(&(Kind::Character, id.to_owned())) {
            return self.whole(Kind::Character, id).0;
        }
        let linked = self.styles.get(&(Kind::Paragraph, id.to_owned())).and_then(|style| style.link.as_deref());
        linked.map(|id| self.whole(Kind::Character, id).0).unwrap_or_default()
    }

    /// How a run looks in a paragraph of this style, in this table.
    pub fn look(&self, table: &InTable, paragraph: Marks, run: &Run) -> Look {
        let character = run.style.as_deref().map(|id| self.character(id)).unwrap_or_default();
        let levels = [table.cell, paragraph, character];
        // Such a property of one style turns off that of another; said of the run itself it holds.
        let toggled = |of: fn(&Marks) -> Option<bool>| match (of(&run.marks), of(&self.defaults)) {
            (Some(own), _) => own,
            (None, Some(true)) => true,
            _ => levels.iter().filter(|level| of(level) == Some(true)).count() % 2 == 1,
        };
        let all = levels.into_iter().fold(self.defaults, |below, level| level.over(below));
        let all = run.marks.over(all);
        Look {
            struck: toggled(|marks| marks.strike) || all.double == Some(true),
            hidden: toggled(|marks| marks.vanish),
            raised: all.script == Some(true) || all.position == Some(true),
            prompt: character.prompt,
            font: all.font.unwrap_or_default(),
            ..Look::default()
        }
    }
}

impl Style {
    /// What a table's style says of one of its areas.
    fn area(&mut self, tag: &Tag, xml: &mut Xml) -> Result<(), Refusal> {
        let named = tag.attribute("type").unwrap_or_default().into_owned();
        let area = AREAS.iter().position(|(name, _)| *name == named);
        xml.each(&mut |xml, tag| match (tag.name(), area) {
            ("rPr", Some(area)) => {
                let marks = Run::read(xml)?.marks;
                self.areas.push((area, marks));
                Ok(())
            }
            ("rPr", None) if named == "wholeTable" => {
                self.marks = Run::read(xml)?.marks.over(self.marks);
                Ok(())
            }
            _ => xml.skip(),
        })
    }
}
