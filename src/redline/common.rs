//! Two sequences of numbers → the longest sequence that both have in common, sixty-four cells of the table at once.
//!
//! The table of lengths (Needleman and Wunsch) is held as its differences, a bit each, a row computed from the one
//! before by an addition (Crochemore, Hyyrö). What stands on one side only is left out before, and so are blanks.
//! Cost: the product of the lengths, divided by 64, in time and in bytes by 8: who calls bounds it.

/// A value with this bit is a blank: it is in common with another only beside what is.
pub(super) const BLANK: u32 = 1 << 31;

/// The pairs of places that are equal and no blanks, in rising order.
pub(super) fn longest(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    let (a, b) = shared(old, new);
    if a.is_empty() {
        return Vec::new();
    }
    let table = Table::new(&a, &b);
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::with_capacity(a.len().min(b.len()));
    while i < a.len() && j < b.len() {
        if a[i].name != b[j].name {
            if table.is_needed(i, j) {
                i += 1;
            } else {
                j += 1;
            }
            continue;
        }
        (i, j) = longest_run(&table, (&a, i), (&b, j));
        for _ in 0..run(&a[i..], &b[j..]) {
            out.push((a[i].place as usize, b[j].place as usize));
            (i, j) = (i + 1, j + 1);
        }
    }
    out
}

/// A run of this length is no chance.
const LONG: usize = 8;
/// So far ahead on the old side and on the new one another run is sought.
const AHEAD: (usize, usize) = (8, 12);

/// Of the places ahead from which as much is in common as from this one, that where the longest run begins: one long
/// run is read more easily than crumbs.
fn longest_run(table: &Table, (a, i): (&[Shared], usize), (b, j): (&[Shared], usize)) -> (usize, usize) {
    let mut best = (run(&a[i..], &b[j..]), i, j);
    if best.0 >= LONG {
        return (i, j);
    }
    let length = table.length(i, j);
    for x in i..a.len().min(i + AHEAD.0) {
        if x > i && table.length(x, j) < length {
            break;
        }
        for y in j..b.len().min(j + AHEAD.1) {
            let here = run(&a[x..], &b[y..]);
            if here > best.0 {
                best = (here, x, y);
            }
            if table.is_needed(x, y) {
                break;
            }
        }
    }
    (best.1, best.2)
}

/// How many values in a row are equal.
fn run(a: &[Shared], b: &[Shared]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x.name == y.name).count()
}

/// A value that stands on both sides.
#[derive(Clone, Copy)]
struct Shared {
    /// The value, named by a small number.
    name: u32,
    place: u32,
}

/// What stands on both sides, in order.
fn shared(old: &[u32], new: &[u32]) -> (Vec<Shared>, Vec<Shared>) {
    const UNNAMED: u32 = u32::MAX;
    let mut known = Known::new(old.len());
    let (mut olds, mut news) = (Vec::with_capacity(old.len()), Vec::with_capacity(new.len()));
    for (place, value) in (0..).zip(old).filter(|(_, value)| *value & BLANK == 0) {
        olds.push(Shared { name: known.add(*value) as u32, place });
    }
    // the names of those that the new side has too
    let mut names = vec![UNNAMED; known.values.len()];
    let mut next = 0;
    for (place, value) in (0..).zip(new).filter(|(_, value)| *value & BLANK == 0) {
        if let Some(found) = known.find(*value) {
            if names[found] == UNNAMED {
                names[found] = next;
                next += 1;
            }
            news.push(Shared { name: names[found], place });
        }
    }
    olds.retain_mut(|shared| {
        shared.name = names[shared.name as usize];
        shared.name != UNNAMED
    });
    (olds, news)
}

/// Values, each once.
struct Known {
    values: Vec<u32>,
    /// By the hash of a value, or behind it: its place among the values, from 1 (0: none).
    places: Vec<u32>,
    bits: u32,
}

impl Known {
    /// For at most so many values.
    fn new(most: usize) -> Known {
        let bits = usize::BITS - most.leading_zeros() + 1;
        Known { values: Vec::with_capacity(most), places: vec![0; 1 << bits], bits }
    }

    /// The place of a value, or where it is missed in the table.
    fn seek(&self, value: u32) -> Result<usize, usize> {
        let mut at = (value.wrapping_mul(0x9e37_79b1) >> (u32::BITS - self.bits)) as usize;
        while let Some(found) = (self.places[at] as usize).checked_sub(1) {
            if self.values[found] == value {
                return Ok(found);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
        Err(at)
    }

    fn find(&self, value: u32) -> Option<usize> {
        self.seek(value).ok()
    }

    fn add(&mut self, value: u32) -> usize {
        self.seek(value).unwrap_or_else(|free| {
            self.values.push(value);
            self.places[free] = self.values.len() as u32;
            self.values.len() - 1
        })
    }
}

/// For each place of the old side and each of the new one, whether what follows has more in common from there on than
/// from the next place of the new side.
struct Table {
    /// The rows, from the end of the old side to its start; in each a bit for each place of the new side, from its end.
    rows: Vec<u64>,
    /// So many words a row has.
    width: usize,
    old: usize,
    new: usize,
}

impl Table {
    fn new(old: &[Shared], new: &[Shared]) -> Table {
        let width = new.len().div_ceil(64);
        let names = old.iter().map(|s| s.name).max().map_or(0, |most| most as usize + 1);
        let mut masks = vec![0u64; names * width];
        for (at, value) in new.iter().rev().enumerate() {
            masks[value.name as usize * width + at / 64] |= 1 << (at % 64);
        }
        let mut rows = vec![u64::MAX; (old.len() + 1) * width];
        for (i, value) in old.iter().rev().enumerate() {
            let (before, row) = rows[i * width..].split_at_mut(width);
            let mask = &masks[value.name as usize * width..][..width];
            let mut carry = false;
            for ((row, before), mask) in row.iter_mut().zip(before).zip(mask) {
                let met = *before & mask;
                let (sum, over) = before.overflowing_add(met);
                let (sum, more) = sum.overflowing_add(u64::from(carry));
                carry = over | more;
                *row = sum | (*before & !met);
            }
        }
        Table { rows, width, old: old.len(), new: new.len() }
    }

    /// How much is in common behind `i` and `j`.
    fn length(&self, i: usize, j: usize) -> usize {
        let (row, most) = (self.old - i, self.new - j);
        let row = &self.rows[row * self.width..][..self.width];
        let (whole, rest) = (most / 64, most % 64);
        let zeros: u32 = row[..whole].iter().map(|word| word.count_zeros()).sum();
        let last = row.get(whole).map_or(0, |word| (!word & ((1 << rest) - 1)).count_ones());
        (zeros + last) as usize
    }

    /// Whether the place `j` of the new side is needed for what is in common behind `i` and `j`.
    fn is_needed(&self, i: usize, j: usize) -> bool {
        let (row, at) = (self.old - i, self.new - 1 - j);
        self.rows[row * self.width + at / 64] >> (at % 64) & 1 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The length by the plain table.
    fn length(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (j, y) in b.iter().enumerate() {
                let above = row[j + 1];
                row[j + 1] = if x == y { corner + 1 } else { row[j].max(above) };
                corner = above;
            }
        }
        row[b.len()]
    }

    proptest::proptest! {
        #[test]
        fn nothing_longer_is_in_common(
            a in proptest::collection::vec(0u32..12, 0..200),
            b in proptest::collection::vec(3u32..15, 0..160),
        ) {
            let pairs = longest(&a, &b);
            proptest::prop_assert!(pairs.iter().all(|(o, n)| a[*o] == b[*n]));
            proptest::prop_assert!(pairs.is_sorted_by(|x, y| x.0 < y.0 && x.1 < y.1));
            proptest::prop_assert_eq!(pairs.len(), length(&a, &b));
        }
    }
}
