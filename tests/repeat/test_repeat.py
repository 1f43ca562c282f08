"""A small site, built by two people under quite different circumstances, and audited."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from macros.commands.cli import main
from macros.offline import BILL, CHECKSUMS
from macros.publishing.auditing import read_bill
from macros.publishing.checksums import digests_of, read_checksums
from macros.publishing.mark import MARK
from macros.runtime import NOTHING
from macros.runtime.assembly import Assembly
from macros.tools.cache import build_cache
from macros.tools.toolbox import find_toolbox
from tests.build.cases import BASE
from tests.build.projects import copy_project
from tests.repeat.circumstances import Circumstances, quite_different, usual

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
thorough = pytest.mark.thorough


def project_in(root: Path, folder: Path, kept: list[Path]) -> Path:
    """Return a small project with a cache of its own, in which only what takes long is made already."""
    folder.mkdir(parents=True)
    project = copy_project(root, folder, BASE / "rubric")
    (project / ".cache").unlink()
    cache = project / ".cache" / "build"
    cache.mkdir(parents=True)
    for made in kept:
        shutil.copytree(made, cache / made.name)
    return project


@pytest.fixture(scope="module")
def kept(root: Path, site: Path) -> list[Path]:
    """Return what takes long to make of the cache that the build of ``site`` has just used; ``make repeat`` makes it twice."""
    del site
    made = (root / ".cache" / "build").iterdir()
    assembly = Assembly(
        root=root,
        toolbox=find_toolbox(root),
        cache=build_cache(root),
        rehearsal=NOTHING,
        report=print,
    )
    names = {f"pyodides-{assembly.pyodide_key()}", f"libraries-{assembly.library_key()}"}
    return [path for path in made if path.name in names or path.name.startswith("exports-")]


@pytest.fixture(scope="module")
def projects(root: Path, kept: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return two projects in folders of quite different names, in each of which a site has been built."""
    base = tmp_path_factory.mktemp("repeat")
    places: dict[str, Circumstances] = {
        "one": usual(base),
        "another/ 甚 远 的/文件夹": quite_different(base / "nowhere"),
    }
    projects = []
    for name, circumstances in places.items():
        projects.append(project_in(root, base / name, kept))
        circumstances.run(projects[-1], "build")
    return projects


@thorough
def test_the_memory_of_python_is_the_same(projects: list[Path]) -> None:
    one, another = (digests_of(project / "site" / "assets" / "runtime") for project in projects)
    assert any(name.startswith("snapshot-") for name in one)
    assert one == another


@thorough
def test_all_files_are_the_same(projects: list[Path]) -> None:
    one, another = (project / "site" for project in projects)
    assert digests_of(one) == digests_of(another)


def test_the_list_names_every_file(site: Path) -> None:
    listed = read_checksums(site)
    assert {**listed, CHECKSUMS: "", MARK: ""}.keys() == digests_of(site).keys()
    assert listed.items() <= digests_of(site).items()


def test_a_site_says_nothing_of_the_machine(root: Path, site: Path) -> None:
    expect_unsaid(site, str(root))


@thorough
def test_it_says_nothing_of_whoever_built_it(root: Path, projects: list[Path]) -> None:
    own = [("Asia/Shanghai", "wang\0"), ("Kathmandu", "somebody-else")]
    for project, words in zip(projects, own, strict=True):
        expect_unsaid(project / "site", str(root), str(project), *words)


def expect_unsaid(site: Path, *told: str) -> None:
    """Look for what only the machine knows, in every file and in what is packed in it."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert files
    for path in files:
        for data in _contents(path.read_bytes()):
            assert not [word for word in told if word.encode() in data], path


def _contents(data: bytes) -> Iterator[bytes]:
    """Give what ``data`` holds: of what is packed, what was packed."""
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield from _contents(packed.read(name))
    else:
        yield data


@thorough
def test_an_audit_builds_again_and_finds_the_same(
    projects: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    one, another = projects
    capsys.readouterr()
    assert main(["--root", str(one), "audit", str(another / "site")]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    count = len(digests_of(another / "site"))
    assert f"：{count} 个文件，与重新生成的逐字节相同。\n" in told.out


@thorough
def test_an_audit_tells_what_differs(
    projects: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    shutil.copytree(projects[0] / "site", site)
    (site / "index.html").write_text("<script src=//elsewhere></script>", encoding="utf-8")
    (site / ".htaccess").write_text("", encoding="utf-8")
    (site / "sw.js").unlink()
    bill = json.loads((site / BILL).read_bytes())
    for tool in bill["metadata"]["tools"]["components"]:
        if tool["name"] == "zlib":
            tool["version"] = "1.0"
    (site / BILL).write_text(json.dumps(bill), encoding="utf-8")
    ours = read_bill(projects[0] / "site").tools["zlib"]
    changed = "与重新生成的不同，与网站自己的清单也不符：生成以后改动过"
    assert main(["--root", str(projects[0]), "audit", str(site)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"{site / '.htaccess'}：多出来的，重新生成的网站里没有",
        f"{site / BILL}：{changed}",
        f"{site / 'index.html'}：{changed}",
        f"{site / 'sw.js'}：缺少，重新生成的网站里有",
        f"共 4 个文件不同（核对了 {len(digests_of(site)) + 1} 个）。",
        "生成用的工具不同，文件可能因此不同：",
        f"  zlib：生成时是 1.0，这里是 {ours}",
    ]
