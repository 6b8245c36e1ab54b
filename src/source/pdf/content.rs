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
use super::font::{Font, Programs};
use super::layers::Layers;
use super::marked::Marked;
use super::matrix::Matrix;
use super::page::Glyph;
use super::rules::{Path, is_wide};
use super::state::State;
use super::unseen::Painted;

/// How deep forms may hold forms, and saved states may pile up.
const NESTING: usize = 16;
const SAVED: usize = 512;

/// An area that holds every page.
const EVERYWHERE: [f32; 4] = [f32::MIN, f32::MIN, f32::MAX, f32::MAX];

/// What is known of fonts, over all pages.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    programs: Programs<'a>,
    fonts: HashMap<ObjRef, Rc<Font<'a>>>,
    pub(super) ink: HashMap<(usize, u32), (f32, f32)>,
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
    /// What is painted below and above the text.
    pub(super) painted: Painted,
    pub(super) path: Path,
    /// How many glyphs were drawn.
    pub(super) serial: usize,
}

/// Draws streams of content.
pub(super) struct Canvas<'f, 'a> {
    pub(super) fonts: &'f mut Fonts<'a>,
    pub(super) budget: &'f mut Budget,
    layers: &'f Layers,
    pub(super) drawn: Drawn,
    pub(super) marked: Marked,
}

impl<'f, 'a> Canvas<'f, 'a> {
    pub(super) fn new(fonts: &'f mut Fonts<'a>, budget: &'f mut Budget, layers: &'f Layers) -> Self {
        Canvas { fonts, budget, layers, drawn: Drawn::default(), marked: Marked::default() }
    }

    /// Draws a stream; `base` maps its space to the page, from the top left.
    pub(super) fn draw(&mut self, content: &[u8], resources: &Resources<'a>, base: Matrix) -> Result<(), PdfError> {
        self.nested(content, resources, State::new(base), 0)
    }

    fn nested(
        &mut self,
        content: &[u8],
        resources: &Resources<'a>,
        mut state: State<'a>,
        depth: usize,
    ) -> Result<(), PdfError> {
        Budget::take(&mut self.budget.bytes, content.len(), "bytes of content")?;
        let mut saved: Vec<State<'a>> = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let marked = self.marked.depth();
        let mut clips = false;
        let mut operators = UntypedIter::new(content);
        while let Some(instruction) = operators.next() {
            Budget::take(&mut self.budget.operators, 1, "drawing operators")?;
            let n: Vec<f64> =
                instruction.operands().filter_map(|o| o.clone().into_number()).map(|n| n.as_f64()).collect();
            let name = || {
                instruction.operands().last().and_then(|o| if let Object::Name(name) = o { Some(name) } else { None })
            };
            if state.take(&instruction.operator[..], &n, name(), resources) {
                continue;
            }
            let mut operands = instruction.operands();
            let mut next_line = |x: f64, y: f64| {
                line = Matrix::shift(x, y).then(line);
                line
            };
            match (&**instruction.operator, n.as_slice()) {
                (b"q", _) if saved.len() < SAVED => saved.push(state.clone()),
                (b"Q", _) => state = saved.pop().unwrap_or(state),
                (b"BT", _) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
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
                    self.marked.begin(tag, operands.next(), resources, self.layers, self.drawn.glyphs.len());
                }
                (b"EMC", _) if self.marked.depth() > marked => self.marked.end(&mut self.drawn.glyphs),
                (b"BI", _) => self.picture(&state),
                (b"Do", _) => {
                    if let Some(Object::Name(name)) = operands.next() {
                        self.object(name, resources, &state, depth)?;
                    }
                }
                (b"sh", _) => self.drawn.painted.ground(state.clip.unwrap_or(EVERYWHERE)),
                (b"W" | b"W*", _) => clips = true,
                (operator, numbers) => {
                    let operator = if self.marked.is_off() && paints(operator) { b"n" } else { operator };
                    self.paint(operator, &state);
                    if std::mem::take(&mut clips) {
                        let area = self.drawn.path.areas().reduce(both);
                        state.clip(area, self.drawn.path.boxes().len() == 1 && self.drawn.path.areas().count() == 1);
                    }
                    self.drawn.path.follow(operator, numbers, state.ctm);
                }
            }
        }
        while self.marked.depth() > marked {
            self.marked.end(&mut self.drawn.glyphs);
        }
        Ok(())
    }

    /// What an operator paints lies below what is drawn behind it, and over what was drawn before.
    fn paint(&mut self, operator: &[u8], state: &State<'_>) {
        let Drawn { path, painted, serial, .. } = &mut self.drawn;
        if matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") {
            if !state.white {
                path.areas().filter(is_wide).for_each(|area| painted.ground(area));
            }
            if state.hides() {
                path.boxes().iter().filter(|r| is_wide(r)).for_each(|r| painted.cover(state.within(*r), *serial));
            }
        }
        let half = (state.width * state.ctm.area().sqrt() / 2.0) as f32;
        if matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && half > 1.0 {
            path.areas().for_each(|[x0, y0, x1, y1]| painted.ground([x0 - half, y0 - half, x1 + half, y1 + half]));
        }
    }

    fn picture(&mut self, state: &State<'_>) {
        if !self.marked.is_off() {
            self.drawn.pictures += state.ctm.area();
            self.drawn.painted.ground(state.ctm.bound([0.0, 0.0, 1.0, 1.0]).map(|v| v as f32));
        }
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
        let before = self.marked.depth();
        if self.layers.hide(dict, keys::OC) {
            self.marked.begin_off();
        }
        match dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
            Some(b"Image") => self.picture(state),
            Some(b"Form") if depth < NESTING => self.form(&stream, resources, state, depth)?,
            _ => {}
        }
        if self.marked.depth() > before {
            self.marked.end(&mut self.drawn.glyphs);
        }
        Ok(())
    }

    /// Draws a form.
    pub(super) fn form(
        &mut self,
        form: &Stream<'a>,
        resources: &Resources<'a>,
        state: &State<'a>,
        depth: usize,
    ) -> Result<(), PdfError> {
        let Ok(content) = form.decoded_data() else { return Ok(()) };
        let dict = form.dict();
        let matrix = dict.get::<Array<'_>>(keys::MATRIX).and_then(|m| <[f64; 6]>::try_from(m).ok());
        let ctm = matrix.map_or(state.ctm, |m| Matrix(m).then(state.ctm));
        let own = dict.get::<Dict<'_>>(keys::RESOURCES).map(Resources::new);
        let mut within = state.clone();
        within.ctm = ctm;
        self.nested(&content, own.as_ref().unwrap_or(resources), within, depth + 1)
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
}

/// Whether an operator paints the path.
fn paints(operator: &[u8]) -> bool {
    matches!(operator, b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*")
}

/// The area that holds two others.
fn both(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}
