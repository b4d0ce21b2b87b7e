//! Edits are applied in the order they were sent, and a request sees the text that stood when it was sent.

use serde_json::{Value, json};

use crate::harness::Server;

const URI: &str = "file:///order.md";

/// The same numbers every time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

/// The text on the client's side: characters, and positions counted from the start each time.
#[derive(Default)]
struct Plain(Vec<char>);

impl Plain {
    /// Replaces a random stretch and answers with the change as the protocol says it, in UTF-16.
    fn random_edit(&mut self, numbers: &mut Numbers) -> Value {
        let start = self.place_before(numbers.below(self.0.len() + 1));
        let end = self.place_before((start + numbers.below(4)).min(self.0.len()));
        let text = ["a", "é😀", "\n", "", "mot ", "\r\n", "𝔘"][numbers.below(7)];
        let change = json!({"range": {"start": self.position(start), "end": self.position(end)}, "text": text});
        self.0.splice(start..end, text.chars());
        change
    }

    fn position(&self, index: usize) -> Value {
        let before = &self.0[..index];
        let starts_line = |(index, character): (usize, &char)| match character {
            '\n' => Some(index + 1),
            '\r' if self.0.get(index + 1) != Some(&'\n') => Some(index + 1),
            _ => None,
        };
        let starts: Vec<usize> = before.iter().enumerate().filter_map(starts_line).collect();
        let line = &before[starts.last().copied().unwrap_or(0)..];
        json!({"line": starts.len(), "character": line.iter().map(|character| character.len_utf16()).sum::<usize>()})
    }

    /// The place itself, or the one before it: there is no position between `\r` and `\n`.
    fn place_before(&self, index: usize) -> usize {
        index - usize::from(index > 0 && self.0.get(index - 1..=index) == Some(&['\r', '\n']))
    }

    fn text(&self) -> String {
        self.0.iter().collect()
    }
}

#[test]
fn a_thousand_edits() {
    let mut server = Server::start(json!({"textDocument": {"diagnostic": {}}}));
    let (mut numbers, mut plain) = (Numbers(88_172_645_463_325_252), Plain::default());
    server.open(URI, "markdown", "");
    for version in 2..=1001 {
        let edit = plain.random_edit(&mut numbers);
        server.change(URI, version, json!([edit]));
    }
    let answer = server.request("glossator/text", json!({"uri": URI})).unwrap();
    assert_eq!(answer, json!({"text": plain.text(), "version": 1001}));
}

#[test]
fn a_request_sees_the_edits_before_it_and_no_other() {
    let mut server = Server::start(json!({"textDocument": {"diagnostic": {}}}));
    let (mut numbers, mut plain) = (Numbers(1), Plain::default());
    server.open(URI, "markdown", "");
    let mut expected = Vec::new();
    for version in 2..=301 {
        let edits = [plain.random_edit(&mut numbers), plain.random_edit(&mut numbers)];
        server.change(URI, version, json!(edits));
        expected.push((server.send_request("glossator/text", json!({"uri": URI})), plain.text(), version));
    }
    for (request, text, version) in expected {
        assert_eq!(server.reply_to(request), Ok(json!({"text": text, "version": version})));
    }
}
