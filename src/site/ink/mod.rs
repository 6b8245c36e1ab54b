//! The segments of a change → the words as a reader sees them, each character with its fate and its marks.
//!
//! A redline's segments are pieces of the texts as they are written, so a cut can fall inside `**…**`. Here both sides
//! are read whole, and every visible character is traced back to its place in the source: marks stay marks, and
//! a character is struck or underlined exactly where its segment says so.

use super::html::push_escaped;
use crate::redline::{Op, Segment};

mod trace;

use trace::{Style, Traced, trace};

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
            if restyled {
                out.push_str("<span class=\"restyled\">");
            }
            style.tags().for_each(|tag| out.push_str(&format!("<{tag}>")));
            push_escaped(out, &run.iter().map(|g| g.c).collect::<String>());
            let names = style.tags().rev().map(|tag| tag.split(' ').next().unwrap_or(tag));
            names.for_each(|name| out.push_str(&format!("</{name}>")));
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
    use crate::marks;

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
