//! Which cell is most likely wrong, and what it should be.
//!
//! A balance that fails says by how much; a balance that holds says that its cells are fine. A
//! cell whose balances all fail, all by the same amount, explains them all.

pub mod blind;
mod cause;
pub mod joint;
mod search;
mod shift;
mod simplex;
mod slip;
mod system;
pub mod told;

pub use slip::{Kind, Rank};

use crate::confront::{Check, Checks, Ledger, Verdict};
use crate::form::Severity;
use crate::number::{LIMIT, Value};
use crate::order;
use crate::report::{Layout, Report};
use cause::Evidence;
use search::Smallest;
use system::Part;

/// One cell whose change would settle several failed balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cell.
    pub cell: usize,
    /// What it holds, scaled by its decimals.
    pub from: i64,
    /// What would settle the balances.
    pub to: i64,
    /// The failed balances it settles.
    pub settles: Vec<usize>,
}

/// What is known of the smallest change that would make every hard rule hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Whether `size` is proven the smallest and `options` have all of that size.
    pub complete: bool,
    /// How many cells must change at least.
    pub size: usize,
    /// Every way to do it with that many, and the larger ways that a slip explains: those first
    /// that break least and settle most, and for which most speaks. Empty where some part of the report takes more than a few cells.
    pub options: Vec<Repair>,
    /// How many of the first `options` are equally likely.
    pub ties: usize,
    /// Changes that are in every smallest way, however many cells the others take.
    pub certain: Vec<Change>,
    /// Whether the search stopped for the work allowed.
    pub stopped: bool,
    /// The work it took.
    pub spent: u64,
    /// Checks that no figures at all can meet together.
    pub impossible: Vec<usize>,
}

/// One way to make every hard rule hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// What changes, in the order of the cells.
    pub changes: Vec<Change>,
    /// How it may have come about.
    pub slips: Vec<Slip>,
    /// How much speaks for it.
    pub rank: Rank,
    /// Whether it changes more cells than it takes.
    pub larger: bool,
    /// How many comparisons it would break, such as those with last year's report.
    pub breaks: usize,
    /// How many comparisons it settles.
    pub settles: usize,
}

/// How a cell's figure may have gone wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// In which way.
    pub kind: Kind,
    /// The cell.
    pub cell: usize,
    /// What it holds.
    pub from: i64,
    /// What it should.
    pub to: i64,
    /// The other cells that the slip is about, such as the part left out of a total.
    pub others: Vec<usize>,
}

/// A cell in a repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: usize,
    /// What it holds.
    pub from: i64,
    /// The least value that will do, scaled by the cell's decimals.
    pub least: i64,
    /// The most; `None` where there is no bound.
    pub most: Option<i64>,
}

impl Change {
    /// Whether it gives a cell this value, and no other will do.
    pub fn is(&self, cell: usize, value: i64) -> bool {
        (self.cell, self.least, self.most) == (cell, value, Some(value))
    }
}

/// Every cell that explains all its balances by one correction that breaks nothing else, however
/// many it settles. Uncertain
/// cells can neither accuse nor clear, even where they count.
pub fn suspects(report: &Report, checks: &Checks, ledger: &Ledger) -> Vec<Cause> {
    let layout = &report.layout;
    let mut votes: Vec<Vec<(usize, Option<i64>)>> = vec![Vec::new(); layout.places.len()];
    let is_sure = |check: &Check| !check.claim.terms.iter().any(|term| report.cells[term.cell].is_uncertain());
    let speaks = |check: &Check| check.is_balance() && is_sure(check);
    for (number, check) in checks.list.iter().enumerate().filter(|(_, check)| speaks(check)) {
        for term in &check.claim.terms {
            match ledger.verdict(number) {
                Verdict::Holds => votes[term.cell].push((number, Some(0))),
                Verdict::Unbalanced => {
                    let imbalance = ledger.imbalance(number);
                    let exact = ledger.blanks(number) == 0 && imbalance % term.factor == 0;
                    votes[term.cell].push((number, exact.then(|| -imbalance / term.factor)));
                }
                // With blanks in it, it can neither accuse nor clear.
                Verdict::Assumed | Verdict::Open | Verdict::Silent => {}
            }
        }
    }
    let mut tried = ledger.clone();
    let agreed = |(cell, votes): (usize, &Vec<(usize, Option<i64>)>)| {
        let correction = votes.first()?.1.filter(|&correction| correction != 0)?;
        let all = votes.iter().all(|(_, vote)| *vote == Some(correction));
        let Value::Number(from) = ledger.value(cell) else { return None };
        let to = from + correction;
        let fits = to.abs() < LIMIT && (to >= 0 || layout.measure(cell).signed);
        if !all || !fits {
            return None;
        }
        let mut change = Repair::of(vec![Change { cell, from, least: to, most: Some(to) }], Vec::new(), Rank::None);
        change.weigh(layout, checks, ledger, &mut tried);
        let settles = votes.iter().map(|(check, _)| *check).collect();
        (change.breaks == 0).then_some(Cause { cell, from, to, settles })
    };
    votes.iter().enumerate().filter_map(agreed).collect()
}

/// The suspects that stand out: each settles at least two balances, and no other suspect settles
/// any of these. Ties name nobody.
pub fn causes(suspects: &[Cause]) -> Vec<Cause> {
    let rivals = |one: &Cause, other: &Cause| {
        one.cell != other.cell
            && other.settles.len() >= one.settles.len()
            && other.settles.iter().any(|check| one.settles.contains(check))
    };
    let standing =
        suspects.iter().filter(|one| one.settles.len() > 1 && !suspects.iter().any(|other| rivals(one, other)));
    standing.cloned().collect()
}

/// All smallest repairs, from the rules alone. `work` bounds the search, in entries touched; where
/// it runs out, the answer is not complete and says so.
pub fn repairs(layout: &Layout, checks: &Checks, ledger: &Ledger, work: u64) -> Repairs {
    let prior = |cell: usize| checks.prior.as_ref()?.number(&layout.address(cell), layout.measure(cell).decimals);
    let evidence = Evidence { layout, checks, ledger, prior: Some(&prior) };
    let mut left = work;
    let mut repairs = Repairs { complete: true, ..Repairs::default() };
    let mut ways: Option<Vec<Repair>> = None;
    for part in system::parts(layout, checks, ledger) {
        let smallest = search::smallest(&part, &mut left);
        if smallest.size == 0 && smallest.complete {
            continue;
        }
        repairs.complete &= smallest.complete;
        repairs.stopped |= smallest.stopped;
        repairs.size += smallest.size;
        repairs.impossible.extend(smallest.impossible.iter().map(|&row| part.rows[row].check));
        let own = of_part(&evidence, &part, &smallest);
        if smallest.complete {
            repairs.certain.extend(in_all(&own));
        }
        let known = ways.unwrap_or_else(|| vec![NOTHING]);
        // Parts do not touch: every way for one goes with every way for another.
        repairs.complete &= own.len().saturating_mul(known.len()) <= MOST_OPTIONS;
        let joined = known.iter().flat_map(|known| own.iter().map(|own| known.with(own)));
        ways = Some(joined.take(MOST_OPTIONS).collect());
    }
    repairs.spent = work - left;
    if repairs.impossible.is_empty() {
        let key = |way: &Repair| {
            let first = way.changes.first().map_or(0, |change| change.cell);
            let [harm, doubt] = way.likelihood();
            [harm, doubt, (way.changes.len() << 16) + first]
        };
        let options = order::by(ways.unwrap_or_default(), key);
        repairs.ties = options.iter().take_while(|way| way.likelihood() == options[0].likelihood()).count();
        repairs.options = options;
    }
    repairs
}

/// At most this many ways are listed.
const MOST_OPTIONS: usize = 2000;

const NOTHING: Repair =
    Repair { changes: Vec::new(), slips: Vec::new(), rank: Rank::Clear, larger: false, breaks: 0, settles: 0 };

impl Repair {
    fn of(changes: Vec<Change>, slips: Vec<Slip>, rank: Rank) -> Self {
        Self { changes, slips, rank, ..NOTHING }
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            changes: in_order([&self.changes[..], &other.changes].concat()),
            slips: [&self.slips[..], &other.slips].concat(),
            rank: self.rank.max(other.rank),
            larger: self.larger || other.larger,
            breaks: self.breaks + other.breaks,
            settles: self.settles + other.settles,
        }
    }

    /// Less for what is likelier: what it breaks and leaves, then how little speaks for it.
    fn likelihood(&self) -> [usize; 2] {
        [((self.breaks + 1) << 16) - self.settles, 2 * self.rank as usize + usize::from(self.larger)]
    }

    /// Counts what it settles and breaks. `tried` holds the report's figures, and holds them again
    /// afterwards.
    fn weigh(&mut self, layout: &Layout, checks: &Checks, ledger: &Ledger, tried: &mut Ledger) {
        self.changes.iter().for_each(|change| tried.set(change.cell, Value::Number(change.least)));
        for (number, check) in checks.list.iter().enumerate() {
            let fails = |ledger: &Ledger| ledger.verdict(number) == Verdict::Unbalanced;
            if check.rule(layout).severity != Severity::Notice {
                match (fails(ledger), fails(tried)) {
                    (false, true) => self.breaks += 1,
                    (true, false) => {
                        self.settles += 1;
                        // That a figure is last year's by chance is rare.
                        if check.prior.is_some() && check.is_balance() {
                            self.rank = Rank::Clear;
                        }
                    }
                    _ => {}
                }
            }
        }
        self.changes.iter().for_each(|change| tried.set(change.cell, ledger.value(change.cell)));
    }
}

fn in_order(changes: Vec<Change>) -> Vec<Change> {
    order::by(changes, |change| [change.cell, 0, 0])
}

/// The ways to repair one part, with what may have gone wrong.
fn of_part(evidence: &Evidence, part: &Part, smallest: &Smallest) -> Vec<Repair> {
    let change = |change: &search::Change| {
        let cell = part.cells[change.at];
        Change { cell: cell.cell, from: cell.value.unwrap_or(0), least: change.least, most: change.most }
    };
    let repair = |set: &Vec<search::Change>| {
        let changes = in_order(set.iter().map(change).collect());
        let (slips, rank) = evidence.explain(&changes);
        Repair::of(changes, slips, rank)
    };
    let mut repairs: Vec<Repair> = smallest.sets.iter().map(repair).collect();
    if smallest.size == 0 || !smallest.impossible.is_empty() {
        return repairs;
    }
    for mut slip in shift::slips(evidence, part) {
        match repairs.iter_mut().find(|known| known.changes == slip.changes) {
            Some(known) if slip.rank <= known.rank => {
                slip.larger = false;
                *known = slip;
            }
            Some(_) => {}
            None => repairs.push(slip),
        }
    }
    let Evidence { layout, checks, ledger, .. } = *evidence;
    let mut tried = ledger.clone();
    repairs.iter_mut().for_each(|repair| repair.weigh(layout, checks, ledger, &mut tried));
    repairs
}

/// The changes that all smallest ways share.
fn in_all(ways: &[Repair]) -> Vec<Change> {
    let smallest: Vec<&Repair> = ways.iter().filter(|way| !way.larger).collect();
    let Some(first) = smallest.first() else { return Vec::new() };
    let shared = |change: &&Change| smallest.iter().all(|way| way.changes.contains(change));
    first.changes.iter().filter(shared).copied().collect()
}
