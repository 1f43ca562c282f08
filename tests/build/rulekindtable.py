"""The table of rule kinds as a test uses it: every row is a small edition that holds what the row writes.

Beside what takes points from more than its clause, another project of 90 points is added.
"""

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
_ELSEWHERE = {*_EDITION, "role", "weight", "readings"}
"""What is no key of a part, nor of a question."""
_BASE = {"id": "base", "kind": "count", "ask": "缺几项？", "unit": "项", "deduct": 1}
_KEPT = {"id": "kept", "kind": "yes_no", "ask": "做到了吗？", "when": "no", "deduct": 90}


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
            based = part({**_BASE, "cite": self.said}, points=100)
            clauses = [clause(based, identifier="6.9", text=self.said)]
            apart = asked
        plain = self._edition(clauses[0])
        if self.reaches:
            self._append_kept(plain)
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

    @property
    def reaches(self) -> bool:
        """Whether something follows beyond the clause."""
        text = str(self.pieces)
        far = r"'beyond'|'veto'|'forfeit': '(item|project|edition)'"
        return re.search(far, text) is not None and "'role'" not in text

    def _clause(self, name: str, questions: list[Plain], points: str = "") -> Plain:
        parts = self._parts(questions, points)
        plain = clause(*parts, identifier=name, text=self.said)
        if any("applies" in one for one in parts):
            plain["points"] = parts[0]["points"]
        return plain | next(({**one} for one in self.pieces if "readings" in one), {})

    def _parts(self, questions: list[Plain], points: str) -> list[Plain]:
        """Return the parts: one that says where it starts after a question begins the next."""
        held: list[tuple[Plain, list[Plain]]] = [({}, [])]
        left = list(questions)
        for one in self.pieces:
            if "kind" in one:
                held[-1][1].extend(left[:1])
                left = left[1:]
            elif not _ELSEWHERE & set(one):
                if held[-1][1] and "start" in one:
                    held.append(({}, []))
                held[-1][0].update(one)
        return [self._part(own, asked, points) for own, asked in held]

    @staticmethod
    def _part(own: Plain, questions: list[Plain], points: str) -> Plain:
        gains = "award" in str(questions) or "table" in str(questions)
        start = own.pop("start", "zero" if gains else "full")
        worth = points or own.pop("points", 10)
        return part(*questions, points=worth, start=start, **own)

    def _edition(self, plain: Plain) -> Plain:
        weight = next((one["weight"] for one in self.pieces if "weight" in one), None)
        made = edition(item(plain, identifier="6"))
        if weight is not None:
            made["items"][0]["weight"] = weight
            worth = str(Decimal(made["points"]) * Decimal(str(weight)))
            made["points"] = made["projects"][0]["points"] = worth
        return made

    def _append_kept(self, plain: Plain) -> None:
        """Add a project of 90 points beside, so that what is taken from the whole shows."""
        kept = part({**_KEPT, "cite": self.said}, points=90)
        more = clause(kept, identifier="8.1", text=self.said)
        plain["items"].append(item(more, identifier="8"))
        plain["projects"].append({"id": "rest", "title": "其余", "points": 90, "items": ["8"]})
        plain["points"] = str(Decimal(plain["points"]) + 90)

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
