//! Rules unrolled over the lines they are quantified over: one check each.

use crate::form::{Along, Atom, Block, Comparison, Condition, Edit, Lines, Relation, Rule, Sum};
use crate::report::Layout;

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
    /// Unrolls the rules of every sheet's form that are about its table.
    pub fn of(layout: &Layout) -> Self {
        let mut list = Vec::new();
        for (sheet, filled) in layout.sheets.iter().enumerate() {
            let table = filled.table();
            for (rule, written) in filled.form.rules.iter().enumerate() {
                if written.table.as_ref() != Some(&table.id) {
                    continue;
                }
                for (block, lines) in table.blocks.iter().enumerate() {
                    unroll(&mut list, layout, (sheet, block, lines), (rule, written));
                }
            }
        }
        Self { list }
    }
}

fn unroll(
    list: &mut Vec<Check>,
    layout: &Layout,
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
        for statement in holds {
            let fits = statement.names().iter().all(|name| named.named(name).is_some());
            if !fits {
                continue;
            }
            let (mut condition, mut whole) = (None, None);
            match &statement.condition {
                Some(Condition::Holds(comparison)) => condition = Some(linear(layout, named, comparison, cell)),
                Some(Condition::Whole(name)) => {
                    whole =
                        named.leaf(name).map(cell).map(|at| (at, 10i64.pow(u32::from(layout.measure(at).decimals))));
                }
                None => {}
            }
            let claim = linear(layout, named, &statement.claim, cell);
            list.push(Check { sheet, rule, block, each: *each, line, claim, condition, whole });
        }
    }
}

fn linear(layout: &Layout, named: &Lines, comparison: &Comparison, cell: impl Fn(usize) -> usize) -> Linear {
    let mut linear = Linear { terms: Vec::new(), constant: 0, relation: comparison.relation, decimals: 0 };
    for (sum, left) in [(&comparison.left, true), (&comparison.right, false)] {
        add(&mut linear, named, sum, left, &cell);
    }
    let decimals = |term: &Term| layout.measure(term.cell).decimals;
    linear.decimals = linear.terms.iter().map(decimals).max().unwrap_or(0);
    for term in &mut linear.terms {
        term.factor *= 10i64.pow(u32::from(linear.decimals - layout.measure(term.cell).decimals));
    }
    linear.constant *= 10i64.pow(u32::from(linear.decimals));
    linear
}

fn add(linear: &mut Linear, named: &Lines, sum: &Sum, left: bool, cell: &impl Fn(usize) -> usize) {
    let side = if left { 1 } else { -1 };
    for (factor, atom) in sum {
        match atom {
            Atom::One => linear.constant += side * factor,
            Atom::Line(name) | Atom::Group(name) => {
                for at in named.named(name).unwrap_or_default() {
                    linear.terms.push(Term { cell: cell(at), factor: side * factor, left });
                }
            }
        }
    }
}
