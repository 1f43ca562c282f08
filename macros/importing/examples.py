"""Worked examples carried over: scored anew where the rule changed, left out where their answers no longer fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.loading.review import ReviewMark
from qinglian_core.amounts import amount_text
from qinglian_core.answers.entries import read_clause_answers
from qinglian_core.faults import FaultyDataError
from qinglian_core.reader import Reader
from qinglian_core.scoring.examples import example_score

from .isolated import clause_alone
from .yamlblocks import Block, as_list, as_mapping, below, entries, figure

if TYPE_CHECKING:
    from qinglian_core.criteria.guidance import Example
    from qinglian_core.criteria.model import Clause
    from qinglian_core.faults import Fault


def settle_examples(block: Block, remarks: tuple[str, ...]) -> tuple[Block, tuple[ReviewMark, ...]]:
    """Return a clause whose examples come out as they say, and what has to be looked at in them."""
    guidance = below(block.sections.get("guidance", "guidance:\n"))
    if guidance is None or "examples" not in guidance.sections:
        return block, ()
    try:
        clause = clause_alone(block, remarks)
    except FaultyDataError:
        return block, ()
    examples = clause.guidance.examples if clause.guidance else ()
    pieces = entries(guidance.sections["examples"])
    kept: list[Block] = []
    dropped: list[str] = []
    scored: list[str] = []
    for example, piece in zip(examples, pieces, strict=True):
        settled = _settled(clause, example, piece)
        if settled is None:
            dropped.append(example.title)
            continue
        kept.append(settled)
        if settled is not piece:
            scored.append(example.title)
    if not dropped and not scored:
        return block, ()
    section = as_list("examples", kept) if kept else None
    guidance = guidance.with_sections(examples=section)
    return (
        block.with_sections(guidance=as_mapping("guidance", guidance)),
        tuple(_marks(dropped, scored)),
    )


def _marks(dropped: list[str], scored: list[str]) -> list[ReviewMark]:
    marks: list[ReviewMark] = []
    if scored:
        look = f"算例{_listed(scored)}的分照新的规则重算了；请看故事里的话还对不对"
        marks.append(ReviewMark(id="examples-scored", look=look))
    if dropped:
        look = f"算例{_listed(dropped)}的回答与新的问题对不上，没有带过来；需要的请重写"
        marks.append(ReviewMark(id="examples-lost", look=look))
    return marks


def _listed(titles: list[str]) -> str:
    return "、".join(f"“{title}”" for title in titles)


def _settled(clause: Clause, example: Example, piece: Block) -> Block | None:
    """Return an example with the score that the clause gives it; None when its answers do not fit."""
    faults: list[Fault] = []
    read_clause_answers(clause, Reader(example.answers, faults))
    if faults:
        return None
    score = example_score(clause, example)
    if score.notices:
        return None
    sure, envelope = (score.sure.low, score.sure.high), (score.envelope.low, score.envelope.high)
    told = example.envelope or (example.low, example.high)
    if (sure, envelope, score.estimate) == ((example.low, example.high), told, example.estimate):
        return piece
    wide = (
        f"envelope: {{low: {amount_text(envelope[0])}, high: {amount_text(envelope[1])}}}\n"
        if envelope != sure
        else None
    )
    return piece.with_sections(
        low=figure("low", sure[0]),
        high=figure("high", sure[1]),
        envelope=wide,
        estimate=None if score.estimate is None else figure("estimate", score.estimate),
    )
