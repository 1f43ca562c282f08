"""The XML of Word, as far as text is concerned: names without their namespaces' long forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:schemas-microsoft-com:vml": "v",
}
_OFF = frozenset(("0", "false", "off"))
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_OWN = frozenset(("w:p", "w:tbl", "w:tr", "w:tc"))
"""What is never looked into for something else: all other elements may stand around these."""


def name_of(element: Element) -> str:
    """Return ``w:p`` for a paragraph, in either edition of the format; ``:x`` for what is in no namespace known."""
    space, _, local = element.tag.rpartition("}")
    return f"{_PREFIXES.get(space[1:], '')}:{local}"


def child(element: Element | None, *names: str) -> Element | None:
    """Return what the ``names`` lead to, one below the other; None where there is no such child."""
    for name in names:
        if element is None:
            return None
        element = next((found for found in element if name_of(found) == name), None)
    return element


def value(element: Element | None, key: str = "val") -> str | None:
    """Return an attribute, whatever its namespace."""
    if element is None:
        return None
    return next(
        (found for name, found in element.attrib.items() if name.rpartition("}")[2] == key), None
    )


def number(element: Element | None, default: int, key: str = "val") -> int:
    """Return an attribute that counts something."""
    found = value(element, key) or ""
    return int(found) if _WHOLE.fullmatch(found) else default


def is_on(element: Element | None) -> bool:
    """Return whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (value(element) or "1") not in _OFF


def chosen(alternatives: Element) -> Element | None:
    """Return what is to be read of ``mc:AlternateContent``: one choice, for all say the same."""
    found = [one for one in alternatives if name_of(one) in ("mc:Choice", "mc:Fallback")]
    holding = [one for one in found if any(text.strip() for text in one.itertext())]
    return next(iter(holding or found), None)


def within(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield the ``wanted`` children, also those in content controls and whatever else stands around them."""
    for found in element:
        name = name_of(found)
        if name in wanted:
            yield found
        elif name == "mc:AlternateContent":
            choice = chosen(found)
            if choice is not None:
                yield from within(choice, wanted)
        elif name not in _OWN and not name.endswith("Pr"):
            yield from within(found, wanted)
