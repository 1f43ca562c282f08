"""Whether the words that are cited for an effect say it themselves.

What a cited passage states is told as the text's; anything else follows from a reading of ours and is told as ours.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .effects import EffectKind

if TYPE_CHECKING:
    from .effects import Effect

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


def _points(figure: str) -> Decimal:
    return _NUMERALS[figure] if figure in _NUMERALS else Decimal(figure)
