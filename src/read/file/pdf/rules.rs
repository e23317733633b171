//! Ruled lines: strokes along the page, and areas so thin that they are lines.

use super::geometry::{Size, by};

/// A line along the page: where it lies across its direction, and where it begins and ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// The lines of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Stroke,
    Fill,
}

/// Areas thinner than this are lines, in points.
const THIN: f32 = 3.0;
/// Lines closer than this are one.
pub(super) const NEAR: f32 = 3.0;
/// Lines of a page in one direction; a page with more is a drawing.
const MAX_RULES: usize = 20_000;

impl Rules {
    /// Adds a painted path, given by its corners.
    pub fn add(&mut self, points: &[(f32, f32)], ink: Ink) {
        if points.iter().any(|(x, y)| !x.is_finite() || !y.is_finite())
            || self.across.len() + self.down.len() > MAX_RULES
        {
            return;
        }
        match ink {
            Ink::Stroke => points.windows(2).for_each(|pair| self.line(pair[0], pair[1])),
            Ink::Fill => {
                let low = points.iter().fold((f32::MAX, f32::MAX), |low, it| (low.0.min(it.0), low.1.min(it.1)));
                let high = points.iter().fold((f32::MIN, f32::MIN), |high, it| (high.0.max(it.0), high.1.max(it.1)));
                let (wide, tall) = (high.0 - low.0, high.1 - low.1);
                let middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
                if points.len() > 2 && tall <= THIN && wide > THIN {
                    self.line((low.0, middle.1), (high.0, middle.1));
                } else if points.len() > 2 && wide <= THIN && tall > THIN {
                    self.line((middle.0, low.1), (middle.0, high.1));
                }
            }
        }
    }

    fn line(&mut self, a: (f32, f32), b: (f32, f32)) {
        let (wide, tall) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        if tall < 1.0 && wide > 1.0 {
            self.across.push(Rule { at: (a.1 + b.1) / 2.0, from: a.0.min(b.0), to: a.0.max(b.0) });
        } else if wide < 1.0 && tall > 1.0 {
            self.down.push(Rule { at: (a.0 + b.0) / 2.0, from: a.1.min(b.1), to: a.1.max(b.1) });
        }
    }

    /// The lines of a page of this size that is turned so that text of this quarter runs to the
    /// right.
    pub fn turned(&self, quarter: u8, (wide, high): Size) -> Self {
        let shifted = |rules: &[Rule], across: Option<f32>, along: Option<f32>| {
            let turn = |rule: &Rule| Rule {
                at: across.map_or(rule.at, |size| size - rule.at),
                from: along.map_or(rule.from, |size| size - rule.to),
                to: along.map_or(rule.to, |size| size - rule.from),
            };
            rules.iter().map(turn).collect::<Vec<_>>()
        };
        match quarter {
            1 => Self { across: shifted(&self.down, Some(wide), None), down: shifted(&self.across, None, Some(wide)) },
            2 => Self {
                across: shifted(&self.across, Some(high), Some(wide)),
                down: shifted(&self.down, Some(wide), Some(high)),
            },
            3 => Self { across: shifted(&self.down, None, Some(high)), down: shifted(&self.across, Some(high), None) },
            _ => self.clone(),
        }
    }

    /// With the parts of each line joined.
    pub fn joined(self) -> Self {
        Self { across: join(self.across), down: join(self.down) }
    }
}

fn join(rules: Vec<Rule>) -> Vec<Rule> {
    let rules = by(rules, |rule| rule.at);
    let mut joined: Vec<Rule> = Vec::new();
    let mut from = 0;
    while from < rules.len() {
        let to = from + rules[from..].partition_point(|rule| rule.at - rules[from].at <= NEAR / 2.0);
        let level = by(rules[from..to].to_vec(), |rule| rule.from);
        let first = joined.len();
        for rule in &level {
            match joined[first..].last_mut() {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => joined.push(*rule),
            }
        }
        from = to;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_areas_and_strokes_are_joined() {
        let mut rules = Rules::default();
        rules.add(&[(0.0, 10.0), (50.0, 10.0), (50.0, 10.5), (0.0, 10.5)], Ink::Fill);
        rules.add(&[(51.0, 10.2), (90.0, 10.2)], Ink::Stroke);
        rules.add(&[(0.0, 0.0), (40.0, 30.0)], Ink::Stroke);
        rules.add(&[(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0)], Ink::Fill);
        let joined = rules.joined();
        assert_eq!(joined.across.len(), 1, "{joined:?}");
        assert_eq!((joined.across[0].from, joined.across[0].to), (0.0, 90.0));
        assert!(joined.down.is_empty());
    }
}
