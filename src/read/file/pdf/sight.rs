//! What of a painted page a person sees: what lies under something else, has no ink, or is struck
//! out is not.

use super::budget::Budget;
use super::geometry::{Bounds, Point, by};
use super::glyph::{Glyph, Ink, Sight, Source};
use super::paint::Painted;
use super::path::Cover;
use super::strike;
use crate::read::Flaw;

/// Says of each character whether it is seen; whether most of the page is text that was laid over a
/// scanned picture.
pub(super) fn settle(painted: &mut Painted, budget: &mut Budget) -> bool {
    let mut under_picture = vec![false; painted.glyphs.len()];
    cover(painted, &mut under_picture, budget);
    hide_white(painted, budget);
    let is_scanned = settle_bare(painted, &under_picture, budget);
    strike::strike(painted, budget);
    mark(painted, budget);
    cross_out(painted, budget);
    lie_over(painted, budget);
    doubt_neighbours(&mut painted.glyphs);
    is_scanned
}

/// Characters in the order of their height on the page, to find those near a height.
struct Shelf(Vec<(f32, usize)>);

impl Shelf {
    fn of(glyphs: &[Glyph]) -> Self {
        let shelf = glyphs.iter().enumerate().map(|(at, glyph)| (glyph.center().1, at)).collect();
        Self(by(shelf, |(y, _)| *y))
    }

    /// The characters between two heights.
    fn between(&self, top: f32, bottom: f32) -> &[(f32, usize)] {
        let from = self.0.partition_point(|(y, _)| *y < top);
        let to = self.0.partition_point(|(y, _)| *y <= bottom);
        self.0.get(from..to).unwrap_or(&[])
    }
}

/// Places in a character that are looked at: its middle first.
const PLACES: [Point; 5] = [(0.5, 0.35), (0.2, 0.35), (0.8, 0.35), (0.5, 0.6), (0.5, 0.1)];

/// Hides what lies under areas that were painted later.
fn cover(painted: &mut Painted, under_picture: &mut [bool], budget: &mut Budget) {
    let shelf = Shelf::of(&painted.glyphs);
    for cover in painted.covers.iter().filter(|cover| cover.before > 0) {
        let near = shelf.between(cover.bounds.top, cover.bounds.bottom);
        if !budget.spend(near.len() / 2 * (1 + cover.weight() / 8)) {
            return;
        }
        let below: Vec<usize> =
            near.iter().map(|(_, at)| *at).filter(|&at| at < cover.before && painted.glyphs[at].is_seen()).collect();
        let middles = below.iter().filter(|&&at| cover.holds(painted.glyphs[at].center())).count();
        // A scan's text may lie under its picture.
        let is_scan = cover.is_picture && middles * 2 > painted.glyphs.len();
        for at in below {
            let glyph = &mut painted.glyphs[at];
            let held = PLACES.iter().filter(|&&(along, up)| cover.holds(glyph.point(along, up))).count();
            match held {
                _ if is_scan || cover.is_picture && glyph.ink == Ink::None => under_picture[at] |= held > 0,
                5 if cover.is_sure => glyph.hide(Flaw::Overlaid),
                _ if cover.holds(glyph.center()) => glyph.doubt(Flaw::Overlaid),
                _ => {}
            }
        }
    }
}

/// Hides white letters on nothing but white.
fn hide_white(painted: &mut Painted, budget: &mut Budget) {
    let Painted { glyphs, covers, pictures, .. } = painted;
    // What lies under a picture's letters is not known.
    if *pictures > 0 {
        return;
    }
    for (at, glyph) in glyphs.iter_mut().enumerate().filter(|(_, glyph)| glyph.ink == Ink::White) {
        if !budget.spend(covers.len() / 8) {
            return;
        }
        let center = glyph.center();
        let below = covers.iter().rev().find(|cover| cover.before <= at && cover.holds(center));
        if below.is_none_or(|cover| cover.is_white) {
            glyph.hide(Flaw::Hidden);
        }
    }
}

/// Letters without ink are a scan's text where they lie on its picture, or are most of the page;
/// elsewhere nobody sees them.
fn settle_bare(painted: &mut Painted, under_picture: &[bool], budget: &mut Budget) -> bool {
    let is_bare = |(glyph, under): (&Glyph, &bool)| glyph.source == Source::Page && (glyph.ink == Ink::None || *under);
    let own = painted.glyphs.iter().filter(|glyph| glyph.source == Source::Page).count();
    let bare = painted.glyphs.iter().zip(under_picture).filter(|both| is_bare(*both)).count();
    let is_scanned = bare * 2 > own;
    if bare == 0 || is_scanned {
        return is_scanned;
    }
    let pictures: Vec<&Cover> = painted.covers.iter().filter(|cover| cover.is_picture).collect();
    for glyph in painted.glyphs.iter_mut().filter(|glyph| glyph.ink == Ink::None) {
        budget.spend(pictures.len() / 8);
        if !pictures.iter().any(|picture| picture.holds(glyph.center())) {
            glyph.hide(Flaw::Hidden);
        }
    }
    false
}

/// Takes away what comments strike out or black out.
fn mark(painted: &mut Painted, budget: &mut Budget) {
    let Painted { glyphs, marks, .. } = painted;
    for (bounds, flaw) in marks {
        if !budget.spend(glyphs.len() / 8) {
            return;
        }
        let marked =
            glyphs.iter_mut().filter(|glyph| glyph.source == Source::Page && bounds.holds(glyph.center(), 0.0));
        marked.for_each(|glyph| glyph.hide(*flaw));
    }
}

/// Doubts what a pen has crossed.
fn cross_out(painted: &mut Painted, budget: &mut Budget) {
    let Painted { glyphs, strokes, .. } = painted;
    for (from, to) in strokes {
        if !budget.spend(glyphs.len() / 8) {
            return;
        }
        let Some(along) = Bounds::around([*from, *to]) else { continue };
        for glyph in glyphs.iter_mut().filter(|glyph| glyph.source != Source::Drawing) {
            let ink = inner(&glyph.bounds());
            let meets = along.left <= ink.right
                && along.right >= ink.left
                && along.top <= ink.bottom
                && along.bottom >= ink.top;
            if meets && crosses(*from, *to, &ink) {
                glyph.doubt(Flaw::Overlaid);
            }
        }
    }
}

/// The inner half of a character: what only touches it does not cross it.
fn inner(bounds: &Bounds) -> Bounds {
    let (wide, high) = bounds.size();
    let (x, y) = (wide / 4.0, high / 4.0);
    Bounds { left: bounds.left + x, top: bounds.top + y, right: bounds.right - x, bottom: bounds.bottom - y }
}

/// Whether a stroke that runs by a box has corners of it on both sides, or ends inside.
fn crosses((x0, y0): Point, (x1, y1): Point, box_: &Bounds) -> bool {
    let side = |(x, y): Point| (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0);
    let corners = [(box_.left, box_.top), (box_.right, box_.top), (box_.right, box_.bottom), (box_.left, box_.bottom)];
    let sides = corners.map(side);
    box_.holds((x0, y0), 0.0) || sides.iter().any(|side| *side > 0.0) && sides.iter().any(|side| *side < 0.0)
}

/// A field or a comment whose letters lie on those of the page leaves both to be seen, and neither
/// to be sure of.
fn lie_over(painted: &mut Painted, budget: &mut Budget) {
    let is_over = |glyph: &Glyph| glyph.source != Source::Page && glyph.is_seen() && glyph.is_letter();
    let over: Vec<usize> = (0..painted.glyphs.len()).filter(|&at| is_over(&painted.glyphs[at])).collect();
    if over.is_empty() {
        return;
    }
    let shelf = Shelf::of(&painted.glyphs);
    for at in over {
        let (bounds, size) = (painted.glyphs[at].bounds(), painted.glyphs[at].size);
        let near = shelf.between(bounds.top - size, bounds.bottom + size);
        if !budget.spend(1 + near.len() / 4) {
            return;
        }
        let below: Vec<usize> = near
            .iter()
            .map(|(_, below)| *below)
            .filter(|&below| {
                let glyph = &painted.glyphs[below];
                let other = glyph.bounds();
                glyph.source == Source::Page
                    && glyph.is_seen()
                    && glyph.is_letter()
                    && bounds.meet(&other).area() > 0.15 * bounds.area().min(other.area())
            })
            .collect();
        if !below.is_empty() {
            painted.glyphs[at].hide(Flaw::Overlaid);
            below.into_iter().for_each(|below| painted.glyphs[below].doubt(Flaw::Overlaid));
        }
    }
}

/// Where a part of a figure is hidden, the rest is not the figure.
fn doubt_neighbours(glyphs: &mut [Glyph]) {
    for at in 1..glyphs.len() {
        let (before, behind) = glyphs.split_at_mut(at);
        let (Some(a), Some(b)) = (before.last_mut(), behind.first_mut()) else { continue };
        let is_one = a.is_digit() && b.is_digit() && a.source == b.source && is_next(a, b);
        match (a.sight, b.sight) {
            (Sight::Unseen(flaw @ (Flaw::Hidden | Flaw::Overlaid)), Sight::Seen) if is_one => b.doubt(flaw),
            (Sight::Seen, Sight::Unseen(flaw @ (Flaw::Hidden | Flaw::Overlaid))) if is_one => a.doubt(flaw),
            _ => {}
        }
    }
}

/// Whether a character follows another closely.
pub(super) fn is_next(a: &Glyph, b: &Glyph) -> bool {
    let near = 0.3 * a.size.max(b.size);
    a.quarter == b.quarter && (a.to.0 - b.from.0).abs() <= near && (a.to.1 - b.from.1).abs() <= near
}
