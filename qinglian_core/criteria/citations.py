"""Whether the words that are cited for an effect say it themselves.

What a cited passage states is told as the text's; anything else follows from a reading of ours and is told as ours.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text
from qinglian_core.faults import Fault
from qinglian_core.reader import shown

from .effects import EffectKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.faults import Path

    from .effects import Effect
    from .model import Rubric

_POINTS = re.compile(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)?|[半零一二两三四五六七八九十])\s*分(?!之)")
_NUMERALS = {
    "半": Decimal("0.5"),
    "两": Decimal(2),
    **{numeral: Decimal(number) for number, numeral in enumerate("零一二三四五六七八九十")},
}
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
_SAID = {
    EffectKind.FORFEIT: re.compile(r"不[得给计予记].{0,6}分|(?<![0-9.])[0零]\s*分"),
    EffectKind.EXEMPT: re.compile(r"不予?[扣减]|免予?[扣减]|满分"),
}


def is_stated(effect: Effect, cite: str) -> bool:
    """Whether ``cite`` says what ``effect`` does; that nothing happens needs no saying."""
    words = cite.translate(_NARROW)
    pattern = _SAID.get(effect.kind)
    if pattern is not None:
        return bool(pattern.search(words))
    return not effect.most or effect.most in {_points(found) for found in _POINTS.findall(words)}


def is_factor_stated(effect: Effect, cite: str) -> bool:
    """Whether ``cite`` says by how much a number is multiplied, as a number or in percent."""
    words = cite.translate(_NARROW)
    percent = f"{amount_text(effect.amount * 100)}%"
    numbers = re.findall(r"[0-9.]+%?", words.replace("％", "%"))
    return amount_text(effect.amount) in numbers or percent in numbers or effect.amount == 1


def citation_faults(rubric: Rubric) -> Iterator[Fault]:
    """Yield what an edition gives as the source of its total, and its text nowhere says."""
    said = "\n".join(_official(rubric))
    places = f"各{rubric.words.clause}、各{rubric.words.item_unit}和表格以外的 remarks"
    for path, cite in _sources(rubric):
        if cite not in said:
            told = (
                f"原文里没有{shown(cite)}这样的话（找过{places}）；"
                "这里要照原文一字不差地摘录，它会作为原文显示"
            )
            yield Fault(code="Q087", path=path, message=told)


def _official(rubric: Rubric) -> Iterator[str]:
    """Give every official text of an edition that can be the source of a rule."""
    yield from (rubric.title, *rubric.remarks, *(one.title for one in rubric.projects))
    for item in rubric.items:
        yield from (item.title, item.standard, *(one.official for one in item.clauses))


def _sources(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    totalling = rubric.totalling
    for index, veto in enumerate(totalling.vetoes):
        yield ("vetoes", index, "text"), veto.text
    for index, level in enumerate(totalling.levels):
        yield ("levels", index, "cite"), level.cite
    if totalling.rescale is not None:
        yield ("rescale", "cite"), totalling.rescale.cite


def _points(figure: str) -> Decimal:
    return _NUMERALS[figure] if figure in _NUMERALS else Decimal(figure)
