"""The core as a wheel, and the lock in which Pyodide finds it."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from macros.tools.toolbox import ToolError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Zip knows no earlier time; a fixed one makes equal sources equal wheels.
EPOCH = "315532800"


def build_core_wheel(root: Path, out: Path) -> Path:
    """Build the core's wheel with the project's own back end, the same bytes for the same sources."""
    import build  # noqa: PLC0415 - most builds have the wheel in the cache

    with _source_date():
        try:
            return out / build.ProjectBuilder(root).build("wheel", out)
        except build.BuildException as error:
            raise ToolError(f"核心没能打包成 wheel：{error}") from error


def lock_text(pyodide_lock: Path, wheel: Path) -> str:
    """Return a lock for the Pyodide of ``pyodide_lock`` that knows our wheel alone, with its hash.

    ``info`` stays as it came: 0.24.1 compares ``info.version`` with its own, which pyodide-lock no longer writes.
    """
    from pyodide_lock import PyodideLockSpec  # noqa: PLC0415 - likewise
    from pyodide_lock.utils import add_wheels_to_spec  # noqa: PLC0415 - likewise

    given = json.loads(pyodide_lock.read_text(encoding="utf-8"))
    spec = PyodideLockSpec.from_dict({"info": given["info"], "packages": {}})
    known = add_wheels_to_spec(spec, [wheel]).to_dict()
    return json.dumps({"info": given["info"], "packages": known["packages"]}, ensure_ascii=False)


def wheel_from(data: Path, lock: Path, scratch: Path) -> Path:
    """Give a published wheel its own name back, which Python packaging reads, from the lock that lists it."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    (package,) = packages.values()
    return Path(shutil.copyfile(data, scratch / package["file_name"]))


def packaging_words(root: Path) -> str:
    """Return the parts of pyproject.toml that reach the wheel; the rest is for our own tools."""
    plain = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [plain["build-system"], plain["project"], plain["tool"]["hatch"]]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


@contextmanager
def _source_date() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
