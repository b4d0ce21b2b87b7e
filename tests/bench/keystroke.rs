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

    /// Processor time of the server so far, all threads (Linux: `schedstat` in `proc(5)`); zero where there is no such thing.
    fn processor_time(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let nanoseconds = tasks.filter_map(|task| {
            let statistics = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            statistics.split_whitespace().next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanoseconds.sum())
    }
}

/// What edits cost.
struct Cost {
    wall: Duration,
    processor: Duration,
    mean_processor: Duration,
    /// How many of the reports were sent in full because they had changed.
    full: usize,
}

/// The medians of one-letter edits all over a text of `size` bytes.
fn measure(size: usize) -> Cost {
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
    let (mut times, mut processor, mut full) = (Vec::new(), Vec::new(), 0);
    for version in 1..=EDITS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let place = json!({"line": lines[random as usize % lines.len()], "character": random as usize / 7 % 60});
        let changes = json!([{"range": {"start": place, "end": place}, "text": "x"}]);
        let (started, used) = (Instant::now(), client.processor_time());
        client.notify("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}));
        let params = json!({"textDocument": {"uri": uri}, "previousResultId": report["resultId"]});
        let answer = client.request("textDocument/diagnostic", params);
        times.push(started.elapsed());
        processor.push(client.processor_time() - used);
        assert!(answer["kind"] == "full" || answer["kind"] == "unchanged");
        full += usize::from(answer["kind"] == "full");
        report["resultId"] = answer["resultId"].clone();
    }
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.child.wait().unwrap();
    times.sort();
    processor.sort();
    let mean_processor = processor.iter().sum::<Duration>() / EDITS as u32;
    Cost { wall: times[EDITS / 2], processor: processor[EDITS / 2], mean_processor, full }
}

fn main() {
    println!("{EDITS} one-letter edits: medians of wall and processor time, mean of processor time, reports that changed");
    let sizes = [10_000, 100_000, 1_000_000, 10_000_000];
    let costs: Vec<Cost> = sizes.iter().map(|&size| measure(size)).collect();
    for (size, cost) in sizes.iter().zip(&costs) {
        let [wall, processor, mean] = [cost.wall, cost.processor, cost.mean_processor].map(|time| time.as_micros());
        println!("{:>7} KB {wall:>8} µs {processor:>8} µs {mean:>8} µs {:>6}", size / 1_000, cost.full);
    }
    let ratio = |time: fn(&Cost) -> Duration| time(&costs[3]).as_secs_f64() / time(&costs[0]).as_secs_f64();
    println!("10 MB to 10 KB: {:.2} × the time, {:.2} × the processor (goal: at most 2)", ratio(|it| it.wall), ratio(|it| it.processor));
}
