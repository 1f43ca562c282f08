"""Files are taken in one by one: a bad one is named with its reason, and the rest goes on."""

import json

import pytest

from qinglian_core import assess
from qinglian_core.selfcheck.opening import open_self_check
from qinglian_core.units import gathering as module
from qinglian_core.units.gathering import Gathering, chronological
from tests.core.filed import GOOD, SMALL, file_text, filings, with_record


@pytest.fixture
def gathering() -> Gathering:
    """Return a gathering for the small edition."""
    return Gathering(SMALL, with_records=False)


def told(gathering: Gathering) -> list[tuple[str, str]]:
    return [(refusal.name, refusal.reason) for refusal in gathering.refusals]


def test_scores_are_those_of_each_file_alone(gathering: Gathering) -> None:
    texts = [file_text(), file_text("乙局", {"1.1": GOOD["1.1"]}), file_text("丙局", {})]
    for text in texts:
        gathering.take(text[:5], text)
    for text, filing in zip(texts, gathering.filings, strict=True):
        answers = open_self_check(SMALL, text).check.answers
        assert filing.assessment == assess(SMALL, answers)


def test_a_bad_file_is_named_and_the_rest_goes_on(gathering: Gathering) -> None:
    gathering.take("坏.json", "{")
    gathering.take("好.json", file_text())
    gathering.take("错.json", file_text(clauses={"1.1": {"estimate": 9}, "9.9": {}}))
    gathering.refuse("图.png", module.NOT_TEXT)
    assert [filing.name for filing in gathering.filings] == ["好.json"]
    assert told(gathering) == [
        (
            "坏.json",
            "文件不是完整的 JSON，可能没有保存完或被改动过；请换用另一份保存的文件",
        ),
        ("错.json", "第1.1条的自评分 9 超过了本条的 2 分，请改小（另有1处问题）"),
        (
            "图.png",
            "不是文本文件，或者编码认不出来；请选择从自查页“保存到文件”得到的文件，用别的软件改过的请另存为 UTF-8",
        ),
    ]


def test_the_same_file_counts_once(gathering: Gathering) -> None:
    gathering.take("一.json", file_text())
    gathering.take("二.json", file_text())
    assert [filing.name for filing in gathering.filings] == ["一.json"]
    assert told(gathering) == [("二.json", "内容和“一.json”完全相同，只计一次")]


def test_half_a_character_does_not_stop_it(gathering: Gathering) -> None:
    gathering.take("半.json", file_text().replace("甲局", "\\ud800"))
    gathering.take("也.json", file_text().replace("甲局", "\ud800"))
    reason = "文件里有残缺的文字，可能被改动过；请换用另一份保存的文件"
    assert told(gathering) == [("半.json", reason), ("也.json", reason)]


def test_scores_are_worked_out_once_while_there_is_room(
    monkeypatch: pytest.MonkeyPatch, gathering: Gathering
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT_SCORES", 3)
    gathering.take("一", file_text("甲局"))
    gathering.take("二", file_text("乙局"))
    first, second = (filing.assessment.clauses for filing in gathering.filings)
    assert [one is two for one, two in zip(first, second, strict=True)] == [True] * 3 + [False] * 3
    assert first == second


def test_of_a_file_only_what_is_shown_is_kept() -> None:
    pages = {"note": "很长的备注" * 10_000, "evidence": [{"what": "材料" * 10_000, "ready": True}]}
    kept = []
    for more in ({}, pages):
        gathering = Gathering(SMALL, with_records=False)
        gathering.take("甲.json", file_text(clauses=with_record("1.1", **more)))
        kept.append(gathering.filings)
    assert kept[0] == kept[1]


def test_a_file_is_called_by_its_unit() -> None:
    found = filings(file_text(" 甲局 "), file_text(" "))
    assert [filing.title for filing in found] == ["甲局", "2.json"]


def test_what_to_know_of_a_file_of_another_edition() -> None:
    plain = json.loads(file_text())
    plain["edition"] = {"id": "former", "digest": "0" * 64}
    for clause in SMALL.clauses:
        plain["clauses"][clause.id] |= {"digest": clause.digest, "text": clause.text_digest}
    plain["clauses"]["1.1"]["digest"] = "0" * 16
    plain["clauses"]["2.1"] |= {"answers": {"lost": 1}, "digest": "0" * 16}
    plain["clauses"]["9.1"] = {"note": "旧的"}
    (found,) = filings(json.dumps(plain))
    assert found.notice == (
        "文件登记的细则版本（former）与现在的不同，已按现在的细则计分；"
        "条文或计分办法有变、请复核的：1.1；条文已经没有、内容另外收着的：9.1；"
        "第2.1条没有标识为“lost”的问题。"
    )
    assert filings(file_text())[0].notice == ""
    plain["clauses"] = {}
    (found,) = filings(json.dumps(plain))
    assert found.notice == "文件登记的细则版本（former）与现在的不同，已按现在的细则计分。"


def dated(day: str) -> str:
    return file_text(day, dates={"modified": day})


def test_the_order_is_that_of_saving_where_every_file_tells_it() -> None:
    names = [filing.unit for filing in chronological(filings(dated("3"), dated("1")))]
    assert names == ["1", "3"]
    names = [f.unit for f in chronological(filings(dated("3"), dated(""), dated("1")))]
    assert names == ["3", "", "1"]
