"""A minimal Debian in a folder: made, handed this machine's settings, entered, and removed with all that ran in it."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fresh.settings import Settings

HERE = Path(__file__).parent
PACKAGES = ("python3", "python3-venv", "make", "git", "ca-certificates")
"""All that a machine has before somebody clones the project."""
HANDED_IN = ("/etc/resolv.conf", "/etc/hosts")
OWN_SPACE = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
"""Mounts and processes end with the command, however it ends; nobody outside ever sees them."""


@contextlib.contextmanager
def bare_root(suite: str, mirror: str) -> Iterator[Path]:
    """Make a minimal Debian; remove it in the end."""
    root = Path(tempfile.mkdtemp(prefix="qinglian-fresh-", dir="/var/tmp"))
    try:
        root.chmod(0o755)
        include = f"--include={','.join(PACKAGES)}"
        subprocess.run(
            ["debootstrap", "--variant=minbase", include, suite, str(root), mirror],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield root
    finally:
        remove(root)


def mounts_below(root: Path, mountinfo: str) -> list[str]:
    """Return what is mounted in a folder."""
    places = [line.split()[4] for line in mountinfo.splitlines()]
    return [place for place in places if Path(place).is_relative_to(root)]


def remove(root: Path) -> None:
    """Remove the folder, unless something of this machine is still mounted in it."""
    mounted = mounts_below(root, Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    if mounted:
        raise RuntimeError(f"{root} 里还挂载着 {'、'.join(mounted)}：先卸下，再自己删除它")
    shutil.rmtree(root)


def hand_in(root: Path, settings: Settings) -> list[Path]:
    """Write the settings into the root; return the folders that are still to be mounted there."""
    exported = (
        f"export {name}={shlex.quote(text)}\n" for name, text in settings.environment.items()
    )
    for place, text in (
        ("environment.sh", "".join(exported)),
        ("etc/pip.conf", settings.pip),
        ("root/.npmrc", settings.npm),
        ("etc/apt/apt.conf.d/00handed-in", settings.apt),
    ):
        (root / place).write_text(text, encoding="utf-8")
    to_mount = []
    for path in (*map(Path, HANDED_IN), *settings.paths):
        if path.is_file():
            put(root, path)
        elif (root / path.relative_to("/")).is_dir():
            for each in filter(Path.is_file, path.rglob("*")):
                put(root, each, anew=False)
        else:
            to_mount.append(path)
    return to_mount


def put(root: Path, path: Path, *, anew: bool = True) -> None:
    """Copy a file to its place in the root: never through a link there, which would lead out of the root."""
    inside = root / path.relative_to("/")
    inside.parent.mkdir(parents=True, exist_ok=True)
    if not inside.parent.resolve().is_relative_to(root.resolve()):
        raise RuntimeError(f"{inside.parent} 是通到外面的链接")
    if anew:
        inside.unlink(missing_ok=True)
    if not os.path.lexists(inside):
        shutil.copyfile(path, inside)


def hand_in_project(root: Path, project: Path) -> None:
    """Put what is committed into the root, to be cloned there."""
    bundle = root / "project.bundle"
    subprocess.run(["git", "bundle", "create", "-q", str(bundle), "HEAD"], cwd=project, check=True)
    shutil.copyfile(HERE / "inside.sh", root / "inside.sh")


@contextlib.contextmanager
def entered(root: Path, folders: list[Path]) -> Iterator[subprocess.Popen[str]]:
    """Run inside.sh in the root; whatever happens, nothing of it goes on running."""
    command = [*OWN_SPACE, "sh", str(HERE / "enter.sh"), str(root), *map(str, folders)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.kill()
