"""Next steps: the smallest changes that gain, what is to be looked at first, and what is past."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.loading.editions import load_publications
from qinglian_core import Entry, Rubric, decode_rubric
from qinglian_core.amounts import amount_text
from qinglian_core.answers.entries import read_clause_answers
from qinglian_core.answers.questionnaire import questionnaire
from qinglian_core.answers.settlement import settle
from qinglian_core.criteria.effects import Effect, EffectKind
from qinglian_core.criteria.model import Clause
from qinglian_core.criteria.questions import Grade, Question, Tiers
from qinglian_core.criteria.vocabulary import effects_of, things_of, value_of
from qinglian_core.reader import Reader
from qinglian_core.scoring.assessment import assess
from qinglian_core.scoring.clausescore import ClauseScore, score_clause
from qinglian_core.scoring.points import Range
from qinglian_core.selfcheck.changes import Change, changes, first_that
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.savefile import SelfCheck, decode_self_check
from qinglian_core.selfcheck.slots import Slot
from qinglian_core.selfcheck.steps import Step, StepGroup, next_steps, plain_steps
from qinglian_core.selfcheck.stepwords import gain_words
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    part,
    tiers,
    yes_no,
)
from tests.core.strategies import SLOW, entries_for, plain_editions


def checked(rubric: Rubric, clauses: Plain) -> SelfCheck:
    header = {"format": FORMAT, "version": VERSION, "edition": {"id": rubric.id}}
    return decode_self_check(rubric, {**header, "clauses": clauses})


def steps(plain: Plain, record: Plain) -> tuple[Step, ...]:
    """Return the steps of a plain clause of which ``record`` is written down."""
    rubric = decode_rubric(edition(item(plain)))
    check = checked(rubric, {"1.1": record})
    return next_steps(assess(rubric, check.answers), check)


def told(plain: Plain, answers: Plain, group: str = "now") -> list[tuple[str, str]]:
    found = steps(plain, {"answers": answers})
    return [(one.text, one.gain_words) for one in found if one.group is StepGroup(group)]


def zero(*questions: Plain, points: object = 2) -> Plain:
    return clause(part(*questions, points=points, start="zero"))


def full(*questions: Plain, points: object = 2) -> Plain:
    return clause(part(*questions, points=points))


TIERS = tiers(
    "number",
    {"from": 15, "award": 1},
    {"from": 9, "award": "0.5"},
    {"from": 3, "award": "0.2"},
    step="报送信息",
)
LIMITED = tiers("number", {"from": 6, "deduct": 1}, {"from": 0, "deduct": 0})
OTHERS = each(things="ab", deduct=1, other="另有几项？")
AWARDED = each(things="ab", when="yes", award="0.5", other="还有几项？", step="开展")
LIST = yes_no("list", ask="是否定了清单？", forfeit="part")
GATED = count(deduct=1, asked_when={"question": "list", "is": "yes"})

NOW: list[tuple[Plain, Plain, list[tuple[str, str]]]] = [
    (zero(TIERS), {"number": 9}, [("报送信息：再增加6份（9→15份）", "＋0.5分")]),
    (zero(TIERS), {"number": 0}, [("报送信息：再增加3份（0→3份）", "＋0.2分")]),
    (zero(TIERS), {"number": 15}, []),
    (full(LIMITED), {"number": 8}, [("减少3份（8→5份）（有多少？）", "＋1分")]),
    (full(count(deduct=1)), {"cases": 5}, [("减少4件（5→1件）（有几件？）", "＋1分")]),
    (full(count(deduct=1)), {"cases": 0}, []),
    (full(count(forfeit="part")), {"cases": 3}, [("减少3件（3→0件）（有几件？）", "＋2分")]),
    (zero(count(award=1)), {"cases": 1}, [("再增加1件（1→2件）（有几件？）", "＋1分")]),
    (zero(count(award=1)), {"cases": 2}, []),
    (full(yes_no(deduct=1, ask="是否做了？")), {"done": "no"}, [("做到做了", "＋1分")]),
    (full(yes_no(deduct=1)), {"done": "no"}, [("做到能答“是”（做到了吗？）", "＋1分")]),
    (
        full(yes_no(deduct=1, when="yes", ask="是否发生？")),
        {"done": "yes"},
        [("做到能答“否”（是否发生？）", "＋1分")],
    ),
    (full(yes_no(deduct=1, step="建立制度")), {"done": "no"}, [("建立制度", "＋1分")]),
    (zero(yes_no(award=1, when="yes", step="建立制度")), {"done": "no"}, [("建立制度", "＋1分")]),
    (full(grade()), {"quality": "poor"}, [("做到“好”（现在是“很差”）（做得怎样？）", "＋1分")]),
    (full(grade()), {"quality": "good"}, []),
    (full(grade()), {"quality": "unsure"}, []),
    (
        full(grade(named=[{"id": "a", "label": "“甲”"}, {"id": "b", "label": "乙"}], step="办好")),
        {"quality": {"a": "weak", "b": "poor"}},
        [
            ("办好：“乙”做到“好”（现在是“很差”）", "＋1分"),
            ("办好：“甲”做到“好”（现在是“较差”）", "＋0.5分"),
        ],
    ),
    (
        full(OTHERS, points=5),
        {"things": {"a": "no", "b": "yes", "other": 2}},
        [
            ("把“事项a”变为“是”（下列各项做到了吗？）", "＋1分"),
            ("另外的减少1项（2→1项）（下列各项做到了吗？）", "＋1分"),
        ],
    ),
    (
        full(OTHERS),
        {"things": {"a": "no", "b": "no", "other": 2}},
        [
            (
                "把“事项a”变为“是”、另外的减少2项（2→0项）（下列各项做到了吗？）",
                "＋1分",
            )
        ],
    ),
    (
        full(each(things="ab", per="any", forfeit="part", step="补做")),
        {"things": {"a": "no", "b": "no"}},
        [("补做：“事项a”、“事项b”", "＋2分")],
    ),
    (
        zero(AWARDED),
        {"things": {"a": "no", "b": "yes", "other": 0}},
        [("开展：“事项a”", "＋0.5分")],
    ),
    (
        zero(AWARDED),
        {"things": {"a": "yes", "b": "yes", "other": 0}},
        [("开展：另外的再增加1项（0→1项）", "＋0.5分")],
    ),
    (full(LIST, GATED), {"list": "no"}, [("做到定了清单", "最多＋2分")]),
    (full(LIST, GATED), {"list": "yes"}, []),
    (
        full(yes_no("one", deduct=3, step="甲"), yes_no("two", deduct=3, step="乙")),
        {"one": "no", "two": "no"},
        [("甲；并且乙", "＋2分")],
    ),
    (
        full(yes_no("idle", deduct="0.5"), yes_no("two", deduct=3), count(deduct=2)),
        {"idle": "no", "two": "no", "cases": 3},
        [("做到能答“是”（做到了吗？）；并且减少3件（3→0件）（有几件？）", "＋1.5分")],
    ),
    (
        clause(
            part(yes_no("one", forfeit="clause", step="甲")),
            part(yes_no("two", forfeit="clause", step="乙")),
        ),
        {"one": "no", "two": "no"},
        [("甲；并且乙", "＋4分")],
    ),
    (full(yes_no(exempt="part", when="no"), count(deduct=1)), {"done": "yes", "cases": 0}, []),
    (
        full(yes_no("lead"), count(deduct=1, asked_when={"question": "lead", "is": "yes"})),
        {"lead": "yes", "cases": 1},
        [("减少1件（1→0件）（有几件？）", "＋1分")],
    ),
    (full(count(deduct=1, irreversible=True)), {"cases": 1}, []),
]


@pytest.mark.parametrize(("plain", "answers", "expected"), NOW)
def test_what_can_still_be_done(
    plain: Plain, answers: Plain, expected: list[tuple[str, str]]
) -> None:
    assert told(plain, answers) == expected


def test_counts_stay_within_what_other_counts_allow() -> None:
    plain = full(
        count("least", deduct=1),
        count("between", deduct=1, at_least="least"),
        count("most", deduct=1, at_least="between"),
        points=9,
    )
    answers = {"least": 1, "between": "unsure", "most": 1}
    assert told(plain, answers) == [("减少1件（1→0件）（有几件？）", "＋1至2分")]
    awarded = zero(
        count("least", award=1, ask="甲有几件？"),
        count("between", award="0.1", at_least="least"),
        count("most", award="0.1", at_least="between", ask="乙有几件？"),
        points=9,
    )
    answers = {"least": 1, "between": "unsure", "most": 1}
    assert [words for words, _ in told(awarded, answers)] == ["再增加1件（1→2件）（乙有几件？）"]
    found = told(awarded, {**answers, "most": 2})
    assert [words for words, _ in found] == [
        "再增加1件（1→2件）（甲有几件？）",
        "再增加1件（2→3件）（乙有几件？）",
    ]


def test_no_step_leads_to_answers_that_would_be_refused() -> None:
    plain = full(
        yes_no("lead", forfeit="part"),
        count("cases", award="0.1"),
        count("more", award="0.1", at_least="cases", asked_when={"question": "lead", "is": "yes"}),
    )
    answers = {"lead": "no", "cases": 2, "more": 1}
    assert told(plain, answers) == []
    assert told(plain, {**answers, "more": 2}) == [("做到能答“是”（做到了吗？）", "＋2分")]


def test_a_step_that_opens_another_question_within_a_count() -> None:
    plain = full(
        count(deduct=1),
        yes_no("late", deduct=1, asked_when={"question": "cases", "from": 2}),
        points=5,
    )
    assert told(plain, {"cases": 3, "late": "no"}) == [
        ("减少1件（3→2件）（有几件？）", "＋1分"),
        ("做到能答“是”（做到了吗？）", "＋1分"),
    ]


PAST: list[tuple[Plain, Plain, list[tuple[str, str]]]] = [
    (full(count(deduct=1, irreversible=True)), {"cases": 3}, [("有几件？答“3件”", "少2分")]),
    (full(count(deduct=1, irreversible=True)), {"cases": 0}, []),
    (full(count(deduct=1, irreversible=True)), {"cases": "unsure"}, []),
    (
        full(yes_no(forfeit="part", irreversible=True), count(deduct=1)),
        {"done": "no"},
        [("做到了吗？答“否”", "少0至2分")],
    ),
    (
        full(each(deduct="0.5", irreversible=True)),
        {"things": {"a": "no", "b": "no", "c": "yes"}},
        [("下列各项做到了吗？答“事项a：否；事项b：否；事项c：是”", "少1分")],
    ),
]


@pytest.mark.parametrize(("plain", "answers", "expected"), PAST)
def test_what_is_past(plain: Plain, answers: Plain, expected: list[tuple[str, str]]) -> None:
    assert told(plain, answers, "past") == expected
    assert told(plain, answers) == []


CHECK: list[tuple[Plain, Plain, list[tuple[str, str, str]]]] = [
    (
        full(yes_no(deduct=1, ask="做了吗？"), count(deduct="0.5")),
        {"answers": {"cases": "unsure"}},
        [("核对：做了吗？（未答）；有几件？（拿不准）", "至少0分，最多2分", "1.1.done")],
    ),
    (
        full(each(things="ab", deduct=1)),
        {"answers": {"things": {"b": "no"}}, "estimate": "1"},
        [("核对：下列各项做到了吗？（答了一部分）", "至少0分，最多1分", "1.1.things.a")],
    ),
    (
        clause(part(start="none")),
        {},
        [("先估一个分：原文没有写评分办法，要到考评时评定", "至少0分，最多2分", "1.1.estimate")],
    ),
    (clause(part(start="none")), {"estimate": "1"}, []),
    (
        full(yes_no(deduct=1)),
        {
            "answers": {"done": "yes"},
            "evidence": [{"what": "记录"}, {"what": "制度", "ready": True}, {"who": "张三"}],
        },
        [("补齐材料2份：记录、没有写名称的材料", "", "")],
    ),
]


@pytest.mark.parametrize(("plain", "record", "expected"), CHECK)
def test_what_is_to_be_looked_at_first(
    plain: Plain, record: Plain, expected: list[tuple[str, str, str]]
) -> None:
    found = [one for one in steps(plain, record) if one.group is StepGroup.CHECK]
    assert [(one.text, one.gain_words, one.field) for one in found] == expected


def test_gains_in_words() -> None:
    assert gain_words(Range(low=Decimal("0.50"), high=Decimal("0.5"))) == "＋0.5分"
    assert gain_words(Range(low=Decimal("0.5"), high=Decimal(1))) == "＋0.5至1分"


def test_steps_as_data_the_largest_gain_first() -> None:
    rubric = decode_rubric(
        edition(
            item(
                full(yes_no(deduct=1, step="建立制度")),
                {**zero(TIERS), "id": "1.2"},
                {**full(count(deduct=2, irreversible=True)), "id": "1.3"},
                {**clause(part(start="none")), "id": "1.4"},
                {**clause(part(start="none", points=3)), "id": "1.5"},
            )
        )
    )
    records: Plain = {
        "1.1": {"answers": {"done": "no"}, "estimate": "1"},
        "1.2": {"answers": {"number": 2}, "evidence": [{"what": "台账"}]},
        "1.3": {"answers": {"cases": 1}},
    }
    check = checked(rubric, records)
    found: Any = plain_steps(next_steps(assess(rubric, check.answers), check))
    assert list(found) == ["now", "check", "past"]
    assert [one["clause"] for one in found["now"]] == ["1.1", "1.2"]
    assert [one["clause"] for one in found["check"]] == ["1.5", "1.4", "1.2"]
    assert found["now"][0] == {
        "clause": "1.1",
        "label": "第1.1条",
        "points": "2",
        "field": "1.1.done",
        "text": "建立制度",
        "gain": {"low": "1", "high": "1"},
        "gain_words": "＋1分",
        "entry": {"answers": {"done": "yes"}, "estimate": "1"},
    }
    assert found["now"][1]["entry"] == {"answers": {"number": 3}, "estimate": None}
    assert (found["check"][2]["gain"], found["check"][2]["entry"]) == (None, None)
    assert found["past"][0]["gain"] == {"low": "2", "high": "2"}


class _Trial:
    """One clause with some answers, and what changing them gains by scoring as a whole."""

    def __init__(self, rubric_clause: Clause, entry: Entry) -> None:
        self.clause = rubric_clause
        self.entry = entry
        self.score: ClauseScore = score_clause(rubric_clause, entry)

    def gain(self, answers: Any) -> tuple[Decimal, Decimal]:  # noqa: ANN401 - answers
        """Return what other answers gain at the two ends; nothing where they cannot be."""
        faults: list[Any] = []
        read_clause_answers(self.clause, Reader(answers, faults))
        if faults or not settle(questionnaire(self.clause), answers).worlds:
            return Decimal(0), Decimal(0)
        after = score_clause(self.clause, Entry(answers=answers)).sure
        return after.low - self.score.sure.low, after.high - self.score.sure.high

    def gains(self, answers: Any) -> bool:  # noqa: ANN401 - answers
        ends = self.gain(answers)
        return min(ends) >= 0 and max(ends) > 0

    def with_values(self, values: list[tuple[Slot, Any]]) -> Plain:
        changed: Plain = dict(self.entry.answers)
        for slot, value in values:
            name = slot.question.id
            changed[name] = {**changed[name], slot.thing: value} if slot.thing else value
        return changed


def _check_change(trial: _Trial, change: Change) -> None:
    ends = trial.gain(change.answers)
    assert (change.gain.low, change.gain.high) == (min(ends), max(ends))
    assert min(ends) >= 0
    assert max(ends) > 0
    values = list(change.values)
    assert change.answers == trial.with_values(values)
    for slot, value in values:
        others = [(other, to) for other, to in values if other != slot]
        assert not slot.question.irreversible
        assert slot.question.id in trial.score.asked
        assert not trial.gains(trial.with_values(others))
        assert value != slot.now == value_of(trial.entry.answers[slot.question.id], slot.thing)
        if isinstance(value, int) and isinstance(slot.now, int):
            near = range(slot.now + 1, value) if value > slot.now else range(value + 1, slot.now)
            assert [n for n in near if trial.gains(trial.with_values([*others, (slot, n)]))] == []


FAULTS = (EffectKind.DEDUCT, EffectKind.FORFEIT)


def _rank(effect: Effect) -> Decimal:
    """Rank a grade as an aim: -1 a fault, 0 to 1 what it awards, 2 an exemption."""
    if effect.kind is EffectKind.EXEMPT:
        return Decimal(2)
    return Decimal(-1) if effect.kind in FAULTS else effect.amount / 100


def _aims(question: Question, now: Any) -> list[Any]:  # noqa: ANN401 - an answer
    """Return what an answer could become to do better, as far as small numbers go."""
    if isinstance(question, Grade):
        ranks = {one.id: _rank(one.effect) for one in question.grades}
        return [name for name, rank in ranks.items() if 2 > rank > ranks.get(now, Decimal(2))]
    if isinstance(question, Tiers):
        return list(range(20)) if isinstance(now, int) else []
    (effect,) = effects_of(question)
    if effect.kind is EffectKind.AWARD:
        return list(range(now, 20)) if isinstance(now, int) else [getattr(question, "when", "")]
    if effect.kind not in FAULTS:
        return []
    other = "no" if getattr(question, "when", "") == "yes" else "yes"
    return list(range(now)) if isinstance(now, int) else [other]


def _single_changes(trial: _Trial) -> Iterator[Plain]:
    """Give the changes of one answer that could be a step."""
    for question in trial.clause.questions:
        if question.irreversible or question.id not in trial.score.asked:
            continue
        for thing in things_of(question):
            now = value_of(trial.entry.answers.get(question.id), thing)
            if now not in (None, "unsure"):
                slot = Slot(question=question, thing=thing, now=now or 0, ways=())
                for aim in _aims(question, now):
                    yield trial.with_values([(slot, aim)])


def _check_steps(rubric: Rubric, entries: Plain) -> None:
    check = checked(rubric, entries)
    for one in rubric.clauses:
        trial = _Trial(one, check.records[one.id].entry)
        found = changes(trial.score, trial.entry.answers)
        for change in found:
            _check_change(trial, change)
        if not found:
            assert [answers for answers in _single_changes(trial) if trial.gains(answers)] == []
    _check_order(next_steps(assess(rubric, check.answers), check), check)


def _check_order(found: tuple[Step, ...], check: SelfCheck) -> None:
    groups = [list(StepGroup).index(step.group) for step in found]
    assert groups == sorted(groups)
    for group in StepGroup:
        gains = [
            step.gain.high if step.gain else Decimal(0) for step in found if step.group is group
        ]
        assert gains == sorted(gains, reverse=True)
    for step in found:
        before = score_clause(step.clause, check.records[step.clause.id].entry).sure
        if step.group is StepGroup.NOW:
            assert step.entry is not None
            assert step.entry.estimate == check.records[step.clause.id].entry.estimate
            after = score_clause(step.clause, step.entry).sure
            assert step.gain == Range(
                low=min(after.low - before.low, after.high - before.high),
                high=max(after.low - before.low, after.high - before.high),
            )
        if step.group is StepGroup.CHECK and step.gain:
            assert (
                step.gain_words
                == f"至少{amount_text(before.low)}分，最多{amount_text(before.high)}分"
            )
            assert step.gain.high == before.high - before.low > 0


some = settings(suppress_health_check=SLOW)
few = settings(some, max_examples=some.max_examples // 3)


@some
@given(data=st.data())
def test_steps_gain_what_they_say_and_are_the_smallest(data: st.DataObject) -> None:
    plain = data.draw(plain_editions())
    _check_steps(decode_rubric(plain), data.draw(entries_for(plain)))


@few
@given(data=st.data())
def test_steps_of_the_published_edition(
    data: st.DataObject, plain_jiyuan: Plain, jiyuan: Rubric
) -> None:
    _check_steps(jiyuan, data.draw(entries_for(plain_jiyuan)))


@pytest.fixture(scope="module")
def others(root: Path) -> list[tuple[Plain, Rubric]]:
    """Return the editions of quite other shapes that only add up, each plain and decoded."""
    folders = sorted((root / "tests" / "cases" / "valid").iterdir())
    return [
        (publication.plain, publication.rubric)
        for folder in folders
        for publication in load_publications(folder)
        if publication.rubric.adds_up
    ]


@few
@given(data=st.data())
def test_steps_of_other_editions(data: st.DataObject, others: list[tuple[Plain, Rubric]]) -> None:
    for plain, rubric in others:
        _check_steps(rubric, data.draw(entries_for(plain)))


def test_what_is_sanctioned_or_verified_is_past(jiyuan: Rubric) -> None:
    past = {one.id for one in jiyuan.clauses if any(q.irreversible for q in one.questions)}
    assert past == {"4.2", "9.1", "11.1", "11.2", "12.1"}


def test_every_question_that_can_be_made_good_says_how(jiyuan: Rubric) -> None:
    exempting = {EffectKind.NONE, EffectKind.EXEMPT}
    silent = [
        (one.id, question.id)
        for one in jiyuan.clauses
        for question in one.questions
        if not {effect.kind for effect in effects_of(question)} <= exempting
        and not question.irreversible
        and not question.step
    ]
    assert silent == []


VETO = {"vetoes": [{"id": "failed", "text": "不合格", "outcome": {"text": "不合格"}}]}
RELIEVED: list[tuple[Plain, Plain, Plain, str]] = [
    (yes_no("bad", veto="failed"), {"bad": "no"}, VETO, "不再属于否决事项"),
    (
        yes_no("bad", deduct=1, beyond={"points": 10, "scope": "edition"}),
        {"bad": "no"},
        {},
        "＋1分，总分少追加扣除10分，总分＋2分",
    ),
    (yes_no("bad", forfeit="item"), {"bad": "no"}, {}, "不再使所在项不得分，总分＋2分"),
    (
        count("bad", beyond={"points": 2, "scope": "project"}),
        {"bad": 2},
        {},
        "所在项目的得分少追加扣除2分",
    ),
]


@pytest.mark.parametrize(("question", "answers", "more", "words"), RELIEVED)
def test_what_is_spared_beyond_the_clause_is_told(
    question: Plain, answers: Plain, more: Plain, words: str
) -> None:
    rubric = decode_rubric(edition(item(clause(part(question))), **more))
    check = checked(rubric, {"1.1": {"answers": answers}})
    found = next_steps(assess(rubric, check.answers), check)
    assert [(step.group, step.gain_words) for step in found] == [(StepGroup.NOW, words)]
    assert found[0].relieves


def test_of_a_clause_that_does_not_take_part_a_veto_can_be_spared_and_nothing_gained() -> None:
    dropped = clause(
        part(yes_no("none", drop="clause", when="yes"), yes_no("bad", veto="failed")),
        part(yes_no("made", deduct=1), yes_no("past", deduct="0.5", irreversible=True)),
    )
    rubric = decode_rubric(edition(item(dropped), **VETO))
    answers = {"none": "yes", "bad": "no", "made": "no", "past": "no"}
    check = checked(rubric, {"1.1": {"answers": answers}})
    found = next_steps(assess(rubric, check.answers), check)
    assert [(one.group, one.gain_words) for one in found] == [(StepGroup.NOW, "不再属于否决事项")]


def test_what_is_spared_of_no_known_number_is_told() -> None:
    beyond = {"points": 2, "scope": "edition"}
    cases = count("cases", beyond=beyond, asked_when={"question": "bad", "is": "no"})
    rubric = decode_rubric(edition(item(clause(part(yes_no("bad", deduct=1), cases)))))
    check = checked(rubric, {"1.1": {"answers": {"bad": "no", "cases": "unsure"}}})
    found = next_steps(assess(rubric, check.answers), check)
    assert [one.gain_words for one in found if one.relieves] == [
        "＋1分，总分不再追加扣除，总分＋1至2分"
    ]


def test_what_gains_nothing_while_more_is_lost_beyond_comes_last() -> None:
    first, second = (
        clause(part(yes_no(forfeit="item")), identifier="1.1"),
        clause(part(yes_no(deduct=1)), identifier="1.2"),
    )
    third = clause(part(yes_no(deduct="0.5")), identifier="2.1")
    rubric = decode_rubric(edition(item(first, second), item(third, identifier="2")))
    no = {"answers": {"done": "no"}}
    check = checked(rubric, {"1.1": no, "1.2": no, "2.1": no})
    found = next_steps(assess(rubric, check.answers), check)
    assert [(one.clause.id, one.gain_words) for one in found] == [
        ("1.1", "不再使所在项不得分，总分＋3分"),
        ("2.1", "＋0.5分"),
        ("1.2", "＋1分，总分不会多"),
    ]


def test_what_a_weight_makes_of_a_gain_is_told() -> None:
    plain = edition(item(clause(part(yes_no(deduct=1)))))
    plain["projects"][0]["weight"] = "0.5"
    plain["points"] = 1
    rubric = decode_rubric(plain)
    check = checked(rubric, {"1.1": {"answers": {"done": "no"}}})
    (step,) = next_steps(assess(rubric, check.answers), check)
    assert step.gain_words == "＋1分，总分＋0.5分"


def test_the_first_number_that_gains_is_found_on_a_way_that_cannot_be_counted() -> None:
    """In a browser's Python, of 32 bits, a sum of money is such a way."""
    up, down = range(10**30), range(10**30, -1, -7)
    assert first_that(up, lambda one: int(one) >= 10**20) == 10**20
    assert first_that(up, lambda one: int(one) < 0) == 10**30
    assert int(down[first_that(down, lambda one: int(one) <= 7)]) <= 7
    assert first_that(range(0), lambda one: int(one) >= 0) == 0
    assert first_that(("a", "b"), lambda one: one == "b") == 1
