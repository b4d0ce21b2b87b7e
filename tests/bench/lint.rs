//! What `glossator lint` costs over a tree of Markdown, as a ratio to `rg -F -i -w -f` with the same terms: `cargo bench --bench lint`.
//!
//! Both write their results to nowhere. The processor time is that of the kernel and of the program together, so that it does not matter on how many
//! cores either works.

#![allow(clippy::print_stdout, reason = "a table is what it makes")]

#[cfg(unix)]
mod material;
#[cfg(unix)]
mod random;

#[cfg(not(unix))]
fn main() {
    println!("measured on Unix alone: it asks wait4(2) for the processor time of a program");
}

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    unix::main()
}

#[cfg(unix)]
mod unix {
    use std::collections::BTreeSet;
    use std::ffi::OsStr;
    use std::fs;
    use std::io;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use glossator::glossary;
    use glossator::workspace::EMBEDDED;

    use crate::material;

    const TERMS: usize = 200;
    const BYTES: usize = 12_000_000;
    const FILES: usize = 600;
    const RUNS: usize = 15;

    /// What one run of a program cost.
    #[derive(Clone, Copy)]
    struct Cost {
        processor: Duration,
        wall: Duration,
        /// The most memory that it had at once, in bytes.
        memory: usize,
    }

    pub fn main() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let words = write_tree(folder.path())?;
        let glossator = env!("CARGO_BIN_EXE_glossator");
        let lint = || cost(glossator, &["lint", "--format", "jsonl", "--fail-on", "off", "docs"].map(OsStr::new), folder.path());
        let rg = |terms: &str| cost("rg", &["-F", "-i", "-w", "-f", terms, "docs"].map(OsStr::new), folder.path());
        let start = || cost(glossator, &["lint", "start.md"].map(OsStr::new), folder.path());
        println!("lint of {FILES} files of Markdown, {} MB, {TERMS} terms ({words} surfaces)", BYTES / 1_000_000);
        let lines =
            Command::new("rg").args(["-F", "-i", "-w", "-c", "-f", "terms", "docs", "--no-filename"]).current_dir(folder.path()).output();
        let Ok(lines) = lines else {
            println!("  `rg` is not on the PATH: install ripgrep for the ratio");
            report("glossator lint", &median(&mut [lint(), lint(), lint()].into_iter().collect::<io::Result<Vec<_>>>()?));
            return Ok(());
        };
        let matched: usize = String::from_utf8_lossy(&lines.stdout).lines().filter_map(|line| line.parse::<usize>().ok()).sum();
        println!("  {matched} lines hold a term");
        // Taking turns, so that a busy moment of the machine hits both; the first turn warms the disk's cache.
        lint()?;
        rg("terms")?;
        let (mut ours, mut theirs, mut theirs_of_heads, mut starts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(lint()?);
            theirs.push(rg("terms")?);
            theirs_of_heads.push(rg("heads")?);
            starts.push(start()?);
        }
        let (ours, theirs, start) = (median(&mut ours), median(&mut theirs), median(&mut starts));
        let theirs_of_heads = median(&mut theirs_of_heads);
        report("glossator lint", &ours);
        report("rg -F -i -w -f terms", &theirs);
        report("rg, one form of each term", &theirs_of_heads);
        report("glossator lint, one small file", &start);
        println!("  processor time: {:.2} x rg's (goal: at most 1)", ours.processor.as_secs_f64() / theirs.processor.as_secs_f64());
        let of_heads = ours.processor.as_secs_f64() / theirs_of_heads.processor.as_secs_f64();
        println!("  {:<32} {of_heads:.2} x rg's with one form of each term, where ours looks for all of them", "");
        println!("  start: {:.1} ms (goal: at most 15)", millis(start.wall));
        println!("  memory: {:.1} MB (goal: at most 30)", ours.memory as f64 / 1e6);
        Ok(())
    }

    /// Two glossaries with [`TERMS`] terms together (the shipped one, whose terms the texts are full of, and one of rare terms), the file `terms` with
    /// every surface of their forms, the file `heads` with one of each term, and a tree of Markdown with headings, lists, code, links and tables.
    fn write_tree(folder: &Path) -> io::Result<usize> {
        let shipped = glossary::read(EMBEDDED).0;
        let rare = material::glossary(TERMS - shipped.terms.len());
        let glossaries = [shipped, glossary::read(&rare).0];
        let forms = glossaries.iter().flat_map(|glossary| &glossary.terms).flat_map(|term| &term.forms);
        let surfaces: BTreeSet<&str> = forms.flat_map(|form| &form.surfaces).map(String::as_str).collect();
        fs::write(folder.join("shipped.glossary.md"), EMBEDDED)?;
        fs::write(folder.join("rare.glossary.md"), rare)?;
        fs::write(folder.join("terms"), surfaces.iter().map(|surface| format!("{surface}\n")).collect::<String>())?;
        let heads = glossaries.iter().flat_map(|glossary| &glossary.terms).filter_map(|term| term.forms.first()?.surfaces.first());
        fs::write(folder.join("heads"), heads.map(|head| format!("{head}\n")).collect::<String>())?;
        fs::write(folder.join("start.md"), "Un petit texte.\n")?;
        let prose = material::prose(BYTES * 9 / 10, 6);
        let size = prose.len() / FILES;
        let mut at = 0;
        for number in 0..FILES {
            let end =
                (at + size..).find(|&end| prose.is_char_boundary(end.min(prose.len()))).map_or(prose.len(), |end| end.min(prose.len()));
            let path = folder.join(format!("docs/{}/{}", number % 20, number / 100));
            fs::create_dir_all(&path)?;
            fs::write(path.join(format!("page-{number}.md")), markdown(&prose[at..end]))?;
            at = end;
        }
        Ok(surfaces.len())
    }

    fn markdown(prose: &str) -> String {
        let mut page = String::from("---\ntitle: Une page\n---\n\n# Titre\n\n");
        for (number, sentence) in prose.split_inclusive(". ").enumerate() {
            match number % 24 {
                3 => page.push_str(&format!("\n\n## Partie {number}\n\n{sentence}")),
                7..=9 => page.push_str(&format!("\n- {sentence}")),
                10 => page.push_str(&format!("\n\n{sentence}")),
                12 => page.push_str(&format!("\n\n```python\nmodel = load(\"{number}\")  # code\nmodel.run()\n```\n\n{sentence}")),
                15 => page.push_str(&format!("Voir [la page {number}](https://example.org/page/{number}) et **{}**", sentence.trim_end())),
                18 => page.push_str(&format!("\n\n| a | b |\n|---|---|\n| `x` | {} |\n\n", sentence.trim_end().replace('|', ""))),
                21 => page.push_str("\n\n"),
                _ => page.push_str(sentence),
            }
        }
        page
    }

    /// Runs a program to its end.
    fn cost(program: impl AsRef<OsStr>, arguments: &[&OsStr], folder: &Path) -> io::Result<Cost> {
        let started = Instant::now();
        let child = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut status = 0;
        // SAFETY: all zeros is a value of this plain struct, and both pointers live through the call.
        let usage = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            if libc::wait4(child.id().cast_signed(), &raw mut status, 0, &raw mut usage) < 0 {
                return Err(io::Error::last_os_error());
            }
            usage
        };
        if !libc::WIFEXITED(status) || libc::WEXITSTATUS(status) > 1 {
            return Err(io::Error::other(format!("a run ended with status {status}")));
        }
        let time = |time: libc::timeval| Duration::from_micros(time.tv_sec as u64 * 1_000_000 + time.tv_usec as u64);
        // Linux counts in KB, macOS in bytes (getrusage(2)).
        let unit = if cfg!(target_os = "macos") { 1 } else { 1_024 };
        Ok(Cost {
            processor: time(usage.ru_utime) + time(usage.ru_stime),
            wall: started.elapsed(),
            memory: usage.ru_maxrss as usize * unit,
        })
    }

    /// The medians of each cost by itself.
    fn median(costs: &mut [Cost]) -> Cost {
        let middle = costs.len() / 2;
        let mut median = |key: fn(&Cost) -> u128| {
            costs.sort_unstable_by_key(key);
            costs[middle]
        };
        Cost {
            processor: median(|cost| cost.processor.as_nanos()).processor,
            wall: median(|cost| cost.wall.as_nanos()).wall,
            memory: median(|cost| cost.memory as u128).memory,
        }
    }

    fn report(name: &str, cost: &Cost) {
        let (processor, wall) = (millis(cost.processor), millis(cost.wall));
        println!("  {name:<32} {processor:>8.1} ms of processor  {wall:>8.1} ms  {:>6.1} MB", cost.memory as f64 / 1e6);
    }

    fn millis(time: Duration) -> f64 {
        time.as_secs_f64() * 1_000.0
    }
}
