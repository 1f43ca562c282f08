"""Whatever the data: a fault of theirs is told as a fault, and any other exception would be a bug of ours."""

import copy
import json
import random
from collections.abc import Callable, Mapping

from qinglian_core import FaultyDataError, Rubric, RubricError, assess, decode_rubric
from qinglian_core.scoring.result import result_object
from qinglian_core.selfcheck.opening import open_self_check, plain_opening
from qinglian_core.selfcheck.succession import Forebear
from tests.core.carriedover import FOREBEARS, NEWER, OLDER, text_for
from tests.core.plainrubric import Plain
from tests.core.spoiling import spoil

ROUNDS = 300


def lone_item(plain: Plain, chance: random.Random) -> Plain:
    """Return an edition of one item of ``plain``, without what is worked out from it."""
    item = copy.deepcopy(chance.choice(plain["items"]))
    for clause in item["clauses"]:
        del clause["digest"]
        clause["guidance"] = {"looked_at": ["看材料"]}
    kept = {key: plain[key] for key in ("format", "id", "title", "columns", "provenance")}
    project = {"id": "all", "title": "全", "points": item["points"], "items": [item["id"]]}
    return copy.deepcopy({**kept, "points": item["points"], "projects": [project], "items": [item]})


def test_spoilt_rubrics_are_refused_or_score(plain_jiyuan: Plain) -> None:
    chance = random.Random(20240601)  # noqa: S311 - nothing is secret here
    refused = 0
    for _ in range(ROUNDS):
        plain = lone_item(plain_jiyuan, chance)
        for _ in range(chance.choice([1, 1, 2, 4])):
            spoil(plain, chance)
        try:
            rubric = decode_rubric(plain)
        except RubricError as error:
            json.dumps([fault.to_plain() for fault in error.faults])
            refused += 1
        else:
            json.dumps(result_object(assess(rubric, {})))
    assert ROUNDS // 2 < refused < ROUNDS


def full_file(jiyuan: Rubric) -> Plain:
    clauses: Plain = {
        "1.1": {"answers": {"missing": 1}, "digest": "0" * 16},
        "3.2": {"answers": {"systems": {"meetings": "no", "other": 0}}, "estimate": "3"},
        "13.4": {"answers": {"provincial": 2, "reports": "unsure"}, "note": "记", "reason": "因"},
        "14.3": {"estimate": "4", "evidence": [{"what": "照片", "ready": True}]},
        "99.1": {"note": "旧"},
    }
    return {
        "format": "qinglian-self-check",
        "version": 2,
        "edition": {"id": "jiyuan", "digest": "1" * 64},
        "unit": "某局",
        "dates": {"created": "", "modified": ""},
        "clauses": {**clauses, jiyuan.clauses[1].id: {"answers": {}}},
        "tasks": {"1.1": {"who": "甲", "done": True}},
        "former": {"99.2": {}},
    }


def count_refused(
    rubric: Rubric, make: Callable[[], Plain], seed: int, forebears: Mapping[str, Forebear]
) -> int:
    """Open many spoilt files; return how many were refused."""
    chance = random.Random(seed)  # noqa: S311 - nothing is secret here
    refused = 0
    for _ in range(ROUNDS):
        plain = make()
        for _ in range(chance.choice([1, 1, 2, 4])):
            spoil(plain, chance)
        try:
            opening = open_self_check(rubric, json.dumps(plain, default=str), forebears)
        except FaultyDataError as error:
            json.dumps([fault.to_plain() for fault in error.faults])
            refused += 1
        else:
            json.dumps(plain_opening(opening))
            json.dumps(result_object(assess(rubric, opening.check.answers)))
    return refused


def test_spoilt_files_are_refused_or_open(jiyuan: Rubric) -> None:
    refused = count_refused(jiyuan, lambda: full_file(jiyuan), 20240602, {})
    assert ROUNDS // 3 < refused < ROUNDS


def old_file() -> Plain:
    """Return a file of an older edition, with something that it keeps of another one still."""
    records: dict[str, Plain] = {
        "1.1": {"answers": {"done": "no"}, "note": "记", "evidence": [{"what": "照片"}]},
        "1.4": {"answers": {"things": {"a": "no", "c": "unsure"}}},
        "1.5": {"estimate": "3", "reason": "因"},
        "2.1": {"answers": {"done": "no"}},
        "2.2": {"answers": {"done": "yes"}},
        "2.3": {"answers": {"times": 2}},
        "2.4": {"note": "旧"},
    }
    kept = {"note": "写过", "text": NEWER.clauses[1].text_digest, "task": {"who": "乙"}}
    tasks = {"2.1": {"who": "甲", "done": True}}
    text = text_for(OLDER, records, tasks=tasks, former={"1.2": kept, "9.9": {}})
    plain: Plain = json.loads(text)
    return plain


def test_spoilt_files_of_an_older_edition_are_refused_or_handed_on() -> None:
    refused = count_refused(NEWER, old_file, 20240604, FOREBEARS)
    assert ROUNDS // 5 < refused < ROUNDS


def test_spoilt_text_is_refused_or_opens(jiyuan: Rubric) -> None:
    chance = random.Random(20240603)  # noqa: S311 - nothing is secret here
    text = json.dumps(full_file(jiyuan), ensure_ascii=False)
    for _ in range(ROUNDS):
        start = chance.randrange(len(text))
        piece = chance.choice(["", '"', "{", "}", "\\", "\\ud800", "\x00", "1e999", "NaN", ","])
        spoilt = text[:start] + piece + text[start + chance.randrange(4) :]
        try:
            opening = open_self_check(jiyuan, spoilt)
        except FaultyDataError:
            continue
        json.dumps(plain_opening(opening), ensure_ascii=False).encode()
