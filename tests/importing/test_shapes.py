"""Importing tables of other shapes: columns that say what they hold, and heads that are recognised."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from macros.commands.cli import main
from macros.documents.template.officialtable import word_template
from macros.importing.yamlblocks import Block, unfolded
from macros.loading.editions import decode_edition
from macros.loading.folders import read_edition
from macros.loading.yamlsource import parse_source
from macros.source.columns import recognised
from macros.source.opening import read_document
from tests.build.cases import CASES
from tests.build.projects import edit
from tests.revision import write_project

if TYPE_CHECKING:
    from qinglian_core import Rubric
    from qinglian_core.criteria.model import Clause, Item

SHAPES = {
    "four-columns": "filing",
    "dotted-rows": "store",
    "personnel-files": "files",
    "warehouse": "warehouse",
}


@pytest.fixture(params=SHAPES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name = str(request.param)
    return Path(shutil.copytree(CASES / "valid" / name, tmp_path / name))


def _edition(root: Path, name: str) -> Rubric:
    return decode_edition(read_edition(root / "rubric" / name, root))


def _marks(root: Path) -> str:
    return (root / "rubric" / "second" / "edition.yaml").read_text("utf-8")


def _import(root: Path, source: bytes | str, suffix: str = ".docx") -> int:
    path = root / f"修订{suffix}"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return main(["--root", str(root), "import", str(path), "--to", "second"])


def _official(clause: Clause) -> tuple[object, ...]:
    return clause.id, clause.number, clause.points, clause.standard, clause.text, clause.digest


def _words(item: Item) -> tuple[object, ...]:
    return item.id, item.number, item.title, item.points, item.standard, item.weight


def test_an_edition_is_what_its_own_table_says(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The official form has one column more than the document where that has none for the score."""
    older = _edition(project, SHAPES[project.name])
    assert _import(project, word_template(older)) == 0
    newer = _edition(project, "second")
    assert list(map(_official, newer.clauses)) == list(map(_official, older.clauses))
    assert list(map(_words, newer.items)) == list(map(_words, older.items))
    assert newer.table == older.table
    assert newer.points == older.points
    assert newer.totalling == older.totalling
    assert [(one.id, one.title, one.points) for one in newer.projects] == [
        (one.id, one.title, one.points) for one in older.projects
    ]
    told = capsys.readouterr().out
    count, unit = len(older.clauses), older.words.clause
    assert f"second：{count}{unit}：原样沿用 {count} {unit}。" in told


HEADS = "编号\t总分\t评分标准\t评分方法"
ROWS = (
    "1\t8\t材料收集齐全，手续完备；没有遗漏。\t缺1份扣1分，扣完为止。",
    "2\t10\t目录与材料相符，页码连续\t每有1处不符扣0.5分。",
    "3\t2\t新设专柜。\t没有的扣2分。",
)


def _filing(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASES / "valid" / "four-columns", tmp_path / "filing"))


def test_what_changed_in_a_table_of_four_columns_is_marked(tmp_path: Path) -> None:
    root = _filing(tmp_path)
    assert _import(root, "\n".join(("归档材料检查评分标准", HEADS, *ROWS)), ".txt") == 0
    newer = _edition(root, "second")
    assert next((one.id, str(one.points), one.text) for one in newer.clauses) == (
        "1.1",
        "8",
        "缺1份扣1分，扣完为止。",
    )
    (question,) = newer.clauses[0].questions
    assert question.id == "missing"
    assert str(question.effect.amount) == "1"  # type: ignore[attr-defined]
    assert [(item.id, item.title, str(item.points)) for item in newer.items] == [
        ("1", "", "8"),
        ("2", "", "10"),
        ("3", "", "2"),
    ]
    assert newer.points == 20
    text = (root / "rubric" / "second" / "items" / "01.yaml").read_text("utf-8")
    assert "原文的数改了：2分→1分" in text


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        (
            "编号\t总分\t评分标准\t怎么评",
            "里面的表格没有“评分方法”一栏（表头是：编号、总分、评分标准、怎么评）；请核对是不是这个文件，表头改了名的请先与原来的对上",
        ),
        (
            "甲\t乙\t丙\t丁",
            "里面的表格没有找到表头（编号、总分、评分标准、评分方法），不像是考评细则；请核对是不是这个文件",
        ),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heads: str, told: str
) -> None:
    root = _filing(tmp_path)
    assert _import(root, "\n".join((heads, *ROWS)), ".txt") == 1
    assert told in capsys.readouterr().err
    assert not (root / "rubric" / "second").exists()


RECOGNISED = [
    (
        "序号\t考评内容\t考评要求\t分值\t评分办法\t得分\t备注",
        ["number", "item", "standard", "points", "text", "score", "note"],
    ),
    ("一级指标\t二级指标\t评分标准\t自评得分", ["project", "item", "text", "score"]),
    ("项目\t内容\t标准要求\t扣分细则", ["project", "item", "standard", "text"]),
    ("评分细则\t分值", ["text", "points"]),
    ("姓名\t单位\t职务", None),
    ("一\t二\t三\t四\t五\t六\t七\t评分办法", None),
]


@pytest.mark.parametrize(("heads", "held"), RECOGNISED)
def test_what_columns_hold_is_recognised_by_their_heads(heads: str, held: list[str] | None) -> None:
    rows = read_document(heads.encode() + b"\n" + heads.encode()).rows
    found = recognised(rows)
    assert (found and [column.holds.value for column in found[1].columns]) == held


def test_a_document_of_another_shape_is_read_as_its_heads_say(tmp_path: Path) -> None:
    """Of five columns come seven: their roles are written, and to be looked at."""
    root = write_project(tmp_path / "project")
    rows = (
        "1\t组织领导\t责任落实\t2\t没有方案的扣2分。\t\t",
        "2\t宣传教育\t经常开展\t3\t每少1次扣1分，扣完为止。\t\t",
    )
    source = "\n".join((RECOGNISED[0][0], *rows))
    assert _import(root, source, ".txt") == 0
    newer = _edition(root, "second")
    assert [column.holds.value for column in newer.table.columns] == RECOGNISED[0][1]
    assert [(item.id, item.title, item.standard) for item in newer.items] == [
        ("1", "组织领导", "责任落实"),
        ("2", "宣传教育", "经常开展"),
    ]
    assert [(one.id, one.number, str(one.points)) for one in newer.clauses] == [
        ("1.1", "", "2"),
        ("2.1", "", "3"),
    ]
    assert "每一栏是什么（holds）由程序照表头认出，请核对" in _marks(root)


BONUS = """\
projects:
  - {id: work, title: 工作, points: 18, weight: 1, items: ["1", "2"]}
  - {id: plus, title: 加分, role: bonus, points: 3, gate: {total_from: 10}, items: ["10"]}
once:
  - {id: same, why: 不重复扣, questions: ["1.1.missing", "2.1.pages"]}
"""


def _with_bonus(tmp_path: Path) -> Path:
    root = _filing(tmp_path)
    path = root / "rubric" / "filing" / "edition.yaml"
    text = path.read_text("utf-8").replace("points: 20\n", f"points: 18\n{BONUS}")
    path.write_text(text, "utf-8")
    return root


def test_what_parts_are_to_the_total_stays(tmp_path: Path) -> None:
    root = _with_bonus(tmp_path)
    older = _edition(root, "filing")
    assert _import(root, word_template(older)) == 0
    newer = _edition(root, "second")
    assert newer.projects == older.projects
    assert newer.totalling == older.totalling
    assert newer.points == older.points == 18


def test_what_counts_once_goes_with_its_clauses(tmp_path: Path) -> None:
    root = _with_bonus(tmp_path)
    moved = (
        "1\t10\t目录与材料相符，页码连续\t目录与材料不符的，不得分；页码每错1处扣0.5分。",
        ROWS[0].replace("1", "2", 1),
        "10\t2\t保管得当\t酌情评分。",
    )
    assert _import(root, "\n".join((HEADS, *moved)), ".txt") == 0
    (group,) = _edition(root, "second").totalling.once
    assert group.questions == (("2.1", "missing"), ("1.1", "pages"))


def test_what_no_clause_does_any_more_is_left_out_and_told(tmp_path: Path) -> None:
    root = _with_bonus(tmp_path)
    path = root / "rubric" / "filing" / "edition.yaml"
    veto = "vetoes:\n  - {id: out, text: 不得分, outcome: {text: 不得评优}}\n"
    path.write_text(path.read_text("utf-8") + veto, "utf-8")
    item = root / "rubric" / "filing" / "items" / "2.yaml"
    item.write_text(item.read_text("utf-8").replace("forfeit: part", "forfeit: part, veto: out"))
    rows = (ROWS[0], "10\t2\t保管得当\t酌情评分。")
    assert _import(root, "\n".join((HEADS, *rows)), ".txt") == 0
    newer = _edition(root, "second")
    assert (newer.totalling.once, newer.totalling.vetoes) == ((), ())
    assert "不重复扣的（once）里有“2.1.pages”，新版没有这样的问题了" in _marks(root)
    assert "否决事项（vetoes）里的out，新版没有一问会引起它" in _marks(root)


def test_a_question_in_braces_is_carried_as_one_in_lines() -> None:
    text = '{id: a, ask: "甲, 乙？", when: "no", among: [x, {y: 1, z: 2}], asked_when: {question: b, is: "yes"}}\n'
    found = unfolded(Block(head=text, sections={}))
    assert found.sections == {
        "id": "id: a\n",
        "ask": 'ask: "甲, 乙？"\n',
        "when": 'when: "no"\n',
        "among": "among: [x, {y: 1, z: 2}]\n",
        "asked_when": 'asked_when: {question: b, is: "yes"}\n',
    }
    assert unfolded(found) is found


def test_clauses_in_braces_are_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = _filing(tmp_path)
    (name, *_) = sorted((root / "rubric" / "filing" / "items").iterdir())
    data = parse_source(name.read_text(encoding="utf-8"), "").data
    name.write_text(json.dumps(data, ensure_ascii=False, default=float), encoding="utf-8")
    assert _import(root, "\n".join(("归档材料检查评分标准", HEADS, *ROWS)), ".txt") == 1
    told = capsys.readouterr().err
    assert f"{name.name} 的各" in told
    assert "写在一对括号里" in told
    assert "另起一行、以“- ”开头" in told


def test_what_is_cited_from_the_remarks_stays_with_a_changed_clause(tmp_path: Path) -> None:
    root = Path(shutil.copytree(CASES / "valid" / "warehouse", tmp_path / "warehouse"))
    older = _edition(root, "warehouse")
    text = "有一处不符合要求的，扣1分；"
    (item,) = [one for one in older.items if text in one.clauses[0].text]
    clause = item.clauses[0]
    changed = replace(clause, text=clause.text.replace(text, "有一处不符合要求的，扣2分；"))
    projects = tuple(
        replace(
            project,
            items=tuple(
                replace(one, clauses=(changed, *one.clauses[1:])) if one is item else one
                for one in project.items
            ),
        )
        for project in older.projects
    )
    assert _import(root, word_template(replace(older, projects=projects))) == 0
    newer = _edition(root, "second")
    (found,) = [one for one in newer.clauses if one.text == changed.text]
    assert [one.bound_cite for one in found.parts] == [one.bound_cite for one in clause.parts]
    assert [one.bound for one in found.parts] == [one.bound for one in clause.parts]
    assert newer.remarks == older.remarks
    assert "id: remarks" in _marks(root)


def test_what_is_cited_from_a_remark_added_since_stays_when_imported_again(tmp_path: Path) -> None:
    root = Path(shutil.copytree(CASES / "valid" / "warehouse", tmp_path / "warehouse"))
    document = word_template(_edition(root, "warehouse"))
    assert _import(root, document) == 0
    folder = root / "rubric" / "second"
    edit(folder / "edition.yaml", "remarks:\n", "remarks:\n  - 累计扣分的，另有说明扣完为止。\n")
    cite = "bound_cite: 扣完该项内容的标准分值为止"
    edit(folder / "items" / "1.2.yaml", cite, "bound_cite: 另有说明扣完为止")
    assert _import(root, document) == 0
    newer = _edition(root, "second")
    assert newer.remarks[0] == "累计扣分的，另有说明扣完为止。"
    (clause,) = [one for one in newer.clauses if one.id == "1.2.1"]
    assert [one.bound_cite for one in clause.parts] == ["另有说明扣完为止"]
    assert "replaced" not in (folder / "items" / "1.2.yaml").read_text("utf-8")
