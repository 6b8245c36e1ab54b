//! The bullets of lists, and what they stand before.

use super::line::Line;
use crate::source::printed::is_bullet;

/// The text behind a bullet; none where there is no bullet.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let spaced = rest.starts_with(char::is_whitespace);
    // a symbol font draws a square where `§` stands, but it numbers too
    let square = first == '§' && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let dash = (square || matches!(first, '-' | '–' | '—' | 'o' | '*' | '·' | '・')) && spaced;
    // `- The Tenant -`: a line between dashes
    let closed = rest.strip_suffix(['-', '–', '—']).is_some_and(|rest| rest.ends_with(char::is_whitespace));
    let dash = dash && !closed;
    let alone = matches!(first, '-' | '·') && rest.is_empty();
    (is_bullet(first) || dash || alone).then(|| rest.trim_start())
}

/// A line that begins with a bullet, without it.
pub(super) fn without_bullet(line: &Line) -> Line {
    let mut line = line.clone();
    let mut bullet = true;
    while let Some(run) = line.runs.first_mut() {
        let mut rest = run.text.trim_start();
        if bullet && let Some(mark) = rest.chars().next() {
            bullet = false;
            rest = rest[mark.len_utf8()..].trim_start();
        }
        run.text = rest.to_owned();
        if !run.text.is_empty() {
            break;
        }
        line.runs.remove(0);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bullet_goes_with_the_blanks_around_it() {
        let run = |text: &str| crate::source::pdf::page::Run { text: text.to_owned(), ..Default::default() };
        for runs in [&[" • ", "fees"][..], &["•", " ", " fees"], &["• fees"]] {
            let line = Line { runs: runs.iter().map(|r| run(r)).collect(), ..Line::default() };
            assert_eq!(without_bullet(&line).runs, [run("fees")]);
        }
    }

    #[test]
    fn bullets() {
        for (text, rest) in [
            ("• fees", "fees"),
            ("- fees", "fees"),
            ("\u{f0b7} fees", "fees"),
            ("●甲方", "甲方"),
            ("•", ""),
            ("§ fees", "fees"),
        ] {
            assert_eq!(bullet(text), Some(rest), "{text}");
        }
        for text in ["fees", "-5 %", "·中点", "—— 甲", "open", "§ 3 Fees", "- The Tenant -"] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
