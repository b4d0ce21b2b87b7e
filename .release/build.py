"""Builds the binary for a target with what this machine has, or says what is missing."""

import os
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]


class Missing(Exception):
    """Why a target cannot be built or tried here, in one line."""


class Failed(Exception):
    """A command that should have worked did not, in one line."""


class Compiler:
    """A rustc: the standard libraries it has, and the source to build others from."""

    def __init__(self, rustc):
        self.rustc = rustc
        about = run([rustc, "-vV"]).stdout
        self.version = re.search(r"release: (.+)", about)[1]
        self.host = re.search(r"host: (.+)", about)[1]
        self.sysroot = pathlib.Path(run([rustc, "--print", "sysroot"]).stdout.strip())

    def has_std(self, triple):
        return any((self.sysroot / "lib/rustlib" / triple / "lib").glob("libstd-*"))

    def has_source(self):
        return (self.sysroot / "lib/rustlib/src/rust/library/std").is_dir()


def build(target, compilers, log):
    """Builds for `target`; returns the binary and how it was built. Raises `Missing`."""
    compiler = next((it for it in compilers if it.has_std(target.triple)), None)
    way = "its standard library"
    if compiler is None:
        compiler = next((it for it in compilers if it.has_source()), None)
        way = "a standard library built from source"
    if compiler is None:
        versions = ", ".join(it.version for it in compilers)
        raise Missing(f"rustc {versions} has no standard library for {target.triple}, and no source to build one (rustup component add rust-src)")
    has_zig = shutil.which("cargo-zigbuild") is not None
    if not has_zig and target.triple != compilers[0].host:
        raise Missing(f"no linker for {target.triple}: pip install cargo-zigbuild ziglang")
    triple = f"{target.triple}.{target.glibc}" if target.glibc and has_zig else target.triple
    command = ["cargo", "zigbuild" if has_zig else "build", "--release", "--locked", "--target", triple]
    environment = {**os.environ, "RUSTC": compiler.rustc, "CARGO_ENCODED_RUSTFLAGS": "\x1f".join(flags(target, compiler, has_zig))}
    if target.os == "darwin":
        # Cargo would strip with a tool that compilers without Apple's have not; the linker does it (see flags).
        environment["CARGO_PROFILE_RELEASE_STRIP"] = "false"
    if not compiler.has_std(target.triple):
        command += ["-Z", "build-std=std,panic_unwind"]
        environment["RUSTC_BOOTSTRAP"] = "1"
    with open(log, "w", encoding="utf-8") as output:
        status = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, check=False).returncode
    if status != 0:
        errors = [line for line in log.read_text(encoding="utf-8").splitlines() if "error" in line]
        raise Missing(f"the build failed ({log}): {errors[0].strip()[:160] if errors else status}")
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return folder / target.triple / "release" / target.binary, f"rustc {compiler.version}, {way}" + (", zig" if has_zig else "")


def flags(target, compiler, has_zig):
    """Flags that keep this machine's paths out of the binary, and those that the linker needs."""
    cargo = os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo")
    result = [f"--remap-path-prefix={compiler.sysroot}=/rust", f"--remap-path-prefix={ROOT}=/glossator", f"--remap-path-prefix={cargo}=/cargo"]
    if has_zig and target.libc == "musl" and not compiler.has_std(target.triple):
        # Zig has the start files and the C library that a built standard library comes without.
        result.append("-Clink-self-contained=no")
    if target.os == "darwin":
        result.append("-Clink-arg=-Wl,-s")
    return result


def floor(target, binary):
    """The oldest system that the binary runs on, as it says itself."""
    content = binary.read_bytes()
    if target.os != "linux":
        return "-"
    versions = {tuple(map(int, it.decode().split("."))) for it in re.findall(rb"GLIBC_(2\.[0-9.]+)\0", content)}
    return "glibc " + ".".join(map(str, max(versions))) if versions else "static"


def run(command, **options):
    """Runs a command quietly; its output is text. Raises `Failed` with the last thing that it said."""
    ran = subprocess.run(command, check=False, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if ran.returncode != 0:
        said = (ran.stderr.strip() or ran.stdout.strip() or "nothing").splitlines()[-1]
        raise Failed(f"{' '.join(map(str, command))}: exit code {ran.returncode}: {said}")
    return ran
