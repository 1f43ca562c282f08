"""Pyodide's own JavaScript module, without what only side modules need and in as few bytes as esbuild can.

Side modules are C libraries loaded while Python runs; we load none. For their sake Emscripten copies every C function
onto ``Module`` by name, puts all of its own library into the table of imports, graphics and sound included, and holds
on to every local name because of an ``eval`` that the policy of our pages forbids anyway. That is more than half of
the module, which a browser reads and runs before Python can start.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from .scripts import TARGET

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .distribution import Distribution
    from .toolbox import Toolbox

# start-current.js 恢复内存时用到的
OURS = ("__PyRuntime", "__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET", "_emscripten_get_sbrk_ptr")
_WORD = re.compile(r"[\w$]+")
_EXPORTED = re.compile(
    r'(?P<name>[\w$]+)=Module\["(?P=name)"\]=wasmExports\["(?P<export>[\w$]+)"\](?:\.value>>>0)?;?'
)
_DECLARED = re.compile(r"\bvar (?P<names>(?:[\w$]+,)+[\w$]+);")
_IMPORTS = re.compile(r"(?<=\bvar wasmImports=\{)[\w$:,]*(?=\})")
_OFFERED = re.compile(r"(?<=\bwasmExports=)instance\.exports(?=;)")
_EVAL = re.compile(r"\beval\(")
_EXPORT = re.compile(r"export default (?P<name>[\w$]+);\s*\Z")


class Links(TypedDict):
    """The names that the WebAssembly imports from the script, and those that it exports."""

    imports: list[str]
    exports: list[str]


def shortened_module(toolbox: Toolbox, distribution: Distribution, scratch: Path) -> bytes:
    """Return the module of ``distribution`` as a browser gets it: some servers send it as it is."""
    folder = toolbox.package(distribution.package).folder
    module = folder / distribution.module
    if distribution.snapshots:
        links: Links = json.loads(toolbox.run_script("list_links.mjs", folder / "pyodide.asm.wasm"))
        loader = (folder / "pyodide.mjs").read_text(encoding="utf-8")
        needed = {*OURS, *_WORD.findall(loader)}
        whole = module.read_text(encoding="utf-8")
        module = scratch / distribution.module
        module.write_text(without_side_modules(whole, links, needed), encoding="utf-8")
    script = toolbox.run_esbuild(
        str(module), "--minify", "--charset=utf8", "--log-level=warning", f"--target={TARGET}"
    )
    return _read_at_once(script).encode()


def without_side_modules(script: str, links: Links, needed: Collection[str]) -> str:
    """Return Emscripten's ``script`` with the C functions that are ``needed`` elsewhere or used in it itself."""
    mentioned = Counter(_WORD.findall(_EXPORTED.sub("", script)))
    # 声明一次不算用到
    unused = {
        name
        for name, export in _EXPORTED.findall(script)
        if name not in needed and mentioned[name] <= 1 and not mentioned[export]
    }
    imported = set(links["imports"])
    script = _EXPORTED.sub(lambda found: "" if found["name"] in unused else found[0], script)
    script = _DECLARED.sub(
        lambda found: f"var {','.join(_but(found['names'].split(','), unused))};", script
    )
    script = _IMPORTS.sub(lambda found: ",".join(_entries_of(found[0], imported)), script)
    words = {*_WORD.findall(script), *needed, *imported}
    offered = json.dumps([name for name in links["exports"] if name in words])
    script = _OFFERED.sub(
        lambda found: f"Object.fromEntries({offered}.map(name=>[name,{found[0]}[name]]))", script
    )
    return _EVAL.sub("globalThis.eval(", script)


def _entries_of(table: str, imported: set[str]) -> list[str]:
    return [entry for entry in table.split(",") if entry.partition(":")[0] in imported]


def _but(names: list[str], unused: set[str]) -> list[str]:
    """Return ``names`` without the unused ones; a declaration needs one at least."""
    return [name for name in names if name not in unused] or names[:1]


def _read_at_once(script: str) -> str:
    """Put the function that is the whole module into brackets.

    V8 reads a function in brackets properly at once; any other it skims first and reads again when it is called.
    """
    exported = _EXPORT.search(script)
    start = script.find(f"async function {exported['name']}(") if exported else -1
    if exported is None or start < 0:
        return script
    body = script[start + len(f"async function {exported['name']}") : exported.start()]
    return f"{script[:start]}export default (async function{body});"
