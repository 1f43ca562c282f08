"""The words for what a clause does beyond itself: 追加扣除, 一票否决, 所在项不得分, 不参与考评."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED, amount_text
from qinglian_core.criteria.model import EffectKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.model import Beyond, Effect

    from .contributions import Contribution

DROPPED = "本条不参与考评"
VETOED = "一票否决"
_FROM = {
    Scope.ITEM: "所在项的得分",
    Scope.PROJECT: "所在项目的得分",
    Scope.EDITION: "总分",
}
_FORFEITED = {
    Scope.ITEM: "所在项不得分",
    Scope.PROJECT: "所在项目不得分",
    Scope.EDITION: "总分计0分",
}


def reach_text(one: Contribution) -> str:
    """Return what a contribution does beyond its clause; empty for nothing."""
    if one.drop:
        return DROPPED
    return "，".join(_pieces(one))


def _pieces(one: Contribution) -> Iterator[str]:
    yield from [words for scope, words in _FORFEITED.items() if scope in one.far]
    yield from map(beyond_text, one.beyond)
    if one.vetoes:
        yield VETOED


def beyond_text(beyond: Beyond) -> str:
    """Return what is lost beyond a clause: ``另从总分追加扣除10分``."""
    if beyond.points == UNBOUNDED:
        return f"另从{_FROM[beyond.scope]}追加扣除（件数没有定）"
    return f"另从{_FROM[beyond.scope]}追加扣除{amount_text(beyond.points)}分"


def effect_reach_text(effect: Effect) -> str:
    """Return what an effect does beyond its clause, each time; empty for nothing."""
    if effect.kind is EffectKind.DROP:
        return DROPPED
    pieces = (
        _FORFEITED.get(effect.scope, ""),
        beyond_text(effect.beyond) if effect.beyond else "",
        VETOED if effect.veto else "",
    )
    return "，".join(piece for piece in pieces if piece)
