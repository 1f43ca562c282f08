"""An invented revision of the published criteria, with what every clause of it truly comes from.

No such document exists. All kinds of change are in it, and the hard ones: clauses whose numbers say something else,
an unrelated clause where another was taken out, one written anew, parts that went to other items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.revision.matching import propose
from qinglian_core.revision.proposal import Passage, passages

if TYPE_CHECKING:
    from qinglian_core import Rubric
    from qinglian_core.revision.lineage import Lineage

Row = tuple[str, tuple[str, ...], str | tuple[tuple[str, str], ...]]
"""A clause of the revision, the clauses that it comes from, and its text: anew, or what was replaced in the old one."""

ROWS: tuple[Row, ...] = (
    ("1.1", ("1.1",), (("缺少1项扣1分", "每缺1项扣0.5分"),)),
    ("1.2", (), "建立党组（党委）会前学法制度，每季度至少安排一次集体学法（1分）。未建立的不得分。"),
    ("1.3", ("1.2",), (("组织开展相关培训学习的", "每年组织开展两次以上相关培训学习的"),)),
    (
        "1.4",
        ("1.3",),
        (
            (
                "未研究的不得分；未召开动员会、未制定工作方案的不得分",
                "未研究的不得分；未召开动员会或者未制定工作方案的，各扣0.5分",
            ),
        ),
    ),
    (
        "1.5",
        ("1.4",),
        (("建立落实", "健全落实"), ("任务清单措施未制定的、或落实不到位的", "措施未制定或落实不到位的")),
    ),
    ("2.1", ("2.2",), (("扎实开展", "巩固拓展"), ("主题教育", "主题教育成果"))),
    (
        "2.2",
        ("2.1",),
        (("坚持不够好的，分别扣0.5分，未坚持的分别扣1分", "坚持不好的分别扣1分"),),
    ),
    ("2.3", ("2.3",), (("“河南干部网络学院”", "“河南干部网络学院”“济源组工”"),)),
    (
        "2.4",
        ("2.4",),
        "建立健全意识形态工作责任制（1分），工作责任制未建立的扣1分。",
    ),
    ("2.5", ("2.4",), "定期专题研究意识形态工作，每半年至少一次（1分），未专题研究的扣1分。"),
    ("3.1", ("3.1",), ()),
    (
        "3.2",
        ("3.2",),
        (("每项扣1分", "每项扣1.5分"), ("领导干部双重组织生活、", "")),
    ),
    ("3.3", ("10.3",), (("严格落实", "认真落实"),)),
    ("4.1", ("4.1", "4.2"), "按要求推进“放管服效”改革，深化政务服务事项“一件事一次办”“有诉即办”，健全首问负责制（3分）。责任单位落实不到位的扣1分；查看12345便民热线，群众有反映并查实的，1次扣0.5分。"),
    ("4.2", ("4.3",), (("“13710”工作制度，“明责", "“13710”督办制度，“明责"),)),
    ("5.1", ("5.2",), ()),
    ("5.2", ("5.1",), (("扣完为止。单位未涉及的不扣分", "扣完为止，单位未涉及的除外"),)),
    ("6.1", ("6.2",), (("监督机制（3分）", "监督机制（2分），未执行的不得分"),)),
    ("6.2", (), "编制并公布本单位权责清单，实行动态调整（2分）。未编制的扣1分，一年内没有调整的扣0.5分。"),
    ("7.1", ("7.1", "7.2"), "健全落实党组（党委）全面监督、纪检机构专责监督、党的工作部门职能监督、基层党组织日常监督、党员民主监督机制（4分），未建立相关制度的，每项扣1分，扣完为止。"),
    ("7.2", ("7.3",), (("选配优", "配齐配强"), ("并认真履职尽责", "督促其认真履行职责"))),
    ("8.1", ("8.2",), (("教育活动（3分）", "教育活动（2分），每少一类扣0.5分"),)),
    ("8.2", ("8.1",), (("（1分），未召开", "（2分），未召开"), ("专题会的扣1分", "专题会的扣2分"))),
    ("8.3", ("8.3",), (("少于2次扣1分", "全年少于4次扣1分"),)),
    ("8.4", ("8.4",), "深入推进以案促改、以案促治（1分）。没有开展以案促改的，扣1分。"),
    ("9.1", ("9.1",), (("（3分）", "（2分）"), ("未落实“凡提四必”扣2分", "未落实“凡提四必”扣1分"))),
    ("9.2", ("9.2",), ()),
    ("9.3", (), "关心关爱干部身心健康，落实谈心谈话和带薪休假规定（1分）。"),
    ("9.4", ("9.3",), ()),
    ("10.1", ("10.1",), (("；未建立", "。未建立"),)),
    ("10.2", ("10.2",), (("发挥监督监管职责（2分）", "履行监督监管职责（2分）"),)),
    ("10.3", ("10.4",), (("管人管钱管物管项目管招投标等", "管人、管钱、管物、管项目、管招投标等"),)),
    ("11.1", ("11.2",), (("每有1起扣1分", "每有1起扣0.5分，最多扣2分"),)),
    ("11.2", ("11.1",), ()),
    ("11.3", ("11.3",), (("“怕、慢、假、懒、乱”", "“怕、慢、假、拖、懒、乱”"), ("专题监督检查", "专项整治"))),
    ("12.1", ("12.1",), (("每发生一起扣2.5分", "每发生一起扣3分"), ("（5分）", "（6分）"))),
    ("13.1", ("13.2", "13.3"), "开展廉洁文化进机关、进家庭活动，组织“传家训、立家规、扬家风”“廉洁家风促党风政风”等活动，在机关持续营造崇廉拒腐良好风尚（4分）。"),
    ("13.2", ("13.1",), (("每开展1项得1分", "每开展1项得0.5分"),)),
    ("13.3", ("13.4",), "清廉机关创建工作信息宣传（3分）。在省级以上媒体上刊发1分，在市级以上媒体上刊发0.5分。同一条信息多个媒体同时刊发，按最高分计算，最高3分。"),
    ("13.4", ("13.4",), "按照要求向区直工委报送清廉机关创建信息（1分），报送12条以上1分；报送6-11条0.5分；5条以下不得分。"),
    ("14.1", ("14.2",), ()),
    ("14.2", ("14.1",), (("积极组织开展", "每年组织开展"), ("（3分）", "（3分），未开展的不得分"))),
    ("14.3", ("14.4",), "培育机关廉洁文化品牌（1分），联系单位实际建立廉洁文化品牌的得1分。"),
    ("14.4", ("14.3", "14.4"), "打造特色明显的机关清廉阵地，推动清廉文化进科室，各科室内部有浓厚的廉洁文化宣传氛围（7分）。"),
    ("14.5", (), "主动接受新闻媒体和社会公众监督，及时回应舆论关切（1分）。"),
)  # fmt: skip
GONE = ("6.1",)


def revision(rubric: Rubric) -> tuple[Passage, ...]:
    """Return the clauses of the invented revision of ``rubric``."""
    old = {one.id: one for one in passages(rubric)}
    titles = {one.id.partition(".")[0]: one.item for one in old.values()}
    return tuple(
        Passage(
            id=new,
            label=f"第{new}条",
            item=titles[new.partition(".")[0]],
            text=_text(text, old, sources),
        )
        for new, sources, text in ROWS
    )


def _text(
    text: str | tuple[tuple[str, str], ...], old: dict[str, Passage], sources: tuple[str, ...]
) -> str:
    if isinstance(text, str):
        return text
    changed = old[sources[0]].text
    for before, after in text:
        assert before in changed, (sources, before)
        changed = changed.replace(before, after)
    return changed


def proposed_lineage(older: Rubric, newer: Rubric) -> Lineage:
    """Return the lineage that the texts of two editions propose, doubts and all."""
    return propose(passages(older), passages(newer)).lineage(older, newer)
