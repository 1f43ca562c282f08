"""What the search on the site knows: one document a clause, an item and a glossary term, as plain data.

The order of trust is kept apart here and weighed in the browser: official words, the words readers use for them
(``search_words``), our guidance, the glossary. How it is searched is in ``site_src/assets/js/search/``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from macros.pages.addresses import clause_path, gap_anchor, item_path, row_anchor
from macros.pages.terms import used_terms
from qinglian_core.amounts import amount_text
from qinglian_core.criteria.glossary import places
from qinglian_core.criteria.questions import Count, Each, Grade

from .sounds import sound_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from macros.loading.vocabulary import PageWords, Vocabulary
    from qinglian_core.criteria.glossary import Glossary, Term
    from qinglian_core.criteria.guidance import Guidance
    from qinglian_core.criteria.model import Clause, Gap, Item, Project, Rubric
    from qinglian_core.criteria.questions import Named, Question
    from qinglian_core.criteria.table import Words

FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A clause that says something close to the answer; ``path`` is inside its edition."""

    label: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchDocument:
    """One thing that can be found; ``path`` is inside its edition."""

    kind: str
    id: str
    label: str
    title: str
    points: str = ""
    path: str
    official: str = ""
    words: tuple[str, ...] = ()
    guidance: tuple[str, ...]
    terms: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()


def search_documents(
    rubric: Rubric, glossary: Glossary, pages: Iterable[PageWords] = ()
) -> tuple[SearchDocument, ...]:
    """Return everything of an edition that can be found, in the order of the document."""
    terms = used_terms(glossary, rubric)
    where = {term.id: places(term, rubric) for term in terms}
    found: list[SearchDocument] = []
    for project in rubric.projects:
        if project.title:
            found.append(_project_document(project, rubric.words))
        for item in project.items:
            found.append(_item_document(item, _explained(item.id, terms, where)))
            found.extend(
                _clause_document(clause, item, _explained(clause.id, terms, where))
                for clause in item.clauses
            )
    found.extend(_term_document(term) for term in terms)
    found.extend(_gap_document(gap, rubric) for gap in rubric.gaps)
    found.extend(_page_document(page) for page in pages)
    return tuple(found)


def search_data(
    rubric: Rubric,
    glossary: Glossary,
    vocabulary: Vocabulary,
    sounds: Callable[[Iterable[str]], dict[str, str]] = sound_table,
) -> dict[str, object]:
    """Return the JSON value that the browser searches in; ``sounds`` says how its characters are read."""
    documents = search_documents(rubric, glossary, vocabulary.pages)
    return {
        "format": FORMAT,
        "documents": [asdict(document) for document in documents],
        "synonyms": vocabulary.synonyms,
        "fillers": vocabulary.fillers,
        "lookalikes": vocabulary.lookalikes,
        "examples": vocabulary.examples,
        "sounds": sounds(text for document in documents for text in _texts(document)),
    }


def search_script(data: dict[str, object]) -> str:
    """Return ``data`` as a script, which a page opened from a folder may load where it may not fetch."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.__qinglianSearch={text};\n"


def _project_document(project: Project, words: Words) -> SearchDocument:
    """Return the document of a project; it leads to its first row in the table of criteria."""
    clauses = [clause for item in project.items for clause in item.clauses]
    items = "；".join(
        f"{item.label} {item.heading}（{amount_text(item.points)}分）" for item in project.items
    )
    return SearchDocument(
        kind="project",
        id=project.id,
        label=words.project,
        title=project.title,
        points=amount_text(project.points),
        path=f"criteria/#{row_anchor(clauses[0].id)}" if clauses else "criteria/",
        guidance=_filled(items),
    )


def _item_document(item: Item, terms: tuple[str, ...]) -> SearchDocument:
    return SearchDocument(
        kind="item",
        id=item.id,
        label=item.label,
        title=item.heading,
        points=amount_text(item.points),
        path=item_path(item.id),
        official=item.standard,
        words=item.search_words,
        guidance=_filled(item.orientation),
        terms=terms,
    )


def _clause_document(clause: Clause, item: Item, terms: tuple[str, ...]) -> SearchDocument:
    return SearchDocument(
        kind="clause",
        id=clause.id,
        label=clause.label,
        title=item.heading,
        points=amount_text(clause.points),
        path=clause_path(item.id, clause.id),
        official=clause.official,
        words=clause.search_words,
        guidance=_filled(*_guidance_texts(clause.guidance), *_question_texts(clause)),
        terms=terms,
    )


def _term_document(term: Term) -> SearchDocument:
    return SearchDocument(
        kind="term",
        id=term.id,
        label="词语解释",
        title=term.term,
        path=f"glossary/#{term.id}",
        words=term.aliases,
        guidance=_filled(term.text),
    )


def _gap_document(gap: Gap, rubric: Rubric) -> SearchDocument:
    return SearchDocument(
        kind="gap",
        id=gap.id,
        label=f"{rubric.words.criteria}没有写",
        title=gap.ask,
        path=f"method/#{gap_anchor(gap.id)}",
        words=gap.phrases,
        guidance=(gap.text,),
        near=tuple(
            Near(label=clause.label, path=clause_path(item.id, clause.id))
            for item in rubric.items
            for clause in item.clauses
            if clause.id in gap.near
        ),
    )


def _page_document(page: PageWords) -> SearchDocument:
    return SearchDocument(
        kind="page",
        id=page.path,
        label="本站页面",
        title=page.title,
        path=page.path,
        words=page.words,
        guidance=_filled(page.text),
    )


def _explained(
    identifier: str, terms: tuple[Term, ...], where: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the terms of a clause or item with their meaning, so that the meaning leads there."""
    return tuple(f"{term.term}：{term.text}" for term in terms if identifier in where[term.id])


def _guidance_texts(guidance: Guidance | None) -> Iterable[str]:
    """Yield our words on a clause, but for those on other clauses: they would lead here instead of there."""
    if guidance is None:
        return
    yield from guidance.looked_at
    yield from (evidence.text for evidence in guidance.written)
    yield from (evidence.text for evidence in guidance.suggested)
    yield from guidance.losses
    for point in guidance.open_points:
        yield from (point.text, point.treated, point.left_out)
    for example in guidance.examples:
        yield from (example.title, example.story)


def _question_texts(clause: Clause) -> Iterable[str]:
    for question in clause.questions:
        yield from (question.ask, question.hint)
        yield from (thing.label for thing in _named(question))


def _named(question: Question) -> tuple[Named, ...]:
    return question.named if isinstance(question, Count | Each | Grade) else ()


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _texts(document: SearchDocument) -> Iterable[str]:
    return (
        document.title,
        document.official,
        *document.words,
        *document.guidance,
        *document.terms,
    )
