//! Text → HTML text.

use crate::redline::form::say::code_point;
use crate::redline::hidden;

/// Text as text; characters that are not seen but can change what is read, by their code points.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

pub(super) fn escape_into(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for (i, b) in bytes.iter().enumerate().filter(|(_, b)| TOLD[usize::from(**b)]) {
        let escaped = match b {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => {
                if let Some(c) = text[i..].chars().next().filter(|c| hidden(*c)) {
                    out.push_str(&text[done..i]);
                    out.push_str(&format!("<span class=\"hidden\">{}</span>", code_point(c)));
                    done = i + c.len_utf8();
                }
                continue;
            }
        };
        out.push_str(&text[done..i]);
        out.push_str(escaped);
        done = i + 1;
    }
    out.push_str(&text[done..]);
}

/// For each byte whether it is escaped, or a character that [`hidden`] tells may begin with it.
static TOLD: [bool; 256] = {
    let mut told = [false; 256];
    let mut b = 0;
    while b < 256 {
        told[b] = matches!(b as u8, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..b' ' | 0x7f)
            || matches!(b, 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef | 0xf3);
        b += 1;
    }
    told
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_are_told() {
        for c in ('\0'..=char::MAX).filter(|c| hidden(*c)) {
            assert!(escape(&c.to_string()).contains("U+"), "{c:?}");
        }
        assert_eq!(escape("a<b> & “c”"), "a&lt;b&gt; &amp; “c”");
    }
}
