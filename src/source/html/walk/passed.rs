//! What of a page is passed over, and what is said of it.

use scraper::{ElementRef, node::Element};

use super::Walker;
use super::style::is_hidden;
use crate::digest::fold;
use crate::model::diagnostic::Diagnostic;
use crate::source::html::page::is_silent;
use crate::source::html::scan::{has_line, line};
use crate::source::left_out::LeftOut;

/// What comes often and is told once: how many there were, and the line of the first.
#[derive(Debug, Default)]
pub(super) struct Tally {
    count: usize,
    line: u32,
}

impl Tally {
    pub(super) fn add(&mut self, more: usize, line: u32) {
        if self.count == 0 {
            self.line = line;
        }
        self.count += more;
    }
}

impl<'t> Walker<'_, 't> {
    /// Comes to an element; whether nothing of it is text of the agreement. What a browser shows of it is named.
    pub(super) fn is_passed_over(&mut self, element: ElementRef<'t>) -> bool {
        let value = element.value();
        if self.page.left_out.binary_search_by_key(&element.id(), |e| e.id()).is_ok() {
            return true;
        }
        // within running text elements have no line of their own
        if has_line(value) {
            self.line = line(element);
        }
        let text = || fold(&element.text().collect::<String>());
        match value.name() {
            "img" => {
                let alt = fold(value.attr("alt").unwrap_or_default());
                if !alt.is_empty() {
                    let message =
                        format!("a picture was left out, its alternative text was `{}`", LeftOut::of(&alt).begins);
                    self.note("image-dropped", message);
                }
            }
            "svg" | "select" | "button" if value.name() != "button" || !self.shows_words(element) => {
                let text = text();
                if !text.is_empty() {
                    let what = if value.name() == "svg" { "picture" } else { "control" };
                    self.note("control-dropped", format!("a {what} was left out: `{}`", LeftOut::of(&text).begins));
                }
            }
            "rt" | "rp" | "rtc" => self.note("ruby-dropped", format!("a reading was left out: `{}`", text())),
            "annotation" | "annotation-xml" => {}
            _ if is_silent(value) => {}
            // the words of a site that engross built, beside those of the text
            _ if value.attr("data-site").is_some() => {
                let text = text();
                if !text.is_empty() {
                    let LeftOut { count, begins } = LeftOut::of(&text);
                    let own = format!("{count} characters of the site's own were left out: `{begins}`");
                    self.note("page-furniture", own);
                }
            }
            _ if is_hidden(value, &text) => {
                let LeftOut { count, begins } = LeftOut::of(&text());
                if is_folded(value)
                    || self.page.folds.is_panel(element)
                    || self.page.size.is_some_and(|size| count * 2 >= size)
                {
                    let message = format!("{count} characters that a script unfolds were read: `{begins}`");
                    self.note("folded-text", message);
                    return false;
                }
                if count > 0 {
                    let message = format!("{count} hidden characters were left out: `{begins}`");
                    self.blocks.out.diagnostics.push(Diagnostic::warning("hidden-text", self.line, message));
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether the words of a button are text: in a heading, or above what it unfolds.
    fn shows_words(&self, button: ElementRef<'t>) -> bool {
        self.caption || self.page.folds.is_caption(button)
    }

    /// Whether a text is a sign of the page's own: characters that are not seen, as editors put them where the cursor
    /// can stand.
    pub(super) fn is_sign(text: &str) -> bool {
        let unseen = |c: char| matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}');
        text.starts_with(unseen) && text.chars().all(unseen)
    }

    /// Whether a link stands in a heading for others to copy: `¶`, `#`. Asterisks and daggers lead to notes.
    pub(super) fn is_permalink(&self, anchor: ElementRef<'t>, target: &str) -> bool {
        let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '*' | '†' | '‡');
        self.caption && target.contains('#') && anchor.text().all(|text| text.chars().all(sign))
    }

    /// Reads the notes to which nothing refers that is read, and says what was counted.
    pub(in crate::source::html) fn finish(mut self) {
        self.notes = self.page.notes.all().filter(|(number, _)| !self.noted.contains(number)).collect();
        self.flush();
        let notes = &mut self.blocks.out.diagnostics;
        if let Tally { count: n @ 1.., line } = self.signs {
            let message = format!("{n} signs of the page's own were left out: links to headings, marks of its editor");
            notes.push(Diagnostic::note("page-furniture", line, message));
        }
        if let Tally { count: n @ 1.., line } = self.hyphens {
            notes.push(Diagnostic::note("soft-hyphen-dropped", line, format!("{n} soft hyphens were left out")));
        }
        if let Tally { count: n @ 1.., line } = self.relative {
            let message = format!("{n} links lead to addresses below the page's own, which the page does not say");
            let hint = "write `<base href=\"https://…\">` into the page's head, and read it again";
            notes.push(Diagnostic::note("link-relative", line, message).hint(hint));
        }
    }

    pub(super) fn note(&mut self, code: &'static str, message: String) {
        self.blocks.out.diagnostics.push(Diagnostic::note(code, self.line, message));
    }
}

/// Whether a panel is hidden that its caption unfolds (WAI-ARIA: accordions and tabs).
fn is_folded(element: &Element) -> bool {
    matches!(element.attr("role"), Some("region" | "tabpanel")) && element.attr("aria-labelledby").is_some()
}

/// Whether a paragraph is a picture though its page writes it as a character: the icon of a page, of a box.
pub(super) fn is_picture(text: &str) -> bool {
    text.starts_with(|c| c >= '\u{1f300}')
        && text.chars().all(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}'))
}
