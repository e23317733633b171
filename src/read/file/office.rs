//! Which document is inside a container, and the reader that has it.

use super::compound::Compound;
use super::package::Package;
use super::{Refusal, doc, docx, ods, xls, xlsx};
use crate::read::Document;

/// Reads whatever document is in a zip file.
pub(super) fn zipped(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut package = Package::open(bytes)?;
    if package.has("OFD.xml") {
        return Err(Refusal::Unread("OFD 版式文件", "用版式阅读软件导出为 PDF，或打开报告的 Word 原稿"));
    }
    if let Some(kind) = package.part("mimetype")? {
        return match kind.trim() {
            "application/vnd.oasis.opendocument.spreadsheet" => ods::ods(&mut package),
            _ => Err(Refusal::Unread("OpenDocument 文档", "用原软件打开，另存为 .docx")),
        };
    }
    let Some(main) = package.related("", "officeDocument")? else {
        return Err(Refusal::Unread("压缩包", "先解压，再逐个打开其中的报告文件"));
    };
    match main.to_ascii_lowercase() {
        folded if folded.ends_with(".bin") => Err(Refusal::Unread("二进制 Excel 工作簿（.xlsb）", "另存为 .xlsx")),
        folded if folded.starts_with("xl/") => xlsx::xlsx(&mut package, &main),
        folded if folded.starts_with("ppt/") => Err(Refusal::Unread("演示文稿", "打开报告的 Word 或 Excel 文件")),
        _ => docx::docx(&mut package, &main),
    }
}

/// Reads whatever document is in a compound file.
pub(super) fn compound(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut file = Compound::open(bytes)?;
    if file.has("/EncryptedPackage") {
        return Err(Refusal::Password(" Office "));
    }
    if file.has("/WordDocument") {
        return doc::doc(&mut file);
    }
    if file.has("/Workbook") {
        return xls::xls(&file.stream("/Workbook", xls::KIND)?);
    }
    Err(match () {
        () if file.has("/Book") => {
            Refusal::Unread("很旧的 Excel 工作簿（Excel 95 或更早）", "用 Excel 或 WPS 打开，另存为 .xlsx")
        }
        () if file.has("/PowerPoint Document") => Refusal::Unread("演示文稿", "打开报告的 Word 或 Excel 文件"),
        () if file.has("/__properties_version1.0") => Refusal::Unread("Outlook 邮件", "把邮件里的附件另存出来"),
        () => Refusal::Unknown,
    })
}
