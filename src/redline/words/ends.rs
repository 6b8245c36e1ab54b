//! Two texts → how much of them is equal at both ends, up to places between which each is read by itself.

/// So many bytes beside a difference are left to it: an edit may slide over them.
const BESIDE: usize = 24;

/// The lines that are not equal at both ends.
pub(in crate::redline) fn unequal_lines<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    // most have one line
    if !old.contains('\n') || !new.contains('\n') {
        return (old, new);
    }
    let (start, end) = ends(old.as_bytes(), new.as_bytes(), 0, false);
    (&old[start..old.len() - end], &new[start..new.len() - end])
}

/// How many bytes at the start of both texts and at their end need not be cut into tokens.
///
/// A line is cut by itself. Within one, no token reaches over the end of a sentence or of a clause of it but code, and
/// the target of a link that has blanks.
pub(super) fn equal_ends(old: &str, new: &str) -> (usize, usize) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    ends(a, b, BESIDE, !a.contains(&b'`') && !b.contains(&b'`'))
}

/// What is equal at both ends but for so many bytes `beside` the difference, up to the end of a line or, `within` one,
/// of a part of it.
fn ends(a: &[u8], b: &[u8], beside: usize, within: bool) -> (usize, usize) {
    let start = {
        let strides = a.chunks(32).zip(b.chunks(32)).take_while(|(a, b)| a == b).count();
        let from = (32 * strides).min(a.len()).min(b.len());
        from + a[from..].iter().zip(&b[from..]).take_while(|(a, b)| a == b).count()
    };
    let (x, y) = (&a[start..], &b[start..]);
    let end = {
        let strides = x.rchunks(32).zip(y.rchunks(32)).take_while(|(a, b)| a == b).count();
        let from = (32 * strides).min(x.len()).min(y.len());
        let rest = x[..x.len() - from].iter().rev().zip(y[..y.len() - from].iter().rev());
        from + rest.take_while(|(a, b)| a == b).count()
    };
    // what stands before the place, as a line break, is equal too
    let (least, most) = (a.len() - end + beside.max(1), start.saturating_sub(beside));
    (before(&a[..most], within), a.len() - behind(a, least, within))
}

/// The last place in what is equal at the start.
fn before(equal: &[u8], within: bool) -> usize {
    let line = equal.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
    if !within || equal[line..].contains(&b'[') {
        return line;
    }
    (line + 1..equal.len()).rev().find(|at| parts(equal, *at)).unwrap_or(line)
}

/// The first place in what is equal from a place on.
fn behind(text: &[u8], least: usize, within: bool) -> usize {
    let place = |at: &usize| text[*at - 1] == b'\n' || within && parts(text, *at);
    (least..text.len()).find(place).unwrap_or(text.len())
}

/// Whether a sentence or a clause of it ends before the place, and letters follow.
fn parts(text: &[u8], at: usize) -> bool {
    match &text[..at] {
        [.., b',' | b';', b' '] => text[at].is_ascii_alphabetic(),
        [.., 0xe3, 0x80, 0x82] | [.., 0xef, 0xbc, 0x8c | 0x9b] => matches!(text[at], 0xe4..=0xe9),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::token::tokens;

    #[test]
    fn no_token_is_cut() {
        let old = "The Seller shall deliver, within thirty (30) days of the order, what was ordered; the Buyer shall pay \
                   on 1 January 2024, unless the parties agree, see [Section 4, below](https://a.example/b)\n\
                   甲方应在2024年10月1日、2日交货；乙方应在三十日内付款。甲方应开具发票，金额为1，000元。乙方应保存。";
        let at = |end: &str| old.find(end).unwrap_or(0);
        for place in ["30)", "January", "Section", "2日", "1，000"].map(at) {
            let new = format!("{}x{}", &old[..place], &old[place..]);
            let (start, end) = equal_ends(old, &new);
            assert!(start <= place && end <= old.len() - place);
            let whole: Vec<_> = tokens(old).into_iter().map(|t| t.text.as_ptr()).collect();
            let cut = |at: usize| at == old.len() || whole.contains(&old[at..].as_ptr());
            assert!(cut(start) && cut(old.len() - end), "{start} {end}");
        }
        assert_eq!(equal_ends("a\nb", "a\nc"), (0, 0));
        assert_eq!(unequal_lines("a\nx\nb\nc", "a\nx\nd\nc"), ("b\n", "d\n"));
        assert_eq!(unequal_lines("now\nhere", "nowhere"), ("now\nhere", "nowhere"));
        let long = "x".repeat(BESIDE);
        assert_eq!(equal_ends(&format!("a\n{long}b\n{long}\nc\n"), &format!("a\n{long}d\n{long}\nc\n")), (2, 2));
    }
}
