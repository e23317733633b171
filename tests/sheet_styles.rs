//! Styles of spreadsheets: struck out, in the colour of the ground, and numbers shown otherwise than stored.

#[path = "common/biff.rs"]
mod biff;
#[path = "common/book.rs"]
mod book;
#[path = "common/print.rs"]
mod print;
#[path = "common/write.rs"]
mod write;

use biff::Xls;
use book::{Xlsx, check, ods, ods_row, ods_row_of, ods_with, xlsx_rows};

/// Styles 1 struck, 2 struck by the named style only, 3 said not to be applied, 4 struck off, 5 struck by
/// its own number though its named style is not.
const STRUCK: &str = "<fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts>\
    <cellStyleXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellStyleXfs>\
    <cellXfs><xf fontId=\"0\" xfId=\"0\"/><xf fontId=\"1\"/><xf xfId=\"1\"/><xf fontId=\"1\" applyFont=\"0\"/><xf fontId=\"2\"/><xf fontId=\"0\" xfId=\"1\"/></cellXfs>\
    <dxfs><dxf><font><strike/></font></dxf></dxfs>";

#[test]
fn struck_cells_of_xlsx() {
    let rows =
        xlsx_rows(&[&["甲", "1:12", "2:13", "3:14"], &["1:乙", "4:12", "5:13", "1:"], &["1:——", "0:1", "1:二", "9:4"]]);
    let rows = rows.replacen("<row>", "<row s=\"1\" customFormat=\"1\">", 1);
    let head = "<cols><col min=\"1\" max=\"9\" width=\"9\" style=\"1\"/></cols>";
    let lines = ["年报", "甲|<Struck>|<Struck>|<Struck>", "<Struck>|12|13|", "|1|<Struck>|4"];
    let bytes = Xlsx { styles: STRUCK, head, rows: &rows, ..Xlsx::default() }.bytes();
    check("a.xlsx", &bytes, &lines, &["有 5 格（B1、C1、D1等）的内容划了删除线"]);
}

#[test]
fn struck_runs_of_xlsx() {
    let run = |struck: &str, text: &str| format!("<r><rPr>{struck}<sz val=\"11\"/></rPr><t>{text}</t></r>");
    let strings: String = [
        run("<strike/>", "12") + &run("", "15"),
        run("", "15") + &run("<strike val=\"true\"/>", "12"),
        run("<strike/>", "12") + &run("<strike/>", "件"),
        "<r><t>7</t></r>".to_owned() + &run("<strike/>", "6"),
        run("<strike val=\"false\"/>", "8"),
        run("", "1") + &run("<strike/>", "6") + &run("", "1"),
    ]
    .iter()
    .map(|runs| format!("<si>{runs}</si>"))
    .collect();
    let cell = |style: u8, index: u8| format!("<c s=\"{style}\" t=\"s\"><v>{index}</v></c>");
    let row = |style: u8| format!("<row>{}</row>", (0..6).map(|index| cell(style, index)).collect::<String>());
    let own =
        format!("<row><c t=\"inlineStr\"><is>{}{}</is></c><c><v>1</v></c></row>", run("<strike/>", "3"), run("", "4"));
    let rows = [row(0), row(1), own].concat();
    // A run without properties is as its cell is; any other is as it says.
    let lines = ["年报", "15|15|<Struck>|7|8|11<Struck>", "15|15|<Struck>|<Struck>|8|11<Struck>", "4|1||||"];
    let bytes = Xlsx { styles: STRUCK, strings: &strings, rows: &rows, ..Xlsx::default() }.bytes();
    check("a.xlsx", &bytes, &lines, &["有 5 格（C1、F1、C2等）的内容划了删除线"]);
}

#[test]
fn struck_cells_and_runs_of_xls() {
    let sheet = [
        biff::number(0, 0, 1, 12.0),
        biff::number(0, 1, 2, 13.0),
        biff::number(0, 2, 3, 14.0),
        biff::numbers(1, 0, &[(1, 1), (0, 2), (2, 3)]),
        biff::shared(2, 0, 0, 0),
        biff::shared(2, 1, 0, 1),
        biff::shared(2, 2, 1, 1),
        biff::shared(3, 0, 1, 2),
        biff::shared(3, 1, 0, 2),
        biff::label(3, 2, 1, "丁"),
        biff::shared(4, 0, 0, 3),
        biff::shared(4, 1, 1, 3),
    ];
    let strings: [(&str, &[(u16, u16)]); 4] =
        [("1215", &[(0, 1), (2, 0)]), ("1512", &[(2, 5)]), ("丙", &[]), ("甲12", &[(0, 0), (1, 5)])];
    let book = Xls {
        styles: &[(1, 0, 0, 64), (5, 0, 0, 64), (3, 0, 0, 64)],
        strings: &strings,
        sheet: sheet.concat(),
        ..Xls::default()
    };
    let lines =
        ["年报", "<Struck>|<Struck>|14", "<Struck>|2|<Struck>", "15|15|<Struck>", "<Struck>|丙|<Struck>", "甲|甲|"];
    check("a.xls", &book.bytes(), &lines, &["有 7 格（A1、B1、A2等）的内容划了删除线"]);
}

const ODS_STRUCK: &str = "<style:style style:name=\"a\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
    <style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\"/>\
    <style:style style:name=\"c\" style:family=\"table-cell\"><style:text-properties style:text-line-through-type=\"double\"/></style:style>\
    <style:style style:name=\"d\" style:family=\"table-cell\" style:parent-style-name=\"a\"><style:text-properties style:text-line-through-style=\"none\" style:text-line-through-type=\"none\"/></style:style>\
    <style:style style:name=\"e\" style:family=\"table-cell\" style:parent-style-name=\"common\"/>\
    <style:style style:name=\"f\" style:family=\"table-cell\" style:parent-style-name=\"f\"/>\
    <style:style style:name=\"T\" style:family=\"text\"><style:text-properties style:text-line-through-type=\"single\"/></style:style>\
    <style:style style:name=\"U\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"none\"/></style:style>\
    <style:style style:name=\"P\" style:family=\"paragraph\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>";

#[test]
fn struck_cells_of_ods() {
    let common = "<office:document-styles><office:styles><style:style style:name=\"common\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"dash\"/></style:style></office:styles></office:document-styles>";
    let table = [
        "<table:table-column/><table:table-column table:default-cell-style-name=\"a\"/><table:table-column/>"
            .to_owned(),
        ods_row(&["a:12", "b:13", "c:14"]),
        ods_row(&["d:12", "e:13", "f:14"]),
        // A cell without a style has that of its row, or else of its column.
        ods_row(&["1", "2", "3"]),
        ods_row_of("table:default-cell-style-name=\"c\"", &["1", "d:2", "3"]),
    ];
    let lines = ["年报", "<Struck>|<Struck>|<Struck>", "12|<Struck>|14", "1|<Struck>|3", "<Struck>|2|<Struck>"];
    let bytes = ods_with(ODS_STRUCK, &table.concat(), &[("styles.xml", common)]);
    check("a.ods", &bytes, &lines, &["有 7 格（A1、B1、C1等）的内容划了删除线"]);
}

#[test]
fn struck_runs_of_ods() {
    let cell = |style: &str, inner: &str| {
        format!(
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">{inner}</table:table-cell>"
        )
    };
    let struck = |text: &str| format!("<text:span text:style-name=\"T\">{text}</text:span>");
    let clean = |text: &str| format!("<text:span text:style-name=\"U\">{text}</text:span>");
    let rows = [
        [
            cell("d", &format!("<text:p>{}15</text:p>", struck("12"))),
            cell("d", &format!("<text:p>{}</text:p>", struck("12"))),
        ],
        [
            cell("a", &format!("<text:p>12{}</text:p>", clean("15"))),
            cell("d", "<text:p text:style-name=\"P\">12</text:p><text:p>15</text:p>"),
        ],
        [
            cell("d", &format!("<text:p><text:span text:style-name=\"T\">1{}2</text:span></text:p>", clean("7"))),
            cell("d", &format!("<text:p>1{}1</text:p>", struck("6"))),
        ],
        [
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"88\"><text:p>{}</text:p></table:table-cell>",
                struck("88")
            ),
            cell("d", &format!("<text:p>{}</text:p>", clean("9"))),
        ],
    ];
    let table: String = rows.iter().map(|row| ods_row(&[&row[0], &row[1]])).collect();
    let lines = ["年报", "15|<Struck>", "15|/15", "7|11<Struck>", "<Struck>|9"];
    check("a.ods", &ods(ODS_STRUCK, &table), &lines, &["有 3 格（B1、B3、A4）的内容划了删除线"]);
}

/// The standard hides such text, LibreOffice shows it: it is not read, and nothing beside it is certain.
#[test]
fn hidden_runs_of_ods() {
    let styles = "<style:style style:name=\"T\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
        <style:style style:name=\"U\" style:family=\"text\"><style:text-properties text:display=\"true\"/></style:style>\
        <style:style style:name=\"P\" style:family=\"paragraph\"><style:text-properties text:display=\"none\"/></style:style>";
    let cell = |inner: &str| format!("<table:table-cell office:value-type=\"string\">{inner}</table:table-cell>");
    let span = |style: &str, text: &str| format!("<text:span text:style-name=\"{style}\">{text}</text:span>");
    let rows = [
        [
            cell(&format!("<text:p>{}15</text:p>", span("T", "12"))),
            cell(&format!("<text:p>{}</text:p>", span("T", "12"))),
        ],
        [
            cell(&format!("<text:p>{}15</text:p>", span("T", "—"))),
            cell(&format!("<text:p>{}</text:p>", span("U", "12"))),
        ],
        [
            cell("<text:p text:style-name=\"P\">12</text:p>"),
            cell(&format!("<text:p text:style-name=\"P\">{}</text:p>", span("U", "12"))),
        ],
        [
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"88\"><text:p>{}</text:p></table:table-cell>",
                span("T", "88")
            ),
            cell("<text:p>9</text:p>"),
        ],
    ];
    let table: String = rows.iter().map(|row| ods_row(&[&row[0], &row[1]])).collect();
    let lines = ["年报", "15<Hidden>|<Hidden>", "15|12", "<Hidden>|12", "<Hidden>|9"];
    check("a.ods", &ods(styles, &table), &lines, &["有 4 格"]);
}

/// Formats and what comes of a number in each.
const FORMATS: [(&str, &str, &str); 14] = [
    ("General", "161", "161"),
    ("#,##0", "1598", "1598"),
    ("0.00", "1386.5", "1386.5"),
    ("0", "160.7", "161"),
    ("0.0", "1386.57", "1386.6"),
    ("0\"件\"", "12", "12件"),
    ("0%", "0.5", "50%"),
    (";;;", "161", "<Hidden>"),
    ("0;-0;;@", "0", "<Hidden>"),
    ("0,", "12345", "12<Hidden>"),
    ("0;0", "-5", "5<Hidden>"),
    ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0", "-"),
    ("yyyy\"年\"m\"月\"d\"日\"", "45657", "2024年12月31日"),
    ("[DBNum1]General", "161", "<Hidden>"),
];

fn expected(cells: impl Iterator<Item = &'static str>) -> String {
    cells.collect::<Vec<_>>().join("|")
}

#[test]
fn formats_of_xlsx_and_xls() {
    let escaped = |code: &str| write::escaped(code);
    let formats: String = (0..)
        .zip(FORMATS)
        .map(|(number, (code, ..))| format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + number, escaped(code)))
        .collect();
    let xfs: String = (0..FORMATS.len()).map(|number| format!("<xf numFmtId=\"{}\"/>", 164 + number)).collect();
    let styles =
        format!("<numFmts>{formats}</numFmts><cellXfs>{xfs}<xf numFmtId=\"14\"/><xf numFmtId=\"3\"/></cellXfs>");
    let cells: Vec<String> = FORMATS.iter().zip(0..).map(|((_, value, _), style)| format!("{style}:{value}")).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let rows = xlsx_rows(&[&cells, &["14:161", "15:1598", "7:甲", "8:乙", "14:丙"]]);
    let line = expected(FORMATS.iter().map(|(.., shown)| *shown));
    let lines = ["年报", &line, "1900/6/9|1598|<Hidden>|乙|丙|||||||||"];
    let remark = ["有 6 格（H1、I1、J1等）的内容没有照原样显示"];
    check("a.xlsx", &Xlsx { styles: &styles, rows: &rows, ..Xlsx::default() }.bytes(), &lines, &remark);

    let formats: Vec<(u16, &str)> = (164..).zip(FORMATS.iter().map(|(code, ..)| *code)).collect();
    let mut styles: Vec<biff::Style> = formats.iter().map(|(number, _)| (0, *number, 0, 64)).collect();
    styles.extend([(0, 14, 0, 64), (0, 3, 0, 64)]);
    let mut sheet = Vec::new();
    for (column, (_, value, _)) in (0..).zip(FORMATS) {
        sheet.extend(biff::number(0, column, column + 1, value.parse().expect("a number")));
    }
    sheet.extend(biff::numbers(1, 0, &[(15, 161), (16, 1598)]));
    sheet.extend([biff::label(1, 2, 8, "甲"), biff::label(1, 3, 9, "乙"), biff::label(1, 4, 15, "丙")].concat());
    check("a.xls", &Xls { styles: &styles, formats: &formats, sheet, ..Xls::default() }.bytes(), &lines, &remark);
}

#[test]
fn days_are_counted_from_1904() {
    let rows = xlsx_rows(&[&["1:0", "1"]]);
    let styles = "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>";
    let book = "<workbookPr date1904=\"1\"/>";
    check("a.xlsx", &Xlsx { book, styles, rows: &rows, ..Xlsx::default() }.bytes(), &["年报", "1904/1/1|1"], &[]);
    let book = Xls {
        book: biff::record(0x0022, &[1, 0]),
        styles: &[(0, 14, 0, 64)],
        sheet: biff::numbers(0, 0, &[(1, 0), (0, 1)]),
        ..Xls::default()
    };
    check("a.xls", &book.bytes(), &["年报", "1904/1/1|1"], &[]);
}

#[test]
fn formats_of_ods() {
    let number =
        |name: &str, inner: &str| format!("<number:number-style style:name=\"{name}\">{inner}</number:number-style>");
    let styles = [
        number("N0", "<number:number number:min-integer-digits=\"1\"/>"),
        number("N1", "<number:text/>"),
        number("N2", "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/><number:text>件</number:text>"),
        number("N3", "<number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>"),
        number("N4", "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:display-factor=\"1000\"/>"),
        number("N5", "<number:text>/</number:text><style:map style:condition=\"value()&gt;0\" style:apply-style-name=\"N0\"/>"),
        "<number:percentage-style style:name=\"N6\"><number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>".to_owned(),
        "<number:date-style style:name=\"N7\"><number:year number:style=\"long\"/><number:text>-</number:text><number:month number:style=\"long\"/><number:text>-</number:text><number:day/></number:date-style>".to_owned(),
    ];
    let cell_styles = (0..8).map(|n| {
        format!("<style:style style:name=\"c{n}\" style:family=\"table-cell\" style:data-style-name=\"N{n}\"/>")
    });
    let styles = styles.concat() + &cell_styles.collect::<String>();
    let cell = |style: &str, value: &str, shown: &str| {
        format!(
            "<table:table-cell table:style-name=\"{style}\" office:value-type=\"float\" office:value=\"{value}\">{shown}</table:table-cell>"
        )
    };
    let percent = cell("c6", "0.5", "<text:p>50%</text:p>").replace("\"float\"", "\"percentage\"");
    let date = |shown: &str| {
        format!(
            "<table:table-cell table:style-name=\"c7\" office:value-type=\"date\" office:date-value=\"2024-12-31\">{shown}</table:table-cell>"
        )
    };
    let table = [
        ods_row(&[
            "c0:161",
            &cell("c1", "5", "<text:p/>"),
            &cell("c2", "12", "<text:p>12件</text:p>"),
            &cell("c3", "1386.57", "<text:p>1,386.6</text:p>"),
        ]),
        // What was stored beside the number does not count where its format is known.
        ods_row(&["c1:5", &cell("c1", "5", ""), "c2:12", "c3:1386.57"]),
        ods_row(&[
            &cell("c4", "12345", "<text:p>12</text:p>"),
            &cell("c5", "0", "<text:p>/</text:p>"),
            &cell("c5", "7", "<text:p>7</text:p>"),
            &percent,
        ]),
        ods_row(&[&date("<text:p>2024-12-31</text:p>"), &date(""), &date("<text:p/>"), "没有:8"]),
    ];
    let lines = [
        "年报",
        "161|<Hidden>|12件|1386.6",
        "<Hidden>|<Hidden>|12件|1386.6",
        "12<Hidden>|/|7|50%",
        "2024-12-31|2024-12-31|<Hidden>|8",
    ];
    check("a.ods", &ods(&styles, &table.concat()), &lines, &["有 5 格（B1、A2、B2等）的内容没有照原样显示"]);
}

#[test]
fn letters_in_the_colour_of_the_ground() {
    let styles = "<fonts><font/><font><color rgb=\"FFFFFFFF\"/></font><font><color theme=\"0\"/></font><font><color indexed=\"9\"/></font><font><color rgb=\"FF123456\"/></font></fonts>\
        <fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"00123456\"/></patternFill></fill><fill><patternFill patternType=\"solid\"><fgColor theme=\"0\"/></patternFill></fill></fills>\
        <cellXfs><xf/><xf fontId=\"1\"/><xf fontId=\"2\" fillId=\"0\"/><xf fontId=\"3\" fillId=\"3\"/><xf fontId=\"4\" fillId=\"2\"/><xf fontId=\"1\" fillId=\"2\"/><xf fontId=\"4\"/><xf fontId=\"1\" fillId=\"1\"/></cellXfs>";
    let rows = xlsx_rows(&[&["甲", "1:2", "2:3", "3:乙"], &["4:5", "5:6", "6:7", "7:8"]]);
    let lines = ["年报", "甲|<Hidden>|<Hidden>|<Hidden>", "<Hidden>|6|7|8"];
    check(
        "a.xlsx",
        &Xlsx { styles, rows: &rows, ..Xlsx::default() }.bytes(),
        &lines,
        &["有 4 格（B1、C1、D1等）的内容没有照原样显示"],
    );

    let xls = [(2, 0, 0, 64), (2, 0, 1, 9), (2, 0, 1, 30), (2, 0, 2, 9)];
    let sheet = biff::numbers(0, 0, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]);
    let book = Xls { styles: &xls, sheet: sheet.clone(), ..Xls::default() };
    check("a.xls", &book.bytes(), &["年报", "1|<Hidden>|<Hidden>|4|5"], &["有 2 格"]);
    // A palette may have another colour in the place of white.
    let palette = biff::record(0x0092, &[&[56, 0][..], &[0; 56 * 4]].concat());
    let book = Xls { book: palette, styles: &xls, sheet, ..Xls::default() };
    check("a.xls", &book.bytes(), &["年报", "1|2|<Hidden>|4|5"], &["有 1 格"]);

    let style = |name: &str, ground: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\"><style:table-cell-properties {ground}/><style:text-properties fo:color=\"#FFFFFF\"/></style:style>"
        )
    };
    let styles = [
        style("a", ""),
        style("b", "fo:background-color=\"transparent\""),
        style("c", "fo:background-color=\"#ffffff\""),
        style("d", "fo:background-color=\"#123456\""),
    ];
    let table = ods_row(&["a:1", "b:2", "c:三", "d:4", "5"]);
    check("a.ods", &ods(&styles.concat(), &table), &["年报", "<Hidden>|<Hidden>|<Hidden>|4|5"], &["有 3 格"]);
}
