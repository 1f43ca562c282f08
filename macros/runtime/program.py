"""The whole of the build as a package for the browser, where a site is made anew from other criteria.

Compiled modules of ours, those of the packages from PyPI that they import, and of the standard library what the browser
has not got anyway; and the other files that the build reads, but for the criteria and what is taken over from the site.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from macros.tools.cache import build_cache, content_key, package_files, program
from macros.tools.toolbox import find_toolbox

from .distribution import BROWSER_MODULES, CURRENT, MARGIN, NODE_SCRIPTS
from .imports import module_name, reachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from macros.tools.toolbox import Toolbox

CODE = Path(__file__).resolve().parents[2]
INSIDE = (
    Path(__file__).parent / "imports.py",
    Path(__file__).parent / "inside" / "compile_program.py",
)
"""What runs inside Pyodide: the library of a Python that is newer than ours is read by that Python."""
OWN = ("macros", "qinglian_core")
PACKAGES = (
    *("PyYAML", "Jinja2", "MarkupSafe", "Markdown", "mkdocs", "click", "pathspec", "mergedeep"),
    *("pyyaml-env-tag", "pypinyin", "XlsxWriter", "openpyxl", "et-xmlfile", "defusedxml"),
    *("mkdocs-material", "colorama"),
)
"""What the build imports, by its name at PyPI."""
BY_NAME = (
    *("material", "material.templates", "html.parser"),
    *(f"encodings.{name}" for name in ("cp437", "gb2312", "gbk", "gb18030", "idna", "punycode")),
    *(f"encodings.{name}" for name in ("unicode_escape", "raw_unicode_escape", "utf_16")),
    *(f"encodings.{name}" for name in ("utf_16_le", "utf_16_be", "utf_8_sig", "cp1252")),
    *(f"markdown.extensions.{name}" for name in ("admonition", "attr_list", "def_list")),
    *(f"markdown.extensions.{name}" for name in ("md_in_html", "tables", "toc", "fenced_code")),
)
"""Modules that no source imports, but some look up by their names."""
OPENER = "macros.workbench.opening"
"""The module that a browser loads first."""
ROOTS = ("macros.workbench", "macros.workbench.service", "macros.hooks", OPENER)
"""What a browser imports of ours: all else follows from it."""
DATA = (
    *("mkdocs/templates/sitemap.xml", "material/templates/mkdocs_theme.yml"),
    *("material/templates/assets/stylesheets/main.*.min.css",),
    *("pypinyin/phrases_dict.json", "pypinyin/pinyin_dict.json"),
)
"""Files of packages that are read at work; so are the metadata of each."""
AS_SOURCE = ("macros/hooks.py",)
"""MkDocs reads it as a file."""
_UNUSED = (
    *("tkinter", "idlelib", "test", "pydoc", "doctest", "unittest", "multiprocessing", "pdb"),
    *("sqlite3", "ssl", "curses", "xmlrpc", "webbrowser", "ctypes", "venv", "ensurepip", "asyncio"),
    *("http", "socketserver", "cProfile", "profile", "pstats", "readline", "code", "concurrent"),
    *("ftplib", "smtplib", "cmd", "bdb", "turtle", "wsgiref", "trace", "tracemalloc", "netrc"),
    *("optparse", "argparse", "py_compile", "compileall", "_pydecimal", "_pydatetime", "_pyio"),
    *("_pylong", "_pyrepl", "_aix_support", "_osx_support", "_android_support", "_ios_support"),
    *("nturl2path", "getopt", "mailbox", "rlcompleter", "msilib", "imaplib", "poplib"),
)
"""Of the standard library what is mentioned in places that never run in a browser."""
PRODUCTS = "products"
_ARCHIVE = "program.zip"
_READ = (".j2", ".html", ".json")
_METADATA = ("METADATA", "entry_points.txt", "LICENSE*", "LICENCE*", "COPYING*")
"""Of what is installed with a package: its licence goes where its code goes."""
_TIME = (1980, 1, 1, 0, 0, 0)

Sources = dict[PurePosixPath, str]


def program_key(root: Path) -> str:
    """Return what changes with anything that the package is made from or by, but for the products in it."""
    pyodide = find_toolbox(root).package(CURRENT.package).integrity
    # 读几百个源文件、找它们的 import，要几秒：缓存里有，就一个也不读
    return content_key((program(), pyodide), _project_files(root), root)


def write_program(
    root: Path, products: Mapping[str, bytes], out: Path, report: Callable[[str], None]
) -> None:
    """Write the package into the archive ``out``; ``report`` is told of long work. Raises ``ToolError``.

    It is laid out as the project in ``root`` is, without its criteria; the modules of packages lie beside ours, and in
    ``products/`` what cannot be made in a browser.
    """
    toolbox, cache = find_toolbox(root), build_cache(root)
    own, packages = _own_sources(), _package_sources()
    found, others = reachable({**packages, **own}, [*ROOTS, *BY_NAME])
    _, there = reachable(own, BROWSER_MODULES)

    def compiled(sources: Sources, needed: Iterable[str], told: str) -> Path:
        text = json.dumps(
            {
                "sources": {str(p): t for p, t in sources.items() if module_name(p) in found},
                "before": [*MARGIN, *_of_library(there)],
                "needed": [*_of_library(needed)],
                "unused": _UNUSED,
            }
        )
        key = content_key((toolbox.package(CURRENT.package).integrity, text), INSIDE, root)

        def make(folder: Path) -> None:
            report(told)
            _compile(toolbox, text, folder / _ARCHIVE)

        return cache.folder_for("modules", key, make) / _ARCHIVE

    parts = (
        compiled(packages, others, "为修订工作台编译所用的程序包（约需十秒）"),
        compiled(own, (), "为修订工作台编译本项目的程序（约需几秒）"),
    )
    made = {f"{PRODUCTS}/{path}": data for path, data in products.items()}
    _join(parts, {**_data(), **_project(root), **made}, out)


def _own_sources() -> Sources:
    paths = (path for name in OWN for path in package_files(CODE / name) if path.suffix == ".py")
    return {PurePosixPath(path.relative_to(CODE)): path.read_text("utf-8") for path in paths}


def _package_sources() -> Sources:
    return {
        PurePosixPath(path): Path(path.locate()).read_text("utf-8")
        for name in PACKAGES
        for path in distribution(name).files or ()
        if path.suffix == ".py" and ".." not in path.parts
    }


def _of_library(names: Iterable[str]) -> list[str]:
    """Return which of ``names`` are of the standard library."""
    return [name for name in sorted(names) if name.partition(".")[0] in sys.stdlib_module_names]


def _compile(toolbox: Toolbox, given: str, out: Path) -> None:
    """Write the archive of what is ``given`` to the program that compiles inside Pyodide."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "input.json"
        source.write_text(given, encoding="utf-8")
        pyodide = toolbox.package(CURRENT.package).folder
        toolbox.run_node(NODE_SCRIPTS / "run_inside.mjs", pyodide, source, out, *INSIDE)


def _data() -> dict[str, bytes]:
    """Return what is read at work of the packages and of ours, by its path in the package."""
    found = {
        str(path): Path(path.locate()).read_bytes()
        for name in PACKAGES
        for path in distribution(name).files or ()
        if any(path.match(pattern) for pattern in DATA)
        or (path.parts[0].endswith(".dist-info") and any(map(path.match, _METADATA)))
    }
    own = (path for path in package_files(CODE / "macros") if _is_read(path))
    return {**found, **{path.relative_to(CODE).as_posix(): path.read_bytes() for path in own}}


def _is_read(path: Path) -> bool:
    name = path.relative_to(CODE).as_posix()
    return path.suffix in _READ or name in AS_SOURCE


def _project(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _project_files(root)}


def _project_files(root: Path) -> list[Path]:
    """Return what of the project a site is made of, besides criteria, scripts and style sheets."""
    folder = root / "site_src"
    bundled = [folder / "assets" / name for name in ("js", "css")]
    by_hand = (
        path
        for path in package_files(folder)
        if not any(path.is_relative_to(one) for one in bundled)
    )
    return [root / "mkdocs.yml", *by_hand]


def _join(parts: Iterable[Path], files: Mapping[str, bytes], out: Path) -> None:
    """Write ``parts`` and ``files`` as one archive, the same bytes for the same contents."""
    every = dict(files)
    for part in parts:
        with zipfile.ZipFile(part) as archive:
            every |= {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(every.items()):
            archive.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED, 9)
