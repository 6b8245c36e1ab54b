//! Text → its lines.

/// The lines of a text whose line ends are LF, without them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    let mut from = 0;
    let line = move |end| &text[std::mem::replace(&mut from, end + 1)..end];
    memchr::memchr_iter(b'\n', text.as_bytes()).chain(last).map(line)
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_are_those_of_the_standard_library() {
        for text in ["", "a", "a\n", "\n", "\n\na", "a\n\nb", "甲\n\n"] {
            assert!(super::lines(text).eq(text.lines()), "{text:?}");
        }
    }
}
