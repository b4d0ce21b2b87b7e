//! Work on many files at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` on every file, on all cores; results in the order of the files.
pub fn in_parallel<T: Sync, R: Send>(files: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut results = Vec::with_capacity(files.len());
    in_order(files, work, |result| results.push(result));
    results
}

/// Does `work` on every file, on all cores, and gives the results to `take` in the order of the files, as soon as they are there: no more of them are
/// kept than wait for an earlier one.
pub fn in_order<T: Sync, R: Send>(files: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(R)) {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    if workers < 2 {
        return files.iter().map(work).for_each(take);
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let (work, next) = (&work, &next);
    // A panic in a worker goes on here when the scope ends: a text that was not looked at is never passed over.
    std::thread::scope(|scope| {
        for sender in std::iter::repeat_n(sender, workers) {
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(number) else { break };
                    if sender.send((number, work(file))).is_err() {
                        break;
                    }
                }
            });
        }
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (number, result) in receiver {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&due) {
                take(result);
                due += 1;
            }
        }
    });
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
