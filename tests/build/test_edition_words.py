"""What is said in our own words of an edition that calls its parts otherwise: nothing by the usual words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from macros.documents.shared.evidencelist import listed_groups
from macros.documents.shared.form import Form, filled_form, own_note, own_notes
from macros.documents.shared.tables import Annex, annex_table, ledger_figures, totals_table
from macros.loading.editions import load_publications
from macros.pages.allpages import render_pages
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.briefing import plain_briefing
from qinglian_core.selfcheck.savefile import decode_self_check
from qinglian_core.selfcheck.steps import plain_steps
from tests.build.cases import CASES
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


def _usual_words(text: str, publication: Publication) -> list[str]:
    """Return where ``text`` has a usual word that does not come from the edition."""
    given = "\n".join(_strings(publication.plain))
    for head in (*publication.rubric.table.heads, *ELSEWHERE):
        text = text.replace(head, "") if USUAL.search(head) else text
    return [
        text[max(match.start() - AROUND, 0) : match.end() + AROUND]
        for match in USUAL.finditer(text)
        if text[max(match.start() - AROUND, 0) : match.end()] not in given
        and text[match.start() : match.end() + AROUND] not in given
    ]


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
    found = {
        path: words
        for path, page in render_pages(publication).items()
        if (words := _usual_words(TAG.sub("", page), publication))
    }
    assert found == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_results_and_exports_speak_in_the_words_of_the_edition(folder: Path) -> None:
    publication = _otherwise(folder)
    cases: list[dict[str, Any]] = json.loads((folder / "vectors.json").read_bytes())["cases"]
    found = []
    for case in cases:
        check = plain_check(publication.rubric, case["answers"])
        form = filled_form(publication.rubric, decode_self_check(publication.rubric, check), DAY)
        found += [words for text in _told(form) for words in _usual_words(text, publication)]
    assert sorted(set(found)) == []
