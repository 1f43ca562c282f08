"""Numbers in our own words: every reference of the published edition is looked at, and a wrong one is found."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import decode_edition
from macros.loading.folders import read_edition
from macros.loading.prose import prose_faults, unknown_numbers
from macros.loading.references import Renumbering
from macros.loading.tallies import wrong_tallies

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.folders import EditionFolder
    from qinglian_core import Rubric

CLAUSE = re.compile(r"(?<![0-9.])(?:1[0-4]|[1-9])\.[1-9](?![0-9.])(?!分)")
ITEM = re.compile(r"第(?:1[0-4]|[1-9])项(?!第)")
OURS = re.compile(
    r"\b(?:orientation|why|treated|left_out|story|hint|note): (.+)|^ +- ([^{].+)$", re.MULTILINE
)


@pytest.fixture(scope="module")
def folder(root: Path) -> EditionFolder:
    return read_edition(root / "rubric" / "jiyuan", root)


@pytest.fixture(scope="module")
def rubric(folder: EditionFolder) -> Rubric:
    return decode_edition(folder)


def _sentences(root: Path) -> list[str]:
    files = sorted((root / "rubric" / "jiyuan" / "items").glob("*.yaml"))
    found = [one or other for path in files for one, other in OURS.findall(path.read_text("utf-8"))]
    return [words for words in found if not words.startswith("id: ")]


def test_every_reference_of_the_published_edition_is_looked_at(root: Path, rubric: Rubric) -> None:
    missed = []
    seen = 0
    for words in _sentences(root):
        for match in CLAUSE.finditer(words):
            item = match[0].partition(".")[0]
            wrong = f"{words[: match.start()]}{item}.97{words[match.end() :]}"
            seen += 1
            if f"说到第{item}.97条，没有这一条；请核对条号" not in unknown_numbers(wrong, rubric):
                missed.append(words[max(match.start() - 8, 0) : match.end() + 8])
        for match in ITEM.finditer(words):
            wrong = f"{words[: match.start()]}第97项{words[match.end() :]}"
            seen += 1
            if "说到第97项，没有这一项；请核对项号" not in unknown_numbers(wrong, rubric):
                missed.append(match[0])
    assert seen > 120
    assert missed == []


def test_nothing_is_wrong_with_the_published_edition(folder: EditionFolder, rubric: Rubric) -> None:
    assert prose_faults(folder, rubric) == []


POINTS = (
    ("本条2分就扣完", "本条3分就扣完"),
    ("本项9分", "本项8分"),
    ("四条各2分", "四条各1分"),
    ("第13.1条（3分）", "第13.1条（4分）"),
    ("第13.2条和第13.3条（各2分）", "第13.2条和第13.3条（各1分）"),
    ("3＋2＋2＋4＝11", "3＋2＋2＋4＝12"),
    ("43条合计99分", "43条合计100分"),
    ("四条相加是3＋2＋2＋4＝11分，差1分，", "四条相加是3＋2＋2＋4＝11分，差2分，"),
    ("四条相加是3＋2＋2＋4＝11分，差1分，", "五条相加是3＋2＋2＋2＋2＝11分，差1分，"),
    ("所列四条相加是3＋2＋2＋4＝11分", "所列四条相加是3＋2＋3＋3＝11分"),
    ("四个考评项目按所标分值合计100分", "五个考评项目按所标分值合计100分"),
    ("四个考评项目按所标分值合计100分", "四个考评项目按所标分值合计99分"),
    ("四条都写了评分办法", "五条都写了评分办法"),
    ("其余三条都是", "其余两条都是"),
    ("两条都没有写评分办法，4分都", "两条都没有写评分办法，3分都"),
    ("三条各2分，共6分。第", "三条各2分，共8分。第"),
    ("本项看选人用人，共7分", "本项看选人用人，共8分"),
    ("本项只有一条，5分", "本项只有一条，4分"),
    ("本项只有一条，5分", "本项只有两条，5分"),
    ("共11分要到考评时", "共10分要到考评时"),
    ("在14项中分值最大", "在15项中分值最大"),
    ("全部43条里", "全部44条里"),
    ("第14.3条是全部43条里", "第14.2条是全部43条里"),
    ("，7.3基层党组织纪检委员2分", ""),
)


@pytest.mark.parametrize(("right", "wrong"), POINTS)
def test_a_wrong_figure_is_found(
    right: str, wrong: str, root: Path, rubric: Rubric, tmp_path: Path
) -> None:
    copy = tmp_path / "rubric" / "jiyuan"
    (copy / "items").mkdir(parents=True)
    changed = 0
    for path in sorted((root / "rubric" / "jiyuan").rglob("*.yaml")):
        text = path.read_text("utf-8")
        changed += right in text
        target = copy / path.relative_to(root / "rubric" / "jiyuan")
        target.write_text(text.replace(right, wrong), "utf-8")
    assert changed
    found = read_edition(copy, tmp_path)
    faults = prose_faults(found, rubric)
    assert {fault.code for fault in faults} == {"P002"}


def test_a_figure_that_no_longer_holds_is_told_with_what_it_should_be(rubric: Rubric) -> None:
    thirteen, two = (next(one for one in rubric.items if one.id == name) for name in ("13", "2"))
    fewer = replace(thirteen, clauses=thirteen.clauses[:3])
    assert list(wrong_tallies("四条相加是3＋2＋2＋4＝11分，差1分。", fewer, rubric)) == [
        "写的是“四条相加是3＋2＋2＋4＝11分”，现在是“三条相加是3＋2＋2＝7分”；请改正",
        "写的是“差1分”，现在差5分；请改正",
    ]
    even = replace(thirteen, points=Decimal(11))
    assert list(wrong_tallies("四条相加是11分，差1分。", even, rubric)) == [
        "写的是“差1分”，现在不差；请改正"
    ]
    assert list(wrong_tallies("本项8分：2.1看学习2分，2.2看中心组2分。", two, rubric)) == [
        "这句话列出各条和分值，没有列第2.3条（2分）、第2.4条（2分）；请补上"
    ]
    assert list(wrong_tallies("在14项中分值最大。", two, rubric)) == [
        "写的是“在14项中分值最大”，第1项有9分；请改正"
    ]


MEANT_OTHERWISE = (
    "其余十三条都",
    "前两条都",
    "第三条各2分",
    "上述两条都",
    "十十条都",
    "三项相加是3分",
    "其余两条另说",
    "共3分",
)


@pytest.mark.parametrize("words", MEANT_OTHERWISE)
def test_what_may_be_meant_otherwise_is_left_alone(words: str, rubric: Rubric) -> None:
    assert list(wrong_tallies(f"本项八条。{words}。", rubric.items[0], rubric)) == []


def test_numbers_from_ten_on_are_read_and_written(rubric: Rubric) -> None:
    item = rubric.items[0]
    many = replace(item, clauses=item.clauses * 3)
    assert list(wrong_tallies("十二条都、12条都。", many, rubric)) == []
    assert list(wrong_tallies("十一条相加是27分。", many, rubric)) == [
        "写的是“十一条相加是27分”，现在是“十二条相加是27分”；请改正"
    ]
    (told,) = wrong_tallies("二十一条相加是54分。", replace(item, clauses=item.clauses * 6), rubric)
    assert "现在是“24条相加是54分”" in told


def _called(rubric: Rubric, **words: str) -> Rubric:
    table = replace(rubric.table, words=replace(rubric.words, **words))
    return replace(rubric, table=table)


@pytest.mark.parametrize(
    ("words", "said", "told"),
    [
        ({"clause": "款"}, "见第1.97款、第1.1款", ["说到第1.97款，没有这一款；请核对款号"]),
        ({"clause": "款"}, "见第1.97条", []),
        ({"item_unit": "类"}, "见第97类，别的办法第97项", ["说到第97类，没有这一类；请核对类号"]),
        ({"clause": "行", "item_unit": "行"}, "见第1.1行、第1行", []),
        (
            {"clause": "行", "item_unit": "行"},
            "见第1.97行、第97行",
            ["说到第1.97行，没有这一行；请核对行号", "说到第97行，没有这一行；请核对行号"],
        ),
        ({}, "见第1.1.7条", ["说到第1.1.7条，没有这一条；请核对条号"]),
    ],
)
def test_numbers_are_looked_for_as_the_edition_calls_them(
    rubric: Rubric, words: dict[str, str], said: str, told: list[str]
) -> None:
    assert list(unknown_numbers(said, _called(rubric, **words))) == told


def test_numbers_follow_as_the_edition_calls_them(rubric: Rubric) -> None:
    numbers = Renumbering(
        clauses={"2.1.1": "3.1.1"},
        items={"2.1": "3.1"},
        known_clauses=frozenset({"2.1.1", "2.1.2"}),
        known_items=frozenset({"2.1"}),
        words=_called(rubric, clause="款", item_unit="类").words,
    )
    assert numbers.renumber("见第2.1.1款和第2.1类；第2.1项不是；第2.1.2款") == (
        "见第3.1.1款和第3.1类；第2.1项不是；旧版第2.1.2款",
        ("第2.1.2款",),
    )
