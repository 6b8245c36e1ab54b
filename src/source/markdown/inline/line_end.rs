//! The end of a line of the source → a blank, nothing, or the end of a paragraph.

use std::ops::Range;

use super::writer::Writer;
use crate::marks;
use crate::model::label::{self, Enclosure};

impl Writer<'_, '_> {
    /// A line of the source ends. East Asian text goes on without a blank; a line that begins with a number behind
    /// the end of a sentence is a paragraph of its own.
    pub(super) fn soft_break(&mut self, range: &Range<usize>, next: Option<usize>) {
        let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | ']');
        let before = self.source[..range.start].trim_end_matches(marks).chars().next_back();
        let next = next.unwrap_or(range.end);
        let after = self.source[next..].trim_start_matches(QUIET);
        // not set in below the line above, as what was wrapped in an item is
        let column = next - memchr::memrchr(b'\n', &self.source.as_bytes()[..next]).map_or(0, |end| end + 1);
        let above = Above { source: &self.source[..range.start], before, flush: column <= 1 };
        if (self.again || self.open == 0) && begins_paragraph(&above, after) {
            let line = after.lines().next().unwrap_or_default();
            let shown: String = line.chars().take(8).collect();
            self.note(
                "line-kept",
                next,
                format!("the line that begins with `{shown}` stands as a paragraph of its own"),
            );
            return self.end_line(next);
        }
        let joined = |c: Option<char>| c.is_some_and(marks::joins_lines);
        if !(joined(before) && joined(after.chars().next())) {
            self.text(" ");
        }
    }

    /// A line ends, the next begins at an offset.
    pub(super) fn end_line(&mut self, next: usize) {
        self.flush();
        self.out.push('\n');
        self.literal = self.out.len();
        let line = self.lines.of(next);
        self.starts.push(line);
    }
}

/// What stands before the end of a line.
struct Above<'s> {
    source: &'s str,
    /// The last character that is no mark.
    before: Option<char>,
    /// Whether the next line begins at the left margin.
    flush: bool,
}

/// A line of more characters is no caption.
const LONG: usize = 60;

/// How many lines an item may have: its number is looked for so far.
const ITEM: usize = 20;

/// What may stand before a number at the start of a line.
const QUIET: [char; 8] = ['*', '_', '[', '>', '-', ' ', '\t', '\u{3000}'];

/// Whether a line stands by itself: it begins a clause, or is a caption written as `##总则`, or is below one.
fn begins_paragraph(at: &Above<'_>, after: &str) -> bool {
    let line = memchr::memrchr(b'\n', at.source.as_bytes()).map_or(0, |end| end + 1);
    let written = at.source[line..].trim();
    let above = written.trim_start_matches(QUIET);
    let caption = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    above.starts_with('#') || caption(after) || begins_clause(at, after) || is_caption(written, at.flush, after)
}

/// Whether a line is the caption of the one below it: `**Article 1 Use**`, `§ 1 Use` above a line that begins anew and is
/// longer, as one that was wrapped is not.
fn is_caption(line: &str, flush: bool, after: &str) -> bool {
    let strong =
        line.len() > 4 && line.starts_with("**") && line.ends_with("**") && !line[2..line.len() - 2].contains("**");
    let anew = after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "(（\"“„«".contains(c))
        || after.starts_with(marks::is_east_asian);
    // most lines are longer
    let plain = line.trim_matches('*');
    if !(strong || anew) || plain.chars().count() > LONG || plain.ends_with(['，', ',', '、', '-', '–', '—']) {
        return false;
    }
    let Some((label, _)) = label::scan(plain) else { return false };
    let apart = flush || label.enclosure == Enclosure::Word;
    let longer = || after.lines().next().unwrap_or_default().len() * 2 > line.len() * 3;
    strong || apart && anew && longer() && !plain.ends_with(['.', '。', ';', '；', ':', '：'])
}

/// Whether a line begins a clause: it has a number, and the line above ended a sentence or a list's lead-in, or one
/// above has the number before, or it is the first and one below counts on.
fn begins_clause(at: &Above<'_>, after: &str) -> bool {
    let Some((label, len)) = label::scan(after) else { return false };
    let behind = after[len..].chars().next();
    let is_free = behind.is_none_or(char::is_whitespace);
    let ended = at.before.is_none_or(|c| "。；：！？.;:!?…）)”".contains(c));
    let number = |line: &str| Some(label::scan(line.trim_start_matches(QUIET))?.0);
    let is_blank = |line: &&str| line.trim().is_empty();
    let above = at.source.rsplit('\n').take(ITEM).take_while(|line| !is_blank(line));
    if above.filter_map(number).any(|above| above.is_followed_by(&label)) {
        return is_free || label.enclosure != Enclosure::None;
    }
    let apart = match label.enclosure {
        Enclosure::Word => false,
        Enclosure::Full | Enclosure::Comma => true,
        Enclosure::None | Enclosure::Dot | Enclosure::Half => is_free,
    };
    if apart && label.last() == 1 {
        let below = after.lines().take(ITEM).skip(1).take_while(|line| !is_blank(line));
        if below.filter_map(number).any(|next| label.is_followed_by(&next)) {
            return true;
        }
    }
    if after.starts_with(char::is_lowercase) {
        return false;
    }
    match label.enclosure {
        Enclosure::Word if after.starts_with(marks::is_east_asian) => is_free,
        // `Article 5` alone or with a caption, not `Article 5 of the Treaty`
        Enclosure::Word => {
            let line = after[len..].lines().next().unwrap_or_default().trim_start();
            ended && (line.is_empty() || line.starts_with(['.', ':', '–', '—', '-', '(']))
        }
        // `２　前項の…`
        Enclosure::None => ended && is_free && (label.values.len() > 1 || behind == Some('\u{3000}')),
        _ => ended,
    }
}
