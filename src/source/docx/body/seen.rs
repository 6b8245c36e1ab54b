//! What was met and does not stand in the blocks as it stands in the document → one diagnostic for each kind.

use std::collections::HashMap;

use super::Body;
use crate::model::diagnostic::Diagnostic;
use crate::source::Changes;
use crate::source::left_out::LeftOut;

/// So much of the texts is kept to tell how they begin.
const MUCH: usize = 200;

/// What is counted.
#[derive(Default)]
pub(super) struct Seen {
    counts: HashMap<&'static str, Count>,
}

/// How many there were, the paragraph of the first, and how their texts begin.
#[derive(Default)]
struct Count {
    n: usize,
    at: u32,
    text: String,
}

impl Seen {
    /// Counts `n` more of something, met in paragraph `at`.
    pub(super) fn count(&mut self, what: &'static str, at: u32, n: usize) {
        if n > 0 {
            self.counts.entry(what).or_insert(Count { at, ..Count::default() }).n += n;
        }
    }

    /// Counts the characters of a text that is left out, or of which something is said.
    pub(super) fn text(&mut self, what: &'static str, at: u32, text: &str) {
        self.count(what, at, LeftOut::of(text).count);
        if let Some(count) = self.counts.get_mut(what).filter(|count| count.text.len() < MUCH) {
            count.text.push_str(text);
        }
    }

    /// Counts one more, and keeps how the first reads.
    pub(super) fn example(&mut self, what: &'static str, at: u32, text: &str) {
        self.count(what, at, 1);
        if let Some(count) = self.counts.get_mut(what).filter(|count| count.text.is_empty()) {
            count.text.push_str(text);
        }
    }

    /// How many were counted.
    pub(super) fn of(&self, what: &str) -> usize {
        self.counts.get(what).map_or(0, |count| count.n)
    }
}

impl Body {
    /// Says what was counted.
    pub(super) fn report(&mut self) {
        let taken = if self.changes == Changes::Reject { "rejected" } else { "accepted" };
        let mut counts: Vec<_> = std::mem::take(&mut self.seen.counts).into_iter().collect();
        counts.sort_unstable_by_key(|(what, _)| *what);
        for (what, Count { n, at, text }) in counts {
            let begins = LeftOut::of(&text).begins;
            let warning = |code, message: String| Diagnostic::warning(code, at, message);
            let note = |code, message: String| Diagnostic::note(code, at, message);
            let decide = "decide them in the word processor, or say `--changes accept|reject|refuse`";
            self.blocks.out.diagnostics.push(match what {
                "insertions" => {
                    warning("tracked-insertion", format!("{n} tracked insertions were {taken}")).hint(decide)
                }
                "deletions" => warning("tracked-deletion", format!("{n} tracked deletions were {taken}")).hint(decide),
                "hidden" => warning("hidden-text", format!("{n} hidden characters were left out: `{begins}`")),
                "unseen" => warning(
                    "hidden-text",
                    format!("{n} characters that no reader sees, white or tiny ones, were left out: `{begins}`"),
                ),
                "struck" => warning(
                    "struck-text",
                    format!("{n} characters are struck through; they are read as text: `{begins}`"),
                ),
                "unfilled" => {
                    warning("field-empty", format!("{n} fields are not filled in; what they ask for is read as text"))
                }
                "boxes" => warning("text-box", format!("{n} paragraphs of text boxes stand behind their anchors")),
                "symbols" => warning("symbol", format!("{n} characters of a symbol font may be others")),
                "chunks" => warning("embedded-file", format!("{n} files within the document were not read")),
                "marks" => warning("marks-lost", "emphasis that Markdown cannot write was left out in part".to_owned()),
                "formulas" => note("formula", format!("{n} formulas are read as their characters")),
                "empty" => {
                    warning("number-without-text", format!("{n} numbered paragraphs hold no text and were left out"))
                        .hint("Word prints and counts their numbers, and so do the numbers behind them")
                }
                "field numbers" => {
                    warning("number-by-field", format!("{n} numbers that fields of the document count were not read"))
                        .hint("compare the numbers with the document as the word processor prints it")
                }
                "broken references" => {
                    let message = format!("{n} cross-references of the document lead nowhere; they print `{begins}`");
                    warning("reference-broken", message).hint("mend them in the word processor, and read it again")
                }
                "readings" => note("ruby-dropped", format!("{n} characters of readings were left out: `{begins}`")),
                "furniture" => {
                    note("page-furniture", format!("{n} characters of headers and footers were left out: `{begins}`"))
                }
                "lost" => warning(
                    "text-dropped",
                    format!("{n} characters stand where no text is expected, and were left out: `{begins}`"),
                )
                .hint("compare the document with the text"),
                "merged" => {
                    note("merged-cells", format!("{n} cells of tables are merged; each stands in its first place"))
                }
                "comments" => note("comment-dropped", format!("{n} comments were left out")),
                "pictures" => note("image-dropped", format!("{n} pictures were left out")),
                "contents" => {
                    note("contents-dropped", format!("{n} characters of a table of contents were left out: `{begins}`"))
                }
                _ => note("footnote", format!("{n} notes stand as paragraphs behind theirs")),
            });
        }
        let mut unknown: Vec<_> = self.numbering.unknown.drain().collect();
        unknown.sort_unstable();
        for format in unknown {
            let message = format!("numbers in the format `{format}` may be printed otherwise by the word processor");
            self.blocks.out.diagnostics.push(Diagnostic::warning("number-format", 1, message));
        }
        self.blocks.out.diagnostics.sort_by_key(|d| d.line);
    }
}
