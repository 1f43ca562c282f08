"""What the search is given: documents, the table of sounds, the vocabulary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from macros.loading.vocabulary import Vocabulary, load_vocabulary
from macros.loading.yamlsource import SourceError
from macros.search.documents import SearchDocument, search_documents, search_script
from macros.search.sounds import COMMON, sound_table
from tests.search.evaluation import edition

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[tuple[str, str], SearchDocument]:
    """Return the documents of the real edition by kind and id."""
    publication = edition(root)
    found = search_documents(publication.rubric, publication.glossary)
    return {(document.kind, document.id): document for document in found}


def test_every_clause_and_item_is_a_document(
    root: Path, documents: dict[tuple[str, str], SearchDocument]
) -> None:
    rubric = edition(root).rubric
    assert {name for kind, name in documents if kind == "clause"} == {c.id for c in rubric.clauses}
    assert {name for kind, name in documents if kind == "item"} == {i.id for i in rubric.items}
    assert sum(kind == "term" for kind, _ in documents) > 50


def test_a_clause_leads_to_itself(documents: dict[tuple[str, str], SearchDocument]) -> None:
    clause = documents["clause", "13.4"]
    assert (clause.label, clause.title, clause.points) == ("第13.4条", "厚植机关廉洁文化", "4")
    assert clause.path == "criteria/13/#c13-4"
    assert clause.official.startswith("清廉机关创建工作信息宣传（4分）。")
    assert documents["clause", "12.1"].label == "第12项"


def test_an_item_holds_its_standard(documents: dict[tuple[str, str], SearchDocument]) -> None:
    item = documents["item", "9"]
    assert (item.label, item.points, item.path) == ("第9项", "7", "criteria/09/")
    assert "带病提拔" in item.official


def test_a_project_leads_to_its_rows_in_the_table(
    documents: dict[tuple[str, str], SearchDocument],
) -> None:
    project = documents["project", "culture"]
    assert (project.title, project.points) == ("崇廉尚洁氛围", "25")
    assert project.path == "criteria/#row-13-1"
    assert project.guidance == ("第13项 厚植机关廉洁文化（12分）；第14项 培育选树清廉典型（13分）",)


def test_a_question_of_procedure_leads_to_its_answer_and_to_what_is_near(
    documents: dict[tuple[str, str], SearchDocument],
) -> None:
    gap = documents["gap", "who-assesses"]
    assert (gap.label, gap.title, gap.official) == ("考评细则没有写", "由谁来考评？", "")
    assert gap.path == "method/#gap-who-assesses"
    assert [(near.label, near.path) for near in gap.near] == [("第13.4条", "criteria/13/#c13-4")]


def test_pages_are_found_too(root: Path) -> None:
    publication = edition(root)
    pages = load_vocabulary(root).pages
    found = search_documents(publication.rubric, publication.glossary, pages)
    assert [d.path for d in found if d.kind == "page"] == [page.path for page in pages]


def test_a_term_leads_to_the_glossary_and_its_meaning_to_the_clause(
    documents: dict[tuple[str, str], SearchDocument],
) -> None:
    (term,) = (
        each for each in documents.values() if each.kind == "term" and each.title == "凡提四必"
    )
    assert term.path == f"glossary/#{term.id}"
    assert term.official == ""
    assert f"凡提四必：{term.guidance[0]}" in documents["clause", "9.1"].terms


def test_the_script_holds_the_data_and_no_markup() -> None:
    script = search_script({"format": 1, "documents": ["</script><b>三会一课"]})
    assert "<" not in script
    assert script.startswith("window.__qinglianSearch={")
    data = json.loads(script.removeprefix("window.__qinglianSearch=").removesuffix(";\n"))
    assert data == {"format": 1, "documents": ["</script><b>三会一课"]}


def test_sounds_are_those_of_common_characters_and_of_the_texts() -> None:
    assert len(COMMON) == 3755
    table = sound_table(["㛃"])
    assert {"项", "相", "象"} <= set(table["xiang"])
    assert "廉" in table["lian"]
    assert "重" in table["zhong"]
    assert "重" in table["chong"]
    assert "㛃" in table["jie"]
    assert "女" in table["nv"]


def test_the_vocabulary_of_the_project_is_sound(root: Path) -> None:
    vocabulary = load_vocabulary(root)
    assert vocabulary.synonyms[0][:2] == ("提拔", "选拔")
    assert "怎么" in vocabulary.fillers
    words = [word for group in vocabulary.synonyms for word in group]
    assert all(words)


def test_without_a_file_there_is_no_vocabulary(tmp_path: Path) -> None:
    assert load_vocabulary(tmp_path) == Vocabulary()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("format: 2\n", "rubric/search.yaml:1:9: Q030 format 应为 1；"),
        (
            "format: 1\nsynonyms:\n  - [提拔]\n",
            "rubric/search.yaml:3:5: Q050 一组同义词至少写两个，写成 [甲, 乙]",
        ),
        ("format: 1\nsynonyms:\n  - [提拔, 3]\n", "rubric/search.yaml:3:10: Q003 这里应是文字"),
        ("format: 1\nfiller: [的]\n", "rubric/search.yaml:2:1: Q002 不认识的键“filler”"),
    ],
)
def test_faults_of_the_vocabulary_are_told_with_their_place(
    tmp_path: Path, text: str, begins: str
) -> None:
    (tmp_path / "rubric").mkdir()
    (tmp_path / "rubric" / "search.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        load_vocabulary(tmp_path)
    assert str(caught.value).startswith(begins)
    assert len(caught.value.faults) == 1
