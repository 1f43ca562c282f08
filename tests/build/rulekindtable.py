"""The table of rule kinds as a test uses it: every row is a small edition that holds what the row writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from macros.loading.yamlsource import parse_source
from tests.core.plainrubric import clause, edition, item, part

if TYPE_CHECKING:
    from pathlib import Path

Plain = dict[str, Any]
_ROW = re.compile(r"^\| (?P<said>[^|]+) \| (?P<written>`\{.*\}`) \|$", re.MULTILINE)
_SPAN = re.compile(r"`(\{.*?\})`")
_EFFECTS = {
    "deduct",
    "award",
    "forfeit",
    "exempt",
    "drop",
    "beyond",
    "veto",
    "tiers",
    "table",
    "relative",
}
_EDITION = {"vetoes", "levels", "units", "once", "rescale"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What a document says, and the pieces of YAML that say it here."""

    said: str
    pieces: tuple[Plain, ...]

    def edition(self) -> Plain:
        """Return a small edition that holds the pieces, all else filled in."""
        asked = [self._question(one, index) for index, one in enumerate(self._questions())]
        apart = [asked.pop()] if any("once" in one for one in self.pieces) else []
        clauses = [self._clause("6.9", asked)]
        role = next((one for one in self.pieces if "role" in one), None)
        if role:
            clauses = [clause(part(points=10, start="none"), identifier="6.9", text=self.said)]
            apart = asked
        plain = self._edition(clauses[0])
        if apart:
            more = self._clause("7.1", apart, points="0" if role and role["role"] == "veto" else "")
            self._append(plain, more, role)
        for one in self.pieces:
            plain |= {key: value for key, value in one.items() if key in _EDITION}
        return plain

    def _questions(self) -> list[Plain]:
        return [one for one in self.pieces if "kind" in one]

    def _question(self, plain: Plain, index: int) -> Plain:
        kept = {"id": f"q{index}", "ask": "怎样？", **plain}
        places = [plain, *plain.get("grades", ())]
        if any(_EFFECTS & set(one) for one in places):
            kept["cite"] = self.said
        return kept

    def _clause(self, name: str, questions: list[Plain], points: str = "") -> Plain:
        own: Plain = {}
        for one in self.pieces:
            if not {"kind", "role", "weight"} & set(one) and not _EDITION & set(one):
                own |= one
        start = own.pop(
            "start", "zero" if "award" in str(questions) or "table" in str(questions) else "full"
        )
        worth = points or own.pop("points", 10)
        plain = part(*questions, points=worth, start=start, **own)
        return clause(plain, identifier=name, text=self.said)

    def _edition(self, plain: Plain) -> Plain:
        weight = next((one["weight"] for one in self.pieces if "weight" in one), None)
        made = edition(item(plain, identifier="6"))
        if weight is not None:
            made["items"][0]["weight"] = weight
            worth = str(Decimal(made["points"]) * Decimal(str(weight)))
            made["points"] = made["projects"][0]["points"] = worth
        return made

    @staticmethod
    def _append(plain: Plain, more: Plain, role: Plain | None) -> None:
        added = item(more, identifier="7")
        plain["items"].append(added)
        if role:
            plain["projects"].append({**role, "items": ["7"]})
        else:
            total = str(Decimal(plain["points"]) + Decimal(added["points"]))
            plain["projects"][0] |= {"items": ["6", "7"], "points": total}
            plain["points"] = total


def _piece(text: str) -> Plain:
    source = parse_source(text, "rule-kinds.md")
    assert source.faults == (), text
    assert isinstance(source.data, dict)
    return source.data


def rows_of(path: Path) -> list[Row]:
    """Return the rows that write something."""
    text = path.read_text("utf-8")
    return [
        Row(
            said=found["said"], pieces=tuple(_piece(one) for one in _SPAN.findall(found["written"]))
        )
        for found in _ROW.finditer(text)
    ]
