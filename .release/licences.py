"""The notices of the crates that are linked into the binary."""

import json
import pathlib
import re

from build import ROOT, run

NAMES = re.compile(r"(LICEN[CS]E|COPYING|COPYRIGHT|NOTICE|UNLICENSE)([-._].*)?$", re.I)
STANDARD = """The standard library of Rust: MIT OR Apache-2.0. Copyright (c) The Rust Project Contributors."""
MUSL = """The C library musl: MIT. Copyright © 2005-2020 Rich Felker, et al."""
MINGW = """The runtime of mingw-w64: public domain and Zope Public License 2.1. Copyright (c) 2009-2022 by the mingw-w64 project."""


def notices(target):
    """All notices as one text: first what is linked under which licence, then the texts, each once."""
    about = run(["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target.triple], cwd=ROOT)
    crates = linked(json.loads(about.stdout))
    lines = [f"{it['name']} {it['version']}: {it['license'] or 'see its text'}" for it in crates]
    lines += [STANDARD] + [MUSL] * (target.libc == "musl") + [MINGW] * (target.os == "win32")
    texts = {}
    for crate in crates:
        for file in sorted(pathlib.Path(crate["manifest_path"]).parent.iterdir()):
            if file.is_file() and NAMES.match(file.name):
                text = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip()
                texts.setdefault(text, []).append(crate["name"])
    parts = ["The program contains, under these licences:\n\n" + "\n".join(lines)]
    parts += [", ".join(dict.fromkeys(names)) + ":\n\n" + text for text, names in texts.items()]
    return f"\n\n{'=' * 80}\n\n".join(parts) + "\n"


def linked(metadata):
    """The packages whose code is in the binary: not those that only build or test it, and no procedural macros."""
    packages = {it["id"]: it for it in metadata["packages"]}
    nodes = {it["id"]: it for it in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    found, left = set(), [root]
    while left:
        for edge in nodes[left.pop()]["deps"]:
            package = packages[edge["pkg"]]
            is_macro = any("proc-macro" in it["kind"] for it in package["targets"])
            if any(it["kind"] is None for it in edge["dep_kinds"]) and not is_macro and edge["pkg"] not in found:
                found.add(edge["pkg"])
                left.append(edge["pkg"])
    return sorted((packages[it] for it in found), key=lambda it: (it["name"], it["version"]))
