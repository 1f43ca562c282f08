"""``rubric/search.yaml``: words that help to search and belong to no clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.faults import RubricError
from qinglian_core.reader import Reader, read

from .yamlsource import SourceError, SourceFault, read_source

if TYPE_CHECKING:
    import pathlib

FORMAT = 1
NAME = "rubric/search.yaml"
PAGES = ("criteria/", "criteria/all/", "self-check/", "compare/", "glossary/", "method/")
"""Pages that every edition has: what search.yaml names is found in the search of each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageWords:
    """A page that is found besides clauses, items and terms; ``path`` is inside the edition."""

    path: str
    title: str
    words: tuple[str, ...]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """General words; those of a clause are its ``search_words``."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same."""
    fillers: tuple[str, ...] = ()
    """Words of a question that say nothing about its subject (怎么、多少)."""
    lookalikes: tuple[str, ...] = ()
    """Characters mistaken for one another by their shape, a string a group."""
    examples: tuple[str, ...] = ()
    """What readers may try."""
    pages: tuple[PageWords, ...] = ()


def load_vocabulary(root: pathlib.Path) -> Vocabulary:
    """Load ``root``/rubric/search.yaml; raise ``SourceError`` with every fault. Without the file there are no words."""
    path = root / NAME
    if not path.exists():
        return Vocabulary()
    source = read_source(path, NAME)
    if source.faults:
        raise SourceError(source.faults)
    try:
        return decode_vocabulary(source.data)
    except RubricError as error:
        faults = []
        for fault in error.faults:
            line, column = source.mark(fault.path)
            faults.append(
                SourceFault(
                    file=NAME, line=line, column=column, code=fault.code, message=fault.message
                )
            )
        raise SourceError(tuple(faults)) from None


def decode_vocabulary(data: object) -> Vocabulary:
    """Return the vocabulary in ``data``; raise ``RubricError`` with every fault."""
    return read(data, RubricError, _decode)


def _decode(reader: Reader) -> Vocabulary:
    reader.keys(
        required=("format",),
        optional=("synonyms", "fillers", "lookalikes", "examples", "pages"),
    )
    if reader.has("format") and reader.mapping()["format"] != FORMAT:
        reader.fault("Q030", f"format 应为 {FORMAT}；别的格式请用相应版本的工具", key="format")
    return Vocabulary(
        synonyms=tuple(_group(group) for group in reader.each("synonyms")),
        fillers=reader.texts("fillers"),
        lookalikes=reader.texts("lookalikes"),
        examples=reader.texts("examples"),
        pages=tuple(_page(page) for page in reader.each("pages")),
    )


def _page(reader: Reader) -> PageWords:
    reader.keys(required=("path", "title", "words", "text"))
    path = reader.text("path")
    if path and path.partition("#")[0] not in PAGES:
        told = (
            f"“{path}”不是各版都有的页面；可以写：{'、'.join(PAGES)}，"
            "只属于一处内容的词写在那一处的 search_words 里"
        )
        reader.fault("Q053", told, key="path")
    return PageWords(
        path=path,
        title=reader.text("title"),
        words=reader.texts("words"),
        text=reader.text("text"),
    )


def _group(reader: Reader) -> tuple[str, ...]:
    if not isinstance(reader.value, list) or len(reader.value) < 2:  # noqa: PLR2004 - a pair
        reader.fault("Q050", "一组同义词至少写两个，写成 [甲, 乙]")
        return ()
    return tuple(
        Reader(word, reader.faults, (*reader.path, index)).as_text()
        for index, word in enumerate(reader.value)
    )
