//! A scalar of one line ⇄ how it stands in a file: as it is, or in single quotes.
//!
//! Invariant: `None`, or the library, wherever YAML could mean something else.

/// The value of a key; a number is one as text.
pub(super) fn value(written: &str) -> Option<String> {
    unquoted(written).or_else(|| (is_plain(written) && !is_null(written)).then(|| written.to_owned()))
}

/// A paragraph; a number, a truth value or nothing is none.
pub(super) fn paragraph(written: &str) -> Option<String> {
    unquoted(written).or_else(|| (is_plain(written) && is_words(written)).then(|| written.to_owned()))
}

/// Writes a scalar of one line, and its end.
pub(super) fn push(out: &mut String, value: &str) {
    if is_plain(value) && is_words(value) {
        out.push_str(value);
        out.push('\n');
    } else if is_figure(value) {
        out.extend(["'", value, "'\n"]);
    } else {
        out.push_str(&crate::yaml::write(&value));
    }
}

/// A scalar in single quotes.
fn unquoted(value: &str) -> Option<String> {
    let inside = value.strip_prefix('\'')?.strip_suffix('\'')?;
    // a quote that is not doubled would end the scalar
    let whole = is_printable(inside) && !inside.replace("''", "").contains('\'');
    whole.then(|| inside.replace("''", "'"))
}

/// Whether a scalar stands without quotes: it begins with no sign that means something, and holds no `: ` and no ` #`.
fn is_plain(value: &str) -> bool {
    let bytes = value.as_bytes();
    let begins = bytes.first().is_some_and(|b| b.is_ascii_alphanumeric() || b"($/".contains(b) || !b.is_ascii());
    let ends = !matches!(bytes.last(), Some(b' ' | b':'));
    let parts = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'#']);
    begins
        && ends
        && is_printable(value)
        && !(memchr::memchr2(b':', b'#', bytes).is_some() && bytes.windows(2).any(parts))
}

/// Whether a plain scalar is text and no number (those hold a digit, and letters and `.+-_~` besides), truth value or nothing.
fn is_words(value: &str) -> bool {
    let other = |b: u8| !b.is_ascii_alphanumeric() && !b".+-_~".contains(&b);
    let dots = || value.bytes().filter(|b| *b == b'.').count();
    let named = || ["null", "true", "false", "~"].iter().any(|name| value.eq_ignore_ascii_case(name));
    value.bytes().any(other) || dots() > 1 || (!value.bytes().any(|b| b.is_ascii_digit()) && !named())
}

/// Whether a plain scalar may stand for nothing.
fn is_null(value: &str) -> bool {
    value == "~" || value.eq_ignore_ascii_case("null")
}

/// Whether a scalar is a number that is written in quotes, since it is text: `1`, `1.`, `1.1`.
fn is_figure(value: &str) -> bool {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    !whole.is_empty() && value.len() < 16 && digits(whole) && digits(part)
}

/// Whether a scalar holds only what stands in a file as it is, on one line.
pub(super) fn is_printable(value: &str) -> bool {
    // bytes that begin nothing rare, in strides: most hold nothing to look at
    let odd = |b: u8| b < b' ' || matches!(b, 0x7f | 0xc2 | 0xe2 | 0xef..);
    let rare =
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'..);
    let held = value.as_bytes().chunks(64).any(|stride| stride.iter().fold(false, |found, b| found | odd(*b)));
    !held || !value.contains(rare)
}
