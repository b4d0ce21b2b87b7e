//! Work on many files at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `work` on every file, on all cores; results in the order of the files.
pub fn in_parallel<T: Sync, R: Send>(files: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut results = Vec::with_capacity(files.len());
    in_order(files, work, |result| results.push(result));
    results
}

/// Does `work` on every file, on all cores, and gives the results to `take` in the order of the files, most of them while others are still at work: only
/// those are kept that wait for an earlier one.
pub fn in_order<T: Sync, R: Send>(files: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(R)) {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let lock = || done.lock().unwrap_or_else(PoisonError::into_inner);
    let work_on_one = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let result = work(files.get(number)?);
        lock().insert(number, result);
        Some(())
    };
    let mut due = 0;
    let mut take_what_is_due = || {
        while let Some(result) = { lock().remove(&due) } {
            take(result);
            due += 1;
        }
    };
    // This thread works too and takes in between: threads that wait for each other would cost more than the work on a small file. A panic in one of
    // them goes on here when the scope ends: a text that was not looked at is never passed over.
    std::thread::scope(|scope| {
        for _ in 1..workers {
            scope.spawn(|| while work_on_one().is_some() {});
        }
        while work_on_one().is_some() {
            take_what_is_due();
        }
    });
    take_what_is_due();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_files() {
        let files: Vec<usize> = (0..200).collect();
        let work = |file: &usize| {
            // The first ones take longest.
            (0..(200 - file) * 500).fold(*file, |sum, it| std::hint::black_box(sum.wrapping_add(it)));
            file * 2
        };
        assert_eq!(in_parallel(&files, work), files.iter().map(|file| file * 2).collect::<Vec<_>>());
        assert!(in_parallel(&[], |file: &usize| *file).is_empty());
    }
}
