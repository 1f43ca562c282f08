"""What holds for any rubric and any answers, tried on random ones and on the published edition."""

import copy
import itertools
import json
import random
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qinglian_core import (
    AnswerError,
    Assessment,
    ClauseScore,
    Rubric,
    Total,
    assess,
    decode_answers,
    decode_rubric,
)
from qinglian_core.scoring.ledger import clause_ledger
from qinglian_core.scoring.ledgerline import LedgerLine, LineKind
from qinglian_core.scoring.points import Range
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.opening import open_self_check
from qinglian_core.selfcheck.savefile import decode_self_check, self_check_text
from tests.core import naive
from tests.core.plainrubric import Plain, rubric
from tests.core.strategies import (
    SLOW,
    answers_to,
    entries_for,
    plain_clauses,
    plain_clauses_of,
    plain_editions,
)

MOST_COMPLETIONS = 1000

some = settings(suppress_health_check=SLOW)
few = settings(some, max_examples=some.max_examples // 4)


def scored(plain: Plain, answers: Plain, estimate: object = None) -> ClauseScore:
    decoded = rubric(plain)
    entry = {"answers": answers, "estimate": estimate}
    return assess(decoded, decode_answers(decoded, {plain["id"]: entry})).clauses[0]


def ends(found: Range) -> naive.Ends:
    return naive.thousandths(found.low), naive.thousandths(found.high)


def within(inner: Range, outer: Range) -> bool:
    return outer.low <= inner.low <= inner.high <= outer.high


@st.composite
def answered_clauses(draw: st.DrawFn) -> tuple[Plain, Plain]:
    plain = draw(plain_clauses())
    return plain, draw(answers_to(plain))


@st.composite
def answered_editions(draw: st.DrawFn) -> tuple[Plain, Plain]:
    plain = draw(plain_editions())
    return plain, draw(entries_for(plain))


@some
@given(answered_clauses())
def test_ranges_are_the_exact_hull_of_all_completions(drawn: tuple[Plain, Plain]) -> None:
    plain, answers = drawn
    assume(naive.size(plain, answers) <= MOST_COMPLETIONS)
    score = scored(plain, answers)
    assert ends(score.sure) == naive.span(plain, answers)
    assert ends(score.envelope) == naive.envelope(plain, answers)


def _check_bounds(assessment: Assessment) -> None:
    totals = (assessment.total, *assessment.projects, *assessment.items)
    for score in assessment.clauses:
        _check_ends(score.clause.points, score.sure, score.envelope, score.estimate)
    for total in totals:
        _check_ends(total.points, total.sure, total.envelope, total.estimate)
    assert assessment.total.sure == _sum(assessment.items) == _sum(assessment.projects)


def _check_ends(points: Decimal, sure: Range, envelope: Range, estimate: Decimal | None) -> None:
    assert 0 <= envelope.low <= sure.low
    assert sure.low <= sure.high
    assert sure.high <= envelope.high <= points
    assert estimate is None or sure.low <= estimate <= sure.high


def _sum(totals: tuple[Total, ...]) -> Range:
    return Range(
        low=sum((total.sure.low for total in totals), start=Decimal(0)),
        high=sum((total.sure.high for total in totals), start=Decimal(0)),
    )


@few
@given(answered_editions())
def test_bounds_hold_for_any_answers(drawn: tuple[Plain, Plain]) -> None:
    plain, entries = drawn
    decoded = decode_rubric(plain)
    _check_bounds(assess(decoded, decode_answers(decoded, entries)))


@few
@given(data=st.data())
def test_bounds_hold_for_any_answers_to_the_published_edition(
    data: st.DataObject, plain_jiyuan: Plain, jiyuan: Rubric
) -> None:
    entries = data.draw(entries_for(plain_jiyuan))
    _check_bounds(assess(jiyuan, decode_answers(jiyuan, entries)))


def _open_slots(plain: Plain, answers: Plain) -> list[tuple[Plain, str]]:
    return [
        (question, thing)
        for question in naive.questions_of(plain)
        for thing in naive.things_of(question)
        if _given(answers, question, thing) in (None, "unsure")
    ]


def _given(answers: Plain, question: Plain, thing: str) -> Any:  # noqa: ANN401 - an answer
    answer = answers.get(question["id"])
    return answer.get(thing) if isinstance(answer, dict) else answer


def _with(answers: Plain, question: Plain, thing: str, value: object) -> Plain:
    changed = copy.deepcopy(answers)
    if thing:
        known = changed.get(question["id"])
        things = dict.fromkeys(naive.things_of(question), known)
        changed[question["id"]] = {**(known if isinstance(known, dict) else things), thing: value}
    else:
        changed[question["id"]] = value
    return changed


def _is_usable(plain: Plain, answers: Plain) -> bool:
    try:
        scored(plain, answers)
    except AnswerError:
        return False
    return True


def _value(data: st.DataObject, question: Plain, thing: str) -> object:
    if naive.is_number(question, thing):
        return data.draw(st.sampled_from([0, 1, 2, 3, 4, 9, 15]))
    doubts = [doubt["id"] for doubt in question.get("doubts", ())]
    return data.draw(st.sampled_from([*naive.choices_of(question), *doubts]))


def _check_one_more_fact(data: st.DataObject, plain: Plain, answers: Plain) -> None:
    slots = _open_slots(plain, answers)
    assume(slots)
    question, thing = data.draw(st.sampled_from(slots))
    more = _with(answers, question, thing, _value(data, question, thing))
    assume(_is_usable(plain, more))
    # 一问不再问了，它的回答也就不算知道。
    still = {name: answers[name] for name in naive.told(plain, more) if name in answers}
    assume(_is_usable(plain, still))
    before, after = scored(plain, still), scored(plain, more)
    assert within(after.sure, before.sure)
    assert within(after.envelope, before.envelope)


@some
@given(data=st.data())
def test_one_more_fact_never_widens_a_range(data: st.DataObject) -> None:
    plain = data.draw(plain_clauses())
    _check_one_more_fact(data, plain, data.draw(answers_to(plain)))


@some
@given(data=st.data())
def test_one_more_fact_never_widens_a_range_of_the_published_edition(
    data: st.DataObject, plain_jiyuan: Plain
) -> None:
    ruled = [one for one in plain_clauses_of(plain_jiyuan) if naive.questions_of(one)]
    plain = _alone(data.draw(st.sampled_from(ruled)))
    _check_one_more_fact(data, plain, data.draw(answers_to(plain)))


def _alone(plain: Plain) -> Plain:
    """Return a clause fit to stand in an edition of its own."""
    kept: Plain = {
        key: plain[key] for key in ("points", "text", "parts", "readings") if key in plain
    }
    return {**kept, "id": "1.1"}


def _merit(plain: Plain) -> tuple[int, int]:
    """Rank an effect from worst to best."""
    if plain.get("forfeit"):
        return (-2 if plain["forfeit"] == "clause" else -1), 0
    if plain.get("exempt"):
        return (2 if plain["exempt"] == "clause" else 1), 0
    return 0, naive.thousandths(plain.get("award")) - naive.thousandths(plain.get("deduct"))


def _rank(question: Plain, value: Any) -> tuple[int, int]:  # noqa: ANN401 - an answer
    """Rank a known answer by what it does for the clause."""
    if question["kind"] == "grade":
        return _merit(next(one for one in question["grades"] if one["id"] == value))
    if question["kind"] == "tiers":
        reached = [tier for tier in question["tiers"] if value >= tier["from"]]
        return _merit(max(reached, key=lambda tier: tier["from"])) if reached else (0, 0)
    if isinstance(value, int):
        rank, amount = _merit(question)
        return (rank if value else 0), amount * value
    return _merit(question) if value == question.get("when") else (0, 0)


def _check_improvement(data: st.DataObject, plain: Plain, answers: Plain, leads: set[str]) -> None:
    questions = [one for one in naive.questions_of(plain) if one["id"] not in leads]
    assume(questions)
    question = data.draw(st.sampled_from(questions))
    thing = data.draw(st.sampled_from(naive.things_of(question)))
    plain_question = {**question, "doubts": []}
    one, two = (_value(data, plain_question, thing) for _ in range(2))
    assume(_rank(question, one) != _rank(question, two))
    worse, better = sorted((one, two), key=lambda value: _rank(question, value))
    low, high = (_with(answers, question, thing, value) for value in (worse, better))
    assume(_is_usable(plain, low) and _is_usable(plain, high))
    before, after = scored(plain, low), scored(plain, high)
    assert before.sure.low <= after.sure.low
    assert before.sure.high <= after.sure.high


@some
@given(data=st.data())
def test_improving_an_answer_never_lowers_a_score(data: st.DataObject) -> None:
    plain = data.draw(plain_clauses())
    questions = naive.questions_of(plain)
    leads = {one["asked_when"]["question"] for one in questions if one.get("asked_when")}
    _check_improvement(data, plain, data.draw(answers_to(plain)), leads)


@some
@given(data=st.data())
def test_improving_an_answer_never_lowers_a_score_of_the_published_edition(
    data: st.DataObject, plain_jiyuan: Plain
) -> None:
    ruled = [one for one in plain_clauses_of(plain_jiyuan) if naive.questions_of(one)]
    plain = _alone(data.draw(st.sampled_from(ruled)))
    _check_improvement(data, plain, data.draw(answers_to(plain)), set())


def _shuffled(value: object, chance: random.Random) -> object:
    if not isinstance(value, dict):
        return value
    pairs = [(key, _shuffled(below, chance)) for key, below in value.items()]
    chance.shuffle(pairs)
    return dict(pairs)


@few
@given(answered_editions(), st.randoms(use_true_random=False))
def test_order_of_answers_is_irrelevant(drawn: tuple[Plain, Plain], chance: random.Random) -> None:
    plain, entries = drawn
    decoded = decode_rubric(plain)
    one, two = (
        result_object(assess(decoded, decode_answers(decoded, form)))
        for form in (entries, _shuffled(entries, chance))
    )
    assert one == two


def _check_answers_not_asked(plain: Plain, answers: Plain) -> None:
    """What is not asked is not known: leaving it out changes nothing, in the words of the result object neither."""
    decoded = rubric(plain)
    asked = naive.told(plain, answers)
    one, two = (
        result_object(assess(decoded, decode_answers(decoded, {plain["id"]: {"answers": told}})))
        for told in (answers, asked)
    )
    assert one == two
    assert set(asked) <= set(one["clauses"][0]["asked"])  # type: ignore[index]


@some
@given(answered_clauses())
def test_answers_to_questions_not_asked_change_nothing(drawn: tuple[Plain, Plain]) -> None:
    _check_answers_not_asked(*drawn)


def test_answers_to_questions_not_asked_change_nothing_in_any_published_clause(
    plain_jiyuan: Plain,
) -> None:
    """Every way to settle the questions that decide on others, every other question answered in some ways."""
    tried = 0
    for one in plain_clauses_of(plain_jiyuan):
        plain = _alone(one)
        slots = naive.domains(plain, {})
        ways = [
            (values[0], values[-1], *([] if name[1] else [None])) for name, values in slots.items()
        ]
        if any(question.get("asked_when") for question in naive.questions_of(plain)):
            for values in itertools.product(*ways):
                answers: Plain = {}
                for (name, thing), value in zip(slots, values, strict=True):
                    answers = _with(answers, _question(plain, name), thing, value)
                if _is_usable(plain, answers):
                    tried += 1
                    _check_answers_not_asked(plain, answers)
    assert tried > 100


def _question(plain: Plain, name: str) -> Plain:
    return next(one for one in naive.questions_of(plain) if one["id"] == name)


def _check_sums(ledger: tuple[LedgerLine, ...]) -> None:
    """The lines of each part add up to what is left of it, at either end."""
    low = high = Decimal(0)
    for line in ledger:
        if line.kind is LineKind.START:
            low = high = Decimal(0)
        if line.kind is LineKind.LEFT:
            assert (low, high) == (line.low, line.high), [one.text for one in ledger]
        low, high = low + line.low, high + line.high


@some
@given(answered_clauses())
def test_the_ledger_adds_up_at_either_end(drawn: tuple[Plain, Plain]) -> None:
    score = scored(*drawn)
    ledger = clause_ledger(score)
    _check_sums(ledger)
    left = [line for line in ledger if line.kind is LineKind.LEFT]
    whole = [
        line
        for before, line in itertools.pairwise(ledger)
        if line.kind is LineKind.BOUND
        and before.kind in (LineKind.LEFT, LineKind.START)
        and not line.part
    ][-1:]
    unruled = [
        line
        for line, after in itertools.zip_longest(ledger, ledger[1:])
        if line.kind is LineKind.START
        and (after is None or after.kind is LineKind.START or after in whole)
    ]
    told = (*left, *unruled, *whole)
    assert sum(line.low for line in told) == score.sure.low
    assert sum(line.high for line in told) == score.sure.high


@some
@given(data=st.data())
def test_the_ledger_of_the_published_edition_adds_up_at_either_end(
    data: st.DataObject, plain_jiyuan: Plain
) -> None:
    ruled = [one for one in plain_clauses_of(plain_jiyuan) if naive.questions_of(one)]
    plain = _alone(data.draw(st.sampled_from(ruled)))
    _check_sums(clause_ledger(scored(plain, data.draw(answers_to(plain)))))


@some
@given(answered_clauses())
def test_the_words_of_a_ledger_add_up(drawn: tuple[Plain, Plain]) -> None:
    """Start, conditions and bound lead to what is left, wherever everything is settled."""
    plain, answers = drawn
    score = scored(plain, answers)
    ledger = clause_ledger(score)
    assert [line.text for line in ledger if "-" in line.text or "inf" in line.text] == []
    parts: list[list[LedgerLine]] = []
    for line in ledger:
        if line.kind is LineKind.START:
            parts.append([])
        parts[-1].append(line)
    assert len(parts) == len(plain["parts"])
    for lines in parts:
        told = [line for line in lines if line.kind in (LineKind.SETTLED, LineKind.OPEN)]
        if lines[-1].kind is LineKind.LEFT and all(line.kind is LineKind.SETTLED for line in told):
            assert lines[-1].low == lines[-1].high
            _check_reckoning(lines, told)


def _check_reckoning(lines: list[LedgerLine], told: list[LedgerLine]) -> None:
    """Work a settled part out again from the words of its lines alone."""
    left = lines[-1].low
    kept = [line.text.partition("保留")[2] for line in told if "保留" in line.text]
    lost = [line for line in told if "本条不得分" in line.text or "本部分不得分" in line.text]
    if kept or lost:
        assert left in ({0} if lost else set()) | {Decimal(words.split("分")[0]) for words in kept}
        return
    start, most = re.findall(r"(起评|从)([0-9.]+)分.*?(?:最多([0-9.]+)分)?。$", lines[0].text)[0][
        1:
    ]
    moves = re.findall(r"，([扣得])([0-9.]+)分（(?:原文|本站)", "".join(line.text for line in told))
    reached = Decimal(start) + sum(
        Decimal(amount) * (-1 if verb == "扣" else 1) for verb, amount in moves
    )
    assert left == min(max(reached, Decimal(0)), Decimal(most or start))
    assert (left != reached) == any(line.kind is LineKind.BOUND for line in lines)


@few
@given(answered_editions(), st.data())
def test_save_files_read_back_what_was_written(
    drawn: tuple[Plain, Plain], data: st.DataObject
) -> None:
    plain, entries = drawn
    decoded = decode_rubric(plain)
    words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    for entry in entries.values():
        entry["note"] = data.draw(words)
        entry["evidence"] = [{"what": data.draw(words), "ready": data.draw(st.booleans())}]
    file = {
        "format": "qinglian-self-check",
        "version": 2,
        "edition": {"id": decoded.id, "digest": decoded.digest},
        "unit": data.draw(words),
        "clauses": entries,
    }
    check = decode_self_check(decoded, json.loads(json.dumps(file)))
    text = self_check_text(check)
    opened = open_self_check(decoded, text)
    assert opened.check == check
    assert opened.same_edition
    assert self_check_text(opened.check) == text


@pytest.mark.parametrize("value", [None, "unsure"])
def test_blank_and_unsure_leave_the_same_open(value: object, plain_jiyuan: Plain) -> None:
    for one in plain_clauses_of(plain_jiyuan):
        plain = _alone(one)
        answers = {question["id"]: value for question in naive.questions_of(plain)}
        assert scored(plain, answers).sure == scored(plain, {}).sure
