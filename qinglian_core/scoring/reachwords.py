"""The words for what a clause does beyond itself: 追加扣除, 一票否决, 所在项不得分, 不参与考评."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import UNBOUNDED, amount_text
from qinglian_core.criteria.effects import FAR, EffectKind, Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qinglian_core.criteria.effects import Beyond, Effect
    from qinglian_core.criteria.table import Words

    from .contributions import Contribution

VETOED = "属于否决事项"
"""Not 一票否决: only the text may call it so (``vetowords.veto_name``)."""


def dropped_text(words: Words) -> str:
    """Return that a clause does not take part."""
    return f"{words.own_clause}不参与{words.assess}"


def unfit_text(words: Words) -> str:
    """Return that a clause is not for the unit."""
    return f"{words.own_clause}不适用于{words.own_unit}"


def _holder(scope: Scope, words: Words) -> str:
    """Return what holds a clause: ``所在项``; empty for the whole edition."""
    names = {Scope.ITEM: words.item_unit, Scope.PROJECT: words.short_project}
    return f"所在{names[scope]}" if scope in names else ""


def holder_score(scope: Scope, words: Words) -> str:
    """Return what more is taken from: ``总分``."""
    holder = _holder(scope, words)
    return f"{holder}的得分" if holder else "总分"


def forfeited_text(scope: Scope, words: Words) -> str:
    """Return that more than a clause is worth nothing."""
    holder = _holder(scope, words)
    return f"{holder}不得分" if holder else "总分计0分"


def reach_text(one: Contribution, words: Words) -> str:
    """Return what a contribution does beyond its clause; empty for nothing."""
    if one.drop:
        return dropped_text(words)
    return "，".join(_pieces(one, words))


def _pieces(one: Contribution, words: Words) -> Iterator[str]:
    yield from [forfeited_text(scope, words) for scope in FAR if scope in one.far]
    yield from (beyond_text(beyond, words) for beyond in one.beyond)
    if one.vetoes:
        yield VETOED


def beyond_text(beyond: Beyond, words: Words) -> str:
    """Return what is lost beyond a clause: ``另从总分追加扣除10分``."""
    source = holder_score(beyond.scope, words)
    if beyond.points == UNBOUNDED:
        return f"另从{source}追加扣除（件数没有定）"
    return f"另从{source}追加扣除{amount_text(beyond.points)}分"


def effect_reach_text(effect: Effect, words: Words) -> str:
    """Return what an effect does beyond its clause, each time; empty for nothing."""
    if effect.kind is EffectKind.DROP:
        return dropped_text(words)
    pieces = (
        forfeited_text(effect.scope, words) if effect.scope in FAR else "",
        beyond_text(effect.beyond, words) if effect.beyond else "",
        VETOED if effect.veto else "",
    )
    return "，".join(piece for piece in pieces if piece)
