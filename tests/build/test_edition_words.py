"""What is said in our own words of an edition that calls its parts otherwise: nothing by the usual words."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from macros.commands.cli import main
from macros.documents.shared.evidencelist import listed_groups
from macros.documents.shared.form import Form, filled_form, own_note, own_notes
from macros.documents.shared.tables import Annex, annex_table, ledger_figures, totals_table
from macros.loading.editions import decode_edition, load_publications
from macros.loading.folders import read_edition
from macros.loading.sealing import SEAL, seal_text
from macros.pages.allpages import render_pages
from macros.workbench.outline import plain_items
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.briefing import plain_briefing
from qinglian_core.selfcheck.savefile import decode_self_check
from qinglian_core.selfcheck.steps import plain_steps
from tests.build.cases import CASES, invalid_cases
from tests.documents.selfchecks import DAY, plain_check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macros.loading.editions import Publication

ELSEWHERE = ("负责检查的单位",)
"""Speaks of those who assess."""
OTHER = {
    "project": "门类",
    "item": "要点",
    "clause": "款",
    "item_unit": "目",
    "unit": "企业",
    "period": "检查年度",
    "criteria": "检查标准",
    "assess": "检查",
}
USUAL = re.compile(r"单位|考评|本[条项]|[各每逐一上下这\d]条(?![件形])|各项|这一项|条号|项目")
TAG = re.compile(r"<[^>]+>")
AROUND = 3
FOLDERS = [CASES / "valid" / name for name in ("personnel-files", "warehouse")]


def _otherwise(folder: Path) -> Publication:
    """Return the publication of ``folder`` in other words."""
    found = load_publications(folder)[0]
    plain: dict[str, Any] = dict(found.plain)
    plain["words"] |= OTHER
    del plain["digest"]
    return replace(found, rubric=decode_rubric(plain), plain=plain)


def _usual_words(text: str, publication: Publication, given: str) -> list[str]:
    """Return where ``text`` has a usual word that is not ``given`` by the edition."""
    for head in (*publication.rubric.table.heads, *ELSEWHERE):
        text = text.replace(head, "") if USUAL.search(head) else text
    return [
        text[max(match.start() - AROUND, 0) : match.end() + AROUND]
        for match in USUAL.finditer(text)
        if text[max(match.start() - AROUND, 0) : match.end()] not in given
        and text[match.start() : match.end() + AROUND] not in given
    ]


def _given(publication: Publication) -> str:
    return "\n".join(_strings(publication.plain))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (one for each in value.values() for one in _strings(each))
    elif isinstance(value, (list, tuple)):
        yield from (one for each in value for one in _strings(each))


def _told(form: Form) -> Iterator[str]:
    """Yield all that the self-check and its exports say."""
    assert form.briefing
    yield from _strings(result_object(form.assessment))
    yield from _strings(plain_briefing(form.briefing))
    yield from form.briefing.header
    yield from _strings(plain_steps(form.steps))
    yield from (own_note(form.rubric), *own_notes(form))
    yield from (group.place for group in listed_groups(form))
    tables = [annex_table(form, one) for one in Annex if one is not Annex.BRIEFING]
    for table in (*tables, ledger_figures(form), totals_table(form)):
        yield from _strings([table.header, table.rows])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_pages_speak_in_the_words_of_the_edition(folder: Path) -> None:
    publication = _otherwise(folder)
    given = _given(publication)
    found = {
        path: words
        for path, page in render_pages(publication).items()
        if (words := _usual_words(TAG.sub("", page), publication, given))
    }
    assert found == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_results_and_exports_speak_in_the_words_of_the_edition(folder: Path) -> None:
    publication = _otherwise(folder)
    cases: list[dict[str, Any]] = json.loads((folder / "vectors.json").read_bytes())["cases"]
    told: set[str] = set()
    for case in cases:
        check = plain_check(publication.rubric, case["answers"])
        form = filled_form(publication.rubric, decode_self_check(publication.rubric, check), DAY)
        told.update(_told(form))
    given = _given(publication)
    found = {words for text in told for words in _usual_words(text, publication, given)}
    assert sorted(found) == []


MESSAGE = re.compile(r"第[\w.-]+[条项]|本[条项]|[这别]一?[条项]|各[条项]|[条项]号|单位|考评")
"""What a message says of an edition by the usual words."""
WRITING = re.compile(r": Y[0-9]{3} ")
"""Speaks of the lists of a file that cannot be read, whatever it is about."""


def _call_otherwise(root: Path) -> str:
    """Let the editions of a project call their parts otherwise; return all that is written in its files."""
    for path in root.glob("rubric/*/edition.yaml"):
        text = path.read_bytes()
        if b"\nwords:" not in text:
            path.write_bytes(
                text.rstrip() + f"\nwords: {json.dumps(OTHER, ensure_ascii=False)}\n".encode()
            )
    files = [path for path in root.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode(errors="replace") for path in files)


def _usual_in(lines: str, written: str) -> list[str]:
    """Return what ``lines`` call by a usual word that does not stand in what is ``written``."""
    told = [line for line in lines.splitlines() if not WRITING.search(line)]
    return [
        f"{match[0]} | {line}"
        for line in told
        for match in MESSAGE.finditer(line)
        if match[0] not in written
    ]


def test_messages_speak_in_the_words_of_the_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, list[str]] = {}
    for case in invalid_cases():
        case.write(tmp_path / case.name)
        written = _call_otherwise(tmp_path / case.name)
        main(["--root", str(tmp_path / case.name), "check"])
        if "edition.yaml" in (told := capsys.readouterr().err) and WRITING.search(told):
            continue  # what its parts are called cannot be read
        if usual := _usual_in(told, written):
            found[case.name] = usual
    assert found == {}


@pytest.fixture
def successive(tmp_path: Path) -> Path:
    """Return a project of two successive editions that call their parts otherwise."""
    return shutil.copytree(CASES / "valid" / "second-edition", tmp_path / "successive")


def test_revisions_speak_in_the_words_of_the_edition(
    successive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = _call_otherwise(successive)
    seal = successive / "rubric" / "mini" / SEAL
    seal.write_text(
        seal_text(decode_edition(read_edition(seal.parent, successive))), encoding="utf-8"
    )
    rubric = decode_rubric(load_publications(successive)[-1].plain)
    older = next(one for one in load_publications(successive) if one.rubric.id == "mini").rubric
    check = plain_check(older, {"1.1": {"answers": {"ledger": "yes", "missing": 1}}, "2.2": {}})
    (successive / "自查.json").write_text(json.dumps(check), encoding="utf-8")
    root = ["--root", str(successive)]
    assert main([*root, "diff", "mini", "second"]) == 0
    assert main([*root, "carry", str(successive / "自查.json"), "--to", "second"]) == 0
    assert main([*root, "check"]) == 0
    told = capsys.readouterr()
    assert "第1.1款" in told.out
    assert rubric.words.clause == "款"
    assert _usual_in(told.out + told.err, written) == []
    lineage = successive / "rubric" / "second" / "lineage.yaml"
    text = lineage.read_text(encoding="utf-8")
    for old, new in (
        ("1.4", "9.9"),
        ("gone:", "lost:"),
        ("1.2", "1.1"),
        ('old: "1.2"', 'old: "2.2"'),
    ):
        assert old in text
        lineage.write_text(text.replace(old, new), encoding="utf-8")
        assert main([*root, "check"]) == 1
        assert _usual_in(capsys.readouterr().err, written) == []


def test_the_outline_to_edit_speaks_in_the_words_of_the_edition(successive: Path) -> None:
    _call_otherwise(successive)
    folder = read_edition(successive / "rubric" / "second", successive)
    items: list[Any] = plain_items(folder, [], [])
    assert [one["label"] for one in items[0]["clauses"]] == [f"第1.{n}款" for n in (1, 2, 3, 4)]


def test_numbers_in_our_own_words_are_checked_as_the_edition_calls_them(
    successive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _call_otherwise(successive)
    item = successive / "rubric" / "second" / "items" / "1.yaml"
    said = "orientation: 本目共有九款，99分。本目标98分。\n"
    item.write_text(item.read_text(encoding="utf-8") + said, encoding="utf-8")
    assert main(["--root", str(successive), "check"]) == 1
    told = capsys.readouterr().err
    assert "本目有4款；请改正" in told
    assert "写的是“本目标98分”，本目是" in told
