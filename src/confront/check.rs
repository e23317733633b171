//! Rules unrolled over the lines they are quantified over: one check each.

use crate::form::{Along, Atom, Block, Comparison, Condition, Edit, Lines, Relation, Rule, Statement};
use crate::number::LIMIT;
use crate::prior::Prior;
use crate::report::{Layout, Report};
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
    /// Whether that figure is one of several readings, whichever of which is taken: it fails under all.
    pub fails_anyway: bool,
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
    /// What was to be compared with it and could not be.
    pub lacking: Vec<Lacking>,
    /// What of that looks back at uncertain cells: the check under each of their readings.
    pub(super) doubtful: Vec<(Lacking, Vec<Check>)>,
}

/// A comparison with last year's report that could not be made: it has no such figure, or is not of
/// the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Position of the sheet among [`Layout::sheets`].
    pub sheet: usize,
    /// Position of the rule among its form's rules.
    pub rule: usize,
    /// The cell whose figure of last year lacks.
    pub cell: usize,
}

impl Check {
    /// Whether it is an equation without condition, the kind that balances are made of.
    pub fn is_balance(&self) -> bool {
        self.claim.relation == Relation::Equal && !self.is_conditional()
    }

    /// Whether it says something only under a condition, or of one reading among several.
    pub fn is_conditional(&self) -> bool {
        self.condition.is_some() || self.whole.is_some() || self.fails_anyway
    }

    /// Whether it proves what a blank holds: what last year's report says of this year's is to be looked
    /// at, and proves nothing.
    pub fn proves(&self) -> bool {
        self.is_balance() && self.prior.is_none()
    }

    /// The rule it applies.
    pub fn rule<'l>(&self, layout: &'l Layout) -> &'l Rule {
        &layout.sheets[self.sheet].form.rules[self.rule]
    }
}

impl Checks {
    /// Unrolls the rules of every sheet's form that are about its table, as far as they ask for
    /// nothing but this year's figures.
    pub fn of(layout: &Layout) -> Self {
        Self::unrolled(layout, None, None, &|rule| rule.scope.covers(None, None))
    }

    /// The rules that are for this report and, where last year's is given, those that look back at it.
    pub fn about(report: &Report, prior: Option<Arc<Prior>>) -> Self {
        let is_meant = |rule: &Rule| rule.scope.covers(report.year, report.issuer.as_deref());
        Self::unrolled(&report.layout, prior, report.year, &is_meant)
    }

    /// The cells in the claims of these checks that are wanted, each once and in order.
    pub(crate) fn cells_of(&self, numbers: &[usize], is_wanted: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut cells: Vec<usize> = Vec::new();
        for &number in numbers {
            for term in &self.list[number].claim.terms {
                if is_wanted(term.cell) && !cells.contains(&term.cell) {
                    let at = cells.iter().take_while(|&&cell| cell < term.cell).count();
                    cells.insert(at, term.cell);
                }
            }
        }
        cells
    }

    fn unrolled(
        layout: &Layout,
        given: Option<Arc<Prior>>,
        year: Option<u16>,
        is_meant: &dyn Fn(&Rule) -> bool,
    ) -> Self {
        // What is not of the year before is asked about, and not compared with.
        let compared = given.as_deref().filter(|prior| prior.oddity(year).is_none());
        let mut checks = Self { prior: given.clone(), ..Self::default() };
        for (sheet, filled) in layout.sheets.iter().enumerate() {
            let table = filled.table();
            for (rule, written) in filled.form.rules.iter().enumerate() {
                if written.table.as_ref() != Some(&table.id) || !is_meant(written) {
                    continue;
                }
                for (block, lines) in table.blocks.iter().enumerate() {
                    checks.unroll(layout, compared, (sheet, block, lines), (rule, written));
                }
            }
        }
        checks
    }

    fn unroll(
        &mut self,
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
            let check = |statement: &Statement, prior: Option<&Prior>| {
                let (claim, condition, whole, prior) =
                    Unroller { layout, named, prior, cell: &cell }.parts(statement)?;
                Some(Check {
                    sheet,
                    rule,
                    block,
                    each: *each,
                    line,
                    claim,
                    condition,
                    whole,
                    prior,
                    fails_anyway: false,
                })
            };
            let unroller = Unroller { layout, named, prior, cell: &cell };
            for statement in holds {
                if !statement.names().iter().all(|name| named.named(name).is_some()) {
                    continue;
                }
                let Some(lacks) = unroller.lacks(statement) else {
                    self.list.extend(check(statement, prior));
                    continue;
                };
                let at = Lacking { sheet, rule, cell: lacks };
                if self.prior.is_some() && self.lacking.last() != Some(&at) {
                    self.lacking.push(at);
                }
                // The page's next package looks at what is uncertain.
                if let Some(prior) = prior.filter(|_| cfg!(not(feature = "page"))) {
                    let addresses: Vec<String> =
                        unroller.prior_cells(statement).map(|cell| layout.address(cell)).collect();
                    let readings = prior.readings(&addresses);
                    let ways: Option<Vec<Check>> = readings.iter().map(|prior| check(statement, Some(prior))).collect();
                    self.doubtful.extend(ways.filter(|ways| !ways.is_empty()).map(|ways| (at, ways)));
                }
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

type Parts = (Linear, Option<Linear>, Option<(usize, i64)>, Option<(usize, i64)>);

impl Unroller<'_> {
    /// The cells whose figures of last year a statement asks for.
    fn prior_cells(&self, statement: &Statement) -> impl Iterator<Item = usize> {
        statement.prior_names().filter_map(|name| self.named.leaf(name).map(self.cell))
    }

    /// The first of them that has none.
    fn lacks(&self, statement: &Statement) -> Option<usize> {
        self.prior_cells(statement).find(|&cell| {
            let decimals = self.layout.measure(cell).decimals;
            self.prior.and_then(|prior| prior.number(&self.layout.address(cell), decimals)).is_none()
        })
    }

    /// A statement's claim, its condition, the cell that must be whole, and the first of last year's figures.
    fn parts(&self, statement: &Statement) -> Option<Parts> {
        let (claim, prior) = self.linear(&statement.claim)?;
        let (mut condition, mut whole) = (None, None);
        match &statement.condition {
            Some(Condition::Holds(comparison)) => condition = Some(self.linear(comparison)?.0),
            Some(Condition::Whole(name)) => {
                let scaled = |at| (at, 10i64.pow(u32::from(self.layout.measure(at).decimals)));
                whole = self.named.leaf(name).map(self.cell).map(scaled);
            }
            None => {}
        }
        Some((claim, condition, whole, prior))
    }

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
