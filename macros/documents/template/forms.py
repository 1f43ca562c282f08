"""The blank forms of an edition, as files to offer."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from macros.tools.cache import data_key
from qinglian_core.criteria.evidencelist import evidence_list

if TYPE_CHECKING:
    from macros.tools.cache import Cache
    from qinglian_core.criteria.model import Item, Rubric

BLANK_WORD = "blank.docx"
BLANK_EXCEL = "blank.xlsx"
EVIDENCE_WORD = "evidence.docx"
EVIDENCE_EXCEL = "evidence.xlsx"


def kept_forms(cache: Cache, rubric: Rubric) -> dict[str, bytes]:
    """Return the blank forms, made only where something has changed that they are made from."""
    printed = without_guidance(rubric)
    return cache.value_for("forms", data_key(repr(printed).encode()), partial(blank_files, printed))


def blank_files(rubric: Rubric) -> dict[str, bytes]:
    """Return the blank forms by name: the same bytes for the same criteria."""
    from macros.documents.shared.form import blank_form  # noqa: PLC0415 - most builds need none of them
    from macros.documents.shared.workbook import form_workbook  # noqa: PLC0415 - likewise

    from .officialtable import word_template  # noqa: PLC0415 - likewise

    return {BLANK_WORD: word_template(rubric), BLANK_EXCEL: form_workbook(blank_form(rubric))}


def kept_evidence(cache: Cache, rubric: Rubric, word: bytes) -> dict[str, bytes]:
    """Return the list of all evidence, made only where it or the Word form ``word`` has changed."""
    listed = (rubric.title, rubric.unit_label, evidence_list(rubric))
    key = data_key(repr(listed).encode(), word)
    return cache.value_for("evidence", key, partial(evidence_files, rubric, word))


def evidence_files(rubric: Rubric, word: bytes) -> dict[str, bytes]:
    """Return the list of all evidence by name, in the look of the Word form ``word``."""
    from macros.documents.shared.evidencelist import (  # noqa: PLC0415 - most builds need neither
        evidence_document,
        evidence_workbook,
    )
    from macros.documents.shared.form import blank_form  # noqa: PLC0415 - likewise

    form = blank_form(rubric)
    return {EVIDENCE_WORD: evidence_document(word, form), EVIDENCE_EXCEL: evidence_workbook(form)}


def without_guidance(rubric: Rubric) -> Rubric:
    """Return ``rubric`` without our words on its clauses and items: no form prints them."""
    return replace(
        rubric,
        projects=tuple(
            replace(project, items=tuple(_bare(item) for item in project.items))
            for project in rubric.projects
        ),
    )


def _bare(item: Item) -> Item:
    clauses = (replace(clause, guidance=None, search_words=()) for clause in item.clauses)
    return replace(item, orientation="", search_words=(), clauses=tuple(clauses))


def plain_templates(rubric: Rubric, word: bytes) -> dict[str, dict[str, str]]:
    """Return the Word form ``word`` as data for the exports in a browser (see ``macros.documents.shared.browser.install``)."""
    return {"templates": {rubric.digest: base64.b64encode(word).decode("ascii")}}
