"""Who may import whom, in the browser; and what no module of ours does."""

import re
from pathlib import Path

from tests.borders.pythonsource import ROOT, files, name_of

SCRIPTS = ROOT / "site_src" / "assets" / "js"
MODULES = files("site_src/assets/js/**/*.js")
EVERYTHING = [*MODULES, *files("site_src/*.js")]

SHARED = (
    *("addresses.js", "bytes.js", "clipboard.js", "dates.js", "dom.js", "editionwords.js"),
    "files.js",
)
"""At the top, and of use in every room; the others there only put the rooms together."""
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "reading": ("reading/", *SHARED),
    "search": ("search/", *SHARED),
    "python": ("python/",),
    "selfcheck": ("selfcheck/", "python/", *SHARED),
    "documents": ("documents/", "python/", *SHARED),
    "history": ("history/", "selfcheck/saving/", "documents/", "python/", *SHARED),
    "maintain": ("maintain/", "selfcheck/", "documents/", "python/", *SHARED),
    "offline": ("offline/", "python/", "bytes.js", "dom.js"),
    "": ("",),
}
"""By room."""
PACKAGES: dict[str, tuple[str, ...]] = {
    "@noble": ("python/arrival.js",),
    "pyodide": ("python/start-current.js",),
    "pyodide-legacy": ("python/start-legacy.js",),
    "workbox-precaching": ("offline/worker.js",),
}
MAY_FETCH = {
    "maintain/publishedfiles.js",
    "python/remote.js",
    "python/pyodideinside.js",
    "offline/prefetch.js",
    "offline/published.js",
    "offline/worker.js",
}
NEVER = (
    r"\beval\(",
    r"new Function\b",
    r"\bXMLHttpRequest\b",
    r"\bsendBeacon\b",
    r"\bWebSocket\b",
    r"\bEventSource\b",
    r"\.innerHTML\b",
    r"\.outerHTML\b",
    r"\binsertAdjacentHTML\b",
    r"document\.write\b",
    r"(local|session)Storage\.clear\b",
    r"\bdeleteDatabase\b",
    r"https?://(?!www\.w3\.org/)",
)
"""No code out of words, no markup out of answers, no other way out, nothing that empties the whole origin."""
NO_ARITHMETIC = (r"\bparseFloat\b", r"\bMath\.", r"\.toFixed\(")
COUNTING = {"history/gathering.js"}
"""Counts files, not points."""

_IMPORT = re.compile(r"""(?<![-"'])\b(?:from|import)\s*\(?\s*["']([^"']+)["']""")
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|//[^\n]*|/\*.*?\*/""",
    re.DOTALL,
)


def code(path: Path) -> str:
    """Return a module without its comments, in which types are imported too."""
    text = path.read_text(encoding="utf-8")
    return _TOKEN.sub(lambda found: found["text"] or " ", text)


def place(path: Path) -> str:
    """Return a module's path below the folder of scripts."""
    return path.relative_to(SCRIPTS).as_posix() if SCRIPTS in path.parents else name_of(path)


def imported(path: Path) -> list[str]:
    """Return what a module imports: paths below the folder of scripts, or names of packages."""
    return [
        place((path.parent / name).resolve()) if name.startswith(".") else name
        for name in _IMPORT.findall(code(path))
    ]


def folder_of(path: Path) -> str:
    """Return the folder of a module below the folder of scripts; at the top, nothing."""
    return place(path).rpartition("/")[0].partition("/")[0]


def may_import(path: Path, name: str) -> bool:
    """Whether a module may import this, which is there."""
    package = name.partition("/")[0]
    if package in PACKAGES:
        return place(path) in PACKAGES[package]
    return (SCRIPTS / name).is_file() and name.startswith(MAY_IMPORT[folder_of(path)])


def test_every_folder_says_whom_it_may_use() -> None:
    assert {folder_of(path) for path in MODULES} == set(MAY_IMPORT)


def test_folders_keep_to_themselves() -> None:
    crossing = [
        (place(path), name)
        for path in MODULES
        for name in imported(path)
        if not may_import(path, name)
    ]
    assert crossing == []


def test_only_a_few_fetch() -> None:
    fetching = {place(path) for path in MODULES if re.search(r"\bfetch\(", code(path))}
    assert fetching == MAY_FETCH


def test_what_no_module_does() -> None:
    doing = [
        (place(path), pattern)
        for path in EVERYTHING
        for pattern in NEVER
        if re.search(pattern, code(path))
    ]
    assert doing == []


def test_scores_are_not_reckoned_in_the_browser() -> None:
    reckoning = {
        (place(path), pattern)
        for path in MODULES
        for pattern in NO_ARITHMETIC
        if place(path).startswith(("selfcheck/", "documents/", "history/"))
        and place(path) not in COUNTING
        and re.search(pattern, code(path))
    }
    assert reckoning == set()


def test_comments_are_told_from_words() -> None:
    found = _TOKEN.sub(lambda one: one["text"] or " ", 'a("//x"); // b\n/* c */ d(`/*e*/`)')
    assert found == 'a("//x");  \n  d(`/*e*/`)'
