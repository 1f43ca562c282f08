"""The sources that go into the browser: the core, XlsxWriter, and the modules of ``macros.documents.shared`` itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import qinglian_core

Module = dict[str, str | bool]
SHARED = Path(__file__).resolve().parent.parent / "shared"
CORE = Path(str(files(qinglian_core)))


def core_sources() -> dict[str, Module]:
    """Return the modules of the core."""
    return _package("qinglian_core", CORE)


def export_sources() -> dict[str, Module]:
    """Return the modules of the exports that run in a browser, and XlsxWriter's."""
    import xlsxwriter  # noqa: PLC0415 - not needed for bundles from the cache

    return {
        "macros": {"source": "", "package": True},
        "macros.documents": {"source": "", "package": True},
        **_package("macros.documents.shared", SHARED),
        **_package("xlsxwriter", Path(str(files(xlsxwriter)))),
    }


def _package(name: str, folder: Path) -> dict[str, Module]:
    """Return the modules of the package ``name``, which lies in ``folder``, and of the packages in it."""
    found: dict[str, Module] = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        package = path.name == "__init__.py"
        module = ".".join([name, *(parts[:-1] if package else parts)])
        found[module] = {"source": path.read_text(encoding="utf-8"), "package": package}
    return found
