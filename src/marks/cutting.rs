//! Spans → their beginning or their end, by what is shown.

use super::{Span, text_of};

/// Removes so many bytes of visible text from the beginning.
pub(crate) fn drop_front(spans: &mut Vec<Span>, mut bytes: usize) {
    while bytes > 0 && !spans.is_empty() {
        let here = text_of(&spans[..1]).len();
        if here <= bytes {
            spans.remove(0);
            bytes -= here;
            continue;
        }
        match &mut spans[0] {
            Span::Text(t) | Span::Code(t) => {
                t.drain(..bytes.min(t.len()));
            }
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => drop_front(inner, bytes),
            Span::Link { anchor, .. } => drop_front(anchor, bytes),
        }
        bytes = 0;
    }
}

/// Keeps so many bytes of visible text at the beginning.
pub(crate) fn keep_front(spans: &mut Vec<Span>, mut bytes: usize) {
    let mut kept = 0;
    for span in spans.iter_mut() {
        let here = text_of(std::slice::from_ref(span)).len();
        if bytes == 0 {
            break;
        }
        kept += 1;
        if here > bytes {
            match span {
                Span::Text(t) | Span::Code(t) => t.truncate(bytes),
                Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => keep_front(inner, bytes),
                Span::Link { anchor, .. } => keep_front(anchor, bytes),
            }
        }
        bytes = bytes.saturating_sub(here);
    }
    spans.truncate(kept);
}
