"""The text of Word's paragraphs: what is shown goes into lines, all else is told as asides.

A paragraph is walked once, element by element; what is not known is walked through, so that no text is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .sourcedocument import Aside, Kind, Line
from .wordxml import child, chosen, is_on, name_of, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from .numbering import Numbering
    from .styles import Styles

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_SILENT = frozenset(
    (
        *("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr"),
        *("w:fldData", "w:softHyphen", "w:lastRenderedPageBreak", "w:sectPr", "w:numberingChange"),
    )
)
_GONE = {"w:del": Kind.DELETED, "w:moveFrom": Kind.MOVED_AWAY}
_COME = {"w:ins": Kind.INSERTED, "w:moveTo": Kind.MOVED_HERE}
_NOTES = {
    "w:footnoteReference": Kind.FOOTNOTE,
    "w:endnoteReference": Kind.ENDNOTE,
    "w:commentReference": Kind.COMMENT,
}
_UNREAD = {
    "w:altChunk": "嵌进来的另一份文件",
    "w:object": "嵌进来的对象（例如公式、表格、图）",
    "w:subDoc": "子文档",
    ":pic": "图片",
    "v:imagedata": "图片",
    ":relIds": "SmartArt 图示",
    ":chart": "图表",
}
_PRIVATE_USE = range(0xE000, 0xF900)
_IN_RUNS = frozenset(
    (
        *(Kind.DELETED, Kind.MOVED_AWAY, Kind.HIDDEN, Kind.COVERED, Kind.PHONETIC),
        *(Kind.FIELD_CODE, Kind.INSERTED, Kind.MOVED_HERE, Kind.FORMULA),
    )
)
"""What comes run by run, and is told paragraph by paragraph."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How the text at hand stands: ``away`` is why it is in no cell, ``come`` a tracked change that brought it."""

    place: str
    away: Kind | None = None
    come: Kind | None = None


class Writing:
    """Reads the paragraphs of one document, in their order; ``asides`` gathers what is told of them."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        note: Callable[[Kind, str], Element | None],
    ) -> None:
        """Start; ``note`` returns a footnote, an endnote or a comment by its id."""
        self.asides: list[Aside] = []
        self._styles = styles
        self._numbering = numbering
        self._note = note
        self._text: list[str] = []
        self._fields: list[str] = []
        """For each field that has begun: ``code`` until its result comes, then ``result``."""
        self._noted: set[tuple[Kind, str]] = set()
        self._readers: dict[str, Callable[[Element, Standing], None]] = {
            **dict.fromkeys(("w:t", "w:delText"), self._read_text),
            **dict.fromkeys(("w:instrText", "w:delInstrText"), self._read_code),
            **dict.fromkeys(("a:t", "v:textpath"), self._read_figure),
            **dict.fromkeys(_SIGNS, self._read_sign),
            **dict.fromkeys((*_GONE, *_COME), self._read_change),
            **dict.fromkeys(_NOTES, self._read_reference),
            "m:t": self._read_formula,
            "mc:AlternateContent": self._read_alternatives,
            "w:br": self._read_break,
            "w:fldChar": self._turn_field,
            "w:fldSimple": self._read_field,
            "w:r": self._read_run,
            "w:rt": self._read_phonetic,
            "w:sym": self._read_symbol,
            "w:txbxContent": self._read_box,
        }

    def tell(self, kind: Kind, place: str, text: str) -> None:
        """Add an aside, unless it is empty."""
        if text:
            self.asides.append(Aside(kind=kind, place=place, text=text))

    def lines(self, paragraphs: Iterable[Element], standing: Standing) -> tuple[Line, ...]:
        """Return the lines of ``paragraphs``; one whose end was deleted runs on into the next."""
        lines: list[Line] = []
        self._fields = []
        held = ""
        for paragraph in paragraphs:
            properties = child(paragraph, "w:pPr")
            text = held + self._paragraph(paragraph, properties, standing)
            held = ""
            if is_on(child(properties, "w:rPr", "w:del")) or is_on(
                child(properties, "w:rPr", "w:moveFrom")
            ):
                held = text
                continue
            if standing.away is None:
                lines.extend(self._numbered(properties, text, standing))
        if held:
            lines.extend(Line(text=line) for line in held.split("\n"))
        return tuple(lines)

    def _numbered(
        self, properties: Element | None, text: str, standing: Standing
    ) -> Iterable[Line]:
        counted = self._numbering.next_number(properties)
        self.tell(Kind.NUMBERED, standing.place, counted)
        first, *rest = text.split("\n")
        yield Line(text=first, number=counted)
        yield from (Line(text=line) for line in rest)

    def _paragraph(self, paragraph: Element, properties: Element | None, standing: Standing) -> str:
        """Return the text that a paragraph shows."""
        kept, self._text = self._text, []
        if standing.away is None and self._styles.hides(value(child(properties, "w:pStyle"))):
            standing = replace(standing, away=Kind.HIDDEN)
        start = len(self.asides)
        self._walk(paragraph, standing)
        self.asides[start:] = _joined(self.asides[start:])
        text = "".join(self._text)
        self._text = kept
        return text

    def _walk(self, parent: Element, standing: Standing) -> None:
        for element in parent:
            name = name_of(element)
            read = self._readers.get(name)
            if read is not None:
                read(element, standing)
            elif name not in _SILENT:
                self.tell(Kind.UNREAD, standing.place, _UNREAD.get(name, ""))
                self._walk(element, standing)

    def _read_text(self, element: Element, standing: Standing) -> None:
        self._put(element.text or "", standing)

    def _read_formula(self, element: Element, standing: Standing) -> None:
        self._put(element.text or "", standing)
        self.tell(Kind.FORMULA, standing.place, element.text or "")

    def _read_code(self, element: Element, standing: Standing) -> None:
        self.tell(Kind.FIELD_CODE, standing.place, element.text or "")

    def _read_figure(self, element: Element, standing: Standing) -> None:
        self.tell(Kind.FIGURE, standing.place, value(element, "string") or element.text or "")

    def _read_sign(self, element: Element, standing: Standing) -> None:
        self._put(_SIGNS[name_of(element)], standing)

    def _read_break(self, element: Element, standing: Standing) -> None:
        self._put("\n" if value(element, "type") in (None, "textWrapping") else "", standing)

    def _read_change(self, element: Element, standing: Standing) -> None:
        name = name_of(element)
        away = standing.away or _GONE.get(name)
        self._walk(element, replace(standing, away=away, come=_COME.get(name, standing.come)))

    def _read_reference(self, element: Element, standing: Standing) -> None:
        self.read_note(_NOTES[name_of(element)], value(element, "id") or "", standing.place)

    def _read_run(self, element: Element, standing: Standing) -> None:
        self._walk(element, self._run_standing(element, standing))

    def _read_phonetic(self, element: Element, standing: Standing) -> None:
        self._walk(element, replace(standing, away=standing.away or Kind.PHONETIC))

    def _read_box(self, element: Element, standing: Standing) -> None:
        self.read_apart(element, standing.away or Kind.TEXT_BOX, standing.place)

    def _read_alternatives(self, element: Element, standing: Standing) -> None:
        choice = chosen(element)
        if choice is not None:
            self._walk(choice, standing)

    def _read_field(self, element: Element, standing: Standing) -> None:
        self.tell(Kind.FIELD_CODE, standing.place, value(element, "instr") or "")
        self._walk(element, standing)

    def _run_standing(self, run: Element, standing: Standing) -> Standing:
        properties = child(run, "w:rPr")
        if standing.away is not None or properties is None:
            return standing
        vanish = child(properties, "w:vanish")
        hidden = (
            is_on(vanish)
            if vanish is not None
            else self._styles.hides(value(child(properties, "w:rStyle")))
        )
        return replace(standing, away=Kind.HIDDEN) if hidden else standing

    def _put(self, text: str, standing: Standing) -> None:
        """Put text where it belongs."""
        if standing.away is not None:
            self.tell(standing.away, standing.place, text)
        elif "code" in self._fields:
            # 域代码里的字不显示
            self.tell(Kind.HIDDEN, standing.place, text)
        else:
            self._text.append(text)
            if standing.come is not None:
                self.tell(standing.come, standing.place, text)

    def _read_symbol(self, element: Element, standing: Standing) -> None:
        code = value(element, "char") or ""
        try:
            sign = chr(int(code, 16))
        except (ValueError, OverflowError):
            self.tell(Kind.UNREAD, standing.place, "一个符号")
            return
        self._put(sign, standing)
        if ord(sign) in _PRIVATE_USE:
            told = f"{value(element, 'font') or '符号字体'} {code}"
            self.tell(Kind.SYMBOL, standing.place, told)

    def _turn_field(self, element: Element, standing: Standing) -> None:
        kind = value(element, "fldCharType")
        self._walk(element, standing)
        if kind == "begin":
            self._fields.append("code")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def read_note(self, kind: Kind, key: str, place: str) -> None:
        """Tell a footnote, an endnote or a comment that is referred to at ``place``, once."""
        note = self._note(kind, key)
        if note is not None and (kind, key) not in self._noted:
            self._noted.add((kind, key))
            self.read_apart(note, kind, place)

    def read_apart(self, element: Element, kind: Kind, place: str) -> None:
        """Tell the paragraphs somewhere below ``element`` as one aside."""
        kept = self._fields
        standing = Standing(place=place)
        lines = self.lines(_paragraphs(element), standing)
        self._fields = kept
        self.tell(kind, place, "\n".join(line.shown for line in lines if line.shown))


def _paragraphs(element: Element) -> Iterable[Element]:
    """Yield the paragraphs below ``element``, those of tables too; what a paragraph holds belongs to it."""
    for found in element:
        if name_of(found) == "w:p":
            yield found
        elif name_of(found) == "mc:AlternateContent":
            choice = chosen(found)
            if choice is not None:
                yield from _paragraphs(choice)
        else:
            yield from _paragraphs(found)


def _joined(asides: Iterable[Aside]) -> Iterable[Aside]:
    """Join what only the runs of a paragraph parted."""
    last: Aside | None = None
    for aside in asides:
        runs_on = aside.kind in _IN_RUNS
        if last and runs_on and (last.kind, last.place) == (aside.kind, aside.place):
            last = replace(last, text=last.text + aside.text)
            continue
        if last:
            yield last
        last = aside
    if last:
        yield last
