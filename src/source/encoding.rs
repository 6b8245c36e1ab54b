//! Bytes → characters.
//!
//! UTF-8 unless a byte order mark or the caller says otherwise, or a page that is no UTF-8 does. No replacement character is ever put in: a sequence
//! that the encoding does not have is an error with its offset. Line ends become LF; control characters that no text
//! has are dropped with a warning.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::SourceError;
use crate::marks;
use crate::model::diagnostic::Diagnostic;

/// The characters of a file.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The characters; lines end with LF.
    pub text: Cow<'a, str>,
    /// What was dropped, and what already came damaged.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads bytes in the encoding named, or in what their byte order mark says, or in UTF-8.
///
/// # Errors
///
/// An unknown name, a malformed sequence, and bytes that no text has.
pub fn decode<'a>(bytes: &'a [u8], name: Option<&str>) -> Result<Decoded<'a>, SourceError> {
    let (encoding, bom) = match (Encoding::for_bom(bytes), name) {
        (Some((encoding, bom)), _) => (encoding, bom),
        (None, Some(name)) => (named(name)?, 0),
        (None, None) => (UTF_8, 0),
    };
    let body = &bytes[bom..];
    if !is_wide(encoding)
        && let Some(offset) = memchr::memchr(0, body)
    {
        return Err(match unmarked(body).filter(|_| name.is_none()) {
            Some(encoding) => SourceError::Unmarked(encoding.name()),
            None => SourceError::Binary { byte: 0, offset: bom + offset },
        });
    }
    let mut diagnostics = Vec::new();
    let text = if encoding != UTF_8 {
        Cow::Owned(other(body, bom, encoding)?)
    } else {
        match utf8(body, bom) {
            Ok(text) => text,
            Err(error) => {
                let declared = declared(body).filter(|_| name.is_none() && bom == 0).ok_or(error)?;
                let message = format!("read as {}, which the page says that it is", declared.name());
                diagnostics.push(Diagnostic::note("encoding-declared", 1, message));
                Cow::Owned(other(body, bom, declared)?)
            }
        }
    };
    let mut decoded = Decoded { text, diagnostics };
    decoded.tidy();
    Ok(decoded)
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// UTF-16 without a byte order mark: of each pair the same byte is zero wherever one is, and all of it is well-formed.
fn unmarked(body: &[u8]) -> Option<&'static Encoding> {
    let head = &body[..body.len().min(4096) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let text = other(body, 0, encoding).ok()?;
    let odd = text.chars().filter(|c| is_control(*c)).count();
    (odd * 100 <= text.len()).then_some(encoding)
}

/// The encoding that a page or an XML file says that it has.
fn declared(body: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&body[..body.len().min(1024)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let said = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label: String = said
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_alphanumeric() || "-_".contains(*c))
        .collect();
    known(&label).ok().filter(|encoding| *encoding != UTF_8 && !is_wide(encoding))
}

/// Whether the name is one that `--encoding` takes.
pub fn is_known(name: &str) -> bool {
    named(name).is_ok()
}

fn named(name: &str) -> Result<&'static Encoding, SourceError> {
    // the names that people write and the WHATWG does not list
    let label = match name.to_ascii_lowercase().as_str() {
        "gb-18030" => "gb18030",
        "cp936" => "gbk",
        "cp932" | "sjis-win" => "shift_jis",
        "cp949" | "uhc" => "euc-kr",
        "cp950" => "big5",
        "latin1" | "latin-1" => "windows-1252",
        other => return known(other),
    };
    known(label)
}

fn known(label: &str) -> Result<&'static Encoding, SourceError> {
    let unknown = || SourceError::UnknownEncoding(label.to_owned());
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(unknown)
}

fn utf8(body: &[u8], bom: usize) -> Result<Cow<'_, str>, SourceError> {
    let text = UTF_8.decode_without_bom_handling_and_without_replacement(body);
    text.ok_or_else(|| malformed(body, bom, Encoding::utf8_valid_up_to(body), UTF_8))
}

fn other(body: &[u8], bom: usize, encoding: &'static Encoding) -> Result<String, SourceError> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(body.len()).unwrap_or(0));
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    match result {
        DecoderResult::Malformed(length, more) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(more));
            match malformed(body, bom, at, encoding) {
                // a byte of a wide character may look like a line end
                SourceError::Malformed { encoding, offset, .. } => {
                    let line = 1 + text.bytes().filter(|b| *b == b'\n').count() as u32;
                    Err(SourceError::Malformed { encoding, offset, line })
                }
                error => Err(error),
            }
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(text),
    }
}

/// A malformed sequence, or a file that is no text at all: one byte in twenty is a control character.
fn malformed(body: &[u8], bom: usize, at: usize, encoding: &'static Encoding) -> SourceError {
    let head = &body[..body.len().min(4096)];
    let odd = head.iter().filter(|b| is_control(char::from(**b))).count();
    if !is_wide(encoding) && odd * 20 > head.len() {
        let offset = head.iter().position(|b| is_control(char::from(*b))).unwrap_or(0);
        return SourceError::Binary { byte: head[offset], offset: bom + offset };
    }
    let line = 1 + body[..at].iter().filter(|b| **b == b'\n').count() as u32;
    SourceError::Malformed { encoding: encoding.name(), offset: bom + at, line }
}

/// A control character that no text has: not a tab, a line end or a page break.
fn is_control(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{c}') || c == '\u{7f}'
}

impl Decoded<'_> {
    /// One kind of line end, no control characters; a replacement character that is already there is named.
    fn tidy(&mut self) {
        // most texts have neither
        let is_odd = |b| (b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\x0c') | (b == b'\x7f');
        let odd = marks::holds(&self.text, is_odd);
        if odd && self.text.contains('\r') {
            self.text = Cow::Owned(self.text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        if odd && self.text.contains(is_control) {
            let (count, line) = self.find(is_control);
            let message = format!("dropped {count} control characters, the first on this line");
            self.diagnostics.push(Diagnostic::warning("control-character", line, message));
            self.text = Cow::Owned(self.text.replace(is_control, ""));
        }
        if memchr::memmem::find(self.text.as_bytes(), "\u{fffd}".as_bytes()).is_some() {
            let (count, line) = self.find(|c| c == '\u{fffd}');
            let message = format!("{count} characters were lost before this file was written (U+FFFD)");
            let hint = "compare these places with the original";
            self.diagnostics.push(Diagnostic::warning("replacement-character", line, message).hint(hint));
        }
    }

    fn find(&self, is: impl Fn(char) -> bool) -> (usize, u32) {
        let first = self.text.find(&is).unwrap_or(0);
        let line = 1 + self.text[..first].bytes().filter(|b| *b == b'\n').count() as u32;
        (self.text.chars().filter(|c| is(*c)).count(), line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], name: Option<&str>) -> String {
        decode(bytes, name).expect("well-formed").text.into_owned()
    }

    #[test]
    fn encodings() {
        assert_eq!(read("\u{feff}租期\r\n一年\r".as_bytes(), None), "租期\n一年\n");
        assert_eq!(read(b"\xff\xfe\x9f\x53\n\0", None), "原\n");
        assert_eq!(read(b"\xfe\xff\x53\x9f", None), "原");
        assert_eq!(read(b"\xd7\xe2\xc6\xda", Some("GB18030")), "租期");
        assert_eq!(read(b"\xaf\xb2\xb4\xc1", Some("big5")), "租期");
        assert_eq!(read(b"\x8c\x5f\x96\xf1", Some("Shift_JIS")), "契約");
        assert_eq!(read(b"\xb0\xe8\xbe\xe0", Some("EUC-KR")), "계약");
        assert_eq!(read(b"caf\xe9 \x93x\x94", Some("windows-1252")), "café “x”");
    }

    #[test]
    fn what_is_malformed_is_an_error_with_its_offset() {
        let error = |bytes: &[u8], name| decode(bytes, name).expect_err("malformed");
        assert_eq!(
            error(b"one\ntwo \xff three", None),
            SourceError::Malformed { encoding: "UTF-8", offset: 8, line: 2 }
        );
        assert_eq!(
            error(b"\xd7\xe2\n\xc6\x20", Some("gb18030")),
            SourceError::Malformed { encoding: "gb18030", offset: 3, line: 2 }
        );
        assert_eq!(
            error(b"\xff\xfea\0\0\xd8b\0", None),
            SourceError::Malformed { encoding: "UTF-16LE", offset: 4, line: 1 }
        );
        // of wide characters, the low byte of 上 is no line end
        assert_eq!(
            error(b"\xff\xfe\x0a\x4e\n\0\0\xd8b\0", None),
            SourceError::Malformed { encoding: "UTF-16LE", offset: 6, line: 2 }
        );
        assert_eq!(error(b"\xdf\x79\n\0", None), SourceError::Unmarked("UTF-16LE"));
        assert_eq!(error(b"\0\n\x79\xdf", None), SourceError::Unmarked("UTF-16BE"));
        assert_eq!(error(b"a\0b", None), SourceError::Binary { byte: 0, offset: 1 });
        assert_eq!(error(b"a", Some("klingon")), SourceError::UnknownEncoding("klingon".to_owned()));
    }

    #[test]
    fn a_page_may_say_what_it_is() {
        let page = b"<html><meta http-equiv=content-type content='text/html; charset=gb2312'><p>\xd7\xe2\xc6\xda";
        let decoded = decode(page, None).expect("declared");
        assert!(decoded.text.ends_with("租期"));
        assert_eq!(decoded.diagnostics[0].code, "encoding-declared");
        // what is UTF-8 is UTF-8, and a text about pages declares nothing
        assert!(read("<meta charset=gbk>租期".as_bytes(), None).ends_with("租期"));
        assert!(decode(b"charset=gbk \xd7\xe2", None).is_err());
        assert!(decode(page, Some("utf-8")).is_err());
    }

    #[test]
    fn control_characters_are_named() {
        let decoded = decode("第一条\n租\u{7}期\u{fffd}".as_bytes(), None).expect("well-formed");
        assert_eq!(decoded.text, "第一条\n租期\u{fffd}");
        let codes: Vec<_> = decoded.diagnostics.iter().map(|d| (d.code, d.line)).collect();
        assert_eq!(codes, [("control-character", 2), ("replacement-character", 2)]);
    }
}
