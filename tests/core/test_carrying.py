"""Self-checks that go to another text of the criteria and come back: nothing that was filled in is lost."""

import json
from dataclasses import replace
from typing import Any

import pytest

from qinglian_core import AnswerError, Rubric, decode_rubric
from qinglian_core.answers.entries import Entry
from qinglian_core.criteria.digests import named_digest
from qinglian_core.criteria.table import Words
from qinglian_core.reader import MOST_KEPT_FAULTS
from qinglian_core.selfcheck.filesize import MOST_RECORDS
from qinglian_core.selfcheck.opening import Opening, carried_words, open_self_check
from qinglian_core.selfcheck.savefile import SelfCheck, Task, plain_self_check, self_check_text
from tests.core.plainrubric import TEXT, Plain, clause, count, each, edition, item, part, yes_no

FULL: Plain = {
    "1.1": {"answers": {"things": {"a": "no", "b": "yes"}, "late": "no"}, "note": "甲"},
    "1.2": {
        "answers": {"done": "no"},
        "estimate": "2",
        "reason": "有缺",
        "evidence": [{"what": "记录", "ready": True}],
    },
}


def rubric(first: list[Plain], *more: Plain, identifier: str = "old") -> Rubric:
    """Return an edition whose clause 1.1 asks ``first``, and with ``more`` clauses after it."""
    return decode_rubric(edition(item(clause(part(*first)), *more), id=identifier))


ABC = each(deduct="0.5")
LATE = yes_no("late", deduct=1)
SECOND = clause(part(yes_no(deduct=1)), identifier="1.2")
OLD = rubric([ABC, LATE], SECOND)
WITHOUT = rubric([ABC, LATE], identifier="without")
OTHERWISE = rubric(
    [each(things="ac", deduct="0.5"), count(deduct=1)], SECOND, identifier="otherwise"
)
COUNTED = rubric([ABC, LATE], clause(part(count(deduct=1)), identifier="1.2"), identifier="counted")


def filled(clauses: Plain | None = None, **more: object) -> str:
    """Return a file of the old edition."""
    known = {one.id: {"digest": one.digest, "text": one.text_digest} for one in OLD.clauses}
    given = FULL if clauses is None else clauses
    return text_of(
        {
            "edition": {"id": OLD.id, "digest": OLD.digest},
            "clauses": {name: {**one, **known[name]} for name, one in given.items()},
            **more,
        }
    )


def text_of(plain: Plain) -> str:
    return json.dumps({"format": "qinglian-self-check", "version": 3, **plain})


def identity(edition_: Rubric, index: int) -> Plain:
    """Return what a record says of the clause that it answers."""
    one = edition_.clauses[index]
    return {"digest": one.digest, "text": one.text_digest}


def carry(text: str, *editions: Rubric) -> Opening:
    """Open ``text`` under each of ``editions`` in turn, saved in between."""
    for one in editions:
        opening = open_self_check(one, text)
        text = self_check_text(opening.check)
    return opening


def told(opening: Opening) -> dict[str, tuple[str, ...]]:
    """Return the lists that are not empty."""
    names = ("carried", "changed", "restored", "moved", "gone", "added", "dropped")
    return {name: found for name in names if (found := getattr(opening, name))}


def edited(opening: Opening, name: str, **keys: object) -> str:
    """Return an opened file in which something was written since."""
    plain: dict[str, Any] = plain_self_check(opening.check)
    plain["clauses"][name].update(keys)
    return json.dumps(plain)


@pytest.mark.parametrize(
    "between", [[WITHOUT], [OTHERWISE], [OTHERWISE, WITHOUT], [COUNTED, WITHOUT]]
)
def test_back_under_the_old_text_all_is_as_it_was(between: list[Rubric]) -> None:
    text = filled(tasks={"1.2": {"who": "李四", "done": True}})
    before = open_self_check(OLD, text).check
    after = carry(text, *between, OLD).check
    assert _unmarked(after) == _unmarked(before)


def _unmarked(check: SelfCheck) -> SelfCheck:
    """Leave out what has to be looked at again: rules that come back have changed once more."""
    records = {name: replace(one, recheck=False) for name, one in check.records.items()}
    return replace(check, records=records)


def test_a_clause_that_comes_back_takes_up_its_record() -> None:
    away = carry(filled(), WITHOUT)
    assert told(away) == {"carried": ("1.1",), "gone": ("1.2",)}
    back = carry(self_check_text(away.check), OLD)
    assert told(back) == {"carried": ("1.1",), "restored": ("1.2",)}
    assert carried_words(back, Words()) == (
        "文件登记的细则版本（without）与现在的不同，已按现在的细则计分；恢复了以前所填内容的：1.2。"
    )


def test_a_clause_that_comes_back_otherwise_is_to_be_checked() -> None:
    opening = carry(filled(), WITHOUT, COUNTED)
    assert told(opening) == {
        "carried": ("1.1",),
        "changed": ("1.2",),
        "dropped": ("第1.2条没有标识为“done”的问题",),
    }
    assert opening.check.records["1.2"].reason == "有缺"
    back = carry(self_check_text(opening.check), OLD)
    assert _unmarked(back.check) == carry(filled(), OLD).check
    assert back.check.records["1.2"].recheck


def test_answers_that_did_not_fit_are_kept_one_by_one() -> None:
    away = carry(filled(), OTHERWISE)
    assert away.check.former == {
        "1.1": {
            "answers": {"things": {"b": "yes"}, "late": "no"},
            **identity(OLD, 0),
        }
    }
    back = carry(self_check_text(away.check), OLD)
    assert told(back) == {"carried": ("1.2",), "changed": ("1.1",), "restored": ("1.1",)}
    assert back.check.former == {}


def test_what_was_written_meanwhile_stands() -> None:
    away = carry(filled(), OTHERWISE)
    text = edited(away, "1.1", answers={"things": {"a": "yes"}, "cases": 2}, note="乙")
    back = carry(text, OLD)
    record = back.check.records["1.1"]
    assert record.entry == Entry(answers={"things": {"a": "yes", "b": "yes"}, "late": "no"})
    assert record.note == "乙"
    assert carry(self_check_text(back.check), OTHERWISE).check.records["1.1"].entry == Entry(
        answers={"things": {"a": "yes"}, "cases": 2}
    )


def test_an_estimate_that_was_too_high_meanwhile() -> None:
    smaller = clause(part(yes_no(deduct=1), points=1), identifier="1.2", points=1)
    less = rubric([ABC, LATE], smaller, identifier="less")
    away = carry(filled(), less)
    assert away.check.records["1.2"].entry.estimate is None
    assert away.check.former["1.2"] == {"estimate": "2", **identity(OLD, 1)}
    back = carry(self_check_text(away.check), OLD)
    assert _unmarked(back.check) == carry(filled(), OLD).check
    back = carry(edited(away, "1.2", estimate="0.5"), OLD)
    assert (str(back.check.records["1.2"].entry.estimate), back.check.former) == ("0.5", {})
    assert told(back) == {"carried": ("1.1",), "changed": ("1.2",)}


def test_every_text_of_a_clause_has_a_place_of_its_own() -> None:
    third = rubric([yes_no("third", deduct=1)], SECOND, identifier="third")
    away = carry(filled(), OTHERWISE)
    text = edited(away, "1.1", answers={"things": {"a": "no"}, "cases": 2})
    away = carry(text, third)
    assert list(away.check.former) == ["1.1", "1.1@2"]
    text = self_check_text(away.check)
    assert carry(text, OLD).check.records["1.1"].entry == Entry(
        answers={"things": {"b": "yes"}, "late": "no"}
    )
    assert carry(text, OTHERWISE).check.records["1.1"].entry == Entry(
        answers={"things": {"a": "no"}, "cases": 2}
    )


def test_the_latest_of_several_records_comes_back_and_is_completed() -> None:
    """First an answer was left behind, then the clause itself."""
    away = carry(filled(), COUNTED)
    away = carry(edited(away, "1.2", answers={"cases": 2}, note="后写"), WITHOUT)
    assert list(away.check.former) == ["1.2", "1.2@2"]
    back = carry(self_check_text(away.check), OLD)
    assert told(back) == {
        "carried": ("1.1",),
        "changed": ("1.2",),
        "restored": ("1.2",),
        "dropped": ("第1.2条没有标识为“cases”的问题",),
    }
    record = back.check.records["1.2"]
    assert (record.entry.answers, record.note, record.reason) == ({"done": "no"}, "后写", "有缺")
    assert back.check.former == {"1.2": {"answers": {"cases": 2}, **identity(COUNTED, 1)}}


def test_a_line_of_the_work_list_alone_is_kept_too() -> None:
    text = filled({"1.1": {}, "1.2": {}}, tasks={"1.2": {"who": "李四"}})
    away = carry(text, WITHOUT)
    assert (away.check.tasks, away.gone) == ({}, ("1.2",))
    back = carry(self_check_text(away.check), OLD)
    assert back.check.tasks == {"1.2": Task(who="李四", due="", done=False)}
    assert (back.check.former, told(back)) == ({}, {})


STRANGE: dict[str, object] = {
    "text": "旧",
    "unknown key": {"answer": 1},
    "bad answer": {"answers": {"done": 5}, "digest": OLD.clauses[1].digest},
    "bad words": {"note": 5},
}


@pytest.mark.parametrize("kept", STRANGE.values(), ids=STRANGE)
def test_what_nobody_can_read_stays_where_it_is(kept: object) -> None:
    plain = {"edition": {"id": "without", "digest": "0" * 64}, "former": {"1.2": kept}}
    opening = open_self_check(OLD, text_of(plain))
    assert opening.check.former == {"1.2": kept}
    assert told(opening) == {"added": ("1.1", "1.2")}
    new = {"note": "新", "digest": "0" * 16}
    plain["clauses"] = {"1.2": new}
    opening = open_self_check(OLD, text_of(plain))
    assert opening.check.former == {"1.2": kept, "1.2@2": new}
    assert told(opening) == {"gone": ("1.2",), "added": ("1.1", "1.2")}
    plain["edition"] = {"id": "old", "digest": "0" * 64}
    opening = open_self_check(OLD, text_of(plain))
    assert opening.check.former == {"1.2": kept}
    assert told(opening) == {"changed": ("1.2",), "added": ("1.1",)}


def test_a_kept_line_of_the_work_list_that_nobody_can_read_is_left_out() -> None:
    kept = {"note": "旧", "digest": OLD.clauses[1].digest, "task": {"who": 5}}
    plain = {"edition": {"id": "without", "digest": "0" * 64}, "former": {"1.2": kept}}
    opening = open_self_check(OLD, text_of(plain))
    assert (opening.check.tasks, opening.restored) == ({}, ("1.2",))


def test_answers_that_are_no_mapping_are_dropped_for_good() -> None:
    plain = {
        "edition": {"id": "old", "digest": "0" * 64},
        "clauses": {"1.2": {"answers": ["no"], "note": "旧"}},
    }
    opening = open_self_check(OLD, text_of(plain))
    assert opening.dropped == ("第1.2条：这里应是键值对（“键: 值”），写成了列表",)
    assert opening.check.former == {}


def numbered(*words: str, identifier: str = "jiyuan", deduct: object = 1) -> Rubric:
    """Return an edition of clauses 1.1, 1.2 … that read ``words``."""
    clauses = [
        {
            **clause(part(yes_no(deduct=deduct)), identifier=f"1.{index}"),
            "text": f"{word}，{TEXT}",
        }
        for index, word in enumerate(words, start=1)
    ]
    return decode_rubric(edition(item(*clauses), id=identifier))


def filled_of(rubric_: Rubric, *, version: int = 3, named: bool = False) -> str:
    """Return a file in which every clause is filled in, each with words of its own.

    With ``named`` its digests are those of before, which held the ids of the clauses.
    """
    clauses = {
        one.id: {
            "answers": {"done": "no"},
            "note": f"备注{one.text[0]}",
            "evidence": [{"what": f"材料{one.text[0]}"}],
            "digest": named_digest(one) if named else one.digest,
            **({"text": one.text_digest} if version > 2 else {}),
        }
        for one in rubric_.clauses
    }
    tasks = {one.id: {"who": one.text[0]} for one in rubric_.clauses}
    header = {"id": rubric_.id, "digest": rubric_.digest}
    plain = {"edition": header, "clauses": clauses, "tasks": tasks}
    return json.dumps({"format": "qinglian-self-check", "version": version, **plain})


def notes(opening: Opening) -> dict[str, str]:
    return {name: one.note for name, one in opening.check.records.items() if one.note}


@pytest.mark.parametrize(("version", "named"), [(2, True), (3, True), (3, False)])
def test_where_a_clause_is_put_in_everything_goes_with_its_text(
    version: int, *, named: bool
) -> None:
    old, new = numbered("甲", "乙", "丙"), numbered("甲", "新", "乙", "丙")
    opening = open_self_check(new, filled_of(old, version=version, named=named))
    assert notes(opening) == {"1.1": "备注甲", "1.3": "备注乙", "1.4": "备注丙"}
    assert {name: task.who for name, task in opening.check.tasks.items()} == {
        "1.1": "甲",
        "1.3": "乙",
        "1.4": "丙",
    }
    assert told(opening) == {
        "carried": ("1.1", "1.3", "1.4"),
        "moved": (("1.2", "1.3"), ("1.3", "1.4")),
        "added": ("1.2",),
    }
    assert not any(one.recheck for one in opening.check.records.values())
    assert "条号变了、跟着条文移过来的：1.2→1.3、1.3→1.4" in carried_words(opening, Words())
    assert notes(carry(self_check_text(opening.check), old)) == notes(
        open_self_check(old, filled_of(old))
    )


@pytest.mark.parametrize("named", [True, False])
def test_a_clause_whose_text_is_another_takes_up_nothing(*, named: bool) -> None:
    old, new = numbered("甲", "乙"), numbered("甲", "别")
    opening = open_self_check(new, filled_of(old, named=named))
    assert notes(opening) == {"1.1": "备注甲"}
    assert told(opening) == {"carried": ("1.1",), "gone": ("1.2",), "added": ("1.2",)}
    assert opening.kept == ("原来的第1.2条　备注：备注乙；回答1问；材料：材料乙；负责人：乙",)
    assert list(opening.check.former) == ["1.2"]
    back = carry(self_check_text(opening.check), old)
    assert back.check == open_self_check(old, filled_of(old)).check


def test_other_rules_of_the_same_text_are_to_be_looked_at_again_under_any_number() -> None:
    old, new = numbered("甲", "乙"), numbered("新", "甲", "乙", deduct=2)
    opening = open_self_check(new, filled_of(old))
    assert notes(opening) == {"1.2": "备注甲", "1.3": "备注乙"}
    assert told(opening)["changed"] == ("1.2", "1.3")
    again = open_self_check(new, self_check_text(opening.check))
    assert [name for name, one in again.check.records.items() if one.recheck] == ["1.2", "1.3"]


def test_a_text_that_two_clauses_have_is_no_guide_to_another_number() -> None:
    old, new = numbered("甲", "乙"), numbered("乙", "别", "乙")
    opening = open_self_check(new, filled_of(old))
    assert (notes(opening), opening.gone) == ({}, ("1.1", "1.2"))


def test_a_record_without_its_text_stays_with_its_number_in_its_own_edition_only() -> None:
    old = numbered("甲")
    for identifier, found in (("jiyuan", {"1.1": "备注甲"}), ("other", {})):
        new = numbered("甲", identifier=identifier, deduct=2)
        assert notes(open_self_check(new, filled_of(old, version=2))) == found


def test_what_would_be_kept_without_end_is_refused() -> None:
    kept = {f"9.{number}": {"note": "甲"} for number in range(MOST_RECORDS)}
    assert len(carry(filled({}, former=kept), WITHOUT).check.former) == MOST_RECORDS
    with pytest.raises(AnswerError, match="S001 文件里的内容太多"):
        carry(filled(former=kept), WITHOUT)


def test_answers_that_find_no_place_are_all_kept_or_all_refused() -> None:
    def answered(number: int) -> str:
        answers = {f"q{index}": 1 for index in range(number)}
        return filled({"1.1": {"answers": answers}})

    opening = carry(answered(MOST_KEPT_FAULTS - 1), OTHERWISE)
    (kept,) = [one for one in opening.check.former.values() if isinstance(one, dict)]
    assert len(kept["answers"]) == len(opening.dropped) == MOST_KEPT_FAULTS - 1
    with pytest.raises(AnswerError) as raised:
        carry(answered(MOST_KEPT_FAULTS + 1), OTHERWISE)
    assert len(raised.value.faults) == MOST_KEPT_FAULTS


def test_a_clause_is_found_under_any_number_by_its_older_digest() -> None:
    apart = clause(part(yes_no(deduct=1)), identifier="1.2", text=f"另外，{TEXT}")
    here = rubric([ABC, LATE], apart)
    first, second = here.clauses
    older = {
        name: {"note": name, "digest": named_digest(one, name)}
        for name, one in (("7.1", second), ("7.2", first))
    }
    others = {f"8.{number}": {"note": "无", "digest": "0" * 16} for number in range(99)}
    file = text_of(
        {"edition": {"id": "before", "digest": "f" * 64}, "clauses": {**others, **older}}
    )
    opening = carry(file, here)
    assert opening.moved == (("7.2", "1.1"), ("7.1", "1.2"))
    assert len(opening.gone) == len(others)
