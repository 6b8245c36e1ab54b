//! The words of a change → HTML, with the elements of their inline marks.

use super::escape::{escape, escape_into};
use crate::marks::has_special;
use crate::redline::{Class, Op, Segment, tokens};

/// The words of a change: `<del>`, `<ins>` and the inline marks; a line break is `<br>`.
///
/// Marks that were struck or inserted alone are seen by their effect on the words behind them; the target of a
/// link that changed is shown.
pub fn segments(segments: &[Segment]) -> String {
    let mut out = String::with_capacity(segments.iter().map(|s| s.text.len() + 16).sum());
    write_segments(&mut out, segments);
    out
}

pub(super) fn write_segments(out: &mut String, segments: &[Segment]) {
    let (mut old, mut new) = (Marks::default(), Marks::default());
    for s in segments {
        let (start, end) = match s.op {
            Op::Equal => ("", ""),
            Op::Delete => ("<del>", "</del>"),
            Op::Insert => ("<ins>", "</ins>"),
        };
        let before = out.len();
        out.push_str(start);
        let inside = out.len();
        write(out, s, &mut old, &mut new);
        if out.len() == inside {
            out.truncate(before);
        } else {
            out.push_str(end);
        }
    }
}

/// Writes the words of a segment, and turns the marks of the sides on which it stands: they end with the line.
fn write(out: &mut String, s: &Segment, old: &mut Marks, new: &mut Marks) {
    for (i, line) in s.text.split('\n').enumerate() {
        if i > 0 {
            (*old, *new) = (Marks::default(), Marks::default());
            out.push_str("<br>\n");
        }
        write_line(out, line, s.op, old, new);
    }
}

fn write_line(out: &mut String, line: &str, op: Op, old: &mut Marks, new: &mut Marks) {
    // the marks whose elements are open
    let mut open = Marks::default();
    let side = |old: &Marks, new: &Marks| if op == Op::Delete { *old } else { *new };
    if !has_special(line) {
        write_text(out, line, &mut open, side(old, new));
        return open.change(Marks::default(), out);
    }
    // where the words begin that no mark parts, and the token
    let (mut from, mut at) = (0, 0);
    for token in tokens(line) {
        at += token.text.len();
        if token.class != Class::Mark {
            continue;
        }
        write_text(out, &line[from..at - token.text.len()], &mut open, side(old, new));
        from = at;
        if is_text(token.text) {
            open.change(side(old, new), out);
            write_mark(out, token.text);
            continue;
        }
        if op != Op::Insert {
            old.turn(token.text);
        }
        if op != Op::Delete {
            new.turn(token.text);
        }
        if let (Some(target), true) = (target(token.text), op != Op::Equal) {
            open.change(Marks::default(), out);
            out.push_str(&format!(" <span class=\"target\">({})</span>", escape(target)));
        }
    }
    write_text(out, &line[from..], &mut open, side(old, new));
    open.change(Marks::default(), out);
}

/// Writes words without marks, under those that hold.
fn write_text(out: &mut String, text: &str, open: &mut Marks, marks: Marks) {
    if !text.is_empty() {
        open.change(marks, out);
        escape_into(out, text);
    }
}

/// Which marks hold.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Marks {
    strong: bool,
    emphasis: bool,
    underline: bool,
}

impl Marks {
    fn turn(&mut self, mark: &str) {
        match mark {
            "<u>" => self.underline = true,
            "</u>" => self.underline = false,
            _ if mark.starts_with('*') => {
                self.strong ^= mark.len() & 2 != 0;
                self.emphasis ^= mark.len() & 1 != 0;
            }
            _ => {}
        }
    }

    /// Ends the elements of these marks, and begins those of others, but for those that go on.
    fn change(&mut self, to: Marks, out: &mut String) {
        if *self == to {
            return;
        }
        let on = |m: Marks| [(m.strong, "strong"), (m.emphasis, "em"), (m.underline, "u")];
        let (before, behind) = (on(*self), on(to));
        let kept = before.iter().zip(&behind).take_while(|(a, b)| a == b).count();
        for (_, tag) in before[kept..].iter().rev().filter(|(on, _)| *on) {
            out.extend(["</", tag, ">"]);
        }
        for (_, tag) in behind[kept..].iter().filter(|(on, _)| *on) {
            out.extend(["<", tag, ">"]);
        }
        *self = to;
    }
}

/// Escapes, entities and code are marks that stand for text.
fn is_text(mark: &str) -> bool {
    mark.starts_with(['\\', '&', '`'])
}

fn target(mark: &str) -> Option<&str> {
    mark.strip_prefix("](").and_then(|t| t.strip_suffix(')'))
}

/// Writes what a mark stands for.
fn write_mark(out: &mut String, mark: &str) {
    match mark.as_bytes() {
        [b'&', ..] => escape_into(out, &crate::marks::plain(mark)),
        [b'`', _, ..] => {
            out.push_str("<code>");
            escape_into(out, mark.trim_matches('`'));
            out.push_str("</code>");
        }
        [b'\\', _, ..] => escape_into(out, &mark[1..]),
        _ => escape_into(out, mark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(op: Op, text: &str) -> Segment {
        Segment { op, text: text.to_owned() }
    }

    #[test]
    fn marks_never_cross_an_edit() {
        let html = segments(&[
            s(Op::Equal, "甲**乙"),
            s(Op::Delete, "丙**"),
            s(Op::Insert, "丁<u>戊</u>**"),
            s(Op::Equal, "<script> & \\*"),
        ]);
        assert_eq!(
            html,
            "甲<strong>乙</strong><del><strong>丙</strong></del><ins><strong>丁<u>戊</u></strong></ins>&lt;script&gt; &amp; *"
        );
    }
}
