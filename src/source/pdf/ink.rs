//! The drawing of a glyph → its area and the length of its outline: how thick its strokes are.
//!
//! Browsers draw fonts that they may not or cannot embed, and then no name says what is bold. A stroke is a long
//! rectangle: twice its area over its outline is its thickness, whatever the character.

use hayro_syntax::content::UntypedIter;

/// The most operators of a drawing that are looked at.
const OPERATORS: usize = 4_000;

/// Area and outline of what a glyph's content stream fills.
pub(super) fn measure(drawing: &[u8]) -> (f32, f32) {
    let mut pen = Pen::default();
    let mut operators = UntypedIter::new(drawing);
    for _ in 0..OPERATORS {
        let Some(instruction) = operators.next() else { break };
        let n: Vec<f64> = instruction.operands().filter_map(|o| o.clone().into_number()).map(|n| n.as_f64()).collect();
        match (&**instruction.operator, n.as_slice()) {
            (b"m", &[x, y]) => {
                pen.close();
                (pen.start, pen.at) = ((x, y), (x, y));
            }
            (b"l", &[x, y]) => pen.line((x, y)),
            (b"c", &[x1, y1, x2, y2, x, y]) => pen.curve((x1, y1), (x2, y2), (x, y)),
            (b"v", &[x2, y2, x, y]) => pen.curve(pen.at, (x2, y2), (x, y)),
            (b"y", &[x1, y1, x, y]) => pen.curve((x1, y1), (x, y), (x, y)),
            (b"re", &[x, y, w, h]) => {
                pen.close();
                (pen.start, pen.at) = ((x, y), (x, y));
                [(x + w, y), (x + w, y + h), (x, y + h), (x, y)].into_iter().for_each(|p| pen.line(p));
            }
            (b"h", _) => pen.close(),
            _ => {}
        }
    }
    pen.close();
    (pen.area.abs() as f32, pen.outline as f32)
}

type Point = (f64, f64);

#[derive(Default)]
struct Pen {
    start: Point,
    at: Point,
    area: f64,
    outline: f64,
}

impl Pen {
    fn line(&mut self, to: Point) {
        self.area += (self.at.0 * to.1 - to.0 * self.at.1) / 2.0;
        self.outline += (to.0 - self.at.0).hypot(to.1 - self.at.1);
        self.at = to;
    }

    fn curve(&mut self, one: Point, two: Point, to: Point) {
        let from = self.at;
        for step in 1..=6 {
            let t = f64::from(step) / 6.0;
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            self.line((mix(from.0, one.0, two.0, to.0), mix(from.1, one.1, two.1, to.1)));
        }
    }

    fn close(&mut self) {
        let start = self.start;
        if self.at != start {
            self.line(start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_is_as_thick_as_it_is() {
        let thickness = |(area, outline): (f32, f32)| 2.0 * area / outline;
        let thin = thickness(measure(b"1000 0 d0 0 0 60 900 re 200 0 60 900 re f"));
        let thick = thickness(measure(b"0 0 m 120 0 l 120 900 l 0 900 l h f"));
        assert!((50.0..60.0).contains(&thin) && (100.0..120.0).contains(&thick), "{thin} {thick}");
    }
}
