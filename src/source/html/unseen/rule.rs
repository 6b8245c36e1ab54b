//! Declarations → what they say of whether words are seen.

use scraper::{Selector, node::Element};

use crate::source::html::sheet;

/// How many rules are read.
const MAX_RULES: usize = 5_000;

/// A colour: red, green, blue, and how dense it is.
pub(super) type Colour = [u8; 4];

/// What is declared of a property.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Said<T> {
    #[default]
    Nothing,
    This(T),
    /// Something that is not known here.
    Unknown,
}

impl<T: Copy> Said<T> {
    fn over(&mut self, later: Said<T>) {
        if !matches!(later, Said::Nothing) {
            *self = later;
        }
    }
}

/// How large characters are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Size {
    Pixels(f32),
    /// In parts of what is around.
    Times(f32),
}

/// What declarations say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Declared {
    pub(super) colour: Said<Colour>,
    pub(super) ground: Said<Colour>,
    pub(super) size: Said<Size>,
    /// Whether it is laid out apart from what is around it, or what is in it may be.
    pub(super) lifted: Said<bool>,
    pub(super) placed: Said<bool>,
    /// Whether it is moved off the screen, or cut to nothing, where it is lifted; and whether its text is.
    pub(super) moved: Said<bool>,
    pub(super) indented: Said<bool>,
    /// Whether it is not shown at first.
    pub(super) veiled: Said<bool>,
}

/// A rule of a sheet.
pub(super) struct Rule {
    pub(super) selector: Selector,
    pub(super) declared: Declared,
}

/// The rules of sheets that bear on it, those that weigh most last.
pub(super) fn rules(styles: &str) -> Vec<Rule> {
    let text = sheet::without_comments(styles);
    let certain = sheet::rules(&text).into_iter().map(|rule| (rule, true));
    // what holds on some screens only leaves open what is seen
    let screens = sheet::conditional(&text);
    let all = certain.chain(screens.iter().flat_map(|part| sheet::rules(part)).map(|rule| (rule, false)));
    let mut rules = Vec::new();
    for ((selectors, body), certain) in all {
        let mut declared = Declared::read(body);
        if !certain {
            declared.doubt();
        }
        if declared == Declared::default() {
            continue;
        }
        for selector in selectors.split(',').map(str::trim).take(MAX_RULES.saturating_sub(rules.len())) {
            // what is printed before an element is none of its words
            if let Some(parsed) = Selector::parse(selector).ok().filter(|_| !selector.contains("::")) {
                rules.push((sheet::weight(selector), Rule { selector: parsed, declared }));
            }
        }
    }
    rules.sort_by_key(|(weight, _)| *weight);
    rules.into_iter().map(|(_, rule)| rule).collect()
}

impl Declared {
    /// Reads declarations.
    pub(super) fn read(body: &str) -> Declared {
        let css = sheet::squeezed(body);
        let mut out = Declared::default();
        for (name, value) in css.split(';').filter_map(|d| d.split_once(':')) {
            let value = value.trim_end_matches("!important");
            let far = || if is_far(value) { Said::This(true) } else { Said::Nothing };
            match name {
                "color" | "-webkit-text-fill-color" => out.colour.over(colour(value)),
                "background" | "background-color" => out.ground.over(ground(value)),
                "background-image" if value != "none" => out.ground = Said::Unknown,
                "text-shadow" | "background-clip" | "-webkit-background-clip" | "filter" | "mix-blend-mode" => {
                    out.colour = Said::Unknown;
                }
                "font-size" => out.size.over(size(value)),
                "font" => out.size = Said::Unknown,
                "position" => {
                    out.lifted = Said::This(matches!(value, "absolute" | "fixed"));
                    out.placed = Said::This(value == "relative" || value == "sticky");
                }
                "left" | "right" | "top" | "bottom" => out.moved.over(far()),
                "clip" if value.starts_with("rect(0") || value.starts_with("rect(1px") => out.moved = Said::This(true),
                "clip-path" if matches!(value, "inset(50%)" | "inset(100%)") => out.moved = Said::This(true),
                "text-indent" => out.indented = Said::This(is_far(value)),
                "display" => out.veil(value == "none"),
                "visibility" => out.veil(matches!(value, "hidden" | "collapse")),
                "opacity" => out.veil(value.parse().is_ok_and(|n: f32| n == 0.0)),
                "max-height" | "height" if matches!(value, "0" | "0px") => out.veil(true),
                _ => {}
            }
        }
        out
    }

    /// What is veiled in one way is veiled.
    fn veil(&mut self, on: bool) {
        self.veiled = Said::This(on || self.veiled == Said::This(true));
    }

    pub(super) fn take(&mut self, later: &Declared) {
        self.colour.over(later.colour);
        self.ground.over(later.ground);
        self.size.over(later.size);
        self.lifted.over(later.lifted);
        self.placed.over(later.placed);
        self.moved.over(later.moved);
        self.indented.over(later.indented);
        self.veiled.over(later.veiled);
    }

    /// Nothing of what is said, or not said, is certain; but for what is told only.
    pub(super) fn forget(&mut self) {
        let Declared { veiled, lifted, placed, .. } = *self;
        let (colour, ground, size) = (Said::Unknown, Said::Unknown, Said::Unknown);
        let (moved, indented) = (Said::Unknown, Said::Unknown);
        *self = Declared { colour, ground, size, moved, indented, veiled, lifted, placed };
    }

    /// What is said is not certain.
    fn doubt(&mut self) {
        fn doubted<T>(said: Said<T>) -> Said<T> {
            if matches!(said, Said::Nothing) { said } else { Said::Unknown }
        }
        *self = Declared {
            colour: doubted(self.colour),
            ground: doubted(self.ground),
            size: doubted(self.size),
            moved: doubted(self.moved),
            indented: doubted(self.indented),
            ..Declared::default()
        };
    }
}

/// `<font color=white>`, `<td bgcolor=navy>`.
pub(super) fn by_attributes(element: &Element, out: &mut Declared) {
    let said = |name: &str| element.attr(name).map(sheet::squeezed);
    if let Some(value) = said("color").filter(|_| element.name() == "font") {
        out.colour.over(colour(&value));
    }
    if let Some(value) = said("text").filter(|_| element.name() == "body") {
        out.colour.over(colour(&value));
    }
    if let Some(value) = said("bgcolor") {
        out.ground.over(ground(&value));
    }
    if element.attr("background").is_some() {
        out.ground = Said::Unknown;
    }
    if element.name() == "font" && element.attr("size").is_some() {
        out.size = Said::Unknown;
    }
}

fn is_far(value: &str) -> bool {
    let at = value.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-')).unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let most = if matches!(unit, "em" | "rem" | "%" | "vw" | "vh") { -90.0 } else { -900.0 };
    number.parse().is_ok_and(|n: f32| n <= most)
}

fn size(value: &str) -> Said<Size> {
    let at = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let (number, unit) = value.split_at(at);
    let Ok(number) = number.parse::<f32>() else {
        return if value == "inherit" { Said::Nothing } else { Said::Unknown };
    };
    match unit {
        "px" => Said::This(Size::Pixels(number)),
        "pt" => Said::This(Size::Pixels(number * 96.0 / 72.0)),
        "em" => Said::This(Size::Times(number)),
        "%" => Said::This(Size::Times(number / 100.0)),
        "" if number == 0.0 => Said::This(Size::Pixels(0.0)),
        _ => Said::Unknown,
    }
}

fn ground(value: &str) -> Said<Colour> {
    match value {
        "none" | "transparent" | "inherit" | "initial" | "unset" | "0" | "00" => Said::Nothing,
        value => match colour(value) {
            Said::This([.., 0]) => Said::Nothing,
            Said::This(c @ [.., 255]) => Said::This(c),
            _ => Said::Unknown,
        },
    }
}

fn colour(value: &str) -> Said<Colour> {
    let named = match value {
        "white" => Some([255, 255, 255, 255]),
        "black" | "windowtext" => Some([0, 0, 0, 255]),
        "transparent" => Some([0; 4]),
        "inherit" | "unset" | "currentcolor" => return Said::Nothing,
        _ => None,
    };
    named.or_else(|| hex(value)).or_else(|| function(value)).map_or(Said::Unknown, Said::This)
}

fn hex(value: &str) -> Option<Colour> {
    let digits: Vec<u8> =
        value.strip_prefix('#')?.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
    match *digits.as_slice() {
        [r, g, b] => Some([r * 17, g * 17, b * 17, 255]),
        [r, g, b, a] => Some([r * 17, g * 17, b * 17, a * 17]),
        [r, s, g, h, b, c] => Some([r * 16 + s, g * 16 + h, b * 16 + c, 255]),
        [r, s, g, h, b, c, a, z] => Some([r * 16 + s, g * 16 + h, b * 16 + c, a * 16 + z]),
        _ => None,
    }
}

/// `rgb(255,255,255)`, `rgba(0,0,0,.5)`.
fn function(value: &str) -> Option<Colour> {
    let (name, rest) = value.split_once('(')?;
    let parts: Vec<f32> = rest.strip_suffix(')')?.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    let alpha = |a: f32| (a * 255.0) as u8;
    match (name, parts.as_slice()) {
        ("rgb" | "rgba", &[r, g, b]) => Some([r as u8, g as u8, b as u8, 255]),
        ("rgb" | "rgba", &[r, g, b, a]) => Some([r as u8, g as u8, b as u8, alpha(a)]),
        _ => None,
    }
}
