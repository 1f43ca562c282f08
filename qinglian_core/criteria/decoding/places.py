"""Decoding of the places where evidence is kept, and whether each piece of evidence names one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.reader import Reader, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator


def decode_places(reader: Reader) -> tuple[str, ...]:
    """Decode ``places`` of the edition at ``reader``; report evidence that is kept in none of them."""
    places = reader.texts("places")
    for order, entry in enumerate(reader.each("places")):
        if entry.value in places[:order]:
            entry.fault("Q008", f"“{entry.value}”在 places 里写了两次，请删去一个")
    for evidence in _evidence(Reader(reader.value, [], reader.path)):
        fault = _fault(evidence, places)
        if fault:
            key = "place" if evidence.has("place") else None
            Reader(None, reader.faults, evidence.path).fault("Q047", fault, key=key)
    return places


def _fault(evidence: Reader, places: tuple[str, ...]) -> str:
    """Return what is wrong with the place of a piece of evidence; one that is no text is told of already."""
    known = f"edition.yaml 的 places 里有：{'、'.join(places)}"
    if not evidence.has("place"):
        return f"这份材料没有用“place”写明放在哪里；{known}" if places else ""
    place = evidence.at("place").value
    if not isinstance(place, str) or place in places:
        return ""
    if not places:
        return f"edition.yaml 没有用“places”列出材料放在哪里，这里就不能写{shown(place)}"
    meant = nearest(place, places)
    guess = f"，是不是“{meant}”" if meant else ""
    return f"材料不能放在{shown(place)}{guess}；{known}"


def _evidence(silent: Reader) -> Iterator[Reader]:
    """Iterate over all written and suggested evidence."""
    for item in silent.each("items"):
        for clause in item.each("clauses"):
            evidence = clause.at("guidance").at("evidence")
            yield from evidence.each("written")
            yield from evidence.each("suggested")
