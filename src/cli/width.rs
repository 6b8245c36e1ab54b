//! Text → columns of a terminal, where a Chinese character takes two.   [owns unicode-width]

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text in at most so many columns, the rest as `…`.
pub fn fit(text: &str, most: usize) -> Cow<'_, str> {
    // of a long text the beginning is too wide already, by more than a character of several parts can narrow it
    let begins = || &text[..text.floor_char_boundary(4 * (most + 8))];
    if text.len() <= most || columns(begins()) <= most + 4 && columns(text) <= most {
        return Cow::Borrowed(text);
    }
    let mut taken = 0;
    let end = text.char_indices().find_map(|(i, c)| {
        taken += c.width().unwrap_or(0);
        (taken + 1 > most).then_some(i)
    });
    Cow::Owned(format!("{}…", text[..end.unwrap_or(text.len())].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(columns("租期 1"), 6);
        assert_eq!(fit("租期为一年", 10), "租期为一年");
        assert_eq!(fit("租期为一年", 9), "租期为一…");
        assert_eq!(fit("one two three", 8), "one two…");
        assert_eq!(fit("租", 0), "…");
        assert_eq!(fit(&"租 ".repeat(400), 8), "租 租…");
        // marks that take up no room
        let marked = "e\u{301}\u{302}\u{303}".repeat(8);
        assert_eq!(fit(&marked, 8), marked);
    }
}
