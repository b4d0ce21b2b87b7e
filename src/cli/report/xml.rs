//! Text in XML 1.0.

/// `text` as it may stand in an attribute between `"`, or in an element. What no XML document may hold
/// (<https://www.w3.org/TR/xml/#charsets>) becomes U+FFFD; line breaks and tabs are kept.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#9;"),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes() {
        for (text, expected) in [
            ("été 🤗 'a'", "été 🤗 'a'"),
            ("<a b=\"c\"> & d", "&lt;a b=&quot;c&quot;&gt; &amp; d"),
            ("a\r\n\tb", "a&#13;&#10;&#9;b"),
            ("a\0\u{1B}\u{FFFE}b", "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
