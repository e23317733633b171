//! Excel's workbooks since 2007 (ECMA-376), cell by cell: nothing is laid out that is not there.

mod cells;
mod strings;
mod styles;

use super::Refusal;
use super::format::Epoch;
use super::formula::Trust;
use super::package::Package;
use super::sheet::{MAX_SHEETS, Sheet, workbook};
use super::xml::{Token, Xml};
use crate::read::Document;
use strings::{Rich, decoded, shared};
use styles::Styles;

const KIND: &str = " Excel ";

/// Reads a package whose main part is this workbook.
pub(super) fn xlsx(package: &mut Package, main: &str) -> Result<Document, Refusal> {
    let relations = package.relations(main)?;
    let mut related = |kind: &str| match relations.iter().find(|relation| relation.kind == kind) {
        Some(relation) => package.part(&relation.target).map(Option::unwrap_or_default),
        None => Ok(String::new()),
    };
    let strings = shared(&related("sharedStrings")?)?;
    let styles = Styles::read(&related("styles")?)?;
    let listed = Workbook::read(&package.required(main, KIND)?)?;
    let book = Book { strings, styles, epoch: listed.epoch, trust: listed.trust };
    let mut sheets = Vec::new();
    for (name, id, hidden) in listed.sheets {
        let Some(relation) = relations.iter().find(|it| it.id == id && it.kind == "worksheet") else { continue };
        let mut sheet = Sheet::named(name, hidden);
        cells::read(&package.required(&relation.target, KIND)?, &book, &mut sheet)?;
        sheets.push(sheet);
        if sheets.len() >= MAX_SHEETS {
            break;
        }
    }
    Ok(workbook(sheets))
}

/// What the cells of all sheets refer to.
struct Book {
    strings: Vec<Rich>,
    styles: Styles,
    epoch: Epoch,
    /// How far the stored values of formulas are to be trusted.
    trust: Trust,
}

/// What the main part says.
#[derive(Default)]
struct Workbook {
    /// Name, id of the relation, whether it is hidden.
    sheets: Vec<(String, String, bool)>,
    epoch: Epoch,
    trust: Trust,
}

impl Workbook {
    fn read(text: &str) -> Result<Self, Refusal> {
        let mut xml = Xml::new(text, KIND);
        let mut book = Self::default();
        while let Some(token) = xml.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "sheet" => {
                    let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                    let told = |name| tag.attribute(name).unwrap_or_default().into_owned();
                    book.sheets.push((decoded(&told("name")), told("id"), hidden));
                }
                "workbookPr" if tag.says("date1904") => book.epoch = Epoch::Since1904,
                // A workbook that is calculated only when asked to, or from rounded figures, shows what is
                // stored. Libraries that write formulas without values ask for all to be calculated.
                "calcPr" => {
                    book.trust = if tag.says("fullCalcOnLoad") {
                        Trust::Recalculated
                    } else if tag.attribute("calcMode").as_deref() == Some("manual") || tag.denies("fullPrecision") {
                        Trust::Shown
                    } else if tag.denies("calcCompleted") {
                        Trust::Recalculated
                    } else {
                        Trust::Usual
                    };
                }
                _ => {}
            }
        }
        Ok(book)
    }
}
