"""What is known of the inside of Emscripten's output, which promises nothing of it: all here, and nowhere else.

More than half of an npm build of Pyodide serves side modules: C libraries loaded while Python runs, of which we load
none. For their sake the WebAssembly exports every C function, and the script copies each onto ``Module`` by name; a few
calls of ``eval``, all of them for side modules or for running scripts by name, keep every local name from being
shortened. A browser would fetch, read and run all that before Python can start.

Each cut is made only where the layout is as expected. Where it is not, the build goes on without, and says so.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from macros.tools.toolbox import ToolError

from .distribution import NODE_SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from macros.tools.toolbox import Toolbox

    Report = Callable[[str], None]

_WORD = re.compile(r"[\w$]+")
_EXPORTED = re.compile(
    r'(?P<name>[\w$]+)=Module\["(?P=name)"\]=wasmExports\["(?P<export>[\w$]+)"\](?:\.value>>>0)?;?'
)
_EVAL = re.compile(r"(?<![\w$.])eval\(")
_EXPORT = re.compile(r"export default (?P<name>[\w$]+);\s*\Z")

HEADER = b"\0asm\1\0\0\0"
DATA, DATA_COUNT = 11, 12
# Pyodide 用到的 WebAssembly 功能；不能用 --all-features，它写出来的有的浏览器不认识
FEATURES = (
    *("reference-types", "exception-handling", "bulk-memory", "bulk-memory-opt", "mutable-globals"),
    *("sign-ext", "nontrapping-float-to-int", "multivalue", "extended-const"),
    "call-indirect-overlong",
)


def words_of(text: str) -> set[str]:
    """Return every word in ``text`` that could be a name in JavaScript."""
    return set(_WORD.findall(text))


def trimmed_script(script: str, needed: Collection[str], report: Report) -> str:
    """Return Emscripten's ``script`` without the C functions that are neither ``needed`` nor mentioned in it."""
    mentioned = Counter(_WORD.findall(_EXPORTED.sub("", script)))
    # 声明一次不算用到；脚本也可能用 C 里的名字去找，例如 ccall
    unused = {
        name
        for name, export in _EXPORTED.findall(script)
        if name not in needed and mentioned[name] <= 1 and not mentioned[export]
    }
    if not unused:
        report(_otherwise("抄到 Module 上的 C 函数"))
    script = _EXPORTED.sub(lambda found: "" if found["name"] in unused else found[0], script)
    script, evals = _EVAL.subn("globalThis.eval(", script)
    if not evals:
        report(_otherwise("直接的 eval"))
    return script


def read_at_once(script: str, report: Report) -> str:
    """Put the function that is the whole module into brackets.

    V8 reads a function in brackets properly at once; any other it skims first and reads again when it is called.
    """
    exported = _EXPORT.search(script)
    opening = f"async function {exported['name'] if exported else ''}("
    before, found, body = script.partition(opening)
    if exported is None or not found:
        report(_otherwise("主模块导出的函数"))
        return script
    whole = body.removesuffix(exported[0])
    return f"{before}export default (async function({whole});"


def trim_wasm(toolbox: Toolbox, wasm: Path, words: Collection[str], report: Report) -> None:
    """Take out of the module in the file ``wasm`` the exports that ``words`` do not name, and all they alone reach."""
    exports = json.loads(toolbox.run_node(NODE_SCRIPTS / "list_exports.mjs", wasm))
    graph, out = wasm.with_suffix(".graph"), wasm.with_suffix(".trimmed")
    graph.write_text(json.dumps(_graph(name for name in exports if name in words)))
    try:
        toolbox.run_node(
            toolbox.package("binaryen").folder / "bin" / "wasm-metadce",
            *(wasm, "--graph-file", graph, "-o", out),
            *(f"--enable-{feature}" for feature in FEATURES),
        )
        out.replace(wasm)
    except ToolError as error:
        report(f"{_otherwise('WebAssembly')}\n{error}")
    finally:
        graph.unlink()


def _graph(exports: Iterable[str]) -> list[dict[str, object]]:
    """Return what ``wasm-metadce`` is told: the outside world reaches these exports."""
    nodes: list[dict[str, object]] = [{"name": f"export {one}", "export": one} for one in exports]
    outside = {"name": "outside", "root": True, "reaches": [node["name"] for node in nodes]}
    return [outside, *nodes]


def split_data(wasm: bytes) -> tuple[bytes, bytes] | None:
    """Return a module without its data, which a memory image overwrites anyway, and the data.

    The one is a module, and so are both, one after the other. None where the data cannot be parted so.
    """
    sections = list(_sections(wasm))
    data = [section for kind, section in sections if kind == DATA]
    ends_with_data = bool(sections) and sections[-1][0] == DATA
    if len(data) != 1 or not ends_with_data:
        return None
    code = (section for kind, section in sections if kind not in {DATA, DATA_COUNT})
    return HEADER + b"".join(code), data[0]


def _sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and bytes, head included, of every section of a module."""
    at = len(HEADER)
    while at < len(wasm):
        size, start = _number(wasm, at + 1)
        yield wasm[at], wasm[at : start + size]
        at = start + size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return the number in LEB128 at ``at``, and where it ends."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 the highest bit says that more follows
            return number, at


def _otherwise(what: str) -> str:
    return (
        f"Pyodide 的主模块变了样，没有找到预期的{what}：这一处不裁剪，照原样发布，"
        "网站照常可用，只是大一些、慢一些（见 macros/runtime/emscripten.py）"
    )
