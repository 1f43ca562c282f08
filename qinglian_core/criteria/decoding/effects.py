"""Decoding of effects: what follows from an answer, in the clause and beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO
from qinglian_core.criteria.effects import FAR, Beyond, Effect, EffectKind, Scope
from qinglian_core.criteria.model import Only
from qinglian_core.criteria.vocabulary import NO_EFFECT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from qinglian_core.reader import Reader

_MAIN = ("deduct", "award", "forfeit", "exempt", "drop")
"""Of which a place has one at most."""
_BESIDE = ("beyond", "veto")
EFFECTS = (*_MAIN, *_BESIDE)
CASE_EFFECTS = ("deduct", "award", "forfeit", *_BESIDE)
"""What the kinds that count cases can do."""
_SCOPES = {
    "forfeit": tuple(Scope),
    "exempt": (Scope.PART, Scope.CLAUSE),
    "drop": (Scope.CLAUSE,),
}
_MOVING = (EffectKind.DEDUCT, EffectKind.AWARD)


def decode_effect(reader: Reader, *, allowed: tuple[str, ...] = EFFECTS) -> Effect:
    """Decode the one effect written in a mapping, such as ``deduct: 1``, and what is written beside it."""
    return _decode(reader, _one_of(reader, allowed))


def decode_steps(reader: Reader, *, allowed: tuple[str, ...]) -> tuple[Effect, tuple[Decimal, ...]]:
    """Decode an effect whose amount may be a list: that of the first case, of the second and so on."""
    key = _one_of(reader, allowed)
    written = reader.mapping()[key] if key in ("deduct", "award") else None
    if not isinstance(written, list):
        return _decode(reader, key), ()
    if any(isinstance(step, dict) for step in written):
        told = "列表里每一个是一个数；由考评的人在一段里定分的，整个写成 {from: 最少, to: 最多}，不能每次不同"
        reader.fault("Q071", told, key=key)
        return _beside(reader, EffectKind(key), ZERO, ZERO, Scope.PART), ()
    steps = reader.amounts(key)
    most = max(steps, default=ZERO)
    if len(steps) == 1:
        reader.fault("Q071", "只有一个数的不用写成列表；每次不同的，从第一次起依次写", key=key)
    return _beside(reader, EffectKind(key), most, most, Scope.PART), steps


def _one_of(reader: Reader, allowed: tuple[str, ...]) -> str:
    """Return which effect is written, empty for none."""
    written = [key for key in _MAIN if reader.has(key)]
    if len(written) > 1:
        reader.fault("Q020", f"一处只能写一种效果，这里写了：{'、'.join(written)}")
    if written and written[0] not in allowed:
        told = f"这种问题不能用“{written[0]}”；可以用：{'、'.join(allowed)}"
        reader.fault("Q021", told, key=written[0])
    return written[0] if written else ""


def _decode(reader: Reader, key: str) -> Effect:
    if not key:
        has_more = any(reader.has(name) for name in _BESIDE)
        return _beside(reader, EffectKind.NONE, ZERO, ZERO, Scope.PART) if has_more else NO_EFFECT
    if key in _SCOPES:
        scopes = _SCOPES[key]
        scope = reader.choice(key, Scope, default=scopes[0], among=scopes)
        return _beside(reader, EffectKind(key), ZERO, ZERO, scope)
    least, most = _amounts(reader, key)
    return _beside(reader, EffectKind(key), least, most, Scope.PART)


def _amounts(reader: Reader, key: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most of an amount: one and the same unless it is a range."""
    if not isinstance(reader.mapping()[key], dict):
        amount = reader.amount(key, positive=False)
        return amount, amount
    span = reader.at(key)
    if span.has("times"):
        told = f"“{key}: {{times: …}}”是填的数乘以几，写在 kind: value、ratio 的问题上，不写在一档一段里；这里写扣几分、得几分"
        reader.fault("Q021", told, key=key)
        return ZERO, ZERO
    span.keys(required=("from", "to"))
    least, most = span.amount("from", positive=False), span.amount("to")
    if span.has("from") and most and most <= least:
        span.fault("Q071", "由考评的人定分的，to 要大于 from；只有一个数的直接写那个数", key="to")
    return least, max(least, most)


def _beside(
    reader: Reader, kind: EffectKind, amount: Decimal, most: Decimal, scope: Scope
) -> Effect:
    """Return the effect with what else follows: points lost beyond the clause, a veto."""
    beyond = decode_beyond(reader)
    veto = reader.identifier("veto") if reader.has("veto") else ""
    if beyond and kind is EffectKind.AWARD:
        reader.fault(
            "Q070", "beyond 是追加扣除，不能和得分（award）写在一起；请另设一问", key="beyond"
        )
    if (beyond or veto) and kind in (EffectKind.EXEMPT, EffectKind.DROP):
        told = f"免扣、不参与的（{kind.value}）不能同时追加扣除或否决；请另设一问"
        reader.fault("Q070", told, key="beyond" if beyond else "veto")
    return Effect(kind=kind, amount=amount, most=most, scope=scope, beyond=beyond, veto=veto)


def decode_beyond(reader: Reader) -> Beyond | None:
    """Decode what more is lost beyond the clause, if anything."""
    if not reader.has("beyond"):
        return None
    more = reader.at("beyond")
    more.keys(required=("points", "scope"))
    return Beyond(
        points=more.amount("points"),
        scope=more.choice("scope", Scope, default=Scope.EDITION, among=FAR),
    )


def decode_most_points(reader: Reader, effects: Iterable[Effect]) -> Decimal | None:
    """Decode how many points a question with ``effects`` moves at most; None where nothing is said."""
    if not reader.has("most_points"):
        return None
    moving = {effect.kind for effect in effects if effect.kind in _MOVING}
    if len(moving) != 1:
        told = "most_points 只用在都扣分（deduct）或都得分（award）的问题上，请删去或另设一问"
        reader.fault("Q073", told, key="most_points")
    return reader.amount("most_points")


def decode_only(reader: Reader, effects: Iterable[Effect]) -> Only | None:
    """Decode which one of several contributions with ``effects`` counts; None where all do."""
    if not reader.has("only"):
        return None
    only = reader.choice("only", Only, default=Only.WORST)
    wrong = EffectKind.AWARD if only is Only.WORST else EffectKind.DEDUCT
    effects = tuple(effects)
    if any(effect.kind is wrong for effect in effects):
        told = (
            "only: worst（只计最重的一处）只用在扣分上"
            if only is Only.WORST
            else "only: best（只取最高的一项）只用在得分上"
        )
        reader.fault("Q073", f"{told}，这里有 {wrong.value}", key="only")
    if any(effect.beyond for effect in effects):
        reader.fault("Q073", "只计一处的（only）里不能追加扣除（beyond）；请另设一问", key="only")
    return only
