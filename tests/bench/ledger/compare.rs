//! The ledger's rates as ratios to bare SQLite's, each pair of figures measured one after the other.

use std::path::Path;
use std::time::{Duration, Instant};

use engross::ledger::group::Group;

use super::bare;
use super::work::{acceptance, now, open, rules};

/// Acts of the runs with one act a commit, and of those with many.
const SINGLE: usize = 2_000;
const MANY: usize = 50_000;

/// Prints the median ratio of so many rounds.
pub(crate) fn run(rounds: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut single, mut batch, mut group, mut import) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut processor = Vec::new();
    for round in 0..rounds {
        let file = |name: &str| folder.path().join(format!("{round}-{name}.db"));
        let (one, one_bare, _) = against_bare(&file("single"), SINGLE, 1);
        let (thousand, thousand_bare, worked) = against_bare(&file("batch"), MANY, 1000);
        let many = group_of(&file("group"), 16, SINGLE / 4);
        println!(
            "round {round}: one a commit {:.0}/s (bare {:.0}/s), 1000 a commit {:.0}/s (bare {:.0}/s), 16 writers {many:.0}/s",
            one, one_bare, thousand, thousand_bare
        );
        single.push(one / one_bare);
        batch.push(thousand / thousand_bare);
        group.push(many / one);
        import.push(thousand);
        processor.push(worked);
    }
    println!("one act a commit      {:.2} of bare SQLite", median(single));
    println!(
        "1000 acts a commit    {:.2} of bare SQLite ({:.2} by processor time), {:.0} acts/s",
        median(batch),
        median(processor),
        median(import)
    );
    println!("16 writers            {:.1} × one writer", median(group));
}

/// Acts a second through the ledger, and the same rows without it; bare SQLite's processor time by the ledger's.
fn against_bare(file: &Path, count: usize, batch: usize) -> (f64, f64, f64) {
    let (rules, mut ledger) = (rules(), open(file));
    // lists the version, so that both sides begin at the same entry
    ledger.append(&rules, now(), &acceptance("first".into(), "first".into())).expect("recorded");
    ledger.store().scrub().expect("the log moved into the file");
    let (start, again) = (file.with_extension("start"), file.with_extension("bare"));
    std::fs::copy(file, &start).expect("a copy");
    let acts: Vec<_> = (0..count).map(|n| acceptance(format!("party {n}"), format!("key {n}"))).collect();
    let (begun, worked) = (Instant::now(), worked());
    for acts in acts.chunks(batch) {
        ledger.append_all(&rules, now(), acts).expect("recorded");
    }
    let (ours, our_work) = (begun.elapsed(), self::worked() - worked);
    drop(ledger);
    let (head, entries) = bare::rows(file, 3);
    assert_eq!(entries.len(), count, "the entries behind genesis, version and first act");
    let worked = self::worked();
    let bare = bare::insert(&again, &start, &head, &entries, batch);
    (rate(count, ours), rate(count, bare), (self::worked() - worked) / our_work)
}

/// The seconds that this thread has been on a processor: on a busy machine its share of the clock says little. Linux.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

fn group_of(file: &Path, writers: usize, count: usize) -> f64 {
    let (group, rules) = (Group::new(open(file)), rules());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (group, rules) = (&group, &rules);
            scope.spawn(move || {
                for n in 0..count {
                    let act = acceptance(format!("party {writer}.{n}"), format!("{writer}.{n}"));
                    group.append(rules, now, act).expect("recorded");
                }
            });
        }
    });
    rate(writers * count, begun.elapsed())
}

pub(crate) fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
