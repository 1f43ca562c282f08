"""The assembled runtime: complete, named by content, the same for the same sources, and made anew only when needed."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import re
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.runtime import build_runtime
from macros.runtime.emscripten import HEADER, read_at_once, split_data, trimmed_script
from macros.runtime.image import GRAIN, PAGE, pack_changes, pack_image
from macros.runtime.manifest import add_file, read_manifest
from macros.runtime.wheel import build_core_wheel
from macros.tools.cache import KEPT_FOLDERS, Cache, content_key
from macros.tools.toolbox import MOST_CHARACTERS, ToolError, find_toolbox
from qinglian_core.browser import Service

if TYPE_CHECKING:
    from pathlib import Path

    from macros.runtime import PyodideBuild, RuntimeManifest

ROLES = ["worker", "module", "wasm", "stdlib", "lock", "wheel"]
SNAPSHOT = ["data", "snapshot"]
PYC_HEAD = 16


def contents(runtime: RuntimeManifest, build: PyodideBuild, role: str) -> bytes:
    """Return a file as the browser unpacks it."""
    file = build.files[role]
    sent = (runtime.folder / file.name).read_bytes()
    return gzip.decompress(sent) if file.packed else sent


def test_every_role_has_its_file(runtime: RuntimeManifest) -> None:
    assert sorted(runtime.current.files) == sorted([*ROLES, *SNAPSHOT])
    assert sorted(runtime.legacy.files) == sorted(ROLES)


def test_the_manifest_tells_the_truth(runtime: RuntimeManifest) -> None:
    for file in runtime.files:
        sent = (runtime.folder / file.name).read_bytes()
        digest = hashlib.sha256(sent)
        assert file.size == len(sent)
        assert file.integrity == "sha256-" + base64.b64encode(digest.digest()).decode()
        assert digest.hexdigest()[:12] in file.name
        assert file.packed == (sent[:2] == b"\x1f\x8b")


def test_packed_files_tell_neither_time_nor_system(runtime: RuntimeManifest) -> None:
    heads = {
        (runtime.folder / file.name).read_bytes()[:10] for file in runtime.files if file.packed
    }
    assert heads == {b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"}


def test_no_name_invites_a_server_to_declare_a_type_it_does_not_know(
    runtime: RuntimeManifest,
) -> None:
    endings = {file.name[file.name.rfind(".") :] for file in runtime.files}
    assert endings == {".js", ".bin", ".json"}
    assert not [file.name for file in runtime.files if ".gz" in file.name]


def test_versions_stand_in_package_json_alone(root: Path, runtime: RuntimeManifest) -> None:
    wanted = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert runtime.current.pyodide == wanted["pyodide"]
    assert runtime.legacy.pyodide == wanted["pyodide-legacy"].rpartition("@")[2]
    assert runtime.current.python.startswith("3.14.")
    assert runtime.legacy.python.startswith("3.11.")


def test_the_older_pyodide_is_the_very_npm_build(root: Path, runtime: RuntimeManifest) -> None:
    legacy = find_toolbox(root).package("pyodide-legacy").folder
    assert contents(runtime, runtime.legacy, "wasm") == (legacy / "pyodide.asm.wasm").read_bytes()


def test_of_the_current_pyodide_little_is_served(root: Path, runtime: RuntimeManifest) -> None:
    toolbox = find_toolbox(root)
    given = toolbox.package("pyodide").folder / "pyodide.asm.wasm"
    code, data = (contents(runtime, runtime.current, role) for role in ("wasm", "data"))
    assert len(code) < 0.6 * given.stat().st_size
    assert split_data(code + data) == (code, data)


def test_the_modules_of_pyodide_keep_their_properties(root: Path, runtime: RuntimeManifest) -> None:
    toolbox = find_toolbox(root)
    for build, package, name, least, most in (
        (runtime.current, "pyodide", "pyodide.asm.mjs", 0.3, 0.5),
        (runtime.legacy, "pyodide-legacy", "pyodide.asm.js", 0.7, 1),
    ):
        given = (toolbox.package(package).folder / name).read_text(encoding="utf-8")
        sent = contents(runtime, build, "module").decode()
        assert least < len(sent) / len(given) < most
        properties = set(re.findall(r"\.([A-Za-z_]\w{11,})", given))
        assert len(properties) > 100
        assert properties <= set(re.findall(r"\w+", sent))


EMSCRIPTEN = """
async function _createModule(moduleArg){var _run,_idle,_asked,_alone;
function assignWasmExports(wasmExports){_run=Module["_run"]=wasmExports["run"];\
_idle=Module["_idle"]=wasmExports["idle"].value>>>0;_asked=Module["_asked"]=wasmExports["asked"];\
_alone=Module["_alone"]=wasmExports["alone"]}
function start(text){_run();eval(text)}}
export default _createModule;
"""


def test_side_modules_are_not_served() -> None:
    told: list[str] = []
    script = trimmed_script(EMSCRIPTEN, ["_asked"], told.append)
    assert script == (
        """
async function _createModule(moduleArg){var _run,_idle,_asked,_alone;
function assignWasmExports(wasmExports){_run=Module["_run"]=wasmExports["run"];\
_asked=Module["_asked"]=wasmExports["asked"];}
function start(text){_run();globalThis.eval(text)}}
export default _createModule;
"""
    )
    assert told == []


@pytest.mark.parametrize(
    ("part", "what"), [('Module["_', "抄到 Module 上的 C 函数"), ("eval(", "直接的 eval")]
)
def test_a_script_that_is_laid_out_otherwise_is_served_as_it_is_and_the_build_says_so(
    part: str, what: str
) -> None:
    given = EMSCRIPTEN.replace(part, "changed")
    told: list[str] = []
    assert part not in trimmed_script(given, [], told.append)
    (words,) = told
    assert words.startswith(
        f"Pyodide 的主模块变了样，没有找到预期的{what}：这一处不裁剪，照原样发布"
    )


def test_the_function_of_the_module_is_read_at_once() -> None:
    told: list[str] = []
    script = "var a=1;async function d(e){async function d(b){}return a}export default d;\n"
    bracketed = "var a=1;export default (async function(e){async function d(b){}return a});"
    assert read_at_once(script, told.append) == bracketed
    assert told == []
    otherwise = "var a=1;function d(e){}export default d;"
    assert read_at_once(otherwise, told.append) == otherwise
    assert ["主模块导出的函数" in words for words in told] == [True]


def section(kind: int, data: bytes = b"x" * 200) -> bytes:
    """Return a section of WebAssembly whose size takes two bytes."""
    return bytes([kind, len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def test_the_data_of_a_wasm_are_parted_from_it_and_put_back_by_laying_them_behind() -> None:
    code, count, data = section(10), section(12), section(11)
    assert split_data(HEADER + section(1) + count + code + data) == (
        HEADER + section(1) + code,
        data,
    )
    assert split_data(HEADER + code + data + section(0)) is None
    assert split_data(HEADER + code) is None
    assert split_data(HEADER) is None


@pytest.mark.parametrize("name", ["current", "legacy"])
def test_the_lock_knows_our_wheel_alone(runtime: RuntimeManifest, name: str) -> None:
    build: PyodideBuild = getattr(runtime, name)
    lock = json.loads(contents(runtime, build, "lock"))
    wheel = contents(runtime, build, "wheel")
    assert list(lock["packages"]) == ["qinglian-core"]
    package = lock["packages"]["qinglian-core"]
    assert package["sha256"] == hashlib.sha256(wheel).hexdigest()
    assert package["imports"] == ["qinglian_core"]
    assert package["depends"] == []
    assert lock["info"]["python"] == build.python


def test_only_the_core_is_in_the_wheel(root: Path, runtime: RuntimeManifest) -> None:
    with zipfile.ZipFile(io.BytesIO(contents(runtime, runtime.current, "wheel"))) as wheel:
        modules = [name for name in wheel.namelist() if ".dist-info/" not in name]
    core = root / "qinglian_core"
    assert sorted(modules) == sorted(
        f"qinglian_core/{path.relative_to(core).as_posix()}" for path in core.glob("**/*.py")
    )


def test_the_wheel_is_the_same_for_the_same_sources(root: Path, tmp_path: Path) -> None:
    wheels = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        wheels.append(build_core_wheel(root, tmp_path / name).read_bytes())
    assert wheels[0] == wheels[1]


@pytest.mark.parametrize("name", ["current", "legacy"])
def test_the_library_is_compiled_and_holds_what_is_imported_late(
    runtime: RuntimeManifest, name: str
) -> None:
    build: PyodideBuild = getattr(runtime, name)
    with zipfile.ZipFile(io.BytesIO(contents(runtime, build, "stdlib"))) as library:
        names = set(library.namelist())
        flags = {library.read(each)[4:8] for each in names}
    assert {each.rpartition(".")[2] for each in names} == {"pyc"}
    assert flags == {struct.pack("<I", 1)}  # hash-based, unchecked: no source is looked for
    assert {"decimal.pyc", "json/decoder.pyc", "encodings/utf_8_sig.pyc"} <= names
    assert not {each for each in names if each.startswith(("tkinter/", "unittest/", "pydoc"))}


def test_a_second_assembly_does_nothing(root: Path, runtime: RuntimeManifest) -> None:
    told: list[str] = []
    assert build_runtime(root, told.append) == runtime
    assert told == []


def test_publishing_leaves_exactly_the_runtime(runtime: RuntimeManifest, tmp_path: Path) -> None:
    (tmp_path / "wasm-of-last-year.bin").write_bytes(b"old")
    runtime.publish(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [*(file.name for file in runtime.files), "manifest.json"]
    )
    published = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert published == runtime.to_plain()
    assert read_manifest(tmp_path).files == runtime.files


def test_a_first_visit_stays_below_its_limit(runtime: RuntimeManifest) -> None:
    roles = ("worker", "module", "wasm", "snapshot", "lock")
    sent = sum(
        len(gzip.compress((runtime.folder / runtime.current.files[role].name).read_bytes()))
        for role in roles
    )
    assert sent < 6_650_000  # the pages, the scripts and the criteria come to some 0.5 MB more


def test_no_docstrings_of_the_core_are_in_the_snapshot(runtime: RuntimeManifest) -> None:
    said = (Service.handle.__doc__ or "").encode()
    assert said
    assert said not in contents(runtime, runtime.current, "snapshot")


HEAD = b"settings"
"""What stands before the memory."""


def restored(packed: bytes, memory: bytearray, head: bytes) -> bytearray:
    """Lay what was packed over ``memory``, as image.js does."""
    length, count = struct.unpack_from("<II", packed)
    start = 8 + count * 8
    assert packed[start : start + length] == head
    start += length
    for run in range(count):
        offset, length = struct.unpack_from("<II", packed, 8 + run * 8)
        memory[offset : offset + length] = packed[start : start + length]
        start += length
    assert start == len(packed)
    return memory


@given(
    st.lists(st.tuples(st.integers(0, 8 * PAGE), st.integers(1, 255)), max_size=20),
    st.integers(0, PAGE),
)
def test_an_image_survives_packing(bits: list[tuple[int, int]], rest: int) -> None:
    memory = bytearray(8 * PAGE + 1 + rest)
    for place, value in bits:
        memory[place] = value
    packed = pack_image(HEAD, bytes(memory))
    assert restored(packed, bytearray(len(memory)), HEAD) == memory
    assert len(packed) <= 8 + len(HEAD) + len(bits) * (8 + PAGE)


@given(
    st.binary(max_size=3 * PAGE),
    st.lists(st.tuples(st.integers(0, 4 * PAGE), st.integers(0, 255)), max_size=20),
)
def test_changes_laid_over_a_memory_make_the_other(
    before: bytes, changes: list[tuple[int, int]]
) -> None:
    after = bytearray(before.ljust(4 * PAGE + 1, b"\0"))
    for place, value in changes:
        after[place] = value
    packed = pack_changes(before, bytes(after))
    assert restored(packed, bytearray(before.ljust(len(after), b"\0")), b"") == after
    assert len(packed) <= 8 + len(changes) * (8 + GRAIN)


def test_empty_pages_are_left_out() -> None:
    memory = bytes(5 * PAGE) + b"x" + bytes(PAGE - 1) + bytes(3 * PAGE)
    assert len(pack_image(HEAD, memory)) == 8 + 8 + len(HEAD) + PAGE


def test_the_cache_makes_a_folder_once_and_whole(tmp_path: Path) -> None:
    cache = Cache(folder=tmp_path)
    made: list[str] = []

    def make(folder: Path) -> None:
        made.append(folder.name)
        (folder / "file").write_text("x", encoding="utf-8")

    def fail(folder: Path) -> None:
        (folder / "half").write_text("x", encoding="utf-8")
        raise ToolError("broken")

    with pytest.raises(ToolError):
        cache.folder_for("thing", "a", fail)
    assert list(tmp_path.iterdir()) == []
    first = cache.folder_for("thing", "a", make)
    assert cache.folder_for("thing", "a", make) == first
    assert len(made) == 1
    keys = [f"{number:02}" for number in range(KEPT_FOLDERS + 1)]
    for age, key in enumerate(keys):
        made_now = cache.folder_for("other", key, make)
        os.utime(made_now, (age, age))
    kept = sorted(path.name for path in tmp_path.glob("other-*"))
    assert kept == [f"other-{key}" for key in keys[1:]]
    assert first.is_dir()


def test_a_key_changes_with_contents_names_and_words(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"1")
    keys = {
        content_key(("a",), (one,), tmp_path),
        content_key(("b",), (one,), tmp_path),
        content_key(("a",), (two,), tmp_path),
        content_key(("a",), (one, two), tmp_path),
    }
    one.write_bytes(b"2")
    keys.add(content_key(("a",), (one,), tmp_path))
    assert len(keys) == 5


def test_files_with_the_same_contents_have_the_same_name(tmp_path: Path) -> None:
    first = add_file(tmp_path, "thing", b"x" * 1000, ending="bin", packed=True)
    second = add_file(tmp_path, "thing", b"x" * 1000, ending="bin", packed=True)
    assert first == second


def test_a_package_that_is_missing_is_named(root: Path) -> None:
    toolbox = find_toolbox(root)
    with pytest.raises(ToolError, match=r"package-lock\.json 里没有 no-such-package"):
        toolbox.package("no-such-package")


def test_a_program_that_fails_is_quoted(root: Path) -> None:
    toolbox = find_toolbox(root)
    with pytest.raises(ToolError) as caught:
        toolbox.run_node("-e", "console.log('so weit\\n' + 'x'.repeat(9e4)); process.exit(3)")
    said = f"so weit\n{'x' * MOST_CHARACTERS}…"
    assert str(caught.value) == f"组装浏览器运行环境时，{toolbox.node} -e 失败：\n{said}"
