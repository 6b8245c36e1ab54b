//! A content stream → glyphs with their place and look.
//!
//! Everything that a stream can ask for is counted against one [`Budget`]: operators, glyphs, bytes, nesting.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, Stream};
use hayro_syntax::page::Resources;

use super::PdfError;
use super::budget::Budget;
use super::font::{Code, Font, Programs};
use super::ink;
use super::marked::Marked;
use super::matrix::Matrix;
use super::page::{Glyph, Run, as_seen};
use super::rules::Path;
use super::unseen::{Unseen, is_white};

/// How deep forms may hold forms, and saved states may pile up.
const NESTING: usize = 16;
const SAVED: usize = 512;

/// What is known of fonts, over all pages.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    programs: Programs<'a>,
    fonts: HashMap<ObjRef, Rc<Font<'a>>>,
    ink: HashMap<(usize, u32), (f32, f32)>,
}

/// What the streams of a page draw.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) aslant: String,
    /// Of the glyphs that are aslant, how many are turned by so many quarters; at 0: by something else.
    pub(super) turned: [usize; 4],
    pub(super) nameless: usize,
    pub(super) guessed: usize,
    /// The area of pictures, in square points.
    pub(super) pictures: f64,
    /// Whether anything was painted on which white text can be seen, but for pictures.
    pub(super) painted: bool,
    pub(super) path: Path,
}

/// Draws streams of content.
pub(super) struct Canvas<'f, 'a> {
    pub(super) fonts: &'f mut Fonts<'a>,
    pub(super) budget: &'f mut Budget,
    pub(super) drawn: Drawn,
    marked: Marked,
}

/// The graphics state.
#[derive(Clone)]
struct State<'a> {
    ctm: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    spacing: f64,
    words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    white: bool,
}

impl<'f, 'a> Canvas<'f, 'a> {
    pub(super) fn new(fonts: &'f mut Fonts<'a>, budget: &'f mut Budget) -> Self {
        Canvas { fonts, budget, drawn: Drawn::default(), marked: Marked::default() }
    }

    /// Draws a stream; `base` maps its space to the page, from the top left.
    pub(super) fn draw(&mut self, content: &[u8], resources: &Resources<'a>, base: Matrix) -> Result<(), PdfError> {
        self.nested(content, resources, base, 0)
    }

    fn nested(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        base: Matrix,
        depth: usize,
    ) -> Result<(), PdfError> {
        Budget::take(&mut self.budget.bytes, content.len(), "bytes of content")?;
        let first = State {
            ctm: base,
            font: None,
            size: 0.0,
            spacing: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            white: false,
        };
        let mut state = first;
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let marked = self.marked.depth();
        let mut operators = UntypedIter::new(content);
        while let Some(instruction) = operators.next() {
            Budget::take(&mut self.budget.operators, 1, "drawing operators")?;
            let n: Vec<f64> =
                instruction.operands().filter_map(|o| o.clone().into_number()).map(|n| n.as_f64()).collect();
            let mut operands = instruction.operands();
            let mut next_line = |x: f64, y: f64| {
                line = Matrix::shift(x, y).then(line);
                line
            };
            match (&**instruction.operator, n.as_slice()) {
                (b"q", _) if saved.len() < SAVED => saved.push(state.clone()),
                (b"Q", _) => state = saved.pop().unwrap_or(state),
                (b"cm", &[a, b, c, d, e, f]) => state.ctm = Matrix([a, b, c, d, e, f]).then(state.ctm),
                (b"BT", _) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                (b"Tc", &[x]) => state.spacing = x,
                (b"Tw", &[x]) => state.words = x,
                (b"Tz", &[x]) => state.stretch = x / 100.0,
                (b"TL", &[x]) => state.leading = x,
                (b"Ts", &[x]) => state.rise = x,
                (b"Tr", &[x]) => state.mode = x as i64,
                (b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs", paint) => {
                    state.white = is_white(instruction.operator, paint);
                }
                (b"Tf", &[size]) => {
                    state.size = size;
                    if let Some(Object::Name(name)) = operands.next() {
                        state.font = self.font(resources, name)?;
                    }
                }
                (b"Tm", &[a, b, c, d, e, f]) => {
                    line = Matrix([a, b, c, d, e, f]);
                    text = line;
                }
                (b"Td", &[x, y]) => text = next_line(x, y),
                (b"TD", &[x, y]) => {
                    state.leading = -y;
                    text = next_line(x, y);
                }
                (b"T*", _) => text = next_line(0.0, -state.leading),
                (b"Tj", _) => self.show(&state, &mut text, operands.next())?,
                (b"'", _) => {
                    text = next_line(0.0, -state.leading);
                    self.show(&state, &mut text, operands.next())?;
                }
                (b"\"", &[words, spacing]) => {
                    (state.words, state.spacing) = (words, spacing);
                    text = next_line(0.0, -state.leading);
                    self.show(&state, &mut text, operands.nth(2))?;
                }
                (b"TJ", _) => {
                    if let Some(Object::Array(parts)) = operands.next() {
                        for part in parts.iter::<Object<'_>>() {
                            if let Object::Number(back) = &part {
                                let x = -back.as_f64() / 1000.0 * state.size * state.stretch;
                                text = Matrix::shift(x, 0.0).then(text);
                            }
                            self.show(&state, &mut text, Some(&part))?;
                        }
                    }
                }
                (b"BMC" | b"BDC", _) => {
                    let tag = operands.next();
                    self.marked.begin(tag, operands.next(), resources, self.drawn.glyphs.len());
                }
                (b"EMC", _) if self.marked.depth() > marked => self.marked.end(&mut self.drawn.glyphs),
                (b"BI", _) => self.drawn.pictures += state.ctm.area(),
                (b"Do", _) => {
                    if let Some(Object::Name(name)) = operands.next() {
                        self.object(name, resources, &state, depth)?;
                    }
                }
                (b"sh", _) => self.drawn.painted = true,
                (operator, numbers) => {
                    let fills = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
                    self.drawn.painted = self.drawn.painted || fills && !state.white && self.drawn.path.is_wide();
                    self.drawn.path.follow(operator, numbers, state.ctm);
                }
            }
        }
        while self.marked.depth() > marked {
            self.marked.end(&mut self.drawn.glyphs);
        }
        Ok(())
    }

    /// A form is drawn; a picture is measured.
    fn object(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
    ) -> Result<(), PdfError> {
        let Some(stream) = resources.x_objects.get::<Stream<'_>>(name.as_ref()) else { return Ok(()) };
        let dict = stream.dict();
        match dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
            Some(b"Image") => self.drawn.pictures += state.ctm.area(),
            Some(b"Form") if depth < NESTING => {
                let Ok(content) = stream.decoded_data() else { return Ok(()) };
                let matrix = dict.get::<Array<'_>>(keys::MATRIX).and_then(|m| <[f64; 6]>::try_from(m).ok());
                let base = matrix.map_or(state.ctm, |m| Matrix(m).then(state.ctm));
                let own = dict.get::<Dict<'_>>(keys::RESOURCES).map(Resources::new);
                self.nested(&content, own.as_ref().unwrap_or(resources), base, depth + 1)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Result<Option<Rc<Font<'a>>>, PdfError> {
        let by = resources.fonts.get_ref(name.as_ref());
        if let Some(known) = by.and_then(|by| self.fonts.fonts.get(&by)) {
            return Ok(Some(known.clone()));
        }
        // a font is read at the cost of a page
        Budget::take(&mut self.budget.operators, 2_000, "fonts")?;
        let Some(dict) = resources.fonts.get::<Dict<'_>>(name.as_ref()) else { return Ok(None) };
        let font = Rc::new(Font::read(&dict, &self.fonts.programs));
        if let Some(by) = by {
            self.fonts.fonts.insert(by, font.clone());
        }
        Ok(Some(font))
    }

    fn show(&mut self, state: &State<'a>, text: &mut Matrix, string: Option<&Object<'_>>) -> Result<(), PdfError> {
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
        let quarters = place.quarters();
        if quarters != Some(0) {
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
            unseen: Unseen::of(state.mode, state.white),
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
