"""Marks between two texts: both recoverable to the letter, whole figures, and read as somebody would mark them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian_core.revision.textmarks import marks

SHOWN = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?[分次]?")
PIECES = [
    "扣",
    "得",
    "1分",
    "0.5分",
    "2次",
    "12345",
    "，",
    "。",
    "、",
    "（",
    "）",
    " ",
    "的",
    "建立",
    "健全",
    "制度",
    "AI",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def shown(old: str, new: str) -> str:
    return "".join(SHOWN[one.kind].format(one.text) for one in marks(old, new))


@given(TEXTS | st.text(max_size=30), TEXTS | st.text(max_size=30))
def test_both_texts_can_be_read_from_the_marks(old: str, new: str) -> None:
    found = marks(old, new)
    assert "".join(one.text for one in found if one.kind != "new") == old
    assert "".join(one.text for one in found if one.kind != "gone") == new
    assert all(one.text for one in found)
    kinds = [(one.kind, other.kind) for one, other in pairwise(found)]
    assert {*kinds} <= {
        ("same", "gone"),
        ("same", "new"),
        ("gone", "new"),
        ("gone", "same"),
        ("new", "same"),
    }


@given(TEXTS, TEXTS)
def test_figures_stay_whole(old: str, new: str) -> None:
    for kind, text in (("new", old), ("gone", new)):
        pieces = [FIGURE.findall(one.text) for one in marks(old, new) if one.kind != kind]
        assert [figure for found in pieces for figure in found] == FIGURE.findall(text)


@given(TEXTS)
def test_nothing_is_marked_where_nothing_changed(text: str) -> None:
    assert all(one.kind == "same" for one in marks(text, text))


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("查实的，1次扣1分。", "查实的，1次扣0.5分。", "查实的，1次扣[-1分-]{+0.5分+}。"),
        ("缺少1项扣1分", "每缺1项扣1分", "[-缺少-]{+每缺+}1项扣1分"),
        ("报送9-14条0.5分", "报送6-11条0.5分", "报送[-9-14条-]{+6-11条+}0.5分"),
        ("并认真履职尽责。", "并认真履行职责。", "并认真[-履职尽责-]{+履行职责+}。"),
        ("扎实开展主题教育", "巩固拓展主题教育成果", "[-扎实开展-]{+巩固拓展+}主题教育{+成果+}"),
        ("开展专题监督检查（2分）", "开展专项整治（2分）", "开展[-专题监督检查-]{+专项整治+}（2分）"),
        ("选配优纪检委员", "配齐配强纪检委员", "[-选配优-]{+配齐配强+}纪检委员"),
        (
            "执行不到位的每项扣1分。",
            "执行不力的每项扣1分。",
            "执行[-不到位-]{+不力+}的每项扣1分。",
        ),
        ("“三会一课”、双重组织生活、谈心谈话", "“三会一课”、谈心谈话", "“三会一课”、[-双重组织生活、-]谈心谈话"),
        ("“三会一课”、谈心谈话等", "“三会一课”、谈心谈话、党日等", "“三会一课”、谈心谈话{+、党日+}等"),
        ("健全监督机制（3分）。", "健全监督机制（2分），未执行的不得分。", "健全监督机制（[-3分-]{+2分+}）{+，未执行的不得分+}。"),
        ("少于2次扣1分", "全年少于4次扣1分", "{+全年+}少于[-2次-]{+4次+}扣1分"),
        ("谈话记录", "廉政建设", "[-谈话记录-]{+廉政建设+}"),
        ("扣完为止。未涉及的不扣分。", "扣完为止，未涉及的除外。", "扣完为止[-。-]{+，+}未涉及的[-不扣分-]{+除外+}。"),
        ("", "新增一条。", "{+新增一条。+}"),
        ("党政工青", "党政工会", "党政[-工青-]{+工会+}"),
        ("甲乙、丙丁、戊己庚辛", "甲乙、戊己庚辛", "甲乙、[-丙丁、-]戊己庚辛"),
        ("未建的扣1分，未改的扣1分。", "未改的扣1分。", "[-未建的扣1分，-]未改的扣1分。"),
        ("建立的得1分。", "建立的得1分，落实的得1分。", "建立的得1分{+，落实的得1分+}。"),
        ("“强国”等", "“强国”“组工”等", "“强国”{+“组工”+}等"),
        ("备甲乙备。", "配甲乙配。", "[-备-]{+配+}甲乙[-备-]{+配+}。"),
        ("工作好。", "工作差。", "工作[-好-]{+差+}。"),
        ("，好工作", "，差工作", "，[-好-]{+差+}工作"),
        ("按月报送", "按季报送", "按[-月-]{+季+}报送"),
        ("满1年", "1、1年", "[-满-]{+1、+}1年"),
        ("查办不力", "督办不实", "[-查办不力-]{+督办不实+}"),
        ("学习谈话", "培训", "[-学习谈话-]{+培训+}"),
        ("抓好以案促改", "抓以案促改", "抓[-好-]以案促改"),
        ("公开事项。抓好", "公开。抓好", "公开[-事项-]。抓好"),
    ],
)  # fmt: skip
def test_marks_read_as_somebody_would_mark_them(old: str, new: str, read: str) -> None:
    assert shown(old, new) == read
