"""``qinglian diff``: what changed between two editions, for people and for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from macros.commands.cli import main
from tests.build.cases import BASE, CASES

if TYPE_CHECKING:
    from pathlib import Path

SECOND = CASES / "valid" / "second-edition"


def diff(folder: Path, *words: str) -> int:
    return main(["--root", str(folder), "diff", *words])


def test_the_last_revision_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(SECOND) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "第一版（mini） → 第二版（second）"
    assert lines[1].startswith("新增1条、删去1条、改了文字2条、")
    assert "  第1.2条　改了文字、改了计分、换了条号（原为第1.1条）" in lines
    assert (
        "    建立台账（2分）。未建立台账的不得分；登记不全的，每缺1笔扣【-0.5分】【+1分】，扣完为止。"
        in lines
    )
    assert "  考评标准　管好日常工作【+，经常巡查】。" in lines
    assert "    · 台账缺几笔？每1笔：扣0.5分 → 扣1分" in lines
    assert "  旧版第2.2条　删去（不再单独考评）" in lines


def test_machines_get_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(SECOND, "mini", "second", "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert (plain["from"], plain["to"]) == ("mini", "second")
    assert [(one["new"], one["old"]) for one in plain["clauses"]] == [
        ("1.1", ["2.1"]),
        ("1.2", ["1.1"]),
        ("1.3", ["1.2"]),
        ("1.4", []),
        (None, ["2.2"]),
    ]


@pytest.mark.parametrize(
    ("folder", "words", "told"),
    [
        (BASE, (), "只有一版细则，没有可以比较的"),
        (SECOND, ("third",), "rubric/ 里没有“third”这一版；现有：mini、second"),
        (SECOND, ("second", "mini"), "没有写明“mini”的内容从“second”的哪里来"),
        (CASES / "valid" / "two-editions", (), "请看 rubric/mini/lineage.yaml 有没有写"),
    ],
)
def test_what_cannot_be_compared_is_told(
    folder: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff(folder, *words) == 1
    assert told in capsys.readouterr().err
