//! What lies over a page: its links, the fields of a form as they are filled in, text that was typed over it.
//!
//! What is filled in is a part of what the page says, and is read where it stands, as the page draws it, or as the field
//! says it where nothing draws it. Remarks, stamps and signatures are none; they are counted.

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Page as Leaf;

use super::PdfError;
use super::budget::Budget;
use super::content::Canvas;
use super::marked::text_string;
use super::matrix::Matrix;
use super::page::{Glyph, Page, Run};
use super::state::State;
use super::unseen::Unseen;

/// How many annotations of a page are looked at, and how far above a field its properties may stand.
const MOST: usize = 5_000;
const ABOVE: usize = 8;

/// What a page prints where something is to be filled in.
const STANDS_FOR: [&str; 9] = ["_", "☐", "□", "❑", "❏", "○", "◯", "…", "."];

/// Where a link or a field lies.
pub(super) struct Area {
    x: (f32, f32),
    y: (f32, f32),
    link: u32,
}

impl Area {
    fn of([x0, y0, x1, y1]: [f64; 4], link: usize) -> Area {
        Area { x: (x0 as f32, x1 as f32), y: (y0 as f32, y1 as f32), link: link as u32 }
    }

    /// Whether there is anything of it to see.
    fn is_wide(&self) -> bool {
        self.x.1 - self.x.0 > 1.0 && self.y.1 - self.y.0 > 1.0
    }

    fn holds(&self, run: &Run) -> bool {
        let (x, y) = (run.middle(), run.y - 0.3 * run.size);
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }
}

/// Gives the glyphs of links their links.
pub(super) fn link(glyphs: &mut [Glyph], areas: &[Area]) {
    for glyph in glyphs.iter_mut().filter(|_| !areas.is_empty()) {
        glyph.run.link = areas.iter().find(|a| a.holds(&glyph.run)).map(|a| a.link);
    }
}

/// Reads the annotations of a page behind what the page draws; gives its links.
pub(super) fn read<'a>(
    leaf: &Leaf<'a>,
    base: Matrix,
    canvas: &mut Canvas<'_, 'a>,
    out: &mut Page,
) -> Result<Vec<Area>, PdfError> {
    let mut areas = Vec::new();
    let Some(list) = leaf.raw().get::<Array<'a>>(keys::ANNOTS) else { return Ok(areas) };
    for annotation in list.iter::<Dict<'a>>().take(MOST) {
        let rect = annotation.get::<Array<'_>>(keys::RECT).and_then(|r| <[f64; 4]>::try_from(r).ok());
        let Some(place) = rect.map(|[x0, y0, x1, y1]| [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]) else {
            continue;
        };
        let filled = match annotation.get::<Name<'_>>(keys::SUBTYPE).as_deref() {
            Some(b"Link") => {
                areas.extend(target(&annotation, out).map(|link| Area::of(base.bound(place), link)));
                continue;
            }
            Some(b"Widget") => Filled::of(&annotation),
            Some(b"FreeText") if !is(&annotation, keys::IT, b"FreeTextCallout") => Filled::Drawn(String::new()),
            Some(b"FreeText" | b"Text" | b"Stamp") => Filled::Remark,
            _ => continue,
        };
        let filled = if is_off(&annotation) { filled.unread() } else { filled };
        let from = canvas.drawn.glyphs.len();
        // the glyphs of the page are looked through for each
        Budget::take(&mut canvas.budget.operators, from / 16, "fields of forms")?;
        let area = Area::of(base.bound(place), 0);
        match filled {
            Filled::Nothing => {}
            Filled::Remark => out.notes += usize::from(area.is_wide()),
            Filled::Drawn(value) => {
                if let Some(drawing) = appearance(&annotation) {
                    draw(&drawing, place, base, canvas, leaf)?;
                }
                if canvas.drawn.glyphs.len() == from {
                    area.write(&value, &mut canvas.drawn.glyphs);
                }
            }
            Filled::Said(value) => area.write(&value, &mut canvas.drawn.glyphs),
        }
        area.settle(&mut canvas.drawn.glyphs, from, out);
    }
    Ok(areas)
}

/// What a field or another annotation holds.
enum Filled {
    Nothing,
    /// What is no part of the text.
    Remark,
    /// What it draws, or, where it draws nothing, this.
    Drawn(String),
    /// This, whatever it draws.
    Said(String),
}

impl Filled {
    /// Of a field of a form.
    fn of(field: &Dict<'_>) -> Filled {
        const RADIO: u32 = 1 << 15;
        const BUTTON: u32 = 1 << 16;
        const COMBO: u32 = 1 << 17;
        let flags = number(field, keys::FF);
        let value = match inherited(field, keys::V) {
            Some(Object::String(value)) => text_string(value.as_bytes()),
            Some(Object::Array(values)) => {
                let all = values.iter::<hayro_syntax::object::String<'_>>().take(MOST);
                all.map(|value| text_string(value.as_bytes())).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        let state = || field.get::<Name<'_>>(keys::AS).is_some_and(|state| state.as_ref() != b"Off");
        match inherited(field, keys::FT) {
            Some(Object::Name(kind)) => match kind.as_ref() {
                b"Btn" if flags & BUTTON == 0 && state() => {
                    Filled::Said(if flags & RADIO == 0 { "☑" } else { "◉" }.to_owned())
                }
                b"Tx" => Filled::Drawn(value),
                b"Ch" if flags & COMBO != 0 => Filled::Drawn(value),
                // a list draws what can be chosen too
                b"Ch" => Filled::Said(value),
                b"Sig" if field.contains_key(keys::V) && appearance(field).is_some() => Filled::Remark,
                _ => Filled::Nothing,
            },
            _ => Filled::Nothing,
        }
    }

    /// The same where it is not shown.
    fn unread(self) -> Filled {
        match self {
            Filled::Said(value) | Filled::Drawn(value) if value.trim().is_empty() => Filled::Nothing,
            Filled::Nothing => Filled::Nothing,
            _ => Filled::Remark,
        }
    }
}

/// Whether an annotation is not shown.
fn is_off(annotation: &Dict<'_>) -> bool {
    const HIDDEN: u32 = 1 << 1;
    const NO_VIEW: u32 = 1 << 5;
    annotation.get::<u32>(keys::F).is_some_and(|flags| flags & (HIDDEN | NO_VIEW) != 0)
}

fn is(dict: &Dict<'_>, key: &[u8], name: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|said| said.as_ref() == name)
}

/// What a field says, or those above it.
fn inherited<'a>(field: &Dict<'a>, key: &[u8]) -> Option<Object<'a>> {
    let mut at = field.clone();
    for _ in 0..ABOVE {
        if let Some(said) = at.get::<Object<'_>>(key) {
            return Some(said);
        }
        at = at.get::<Dict<'_>>(keys::PARENT)?;
    }
    None
}

fn number(field: &Dict<'_>, key: &[u8]) -> u32 {
    match inherited(field, key) {
        Some(Object::Number(number)) => number.as_f64() as u32,
        _ => 0,
    }
}

/// The target of a link, by its number.
fn target(link: &Dict<'_>, out: &mut Page) -> Option<usize> {
    let action = link.get::<Dict<'_>>(keys::A)?;
    let target = text_string(action.get::<hayro_syntax::object::String<'_>>(keys::URI)?.as_bytes());
    Some(out.links.iter().position(|l| *l == target).unwrap_or_else(|| {
        out.links.push(target);
        out.links.len() - 1
    }))
}

/// How an annotation looks in the state that it is in.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let normal = annotation.get::<Dict<'_>>(keys::AP)?;
    normal.get::<Stream<'_>>(keys::N).or_else(|| {
        let state = annotation.get::<Name<'_>>(keys::AS)?;
        normal.get::<Dict<'_>>(keys::N)?.get::<Stream<'_>>(state)
    })
}

/// Draws an appearance into its place (ISO 32000-2, 12.5.5).
fn draw<'a>(
    drawing: &Stream<'a>,
    place: [f64; 4],
    base: Matrix,
    canvas: &mut Canvas<'_, 'a>,
    leaf: &Leaf<'a>,
) -> Result<(), PdfError> {
    let numbers = |key: &[u8]| drawing.dict().get::<Array<'_>>(key);
    let own = numbers(keys::MATRIX).and_then(|m| <[f64; 6]>::try_from(m).ok()).map_or(Matrix::IDENTITY, Matrix);
    let Some(bounds) = numbers(keys::BBOX).and_then(|b| <[f64; 4]>::try_from(b).ok()) else { return Ok(()) };
    let [x0, y0, x1, y1] = own.bound(bounds);
    let scale = |to: f64, from: f64| if from > 0.0 { to / from } else { 1.0 };
    let (across, down) = (scale(place[2] - place[0], x1 - x0), scale(place[3] - place[1], y1 - y0));
    let fit = Matrix([across, 0.0, 0.0, down, place[0] - x0 * across, place[1] - y0 * down]);
    canvas.form(drawing, leaf.resources(), &State::new(fit.then(base)), 0)
}

impl Area {
    /// Writes a text into the area, on the line that it stands in.
    fn write(&self, text: &str, glyphs: &mut Vec<Glyph>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let (height, width) = (self.y.1 - self.y.0, self.x.1 - self.x.0);
        let beside = |g: &&Glyph| {
            (self.y.0..=self.y.1 + 0.3 * height).contains(&g.run.y) && (0.3..=2.5).contains(&(height / g.run.size))
        };
        let away = |g: &Glyph| (g.run.x.0 - self.x.1).max(self.x.0 - g.run.x.1);
        let line = glyphs.iter().filter(beside).min_by(|a, b| away(a).total_cmp(&away(b)));
        let size = line.map_or((0.7 * height).min(12.0), |g| g.run.size);
        let y = line.map_or(self.y.1 - 0.25 * height, |g| g.run.y);
        let step = 0.5 * size;
        let rows = (width / step.max(0.1)).max(1.0) as usize;
        let serial = glyphs.last().map_or(0, |g| g.serial + 1);
        for (i, c) in text.chars().enumerate() {
            let x = self.x.0 + (i % rows) as f32 * step;
            let y = y + (i / rows) as f32 * 1.2 * size;
            let run = Run { text: c.to_string(), x: (x, x + step), y, size, end: x + step, ..Run::default() };
            glyphs.push(Glyph { run, serial, ..Glyph::default() });
        }
    }

    /// What is filled in stands on what the page prints for it, a line or a box, and in the line beside it.
    fn settle(&self, glyphs: &mut Vec<Glyph>, from: usize, out: &mut Page) {
        let filled: String = glyphs[from..].iter().map(|g| g.run.text.as_str()).collect();
        if filled.trim().is_empty() {
            return;
        }
        out.filled.push_str(filled.trim());
        out.filled.push(' ');
        let own = glyphs.split_off(from);
        let stands = |glyph: &Glyph| STANDS_FOR.contains(&glyph.run.text.as_str());
        // a line is longer than the field on it
        for row in glyphs.chunk_by_mut(|a, b| a.run.text == b.run.text && a.run.y == b.run.y) {
            if stands(&row[0]) && row.iter().any(|glyph| self.holds(&glyph.run)) {
                row.iter_mut().for_each(|glyph| glyph.run.text.clear());
            }
        }
        glyphs.retain(|glyph| !glyph.run.text.is_empty());
        self.seat(own, glyphs);
    }

    /// Puts glyphs into the line that the page goes on with right before or behind their area: no gap parts a column
    /// there.
    fn seat(&self, mut own: Vec<Glyph>, glyphs: &mut Vec<Glyph>) {
        let seen = |g: &&Glyph| !g.run.text.trim().is_empty();
        let (Some(first), Some(last)) = (own.iter().find(seen), own.iter().rfind(seen)) else { return };
        let (y, size, from, to) = (first.run.y, first.run.size, first.run.x.0, last.run.x.1);
        let beside = |g: &&Glyph| {
            seen(g)
                && (g.run.y - y).abs() < 0.5 * size
                && (0.6..1.7).contains(&(g.run.size / size))
                && g.unseen == Unseen::No
        };
        let in_line = own.iter().filter(seen).all(|g| (g.run.y - y).abs() < 0.1 * size);
        let left = |g: &&Glyph| (self.x.0 - 3.0 * size..from + 1.0).contains(&g.run.x.1);
        let right = |g: &&Glyph| (to - 1.0..self.x.1 + 3.0 * size).contains(&g.run.x.0);
        let near = |i: &usize, side: &dyn Fn(&&Glyph) -> bool| beside(&&glyphs[*i]) && side(&&glyphs[*i]);
        let all = || 0..glyphs.len();
        let by = |a: &usize, b: &usize| glyphs[*a].run.x.0.total_cmp(&glyphs[*b].run.x.0);
        let (before, behind) =
            (all().filter(|i| near(i, &left)).max_by(by), all().filter(|i| near(i, &right)).min_by(by));
        let Some(line) = before.or(behind).filter(|_| in_line).map(|at| glyphs[at].run.clone()) else {
            return glyphs.append(&mut own);
        };
        let (end, next) = (before.map(|i| glyphs[i].run.x.1), behind.map(|i| glyphs[i].run.x.0));
        for glyph in &mut own {
            (glyph.run.y, glyph.run.size) = (line.y, line.size);
        }
        let blank = |x: (f32, f32)| {
            let x = (x.0.min(x.1), x.1);
            Glyph { run: Run { text: " ".to_owned(), x, end: x.1, ..line.clone() }, ..Glyph::default() }
        };
        own.splice(..0, end.map(|end| blank((end, from))));
        own.extend(next.map(|next| blank((to, next))));
        let at = before.map_or_else(|| behind.unwrap_or(0), |i| i + 1);
        glyphs.splice(at..at, own);
    }
}
