"""Tries packages as their users do: installs each into an empty folder and runs what is there."""

import json
import os
import pathlib
import platform
import shutil
import signal
import subprocess
import sys
import tarfile
import venv
import zipfile

from build import Failed, Missing, run

TEXT = "Après le fine tuning, la perplexité du LLM a baissé.\n"
MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
HERE = (sys.platform, MACHINES.get(platform.machine().lower()))


def runner(target):
    """The command that runs programs of `target` here, and its name. Raises `Missing`."""
    if (target.os, target.cpu) == HERE:
        return [], "running it"
    if target.os == "linux" and HERE[0] == "linux":
        machine = {"x64": "x86_64", "arm64": "aarch64"}[target.cpu]
        emulator = shutil.which(f"qemu-{machine}") or shutil.which(f"qemu-{machine}-static")
        if emulator is None:
            raise Missing(f"no qemu-{machine} to run it (Debian: qemu-user)")
        libraries = pathlib.Path(f"/usr/{machine}-linux-gnu")
        if target.libc == "glibc" and not libraries.is_dir():
            raise Missing(f"no glibc of {machine} to run it (Debian: libc6-{target.cpu.replace('x64', 'amd64')}-cross)")
        return [emulator, "-L", str(libraries)], "qemu"
    # Debian's wine64 is not on the PATH.
    wine = shutil.which("wine") or shutil.which("wine64") or shutil.which("/usr/lib/wine/wine64")
    if target.os == "win32" and target.cpu == HERE[1] and wine:
        library = "C:\\windows\\system32\\bcryptprimitives.dll"
        if subprocess.run([wine, "cmd", "/c", f"if not exist {library} exit 1"], check=False, capture_output=True, env=english()).returncode:
            raise Missing("this wine is older than 9 and lacks bcryptprimitives.dll, which programs in Rust need")
        return [wine], "wine"
    raise Missing("nothing here runs it")


def program(command, version, folder):
    """Whether a program is what it should be: it says its version, finds terms, fails as it should, and serves an editor. Raises `Failed`."""
    (folder / "text.md").write_text(TEXT, encoding="utf-8")
    ask = lambda *arguments: subprocess.run([*command, *arguments], cwd=folder, check=False, capture_output=True, encoding="utf-8", env=english())
    said = ask("--version")
    expect(said.stdout.strip() == f"glossator {version}", f"--version says {said.stdout!r} {said.stderr[-200:]!r}")
    found = ask("find", "--format", "jsonl", "text.md")
    terms = [json.loads(line).get("term") for line in found.stdout.splitlines()]
    expect(found.returncode == 0 and len(terms) == 3, f"find says {terms}, exit code {found.returncode}")
    expect(ask("explain", "zzyzx").returncode == 1, "an unknown term does not exit with 1")
    expect(ask("trouve").returncode == 2, "an unknown command does not exit with 2")
    serves(command, folder)


def serves(command, folder):
    """Whether `serve` answers over pipes and ends when it is told to. Raises `Failed`."""
    server = subprocess.Popen([*command, "serve"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    send(server, {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}})
    answer = receive(server, 1)
    expect(answer.get("result", {}).get("capabilities", {}).get("hoverProvider"), f"initialize is answered with {str(answer)[:200]}")
    send(server, {"method": "initialized", "params": {}})
    send(server, {"id": 2, "method": "shutdown"})
    receive(server, 2)
    send(server, {"method": "exit"})
    expect(server.wait(60) == 0, f"serve ends with {server.returncode}")


def send(server, message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    server.stdin.flush()


def receive(server, number):
    """The answer to request `number`; what comes before it is passed over."""
    while True:
        length = 0
        while (line := server.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            expect(line, "serve closed its output")
        message = json.loads(server.stdout.read(length))
        if message.get("id") == number and "method" not in message:
            return message


def archive(file, target, release, folder, run_by):
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as packed:
            packed.extractall(folder)
    else:
        with tarfile.open(file) as packed:
            packed.extractall(folder)
    (inside,) = folder.iterdir()
    names = {it.relative_to(inside).as_posix() for it in inside.rglob("*")}
    wanted = {"README.md", "LICENSE-MIT", "THIRD-PARTY.txt", "man/man1/glossator-lint.1", "man/fr/man1/glossator.1", "completions/_glossator"}
    expect(wanted <= names, f"{file.name} lacks {', '.join(wanted - names)}")
    program([*run_by, inside / target.binary], release.version, folder)


def wheel(file, target, release, folder, run_by):
    if not run_by and target.libc != "musl":
        venv.create(folder / "venv", with_pip=True)
        scripts = folder / "venv" / ("Scripts" if target.os == "win32" else "bin")
        run([scripts / "pip", "install", "--quiet", "--no-index", "--find-links", file.parent, f"glossator=={release.version}"])
    else:
        # Another platform's pip would take it; this one is told to act for it.
        tags = [argument for tag in target.wheel.split(".") for argument in ["--platform", tag]]
        run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--only-binary", ":all:", *tags, "--target", folder / "site", file])
        scripts = folder / "site/bin"
    program([*run_by, scripts / target.binary], release.version, folder)


def npm(files, target, release, folder, run_by):
    """Installs the packages `files`, those of the platform and of the launcher, without the registry."""
    platform_flags = [f"--os={target.os}", f"--cpu={target.cpu}"] + ([f"--libc={target.libc}"] if target.libc else [])
    (folder / "package.json").write_text('{"name": "trial", "version": "1.0.0", "private": true}\n', encoding="utf-8")
    is_for_here = not run_by and target.libc != "musl"
    # npm refuses a package that is named and is for another platform, whatever platform it is told to act for.
    force = [] if is_for_here else ["--force"]
    run(["npm", "install", "--offline", "--no-audit", "--no-fund", *force, *platform_flags, *files], cwd=folder)
    if not is_for_here:
        return program([*run_by, folder / "node_modules" / target.npm / target.binary], release.version, folder)
    program(["npx", "--no-install", "glossator"], release.version, folder)
    launcher = [folder / "node_modules/.bin/glossator"]
    serves(launcher, folder)
    if os.name == "posix":
        ends_by_signal(launcher, folder)
    shutil.rmtree(folder / "node_modules" / target.npm)
    for locale, words in [("fr_FR.UTF-8", "n’est pas installé"), ("C", "is not installed")]:
        said = subprocess.run([*launcher, "find"], cwd=folder, check=False, capture_output=True, encoding="utf-8", env={**os.environ, "LC_ALL": locale})
        expect(said.returncode == 2 and target.npm in said.stderr and words in said.stderr, f"without {target.npm} the launcher says {said.stderr!r}")
    return None


def ends_by_signal(launcher, folder):
    """Whether a signal to the launcher ends the program, and the launcher as if it had been the program."""
    server = subprocess.Popen([*launcher, "serve"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    send(server, {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}})
    receive(server, 1)
    server.terminate()
    expect(server.wait(60) == -signal.SIGTERM, f"told to terminate, the launcher ends with {server.returncode}")
    # The program had the other end of this pipe: it is closed when both are gone.
    expect(server.stdout.read() == b"", "the program goes on without its launcher")


def vsix(file, target, release, folder, run_by):
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
    manifest = (folder / "extension.vsixmanifest").read_text(encoding="utf-8")
    expect(f'TargetPlatform="{target.vsix}"' in manifest and f'Version="{release.version}"' in manifest, f"{file.name} is for another platform or version")
    server = folder / "extension/server" / target.binary
    server.chmod(0o755)
    program([*run_by, server], release.version, folder)


def english():
    return {**os.environ, "LC_ALL": "C", "WINEDEBUG": "-all"}


def expect(holds, otherwise):
    if not holds:
        raise Failed(otherwise)
