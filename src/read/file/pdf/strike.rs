//! Lines through figures: a rule as long as a text, across its middle, is no rule of a table.

use super::budget::Budget;
use super::geometry::by;
use super::glyph::{Glyph, Source};
use super::paint::Painted;
use super::rules::Rule;
use crate::read::Flaw;

/// Longer lines strike no figure through, in points.
const LONGEST: f32 = 400.0;
/// Where a line through a text lies above its baseline, in parts of its size.
const MIDDLE: std::ops::RangeInclusive<f32> = 0.15..=0.5;
/// How much longer or shorter than its text it may be: in points, and in parts of the size.
const SLACK: (f32, f32) = (2.0, 0.25);
/// Lines that end this near to one across are a table's, in points.
const JOINT: f32 = 1.0;

/// Takes the text that is struck through away, and the lines through it.
pub(super) fn strike(painted: &mut Painted, budget: &mut Budget) {
    for quarter in 0..4 {
        let is_own = |glyph: &Glyph| glyph.quarter == quarter && glyph.source == Source::Page;
        let own: Vec<(usize, Glyph)> = (0..painted.glyphs.len())
            .filter(|&at| is_own(&painted.glyphs[at]))
            .map(|at| (at, painted.glyphs[at].clone().turned(quarter, painted.size)))
            .collect();
        if own.is_empty() {
            continue;
        }
        let own = by(own, |(_, glyph)| glyph.base());
        strike_along(painted, &own, quarter, budget);
    }
}

/// Strikes through text of one direction, given in the order of its baselines.
fn strike_along(painted: &mut Painted, own: &[(usize, Glyph)], quarter: u8, budget: &mut Budget) {
    let rules = painted.rules.turned(quarter, painted.size);
    let largest = own.iter().map(|(_, glyph)| glyph.size).fold(0.0, f32::max);
    let mut through = vec![false; rules.across.len()];
    for (number, rule) in rules.across.iter().enumerate() {
        if !(2.0..=LONGEST).contains(&(rule.to - rule.from)) {
            continue;
        }
        let from = own.partition_point(|(_, glyph)| glyph.base() < rule.at);
        let to = own.partition_point(|(_, glyph)| glyph.base() <= rule.at + MIDDLE.end() * largest);
        let near = own.get(from..to).unwrap_or(&[]);
        if !budget.spend(1 + near.len() / 8) {
            return;
        }
        let struck: Vec<&(usize, Glyph)> = near.iter().filter(|(_, glyph)| runs_through(rule, glyph)).collect();
        if !fits(rule, &struck) || !budget.spend(rules.down.len() / 8) || is_jointed(rule, &rules.down) {
            continue;
        }
        through[number] = true;
        for (at, _) in struck {
            painted.glyphs[*at].hide(Flaw::Struck);
        }
    }
    let lines = if quarter % 2 == 0 { &mut painted.rules.across } else { &mut painted.rules.down };
    let mut number = 0;
    lines.retain(|_| {
        number += 1;
        !through[number - 1]
    });
}

fn runs_through(rule: &Rule, glyph: &Glyph) -> bool {
    let (x, _) = glyph.center();
    rule.from <= x && x <= rule.to && MIDDLE.contains(&((glyph.base() - rule.at) / glyph.size))
}

/// Whether the line is as long as the text that it runs through.
fn fits(rule: &Rule, struck: &[&(usize, Glyph)]) -> bool {
    let left = struck.iter().map(|(_, glyph)| glyph.left()).fold(f32::MAX, f32::min);
    let right = struck.iter().map(|(_, glyph)| glyph.right()).fold(f32::MIN, f32::max);
    let size = struck.iter().map(|(_, glyph)| glyph.size).fold(0.0, f32::max);
    let slack = SLACK.0 + SLACK.1 * size;
    struck.iter().any(|(_, glyph)| glyph.is_letter())
        && (rule.from - left).abs() <= slack
        && (rule.to - right).abs() <= slack
}

/// Whether both ends lie on lines across it, as those of a table's rule do.
fn is_jointed(rule: &Rule, down: &[Rule]) -> bool {
    let has = |x: f32| {
        let meets = |other: &Rule| {
            (other.at - x).abs() <= JOINT && other.from <= rule.at + JOINT && rule.at - JOINT <= other.to
        };
        down.iter().any(meets)
    };
    has(rule.from) && has(rule.to)
}
