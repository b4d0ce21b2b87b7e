//! What `lint` may be asked for.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use crate::cli::fix::FixArguments;
use crate::cli::report::Format;
use crate::config::Rule;

#[derive(Debug, clap::Args)]
pub struct LintArguments {
    /// Files or folders; the working folder where none is named. `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// One line a finding, without the text's line and the reason.
    #[arg(long)]
    pub brief: bool,
    /// Only this rule, also one that is off by default; may be given several times. Without it, every rule that is on but `term`.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = PossibleValuesParser::new(Rule::ALL.map(Rule::id)))]
    pub rule: Vec<String>,
    /// Exit with 1 if there is a finding of this level or above; `off` never does.
    #[arg(long, value_name = "LEVEL", default_value = "warning",
          value_parser = PossibleValuesParser::new(["error", "warning", "information", "hint", "off"]))]
    pub fail_on: String,
    /// Show no more findings than this; the others still count for --fail-on and in the summary.
    #[arg(long, value_name = "N")]
    pub max_findings: Option<usize>,
    /// Leave out the findings that this file holds.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the findings there are now into the --baseline file instead of showing them.
    #[arg(long, requires = "baseline", conflicts_with_all = ["changed_since", "max_findings", "statistics", "watch"])]
    pub write_baseline: bool,
    /// Only findings on lines that changed since this git revision was left; what git does not track counts as changed.
    #[arg(long, value_name = "REV", conflicts_with = "stdin_filename")]
    pub changed_since: Option<String>,
    /// How often instead of where: findings by rule, file and term, and the terms used most.
    #[arg(long, conflicts_with_all = ["max_findings", "watch"])]
    pub statistics: bool,
    /// Stay, look again at what changes, and tell what is new or mended; Ctrl-C ends it.
    #[arg(long, conflicts_with_all = ["changed_since", "max_findings", "stdin_filename"])]
    pub watch: bool,
    /// Leave out what the configuration and .glossatorignore leave out also where it is named, as a hook names every file.
    #[arg(long)]
    pub force_exclude: bool,
    /// What the text on standard input would be called: tells its format and configuration.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    pub fixing: FixArguments,
    /// Say what a rule is about, with examples and options, and do nothing else.
    #[arg(long, value_name = "RULE", exclusive = true)]
    pub explain: Option<String>,
}

impl LintArguments {
    /// The rules that were asked for; none where all are wanted.
    pub fn asked(&self) -> Vec<Rule> {
        self.rule.iter().filter_map(|id| Rule::parse(id)).collect()
    }
}
