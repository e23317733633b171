//! Rules unrolled over the lines they are quantified over: one check each.

use crate::form::{Along, Atom, Block, Comparison, Condition, Edit, Lines, Relation, Rule};
use crate::number::LIMIT;
use crate::prior::Prior;
use crate::report::Layout;
use std::sync::Arc;

/// One application of a relation rule: a comparison between cells.
#[derive(Clone, Debug)]
pub struct Check {
    /// Position of the sheet among [`Layout::sheets`].
    pub sheet: usize,
    /// Position of the rule among its form's rules.
    pub rule: usize,
    /// Position of the block in its table.
    pub block: usize,
    /// The direction of the crossing line.
    pub each: Along,
    /// The crossing line's position.
    pub line: usize,
    /// The compared sums, moved to the left: `terms + constant  relation  0`.
    pub claim: Linear,
    /// When it applies.
    pub condition: Option<Linear>,
    /// A cell that must be a whole number for it to apply, and the scale of a whole.
    pub whole: Option<(usize, i64)>,
    /// The first cell whose figure of last year is in the claim's constant, and that figure.
    pub prior: Option<(usize, i64)>,
}

/// A sum of cells compared with 0.
#[derive(Clone, Debug)]
pub struct Linear {
    /// In written order, the left side's first.
    pub terms: Vec<Term>,
    /// Added to the terms.
    pub constant: i64,
    /// How the whole relates to 0.
    pub relation: Relation,
    /// Decimals of the whole; terms with fewer carry the ratio in their factor.
    pub decimals: u8,
}

/// A cell in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The cell's number.
    pub cell: usize,
    /// Its factor once moved to the left of the sign.
    pub factor: i64,
    /// Whether it was written on the left.
    pub left: bool,
}

/// Every check of a layout, in the order of rules, then lines.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// The checks.
    pub list: Vec<Check>,
    /// Last year's report, where it was given.
    pub prior: Option<Arc<Prior>>,
}

impl Check {
    /// Whether it is an equation without condition, the kind that balances are made of.
    pub fn is_balance(&self) -> bool {
        self.claim.relation == Relation::Equal && self.condition.is_none() && self.whole.is_none()
    }

    /// The rule it applies.
    pub fn rule<'l>(&self, layout: &'l Layout) -> &'l Rule {
        &layout.sheets[self.sheet].form.rules[self.rule]
    }
}

impl Checks {
    /// Unrolls the rules of every sheet's form that are about its table, as far as they ask for
    /// nothing but this year's report.
    pub fn of(layout: &Layout) -> Self {
        Self::with(layout, None)
    }

    /// The same and, where last year's report is given, the rules that look back at it.
    pub fn with(layout: &Layout, prior: Option<Arc<Prior>>) -> Self {
        let mut list = Vec::new();
        for (sheet, filled) in layout.sheets.iter().enumerate() {
            let table = filled.table();
            for (rule, written) in filled.form.rules.iter().enumerate() {
                if written.table.as_ref() != Some(&table.id) {
                    continue;
                }
                for (block, lines) in table.blocks.iter().enumerate() {
                    unroll(&mut list, layout, prior.as_deref(), (sheet, block, lines), (rule, written));
                }
            }
        }
        Self { list, prior }
    }
}

fn unroll(
    list: &mut Vec<Check>,
    layout: &Layout,
    prior: Option<&Prior>,
    (sheet, block, lines): (usize, usize, &Block),
    (rule, written): (usize, &Rule),
) {
    let Edit::Relation { each, only, holds } = &written.edit else { return };
    let (named, crossing) = match each {
        Along::Row => (&lines.columns, &lines.rows),
        Along::Column => (&lines.rows, &lines.columns),
    };
    for (line, crossed) in crossing.leaves.iter().enumerate() {
        if !only.is_empty() && !only.contains(&crossed.id) {
            continue;
        }
        let cell = |at: usize| match each {
            Along::Row => layout.cell_at(sheet, block, line, at),
            Along::Column => layout.cell_at(sheet, block, at, line),
        };
        let unroller = Unroller { layout, named, prior, cell: &cell };
        for statement in holds {
            let fits = statement.names().iter().all(|name| named.named(name).is_some());
            if let Some((claim, prior)) = fits.then(|| unroller.linear(&statement.claim)).flatten() {
                let (mut condition, mut whole) = (None, None);
                match &statement.condition {
                    Some(Condition::Holds(comparison)) => {
                        let Some((linear, _)) = unroller.linear(comparison) else { continue };
                        condition = Some(linear);
                    }
                    Some(Condition::Whole(name)) => {
                        let scaled = |at| (at, 10i64.pow(u32::from(layout.measure(at).decimals)));
                        whole = named.leaf(name).map(cell).map(scaled);
                    }
                    None => {}
                }
                list.push(Check { sheet, rule, block, each: *each, line, claim, condition, whole, prior });
            }
        }
    }
}

/// Makes sums of cells of a formula's sums of lines, on one crossing line.
struct Unroller<'l> {
    layout: &'l Layout,
    named: &'l Lines,
    prior: Option<&'l Prior>,
    /// The cell of a line.
    cell: &'l dyn Fn(usize) -> usize,
}

impl Unroller<'_> {
    /// A comparison, and the first of last year's figures in it; `None` where one is not known.
    fn linear(&self, comparison: &Comparison) -> Option<(Linear, Option<(usize, i64)>)> {
        let mut linear = Linear { terms: Vec::new(), constant: 0, relation: comparison.relation, decimals: 0 };
        // Of last year: the cell and its factor.
        let mut before: Vec<(usize, i64)> = Vec::new();
        for (sum, side) in [(&comparison.left, 1), (&comparison.right, -1)] {
            for (factor, atom) in sum {
                let factor = side * factor;
                match atom {
                    Atom::One => linear.constant += factor,
                    Atom::Prior(name) => before.push(((self.cell)(self.named.leaf(name)?), factor)),
                    Atom::Line(name) | Atom::Group(name) => {
                        let cells = self.named.named(name).unwrap_or_default().map(self.cell);
                        linear.terms.extend(cells.map(|cell| Term { cell, factor, left: side > 0 }));
                    }
                }
            }
        }
        let decimals = |cell: usize| self.layout.measure(cell).decimals;
        let cells = linear.terms.iter().map(|term| term.cell).chain(before.iter().map(|(cell, _)| *cell));
        linear.decimals = cells.map(decimals).max().unwrap_or(0);
        for term in &mut linear.terms {
            term.factor *= 10i64.pow(u32::from(linear.decimals - decimals(term.cell)));
        }
        linear.constant *= 10i64.pow(u32::from(linear.decimals));
        let figure = |cell: usize, decimals: u8| self.prior?.number(&self.layout.address(cell), decimals);
        for &(cell, factor) in &before {
            // No larger than this year's sums can be; a form's factor may make more of it.
            let weighed =
                factor.checked_mul(figure(cell, linear.decimals)?).filter(|size| size.abs() < LIMIT * 1000)?;
            linear.constant = linear.constant.checked_add(weighed)?;
        }
        let first = before.first().and_then(|&(cell, _)| Some((cell, figure(cell, decimals(cell))?)));
        Some((linear, first))
    }
}
