//! Group commit: many threads append, one of them writes for all.
//!
//! Who comes while a commit is under way waits; the next leader takes everything that waits into one transaction, so
//! the cost of making it durable is shared. Each caller returns only after the commit that holds its own act.
//!
//! Those who were just answered are about to come again: a leader waits until as many have come as the last
//! transaction held, for at most a part of the time that this one took. Without that the first to wake would write alone.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant as Clock};

use super::book::{Appended, Ledger};
use super::error::{BatchError, LedgerError};
use super::request::Request;
use super::store::StoreError;
use crate::binding::Rules;
use crate::model::instant::Instant;

/// So many acts are one transaction at most.
const MOST: usize = 1000;

/// A ledger that many threads append to.
pub struct Group {
    ledger: Mutex<Ledger>,
    queue: Mutex<Queue>,
    arrived: Condvar,
    done: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<(u64, Request)>,
    answers: Vec<(u64, Result<Appended, LedgerError>)>,
    next: u64,
    has_leader: bool,
    /// How many acts the last transaction held, and how long a leader waits for as many.
    expected: usize,
    patience: Duration,
}

impl Group {
    /// Shares a ledger.
    pub fn new(ledger: Ledger) -> Self {
        Group { ledger: Mutex::new(ledger), queue: Mutex::default(), arrived: Condvar::new(), done: Condvar::new() }
    }

    /// The ledger alone again.
    pub fn into_inner(self) -> Ledger {
        self.ledger.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records one act; returns after it is durable. `now` is asked for when the transaction is written.
    pub fn append(&self, rules: &Rules, now: impl Fn() -> Instant, request: Request) -> Result<Appended, LedgerError> {
        let mut queue = lock(&self.queue);
        let ticket = queue.next;
        queue.next += 1;
        queue.waiting.push((ticket, request));
        self.arrived.notify_one();
        loop {
            if let Some(place) = queue.answers.iter().position(|(t, _)| *t == ticket) {
                return queue.answers.swap_remove(place).1;
            }
            if queue.has_leader {
                queue = self.done.wait(queue).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            queue.has_leader = true;
            let (expected, patience) = (queue.expected, queue.patience);
            let gathered = self.arrived.wait_timeout_while(queue, patience, |q| q.waiting.len() < expected);
            queue = gathered.unwrap_or_else(PoisonError::into_inner).0;
            let count = queue.waiting.len().min(MOST);
            let batch: Vec<_> = queue.waiting.drain(..count).collect();
            drop(queue);
            let begun = Clock::now();
            let answers = write(&mut lock(&self.ledger), rules, now(), batch);
            queue = lock(&self.queue);
            (queue.expected, queue.patience) = (count, begun.elapsed() / 4);
            queue.answers.extend(answers);
            queue.has_leader = false;
            self.done.notify_all();
        }
    }
}

/// Writes a batch; an act that is refused is taken out, answered alone, and the rest tried again.
fn write(
    ledger: &mut Ledger,
    rules: &Rules,
    now: Instant,
    mut batch: Vec<(u64, Request)>,
) -> Vec<(u64, Result<Appended, LedgerError>)> {
    let mut answers = Vec::with_capacity(batch.len());
    while !batch.is_empty() {
        let requests: Vec<Request> = batch.iter().map(|(_, r)| r.clone()).collect();
        match ledger.append_all(rules, now, &requests) {
            Ok(done) => {
                answers.extend(batch.drain(..).map(|(ticket, _)| ticket).zip(done.into_iter().map(Ok)));
            }
            Err(BatchError { place: Some(place), error }) if place < batch.len() => {
                let (ticket, _) = batch.remove(place);
                answers.push((ticket, Err(*error)));
            }
            Err(BatchError { error, .. }) => {
                // the transaction as a whole: each hears the same
                let same = |error: &LedgerError| match error {
                    LedgerError::Store(StoreError::OutcomeUnknown(cause)) => {
                        LedgerError::Store(StoreError::OutcomeUnknown(cause.clone()))
                    }
                    other => LedgerError::Group(other.to_string()),
                };
                answers.extend(batch.drain(..).map(|(ticket, _)| (ticket, Err(same(&error)))));
            }
        }
    }
    answers
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
