//! A file → its pages.   [owns hayro-syntax, with the modules that it calls]
//!
//! The file is hostile until it is read: sizes are counted against a budget, and a panic of the parser becomes an
//! error. What cannot be bounded from here (a parser that hangs, memory that it takes at once) is bounded by the
//! command line, which reads a file in a process of its own.

use hayro_syntax::object::Dict;
use hayro_syntax::object::dict::keys;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::PdfError;
use super::annotations;
use super::budget::Budget;
use super::bullets;
use super::combining;
use super::content::{Canvas, Drawn, Fonts};
use super::layers::Layers;
use super::matrix::Matrix;
use super::page::{Glyph, Page, runs};
use super::rules::Uprights;
use super::unseen::{self, Unseen};

/// How many pages are read.
const PAGES: usize = 3_000;
/// How many glyphs a page has at most; a page full of small print has ten thousand.
const GLYPHS: usize = 100_000;
/// So much of a page is covered by its picture where it was scanned.
const SCANNED: f32 = 0.5;
/// How many rules of a page may underline words.
const RULES: usize = 300;

/// Reads the pages of a file.
///
/// # Errors
///
/// A file that is encrypted, damaged, or asks for too much.
pub fn pages(bytes: &[u8]) -> Result<Vec<Page>, PdfError> {
    let bytes = bytes.to_vec();
    std::panic::catch_unwind(move || read(bytes))
        .unwrap_or(Err(PdfError::Damaged("its parts contradict each other".to_owned())))
}

fn read(bytes: Vec<u8>) -> Result<Vec<Page>, PdfError> {
    let ended = bytes[bytes.len().saturating_sub(2048)..].windows(5).any(|w| w == b"%%EOF");
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Password,
        LoadPdfError::Decryption(_) => PdfError::Encryption,
        LoadPdfError::Invalid if !ended => PdfError::Truncated,
        LoadPdfError::Invalid => PdfError::Damaged("its table of objects cannot be read".to_owned()),
    })?;
    let all = pdf.pages();
    let declared = declared_pages(&pdf).unwrap_or(0);
    if all.len() < declared {
        return Err(PdfError::Damaged(format!("it counts {declared} pages, and {} can be read", all.len())));
    }
    // a page tree that lost pages reads like a shorter agreement
    if !ended {
        return Err(PdfError::Truncated);
    }
    if all.is_empty() {
        return Err(PdfError::Damaged("it has no pages".to_owned()));
    }
    if all.len() > PAGES {
        return Err(PdfError::TooMuch(format!("pages ({}, at most {PAGES})", all.len())));
    }
    let layers = Layers::of(&pdf);
    let mut fonts = Fonts::default();
    let mut budget = Budget::default();
    let mut out = Vec::with_capacity(all.len());
    for (number, page) in all.iter().enumerate() {
        out.push(one(page, &layers, &mut fonts, &mut budget).map_err(|error| error.on_page(number + 1))?);
    }
    Ok(out)
}

/// How many pages the file says it has.
fn declared_pages(pdf: &Pdf) -> Option<usize> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    root.get::<Dict<'_>>(keys::PAGES)?.get::<u32>(keys::COUNT).map(|n| n as usize)
}

fn one<'a>(
    page: &hayro_syntax::page::Page<'a>,
    layers: &Layers,
    fonts: &mut Fonts<'a>,
    budget: &mut Budget,
) -> Result<Page, PdfError> {
    let mut size = page.render_dimensions();
    let mut base = Matrix(page.initial_transform(true).as_coeffs());
    let content = page.page_stream();
    if content.is_none() && page.raw().contains_key(keys::CONTENTS) {
        return Err(PdfError::Damaged("its content cannot be read".to_owned()));
    }
    let mut draw = |base| {
        let mut canvas = Canvas::new(fonts, budget, layers);
        canvas.draw(content.unwrap_or_default(), page.resources(), base).map(|()| canvas.drawn)
    };
    let mut drawn = draw(base)?;
    let quarters = (1..4).max_by_key(|q| drawn.turned[*q]).filter(|q| is_sideways(drawn.turned[*q], &drawn));
    if let Some(quarters) = quarters {
        base = base.then(Matrix::turn_back(quarters, (f64::from(size.0), f64::from(size.1))));
        size = if quarters == 2 { size } else { (size.1, size.0) };
        drawn = draw(base)?;
    }
    let mut out = Page { size, turned: quarters.is_some(), ..Page::default() };
    let mut canvas = Canvas::new(fonts, budget, layers);
    canvas.drawn = drawn;
    let areas = annotations::read(page, base, &mut canvas, &mut out)?;
    let drawn = canvas.drawn;
    if drawn.glyphs.len() > GLYPHS {
        return Err(PdfError::TooMuch("glyphs".to_owned()));
    }
    (out.aslant, out.nameless, out.guessed) = (drawn.aslant, drawn.nameless, drawn.guessed);
    out.pictures = (drawn.pictures / f64::from(size.0 * size.1).max(1.0)).min(1.0) as f32;
    let mut glyphs = combining::seat(drawn.glyphs);
    out.hidden = unseen::take(&mut glyphs, &drawn.painted, size, out.pictures >= SCANNED);
    out.recognised = glyphs.iter().any(|g| g.unseen == Unseen::Always);
    annotations::link(&mut glyphs, &areas);
    out.rules = drawn.path.rules;
    out.rules.sort_by(|a, b| a[1].total_cmp(&b[1]));
    underline(&mut glyphs, &out.rules);
    out.runs = runs(glyphs, &Uprights::of(&out.rules));
    bullets::add(&mut out.runs, &drawn.path.dots);
    Ok(out)
}

/// Whether a page is to be read turned, as a wide table on a high page is: what is turned is more than what is not, and
/// more than a remark at its edge.
fn is_sideways(turned: usize, drawn: &Drawn) -> bool {
    turned > 100 && turned > drawn.glyphs.len()
}

/// Marks the glyphs that stand right above a rule no longer than they are: a longer one parts rows or sections.
fn underline(glyphs: &mut [Glyph], rules: &[[f32; 4]]) {
    let level = |r: &&[f32; 4]| r[2] - r[0] > 4.0 * (r[3] - r[1]) && r[2] - r[0] > 2.0;
    for rule in rules.iter().filter(level).take(RULES) {
        let over = |g: &Glyph| {
            (g.run.y..=g.run.y + 0.22 * g.run.size).contains(&rule[1])
                && (rule[0]..=rule[2]).contains(&g.run.middle())
                && g.run.link.is_none()
        };
        let reach = glyphs.iter().filter(|g| over(g) && !g.run.text.trim().is_empty());
        let (from, to) = reach.fold((f32::MAX, f32::MIN), |(a, b), g| (a.min(g.run.x.0), b.max(g.run.x.1)));
        if to - from >= 0.75 * (rule[2] - rule[0]) {
            glyphs.iter_mut().filter(|g| over(g)).for_each(|g| g.run.underline = true);
        }
    }
}
