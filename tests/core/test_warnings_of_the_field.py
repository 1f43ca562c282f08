"""What goes wrong in comparable tools, each as a test of ours.

cmmc scores an untouched form 110 of 110; OpenACR deletes the wrong row on a missing id; WCAG-EM resets before
it opens a file; AIA keeps weights inside answer ids.
"""

import copy
import json
import re
from typing import Any

import pytest

from qinglian_core import Rubric, assess, decode_answers, decode_rubric
from qinglian_core.browser import Service
from tests.core.plainrubric import Plain
from tests.core.strategies import plain_clauses_of

FORM: Plain = {
    "1.1": {"answers": {"missing": 1}},
    "13.4": {"answers": {"provincial": 2, "city": 0, "reports": 9}},
    "14.3": {"estimate": "4"},
}


def ask(service: Service, operation: str, **more: object) -> Any:  # noqa: ANN401 - a reply
    return json.loads(service.handle(json.dumps({"op": operation, **more})))


@pytest.fixture(scope="module")
def service(plain_jiyuan: Plain) -> Service:
    made = Service()
    assert ask(made, "load", rubric=plain_jiyuan)["ok"]
    return made


def test_an_untouched_form_is_not_perfect(jiyuan: Rubric) -> None:
    found = assess(jiyuan, decode_answers(jiyuan, {}))
    assert (str(found.total.sure.low.normalize()), str(found.total.sure.high)) == ("1", "99")
    assert found.total.estimate is None
    for score in found.clauses:
        assert score.estimate is None
        assert not score.sure.settled
        assert score.sure.low < score.clause.points


def test_unsure_all_over_is_not_perfect_either(jiyuan: Rubric) -> None:
    answers = {
        clause.id: {"answers": {question.id: "unsure" for question in clause.questions}}
        for clause in jiyuan.clauses
    }
    blank = assess(jiyuan, {})
    unsure = assess(jiyuan, decode_answers(jiyuan, answers))
    assert unsure.total.sure == blank.total.sure
    assert unsure.total.estimate is None


@pytest.mark.parametrize(
    "request_",
    [
        {"clause": "99.9", "entry": {}},
        {"clause": "", "entry": {}},
        {"entry": {}},
        {"clause": None, "entry": {}},
        {"clause": "1.1", "entry": {"answers": {"unknown": 1}}},
        {"clause": "1.1", "entry": {"answers": {"": 1}}},
        {"clause": "3.2", "entry": {"answers": {"systems": {"unknown": "yes"}}}},
    ],
)
def test_a_missing_or_unknown_id_deletes_nothing(request_: Plain, service: Service) -> None:
    before = ask(service, "assess", clauses=FORM)["value"]
    assert ask(service, "answer", **request_)["ok"] is False
    assert ask(service, "result")["value"] == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', json.dumps({"a": 1})])
def test_a_failed_open_changes_nothing(text: str, service: Service) -> None:
    before = ask(service, "assess", clauses=FORM)["value"]
    assert ask(service, "open", text=text)["ok"] is False
    assert ask(service, "result")["value"] == before


def test_not_even_an_open_that_works_changes_anything(service: Service) -> None:
    before = ask(service, "assess", clauses=FORM)["value"]
    header = {"format": "qinglian-self-check", "version": 2, "edition": {"id": "jiyuan"}}
    assert ask(service, "open", text=json.dumps(header))["ok"]
    assert ask(service, "result")["value"] == before


def test_a_failed_load_keeps_the_edition_at_hand(service: Service) -> None:
    before = ask(service, "assess", clauses=FORM)["value"]
    assert ask(service, "load", rubric={"format": 1})["ok"] is False
    assert ask(service, "result")["value"] == before


def test_assessing_leaves_the_answers_as_they_were(jiyuan: Rubric) -> None:
    given = copy.deepcopy(FORM)
    decoded = decode_answers(jiyuan, given)
    before = copy.deepcopy(decoded)
    assess(jiyuan, decoded)
    assert (given, decoded) == (FORM, before)


def test_ids_of_answers_hold_no_weights(plain_jiyuan: Plain) -> None:
    """An id says what is asked; what it is worth stands beside it, so that it can change alone."""
    names: list[str] = []
    for clause in plain_clauses_of(plain_jiyuan):
        for part in clause["parts"]:
            for question in part.get("questions", ()):
                names.append(question["id"])
                for key in ("named", "grades", "doubts"):
                    names += [one["id"] for one in question.get(key, ())]
    assert len(names) > 80
    assert [name for name in names if re.search(r"\d|point|score|minus|plus|deduct", name)] == []


def test_a_changed_weight_keeps_every_answer(plain_jiyuan: Plain) -> None:
    """The same answers fit when the amounts change: nothing in them knows a weight."""
    text = json.dumps(plain_jiyuan, ensure_ascii=False)
    plain = json.loads(re.sub(r'"deduct": "?1"?(?=[,}])', '"deduct": "0.5"', text))
    for item in plain["items"]:
        for clause in item["clauses"]:
            del clause["digest"]
            clause.pop("guidance", None)
    del plain["digest"]
    changed = decode_rubric(plain)
    answers = {
        "1.1": {"answers": {"missing": 1}},
        "2.4": {"answers": {"system": "no", "study": "no"}},
    }
    found = {
        score.clause.id: score
        for score in assess(changed, decode_answers(changed, answers)).clauses
    }
    assert str(found["1.1"].sure.low) == "1.5"
    assert str(found["2.4"].sure.low.normalize()) == "1"
