"""Many units together: ranges and averages are exact, and nothing open passes for a score."""

from decimal import Decimal

from qinglian_core.scoring.points import Range
from qinglian_core.units.summary import Summary, plain_summary, summarise_units
from tests.core.filed import GOOD, SMALL, amounts, evidence, file_text, filings, with_record


def summary(*texts: str) -> Summary:
    return summarise_units(SMALL, filings(*texts))


WORSE = with_record("1.1", answers={"done": "no"})
WORST = {**WORSE, "2.2": {"estimate": "0"}, "1.3": {"answers": {"quality": "poor"}}}


def test_a_total_over_units_that_are_complete() -> None:
    total = summary(file_text("甲"), file_text("乙", WORSE), file_text("丙", WORST)).total
    assert (total.estimated, total.printed, total.points) == (3, Decimal(13), Decimal(13))
    assert (total.lowest, total.highest, total.average) == amounts("8", "12", "10.33")
    assert total.sure == Range(low=Decimal(8), high=Decimal(13))


def test_an_average_is_rounded_half_up() -> None:
    one, two = with_record("2.2", estimate="0.005"), with_record("2.2", estimate="0.01")
    assert summary(file_text("甲", one), file_text("乙", two)).total.average == Decimal("10.01")


def test_units_that_are_not_complete_have_no_part_in_the_average() -> None:
    found = summary(file_text("甲"), file_text("乙", {}))
    assert (found.total.estimated, found.total.average) == (1, Decimal(12))
    assert found.total.sure == Range(low=Decimal(2), high=Decimal(13))
    first, second = found.items
    assert (first.estimated, first.highest) == (1, Decimal(6))
    assert (second.estimated, second.highest) == (1, Decimal(6))


def test_without_a_complete_unit_there_is_no_average() -> None:
    total = summary(file_text("甲", {})).total
    assert (total.estimated, total.lowest, total.highest, total.average) == (0, None, None, None)


def test_the_envelope_is_the_widest() -> None:
    found = summary(file_text("甲"), file_text("乙", WORST))
    assert found.projects[0].envelope == Range(low=Decimal(8), high=Decimal(13))


def test_clauses_by_how_many_units_lose_points_then_by_how_many_points() -> None:
    found = summary(file_text("甲", WORSE), file_text("乙", WORST), file_text("丙"))
    assert [(line.clause.id, line.losing, line.lost) for line in found.clauses] == [
        ("2.2", 3, Decimal(5)),
        ("1.1", 2, Decimal(2)),
        ("1.3", 1, Decimal(1)),
        ("1.2", 0, Decimal(0)),
        ("2.1", 0, Decimal(0)),
        ("2.3", 0, Decimal(0)),
    ]


def test_what_is_open_loses_only_what_is_lost_for_sure() -> None:
    half = {"1.2": {"answers": {"things": {"a": "no", "b": "unsure"}}}}
    found = summary(file_text("甲", half), file_text("乙", {}))
    line = next(line for line in found.clauses if line.clause.id == "1.2")
    assert (line.losing, line.lost, line.open, line.unsure, line.full) == (
        1,
        Decimal("0.5"),
        2,
        1,
        0,
    )
    line = next(line for line in found.clauses if line.clause.id == "2.2")
    assert (line.losing, line.open) == (0, 2)


def test_clauses_in_full() -> None:
    found = summary(file_text("甲"), file_text("乙", WORSE))
    assert {line.clause.id: line.full for line in found.clauses} == {
        "1.1": 1,
        "1.2": 2,
        "1.3": 2,
        "2.1": 2,
        "2.2": 0,
        "2.3": 2,
    }


def test_unsure_clauses_and_missing_evidence_of_a_unit() -> None:
    clauses = {
        **GOOD,
        "1.2": {"answers": {"things": {"a": "unsure", "b": "unsure"}}},
        "2.1": {
            "answers": {"number": "unsure"},
            "evidence": [evidence("甲", ready=False), evidence("乙")],
        },
    }
    (line,) = summary(file_text("甲", clauses)).units
    assert (line.unsure, line.missing) == (2, 1)


def test_units_that_bear_the_same_name_are_told() -> None:
    found = summary(
        file_text("甲"), file_text("乙"), file_text(" 甲 "), file_text(""), file_text(" ")
    )
    assert found.repeated == ("甲",)


def test_as_data() -> None:
    plain = plain_summary(summary(file_text("甲", period="2024年"), file_text("乙", {})))
    assert plain["total"] == {
        "id": "",
        "title": "合计",
        "printed": "13",
        "points": "13",
        "estimated": 1,
        "lowest": "12",
        "highest": "12",
        "average": "12",
        "low": "2",
        "high": "13",
        "envelope_low": "2",
        "envelope_high": "13",
        "estimates": "12分",
        "range": "2至13分",
    }
    assert plain["clauses"][0] == {  # type: ignore[index]
        "clause": "2.2",
        "label": "第2.2条",
        "text": SMALL.clauses[4].text,
        "points": "3",
        "losing": 1,
        "lost": "1",
        "open": 1,
        "unsure": 0,
        "full": 0,
    }
    first = plain["units"][0]  # type: ignore[index]
    assert (first["title"], first["period"], first["unsure"], first["missing"]) == (
        "甲",
        "2024年",
        0,
        0,
    )
    assert (first["total"]["estimate"], first["projects"][0]["estimate"]) == ("12", "12")
    assert (first["answered"], first["clauses"]) == (6, 6)
    assert plain["repeated"] == []
    assert plain_summary(summary(file_text("甲", {})))["total"]["average"] is None  # type: ignore[index]
