//! How words look in an element, from what is declared of it and of those around it.

use scraper::node::Element;

use super::How;
use super::rule::{Colour, Declared, Said, Size};

/// Characters of so many pixels are not seen.
const TINY: f32 = 1.4;

/// How far two colours may lie apart and look alike.
const NEAR: u8 = 6;

/// How words look; what is not known is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    colour: Option<Colour>,
    ground: Option<Colour>,
    size: Option<f32>,
    away: bool,
    veiled: bool,
}

impl Default for Look {
    fn default() -> Self {
        let (colour, ground) = (Some([0, 0, 0, 255]), Some([255; 4]));
        Look { colour, ground, size: Some(16.0), away: false, veiled: false }
    }
}

impl Look {
    /// The look in an element of which this is declared.
    pub(super) fn within(self, element: &Element, declared: &Declared) -> Look {
        let mut out = self;
        match declared.colour {
            Said::This(colour) => out.colour = Some(colour),
            Said::Unknown => out.colour = None,
            // a link has a colour of its own
            Said::Nothing if element.name() == "a" && element.attr("href").is_some() => out.colour = None,
            Said::Nothing => {}
        }
        let lifted = declared.lifted == Said::This(true);
        match declared.ground {
            Said::This(ground) => out.ground = Some(ground),
            Said::Unknown => out.ground = None,
            Said::Nothing if lifted || declared.placed == Said::This(true) => out.ground = None,
            Said::Nothing if matches!(element.name(), "mark" | "button") => out.ground = None,
            Said::Nothing => {}
        }
        match declared.size {
            Said::This(Size::Pixels(size)) => out.size = Some(size),
            Said::This(Size::Times(times)) => out.size = self.size.map(|size| size * times),
            Said::Unknown => out.size = None,
            Said::Nothing => {}
        }
        let moved = lifted && declared.moved == Said::This(true) || declared.indented == Said::This(true);
        // the title of a page often stands there as a picture too
        out.away |= moved && element.name() != "h1";
        out.veiled |= declared.veiled == Said::This(true);
        out
    }

    /// How far words of this look are from being seen.
    pub(super) fn how(&self) -> Option<How> {
        let lost = || match (self.colour, self.ground) {
            (Some([.., 0]), Some(_)) => true,
            (Some(colour), Some(ground)) => colour.iter().zip(ground).all(|(a, b)| a.abs_diff(b) <= NEAR),
            _ => false,
        };
        match self.away || self.size.is_some_and(|size| size < TINY) || lost() {
            true => Some(How::Unseen),
            false => self.veiled.then_some(How::Veiled),
        }
    }
}
