//! Writers that say what was acknowledged, for tests that kill them.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use engross::ledger::group::Group;

use super::work::{acceptance, now, open, rules};

/// Appends by `writers` threads with one commit for all that wait; prints each key with its index when it is durable.
pub(crate) fn run(file: &Path, writers: usize, count: usize, tag: &str) {
    let (group, rules) = (Group::new(open(file)), rules());
    let failed = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (group, rules, failed) = (&group, &rules, &failed);
            scope.spawn(move || {
                for n in 0..count {
                    let key = format!("{tag}-{writer}-{n}");
                    match group.append(rules, now, acceptance(format!("party of {key}"), key.clone())) {
                        // one write a line, so that a kill leaves whole lines
                        Ok(done) => {
                            let _ = std::io::stdout().lock().write_all(format!("{key} {}\n", done.index).as_bytes());
                        }
                        Err(error) => {
                            failed.fetch_add(1, Ordering::Relaxed);
                            eprintln!("{key}: {error}");
                        }
                    }
                }
            });
        }
    });
    if failed.into_inner() > 0 {
        std::process::exit(1);
    }
}
