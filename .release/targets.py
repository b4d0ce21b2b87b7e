"""The platforms of a release."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One platform."""

    name: str
    """As archives and npm packages call it."""
    triple: str
    """As Rust calls it."""
    wheel: str
    """The platform tag of its wheel."""
    vsix: str
    """As VS Code calls it."""
    os: str
    cpu: str
    libc: str | None = None
    """As npm calls them."""
    glibc: str | None = None
    """The oldest glibc that the binary is linked for."""

    @property
    def binary(self):
        return "glossator.exe" if self.os == "win32" else "glossator"

    @property
    def npm(self):
        return f"@glossator/{self.name}"


# The glibc floor is manylinux2014's. A musl binary is static: it runs on any Linux, and its wheel says the oldest musl that pip knows of.
# Windows is built for gnullvm, which a linker without Microsoft's libraries can link; the name of the target does not tell users.
TARGETS = [
    Target("linux-x64", "x86_64-unknown-linux-gnu", "manylinux_2_17_x86_64.manylinux2014_x86_64", "linux-x64", "linux", "x64", "glibc", "2.17"),
    Target("linux-x64-musl", "x86_64-unknown-linux-musl", "musllinux_1_1_x86_64", "alpine-x64", "linux", "x64", "musl"),
    Target("linux-arm64", "aarch64-unknown-linux-gnu", "manylinux_2_17_aarch64.manylinux2014_aarch64", "linux-arm64", "linux", "arm64", "glibc", "2.17"),
    Target("linux-arm64-musl", "aarch64-unknown-linux-musl", "musllinux_1_1_aarch64", "alpine-arm64", "linux", "arm64", "musl"),
    Target("win32-x64", "x86_64-pc-windows-gnullvm", "win_amd64", "win32-x64", "win32", "x64"),
    Target("win32-arm64", "aarch64-pc-windows-gnullvm", "win_arm64", "win32-arm64", "win32", "arm64"),
    Target("darwin-x64", "x86_64-apple-darwin", "macosx_10_12_x86_64", "darwin-x64", "darwin", "x64"),
    Target("darwin-arm64", "aarch64-apple-darwin", "macosx_11_0_arm64", "darwin-arm64", "darwin", "arm64"),
]
