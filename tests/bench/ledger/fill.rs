//! A large ledger, and how long its questions take.

use std::path::Path;
use std::time::Instant;

use engross::binding::standing;
use engross::ledger::audit::audit;
use engross::ledger::sqlite::Sqlite;

use super::work::{acceptance, agreement, now, open, rules};

/// How many acts are one transaction.
const BATCH: usize = 10_000;

/// Fills a ledger with acts of so many parties, asks for the standing of one of them, and verifies everything.
pub(crate) fn run(file: &Path, count: usize, parties: usize) {
    let (rules, mut ledger) = (rules(), open(file));
    let begun = Instant::now();
    for start in (0..count).step_by(BATCH) {
        let acts = start..(start + BATCH).min(count);
        let acts: Vec<_> =
            acts.map(|n| acceptance(format!("party {}", n % parties.max(1)), format!("key {n}"))).collect();
        ledger.append_all(&rules, now(), &acts).expect("recorded");
    }
    println!("filled: {count} acts, {:.0}/s", count as f64 / begun.elapsed().as_secs_f64());
    for round in 0..5 {
        let begun = Instant::now();
        let history = ledger.history(&format!("party {}", parties / 2 + round)).expect("read");
        let standing = standing(&rules, &agreement(), &history, now()).expect("published");
        println!("standing: {:.3} ms ({} entries, {:?})", millis(begun), history.len(), standing.state);
    }
    drop(ledger);
    let begun = Instant::now();
    let mut store = Sqlite::open(file).expect("opened");
    let found = audit(&mut store, &[]).expect("read");
    println!("verified: {:.0} ms, {found:?}", millis(begun));
}

fn millis(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1000.0
}
