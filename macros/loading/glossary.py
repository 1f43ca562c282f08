"""``rubric/glossary.yaml``: the terms of all editions, or every fault with its line and column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qinglian_core.criteria.glossary import Glossary, decode_glossary, unknown_places
from qinglian_core.faults import Fault, FaultyDataError
from qinglian_core.revision.lineage import lineage_between

from .folders import RUBRIC, edition_folders, file_name, with_decoding
from .prose import unknown_numbers
from .references import along, back_along
from .yamlsource import SourceError, SourceFault, ordered, read_source

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterable, Iterator, Mapping

    from qinglian_core.criteria.glossary import Term
    from qinglian_core.criteria.model import Rubric
    from qinglian_core.revision.lineage import Lineage

    from .references import Renumbering


def load_glossary(root: pathlib.Path, rubrics: Iterable[Rubric]) -> Glossary:
    """Load rubric/glossary.yaml, whose places are looked for in ``rubrics``; raise ``SourceError``.

    A file that is missing is a fault: it may have been lost, and with it every explanation.
    """
    path = root / RUBRIC / "glossary.yaml"
    name = file_name(path, root)
    if not path.exists():
        message = "缺少这个文件（词语解释），请找回；新的细则请另写一个，至少解释一个词语"
        raise SourceError((SourceFault(file=name, line=1, column=1, code="Q042", message=message),))
    source = read_source(path, name)
    glossary = Glossary()
    found: tuple[Fault, ...] = ()
    if isinstance(source.data, dict):
        try:
            glossary = decode_glossary(source.data)
            found = (
                *_unknown_editions(glossary, root),
                *unknown_places(glossary, rubrics),
                *_unknown_numbers(glossary, rubrics),
            )
        except FaultyDataError as error:
            found = error.faults
    if faults := with_decoding(source, found):
        raise SourceError(tuple(ordered(faults)))
    return glossary


def _unknown_editions(glossary: Glossary, root: pathlib.Path) -> Iterator[Fault]:
    """Yield a fault for each edition that is named and is not there: its numbers could not be looked up."""
    known = [folder.name for folder in edition_folders(root)]
    for index, edition in enumerate(glossary.editions):
        if edition not in known:
            told = f"editions 写了“{edition}”，rubric/ 里没有这一版；现有：{'、'.join(known)}"
            yield Fault(code="Q045", path=("editions", index), message=told)


def _unknown_numbers(glossary: Glossary, rubrics: Iterable[Rubric]) -> Iterator[Fault]:
    """Yield a fault for each clause or item that an explanation names and none of its editions has."""
    known = [one for one in rubrics if not glossary.editions or one.id in glossary.editions]
    for index, term in enumerate(glossary.terms):
        for key in ("text", "note"):
            told = [set(unknown_numbers(getattr(term, key), rubric)) for rubric in known]
            for words in sorted(set.intersection(*told)) if told else ():
                yield Fault(code="P001", path=("terms", index, key), message=words)


def glossary_of(
    glossary: Glossary, rubric: Rubric, rubrics: Mapping[str, Rubric], lineages: Iterable[Lineage]
) -> Glossary:
    """Return ``glossary`` with the numbers that ``rubric`` has for the clauses it names.

    Its numbers are those of the last of its ``editions``; where nobody has said what came of them, its places are
    found by its words alone.
    """
    if not glossary.editions or rubric.id in glossary.editions:
        return glossary
    spoken_of = glossary.editions[-1]
    numbers = _numbers(spoken_of, rubric.id, rubrics, tuple(lineages))
    return replace(glossary, terms=tuple(_renumbered(term, numbers) for term in glossary.terms))


def _numbers(
    spoken_of: str, wanted: str, rubrics: Mapping[str, Rubric], lineages: tuple[Lineage, ...]
) -> Renumbering | None:
    later = lineage_between(lineages, spoken_of, wanted)
    if later is not None and spoken_of in rubrics:
        return along(later, rubrics[spoken_of], rubrics[wanted])
    earlier = lineage_between(lineages, wanted, spoken_of)
    if earlier is not None and spoken_of in rubrics:
        return back_along(earlier, rubrics[wanted], rubrics[spoken_of])
    return None


def _renumbered(term: Term, numbers: Renumbering | None) -> Term:
    if numbers is None:
        return replace(term, where=())
    names = {**numbers.items, **numbers.clauses}
    where = dict.fromkeys(names[place] for place in term.where if place in names)
    return replace(
        term,
        where=tuple(where),
        text=numbers.renumber(term.text)[0],
        note=numbers.renumber(term.note)[0],
    )
