"""The words of the ledger: what is answered, what it does, and what it still may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.effects import EffectKind, Per, Scope
from qinglian_core.criteria.measures import Measure
from qinglian_core.criteria.model import Part, Start
from qinglian_core.criteria.questions import Count, Each, Grade, Question, Tiers
from qinglian_core.criteria.vocabulary import ANSWER_WORDS, OTHER, effects_of

from .contributions import capped
from .measurewords import numbers_text, partial_note, reckoning_text, rounding_note
from .reachwords import reach_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from qinglian_core.answers.possibilities import Possible
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.table import Words

    from .contributions import Contribution
    from .points import Range


def counted(question: Question, possible: Possible) -> str:
    """Return what is answered, in words: ``答2项``, ``答“否”``; empty while nothing is."""
    if isinstance(question, Each):
        return _counted_things(question, possible)
    if isinstance(question, Count) and question.named:
        known = [thing for thing in question.named if possible.numbers[thing.id].known]
        told = [f"{thing.label}{possible.numbers[thing.id].low}" for thing in known]
        total = sum(possible.numbers[thing.id].low for thing in known)
        return f"{'、'.join(told)}，共{total}{question.unit}" if known else ""
    if isinstance(question, Measure):
        return numbers_text(question, possible)
    return _counted_one(question, possible) if possible.known else ""


def _counted_one(question: Question, possible: Possible) -> str:
    if isinstance(question, (Count, Tiers)):
        return f"答{possible.numbers[''].low}{question.unit}"
    if isinstance(question, Grade):
        labels = {grade.id: grade.label for grade in question.grades}
        return labels[possible.choices[""][0]]
    return f"答“{ANSWER_WORDS[possible.choices[''][0]]}”"


_SPARING = {EffectKind.NONE, EffectKind.EXEMPT, EffectKind.DROP}


def _counted_things(question: Each, possible: Possible) -> str:
    answer = ANSWER_WORDS[question.when]
    hit = [
        thing.label for thing in question.named if possible.choices[thing.id] == (question.when,)
    ]
    other = possible.numbers.get(OTHER)
    others = other.low if other else 0
    named = f"{'、'.join(hit)}答“{answer}”" if hit else ""
    extra = f"另有{others}{question.unit}" if others else ""
    if not named and not extra:
        return f"没有答“{answer}”的" if possible.known else ""
    counted = f"共{len(hit) + others}{question.unit}" if question.per is Per.EACH else ""
    return "，".join(piece for piece in (named, extra, counted) if piece)


def reckoned(question: Question, possible: Possible, words: Words) -> str:
    """Return how what is answered turns into points, where that is more than counting."""
    return reckoning_text(question, possible, words) if isinstance(question, Measure) else ""


def notes(question: Question, possible: Possible, one: Contribution) -> str:
    """Return what there is to note on how many points are moved, in brackets; empty for nothing."""
    told = "，".join(note for note in _notes(question, possible, one) if note)
    return f"（{told}）" if told else ""


def _notes(question: Question, possible: Possible, one: Contribution) -> Iterator[str]:
    most = getattr(question, "most_points", None)
    if most is not None and abs(one.points) == most:
        yield f"这一问最多{'扣' if one.points < 0 else '得'}{amount_text(most)}分"
    if isinstance(question, Count) and question.steps and one.points:
        yield f"逐次{'、'.join(map(amount_text, question.steps))}分，以后各次同最后一次"
    if isinstance(question, Measure):
        yield partial_note(question, possible)
        yield rounding_note(question, possible)


def effect_text(part: Part, question: Question, one: Contribution) -> str:
    """Return what one contribution does: ``扣1分``, ``本条不得分``, ``扣1分，另从总分追加扣除10分``."""
    reach = reach_text(one, part.words)
    if not reach:
        return _near_text(part, question, one)
    moves = not one.drop and (one.points or one.forfeit or one.exempt)
    return f"{_near_text(part, question, one)}，{reach}" if moves else reach


def _near_text(part: Part, question: Question, one: Contribution) -> str:
    if one.exempt:
        return f"不扣分，保留{amount_text(part.points)}分"
    if one.forfeit:
        return (
            f"{part.words.own_clause}不得分"
            if one.forfeit is Scope.CLAUSE
            else f"{own(part)}不得分"
        )
    if one.points:
        return f"{'扣' if one.points < 0 else '得'}{amount_text(abs(one.points))}分"
    effects = effects_of(question)
    if {effect.kind for effect in effects} <= _SPARING:
        return "不影响得分" if any(effect.reaches for effect in effects) else "按其余各问计"
    return "不扣分" if part.start is Start.FULL else "不得分"


def reach_open_text(part: Part, question: Question, outcomes: Iterable[Contribution]) -> str:
    """Return what an open answer may still do where it reaches beyond the clause: ``可能扣1分，也可能一票否决``."""
    told = dict.fromkeys(effect_text(part, question, capped(one, part.points)) for one in outcomes)
    return f"可能{'，也可能'.join(told)}"


def open_text(part: Part, question: Question, worst: Contribution, best: Contribution) -> str:
    """Return what an open answer may still do: ``可能扣1至2分``."""
    if best.exempt or worst.forfeit or worst == best:
        outcomes = dict.fromkeys(effect_text(part, question, one) for one in (best, worst))
        return f"可能{'，也可能'.join(outcomes)}"
    if worst.points < 0 < best.points:
        lost, gained = min(-worst.points, part.points), min(best.points, part.points)
        return f"最多可能扣{amount_text(lost)}分，最多可能得{amount_text(gained)}分"
    verb, least, most = "得", worst.points, best.points
    if worst.points < 0:
        verb, least, most = "扣", -best.points, -worst.points
    least, most = min(least, part.points), min(most, part.points)
    return (
        f"已{verb}满{amount_text(least)}分"
        if least == most
        else f"可能{verb}{range_text(least, most)}"
    )


def unwritten_text(part: Part) -> str:
    """Return what there is to say of a part for whose points the official text has no rule."""
    return f"原文没有写评分办法，{range_text(ZERO, part.points)}要到{part.words.assess}时评定。"


def own(part: Part) -> str:
    """Return what a part is called when it is spoken of by itself."""
    return "本部分" if part.label else part.words.own_clause


def clause_words(clause: Clause, sure: Range, estimate: Decimal | None) -> str:
    """Return what the answers to a clause have come to, in one line."""
    full = f"（满分{amount_text(clause.points)}分）"
    own_clause = clause.words.own_clause
    if estimate is None:
        return f"{own_clause}{range_text(sure.low, sure.high)}，还没有定{full}"
    if sure.settled:
        return f"{own_clause}得{amount_text(estimate)}分{full}"
    return f"{own_clause}自己估{amount_text(estimate)}分{full}"
