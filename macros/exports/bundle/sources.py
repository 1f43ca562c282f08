"""The sources that go into the browser: the core, XlsxWriter, and the modules of ``macros.exports`` itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import xlsxwriter

import qinglian_core

Module = dict[str, str | bool]
EXPORTS = Path(__file__).resolve().parent.parent


def core_sources() -> dict[str, Module]:
    """Return the modules of the core."""
    core = Path(str(files(qinglian_core)))
    return {
        **_package("qinglian_core", core),
        **_package("qinglian_core.browser", core / "browser"),
    }


def export_sources() -> dict[str, Module]:
    """Return the modules of the exports that run in a browser, and XlsxWriter's."""
    return {
        "macros": {"source": "", "package": True},
        **_package("macros.exports", EXPORTS),
        **_package("xlsxwriter", Path(str(files(xlsxwriter)))),
    }


def _package(name: str, folder: Path) -> dict[str, Module]:
    """Return the modules that lie in ``folder`` itself."""
    found: dict[str, Module] = {}
    for path in sorted(folder.glob("*.py")):
        package = path.name == "__init__.py"
        module = name if package else f"{name}.{path.stem}"
        found[module] = {"source": path.read_text(encoding="utf-8"), "package": package}
    return found
