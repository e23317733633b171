//! Which rows or columns of a sheet are hidden, and where that leaves the others.

/// The rows or the columns of a sheet.
#[derive(Debug)]
pub(in super::super) struct Lines {
    /// How many are read.
    most: usize,
    /// For each told of: whether it is hidden.
    told: Vec<Option<bool>>,
    /// Whether those not told of are.
    others: bool,
}

impl Lines {
    pub fn new(most: u32) -> Self {
        Self { most: most as usize, told: Vec::new(), others: false }
    }

    /// Says whether lines are hidden, from the first to the last, both included.
    pub fn tell(&mut self, first: u32, last: u32, hidden: bool) {
        let end = (last as usize).saturating_add(1).min(self.most);
        let first = first as usize;
        if first < end {
            self.told.resize(self.told.len().max(end), None);
            self.told[first..end].fill(Some(hidden));
        }
    }

    /// Hides all that nothing else is told of.
    pub fn hide_others(&mut self) {
        self.others = true;
    }

    pub fn is_hidden(&self, at: u32) -> bool {
        self.told.get(at as usize).copied().flatten().unwrap_or(self.others)
    }

    /// Where lines stand without the hidden ones.
    pub(super) fn places(&self) -> Places {
        let mut before = vec![0];
        let mut count = 0;
        for at in 0..self.most as u32 {
            count += u32::from(!self.is_hidden(at));
            before.push(count);
        }
        Places(before)
    }
}

/// How many visible lines stand before each.
pub(super) struct Places(Vec<u32>);

impl Places {
    /// Where the visible ones of some lines begin, and how many they are; `None` where there is none.
    pub fn kept(&self, first: u32, count: u32) -> Option<(u32, u32)> {
        let before = |at: u32| self.0.get(at as usize).or(self.0.last()).copied().unwrap_or(0);
        let start = before(first);
        let kept = before(first.saturating_add(count)) - start;
        (kept > 0).then_some((start, kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_close_up() {
        let mut lines = Lines::new(10);
        lines.tell(2, 3, true);
        lines.tell(8, 4_000_000, true);
        lines.tell(400, 500, true);
        let places = lines.places();
        for (line, expected) in [
            ((0, 1), Some((0, 1))),
            ((2, 1), None),
            ((2, 2), None),
            ((1, 4), Some((1, 2))),
            ((3, 2), Some((2, 1))),
            ((7, 9), Some((5, 1))),
            ((9, u32::MAX), None),
            ((20, 1), None),
        ] {
            assert_eq!(places.kept(line.0, line.1), expected, "{line:?}");
        }
    }

    #[test]
    fn all_but_those_told_of() {
        let mut lines = Lines::new(5);
        lines.tell(1, 2, false);
        lines.hide_others();
        assert_eq!((0..7).filter(|&line| !lines.is_hidden(line)).collect::<Vec<_>>(), [1, 2]);
    }
}
