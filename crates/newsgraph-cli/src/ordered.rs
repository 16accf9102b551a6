//! Work on many threads, results in the order of the input, memory bounded.

use std::collections::BTreeMap;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// At most this many items for each worker are read and not yet handed on.
const AHEAD: u64 = 16;

/// Calls `work` on everything that `produce` gives, on `jobs` threads, and `consume` on each result in the order of the
/// input, here, as soon as it is there.
pub(crate) fn run<T: Send, R: Send>(
    jobs: usize,
    produce: impl FnOnce(&mut dyn FnMut(T) -> bool) + Send,
    work: impl Fn(T) -> R + Sync,
    mut consume: impl FnMut(R),
) {
    let (consumed, moved) = (Mutex::new(0u64), Condvar::new());
    let (give, take) = sync_channel::<(u64, T)>(jobs);
    let take = Mutex::new(take);
    let (hand_in, results) = channel::<(u64, R)>();
    thread::scope(|scope| {
        let (consumed, moved, take, work) = (&consumed, &moved, &take, &work);
        scope.spawn(move || {
            let mut next = 0;
            produce(&mut |item| {
                let done = consumed.lock().unwrap_or_else(PoisonError::into_inner);
                let ahead = |done: &mut u64| next >= *done + AHEAD * jobs as u64;
                drop(moved.wait_while(done, ahead).unwrap_or_else(PoisonError::into_inner));
                next += 1;
                give.send((next - 1, item)).is_ok()
            });
        });
        for _ in 0..jobs {
            let hand_in = hand_in.clone();
            scope.spawn(move || {
                loop {
                    let item = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, item)) = item else { return };
                    if hand_in.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(hand_in);
        let (mut next, mut early) = (0, BTreeMap::new());
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                consume(result);
                next += 1;
                *consumed.lock().unwrap_or_else(PoisonError::into_inner) = next;
                moved.notify_all();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_the_order_of_the_input() {
        for jobs in [1, 2, 7] {
            let mut got = Vec::new();
            let produce = |give: &mut dyn FnMut(u64) -> bool| (0..500).for_each(|i| assert!(give(i)));
            let work = |i: u64| {
                if i.is_multiple_of(50) {
                    thread::sleep(Duration::from_millis(3));
                }
                i * 2
            };
            run(jobs, produce, work, |r| got.push(r));
            assert_eq!(got, (0..500).map(|i| i * 2).collect::<Vec<_>>());
        }
    }
}
