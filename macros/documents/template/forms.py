"""The blank forms of an edition, as files to offer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from macros.documents.shared.form import blank_form
from macros.documents.shared.workbook import form_workbook

from .officialtable import word_template

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.editions import Publication
    from qinglian_core.criteria.model import Rubric

BLANK_WORD = "blank.docx"
BLANK_EXCEL = "blank.xlsx"


def blank_files(rubric: Rubric) -> dict[str, bytes]:
    """Return the blank forms by name: the same bytes for the same criteria."""
    return {BLANK_WORD: word_template(rubric), BLANK_EXCEL: form_workbook(blank_form(rubric))}


def plain_templates(rubric: Rubric) -> dict[str, dict[str, str]]:
    """Return the Word form as data for the exports in a browser (see ``macros.documents.shared.browser.install``)."""
    return {"templates": {rubric.digest: base64.b64encode(word_template(rubric)).decode("ascii")}}


def build_forms(publication: Publication, out: Path) -> tuple[Path, ...]:
    """Write the blank forms of ``publication`` into the folder ``out``; return where they lie."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in blank_files(publication.rubric).items():
        path = out / name
        path.write_bytes(data)
        written.append(path)
    return tuple(written)
