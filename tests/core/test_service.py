"""The service: JSON text in, JSON text out; a fault never changes what it holds."""

import json
from typing import Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.browser import MOST_FAULTS, Service
from qinglian_core.selfcheck.forebears import decode_forebear, plain_descents
from tests.core.carriedover import (
    FOREBEARS,
    LINEAGE,
    NEWER,
    NEWER_PLAIN,
    OLDER,
    OLDER_PLAIN,
    text_for,
)
from tests.core.plainrubric import Plain, clause, count, edition, item, part, yes_no


def plain_edition() -> Plain:
    return edition(
        item(clause(part(yes_no(deduct=1))), clause(part(count(deduct="0.5")), identifier="1.2"))
    )


def ask(service: Service, operation: str, **more: object) -> Any:  # noqa: ANN401 - a reply
    return json.loads(service.handle(json.dumps({"op": operation, **more})))


def value(service: Service, operation: str, **more: object) -> Any:  # noqa: ANN401 - a reply
    reply = ask(service, operation, **more)
    assert reply["ok"], reply
    return reply["value"]


Told = tuple[str, list[str | int], str]


def faults(service: Service, operation: str, **more: object) -> list[Told]:
    reply = ask(service, operation, **more)
    assert list(reply) == ["ok", "faults"]
    assert reply["ok"] is False
    return [(one["code"], one["path"], one["message"]) for one in reply["faults"]]


@pytest.fixture
def service() -> Service:
    """Return a service with an edition of two clauses."""
    made = Service()
    value(made, "load", rubric=plain_edition())
    return made


def totals(service: Service) -> tuple[str, str]:
    total = value(service, "result")["total"]
    return total["low"], total["high"]


def test_load_names_the_edition() -> None:
    digest = decode_rubric(plain_edition()).digest
    assert value(Service(), "load", rubric=plain_edition()) == {
        "edition": {"id": "small", "title": "小细则", "digest": digest}
    }


def test_a_new_service_shows_a_blank_form(service: Service) -> None:
    assert totals(service) == ("1", "4")
    assert value(service, "result")["total"]["estimate"] is None


def test_assess_scores_everything(service: Service) -> None:
    result = value(service, "assess", clauses={"1.1": {"answers": {"done": "no"}}})
    assert [one["high"] for one in result["clauses"]] == ["1", "2"]
    assert result == value(service, "result")
    assert value(service, "assess", clauses={})["total"]["high"] == "4"


def test_answer_scores_one_clause(service: Service) -> None:
    found = value(service, "answer", clause="1.1", entry={"answers": {"done": "no"}})
    assert sorted(found) == ["clause", "items", "pending", "projects", "total"]
    assert (found["clause"]["id"], found["clause"]["low"], found["total"]["high"]) == (
        "1.1",
        "1",
        "3",
    )
    found = value(service, "answer", clause="1.2", entry={"answers": {"cases": 1}})
    assert (found["total"]["low"], found["total"]["estimate"]) == ("2.5", "2.5")
    found = value(service, "answer", clause="1.1", entry={})
    assert found["total"]["estimate"] is None


def test_answering_one_by_one_is_answering_all_at_once(service: Service) -> None:
    clauses: Plain = {
        "1.1": {"answers": {"done": "unsure"}, "estimate": "1.5"},
        "1.2": {"answers": {"cases": 3}},
    }
    for name, entry in clauses.items():
        value(service, "answer", clause=name, entry=entry)
    one_by_one = value(service, "result")
    assert value(service, "assess", clauses=clauses) == one_by_one


def test_a_dry_run_is_forgotten(service: Service) -> None:
    value(service, "answer", clause="1.2", entry={"answers": {"cases": 1}})
    before = value(service, "result")
    other = {"clause": "1.2", "entry": {"answers": {"cases": 2}}}
    tried = value(service, "dryrun", **other)
    assert value(service, "result") == before
    assert value(service, "answer", **other) == tried
    assert value(service, "result") != before


def pending(reply: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a reply
    return [(place["clause"], place["kind"]) for place in reply["pending"]["places"]]


def test_replies_tell_what_is_pending(service: Service) -> None:
    record = {"answers": {"done": "no"}, "evidence": [{"what": "记录", "ready": False}], "note": ""}
    told = [("1.1", "evidence_missing"), ("1.2", "unanswered")]
    assert pending(value(service, "answer", clause="1.1", entry=record)) == told
    assert pending(value(service, "result")) == told
    tried = value(service, "dryrun", clause="1.1", entry={"answers": {"done": "no"}})
    assert pending(tried) == told[1:]
    assert pending(value(service, "result")) == told
    marked = {**record, "recheck": True}
    both = [told[0], ("1.1", "recheck"), told[1]]
    assert pending(value(service, "answer", clause="1.1", entry=marked)) == both
    ready = {**record, "evidence": [{"what": "记录", "ready": True}]}
    assert pending(value(service, "answer", clause="1.1", entry=ready)) == told[1:]
    assert pending(value(service, "assess", clauses={"1.1": record})) == told
    assert pending(value(service, "assess", clauses={})) == [
        ("1.1", "unanswered"),
        ("1.2", "unanswered"),
    ]


def test_save_and_open(service: Service) -> None:
    check = {
        "format": "qinglian-self-check",
        "version": 2,
        "edition": {"id": "small"},
        "clauses": {"1.1": {"answers": {"done": "no"}}},
    }
    text = value(service, "save", check=check)["text"]
    opening = value(service, "open", text=text)
    assert opening["same_edition"] is True
    assert opening["file"] == json.loads(text)
    assert totals(service) == ("1", "4")


def test_next_steps(service: Service) -> None:
    check = {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": "small"},
        "clauses": {"1.1": {"answers": {"done": "no"}}},
    }
    found = value(service, "steps", check=check)
    assert {name: [one["clause"] for one in group] for name, group in found.items()} == {
        "now": ["1.1"],
        "check": ["1.2"],
        "past": [],
    }


def test_briefing(service: Service) -> None:
    check = {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": "small"},
        "unit": "甲局",
        "clauses": {"1.1": {"answers": {"done": "no"}}},
    }
    found = value(service, "briefing", check=check)
    assert (found["subject"], found["headline"]) == (
        "甲局",
        "1条还没有估，其余1条1分 · 至少1，最多3",
    )
    assert [line["clause"] for line in found["sections"][0]["lines"]] == ["1.1"]


FAULTS: list[tuple[str, dict[str, object], Told]] = [
    ("paint", {}, ("B001", [], "没有“paint”这种操作")),
    ("answer", {"clause": "9.9", "entry": {}}, ("A001", [], "细则里没有第9.9条，请核对条号")),
    ("answer", {"clause": ["1.1"], "entry": {}}, ("A001", [], "细则里没有第['1.1']条，请核对条号")),
    (
        "answer",
        {"clause": "1.1", "entry": []},
        ("Q003", [], "这里应是键值对（“键: 值”），写成了列表"),
    ),
    (
        "answer",
        {"clause": "1.1", "entry": {"answers": {"x": 1}}},
        ("A002", ["answers", "x"], "第1.1条没有标识为“x”的问题"),
    ),
    (
        "answer",
        {"clause": "1.1", "entry": {"evidence": [{"what": 1}]}},
        ("S004", ["evidence", 0, "what"], "“what”应是文字，请核对"),
    ),
    (
        "assess",
        {"clauses": {"1.1": {"evidence": [{"ready": 1}]}}},
        ("Q003", ["1.1", "evidence", 0, "ready"], "这里应是 true 或 false，写成了“1”"),
    ),
    ("assess", {"clauses": {"9.9": {}}}, ("A001", ["9.9"], "细则里没有第9.9条，请核对条号")),
    ("assess", {}, ("Q003", [], "这里应是键值对（“键: 值”），写成了空值")),
    ("load", {"rubric": []}, ("Q003", [], "这里应是键值对（“键: 值”），写成了列表")),
    (
        "open",
        {"text": "{"},
        ("S002", [], "文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件"),
    ),
    (
        "open",
        {},
        ("S002", [], "文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件"),
    ),
    (
        "save",
        {"check": {}},
        ("S003", ["format"], "这不是本站保存的自查文件；请选择从自查页“保存到文件”得到的文件"),
    ),
    (
        "briefing",
        {"check": None},
        ("S003", ["format"], "这不是本站保存的自查文件；请选择从自查页“保存到文件”得到的文件"),
    ),
    ("dryrun", {"clause": "9.9", "entry": {}}, ("A001", [], "细则里没有第9.9条，请核对条号")),
    (
        "dryrun",
        {"clause": "1.1", "entry": {"answers": {"x": 1}}},
        ("A002", ["answers", "x"], "第1.1条没有标识为“x”的问题"),
    ),
    ("compare", {}, ("B005", [], "还没有可用的自查文件，请先选择文件")),
    ("summarise", {}, ("B005", [], "还没有可用的自查文件，请先选择文件")),
]


@pytest.mark.parametrize(("operation", "more", "told"), FAULTS)
def test_a_fault_changes_nothing(
    operation: str, more: dict[str, object], told: Told, service: Service
) -> None:
    value(service, "answer", clause="1.2", entry={"answers": {"cases": 1}})
    before = value(service, "result")
    assert faults(service, operation, **more) == [told]
    assert value(service, "result") == before


@pytest.mark.parametrize(
    "operation",
    ["assess", "answer", "dryrun", "result", "open", "save", "steps", "briefing", "gather"],
)
def test_nothing_works_before_an_edition_is_loaded(operation: str) -> None:
    assert faults(Service(), operation) == [("B002", [], "还没有装入细则")]


@pytest.mark.parametrize("text", ["", "{", "nonsense", "[" * 200_000])
def test_what_is_no_json(text: str, service: Service) -> None:
    assert json.loads(service.handle(text)) == {
        "ok": False,
        "faults": [{"code": "B003", "path": [], "message": "请求不是 JSON"}],
    }


def test_what_is_no_request(service: Service) -> None:
    assert json.loads(service.handle("[]"))["faults"] == [
        {"code": "B003", "path": [], "message": "请求应是 JSON 对象"}
    ]


def test_an_operation_that_is_no_text(service: Service) -> None:
    reply = json.loads(service.handle('{"op": ["load"]}'))
    assert [one["code"] for one in reply["faults"]] == ["B001"]


def test_not_all_of_a_thousand_faults_are_told(service: Service) -> None:
    found = faults(service, "assess", clauses={f"9.{number}": {} for number in range(1000)})
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == ("B004", [], "至少另有 950 处问题没有列出")


def test_an_operation_that_comes_later(service: Service) -> None:
    service.offer("echo", lambda request: request["what"])
    assert value(service, "echo", what="甲") == "甲"


def file(unit: str, modified: str = "") -> str:
    return json.dumps(
        {
            "format": "qinglian-self-check",
            "version": 2,
            "edition": {"id": "small"},
            "unit": unit,
            "dates": {"created": "", "modified": modified},
        }
    )


def test_gathering_file_by_file(service: Service) -> None:
    first = {"name": "a.json", "text": file("甲局")}
    assert value(service, "gather", fresh=True, files=[first]) == {
        "taken": 1,
        "strangers": [],
        "refused": [],
    }
    more = [{"name": "b.json", "text": file("乙局")}, {"name": "c.bin", "text": None}]
    assert value(service, "gather", files=more) == {
        "taken": 2,
        "strangers": [],
        "refused": [
            {
                "name": "c.bin",
                "reason": "不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8",
            }
        ],
    }
    assert [one["title"] for one in value(service, "summarise")["units"]] == ["甲局", "乙局"]
    assert faults(service, "compare")[0][0] == "B005"
    files = [first, *more]
    assert value(service, "gather", fresh=True, records=True, files=files)["taken"] == 2
    assert [one["title"] for one in value(service, "summarise")["units"]] == ["甲局", "乙局"]
    assert [one["title"] for one in value(service, "compare")["files"]] == ["甲局", "乙局"]
    assert value(service, "gather", fresh=True, files="none") == {
        "taken": 0,
        "strangers": [],
        "refused": [],
    }


def test_loading_anew_forgets_what_was_gathered(service: Service) -> None:
    value(service, "gather", files=[{"name": "a.json", "text": file("甲局")}])
    value(service, "load", rubric=plain_edition())
    assert faults(service, "summarise")[0][0] == "B005"


def test_replies_are_text_of_the_reader(service: Service) -> None:
    assert "小细则" in service.handle('{"op": "result"}')


def test_one_answer_after_another_gives_what_all_at_once_give() -> None:
    given = edition(
        item(clause(part(yes_no(deduct=1))), clause(part(count(deduct="0.5")), identifier="1.2")),
        item(clause(part(yes_no(deduct=1)), identifier="2.1"), identifier="2"),
    )
    steps = [
        ("1.1", {"answers": {"done": "no"}}),
        ("2.1", {"estimate": 1}),
        ("1.2", {"answers": {"cases": 3}}),
        ("1.1", {"answers": {"done": "yes"}}),
        ("2.1", {}),
    ]
    service, entries = Service(), {}
    value(service, "load", rubric=given)
    for name, entry in steps:
        entries[name] = entry
        value(service, "answer", clause=name, entry=entry)
        fresh = Service()
        value(fresh, "load", rubric=given)
        assert value(service, "result") == value(fresh, "assess", clauses=entries)


def test_an_older_edition_is_taken_in_when_it_is_wanted() -> None:
    service = Service()
    value(service, "load", rubric=NEWER_PLAIN)
    text = text_for(OLDER, {"1.2": {"note": "承诺"}, "2.1": {"note": "谈话"}})
    opened = value(service, "open", text=text)
    assert (opened["from_edition"], opened["report"]) == ("older", None)
    files = [{"name": "甲.json", "text": text}]
    assert value(service, "gather", files=files)["strangers"] == ["older"]
    older = {"rubric": OLDER_PLAIN, "descents": plain_descents(LINEAGE, FOREBEARS["older"].changes)}
    assert value(service, "forebear", **older) == {"edition": "older"}
    opened = value(service, "open", text=text)
    assert opened["report"]["lead"].startswith("1条原样带过来；1条带过来，要复核")
    assert opened["file"]["clauses"]["2.3"]["note"] == "（原第2.1条）谈话"
    assert value(service, "gather", files=files, fresh=True)["strangers"] == []
    assert "按那一版算" in value(service, "summarise")["units"][0]["notice"]
    value(service, "load", rubric=NEWER_PLAIN)
    assert value(service, "open", text=text)["report"] is None


def test_an_older_edition_is_read_strictly(service: Service) -> None:
    descents = [{"new": "1.1", "questions": [{"clause": "1.1"}]}, {"old": "1.1"}]
    found = faults(service, "forebear", rubric=plain_edition(), descents=descents)
    assert [path for _, path, _ in found] == [["clauses", 1, "old"]]
    assert faults(service, "forebear", rubric={}, descents=[])
    assert faults(Service(), "forebear")[0][0] == "B002"


def test_the_short_form_of_a_lineage_is_the_lineage() -> None:
    found = decode_forebear(OLDER_PLAIN, plain_descents(LINEAGE, FOREBEARS["older"].changes), NEWER)
    assert found.rubric == OLDER
    assert found.changes == FOREBEARS["older"].changes
    assert [(one.new, one.old, one.questions) for one in found.lineage.descents] == [
        (one.new, one.old, one.questions) for one in LINEAGE.descents
    ]
    assert [one.old for one in found.lineage.gone] == [one.old for one in LINEAGE.gone]
