//! `glossator lint`: what the rules find in texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::builder::PossibleValuesParser;

use super::baseline::{self, Baseline, Entry};
use super::fix::{self, FixArguments};
use super::location::Location;
use super::output;
use super::parallel::in_order;
use super::report::{self, Format, Located, Report, Style, uri};
use super::statistics::Statistics;
use super::texts::{ReadText, TextFile, Texts};
use super::watch;
use super::{Outcome, Surroundings, explain_rule, unused};
use crate::config::{self, Rule, Rules};
use crate::glossary::Severity;
use crate::lint::{Finding, Linter, UsedTerms};
use crate::matcher::Matcher;
use crate::messages::{LintMessage, Message, ReportMessage};
use crate::prose;
use crate::text::Lines;
use crate::workspace::{
    self,
    git::{Changed, Changes},
};

#[derive(Debug, clap::Args)]
pub(super) struct LintArguments {
    /// Files or folders; the working folder where none is named. `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// One line a finding, without the text's line and the reason.
    #[arg(long)]
    brief: bool,
    /// Only this rule, also one that is off by default; may be given several times. Without it, every rule that is on but `term`.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = PossibleValuesParser::new(Rule::ALL.map(Rule::id)))]
    rule: Vec<String>,
    /// Exit with 1 if there is a finding of this level or above; `off` never does.
    #[arg(long, value_name = "LEVEL", default_value = "warning",
          value_parser = PossibleValuesParser::new(["error", "warning", "information", "hint", "off"]))]
    fail_on: String,
    /// Show no more findings than this; the others still count for --fail-on and in the summary.
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Leave out the findings that this file holds.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the findings there are now into the --baseline file instead of showing them.
    #[arg(long, requires = "baseline", conflicts_with_all = ["changed_since", "max_findings", "statistics", "watch"])]
    write_baseline: bool,
    /// Only findings on lines that changed since this git revision was left; what git does not track counts as changed.
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// How often instead of where: findings by rule, file and term, and the terms used most.
    #[arg(long, conflicts_with_all = ["max_findings", "watch"])]
    statistics: bool,
    /// Stay, look again at what changes, and tell what is new or mended; Ctrl-C ends it.
    #[arg(long, conflicts_with_all = ["changed_since", "max_findings", "stdin_filename"])]
    watch: bool,
    /// Leave out what the configuration and .glossatorignore leave out also where it is named, as a hook names every file.
    #[arg(long)]
    force_exclude: bool,
    /// What the text on standard input would be called: tells its format and configuration.
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    fixing: FixArguments,
    /// Say what a rule is about, with examples and options, and do nothing else.
    #[arg(long, value_name = "RULE", exclusive = true)]
    explain: Option<String>,
}

impl LintArguments {
    /// The rules that were asked for; none where all are wanted.
    fn asked(&self) -> Vec<Rule> {
        self.rule.iter().filter_map(|id| Rule::parse(id)).collect()
    }
}

/// What a look at one text gives.
#[derive(Default)]
pub(super) struct Look {
    pub name: String,
    /// What is to be shown.
    pub findings: Vec<Located>,
    /// The same in a format that writes each finding by itself.
    pub rendered: Vec<String>,
    /// The path in the baseline, and what all findings are known by there; only where there is a baseline.
    entries: Option<(String, BTreeSet<Entry>)>,
    /// How many findings the baseline holds back.
    held_back: usize,
    /// How often each term is marked; only for statistics.
    uses: BTreeMap<String, usize>,
    /// The terms that it uses; only where somebody asks which are used nowhere.
    used: UsedTerms,
    fixes: usize,
    /// What stands on standard output instead of the findings.
    output: Option<String>,
    /// Why the text could not be looked at.
    pub failure: Option<Message>,
    /// Why its fixes could not be written; the findings are left.
    pub not_written: Option<Message>,
}

/// What a run needs to know before it looks at the first text.
pub(super) struct Linting<'a> {
    arguments: &'a LintArguments,
    pub surroundings: &'a Surroundings,
    style: Style,
    fail_on: Option<Severity>,
    /// The baseline, its file, and the name that messages have for it.
    baseline: Option<(Baseline, PathBuf, String)>,
    changes: Option<Changes>,
    /// Whether places are links.
    links: bool,
    /// The linters made so far.
    linters: Mutex<Vec<Arc<Linter>>>,
}

pub(super) fn run(arguments: &LintArguments, surroundings: &Surroundings) -> Outcome {
    if let Some(rule) = &arguments.explain {
        return explain_rule::run(rule, surroundings.locale);
    }
    let linting = match Linting::new(arguments, surroundings) {
        Ok(linting) => linting,
        Err(failure) => {
            output::tell_failure(&failure, surroundings.locale);
            return Outcome::Failure;
        }
    };
    if arguments.watch {
        return watch::run(&linting, &arguments.paths);
    }
    match Texts::gather(&arguments.paths, arguments.stdin_filename.as_deref(), surroundings) {
        Ok(texts) => linting.run(&texts),
        Err(failure) => {
            output::tell_failure(&failure, surroundings.locale);
            Outcome::Failure
        }
    }
}

impl<'a> Linting<'a> {
    fn new(arguments: &'a LintArguments, surroundings: &'a Surroundings) -> Result<Self, Message> {
        let style = if arguments.brief { Style::Brief } else { Style::Full };
        for (is_asked, option) in [(arguments.brief, "--brief"), (arguments.watch, "--watch"), (arguments.fixing.is_dry(), "--diff")] {
            if is_asked && arguments.format != Format::Human {
                return Err(ReportMessage::OnlyForPeople { option }.into());
            }
        }
        if arguments.watch && arguments.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(ReportMessage::NoWatchOfInput.into());
        }
        if arguments.statistics && !matches!(arguments.format, Format::Human | Format::Json) {
            return Err(ReportMessage::NoStatistics.into());
        }
        let baseline = match &arguments.baseline {
            Some(path) => Some(baseline_at(path, arguments.write_baseline, surroundings)?),
            None => None,
        };
        let changes = match &arguments.changed_since {
            Some(revision) => Some(Changes::since(revision, &surroundings.folder)?),
            None => None,
        };
        let fail_on = config::level(&arguments.fail_on).flatten();
        let links = arguments.format == Format::Human && output::shows_links();
        Ok(Self { arguments, surroundings, style, fail_on, baseline, changes, links, linters: Mutex::default() })
    }

    fn run(&self, texts: &Texts) -> Outcome {
        let locale = self.surroundings.locale;
        let mut run = Run { outcome: texts.outcome, ..Run::default() };
        run.report.fail_on = self.fail_on;
        in_order(&texts.files, |file| self.look(file, texts), |look| run.take(look, self));
        if self.looks_for_unused(texts) {
            let used = std::mem::take(&mut run.used);
            for (read, path, findings) in unused::findings(&used, texts, &self.arguments.asked()) {
                let mut look = Look { name: read.name.clone(), ..Look::default() };
                let changed = self.changes.as_ref().map_or(Changed::All, |changes| changes.of(&path));
                self.show(&read, (&path, changed), findings, &mut look);
                run.take(Some(look), self);
            }
        }
        run.report.is_complete = run.outcome != Outcome::Failure;
        if self.arguments.write_baseline {
            return self.write_baseline(&run);
        }
        let document = match (self.arguments.statistics, self.arguments.format) {
            (true, Format::Json) => run.statistics.json(),
            (true, _) => run.statistics.tables(locale),
            (false, format) => report::document(&run.report, format, locale),
        };
        run.outcome = output::worst(run.outcome, output::print(&document));
        fix::tell(run.fixes.iter().copied(), &self.arguments.fixing, locale);
        self.tell_of_the_rest(&run);
        if self.arguments.format == Format::Human {
            output::remark(&summary(&run.counts, run.statistics.texts).say(locale));
        }
        run.outcome
    }

    /// Says on standard error what was found and is not shown.
    fn tell_of_the_rest(&self, run: &Run) {
        let remark = |message: ReportMessage| output::remark(&Message::from(message).say(self.surroundings.locale));
        if run.not_shown > 0 {
            remark(ReportMessage::NotShown { findings: run.not_shown });
        }
        if run.held_back > 0 {
            remark(ReportMessage::InBaseline { findings: run.held_back });
        }
        let Some((baseline, path, name)) = &self.baseline else { return };
        let (_, stale) = self.renewed(baseline, path, run);
        for (path, Entry { rule, words, .. }) in stale.iter().take(MOST_STALE) {
            remark(ReportMessage::Stale { path: (*path).to_owned(), rule: rule.clone(), words: words.clone() });
        }
        if !stale.is_empty() {
            let (entries, unnamed) = (stale.len(), stale.len().saturating_sub(MOST_STALE));
            remark(ReportMessage::StaleEntries { path: name.clone(), entries, unnamed });
        }
    }

    fn renewed<'b>(&self, baseline: &'b Baseline, path: &Path, run: &Run) -> (Baseline, Vec<(&'b str, &'b Entry)>) {
        let asked = |id: &str| Rule::parse(id).is_none_or(|rule| self.asks_for(rule));
        let folder = baseline::folder_of(path);
        baseline.renewed(&run.entries, asked, |text| folder.join(text).exists())
    }

    fn write_baseline(&self, run: &Run) -> Outcome {
        let Some((baseline, path, name)) = &self.baseline else { return Outcome::Failure };
        let fail = |message: Message| {
            output::tell_failure(&message, self.surroundings.locale);
            Outcome::Failure
        };
        if !run.report.is_complete {
            return fail(ReportMessage::BaselineLeft { path: name.clone() }.into());
        }
        let (renewed, _) = self.renewed(baseline, path, run);
        match workspace::write::replace(path, renewed.write().as_bytes()) {
            Ok(()) => {
                let written = ReportMessage::BaselineWritten { path: name.clone(), findings: renewed.count() };
                output::remark(&Message::from(written).say(self.surroundings.locale));
                Outcome::Clean
            }
            Err(error) => fail(LintMessage::NotWritten { path: name.clone(), reason: error.into() }.into()),
        }
    }

    /// Whether somebody asks which terms the project's texts do not use.
    fn looks_for_unused(&self, texts: &Texts) -> bool {
        let is_on = || texts.glossary_files(&self.arguments.asked()).iter().any(|(_, rules)| rules.severity(Rule::UnusedTerm).is_some());
        texts.walks && self.asks_for(Rule::UnusedTerm) && !self.arguments.fixing.is_asked() && is_on()
    }

    /// Looks at one text. A glossary is exempt from its own rules, also where it was named.
    pub fn look(&self, file: &TextFile, texts: &Texts) -> Option<Look> {
        let mut look = Look { name: file.name(), ..Look::default() };
        if texts.is_glossary(file) || (self.arguments.force_exclude && !file.is_wanted()) {
            look.output = fix::untouched(file, &self.arguments.fixing);
            return look.output.is_some().then_some(look);
        }
        match texts.read(file) {
            Ok(read) => {
                let read = self.fixed(read, file, &mut look);
                self.look_at(&read, file, &mut look);
            }
            Err(failure) => look.failure = Some(failure),
        }
        Some(look)
    }

    /// The text to report on: that of the file, with its fixes made if they were asked for.
    fn fixed(&self, read: ReadText, file: &TextFile, look: &mut Look) -> ReadText {
        if !self.arguments.fixing.is_asked() {
            return read;
        }
        let mended = fix::fix(file, read, &self.arguments.fixing, |read| self.findings(read, file));
        (look.fixes, look.output, look.not_written) = (mended.fixes, mended.output, mended.failure);
        mended.read
    }

    /// What was asked for of the findings of a text. All rules are applied, so that a comment which silences one that was not asked for is not
    /// reported as useless.
    fn findings(&self, read: &ReadText, file: &TextFile) -> Vec<Finding> {
        let linter = self.linter(&read.matcher, file.rules(&self.arguments.asked()), read.format);
        let mut findings = linter.check(&read.source, &read.reading);
        findings.retain(|finding| self.asks_for(finding.rule));
        findings
    }

    fn look_at(&self, read: &ReadText, file: &TextFile, look: &mut Look) {
        if self.arguments.statistics {
            for mark in &read.reading.marks {
                *look.uses.entry(read.matcher.term(mark.occurrence.term).id.clone()).or_default() += 1;
            }
        }
        if self.asks_for(Rule::UnusedTerm) {
            look.used.add(&read.reading.marks, &read.matcher);
        }
        let changes = self.changes.as_ref().filter(|_| !file.is_standard_input());
        let changed = changes.map_or(Changed::All, |changes| changes.of(file.absolute()));
        self.show(read, (file.absolute(), changed), self.findings(read, file), look);
    }

    /// Puts the findings of a text into a look: of the file at an absolute path, of which these lines changed.
    fn show(&self, read: &ReadText, (file, changed): (&Path, Changed), findings: Vec<Finding>, look: &mut Look) {
        let path = self.baseline.as_ref().map(|(_, path, _)| baseline::relative(file, &baseline::folder_of(path)));
        look.entries = path.map(|path| (path, BTreeSet::new()));
        if findings.is_empty() {
            return;
        }
        let with_terms = findings.iter().map(|finding| (finding, finding.term.map(|term| read.matcher.term(term).id.as_str())));
        let mut fingerprints =
            if self.needs_fingerprints() { baseline::fingerprints(&read.source, with_terms) } else { Vec::new() }.into_iter();
        let lines = Lines::new(&read.source);
        let link = self.links.then(|| format!("file://{}", uri::escaped(&file.to_string_lossy())));
        for finding in &findings {
            let located = located(finding, fingerprints.next().unwrap_or_default(), read, &lines, self.surroundings);
            if self.is_held_back(&located, look) || !changed.touches(located.location.line..=located.location.end_line) {
                continue;
            }
            if self.arguments.format.writes_each() && !self.arguments.statistics {
                let text = (read.source.as_str(), &lines);
                let (format, locale) = (self.arguments.format, self.surroundings.locale);
                look.rendered.push(report::one(&located, format, self.style, link.as_deref(), text, locale));
            }
            look.findings.push(located);
        }
    }

    /// Notes a finding for the baseline, and tells whether it is in it.
    fn is_held_back(&self, finding: &Located, look: &mut Look) -> bool {
        let (Some((baseline, _, _)), Some((path, entries))) = (&self.baseline, &mut look.entries) else { return false };
        let entry = Entry::of(finding);
        let is_held_back = baseline.has(path, &entry);
        look.held_back += usize::from(is_held_back);
        entries.insert(entry);
        is_held_back
    }

    /// The linter of all texts with the same glossaries and rules: it remembers what it learns about terms.
    fn linter(&self, matcher: &Arc<Matcher>, rules: Rules, format: prose::Format) -> Arc<Linter> {
        let mut linters = self.linters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = linters.iter().find(|linter| linter.is_for(matcher, &rules, format)) {
            return Arc::clone(known);
        }
        let linter = Linter::new(Arc::clone(matcher), rules, format);
        // What is left out among findings that are compared or chosen from must not leave out others.
        let is_choosy = self.baseline.is_some() || self.changes.is_some() || self.arguments.watch || self.arguments.fixing.is_asked();
        let linter = Arc::new(if is_choosy { linter.unlimited() } else { linter });
        linters.push(Arc::clone(&linter));
        linter
    }

    /// Lets go of what was learnt about glossaries that may have changed.
    pub fn forget(&self) {
        self.linters.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn needs_fingerprints(&self) -> bool {
        self.baseline.is_some() || self.arguments.watch || matches!(self.arguments.format, Format::Sarif | Format::Gitlab)
    }

    fn asks_for(&self, rule: Rule) -> bool {
        let asked = &self.arguments.rule;
        if asked.is_empty() { rule != Rule::Term } else { asked.iter().any(|id| id == rule.id()) }
    }
}

/// How many stale entries of a baseline are named.
const MOST_STALE: usize = 10;

/// What was found so far.
#[derive(Default)]
struct Run {
    outcome: Outcome,
    report: Report,
    statistics: Statistics,
    counts: [usize; Rule::ALL.len()],
    /// How many findings were shown.
    shown: usize,
    /// How many were not, because enough were.
    not_shown: usize,
    held_back: usize,
    used: UsedTerms,
    /// Of each text.
    fixes: Vec<usize>,
    /// By the path in the baseline.
    entries: BTreeMap<String, BTreeSet<Entry>>,
}

impl Run {
    fn take(&mut self, look: Option<Look>, linting: &Linting) {
        let Some(mut look) = look else { return };
        if let Some(failure) = look.failure.as_ref().or(look.not_written.as_ref()) {
            output::tell_failure(failure, linting.surroundings.locale);
            self.report.failures.push(failure.say(linting.surroundings.locale));
            self.outcome = Outcome::Failure;
        }
        if look.failure.is_some() {
            return;
        }
        self.used.extend(std::mem::take(&mut look.used));
        self.fixes.push(look.fixes);
        self.statistics.add(&look.findings, &look.uses);
        self.held_back += look.held_back;
        self.entries.extend(look.entries.take());
        for finding in &look.findings {
            self.counts[finding.rule as usize] += finding.count;
            if self.report.fails(finding) {
                self.outcome = output::worst(self.outcome, Outcome::Findings);
            }
        }
        let arguments = linting.arguments;
        if arguments.statistics || arguments.write_baseline {
            return;
        }
        if let Some(output) = &look.output {
            self.outcome = output::worst(self.outcome, output::print(output));
            return;
        }
        let room = arguments.max_findings.map_or(usize::MAX, |most| most.saturating_sub(self.shown));
        let hidden: usize = look.findings.iter().skip(room).map(|finding| finding.count).sum();
        self.not_shown += hidden;
        look.findings.truncate(room);
        look.rendered.truncate(room);
        self.shown += look.findings.len();
        if !look.rendered.is_empty() {
            self.outcome = output::worst(self.outcome, output::print(&look.rendered.concat()));
        }
        if !arguments.format.writes_each() {
            // A text whose findings are not shown is not shown without findings either.
            let is_shown = hidden == 0 || !look.findings.is_empty();
            self.report.texts.extend(is_shown.then_some(look.name));
            self.report.findings.append(&mut look.findings);
        }
    }
}

/// The baseline in a file; where it is about to be written there need not be one yet.
fn baseline_at(path: &Path, is_written: bool, surroundings: &Surroundings) -> Result<(Baseline, PathBuf, String), Message> {
    let name = workspace::shown(path);
    let path = output::absolute(path, surroundings);
    let baseline = if is_written && !path.exists() { Baseline::default() } else { Baseline::read(&path, &name)? };
    Ok((baseline, path, name))
}

/// What was counted, in a sentence.
pub(super) fn summary(counts: &[usize; Rule::ALL.len()], files: usize) -> Message {
    let rules = Rule::ALL.into_iter().zip(counts).filter(|(_, count)| **count > 0).map(|(rule, count)| (rule.id(), *count)).collect();
    LintMessage::Summary { rules, files }.into()
}

fn located(finding: &Finding, fingerprint: String, read: &ReadText, lines: &Lines, surroundings: &Surroundings) -> Located {
    let location = |span| Location::new(&read.name, &read.source, lines, span);
    Located {
        location: location(finding.span),
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message.say(surroundings.locale),
        term: finding.term.map(|term| read.matcher.term(term).id.clone()),
        fix: finding.fix.as_ref().map(|fix| (location(fix.span), fix.replacement.clone())),
        fingerprint,
        count: match finding.message {
            Message::AndMore { more, .. } => more + 1,
            _ => 1,
        },
    }
}
