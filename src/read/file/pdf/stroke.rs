//! Path operators (ISO 32000-1, 8.5): lines, areas, and what may be painted on.

use super::geometry::Bounds;
use super::glyph::Source;
use super::paint::{Painter, Run, numbers};
use super::path::{Cover, is_rectangle};
use super::rules::Ink;
use super::state::Colour;
use hayro_syntax::content::Instruction;

impl<'a> Painter<'a> {
    /// Operators of paths; whether this is one.
    pub fn path(&mut self, run: &mut Run<'_, 'a>, it: &Instruction) -> bool {
        let operator = &**it.operator;
        match operator {
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" => build(run, it),
            b"h" => run.path.close(),
            b"W" | b"W*" => run.clips = true,
            b"n" => self.end(run),
            b"s" | b"b" | b"b*" => {
                run.path.close();
                self.paint(run, operator);
            }
            b"S" | b"f" | b"F" | b"f*" | b"B" | b"B*" => self.paint(run, operator),
            _ => return false,
        }
        true
    }

    fn paint(&mut self, run: &mut Run<'_, 'a>, operator: &[u8]) {
        self.budget.spend(run.path.len());
        if self.off == 0 {
            let strokes = !matches!(operator, b"f" | b"F" | b"f*");
            let fills = !matches!(operator, b"s" | b"S");
            let outlines = run.path.outlines(run.state.matrix);
            for outline in &outlines {
                if self.source == Source::Page && !outline.is_curved {
                    self.painted.rules.add(&outline.points, if strokes { Ink::Stroke } else { Ink::Fill });
                }
                if self.source == Source::Drawing && strokes {
                    self.painted.strokes.extend(outline.points.windows(2).map(|pair| (pair[0], pair[1])));
                }
            }
            if fills && run.state.is_opaque() {
                let parts = outlines.into_iter().map(|outline| outline.points).collect();
                let cover = Cover::of(parts, operator.ends_with(b"*"), &run.state.clip.bounds);
                if let Some(mut cover) = cover {
                    cover.is_sure = run.state.clip.is_whole && run.state.fill != Colour::Unknown;
                    cover.is_white = run.state.fill == Colour::White;
                    self.cover(cover);
                }
            }
        }
        self.end(run);
    }

    /// Ends a path, clipping to it where that was asked for.
    fn end(&mut self, run: &mut Run<'_, 'a>) {
        if std::mem::take(&mut run.clips) {
            let outlines = run.path.outlines(run.state.matrix);
            self.budget.spend(run.path.len());
            let is_whole = outlines.len() == 1 && outlines.iter().all(|outline| is_rectangle(&outline.points));
            let points = outlines.into_iter().flat_map(|outline| outline.points);
            run.state.clip(Bounds::around(points), is_whole);
        }
        run.path.clear();
    }
}

fn build(run: &mut Run, it: &Instruction) {
    let path = &mut run.path;
    match &**it.operator {
        b"m" => {
            if let Some([x, y]) = numbers(it) {
                path.move_to(x, y);
            }
        }
        b"l" => {
            if let Some([x, y]) = numbers(it) {
                path.line_to(x, y);
            }
        }
        b"c" => {
            if let Some([a, b, c, d, x, y]) = numbers(it) {
                path.curve_to(Some((a, b)), (c, d), (x, y));
            }
        }
        b"v" => {
            if let Some([c, d, x, y]) = numbers(it) {
                path.curve_to(None, (c, d), (x, y));
            }
        }
        b"y" => {
            if let Some([a, b, x, y]) = numbers(it) {
                path.curve_to(Some((a, b)), (x, y), (x, y));
            }
        }
        _ => {
            if let Some([x, y, wide, high]) = numbers(it) {
                path.rectangle(x, y, wide, high);
            }
        }
    }
}
