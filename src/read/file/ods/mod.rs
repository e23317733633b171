//! OpenDocument spreadsheets.

mod cell;
mod data_style;
mod styles;

use super::Refusal;
use super::package::Package;
use super::sheet::{MAX_SHEETS, Sheet, workbook};
use super::xml::{Tag, Token, Xml};
use crate::read::Document;
use styles::{Family, Styles};

const KIND: &str = " ODS ";

/// Reads the content of a package that says it is a spreadsheet.
pub(super) fn ods(package: &mut Package) -> Result<Document, Refusal> {
    // A part is encrypted where the manifest says how.
    if package.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Refusal::Password(KIND));
    }
    let mut styles = Styles::default();
    if let Some(text) = package.part("styles.xml")? {
        styles.read(&mut Xml::new(&text, KIND))?;
    }
    let hides_zeros = hides_zeros(&package.part("settings.xml")?.unwrap_or_default())?;
    let text = package.required("content.xml", KIND)?;
    let mut reader = Reader { styles, hides_zeros, ..Reader::default() };
    let mut xml = Xml::new(&text, KIND);
    while let Some(token) = xml.next()? {
        match token {
            Token::Open(tag) if tag.name() == "table" && reader.sheets.len() >= MAX_SHEETS => break,
            Token::Open(tag) => reader.open(&mut xml, &tag)?,
            Token::Close(end) => reader.close(end.name()),
            Token::Text(_) => {}
        }
    }
    Ok(workbook(reader.sheets))
}

/// Whether the view of a workbook leaves out zeros.
fn hides_zeros(settings: &str) -> Result<bool, Refusal> {
    let mut xml = Xml::new(settings, KIND);
    while let Some(token) = xml.next()? {
        let is_said = matches!(&token, Token::Open(tag) if tag.attribute("name").as_deref() == Some("ShowZeroValues"));
        if is_said && xml.text()?.trim() == "false" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The sheets read so far, and where in the last one the reader is.
#[derive(Default)]
struct Reader {
    styles: Styles,
    /// Whether zeros are not shown.
    hides_zeros: bool,
    sheets: Vec<Sheet>,
    row: u32,
    column: u32,
    /// How often the row stands there.
    repeated: u32,
    /// The style of the row's cells that name none.
    row_style: Option<String>,
    /// By the column behind the last of each run: the style of cells that name none.
    column_styles: Vec<(u32, String)>,
    /// The columns told of.
    columns: u32,
    /// Whether the groups that are open are folded up.
    folded: Vec<bool>,
}

impl Reader {
    fn open(&mut self, xml: &mut Xml, tag: &Tag) -> Result<(), Refusal> {
        match tag.name() {
            "tracked-changes" => xml.skip()?,
            "automatic-styles" | "styles" => self.styles.read(xml)?,
            "table" => {
                let style = tag.attribute("style-name").unwrap_or_default();
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                let mut sheet = Sheet::named(name, self.styles.hides_table(&style));
                sheet.hides_zeros = self.hides_zeros;
                self.sheets.push(sheet);
                (self.row, self.columns) = (0, 0);
                self.column_styles.clear();
                self.folded.clear();
            }
            "table-row-group" | "table-column-group" => self.folded.push(tag.denies("display")),
            "table-column" => self.table_column(tag),
            "table-row" => {
                self.column = 0;
                self.repeated = count(tag, "number-rows-repeated");
                self.row_style = tag.attribute("default-cell-style-name").map(|name| name.into_owned());
                let hidden = self.is_hidden(tag, Family::Row);
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.rows.tell(self.row, self.row.saturating_add(self.repeated - 1), hidden);
                }
            }
            "table-cell" | "covered-table-cell" => self.cell(xml, tag)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "table-row" => self.row = self.row.saturating_add(self.repeated),
            "table-row-group" | "table-column-group" => drop(self.folded.pop()),
            _ => {}
        }
    }

    fn table_column(&mut self, tag: &Tag) {
        let end = self.columns.saturating_add(count(tag, "number-columns-repeated"));
        let hidden = self.is_hidden(tag, Family::Column);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.columns.tell(self.columns, end - 1, hidden);
        }
        let style = tag.attribute("default-cell-style-name").unwrap_or_default().into_owned();
        self.column_styles.push((end, style));
        self.columns = end;
    }

    /// Whether a row or column is hidden by itself, by its size or by a group that is folded up.
    fn is_hidden(&self, tag: &Tag, family: Family) -> bool {
        let style = tag.attribute("style-name").unwrap_or_default();
        tag.attribute("visibility").is_some_and(|it| it != "visible")
            || self.folded.contains(&true)
            || self.styles.is_too_small(family, &style)
    }
}

fn count(tag: &Tag, name: &str) -> u32 {
    tag.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}
