//! Which of a row's cells belongs to which column.

use crate::form::{Lines, Node};
use crate::order;
use crate::recognise::labels::lexicon::leaves;

/// A cell or header with the grid columns it spans, the last not included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub from: usize,
    pub to: usize,
}

impl Extent {
    /// Whether the two have a grid column in common.
    pub fn meets(self, other: Extent) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// For each header, in order, the cell below it.
///
/// Excel and Word leave spans that do not mean what they say: under 上一年｜本年增减｜处理决定 stands a
/// row whose first figure spans the first column and half of the second. As many figures as headers,
/// each touching its own, are read in order; else a figure counts where it meets one header only,
/// and that header no other figure.
pub(crate) fn under(headers: &[Extent], cells: &[Extent]) -> Vec<Option<usize>> {
    if headers.len() == cells.len() && headers.iter().zip(cells).all(|(header, cell)| header.meets(*cell)) {
        return (0..cells.len()).map(Some).collect();
    }
    let only = |mut found: Box<dyn Iterator<Item = usize> + '_>| found.next().filter(|_| found.next().is_none());
    let meeting = |extent: Extent, of: &[Extent]| (0..of.len()).filter(|&at| extent.meets(of[at])).collect::<Vec<_>>();
    let below = headers.iter().map(|header| {
        let cell = only(Box::new(meeting(*header, cells).into_iter()))?;
        only(Box::new(meeting(cells[cell], headers).into_iter())).map(|_| cell)
    });
    below.collect()
}

/// Where `width` neighbouring cells may start so that nothing written stands outside them. Of
/// places that read the same, only the first.
pub(crate) fn windows(cells: &[&str], width: usize) -> Vec<usize> {
    let written = |at: &usize| !cells[*at].is_empty();
    let Some(spare) = cells.len().checked_sub(width) else { return Vec::new() };
    let Some(first) = (0..cells.len()).find(written) else { return vec![0] };
    let last = (0..cells.len()).rev().find(written).unwrap_or(first);
    (0..=spare).filter(|start| *start <= first && last < start + width).collect()
}

/// A column label as met in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Met {
    /// How many labels and other texts the header had before it.
    pub index: usize,
    /// The leaves it stands for: one, or those of a group.
    pub from: usize,
    /// The leaf behind the last.
    pub to: usize,
    /// Whether it is a group's label.
    pub group: bool,
}

/// Which column each of a row's figures belongs to, from the column labels in the order met;
/// `None` where the labels contradict every order that could be meant.
pub(crate) fn order(columns: &Lines, met: &[Met]) -> Option<Vec<usize>> {
    let count = columns.leaves.len();
    let times = times(met);
    let seen = times.iter().rev().max_by_key(|time| time.len())?.clone();
    let printed = by_level(&columns.tree);
    let natural: Vec<usize> = (0..count).collect();
    if [&printed, &natural].iter().any(|order| times.iter().all(|time| in_order(time, order))) {
        // A dropped column with a strange one in its stead leaves a gap of the wrong width.
        let flat = columns.tree.iter().all(|node| matches!(node, Node::Leaf(_)));
        let offset = |label: &Met| label.index.wrapping_sub(label.from);
        let gapless = seen.len() == count || !flat || seen.iter().all(|label| offset(label) == offset(&seen[0]));
        // Printed row by row, the leaves say nothing of where a group stands: its own label does.
        let grouped = met.iter().any(|label| label.group);
        let order = if grouped { sorted(&columns.tree, &seen, met, true)? } else { natural };
        return gapless.then_some(order);
    }
    // In another order each of them must be there each time: of headers beside each other, the first
    // of which lacks its first label, the second label seems to be the first of each.
    let order: Vec<usize> = seen.iter().map(|label| label.from).collect();
    if !times.iter().all(|time| time.len() == count && in_order(time, &order)) {
        return None;
    }
    sorted(&columns.tree, &seen, met, false)
}

/// The labels of columns as they come again and again, where rows are printed beside each other.
fn times(met: &[Met]) -> Vec<Vec<Met>> {
    let mut times: Vec<Vec<Met>> = vec![Vec::new()];
    for label in met.iter().filter(|label| !label.group) {
        if times.last().is_some_and(|time| time.iter().any(|known| known.from == label.from)) {
            times.push(Vec::new());
        }
        times.last_mut().into_iter().for_each(|time| time.push(*label));
    }
    times
}

fn in_order(seen: &[Met], order: &[usize]) -> bool {
    let mut rest = order.iter();
    seen.iter().all(|label| rest.any(|leaf| *leaf == label.from))
}

/// The leaves in the order of a header printed row by row.
fn by_level(tree: &[Node]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut level: Vec<&Node> = tree.iter().collect();
    while !level.is_empty() {
        let mut next = Vec::new();
        for node in level {
            match node {
                Node::Leaf(at) => found.push(*at),
                Node::Group { lines, .. } => next.extend(lines),
            }
        }
        level = next;
    }
    found
}

/// The leaves of a header whose labels were met in another order than the form prints. Where some
/// were not met, `lenient` takes those that were for the form's order if they follow it.
fn sorted(tree: &[Node], seen: &[Met], met: &[Met], lenient: bool) -> Option<Vec<usize>> {
    let mut order = Vec::new();
    let mut open: Vec<&Node> = placed(tree, seen, met, lenient)?;
    open.reverse();
    while let Some(node) = open.pop() {
        match node {
            Node::Leaf(at) => order.push(*at),
            Node::Group { lines, .. } => open.extend(placed(lines, seen, met, lenient)?.into_iter().rev()),
        }
    }
    Some(order)
}

fn placed<'n>(nodes: &'n [Node], seen: &[Met], met: &[Met], lenient: bool) -> Option<Vec<&'n Node>> {
    let place = |node: &Node| match node {
        Node::Leaf(at) => seen.iter().find(|label| label.from == *at).map(|label| label.index),
        // Alone on its level, a group needs no label to have a place.
        Node::Group { .. } if nodes.len() == 1 => Some(0),
        Node::Group { .. } => {
            let span = leaves(node);
            let own =
                || met.iter().filter(|label| label.group && (label.from, label.to) == span).map(|label| label.index);
            // Where a line of the header came twice, the one that its columns follow.
            let first =
                seen.iter().filter(|label| (span.0..span.1).contains(&label.from)).map(|label| label.index).min();
            own().filter(|index| first.is_some_and(|first| *index < first)).max().or_else(|| own().next())
        }
    };
    if lenient && nodes.iter().filter_map(place).is_sorted() {
        return Some(nodes.iter().collect());
    }
    let placed = nodes.iter().map(|node| Some((place(node)?, node))).collect::<Option<Vec<_>>>()?;
    Some(order::by(placed, |(place, _)| [*place, 0, 0]).into_iter().map(|(_, node)| node).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headers: &[(usize, usize)], cells: &[(usize, usize)], expected: &[Option<usize>]) {
        let extents = |list: &[(usize, usize)]| list.iter().map(|&(from, to)| Extent { from, to }).collect::<Vec<_>>();
        assert_eq!(under(&extents(headers), &extents(cells)), expected);
    }

    #[test]
    fn false_spans_are_seen_through() {
        check(&[(1, 2), (2, 4), (4, 5)], &[(1, 3), (3, 4), (4, 5)], &[Some(0), Some(1), Some(2)]);
        check(&[(1, 2), (2, 3)], &[(1, 2), (2, 3), (3, 4)], &[Some(0), Some(1)]);
        check(&[(1, 2), (2, 3), (3, 4)], &[(1, 3), (3, 4)], &[None, None, Some(1)]);
    }

    #[test]
    fn what_is_written_stays_inside() {
        assert_eq!(windows(&["", "1", "", "2"], 3), [1]);
        assert_eq!(windows(&["1", "", "", ""], 3), [0]);
        assert_eq!(windows(&["", "1", "", ""], 3), [0, 1]);
        assert_eq!(windows(&["", "", "", ""], 3), [0]);
        assert_eq!(windows(&["1", "2"], 3), [0usize; 0]);
        assert_eq!(windows(&["1", "", "", "2"], 3), [0usize; 0]);
    }
}
