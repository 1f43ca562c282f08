"""Numbers in our own words: every reference of the published edition is looked at, and a wrong one is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import decode_edition
from macros.loading.folders import read_edition
from macros.loading.prose import prose_faults, unknown_numbers

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
)


@pytest.mark.parametrize(("right", "wrong"), POINTS)
def test_a_wrong_figure_is_found(right: str, wrong: str, root: Path, tmp_path: Path) -> None:
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
    faults = prose_faults(found, decode_edition(found))
    assert {fault.code for fault in faults} == {"P002"}
