//! Lines as extraction cut them → lines as they were printed.

use super::Line;
use super::measure::Extent;
use crate::model::numeral;
use crate::structure::{bullets, caption};

/// Lines on which there is nothing to be seen are the end of the line before, as are those that begin with what ends a
/// piece: extraction breaks a line where such marks are set closer. So is the second character of a caption whose two
/// are set far apart.
pub(super) fn visible(lines: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut joined = Vec::new();
    for line in lines {
        let at = out.len().saturating_sub(1);
        match out.last_mut() {
            Some(last) if line.text.chars().all(caption::is_invisible) => {
                last.text.push_str(&line.text);
                last.extent.solid &= line.text.is_empty();
            }
            Some(last)
                if line.text.starts_with(ends_piece) && !quotes(&line.text) || is_apart(&last.text, &line.text) =>
            {
                last.text.push_str(&line.text);
                last.width += line.extent.width;
                joined.push(at);
            }
            _ => out.push(line),
        }
    }
    joined.dedup();
    for at in joined {
        out[at].extent = Extent::of(&out[at].text);
    }
    out
}

/// Whether a character can begin no line, since it ends what stands before it.
fn ends_piece(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？' | '）' | '》' | '」' | '』' | '】' | '”')
}

/// `”Gästen” är den som …`: there are languages that open a quotation as they close it.
fn quotes(text: &str) -> bool {
    let quoted = text.strip_prefix('”').and_then(|text| text.find(['“', '”']).map(|at| &text[at..]));
    quoted.is_some_and(|rest| rest.starts_with('”'))
}

/// `第一章 总` and `则`.
fn is_apart(first: &str, second: &str) -> bool {
    let one = |text: &str| {
        let mut chars = text.chars();
        let letter = chars.next().is_some_and(|c| caption::is_wide(c) && c.is_alphabetic());
        letter && chars.next().is_none()
    };
    one(second) && numeral::han(second).is_none() && caption::numbered(first).is_some_and(|n| one(&n.rest))
}

/// A line that was stretched to the margin comes out of extraction word by word, each on a line of its own: three or
/// more, most of them in small letters, are one line, as wide as the widest.
pub(super) fn torn(lines: Vec<Line>) -> Vec<Line> {
    let is_word = |l: &Line| {
        l.text.len() <= 64
            && !l.extent.wide
            && !l.text.contains(char::is_whitespace)
            && l.text
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | ';' | ':' | '-' | '’' | '\'' | '(' | ')'))
            && caption::numbered(&l.text).is_none()
    };
    let small = |l: &&Line| l.text.starts_with(char::is_lowercase);
    if lines.windows(3).all(|three| !three.iter().all(is_word)) {
        return lines;
    }
    let widest = lines.iter().map(|l| l.width).max().unwrap_or(0);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    // a run does not begin with the last word of a sentence: that is the end of the line before
    let mut first = true;
    let runs = lines.chunk_by(|a, b| {
        let ends = first && caption::ends_sentence(&a.text);
        let on = a.page == b.page && is_word(a) && is_word(b) && !ends;
        first = !on;
        on
    });
    for run in runs {
        if run.len() < 3 || run.iter().filter(small).count() * 2 < run.len() {
            out.extend_from_slice(run);
            continue;
        }
        let text = run.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join(" ");
        out.push(Line { extent: Extent::of(&text), width: widest, text, ..run[0].clone() });
    }
    out
}

/// A number or bullet on a line of its own, as extraction leaves it where a tab stood behind it, and the line that it
/// begins are one; it is as wide as the latter, since the lines that follow are set as far in.
pub(super) fn labelled(lines: Vec<Line>) -> Vec<Line> {
    let point = |text: &str| text.chars().count() == 1 && bullets::bullet(&format!("{text} -")).is_some();
    let alone =
        |text: &str| text.len() <= 24 && (caption::numbered(text).is_some_and(|n| n.rest.is_empty()) || point(text));
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match out.last_mut() {
            Some(last)
                if last.page == line.page
                    && alone(&last.text)
                    && caption::numbered(&line.text).is_none()
                    && bullets::bullet(&line.text).is_none() =>
            {
                last.begin(&line);
            }
            _ => out.push(line),
        }
    }
    out
}

/// A plain number on a line of its own, and the caption that it begins, are one, where most such numbers have those of
/// what follows count below them: `2`, `Fees`, `2.1 The guest pays.` They are no numbers of pages.
pub(super) fn numbered_above(lines: Vec<Line>) -> Vec<Line> {
    const NEAR: usize = 4;
    let number = |line: &Line| if line.text.len() <= 3 { line.text.parse::<u32>().ok() } else { None };
    let is_above = |at: usize, number: u32| {
        let next = lines[at + 1..].iter().take(NEAR).find_map(|line| caption::label_of(&line.text));
        next.is_some_and(|l| l.values.len() > 1 && l.values[0] == number && l.last() == 1)
    };
    let numbers: Vec<(usize, u32)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, number(line)?))).collect();
    let above: Vec<usize> = numbers.iter().filter(|(at, number)| is_above(*at, *number)).map(|(at, _)| *at).collect();
    if above.len() * 2 <= numbers.len() {
        return lines;
    }
    let mut above = above.into_iter().peekable();
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        match out.last_mut() {
            Some(last) if above.next_if(|above| above + 1 == at).is_some() => last.begin(&line),
            _ => out.push(line),
        }
    }
    out
}
