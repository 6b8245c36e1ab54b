//! Offsets → lines.

/// Where an offset stands, counted once from the front.
pub(super) struct Lines<'a> {
    source: &'a str,
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// The source, whose first line has the number `line`.
    pub(super) fn new(source: &'a str, line: u32) -> Self {
        Lines { source, at: 0, line }
    }

    /// The line of an offset; cheap where offsets grow.
    pub(super) fn of(&mut self, offset: usize) -> u32 {
        let ends = |bytes: &[u8]| memchr::memchr_iter(b'\n', bytes).count() as u32;
        let count = |from: usize, to: usize| ends(self.source.as_bytes().get(from..to).unwrap_or_default());
        self.line = if offset >= self.at {
            self.line + count(self.at, offset)
        } else {
            self.line.saturating_sub(count(offset, self.at))
        };
        self.at = offset;
        self.line
    }
}
