"""The page for whoever decides, in Word: an upright page of its own before the official table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.selfcheck.briefing import SIGNING, TITLE

from .wordxml import (
    BRIEF_STYLE,
    BRIEF_TITLE_STYLE,
    NOTE_STYLE,
    STRONG_STYLE,
    TITLE_STYLE,
    paragraph,
    paragraph_of,
    run,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.selfcheck.briefing import Briefing, BriefSection

_WIDTHS = (2800, 1500, 2900, 1400, 1400)
"""Of the columns of the projects, in twentieths of a point."""
_BREAK = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="794" w:right="964" w:bottom="737" w:left="964" w:header="400" w:footer="380" w:gutter="0"/>'
    "</w:sectPr></w:pPr></w:p>"
)
"""The end of an upright A4 page."""


def briefing_page(page: Briefing) -> str:
    """Return the page, with its end."""
    return "".join(_pieces(page))


def _pieces(page: Briefing) -> Iterator[str]:
    yield paragraph(TITLE, TITLE_STYLE)
    yield paragraph(page.subject, BRIEF_STYLE)
    yield paragraph_of(run(page.headline, STRONG_STYLE), BRIEF_TITLE_STYLE)
    for note in page.notes:
        yield paragraph(note, NOTE_STYLE)
    yield table(page.header, page.projects, _WIDTHS)
    for section in page.sections:
        yield from _section(section)
    first, *others = (f"{name}：" for name in SIGNING)
    yield paragraph(first, BRIEF_TITLE_STYLE)
    yield paragraph("　　　　　　　　".join(others), BRIEF_TITLE_STYLE)
    yield _BREAK


def _section(section: BriefSection) -> Iterator[str]:
    yield paragraph(section.title, BRIEF_TITLE_STYLE)
    yield paragraph(section.lead, NOTE_STYLE)
    for number, line in enumerate(section.lines, start=1):
        head = run(f"{number}. {line.label} {line.name}　") + run(line.figure, STRONG_STYLE)
        yield paragraph_of(head + run(f"：{line.text}"), BRIEF_STYLE)
        if line.aside:
            yield paragraph(f"　 {line.aside}", BRIEF_STYLE)
