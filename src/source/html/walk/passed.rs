//! What of a page is passed over, and what is said of it.

use scraper::{ElementRef, Node, node::Element};

use super::Walker;
use super::style::{is_heard, is_hidden};
use crate::digest::fold;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::source::html::page::is_silent;
use crate::source::html::scan::{has_line, line};
use crate::source::html::unseen::How;
use crate::source::left_out::LeftOut;

/// So much of the words is kept to tell how they begin.
const MUCH: usize = 200;

/// What comes often and is told once: how many there were, and the line of the first.
#[derive(Debug, Default)]
pub(super) struct Tally {
    count: usize,
    line: u32,
}

impl Tally {
    pub(super) fn add(&mut self, more: usize, line: u32) {
        if self.count == 0 && more > 0 {
            self.line = line;
        }
        self.count += more;
    }
}

/// What a walk comes to often.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// Words that are not shown: those that were left out, and those that something may show. How they begin.
    unseen: (Tally, String),
    veiled: (Tally, String),
    /// Soft hyphens, signs of the page's own, pictures without words: they were left out.
    pub(super) hyphens: Tally,
    pub(super) signs: Tally,
    pub(super) pictures: Tally,
    /// Texts of which a font of signs draws another.
    pub(super) drawn: Tally,
    /// Lists whose numbers are printed in a style that is not read.
    pub(super) styles: Tally,
    /// Links that lead nowhere without the page's address.
    pub(super) relative: Tally,
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
                // a page says of a mere ornament that it has no words
                if value.attr("alt").is_none() {
                    self.tallies.pictures.add(1, self.line);
                } else if !alt.is_empty() {
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
            _ if is_silent(value) => self.pass_silently(element),
            // the words of a site that engross built, beside those of the text
            _ if value.attr("data-site").is_some() => {
                let text = text();
                if !text.is_empty() {
                    let LeftOut { count, begins } = LeftOut::of(&text);
                    let own = format!("{count} characters of the site's own were left out: `{begins}`");
                    self.note("page-furniture", own);
                }
            }
            _ if is_heard(value) => {
                let begins = LeftOut::of(&text()).begins;
                self.note("unshown-text", format!("what only a screen reader says was left out: `{begins}`"));
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

    /// Counts words that the page does not show; whether they are left out.
    pub(super) fn is_left_out(&mut self, words: &str, how: Option<How>) -> bool {
        let (tally, begins) = match how.filter(|_| !words.trim().is_empty()) {
            None => return false,
            Some(How::Unseen) => &mut self.tallies.unseen,
            Some(How::Veiled) => &mut self.tallies.veiled,
        };
        tally.add(LeftOut::of(words).count, self.line);
        if begins.len() < MUCH {
            begins.push_str(words);
        }
        how == Some(How::Unseen)
    }

    /// Says that a text is struck through, and read.
    pub(super) fn tell_struck(&mut self, element: ElementRef<'t>) {
        let begins = LeftOut::of(&element.text().collect::<String>()).begins;
        let message = format!("`{begins}` is struck through; it is read as text");
        self.blocks.out.diagnostics.push(Diagnostic::warning("struck-text", self.line, message));
    }

    /// Names what words an element has that no browser shows as running text.
    fn pass_silently(&mut self, element: ElementRef<'t>) {
        let value = element.value();
        match value.name() {
            "script" | "style" | "head" => {}
            "input" => {
                let kind = value.attr("type").unwrap_or("text");
                let typed = matches!(kind, "text" | "number" | "date" | "email" | "tel" | "url" | "month" | "time");
                let said = match kind {
                    "checkbox" | "radio" => value.attr("checked").map(|_| "a box that is ticked".to_owned()),
                    _ => value.attr("value").map(fold).filter(|v| typed && !v.is_empty()).map(|v| format!("`{v}`")),
                };
                if let Some(said) = said {
                    let message = format!("what is filled into a form was left out: {said}");
                    self.blocks.out.diagnostics.push(Diagnostic::warning("control-dropped", self.line, message));
                }
            }
            "iframe" => {
                if let Some(address) = value.attr("src") {
                    self.note("frame-dropped", format!("another page that is shown here was left out: `{address}`"));
                }
            }
            name => {
                let words = without_tags(&element.text().collect::<String>());
                let LeftOut { count, begins } = LeftOut::of(&words);
                if count > 0 {
                    let message = format!("{count} characters in `<{name}>` were left out: `{begins}`");
                    // where it is most of the page it may be the agreement
                    let tell = match self.page.size.is_some_and(|size| count * 2 >= size) {
                        true => Diagnostic::warning,
                        false => Diagnostic::note,
                    };
                    self.blocks.out.diagnostics.push(tell("unshown-text", self.line, message));
                }
            }
        }
    }

    /// Whether the words of a button are text: in a heading, or above what it unfolds.
    fn shows_words(&self, button: ElementRef<'t>) -> bool {
        self.speaks || self.page.folds.is_caption(button)
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
        if let (Tally { count: n @ 1.., line }, text) = &self.tallies.unseen {
            let begins = LeftOut::of(text).begins;
            let message = format!("{n} characters that no reader of the page sees were left out: `{begins}`");
            notes.push(Diagnostic::warning("hidden-text", *line, message));
        }
        if let (Tally { count: n @ 1.., line }, text) = &self.tallies.veiled {
            let begins = LeftOut::of(text).begins;
            let message = format!("{n} characters that the page does not show at first were read: `{begins}`");
            notes.push(Diagnostic::note("folded-text", *line, message));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.signs {
            let message = format!("{n} signs of the page's own were left out: links to headings, marks of its editor");
            notes.push(Diagnostic::note("page-furniture", line, message));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.pictures {
            notes.push(Diagnostic::note("image-dropped", line, format!("{n} pictures without words were left out")));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.drawn {
            let message = format!("{n} texts in a font of signs were read as the signs that it draws");
            notes.push(Diagnostic::note("symbol", line, message));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.hyphens {
            notes.push(Diagnostic::note("soft-hyphen-dropped", line, format!("{n} soft hyphens were left out")));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.styles {
            let message = format!("{n} lists print their numbers in a style that is not read; here they are digits");
            let hint = "compare the numbers with the page as a browser shows it";
            notes.push(Diagnostic::warning("number-by-style", line, message).hint(hint));
        }
        if let Tally { count: n @ 1.., line } = self.tallies.relative {
            let message = format!("{n} links lead to addresses below the page's own, which the page does not say");
            let hint = "write `<base href=\"https://…\">` into the page's head, and read it again";
            notes.push(Diagnostic::note("link-relative", line, message).hint(hint));
        }
    }

    pub(super) fn note(&mut self, code: &'static str, message: String) {
        self.blocks.out.diagnostics.push(Diagnostic::note(code, self.line, message));
    }
}

/// Whether the buttons in a heading say what it says: there is nothing else in it, or a number. Beside a caption they
/// are controls: `<h2>Fees <button>Copy link</button></h2>`.
pub(super) fn buttons_caption(heading: ElementRef<'_>) -> bool {
    let mut own = String::new();
    words_beside_buttons(heading, &mut own);
    !own.contains(char::is_alphabetic) || Label::read(&own).is_some()
}

fn words_beside_buttons(element: ElementRef<'_>, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if inner.name() != "button" => {
                ElementRef::wrap(child).into_iter().for_each(|child| words_beside_buttons(child, out));
            }
            _ => {}
        }
    }
}

/// The words of markup that is not parsed.
fn without_tags(markup: &str) -> String {
    let mut parts = markup.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + " " + part.split_once('>').map_or("", |(_, text)| text))
}

/// Whether a panel is hidden that its caption unfolds: by its role (WAI-ARIA: accordions and tabs), or by its classes.
fn is_folded(element: &Element) -> bool {
    const NAMES: [&str; 8] =
        ["tab", "tabs", "tabpane", "tabpanel", "tabcontent", "accordion", "collapse", "collapsible"];
    let named = |class: &str| class.split(['-', '_']).any(|word| NAMES.contains(&word.to_ascii_lowercase().as_str()));
    match element.attr("role") {
        Some("tabpanel") => true,
        Some("region") if element.attr("aria-labelledby").is_some() => true,
        _ => !matches!(element.name(), "span" | "a" | "i" | "li") && element.classes().any(named),
    }
}

/// Whether a paragraph is a picture though its page writes it as a character: the icon of a page, of a box.
pub(super) fn is_picture(text: &str) -> bool {
    text.starts_with(|c| c >= '\u{1f300}')
        && text.chars().all(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}'))
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn what_no_browser_shows_as_text_is_named() {
        let told = |inside: &str| {
            let found = read(&format!("<h1>Mooring</h1><p>A berth is let by the season{inside}.</p>")).expect("a page");
            found.diagnostics.iter().map(|d| format!("{:?} {} {}", d.severity, d.code, d.message)).collect::<Vec<_>>()
        };
        let filled =
            |what: &str| vec![format!("Warning control-dropped what is filled into a form was left out: {what}")];
        assert_eq!(told(" to <input value='A. Reed'>"), filled("`A. Reed`"));
        assert_eq!(told("<input type=checkbox checked>"), filled("a box that is ticked"));
        assert!(told("<input placeholder=name><input type=submit value=Send><input type=checkbox>").is_empty());
        let few = told("<noscript><b>Turn</b> scripts on</noscript>");
        assert_eq!(few, ["Note unshown-text 13 characters in `<noscript>` were left out: `Turn scripts on`"]);
        let much = told(&format!("<template><p>{}</p></template>", "Ropes are the guest's. ".repeat(9)));
        assert!(matches!(much.as_slice(), [one] if one.starts_with("Warning unshown-text")), "{much:?}");
        assert_eq!(told("<iframe src=map.html></iframe>").len(), 1);
        assert_eq!(told("<img src=a.png>"), ["Note image-dropped 1 pictures without words were left out"]);
    }

    #[test]
    fn a_page_of_a_heading_and_a_frame_is_none() {
        for around in ["<iframe src=terms.html></iframe>", "<object data=terms.pdf></object>"] {
            let error = read(&format!("<h1>Mooring</h1>{around}")).expect_err("no agreement").to_string();
            assert!(error.contains("1 frames") && error.contains("`terms."), "{error}");
        }
        let frames = read("<frameset><frame src=a.html><frame src=b.html></frameset>").expect_err("no agreement");
        assert!(frames.to_string().contains("2 frames that show other pages, such as `a.html`"), "{frames}");
        let shown = read("<h1>Mooring</h1><p>Berths are let.</p><ol><li>By day.</ol><iframe src=map.html></iframe>");
        assert_eq!(rows(&shown.expect("a page")).len(), 3);
    }
}
