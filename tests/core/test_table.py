"""The printed table: columns with roles, the words of an edition, items and clauses of another shape."""

from __future__ import annotations

import pytest

from qinglian_core import Rubric, decode_rubric
from qinglian_core.criteria.digests import clause_digest, text_digest
from qinglian_core.criteria.table import Column, Holds, Level, Words

from .plainrubric import Plain, clause, edition, faults, item, part

ROWS = [
    {"head": "编号", "holds": "number"},
    {"head": "总分", "holds": "points"},
    {"head": "评分标准", "holds": "standard"},
    {"head": "评分方法", "holds": "text"},
]
"""A table of four columns, without projects, whose rows have no titles."""


def row(identifier: str, **more: object) -> Plain:
    """Return an item of one row, with nothing that such a table does not print."""
    plain = item(clause(part(start="none"), identifier=f"{identifier}.1"), identifier=identifier)
    del plain["title"], plain["points"]
    return {**plain, "standard": f"档案{identifier}齐全。没有遗漏", **more}


def rows(*items: Plain, columns: object = None, **more: object) -> Plain:
    """Return an edition of one level."""
    points = str(2 * sum(len(one["clauses"]) for one in items))
    plain = edition(*(dict(one, points="0") for one in items), **more)
    del plain["projects"]
    return {
        **plain,
        "columns": columns or ROWS,
        "points": points,
        "items": list(items),
        **more,
    }


def decoded(*items: Plain, **more: object) -> Rubric:
    return decode_rubric(rows(*items, **more))


def test_five_heads_are_the_usual_five_columns() -> None:
    table = decode_rubric(edition(row("1", title="内容", points=2))).table
    assert [(column.head, column.holds) for column in table.columns] == [
        ("项目", Holds.PROJECT),
        ("内容", Holds.ITEM),
        ("标准", Holds.STANDARD),
        ("细则", Holds.TEXT),
        ("得分", Holds.SCORE),
    ]
    assert table.is_plain
    named = decode_rubric(edition(row("1", title="内容", points=2)))
    assert (named.levels, named.project_name(named.projects[0])) == ("项目和内容", "全部")


def test_parts_go_by_the_heads_of_their_columns_unless_told_otherwise() -> None:
    words = decode_rubric(
        edition(row("1", title="内容", points=2), words={"standard": "要求", "clause": "款"})
    ).words
    assert (words.project, words.item, words.standard, words.text) == (
        "项目",
        "内容",
        "要求",
        "细则",
    )
    assert (words.clause, words.item_unit, words.period) == ("款", "项", "考评期")


@pytest.mark.parametrize("head", ["这一栏的表头写得很长很长很长", "评分\n方法"])
def test_a_head_that_is_no_word_names_nothing(head: str) -> None:
    found = decoded(row("1"), columns=[{"head": head, "holds": "text"}, ROWS[0]])
    assert found.words.text == Words().text


def test_one_level_and_rows_without_titles() -> None:
    found = decoded(row("1"), row("2.1"))
    assert not found.has_projects
    assert (found.levels, found.project_name(found.projects[0])) == ("具体内容", "考评细则")
    assert [(one.title, str(one.points), len(one.items)) for one in found.projects] == [
        ("", "4", 2)
    ]
    assert found.project_name(found.projects[0]) == found.words.criteria
    first, second = found.items
    assert (first.label, first.name, first.heading) == ("第1项", "1 档案1齐全", "档案1齐全")
    assert (second.label, second.name, str(second.points)) == ("第2.1项", "2.1 档案2.1齐全", "2")
    assert [one.label for one in found.clauses] == ["第1项", "第2.1项"]
    assert [one.number for one in found.clauses] == ["", ""]


def test_what_is_looked_at_can_be_said_row_by_row() -> None:
    own = clause(part(start="none"), identifier="2.1.1", standard="材料齐全")
    other = clause(part(start="none"), identifier="2.1.2", standard="字迹清楚；没有涂改")
    plain = row("2.1", clauses=[own, other])
    del plain["standard"]
    found = decoded(plain).items[0]
    assert [one.standard for one in found.clauses] == ["材料齐全", "字迹清楚；没有涂改"]
    assert [one.label for one in found.clauses] == ["第2.1.1条", "第2.1.2条"]
    assert found.heading == "材料齐全"
    assert found.clauses[0].official == f"材料齐全\n{own['text']}"
    assert len({one.text_digest for one in found.clauses}) == 2
    assert len({one.digest for one in found.clauses}) == 2


def test_what_says_nothing_new_has_the_digests_of_before() -> None:
    found = decoded(row("1")).clauses[0]
    assert found.text_digest == text_digest(found.text, "")
    assert found.digest == clause_digest(found)


def test_a_long_beginning_is_cut_short() -> None:
    found = decoded(row("1", standard="很" * 40)).items[0]
    assert found.heading == f"{'很' * 24}…"


def test_a_passage_may_be_cited_from_either_text() -> None:
    question = {"id": "a", "kind": "yes_no", "ask": "齐吗？", "cite": "齐全", "when": "no"}
    asked = part({**question, "deduct": 1})
    plain = row("1", clauses=[clause(asked, standard="材料齐全")])
    del plain["standard"]
    assert faults(rows(plain)) == []


def test_the_number_before_a_title_is_the_printed_one() -> None:
    titled = {"title": "档案", "points": 2}
    names = [ROWS[2], ROWS[3], {"head": "项目", "holds": "item"}]
    found = decoded(
        row("1", **titled), row("2.1", **titled), row("3", number="（三）", **titled), columns=names
    )
    assert [one.name for one in found.items] == ["1.档案", "2.1档案", "（三）档案"]
    beside = decoded(row("1", **titled), columns=[*names, ROWS[0]])
    assert [one.name for one in beside.items] == ["1 档案"]


def test_a_table_can_have_the_same_of_items_and_of_clauses() -> None:
    columns = [
        ROWS[3],
        {"head": "要求", "holds": "standard", "of": "item"},
        {"head": "内容", "holds": "standard", "of": "clause"},
        {"head": "", "holds": "note"},
    ]
    columns[3]["head"] = "备注"
    both = row("1", clauses=[clause(part(start="none"), standard="材料齐全")])
    table = decoded(both, columns=columns).table
    assert table.columns[2] == Column(head="内容", holds=Holds.STANDARD, of=Level.CLAUSE)
    assert (table.place(Holds.STANDARD), table.place(Holds.STANDARD, Level.CLAUSE)) == (1, 2)
    assert table.place(Holds.SCORE) is None
    assert not table.is_plain


ONCE = "只能有一栏"
TWICE = "两栏不同的，用 of 写明是 item 的还是 clause 的"


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (
            rows(row("1"), columns=ROWS[3:]),
            ["columns: Q031 columns 应有 2 至 7 栏，写了 1 栏"],
        ),
        (
            rows(row("1"), columns=ROWS[:3]),
            ["columns: Q031 columns 里要有一栏 holds: text，就是写着怎样评分的那一栏"],
        ),
        (
            rows(row("1"), columns=[*ROWS, ROWS[3]]),
            [f"columns: Q031 columns 里 holds: text 写了两次，{ONCE}"],
        ),
        (
            rows(row("1"), columns=[*ROWS, {**ROWS[2], "of": "item"}]),
            [f"columns: Q031 columns 里 holds: standard 写了两次；{TWICE}"],
        ),
        (
            rows(row("1"), columns=[*ROWS[:3], {**ROWS[3], "of": "item"}]),
            ["columns[3].of: Q031 of 只写在 number、standard、points 的栏里，请删去"],
        ),
        (
            rows(row("1"), columns=[*ROWS, "得分"]),
            ["columns[4]: Q003 这里应是键值对（“键: 值”），写成了文字"],
        ),
        (
            rows(row("1"), columns=[*ROWS, {"head": "类别", "holds": "project"}]),
            ["Q001 缺少“projects”，请补上"],
        ),
        (
            rows(row("1", clauses=[clause(part(start="none"), standard="齐")])),
            [
                (
                    "items[0].clauses[0].standard: Q031 这一项写了 standard，各条就不再写；"
                    "两处各是一栏的，在 columns 里写两栏"
                )
            ],
        ),
        (
            rows(
                row("1", clauses=[clause(part(start="none"), standard="齐")]),
                columns=[ROWS[0], ROWS[3]],
            ),
            [
                (
                    "items[0].clauses[0].standard: Q031 表里没有写标准的一栏（columns 里没有 holds: standard），"
                    "这里就不能写 standard"
                )
            ],
        ),
        (
            rows(row("2.1"), row("2-1")),
            ["items[1].id: Q008 项号“2-1”与前面的“2.1”重复了，请改用别的项号"],
        ),
        (
            rows(row("1"), row("2"), points=5),
            [
                (
                    "points: Q033 各项的分值相加是 4，这里写的是 5；"
                    "请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明"
                )
            ],
        ),
        (rows(row("1"), words={"单位": "企业"}), ["words.单位: Q002"]),
    ],
)
def test_faults_of_a_table(plain: Plain, told: list[str]) -> None:
    found = faults(plain)
    assert len(found) == len(told)
    assert [fault[: len(said)] for fault, said in zip(found, told, strict=True)] == told


def test_a_table_without_a_place_for_titles_and_standards_needs_none() -> None:
    bare = row("1")
    del bare["standard"]
    assert faults(rows(bare, columns=[ROWS[0], ROWS[3]])) == []
    assert faults(rows(bare)) == ["items[0]: Q001 缺少“standard”，请补上"]
