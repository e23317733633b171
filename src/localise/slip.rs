//! How a figure gets typed wrong: from what is written and what should be, by their digits alone.

/// A known way in which figures go wrong. Closed and small; the sentences are in `told.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 37 for 73.
    Transposed,
    /// 120 for 12.
    TimesTen,
    /// 12 for 120.
    Tenth,
    /// -5 for 5.
    Sign,
    /// 124 for 1234.
    Dropped,
    /// 1223 for 123.
    Doubled,
    /// 1293 for 123.
    Extra,
    /// 1834 for 1234.
    Mistyped,
    /// 0 where the parts are not.
    NotSummed,
    /// A total that lacks one of its parts.
    LeavesOut,
    /// A total that has one of its parts twice.
    CountsTwice,
    /// The figure of a part where the total belongs.
    PartForTotal,
    /// The figure of the cell beside it.
    Copied,
    /// A total that does not follow its parts, for no reason that shows.
    NotUpdated,
    /// A total that was added up from the wrong figure.
    Follows,
    /// Two cells hold each other's figures.
    Exchanged,
    /// A figure that stands in the cell beside its own.
    Moved,
    /// A line's figures all stand one cell too far on.
    ShiftedOn,
    /// Or one cell too far back.
    ShiftedBack,
    /// One figure's digits stand in two cells.
    Split,
    /// Last year's figure was left in.
    Prior,
}

impl Kind {
    /// Its name in plain data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Transposed => "transposed",
            Self::TimesTen => "times-ten",
            Self::Tenth => "tenth",
            Self::Sign => "sign",
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Extra => "extra",
            Self::Mistyped => "mistyped",
            Self::NotSummed => "not-summed",
            Self::LeavesOut => "leaves-out",
            Self::CountsTwice => "counts-twice",
            Self::PartForTotal => "part-for-total",
            Self::Copied => "copied",
            Self::NotUpdated => "not-updated",
            Self::Follows => "follows",
            Self::Exchanged => "exchanged",
            Self::Moved => "moved",
            Self::ShiftedOn => "shifted-on",
            Self::ShiftedBack => "shifted-back",
            Self::Split => "split",
            Self::Prior => "prior",
        }
    }
}

/// How much a slip says for a repair. What fits by chance in every tenth report proves little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The figures themselves point to it.
    Clear = 1,
    /// It would explain the figures, as would chance.
    Faint = 2,
    /// Nothing points to it.
    None = 3,
}

/// The rank of a coincidence that small figures show too often to tell anything.
pub(super) fn beyond_chance(large: bool) -> Rank {
    if large { Rank::Clear } else { Rank::None }
}

/// The rank of what needs figures of some size to be more than chance.
pub(super) fn by_size(large: bool) -> Rank {
    if large { Rank::Clear } else { Rank::Faint }
}

/// What the digits say of a figure that should be another.
pub(super) fn of_digits(from: i64, to: i64) -> Option<(Kind, Rank)> {
    if from == -to {
        return Some((Kind::Sign, Rank::Clear));
    }
    if from < 0 || to <= 0 || from == 0 {
        return None;
    }
    if from == to * 10 {
        return Some((Kind::TimesTen, by_size(to >= 10)));
    }
    if from * 10 == to {
        return Some((Kind::Tenth, by_size(from >= 10)));
    }
    let (from, to) = (from.to_string(), to.to_string());
    let (from, to) = (from.as_bytes(), to.as_bytes());
    let first = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let same_end = |from: &[u8], to: &[u8]| from == to;
    if from.len() == to.len() {
        let swapped = from.get(first + 1) == Some(&to[first]) && to.get(first + 1) == Some(&from[first]);
        return if swapped && same_end(&from[first + 2..], &to[first + 2..]) {
            Some((Kind::Transposed, Rank::Clear))
        } else if first + 1 < from.len() && same_end(&from[first + 1..], &to[first + 1..]) {
            // In the last digit most small differences look so.
            Some((Kind::Mistyped, by_size(from.len() > 2)))
        } else {
            None
        };
    }
    if from.len() + 1 == to.len() && same_end(&from[first..], &to[first + 1..]) {
        return Some((Kind::Dropped, by_size(to.len() > 2)));
    }
    if from.len() == to.len() + 1 && same_end(&from[first + 1..], &to[first..]) {
        let doubled = first > 0 && from[first] == from[first - 1];
        return Some((if doubled { Kind::Doubled } else { Kind::Extra }, by_size(doubled && to.len() > 1)));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: i64, to: i64, expected: &str) {
        let found = of_digits(from, to).map_or_else(String::new, |(kind, rank)| format!("{} {rank:?}", kind.id()));
        assert_eq!(found, expected, "{from} for {to}");
    }

    #[test]
    fn slips_are_told_by_their_digits() {
        check(37, 73, "transposed Clear");
        check(5584, 5548, "transposed Clear");
        check(120, 12, "times-ten Clear");
        check(10, 1, "times-ten Faint");
        check(12, 120, "tenth Clear");
        check(-5, 5, "sign Clear");
        check(124, 1234, "dropped Clear");
        check(1, 12, "dropped Faint");
        check(1223, 123, "doubled Clear");
        check(11, 1, "doubled Faint");
        check(1293, 123, "extra Faint");
        check(1834, 1234, "mistyped Clear");
        check(34, 94, "mistyped Faint");
    }

    #[test]
    fn other_figures_tell_nothing() {
        check(3, 4, "");
        check(2160, 2168, "");
        check(0, 7, "");
        check(7, 0, "");
        check(1234, 4321, "");
        check(12, 3456, "");
        check(-3, 4, "");
        check(1221, 2112, "");
    }
}
