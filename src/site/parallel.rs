//! The same work on many items, on every core; the results in the order of the items, whoever finished first.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Applies `work` to every item. The first error in the order of the items is the one returned.
pub(crate) fn map<'t, T: Sync, R: Send, E: Send>(
    items: &'t [T],
    work: impl Fn(&'t T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((i, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, items.get(i)?))) {
            done.push((i, work(item)));
        }
        done
    };
    let mut all: Vec<(usize, Result<R, E>)> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        // a panic of a worker goes on in the caller
        let joined = running.into_iter().map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    all.sort_by_key(|(i, _)| *i);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_and_the_first_error_wins() {
        let items: Vec<u32> = (0..1000).collect();
        assert_eq!(map(&items, |n| Ok::<u32, ()>(n * 2)), Ok(items.iter().map(|n| n * 2).collect()));
        let odd = |n: &u32| if n % 2 == 1 { Err(*n) } else { Ok(()) };
        assert_eq!(map(&items, odd), Err(1));
    }
}
