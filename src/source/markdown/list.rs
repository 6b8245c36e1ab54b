//! An open list → the numbers of its items, as they are printed.

use crate::model::diagnostic::Diagnostic;

/// An open list.
pub(super) struct List {
    /// The number that comes next; none: bullets.
    next: Option<u64>,
    first: u64,
}

impl List {
    pub(super) fn new(first: Option<u64>) -> Self {
        List { next: first, first: first.unwrap_or(0) }
    }

    /// The marker of the next item; `written` is its source. A list prints its first number and counts on; where the
    /// author wrote another number that is not the first again, he meant it.
    pub(super) fn marker(&mut self, written: &str, line: u32, notes: &mut Vec<Diagnostic>) -> Option<String> {
        let next = self.next?;
        let written = written.trim_start();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let number = written[..digits].parse().unwrap_or(next);
        let mark = written[digits..].chars().next().filter(|c| matches!(c, '.' | ')')).unwrap_or('.');
        let printed = if number == next || number == self.first { next } else { number };
        if printed != next {
            let message = format!("item `{number}{mark}` follows {}: kept as written", next.saturating_sub(1));
            let hint = "Markdown would print it as the next number";
            notes.push(Diagnostic::warning("list-number", line, message).hint(hint));
        }
        self.next = Some(printed.saturating_add(1));
        Some(format!("{printed}{mark}"))
    }
}
