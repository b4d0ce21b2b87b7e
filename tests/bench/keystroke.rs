//! What a keystroke costs in a large document, as a ratio to a small one: from `didChange` to the pulled diagnostics, over the pipes of the real
//! server. `cargo bench --bench keystroke`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench says what it sees, and stops where it sees nothing")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const FAQ: &str = include_str!("../fixtures/faq.fr.txt");
const EDITS: usize = 200;

struct Client {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    next: i64,
}

impl Client {
    fn start() -> Self {
        let mut child =
            Command::new(env!("CARGO_BIN_EXE_glossator")).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut client = Self { child, input, output, next: 0 };
        client.request("initialize", json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
        client.notify("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        loop {
            let message = self.read();
            if message["id"] == id && message["method"].is_null() {
                return message["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).unwrap();
            match line.trim().strip_prefix("Content-Length: ") {
                Some(number) => length = number.parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Processor time of the server so far, in clock ticks (Linux: `proc(5)`).
    fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        [11, 12].iter().filter_map(|&at| fields.get(at)?.parse::<u64>().ok()).sum()
    }
}

/// The medians of wall time, and the mean processor time, of one-letter edits all over a text of `size` bytes.
fn measure(size: usize) -> (Duration, f64) {
    let paragraphs: Vec<&str> = FAQ.lines().collect();
    let mut text = String::new();
    for paragraph in paragraphs.iter().cycle() {
        if text.len() >= size {
            break;
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    let lines: Vec<usize> = text.lines().enumerate().filter(|(_, line)| line.len() > 80).map(|(number, _)| number).collect();
    let uri = "file:///bench/a.md";
    let mut client = Client::start();
    client.notify("textDocument/didOpen", json!({"textDocument": {"uri": uri, "languageId": "markdown", "version": 0, "text": text}}));
    let mut report = client.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut times = Vec::new();
    let ticks = client.ticks();
    for version in 1..=EDITS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let place = json!({"line": lines[random as usize % lines.len()], "character": random as usize / 7 % 60});
        let changes = json!([{"range": {"start": place, "end": place}, "text": "x"}]);
        let started = Instant::now();
        client.notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}));
        let params = json!({"textDocument": {"uri": uri}, "previousResultId": report["resultId"]});
        let answer = client.request("textDocument/diagnostic", params);
        times.push(started.elapsed());
        assert!(answer["kind"] == "full" || answer["kind"] == "unchanged");
        report["resultId"] = answer["resultId"].clone();
    }
    let ticks = client.ticks() - ticks;
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.child.wait().unwrap();
    times.sort();
    (times[times.len() / 2], ticks as f64 * 10.0 / EDITS as f64)
}

fn main() {
    println!("{:>10} {:>16} {:>18}", "document", "median edit", "CPU per edit");
    let sizes = [10_000, 100_000, 1_000_000, 10_000_000];
    let measured: Vec<(Duration, f64)> = sizes.iter().map(|&size| measure(size)).collect();
    for (size, (time, cpu)) in sizes.iter().zip(&measured) {
        println!("{:>7} KB {:>13} µs {:>15.2} ms", size / 1_000, time.as_micros(), cpu);
    }
    let ratio = measured[3].0.as_secs_f64() / measured[0].0.as_secs_f64();
    println!("10 MB to 10 KB: {ratio:.2} × the time (goal: at most 2)");
}
