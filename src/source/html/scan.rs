//! The text of a page → the same text with the line in every tag; and whether a tree of it may be built.
//!
//! Building a tree takes time that grows with the depth of the elements, so depth and number are bounded here, on the
//! flat text.

use std::sync::LazyLock;

use crate::source::SourceError;

/// How deep elements may nest.
pub(super) const MAX_DEPTH: usize = 256;

/// How many tags a page may have.
const MAX_TAGS: u64 = 400_000;

/// The attribute that holds a tag's line.
pub(super) const LINE: &str = "engross-line";

/// A page that may be read.
pub(super) struct Scanned {
    pub(super) html: String,
    /// How many scripts it has.
    pub(super) scripts: usize,
    /// What its style sheets say.
    pub(super) styles: String,
}

/// Checks a page and writes each tag's line into it; `first` is the number of its first line.
pub(super) fn scan(text: &str, first: u32) -> Result<Scanned, SourceError> {
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    let mut styles = String::new();
    let (mut scripts, mut tags, mut depth) = (0, 0u64, 0usize);
    let (mut line, mut counted) = (first, 0);
    let mut rest = 0;
    while let Some(found) = text[rest..].find('<') {
        let at = rest + found;
        html.push_str(&text[rest..at]);
        let tag = &text[at..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            // a comment may hold anything; the tree does not need it
            rest = at + 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
            continue;
        }
        let ends = tag.starts_with("</");
        let begin = if ends { 2 } else { 1 };
        let length = tag[begin..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let name = tag[begin..begin + length].to_ascii_lowercase();
        if name.is_empty() || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            html.push('<');
            rest = at + 1;
            continue;
        }
        line += text.as_bytes()[counted..at].iter().filter(|b| **b == b'\n').count() as u32;
        counted = at;
        tags += 1;
        if tags > MAX_TAGS {
            return Err(SourceError::TooLarge { what: "the page's markup".into(), bytes: tags, limit: MAX_TAGS });
        }
        if ends {
            depth = depth.saturating_sub(usize::from(nests(&name)));
        } else if nests(&name) {
            depth += 1;
            if depth > MAX_DEPTH {
                return Err(SourceError::TooDeep { what: "elements", line, limit: MAX_DEPTH });
            }
        }
        html.push_str(&text[at..at + begin + length]);
        rest = at + begin + length;
        if !ends && !is_inline(&name) {
            // the line end behind it is no text of a `pre` element
            let behind = || text[rest..].find('>').map_or("", |end| &text[rest + end + 1..]);
            let skips = name == "pre" && behind().starts_with(['\n', '\r']);
            html.push_str(&format!(" {LINE}={}", line + u32::from(skips)));
        }
        if !ends && is_raw(&name) {
            scripts += usize::from(name == "script");
            let close = format!("</{name}");
            let raw = &text[rest..];
            let end = raw
                .match_indices("</")
                .map(|(i, _)| i)
                .find(|i| raw.get(*i..*i + close.len()).is_some_and(|found| found.eq_ignore_ascii_case(&close)));
            let end = end.unwrap_or(raw.len());
            // attributes stay, what a script says is not read
            let open = raw[..end].find('>').map_or(end, |open| open + 1);
            html.push_str(&raw[..open]);
            match name.as_str() {
                "textarea" | "title" => html.push_str(&raw[open..end]),
                "style" => styles.push_str(&raw[open..end]),
                _ => {}
            }
            rest += end;
        }
    }
    html.push_str(&text[rest..]);
    Ok(Scanned { html, scripts, styles })
}

/// Elements whose inside is no markup.
fn is_raw(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes")
}

/// Elements that hold others until they are closed; the others have no end, or end where the next begins.
fn nests(name: &str) -> bool {
    let alone = ["br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track"];
    let closed = ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "head", "body"];
    !alone.contains(&name) && !closed.contains(&name) && !is_raw(name)
}

/// Elements within running text: they need no line.
fn is_inline(name: &str) -> bool {
    const NAMES: [&str; 14] =
        ["a", "b", "strong", "i", "em", "u", "span", "font", "sup", "sub", "code", "small", "label", "mark"];
    NAMES.contains(&name)
}

/// Whether the name is an HTML element's.
pub(in crate::source) fn is_element(name: &str) -> bool {
    // in order
    const NAMES: &str = "a abbr acronym address applet area article aside audio b base basefont bdi bdo big \
        blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog \
        dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header \
        hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr \
        noframes noscript object ol optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp \
        script search section select slot small source span strike strong style sub summary sup svg table tbody td \
        template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";
    static ELEMENTS: LazyLock<Vec<&str>> = LazyLock::new(|| NAMES.split(' ').collect());
    ELEMENTS.binary_search(&name).is_ok()
}
