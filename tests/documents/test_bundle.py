"""The bundle for the browser: all of ours, XlsxWriter, and no more of the standard library than is lacking."""

import ast
import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from macros.documents.bundle.bundling import build_exports
from macros.documents.bundle.manifest import ExportsManifest
from macros.documents.bundle.rehearsal import RUBRIC, rehearsal
from macros.documents.bundle.sources import SHARED as FOLDER
from macros.documents.bundle.sources import export_sources
from macros.runtime.distribution import BROWSER_MODULES
from qinglian_core.browser import Service

SHARED = sorted(FOLDER.glob("*.py"))


@pytest.fixture(scope="module")
def manifest(root: Path) -> ExportsManifest:
    """Return the bundles, from the cache where nothing has changed."""
    return build_exports(root, lambda _: None)


def code_of(manifest: ExportsManifest, role: str) -> dict[str, Any]:
    packed = (manifest.folder / manifest.files[role].name).read_bytes()
    code: dict[str, Any] = json.loads(gzip.decompress(packed))
    return code


def imported(path: Path) -> set[str]:
    """Return the names that a module imports, relative ones with their dots."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_what_runs_in_both_worlds_imports_nothing_else(path: Path) -> None:
    forbidden = {"os", "pathlib", "subprocess", "socket", "time", "random", "js", "pyodide"}
    for name in imported(path):
        top = name.split(".")[0]
        allowed = top in {"", "qinglian_core", "xlsxwriter"} or top in sys.stdlib_module_names
        assert allowed, name
        assert top not in forbidden, name
        assert name not in {"macros.documents.template", "macros.documents.bundle"}, name


def test_the_browser_has_imported_what_the_bundle_takes_from_the_core() -> None:
    code = f"import sys, {', '.join(BROWSER_MODULES)}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    wanted = {name for path in SHARED for name in imported(path)}
    assert {name for name in wanted if name.startswith("qinglian_core")} <= set(told.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("role", ["current", "legacy"])
def test_the_bundle_holds_all_of_ours_and_xlsxwriter(manifest: ExportsManifest, role: str) -> None:
    code = code_of(manifest, role)
    assert code["entry"] == "macros.documents.shared.browser"
    modules = code["modules"]
    assert set(export_sources()) <= set(modules)
    assert not [name for name in modules if name.startswith("qinglian_core")]
    assert not [
        name for name in modules if name.startswith(("docx", "lxml", "macros.documents.template"))
    ]
    assert {name for name, module in modules.items() if module["package"]} >= {
        "macros",
        "macros.documents.shared",
        "xlsxwriter",
    }


@pytest.mark.slow
@pytest.mark.parametrize("role", ["current", "legacy"])
def test_the_bundle_stays_small(manifest: ExportsManifest, role: str) -> None:
    modules = code_of(manifest, role)["modules"]
    library = [name for name in modules if not name.startswith(("macros", "xlsxwriter"))]
    assert len(library) < 10, library
    assert manifest.files[role].size < 700_000


@pytest.mark.slow
def test_equal_sources_are_bundled_once(root: Path, manifest: ExportsManifest) -> None:
    told: list[str] = []
    assert build_exports(root, told.append) == manifest
    assert told == []


@pytest.mark.slow
def test_what_is_published(manifest: ExportsManifest, tmp_path: Path) -> None:
    manifest.publish(tmp_path / "exports")
    names = {path.name for path in (tmp_path / "exports").iterdir()}
    assert names == {"manifest.json", *(file.name for file in manifest.files.values())}
    plain = json.loads((tmp_path / "exports" / "manifest.json").read_bytes())
    assert list(plain) == ["format", "current", "legacy"]
    assert plain["current"] == manifest.files["current"].to_plain()


def test_the_rehearsal_makes_one_document_of_each_kind() -> None:
    from macros.documents.shared.browser import install  # noqa: PLC0415 - as the service of a browser does
    from macros.documents.template.forms import plain_templates  # noqa: PLC0415 - likewise
    from macros.documents.template.officialtable import word_template  # noqa: PLC0415 - likewise

    service = Service()
    install(service, plain_templates(RUBRIC, word_template(RUBRIC)))
    made = []
    for request in rehearsal():
        reply = json.loads(service.handle(json.dumps(request)))
        assert reply["ok"], reply
        if isinstance(reply["value"], dict) and "name" in reply["value"]:
            made.append(reply["value"]["name"])
    assert made == [
        "甲-自评-2024-06-01.xlsx",
        "甲-自评-2024-06-01.csv",
        "甲-自评-2024-06-01.json",
        "甲-自评-2024-06-01.docx",
        "甲-材料总清单-2024-06-01.docx",
        "甲-材料总清单-2024-06-01.xlsx",
        "甲-前后对照-2024-06-01.xlsx",
        "2个单位-汇总-2024-06-01.xlsx",
    ]
