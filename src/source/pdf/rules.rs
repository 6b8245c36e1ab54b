//! Paths → rules, the thin lines that underline words and part the rows of a table, and the dots that are drawn before
//! the items of a list.

use super::matrix::Matrix;

/// How thick a rule can be, in points.
const THICK: f32 = 2.5;
/// How many rules of a page are kept.
const MOST: usize = 4_000;

/// The path under construction, and the rules that were painted.
#[derive(Default)]
pub(super) struct Path {
    at: (f32, f32),
    start: (f32, f32),
    open: Vec<[f32; 4]>,
    pub(super) rules: Vec<[f32; 4]>,
    /// How far the figure under construction reaches, and those that are drawn before it.
    reach: Option<[f32; 4]>,
    figures: Vec<[f32; 4]>,
    /// Those of them that are level boxes.
    boxes: Vec<[f32; 4]>,
    /// Small figures, about as wide as high, that were painted.
    pub(super) dots: Vec<[f32; 4]>,
}

/// How large a dot is, in points.
const DOT: std::ops::RangeInclusive<f32> = 1.0..=12.0;

impl Path {
    /// Follows an operator of paths; `place` maps its space to the page.
    pub(super) fn follow(&mut self, operator: &[u8], n: &[f64], place: Matrix) {
        let point = |x: f64, y: f64| {
            let (x, y) = place.apply(x, y);
            (x as f32, y as f32)
        };
        match (operator, n) {
            (b"m", &[x, y]) => {
                self.close();
                (self.at, self.start) = (point(x, y), point(x, y));
                self.reach(self.at);
            }
            (b"l", &[x, y]) => self.line(point(x, y)),
            (b"h", _) if self.at != self.start => self.line(self.start),
            (b"c", &[.., x, y]) | (b"v", &[.., x, y]) | (b"y", &[.., x, y]) => {
                self.at = point(x, y);
                self.reach(self.at);
            }
            (b"re", &[x, y, w, h]) => {
                self.close();
                (self.at, self.start) = (point(x, y), point(x, y));
                self.reach(self.at);
                self.add(point(x, y), point(x + w, y + h));
                self.boxes.extend(self.reach.filter(|_| place.is_level() && self.boxes.len() < MOST));
            }
            (b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*", _) => {
                let room = MOST.saturating_sub(self.rules.len());
                // a box that is stroked shows its edges
                let edges = operator[0].eq_ignore_ascii_case(&b's');
                let thin = |r: &[f32; 4]| r[2] - r[0] <= THICK || r[3] - r[1] <= THICK;
                let rules = std::mem::take(&mut self.open).into_iter().flat_map(|r| match r {
                    [x0, y0, x1, y1] if edges && !thin(&r) => {
                        vec![[x0, y0, x1, y0], [x0, y1, x1, y1], [x0, y0, x0, y1], [x1, y0, x1, y1]]
                    }
                    r if thin(&r) => vec![r],
                    _ => Vec::new(),
                });
                self.rules.extend(rules.take(room));
                self.close();
                let room = MOST.saturating_sub(self.dots.len());
                self.dots.extend(self.figures.drain(..).filter(is_dot).take(room));
                self.boxes.clear();
            }
            (b"n", _) => {
                self.open.clear();
                self.figures.clear();
                self.boxes.clear();
                self.reach = None;
            }
            _ => {}
        }
    }

    /// How far the figures of the path reach.
    pub(super) fn areas(&self) -> impl Iterator<Item = [f32; 4]> {
        self.figures.iter().chain(&self.reach).copied()
    }

    /// Its level boxes.
    pub(super) fn boxes(&self) -> &[[f32; 4]] {
        &self.boxes
    }

    /// The figure under construction is done.
    fn close(&mut self) {
        if let Some(figure) = self.reach.take()
            && self.figures.len() < MOST
        {
            self.figures.push(figure);
        }
    }

    fn reach(&mut self, (x, y): (f32, f32)) {
        let [x0, y0, x1, y1] = self.reach.unwrap_or([x, y, x, y]);
        self.reach = Some([x0.min(x), y0.min(y), x1.max(x), y1.max(y)]);
    }

    fn line(&mut self, to: (f32, f32)) {
        self.add(self.at, to);
        self.at = to;
    }

    fn add(&mut self, a: (f32, f32), b: (f32, f32)) {
        self.reach(b);
        let rule = [a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1)];
        if self.open.len() < MOST && rule.iter().all(|v| v.is_finite()) {
            self.open.push(rule);
        }
    }
}

/// Whether an area is more than a thin line.
pub(super) fn is_wide(r: &[f32; 4]) -> bool {
    r[2] - r[0] > THICK && r[3] - r[1] > THICK
}

fn is_dot(figure: &[f32; 4]) -> bool {
    let [x0, y0, x1, y1] = figure;
    let (width, height) = (x1 - x0, y1 - y0);
    DOT.contains(&width) && DOT.contains(&height) && (0.6..1.7).contains(&(width / height))
}

/// The upright rules of a page: text on both sides of one stands in two cells.
#[derive(Default)]
pub(super) struct Uprights(Vec<[f32; 4]>);

impl Uprights {
    pub(super) fn of(rules: &[[f32; 4]]) -> Uprights {
        let upright = |r: &&[f32; 4]| r[3] - r[1] > 8.0 && r[2] - r[0] <= THICK;
        let mut found: Vec<[f32; 4]> = rules.iter().filter(upright).copied().collect();
        found.sort_by(|a, b| a[0].total_cmp(&b[0]));
        Uprights(found)
    }

    /// Whether one stands from `from` to `to` at the height `y`.
    pub(super) fn part(&self, from: f32, to: f32, y: f32) -> bool {
        let first = self.0.partition_point(|r| r[0] < from);
        self.0[first..].iter().take_while(|r| r[0] <= to).any(|r| (r[1]..=r[3]).contains(&y))
    }
}
