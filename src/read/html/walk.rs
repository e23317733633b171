//! The walk through a tree.

use super::css::{Property, Value};
use super::fields::{Input, each, input, select, text_of};
use super::flow::{Flow, Hiding, Place};
use super::seen::{Seen, is_absent};
use super::sheet::{Own, Sheet, is_for_screens};
use super::{Kind, Node, Page, whole};
use crate::read::{Document, Flaw};

/// Browsers stop nesting at a depth, Firefox at 200 and Chromium at 512, and put what is deeper
/// somewhere else: what a table held there is lost. Word's worst pages nest some 40 deep.
const DEEPEST: usize = 180;

/// Said of a page that nests deeper than [`DEEPEST`].
const TOO_DEEP: &str = "网页的标签嵌套过深，表格的结构已经丢失，没有读取。请在网页上只选中报告的表格，复制后再粘贴。";
/// Said of a page whose styles are more than [`Sheet`] looks through.
const TOO_STYLED: &str =
    "网页的样式过于复杂，无法判断哪些内容是隐藏的，没有读取。请在网页上只选中报告的表格，复制后再粘贴。";

/// An element that has been entered and not yet left.
struct Open<N> {
    node: N,
    /// What to close behind it.
    tag: Option<Tag>,
    /// Where to go on then.
    next: Option<N>,
    seen: Seen,
}

/// Reads a parsed tree. A loop, not a recursion, and all or nothing: see [`DEEPEST`]. `linked` gives
/// the style sheets that are not in the page itself, by their address.
pub(super) fn page<N: Node>(root: N, linked: &dyn Fn(&str) -> Option<String>) -> Page {
    let sheet = sheet_of(&root, linked);
    let refused = |remark: &str| Page {
        document: Document { remarks: vec![remark.to_owned()], ..Document::default() },
        ..Page::default()
    };
    let mut flow = Flow::default();
    let mut open: Vec<Open<N>> = Vec::new();
    let mut next = Some(root);
    loop {
        let Some(node) = next.take() else {
            let Some(left) = open.pop() else { break };
            if let Some(tag) = left.tag {
                flow.close(tag);
            }
            next = left.next;
            continue;
        };
        if sheet.is_too_much() {
            return refused(TOO_STYLED);
        }
        let inside = enter(&node, &open, &sheet, &mut flow);
        let sibling = if open.is_empty() { None } else { node.next_sibling() };
        match inside {
            Some((tag, seen)) => {
                if open.len() > DEEPEST {
                    return refused(TOO_DEEP);
                }
                next = node.first_child();
                open.push(Open { node, tag, next: sibling, seen });
            }
            None => next = sibling,
        }
    }
    flow.finish()
}

/// The style sheets of the page: they may stand behind what they are for.
fn sheet_of<N: Node>(root: &N, linked: &dyn Fn(&str) -> Option<String>) -> Sheet {
    let mut sheet = Sheet::default();
    each(root, &mut |node| {
        let Kind::Element(name) = node.kind() else { return node.kind() == Kind::Root };
        let text = match name {
            "style" => Some(text_of(node)),
            "link" if is_sheet(node) => node.attribute("href").and_then(linked),
            // What stands in these is none of the page's.
            "template" | "noscript" => return false,
            _ => return true,
        };
        if let Some(text) = text.filter(|_| node.attribute("media").is_none_or(is_for_screens)) {
            sheet.add(&text);
        }
        false
    });
    sheet.finish();
    sheet
}

fn is_sheet<N: Node>(link: &N) -> bool {
    let mut kinds = link.attribute("rel").unwrap_or_default().split_ascii_whitespace();
    kinds.any(|kind| kind.eq_ignore_ascii_case("stylesheet"))
}

/// Takes up a node: `None` where nothing inside it counts, else what to close behind it, and how the
/// text in it is shown.
fn enter<N: Node>(node: &N, open: &[Open<N>], sheet: &Sheet, flow: &mut Flow) -> Option<(Option<Tag>, Seen)> {
    let around = open.last().map_or(Seen::default(), |open| open.seen);
    let name = match node.kind() {
        Kind::Text(text) => {
            flow.text(text, around.flaw());
            return None;
        }
        Kind::Element(name) => name,
        Kind::Root => return Some((None, around)),
        Kind::Other => return None,
    };
    if SKIPPED.contains(&name) {
        return None;
    }
    let own = sheet.own(node, open.iter().map(|open| &open.node));
    let absent = is_absent(name, &own, node.attribute("hidden").is_some());
    let mut seen = around.inside(name, &own);
    match tag_for(name, &own, around.laid_out) {
        Some(tag @ (Tag::Row | Tag::Cell | Tag::Group | Tag::Columns)) => {
            let unmerged = own[Property::Ignore as usize] == Some(Value::Columns);
            open_part(node, name, tag, (absent, unmerged), &mut seen, flow);
            Some((Some(tag), seen))
        }
        _ if absent => {
            hidden(node, flow);
            None
        }
        Some(tag) => {
            flow.open(tag);
            Some((Some(tag), seen))
        }
        None => leaf(node, name, &seen, flow).then_some((None, seen)),
    }
}

/// What an element is to the walker. The table that Excel puts around a cell's text below a picture
/// is none of the page's.
fn tag_for(name: &str, own: &Own, laid_out: bool) -> Option<Tag> {
    match tag_of(name) {
        Some(_) if laid_out => Some(Tag::Block),
        None if own[Property::Display as usize] == Some(Value::Block) => Some(Tag::Block),
        tag => tag,
    }
}

/// Takes up a part of a table: it may not be displayed, and a cell may only look like one.
fn open_part<N: Node>(
    node: &N,
    name: &str,
    tag: Tag,
    (absent, unmerged): (bool, bool),
    seen: &mut Seen,
    flow: &mut Flow,
) {
    match tag {
        Tag::Row => {
            flow.open_row(hiding(absent || seen.absent, seen.collapsed));
            seen.absent = false;
        }
        Tag::Cell => flow.open_cell(place(node, unmerged), absent),
        Tag::Group => {
            seen.absent |= absent;
            flow.open_group(name);
        }
        _ => {
            seen.absent |= absent;
            // A group's own number only counts where it does not name its columns.
            if name == "col" || !has_columns(node) {
                flow.columns(count(node, "span", 1, 1000), seen.absent || seen.collapsed);
            }
        }
    }
}

/// Takes up an element that only has contents; whether to go inside.
fn leaf<N: Node>(node: &N, name: &str, seen: &Seen, flow: &mut Flow) -> bool {
    match name {
        "br" => flow.line_end(),
        // A footnote mark is no digit of the figure before it.
        "sup" | "sub" => {
            flow.line_end();
            return true;
        }
        // A page saved from a filing system holds its figures in fields.
        "input" => match input(node) {
            Input::Text(text) => flow.text(text, seen.flaw()),
            Input::Unread => flow.lost(Flaw::Unread),
            Input::Nothing => {}
        },
        "select" => flow.text(&select(node), seen.flaw()),
        "img" | "svg" | "canvas" | "object" | "embed" => {
            if seen.flaw() != Some(Flaw::Hidden) {
                flow.picture(size(node));
            }
        }
        "frame" | "iframe" => {
            if size(node).is_none_or(|size| size > 3) {
                flow.frame(node.attribute("src").unwrap_or_default());
            }
        }
        // Excel's main page names its sheets so.
        "link" => {
            if node.attribute("id") == Some("shLink") {
                flow.frame(node.attribute("href").unwrap_or_default());
            }
        }
        _ => return true,
    }
    false
}

/// What is not displayed, and what of it is to be told.
fn hidden<N: Node>(node: &N, flow: &mut Flow) {
    let (mut text, mut digit, mut cell) = (false, false, false);
    each(node, &mut |node| match node.kind() {
        Kind::Text(written) => {
            text = text || written.contains(char::is_alphanumeric);
            digit = digit || written.contains(|c: char| c.is_ascii_digit());
            false
        }
        Kind::Element(name) => {
            cell |= name == "td";
            !SKIPPED.contains(&name)
        }
        _ => false,
    });
    if text {
        flow.lost(Flaw::Hidden);
    }
    if cell && digit {
        flow.hidden_table();
    }
}

fn hiding(absent: bool, collapsed: bool) -> Hiding {
    match (absent, collapsed) {
        (true, _) => Hiding::Absent,
        (_, true) => Hiding::Collapsed,
        _ => Hiding::Shown,
    }
}

fn has_columns<N: Node>(node: &N) -> bool {
    let mut found = false;
    each(node, &mut |node| {
        found |= node.kind() == Kind::Element("col");
        false
    });
    found
}

fn place<N: Node>(node: &N, unmerged: bool) -> Place {
    let rows = match count(node, "rowspan", 0, 65_534) {
        // To the end of the row group.
        0 => usize::MAX,
        rows => rows,
    };
    // Excel writes a row of blank cells as one cell that spans them; they are not merged.
    Place { columns: count(node, "colspan", 1, 1000), rows, unmerged }
}

/// A number of columns or rows; 1 where none is given that makes sense.
fn count<N: Node>(node: &N, name: &str, least: usize, most: usize) -> usize {
    node.attribute(name).and_then(whole).filter(|count| *count >= least).unwrap_or(1).min(most)
}

/// The lesser of a picture's sides, if it says one.
fn size<N: Node>(node: &N) -> Option<usize> {
    ["width", "height"].iter().filter_map(|side| node.attribute(side).and_then(whole)).min()
}

/// Elements that the walker acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Table,
    Group,
    Columns,
    Row,
    Cell,
    Pre,
    Block,
}

fn tag_of(name: &str) -> Option<Tag> {
    Some(match name {
        "table" => Tag::Table,
        "thead" | "tbody" | "tfoot" => Tag::Group,
        "colgroup" | "col" => Tag::Columns,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "pre" => Tag::Pre,
        name if BLOCKS.contains(&name) => Tag::Block,
        _ => return None,
    })
}

/// What is not shown as text.
const SKIPPED: [&str; 14] = [
    "script", "style", "noframes", "noembed", "template", "noscript", "math", "button", "datalist", "audio", "video",
    "progress", "meter", "rp",
];

const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "blockquote",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "hr",
    "center",
    "title",
    "caption",
    "body",
    "option",
];
