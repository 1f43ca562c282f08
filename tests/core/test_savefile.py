"""Save files: read strictly, written in one way, migrated from every version there has been."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from qinglian_core import AnswerError, Entry, Rubric, decode_rubric
from qinglian_core.criteria.digests import named_digest
from qinglian_core.jsontext import MOST_CHARACTERS
from qinglian_core.reader import MOST_KEPT_FAULTS
from qinglian_core.selfcheck import savefile
from qinglian_core.selfcheck.filesize import MOST_RECORDS, MOST_VALUES
from qinglian_core.selfcheck.migrations import EXPORT_FORMAT, VERSION
from qinglian_core.selfcheck.opening import open_self_check, plain_opening
from qinglian_core.selfcheck.savefile import (
    Evidence,
    Record,
    Task,
    decode_self_check,
    plain_self_check,
    self_check_text,
)
from tests.core.plainrubric import Plain

FILES = Path(__file__).parent / "savefiles"
Raw = dict[str, Any]
TOO_MUCH = "S001 文件里的内容太多，不是本站保存的自查文件"


@pytest.fixture(scope="module")
def edition() -> Rubric:
    """Return the edition of the files; its digests must stay what they were when the files were saved."""
    return decode_rubric(json.loads((FILES / "rubric.json").read_bytes()))


def text_of(version: int) -> str:
    return (FILES / f"version-{version}.json").read_text(encoding="utf-8")


def file(**more: object) -> Raw:
    """Return the file of the present version, with some keys changed; ``...`` takes one away."""
    plain: Raw = json.loads(text_of(VERSION))
    plain.update(more)
    return {key: value for key, value in plain.items() if value is not ...}


def record(name: str = "1.1", **more: object) -> Raw:
    """Return the file with other keys in one record."""
    plain = file()
    plain["clauses"][name] = more
    return plain


def told(edition: Rubric, text: str) -> list[str]:
    with pytest.raises(AnswerError) as raised:
        open_self_check(edition, text)
    return [str(fault) for fault in raised.value.faults]


def test_digests_have_not_changed(edition: Rubric) -> None:
    assert edition.digest == "679ddd1ad8f6e2e9e42b29a7611317a9c9c378d6a9bd53285adf552700e48b14"
    assert {clause.id: clause.digest for clause in edition.clauses} == {
        "1.1": "1c9b170f32193ca5",
        "1.2": "972220a06ce1a1f1",
        "1.3": "4428d101635f9c39",
        "2.1": "f8e7c55de3c33e69",
    }
    assert {clause.id: named_digest(clause) for clause in edition.clauses} == {
        "1.1": "766accff39aa10d9",
        "1.2": "2a6dab63f13c3f6a",
        "1.3": "a3e882c19030dd9c",
        "2.1": "eecb117f309a6082",
    }


def test_what_is_written_can_be_opened_however_much_it_is(edition: Rubric) -> None:
    plain = record(note="字" * 200_000, evidence=[{"what": "记录"}] * 300)
    plain["unit"] = "局" * 20_000
    check = decode_self_check(edition, plain)
    assert open_self_check(edition, self_check_text(check)).check == check


def test_what_nobody_could_open_is_not_written_and_the_clause_is_named(edition: Rubric) -> None:
    plain = record("1.2", note="字" * MOST_CHARACTERS)
    with pytest.raises(AnswerError) as raised:
        self_check_text(decode_self_check(edition, plain))
    assert [str(fault) for fault in raised.value.faults] == [
        "clauses.1.2: S007 这份自查的内容太多，保存下来会打不开；最多的是 1.2，请删减"
    ]


def test_there_is_a_file_of_every_version() -> None:
    versions = sorted(path.stem for path in FILES.glob("version-*.json"))
    assert versions == [f"version-{number}" for number in range(1, VERSION + 1)]


def test_the_present_version(edition: Rubric) -> None:
    check = decode_self_check(edition, file())
    assert (check.edition, check.digest) == ("small", edition.digest)
    assert (check.unit, check.period, check.assessor) == ("某局", "2024年度", "张三")
    assert (check.created, check.modified) == (
        "2024-03-01T08:00:00+08:00",
        "2024-03-02T09:30:00+08:00",
    )
    assert list(check.records) == ["1.1", "1.2", "1.3", "2.1"]
    assert check.records["1.1"] == Record(
        entry=Entry(answers={"done": "no"}),
        reason="",
        note="已布置",
        evidence=(
            Evidence(what="会议记录", where="档案室", date="2024-02-01", who="李四", ready=True),
            Evidence(what="通知", where="", date="", who="", ready=False),
        ),
        digest="1c9b170f32193ca5",
        text="a82145768f807b37",
        recheck=False,
    )
    assert check.tasks == {
        "1.1": Task(who="王五", due="3月底前", done=False),
        "2.1": Task(who="", due="", done=True),
    }
    assert check.former == {"9.9": {"note": "旧版的一条"}}
    assert check.answers["1.3"] == Entry(answers={"things": {"a": "no", "b": "yes"}})
    assert [name for name, one in check.records.items() if one.is_blank] == []


def test_the_first_version_is_migrated(edition: Rubric) -> None:
    opening = open_self_check(edition, text_of(1))
    assert (opening.same_edition, opening.from_version, opening.from_edition) == (True, 1, "small")
    check = opening.check
    assert (check.created, check.modified) == (
        "2024-03-01T08:00:00+08:00",
        "2024-03-02T09:30:00+08:00",
    )
    assert check.records["1.1"].note == "已布置"
    present = edition.clauses[0]
    assert (check.records["1.1"].digest, check.records["1.1"].text) == (
        present.digest,
        present.text_digest,
    )
    assert check.records["1.3"].is_blank
    assert (check.tasks, check.former) == ({}, {})
    assert json.loads(self_check_text(check))["version"] == VERSION


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_what_is_written_reads_back(version: int, edition: Rubric) -> None:
    check = open_self_check(edition, text_of(version)).check
    text = self_check_text(check)
    assert open_self_check(edition, text).check == check
    assert self_check_text(open_self_check(edition, text).check) == text


def test_the_written_form(edition: Rubric) -> None:
    plain: Any = plain_self_check(decode_self_check(edition, file()))
    assert list(plain) == [
        "format",
        "version",
        "edition",
        "unit",
        "period",
        "assessor",
        "dates",
        "clauses",
        "tasks",
        "former",
    ]
    assert plain["clauses"]["1.2"] == {
        "answers": {"cases": "unsure"},
        "estimate": "1.5",
        "reason": "参照去年",
        "digest": "972220a06ce1a1f1",
        "text": "a82145768f807b37",
    }
    text = self_check_text(decode_self_check(edition, file()))
    head = '{\n "format": "qinglian-self-check",\n "version": 4,\n "edition": {\n  "id": "small",\n'
    assert text.startswith(head)
    assert text.endswith(' "former": {\n  "9.9": {\n   "note": "旧版的一条"\n  }\n }\n}\n')
    assert ' "unit": "某局",\n' in text


def test_what_just_can_be_opened_is_written(
    edition: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = decode_self_check(edition, file())
    text = self_check_text(check)
    monkeypatch.setattr(savefile, "MOST_CHARACTERS", len(text))
    assert self_check_text(check) == text
    monkeypatch.setattr(savefile, "MOST_CHARACTERS", len(text) - 1)
    with pytest.raises(AnswerError):
        self_check_text(check)


@pytest.mark.parametrize(
    "more",
    [
        {"answers": {"done": "no"}},
        {"estimate": "0"},
        {"reason": "参照去年"},
        {"note": "已布置"},
        {"evidence": [{}]},
    ],
)
def test_a_record_with_anything_in_it_is_not_blank(edition: Rubric, more: Plain) -> None:
    assert not decode_self_check(edition, record(**more)).records["1.1"].is_blank
    assert decode_self_check(edition, record()).records["1.1"].is_blank


def test_lines_of_the_work_list_with_nothing_in_them_are_not_written(edition: Rubric) -> None:
    tasks = {"1.1": {"due": "月底"}, "1.2": {}, "1.3": {"who": "", "done": False}}
    plain = plain_self_check(decode_self_check(edition, file(tasks=tasks)))
    assert plain["tasks"] == {"1.1": {"who": "", "due": "月底", "done": False}}


def test_a_blank_file_tells_which_clauses_there_were(edition: Rubric) -> None:
    plain: Any = plain_self_check(
        decode_self_check(edition, file(clauses=..., tasks=..., former=...))
    )
    assert plain["clauses"] == {
        clause.id: {"digest": clause.digest, "text": clause.text_digest}
        for clause in edition.clauses
    }
    assert (plain["tasks"], plain["former"]) == ({}, {})


def test_only_the_header_must_be_there(edition: Rubric) -> None:
    bare = {"format": "qinglian-self-check", "version": 2, "edition": {"id": "small"}}
    check = open_self_check(edition, json.dumps(bare)).check
    assert (check.unit, check.created, check.digest) == ("", "", edition.digest)
    assert all(one.is_blank for one in check.records.values())


def test_every_text_is_kept_as_it_was_typed(edition: Rubric) -> None:
    hostile = '<script>alert(1)</script>&lt;"\'\\\u2028\u202e\x00 =cmd|" /C calc"!A0'
    plain = record(note=hostile, reason=hostile, evidence=[{"what": hostile, "where": hostile}])
    plain["unit"] = hostile
    check = open_self_check(edition, json.dumps(plain)).check
    assert check.unit == hostile
    assert check.records["1.1"].note == check.records["1.1"].evidence[0].what == hostile
    assert open_self_check(edition, self_check_text(check)).check == check


SAME_KEYS = (
    "format、version、edition、unit、unit_kind、period、assessor、dates、clauses、tasks、former"
)
BROKEN = "S002 文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件"


def test_an_export_opens_as_the_self_check_it_holds(edition: Rubric) -> None:
    plain = file()
    export = {"format": EXPORT_FORMAT, "version": 1, "check": plain, "result": {}, "tasks": []}
    opening = open_self_check(edition, json.dumps(export))
    assert opening == open_self_check(edition, json.dumps(plain))
    assert decode_self_check(edition, export) == opening.check
    assert told(edition, json.dumps({**export, "check": None})) == [FOREIGN]


FOREIGN = "format: S003 这不是本站保存的自查文件；请选择从自查页“保存到文件”得到的文件"
NO_VERSION = "version: S005 文件没有写明可用的版本，可能被改动过；请换用另一份保存的文件"
NUMBER = "不是可用的数目；请填 0 到 1000000 的整数，或者答“拿不准”"

DEEP = "S001 文件的层次太深，不是本站保存的自查文件"
RAW: list[tuple[str, str, list[str]]] = [
    ("empty", "", [BROKEN]),
    ("truncated", text_of(2)[:500], [BROKEN]),
    ("two files in one", text_of(2) + text_of(2), [BROKEN]),
    ("not JSON", "<!doctype html><title>登录</title>", [BROKEN]),
    ("a byte order mark", "\ufeff" + text_of(2), [BROKEN]),
    ("NaN", '{"format": NaN}', [BROKEN]),
    ("infinity", '{"format": -Infinity}', [BROKEN]),
    ("1e999", text_of(2).replace('"1.5"', "1e999"), [BROKEN]),
    ("a number of 5000 digits", f'{{"version": {"9" * 5000}}}', [BROKEN]),
    ("endless nesting", "[" * 100_000, [DEEP]),
    ("endless nesting beside brackets in texts", '["]]]\\"]", ' * 1001, [DEEP]),
    ("many brackets, not nested", "[" + "[]," * 2000 + "[[]" + "]", [BROKEN]),
    ("deep nesting", "[" * 21 + "]" * 21, [DEEP]),
    (
        "deep nesting where anything goes",
        json.dumps(file(former={"9.9": json.loads("[" * 900 + "]" * 900)})),
        [DEEP],
    ),
    (
        "half a character",
        '{"unit": "\\ud83d"}',
        ["S002 文件里有残缺的文字，可能被改动过；请换用另一份保存的文件"],
    ),
    ("too large", " " * (MOST_CHARACTERS + 1), ["S001 文件太大，不是本站保存的自查文件"]),
    (
        "a key twice",
        '{"unit": 1, "unit": 2}',
        ["S002 文件里有重复的键“unit”，可能被改动过；请换用另一份保存的文件"],
    ),
    (
        "a key twice, deep down",
        text_of(2).replace('"done": "no"', '"done": "yes", "done": "no"'),
        ["S002 文件里有重复的键“done”，可能被改动过；请换用另一份保存的文件"],
    ),
    (
        "a long key twice",
        f'{{"{"k" * 99}": 1, "{"k" * 99}": 1}}',
        [f"S002 文件里有重复的键“{'k' * 40}…”，可能被改动过；请换用另一份保存的文件"],
    ),
]


@pytest.mark.parametrize(
    ("text", "faults"), [pytest.param(text, faults, id=name) for name, text, faults in RAW]
)
def test_what_is_no_strict_json(text: str, faults: list[str], edition: Rubric) -> None:
    assert told(edition, text) == faults


PLAIN: list[tuple[str, object, list[str]]] = [
    ("a list", [], [FOREIGN]),
    ("null", None, [FOREIGN]),
    ("another format", file(format="opencontrol"), [FOREIGN]),
    ("no format", file(format=...), [FOREIGN]),
    ("no version", file(version=...), [NO_VERSION]),
    ("version 0", file(version=0), [NO_VERSION]),
    ("version true", file(version=True), [NO_VERSION]),
    ("version 2.0", file(version=2.0), [NO_VERSION]),
    ("version as text", file(version="2"), [NO_VERSION]),
    (
        "newer",
        file(version=VERSION + 1),
        ["version: S005 文件由更新的版本保存（5），本页只能读到 4；请打开新版网站再试"],
    ),
    (
        "no edition",
        file(edition=...),
        ["Q001 缺少“edition”，请补上"],
    ),
    ("no edition id", file(edition={}), ["edition: Q001 缺少“id”，请补上"]),
    (
        "unknown key",
        file(units="某局"),
        [f"units: Q002 不认识的键“units”，是不是“unit”；这里可以写：{SAME_KEYS}"],
    ),
    (
        "prototype key",
        file(__proto__={"polluted": True}),
        [f"__proto__: Q002 不认识的键“__proto__”；这里可以写：{SAME_KEYS}"],
    ),
    (
        "prototype clause",
        file(clauses={"__proto__": {}, "constructor": {}}),
        [
            "clauses.__proto__: A001 细则里没有第__proto__条，请核对条号",
            "clauses.constructor: A001 细则里没有第constructor条，请核对条号",
        ],
    ),
    (
        "markup as a clause",
        file(clauses={"<b>1.1</b>": {}}),
        ["clauses.<b>1.1</b>: A001 细则里没有第<b>1.1</b>条，请核对条号"],
    ),
    ("unknown task", file(tasks={"9.9": {}}), ["tasks.9.9: A001 细则里没有第9.9条，请核对条号"]),
    (
        "a task that is none",
        file(tasks={"1.1": "李四"}),
        ["tasks.1.1: Q003 这里应是键值对（“键: 值”），写成了文字"],
    ),
    (
        "a task done half",
        file(tasks={"1.1": {"done": "half"}}),
        ["tasks.1.1.done: Q003 这里应是 true 或 false，写成了“half”"],
    ),
    (
        "clauses as a list",
        file(clauses=[]),
        ["clauses: Q003 这里应是键值对（“键: 值”），写成了列表"],
    ),
    ("dates as text", file(dates="2024"), ["dates: Q003 这里应是键值对（“键: 值”），写成了文字"]),
    ("former as text", file(former="旧"), ["former: Q003 这里应是键值对（“键: 值”），写成了文字"]),
    ("unit as a number", file(unit=5), ["unit: S004 “unit”应是文字，请核对"]),
    ("unit null", file(unit=None), ["unit: S004 “unit”应是文字，请核对"]),
    (
        "a record that is none",
        file(clauses={"1.1": "yes"}),
        ["clauses.1.1: Q003 第1.1条：这里应是键值对（“键: 值”），写成了文字"],
    ),
    (
        "unknown key of a record",
        record(answer={}),
        [
            "clauses.1.1.answer: Q002 第1.1条：不认识的键“answer”，是不是“answers”；这里可以写：answers、estimate、reason、note、evidence、recheck、digest、text"
        ],
    ),
    (
        "unknown question",
        record(answers={"toString": "yes"}),
        ["clauses.1.1.answers.toString: A002 第1.1条没有标识为“toString”的问题"],
    ),
    (
        "a count as a float",
        record("1.2", answers={"cases": 1.0}),
        [f"clauses.1.2.answers.cases: A004 第1.2条：“1.0”{NUMBER}"],
    ),
    (
        "a count of infinity",
        record("1.2", answers={"cases": 10**400}),
        [f"clauses.1.2.answers.cases: A004 第1.2条：“1{'0' * 39}…”{NUMBER}"],
    ),
    (
        "estimate as a float",
        record(estimate=1.5),
        [
            'clauses.1.1.estimate: Q006 第1.1条：分值要写成加引号的十进制数，例如 "0.5"，不能写成“1.5”'
        ],
    ),
    (
        "estimate too high",
        record(estimate="2.1"),
        ["clauses.1.1.estimate: A005 第1.1条的自评分 2.1 超过了本条的 2 分，请改小"],
    ),
    ("note as a list", record(note=[]), ["clauses.1.1.note: S004 第1.1条：“note”应是文字，请核对"]),
    (
        "evidence as text",
        record(evidence="会议记录"),
        ["clauses.1.1.evidence: Q003 第1.1条：这里应是列表（每项以“- ”开头），写成了文字"],
    ),
    (
        "evidence of text",
        record(evidence=["会议记录"]),
        ["clauses.1.1.evidence[0]: Q003 第1.1条：这里应是键值对（“键: 值”），写成了文字"],
    ),
    (
        "evidence of other things",
        record(evidence=[{"href": "x"}]),
        [
            "clauses.1.1.evidence[0].href: Q002 第1.1条：不认识的键“href”；这里可以写：what、where、date、who、ready"
        ],
    ),
    (
        "evidence half ready",
        record(evidence=[{"ready": 1}]),
        ["clauses.1.1.evidence[0].ready: Q003 第1.1条：这里应是 true 或 false，写成了“1”"],
    ),
    (
        "all at once",
        {**record(answers={"done": 1}, note=5), "unit": 5},
        [
            "clauses.1.1.note: S004 第1.1条：“note”应是文字，请核对",
            "clauses.1.1.answers.done: A004 第1.1条：“1”不是可选的回答；可以写：yes（是）、no（否）、unsure（拿不准）",
            "unit: S004 “unit”应是文字，请核对",
        ],
    ),
]


@pytest.mark.parametrize(
    ("plain", "faults"), [pytest.param(plain, faults, id=name) for name, plain, faults in PLAIN]
)
def test_what_is_no_self_check(plain: object, faults: list[str], edition: Rubric) -> None:
    found = told(edition, json.dumps(plain))
    assert sorted(found) == sorted(faults)


def test_thousands_of_answers_that_nobody_asked_for(edition: Rubric) -> None:
    answers = {f"q{number}": 1 for number in range(50_000)}
    faults = told(edition, json.dumps(record(answers=answers), separators=(",", ":")))
    assert len(faults) == MOST_KEPT_FAULTS
    assert faults[0] == "clauses.1.1.answers.q0: A002 第1.1条没有标识为“q0”的问题"


@pytest.mark.parametrize(
    "plain",
    [
        record(answers={f"q{number}": 1 for number in range(MOST_VALUES)}),
        record(evidence=[{"what": "甲"}] * (MOST_VALUES // 2)),
        record(evidence=[{"what": "甲"}] * (MOST_VALUES // 5)),
        file(former={"9.9": {"note": ["甲"] * MOST_VALUES}}),
        *(
            file(**{key: {f"{number}.1": {} for number in range(MOST_RECORDS + 1)}})
            for key in ("clauses", "tasks", "former")
        ),
    ],
    ids=[
        "answers",
        "evidence",
        "evidence as it is saved",
        "anything",
        "clauses",
        "tasks",
        "former",
    ],
)
def test_more_than_anybody_fills_in_is_refused_at_once(plain: Plain, edition: Rubric) -> None:
    assert told(edition, json.dumps(plain)) == [TOO_MUCH]


def test_as_much_as_may_be_can_be_opened_and_saved(edition: Rubric) -> None:
    few: Plain = {f"{number}.1": {} for number in range(MOST_RECORDS)}
    check = open_self_check(edition, json.dumps(file(former=few))).check
    assert open_self_check(edition, self_check_text(check)).check == check

    def holding(number: int) -> str:
        return json.dumps(file(former={"9.1": {"note": ["甲"] * number}}))

    bare = plain_self_check(open_self_check(edition, holding(0)).check)
    most = MOST_VALUES - number_of_values(bare)
    full = open_self_check(edition, holding(most)).check
    assert open_self_check(edition, self_check_text(full)).check == full
    assert told(edition, holding(most + 1)) == [TOO_MUCH]


def number_of_values(plain: object) -> int:
    if not isinstance(plain, (dict, list)):
        return 0
    inside = plain.values() if isinstance(plain, dict) else plain
    return len(plain) + sum(number_of_values(value) for value in inside)


def test_more_than_could_be_opened_again_is_not_written(edition: Rubric) -> None:
    check = decode_self_check(edition, record(evidence=[{"what": "甲"}] * (MOST_VALUES // 5)))
    with pytest.raises(AnswerError, match="S007 这份自查的内容太多"):
        self_check_text(check)


def test_a_million_equal_keys(edition: Rubric) -> None:
    text = "{" + ",".join(f'"k{number // 2}":1' for number in range(300_000)) + "}"
    assert told(edition, text) == [
        "S002 文件里有重复的键“k0”，可能被改动过；请换用另一份保存的文件"
    ]


def test_messages_stay_short_however_hostile_the_file(edition: Rubric) -> None:
    long = "长" * 100_000
    for plain in (
        file(**{long: 1}),
        file(clauses={long: 1}),
        file(tasks={long: 1}),
        record(answers={long: 1}),
        record(answers={"done": long}),
        record("1.3", answers={"things": {long: 1}}),
        record(estimate=long),
        record(evidence=[{long: 1}]),
        file(unit={long: 1}),
        file(dates={long: 1}),
        file(edition={"id": "small", long: 1}),
    ):
        assert [line for line in told(edition, json.dumps(plain)) if len(line) > 250] == []


ELSEWHERE = "edition: S006 文件是按另一版细则填的；请在自查页打开它，核对后另存"


@pytest.mark.parametrize(
    "header", [{"id": "small", "digest": "0" * 64}, {"id": "other"}, {"id": "other", "digest": "x"}]
)
def test_a_file_of_another_edition_is_opened_not_decoded(header: Plain, edition: Rubric) -> None:
    with pytest.raises(AnswerError) as raised:
        decode_self_check(edition, file(edition=header))
    assert [str(fault) for fault in raised.value.faults] == [ELSEWHERE]
    assert not open_self_check(edition, json.dumps(file(edition=header))).same_edition


def other_edition() -> Raw:
    """Return a file of an edition in which 1.1 read otherwise, 1.3 did not exist and 7.7 did."""
    plain = file(
        edition={"id": "small", "digest": "0" * 64},
        tasks={"1.1": {"who": "王五"}, "7.7": {"done": True}},
    )
    plain["clauses"]["1.1"]["digest"] = "0" * 16
    del plain["clauses"]["1.3"]
    plain["clauses"]["7.7"] = {"answers": {"gone": "yes"}, "note": "旧条", "digest": "1" * 16}
    plain["clauses"]["7.8"] = {"digest": "2" * 16}
    return plain


def test_opening_under_another_text(edition: Rubric) -> None:
    opening = open_self_check(edition, json.dumps(other_edition()))
    assert not opening.same_edition
    assert (opening.from_edition, opening.from_version) == ("small", VERSION)
    assert opening.carried == ("1.2", "2.1")
    assert opening.changed == ("1.1",)
    assert opening.gone == ("7.7",)
    assert opening.added == ("1.3",)
    assert opening.dropped == ()
    check = opening.check
    assert (check.edition, check.digest) == ("small", edition.digest)
    assert (check.unit, check.created) == ("某局", "2024-03-01T08:00:00+08:00")
    assert check.records["1.1"].entry == Entry(answers={"done": "no"})
    assert check.records["1.1"].digest == "1c9b170f32193ca5"
    assert check.records["1.1"].note == "已布置"
    assert check.records["1.3"].is_blank
    assert check.tasks == {"1.1": Task(who="王五", due="", done=False)}
    assert check.former == {
        "9.9": {"note": "旧版的一条"},
        "7.7": {
            "answers": {"gone": "yes"},
            "note": "旧条",
            "digest": "1" * 16,
            "task": {"done": True},
        },
    }


def test_what_was_carried_over_saves_and_opens_as_this_edition(edition: Rubric) -> None:
    check = open_self_check(edition, json.dumps(other_edition())).check
    again = open_self_check(edition, self_check_text(check))
    assert again.same_edition
    assert again.check == check


def test_answers_that_no_longer_fit_are_dropped_and_told(edition: Rubric) -> None:
    plain = other_edition()
    plain["clauses"]["1.1"].update(answers={"done": "no", "late": "yes"}, estimate="9")
    opening = open_self_check(edition, json.dumps(plain))
    assert opening.changed == ("1.1",)
    assert opening.dropped == (
        "第1.1条没有标识为“late”的问题",
        "第1.1条的自评分 9 超过了本条的 2 分，请改小",
    )
    assert opening.check.records["1.1"].entry == Entry(answers={"done": "no"}, estimate=None)


def test_a_record_without_a_digest_is_to_be_checked_again(edition: Rubric) -> None:
    plain = other_edition()
    del plain["clauses"]["1.2"]["digest"]
    assert open_self_check(edition, json.dumps(plain)).changed == ("1.1", "1.2")


def test_a_clause_that_did_not_change_is_read_strictly(edition: Rubric) -> None:
    plain = other_edition()
    plain["clauses"]["1.2"]["answers"] = {"cases": -1}
    assert told(edition, json.dumps(plain)) == [
        f"clauses.1.2.answers.cases: A004 第1.2条：“-1”{NUMBER}"
    ]


def test_what_is_no_answer_is_read_strictly_even_so(edition: Rubric) -> None:
    plain = other_edition()
    plain["clauses"]["1.1"]["note"] = 5
    plain["tasks"] = "李四"
    plain["clauses"]["7.7"] = "旧"
    assert told(edition, json.dumps(plain)) == [
        "clauses.7.7: Q003 这里应是键值对（“键: 值”），写成了文字",
        "clauses.1.1.note: S004 第1.1条：“note”应是文字，请核对",
        "tasks: Q003 这里应是键值对（“键: 值”），写成了文字",
    ]


def test_an_opening_as_data(edition: Rubric) -> None:
    opening = open_self_check(edition, json.dumps(other_edition()))
    plain = plain_opening(opening)
    assert {key: value for key, value in plain.items() if key != "file"} == {
        "same_edition": False,
        "from_edition": "small",
        "from_version": VERSION,
        "moved": [],
        "kept": ["原来的第7.7条　备注：旧条；回答1问"],
        "carried": ["1.2", "2.1"],
        "changed": ["1.1"],
        "restored": [],
        "gone": ["7.7"],
        "added": ["1.3"],
        "dropped": [],
        "report": None,
    }
    assert plain["file"] == plain_self_check(opening.check)


def test_opening_changes_nothing_it_is_given(edition: Rubric) -> None:
    plain = other_edition()
    before = copy.deepcopy(plain)
    decode_self_check(edition, file())
    open_self_check(edition, json.dumps(plain))
    assert plain == before
