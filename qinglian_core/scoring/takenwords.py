"""The words for what a clause takes from more than itself: ``追加扣除10分``, ``可能使总分不得分``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text, range_text
from qinglian_core.criteria.effects import FAR, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qinglian_core.criteria.table import Words

    from .ends import ClauseEnd

_LOST = {
    Scope.ITEM: "使本{}不得分",
    Scope.PROJECT: "使这一部分不得分",
    Scope.EDITION: "使总分不得分",
}


def taken_words(ends: Sequence[ClauseEnd], scope: Scope, words: Words) -> str:
    """Return what a clause with these ``ends`` takes from its ``scope``; empty where that is nothing."""
    return "，".join(_taken(ends, scope, words))


def _taken(ends: Sequence[ClauseEnd], scope: Scope, words: Words) -> Iterator[str]:
    amounts = [end.beyond[FAR.index(scope)] for end in ends]
    least, most = min(amounts, default=None), max(amounts, default=None)
    if least is not None and most is not None and most:
        if most.is_infinite():
            yield (
                f"追加扣除至少{amount_text(least)}分，件数没有定"
                if least
                else "可能追加扣除，件数没有定"
            )
        elif least:
            yield f"追加扣除{range_text(least, most)}"
        else:
            yield f"可能追加扣除{amount_text(most)}分"
    lost = [scope in end.far for end in ends]
    if any(lost):
        told = _LOST[scope].format(words.item_unit)
        yield told if all(lost) else f"可能{told}"
