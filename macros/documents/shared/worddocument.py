"""The Word document: the template's official table filled in, by choice with a page before it and annexes behind.

The template is the blank form. Places to fill are empty bookmarks, which nobody sees; words go in right behind
them, and annexes before the last section. A template whose places are not exactly those of the form is of other
criteria, and is not filled in. Standard library only, so that a browser can do it.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.criteria.digests import named_digest
from qinglian_core.faults import AnswerError, Fault

from .briefingpage import briefing_page
from .form import OWN_MARK, Form, own_note, own_notes
from .packages import write_package
from .tables import ANNEX_TITLES, Annex, annex_table
from .wordxml import ANNEX_STYLE, MARK_STYLE, NOTE_STYLE, paragraph, run, table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qinglian_core.criteria.model import Clause

    from .tables import Table

DOCUMENT = "word/document.xml"
TEXT_WIDTH = 14900
"""Width of the text on the page, in twentieths of a point."""
UNIT_PLACE = "q_unit"
MARK_PLACE = "q_mark"
NOTES_PLACE = "q_notes"


_PLACE = re.compile(r'w:name="(q_\w+)"')
_UNFIT = "Word 表与这份自查所用的细则对不上，没有填写。多半是网站刚刚更新：请刷新页面再导出，填的内容不受影响"


def score_place(clause: Clause) -> str:
    """Return the name of the bookmark for the score of ``clause``.

    A digest stands in it: Word allows no dots and hyphens in such a name, and another text is another clause.
    """
    return f"q_score_{named_digest(clause)}"


def word_document(template: bytes, form: Form, annexes: Collection[Annex] = ()) -> bytes:
    """Return ``template`` filled in from ``form``, with ``annexes``; raise ``AnswerError`` where they do not fit.

    No template at all is one that does not fit.
    """
    parts = _parts(template)
    text = parts[DOCUMENT].decode("utf-8")
    if sorted(_PLACE.findall(text)) != sorted(_places(form)):
        raise _unfit()
    for name, words in _fillings(form):
        text = _filled(text, name, words)
    text = _with_annexes(text, _annexes(form, annexes))
    if form.briefing and Annex.BRIEFING in annexes:
        text = text.replace("<w:body>", f"<w:body>{briefing_page(form.briefing)}", 1)
    parts[DOCUMENT] = text.encode("utf-8")
    return write_package(parts)


def document_with_body(template: bytes, body: str) -> bytes:
    """Return a document of the page and the styles of ``template`` that holds ``body`` instead."""
    parts = _parts(template)
    before, start, rest = parts[DOCUMENT].decode("utf-8").partition("<w:body>")
    _, section, after = rest.rpartition("<w:sectPr")
    parts[DOCUMENT] = f"{before}{start}{body}{section}{after}".encode()
    return write_package(parts)


def _parts(template: bytes) -> dict[str, bytes]:
    if not template:
        raise _unfit()
    with zipfile.ZipFile(io.BytesIO(template), metadata_encoding="utf-8") as package:
        return {name: package.read(name) for name in package.namelist()}


def _places(form: Form) -> Iterator[str]:
    yield from (UNIT_PLACE, MARK_PLACE, NOTES_PLACE)
    yield from (score_place(row.clause) for row in form.rows)


def _unfit() -> AnswerError:
    return AnswerError((Fault(code="B012", path=(), message=_UNFIT),))


def _fillings(form: Form) -> Iterator[tuple[str, str]]:
    yield UNIT_PLACE, run(form.unit)
    yield MARK_PLACE, run(f"（{own_note(form.rubric)}）")
    yield NOTES_PLACE, run("\n".join(own_notes(form)))
    for row in form.rows:
        if row.estimate is not None:
            yield (
                score_place(row.clause),
                run(amount_text(row.estimate)) + "<w:r><w:br/></w:r>" + run(OWN_MARK, MARK_STYLE),
            )


def _filled(text: str, name: str, words: str) -> str:
    """Return ``text`` with ``words`` right behind the bookmark ``name``."""
    before, mark, after = text.partition(f'w:name="{name}"/>')
    bookmark, end, rest = after.partition("/>")
    return f"{before}{mark}{bookmark}{end}{words}{rest}"


def _annexes(form: Form, annexes: Collection[Annex]) -> Iterator[str]:
    for annex in ANNEX_TITLES:
        if annex in annexes:
            found = annex_table(form, annex)
            yield paragraph(ANNEX_TITLES[annex], ANNEX_STYLE)
            yield laid_table(found)
            yield paragraph("" if found.rows else "（没有）", NOTE_STYLE)


def laid_table(found: Table) -> str:
    """Return ``found`` across the page."""
    return table(found.header, (found.words(row) for row in found.rows), _widths(found.shares))


def _widths(shares: Sequence[int]) -> list[int]:
    return [TEXT_WIDTH * share // sum(shares) for share in shares]


def _with_annexes(text: str, annexes: Iterator[str]) -> str:
    before, section, after = text.rpartition("<w:sectPr")
    return f"{before}{''.join(annexes)}{section}{after}"
