//! Affine maps of the plane: `[a b c d e f]`, as PDF writes them.

/// An affine map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift.
    pub(super) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map, and then the other.
    pub(super) fn then(self, next: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], n) = (self.0, next.0);
        Matrix([
            a * n[0] + b * n[2],
            a * n[1] + b * n[3],
            c * n[0] + d * n[2],
            c * n[1] + d * n[3],
            e * n[0] + f * n[2] + n[4],
            e * n[1] + f * n[3] + n[5],
        ])
    }

    /// Where a point goes.
    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How many quarters of a turn lines that run from left to right are turned clockwise, where y counts downwards;
    /// `None` where they stand aslant.
    pub(super) fn quarters(self) -> Option<usize> {
        let [a, b, ..] = self.0;
        let level = || (b.abs() <= 0.2 * a.abs()).then_some(if a < 0.0 { 2 } else { 0 });
        let upright = || (a.abs() <= 0.2 * b.abs()).then_some(if b < 0.0 { 3 } else { 1 });
        level().or_else(upright)
    }

    /// Turns a page of this size back by so many quarters.
    pub(super) fn turn_back(quarters: usize, (width, height): (f64, f64)) -> Matrix {
        Matrix(match quarters {
            1 => [0.0, -1.0, 1.0, 0.0, 0.0, width],
            2 => [-1.0, 0.0, 0.0, -1.0, width, height],
            3 => [0.0, 1.0, -1.0, 0.0, height, 0.0],
            _ => Matrix::IDENTITY.0,
        })
    }

    /// The box that a box becomes, or in which it then stands.
    pub(super) fn bound(self, [x0, y0, x1, y1]: [f64; 4]) -> [f64; 4] {
        let corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)].map(|(x, y)| self.apply(x, y));
        let [mut left, mut top, mut right, mut bottom] = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for (x, y) in corners {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
        }
        [left, top, right, bottom]
    }

    /// Whether a level box stays one.
    pub(super) fn is_level(self) -> bool {
        let [a, b, c, d, ..] = self.0;
        (b.abs() + c.abs()) < 1e-6 * (a.abs() + d.abs()) || (a.abs() + d.abs()) < 1e-6 * (b.abs() + c.abs())
    }

    /// How much larger an area becomes.
    pub(super) fn area(self) -> f64 {
        (self.0[0] * self.0[3] - self.0[1] * self.0[2]).abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_turned_back() {
        let size = (600.0, 800.0);
        // lines from left to right, downwards, upside down, upwards; each begins where the page's first corner is then
        for (quarters, line) in [
            (0, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
            (1, [0.0, 1.0, -1.0, 0.0, 600.0, 0.0]),
            (2, [-1.0, 0.0, 0.0, -1.0, 600.0, 800.0]),
            (3, [0.0, -1.0, 1.0, 0.0, 0.0, 800.0]),
        ] {
            assert_eq!(Matrix(line).quarters(), Some(quarters));
            assert_eq!(Matrix(line).then(Matrix::turn_back(quarters, size)), Matrix::IDENTITY);
        }
        assert_eq!(Matrix([1.0, 1.0, -1.0, 1.0, 0.0, 0.0]).quarters(), None);
    }
}
