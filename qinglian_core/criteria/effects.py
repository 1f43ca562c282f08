"""What an answer does: to its part, to its clause and beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class EffectKind(Enum):
    """What a condition does to its part."""

    NONE = "none"
    DEDUCT = "deduct"
    AWARD = "award"
    FORFEIT = "forfeit"
    """不得分: the part, or the clause, is worth nothing."""
    EXEMPT = "exempt"
    """未涉及的不扣分: the part, or the clause, keeps its points; the total is not re-based."""
    DROP = "drop"
    """不参与考评: the clause leaves both the score and the full mark."""


class Scope(Enum):
    """How far an effect reaches; an exemption, no further than its clause."""

    PART = "part"
    CLAUSE = "clause"
    ITEM = "item"
    PROJECT = "project"
    EDITION = "edition"


FAR = (Scope.ITEM, Scope.PROJECT, Scope.EDITION)
"""What lies beyond a clause, from near to far."""


class Per(Enum):
    """How a group of named things triggers its effect."""

    EACH = "each"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Beyond:
    """追加扣除: points that are taken from more than the clause: its item, its project or the whole."""

    points: Decimal
    scope: Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """An effect; ``amount`` is in points (0 for forfeit, exempt, drop and none).

    Where the assessors set the amount (视情节扣1—3分) it is from ``amount`` to ``most``, else the two are one. Besides,
    points may be lost ``beyond`` the clause, and the ``veto`` of the edition by this id may fall.
    """

    kind: EffectKind
    amount: Decimal
    most: Decimal
    scope: Scope
    beyond: Beyond | None = None
    veto: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether nothing follows."""
        return self.kind is EffectKind.NONE and self.beyond is None and not self.veto

    @property
    def reaches(self) -> bool:
        """Whether something follows beyond the clause."""
        far = self.kind is EffectKind.FORFEIT and self.scope in FAR
        return far or self.kind is EffectKind.DROP or self.beyond is not None or bool(self.veto)
