"""A value is put into a YAML file, and all else stays as it is written."""

from __future__ import annotations

import difflib
from decimal import Decimal
from pathlib import Path

import pytest

from macros.loading.yamlsource import parse_source
from macros.workbench.editing import EditError, numbered, with_value

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "rubric").rglob("*.yaml"))
ITEM = (ROOT / "rubric/jiyuan/items/04.yaml").read_text(encoding="utf-8")


def changed_lines(before: str, after: str) -> list[str]:
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_put_back_is_read_as_before(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data = parse_source(text, "").data
    assert isinstance(data, dict)
    for key, value in data.items():
        assert parse_source(with_value(text, (key,), numbered(value)), "").data == data
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            for inner in entry if isinstance(entry, dict) else ():
                path = (key, index, inner)
                again = with_value(text, path, numbered(entry[inner]))
                assert parse_source(again, "").data == data, path


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("clauses", 0, "points"), 1.5, ["-    points: 1", "+    points: 1.5"]),
        (("points",), 6, ["-points: 5", "+points: 6"]),
        (("title",), "no", ["-title: 建立健全权力监督制度", '+title: "no"']),
        (("title",), "4.2", ["-title: 建立健全权力监督制度", '+title: "4.2"']),
        (("title",), "甲: 乙 #丙", ["-title: 建立健全权力监督制度", '+title: "甲: 乙 #丙"']),
        (
            ("clauses", 0, "text"),
            "新的原文：（1分）# 。",
            [
                "-      按要求推进“放管服效”改革（1分），责任单位落实不到位的扣1分。",
                "+      新的原文：（1分）# 。",
            ],
        ),
    ],
)
def test_only_what_is_changed_changes(
    path: tuple[str | int, ...], value: object, expected: list[str]
) -> None:
    after = with_value(ITEM, path, value)
    assert changed_lines(ITEM, after) == expected


def test_entries_are_added_and_taken_out() -> None:
    new = {
        "id": "4.4",
        "points": 1,
        "text": "新的一条（1分）。",
        "parts": [{"points": 0.5, "start": "none"}],
    }
    added = with_value(ITEM, ("clauses", 3), new)
    assert changed_lines(ITEM, added) == [
        '+  - id: "4.4"',
        "+    points: 1",
        "+    text: |-",
        "+      新的一条（1分）。",
        "+    parts:",
        "+      - points: 0.5",
        "+        start: none",
    ]
    assert with_value(added, ("clauses", 3), None) == ITEM
    without = with_value(ITEM, ("clauses", 1), None)
    assert {line[0] for line in changed_lines(ITEM, without)} == {"-"}
    without = with_value(ITEM, ("clauses", 0, "readings"), None)
    assert without.count("readings:") == ITEM.count("readings:") - 1


def test_comments_stay() -> None:
    text = '# 开头\nid: "1"\nclauses:\n  # 第一条\n  - id: "1.1"\n    # 分值\n    points: 1\n    text: 甲\n'
    after = with_value(text, ("clauses", 0, "text"), "乙")
    kept = text.replace("text: 甲", "text: |-\n      乙").replace("  # 第一条", "    # 第一条")
    assert after == kept


TWO = 'id: "1.1", text: 甲', 'id: "1.2", text: 乙'
IN_BRACES = {
    "one": f'clauses:\n  # 甲\n  - {{{TWO[0]}}}\n  - id: "1.2"\n    # 乙\n    text: 乙\n',
    "over two lines": 'clauses:\n  - {id: "1.1",\n     text: 甲}\n  - id: "1.2"\n    text: 乙\n',
    "all": f"clauses: [{{{TWO[0]}}}, {{{TWO[1]}}}]\n",
    "the file": f'# 开头\n{{id: "1", clauses: [{{{TWO[0]}}}, {{{TWO[1]}}}]}}\n',
}


@pytest.mark.parametrize("text", IN_BRACES.values(), ids=IN_BRACES)
def test_what_is_written_in_braces_can_be_changed(text: str) -> None:
    before = parse_source(text, "").data
    assert isinstance(before, dict)
    first, second = before["clauses"]
    for path, value, expected in (
        (("clauses", 0, "text"), "丙", [{**first, "text": "丙"}, second]),
        (("clauses", 1, "text"), "丙", [first, {**second, "text": "丙"}]),
        (("clauses", 0), None, [second]),
        (("clauses", 2), {"id": "1.3"}, [first, second, {"id": "1.3"}]),
    ):
        after = with_value(text, path, value)
        assert parse_source(after, "").data == {**before, "clauses": expected}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a: [", ("a",)),
        ("- 1\n", ("a",)),
        ("a: 1\n", ("a", "b")),
        ("a: [1]\n", ("a", 5, "b")),
        ("a: 1\n", ()),
    ],
)
def test_what_has_no_place_is_refused_in_words(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError, match="请"):
        with_value(text, path, 1)


def test_decimals_go_through_json_unchanged() -> None:
    for number in ("0.1", "2.5", "0.333", "12.05", "100"):
        exact = Decimal(number)
        data = parse_source(with_value("a: 1\n", ("a",), numbered(exact)), "").data
        assert data == {"a": exact}
