#![no_main]

use engross::source::pdf::blocks;
use engross::source::pdf::page::{Page, Run};
use libfuzzer_sys::fuzz_target;

// Pages divided by form feeds; a line is a run: its left, its right, its baseline, its size, its look, its text.
fuzz_target!(|input: &str| {
    let pages = input.split('\u{c}').map(|page| Page {
        size: (595.0, 842.0),
        runs: page.lines().filter_map(run).collect(),
        ..Page::default()
    });
    if let Ok(source) = blocks(pages.collect()) {
        engross_fuzz::texts(source);
    }
});

fn run(line: &str) -> Option<Run> {
    let mut fields = line.splitn(6, ' ');
    let mut number = || fields.next()?.parse().ok().filter(|n: &f32| n.is_finite());
    let (left, right, y, size) = (number()?, number()?, number()?, number()?);
    let look: u32 = fields.next()?.parse().ok()?;
    let mut run = Run::default();
    run.text = fields.next()?.to_owned();
    (run.x, run.y, run.size) = ((left, right), y, size);
    (run.bold, run.italic) = (look & 1 != 0, look & 2 != 0);
    (run.underline, run.furniture) = (look & 4 != 0, look & 8 != 0);
    Some(run)
}
