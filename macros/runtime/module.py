"""Pyodide's own JavaScript module in as few bytes as a browser needs.

In the current one more than half serves side modules: C libraries loaded while Python runs, of which we load none.
For their sake Emscripten copies every C function onto ``Module`` by name, gives all of them a place in the table of
functions, and puts all of its own library into the table of imports, graphics and sound included. A few calls of
``eval``, all of them for side modules or for running scripts by name, keep every local name from being shortened.
A browser would read and run all that before Python can start. The legacy module is laid out otherwise and only
shortened.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, TypedDict

from macros.tools.toolbox import ToolError

from .distribution import NODE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from macros.tools.toolbox import Toolbox

    from .distribution import Distribution

# start-current.js 恢复内存时用到的
OURS = ("__PyRuntime", "__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET", "_emscripten_get_sbrk_ptr")
_WORD = re.compile(r"[\w$]+")
_EXPORTED = re.compile(
    r'(?P<name>[\w$]+)=Module\["(?P=name)"\]=wasmExports\["(?P<export>[\w$]+)"\](?:\.value>>>0)?;?'
)
_DECLARED = re.compile(r"\bvar (?P<names>(?:[\w$]+,)+[\w$]+);")
_IMPORTS = re.compile(r"(?<=\bvar wasmImports=\{)[\w$:,]*(?=\})")
_OFFERED = re.compile(r"(?<=\bwasmExports=)instance\.exports(?=;)")
_EVAL = re.compile(r"(?<![\w$.])eval\(")
_EXPORT = re.compile(r"export default (?P<name>[\w$]+);\s*\Z")


class Links(TypedDict):
    """The names that the WebAssembly imports from the script, and those that it exports."""

    imports: list[str]
    exports: list[str]


def shortened_module(toolbox: Toolbox, distribution: Distribution, scratch: Path) -> bytes:
    """Return the module of ``distribution`` as a browser gets it: some servers send it as it is.

    Raises ``ToolError`` where a newer Pyodide is laid out otherwise.
    """
    folder = toolbox.package(distribution.package).folder
    module = folder / distribution.module
    if not distribution.trimmed:
        return toolbox.run_esbuild(module).encode()
    links: Links = json.loads(
        toolbox.run_node(NODE_SCRIPTS / "list_links.mjs", folder / "pyodide.asm.wasm")
    )
    loader = (folder / "pyodide.mjs").read_text(encoding="utf-8")
    needed = {*OURS, *_WORD.findall(loader)}
    whole = module.read_text(encoding="utf-8")
    trimmed = scratch / distribution.module
    trimmed.write_text(without_side_modules(whole, links, needed), encoding="utf-8")
    return read_at_once(toolbox.run_esbuild(trimmed)).encode()


def without_side_modules(script: str, links: Links, needed: Collection[str]) -> str:
    """Return Emscripten's ``script`` without what only side modules use.

    C functions stay that are ``needed`` elsewhere or mentioned in the script itself, and imports that the WebAssembly
    asks for. Raises ``ToolError`` where the script is laid out otherwise than expected.
    """
    mentioned = Counter(_WORD.findall(_EXPORTED.sub("", script)))
    # 声明一次不算用到；脚本也可能用 C 里的名字去找，例如 ccall
    unused = {
        name
        for name, export in _EXPORTED.findall(script)
        if name not in needed and mentioned[name] <= 1 and not mentioned[export]
    }
    imported = set(links["imports"])
    script = _replaced(_EXPORTED, lambda found: "" if found["name"] in unused else found[0], script)
    script = _replaced(
        _DECLARED, lambda found: f"var {','.join(_but(found['names'].split(','), unused))};", script
    )
    script = _replaced(_IMPORTS, lambda found: ",".join(_entries_of(found[0], imported)), script)
    words = {*_WORD.findall(script), *needed, *imported}
    offered = json.dumps([name for name in links["exports"] if name in words])
    script = _replaced(
        _OFFERED,
        lambda found: f"Object.fromEntries({offered}.map(name=>[name,{found[0]}[name]]))",
        script,
    )
    return _replaced(_EVAL, lambda _: "globalThis.eval(", script)


def _replaced(pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], script: str) -> str:
    replaced, count = pattern.subn(new, script)
    if not count:
        raise ToolError(
            f"Pyodide 的主模块变了样，没有找到 {pattern.pattern}；请核对 macros/runtime/module.py"
        )
    return replaced


def _entries_of(table: str, imported: set[str]) -> list[str]:
    return [entry for entry in table.split(",") if entry.partition(":")[0] in imported]


def _but(names: list[str], unused: set[str]) -> list[str]:
    """Return ``names`` without the unused ones; a declaration needs one at least."""
    return [name for name in names if name not in unused] or names[:1]


def read_at_once(script: str) -> str:
    """Put the function that is the whole module into brackets.

    V8 reads a function in brackets properly at once; any other it skims first and reads again when it is called.
    """
    exported = _EXPORT.search(script)
    opening = f"async function {exported['name'] if exported else ''}("
    before, found, body = script.partition(opening)
    if exported is None or not found:
        raise ToolError(
            "Pyodide 的主模块变了样，没有找到它导出的函数；请核对 macros/runtime/module.py"
        )
    whole = body.removesuffix(exported[0])
    return f"{before}export default (async function({whole});"
