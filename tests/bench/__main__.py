"""Print every measurement as one table: ``python -m tests.bench [name…]``.

Each module beside this one that has ``rows()`` yields pairs of what was measured and the result; what its
parameters name is handed to it: ``root``, ``site`` (built once, when first asked for), ``chromium``. A module
that fails is told of, and the others go on. Speeds are told as ratios within one run, so that they mean
something on another machine.
"""

import inspect
import os
import pkgutil
import platform
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path

from macros.publishing.building import build_site
from tests import bench
from tests.programs import program

Row = tuple[str, str]
FIRST = ("scoring", "build", "start")
"""The order of the table; the others follow by name."""


class Bench:
    """What measurements need, each made when it is first asked for."""

    def __init__(self, scratch: Path) -> None:
        """Keep what has to be made in ``scratch``."""
        self.root = Path(__file__).resolve().parent.parent.parent
        self._scratch = scratch

    @cached_property
    def chromium(self) -> str:
        """The path of the real Chromium."""
        return program("chromium")

    @cached_property
    def site(self) -> Path:
        """The folder of the site, built."""
        folder = self._scratch / "site"
        build_site(self.root, folder)
        return folder

    def rows_of(self, name: str) -> Iterator[Row]:
        """Yield the rows of one module; one without ``rows()`` only helps the others."""
        rows = getattr(import_module(f"{bench.__name__}.{name}"), "rows", None)
        if rows is not None:
            wanted = [
                parameter.name
                for parameter in inspect.signature(rows).parameters.values()
                if parameter.default is parameter.empty
            ]
            yield from rows(**{parameter: getattr(self, parameter) for parameter in wanted})


def module_names() -> list[str]:
    """Return the names of the modules beside this one, in the order of the table."""
    names = sorted(found.name for found in pkgutil.iter_modules(bench.__path__))
    rest = [name for name in names if name not in FIRST and not name.startswith("_")]
    return [*(name for name in FIRST if name in names), *rest]


def measure(names: list[str], made: Bench) -> tuple[list[Row], int]:
    """Return all rows, and how many modules failed."""
    rows: list[Row] = []
    failures = 0
    for name in names:
        print(f"» 测量 {name}", file=sys.stderr, flush=True)
        try:
            for row in made.rows_of(name):
                rows.append(row)  # noqa: PERF402 - the rows before a failure count
        except Exception as error:  # noqa: BLE001 - the other measurements go on
            traceback.print_exc()
            rows.append((f"{name}（没有测完）", f"{type(error).__name__}：{error}".splitlines()[0]))
            failures += 1
    return rows, failures


def table(rows: list[Row]) -> str:
    """Return ``rows`` as a Markdown table, aligned for a terminal."""
    head = ("项目", "结果")
    widths = [max(width(row[column]) for row in (head, *rows)) for column in (0, 1)]
    lines = [head, ("-" * widths[0], "-" * widths[1]), *rows]
    return "\n".join(
        f"| {first}{' ' * (widths[0] - width(first))} | {second}{' ' * (widths[1] - width(second))} |"
        for first, second in lines
    )


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def main(names: list[str]) -> int:
    """Measure what is named, or everything; return the exit status."""
    known = module_names()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"没有“{'、'.join(unknown)}”这样的测量；有：{'、'.join(known)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        rows, failures = measure(names or known, Bench(Path(scratch)))
    day = datetime.now(UTC).astimezone().strftime("%Y-%m-%d")
    print(
        f"测于 {day}，{os.cpu_count()} 个处理器，{platform.system()}，Python {platform.python_version()}"
    )
    print(table(rows))
    if failures:
        print(f"有 {failures} 项没有测完，见上。", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
