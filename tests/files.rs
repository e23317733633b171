//! Files of every kind: each reads to exactly its cells, or says what it is and what to do.

mod common;
#[path = "common/made.rs"]
mod made;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use gouji::form::Form;
use gouji::read::{Document, Piece, file};
use gouji::recognise::recognise;
use gouji::report::Report;
use print::{PrintedTable, printed};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn forms() -> Vec<Arc<Form>> {
    ["2019", "2021"].map(common::form).to_vec()
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// How the cells read compare with those written: wrong, doubtful, not found.
#[derive(Debug, Default, PartialEq)]
struct Score {
    cells: usize,
    wrong: Vec<String>,
    doubtful: usize,
    missing: usize,
}

fn compare(document: &Document, written: &Report) -> Score {
    let read = recognise(document, &forms()).report();
    let mut score = Score::default();
    for cell in 0..written.cells.len() {
        let address = written.layout.address(cell);
        score.cells += 1;
        match read.layout.cell(&address).map(|cell| &read.cells[cell]) {
            Some(found) if found.missing => score.missing += 1,
            None => score.missing += 1,
            Some(found) if found.is_uncertain() => score.doubtful += 1,
            Some(found) if found.raw.trim() == written.cells[cell].raw => {}
            Some(found) => score.wrong.push(format!("{address} {:?} for {:?}", found.raw, written.cells[cell].raw)),
        }
    }
    score
}

#[track_caller]
fn check_exact(name: &str, bytes: &[u8], written: &Report) -> Document {
    let document = file(name, bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
    let cells = written.cells.len();
    assert_eq!(compare(&document, written), Score { cells, ..Score::default() }, "{name}");
    document
}

/// The figures as they were printed for office software: without a unit.
fn as_printed(form: &str) -> Report {
    let mut report = common::balanced(form);
    if let Some(amount) = report.layout.cell("disclosure.procurement.amount") {
        report.write(amount, "75394432.52");
    }
    report
}

#[test]
fn what_office_software_wrote_is_read_to_the_cell() {
    for kind in ["docx", "doc", "rtf", "xlsx", "xls", "ods", "pdf", "html", "mht"] {
        for form in ["2019", "2021"] {
            let name = format!("{form}.{kind}");
            let document = check_exact(&name, &fixture(&name), &as_printed(form));
            assert!(document.remarks.is_empty(), "{name}: {:?}", document.remarks);
        }
    }
    for name in ["2021.wps", "2021.et", "thirty-pages.pdf"] {
        check_exact(name, &fixture(name), &common::balanced("2021"));
    }
}

#[test]
fn the_content_decides_and_the_name_does_not() {
    for (name, content, told) in [
        ("报告.doc", "2021.rtf", Some("RTF")),
        ("报告.doc", "2021.html", Some("HTML")),
        ("报告.xls", "2021.html", Some("HTML")),
        ("报告.wps", "2021.docx", None),
        ("报告", "2021.pdf", None),
        ("报告.txt", "2021.xlsx", None),
    ] {
        let document = check_exact(name, &fixture(content), &common::balanced("2021"));
        let remarks = document.remarks.join("");
        assert_eq!(told.map(|told| remarks.contains(told)), told.map(|_| true), "{name} {content}: {remarks:?}");
    }
}

/// What a printed report is written to, and whether every cell must be read without a doubt.
type Kind = (&'static str, bool, fn(&str, &[PrintedTable], bool) -> Vec<u8>);

const KINDS: [Kind; 8] = [
    ("html", true, |title, tables, _| print::html(title, tables).into_bytes()),
    ("html", true, |title, tables, _| encoding_rs::GB18030.encode(&print::html(title, tables)).0.into_owned()),
    ("mht", true, |title, tables, odd| write::mht(&print::html(title, tables), odd)),
    ("docx", true, |title, tables, _| write::docx(title, tables)),
    ("xlsx", true, write::xlsx),
    ("ods", true, |title, tables, _| write::ods(title, tables)),
    ("pdf", true, write::pdf),
    ("csv", true, |title, tables, _| write::csv(title, tables).into_bytes()),
];

/// How many made reports each kind is tried with; `GOUJI_ROUNDS` may ask for more.
fn rounds() -> u64 {
    std::env::var("GOUJI_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12)
}

#[test]
fn made_reports_come_back_from_every_kind() {
    for (kind, exact, write) in KINDS {
        let mut total = Score::default();
        for seed in 1..=rounds() {
            let form = common::form(if seed % 2 == 0 { "2019" } else { "2021" });
            let report = made::report(&form, seed);
            let (title, tables) = printed(&form, &report, if seed % 2 == 0 { 2019 } else { 2023 });
            let bytes = write(&title, &tables, seed % 3 == 0);
            let document =
                file(&format!("报告.{kind}"), &bytes).unwrap_or_else(|refusal| panic!("{kind} {seed}: {refusal}"));
            let score = compare(&document, &report);
            assert!(score.wrong.is_empty(), "{kind} {seed}: {score:?}");
            assert!(!exact || score.doubtful + score.missing == 0, "{kind} {seed}: {score:?}");
            total.cells += score.cells;
            total.doubtful += score.doubtful;
            total.missing += score.missing;
        }
        println!(
            "{kind}: {} reports, {} cells, 0 wrong, {} doubtful, {} not found",
            rounds(),
            total.cells,
            total.doubtful,
            total.missing
        );
    }
}

/// Made reports that `make-office.mjs FOLDER SEEDS` had LibreOffice write, where `GOUJI_OFFICE`
/// names the folder.
#[test]
fn made_reports_come_back_from_office_software() {
    let Some(folder) = std::env::var_os("GOUJI_OFFICE").map(PathBuf::from) else {
        eprintln!("skipped: GOUJI_OFFICE names no folder of made reports");
        return;
    };
    let mut counts = std::collections::BTreeMap::<String, (usize, Score)>::new();
    for path in std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let Some((id, rest)) = name.split_once('-') else { continue };
        let Some((seed, kind)) = rest.split_once('.') else { continue };
        let report = made::report(&common::form(id), seed.parse().expect("a seed"));
        let bytes = std::fs::read(&path).expect("a file");
        let document = file(&name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let score = compare(&document, &report);
        // A narrow column of a page breaks long figures: those are doubtful, and none is wrong.
        assert!(score.wrong.is_empty(), "{name}: {score:?}");
        assert!(kind == "pdf" || score.doubtful + score.missing == 0, "{name}: {score:?}");
        let (files, total) = counts.entry(kind.to_owned()).or_default();
        *files += 1;
        total.cells += score.cells;
        total.doubtful += score.doubtful;
        total.missing += score.missing;
    }
    assert!(!counts.is_empty(), "no made reports in {}", folder.display());
    for (kind, (files, Score { cells, doubtful, missing, .. })) in counts {
        println!("{kind}: {files} reports, {cells} cells, 0 wrong, {doubtful} doubtful, {missing} not found");
    }
}

/// A document as lines: grids by rows, `^` where a cell is covered.
fn drawn(document: &Document) -> String {
    let mut out = Vec::new();
    for piece in &document.pieces {
        match piece {
            Piece::Line(line) => out.push(line.clone()),
            Piece::Grid(grid) => {
                for row in &grid.rows {
                    let cells = row
                        .iter()
                        .map(|cell| if cell.is_origin() { cell.text.replace('\n', "/") } else { "^".to_owned() });
                    out.push(cells.collect::<Vec<_>>().join("|"));
                }
            }
        }
    }
    out.join("\n")
}

#[track_caller]
fn check_docx(body: &str, expected: &str) {
    let document = file("报告.docx", &write::docx_of(body)).expect("a document");
    assert_eq!(drawn(&document), expected);
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<w:tc>{}</w:tc>", if cell.starts_with('<') { (*cell).to_owned() } else { p(cell) }))
        .collect();
    format!("<w:tr>{cells}</w:tr>")
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    check_docx(
        "<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins><w:r><w:t>13</w:t></w:r></w:ins>\
         <w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>4</w:t></w:r></w:p><w:p><w:r><w:t>5件</w:t></w:r></w:p>",
        "收到13新\n45件",
    );
    let deleted = row(&["x", "y"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>");
    let inserted = row(&["c", "d"]).replace("<w:tr>", "<w:tr><w:trPr><w:ins/></w:trPr>");
    check_docx(&format!("<w:tbl>{}{deleted}{inserted}</w:tbl>", row(&["a", "b"])), "a|b\nc|d");
    // What the cell was before a change of format is not what it is.
    let changed = "<w:tcPr><w:gridSpan w:val=\"2\"/><w:tcPrChange><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tcPrChange></w:tcPr><w:p/>";
    check_docx(&format!("<w:tbl>{}{}</w:tbl>", row(&[changed]), row(&["a", "b"])), "|^\na|b");
}

#[test]
fn merged_and_nested_tables() {
    let cell = |properties: &str, text: &str| format!("<w:tcPr>{properties}</w:tcPr>{}", p(text));
    let wide = cell("<w:gridSpan w:val=\"2\"/>", "宽");
    let tall = cell("<w:vMerge w:val=\"restart\"/>", "高");
    let below = cell("<w:vMerge/>", "");
    let rows = [row(&[&wide, &tall]), row(&["a", "b", &below]), row(&["c", "d", "e"])];
    check_docx(&format!("<w:tbl>{}</w:tbl>", rows.concat()), "宽|^|高\na|b|^\nc|d|e");
    let inner = format!("<w:tbl>{}</w:tbl><w:p/>", row(&["1", "2"]));
    check_docx(&format!("<w:tbl>{}</w:tbl>", row(&["外", &inner])), "外\n1|2");
    let late = row(&["a"]).replace("<w:tr>", "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>");
    check_docx(&format!("<w:tbl>{}{late}</w:tbl>", row(&["x", "y"])), "x|y\n|a");
}

#[test]
fn what_is_not_the_text_is_left_out() {
    check_docx(
        "<w:p><w:r><w:t>12</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>3</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r><w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>8</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>\
         <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>框</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
        "12\n3\n8\n7\n框",
    );
}

/// A workbook whose only sheet has these rows.
fn sheet_of(rows: &str) -> Vec<u8> {
    sheets_of(rows, 1)
}

/// A workbook that lists the sheet with these rows so many times.
fn sheets_of(rows: &str, times: usize) -> Vec<u8> {
    let sheets = "<sheet name=\"年报\" id=\"s\"/>".repeat(times);
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationships><Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    write::zipped(&[
        ("_rels/.rels", &relation("r", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", &format!("<workbook><sheets>{sheets}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels", &relation("s", "worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let bytes = sheet_of(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>3</v></c></row>",
    );
    let document = file("年报.xlsx", &bytes).expect("a workbook");
    assert_eq!(drawn(&document), "年报\n1|2");
    assert!(document.remarks[0].contains("过大"), "{:?}", document.remarks);
    let bytes = write::ods_of(
        "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell office:value-type=\"float\" office:value=\"7\" table:number-columns-repeated=\"16384\"><text:p>7</text:p></table:table-cell></table:table-row></table:table>",
    );
    let document = file("年报.ods", &bytes).expect("a workbook");
    assert!(document.remarks[0].contains("过大"), "{:?}", document.remarks);
}

#[test]
fn many_large_sheets_are_bounded_together() {
    let rows: String = (1..=1000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"IV{row}\"><v>2</v></c></row>"))
        .collect();
    let document = file("年报.xlsx", &sheets_of(&rows, 50)).expect("a workbook");
    let cells: usize = document
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Grid(grid) => grid.rows.iter().map(Vec::len).sum(),
            Piece::Line(_) => 0,
        })
        .sum();
    assert!(cells < 700_000, "{cells}");
    assert!(document.remarks.iter().any(|remark| remark.contains("过大")), "{:?}", document.remarks);
}

#[test]
fn text_in_any_encoding() {
    let text = "二、主动公开政府信息情况\n规章\t3\t5\t74\n";
    let utf_16 = |write: fn(u16) -> [u8; 2], mark: &str| {
        format!("{mark}{text}").encode_utf16().flat_map(write).collect::<Vec<u8>>()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        utf_16(u16::to_le_bytes, "\u{FEFF}"),
        utf_16(u16::to_be_bytes, "\u{FEFF}"),
        utf_16(u16::to_le_bytes, ""),
        utf_16(u16::to_be_bytes, ""),
        encoding_rs::GB18030.encode(text).0.into_owned(),
    ] {
        assert_eq!(
            drawn(&file("报告.txt", &bytes).expect("a text")),
            "二、主动公开政府信息情况\n规章|3|5|74",
            "{bytes:?}"
        );
    }
}

/// What a file is refused with: every one of these words.
#[track_caller]
fn check_refused(name: &str, bytes: &[u8], words: &[&str]) {
    let refusal = file(name, bytes).expect_err(name).to_string();
    for word in words {
        assert!(refusal.contains(word), "{name}: {refusal}");
    }
    assert!(refusal.contains('请'), "{name} says what to do: {refusal}");
}

#[test]
fn what_is_no_report_is_said_to_be() {
    check_refused("a.docx", b"", &["空的"]);
    check_refused("a.txt", b" \r\n ", &["空的"]);
    check_refused("a.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF", &["图片（JPEG）", "手工"]);
    check_refused("a.docx", b"\x89PNG\r\n\x1A\n\0\0", &["图片（PNG）"]);
    check_refused("a.rar", b"Rar!\x1A\x07\0", &["压缩包", "解压"]);
    check_refused("a.zip", &write::zipped(&[("a.txt", "x")]), &["压缩包", "解压"]);
    check_refused("a.ofd", &write::zipped(&[("OFD.xml", "x")]), &["OFD", "PDF"]);
    check_refused("a.doc", &[0, 1, 2, 3, 0, 0, 5], &["不是文本", "另存为"]);
    check_refused(
        "a.xml",
        b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>",
        &["XML 表格", ".xlsx"],
    );
    check_refused("a.txt", &vec![b'a'; gouji::read::MAX_FILE + 1], &["50 MB", "另存"]);
}

#[test]
fn a_password_is_named() {
    check_refused(
        "a.docx",
        &compound(&[("/EncryptedPackage", b"xx"), ("/EncryptionInfo", b"xx")]),
        &["打开密码", "取消密码"],
    );
    let mut word = vec![0_u8; 0x200];
    word[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    word[0x0B] = 1;
    check_refused("a.doc", &compound(&[("/WordDocument", &word), ("/1Table", b"")]), &["旧版 Word", "打开密码"]);
    let book = [&[0x09, 8, 4, 0, 0, 6, 5, 0][..], &[0x2F, 0, 2, 0, 1, 0]].concat();
    check_refused("a.xls", &compound(&[("/Workbook", &book)]), &["旧版 Excel", "打开密码"]);
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"].map(str::to_owned);
    let pdf = String::from_utf8(write::pdf_of(&objects)).expect("text");
    let key = "0".repeat(64);
    let pdf = pdf.replace("trailer << ", &format!("trailer << /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >> "));
    check_refused("a.pdf", pdf.as_bytes(), &["PDF", "打开密码"]);
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).expect("a compound file");
    for (name, content) in streams {
        std::io::Write::write_all(&mut file.create_stream(name).expect("a stream"), content).expect("a stream");
    }
    file.flush().expect("a compound file");
    file.into_inner().into_inner()
}

#[test]
fn a_file_broken_off_is_said_to_be() {
    for name in ["2021.docx", "2021.xlsx", "2021.ods", "2021.doc", "2021.xls", "2021.rtf"] {
        let bytes = fixture(name);
        check_refused(name, &bytes[..bytes.len() / 2], &["不完整或已损坏"]);
    }
    check_refused("a.pdf", b"%PDF-1.4\n1 0 obj\n<<", &["PDF", "不完整或已损坏"]);
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let relation = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let zeros = " ".repeat(70 << 20);
    check_refused(
        "a.docx",
        &write::zipped(&[("_rels/.rels", relation), ("word/document.xml", &zeros)]),
        &["展开后", "过大"],
    );
    let bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document><w:body>&b;</w:body></w:document>";
    check_refused("a.docx", &write::zipped(&[("_rels/.rels", relation), ("word/document.xml", bomb)]), &["实体"]);
    let foreign = "<w:document><w:body>&b;</w:body></w:document>";
    check_refused("a.docx", &write::zipped(&[("_rels/.rels", relation), ("word/document.xml", foreign)]), &["实体"]);
    let deep = "<a>".repeat(100_000);
    check_refused(
        "a.docx",
        &write::zipped(&[("_rels/.rels", relation), ("word/document.xml", &deep)]),
        &["展开后", "过大"],
    );
    check_refused("a.rtf", format!("{{\\rtf1 {}", "{".repeat(100_000)).as_bytes(), &["展开后", "过大"]);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, zeros.as_bytes()).expect("packed");
    let packed = packed.finish().expect("packed");
    let head = format!("%PDF-1.4\n1 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len());
    check_refused("a.pdf", &[head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat(), &["展开后", "过大"]);
}

#[test]
fn what_nests_without_end_is_read_or_refused() {
    let nested =
        |open: &str, close: &str, times: usize| format!("{}{}{}", open.repeat(times), p("x"), close.repeat(times));
    check_docx(&nested("<w:sdt>", "</w:sdt>", 190), "x");
    check_docx(&nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60), "x");
    let part = "Content-Type: message/rfc822\r\n\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n";
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n";
    check_refused("a.mht", format!("{head}{}", part.repeat(20_000)).as_bytes(), &["MHT", "不完整或已损坏"]);
    check_refused("a.pdf", format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(200_000)).as_bytes(), &["PDF"]);
}

#[test]
fn many_entries_are_no_report() {
    let names: Vec<String> = (0..10_001).map(|number| format!("{number}.txt")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    check_refused("a.docx", &write::zipped(&parts), &["展开后"]);
}

/// A PDF with one page of this content and these resources.
fn page_of(resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << {resources} >> /Contents 4 0 R >>"),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    objects.extend_from_slice(more);
    write::pdf_of(&objects)
}

#[test]
fn a_scan_is_no_text() {
    let image = "<< /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream".to_owned();
    check_refused(
        "a.pdf",
        &page_of("/XObject << /I 5 0 R >>", "q 600 0 0 800 0 0 cm /I Do Q", &[image]),
        &["扫描件", "文字识别"],
    );
    check_refused("a.pdf", &page_of("", "", &[]), &["空的"]);
    let font = "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [] >>".to_owned();
    check_refused(
        "a.pdf",
        &page_of("/Font << /F 5 0 R >>", "BT /F 9 Tf 9 9 Td <00010002> Tj ET", &[font]),
        &["字体", "乱码"],
    );
}

#[test]
fn glyphs_of_a_page_become_text() {
    let check = |content: &str, expected: &str| {
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned();
        let document = file("a.pdf", &page_of("/Font << /F 5 0 R >>", content, &[font])).expect(content);
        assert_eq!(drawn(&document), expected, "{content}");
    };
    // Feigned bold, a raised mark, a page number, a watermark askew.
    check("BT /F 10 Tf 50 700 Td (12) Tj ET BT /F 10 Tf 50.4 700 Td (12) Tj ET", "12");
    check("BT /F 10 Tf 50 700 Td (12) Tj /F 6 Tf 4 Ts (3) Tj ET", "12\n3");
    check("BT /F 10 Tf 50 700 Td (a) Tj ET BT /F 10 Tf 300 20 Td (- 5 -) Tj ET", "a");
    check("BT /F 10 Tf 50 700 Td (a) Tj ET BT /F 40 Tf 0.7 0.7 -0.7 0.7 50 600 Tm (draft) Tj ET", "a");
    // Without lines, wide gaps are tabs.
    check(
        "BT /F 10 Tf 50 700 Td (a) Tj 200 0 Td (1) Tj ET BT /F 10 Tf 50 680 Td (b) Tj 200 0 Td (2) Tj ET",
        "a|1\nb|2",
    );
    // A table whose lines leave a cell that is no rectangle is not guessed at.
    let lines = "1 0 0 1 100 400 cm 0 0 m 100 0 l S 0 100 m 100 100 l S 0 0 m 0 100 l S 100 0 m 100 100 l S 50 50 m 100 50 l S 50 0 m 50 50 l S";
    check(&format!("{lines} BT /F 10 Tf 60 20 Td (7) Tj ET"), "7");
}
