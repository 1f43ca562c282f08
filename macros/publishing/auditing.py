"""Whether a site is what its sources make: built once more, elsewhere, and compared byte for byte."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from macros.offline import BILL
from macros.tools.git import git

from . import AuditError, BuildError
from .browsermade import build_as_in_browser
from .building import build_site
from .checksums import digests_of, read_checksums
from .origin import Origin, sources_digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Report = Callable[[str], None]

_LOCKS = ("requirements.lock", "package-lock.json", "package.json", "pyproject.toml")
"""Files that say what is installed: where they are the same, so is what is installed here."""


_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bill:
    """What a site says of itself: its origin, and the versions of what made it, by name."""

    origin: Origin
    tools: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """A file of a site that is not what was made again; ``words`` (Chinese) say what about it."""

    path: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """What came of it: how many files were compared, what differs, and which tools were others (Chinese)."""

    compared: int
    differences: tuple[Difference, ...]
    tools: tuple[str, ...]


def audit_site(
    root: Path, site: Path, report: Report, made_in: Callable[[Path], Path] = Path.resolve
) -> Audit:
    """Build the ``site`` once more from the sources it names, and compare; ``report`` is told of long work.

    ``made_in`` gives the folder in which the site of what lies in ``root`` is made, where it was not made of a commit.
    Raises ``AuditError`` where that cannot be done.
    """
    bill = read_bill(site)
    with TemporaryDirectory(prefix="qinglian-audit-") as name:
        folder = Path(name).resolve()
        again = folder / "site"
        if bill.origin.program:
            build_as_in_browser(
                made_in(root),
                site,
                folder / "project",
                out=again,
                origin=bill.origin,
                report=report,
            )
        elif bill.origin.sources:
            _build_from_here(made_in(root), again, bill.origin, report)
        else:
            _build_from_commit(root, folder / "sources", again, bill.origin.commit, report)
        found, made = digests_of(site), digests_of(again)
        return Audit(
            compared=len({*found, *made}),
            differences=tuple(_differences(found, made, read_checksums(site))),
            tools=tuple(_other_tools(bill.tools, read_bill(again).tools)),
        )


def read_bill(site: Path) -> Bill:
    """Read what a site says of itself; raise ``AuditError`` where it says nothing."""
    try:
        plain = json.loads((site / BILL).read_bytes())["metadata"]
        told = {one["name"].removeprefix("qinglian:"): one["value"] for one in plain["properties"]}
        bill = Bill(
            origin=Origin(
                commit=told.get("commit", ""),
                sources=told.get("sources", ""),
                program=told.get("program", ""),
            ),
            tools={one["name"]: one["version"] for one in plain["tools"]["components"]},
        )
        known = _COMMIT.fullmatch(bill.origin.commit or bill.origin.sources)
    except FileNotFoundError:
        raise AuditError(
            f"{site} 里没有 {BILL}，不知道它由什么生成：不是生成的网站，或者是旧的程序生成的"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        known = None
    if not known:
        raise AuditError(f"{site / BILL} 读不懂：它被改动过，或者不是这个程序写的")
    return bill


def _differences(
    found: Mapping[str, str], made: Mapping[str, str], listed: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield which of the files ``found`` are not as they were ``made`` again; ``listed`` is what the site says of its own."""
    for path in sorted({*found, *made}):
        if path not in made:
            yield Difference(path=path, words="多出来的，重新生成的网站里没有")
        elif path not in found:
            yield Difference(path=path, words="缺少，重新生成的网站里有")
        elif found[path] != made[path]:
            changed = listed.get(path, found[path]) != found[path]
            later = "，与网站自己的清单也不符：生成以后改动过" if changed else ""
            yield Difference(path=path, words=f"与重新生成的不同{later}")


def _build_from_here(root: Path, out: Path, origin: Origin, report: Report) -> None:
    """Build from ``root`` as it is, where it still is what the site was made of."""
    after = f"提交 {origin.commit[:12]} 以后又有改动" if origin.commit else "没有写明提交"
    if sources_digest(root) != origin.sources:
        raise AuditError(
            f"这个网站不是由一次提交生成的（{after}），这里的源文件与它用的也不同，不能重新生成；"
            f"请在生成它的文件夹里核对，或者提交以后重新发布\n源文件的校验值应当是 {origin.sources}"
        )
    report(f"这个网站不是由一次提交生成的（{after}）；这里的源文件与它用的相同，由它们重新生成")
    try:
        build_site(root, out, origin=origin)
    except BuildError as error:
        raise AuditError(str(error)) from error


def _build_from_commit(root: Path, sources: Path, out: Path, commit: str, report: Report) -> None:
    """Build from the ``commit``, checked out into ``sources``, by its own program and without any cache."""
    if git(root, "cat-file", "-t", commit) != "commit":
        raise AuditError(
            f"项目里没有提交 {commit[:12]}，或者没有 git；请先取来（git fetch），再核对一次"
        )
    report(f"由提交 {commit[:12]} 从头重新生成（约需几分钟）")
    # 借用这里的提交，不改动这里的任何东西
    git(root, "clone", "--quiet", "--shared", "--no-checkout", str(root.resolve()), str(sources))
    git(sources, "checkout", "--quiet", "--detach", commit)
    if git(sources, "rev-parse", "HEAD") != commit:
        raise AuditError(f"没能取出提交 {commit[:12]}；请用 git checkout 试一试，看 git 怎样说")
    python = _python_for(root, sources, report)
    _run(python, "-m", "macros.commands.cli", "build", "--out", out, cwd=sources)


def _python_for(root: Path, sources: Path, report: Report) -> Path:
    """Return a Python with all that ``sources`` need: the one here, where the same is installed."""
    if all((root / name).read_bytes() == (sources / name).read_bytes() for name in _LOCKS):
        (sources / "node_modules").symlink_to((root / "node_modules").resolve())
        return Path(sys.executable)
    report("那次提交用的包与这里装的不同，另装一份")
    _run(sys.executable, "-m", "macros.setup.install", "build", cwd=sources)
    return sources / ".venv" / "bin" / "python"


def _run(*command: str | Path, cwd: Path) -> None:
    words = [str(word) for word in command]
    environment = {**os.environ, "PYTHONPATH": str(cwd)}
    if subprocess.run(words, cwd=cwd, env=environment, check=False).returncode:  # noqa: S603 - our own program
        raise AuditError("没能重新生成，原因见上面")


def _other_tools(then: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    for name in sorted({*then, *now}):
        if then.get(name) != now.get(name):
            yield f"{name}：生成时是 {then.get(name, '（没有）')}，这里是 {now.get(name, '（没有）')}"
