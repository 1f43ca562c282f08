"""What commands write: nothing that somebody made is lost, and the last good site stays."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader

from macros.commands.cli import main
from macros.publishing import BuildError, building
from macros.publishing.building import build_site
from macros.publishing.mark import MARK, PlaceError, mark_site, refuse_precious_folder
from macros.site.ownproducts import OwnProducts

from .cases import BASE
from .projects import copy_project

if TYPE_CHECKING:
    from collections.abc import Callable

STRANGE = "里有不是本程序生成的东西（{}），生成网站会把它们删掉，所以没有生成；请换一个空的或还没有的文件夹，或先把它们移走"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(BASE, folder)
    (folder / "docs").mkdir()
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("extra:\n  promised: copy.zip\n  assets_version: ab12\n")
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of ``folder``; the cache of the build is nobody's work."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _built(folder: Path, *names: str) -> Path:
    for name in ("index.html", *names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("ours", encoding="utf-8")
    mark_site(folder)
    return folder


def test_absent_empty_and_built_folders_may_become_a_site(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "Thumbs.db").write_bytes(b"")
    built = _built(tmp_path / "built", "sub/page.html")
    (built / "index.html.gz").write_bytes(b"")
    for name in ("absent", "deep/absent", "empty", "built"):
        refuse_precious_folder(project, tmp_path / name)


def test_a_site_from_before_the_mark_is_known_and_a_copy_of_it_is_not(
    project: Path, tmp_path: Path
) -> None:
    site = tmp_path / "former"
    site.mkdir()
    (site / "index.html").write_text('<meta name="qinglian-release" content="1">', "utf-8")
    with pytest.raises(PlaceError):
        refuse_precious_folder(project, site)
    (site / "sw.js").write_text("", "utf-8")
    refuse_precious_folder(project, site)


def test_anything_else_is_refused_and_stays(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desktop = tmp_path / "desktop"
    desktop.mkdir()
    for name in ("a.docx", "b.txt"):
        (desktop / name).write_text("mine", encoding="utf-8")
    mixed = _built(tmp_path / "mixed")
    (mixed / "notes").mkdir()
    (mixed / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    before = _files(tmp_path)
    told = {}
    outs = (desktop, mixed, desktop / "a.docx", desktop / "a.docx" / "site")
    for out in outs:
        assert main(["--root", str(project), "build", "--out", str(out)]) == 1
        told[out] = capsys.readouterr().err.removeprefix(f"qinglian: {out} ").rstrip("\n")
    assert _files(tmp_path) == before
    names = [STRANGE.format(one) for one in ("a.docx、b.txt", "b.txt、a.docx")]
    assert told[desktop] in names
    assert told[mixed] == STRANGE.format("notes/mine.txt")
    assert told[desktop / "a.docx"] == "是一个文件，不是文件夹；请换一个地方"
    assert told[desktop / "a.docx" / "site"].endswith(
        f"{desktop / 'a.docx'} 是一个文件，不是文件夹；请换一个地方"
    )


@pytest.mark.parametrize("out", [".", "..", "/", "rubric", "rubric/new", "docs/site", ""])
def test_the_project_itself_is_refused(
    out: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _files(project)
    assert main(["--root", str(project), "build", "--out", out]) == 1
    assert "请换一个地方，例如 site" in capsys.readouterr().err
    assert _files(project) == before


def test_a_link_is_followed_and_stays_a_link(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = _built(tmp_path / "target")
    link = tmp_path / "link"
    link.symlink_to(target)
    (tmp_path / "link.new").mkdir()
    (tmp_path / "link.new" / "mine.txt").write_text("mine", encoding="utf-8")
    _build_by(monkeypatch, _write_a_site)
    build_site(project, link)
    assert link.is_symlink()
    assert (target / "index.html").read_text("utf-8") == "new"
    assert MARK in _files(target)
    assert (tmp_path / "link.new" / "mine.txt").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("link", "link.new", "project", "target"),
    ]


def test_what_is_put_there_during_the_build_stays(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"

    def slow(config: dict[str, str]) -> None:
        _write_a_site(config)
        out.mkdir()
        (out / "mine.txt").write_text("mine", encoding="utf-8")

    _build_by(monkeypatch, slow)
    with pytest.raises(PlaceError):
        build_site(project, out)
    assert _files(out) == {"mine.txt": b"mine"}


def test_a_second_build_waits_for_the_first(
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    started, may_end = threading.Event(), threading.Event()
    order: list[str] = []

    def build(config: dict[str, str]) -> None:
        order.append("begins")
        started.set()
        assert may_end.wait(60)
        _write_a_site(config)
        order.append("ends")

    _build_by(monkeypatch, build)
    told = threading.Event()
    monkeypatch.setattr(building, "_say_waiting", told.set)
    out = tmp_path / "site"
    first = threading.Thread(target=build_site, args=(project, out))
    second = threading.Thread(target=build_site, args=(project, out))
    first.start()
    assert started.wait(60)
    second.start()
    assert told.wait(60)
    may_end.set()
    first.join(60)
    second.join(60)
    assert order == ["begins", "ends"] * 2
    assert (out / MARK).is_file()
    assert capsys.readouterr().err == ""


def _build_by(monkeypatch: pytest.MonkeyPatch, build: Callable[[dict[str, str]], None]) -> None:
    """Let ``build`` make the pages, and nothing else be made."""
    monkeypatch.setattr(building, "mkdocs_build", build)
    monkeypatch.setattr(building, "seal_site", lambda *_: "1")
    for step in ("write_archive", "write_bill"):
        monkeypatch.setattr(building, step, lambda *_, **__: None)
    for product in ("worker_script", "classic_scripts", "parts"):
        monkeypatch.setattr(OwnProducts, product, lambda _: None)


def _write_a_site(config: dict[str, str]) -> None:
    (Path(config["site_dir"]) / "index.html").write_text("new", "utf-8")


def _same_after(project: Path, arguments: list[str]) -> bool:
    before = _files(project.parent)
    assert main(["--root", str(project), *arguments]) == 1
    return _files(project.parent) == before


def test_no_command_overwrites_what_is_there(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = tmp_path / "forms"
    assert main(["--root", str(project), "forms", str(forms)]) == 0
    assert main(["--root", str(project), "forms", str(forms)]) == 0  # the same again
    blank = (forms / "blank.docx").read_bytes()
    (forms / "blank.docx").write_bytes(b"filled in by hand")
    capsys.readouterr()
    assert _same_after(project, ["forms", str(forms)])
    told = f"qinglian: {forms / 'blank.docx'} 已经有了，没有覆盖；请换一个文件名，确实要换掉它的，加上 --overwrite\n"
    assert capsys.readouterr().err == told
    assert main(["--root", str(project), "forms", str(forms), "--overwrite"]) == 0
    assert (forms / "blank.docx").read_bytes() == blank
    for folder in (project, project / "rubric", project.parent):
        assert _same_after(project, ["pages", str(folder)])
    copy = tmp_path / "copy.zip"
    copy.write_bytes(b"mine")
    assert _same_after(project, ["portable", "--out", str(copy)])
    assert _same_after(project, ["portable", "--out", str(tmp_path / "copy.txt")])
    assert _same_after(project, ["portable", "--out", str(forms)])


def test_every_reason_why_a_build_fails_is_told(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_project(root, tmp_path)
    (project / "rubric").symlink_to(root / "rubric")
    (project / "site_src").unlink()
    shutil.copytree(root / "site_src", project / "site_src")
    site = _built(project / "site")
    before = _files(site)
    page = project / "site_src" / "extra.md"
    page.write_text(
        '# 另一页\n\n[a](nowhere.md) [b](#nowhere) [c](/away/)\n\n<a href="../nowhere/">d</a>\n',
        encoding="utf-8",
    )
    assert main(["--root", str(project), "build"]) == 1
    told = capsys.readouterr().err
    for words in (
        "extra.md：链接“nowhere.md”指向的文件不存在",
        "extra.md：链接“#nowhere”指向的位置不存在",
        "extra.md：链接“/away/”从根目录写起，网站放在子目录时会断；请写成相对的，例如 criteria/index.md",
        "extra/index.html：链接“../nowhere/”指向的文件不存在",
    ):
        assert words in told
    assert "Abort" not in told
    script = project / "site_src" / "assets" / "js" / "site.js"
    script.write_text('import "./nowhere.js";\n', encoding="utf-8")
    assert main(["--root", str(project), "build"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("qinglian: 打包 site_src/assets 里的脚本和样式失败")
    assert "site_src/assets/js/site.js:1:7" in told
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("- tables", "- tablets"), "utf-8")
    assert main(["--root", str(project), "build"]) == 1
    assert capsys.readouterr().err.startswith(
        "qinglian: mkdocs.yml：设置项 markdown_extensions 有误"
    )
    assert _files(site) == before
    assert not list(project.glob("site.*"))


def test_a_template_that_is_wrong_is_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "page.html"
    template.write_text("<p>\n{% if %}\n", encoding="utf-8")
    environment = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    monkeypatch.setattr(building, "mkdocs_build", lambda _: environment.get_template("page.html"))
    with pytest.raises(BuildError, match=r"page\.html:2: 模板有误"):
        build_site(project, tmp_path / "site")
