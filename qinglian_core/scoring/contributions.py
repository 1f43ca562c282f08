"""What one question adds to its part of a clause and beyond it: the worst and the best of what could be the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.effects import FAR, Beyond, Effect, EffectKind, Scope
from qinglian_core.criteria.model import Only

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one question adds to its part: points (negative: deducted), and whether it forfeits or exempts.

    ``forfeit`` is that of the part or the clause, ``far`` those of more, which leave the clause its own points;
    ``beyond`` are the points lost beyond the clause, ``vetoes`` the vetoes that fall; ``drop``: the clause does not count.
    """

    points: Decimal = ZERO
    forfeit: Scope | None = None
    exempt: Scope | None = None
    far: frozenset[Scope] = frozenset()
    beyond: tuple[Beyond, ...] = ()
    vetoes: frozenset[str] = frozenset()
    drop: bool = False

    @property
    def reaches(self) -> bool:
        """Whether anything follows beyond the clause."""
        return bool(self.far or self.beyond or self.vetoes or self.drop)


IDLE = Contribution()
Extremes = tuple[Contribution, Contribution]
"""The worst and the best."""


def contributions(effect: Effect, times: Decimal | int = 1) -> tuple[Contribution, ...]:
    """Return what ``effect`` contributes when it occurs ``times`` (may be unbounded): where the assessors choose, both ends."""
    if not times or effect.is_idle:
        return (IDLE,)
    least = _contribution(effect, effect.amount, times)
    if effect.most == effect.amount:
        return (least,)
    return least, _contribution(effect, effect.most, times)


def _contribution(effect: Effect, amount: Decimal, times: Decimal | int) -> Contribution:
    near = _near(effect, amount * times if amount else ZERO)
    if not effect.reaches:
        return near
    return replace(
        near,
        far=frozenset({effect.scope} & {*FAR}),
        beyond=_beyond(effect, times),
        vetoes=frozenset({effect.veto}) if effect.veto else frozenset(),
        drop=effect.kind is EffectKind.DROP,
    )


def _near(effect: Effect, points: Decimal) -> Contribution:
    """Return what ``effect`` does to its clause."""
    if effect.kind is EffectKind.DEDUCT:
        return Contribution(points=-points)
    if effect.kind is EffectKind.FORFEIT and effect.scope not in FAR:
        return Contribution(forfeit=effect.scope)
    if effect.kind is EffectKind.EXEMPT:
        return Contribution(exempt=effect.scope)
    return Contribution(points=points)


def _beyond(effect: Effect, times: Decimal | int) -> tuple[Beyond, ...]:
    """Return what is lost beyond the clause: with every case, but only once beside a forfeit."""
    if effect.beyond is None:
        return ()
    once = effect.kind is EffectKind.FORFEIT
    points = effect.beyond.points if once else effect.beyond.points * times
    return (Beyond(points=points, scope=effect.beyond.scope),)


def capped(one: Contribution, most: Decimal | None) -> Contribution:
    """Return a contribution that moves no more than ``most`` points (None: no limit)."""
    if most is None or abs(one.points) <= most:
        return one
    return replace(one, points=most.copy_sign(one.points))


def total(found: Sequence[Contribution], only: Only | None = None) -> Contribution:
    """Return what contributions to one part come to, of which all count or ``only`` one."""
    if only is None:
        found = [one for one in found if one is not IDLE]
    if len(found) == 1:
        return found[0]
    if not found:
        return IDLE
    points, forfeit, exempt, reaches = ZERO, None, None, False
    for one in found:
        points += one.points
        forfeit = wider(forfeit, one.forfeit)
        exempt = wider(exempt, one.exempt)
        reaches = reaches or one.reaches
    if only is not None:
        points = (min if only is Only.WORST else max)(one.points for one in found)
    near = Contribution(points=points, forfeit=forfeit, exempt=exempt)
    return _with_reach(near, found) if reaches else near


def _with_reach(near: Contribution, found: Sequence[Contribution]) -> Contribution:
    """Return ``near`` with what ``found`` do beyond the clause."""
    return replace(
        near,
        far=frozenset().union(*(one.far for one in found)),
        beyond=together(more for one in found for more in one.beyond),
        vetoes=frozenset().union(*(one.vetoes for one in found)),
        drop=any(one.drop for one in found),
    )


def together(found: Iterable[Beyond]) -> tuple[Beyond, ...]:
    """Return what is lost beyond a clause, once for each scope."""
    points: dict[Scope, Decimal] = {}
    for more in found:
        points[more.scope] = points.get(more.scope, ZERO) + more.points
    return tuple(Beyond(points=points[scope], scope=scope) for scope in FAR if scope in points)


def wider(first: Scope | None, second: Scope | None) -> Scope | None:
    """Return the scope that reaches further."""
    if first is None or second is None:
        return first or second
    return first if _RANKS[first] >= _RANKS[second] else second


def reach_of(scope: Scope | None) -> int:
    """Return how far a scope reaches, as a rank: 0 for none."""
    return 0 if scope is None else _RANKS[scope]


_RANKS = {scope: rank for rank, scope in enumerate(Scope, 1)}


def with_idle(found: Extremes) -> Extremes:
    """Return the worst and the best where contributing nothing is possible too."""
    return extremes((*found, IDLE))


def extremes(outcomes: Sequence[Contribution]) -> Extremes:
    """Return the worst and the best of ``outcomes``: one and the same where there is but one.

    Those that drop the clause count for neither while there are others.
    """
    if len(outcomes) == 1:
        return outcomes[0], outcomes[0]
    kept = [one for one in outcomes if not one.drop] or outcomes
    return min(kept, key=_merit), max(kept, key=_merit)


def _merit(one: Contribution) -> tuple[int, int, Decimal, int, int]:
    """Order contributions from worst to best for their clause; a wider scope reaches further."""
    exempt = 0 if one.exempt is None else _RANKS[one.exempt]
    forfeit = 0 if one.forfeit is None else _RANKS[one.forfeit]
    if not one.reaches:
        return (exempt, -forfeit, one.points, 0, 0)
    return (exempt, -forfeit, one.points, -len(one.vetoes), -len(one.far) - len(one.beyond))
