"""What a site says that it was made of, and from which sources an audit makes it again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.offline import BILL
from macros.publishing import AuditError
from macros.publishing import origin as origins
from macros.publishing.auditing import audit_site, read_bill
from macros.publishing.bill import write_bill
from macros.publishing.origin import SOURCES, Origin, criteria_digest, origin_of, sources_digest
from macros.runtime.manifest import RuntimeFile, integrity_of
from macros.site.components import parts_of
from macros.site.ownproducts import OwnProducts
from macros.site.workbench import WorkbenchManifest
from tests.programs import program

BUILDER = """
import sys
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--out") + 1])
out.mkdir()
for name in ("index.html", "bom.json"):
    (out / name).write_bytes(Path("rubric", name).read_bytes())
print("built from", sorted(path.name for path in Path("rubric").iterdir()))
"""
"""A program that stands for ours at some commit: its site is what lies in rubric/."""


def git(folder: Path, *arguments: str) -> str:
    """Run Git as somebody."""
    somebody = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    done = subprocess.run(
        [program("git"), "-C", str(folder), *somebody, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit(folder: Path) -> str:
    """Commit everything in ``folder``; return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=all")
    return git(folder, "rev-parse", "HEAD")


def bill(origin: Origin) -> str:
    """Return what a site says that was made of ``origin``, by nobody's tools."""
    told = asdict(origin).items()
    properties = [{"name": f"qinglian:{name}", "value": value} for name, value in told if value]
    return json.dumps({"metadata": {"tools": {"components": []}, "properties": properties}})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project under Git, whose program is taken for the one that runs."""
    folder = tmp_path / "project"
    for name in ("macros/commands", "rubric", "site_src", "node_modules"):
        (folder / name).mkdir(parents=True)
    for name in ("macros", "macros/commands"):
        (folder / name / "__init__.py").write_text("", encoding="utf-8")
    (folder / "macros" / "commands" / "cli.py").write_text(BUILDER, encoding="utf-8")
    (folder / "rubric" / "index.html").write_text("page", encoding="utf-8")
    (folder / "rubric" / BILL).write_text(bill(Origin(commit="1" * 40, sources="")), "utf-8")
    for name in ("requirements.lock", "package-lock.json", "package.json", "pyproject.toml"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: 细则\n", encoding="utf-8")
    (folder / ".gitignore").write_text("*~\nnode_modules\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", str(folder))
    monkeypatch.setattr(origins, "_PROGRAM", folder.resolve())
    return folder


def site_of(folder: Path, origin: Origin, **files: str) -> Path:
    """Return a site that says that it was made of ``origin``, with the files of the page and ``files``."""
    site = folder / "site"
    site.mkdir()
    texts = {"index.html": "page", BILL: bill(origin), **files}
    for name, text in texts.items():
        (site / name).write_text(text, encoding="utf-8")
    return site


def test_the_commit_says_all_while_nothing_has_changed(project: Path) -> None:
    made = Origin(commit=commit(project), sources="")
    assert origin_of(project) == made
    (project / "rubric" / "index.html~").write_text("an editor's", encoding="utf-8")
    (project / "notes.txt").write_text("no source of the site", encoding="utf-8")
    assert origin_of(project) == made


@pytest.mark.parametrize("name", ["rubric/index.html", "rubric/new.yaml", "mkdocs.yml"])
def test_what_is_not_committed_is_said(project: Path, name: str) -> None:
    whole = commit(project)
    (project / name).write_text("changed", encoding="utf-8")
    assert origin_of(project) == Origin(commit=whole, sources=sources_digest(project))


def test_without_git_the_sources_say_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(project)
    monkeypatch.setattr(origins, "_PROGRAM", Path(__file__).resolve().parents[2])
    # 生成用的程序不在这个项目里，它的提交就不说明什么
    assert origin_of(project) == Origin(commit="", sources=sources_digest(project))


def test_anybody_can_work_the_digest_out(project: Path) -> None:
    names = [
        path.relative_to(project).as_posix()
        for source in SOURCES
        for path in sorted([project / source, *(project / source).rglob("*")])
        if path.is_file()
    ]
    lines = [f"{sha256((project / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    assert sources_digest(project) == sha256("".join(lines).encode()).hexdigest()


def test_a_site_is_made_again_by_the_program_of_its_commit(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = commit(project)
    (project / "rubric" / "later.yaml").write_text("not of that commit", encoding="utf-8")
    before = git(project, "status", "--porcelain"), sorted((project / ".git").rglob("*"))
    site = site_of(tmp_path, Origin(commit=made, sources=""))
    told: list[str] = []
    audit = audit_site(project, site, told.append)
    assert told == [f"由提交 {made[:12]} 从头重新生成（约需几分钟）"]
    assert "built from ['bom.json', 'index.html']\n" in capfd.readouterr().out
    assert [one.path for one in audit.differences] == [BILL]
    assert before == (git(project, "status", "--porcelain"), sorted((project / ".git").rglob("*")))


def test_a_program_that_fails_is_told(project: Path, tmp_path: Path) -> None:
    (project / "macros" / "commands" / "cli.py").write_text("raise SystemExit(1)", encoding="utf-8")
    site = site_of(tmp_path, Origin(commit=commit(project), sources=""))
    with pytest.raises(AuditError, match="没能重新生成，原因见上面"):
        audit_site(project, site, print)


def test_another_lock_is_installed_anew(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    installer = (
        "import os, sys, pathlib; print('installing', *sys.argv[1:], flush=True)\n"
        f"bin = pathlib.Path('.venv/bin'); bin.mkdir(parents=True); os.symlink({sys.executable!r}, bin / 'python')\n"
    )
    (project / "macros" / "setup").mkdir()
    (project / "macros" / "setup" / "__init__.py").write_text("", encoding="utf-8")
    (project / "macros" / "setup" / "install.py").write_text(installer, encoding="utf-8")
    made = commit(project)
    (project / "requirements.lock").write_text("later", encoding="utf-8")
    told: list[str] = []
    audit_site(project, site_of(tmp_path, Origin(commit=made, sources="")), told.append)
    assert told[-1] == "那次提交用的包与这里装的不同，另装一份"
    assert "installing build\n" in capfd.readouterr().out


SAYS_NOTHING = "里没有 bom.json，不知道它由什么生成：不是生成的网站，或者是旧的程序生成的"


def test_a_site_that_cannot_be_held_against_anything_is_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = commit(project)

    def told(site: Path) -> str:
        assert main(["--root", str(project), "audit", str(site)]) == 1
        return capsys.readouterr().err.removeprefix("qinglian: ")

    assert told(project) == f"{project} {SAYS_NOTHING}\n"
    site = site_of(tmp_path, Origin(commit="0" * 40, sources=""))
    assert told(site).startswith("项目里没有提交 000000000000，或者没有 git；请先取来（git fetch）")
    (site / BILL).write_text(bill(Origin(commit=made, sources="0" * 64)), encoding="utf-8")
    assert told(site).startswith(
        f"这个网站不是由一次提交生成的（提交 {made[:12]} 以后又有改动），这里的源文件与它用的也不同，不能重新生成；"
    )
    nothing, strange = (Origin(commit=one, sources="") for one in ("", "--upload-pack=/bin/true"))
    for text in ("", "[]", '{"metadata": {}}', bill(nothing), bill(strange)):
        (site / BILL).write_text(text, encoding="utf-8")
        assert told(site) == f"{site / BILL} 读不懂：它被改动过，或者不是这个程序写的\n"


def test_a_site_made_in_a_browser_says_of_what_and_by_what(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = {"rubric/x/edition.yaml": "id: x\n"}
    origin = Origin(commit="", sources=criteria_digest(files), program="b" * 64)
    site = site_of(tmp_path, origin)

    def told() -> str:
        assert main(["--root", str(project), "audit", str(site)]) == 1
        return capsys.readouterr().err.removeprefix("qinglian: ")

    assert told() == f"{site}/assets/workbench 里没有细则，或者读不出来：网站不完整，或者改动过\n"
    packed = site / "assets" / "workbench" / "sources-1.bin"
    packed.parent.mkdir(parents=True)
    packed.write_bytes(zlib.compress(json.dumps({"rubric/x/edition.yaml": "id: y\n"}).encode()))
    assert told().startswith("网站里带着的细则与它写明的校验值不符，生成以后改动过")
    packed.write_bytes(zlib.compress(json.dumps({"../x": ""}).encode()))
    (site / BILL).write_text(bill(replace(origin, sources=criteria_digest({"../x": ""}))), "utf-8")
    assert told() == "网站里带着的细则有不该有的路径“../x”：改动过\n"
    packed.write_bytes(zlib.compress(json.dumps(files).encode()))
    (site / BILL).write_text(bill(origin), encoding="utf-8")
    other = RuntimeFile(name="program-1.bin", size=1, integrity=integrity_of(b"x"), packed=False)
    manifest = WorkbenchManifest(folder=site, opener=other, program=other)
    monkeypatch.setattr(OwnProducts, "workbench", lambda _: manifest)
    assert told().startswith("生成它的程序和这里的不同，不能重新生成来逐字节核对；")
    (site / "sha256sums.txt").write_text(f"{'0' * 64}  index.html\n", encoding="utf-8")
    assert main(["--root", str(project), "audit", str(site)]) == 1
    assert "按它的清单核对了 1 个文件，1 个改动过或缺少：index.html" in capsys.readouterr().out


def test_the_bill_says_what_it_is_told_and_nothing_of_time(root: Path, tmp_path: Path) -> None:
    told = Origin(commit="a" * 40, sources="b" * 64, program="c" * 64)
    write_bill(tmp_path, "1234", told, parts_of(root))
    assert read_bill(tmp_path).origin == told
    plain = json.loads((tmp_path / BILL).read_bytes())
    assert {"timestamp", "serialNumber"} & {*plain, *plain["metadata"]} == set()
    versions = {one["name"]: one["version"] for one in plain["components"]}
    wanted = json.loads((root / "package.json").read_bytes())["dependencies"]
    assert versions["@noble/hashes"] == wanted["@noble/hashes"]
    pyodides = {one["version"] for one in plain["components"] if one["name"] == "pyodide"}
    assert pyodides == {wanted["pyodide"], wanted["pyodide-legacy"].rpartition("@")[2]}
    addresses = [one["bom-ref"] for one in plain["components"]]
    assert len(set(addresses)) == len(addresses)


def test_the_bill_names_all_that_our_scripts_import(root: Path, tmp_path: Path) -> None:
    lock = json.loads((root / "package-lock.json").read_bytes())["packages"]
    imported = {
        "/".join(found.split("/")[: 2 if found.startswith("@") else 1])
        for path in (root / "site_src").rglob("*.js")
        for found in re.findall(
            r'^(?:import|export) [^;"]*?from "([^."][^"]*)";$',
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    }
    needed: set[str] = set()
    while imported:
        name = imported.pop()
        needed.add(name)
        dependencies = set(lock[f"node_modules/{name}"].get("dependencies", {}))
        # 只在 Node 里用，或者只是类型
        imported |= dependencies - needed - {"ws", "base-64", "@types/emscripten"}
    write_bill(tmp_path, "1234", Origin(commit="a" * 40, sources=""), parts_of(root))
    listed = json.loads((tmp_path / BILL).read_bytes())["components"]
    assert {"@noble/hashes", "pyodide", "pyodide-legacy", "workbox-core"} <= needed
    assert needed - {one["name"] for one in listed} == {"pyodide-legacy"}
