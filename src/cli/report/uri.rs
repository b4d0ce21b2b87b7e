//! Paths in addresses.

/// A path as an address has it (RFC 3986, section 3.3): all but the unreserved characters and `/` in percent signs, so that no segment is taken for a
/// scheme.
pub(in crate::cli) fn escaped(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
