//! Diagnostics → messages with the place shown under the text, aligned for Chinese.   [owns annotate-snippets]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::width::{columns, fit};
use crate::model::diagnostic::{Diagnostic, Severity};

/// How many diagnostics of one code are shown before the rest is only counted.
const SHOWN: usize = 3;

/// How many columns of a line are shown.
const COLUMNS: usize = 96;

/// The diagnostics of a file in the order of its lines. `text` is what the file says, where it has lines of text.
/// Of many with one code the first are shown, unless `all`.
pub(super) fn render(file: &str, text: Option<&str>, diagnostics: &[Diagnostic], all: bool) -> String {
    let lines: Vec<&str> = text.map(|t| t.lines().collect()).unwrap_or_default();
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(COLUMNS + 30);
    let mut order: Vec<&Diagnostic> = diagnostics.iter().collect();
    order.sort_by_key(|d| d.line);
    let mut seen: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in order {
        let count = seen.entry((diagnostic.severity, diagnostic.code)).or_default();
        *count += 1;
        if all || *count <= SHOWN {
            let line = (diagnostic.line as usize).checked_sub(1).and_then(|i| lines.get(i));
            out.push_str(&one(&renderer, file, line.copied(), diagnostic));
            out.push('\n');
        }
    }
    for ((severity, code), count) in seen.into_iter().filter(|(_, count)| !all && *count > SHOWN) {
        out.push_str(&format!(
            "{}: {} more `{code}` in {file}; `--verbose` shows them\n",
            word(severity),
            count - SHOWN
        ));
    }
    out
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn one(renderer: &Renderer, file: &str, line: Option<&str>, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let shown = line.filter(|l| !l.trim().is_empty()).map(|l| window(l, &diagnostic.message));
    let mut group = match &shown {
        Some((text, span)) => title.element(
            Snippet::source(text.as_ref())
                .path(file)
                .line_start(diagnostic.line as usize)
                .annotation(AnnotationKind::Primary.span(span.clone())),
        ),
        None => Group::with_title(title).element(annotate_snippets::Origin::path(file).line(diagnostic.line as usize)),
    };
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint));
    }
    format!("{}\n", renderer.render(&[group]))
}

/// What a line shows, and in it what the message quotes in backticks; else its beginning. The renderer cuts what
/// stands far from the place, and still counts columns from the start of the line.
fn window<'a>(line: &'a str, message: &str) -> (Cow<'a, str>, Range<usize>) {
    let quotes = message.split('`').skip(1).step_by(2).filter(|q| !q.is_empty() && columns(q) < COLUMNS / 2);
    if let Some((at, quoted)) = quotes.filter_map(|q| Some((line.find(q)?, q))).next() {
        return (Cow::Borrowed(line), at..at + quoted.len());
    }
    let text = fit(line.trim_end(), COLUMNS);
    let start = text.len() - text.trim_start().len();
    let end = text.len();
    (text, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, diagnostics: &[Diagnostic], all: bool) -> String {
        anstream::adapter::strip_str(&render("lease.txt", Some(text), diagnostics, all)).to_string()
    }

    #[test]
    fn the_place_is_aligned_under_chinese() {
        let found = plain(
            "租赁协议\n\n乙方应当于十五日内付清租金。\n",
            &[Diagnostic::warning("number-gap", 3, "`十五日` follows nothing").hint("look at the original")],
            false,
        );
        let rows: Vec<&str> = found.lines().collect();
        assert_eq!(rows[0], "warning[number-gap]: `十五日` follows nothing");
        assert_eq!(rows[1], " --> lease.txt:3:6");
        let text = rows.iter().position(|r| r.contains("乙方")).expect("the line is shown");
        let at = columns(&rows[text][..rows[text].find("十五日").expect("quoted")]);
        assert_eq!(rows[text + 1].find('^'), Some(at));
        assert_eq!(rows[text + 1].matches('^').count(), 6);
        assert!(found.contains("help: look at the original"), "{found}");
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = "甲方".repeat(200) + "乙方" + &"丙方".repeat(200);
        let found = plain(&line, &[Diagnostic::note("x", 1, "guessed `乙方`")], false);
        assert!(found.contains("lease.txt:1:401"), "{found}");
        assert!(found.lines().all(|row| columns(row) <= COLUMNS + 40), "{found}");
        let found = plain(&line, &[Diagnostic::note("x", 1, "guessed")], false);
        assert!(found.lines().all(|row| columns(row) <= COLUMNS + 40), "{found}");
    }

    #[test]
    fn many_of_one_code_are_counted() {
        let many: Vec<_> = (1..=9).map(|n| Diagnostic::note("page-number", n, "dropped")).collect();
        let found = plain("", &many, false);
        assert_eq!(found.matches("note[page-number]").count(), 3);
        assert!(found.contains("6 more `page-number` in lease.txt"));
        assert_eq!(plain("", &many, true).matches("note[page-number]").count(), 9);
    }
}
