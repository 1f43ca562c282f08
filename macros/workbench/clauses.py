"""One clause: where it is written, how it looks, and what it scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.loading.editions import publication_of
from macros.loading.glossary import load_glossary
from macros.loading.registry import EditionEntry, State
from macros.loading.yamlsource import SourceError, parse_source
from macros.pages.preview import clause_preview
from qinglian_core.answers.entries import read_entry
from qinglian_core.criteria.glossary import Glossary
from qinglian_core.faults import AnswerError
from qinglian_core.reader import read
from qinglian_core.scoring.clausescore import score_clause
from qinglian_core.scoring.result import clause_result

from .editing import file_block, list_blocks
from .outline import clauses_in

if TYPE_CHECKING:
    from macros.importing.yamlblocks import Block
    from qinglian_core.criteria.model import Rubric

    from .outline import Plain
    from .project import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class ClausePlace:
    """Where a clause is written: its file, its number there from 0, its lines from 1, its YAML and what that says."""

    file: str
    index: int
    line: int
    end: int
    block: Block
    data: dict[str, object]


def clause_place(project: Project, edition: str, clause: str) -> ClausePlace:
    """Return where ``clause`` is written; raise ``KeyError`` where it is not found."""
    texts = project.texts()
    for source in project.folder(edition).items:
        plain = parse_source(texts[source.file], source.file)
        data = plain.data if isinstance(plain.data, dict) else {}
        found = clauses_in(data)
        names = [one.get("id") for one in found]
        if clause not in names:
            continue
        index = names.index(clause)
        text = texts[source.file]
        end = len(text.splitlines())
        if index + 1 < len(found):
            end = plain.mark(("clauses", index + 1))[0] - 1
        return ClausePlace(
            file=source.file,
            index=index,
            line=plain.mark(("clauses", index))[0],
            end=end,
            block=list_blocks(file_block(text, data), "clauses", found)[index],
            data=found[index],
        )
    raise KeyError(clause)


def preview_of(project: Project, edition: str, clause: str) -> Plain:
    """Return ``clause`` in HTML: its section of the page of its item, and its card; raise ``SourceError``."""
    entry = project.entries().get(edition) or EditionEntry(id=edition, label="", state=State.DRAFT)
    rubric = project.rubric(edition)
    publication = publication_of(entry, project.folder(edition), rubric, _glossary(project, rubric))
    found = clause_preview(publication, clause)
    return {"page": found.page, "card": found.card}


def _glossary(project: Project, rubric: Rubric) -> Glossary:
    try:
        return load_glossary(project.root, [rubric])
    except SourceError:
        return Glossary()


def clause_result_of(rubric: Rubric, name: str, entry: object) -> Plain:
    """Return what the clause called ``name`` scores for ``entry``; raise ``AnswerError`` where that is none."""
    clause = next((one for one in rubric.clauses if one.id == name), None)
    if clause is None:
        raise KeyError(name)
    read_ = read(entry, AnswerError, lambda reader: read_entry(clause, reader))
    return clause_result(score_clause(clause, read_))
