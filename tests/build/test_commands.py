"""The command line: exit status, what goes where, and that a broken rubric leaves the last good site alone."""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import MkDocsException

from macros.commands.cli import main
from macros.commands.shared.usage import chinese
from macros.loading.editions import load_publications
from macros.publishing import serving
from qinglian_core.answers.entries import decode_answers
from qinglian_core.scoring.assessment import assess
from qinglian_core.scoring.result import result_object
from tests.build.cases import BASE, CASES

if TYPE_CHECKING:
    from pathlib import Path

FAULT = (
    "rubric/mini/items/1.yaml:3:9: Q006 “六”不是分值；请写 2、0.5 这样的十进制数，最多三位小数\n"
    "共 1 处问题。\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def broken(project: Path) -> Path:
    path = project / "rubric" / "mini" / "items" / "1.yaml"
    path.write_text(path.read_text("utf-8").replace("points: 6\n", "points: 六\n"), "utf-8")
    return project


@pytest.mark.parametrize("command", ["check", "build", "serve", "pages", "portable"])
def test_every_command_that_publishes_checks_first(
    command: str, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (broken / "site").mkdir()
    (broken / "site" / "index.html").write_text("上一次的网站", "utf-8")
    arguments = [command, str(broken / "pages")] if command == "pages" else [command]
    assert main(["--root", str(broken), *arguments]) == 1
    assert capsys.readouterr().err == FAULT
    assert (broken / "site" / "index.html").read_text("utf-8") == "上一次的网站"
    assert sorted(path.name for path in broken.iterdir()) == ["mkdocs.yml", "rubric", "site"]


def test_the_way_an_edition_is_chosen_to_check(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(project), "check", "mini"]) == 0
    assert main(["--root", str(project), "check", "maxi"]) == 1
    assert capsys.readouterr().err == "qinglian: rubric/ 里没有“maxi”这一版；现有：mini\n"


def test_a_lone_edition_is_the_one_meant(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "source.txt").write_text("小例考评细则\n\t另一张表\n", "utf-8")
    assert main(["--root", str(project), "check"]) == 0
    assert main(["--root", str(project), "verify", str(project / "source.txt")]) == 1
    first = capsys.readouterr().err.splitlines()[0]
    assert first == "rubric/mini/edition.yaml:4:11: V001 表头：来源里没有“考评项目”"


def test_a_folder_that_is_no_project_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tmp_path), "check"]) == 1
    told = f"qinglian: {tmp_path} 里没有 mkdocs.yml；请在项目文件夹里运行，或用 --root 指明\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "qinglian：还缺少：命令"),
        (("score", "a.json", "--format"), "qinglian score：--format 后面还要写一个值"),
        (
            ("score", "a.json", "--format", "xml"),
            "qinglian score：--format 没有“xml”；可以是：table、json、csv",
        ),
        (
            ("serve", "--port", "八千"),
            "qinglian serve：--port：端口要写 1 到 65535 的整数，写成了“八千”",
        ),
        (
            ("serve", "--port", "80000"),
            "qinglian serve：--port：端口要写 1 到 65535 的整数，写成了“80000”",
        ),
        (("check", "--fast"), "qinglian：不认识：--fast"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_exit_status_2(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("用法：qinglian")
    assert told.endswith(f"\n{words}\n")


@pytest.mark.parametrize("choices", ["'table', 'json'", "table, json"])
def test_choices_are_listed_alike_whatever_python_writes(choices: str) -> None:
    told = chinese(f"argument --format: invalid choice: 'x' (choose from {choices})")
    assert told == "--format 没有“x”；可以是：table、json"


def _spoken(project: Path, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a terminal of its own."""
    return subprocess.run(
        [sys.executable, "-m", "macros.commands.cli", "--root", str(project), *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(("encoding", "written"), [("ascii", "utf-8"), ("gbk", "gbk")])
def test_a_terminal_that_knows_no_chinese_is_no_reason_to_fail(
    encoding: str, written: str, project: Path
) -> None:
    done = _spoken(project, "check", "无", encoding=encoding)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "里没有“无”这一版".encode(written) in done.stderr


def test_a_reader_that_has_gone_is_no_error(project: Path) -> None:
    gone, wanted = os.pipe()
    os.close(gone)
    done = subprocess.run(
        [sys.executable, "-m", "macros.commands.cli", "--root", str(project), "check"],
        stdout=wanted,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(wanted)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "{0}/none.txt"), "没有找到 {0}/none.txt"),
        (("score", "--blank", "a.json"), "--blank 只写一份空白的，不给文件计分；请分两次运行"),
        (("score",), "要给哪个文件计分？请写自查页保存的文件；没有的，用 --blank 写一份空白的"),
        (("score", "{0}/none.json"), "{0}/none.json：没有这个文件或文件夹，请核对名字"),
        (("score", "{0}"), "{0}：这是一个文件夹，不是文件"),
        (
            ("score", "{0}/mkdocs.yml/a.json"),
            "{0}/mkdocs.yml/a.json：路径中间的一段是文件，不是文件夹",
        ),
        (
            ("export", "{0}/none.json", "--csv", "x.csv"),
            "{0}/none.json：没有这个文件或文件夹，请核对名字",
        ),
        (("forms", "{0}/mkdocs.yml"), "{0}/mkdocs.yml 是一个文件，不是文件夹；请换一个地方"),
        (
            ("score", "{0}/none.json", "--edition", "无"),
            "{0}/none.json：没有这个文件或文件夹，请核对名字",
        ),
    ],
)
def test_what_the_system_refuses_is_told_in_chinese(
    arguments: tuple[str, ...], words: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.format(project) for word in arguments]
    assert main(["--root", str(project), *given]) == 1
    assert capsys.readouterr().err == f"qinglian: {words.format(project)}\n"


@pytest.mark.parametrize("value", ["9" * 5000, "2024-13-45"])
def test_a_setting_that_is_no_number_and_no_date_is_told(
    value: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "mkdocs.yml").write_text(f"site_name: {value}\n", "utf-8")
    assert main(["--root", str(project), "check"]) == 1
    assert capsys.readouterr().err.startswith(
        "mkdocs.yml:1:12: Y004 写得像数字或日期，却不是能用的数字或日期；请改正，是文字的就加上引号\n"
    )


def test_a_port_in_use_is_told_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--root", str(project), "serve", "--port", str(port)]) == 1
    told = f"qinglian: 端口 {port} 用不了：已被占用，或者没有权限；请用 --port 另指定一个\n"
    assert capsys.readouterr().err == told


def test_a_preview_that_ended_leaves_nothing_behind_that_speaks(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def state() -> list[object]:
        loggers = map(logging.getLogger, ("mkdocs", "mkdocs.livereload"))
        return [(one.level, one.propagate, list(one.handlers)) for one in loggers]

    during: list[object] = []

    def serve(*_: object, **__: object) -> None:
        during.append(state())
        raise MkDocsException("stopped")

    monkeypatch.setattr(serving, "mkdocs_serve", serve)
    before = state()
    assert main(["--root", str(project), "serve"]) == 1
    assert during != [before]
    assert state() == before


@pytest.mark.parametrize("name", ["warehouse", "personnel-files"])
def test_totals_can_be_tried_without_a_browser(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = CASES / "valid" / name
    assert main(["--root", str(folder), "score", "--blank"]) == 0
    plain = json.loads(capsys.readouterr().out)
    rubric = load_publications(folder)[0].rubric
    assert {name: set(one["answers"]) for name, one in plain["clauses"].items()} == {
        clause.id: {question.id for question in clause.questions} for clause in rubric.clauses
    }
    first = rubric.clauses[0]
    plain["clauses"][first.id]["answers"][first.questions[0].id] = "no"
    path = tmp_path / "tried.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert main(["--root", str(folder), "score", "--format", "json", str(path)]) == 0
    answers = {first.id: {"answers": {first.questions[0].id: "no"}}}
    found = result_object(assess(rubric, decode_answers(rubric, answers)))
    assert json.loads(capsys.readouterr().out) == found
