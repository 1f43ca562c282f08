"""Decoding of whole editions: items, projects, sums, declared discrepancies, digests."""

from decimal import Decimal
from typing import Any

import pytest

from qinglian_core import decode_rubric
from qinglian_core.criteria.digests import is_digest_of, named_digest
from tests.core.plainrubric import DEDUCTS, Plain, clause, edition, faults, item, part, yes_no
from tests.core.plainrubric import changed as changed_in


def ruled(identifier: str = "1.1", points: object = 2, **more: object) -> Plain:
    return clause(part(yes_no(deduct=1), points=points), identifier=identifier, **more)


def two(**more: object) -> Plain:
    """Return an edition of two items of 2 points, in one project."""
    return edition(item(ruled()), item(ruled("2.1"), identifier="2"), **more)


def changed(*path: Any, to: object) -> Plain:  # noqa: ANN401 - keys and indexes
    """Return the edition with one datum changed; ``...`` takes it away."""
    return changed_in(two(), *path, to=to)


def declared(**more: object) -> list[Plain]:
    return [{"id": "short", "declared": 3, "computed": 2, "note": "原文如此", **more}]


def short_item(**more: object) -> Plain:
    """Return an edition whose second item prints 3 points and holds 2."""
    plain = changed("items", 1, "points", to=3)
    plain["points"] = plain["projects"][0]["points"] = 5
    return {**plain, **more}


def gap(identifier: str = "who", **more: object) -> Plain:
    return {"id": identifier, "ask": "谁来查？", "phrases": ["谁查"], "text": "没有写。", **more}


def kept(written: object, *suggested: object, **more: object) -> Plain:
    """Return an edition with this evidence in its first clause."""
    evidence: Plain = {"written": [written], **({"suggested": [*suggested]} if suggested else {})}
    plain = two(**more)
    plain["items"][0]["clauses"][0]["guidance"] = {"looked_at": ["看材料"], "evidence": evidence}
    return plain


EVIDENCE = "items[0].clauses[0].guidance.evidence"
KNOWN = "edition.yaml 的 places 里有：会议记要、网上"
DECLARE = "请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明"
NO_DIGEST = "digest 与内容不符；它由程序算出，请不要手写"

FAULTS: list[tuple[str, object, list[str]]] = [
    ("no mapping", [], ["Q003 这里应是键值对（“键: 值”），写成了列表"]),
    (
        "other format",
        changed("format", to=2),
        ["format: Q030 format 应为 1；别的格式请用相应版本的工具"],
    ),
    (
        "four columns",
        changed("columns", to=["一", "二", "三", "四"]),
        [
            (
                "columns: Q031 columns 只写表头，应有 5 个（依次是项目、内容、标准、评分办法、得分），写了 4 个；"
                "别样的表，每一栏写成 {head: 表头, holds: 这一栏是什么}"
            )
        ],
    ),
    (
        "bad checksum",
        changed("provenance", "sha256", to="ABC"),
        [
            "provenance.sha256: Q038 sha256 应是来源文件的 64 位小写十六进制校验值；qinglian verify 会显示它"
        ],
    ),
    ("digest by hand", two(digest="0" * 64), [f"digest: Q039 {NO_DIGEST}"]),
    (
        "no items",
        changed("items", to=...),
        [
            "Q001 缺少“items”，请补上",
            "projects[0].items[0]: Q036 第1项没有对应的文件，请核对",
            "projects[0].items[1]: Q036 第2项没有对应的文件，请核对",
        ],
    ),
    (
        "item id with a dot at its end",
        changed("items", 1, "id", to="2."),
        ["items[1].id: Q005 “2.”不能作项号：只用文字和数字，中间可以有点和连字符“-”"],
    ),
    (
        "repeated item",
        changed("items", 1, "id", to="01"),
        [
            "items[1].clauses[0].id: Q010 条号“2.1”应是“01.”加序号，例如“01.1”",
            "items[1].id: Q008 项号“01”与前面的“1”重复了，请改用别的项号",
            "projects[0].items[1]: Q036 第2项没有对应的文件，请核对",
            "projects: Q036 第01项没有列在任何项目的 items 里",
        ],
    ),
    (
        "item twice",
        changed("projects", 0, "items", to=["1", "2", "2"]),
        ["projects[0].items[2]: Q036 第2项已列在前面，请核对"],
    ),
    (
        "item left out",
        changed("projects", 0, "items", to=["1"]),
        ["projects: Q036 第2项没有列在任何项目的 items 里"],
    ),
    (
        "unknown item",
        changed("projects", 0, "items", to=["1", "2", "3"]),
        ["projects[0].items[2]: Q036 第3项没有对应的文件，请核对"],
    ),
    (
        "repeated clause",
        changed("items", 0, "clauses", to=[ruled(points=1), ruled(points=1)]),
        ["items[0].clauses[1].id: Q008 条号“1.1”重复了，请改正"],
    ),
    (
        "sum of clauses",
        changed("items", 1, "points", to=3),
        [
            f"items[1].points: Q033 第2项各条的分值相加是 2，这里写的是 3；{DECLARE}",
            f"projects[0].points: Q033 所辖各项的分值相加是 5，这里写的是 4；{DECLARE}",
        ],
    ),
    (
        "sum of projects",
        changed("points", to=5),
        [f"points: Q033 各项目的分值相加是 4，这里写的是 5；{DECLARE}"],
    ),
    (
        "declared otherwise",
        short_item(discrepancies=declared(item="2", computed=1)),
        ["items[1].points: Q034 discrepancies 声明标 3、合计 1，实际标 3、合计 2，请改声明"],
    ),
    (
        "declared in vain",
        two(discrepancies=declared(item="2", declared=2)),
        ["items[1].points: Q034 discrepancies 里声明了不一致，但分值是一致的，请删去声明"],
    ),
    (
        "declared of two levels",
        short_item(discrepancies=declared(item="2", project="all")),
        ["discrepancies[0]: Q032 item 和 project 只能写一个"],
    ),
    (
        "declared twice",
        short_item(discrepancies=declared(item="2") + declared(item="2", id="other")),
        ["discrepancies[1]: Q032 同一处分值不一致只声明一次，前面已有一条，请合并"],
    ),
    (
        "declared of no item",
        two(discrepancies=declared(item="9")),
        ["discrepancies: Q035 discrepancies 里的“short”指向不存在的第9项，请核对"],
    ),
    (
        "declared of no project",
        two(discrepancies=declared(project="none")),
        ["discrepancies: Q035 discrepancies 里的“short”指向不存在的项目“none”，请核对"],
    ),
    (
        "gap near nothing",
        two(gaps=[gap(near=["2.1", "9.9"])]),
        ["gaps[0].near[1]: Q037 没有第9.9条，请核对条号"],
    ),
    (
        "gap near no text",
        two(gaps=[gap(near=[2])]),
        ["gaps[0].near[0]: Q003 这里应是文字，写成了整数“2”；如果本来就是文字，请加引号"],
    ),
    (
        "gap twice",
        two(gaps=[gap(), gap(phrases=["何时查"])]),
        ["gaps[1].id: Q008 问题标识“who”重复了，请改用别的标识"],
    ),
    (
        "phrase of two gaps",
        two(gaps=[gap(phrases=["谁查", "谁查"]), gap("when", phrases=["何时查", "谁查", 5])]),
        [
            "gaps[1].phrases[2]: Q003 这里应是文字，写成了整数“5”；如果本来就是文字，请加引号",
            "gaps[1].phrases[1]: Q008 “谁查”在“who”里已经写过，请只留一处",
        ],
    ),
    (
        "place twice",
        two(places=["档案室", "网上", "档案室"]),
        ["places[2]: Q008 “档案室”在 places 里写了两次，请删去一个"],
    ),
    (
        "evidence elsewhere",
        kept(
            {"text": "登记簿", "cite": DEDUCTS, "place": "会议纪要"},
            {"text": "通知", "place": 5},
            "照片",
            {"text": "方案", "place": "网上"},
            places=["会议记要", "网上"],
        ),
        [
            f"{EVIDENCE}.suggested[0].place: Q003 这里应是文字，写成了整数“5”；如果本来就是文字，请加引号",
            f"{EVIDENCE}.written[0].place: Q047 材料不能放在“会议纪要”，是不是“会议记要”；{KNOWN}",
            f"{EVIDENCE}.suggested[1]: Q047 这份材料没有用“place”写明放在哪里；{KNOWN}",
        ],
    ),
    (
        "evidence far elsewhere",
        kept({"text": "登记簿", "cite": DEDUCTS, "place": "柜子"}, places=["会议记要", "网上"]),
        [f"{EVIDENCE}.written[0].place: Q047 材料不能放在“柜子”；{KNOWN}"],
    ),
    (
        "evidence in an edition without places",
        kept({"text": "登记簿", "cite": DEDUCTS, "place": "柜子"}),
        [
            f"{EVIDENCE}.written[0].place: Q047 edition.yaml 没有用“places”列出材料放在哪里，这里就不能写“柜子”"
        ],
    ),
    (
        "related to nothing",
        changed(
            "items",
            0,
            "clauses",
            0,
            "guidance",
            to={"looked_at": ["看材料"], "related": [{"clause": "9.9", "why": "同一件事"}]},
        ),
        ["items[0].clauses[0].guidance.related[0].clause: Q037 没有可以关联的第9.9条，请核对条号"],
    ),
    (
        "related to itself",
        changed(
            "items",
            0,
            "clauses",
            0,
            "guidance",
            to={"looked_at": ["看材料"], "related": [{"clause": "1.1", "why": "同一件事"}]},
        ),
        ["items[0].clauses[0].guidance.related[0].clause: Q037 没有可以关联的第1.1条，请核对条号"],
    ),
]


@pytest.mark.parametrize(
    ("plain", "told"), [pytest.param(plain, told, id=name) for name, plain, told in FAULTS]
)
def test_faults(plain: object, told: list[str]) -> None:
    assert faults(plain) == told


def test_an_unreadable_amount_is_told_once() -> None:
    assert faults(changed("items", 1, "points", to="三")) == [
        "items[1].points: Q006 “三”不是分值；请写 2、0.5 这样的十进制数，最多三位小数"
    ]


def test_declared_discrepancies_are_published() -> None:
    found = decode_rubric(
        short_item(discrepancies=declared(item="2"), annex="附件", unit_label="单位：")
    )
    assert [(one.item, str(one.declared), str(one.computed)) for one in found.discrepancies] == [
        ("2", "3", "2")
    ]
    assert (str(found.points), str(found.clause_points)) == ("5", "4")
    assert (found.annex, found.unit_label, found.table.heads) == (
        "附件",
        "单位：",
        ("项目", "内容", "标准", "细则", "得分"),
    )


def test_every_level_can_declare() -> None:
    plain = two(points=6, discrepancies=declared(declared=6, computed=5, id="all-short"))
    plain["projects"][0]["points"] = 5
    plain["discrepancies"] += declared(declared=5, computed=4, project="all")
    assert faults(plain) == []


def test_gaps_are_no_part_of_what_is_answered() -> None:
    found = decode_rubric(two(gaps=[gap(near=["2.1"])]))
    (one,) = found.gaps
    assert (one.id, one.ask, one.phrases) == ("who", "谁来查？", ("谁查",))
    assert (one.text, one.near) == ("没有写。", ("2.1",))
    assert found.digest == decode_rubric(two()).digest


def test_items_stand_in_the_order_of_the_projects() -> None:
    found = decode_rubric(changed("projects", 0, "items", to=["2", "1"]))
    assert [one.id for one in found.items] == ["2", "1"]
    assert [one.id for one in found.clauses] == ["2.1", "1.1"]


def test_all_faults_are_reported_at_once() -> None:
    plain = changed("items", 0, "clauses", 0, "parts", 0, "start", to="half")
    plain["titel"] = plain.pop("title")
    plain["items"][1]["clauses"][0]["text"] = 5
    assert faults(plain) == [
        "titel: Q002 不认识的键“titel”，是不是“title”；这里可以写：format、id、title、columns、points、projects、provenance、annex、unit_label、discrepancies、gaps、places、remarks、words、levels、vetoes、once、units、units_ask、rescale",
        "Q001 缺少“title”，请补上",
        "items[0].clauses[0].parts[0].start: Q007 “half”不在可选的值里；可以写：full、zero、none",
        "items[1].clauses[0].text: Q003 这里应是文字，写成了整数“5”；如果本来就是文字，请加引号",
    ]


GUIDANCE: Plain = {
    "looked_at": ["看材料"],
    "evidence": {
        "written": [
            {"text": "会议记录", "cite": "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分"}
        ],
        "suggested": ["通知", {"text": "签到表"}],
    },
    "losses": ["没有做"],
    "open_points": [
        {"text": "怎样算做到", "treated": "按字面", "left_out": "按实质"},
        {"text": "做几次", "treated": "一次"},
    ],
    "examples": [
        {
            "title": "例",
            "story": "没有做",
            "answers": {"done": "no"},
            "own": "1",
            "low": 1,
            "high": 1,
            "envelope": {"low": 0, "high": 1},
            "estimate": 1,
        },
        {"title": "例二", "story": "没有答", "low": 1, "high": 2},
    ],
    "related": [{"clause": "2.1", "why": "同一件事"}],
}


def test_guidance() -> None:
    plain = changed("items", 0, "clauses", 0, "guidance", to=GUIDANCE)
    found = decode_rubric(plain).clauses[0].guidance
    assert found is not None
    assert (found.looked_at, found.losses) == (("看材料",), ("没有做",))
    assert [(one.text, one.place) for one in found.suggested] == [("通知", ""), ("签到表", "")]
    assert [(one.text, one.cite) for one in found.written] == [
        ("会议记录", "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分")
    ]
    assert [(one.text, one.treated, one.left_out) for one in found.open_points] == [
        ("怎样算做到", "按字面", "按实质"),
        ("做几次", "一次", ""),
    ]
    assert [(one.clause, one.why) for one in found.related] == [("2.1", "同一件事")]
    full, bare = found.examples
    assert (full.answers, str(full.own), str(full.low), str(full.high)) == (
        {"done": "no"},
        "1",
        "1",
        "1",
    )
    assert full.envelope is not None
    assert (*map(str, full.envelope), str(full.estimate)) == ("0", "1", "1")
    assert (bare.answers, bare.own, bare.envelope, bare.estimate) == ({}, None, None, None)


def test_guidance_cites_the_clause() -> None:
    written = {"written": [{"text": "会议记录", "cite": "会议记录"}]}
    plain = changed(
        "items", 0, "clauses", 0, "guidance", to={"looked_at": ["看材料"], "evidence": written}
    )
    assert faults(plain) == [
        "items[0].clauses[0].guidance.evidence.written[0].cite: Q013 “会议记录”不是本条原文里的话，请照原文一字不差地摘录"
    ]


def test_digests_change_with_the_text_and_the_rules_only() -> None:
    base = decode_rubric(two())
    helped = changed("items", 0, "clauses", 0, "guidance", to=GUIDANCE)
    helped["items"][0]["clauses"][0]["parts"][0]["questions"][0] |= {
        "hint": "提示",
        "step": "做到",
        "irreversible": True,
    }
    assert decode_rubric(helped).digest == base.digest
    assert len(base.digest) == 64
    assert len(base.clauses[0].digest) == 16
    for path, value in (
        (
            ("items", 0, "clauses", 0, "text"),
            "未做到的扣0.5分、1分、2分、3分或不得分，未涉及的不扣分。",
        ),
        (("items", 0, "clauses", 0, "parts", 0, "questions", 0, "deduct"), 2),
        (("items", 0, "clauses", 0, "parts", 0, "questions", 0, "ask"), "做了吗？"),
    ):
        other = decode_rubric(changed(*path, to=value))
        assert other.digest != base.digest
        assert other.clauses[0].digest != base.clauses[0].digest
        assert other.clauses[1].digest == base.clauses[1].digest
    assert decode_rubric(changed("id", to="other")).digest != base.digest


def test_a_clause_has_the_same_digest_whatever_it_is_called_and_printed_as() -> None:
    base = decode_rubric(edition(item(ruled("1.1"))))
    first, second = decode_rubric(two()).clauses
    renumbered = decode_rubric(edition(item(ruled("1.7", number="（7）"))))
    assert first.digest == second.digest == base.clauses[0].digest == renumbered.clauses[0].digest
    assert named_digest(first) != named_digest(second) == named_digest(first, "2.1")
    assert base.digest != renumbered.digest
    assert is_digest_of(named_digest(second), first, "2.1")
    assert not is_digest_of(named_digest(second), first, "1.1")


def test_the_published_model_decodes_with_its_digests() -> None:
    base = decode_rubric(two())
    plain = two(digest=base.digest)
    for index, one in enumerate(plain["items"]):
        one["clauses"][0]["digest"] = base.clauses[index].digest
    assert decode_rubric(plain) == base


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("points",), Decimal("2.0")),
        (("points",), "2"),
        (("parts", 0, "points"), Decimal("2.00")),
        (("parts", 0, "questions", 0, "deduct"), "1"),
        (("parts", 0, "questions", 0, "deduct"), Decimal("1.0")),
        (("parts", 0, "questions", 0, "nature"), "fact"),
        (("parts", 0, "questions", 1, "asked_when", "is"), ["yes"]),
        (("readings", 0, "questions", "done", "when"), "no"),
    ],
)
def test_digests_are_of_what_is_meant_not_of_how_it_is_written(
    place: tuple[str | int, ...], value: object
) -> None:
    def plain() -> Plain:
        return edition(
            item(
                clause(
                    part(
                        yes_no(deduct=1),
                        yes_no("more", deduct=1, asked_when={"question": "done", "is": "yes"}),
                        points=2,
                    ),
                    points=2,
                    readings=[
                        {
                            "id": "r",
                            "why": "两读",
                            "main": "甲",
                            "other": "乙",
                            "questions": {"done": {"deduct": 2}},
                        }
                    ],
                )
            )
        )

    otherwise = plain()
    below: Any = otherwise["items"][0]["clauses"][0]
    for key in place[:-1]:
        below = below[key]
    assert place[-1] not in below or below[place[-1]] is not value
    below[place[-1]] = value
    assert decode_rubric(otherwise).digest == decode_rubric(plain()).digest
