//! Parts of a page that fold → their captions, the levels of these, and of the headings in the parts.
//!
//! A part is what its `summary` opens, or a button that says what it controls (WAI-ARIA: accordions), or what stands
//! behind one of several buttons of a kind that say only that they unfold something, or that say different things. Its
//! caption says no level: it stands above the headings of the part, and above the captions of parts in it. Where there
//! are neither, nothing is known of it.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, node::Element};

use crate::digest::fold;

/// The parts of a page that fold.
#[derive(Debug, Default)]
pub(super) struct Folds<'t> {
    /// Those whose caption is no heading, sorted by their node.
    plain: Vec<ElementRef<'t>>,
    /// Buttons that caption what they unfold, and that, each sorted by their node.
    buttons: Vec<ElementRef<'t>>,
    panels: Vec<ElementRef<'t>>,
    /// The widest level of the headings in parts.
    inner: u8,
    /// The level of the outermost captions; none: it is not known.
    outer: Option<u8>,
}

/// The narrowest level: deeper ones are not told apart.
const NARROWEST: u8 = 9;

impl<'t> Folds<'t> {
    /// Looks through what is read of a page.
    pub(super) fn of(roots: &[ElementRef<'t>]) -> Folds<'t> {
        let elements = || roots.iter().flat_map(|root| root.descendent_elements());
        let mut folds = Folds::default();
        let buttons: BTreeMap<&str, ElementRef<'t>> =
            elements().filter_map(|e| Some((controls(e.value())?, e))).collect();
        let beside = beside(elements());
        for element in elements() {
            let named = || element.value().id().and_then(|id| buttons.get(id));
            let stands = || beside.binary_search_by_key(&element.id(), |(panel, _)| panel.id()).ok();
            let unfolds = || named().or_else(|| stands().map(|at| &beside[at].1));
            if let Some(button) = unfolds().filter(|button| button.id() < element.id() && captions(**button, element)) {
                folds.panels.push(element);
                folds.buttons.push(*button);
                if !is_in_heading(*button) {
                    folds.plain.push(element);
                }
            } else if element.value().name() == "details" && has_plain_caption(element) {
                folds.plain.push(element);
            }
        }
        for found in [&mut folds.plain, &mut folds.buttons, &mut folds.panels] {
            found.sort_unstable_by_key(|e| e.id());
        }
        if folds.plain.is_empty() {
            return folds;
        }
        let (mut inner, mut around): (Option<u8>, u8) = (None, 0);
        for (element, level) in elements().filter_map(|e| Some((e, level(e)?))) {
            match folds.depth(element) {
                0 => around = level.max(around),
                _ => inner = Some(inner.map_or(level, |least| level.min(least))),
            }
        }
        let nested = || folds.plain.iter().any(|part| folds.depth(*part) > 0);
        let above = inner.map(|level| level - 1).or_else(|| nested().then_some(0));
        folds.outer = above.map(|level| level.max(around + 1).max(2));
        folds.inner = inner.unwrap_or(NARROWEST);
        folds
    }

    /// Whether an element is a button that captions what it unfolds.
    pub(super) fn is_caption(&self, element: ElementRef<'_>) -> bool {
        is_among(element, &self.buttons)
    }

    /// Whether an element is what such a button unfolds.
    pub(super) fn is_panel(&self, element: ElementRef<'_>) -> bool {
        is_among(element, &self.panels)
    }

    /// The level of the caption of a part; 0 where nothing tells it.
    pub(super) fn caption(&self, caption: ElementRef<'t>) -> u8 {
        // a summary stands in its part
        let around = self.depth(caption) - u8::from(caption.value().name() == "summary").min(self.depth(caption));
        self.outer.map_or(0, |outer| outer.saturating_add(around).min(NARROWEST))
    }

    /// The level of a heading that says `level`, below the captions of the parts that it stands in.
    pub(super) fn heading(&self, heading: ElementRef<'t>, level: u8) -> u8 {
        match (self.outer, self.depth(heading)) {
            (None, _) | (_, 0) => level,
            (Some(outer), deep) => {
                let deeper = outer.saturating_add(deep).saturating_sub(self.inner);
                level.saturating_add(deeper).min(NARROWEST)
            }
        }
    }

    /// In how many parts an element stands.
    fn depth(&self, element: ElementRef<'t>) -> u8 {
        if self.plain.is_empty() {
            return 0;
        }
        let around = element.ancestors().filter_map(ElementRef::wrap).filter(|e| is_among(*e, &self.plain));
        around.count().min(usize::from(NARROWEST)) as u8
    }
}

fn is_among(element: ElementRef<'_>, sorted: &[ElementRef<'_>]) -> bool {
    sorted.binary_search_by_key(&element.id(), |e| e.id()).is_ok()
}

/// What a button unfolds, by its name.
fn controls(element: &Element) -> Option<&str> {
    let target = || element.attr("data-bs-target").or(element.attr("data-target"))?.strip_prefix('#');
    let folds = is_button(element) && element.attr("aria-expanded").is_some();
    folds.then(|| element.attr("aria-controls").or_else(target)).flatten()
}

/// What is unfolded, and the button that does.
type Fold<'t> = (ElementRef<'t>, ElementRef<'t>);

/// What stands behind buttons that do not name what they unfold, sorted by its node, with these buttons, where a kind of
/// them comes more than once: one alone opens a menu, or the page. Buttons that do not say that they unfold anything
/// caption it only where each says something of its own.
fn beside<'t>(elements: impl Iterator<Item = ElementRef<'t>>) -> Vec<Fold<'t>> {
    let mut kinds: BTreeMap<Kind<'t>, Vec<Fold<'t>>> = BTreeMap::new();
    let is_one = |e: &ElementRef<'_>| unfolds(e.value()) || is_button(e.value()) && !is_in_text(*e);
    for button in elements.filter(|e| is_one(e) && controls(e.value()).is_none()) {
        if let Some(panel) = behind(button).filter(|panel| captions(button, *panel)) {
            kinds.entry(kind(button.value())).or_default().push((panel, button));
        }
    }
    let captions = kinds.into_iter().filter(|((.., unfolds), of)| of.len() > 1 && (*unfolds || say_their_own(of)));
    let mut out: Vec<_> = captions.flat_map(|(_, of)| of).collect();
    out.sort_unstable_by_key(|(panel, _)| panel.id());
    out
}

/// What buttons of one dress have in common: their name, their classes, whether they say that they unfold something.
type Kind<'t> = (&'t str, Option<&'t str>, bool);

fn kind(element: &Element) -> Kind<'_> {
    (element.name(), element.attr("class"), unfolds(element))
}

/// Whether each of several buttons says something of its own: `Copy` is said again and again.
fn say_their_own(folds: &[Fold<'_>]) -> bool {
    let own: BTreeSet<String> = folds.iter().map(|(_, button)| fold(&button.text().collect::<String>())).collect();
    own.len() == folds.len()
}

/// What stands right behind a button, or behind what holds nothing else; none where that unfolds something itself.
fn behind(button: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut around = std::iter::once(button).chain(button.ancestors().filter_map(ElementRef::wrap)).take(AROUND);
    let panel = around.find_map(|e| e.next_siblings().find_map(ElementRef::wrap))?;
    let is_fold = |e: &Element| unfolds(e) || kind(e) == kind(button.value());
    (!panel.descendent_elements().any(|e| is_fold(e.value()))).then_some(panel)
}

/// Whether words stand right beside an element.
fn is_in_text(element: ElementRef<'_>) -> bool {
    let beside = element.prev_siblings().chain(element.next_siblings());
    beside.filter_map(|node| node.value().as_text()).any(|text| !text.trim().is_empty())
}

/// In how many elements a button may stand that hold nothing else, and itself.
const AROUND: usize = 3;

/// Whether an element says that it unfolds something.
fn unfolds(element: &Element) -> bool {
    let is_field = matches!(element.name(), "input" | "select" | "textarea" | "nav" | "ul" | "ol");
    let toggles = || ["data-toggle", "data-bs-toggle"].iter().any(|name| element.attr(name) == Some("collapse"));
    !is_field && (element.attr("aria-expanded").is_some() || toggles())
}

fn is_button(element: &Element) -> bool {
    element.name() == "button" || element.attr("role") == Some("button")
}

/// Whether a button says in a few words what a passage is, and that is no menu.
fn captions(button: ElementRef<'_>, panel: ElementRef<'_>) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let caption: usize = button.text().map(letters).sum();
    let links = panel.descendent_elements().filter(|e| e.value().name() == "a");
    let linked: usize = links.flat_map(|a| a.text()).map(letters).sum();
    let shown: usize = panel.text().map(letters).sum();
    (1..=LONG).contains(&caption) && shown > 0 && linked * 2 < shown
}

/// More characters than a caption has.
const LONG: usize = 120;

fn is_in_heading(button: ElementRef<'_>) -> bool {
    level(button).is_some() || button.ancestors().filter_map(ElementRef::wrap).any(|e| level(e).is_some())
}

fn has_plain_caption(details: ElementRef<'_>) -> bool {
    let summary = details.child_elements().next().filter(|e| e.value().name() == "summary");
    summary.is_some_and(|summary| summary.descendent_elements().all(|e| level(e).is_none()))
}

fn level(element: ElementRef<'_>) -> Option<u8> {
    match element.value().name().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn buttons_that_say_only_that_they_unfold_caption_what_stands_behind_them() {
        let page = |part: fn(&str, &str) -> String| {
            let parts = [("Berths", "A berth is let."), ("Fees", "The guest pays."), ("Ropes", "Ropes are extra.")];
            parts.iter().map(|(caption, text)| part(caption, text)).collect::<String>()
        };
        let expected = [
            "1 h0 Berths",
            "1 p A berth is let.",
            "1 h0 Fees",
            "1 p The guest pays.",
            "1 h0 Ropes",
            "1 p Ropes are extra.",
        ];
        for part in [
            |c: &str, t: &str| {
                format!("<div><button class=q aria-expanded=false>{c}</button><div hidden>{t}</div></div>")
            },
            |c: &str, t: &str| format!("<div><div><div role=button aria-expanded=true>{c}</div></div><p>{t}</p></div>"),
            |c: &str, t: &str| {
                format!("<a href=# aria-expanded=false>{c}</a><div style='display: none'><p>{t}</p></div>")
            },
            |c: &str, t: &str| format!("<div><a href=# data-toggle=collapse>{c}</a><div class=panel>{t}</div></div>"),
            |c: &str, t: &str| format!("<button class=accordion>{c}</button><div class=panel><p>{t}</p></div>"),
        ] {
            assert_eq!(rows(&read(&page(part)).expect("a page")), expected);
        }
        // one alone opens a menu, and what stands behind it is the page
        let menu = read("<div><button aria-expanded=false>Menu</button></div><div><p>A berth is let.</p></div>");
        assert_eq!(rows(&menu.expect("a page")), ["1 p A berth is let."]);
        // what says one thing everywhere does that, and captions nothing
        let copied = page(|_, t| format!("<div><button class=copy>Copy</button><p>{t}</p></div>"));
        assert_eq!(
            rows(&read(&copied).expect("a page")),
            ["1 p A berth is let.", "1 p The guest pays.", "1 p Ropes are extra."]
        );
    }
}
