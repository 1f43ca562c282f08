"""What is costly to make and then only read is made once a run, by whichever of its processes comes first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder ``name`` of this run, which ``make`` makes if it is not there; the others wait for it."""
    base = factory.getbasetemp()
    of_run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = of_run / name
    with FileLock(of_run / f"{name}.lock"):
        if not folder.exists():
            unfinished = factory.mktemp(name) / "unfinished"
            make(unfinished)
            unfinished.rename(folder)
    return folder
