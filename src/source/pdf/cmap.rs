//! A CMap (`ToUnicode`, or the encoding of a composite font) → which code stands for which characters.
//!
//! A CMap is a program in PostScript; what is read of it is its tables. Invariant: what is damaged maps nothing, and
//! a range names at most as many codes as two bytes have.

use std::collections::HashMap;

/// The tables of a CMap.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// How many bytes a code has, by its first byte.
    lengths: Vec<(usize, u32, u32)>,
    text: HashMap<u32, String>,
    cids: Vec<(u32, u32, u32)>,
}

/// A piece of the program.
#[derive(Debug, PartialEq)]
enum Token<'a> {
    Hex(Vec<u8>),
    Number(u32),
    Open,
    Close,
    Word(&'a [u8]),
}

/// How many characters a single code can stand for, in bytes of UTF-16.
const LONGEST: usize = 512;

impl CMap {
    /// Reads the tables.
    pub(super) fn read(program: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut rest = program;
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some((token, behind)) = token(rest) {
            rest = behind;
            let Token::Word(word) = token else {
                operands.push(token);
                continue;
            };
            match word {
                b"endcodespacerange" => map.code_space(&operands),
                b"endbfchar" => map.characters(&operands),
                b"endbfrange" => map.ranges(&operands),
                b"endcidrange" => map.cid_ranges(&operands, 3),
                b"endcidchar" => map.cid_ranges(&operands, 2),
                _ => {}
            }
            operands.clear();
        }
        map
    }

    /// The characters of a code.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.text.get(&code).map(String::as_str)
    }

    /// The glyph of a code; by itself where the map does not say.
    pub(super) fn cid(&self, code: u32) -> u32 {
        let range = self.cids.iter().find(|(from, to, _)| (*from..=*to).contains(&code));
        range.map_or(code, |(from, _, cid)| cid.saturating_add(code - from))
    }

    /// How many bytes the code has with which these begin.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |(n, from, to): &&(usize, u32, u32)| {
            bytes.len() >= *n && {
                let byte = |v: u32, i: usize| (v >> (8 * (n - 1 - i))) as u8;
                (0..*n).all(|i| (byte(*from, i)..=byte(*to, i)).contains(&bytes[i]))
            }
        };
        self.lengths.iter().find(fits).map(|(n, ..)| *n)
    }

    fn code_space(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(from), Token::Hex(to)] = pair
                && (1..=4).contains(&from.len())
                && self.lengths.len() < 256
            {
                self.lengths.push((from.len(), number(from), number(to)));
            }
        }
    }

    fn characters(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Hex(code), Token::Hex(text)] = pair {
                self.say(number(code), text);
            }
        }
    }

    fn ranges(&mut self, operands: &[Token<'_>]) {
        let mut at = 0;
        while let (Some(Token::Hex(from)), Some(Token::Hex(to))) = (operands.get(at), operands.get(at + 1)) {
            let (from, to) = (number(from), number(to));
            match operands.get(at + 2) {
                Some(Token::Hex(first)) => {
                    let mut text = first.clone();
                    for code in from..=to.min(from.saturating_add(0xffff)) {
                        self.say(code, &text);
                        increment(&mut text);
                    }
                    at += 3;
                }
                Some(Token::Open) => {
                    let items = operands[at + 3..].iter().take_while(|t| **t != Token::Close);
                    let mut count = 0;
                    for (code, item) in (from..=to).zip(items) {
                        if let Token::Hex(text) = item {
                            self.say(code, text);
                        }
                        count += 1;
                    }
                    at += 3 + count;
                    at += operands[at.min(operands.len())..].iter().take_while(|t| **t != Token::Close).count() + 1;
                }
                _ => return,
            }
        }
    }

    fn cid_ranges(&mut self, operands: &[Token<'_>], size: usize) {
        for row in operands.chunks_exact(size) {
            if let [Token::Hex(from), .., Token::Number(cid)] = row
                && self.cids.len() < 0xffff
            {
                let to = if let (3, Token::Hex(to)) = (size, &row[1]) { number(to) } else { number(from) };
                self.cids.push((number(from), to, *cid));
            }
        }
    }

    fn say(&mut self, code: u32, utf16: &[u8]) {
        if utf16.is_empty() || utf16.len() > LONGEST || self.text.len() > 0x1_ffff {
            return;
        }
        let text = match utf16 {
            [byte] => char::from(*byte).to_string(),
            _ => {
                let units = utf16.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
        };
        self.text.insert(code, text);
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |n, b| n << 8 | u32::from(*b))
}

/// The next text of a range: its last unit counts up.
fn increment(utf16: &mut [u8]) {
    for byte in utf16.iter_mut().rev().take(2) {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}

fn token(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let mut rest = bytes;
    loop {
        let first = *rest.first()?;
        let behind = &rest[1..];
        let until = |end: &dyn Fn(u8) -> bool| behind.iter().position(|b| end(*b)).unwrap_or(behind.len());
        match first {
            b'%' => rest = &behind[until(&|b| b == b'\n' || b == b'\r')..],
            b'[' => return Some((Token::Open, behind)),
            b']' => return Some((Token::Close, behind)),
            b'<' if behind.first() != Some(&b'<') => {
                let end = until(&|b| b == b'>');
                let digits: Vec<u8> =
                    behind[..end].iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
                let bytes = digits.chunks(2).map(|d| d[0] << 4 | d.get(1).copied().unwrap_or(0)).collect();
                return Some((Token::Hex(bytes), behind.get(end + 1..).unwrap_or_default()));
            }
            b if b.is_ascii_alphanumeric() => {
                let end = until(&|b| !b.is_ascii_alphanumeric());
                let word = &rest[..=end];
                let number = std::str::from_utf8(word).ok().and_then(|w| w.parse().ok());
                return Some((number.map_or(Token::Word(word), Token::Number), &rest[end + 1..]));
            }
            _ => rest = behind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_arrays() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <ffff> endcodespacerange
            2 beginbfchar <0003> <0020> <0005> <00660069> endbfchar
            2 beginbfrange <0010> <0012> <4e00> <0020><0021>[<7532> <4E59>] endbfrange
            1 begincidrange <0100> <01ff> 7 endcidrange",
        );
        let text: Vec<_> = [3, 5, 0x11, 0x21, 0x22].map(|c| map.text(c)).to_vec();
        assert_eq!(text, [Some(" "), Some("fi"), Some("丁"), Some("乙"), None]);
        assert_eq!((map.cid(0x102), map.code_length(b"\x01\x02\x03")), (9, Some(2)));
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(program in "([<>\\[\\]0-9a-f %]|beginbfrange|endbfrange|endbfchar|endcidrange|endcodespacerange){0,40}") {
            let map = CMap::read(program.as_bytes());
            map.code_length(program.as_bytes());
        }
    }
}
