"""What clauses are called where there is no room for their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian_core import Rubric, decode_rubric
from qinglian_core.criteria.headings import LONGEST_NAME, short_name
from tests.core.plainrubric import clause, edition, item, part, yes_no

NAMES = [
    ("坚持“第一议题”制度（2分）。查阅会议记录。", "坚持“第一议题”制度…"),
    ("坚持“第一议题”制度。", "坚持“第一议题”制度"),
    ("坚持“第一\n  议题”制度", "坚持“第一议题”制度"),
    ("选拔干部，落实“凡提四必”要求，征求意见（3分）", "选拔干部，落实“凡提四必”要求…"),
    ("选拔干部；征求意见", "选拔干部…"),
    ("健全全面监督的机制,专责监督", "健全全面监督的机制…"),
    ("认真落实“三会一课”、双重组织生活、谈心谈话、民主评议等制度", "认真落实“三会一课”、双重组织生活、谈心谈话…"),
    ("充分利用好各类的“学习强国”“河南干部网络学院”等阵地", "充分利用好各类的“学习强国”“河南干部网络学院”…"),
    ("充分利用好各级各类的“学习强国”“河南干部网络学院”等阵地", "充分利用好各级各类的“学习强国”…"),
    ("严格执行《关于新形势下党内政治生活的若干准则》的要求", "严格执行《关于新形势下党内政治生活的若干准则》…"),
    ("严格执行《关于新形势下党内政治生活建设的若干具体准则》", "严格执行《关于新形势下党内政治生活建设的若干…"),
    ("党组认真履行一体推进“三不腐”工作的主体责任，加强", "党组认真履行一体推进“三不腐”工作的主体责任…"),
    ("深入机关、基层扎实开展清廉先进典型的宣传活动并且讲实效", "深入机关、基层扎实开展清廉先进典型的宣传活动…"),
    ("（2分）", "（2分）"),
    ("每发现一处扣1分。", "每发现一处扣1分"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_how_the_text_begins(text: str, name: str) -> None:
    assert short_name(text) == name


@given(text=st.text(alphabet="甲乙，、：。；“”（）《》2分\n", min_size=1).filter(str.strip))
def test_a_name_is_verbatim_and_short_and_tells_where_it_is_cut(text: str) -> None:
    whole = "".join(line.strip() for line in text.splitlines())
    name = short_name(text)
    begun = name.removesuffix("…")
    assert whole.startswith(begun)
    assert len(begun) <= LONGEST_NAME
    assert begun or not whole.strip("。；;")
    assert name.endswith("…") == bool(whole[len(begun) :].strip("。；;"))


def test_what_is_looked_at_comes_before_how_it_is_scored() -> None:
    plain = clause(part(yes_no(deduct=1)))
    row = item({**plain, "standard": "有没有值班记录"})
    del row["standard"]
    named = decode_rubric(edition(row)).clauses[0]
    assert named.short_name == "有没有值班记录"


def test_no_two_clauses_of_the_published_edition_go_by_one_name(jiyuan: Rubric) -> None:
    names = [one.short_name for one in jiyuan.clauses]
    assert len(set(names)) == len(names)
    assert min(map(len, names)) >= 8
