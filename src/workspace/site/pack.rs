//! Numbers, strings, digests and lists ⇄ bytes, without a word about what they mean.
//!
//! Invariant: what was packed is read back in the same order; of bytes that were not packed here nothing is believed that
//! runs over their end.

use crate::model::name::Digest;

/// Bytes that are being packed.
#[derive(Default)]
pub(super) struct Packer(pub(super) Vec<u8>);

impl Packer {
    pub(super) fn number(&mut self, n: u64) {
        self.0.extend(n.to_le_bytes());
    }

    pub(super) fn string(&mut self, s: &str) {
        self.number(s.len() as u64);
        self.0.extend(s.as_bytes());
    }

    pub(super) fn digest(&mut self, digest: &Digest) {
        self.0.extend(digest.0);
    }

    pub(super) fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut pack: impl FnMut(&mut Self, T)) {
        self.number(items.len() as u64);
        items.for_each(|item| pack(self, item));
    }
}

/// Bytes that are being read.
pub(super) struct Unpacker<'b>(pub(super) &'b [u8]);

impl<'b> Unpacker<'b> {
    fn bytes(&mut self, len: usize) -> Option<&'b [u8]> {
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    pub(super) fn string(&mut self) -> Option<&'b str> {
        let len = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.bytes(len)?).ok()
    }

    pub(super) fn digest(&mut self) -> Option<Digest> {
        Some(Digest(self.bytes(32)?.try_into().ok()?))
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // nothing is set aside for a length that the bytes may not hold
        (0..self.number()?).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_read_back_and_what_is_cut_is_not() {
        let mut packer = Packer::default();
        packer.list(["a", "甲"].into_iter(), Packer::string);
        packer.digest(&Digest([7; 32]));
        let read = |bytes: &[u8]| {
            let mut from = Unpacker(bytes);
            Some((from.list(|from| from.string().map(str::to_owned))?, from.digest()?, from.0.is_empty()))
        };
        let wanted = (vec!["a".to_owned(), "甲".to_owned()], Digest([7; 32]), true);
        assert_eq!(read(&packer.0), Some(wanted));
        assert!((0..packer.0.len()).all(|end| read(&packer.0[..end]).is_none()));
        assert_eq!(read(&[0xff; 64]), None);
    }
}
