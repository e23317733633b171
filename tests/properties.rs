//! Whatever is read, nothing panics; what was printed comes back.

use gouji::form::{Block, Form, Lines, Node};
use gouji::forms::BUILT_IN;
use gouji::read::{self, Grid, GridBuilder, Span};
use gouji::recognise::{Reading, recognise};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static FORMS: LazyLock<Vec<Arc<Form>>> =
    LazyLock::new(|| BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a built-in form"))).collect());

/// Every label of every form.
static LABELS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut labels = Vec::new();
    for table in FORMS.iter().flat_map(|form| &form.tables) {
        labels.push(table.label.clone());
        for block in &table.blocks {
            labels.extend(block.heading.iter().chain(&block.corner).cloned());
            for line in block.rows.leaves.iter().chain(&block.columns.leaves) {
                labels.push(line.label.clone());
                labels.extend(line.path.iter().cloned());
            }
        }
    }
    labels
});

/// A label, a piece of one, a figure, markup or anything.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..LABELS.len()).prop_map(|at| LABELS[at].clone()),
        (0..LABELS.len(), 0..8usize).prop_map(|(at, from)| LABELS[at].chars().skip(from).collect()),
        "[0-9]{1,4}",
        prop::sample::select(vec![
            "",
            " ",
            "\t",
            "\n",
            "\r\n",
            "|",
            "||",
            "|---|",
            "\"",
            "/",
            "（",
            "- 4 -",
            "\u{A0}",
            "1.",
            "2024年",
            "<table>",
            "<tr>",
            "<td>",
            "<td colspan=3>",
            "<td rowspan=9>",
            "</table>",
            "<p>",
            "<br>",
            "<!--",
            "<b>",
            "</td>",
            "<th colspan=99999 rowspan=99999>",
            "<script>",
            "<td style='mso-ignore:colspan' colspan=2>",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(scraps in prop::collection::vec(scrap(), 0..120)) {
        let text = scraps.concat();
        for document in [read::text(&text), read::csv(&text), read::html::html(&text)] {
            let report = recognise(&document, &FORMS).report();
            prop_assert_eq!(report.cells.len(), report.layout.places.len());
        }
    }

    #[test]
    fn what_was_printed_comes_back(
        form in 0..BUILT_IN.len(),
        figures in prop::collection::vec(prop_oneof![2 => Just(String::new()), 2 => Just("0".to_owned()), 1 => "[1-9][0-9]{0,5}"], 250),
    ) {
        let form = &FORMS[form];
        let mut figures = figures.into_iter().cycle();
        let mut written = BTreeMap::new();
        let mut grids = Vec::new();
        for table in &form.tables {
            for block in &table.blocks {
                let mut fill = |row: usize, column: usize| {
                    let figure = figures.next().unwrap_or_default();
                    let row = &block.rows.leaves[row].id;
                    written.insert(format!("{}.{row}.{}", table.id, block.columns.leaves[column].id), figure.clone());
                    figure
                };
                grids.push((&table.label, printed(block, &mut fill)));
            }
        }
        let page: String = grids.iter().map(|(label, grid)| format!("<p>{label}</p>{}", html(grid))).collect();
        let paste: String = grids.iter().map(|(label, grid)| format!("{label}\n{}\n", tabbed(grid))).collect();
        let sheet: String = grids.iter().map(|(label, grid)| format!("{label}\n\n{}\n\n", filled(grid).join("\n"))).collect();
        let markdown: String = grids.iter().map(|(label, grid)| format!("{label}\n{}\n", piped(grid))).collect();
        for (way, document) in [
            ("html", read::html::html(&page)),
            ("tabs", read::text(&paste)),
            ("pipes", read::text(&markdown)),
        ] {
            let reading = recognise(&document, &FORMS);
            let found = certain(&reading);
            let differs = |(address, figure): &(&String, &String)| found.get(*address) != Some(figure);
            let lost: Vec<_> = written.iter().filter(differs).map(|(address, figure)| (address, figure, found.get(address))).collect();
            prop_assert!(lost.is_empty(), "{way}: {:?} of {} in\n{paste}", &lost[..lost.len().min(5)], lost.len());
            prop_assert_eq!(found.len(), written.len(), "{}", way);
            prop_assert!(reading.tables.iter().all(|table| table.form.id == form.id), "{}", way);
            prop_assert_eq!(&reading.remarks, &Vec::<String>::new(), "{}", way);
        }
        // Beside the blanks of merged cells a row's own blanks may leave doubt, never an error.
        for (address, found) in certain(&recognise(&read::text(&sheet), &FORMS)) {
            prop_assert_eq!(Some(&found), written.get(&address), "spreadsheet {} in\n{}", address, sheet);
        }
    }
}

/// What happens to a text on the way here.
#[derive(Clone, Debug)]
enum Mishap {
    /// Every cell on a line of its own, blank ones lost, as in the text of a PDF.
    OneALine,
    /// A strange column in this place.
    Column(usize),
    /// Rows in another order, and some lost.
    Rows(usize),
    /// A cell lost from every row that has so many.
    Cell(usize),
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        Just(Mishap::OneALine),
        (1..10usize).prop_map(Mishap::Column),
        (1..9usize).prop_map(Mishap::Rows),
        (1..9usize).prop_map(Mishap::Cell),
    ]
}

/// The rows of a block after a mishap.
fn mangled(block: &Block, grid: &Grid, mishap: &Mishap) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> =
        grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
    let head = if block.inline { depth(&block.rows.tree) + 1 } else { grid.rows.len() - block.rows.leaves.len() };
    match mishap {
        Mishap::OneALine => {
            rows = rows.into_iter().flatten().filter(|cell| !cell.is_empty()).map(|c| vec![c]).collect()
        }
        Mishap::Column(at) => {
            for (number, row) in rows.iter_mut().enumerate() {
                let text = if number + 1 == head {
                    "备注"
                } else if number < head {
                    ""
                } else {
                    "7"
                };
                row.insert((*at).min(row.len()), text.to_owned());
            }
        }
        Mishap::Rows(step) => {
            let body = rows.split_off(head.min(rows.len()));
            let count = body.len();
            rows.extend((0..count * 2 / 3).map(|at| body[(at * step + step) % count].clone()));
        }
        Mishap::Cell(at) => rows.iter_mut().skip(head).filter(|row| row.len() > *at).for_each(|row| {
            row.remove(*at);
        }),
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, max_shrink_iters: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_mangled_is_never_misread(
        form in 0..BUILT_IN.len(),
        mishap in mishap(),
        figures in prop::collection::vec(prop_oneof![1 => Just(String::new()), 2 => Just("0".to_owned()), 2 => "[1-9][0-9]{0,5}"], 250),
    ) {
        let form = &FORMS[form];
        let mut figures = figures.into_iter().cycle();
        let mut written = BTreeMap::new();
        let (mut text, mut page) = (String::new(), String::new());
        for table in &form.tables {
            text.push_str(&table.label);
            let _ = write!(page, "<p>{}</p>", table.label);
            for block in &table.blocks {
                let mut fill = |row: usize, column: usize| {
                    let figure = figures.next().unwrap_or_default();
                    let row = &block.rows.leaves[row].id;
                    written.insert(format!("{}.{row}.{}", table.id, block.columns.leaves[column].id), figure.clone());
                    figure
                };
                let rows = mangled(block, &printed(block, &mut fill), &mishap);
                let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
                let cells: Vec<String> = rows.iter().map(|row| format!("<tr><td>{}", row.join("<td>"))).collect();
                let _ = write!(text, "\n\n{}\n\n", lines.join("\n"));
                let _ = write!(page, "<table>{}</table>", cells.concat());
            }
        }
        for (way, source, document) in [("text", &text, read::text(&text)), ("html", &page, read::html::html(&page))] {
            // Beside the blanks of merged cells nobody could tell that a cell is gone from a line of text.
            if way == "text" && matches!(mishap, Mishap::Cell(_)) {
                continue;
            }
            for (address, found) in certain(&recognise(&document, &FORMS)) {
                prop_assert_eq!(Some(&found), written.get(&address), "{} {} in\n{}", way, address, source);
            }
        }
    }
}

fn certain(reading: &Reading) -> BTreeMap<String, String> {
    let cells = reading.tables.iter().flat_map(|table| {
        let certain = table.cells.iter().filter(|(spot, _)| !table.doubts.contains_key(spot));
        certain.map(|(spot, raw)| (table.address(*spot), raw.clone()))
    });
    cells.collect()
}

/// A block as its form prints it.
fn printed(block: &Block, fill: &mut dyn FnMut(usize, usize) -> String) -> Grid {
    let mut builder = GridBuilder::default();
    let columns = block.columns.leaves.len();
    if block.inline {
        let (rows, height) = (&block.rows, depth(&block.rows.tree));
        header(&mut builder, rows, height, columns, None);
        builder.row();
        for _ in 0..rows.leaves.len() {
            for column in &block.columns.leaves {
                builder.cell(column.label.clone(), 1, 1);
            }
        }
        builder.row();
        for row in 0..rows.leaves.len() {
            for column in 0..columns {
                builder.cell(fill(row, column), 1, 1);
            }
        }
        return builder.finish();
    }
    let margin = depth(&block.rows.tree);
    if let Some(heading) = &block.heading {
        builder.row();
        builder.cell(heading.clone(), margin + columns, 1);
    }
    let corner = block.corner.clone().unwrap_or_default();
    header(&mut builder, &block.columns, depth(&block.columns.tree), 1, Some((corner, margin)));
    let mut open: Vec<(&Node, usize)> = block.rows.tree.iter().rev().map(|node| (node, margin)).collect();
    let mut fresh = true;
    while let Some((node, left)) = open.pop() {
        if fresh {
            builder.row();
        }
        match node {
            Node::Group { label, lines } => {
                builder.cell(label.clone(), 1, size(node));
                open.extend(lines.iter().rev().map(|line| (line, left - 1)));
            }
            Node::Leaf(row) => {
                builder.cell(block.rows.leaves[*row].label.clone(), left, 1);
                for column in 0..columns {
                    builder.cell(fill(*row, column), 1, 1);
                }
            }
        }
        fresh = matches!(node, Node::Leaf(_));
    }
    builder.finish()
}

/// A tree of labels as header rows, each leaf `wide` columns wide.
fn header(builder: &mut GridBuilder, lines: &Lines, height: usize, wide: usize, corner: Option<(String, usize)>) {
    let mut level: Vec<&Node> = lines.tree.iter().collect();
    for row in 0..height {
        builder.row();
        if let Some((corner, margin)) = corner.as_ref().filter(|_| row == 0) {
            builder.cell(corner.clone(), *margin, height);
        }
        let mut next = Vec::new();
        for node in level {
            match node {
                Node::Group { label, lines } => {
                    builder.cell(label.clone(), size(node) * wide, 1);
                    next.extend(lines);
                }
                Node::Leaf(at) => builder.cell(lines.leaves[*at].label.clone(), wide, height - row),
            }
        }
        level = next;
    }
}

fn depth(tree: &[Node]) -> usize {
    let deep = |node: &Node| match node {
        Node::Leaf(_) => 1,
        Node::Group { lines, .. } => 1 + depth(lines),
    };
    tree.iter().map(deep).max().unwrap_or(0)
}

fn size(node: &Node) -> usize {
    match node {
        Node::Leaf(_) => 1,
        Node::Group { lines, .. } => lines.iter().map(size).sum(),
    }
}

fn html(grid: &Grid) -> String {
    let mut page = "<table>".to_owned();
    for (row, cells) in grid.rows.iter().enumerate() {
        page.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            if let Span::Origin { columns } = cell.span {
                let rows =
                    (row..grid.rows.len()).take_while(|below| grid.origin(*below, column) == (row, column)).count();
                let _ = write!(page, "<td colspan={columns} rowspan={rows}>{}</td>", cell.text);
            }
        }
        page.push_str("</tr>");
    }
    page + "</table>"
}

fn tabbed(grid: &Grid) -> String {
    let own = |row: &Vec<read::Cell>| {
        row.iter().filter(|cell| cell.is_origin()).map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t")
    };
    grid.rows.iter().map(own).collect::<Vec<_>>().join("\n")
}

/// Rows as a spreadsheet writes them: merged cells as one with its text and blank ones.
fn filled(grid: &Grid) -> Vec<String> {
    let all = |row: &Vec<read::Cell>| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("\t");
    grid.rows.iter().map(all).collect()
}

fn piped(grid: &Grid) -> String {
    let all = |row: &Vec<read::Cell>| {
        format!("| {} |", row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = grid.rows.iter().map(all).collect();
    lines.insert(1, format!("|{}", "---|".repeat(grid.width())));
    lines.join("\n")
}
