"""Totals that are more than a sum: beyond a clause, bonus, penalty, weights, rescaling, once, kinds of unit, vetoes."""

from copy import deepcopy
from decimal import Decimal

import pytest

from qinglian_core import Entry, decode_rubric
from qinglian_core.scoring.merging import absent
from qinglian_core.scoring.once import waived_clause
from qinglian_core.scoring.points import Range
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    part,
    rubric,
    yes_no,
)
from tests.core.weighed import DONE, LATE, TO_100, UNITS, lines, result, roles, single, told

BEYOND = {
    scope: single("1", count("late", deduct=1, beyond={"points": 2, "scope": scope}))
    for scope in ("item", "project", "edition")
}
FORFEIT = {
    scope: single("1", yes_no("bad", forfeit=scope, when="yes"))
    for scope in ("item", "project", "edition")
}
OTHER = single("2", DONE)
BONUS = single("2", count("won", award=2), start="zero")
DROP = single("1", yes_no("none", drop="clause", when="yes"))
DROP["clauses"][0]["parts"][0]["questions"].append(yes_no("made", deduct=1))


def two(first: Plain) -> Plain:
    return roles(first, OTHER)


def vetoed(outcome: Plain, **more: object) -> Plain:
    """Return an edition with a veto, of 10 points."""
    plain = two(single("1", yes_no("bad", veto="v", when="yes"), points=5))
    question = plain["items"][0]["clauses"][0]["parts"][0]["questions"]
    question.append(yes_no("made", deduct=1))
    return {**plain, "vetoes": [{"id": "v", "text": "不得评优", "outcome": outcome}], **more}


LEVELS = [{"from": 9, "label": "甲"}, {"from": 5, "label": "乙", "cite": "五分以上"}]
THREE = [{"from": 9, "label": "甲"}, {"from": 5, "label": "乙"}, {"from": 0, "label": "丙"}]
GATED = roles(
    single("1", DONE), BONUS, i2={"role": "bonus", "points": 3, "gate": {"total_from": 5}}
)
UNGATED = roles(single("1", DONE), BONUS, i2={"role": "bonus", "points": 3})
PENALTY = roles(single("1", DONE), single("2", LATE), i2={"role": "penalty", "points": 3})
WEIGHTED = edition(single("1", DONE, weight="0.6"), single("2", DONE, weight="0.4"), points=5)
WEIGHTED["projects"][0]["points"] = 5
DROPPED = roles(DROP, OTHER, more={"rescale": TO_100})
ONCE = roles(
    single("1", LATE),
    single("2", LATE, points=2),
    more={"once": [{"id": "one", "why": "不重复扣", "questions": ["1.1.late", "2.1.late"]}]},
)
KINDS = roles(
    single("1", DONE),
    single("2", DONE, applies=["own"]),
    single("3", DONE, applies=["other"]),
    more={"units": UNITS},
)
KINDS["points"] = KINDS["projects"][0]["points"] = 10
READING = {
    "id": "twice",
    "why": "没有写明",
    "main": "扣一次",
    "other": "扣两次",
    "questions": {"late": {"beyond": {"points": 4, "scope": "edition"}}},
}

TOTALS: list[tuple[Plain, Plain, str]] = [
    (two(BEYOND["item"]), {}, "4至10分"),
    (two(BEYOND["item"]), {"1.1.late": 1, "2.1.done": "yes"}, "7分"),
    (two(BEYOND["item"]), {"1.1.late": 2, "2.1.done": "yes"}, "5分"),
    (two(BEYOND["project"]), {"1.1.late": 2, "2.1.done": "yes"}, "4分"),
    (two(BEYOND["edition"]), {"1.1.late": 4, "2.1.done": "no"}, "0分"),
    (two(BEYOND["edition"]), {}, "0至10分"),
    (two(FORFEIT["item"]), {"1.1.bad": "yes"}, "4至5分"),
    (two(FORFEIT["project"]), {"1.1.bad": "yes"}, "0分"),
    (two(FORFEIT["edition"]), {"1.1.bad": "yes"}, "0分"),
    (two(FORFEIT["edition"]), {}, "0至10分"),
    (UNGATED, {}, "4至8分"),
    (UNGATED, {"2.1.won": 9}, "7至8分"),
    (GATED, {"2.1.won": 1}, "4至7分"),
    (GATED, {"2.1.won": 1, "1.1.done": "no"}, "4分"),
    (GATED, {"2.1.won": 1, "1.1.done": "yes"}, "7分"),
    (PENALTY, {}, "1至5分"),
    (PENALTY, {"2.1.late": 2, "1.1.done": "yes"}, "3分"),
    (PENALTY, {"2.1.late": 9, "1.1.done": "yes"}, "2分"),
    (WEIGHTED, {"1.1.done": "no"}, "4至4.4分"),
    (DROPPED, {}, "80至100分"),
    (DROPPED, {"2.1.done": "no"}, "80至90分"),
    (DROPPED, {"2.1.done": "no", "1.1.none": "yes"}, "80分"),
    (ONCE, {}, "2至7分"),
    (ONCE, {"1.1.late": 1, "2.1.late": 1}, "6分"),
    (ONCE, {"1.1.late": 1, "2.1.late": 2}, "5分"),
    (ONCE, {"1.1.late": 3, "2.1.late": 2}, "4分"),
    (ONCE, {"1.1.late": 1}, "5至6分"),
    (ONCE, {"2.1.late": 9}, "2至5分"),
    (KINDS, {"1.1.done": "yes"}, "9至10分"),
    (KINDS, {"1.1.done": "yes", "2.1.done": "no"}, "9至10分"),
]


@pytest.mark.parametrize(("plain", "answers", "total"), TOTALS)
def test_a_total_is_exact_at_either_end(plain: Plain, answers: Plain, total: str) -> None:
    assert told(plain, answers) == total
    moved = result(plain, answers)["total"]["ledger"]
    for end in ("low", "high"):
        *steps, left = (Decimal(line[end]) for line in moved)
        assert sum(steps) == left == Decimal(result(plain, answers)["total"][end])


@pytest.mark.parametrize("kind", ["own", "other"])
def test_what_is_for_other_units_does_not_count(kind: str) -> None:
    mine = "2.1.done" if kind == "own" else "3.1.done"
    theirs = "3.1.done" if kind == "own" else "2.1.done"
    found = result(KINDS, {"1.1.done": "yes", mine: "no", theirs: "yes"}, kind)
    assert found["unit_kind"]["id"] == kind
    assert found["total"]["range"] == "9分"
    assert found["total"]["clauses"] == found["total"]["answered"] == 2
    (other,) = [one for one in found["clauses"] if "applies" in one]
    assert (other["id"], other["state"], other["told"]) == (
        theirs.removesuffix(".done"),
        "不适用",
        "本条不适用于本单位",
    )
    assert [line["text"] for line in other["ledger"]] == ["本条不适用于本单位，不参与考评。"]


def test_a_bonus_is_told_beside_the_base_score() -> None:
    total = result(UNGATED, {"1.1.done": "yes", "2.1.won": 9})["total"]
    assert total["headline"] == "基本分5分，加分3分，合计8分（按所答已经确定）"
    assert total["figures"] == "基本分5分，加分3分，合计8分"
    assert (total["base"]["range"], total["bonus"]["range"]) == ("5分", "3分")
    blank = result(UNGATED, {})["total"]
    assert (
        blank["headline"] == "还没有估分 · 基本分至少4，最多5；加分至少0，最多3；合计至少4，最多8"
    )
    partly = result(UNGATED, {"2.1.won": 9})["total"]
    assert partly["headline"].startswith("1条还没有估，其余1条基本分0分，加分3分，合计3分 · ")


def test_a_penalty_is_told_as_what_it_takes() -> None:
    found = result(PENALTY, {"2.1.late": 2, "1.1.done": "yes"})
    (_, penalty) = found["projects"]
    assert (penalty["range"], penalty["estimate"], penalty["estimated"]) == ("2分", "2", "2")
    assert found["total"]["penalty"]["range"] == "2分"
    assert found["total"]["penalty"]["estimated"] == "2"


def test_a_clause_that_is_for_other_units_keeps_its_answers_and_counts_for_nothing() -> None:
    (one,) = rubric(clause(part(DONE), part(LATE))).clauses
    found = absent(one, Entry(answers={"done": "unsure"}, estimate=Decimal(1)))
    assert (found.answers, found.unsure, found.estimate) == ({"done": "unsure"}, 0, None)
    nothing = Range(low=Decimal(0), high=Decimal(0))
    assert (found.sure, found.envelope, found.parts) == (nothing, nothing, (nothing, nothing))
    assert found.standing.applies is False


def test_without_a_kind_of_unit_nothing_is_added_up() -> None:
    answers = {"1.1.done": "yes", "2.1.done": "no", "3.1.done": "yes"}
    total = result(KINDS, answers)["total"]
    assert total["estimate"] is None
    assert total["headline"].startswith("已估的要看单位的类别才能合计")


VETOES: list[tuple[Plain, Plain, str]] = [
    (
        vetoed({"level": "丙"}, levels=LEVELS),
        {},
        "8至10分|否决事项：1项未答（第1.1条）。|等次还没有定：甲、乙、丙都有可能。",
    ),
    (
        vetoed({"level": "丙"}, levels=LEVELS),
        {"1.1.bad": "no", "1.1.made": "yes", "2.1.done": "yes"},
        "10分|等次：甲。",
    ),
    (
        vetoed({"level": "丙"}, levels=LEVELS),
        {"1.1.bad": "yes", "1.1.made": "yes", "2.1.done": "yes"},
        "10分|原文另有规定：第1.1条做到了吗？答“是”，按原文判为丙（原文：不得评优）。下面的分照算，只供参考。|等次：丙。",
    ),
    (
        vetoed({"text": "取消资格"}),
        {"1.1.bad": "yes"},
        "8至10分|原文另有规定：第1.1条做到了吗？答“是”，按原文取消资格（原文：不得评优）。下面的分照算，只供参考。",
    ),
    (
        vetoed({"text": "降低一个等次"}, levels=LEVELS),
        {},
        "8至10分|否决事项：1项未答（第1.1条）。|只按总分，等次还没有定：甲、乙都有可能；否决事项会不会改变它，以原文为准。",
    ),
    (
        vetoed({"text": "降低一个等次"}, levels=LEVELS),
        {"1.1.bad": "yes", "1.1.made": "yes", "2.1.done": "yes"},
        (
            "10分|原文另有规定：第1.1条做到了吗？答“是”，按原文降低一个等次（原文：不得评优）。"
            "下面的分照算，只供参考。|只按总分，等次：甲；上面那处会不会改变它，以原文为准。"
        ),
    ),
    (
        vetoed({"lower": 1}, levels=THREE),
        {"1.1.bad": "yes", "1.1.made": "yes", "2.1.done": "yes"},
        "10分|原文另有规定：第1.1条做到了吗？答“是”，按原文降低1个等次（原文：不得评优）。|等次：乙。",
    ),
    (
        vetoed({"lower": 2}, levels=THREE),
        {"1.1.bad": "yes"},
        "8至10分|原文另有规定：第1.1条做到了吗？答“是”，按原文降低2个等次（原文：不得评优）。|等次：丙。",
    ),
    (
        vetoed({"lower": 1}, levels=THREE),
        {"1.1.made": "yes", "2.1.done": "yes"},
        "10分|否决事项：1项未答（第1.1条）。|等次还没有定：甲、乙都有可能。",
    ),
    (
        vetoed({"below": "甲"}, levels=THREE),
        {"1.1.bad": "yes"},
        "8至10分|原文另有规定：第1.1条做到了吗？答“是”，按原文等次要低于甲（原文：不得评优）。|等次：乙。",
    ),
    (
        vetoed({"below": "甲"}, levels=THREE),
        {"1.1.bad": "no", "1.1.made": "yes", "2.1.done": "yes"},
        "10分|等次：甲。",
    ),
    (
        vetoed({"lower": 1}, levels=[{"from": 9, "label": "甲"}]),
        {"1.1.bad": "yes"},
        "8至10分|原文另有规定：第1.1条做到了吗？答“是”，按原文降低1个等次（原文：不得评优）。|等次：低于甲。",
    ),
    (
        vetoed({"lower": 1}, levels=[{"from": 9, "label": "甲"}]),
        {"1.1.made": "yes", "2.1.done": "yes"},
        "10分|否决事项：1项未答（第1.1条）。|等次还没有定：甲、低于甲都有可能。",
    ),
    (vetoed({"score": 3}), {"1.1.bad": "unsure"}, "3至10分|否决事项：1项没有定（第1.1条）。"),
    (
        vetoed({"score": 3}),
        {"1.1.bad": "yes"},
        "3分|原文另有规定：第1.1条做到了吗？答“是”，按原文总分最多计3分（原文：不得评优）。",
    ),
    (
        vetoed({"score": 3}, levels=[{"from": 10, "label": "优"}]),
        {"1.1.bad": "no", "1.1.made": "no"},
        "8至9分|等次：低于优。",
    ),
]


@pytest.mark.parametrize(("plain", "answers", "words"), VETOES)
def test_a_veto_is_said_above_the_total(plain: Plain, answers: Plain, words: str) -> None:
    assert told(plain, answers) == words


def test_a_veto_that_any_answer_brings_falls_whatever_is_open() -> None:
    grades = [
        {"id": "bad", "label": "差", "veto": "v"},
        {"id": "worse", "label": "更差", "veto": "v"},
    ]
    plain = vetoed({"level": "丙"})
    plain["items"][0]["clauses"][0]["parts"][0]["questions"][0] = grade("bad", grades=grades)
    state = result(plain, {})["total"]["vetoes"][0]
    assert state["state"] == "fired"
    split = two(
        single(
            "1",
            each("bad", "ab", veto="v"),
        )
    )
    split["vetoes"] = plain["vetoes"]
    questions = split["items"][0]["clauses"][0]["parts"][0]["questions"]
    questions[0] = yes_no("lead")
    questions += [
        yes_no("one", veto="v", when="yes", asked_when={"question": "lead", "is": "yes"}),
        yes_no("two", veto="v", when="yes", asked_when={"question": "lead", "is": "no"}),
        yes_no("made", deduct=1),
    ]
    found = told(split, {"1.1.one": "yes", "1.1.two": "yes"})
    assert "原文另有规定：不论其余怎样答，按原文判为丙" in found


def test_a_veto_that_is_not_asked_for_is_no_cause() -> None:
    plain = vetoed({"level": "丙"})
    questions = plain["items"][0]["clauses"][0]["parts"][0]["questions"]
    gate = {"question": "made", "is": "no"}
    questions.append(yes_no("again", veto="v", when="yes", asked_when=gate))
    causes = result(plain, {"1.1.made": "yes"})["total"]["vetoes"][0]["causes"]
    assert causes == [{"clause": "1.1", "question": "bad", "sure": False}]
    answers = {"1.1.made": "no", "1.1.again": "no"}
    assert result(plain, answers)["total"]["vetoes"][0]["causes"] == causes


def test_only_what_deducts_or_counts_can_be_waived() -> None:
    graded = decode_rubric(roles(single("1", grade("late")))).clauses[0]
    with pytest.raises(TypeError):
        waived_clause(graded, frozenset({"late"}))


def test_a_veto_of_a_clause_that_does_not_take_part_falls_all_the_same() -> None:
    clause_of = single("1", yes_no("has", when="no", drop="clause"))
    clause_of["clauses"][0]["parts"][0]["questions"].append(yes_no("fake", when="yes", veto="v"))
    veto = {"id": "v", "text": "弄虚作假的，一票否决", "outcome": {"score": 1}}
    plain = roles(clause_of, OTHER, more={"rescale": TO_100, "vetoes": [veto]})
    answers = {"1.1.has": "no", "1.1.fake": "yes", "2.1.done": "yes"}
    total = result(plain, answers)["total"]
    assert (total["vetoes"][0]["state"], total["range"]) == ("fired", "1分")
    assert total["above"][0].startswith("一票否决：第1.1条")
    assert result(plain, {**answers, "1.1.fake": "no"})["total"]["range"] == "100分"
    assert result(plain, {**answers, "1.1.fake": "unsure"})["total"]["range"] == "1至100分"


def test_a_level_that_another_veto_may_set_is_not_said_to_go_by_the_total_alone() -> None:
    plain = deepcopy(vetoed({"text": "降低一个等次"}, levels=LEVELS))
    plain["vetoes"].append({"id": "w", "text": "实行单项否决", "outcome": {"level": "丙"}})
    plain["items"][1]["clauses"][0]["parts"][0]["questions"].append(yes_no("worse", veto="w"))
    answers = {"1.1.bad": "yes", "1.1.made": "yes", "2.1.done": "yes"}
    assert result(plain, answers)["total"]["above"][-1] == (
        "等次还没有定：甲、丙都有可能；上面那处会不会改变它，以原文为准。"
    )
    fallen = result(plain, {**answers, "2.1.worse": "no"})["total"]["above"]
    assert fallen[1].startswith("原文另有规定：第2.1条")
    assert fallen[-1] == "等次：丙。"


def test_a_dropped_clause_is_told_as_such() -> None:
    found = result(DROPPED, {"1.1.none": "yes"})
    clause_found = found["clauses"][0]
    assert clause_found["dropped"] == "yes"
    assert clause_found["state"] == "不参与考评"
    assert clause_found["told"] == "本条不参与考评"
    assert clause_found["lost"] == "0"
    assert result(DROPPED, {})["clauses"][0]["dropped"] == "open"


def test_where_nothing_takes_part_there_is_no_score() -> None:
    plain = roles(DROP, more={"rescale": TO_100})
    assert told(plain, {"1.1.none": "yes"}) == "0分"
    assert "没有参与考评的条" in lines(plain, {"1.1.none": "yes"})[2]


def test_quotients_of_many_clauses_that_may_drop_out_are_exact() -> None:
    clauses = [
        clause(
            part(yes_no("none", drop="clause", when="yes"), LATE, points=number),
            identifier=f"1.{number}",
        )
        for number in range(1, 6)
    ]
    plain = roles(item(*clauses), more={"rescale": TO_100})
    answers = {
        f"1.{number}.late": lost for number, lost in ((1, 1), (2, 0), (3, 2), (4, 1), (5, 5))
    }
    assert told(plain, answers) == "0至100分"
    kept = {f"1.{number}.none": "no" for number in (3, 5)}
    assert told(plain, {**answers, **kept}) == "11.1至42.9分"


def test_an_estimate_waits_until_all_that_reaches_further_is_answered() -> None:
    plain = two(single("1", yes_no("bad", beyond={"points": 2, "scope": "edition"}, when="yes")))
    plain["items"][0]["clauses"][0]["parts"][0]["questions"].append(yes_no("made", deduct=1))
    found = result(plain, {"1.1": "4"})["clauses"][0]
    assert found["estimate"] is None
    assert found["notices"] == ["第1.1条还有影响本条以外得分的问题没有定，自评分先不采用。"]
    settled = result(plain, {"1.1": "4", "1.1.bad": "yes", "2.1.done": "yes"})["total"]
    assert settled["estimate"] == "7"


def test_other_readings_reach_further_too() -> None:
    plain = two(
        single(
            "1",
            count("late", deduct=1, beyond={"points": 1, "scope": "edition"}),
            readings=[READING],
        )
    )
    total = result(plain, {"1.1.late": 1, "2.1.done": "yes"})["total"]
    assert (total["range"], total["envelope"]) == ("8分", "5至8分")


def test_the_clause_that_keeps_its_points_says_where_the_deduction_stays() -> None:
    found = result(ONCE, {"1.1.late": 1, "2.1.late": 2})
    texts = [[line["text"] for line in one["ledger"]] for one in found["clauses"]]
    assert any("已在第2.1条扣过，不重复扣" in text for text in texts[0])
    assert found["clauses"][0]["range"] == "5分"
    half = result(ONCE, {"1.1.late": 1})["clauses"][0]
    assert half["range"] == "4至5分"
    assert any("扣1分，也可能已在第2.1条扣过，不重复扣" in line["text"] for line in half["ledger"])


def test_a_clause_that_is_dropped_holds_no_deduction() -> None:
    first = single("1", LATE)
    first["clauses"][0]["parts"][0]["questions"].append(yes_no("none", drop="clause", when="yes"))
    plain = roles(first, single("2", LATE, points=2), more={"once": ONCE["once"]})
    answers = {"1.1.late": 2, "2.1.late": 1}
    assert told(plain, {**answers, "1.1.none": "yes"}) == "1分"
    assert told(plain, {**answers, "1.1.none": "no"}) == "5分"
    assert told(plain, answers) == "1至5分"
    held = {"1.1.late": 2, "2.1.late": 2, "1.1.none": "no"}
    assert told(plain, held) == "5分"
    later = roles(
        first,
        single("2", LATE, points=2),
        more={"once": [{**ONCE["once"][0], "questions": ["2.1.late", "1.1.late"]}]},
    )
    del held["1.1.none"]
    assert result(later, held)["clauses"][0]["range"] == "5分"


@pytest.mark.parametrize(
    ("question", "answers", "total"),
    [
        (yes_no("late", deduct=1), {}, "5至7分"),
        (yes_no("late", deduct=1), {"1.1.late": "no"}, "5至6分"),
        (each("late", "ab", deduct=1, other="另有几项？"), {}, "2至7分"),
        (each("late", "ab", deduct=1), {"1.1.late": {"a": "no"}}, "5至6分"),
        (count("late", deduct=[1, 2, 3]), {}, "2至7分"),
        (
            count("late", deduct=1, named=[{"id": "a", "label": "甲"}, {"id": "b", "label": "乙"}]),
            {},
            "2至7分",
        ),
    ],
)
def test_every_kind_of_question_can_count_once(question: Plain, answers: Plain, total: str) -> None:
    second = single("2", count("late", deduct=1, most_points=3), points=2)
    plain = roles(single("1", question), second, more={"once": ONCE["once"]})
    assert told(plain, answers) == total


def test_a_part_for_some_units_only_waits_for_the_kind() -> None:
    own = clause(
        {**part(DONE, points=3), "applies": ["own"], "label": "甲"},
        {**part({**LATE, "id": "late"}, points=3), "applies": ["other"], "label": "乙"},
    )
    own["points"] = 3
    plain = roles(item(own), more={"units": UNITS})
    plain["items"][0]["points"] = plain["points"] = plain["projects"][0]["points"] = 3
    (open_one,) = result(plain, {"1.1.done": "yes"})["clauses"]
    assert open_one["range"] == "0至3分"
    assert open_one["asked"] == ["done", "late"]
    assert [line["text"] for line in open_one["ledger"]] == [
        "本条怎样计分，要看本单位是哪一类；还没有选，在0至3分之间。"
    ]
    assert result(plain, {"1.1.done": "yes"}, "own")["clauses"][0]["range"] == "3分"
    assert result(plain, {"1.1.late": 1}, "other")["clauses"][0]["range"] == "2分"


def _vetoed_by_kind(*kinds: str) -> Plain:
    """Return an edition of an item for each of ``kinds``, whose question lets the same veto fall."""
    items = [single("1", DONE, points=5)]
    for place, kind in enumerate(kinds, 2):
        one = single(str(place), yes_no("done", deduct=1), applies=[kind])
        one["clauses"][0]["parts"][0]["questions"].append(yes_no("bad", veto="v", when="yes"))
        items.append(one)
    veto = {"id": "v", "text": "不合格", "outcome": {"text": "不合格"}}
    plain = roles(*items, more={"units": UNITS, "vetoes": [veto], "rescale": TO_100})
    plain["points"] = plain["projects"][0]["points"] = "10"
    return plain


@pytest.mark.parametrize(
    ("kinds", "answers", "state", "said"),
    [
        (
            ("own", "other"),
            {"2.1.bad": "yes", "3.1.bad": "yes"},
            "fired",
            [
                "原文另有规定：第2.1条做到了吗？答“是”，按原文不合格（原文：不合格）。下面的分照算，只供参考。",
                "原文另有规定：第3.1条做到了吗？答“是”，按原文不合格（原文：不合格）。下面的分照算，只供参考。",
            ],
        ),
        (("own",), {"2.1.bad": "yes"}, "open", ["否决事项：要看本单位是哪一类（第2.1条）。"]),
    ],
)
def test_a_veto_that_falls_for_every_kind_of_unit_falls(
    kinds: tuple[str, ...], answers: Plain, state: str, said: list[str]
) -> None:
    total = result(_vetoed_by_kind(*kinds), answers)["total"]
    assert [one["state"] for one in total["vetoes"]] == [state]
    assert total["above"] == said
