//! Character references (`&eacute;`, `&#233;`) in raw HTML.

use pulldown_cmark::{CowStr, Event, Parser};

/// The longest reference there is, `&CounterClockwiseContourIntegral;`, and the longest numeric ones are shorter.
const LONGEST: usize = 33;

/// What the character reference at the start of `text` stands for, and its length in bytes; `None` if there is no known one.
///
/// CommonMark knows the whole table of HTML, so it is asked.
pub(super) fn decode(text: &str) -> Option<(CowStr<'_>, usize)> {
    let body = text.strip_prefix('&')?;
    let name = body.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    if name == 0 || body.as_bytes().get(name) != Some(&b';') {
        return None;
    }
    let reference = &text[..name + 2];
    let decoded = Parser::new(reference).find_map(|event| if let Event::Text(decoded) = event { Some(decoded) } else { None })?;
    (decoded.as_ref() != reference).then_some((decoded, reference.len()))
}
