"""What holds for any lineage: nothing lands on a stranger, nothing is lost, and two steps come to the same as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qinglian_core import decode_rubric
from qinglian_core.revision.lineage import Descent, Gone, Lineage, QuestionHeir, compose
from qinglian_core.selfcheck.opening import open_self_check
from qinglian_core.selfcheck.succession import Succession, hand_on
from tests.core.carriedover import forebear, text_for, worded
from tests.core.plainrubric import Plain, count, each, edition, item, part, yes_no
from tests.core.strategies import SLOW

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from qinglian_core import Rubric
    from qinglian_core.criteria.model import Clause
    from qinglian_core.selfcheck.savefile import SelfCheck

some = settings(suppress_health_check=SLOW)

ASKED = {
    "p": lambda name: yes_no(name, deduct=1),
    "q": lambda name: count(name, deduct=1),
    "r": lambda name: each(name, deduct="0.5"),
}
"""Questions by the first letter of their names: answers fit wherever they have an heir."""
NAMES = ("p-a", "p-b", "q-a", "q-b", "r-a")
VALUES = {"p": st.sampled_from(["yes", "no"]), "q": st.integers(0, 3)}


def asked(name: str) -> Plain:
    return ASKED[name[0]](name)


@st.composite
def clauses(draw: DrawFn, words: str) -> Plain:
    """Draw a clause whose text is like no other one's; its number comes later."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
    made = part(*map(asked, names), points=2, start="full" if names else "none")
    return worded(words, "", made)


def numbered(identifier: str, plain: list[Plain]) -> Rubric:
    """Return an edition of these clauses, in this order."""
    made = [{**one, "id": f"1.{number}"} for number, one in enumerate(plain, start=1)]
    return decode_rubric(edition(item(*made), id=identifier))


@st.composite
def first_editions(draw: DrawFn) -> list[Plain]:
    return [draw(clauses(f"one{number}")) for number in range(draw(st.integers(1, 3)))]


@st.composite
def revisions(draw: DrawFn, older: list[Plain], identifier: str) -> tuple[list[Plain], Lineage]:
    """Draw what an edition becomes: clauses that read as they did, and others that come from some or from nowhere."""
    numbers = range(len(older))
    found: list[Plain] = []
    sources: list[list[int]] = []
    for number in range(draw(st.integers(1, 3))):
        old = draw(st.lists(st.sampled_from(numbers), unique=True, max_size=2))
        stays = len(old) == 1 and draw(st.booleans())
        found.append(older[old[0]] if stays else draw(clauses(f"{identifier}{number}")))
        sources.append(old)
    before, after = numbered("before", older).clauses, numbered("after", found).clauses
    descents = [
        Descent(
            new=one.id,
            old=tuple(before[number].id for number in old),
            why="",
            questions=tuple(
                heir for number in old for heir in draw(_question_heirs(before[number], one))
            ),
        )
        for one, old in zip(after, sources, strict=True)
    ]
    lasting = {number for old in sources for number in old}
    gone = tuple(
        Gone(old=one.id, why="") for number, one in enumerate(before) if number not in lasting
    )
    names = {"two": "one", "three": "two"}
    lineage = Lineage(
        older=names[identifier], newer=identifier, descents=tuple(descents), gone=gone
    )
    return found, lineage


@st.composite
def _question_heirs(draw: DrawFn, source: Clause, heir: Clause) -> list[QuestionHeir]:
    found = []
    left = [question.id for question in heir.questions]
    for question in source.questions:
        possible = [name for name in left if name[0] == question.id[0]]
        if possible:
            name = question.id if question.id in possible else draw(st.sampled_from(possible))
            left.remove(name)
            found.append(QuestionHeir(clause=source.id, question=question.id, heir=name))
    return found


@st.composite
def self_checks(draw: DrawFn, rubric: Rubric) -> SelfCheck:
    """Draw a self-check; notes and evidence are of each clause alone."""
    agree = draw(st.booleans())
    clauses: dict[str, Plain] = {}
    tasks: dict[str, Plain] = {}
    for one in rubric.clauses:
        plain: Plain = {"answers": {}}
        for question in one.questions:
            if draw(st.booleans()):
                plain["answers"][question.id] = draw(_answer(question.id, agree=agree))
        if draw(st.booleans()):
            plain |= {"note": f"备注{one.id}", "evidence": [{"what": f"材料{one.id}"}]}
        if not one.questions and draw(st.booleans()):
            plain |= {"estimate": draw(st.sampled_from(["1", "2"])), "reason": f"理由{one.id}"}
            plain["estimate"] = "1" if agree else plain["estimate"]
        if draw(st.booleans()):
            tasks[one.id] = {"who": f"负责{one.id}", "done": draw(st.booleans())}
        clauses[one.id] = plain
    return open_self_check(rubric, text_for(rubric, clauses, tasks=tasks)).check


@st.composite
def _answer(draw: DrawFn, name: str, *, agree: bool) -> Any:  # noqa: ANN401 - a plain answer
    if name.startswith("r"):
        return {thing: "no" if agree else draw(VALUES["p"]) for thing in "abc"}
    if agree:
        return "no" if name.startswith("p") else 1
    return draw(VALUES[name[0]])


def handed(check: SelfCheck, older: Rubric, lineage: Lineage, newer: Rubric) -> Succession:
    return hand_on(check, forebear(older, lineage, newer), newer)


def words_in(check: SelfCheck) -> dict[str, set[str]]:
    """Return the words and names on each clause, without what the tool says of their origin."""
    found: dict[str, set[str]] = {}
    for name, record in check.records.items():
        texts = f"{record.note}\n{record.reason}"
        lines = re.sub(r"（原[^）]*）", "", texts).split("\n")
        lines += [piece.what for piece in record.evidence]
        task = check.tasks.get(name)
        lines += task.who.split("、") if task else []
        found[name] = {line for line in lines if line}
    return found


@some
@given(st.data())
def test_everything_goes_to_heirs_only_and_nothing_is_lost(data: st.DataObject) -> None:
    plain = data.draw(first_editions())
    changed, lineage = data.draw(revisions(plain, "two"))
    older, newer = numbered("one", plain), numbered("two", changed)
    check = data.draw(self_checks(older))
    found = handed(check, older, lineage, newer)
    words = words_in(check)
    for name, here in words_in(found.check).items():
        assert here == {word for old in lineage.sources(name) for word in words[old]}
    for one in found.arrivals:
        questions = {
            heir
            for old in lineage.sources(one.clause.id)
            for _, heir in lineage.questions(old, one.clause.id)
        }
        given_before = any(
            check.records[old].entry.answers for old in lineage.sources(one.clause.id)
        )
        answers = set(one.record.entry.answers)
        if not one.is_same:
            assert answers <= questions
            assert one.record.recheck == (not one.record.is_blank)
        assert given_before or not answers
    former = found.check.former
    for old in (one.old for one in lineage.gone):
        written = not check.records[old].is_blank or old in check.tasks
        assert (old in former) == written
    assert len(found.unfit) == len({f"{one.source.id}{one.plain}" for one in found.unfit})
    for unfit in found.unfit:
        assert _holds(former[unfit.source.id], unfit.plain)
    placed = {
        old
        for one in found.arrivals
        if not one.record.is_blank
        for old in lineage.sources(one.clause.id)
    }
    told = {one.source.id for one in found.unfit}
    told |= {one.clause.id for one in found.departures}
    for old, record in check.records.items():
        assert record.is_blank or old in placed | told


def _holds(kept: Any, plain: Any) -> bool:  # noqa: ANN401 - plain data
    if isinstance(plain, dict):
        return all(_holds(kept[key], value) for key, value in plain.items())
    return bool(kept == plain)


def _has_room_everywhere(found: Succession, lineage: Lineage) -> bool:
    """Whether every clause has every answer that the lineage leads to it."""
    before = found.before.records
    return all(
        _covers(one.record.entry.answers.get(heir), before[old].entry.answers[question])
        for one in found.arrivals
        for old in lineage.sources(one.clause.id)
        for question, heir in lineage.questions(old, one.clause.id)
        if question in before[old].entry.answers
    )


def _covers(answer: object, part: object) -> bool:
    if isinstance(answer, dict) and isinstance(part, dict):
        return all(answer.get(thing) == value for thing, value in part.items())
    return answer == part


@some
@given(st.data())
def test_two_steps_come_to_the_same_as_one(data: st.DataObject) -> None:
    """Unless the edition between has no place for something: that is then told, and stays where it is.

    What it has a place for in one clause and not in another goes on from that one alone.
    """
    plain = data.draw(first_editions())
    changed, early = data.draw(revisions(plain, "two"))
    again, late = data.draw(revisions(changed, "three"))
    first, second, third = (
        numbered("one", plain),
        numbered("two", changed),
        numbered("three", again),
    )
    check = data.draw(self_checks(first))
    between = handed(check, first, early, second)
    stepwise = handed(between.check, second, late, third)
    direct = handed(check, first, compose(early, late), third)
    assert words_in(stepwise.check) == words_in(direct.check)
    assume(not between.unfit and _has_room_everywhere(between, early))
    for after, at_once in zip(stepwise.arrivals, direct.arrivals, strict=True):
        one, other = after.record, at_once.record
        assert (one.entry.answers, one.evidence) == (other.entry.answers, other.evidence)
        # 一条中途并进新增的一条：一步走时看不出来，自评分就还在，也标着要复核
        assert one.entry.estimate in (None, other.entry.estimate)
        assert one.recheck or other.is_blank or not other.recheck
