"""One unit over time: what changed, clause by clause, and the trend."""

from qinglian_core.units.gathering import Filing, Gathering
from qinglian_core.units.history import ClauseChange, compare, plain_comparison, signed
from tests.core.carriedover import FOREBEARS, NEWER, OLDER, text_for
from tests.core.filed import GOOD, SMALL, amounts, evidence, file_text, filings, with_record
from tests.core.plainrubric import Plain


def step(before: object, after: object) -> tuple[ClauseChange, ...]:
    """Return the changes from one file to another."""
    (found,) = compare(SMALL, filings(file_text("甲", before), file_text("乙", after))).steps
    return found


def changes(before: object, after: object, group: str) -> list[tuple[str, str, str]]:
    """Return the only changed clause's changes of one group in words."""
    (found,) = step(before, after)
    return [(one.what, one.before, one.after) for one in getattr(found, group)]


def test_nothing_changed() -> None:
    assert step(GOOD, GOOD) == ()


def test_a_changed_score_is_told_with_its_difference() -> None:
    (found,) = step(GOOD, with_record("1.1", answers={"done": "no"}))
    assert (found.clause.id, found.is_scored_otherwise) == ("1.1", True)
    assert amounts("2", "1", "-1") == (
        found.before.estimate,
        found.after.estimate,
        found.difference,
    )


def test_there_is_no_difference_without_both_estimates() -> None:
    (found,) = step(GOOD, with_record("1.1", answers={}))
    assert (found.after.estimate, found.difference) == (None, None)
    (found,) = step(with_record("1.1", answers={}), GOOD)
    assert found.difference is None


def test_a_range_that_changed_is_a_change() -> None:
    open_number: dict[str, Plain] = {"2.1": {}}
    (found,) = step(open_number, {"2.1": {"answers": {"number": "unsure"}}})
    assert not found.is_scored_otherwise
    (found,) = step({"1.2": {}}, {"1.2": {"answers": {"things": {"a": "no"}}}})
    assert found.is_scored_otherwise


def test_answers_are_told_in_words() -> None:
    assert changes(GOOD, with_record("1.1", answers={"done": "no"}), "answers") == [
        ("做到了吗？", "是", "否")
    ]
    assert changes(GOOD, with_record("1.1", answers={}), "answers") == [
        ("做到了吗？", "是", "未答")
    ]
    assert changes(GOOD, with_record("1.3", answers={"quality": "hard-to-say"}), "answers") == [
        ("做得怎样？", "好", "说不好")
    ]
    assert changes(GOOD, with_record("2.1", answers={"number": "unsure"}), "answers") == [
        ("有多少？", "7份", "拿不准")
    ]
    assert changes(GOOD, with_record("2.3", answers={"cases": 2}), "answers") == [
        ("有几件？", "0件", "2件")
    ]


def test_of_named_things_only_those_that_differ_are_told() -> None:
    after = with_record("1.2", answers={"things": {"a": "no", "b": "yes", "other": 2}})
    assert changes(GOOD, after, "answers") == [
        ("下列各项做到了吗？事项a", "是", "否"),
        ("下列各项做到了吗？事项c", "是", "未答"),
        ("下列各项做到了吗？另外的", "0项", "2项"),
    ]


def test_a_group_answered_at_last_is_told_as_a_whole() -> None:
    assert changes(with_record("1.2", answers={}), GOOD, "answers") == [
        ("下列各项做到了吗？", "未答", "事项a：是；事项b：是；事项c：是；另外的：0项")
    ]


def with_evidence(*pieces: Plain) -> dict[str, Plain]:
    return with_record("1.1", evidence=list(pieces))


def test_evidence_added_and_taken_away() -> None:
    minutes = evidence("会议记录", where="档案室", date="2024-05-01", who="张三")
    full = "已备，2024-05-01，档案室，负责人张三"
    assert changes(GOOD, with_evidence(minutes), "evidence") == [("会议记录", "", full)]
    assert changes(with_evidence(minutes), GOOD, "evidence") == [("会议记录", full, "")]


def test_evidence_of_the_same_name_has_changed() -> None:
    one, two = evidence("方案", ready=False), evidence("方案", where="柜1")
    assert changes(with_evidence(one), with_evidence(two), "evidence") == [
        ("方案", "缺", "已备，柜1")
    ]


def test_evidence_that_is_the_same_pairs_off_first() -> None:
    same, other = evidence("方案", where="柜1"), evidence("方案", where="柜2")
    assert changes(with_evidence(same, other), with_evidence(same), "evidence") == [
        ("方案", "已备，柜2", "")
    ]
    assert step(with_evidence(same, other), with_evidence(other, same)) == ()


def test_reason_and_note() -> None:
    after = with_record("2.2", reason="去年如此", note="再核对")
    assert changes(GOOD, after, "words") == [
        ("自评理由", "", "去年如此"),
        ("备注", "", "再核对"),
    ]


def test_the_trend_of_the_totals() -> None:
    found = compare(
        SMALL,
        filings(
            file_text("甲", with_record("1.1", answers={"done": "no"})),
            file_text("甲", with_record("2.2", estimate="1")),
            file_text("甲", {}),
        ),
    )
    assert [total.estimate for total in found.total.totals] == list(amounts("11", "11", None))
    assert found.total.differences == amounts("0", None)
    assert [trend.differences for trend in found.items] == [
        amounts("1", None),
        amounts("-1", None),
    ]
    assert found.projects[0].totals == found.total.totals
    assert [len(one) for one in found.steps] == [2, 6]


def test_files_stand_in_order_of_time_and_tell_their_units() -> None:
    late = file_text("甲局", dates={"modified": "2024-06-01T00:00:00.000Z"})
    early = file_text("乙局", {}, dates={"modified": "2023-06-01T00:00:00.000Z"})
    found = compare(SMALL, filings(late, early))
    assert [filing.name for filing in found.filings] == ["2.json", "1.json"]
    assert found.units == ("乙局", "甲局")
    assert compare(SMALL, filings(file_text(" "), file_text("", {}))).units == ()


def test_amounts_with_their_sign() -> None:
    assert [signed(amount) for amount in amounts("1.50", "-2", "0", None)] == [
        "+1.5",
        "-2",
        "0",
        None,
    ]


def test_as_data() -> None:
    after = with_record("1.1", answers={"done": "no"}, note="补")
    late = file_text("甲", after, period="2024年", dates={"modified": "2024"})
    early = file_text("甲", dates={"modified": "2023"}, assessor="李四")
    plain = plain_comparison(compare(SMALL, filings(early, late)))
    assert plain["files"] == [
        {
            "name": name,
            "title": "甲",
            "unit": "甲",
            "period": period,
            "assessor": assessor,
            "modified": modified,
            "notice": "",
        }
        for name, period, assessor, modified in (
            ("1.json", "", "李四", "2023"),
            ("2.json", "2024年", "", "2024"),
        )
    ]
    assert plain["units"] == ["甲"]
    assert plain["steps"] == [
        [
            {
                "clause": "1.1",
                "label": "第1.1条",
                "apart": "",
                "points": "2",
                "before": {"low": "2", "high": "2", "range": "2分", "estimate": "2"},
                "after": {"low": "1", "high": "1", "range": "1分", "estimate": "1"},
                "difference": "-1",
                "answers": [{"what": "做到了吗？", "before": "是", "after": "否"}],
                "evidence": [],
                "words": [{"what": "备注", "before": "", "after": "补"}],
            }
        ]
    ]
    total = plain["total"]
    assert isinstance(total, dict)
    assert (total["id"], total["title"], total["differences"]) == ("", "合计", ["-1"])
    assert [one["estimate"] for one in total["totals"]] == ["12", "11"]
    without = plain_comparison(compare(SMALL, filings(file_text("甲", {}), file_text("乙", after))))
    first = without["steps"][0][0]  # type: ignore[index]
    assert (first["before"]["estimate"], first["difference"]) == (None, None)


def across(*texts: str) -> list[Filing]:
    """Return files of either edition, taken in under the newer one."""
    gathering = Gathering(NEWER, with_records=True, forebears=FOREBEARS)
    for number, text in enumerate(texts, start=1):
        gathering.take(f"{number}.json", text)
    assert gathering.refusals == []
    return gathering.filings


def test_editions_are_compared_clause_by_clause_along_the_lineage() -> None:
    answered: dict[str, Plain] = {"1.2": {"answers": {"done": "no"}}, "2.4": {"note": "台账"}}
    before = text_for(OLDER, answered)
    after = text_for(
        NEWER, {"1.2": {"answers": {"done": "yes"}}, "1.3": {"answers": {"done": "yes"}}}
    )
    earlier, later = across(before, after)
    assert (earlier.edition, later.edition) == ("older", "newer")
    assert earlier.notice == (
        "按“older”填的，已照沿革对到这一版：1条原样带过来；1条是新增的，还没有填；1处放不下，另外收着。"
        "旧版的第2.4条在这一版没有对应的条。按那一版算：未填完，范围6.5至20分。"
    )
    assert later.notice == ""
    ((new, moved),) = compare(NEWER, (earlier, later)).steps
    assert (new.clause.id, new.apart, new.difference) == ("1.2", "前一次的那一版没有这一条", None)
    assert (moved.clause.id, moved.apart, signed(moved.difference)) == ("1.3", "", "+1")
    ((back, _),) = compare(NEWER, (later, earlier)).steps
    assert back.apart == "后一次的那一版没有这一条"
