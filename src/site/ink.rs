//! The segments of a change → the words as a reader sees them, each character with its fate and its marks.
//!
//! A redline's segments are pieces of the texts as they are written, so a cut can fall inside `**…**`. Here both sides
//! are read whole, and every visible character is traced back to its place in the source: marks stay marks, and
//! a character is struck or underlined exactly where its segment says so.

use super::html::push_escaped;
use crate::marks::{self, Span};
use crate::redline::{Op, Segment};

/// What is shown of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// Both sides in one: struck and underlined.
    Inline,
    /// The old text, with what goes.
    Old,
    /// The new text, with what comes.
    New,
}

/// A visible character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Glyph {
    c: char,
    op: Op,
    style: Style,
    /// Its marks differ between the sides.
    restyled: bool,
    /// It was escaped: a `|` that divides no cells.
    literal: bool,
}

/// Marks as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style(u8);

/// Bits of [`Style`] and their elements, outermost first.
const STYLES: [(u8, &str); 5] = [(1, "strong"), (2, "em"), (4, "u"), (8, "code"), (16, "span class=\"link\"")];

/// A visible character of one side: where it stands in the source, and its marks.
struct Traced {
    at: usize,
    c: char,
    style: Style,
    literal: bool,
}

/// The own text of a clause as HTML. `heading`: its first line is a heading, of the level given.
pub(super) fn render(segments: &[Segment], view: View, heading: Option<usize>) -> String {
    let mut glyphs = merge(segments);
    glyphs.retain(|g| match view {
        View::Inline => true,
        View::Old => g.op != Op::Insert,
        View::New => g.op != Op::Delete,
    });
    let mut lines: Vec<&[Glyph]> = glyphs.split(|g| g.c == '\n').collect();
    let mut out = String::new();
    if let Some(level) = heading
        && !lines.is_empty()
    {
        let line = lines.remove(0);
        out.push_str(&format!("<h{level}>"));
        runs(&mut out, line);
        out.push_str(&format!("</h{level}>\n"));
    }
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let same = |kind: Line| rest.iter().take_while(|l| Line::of(l) == kind).count();
        let kind = Line::of(line);
        let n = same(kind).max(1);
        let (block, after) = rest.split_at(n);
        rest = after;
        match kind {
            Line::Empty => {}
            Line::Row => table(&mut out, block),
            Line::Quoted => {
                out.push_str("<blockquote>\n");
                block.iter().for_each(|line| wrapped(&mut out, "p", strip_quote(line)));
                out.push_str("</blockquote>\n");
            }
            Line::Running => block.iter().for_each(|line| wrapped(&mut out, "p", line)),
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Empty,
    Row,
    Quoted,
    Running,
}

impl Line {
    fn of(line: &[Glyph]) -> Line {
        match line.first() {
            None => Line::Empty,
            Some(g) if g.c == '|' && !g.literal => Line::Row,
            Some(g) if g.c == '>' && !g.literal => Line::Quoted,
            Some(_) => Line::Running,
        }
    }
}

fn merge(segments: &[Segment]) -> Vec<Glyph> {
    let side = |skip: Op| segments.iter().filter(|s| s.op != skip).map(|s| s.text.as_str()).collect::<String>();
    let (old_text, new_text) = (side(Op::Insert), side(Op::Delete));
    let (old, new) = (trace(&old_text), trace(&new_text));
    let (mut o, mut n) = (0, 0);
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let mut out = Vec::with_capacity(new_text.len());
    let glyph = |t: &Traced, op| Glyph { c: t.c, op, style: t.style, restyled: false, literal: t.literal };
    for segment in segments {
        let len = segment.text.len();
        match segment.op {
            Op::Delete => {
                o += len;
                while let Some(t) = old.next_if(|t| t.at < o) {
                    out.push(glyph(t, Op::Delete));
                }
            }
            Op::Insert => {
                n += len;
                while let Some(t) = new.next_if(|t| t.at < n) {
                    out.push(glyph(t, Op::Insert));
                }
            }
            Op::Equal => {
                let (start_old, start_new) = (o, n);
                o += len;
                n += len;
                while let Some(t) = new.next_if(|t| t.at < n) {
                    let place = t.at - start_new + start_old;
                    while old.next_if(|t| t.at < place).is_some() {}
                    let pair = old.next_if(|t| t.at == place);
                    let restyled = pair.is_some_and(|p| p.style != t.style);
                    out.push(Glyph { restyled, ..glyph(t, Op::Equal) });
                }
                while old.next_if(|t| t.at < o).is_some() {}
            }
        }
    }
    out
}

/// Every visible character of a source, line by line, and the line breaks.
fn trace(source: &str) -> Vec<Traced> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in source.split('\n') {
        if start > 0 {
            out.push(Traced { at: start - 1, c: '\n', style: Style::default(), literal: false });
        }
        let mut cursor = Cursor { source: line, base: start, at: 0, out: &mut out };
        cursor.spans(&marks::parse(line), Style::default());
        start += line.len() + 1;
    }
    out
}

/// Walks spans and the source that they were read from in step.
struct Cursor<'s, 'o> {
    source: &'s str,
    base: usize,
    at: usize,
    out: &'o mut Vec<Traced>,
}

impl Cursor<'_, '_> {
    fn spans(&mut self, spans: &[Span], style: Style) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text, style),
                Span::Code(code) => self.text(code, Style(style.0 | 8)),
                Span::Strong(inner) => self.spans(inner, Style(style.0 | 1)),
                Span::Emphasis(inner) => self.spans(inner, Style(style.0 | 2)),
                Span::Underline(inner) => self.spans(inner, Style(style.0 | 4)),
                Span::Link { target, anchor } => {
                    self.spans(anchor, Style(style.0 | 16));
                    let rest = &self.source[self.at..];
                    let begin = rest.find("](").map_or(0, |i| i + 2);
                    let end = rest[begin..].find(target.as_str()).map_or(begin, |i| begin + i + target.len());
                    self.at += rest[end..].find(')').map_or(end, |i| end + i + 1);
                }
            }
        }
    }

    /// Each character stands at the next place of the source where it is written, as itself, escaped, or as a
    /// character reference; what is passed over are marks.
    fn text(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            let rest = &self.source[self.at..];
            let plain = rest.find(c).unwrap_or(rest.len());
            let reference = if plain > 0 { reference(rest, c) } else { None };
            let (skip, len) = match reference {
                Some((i, len)) if i < plain => (i, len),
                _ => (plain, if plain < rest.len() { c.len_utf8() } else { 0 }),
            };
            let literal = rest[..skip].ends_with('\\');
            self.out.push(Traced { at: self.base + self.at + skip, c, style, literal });
            self.at += skip + len;
        }
    }
}

/// The first character reference in `s` that stands for `c`: place and length.
fn reference(s: &str, c: char) -> Option<(usize, usize)> {
    s.match_indices('&').find_map(|(i, _)| {
        let len = s[i..].bytes().take(12).position(|b| b == b';')? + 1;
        let read = marks::plain(&s[i..i + len]);
        (read.chars().eq([c])).then_some((i, len))
    })
}

fn strip_quote(line: &[Glyph]) -> &[Glyph] {
    let line = line.split_first().map_or(line, |(_, rest)| rest);
    match line.split_first() {
        Some((g, rest)) if g.c == ' ' => rest,
        _ => line,
    }
}

fn table(out: &mut String, lines: &[&[Glyph]]) {
    out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>\n<tbody>\n");
    for line in lines {
        // the line of dashes under a table's head
        if line.iter().all(|g| matches!(g.c, '|' | '-' | ':' | ' ')) && line.iter().any(|g| g.c == '-') {
            continue;
        }
        let inner = line.split_first().map_or(*line, |(_, rest)| rest);
        let inner = match inner.split_last() {
            Some((g, rest)) if g.c == '|' && !g.literal => rest,
            _ => inner,
        };
        out.push_str("<tr>");
        for cell in inner.split(|g| g.c == '|' && !g.literal) {
            let blank = |g: &Glyph| g.c == ' ';
            let start = cell.iter().position(|g| !blank(g)).unwrap_or(cell.len());
            let end = cell.iter().rposition(|g| !blank(g)).map_or(start, |i| i + 1);
            out.push_str("<td>");
            runs(out, &cell[start..end]);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn wrapped(out: &mut String, tag: &str, line: &[Glyph]) {
    out.push_str(&format!("<{tag}>"));
    runs(out, line);
    out.push_str(&format!("</{tag}>\n"));
}

/// Characters of one fate and one style together, in their elements.
fn runs(out: &mut String, line: &[Glyph]) {
    for fate in line.chunk_by(|a, b| a.op == b.op) {
        let (open, close) = match fate[0].op {
            Op::Equal => ("", ""),
            // the span is what a style sheet strikes, and leaves its sign for `del`
            Op::Delete => ("<del><span>", "</span></del>"),
            Op::Insert => ("<ins>", "</ins>"),
        };
        out.push_str(open);
        for run in fate.chunk_by(|a, b| a.style == b.style && a.restyled == b.restyled) {
            let Glyph { style, restyled, .. } = run[0];
            let tags = || STYLES.iter().filter(move |(bit, _)| style.0 & bit != 0).map(|(_, tag)| *tag);
            if restyled {
                out.push_str("<span class=\"restyled\">");
            }
            tags().for_each(|tag| out.push_str(&format!("<{tag}>")));
            push_escaped(out, &run.iter().map(|g| g.c).collect::<String>());
            let names: Vec<&str> = tags().map(|tag| tag.split(' ').next().unwrap_or(tag)).collect();
            names.iter().rev().for_each(|name| out.push_str(&format!("</{name}>")));
            if restyled {
                out.push_str("</span>");
            }
        }
        out.push_str(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segments(list: &[(Op, &str)]) -> Vec<Segment> {
        list.iter().map(|(op, text)| Segment { op: *op, text: (*text).to_owned() }).collect()
    }

    #[test]
    fn a_cut_inside_marks_keeps_the_marks() {
        let s = segments(&[
            (Op::Equal, "**买方应当在"),
            (Op::Delete, "三十日"),
            (Op::Insert, "十五日"),
            (Op::Equal, "内付款。**其他"),
        ]);
        assert_eq!(
            render(&s, View::Inline, None),
            "<p><strong>买方应当在</strong><del><span><strong>三十日</strong></span></del><ins><strong>十五日</strong></ins>\
             <strong>内付款。</strong>其他</p>\n"
        );
        assert_eq!(
            render(&s, View::Old, None),
            "<p><strong>买方应当在</strong><del><span><strong>三十日</strong></span></del><strong>内付款。</strong>其他</p>\n"
        );
    }

    #[test]
    fn marks_that_came_are_shown_as_restyled() {
        let s = segments(&[(Op::Insert, "**"), (Op::Equal, "a&amp;b"), (Op::Insert, "**"), (Op::Equal, r" \*c")]);
        assert_eq!(
            render(&s, View::Inline, None),
            "<p><span class=\"restyled\"><strong>a&amp;b</strong></span> *c</p>\n"
        );
    }

    #[test]
    fn links_are_passed_over_and_text_behind_them_is_found() {
        let s = segments(&[(Op::Equal, "[site](https://a.example/x) "), (Op::Delete, "ax"), (Op::Insert, "by")]);
        assert_eq!(
            render(&s, View::Inline, None),
            "<p><span class=\"link\">site</span> <del><span>ax</span></del><ins>by</ins></p>\n"
        );
    }

    #[test]
    fn rows_of_tables_quotations_and_headings() {
        let s = segments(&[
            (Op::Equal, "Fees\n| a | b |\n| --- | --- |\n| 1 | "),
            (Op::Delete, "2"),
            (Op::Insert, "3"),
            (Op::Equal, " |"),
            (Op::Insert, "\n| 4 | 5 |"),
            (Op::Equal, "\n> quoted"),
        ]);
        assert_eq!(
            render(&s, View::Inline, Some(3)),
            "<h3>Fees</h3>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n\
             <tr><td>1</td><td><del><span>2</span></del><ins>3</ins></td></tr>\n<tr><td><ins>4</ins></td><td><ins>5</ins></td></tr>\n\
             </tbody>\n</table></div>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost(a in "[a*_\\[\\]()<>u/`&;\\\\甲。|]{0,12}", b in "[a*_<u>`甲。]{0,8}", c in "[a*甲]{0,8}") {
            let s = segments(&[(Op::Equal, &a), (Op::Delete, &b), (Op::Insert, &c), (Op::Equal, &a)]);
            let new: String = trace(&format!("{a}{c}{a}")).iter().map(|t| t.c).collect();
            let old: String = trace(&format!("{a}{b}{a}")).iter().map(|t| t.c).collect();
            proptest::prop_assert_eq!(new, marks::text_of(&marks::parse(&format!("{a}{c}{a}"))));
            proptest::prop_assert_eq!(old, marks::text_of(&marks::parse(&format!("{a}{b}{a}"))));
            let glyphs = merge(&s);
            let shown: String = glyphs.iter().filter(|g| g.op != Op::Delete).map(|g| g.c).collect();
            proptest::prop_assert_eq!(shown, marks::text_of(&marks::parse(&format!("{a}{c}{a}"))));
        }
    }
}
