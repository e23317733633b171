//! Reports of random figures, written as the kinds of text that people have, and read back: no
//! cell may come back wrong, and few may be lost where the text determines them.

use gouji::form::{Block, Form, Lines, Node};
use gouji::forms::BUILT_IN;
use gouji::read;
use gouji::recognise::recognise;
use gouji::report::{Layout, Report};
use std::sync::Arc;

/// Reports of each kind in each manner; every kind is written in two manners at least.
const REPORTS: u64 = 250;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ self.0 >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (mixed ^ mixed >> 33) % end
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }
}

/// What reports are like.
#[derive(Clone, Copy)]
struct Manner {
    /// One cell in so many is blank; 0 for none.
    blank: u64,
    /// One figure in so many has more than one digit; 0 for none.
    long: u64,
    /// Whether rows add up.
    balanced: bool,
    /// Whether other things stand around tables and in them.
    noisy: bool,
}

/// The cells of a block, row by row.
fn figures(block: &Block, manner: Manner, dice: &mut Dice) -> Vec<Vec<String>> {
    let width = block.columns.leaves.len();
    let row = |row: usize, dice: &mut Dice| {
        let mut numbers: Vec<u64> = (0..width)
            .map(|_| match dice.below(6) {
                0 if manner.long > 0 && dice.one_in(manner.long) => {
                    10 + dice.below(20_000) % [90, 900, 20_000][dice.below(3) as usize]
                }
                0 | 1 => dice.below(10),
                _ => 0,
            })
            .collect();
        if manner.balanced && width > 3 {
            numbers[width - 1] = numbers[..width - 1].iter().sum();
        }
        let text = |(column, number): (usize, u64)| {
            let measure = &block.measures[row * width + column];
            match dice.below(4) {
                _ if manner.blank > 0 && dice.one_in(manner.blank) => String::new(),
                0 if measure.signed && number > 0 => format!("-{number}"),
                0 if measure.decimals > 0 && manner.long > 0 => format!("{number}.{}", 1 + dice.below(99)),
                _ => number.to_string(),
            }
        };
        numbers.into_iter().enumerate().map(text).collect()
    };
    (0..block.rows.leaves.len()).map(|at| row(at, dice)).collect()
}

/// A line of a table: labels, or labels and cells.
struct Row {
    labels: Vec<String>,
    cells: Vec<String>,
}

impl Row {
    fn label(label: &str) -> Self {
        Self { labels: vec![label.to_owned()], cells: Vec::new() }
    }
}

/// A form with figures, as lines from top to bottom.
fn printed(form: &Form, cells: &[Vec<Vec<Vec<String>>>]) -> Vec<Row> {
    let mut lines = Vec::new();
    for (table, cells) in form.tables.iter().zip(cells) {
        lines.push(Row::label(&table.label));
        for (block, cells) in table.blocks.iter().zip(cells) {
            lines.extend(block.heading.iter().map(|heading| Row::label(heading)));
            let mut header: Vec<String> = block.corner.iter().cloned().collect();
            if block.inline {
                let rows = by_level(&block.rows);
                let columns = block.columns.leaves.iter().map(|line| line.label.clone());
                let columns: Vec<String> = columns.collect();
                header.extend(rows);
                (0..block.rows.leaves.len()).for_each(|_| header.extend(columns.iter().cloned()));
                lines.push(Row { labels: header, cells: Vec::new() });
                lines.push(Row { labels: Vec::new(), cells: cells.concat() });
                continue;
            }
            header.extend(by_level(&block.columns));
            lines.push(Row { labels: header, cells: Vec::new() });
            let mut above: &[String] = &[];
            for (line, cells) in block.rows.leaves.iter().zip(cells) {
                let known = above.iter().zip(&line.path).take_while(|(a, b)| a == b).count();
                let mut labels = line.path[known..].to_vec();
                labels.push(line.label.clone());
                lines.push(Row { labels, cells: cells.clone() });
                above = &line.path;
            }
        }
    }
    lines
}

/// Labels as a header printed row by row has them.
fn by_level(lines: &Lines) -> Vec<String> {
    let mut labels = Vec::new();
    let mut level: Vec<&Node> = lines.tree.iter().collect();
    while !level.is_empty() {
        let mut next = Vec::new();
        for node in level {
            match node {
                Node::Leaf(at) => labels.push(lines.leaves[*at].label.clone()),
                Node::Group { label, lines } => {
                    labels.push(label.clone());
                    next.extend(lines);
                }
            }
        }
        level = next;
    }
    labels
}

/// How lines become text.
type Writer = fn(&[Row], &mut Dice) -> String;

fn tabs(lines: &[Row], _: &mut Dice) -> String {
    let row =
        |row: &Row| [row.labels.join("\t"), row.cells.join("\t")].join(if row.labels.is_empty() { "" } else { "\t" });
    lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn bars(lines: &[Row], _: &mut Dice) -> String {
    let row =
        |row: &Row| row.labels.iter().chain(&row.cells).map(|cell| format!("{cell} |")).collect::<Vec<_>>().join(" ");
    lines.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// A page's foot and head in the midst of a table.
fn furniture(page: u64) -> String {
    format!(
        "- {page} -\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他"
    )
}

fn a_cell_a_line(lines: &[Row], dice: &mut Dice) -> String {
    let mut text: Vec<String> = Vec::new();
    for row in lines {
        text.extend(row.labels.iter().cloned());
        // A blank cell leaves no line.
        text.extend(row.cells.iter().filter(|cell| !cell.is_empty()).cloned());
        if row.cells.len() == 7 && dice.one_in(12) {
            text.push(furniture(dice.below(9) + 1));
        } else if dice.one_in(20) {
            text.push(format!("- {} -", dice.below(30)));
        }
    }
    text.join("\n")
}

fn a_row_a_line(lines: &[Row], dice: &mut Dice) -> String {
    let mut text = String::new();
    for row in lines {
        for label in &row.labels {
            // A narrow column breaks its labels.
            let letters: Vec<char> = label.chars().collect();
            let cut = if letters.len() > 12 && dice.one_in(3) {
                6 + dice.below(letters.len() as u64 - 8) as usize
            } else {
                0
            };
            let (first, rest) = letters.split_at(cut);
            text.extend(first);
            text.push_str(if cut > 0 { "\n" } else { "" });
            text.extend(rest);
            text.push(' ');
        }
        let cells = row.cells.iter().filter(|cell| !cell.is_empty());
        text.push_str(&cells.map(String::as_str).collect::<Vec<_>>().join(" "));
        text.push('\n');
        if dice.one_in(20) {
            text.push_str(&format!("- {} -\n", dice.below(30)));
        }
    }
    text
}

fn run_together(lines: &[Row], dice: &mut Dice) -> String {
    let mut text = String::new();
    let spaced = dice.below(4);
    for row in lines {
        let style = if dice.one_in(3) { dice.below(4) } else { spaced };
        text.push_str(&row.labels.concat());
        for (at, cell) in row.cells.iter().filter(|cell| !cell.is_empty()).enumerate() {
            let parted = match style {
                0 | 1 => false,
                2 => at > 0 && !dice.one_in(3),
                _ => true,
            };
            text.push_str(if parted { " " } else { "" });
            text.push_str(cell);
        }
    }
    text
}

/// What stands around tables and in them: sentences with the form's own words and figures, page
/// numbers, and lines that end anywhere.
fn noisy(text: &str, form: &Form, dice: &mut Dice) -> String {
    let blocks = form.tables.iter().flat_map(|table| &table.blocks);
    let lines = blocks.flat_map(|block| [&block.rows, &block.columns]).flat_map(|lines| &lines.leaves);
    let labels: Vec<&str> = lines.map(|line| line.label.as_str()).collect();
    let headings: Vec<&str> = form.tables.iter().map(|table| table.label.as_str()).collect();
    let mut noisy = sentence(&labels, dice);
    // A page has some lines.
    let mut lines = 0;
    for line in text.split_inclusive('\n') {
        lines += 1;
        let at = headings.iter().filter_map(|heading| line.find(heading)).min();
        let (before, behind) = line.split_at(at.unwrap_or(0));
        noisy.push_str(before);
        if at.is_some() && dice.one_in(2) {
            noisy.push_str(&format!("\n{}", sentence(&labels, dice)));
        }
        for letter in behind.chars() {
            noisy.push(letter);
            if letter != '\n' && dice.one_in(300) {
                noisy.push('\n');
            }
        }
        if line.ends_with('\n') && lines > 15 && dice.one_in(15) {
            lines = 0;
            noisy.push_str(["第5页\n", "- 5 -\n", "5\n"][dice.below(3) as usize]);
        }
    }
    noisy + "\n" + &sentence(&labels, dice)
}

/// `2024年，其中自然人8件，行政处罚12，占40%。`
fn sentence(labels: &[&str], dice: &mut Dice) -> String {
    let clause = |dice: &mut Dice| {
        let label = labels[dice.below(labels.len() as u64) as usize];
        let label = label.trim_start_matches(|letter: char| !letter.is_alphabetic() || letter == '一');
        let count = [0, 1, 3, 12, 100, 2024][dice.below(6) as usize];
        match dice.below(6) {
            0 => format!("其中{label}{count}件"),
            1 => format!("{label} {count} 件"),
            2 => format!("{label}{count}，占{}%", dice.below(100)),
            3 => format!("{label}：{count}"),
            4 => format!("（{}）{label}{count}件", dice.below(9) + 1),
            _ => format!("{label}{count}件"),
        }
    };
    let clauses: Vec<String> = (0..1 + dice.below(4)).map(|_| clause(dice)).collect();
    let lead = ["", "2024年，", "全年共", "其中："][dice.below(4) as usize];
    format!("{lead}{}。\n", clauses.join(["，", "、", "；"][dice.below(3) as usize]))
}

#[derive(Debug, Default)]
struct Count {
    right: u64,
    uncertain: u64,
    missing: u64,
    wrong: Vec<String>,
}

/// Writes reports in one way and reads them back.
fn read_back(write: Writer, manner: Manner) -> Count {
    let forms: Vec<Arc<Form>> =
        BUILT_IN.iter().map(|text| Arc::new(Form::from_json(text).expect("a built-in form"))).collect();
    let mut count = Count::default();
    for seed in 0..REPORTS {
        let mut dice = Dice(seed);
        let form = &forms[dice.below(forms.len() as u64) as usize];
        let of_table = |table: &gouji::form::Table, dice: &mut Dice| {
            table.blocks.iter().map(|block| figures(block, manner, dice)).collect::<Vec<_>>()
        };
        let cells: Vec<_> = form.tables.iter().map(|table| of_table(table, &mut dice)).collect();
        let text = write(&printed(form, &cells), &mut dice);
        let text = if manner.noisy { noisy(&text, form, &mut dice) } else { text };
        let report = recognise(&read::text(&text), &forms).report();
        let mut truth = Report::blank(Arc::new(Layout::whole(form)));
        for cell in 0..truth.cells.len() {
            let place = truth.layout.places[cell];
            truth.write(cell, &cells[place.sheet][place.block][place.row][place.column]);
            let address = truth.layout.address(cell);
            let Some(found) =
                report.layout.cell(&address).map(|found| &report.cells[found]).filter(|found| !found.missing)
            else {
                count.missing += 1;
                continue;
            };
            match found {
                _ if found.is_uncertain() => {
                    count.uncertain += 1;
                }
                _ if found.value == truth.cells[cell].value => count.right += 1,
                _ => count.wrong.push(format!("{seed}: {address} {:?} for {:?}", found.raw, truth.cells[cell].raw)),
            }
        }
        if count.wrong.len() > 40 {
            break;
        }
    }
    count
}

/// Reads reports back; of a thousand cells so many at most may be uncertain or not found.
fn check(name: &str, write: Writer, manner: Manner, most: u64) {
    let count = read_back(write, manner);
    let Count { right, uncertain, missing, .. } = count;
    println!("{name}: {right} right, {uncertain} uncertain, {missing} not found, {} wrong", count.wrong.len());
    assert!(count.wrong.is_empty(), "{name}: {:#?}", &count.wrong[..count.wrong.len().min(20)]);
    let all = right + uncertain + missing;
    assert!(
        (uncertain + missing) * 1000 <= all * most,
        "{name}: {uncertain} uncertain and {missing} not found of {all}"
    );
}

/// As reports should be.
const FULL: Manner = Manner { blank: 0, long: 2, balanced: true, noisy: false };
/// With errors.
const FAULTY: Manner = Manner { blank: 0, long: 2, balanced: false, noisy: false };
/// With small figures only, so that runs of them can be told apart.
const SMALL: Manner = Manner { blank: 0, long: 0, balanced: true, noisy: false };
/// With blank cells here and there.
const GAPPED: Manner = Manner { blank: 12, long: 3, balanced: true, noisy: false };
/// In the midst of other things.
const NOISY: Manner = Manner { noisy: true, ..FULL };
/// Nearly without.
const ONE_GAP: Manner = Manner { blank: 150, long: 2, balanced: true, noisy: false };

#[test]
fn with_tabs() {
    check("tabs", tabs, FULL, 0);
    check("tabs, with blanks", tabs, GAPPED, 0);
}

#[test]
fn with_bars() {
    check("bars", bars, FULL, 0);
    check("bars, with blanks", bars, GAPPED, 1);
}

#[test]
fn a_cell_on_each_line() {
    check("a cell a line", a_cell_a_line, FULL, 10);
    check("a cell a line, one gap", a_cell_a_line, ONE_GAP, 1000);
    check("a cell a line, with blanks", a_cell_a_line, GAPPED, 1000);
}

#[test]
fn a_row_on_each_line() {
    check("a row a line", a_row_a_line, FULL, 10);
    check("a row a line, one gap", a_row_a_line, ONE_GAP, 1000);
    check("a row a line, with blanks", a_row_a_line, GAPPED, 1000);
}

#[test]
fn everything_together() {
    check("run together, small", run_together, SMALL, 250);
    check("run together", run_together, FULL, 350);
    check("run together, faulty", run_together, FAULTY, 1000);
    check("run together, one gap", run_together, ONE_GAP, 1000);
    check("run together, with blanks", run_together, GAPPED, 1000);
}

#[test]
fn in_the_midst_of_other_things() {
    check("a cell a line, noisy", a_cell_a_line, NOISY, 300);
    check("a row a line, noisy", a_row_a_line, NOISY, 50);
    check("run together, noisy", run_together, NOISY, 600);
    check("run together, noisy and faulty", run_together, Manner { noisy: true, ..FAULTY }, 1000);
}
