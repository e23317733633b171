//! Repairs, deductions and blind spots as plain data.

use super::View;
use crate::confront::{Deduction, Deductions, Expected, Ledger, Verdict};
use crate::finding::Finding;
use crate::localise::{self, Change, Repair, Repairs, blind, told};
use crate::number::Value;
use serde::Serialize;

/// See `RepairsView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct RepairsView {
    pub complete: bool,
    pub unique: bool,
    pub size: usize,
    pub options: Vec<RepairView>,
    pub ties: usize,
    pub certain: Vec<ChangeView>,
    pub impossible: Vec<String>,
    pub message: String,
}

/// See `RepairView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct RepairView {
    pub changes: Vec<ChangeView>,
    pub cause: String,
    pub slips: Vec<SlipView>,
    pub rank: usize,
    pub larger: bool,
    pub settles: Vec<usize>,
    pub breaks: Vec<String>,
}

/// See `SlipView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct SlipView {
    pub kind: &'static str,
    pub cell: String,
    pub message: String,
    pub others: Vec<String>,
}

/// See `ChangeView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ChangeView {
    pub cell: String,
    pub from: String,
    pub to: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Option<String>>,
}

/// See `DeductionView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct DeductionView {
    pub cell: String,
    pub value: String,
    pub by: Vec<String>,
    pub proof: String,
}

/// See `DifferenceView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct DifferenceView {
    pub cell: String,
    pub other: String,
    pub difference: String,
    pub proof: String,
}

/// See `BlindView` in `boundary/types.d.ts`.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct BlindView {
    pub table: String,
    pub seen: bool,
    pub cells: Vec<String>,
    pub message: String,
}

impl View<'_> {
    pub(super) fn repairs(&self, repairs: &Repairs, findings: &[Finding]) -> RepairsView {
        let mut tried = self.ledger.clone();
        let smallest = repairs.options.iter().filter(|option| !option.larger).count();
        RepairsView {
            complete: repairs.complete,
            unique: repairs.complete && smallest == 1,
            size: repairs.size,
            options: repairs.options.iter().map(|option| self.repair(option, findings, &mut tried)).collect(),
            ties: repairs.ties,
            certain: repairs.certain.iter().map(|change| self.change(change)).collect(),
            impossible: repairs.impossible.iter().map(|&check| self.check(check)).collect(),
            message: told::summary(self.layout, self.checks, self.ledger, repairs),
        }
    }

    /// `tried` holds the report's figures, and holds them again afterwards.
    fn repair(&self, repair: &Repair, findings: &[Finding], tried: &mut Ledger) -> RepairView {
        for change in &repair.changes {
            tried.set(change.cell, Value::Number(change.least));
        }
        let settles = findings.iter().enumerate().filter(|(_, finding)| self.settled(finding, tried));
        let settles = settles.map(|(at, _)| at).collect();
        let broken = tried.failed().filter(|&check| self.ledger.verdict(check) != Verdict::Unbalanced);
        let told = |check: usize| format!("{}{}", self.check(check), self.checks.list[check].rule(self.layout).fault);
        let breaks: Vec<String> = broken.map(told).collect();
        for change in &repair.changes {
            tried.set(change.cell, self.ledger.value(change.cell));
        }
        let slip = |slip: &localise::Slip| SlipView {
            kind: slip.kind.id(),
            cell: self.layout.address(slip.cell),
            message: told::sentence(self.layout, slip),
            others: slip.others.iter().map(|&cell| self.layout.address(cell)).collect(),
        };
        let mut cause = told::cause(self.layout, repair);
        if !breaks.is_empty() {
            cause.push_str(&format!("但这样改会有新的不符：{}。", breaks.join("、")));
        }
        RepairView {
            changes: repair.changes.iter().map(|change| self.change(change)).collect(),
            cause,
            slips: repair.slips.iter().map(slip).collect(),
            rank: repair.rank as usize,
            larger: repair.larger,
            settles,
            breaks,
        }
    }

    /// Whether nothing is left of what a finding says of a comparison.
    fn settled(&self, finding: &Finding, tried: &Ledger) -> bool {
        let failing = |&check: &usize| self.ledger.verdict(check) == Verdict::Unbalanced;
        let Some(check) = finding.check.filter(failing).map(|check| &self.checks.list[check]) else { return false };
        // A rule of several statements is one finding.
        let twin = |number: usize| {
            let other = &self.checks.list[number];
            (other.sheet, other.rule, other.block, other.line) == (check.sheet, check.rule, check.block, check.line)
        };
        !tried.failed().any(twin)
    }

    fn change(&self, change: &Change) -> ChangeView {
        let measure = self.layout.measure(change.cell);
        ChangeView {
            cell: self.layout.address(change.cell),
            from: self.report.shown(change.cell),
            to: measure.show(change.least),
            most: (change.most != Some(change.least)).then(|| change.most.map(|most| measure.show(most))),
        }
    }

    /// What cells without a figure must hold, but for those that the source lacks.
    pub(super) fn deduced(&self, deductions: &Deductions) -> Vec<DeductionView> {
        if cfg!(feature = "page") {
            return Vec::new();
        }
        let is_there = |deduction: &&Deduction| self.report.cells[deduction.cell].is_there();
        deductions.proven.iter().filter(is_there).map(|deduction| self.deduction(deduction)).collect()
    }

    fn deduction(&self, deduction: &Deduction) -> DeductionView {
        let value = self.layout.measure(deduction.cell).show(deduction.value);
        let by: Vec<String> = deduction.proof.iter().map(|&check| self.check(check)).collect();
        let proof = format!("{}：按{}，只能是{value}。", self.layout.name(deduction.cell), by.join("、"));
        DeductionView { cell: self.layout.address(deduction.cell), value, by, proof }
    }

    /// Pairs of blanks of which only the distance is known, each once.
    pub(super) fn differences(&self, expected: &[Option<Expected>]) -> Vec<DifferenceView> {
        if cfg!(feature = "page") {
            return Vec::new();
        }
        let apart = expected.iter().enumerate().filter_map(|(cell, known)| match *known {
            Some(Expected::Relative(other, difference, check)) if difference >= 0 => {
                // Where they are the same, the first of the two speaks for both.
                (difference > 0 || cell < other).then_some((cell, other, difference, check))
            }
            _ => None,
        });
        let told = apart.map(|(cell, other, difference, check)| {
            let (name, beside) = (self.layout.name(cell), self.layout.name(other));
            let measure = self.layout.measure(cell);
            let shown = measure.show(difference);
            let far = match difference {
                0 => "两格应相同".to_owned(),
                _ => format!("前者应比后者多{shown}{}", measure.unit),
            };
            let by = self.check(check);
            let zeros = if self.ledger.blanks(check) > 2 { "（其他空白按0计算）" } else { "" };
            DifferenceView {
                cell: self.layout.address(cell),
                other: self.layout.address(other),
                difference: shown,
                proof: format!("{name}与{beside}都是空白：按{by}{zeros}，{far}；各是多少，表内数字定不出来。"),
            }
        });
        told.collect()
    }

    /// The cells that the rules cannot tell wrong, table by table.
    pub(super) fn blind(&self) -> Vec<BlindView> {
        let mut views = Vec::new();
        for (seen, cells) in
            [(false, blind::unseen(self.layout, self.checks)), (true, blind::unlocated(self.layout, self.checks))]
        {
            for (sheet, filled) in self.layout.sheets.iter().enumerate() {
                let range = self.layout.cells_of(sheet);
                let own: Vec<usize> = cells.iter().copied().filter(|cell| range.contains(cell)).collect();
                if !own.is_empty() {
                    views.push(BlindView {
                        table: filled.table().id.clone(),
                        seen,
                        message: told::blind(self.layout, sheet, &own, seen),
                        cells: own.into_iter().map(|cell| self.layout.address(cell)).collect(),
                    });
                }
            }
        }
        views
    }
}
