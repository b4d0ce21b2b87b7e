"""Makes the packages of one target: an archive, a wheel, an npm package and a .vsix. The same input makes the same bytes (but for the .vsix)."""

import base64
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import tarfile
import tempfile
import time
import zipfile

from build import ROOT, Missing, run

HERE = pathlib.Path(__file__).resolve().parent
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]


def archive(release, target, binary, documents, notices):
    """A folder with the binary and all that goes with it, as .tar.gz or for Windows as .zip. `documents` are files by their names in the folder."""
    folder = f"glossator-{release.version}-{target.name}"
    files = {name: (ROOT / name).read_bytes() for name in ["README.md", "CHANGELOG.md", *LICENCES]}
    files |= documents | {"THIRD-PARTY.txt": notices.encode(), target.binary: binary.read_bytes()}
    files = {f"{folder}/{name}": content for name, content in sorted(files.items())}
    if target.os == "win32":
        return write_zip(release, release.out / f"{folder}.zip", files, target.binary)
    file = release.out / f"{folder}.tar.gz"
    tar_bytes = io.BytesIO()
    with tarfile.open(fileobj=tar_bytes, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(content), release.epoch
            entry.mode = 0o755 if name.endswith(f"/{target.binary}") else 0o644
            tar.addfile(entry, io.BytesIO(content))
    with open(file, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=release.epoch) as out:
        out.write(tar_bytes.getvalue())
    return file


def write_zip(release, file, files, binary):
    """Writes a .zip of `files`, contents by name, in which the file called `binary` may be run."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            # A .zip knows no year before 1980.
            entry = zipfile.ZipInfo(name, time.gmtime(max(release.epoch, 315_532_800))[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (0o100755 if name.endswith(f"/{binary}") else 0o100644) << 16
            out.writestr(entry, content)
    return file


def wheel(release, target, binary, notices):
    """A wheel around the binary, as `maturin build` makes it, whose metadata maturin writes. Raises `Missing`."""
    if not shutil.which("maturin"):
        raise Missing("no maturin (pip install maturin)")
    info = f"glossator-{release.version}.dist-info"
    with tempfile.TemporaryDirectory() as folder:
        run(["maturin", "pep517", "write-dist-info", "--metadata-directory", folder], cwd=HERE / "python")
        metadata = (pathlib.Path(folder) / info / "METADATA").read_text(encoding="utf-8")
    licences = {"THIRD-PARTY.txt": notices.encode()} | {name: (ROOT / name).read_bytes() for name in LICENCES}
    named = "".join(f"License-File: {name}\n" for name in sorted(licences))
    head, body = metadata.split("\n\n", 1)
    head = "".join(line + "\n" for line in head.splitlines() if not line.startswith("License-File:")) + named
    tags = [f"py3-none-{tag}" for tag in target.wheel.split(".")]
    files = {
        f"glossator-{release.version}.data/scripts/{target.binary}": binary.read_bytes(),
        f"{info}/METADATA": (head + "\n" + body).encode(),
        f"{info}/WHEEL": ("Wheel-Version: 1.0\nGenerator: glossator\nRoot-Is-Purelib: false\n" + "".join(f"Tag: {tag}\n" for tag in tags)).encode(),
    }
    files |= {f"{info}/licenses/{name}": content for name, content in sorted(licences.items())}
    files[f"{info}/RECORD"] = record(files, info).encode()
    return write_zip(release, release.out / f"glossator-{release.version}-py3-none-{target.wheel}.whl", files, target.binary)


def record(files, info):
    def line(name, content):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        return f"{name},sha256={digest},{len(content)}\n"

    return "".join(line(name, content) for name, content in files.items()) + f"{info}/RECORD,,\n"


def npm_platform(release, target, binary, notices):
    """The npm package that carries the binary of one target. Raises `Missing`."""
    about = npm_about(release) | {
        "name": target.npm,
        "description": f"The program of the package glossator for {target.name}",
        "os": [target.os],
        "cpu": [target.cpu],
        "preferUnplugged": True,
        "files": [target.binary, "THIRD-PARTY.txt", *LICENCES],
    }
    if target.libc:
        about["libc"] = [target.libc]
    readme = f"# {target.npm}\n\nThe program of [glossator](https://www.npmjs.com/package/glossator) for {target.name}. Install `glossator`, not this.\n"
    files = {"README.md": readme.encode(), "THIRD-PARTY.txt": notices.encode(), target.binary: binary.read_bytes()}
    return npm_pack(release.out, about, files, target.binary)


def npm_main(release, targets):
    """The npm package `glossator`, which starts the binary of the right platform. Raises `Missing`."""
    about = npm_about(release) | {
        "name": "glossator",
        "description": release.cargo["description"],
        "keywords": release.cargo["keywords"],
        "bin": {"glossator": "glossator.js"},
        "files": ["glossator.js", *LICENCES],
        "engines": {"node": ">=18"},
        "optionalDependencies": {target.npm: release.version for target in targets},
    }
    files = {name: (HERE / "npm" / name).read_bytes() for name in ["README.md", "glossator.js"]}
    return npm_pack(release.out, about, files, "glossator.js")


def npm_about(release):
    about = {"name": "", "version": release.version, "description": "", "license": f"({release.cargo['license']})"}
    if repository := release.cargo.get("repository"):
        about["repository"] = {"type": "git", "url": f"git+{repository}.git"}
    return about


def npm_pack(out, about, files, executable):
    if not shutil.which("npm"):
        raise Missing("no npm")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        for name in LICENCES:
            shutil.copy(ROOT / name, folder)
        (folder / executable).chmod(0o755)
        (folder / "package.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
        packed = json.loads(run(["npm", "pack", "--json", "--pack-destination", out], cwd=folder).stdout)
    # Before npm 12 a list, since then an object by name.
    packed = packed[0] if isinstance(packed, list) else next(iter(packed.values()))
    return out / packed["filename"].removeprefix("@").replace("/", "-")


def vsix(release, target, binary):
    """The extension for VS Code with the server inside. Raises `Missing`."""
    folder = ROOT / "editors/vscode"
    if not shutil.which("npm"):
        raise Missing("no npm")
    if not (folder / "node_modules/@vscode/vsce").is_dir():
        run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder)
    file = release.out / f"glossator-{target.vsix}-{release.version}.vsix"
    run(["npm", "run", "package", "--", "--target", target.vsix, "--binary", binary, "--out", file], cwd=folder)
    return file


def documents(program):
    """Manual pages and completions by their names in the archive, written by `program`, the command that runs a built binary."""
    files = {}
    with tempfile.TemporaryDirectory() as folder:
        for locale, place in [("C", "man/man1"), ("fr_FR.UTF-8", "man/fr/man1")]:
            run([*program, "man", "--output", pathlib.Path(folder) / place], env={**os.environ, "LC_ALL": locale})
        for page in sorted(pathlib.Path(folder).rglob("*.1")):
            files[page.relative_to(folder).as_posix()] = page.read_bytes()
    names = {"bash": "glossator.bash", "zsh": "_glossator", "fish": "glossator.fish", "powershell": "glossator.ps1", "elvish": "glossator.elv"}
    for shell, name in names.items():
        files[f"completions/{name}"] = run([*program, "completions", shell], env={**os.environ, "LC_ALL": "C"}).stdout.encode()
    return files


def heading(changelog):
    """The newest version that a changelog tells of."""
    return re.search(r"^## (.+)$", changelog.read_text(encoding="utf-8"), re.M)[1].split()[0]
