"""What the tests of the editors share: getting an editor, a folder to try it in, a terminal to drive it, and the report.

Every `tests/editors/<name>/run [GLOSSATOR_BINARY]` prints one line a check,

    ok      hover: the window shows the item
    FAILED  …
    -       completion: the server does not announce it

and at the end `Neovim 0.11.4: 18 passed, 0 failed`. The words before the colon are the columns of the table of `tests/editors/run`.
Waiting is for an event, with a deadline; nothing waits for a time to pass.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import termios
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tests/editors/text"
INSTALLED = ROOT / "target/editors"
CONFIGURATIONS = ROOT / "editors"
DEADLINE = float(os.environ.get("GLOSSATOR_EDITOR_DEADLINE", 60))

# The text: line 3 has the term, line 4 a form to avoid behind an emoji, and the last line is where a completion is typed.
TERM, ANSWER = "perplexité", "mesure de la capacité du modèle"
AVOIDED, PREFERRED = "fine tuning", "fine-tuning"
# A word that the text has not, for editors complete those by themselves.
PREFIX, COMPLETED = "tense", "tenseur"


def binary():
    """The server under test: the first argument, else the release build."""
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/glossator").resolve()
    if not os.access(path, os.X_OK):
        sys.exit(f"no binary at {path}: run cargo build --release first")
    return path


def apt(*packages):
    """Installs what is missing of these Debian packages, which needs root."""
    state = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages], capture_output=True, text=True).stdout
    present = {line.split()[0] for line in state.splitlines() if line.endswith(" installed")}
    missing = [package for package in packages if package not in present]
    if not missing:
        return
    if os.geteuid() != 0:
        sys.exit("to be installed first: apt-get install --no-install-recommends " + " ".join(missing))
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600", *missing]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    if subprocess.run(install, **quiet).returncode != 0:
        subprocess.run(["apt-get", "update", "-q", "-o", "DPkg::Lock::Timeout=600"], **quiet)
        subprocess.run(install, check=True, env=quiet["env"])


def python_environment(name, *packages):
    """A virtual environment with these packages, made once."""
    environment = INSTALLED / name
    done = environment / ".installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        subprocess.run([environment / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
        done.touch()
    return environment


def debian_prefix(name, suite, *packages):
    """Packages of another Debian suite, unpacked under target/editors; the system is left as it is."""
    prefix = INSTALLED / name
    done = prefix / ".installed"
    if done.exists():
        return prefix
    shutil.rmtree(prefix, ignore_errors=True)
    state, downloads = prefix / "apt", prefix / "downloads"
    for folder in (state / "lists/partial", state / "cache/archives/partial", downloads):
        folder.mkdir(parents=True)
    (state / "status").touch()
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (state / "sources.list").write_text(f"deb [signed-by={keyring}] http://deb.debian.org/debian {suite} main\n")
    options = {
        "Dir::Etc::sourcelist": state / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": state / "lists",
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    flags = [part for key, value in options.items() for part in ("-o", f"{key}={value}")]
    subprocess.run(["apt-get", *flags, "update", "-q"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["apt-get", *flags, "download", "-q", *packages], check=True, stdout=subprocess.DEVNULL, cwd=downloads)
    for package in downloads.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, prefix], check=True)
    shutil.rmtree(state)
    shutil.rmtree(downloads)
    done.touch()
    return prefix


@contextlib.contextmanager
def scene(program):
    """A home without settings and a project with the text; `glossator` on the path is `program`. Gives the project and the environment."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="glossator-editor-"))
    try:
        project, programs, runtime = home / "projet", home / "bin", home / "run"
        (project / ".git").mkdir(parents=True)
        programs.mkdir()
        runtime.mkdir(mode=0o700)
        shutil.copy(TEXTS / "essai.md", project)
        (programs / "glossator").symlink_to(program)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "LC_", "LANG", "TMUX", "GLOSSATOR"))}
        environment = kept | {
            "HOME": str(home),
            "PATH": f"{programs}:{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_RUNTIME_DIR": str(runtime),
        }
        yield project, environment
    finally:
        # Some clients go on behind their editor, as kak-lsp does, and Kate writes its settings at the end.
        stop_all_of(home)
        shutil.rmtree(home)


def stop_all_of(home):
    """Ends what still runs with this home, and waits until it has ended."""
    mark = f"HOME={home}".encode()

    def stop(signal):
        running = 0
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    running += 1
                    os.kill(int(process.name), signal)
        return running

    stop(15)
    # 0 asks whether it is there.
    if not wait(lambda: not stop(0), 5):
        stop(9)


def announced(program):
    """What the server can do, as it tells a client that can do much."""
    kinds = {"codeActionKind": {"valueSet": ["quickfix"]}}
    completion = {"completionItem": {"documentationFormat": ["markdown"]}}
    able = {"textDocument": {"codeAction": {"codeActionLiteralSupport": kinds}, "completion": completion}, "workspace": {"symbol": {}}}
    server = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": able}}
    body = json.dumps(request).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.stdin.flush()
    length = 0
    while header := server.stdout.readline().strip():
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    answer = json.loads(server.stdout.read(length))
    server.kill()
    server.wait()
    return answer["result"]["capabilities"]


def wait(condition, deadline=DEADLINE):
    """Asks until the condition holds; its last value."""
    end = time.monotonic() + deadline
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(0.03)
    return value


class Report:
    """Prints the checks as they are made, and counts them."""

    def __init__(self, program):
        self.capabilities = announced(program)
        self.passed = self.failed = 0

    def check(self, name, holds, seen=""):
        """One check; `seen` is shown where it fails."""
        if holds:
            self.passed += 1
            print(f"ok      {name}", flush=True)
        else:
            self.failed += 1
            shown = str(seen).rstrip().replace("\n", "\n        ")
            print(f"FAILED  {name}\n        saw: {shown}", flush=True)
        return bool(holds)

    def offers(self, capability, name):
        """Whether the server announces it; if not, the column says so."""
        if self.capabilities.get(capability):
            return True
        print(f"-       {name}: the server does not announce {capability}", flush=True)
        return False

    def follow(self, command, project, environment):
        """Runs an editor without a screen that prints checks itself, as this class does, and counts them."""
        environment = environment | {"DEADLINE": str(DEADLINE)}
        errors = project.parent / "errors.txt"
        with errors.open("w") as stderr, subprocess.Popen(
            command, cwd=project, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True, encoding="utf-8"
        ) as editor:
            # The editor's own waits have their deadlines; this one is for an editor that hangs.
            hanging = threading.Timer(5 * DEADLINE, editor.kill)
            hanging.start()
            failed = self.failed
            for line in editor.stdout:
                print(line, end="", flush=True)
                self.passed += line.startswith("ok ")
                self.failed += line.startswith("FAILED ")
            status = editor.wait()
            hanging.cancel()
        if status != 0 and self.failed == failed:
            self.check("the editor comes to its end", False, f"status {status}\n{errors.read_text(errors='replace')[-4000:]}")

    def end(self, editor):
        """Prints the line that sums up; whether all passed."""
        print(f"{editor}: {self.passed} passed, {self.failed} failed", flush=True)
        return not self.failed


class Terminal:
    """An editor in a terminal (tmux) of 100 columns and 30 lines; the editor ends with it."""

    def __init__(self, command, project, environment):
        apt("tmux")
        self.environment = environment
        self.socket = str(project.parent / "tmux")
        command = [str(part) for part in command]
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "editor", "-x", "100", "-y", "30", "-c", project, *command, check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._tmux("kill-server")

    def _tmux(self, *arguments, check=False):
        command = ["tmux", "-S", self.socket, *map(str, arguments)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=check).stdout

    def screen(self):
        """What stands on it."""
        return self._tmux("capture-pane", "-p", "-t", "editor")

    def shows(self, *texts):
        """Whether all of these are on it at once, before the deadline."""
        return wait(lambda: all(text in self.screen() for text in texts))

    def lists(self, word):
        """Whether a row comes up that begins with the word, as in a menu; signs and numbers before it do not count."""
        return wait(lambda: re.search(rf"(?m)^[\W\d]*{re.escape(word)}\b", self.screen()))

    def keys(self, *names):
        """Presses keys, by tmux's names."""
        for name in names:
            self._tmux("send-keys", "-t", "editor", name)
            if name == "Escape":
                # With a letter right behind it, it would be that letter with Alt.
                wait(lambda: self._unread() == 0)

    def _unread(self):
        """How many bytes the editor has not read yet."""
        terminal = os.open(self._tmux("display-message", "-p", "-t", "editor", "#{pane_tty}").strip(), os.O_RDONLY | os.O_NOCTTY)
        try:
            return int.from_bytes(fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)), sys.byteorder)
        finally:
            os.close(terminal)

    def types(self, text):
        """Types a text as it is."""
        self._tmux("send-keys", "-t", "editor", "-l", text)

    def picture(self, name):
        """With PICTURES=FOLDER, a picture of the screen there; needs Debian's aha and chromium."""
        folder = os.environ.get("PICTURES")
        if not folder:
            return
        escapes = self._tmux("capture-pane", "-e", "-p", "-t", "editor")
        page = subprocess.run(["aha", "--black", "--title", name], input=escapes, capture_output=True, text=True, check=True).stdout
        style = "font:16px DejaVu Sans Mono,Noto Color Emoji,monospace;margin:10px;line-height:1.25"
        with tempfile.TemporaryDirectory() as work:
            file = pathlib.Path(work, "page.html")
            file.write_text(page.replace("<pre>", f'<pre style="{style}">'))
            browse(file, pathlib.Path(folder, name + ".png"), 1000, 640)


def browse(page, picture, width, height):
    """A picture of a page as Chromium shows it."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
    command = ["chromium", *flags.split(), "--disable-sync", "--hide-scrollbars", f"--user-data-dir={page.parent / 'chromium'}"]
    subprocess.run([*command, f"--window-size={width},{height}", f"--screenshot={picture}", f"file://{page}"], capture_output=True, check=True)
