//! How fast: `cargo bench`. Ratios in one run on one machine; nothing here passes or fails.

#![allow(clippy::print_stdout, reason = "a table is what it makes")]

mod material;
mod random;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, MatchKind};
use glossator::glossary::{self, Glossary};
use glossator::matcher::Matcher;
use glossator::prose::{self, Format};
use glossator::workspace::EMBEDDED;

fn main() {
    // `cargo bench -- shipped` measures only what has this in its name.
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|asked| name.contains(asked.as_str()));
    let prose = material::prose(1_000_000, 3);
    let ordinary = material::prose(1_000_000, 9);
    println!("{:<38} ours         aho-corasick      ratio (goal: 3)", "matching 1 MB of prose");
    let glossaries = [
        ("shipped glossary", EMBEDDED.to_owned()),
        ("200 terms", material::glossary(200)),
        ("2,000 terms", material::glossary(2_000)),
        ("20,000 terms", material::glossary(20_000)),
    ];
    for (kind, text) in [("ordinary text", &ordinary), ("text full of terms", &prose)] {
        for (name, glossary) in &glossaries {
            let name = format!("{name}, {kind}");
            if wanted(&name) {
                compare(&name, glossary, text);
            }
        }
    }
    println!("\n{:<38} (goal for 200,000: 1 s)", "reading a glossary, making a matcher");
    for (name, count) in [("read and make 20,000", 20_000), ("read and make 200,000", 200_000)] {
        if wanted(name) {
            build(name, count);
        }
    }
    println!("\nfinding the prose");
    if wanted("Markdown") {
        let markdown = format!("# Titre\n\n{}", prose.replace(". ", ".\n\n").replace("LLM", "**LLM**"));
        let time = median(5, || drop(black_box(prose::read(&markdown, Format::Markdown))));
        println!("  {:<36} {:>8.1} MB/s", "Markdown", rate(&markdown, time));
    }
}

fn compare(name: &str, text: &str, prose: &str) {
    let glossary = Arc::new(glossary::read(text).0);
    let forms = surfaces(&glossary);
    let ours = Matcher::new(vec![Arc::clone(&glossary)]);
    let raw = AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(&forms).ok();
    // Taking turns, so that a busy moment of the machine hits both.
    let run_ours = || drop(black_box(ours.find(prose)));
    let run_raw = || _ = black_box(raw.as_ref().map(|it| it.find_iter(prose).count()));
    let (our_time, raw_time) = medians(41, run_ours, run_raw);
    let ratio = raw_time.as_secs_f64() / our_time.as_secs_f64();
    println!("  {name:<36} {:>8.1} MB/s    {:>8.1} MB/s    {ratio:>5.2}", rate(prose, our_time), rate(prose, raw_time));
    let found = ours.find(prose);
    let density = found.occurrences.len() as f64 * 1_000.0 / f64::from(found.words);
    println!("  {:<36} {} forms; {density:.1} occurrences in 1,000 words", "", forms.len());
}

fn surfaces(glossary: &Glossary) -> Vec<&str> {
    glossary.terms.iter().flat_map(|term| &term.forms).flat_map(|form| &form.surfaces).map(String::as_str).collect()
}

fn build(name: &str, count: usize) {
    let text = material::glossary(count);
    let read = median(3, || drop(black_box(glossary::read(&text))));
    let glossary = Arc::new(glossary::read(&text).0);
    let make = median(3, || drop(black_box(Matcher::new(vec![Arc::clone(&glossary)]))));
    println!("  {:<36} {:>8.0} ms  = {:.0} ms + {:.0} ms", name, millis(read + make), millis(read), millis(make));
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn rate(text: &str, time: Duration) -> f64 {
    text.len() as f64 / time.as_secs_f64() / 1_000_000.0
}

fn timed(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The median of `runs` runs, after one to warm up.
fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    work();
    middle((0..runs).map(|_| timed(&mut work)).collect())
}

/// The medians of two works that take turns.
fn medians(runs: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    one();
    other();
    let times: Vec<(Duration, Duration)> = (0..runs).map(|_| (timed(&mut one), timed(&mut other))).collect();
    (middle(times.iter().map(|times| times.0).collect()), middle(times.iter().map(|times| times.1).collect()))
}
