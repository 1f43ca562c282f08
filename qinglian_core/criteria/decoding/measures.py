"""Decoding of numbers that are measured: shares and entered values, and how they turn into points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from qinglian_core.amounts import ZERO, amount_text, parse_number
from qinglian_core.criteria.effects import Effect, EffectKind, Scope
from qinglian_core.criteria.measures import (
    Asked,
    By,
    Empty,
    Partial,
    Ratio,
    Relative,
    Scale,
    Side,
    Table,
    Target,
    Times,
)
from qinglian_core.criteria.measuring import is_rank
from qinglian_core.criteria.questions import Tier
from qinglian_core.criteria.vocabulary import MOST_COUNT, scale_effect
from qinglian_core.reader import clipped, nearest, shown

from .effects import CASE_EFFECTS, EFFECTS, decode_effect, decode_most_points

if TYPE_CHECKING:
    from qinglian_core.reader import Reader

MOST_PLACES = 3
PERCENT = "%"
_HUNDRED = Decimal(100)
_UNREADABLE = Decimal(-1)
_KEYS = {
    "ratio": ("of", "over", "empty", "max", "places"),
    "value": ("unit", "min", "max", "places"),
}
_BOTH = (
    *("outside", "target", "per", "deduct", "award", "side", "partial"),
    *("tiers", "table", "later", "relative", "empty", "most_points"),
)


class Measured(TypedDict):
    """The fields that only a measure has."""

    of: Ratio | None
    unit: str
    least: Decimal
    most: Decimal | None
    most_entered: Decimal | None
    places: int
    outside: bool
    over: bool
    scale: Scale | None
    tiers: tuple[Tier, ...]
    empty: Empty | Asked
    most_points: Decimal | None


def decode_places(reader: Reader) -> int:
    """Decode how many decimals a number may have."""
    places = reader.integer("places")
    if places > MOST_PLACES:
        reader.fault("Q072", f"places 最多写 {MOST_PLACES}（三位小数）", key="places")
    return min(places, MOST_PLACES)


def decode_tiers(
    reader: Reader, places: int, most: Decimal | None = None, *, shares: bool = False
) -> tuple[Tier, ...]:
    """Decode the tiers of a number of up to ``places`` decimals, or of ``shares``, between any two of which are others.

    A number is ``most`` at most (None: as much as a count).
    """
    most = Decimal(MOST_COUNT) if most is None else most
    tiers: list[Tier] = []
    for option in reader.each("tiers"):
        key = _key_of_start(option, shares=shares)
        effect = decode_effect(option, allowed=CASE_EFFECTS)
        if effect.is_idle:
            option.fault("Q023", "每一档要写效果：deduct、award 或 forfeit（没有得失写 award: 0）")
        tier = Tier(start=_start(option, key, places), effect=effect, above=key == "above")
        if not shares and tier.start > most:
            told = f"填不到 {amount_text(tier.start)}：这一问最大填 {amount_text(most)}"
            option.fault("Q072", told, key=key)
        if tiers and not _is_lower(tier, tiers[-1]) and tiers[-1].start > _UNREADABLE:
            told = f"tiers 须从高到低：{_named(tiers[-1])} 之后出现了 {_named(tier)}，请调整顺序"
            option.fault("Q027", told, key=key)
        tiers.append(tier)
    return tuple(tiers)


def _key_of_start(option: Reader, *, shares: bool) -> str:
    """Check the keys of a tier, and return the one that says where it begins."""
    key = "above" if option.has("above") else "from"
    either = ("from", "above") if shares else (key,)
    option.keys(required=(key,), optional=(*either, *CASE_EFFECTS), judged=EFFECTS)
    if option.has("from") and option.has("above"):
        told = "一段只写一个：从这个数起的写 from，超过这个数的写 above"
        option.fault("Q072", told, key=key)
    elif key == "above" and not shares:
        told = "above（超过）只用在比例题上；填的是一个数的，用 from 写下一个数：超过10的写 11，一位小数写 10.1"
        option.fault("Q072", told, key=key)
    return key


def _named(tier: Tier) -> str:
    return f"超过 {tier.start}" if tier.above else f"{tier.start}"


def _is_lower(tier: Tier, other: Tier) -> bool:
    return (tier.start, tier.above) < (other.start, other.above)


def _start(option: Reader, key: str, places: int) -> Decimal:
    if not places:
        if isinstance(option.mapping().get(key), Decimal):
            told = "这里应是非负整数；要写小数的，在问题上加 places: 1（最多几位小数）"
            option.fault("Q003", told, key=key)
            return _UNREADABLE
        return Decimal(option.integer(key, default=-1))
    start = measured_number(option, key, least=ZERO) if option.has(key) else _UNREADABLE
    if _decimals(start) > places:
        option.fault("Q072", f"这里最多 {places} 位小数（places: {places}）", key=key)
    return start


def _decimals(number: Decimal) -> int:
    return max(-int(number.normalize().as_tuple().exponent), 0)


def decode_measure(reader: Reader, common: tuple[str, ...]) -> Measured:
    """Decode what is special to a measure, which has the ``common`` keys of questions besides."""
    is_ratio = reader.mapping()["kind"] == "ratio"
    own = _KEYS["ratio" if is_ratio else "value"]
    required = ("of",) if is_ratio else ("unit",)
    judged = ("unit",) if is_ratio else ()
    optional = (*common, *own, *_BOTH)
    reader.keys(required=("id", "kind", "ask", *required), optional=optional, judged=judged)
    if is_ratio and reader.has("unit"):
        reader.fault("Q072", "比例以百分之几计，不写 unit，请删去", key="unit")
    of = _decode_ratio(reader.at("of")) if reader.has("of") else None
    places = decode_places(reader)
    over = reader.flag("over", default=False)
    scale = _decode_scale(reader)
    if is_ratio and _is_fraction(scale):
        reader.fault("Q072", "比例以百分之几计：20% 写 20，每1个百分点写 per: 1", key="target")
    table = scale.rows if isinstance(scale, Table) else ()
    ranked = is_rank(scale)
    first = table[0][0] if table else int(ranked)
    least = measured_number(reader, "min") if reader.has("min") else Decimal(first)
    most = measured_number(reader, "max") if reader.has("max") else None
    if most is not None and most <= least:
        reader.fault("Q072", "max 要大于 min", key="max")
    if table and places:
        reader.fault("Q072", "table 按名次这样的整数查，不能写 places", key="places")
    if ranked and (is_ratio or places or least < 1):
        told = "by: rank 填的是名次，从 1 起的整数：用 kind: value，不写 places，min 不小于 1"
        reader.fault("Q072", told, key="relative")
    tiers = decode_tiers(reader, MOST_PLACES if is_ratio else places, most, shares=is_ratio)
    if scale is None and not reader.has("tiers"):
        told = "要写数怎样变成得失：target 和 per、tiers、award: {times: …}、table 或 relative"
        reader.fault("Q072", told)
    moved = scale_effect(scale)
    effects = (*([moved] if moved else ()), *(tier.effect for tier in tiers))
    return Measured(
        of=of,
        unit=PERCENT if is_ratio else reader.text("unit"),
        least=ZERO if is_ratio else least,
        most=(None if over else _HUNDRED) if is_ratio else most,
        most_entered=most,
        places=places,
        outside=reader.flag("outside", default=False),
        over=over,
        scale=scale,
        tiers=tiers,
        empty=_decode_empty(reader, of, scale, effects),
        most_points=decode_most_points(reader, effects),
    )


def _is_fraction(scale: Scale | None) -> bool:
    """Whether a share is to be at least less than 1 %: meant was most likely a fraction of 1."""
    target = scale.target if isinstance(scale, Target) and scale.side is Side.BELOW else None
    return isinstance(target, Decimal) and 0 < target < 1


def _decode_scale(reader: Reader) -> Scale | None:
    """Decode how the number turns into points; None where only tiers do that."""
    folded = [key for key in _FOLDING if isinstance(reader.mapping().get(key), dict)]
    written = [*(key for key in ("target", "table", "relative") if reader.has(key)), *folded]
    if len(written) > 1:
        told = f"一个数只写一种得失的办法（另外可以加 tiers），这里写了：{'、'.join(written)}"
        reader.fault("Q072", told)
    _check_strays(reader, written[0] if written else "")
    if folded:
        return _decode_times(reader, folded[0])
    if reader.has("table"):
        return _decode_table(reader)
    if reader.has("relative"):
        entry = reader.at("relative")
        more = tuple(key for key in entry.mapping() if nearest(key, _RELATIVE) is None)
        entry.keys(required=_RELATIVE[:2], optional=_RELATIVE[2:])
        if more:
            told = (
                f"relative 只与一个数成比例，不能写“{clipped(more[0])}”；几个数合算的，"
                "例如（自己的－平均）÷（最高－平均），请改填算好的得分：award: {times: 1}"
            )
            reader.fault("Q072", told, key="relative")
        by = entry.choice("by", By, default=By.MORE)
        return Relative(ask=entry.text("ask"), award=entry.amount("award"), by=by)
    return _decode_target(reader) if reader.has("target") else None


_FOLDING = ("deduct", "award")
_RELATIVE = ("ask", "award", "by")
_BELONGS = {
    **dict.fromkeys(("per", "side", "partial"), "target"),
    "later": "table",
}


def _check_strays(reader: Reader, written: str) -> None:
    """Refuse what belongs to another way than the one that is ``written``."""
    for key, owner in _BELONGS.items():
        if reader.has(key) and written != owner:
            reader.fault("Q072", f"“{key}”只和“{owner}”一起用，请删去", key=key)
    for key in _FOLDING:
        if reader.has(key) and written not in ("target", key):
            told = f"“{key}”只和“target”一起用；按数折算的写 {key}: {{times: 0.6}}"
            reader.fault("Q072", told, key=key)


def _decode_times(reader: Reader, key: str) -> Times:
    entry = reader.at(key)
    entry.keys(required=("times",))
    return Times(effect=_moving(key, entry.amount("times")))


def _moving(key: str, amount: Decimal) -> Effect:
    return Effect(kind=EffectKind(key), amount=amount, most=amount, scope=Scope.PART)


def _decode_target(reader: Reader) -> Target:
    keys = [key for key in _FOLDING if reader.has(key)]
    if len(keys) != 1:
        reader.fault("Q072", "target 要写每一步扣（deduct）或得（award）多少，写一种")
    if not reader.has("per"):
        reader.fault("Q001", "缺少“per”，请补上")
    key = keys[0] if keys else "deduct"
    return Target(
        target=_decode_number_or_ask(reader),
        per=_decode_step(reader),
        effect=_moving(key, reader.amount(key)),
        side=reader.choice("side", Side, default=Side.BELOW if key == "deduct" else Side.ABOVE),
        partial=reader.choice("partial", Partial, default=Partial.UNSTATED),
    )


def _decode_step(reader: Reader) -> Decimal:
    if not reader.has("per"):
        return ZERO
    if parse_number(reader.mapping()["per"]) == ZERO:
        reader.fault("Q006", "per 是每差多少，须大于 0", key="per")
    return measured_number(reader, "per", least=ZERO)


def _decode_number_or_ask(reader: Reader) -> Decimal | Asked | Ratio:
    entry = reader.at("target")
    if not isinstance(entry.value, dict):
        return measured_number(reader, "target")
    if not entry.has("ask"):
        return _decode_ratio(entry)
    return _decode_ask(entry)


def _decode_ask(reader: Reader) -> Asked:
    reader.keys(required=("ask",))
    return Asked(ask=reader.text("ask"))


def _decode_ratio(reader: Reader) -> Ratio:
    reader.keys(required=("part", "whole"))
    return Ratio(part=reader.text("part"), whole=reader.text("whole"))


def _decode_table(reader: Reader) -> Table:
    rows: list[tuple[int, Decimal]] = []
    table = reader.at("table")
    for name in table.mapping():
        if not name.isdecimal() or not name.isascii() or (rows and int(name) != rows[-1][0] + 1):
            told = '名次要用整数连着写，例如 table: {"1": 60, "2": 57}；成段的名次用 tiers'
            table.fault("Q072", told, key=name)
            break
        rows.append((int(name), table.amount(name, positive=False)))
    later = measured_number(reader, "later") if reader.has("later") else None
    if later is not None and later >= 0:
        reader.fault("Q072", "later 是后面每一名再少多少，写成负数，例如 -3", key="later")
    if not rows:
        reader.fault("Q004", "table 是空的，请补上", key="table")
    return Table(rows=tuple(rows) or ((0, ZERO),), later=-later if later else None)


def _decode_empty(
    reader: Reader, of: Ratio | None, scale: Scale | None, effects: tuple[Effect, ...]
) -> Empty | Asked:
    if not reader.has("empty"):
        return Empty.OPEN
    if of is None and not (isinstance(scale, Target) and isinstance(scale.target, Ratio)):
        reader.fault("Q072", "empty 说的是总数为 0 时怎样算，只用在比例上，请删去", key="empty")
    entry = reader.at("empty")
    if not isinstance(entry.value, dict):
        found = reader.choice("empty", Empty, default=Empty.OPEN)
        if found is Empty.LOSE and any(effect.reaches for effect in effects):
            told = "又追加扣除、否决的一问，说不出总数为 0 时哪一种最不利；请另设一问先问有没有"
            reader.fault("Q072", told, key="empty")
        return found
    if any(effect.kind is not EffectKind.AWARD for effect in effects):
        told = "empty: {ask: …} 问的是改得多少分，只用在得分上；扣分的用 keep、lose 或 open"
        reader.fault("Q072", told, key="empty")
    return _decode_ask(entry)


def measured_number(reader: Reader, key: str, *, least: Decimal | None = None) -> Decimal:
    """Return the number at ``key``, which may be below 0 where no ``least`` is given."""
    value = reader.mapping()[key]
    number = parse_number(value)
    if number is None or (least is not None and number < least):
        kind, example = ("数", "-3.5") if least is None else ("不小于 0 的数", "3.5")
        told = (
            f"{shown(value)}不是{kind}；请写 20、{example} 这样的十进制数，整数最多十二位，小数最多三位；"
            "百分数不写“%”，20% 写 20"
        )
        reader.fault("Q006", told, key=key)
        return ZERO
    return number
