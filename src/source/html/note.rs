//! Notes at the end of a page, which leave it and stand behind the paragraph that refers to them, as those of DOCX do.
//!
//! A note is what a link with a mark (`1`, `[2]`, `*`) leads to, and in which another link leads back: so programs write them, each
//! in elements of its own (Pandoc, Hugo, Word, wikis).

use std::collections::HashMap;

use scraper::ElementRef;

use super::scan::line;
use crate::digest::fold;
use crate::source::notes;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes<'t> {
    /// The links that refer to notes, sorted by their node; with the note's number, and the note where it is the first.
    calls: Vec<(ElementRef<'t>, usize, Option<ElementRef<'t>>)>,
    /// The notes, and their links back: they are read, or not, where a link refers to them.
    pub(super) held: Vec<ElementRef<'t>>,
    /// The heading above them, which has nothing to head.
    pub(super) heading: Option<ElementRef<'t>>,
}

/// How many elements stand at most between a note, or a link, and the one that is named there.
const AROUND: usize = 3;

/// How many elements of a note are looked through.
const WITHIN: usize = 200;

/// How many characters a link back shows at most: `↩︎`, `[12]`.
const SIGN: usize = 5;

impl<'t> Notes<'t> {
    /// Looks through what is read of a page.
    pub(super) fn of(roots: &[ElementRef<'t>]) -> Notes<'t> {
        let elements = || roots.iter().flat_map(|root| root.descendent_elements());
        let mut found = Notes::default();
        let mut links = elements().filter(|e| target(*e).is_some()).peekable();
        if links.peek().is_none() {
            return found;
        }
        let named: HashMap<&str, ElementRef<'t>> =
            elements().filter_map(|e| Some((e.value().id().or_else(|| name(e))?, e))).collect();
        let mut numbers = HashMap::new();
        for call in links.filter(|link| notes::mark(&link.text().collect::<String>()).is_some()) {
            let Some(at) = target(call).and_then(|name| named.get(name)).filter(|at| at.id() > call.id()) else {
                continue;
            };
            let Some(note) = around(*at).filter(|note| !call.ancestors().any(|a| a.id() == note.id())) else {
                continue;
            };
            if let Some(number) = numbers.get(&note.id()) {
                found.calls.push((call, *number, None));
                continue;
            }
            let leads = |link: ElementRef<'t>| target(link).and_then(|name| named.get(name)).copied();
            let elements = note.descendent_elements().take(WITHIN);
            let links: Vec<_> = elements.filter_map(|link| Some((link, leads(link)?))).collect();
            if links.iter().any(|(_, to)| is_about(*to, call)) {
                let number = numbers.len() + 1;
                numbers.insert(note.id(), number);
                found.calls.push((call, number, Some(note)));
                found.held.push(note);
                // one that several links refer to has a link back to each
                let back = links.iter().filter(|(link, to)| is_sign(*link) && to.id() < note.id());
                found.held.extend(back.map(|(link, _)| *link));
            }
        }
        found.calls.sort_unstable_by_key(|(call, ..)| call.id());
        found.heading = found.all().map(|(_, note)| note).min_by_key(|note| note.id()).and_then(heading_above);
        found.held.extend(found.heading);
        found
    }

    /// The line of the first link to one; none where there are none.
    pub(super) fn line(&self) -> Option<u32> {
        self.calls.first().map(|(call, ..)| line(*call))
    }

    /// The number of the note that a link refers to, and the note where no link before did.
    pub(super) fn call(&self, link: ElementRef<'t>) -> Option<(usize, Option<ElementRef<'t>>)> {
        let at = self.calls.binary_search_by_key(&link.id(), |(call, ..)| call.id()).ok()?;
        let (_, number, note) = self.calls[at];
        Some((number, note))
    }

    /// Every note with its number.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, ElementRef<'t>)> {
        self.calls.iter().filter_map(|(_, number, note)| Some((*number, (*note)?)))
    }
}

/// The heading of the notes of which this is the first: `Footnotes`.
fn heading_above(note: ElementRef<'_>) -> Option<ElementRef<'_>> {
    const WORDS: [&str; 17] = [
        "footnotes",
        "footnote",
        "notes",
        "endnotes",
        "脚注",
        "腳註",
        "注释",
        "註釋",
        "尾注",
        "附注",
        "注",
        "註",
        "fußnoten",
        "anmerkungen",
        "notes de bas de page",
        "notas",
        "각주",
    ];
    let mut at = note;
    for _ in 0..=AROUND {
        let before = at.prev_siblings().filter_map(ElementRef::wrap).find(|e| e.value().name() != "hr");
        if let Some(before) = before {
            let text = fold(&before.text().collect::<String>()).to_lowercase();
            let is_heading = matches!(before.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
            return Some(before).filter(|_| is_heading && WORDS.contains(&text.trim_end_matches([':', '：'])));
        }
        at = at.parent().and_then(ElementRef::wrap)?;
    }
    None
}

/// What a link within the page names.
fn target(element: ElementRef<'_>) -> Option<&str> {
    let link = (element.value().name() == "a").then(|| element.value().attr("href")).flatten()?;
    link.trim().strip_prefix('#').filter(|name| !name.is_empty())
}

fn name(element: ElementRef<'_>) -> Option<&str> {
    (element.value().name() == "a").then(|| element.value().attr("name")).flatten()
}

/// Whether a link shows no more than a sign or a number.
fn is_sign(link: ElementRef<'_>) -> bool {
    link.text().map(|t| t.trim().chars().count()).sum::<usize>() <= SIGN
}

/// Whether what a link leads back to is the link that refers to the note, or stands right around it or in it.
fn is_about(to: ElementRef<'_>, call: ElementRef<'_>) -> bool {
    let up = |from: ElementRef<'_>, to: ElementRef<'_>| from.ancestors().take(AROUND).any(|a| a.id() == to.id());
    to.id() == call.id() || up(call, to) || up(to, call)
}

/// The note at an element: the block that it is, or stands in, with what holds nothing but that.
fn around(at: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut blocks = std::iter::once(at).chain(at.ancestors().take(AROUND).filter_map(ElementRef::wrap));
    let mut note = blocks.find(|e| matches!(e.value().name(), "li" | "p" | "dd" | "div" | "aside"))?;
    let links = |e: ElementRef<'_>| e.descendent_elements().take(WITHIN).filter(|e| target(*e).is_some()).count();
    if !matches!(note.value().name(), "li" | "dd")
        && let Some(holder) = note.parent().and_then(ElementRef::wrap)
        && matches!(holder.value().name(), "li" | "dd" | "div" | "aside")
        && holder.descendent_elements().take(WITHIN).count() < WITHIN
        && links(holder) == 1
    {
        note = holder;
    }
    Some(note)
}
