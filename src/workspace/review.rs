//! What reading a source moved, joined, dropped or guessed → a checklist beside the draft, which an editor ticks off.
//!
//! Guesses are points of their own; what is certain is one point for each kind, with its places. Written anew, a
//! point keeps its tick, and the lines that an editor wrote under it, as long as the reader still says the same.
//! Invariant: the same diagnostics and the same file before give the same bytes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::files::{self, FileError};
use super::{Workspace, WorkspaceError};
use crate::model::diagnostic::{Diagnostic, Severity};
use crate::model::name::{Slug, VersionName};

/// How much of a line of the source is shown.
const SHOWN: usize = 60;

/// The largest checklist that is read back.
const MAX_BYTES: u64 = 16 << 20;

/// A checklist, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Where it stands.
    pub path: PathBuf,
    /// How many points it has.
    pub points: usize,
    /// How many of them are not ticked off.
    pub open: usize,
}

/// The checklist of a draft: `2023-12.review.md` beside `2023-12.yaml`.
pub fn path(draft: &Path) -> PathBuf {
    draft.with_extension("review.md")
}

/// Writes the checklist of a draft; `source` is what the source's file says, where it has lines of text.
///
/// # Errors
///
/// A checklist that is there and cannot be read, or one that cannot be written.
pub fn write(draft: &Path, source: Option<&str>, diagnostics: &[Diagnostic]) -> Result<Review, FileError> {
    let path = path(draft);
    let before = if path.is_file() { files::read_utf8(&path, MAX_BYTES)? } else { String::new() };
    let name = draft.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let text = checklist(&name, source, diagnostics, &before);
    files::write(&path, text.as_bytes())?;
    Ok(counted(path, &text))
}

/// The checklists of a version's texts, those that there are.
///
/// # Errors
///
/// A workspace or a checklist that cannot be read.
pub fn of_version(ws: &Workspace, slug: &Slug, version: &VersionName) -> Result<Vec<Review>, WorkspaceError> {
    let mut found = Vec::new();
    for file in ws.text_files(slug)?.iter().filter(|file| file.version == *version) {
        let path = path(&ws.text_path(slug, file));
        if path.is_file() {
            let text = files::read_utf8(&path, MAX_BYTES)?;
            found.push(counted(path, &text));
        }
    }
    Ok(found)
}

fn counted(path: PathBuf, text: &str) -> Review {
    let points = read(text);
    Review { path, open: points.iter().filter(|point| !point.ticked).count(), points: points.len() }
}

/// A point of a checklist.
#[derive(Debug, Default)]
struct Point {
    ticked: bool,
    /// What stands behind the box.
    head: String,
    /// The lines under it, without their indent.
    below: Vec<String>,
}

impl Point {
    /// Whether the point, as it was written before, says the same, wherever the source says it now.
    fn says(&self, before: &Point) -> bool {
        let has = |line: &String| before.below.iter().any(|b| without_line(b) == without_line(line));
        without_line(&self.head) == without_line(&before.head) && self.below.iter().all(has)
    }
}

/// The lines that are the reader's begin with one of these; all others under a point are an editor's.
const OURS: [&str; 3] = ["- line ", "- source: ", "- next: "];

/// The text without the number of its line at the start.
fn without_line(text: &str) -> &str {
    let rest = text.trim_start_matches("- ").strip_prefix("line ");
    rest.map_or(text, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The checklist, with the ticks of the one before.
fn checklist(draft: &str, source: Option<&str>, diagnostics: &[Diagnostic], before: &str) -> String {
    let lines: Vec<&str> = source.map(|text| text.lines().collect()).unwrap_or_default();
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|d| d.line);
    let mut guesses: Vec<Point> =
        sorted.iter().filter(|d| d.severity > Severity::Note).map(|d| guess(d, &lines)).collect();
    let mut certain = certain(&sorted);
    let mut old = read(before);
    for point in guesses.iter_mut().chain(&mut certain) {
        let same_place = old.iter().position(|o| o.head == point.head && point.says(o));
        if let Some(at) = same_place.or_else(|| old.iter().position(|o| point.says(o))) {
            let old = old.remove(at);
            point.ticked = old.ticked;
            point.below.extend(old.below.into_iter().filter(|line| !OURS.iter().any(|ours| line.starts_with(ours))));
        }
    }
    let mut out = format!("# Review of {draft}\n\n");
    if guesses.is_empty() && certain.is_empty() {
        out.push_str("Nothing was moved, joined, dropped or guessed.\n");
        return out;
    }
    out.push_str(
        "Tick a point off, `[x]`, when it agrees with the source. When the source is imported again, ticks stay,\n",
    );
    out.push_str("and so do lines that you write under a point.\n");
    for (title, points) in [("Guessed", guesses), ("Certain", certain)] {
        if !points.is_empty() {
            let _ = write!(out, "\n## {title}\n\n");
        }
        for point in points {
            let _ = writeln!(out, "- [{}] {}", if point.ticked { 'x' } else { ' ' }, point.head);
            for line in &point.below {
                let _ = writeln!(out, "  {line}");
            }
        }
    }
    out
}

/// A guess: where, what, and the next step.
fn guess(diagnostic: &Diagnostic, lines: &[&str]) -> Point {
    let head = format!("line {}: {} ({})", diagnostic.line, one_line(&diagnostic.message), diagnostic.code);
    let mut below = Vec::new();
    let line = (diagnostic.line as usize).checked_sub(1).and_then(|i| lines.get(i)).map(|line| line.trim());
    if let Some(line) = line.filter(|line| !line.is_empty()) {
        let shown: String = line.chars().take(SHOWN).collect();
        below.push(format!("- source: {shown}{}", if shown.len() < line.len() { "…" } else { "" }));
    }
    below.push(format!("- next: {}", diagnostic.hint.as_deref().unwrap_or_else(|| next_step(diagnostic.code))));
    Point { ticked: false, head, below }
}

/// What was done for certain: one point for each code, in the order of the codes.
fn certain(sorted: &[&Diagnostic]) -> Vec<Point> {
    let mut notes: Vec<&Diagnostic> = sorted.iter().copied().filter(|d| d.severity == Severity::Note).collect();
    notes.sort_by_key(|d| d.code);
    let point = |group: &[&Diagnostic]| {
        let times = if group.len() == 1 { "once".to_owned() } else { format!("{} times", group.len()) };
        let below = group.iter().map(|d| format!("- line {}: {}", d.line, one_line(&d.message)));
        let code = group[0].code;
        Point { ticked: false, head: format!("{code}, {times}: {}", next_step(code)), below: below.collect() }
    };
    notes.chunk_by(|a, b| a.code == b.code).map(point).collect()
}

/// What an editor does about a diagnostic that has no hint of its own.
fn next_step(code: &str) -> &'static str {
    let is = |words: &[&str]| code.split('-').any(|word| words.contains(&word));
    match () {
        () if is(&["dropped", "furniture", "hidden", "empty", "front", "lost"]) => {
            "see that the agreement needs nothing of it"
        }
        () if is(&["folded"]) => "see in a browser that the page unfolds it",
        () if is(&["moved"]) => "see that it heads the words that it speaks of",
        () if is(&["join", "joined"]) => "see that these lines are one paragraph",
        () if is(&["title"]) => "see that the title is the agreement's",
        () if is(&["number"]) => "compare the number with the source",
        () => "compare with the source",
    }
}

fn one_line(text: &str) -> String {
    crate::digest::fold(text)
}

/// The points of a checklist.
fn read(text: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("- [ ] ") {
            points.push(Point { head: head.trim_end().to_owned(), ..Point::default() });
        } else if let Some(head) = line.strip_prefix("- [x] ").or_else(|| line.strip_prefix("- [X] ")) {
            points.push(Point { ticked: true, head: head.trim_end().to_owned(), ..Point::default() });
        } else if let (Some(point), true) = (points.last_mut(), line.starts_with([' ', '\t'])) {
            let line = line.strip_prefix("  ").unwrap_or(line).trim_end();
            if !line.is_empty() {
                point.below.push(line.to_owned());
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: u32) -> [Diagnostic; 3] {
        [
            Diagnostic::note("page-number-dropped", 9, "`- 1 -` was dropped"),
            Diagnostic::warning("title-guessed", line, "`租约` was taken for the title"),
            Diagnostic::note("page-number-dropped", 4, "`- 2 -` was dropped"),
        ]
    }

    #[test]
    fn guesses_one_by_one_and_what_is_certain_by_its_kind() {
        let text = checklist("1.yaml", Some("a\n  租约 \n"), &found(2), "");
        let (_, points) = text.split_once("point.\n").expect("an introduction");
        assert_eq!(
            points,
            "\n## Guessed\n\n\
             - [ ] line 2: `租约` was taken for the title (title-guessed)\n  - source: 租约\n  \
             - next: see that the title is the agreement's\n\
             \n## Certain\n\n\
             - [ ] page-number-dropped, 2 times: see that the agreement needs nothing of it\n  \
             - line 4: `- 2 -` was dropped\n  - line 9: `- 1 -` was dropped\n"
        );
        assert!(checklist("1.yaml", None, &[], "").ends_with("Nothing was moved, joined, dropped or guessed.\n"));
    }

    #[test]
    fn ticks_and_an_editors_lines_stay_while_the_reader_says_the_same() {
        let source = "a\n租约\n";
        let first = checklist("1.yaml", Some(source), &found(2), "");
        let ticked = first
            .replace("- [ ] line 2", "- [x] line 2")
            .replace("  - next: see that the t", "  asked Li\n  - next: see that the t");
        let again = checklist("1.yaml", Some(source), &found(2), &ticked);
        assert!(again.contains("- [x] line 2") && again.contains("  asked Li\n"), "{again}");
        assert_eq!(checklist("1.yaml", Some(source), &found(2), &again), again);
        // elsewhere in the source it is the same point; with other words it is another
        let moved = checklist("1.yaml", Some("\na\n租约\n"), &found(3), &again);
        assert!(moved.contains("- [x] line 3") && moved.contains("  asked Li\n"), "{moved}");
        let other = checklist("1.yaml", Some("a\n租约二\n"), &found(2), &again);
        assert!(other.contains("- [ ] line 2") && !other.contains("asked Li"), "{other}");
        let counted = counted(PathBuf::new(), &again);
        assert_eq!((counted.points, counted.open), (2, 1));
    }
}
