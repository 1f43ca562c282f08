"""Our own words claim nothing that the source does not say: no body, period, date or duty of our making."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest

from macros.loading.editions import load_publications
from macros.loading.glossary import load_glossary
from qinglian_core.criteria.questions import Each, Grade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qinglian_core import Rubric
    from qinglian_core.criteria.model import Clause
    from qinglian_core.criteria.questions import Question

BODIES = re.compile(
    "考评组|考评办|考评小组|考核组|检查组|督导组|验收组|评审组|评委|领导小组|"
    "主管部门|上级部门|上级单位|上级机关|上级党委|发文机关|纪委|纪检组|组织部|"
    "人事部门|组织人事|政法委|巡察|审计局|督查室|市委|市直"
)
PERIODS = re.compile(
    "考评期内|考评年度|考核期|考核年度|年底|年终|年末|月底|季度|半年|全年|上年度|"
    "本年度|每年|每月|每季|截止|自然年|验收"
)
DUTIES = re.compile(
    "必须|务必|一律|按规定|评分标准规定|细则规定|文件规定|原文规定|明文规定|明确规定|"
    "没有规定|上级|一票否决|须提供|须附|应提供|签字|盖章|公章|原件|按习惯|按惯例|一般认为|"
    "通常"
)
"""What 考评细则 does not say, and guidance may therefore not assert either."""

DATE = re.compile(r"(?:19|20)\d\d年|[0-9一二三四五六七八九十]+月|\d+日")
INVENTED = (BODIES, PERIODS, DUTIES, DATE)
IN_CODE = re.compile(f"{BODIES.pattern}|考评期内|考评年度")

QUOTE = re.compile(r"“([^“”]+)”")
UNWRITTEN = re.compile(r"没有写“[^“”]+”")
"""What the text is said not to hold need not be in it."""

ON_THE_FORM = {"是", "否", "拿不准", "连同其他读法的范围"}
"""Words of the self-check and of its result, which guidance may quote."""

TOLD_IN_CODE = ("macros", "qinglian_core", "site_src", "docs")
SUFFIXES = {".py", ".j2", ".html", ".js", ".mjs", ".json", ".md", ".css"}


@pytest.fixture(scope="module")
def rubric(root: Path) -> Rubric:
    return load_publications(root)[0].rubric


@pytest.fixture(scope="module")
def official(rubric: Rubric) -> str:
    words = [rubric.annex, rubric.title, *(project.title for project in rubric.projects)]
    for item in rubric.items:
        words += [item.title, item.standard, *(clause.text for clause in item.clauses)]
    return "\n".join(words)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for element in value.values():
            yield from _texts(element)
    elif isinstance(value, (list, tuple)):
        for element in value:
            yield from _texts(element)


def _asked(question: Question) -> Iterator[str]:
    yield from (question.ask, question.hint, question.step)
    if isinstance(question, Each):
        yield question.other


def _of_clause(clause: Clause) -> Iterator[str]:
    for question in clause.questions:
        yield from _asked(question)
    for reading in clause.readings:
        yield from (reading.why, reading.main, reading.other)
    if clause.guidance:
        yield from _texts(asdict(clause.guidance))


def _of_edition(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Yield every text of ours with its place; words to search by assert nothing."""
    for item in rubric.items:
        yield item.id, item.orientation
        for clause in item.clauses:
            yield from ((clause.id, text) for text in _of_clause(clause))
    yield from (("discrepancy", one.note) for one in rubric.discrepancies)
    yield from (("provenance", text) for text in rubric.provenance.notes)
    yield from ((gap.id, text) for gap in rubric.gaps for text in (gap.ask, gap.text))


def _choices(clause: Clause) -> set[str]:
    grades = [question for question in clause.questions if isinstance(question, Grade)]
    return {grade.label for question in grades for grade in question.grades} | {
        doubt.label for question in grades for doubt in question.doubts
    }


def test_the_words_listed_are_not_in_the_source(official: str) -> None:
    """“五个必须” is the name of a thing: what is quoted is not asserted."""
    told = QUOTE.sub("", official)
    assert [word for listed in INVENTED for word in listed.findall(told)] == []


def test_guidance_asserts_no_body_period_date_or_duty(rubric: Rubric) -> None:
    told = list(_of_edition(rubric))
    assert len(told) > 1000
    found = [
        (place, word, text)
        for place, text in told
        for listed in INVENTED
        for word in listed.findall(QUOTE.sub("", text))
    ]
    assert found == []


def test_the_glossary_names_no_body_or_period(root: Path, rubric: Rubric) -> None:
    terms = load_glossary(root, [rubric]).terms
    told = [(term.id, text) for term in terms for text in (term.text, term.note)]
    assert [one for one in told if BODIES.search(one[1]) or PERIODS.search(one[1])] == []


def test_pages_ledgers_exports_and_docs_name_no_body_of_our_making(root: Path) -> None:
    files = [
        path
        for folder in TOLD_IN_CODE
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in SUFFIXES
    ]
    assert len(files) > 200
    found = [
        (path.relative_to(root).as_posix(), word)
        for path in (*files, root / "README.md")
        for word in IN_CODE.findall(path.read_text("utf-8"))
    ]
    assert found == []


def test_quotation_marks_hold_the_source_or_the_form(rubric: Rubric, official: str) -> None:
    """What stands in “…” is taken for words of the document."""
    for item in rubric.items:
        for clause in item.clauses:
            known = ON_THE_FORM | _choices(clause)
            quoted = {
                quote.strip("…")
                for text in (item.orientation, *_of_clause(clause))
                for quote in QUOTE.findall(UNWRITTEN.sub("", text))
            }
            strange = {quote for quote in quoted - known if quote not in official}
            assert (clause.id, strange) == (clause.id, set())


def test_a_question_on_what_is_not_named_excludes_what_is(rubric: Rubric) -> None:
    """Else a thing that was named, and done three times, is counted once as itself and twice as another."""
    others = [
        question.other
        for clause in rubric.clauses
        for question in clause.questions
        if isinstance(question, Each) and question.other
    ]
    counts = [
        question.ask
        for clause in rubric.clauses
        for question in clause.questions
        if "其他" in question.ask or "另外" in question.ask
    ]
    assert len(others) == 3
    assert [ask for ask in others if "以外" not in ask] == []
    assert counts == []
