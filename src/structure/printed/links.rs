//! Addresses printed behind a page → Markdown links at their anchors.
//!
//! Extraction lists the addresses of a page's links behind the page, once for each line that the anchor takes up,
//! and leaves a blank on either side of an anchor. In text without blanks between words that tells the anchors; in
//! text with them an address is given back where its own words name exactly one place.
//!
//! Every paragraph leaves here as canonical marks.

use super::{Page, Paragraph, Role, number};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::structure::caption::{is_common, is_wide};

/// A text between two blanks that can be an anchor.
#[derive(Clone, Copy)]
struct Anchor {
    paragraph: usize,
    from: usize,
    to: usize,
    /// On how many lines it was printed.
    lines: usize,
}

/// Gives the addresses of each page back; those without an anchor stand in a warning.
pub(super) fn give_back(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    for page in pages {
        let mut links: Vec<(Anchor, String)> = Vec::new();
        if !page.urls.is_empty() {
            let anchors = anchors(&page.body);
            links = assign(page, anchors, notes);
        }
        let mut links = links.into_iter().peekable();
        for (i, paragraph) in page.body.iter_mut().enumerate() {
            let mut own: Vec<(usize, usize, String)> = Vec::new();
            while let Some((anchor, url)) = links.next_if(|(a, _)| a.paragraph == i) {
                own.push((anchor.from, anchor.to, url));
            }
            if !own.is_empty() || marks::has_special(&paragraph.text) {
                paragraph.text = write(&paragraph.text, &own);
            }
        }
    }
}

/// Text with its links as marks, the start not escaped.
fn write(text: &str, links: &[(usize, usize, String)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut done = 0;
    for (from, to, url) in links {
        marks::escape_into(&mut out, &text[done..*from]);
        let anchor =
            marks::Span::Link { target: url.clone(), anchor: vec![marks::Span::Text(text[*from..*to].to_owned())] };
        out.push_str(&marks::write(&[anchor]));
        done = *to;
    }
    marks::escape_into(&mut out, &text[done..]);
    out
}

/// The texts with a blank on either side, in CJK text, without punctuation of sentences.
fn anchors(body: &[Paragraph]) -> Vec<Anchor> {
    let mut out = Vec::new();
    for (paragraph, p) in body.iter().enumerate() {
        let mut blanks = blanks(&p.text);
        if p.role != Role::Body || blanks.len() < 2 {
            continue;
        }
        // the blank behind a number is none; what is left may be written with more marks
        let start = number::taken(&p.text).map_or(0, |n| p.text.len().saturating_sub(n.rest.len()));
        blanks.retain(|(from, _)| *from >= start);
        for pair in blanks.windows(2) {
            let ((_, from), (to, after)) = (pair[0], pair[1]);
            let inner = &p.text[from..to];
            let cjk = |c: Option<char>| c.is_some_and(|c| is_wide(c) || is_common(c));
            let (first, last) = (inner.chars().next(), inner.chars().next_back());
            let outside = cjk(p.text[..pair[0].0].chars().next_back())
                && (after == p.text.len() || cjk(p.text[after..].chars().next()));
            let sentence = inner.contains(['。', '；', '，', '：', '！', '？']);
            if outside && cjk(first) && cjk(last) && !sentence && inner.chars().count() <= 60 {
                let lines = 1 + p.breaks.iter().filter(|b| from < **b && **b < to).count();
                out.push(Anchor { paragraph, from, to, lines });
            }
        }
    }
    out
}

/// Runs of blanks, and the end of the text as one.
fn blanks(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        match out.last_mut() {
            Some((_, to)) if *to == at => *to = at + 1,
            _ => out.push((at, at + 1)),
        }
    }
    if out.last().is_none_or(|(_, to)| *to < text.len()) {
        out.push((text.len(), text.len()));
    }
    out
}

/// Which anchor has which address.
fn assign(page: &Page, anchors: Vec<Anchor>, notes: &mut Vec<Diagnostic>) -> Vec<(Anchor, String)> {
    let urls: Vec<&str> = page.urls.iter().map(|l| l.text.as_str()).collect();
    let mut distinct = urls.clone();
    distinct.dedup();
    let paired = paired(&anchors);
    let titles: Vec<Anchor> = anchors.iter().filter(|a| text_of(page, a).starts_with('《')).copied().collect();
    let readings = [anchors, paired, titles];
    let by_lines = readings.iter().find_map(|anchors| Some((anchors, by_lines(anchors, &urls)?)));
    let by_count = || {
        let anchors = readings.iter().find(|anchors| !anchors.is_empty() && anchors.len() == distinct.len())?;
        Some((anchors, distinct.iter().map(|u| (*u).to_owned()).collect()))
    };
    let one_address = || {
        let fits = |anchors: &&Vec<Anchor>| distinct.len() == 1 && !anchors.is_empty() && anchors.len() <= urls.len();
        readings.iter().find(fits).map(|anchors| (anchors, anchors.iter().map(|_| distinct[0].to_owned()).collect()))
    };
    let certain = by_lines.is_some();
    let found: Option<(&Vec<Anchor>, Vec<String>)> = by_lines.or_else(by_count).or_else(one_address);
    if let Some((anchors, targets)) = found {
        for (anchor, url) in anchors.iter().zip(&targets) {
            let p = &page.body[anchor.paragraph];
            let message = format!("`{url}` belongs to `{}`", &p.text[anchor.from..anchor.to]);
            let line = page.urls.iter().find(|l| l.text == *url).map_or(p.lines.0, |l| l.no);
            notes.push(match certain {
                true => Diagnostic::note("link-restored", line, message),
                false => Diagnostic::warning("link-restored", line, message),
            });
        }
        return anchors.iter().copied().zip(targets).collect();
    }
    let mut out = by_words(page, &distinct, notes);
    for line in &page.urls {
        if !out.iter().any(|(_, url)| *url == line.text) {
            let warning = Diagnostic::warning(
                "link-without-anchor",
                line.no,
                format!("`{}` was dropped: which words it links cannot be told", line.text),
            );
            notes.push(warning.hint("write the link by hand: [words](address)"));
        }
    }
    out.sort_by_key(|(a, _)| (a.paragraph, a.from));
    out
}

/// Each blank belongs to one anchor: in `见 甲 和 乙 的`, 和 is none.
fn paired(anchors: &[Anchor]) -> Vec<Anchor> {
    let mut out: Vec<Anchor> = Vec::new();
    for anchor in anchors {
        if out.last().is_none_or(|last| last.paragraph != anchor.paragraph || last.to + 1 < anchor.from) {
            out.push(*anchor);
        }
    }
    out
}

/// The addresses in order, as many for each anchor as it has lines; `None` where they do not come out.
fn by_lines(anchors: &[Anchor], urls: &[&str]) -> Option<Vec<String>> {
    let mut rest = urls;
    let mut out = Vec::with_capacity(anchors.len());
    for anchor in anchors {
        let (own, others) = rest.split_at_checked(anchor.lines)?;
        if own.iter().any(|u| *u != own[0]) {
            return None;
        }
        out.push(own[0].to_owned());
        rest = others;
    }
    (rest.is_empty() && !out.is_empty()).then_some(out)
}

fn text_of<'p>(page: &'p Page, anchor: &Anchor) -> &'p str {
    &page.body[anchor.paragraph].text[anchor.from..anchor.to]
}

/// An address whose last words (`/privacy-policy`) stand on the page exactly once.
fn by_words(page: &Page, urls: &[&str], notes: &mut Vec<Diagnostic>) -> Vec<(Anchor, String)> {
    let mut out: Vec<(Anchor, String)> = Vec::new();
    for url in urls {
        let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
        let last = path.rsplit('/').next().unwrap_or_default();
        let last = last.split('.').next().unwrap_or_default();
        let words = last.replace(['-', '_', '+'], " ").to_lowercase();
        if words.split(' ').count() < 2 || !words.is_ascii() || url.matches('/').count() < 3 {
            continue;
        }
        let mut places = page.body.iter().enumerate().flat_map(|(i, p)| {
            let lower = p.text.to_ascii_lowercase();
            let found: Vec<_> = lower.match_indices(&words).map(|(from, w)| (i, from, from + w.len())).collect();
            found
        });
        let (Some((paragraph, from, to)), None) = (places.next(), places.next()) else { continue };
        if out.iter().any(|(a, _)| a.paragraph == paragraph && a.from < to && from < a.to) {
            continue;
        }
        let line = page.urls.iter().find(|l| l.text == *url).map_or(0, |l| l.no);
        let text = &page.body[paragraph].text[from..to];
        notes.push(Diagnostic::warning(
            "link-restored",
            line,
            format!("`{url}` was given to `{text}`, the words that it names"),
        ));
        out.push((Anchor { paragraph, from, to, lines: 1 }, (*url).to_owned()));
    }
    out
}
