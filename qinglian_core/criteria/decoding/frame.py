"""What the edition and its projects decide for the points of their items, before these are decoded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.table import PrintedTable
from qinglian_core.criteria.totalling import ONE, Role
from qinglian_core.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from qinglian_core.criteria.totalling import Totalling


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Of one item: the ``kinds`` of unit (one of no name where there are none), and what its project leaves unwritten.

    Without any kind it is not known of which edition a clause is (``ALONE``).
    ``table`` is that of the edition, ``remarks`` what its text says of every clause. ``implied`` are the points of what writes none, None where every level has to write them and they must add up.
    """

    kinds: tuple[str, ...]
    implied: Decimal | None
    is_rescaled: bool
    table: PrintedTable
    remarks: tuple[str, ...] = ()

    @property
    def has_sums(self) -> bool:
        """Whether the points of clauses add up to those of their item."""
        return self.implied is None

    @property
    def required_points(self) -> tuple[str, ...]:
        """The key that has to be there."""
        return ("points",) if self.implied is None else ()


ALONE = Frame(kinds=(), implied=None, is_rescaled=False, table=PrintedTable(columns=()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Frames:
    """All of them: by item what its project implies."""

    usual: Frame
    special: Mapping[str, Frame]

    def of(self, item: Reader) -> Frame:
        """Return the frame of the plain ``item``."""
        name = item.value.get("id") if isinstance(item.value, dict) else None
        return self.special.get(name, self.usual) if isinstance(name, str) else self.usual


def frames_of(
    edition: Reader, totalling: Totalling, table: PrintedTable, remarks: tuple[str, ...]
) -> Frames:
    """Return the frames of the edition at ``edition``; what is wrong with its projects is told elsewhere."""
    silent = Reader(edition.value, [], edition.path)
    is_rescaled = totalling.rescale is not None
    usual = Frame(
        kinds=totalling.kinds,
        implied=None,
        is_rescaled=is_rescaled,
        table=table,
        remarks=remarks,
    )
    special: dict[str, Frame] = {}
    for project in silent.each("projects"):
        role = project.choice("role", Role, default=Role.BASE)
        if role is not Role.BASE:
            implied = ZERO if role is Role.VETO else project.amount("points")
            frame = replace(usual, implied=implied)
            special |= {item.as_text(): frame for item in project.each("items")}
    return Frames(usual=usual, special=special)


def decode_weight(reader: Reader) -> Decimal:
    """Decode how much a score counts one level above: all of it where nothing is written."""
    return reader.amount("weight") if reader.has("weight") else ONE
