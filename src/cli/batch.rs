//! Work on many inputs at once, results in the order of the inputs. Knows nothing of what the work is.

use std::io;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

/// Results that may wait for an earlier one, for each worker. Bounds what is held in memory.
const AHEAD: usize = 4;

/// Runs `work` on each of `inputs` on up to `jobs` threads and yields the results in the order of the inputs, each as soon as
/// it and all before it are ready.
///
/// Inputs are asked for one by one on a thread of their own, and never more than a few for each worker ahead of the result that is
/// waited for: an endless list is served in bounded memory. A worker is started when there is work for it. Whoever drops the
/// iterator ends the work; threads that wait for an input or are at work then end with the process. `work` must not panic: its
/// result would be left out.
///
/// # Errors
/// The system has no thread left.
pub fn in_order<I, O>(
    inputs: impl Iterator<Item = I> + Send + 'static,
    jobs: usize,
    work: impl Fn(I) -> O + Clone + Send + 'static,
) -> io::Result<impl Iterator<Item = O>>
where
    I: Send + 'static,
    O: Send + 'static,
{
    let (ask, results) = bounded(jobs * AHEAD);
    thread::Builder::new().spawn(move || hand_out(inputs, jobs, work, &ask))?;
    Ok(results
        .into_iter()
        .filter_map(|result: Receiver<O>| result.recv().ok()))
}

/// Gives each input to a worker and its place in the order to `ask`.
fn hand_out<I, O>(
    inputs: impl Iterator<Item = I>,
    jobs: usize,
    work: impl Fn(I) -> O + Clone + Send + 'static,
    ask: &Sender<Receiver<O>>,
) where
    I: Send + 'static,
    O: Send + 'static,
{
    let (queue, orders) = bounded::<(I, Sender<O>)>(jobs);
    let mut workers = 0;
    for input in inputs {
        if workers < jobs {
            let (orders, work) = (orders.clone(), work.clone());
            let worker = move || {
                for (input, result) in orders {
                    // that nobody waits for the result any more is no matter: there will be no next order
                    let _ = result.send(work(input));
                }
            };
            workers += usize::from(thread::Builder::new().spawn(worker).is_ok());
        }
        let (result, place) = bounded(1);
        if ask.send(place).is_err() {
            break;
        }
        if workers == 0 {
            let _ = result.send(work(input));
        } else if queue.send((input, result)).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{AHEAD, in_order};

    fn squared_slowly_at_first(n: usize) -> usize {
        if n.is_multiple_of(7) {
            std::thread::yield_now();
        }
        n * n
    }

    #[test]
    fn results_come_in_the_order_of_the_inputs() {
        for (count, jobs) in [(0, 1), (1, 4), (3, 8), (500, 1), (500, 3)] {
            let got: Vec<_> = in_order(0..count, jobs, squared_slowly_at_first)
                .unwrap()
                .collect();
            let want: Vec<_> = (0..count).map(|n| n * n).collect();
            assert_eq!(got, want, "{count} inputs, {jobs} jobs");
        }
    }

    #[test]
    fn inputs_are_not_read_far_ahead() {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let inputs = (0..).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let jobs = 2;
        let mut results = in_order(inputs, jobs, |n: usize| n).unwrap();
        for taken in 1..200 {
            assert!(results.next().is_some());
            // the places in the order, the one that waits for room among them, and the one just taken
            let most = taken + jobs * AHEAD + 2;
            assert!(asked.load(Ordering::SeqCst) <= most);
        }
    }
}
