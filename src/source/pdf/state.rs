//! The graphics state, as far as it bears on text: where and how it is set, and whether its paint is seen.

use std::rc::Rc;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Object};
use hayro_syntax::page::Resources;

use super::font::Font;
use super::matrix::Matrix;
use super::unseen::is_white;

#[derive(Clone)]
pub(super) struct State<'a> {
    pub(super) ctm: Matrix,
    pub(super) font: Option<Rc<Font<'a>>>,
    pub(super) size: f64,
    pub(super) spacing: f64,
    pub(super) words: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
    /// What is filled: is it white, a pattern, how dense, mixed with what lies below it.
    pub(super) white: bool,
    pattern: bool,
    alpha: f64,
    mixed: bool,
    /// How thick lines are.
    pub(super) width: f64,
    /// The box that bounds what is painted; and whether a figure within it that is no box does.
    pub(super) clip: Option<[f32; 4]>,
    pub(super) clipped: bool,
}

impl<'a> State<'a> {
    pub(super) fn new(ctm: Matrix) -> Self {
        State {
            ctm,
            font: None,
            size: 0.0,
            spacing: 0.0,
            words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            white: false,
            pattern: false,
            alpha: 1.0,
            mixed: false,
            width: 1.0,
            clip: None,
            clipped: false,
        }
    }

    /// Takes in an operator that sets a part of it; whether it was one.
    pub(super) fn take(&mut self, operator: &[u8], n: &[f64], name: Option<&Name<'_>>, all: &Resources<'_>) -> bool {
        match (operator, n) {
            (b"cm", &[a, b, c, d, e, f]) => self.ctm = Matrix([a, b, c, d, e, f]).then(self.ctm),
            (b"Tc", &[x]) => self.spacing = x,
            (b"Tw", &[x]) => self.words = x,
            (b"Tz", &[x]) => self.stretch = x / 100.0,
            (b"TL", &[x]) => self.leading = x,
            (b"Ts", &[x]) => self.rise = x,
            (b"Tr", &[x]) => self.mode = x as i64,
            (b"w", &[x]) => self.width = x,
            (b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs", paint) => {
                self.white = is_white(operator, paint);
                self.pattern = name.is_some() && operator != b"cs";
            }
            (b"gs", _) => {
                if let Some(more) = name.and_then(|name| all.get_ext_g_state(name)) {
                    self.extend(&more);
                }
            }
            _ => return false,
        }
        true
    }

    /// A dictionary of the state (ISO 32000-2, 8.4.5).
    fn extend(&mut self, more: &Dict<'_>) {
        if let Some(alpha) = more.get::<f64>(keys::CA_NS) {
            self.alpha = alpha;
        }
        let is_mixed = |key: &[u8], plain: &[&[u8]]| {
            let said = more.get::<Object<'_>>(key)?;
            Some(!matches!(&said, Object::Name(name) if plain.contains(&name.as_ref())))
        };
        let blend = is_mixed(keys::BM, &[b"Normal", b"Compatible"]);
        let mask = is_mixed(keys::SMASK, &[b"None"]);
        if blend.or(mask).is_some() {
            self.mixed = blend.unwrap_or(false) || mask.unwrap_or(false);
        }
    }

    /// Whether what is filled cannot be seen whatever lies below it.
    pub(super) fn is_clear(&self) -> bool {
        self.alpha < 0.01
    }

    /// Whether what is filled hides what lies below it.
    pub(super) fn hides(&self) -> bool {
        self.alpha > 0.99 && !self.pattern && !self.mixed && !self.clipped
    }

    /// Bounds what is painted by a box, or by a figure that reaches so far.
    pub(super) fn clip(&mut self, area: Option<[f32; 4]>, is_box: bool) {
        self.clip = area.map(|area| self.within(area)).or(self.clip);
        self.clipped |= !is_box;
    }

    /// What of an area is painted.
    pub(super) fn within(&self, [x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
        let Some(clip) = self.clip else { return [x0, y0, x1, y1] };
        [x0.max(clip[0]), y0.max(clip[1]), x1.min(clip[2]), y1.min(clip[3])]
    }
}
