//! Blocks that are code to the parser → text, as their writer meant it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::reader::Reader;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::SourceError;
use crate::source::blocks::Blocks;

impl<'a> Reader<'a> {
    /// Code: what is indented was indented by a writer of running text; what is fenced is kept line by line.
    pub(super) fn code(
        &mut self,
        kind: &CodeBlockKind<'a>,
        code: &str,
        line: u32,
        more: u8,
    ) -> Result<(), SourceError> {
        if matches!(kind, CodeBlockKind::Indented) {
            let message = "indented by four blanks or more, which is code in Markdown; read as running text";
            self.blocks.out.diagnostics.push(Diagnostic::warning("indented-text", line, message));
            let flat: String;
            let code = if more > 0 {
                code
            } else {
                flat = code.lines().map(|l| format!("{}\n", l.trim())).collect();
                &flat
            };
            let found = Reader::new(code, 0, line, Blocks::default()).read(more.saturating_sub(1))?;
            self.blocks.adopt(found);
            return Ok(());
        }
        let mut message = "a block of code; its lines stand as paragraphs".to_owned();
        if let CodeBlockKind::Fenced(label) = kind
            && !label.is_empty()
        {
            message.push_str(&format!("; its label `{label}` was left out"));
        }
        self.blocks.out.diagnostics.push(Diagnostic::note("code-block", line, message));
        for (i, row) in code.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let mut text = String::new();
            marks::escape_into(&mut text, &crate::digest::fold(row));
            self.blocks.paragraph(line + 1 + i as u32, text);
        }
        Ok(())
    }
}

/// The text of a block of code or HTML, up to its end.
pub(super) fn rest_of_block<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(t) | Event::Html(t) => text.push_str(&t),
            Event::End(_) => break,
            _ => {}
        }
    }
    text
}
