//! Patterns for paths, as `.gitignore` writes them.

use globset::{GlobBuilder, GlobMatcher};

/// A pattern for paths relative to a folder. One without a slash matches a file or folder of that name anywhere; a folder that
/// matches stands for all below it. `*` stays within a name, `**` does not.
#[derive(Clone, Debug)]
pub struct Glob {
    pattern: String,
    matcher: GlobMatcher,
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern
    }
}

impl Glob {
    /// Reads a pattern; fails with the reason, in English.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let path = pattern.strip_prefix("./").unwrap_or(pattern);
        let path = path.strip_suffix('/').unwrap_or(path);
        let anchored = match path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None if path.contains('/') => path.to_owned(),
            None => format!("**/{path}"),
        };
        let glob = GlobBuilder::new(&anchored).literal_separator(true).build().map_err(|error| error.kind().to_string())?;
        Ok(Self { pattern: pattern.to_owned(), matcher: glob.compile_matcher() })
    }

    /// As written.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether it matches `path` or a folder above it; `path` is relative and parted by `/`.
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.is_match(path) || path.match_indices('/').any(|(end, _)| self.matcher.is_match(&path[..end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("*.txt", "a.txt", true),
            ("*.txt", "docs/deep/a.txt", true),
            ("CHANGELOG.md", "CHANGELOG.md", true),
            ("CHANGELOG.md", "docs/CHANGELOG.md", true),
            ("/CHANGELOG.md", "docs/CHANGELOG.md", false),
            ("docs/**", "docs/deep/a.md", true),
            ("docs/**", "a.md", false),
            ("docs/*.md", "docs/deep/a.md", false),
            ("docs/old", "docs/old/deep/a.md", true),
            ("docs/old/", "docs/old/a.md", true),
            ("old", "docs/old/a.md", true),
            ("./docs", "docs/a.md", true),
            ("docs", "docs2/a.md", false),
            ("*.{md,txt}", "a.md", true),
        ] {
            assert_eq!(Glob::new(pattern).unwrap().matches(path), expected, "{pattern} {path}");
        }
        assert!(Glob::new("docs/[").is_err());
    }
}
