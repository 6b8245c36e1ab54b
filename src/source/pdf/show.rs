//! A string that a stream shows → glyphs with their place and look.

use std::rc::Rc;

use hayro_syntax::object::Object;

use super::PdfError;
use super::budget::Budget;
use super::content::Canvas;
use super::font::{Code, Font};
use super::ink;
use super::matrix::Matrix;
use super::page::{Glyph, Run, as_seen};
use super::state::State;
use super::unseen::Unseen;

impl<'a> Canvas<'_, 'a> {
    /// Shows a string.
    pub(super) fn show(
        &mut self,
        state: &State<'a>,
        text: &mut Matrix,
        string: Option<&Object<'_>>,
    ) -> Result<(), PdfError> {
        let (Some(font), Some(Object::String(bytes))) = (&state.font, string) else { return Ok(()) };
        let codes = font.codes(bytes.as_bytes());
        Budget::take(&mut self.budget.glyphs, codes.len(), "glyphs")?;
        for code in codes {
            let width = f64::from(code.said.width) * state.size * state.stretch;
            let is_space = code.is_space;
            self.glyph(state, font, *text, width, code);
            let words = if is_space { state.words } else { 0.0 };
            *text = Matrix::shift(width + (state.spacing + words) * state.stretch, 0.0).then(*text);
            if is_space || state.spacing != 0.0 {
                // a blank reaches to the next glyph, and so does a letter that is set apart
                if let Some(last) = self.drawn.glyphs.last_mut() {
                    let (x, _) = text.then(state.ctm).apply(0.0, state.rise);
                    last.run.end = last.run.end.max(x as f32);
                }
            }
        }
        Ok(())
    }

    fn glyph(&mut self, state: &State<'a>, font: &Rc<Font<'a>>, text: Matrix, width: f64, code: Code) {
        let place = text.then(state.ctm);
        let [_, _, c, d, ..] = place.0;
        let (from, to) = (place.apply(0.0, state.rise), place.apply(width, state.rise));
        let size = (c.hypot(d) * state.size).abs();
        // glyphs that nobody names can stand in a sequence that says what they are
        let named = code.said.text.map(as_seen).or_else(|| self.marked.says().then(String::new));
        let Some(said) = named else {
            self.drawn.nameless += 1;
            return;
        };
        self.drawn.guessed += usize::from(code.said.guessed && !said.is_empty());
        self.drawn.serial += 1;
        let unseen = match Unseen::of(state.mode, state.white) {
            _ if self.marked.is_off() => Unseen::Off,
            _ if state.is_clear() => Unseen::Always,
            unseen => unseen,
        };
        let quarters = place.quarters();
        if quarters != Some(0) && unseen != Unseen::Off {
            self.drawn.turned[quarters.unwrap_or(0)] += 1;
            self.drawn.aslant.push_str(&said);
            return;
        }
        let placed = [from.0.min(to.0), from.0.max(to.0), from.1, size].map(|v| v as f32);
        let [left, right, y, size] = placed;
        if !placed.iter().all(|v| v.is_finite()) {
            self.drawn.nameless += 1;
            return;
        }
        let ink = self.ink(font, code.code);
        self.drawn.glyphs.push(Glyph {
            run: Run {
                text: said,
                x: (left, right),
                y,
                size,
                bold: font.bold || state.mode == 2,
                italic: font.italic || c.abs() > 0.15 * d.abs(),
                stroke: 0.0,
                underline: false,
                link: None,
                end: right,
                furniture: self.marked.is_furniture(),
            },
            ink,
            unseen,
            serial: self.drawn.serial - 1,
            drawn_by: font.drawn.then(|| Rc::as_ptr(font).addr()),
        });
    }

    fn ink(&mut self, font: &Rc<Font<'a>>, code: u32) -> (f32, f32) {
        if !font.drawn {
            return (0.0, 0.0);
        }
        *self.fonts.ink.entry((Rc::as_ptr(font).addr(), code)).or_insert_with(|| {
            let Some((drawing, scale)) = font.drawing(code) else { return (0.0, 0.0) };
            let (area, outline) = drawing.decoded_data().map_or((0.0, 0.0), |d| ink::measure(&d));
            let ink = (area * scale * scale, outline * scale);
            if ink.0.is_finite() && ink.1.is_finite() { ink } else { (0.0, 0.0) }
        })
    }
}
