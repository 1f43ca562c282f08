"""A sealed edition: what it says and how it scores stays as it was, and nobody changes it unseen."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.commands.cli import main
from macros.loading import sealing
from macros.loading.editions import NO_SOURCE, decode_edition, load_publications
from macros.loading.folders import edition_folders, read_edition
from macros.loading.golden import golden_cases, golden_scores
from macros.loading.registry import load_registry
from macros.loading.sealing import SEAL
from qinglian_core import decode_rubric
from tests.build.cases import BASE, CASES, valid_cases
from tests.build.projects import edit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST = "rubric/mini/items/1.yaml"
REGISTRY = """\
# 各版，从旧到新
format: 1
editions:
  - id: mini
    label: 第一版   # 试行
    state: "current" # 现行
  - {id: next, label: 第二版, state: draft}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of a current edition and a draft that is to take its place."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(tmp_path / "rubric" / "mini", tmp_path / "rubric" / "next")
    edit(tmp_path / "rubric/next/edition.yaml", "id: mini", "id: next")
    edit(tmp_path / "rubric/next/edition.yaml", "sha256: 7", "sha256: 6")
    (tmp_path / "rubric" / "editions.yaml").write_text(REGISTRY, "utf-8")
    return tmp_path


def _run(project: Path, *arguments: str) -> int:
    return main(["--root", str(project), *arguments])


def _told(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert _run(project, "check") == 1
    return capsys.readouterr().err.splitlines()[:-1]


def test_a_draft_takes_the_place_of_the_current_edition(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(project, "freeze", "mini", "--next", "next") == 0
    assert capsys.readouterr().out == (
        "mini：封存好了，记在 rubric/mini/sealed.json，请一起提交。\n"
        "rubric/editions.yaml：mini 改成了 frozen，next 改成了 current。\n"
    )
    changed = REGISTRY.replace('"current" # 现行', '"frozen" # 现行').replace("draft", "current")
    assert (project / "rubric" / "editions.yaml").read_text("utf-8") == changed
    assert _run(project, "check") == 0
    assert [one.entry.id for one in load_publications(project)] == ["next", "mini"]
    before = (project / "rubric" / "mini" / SEAL).read_bytes()
    assert _run(project, "freeze", "mini") == 0
    assert (project / "rubric" / "mini" / SEAL).read_bytes() == before


REFUSED = {
    ("freeze", "mini"): (
        "qinglian: mini 是现行的一版，要有一份草稿接替它才能封存：请写 --next 加草稿的名字；现有的草稿：next\n"
    ),
    ("freeze", "mini", "--next", "mini"): (
        "qinglian: mini 是现行的一版，要有一份草稿接替它才能封存：请写 --next 加草稿的名字；现有的草稿：next\n"
    ),
    ("freeze", "next"): ("qinglian: next 还是草稿，不能封存；公布以后、有新的一版接替时再封存\n"),
    ("freeze", "more"): ("qinglian: rubric/editions.yaml 里没有“more”这一版；现有：mini、next\n"),
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_sealed_is_left_alone(
    project: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(project, *arguments) == 1
    assert capsys.readouterr().err == REFUSED[arguments]
    assert not list(project.rglob(SEAL))
    assert (project / "rubric" / "editions.yaml").read_text("utf-8") == REGISTRY


def test_a_draft_with_faults_or_marks_takes_nobodys_place(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = project / "rubric/next/items/1.yaml"
    text = item.read_text("utf-8")
    item.write_text(f"{text}review:\n  - {{id: look, look: 看一看}}\n", "utf-8")
    assert _run(project, "freeze", "mini", "--next", "next") == 1
    assert "R001" in capsys.readouterr().err
    item.write_text(text.replace("deduct:", "deduct"), "utf-8")
    assert _run(project, "freeze", "mini", "--next", "next") == 1
    assert "rubric/next/items/1.yaml" in capsys.readouterr().err
    item.write_text(text, "utf-8")
    edit(project / "rubric/next/edition.yaml", "sha256: 6", "sha256: 7")
    assert _run(project, "freeze", "mini", "--next", "next") == 1
    assert "Q052" in capsys.readouterr().err
    assert not list(project.rglob(SEAL))
    assert (project / "rubric" / "editions.yaml").read_text("utf-8") == REGISTRY


def test_editions_of_no_file_are_not_copied_from_each_other(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("mini", "next"):
        path = project / "rubric" / name / "edition.yaml"
        text = re.sub(r"sha256: \S+", f'sha256: "{NO_SOURCE}"', path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    assert _run(project, "freeze", "mini", "--next", "next") == 0
    assert capsys.readouterr().err == ""


CHANGES = {
    "text": (
        FIRST,
        "    text: 建立台账（2分）。未",
        "    text: 建立好台账（2分）。未",
        [
            "rubric/mini/items/1.yaml:8:11: Q061 第1.1条的原文、序号或分值与封存时不同",
            "rubric/mini/items/1.yaml:9:5: Q061 第1.1条的计分规则（包括问法和另外的读法）与封存时不同",
        ],
    ),
    "number": (
        FIRST,
        '  - id: "1.1"',
        '  - id: "1.1"\n    number: （1）',
        ["rubric/mini/items/1.yaml:9:11: Q061 第1.1条的原文、序号或分值与封存时不同"],
    ),
    "rule": (
        FIRST,
        "{id: fair, label: 一般, award: 1}",
        "{id: fair, label: 一般, award: 2}",
        [
            "rubric/mini/items/1.yaml:46:5: Q061 第1.2条的计分规则（包括问法和另外的读法）与封存时不同"
        ],
    ),
    "title": (
        "rubric/mini/edition.yaml",
        "title: 小例考评细则",
        "title: 小例考评细则（改）",
        ["rubric/mini/edition.yaml:3:8: Q061 标题与封存时不同"],
    ),
}
ADVICE = "；这一版已经封存，请改回原样，要改的写进新的一版"


@pytest.mark.parametrize("name", CHANGES)
def test_sealed_words_and_rules_cannot_change_unseen(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(project, "freeze", "mini", "--next", "next")
    file, old, new, expected = CHANGES[name]
    edit(project / file, old, new)
    assert _told(project, capsys) == [f"{line}{ADVICE}" for line in expected]


def test_guidance_of_a_sealed_edition_can_change(project: Path) -> None:
    _run(project, "freeze", "mini", "--next", "next")
    path = project / FIRST
    edit(path, "        - title: 缺一笔", "        - title: 少一笔")
    assert _run(project, "check") == 0


def test_a_clause_can_neither_come_nor_go(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(project, "freeze", "mini", "--next", "next")
    path = project / "rubric" / "mini" / SEAL
    seal = json.loads(path.read_bytes())
    seal["places"]["第9.9条原文"] = seal["places"].pop("第1.1条原文")
    path.write_text(json.dumps(seal), "utf-8")
    told = _told(project, capsys)
    assert f"Q061 封存时有的“第9.9条原文”没有了{ADVICE}" in told[0]
    assert f"Q061 第1.1条的原文、序号或分值是封存以后加的{ADVICE}" in told[1]


def test_a_seal_that_is_missing_or_broken_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(project, "freeze", "mini", "--next", "next")
    path = project / "rubric" / "mini" / SEAL
    for broken in ("{", "[]", "{}", '{"places": {}, "cases": 1}'):
        path.write_text(broken, "utf-8")
        assert any(" Q06" in line for line in _told(project, capsys)), broken
    path.unlink()
    assert _told(project, capsys) == [
        "rubric/mini/sealed.json:1:1: Q060 旧版要先封存：请运行 qinglian freeze mini，并把生成的这个文件一起提交"
    ]


def test_a_program_that_scores_otherwise_is_found_out(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _run(project, "freeze", "mini", "--next", "next")

    def otherwise(*given: object) -> dict[str, list[str | None]]:
        scores = golden_scores(*given)  # type: ignore[arg-type]
        return {**scores, "1.1": ["9", *scores["1.1"][1:]]}

    monkeypatch.setattr(sealing, "golden_scores", otherwise)
    told = _told(project, capsys)
    assert len(told) == len(json.loads((project / "rubric/mini" / SEAL).read_bytes())["cases"])
    assert told[0] == (
        "rubric/mini/sealed.json:1:1: Q062 第1组算例，第1.1条：封存时算得 0、2、0、2、—，"
        "现在算得 9、2、0、2、—；旧版的计分不能变，请改回程序"
    )


def _frozen() -> Iterator[tuple[Path, str]]:
    for root in (ROOT, *valid_cases()):
        yield from ((root, entry.id) for entry in load_registry(root) if entry.is_older)


@pytest.mark.parametrize(("root", "name"), [*_frozen()], ids=lambda one: getattr(one, "name", one))
def test_sealed_editions_score_as_they_did(root: Path, name: str) -> None:
    rubric = decode_edition(read_edition(root / "rubric" / name, root))
    seal = json.loads((root / "rubric" / name / SEAL).read_bytes())
    assert seal["cases"]
    for case in seal["cases"]:
        assert golden_scores(rubric, case["answers"]) == case["scores"]


def test_golden_answers_reach_the_numbers_of_every_measure() -> None:
    vectors = json.loads((ROOT / "tests" / "vectors" / "further-rules.json").read_bytes())
    rubric = decode_rubric(vectors["rubric"])
    given = json.dumps([case["answers"] for case in golden_cases(rubric)], ensure_ascii=False)
    for told in (
        '"satisfied": "84.99"',
        '"satisfied": 85',
        '"rank": 2',
        '"young": {"part": 1, "whole": 8}',
        '"young": {"part": 0, "whole": 0}',
        '"rate": {"value": 8, "reference": 1}',
        '"whole": "unsure"',
    ):
        assert told in given


def test_golden_answers_reach_every_value_of_every_question() -> None:
    for root in (ROOT, *valid_cases()):
        for path in edition_folders(root):
            rubric = decode_edition(read_edition(path, root))
            given = json.dumps(golden_cases(rubric), ensure_ascii=False)
            for clause in rubric.clauses:
                for question in clause.questions:
                    assert re.search(rf'"{question.id}": ', given), (path, question.id)
                    for grade in getattr(question, "grades", ()):
                        assert f'"{grade.id}"' in given, (path, question.id, grade.id)
    assert (CASES / "valid" / "two-editions" / "rubric" / "fire" / SEAL).is_file()
