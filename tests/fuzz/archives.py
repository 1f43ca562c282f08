"""XML made worse, and the archives that Word and Excel keep it in."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .letters import MANY, MOST, ODD_TEXTS, garbled

if TYPE_CHECKING:
    from random import Random

    from .door import Change

_DEEP = (20, 200, 3_000)


def changed_xml(data: bytes, chance: Random) -> bytes:
    """Change the elements of an XML text, or its letters where it is none."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - made here, by hand
        for _ in range(chance.choice((1, 1, 2, 5))):
            parents = [one for one in root.iter() if len(one)] or [root]
            change = chance.choice(_XML_CHANGES)
            change(chance.choice(parents), chance.choice([*root.iter()]), chance)
        return ET.tostring(root)
    except (ET.ParseError, ValueError, LookupError, RecursionError, TypeError):
        return garbled(data, chance)


def _remove(parent: ET.Element, _element: ET.Element, chance: Random) -> None:
    parent.remove(chance.choice([*parent]))


def _repeat(parent: ET.Element, _element: ET.Element, chance: Random) -> None:
    one = chance.choice([*parent])
    parent[:0] = [one] * min(chance.choice(MANY), MOST // len(ET.tostring(one)))


def _insert(parent: ET.Element, element: ET.Element, chance: Random) -> None:
    parent.insert(chance.randrange(len(parent) + 1), _clone(element))


def _reset(_parent: ET.Element, element: ET.Element, chance: Random) -> None:
    key = chance.choice([*element.attrib])
    element.set(key, _printable(chance.choice(ODD_TEXTS)))


def _unset(_parent: ET.Element, element: ET.Element, chance: Random) -> None:
    del element.attrib[chance.choice([*element.attrib])]


def _retag(parent: ET.Element, element: ET.Element, chance: Random) -> None:
    element.tag = chance.choice([*parent.iter()]).tag


def _rewrite(_parent: ET.Element, element: ET.Element, chance: Random) -> None:
    element.text = _printable(chance.choice(ODD_TEXTS))


def _nest(parent: ET.Element, _element: ET.Element, chance: Random) -> None:
    """Put what is in ``parent`` deep below itself."""
    inner = [*parent]
    tag = chance.choice([*parent.iter()]).tag
    parent[:] = []
    for _ in range(chance.choice((1, 10, 150))):
        parent = ET.SubElement(parent, tag)
    parent.extend(inner)


_XML_CHANGES = (_remove, _repeat, _insert, _nest, _reset, _reset, _unset, _retag, _rewrite)


def _clone(element: ET.Element) -> ET.Element:
    return deepcopy(element) if len(ET.tostring(element)) < MOST else ET.Element("a")


def _printable(text: str) -> str:
    return "".join(one for one in text if one.isprintable() or one in "\t\n")


def changed_archive(data: bytes, chance: Random, change: Change) -> bytes:
    """Change a part of an archive by ``change`` (bytes) or as XML, or the archive itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except Exception:  # noqa: BLE001 - a broken archive raises anything
        return change(data, chance)
    way = chance.randrange(12)
    name = chance.choice(list(parts) or [""])
    if way == 0:
        return change(data, chance)
    if way == 1:
        parts.pop(name, None)
    elif way == 2:
        other = chance.choice((*parts, *ODD_TEXTS)).encode(errors="ignore").decode()
        parts[other or "x"] = parts.pop(name, b"")
    elif way == 3:
        parts[name] = parts.get(chance.choice(list(parts)) if parts else name, b"")
    elif way == 4:
        parts[name] = deep_xml(chance.choice(_DEEP), parts.get(name, b""))
    elif way <= 6:
        parts[name] = change(parts.get(name, b""), chance)
    else:
        parts[name] = changed_xml(parts.get(name, b""), chance)
    packed = archived(parts)
    return garbled(packed, chance) if chance.random() < 0.02 else packed


def archived(parts: dict[str, bytes]) -> bytes:
    """Return an archive of ``parts``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def deep_xml(depth: int, data: bytes) -> bytes:
    """Return XML whose first element inside holds the same again and again."""
    head, mark, rest = data.partition(b"<w:p>")
    if not mark:
        return b"<a>" * depth + b"</a>" * depth
    return head + b"<w:sdt>" * depth + mark + b"</w:p>" + b"</w:sdt>" * depth + b"<w:p>" + rest
