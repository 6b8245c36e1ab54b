//! Blocks → the same blocks without the links that lead through the page: a table of contents whose entries are links
//! within it, and ways back.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::left_out::LeftOut;
use super::printed::{ends_sentence, is_title_of_contents};
use super::{Block, BlockKind, Source};
use crate::marks::{self, Span};
use crate::model::diagnostic::Diagnostic;

/// Fewer links in a row than this are references, where no title says that they are a table of contents.
const FEW: usize = 3;

/// Takes out each run of blocks that hold nothing but links within the page, with the title of contents above it, and
/// blocks that only lead back.
pub(super) fn leave_out(source: &mut Source) {
    let back = |block: &Block, diagnostics: &mut Vec<Diagnostic>| {
        let found = leads_back(block);
        if found {
            let LeftOut { count, begins } = LeftOut::of(&marks::plain(&block.text));
            let message = format!("{count} characters of a link back were left out: `{begins}`");
            diagnostics.push(Diagnostic::note("page-furniture", block.line, message));
        }
        found
    };
    let diagnostics = &mut source.diagnostics;
    source.blocks.retain(|block| !back(block, diagnostics));
    let runs = runs(&source.blocks);
    // a page of links is what its writer meant
    if runs.is_empty() || runs.iter().map(ExactSizeIterator::len).sum::<usize>() == source.blocks.len() {
        return;
    }
    let notes = runs.iter().map(|run| dropped(&source.blocks[run.clone()]));
    source.diagnostics.extend(notes);
    let mut runs = runs.into_iter().peekable();
    let mut at = 0..;
    source.blocks.retain(|_| {
        let at = at.next().unwrap_or_default();
        runs.next_if(|run| run.end <= at);
        !runs.peek().is_some_and(|run| run.contains(&at))
    });
}

/// What is said of a table of contents that was left out; it has at least one block.
pub(crate) fn dropped(contents: &[Block]) -> Diagnostic {
    let text: String = contents.iter().map(|b| marks::plain(&b.text) + " ").collect();
    let LeftOut { count, begins } = LeftOut::of(&text);
    let message = format!("{count} characters of a table of contents were left out: `{begins}`");
    Diagnostic::note("contents-dropped", contents.first().map_or(1, |b| b.line), message)
}

fn runs(blocks: &[Block]) -> Vec<Range<usize>> {
    let entries: Vec<Option<usize>> = blocks.iter().map(links_only).collect();
    let is_entry = |at: usize| entries.get(at).is_some_and(Option::is_some);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        // most blocks are neither an entry nor the caption of one
        if !is_entry(at) && !is_entry(at + 1) {
            at += 1;
            continue;
        }
        let titled = at > 0 && is_title(&blocks[at - 1]);
        let mut end = at;
        let mut links = 0;
        while let Some(block) = blocks.get(end) {
            match entries[end] {
                Some(n) => links += n,
                // the caption of a group of entries
                None if (titled || links > 0) && is_short(block) && is_entry(end + 1) => {}
                None => break,
            }
            end += 1;
        }
        if links >= if titled { 1 } else { FEW } {
            runs.push(at - usize::from(titled)..end);
        }
        at = end.max(at + 1);
    }
    runs
}

fn is_short(block: &Block) -> bool {
    let can_be = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Continuation { .. });
    can_be && block.text.chars().count() <= 60 && !ends_sentence(&marks::shown(&block.text))
}

/// How many links within the page a block holds, if beside them it holds no words.
fn links_only(block: &Block) -> Option<usize> {
    let holds_text =
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Continuation { .. });
    static ANCHOR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("](#"));
    if !holds_text || ANCHOR.find(block.text.as_bytes()).is_none() {
        return None;
    }
    let mut links = 0;
    links_in(&marks::parse(&block.text), &mut links).then_some(links)
}

fn links_in(spans: &[Span], links: &mut usize) -> bool {
    spans.iter().all(|span| match span {
        Span::Text(text) => !text.chars().any(char::is_alphabetic),
        Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => links_in(inner, links),
        Span::Code(_) => false,
        Span::Link { target, .. } => {
            *links += 1;
            target.starts_with('#')
        }
    })
}

/// `[↑ Back to top](#top)`, `[← 返回首页](/)`.
fn leads_back(block: &Block) -> bool {
    // most blocks end otherwise
    if block.kind != BlockKind::Paragraph || !block.text.ends_with([')', '*']) {
        return false;
    }
    let bare = block.text.trim_matches('*');
    if !bare.starts_with('[') || !bare.ends_with(')') {
        return false;
    }
    let mut spans = &marks::parse(&block.text)[..];
    while let [Span::Strong(inner) | Span::Emphasis(inner)] = spans {
        spans = inner;
    }
    let [Span::Link { target, anchor }] = spans else { return false };
    let shown = marks::text_of(anchor);
    let shown = shown.trim();
    let arrow = |c: char| matches!(c, '←' | '↑' | '«' | '‹' | '⟵' | '⬅' | '⬆' | '⇧' | '↩');
    target == "#" || target == "#top" || shown.starts_with(arrow) || shown.ends_with(['↑', '⬆', '⇧'])
}

fn is_title(block: &Block) -> bool {
    let can_be = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph);
    can_be && is_title_of_contents(marks::shown(&block.text).trim_end_matches([':', '：']))
}

#[cfg(test)]
mod tests {
    use crate::source::tests::rows;
    use crate::source::{html, markdown};

    #[test]
    fn links_within_the_page_in_a_row_are_contents() {
        let text = "# Moorings\n\n**Contents:**\n\n1. [Berths](#berths)\n   - [Season](#season)\n2. Money\n   - [Fees](#fees)\n\n\
            ## 1. Berths\n\nSee [Fees](#fees).\n\n- [Fees](#fees)\n- [Berths](#berths)\n";
        let source = markdown::read(text).expect("it is read");
        let notes: Vec<_> = source.diagnostics.iter().map(|d| (d.code, d.line)).collect();
        assert_eq!(notes, [("contents-dropped", 3)]);
        let shown = [
            "1 h1 Moorings",
            "10 h2 1\\. Berths",
            "12 p See [Fees](#fees).",
            "14 0[-] [Fees](#fees)",
            "15 0[-] [Berths](#berths)",
        ];
        assert_eq!(rows(&source), shown);
    }

    #[test]
    fn ways_back() {
        let text =
            "# Moorings\n\nA berth is lent.\n\n**[⬆ Back to top](#moorings)**\n\n[Annex](#annex)\n\n[← Home](/)\n";
        let source = markdown::read(text).expect("it is read");
        assert_eq!(rows(&source), ["1 h1 Moorings", "3 p A berth is lent.", "7 p [Annex](#annex)"]);
        assert_eq!(source.diagnostics.len(), 2);
    }

    #[test]
    fn a_row_of_links_without_a_title() {
        let page = "<h1>泊位规则</h1><div class=toc><a href=#a>一、泊位</a> | <a href=#b>二、费用</a> | <a href=#c>三、其他</a></div>\
            <h2 id=a>一、泊位</h2><p>泊位按季出租。</p>";
        assert_eq!(
            rows(&html::read(page).expect("it is read")),
            ["1 h1 泊位规则", "1 h2 一、泊位", "1 p 泊位按季出租。"]
        );
    }
}
