"""Who may import whom, in Python; see the table of layers in docs/architecture.md."""

import ast
import re
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

from tests.borders.pythonsource import (
    ROOT,
    attributes,
    files,
    functions,
    imports,
    name_of,
    names,
    tree_of,
)

CORE = files("qinglian_core/**/*.py")
DOOR = files("qinglian_core/browser/*.py")
PURE = [path for path in CORE if path not in DOOR]
MACROS = files("macros/**/*.py")
PAGES = files("macros/pages/**/*.py")
HOOKS = files("macros/hooks.py")
LOADER = files("macros/loading/*.py")
IN_BROWSER = files("macros/documents/shared/*.py")

CORE_MAY_IMPORT = {
    "__future__",
    "bisect",
    "collections",
    "collections.abc",
    "dataclasses",
    "decimal",
    "difflib",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "qinglian_core",
    "re",
    "typing",
}
CORE_EXCEPTIONS = {
    # 浏览器里的 Python 从快照恢复后没有可以导入的文件，代码只能当作数据送进去。
    "qinglian_core/browser/extension.py": {
        "base64",
        "importlib",
        "importlib.machinery",
        "marshal",
        "sys",
        "types",
        "exec",
    },
}
ROOMS: dict[str, tuple[str, ...]] = {
    "qinglian_core": (
        *("amounts", "faults", "reader", "jsontext"),
        *("criteria", "answers", "scoring", "revision", "selfcheck", "units", "browser"),
        "__init__",
    ),
    "macros": (
        *(
            "__init__",
            "setup",
            "tools",
            "loading",
            "source",
            "importing",
            "runtime",
            "documents",
            "pages",
            "search",
        ),
        *("site", "offline", "hooks", "publishing", "commands", "workbench"),
    ),
}
"""The rooms of each package, ground floor first: each imports only from rooms named before it."""
CORE_MAY_NOT_NAME = {
    "__import__",
    "breakpoint",
    "compile",
    "eval",
    "exec",
    "exit",
    "globals",
    "input",
    "open",
    "print",
    "quit",
}

BUILD_SIDE = (
    "macros.commands.cli",
    "macros.commands",
    "macros.hooks",
    "macros.site",
)
MAKERS = ("macros.documents.shared", "macros.offline", "macros.runtime")
LAYERS: dict[str, tuple[list[Path], tuple[str, ...]]] = {
    "读 YAML 的一层": (
        LOADER,
        ("jinja2", "mkdocs", "markdown", "macros.pages", *BUILD_SIDE, *MAKERS),
    ),
    "写网页的一层": (
        PAGES,
        (
            "yaml",
            "mkdocs",
            "macros.loading",
            *BUILD_SIDE,
            *MAKERS,
        ),
    ),
    "在浏览器里也运行的导出": (
        IN_BROWSER,
        (
            "yaml",
            "jinja2",
            "mkdocs",
            "pathlib",
            "os",
            "macros.pages",
            "macros.loading",
            *BUILD_SIDE,
        ),
    ),
    "MkDocs 的接头": (HOOKS, ("yaml", "jinja2", "json", "re", "qinglian_core", "macros.pages")),
}

ONLY_HERE: dict[str, tuple[str, ...]] = {
    "yaml": (
        "macros/loading/yamlsource.py",
        "macros/loading/yamlsyntax.py",
        "macros/commands/shared/project.py",
        "macros/workbench/emitting.py",
    ),
    "mkdocs": (
        "macros/hooks.py",
        "macros/publishing/building.py",
        "macros/publishing/serving.py",
    ),
    "jinja2": (
        "macros/pages/",
        "macros/publishing/building.py",
        "macros/publishing/complaints.py",
        # 只为类型：MkDocs 交来的模板环境
        "macros/hooks.py",
        "macros/site/files.py",
    ),
    "markupsafe": ("macros/pages/",),
    "defusedxml": ("macros/source/package.py",),
    "openpyxl": ("macros/source/excel.py",),
    "xlsxwriter": ("macros/documents/shared/", "macros/documents/bundle/sources.py"),
    "pypinyin": ("macros/search/sounds.py",),
    "build": ("macros/runtime/wheel.py",),
    "deflate": ("macros/runtime/manifest.py",),
    "pyodide_lock": ("macros/runtime/wheel.py",),
}
"""Each library that is not Python's own, and the only places that may import it."""


COMPILED = {
    # 没有编译也能用
    "charset-normalizer",
    "markupsafe",
    "pyyaml",
    # 只在另有工具（Node 等）的机器上用
    "deflate",
}
"""What the libraries of a build may bring along that is not Python alone: a build is to run where nothing is compiled."""


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def strays(paths: list[Path], found: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """Return what ``found`` finds in each file, less the core's exceptions; files without any are left out."""
    each = {name_of(path): found(path) for path in paths}
    kept = {name: all_ - CORE_EXCEPTIONS.get(name, set()) for name, all_ in each.items()}
    return {name: left for name, left in kept.items() if left}


def test_the_core_imports_little() -> None:
    def found(path: Path) -> set[str]:
        every = imports(path, typing_only=True)
        return {name for name in every if not within(name, ("qinglian_core",))} - CORE_MAY_IMPORT

    assert strays(CORE, found) == {}


def test_only_a_browser_comes_in_by_its_door() -> None:
    def found(path: Path) -> set[str]:
        every = imports(path, typing_only=True)
        return {name for name in every if within(name, ("qinglian_core.browser",))}

    assert strays(PURE, found) == {}


def test_the_core_touches_nothing_outside() -> None:
    assert strays(CORE, lambda path: names(path) & CORE_MAY_NOT_NAME) == {}


def test_an_older_python_reads_the_core() -> None:
    for path in CORE:
        assert isinstance(tree_of(path, version=(3, 11)), ast.Module)


def test_exceptions_are_still_needed() -> None:
    for path in CORE:
        if name_of(path) in CORE_EXCEPTIONS:
            used = imports(path, typing_only=True) | names(path)
            assert CORE_EXCEPTIONS[name_of(path)] - used == set()


@pytest.mark.parametrize("package", ROOMS)
def test_rooms_import_only_from_below(package: str) -> None:
    rooms = ROOMS[package]
    upward = set()
    for path in files(f"{package}/**/*.py"):
        room = path.relative_to(ROOT / package).with_suffix("").parts[0]
        assert room in rooms, f"{name_of(path)}：新的房间，请在这里写明它在哪一层"
        below = {f"{package}.{name}" for name in rooms[: rooms.index(room) + 1]}
        upward |= {
            (name_of(path), module)
            for module in imports(path, typing_only=True)
            if within(module, (package,)) and module != package
            if not within(module, tuple(below))
        }
    assert upward == set()


@pytest.mark.parametrize("layer", LAYERS)
def test_layers(layer: str) -> None:
    paths, forbidden = LAYERS[layer]
    crossing = {
        (name_of(path), module)
        for path in paths
        for module in imports(path)
        if within(module, forbidden)
    }
    assert crossing == set()


def test_libraries_stay_where_they_belong() -> None:
    own = {"macros", "qinglian_core", *sys.stdlib_module_names}
    strays = set()
    for path in MACROS:
        for module in imports(path, typing_only=True):
            library = module.partition(".")[0]
            if library not in own and not name_of(path).startswith(ONLY_HERE.get(library, ("!",))):
                strays.add((name_of(path), library))
    assert strays == set()


def test_a_build_needs_nothing_compiled() -> None:
    found = packages_distributions()
    named = {*(name for library in ONLY_HERE for name in found[library]), "mkdocs-material"}
    everything = with_their_needs(named)
    assert {"mkdocs", "pypinyin", "xlsxwriter"} <= everything
    assert {name for name in everything if compiled_files(name)} - COMPILED == set()


def with_their_needs(named: set[str]) -> set[str]:
    """Return these distributions and all that they require, as far as it is installed."""
    every: set[str] = set()
    waiting = {name.lower().replace("_", "-") for name in named}
    while waiting:
        every |= waiting
        required = {
            line
            for name in waiting
            for line in distribution(name).requires or ()
            if "extra ==" not in line
        }
        names_of_them = {re.split(r"[^\w.-]", line)[0].lower() for line in required}
        waiting = {name.replace("_", "-") for name in names_of_them if installed(name)} - every
    return every


def installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def compiled_files(name: str) -> list[str]:
    files_of_it = distribution(name).files or ()
    return [path.name for path in files_of_it if path.name.endswith((".so", ".pyd"))]


def test_pages_are_made_from_what_they_are_given() -> None:
    reading = {"open", "print", "read_text", "read_bytes", "glob", "rglob", "iterdir"}
    used = {name_of(path): (names(path) | attributes(path)) & reading for path in PAGES}
    assert {name: found for name, found in used.items() if found} == {}


def test_hooks_translate_and_never_decide() -> None:
    lengths = {name: lines for path in HOOKS for name, lines in functions(path)}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 15} == {}


def test_hooks_keep_no_state() -> None:
    for path in HOOKS:
        for node in tree_of(path).body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                values = [
                    one for one in ast.walk(node) if isinstance(one, (ast.Call, ast.Dict, ast.List))
                ]
                assert values == [], f"{name_of(path)}:{node.lineno}"
        assert not [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Global)]
