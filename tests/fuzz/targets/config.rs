//! Any text is a configuration: what is wrong with it is told, at places that exist.

#![no_main]

use glossator::config;
use glossator::messages::Locale;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let (config, problems) = config::from_toml(source);
    for problem in &problems {
        assert!(problem.span.is_none_or(|span| source.get(span.range()).is_some()), "{problem:?}");
        assert!([Locale::English, Locale::French].iter().all(|&locale| !problem.message.say(locale).is_empty()));
    }
    config.rules_for("docs/a.md");
    config.format_of("docs/a.md");
    let written = config::to_toml(&config, "docs/a.md", "origin", "default");
    assert!(config::from_toml(&written).1.is_empty(), "what is written is right: {written}");
    if let Ok(tree) = serde_json::from_str(source) {
        config::from_editor(&tree);
    }
});
