"""A first draft of a clause's rule, from the phrases that such criteria use; or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .yamlblocks import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。；;]+")
_EFFECT = re.compile(
    r"(?:分别)?(?P<verb>扣|得|计|加)(?:除)?\s*(?P<amount>[0-9]+(?:\.[0-9]+)?|[半一二两三四五六七八九十])\s*分"
    r"|(?P<forfeit>(?:此项|本项|该项)?不得分|不[给计]分)"
)
_UNITS = "项次起人条处个件例篇期天场份名家户本页台套辆"
_EACH = re.compile(
    rf"每(?:有|发生|出现|缺少?|少|开展|组织|完成|增加|刊发|报送|建立)?(?:[一1]?(?P<one>[{_UNITS}]))"
    rf"|缺少?[一1](?P<two>[{_UNITS}])|(?<![0-9])[一1](?P<three>[{_UNITS}])(?=扣|得|计|加)"
)
_WRITTEN_BOUND = re.compile(
    r"扣完为止|最高(?:不超过|得|计)?[0-9.]+分|封顶[0-9.]+分|不超过[0-9.]+分"
)
_TOTAL = re.compile(r"[（(]\s*[0-9０-９.]+\s*分\s*[)）]")
_NUMERALS = {"半": Decimal("0.5"), "两": Decimal(2)} | {
    sign: Decimal(value) for value, sign in enumerate("一二三四五六七八九十", 1)
}
_LEAD = " ，,的；;。："


@dataclass(frozen=True, kw_only=True, slots=True)
class _Condition:
    """A condition of the text and what it does: ``kind`` is ``deduct``, ``award`` or ``forfeit``."""

    cite: str
    words: str
    kind: str
    amount: Decimal
    unit: str
    """What is counted; empty for yes or no."""


def draft_parts(text: str, points: Decimal) -> str:
    """Return the section ``parts`` of a clause with this text, as far as its phrases say how it is scored."""
    conditions = list(_conditions(text))
    kinds = {condition.kind for condition in conditions}
    if not conditions or ("award" in kinds and kinds != {"award"}):
        return f"parts:\n  - {{points: {amount_text(points)}, start: none}}\n"
    start = "zero" if kinds == {"award"} else "full"
    bound = _WRITTEN_BOUND.search(text)
    most = sum((condition.amount for condition in conditions), start=Decimal(0))
    open_ended = any(condition.unit for condition in conditions)
    lines = [f"  - points: {amount_text(points)}\n", f"    start: {start}\n"]
    if bound:
        lines += ["    bound: written\n", f"    bound_cite: {bound[0]}\n"]
    elif open_ended or most > points:
        lines.append("    bound: assumed\n")
    lines.append("    questions:\n")
    for number, condition in enumerate(conditions, 1):
        lines.extend(_question(f"condition-{number}", condition))
    return "parts:\n" + "".join(lines)


def stated_effects(text: str) -> tuple[str, ...]:
    """Return the passages of ``text`` that say for what points are deducted or awarded."""
    return tuple(condition.cite for condition in _conditions(text))


def _conditions(text: str) -> Iterator[_Condition]:
    for sentence in _SENTENCE.finditer(text):
        begin = sentence.start()
        total = _TOTAL.search(sentence[0])
        if total and total.end() < len(sentence[0]):
            begin += total.end()
        for effect in _EFFECT.finditer(text, begin, sentence.end()):
            cite = text[begin : effect.end()].strip(_LEAD.replace("的", ""))
            begin = effect.end()
            words = text[text.find(cite) : effect.start()].strip(_LEAD)
            if not cite or _TOTAL.fullmatch(cite) or not words:
                continue
            kind = (
                "forfeit" if effect["forfeit"] else "deduct" if effect["verb"] == "扣" else "award"
            )
            each = _EACH.search(cite)
            unit = (
                (each["one"] or each["two"] or each["three"]) if each and kind != "forfeit" else ""
            )
            yield _Condition(
                cite=cite,
                words=_without_each(words),
                kind=kind,
                amount=_amount(effect["amount"]),
                unit=unit,
            )


def _without_each(words: str) -> str:
    """Return the condition without what only says that it is counted."""
    tail = re.sub(rf"[，,]?(?:{_EACH.pattern})\s*\Z", "", words + "扣").removesuffix("扣")
    return re.sub(rf"[，,]?每[一1]?[{_UNITS}]\Z", "", tail).strip(_LEAD) or words


def _amount(figure: str | None) -> Decimal:
    if not figure:
        return Decimal(0)
    return _NUMERALS[figure] if figure in _NUMERALS else Decimal(figure)


def _question(name: str, condition: _Condition) -> Iterator[str]:
    yield f"      - id: {name}\n"
    yield f"        kind: {'count' if condition.unit else 'yes_no'}\n"
    if condition.unit:
        ask = f"“{condition.words}”的有几{condition.unit}？"
    else:
        ask = f"有没有“{condition.words}”的情形？"
    yield f"        ask: {inline(ask)}\n"
    yield f"        cite: {inline(condition.cite)}\n"
    if condition.unit:
        yield f"        unit: {condition.unit}\n"
    else:
        yield '        when: "yes"\n'
    if condition.kind == "forfeit":
        yield "        forfeit: part\n"
    else:
        yield f"        {condition.kind}: {amount_text(condition.amount)}\n"
