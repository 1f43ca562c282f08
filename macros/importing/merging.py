"""Importing again: what the document changed is taken in, what somebody wrote in the meantime stays.

Three states are compared section by section: what was drafted the last time, what it has become, what is drafted now.
Where both changed the same section, what somebody wrote stays and is marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.loading.folders import LINEAGE
from macros.loading.references import Renumbering
from macros.loading.review import KEY, ReviewMark
from macros.loading.yamlsource import parse_source
from qinglian_core.criteria.decoding.table import words_of
from qinglian_core.revision.matching import propose
from qinglian_core.revision.proposal import Passage

from .examples import settle_examples
from .isolated import decode_alone
from .lineagemerge import merge_lineage
from .reviewing import review_section, with_marks
from .yamlblocks import Block, as_list, as_mapping, below, entries, parse_block, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


Files = dict[str, str]

_CLAUSES = "clauses"
_ITEMS = "items/"
_EDITION = "edition.yaml"
_DEEPER = frozenset(("guidance", "evidence"))
"""Sections that hold sections of their own."""
_ALIGNED = frozenset(("parts", "questions", "readings"))
"""Lists whose entries are compared one by one."""
KEPT = ".import/before"
"""Where what was there before an import is kept, below the edition's folder."""
_OFFICIAL = frozenset(("id", "number"))
"""What the program alone writes: it follows the document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    """An item's file, parted."""

    block: Block
    clauses: tuple[Block, ...]

    @property
    def id(self) -> str:
        return plain(self.block, "id")


def merge(base: Mapping[str, str], mine: Mapping[str, str], drafted: Mapping[str, str]) -> Files:
    """Return the files of ``drafted`` with what became of ``base`` in ``mine``."""
    return _Merge(base, mine, drafted).files()


def _items(files: Mapping[str, str]) -> dict[str, _Item]:
    """Return the items by id."""
    found: dict[str, _Item] = {}
    for name, text in files.items():
        if name.startswith(_ITEMS):
            block = parse_block(text)
            clauses = tuple(entries(block.sections.get(_CLAUSES, f"{_CLAUSES}:\n")))
            found[plain(block, "id")] = _Item(block=block, clauses=clauses)
    return found


def _edition(files: Mapping[str, str]) -> object:
    """Return what an edition says of itself, as far as it can be read."""
    return parse_source(files.get(_EDITION, ""), _EDITION).data


def _remarks(data: object) -> tuple[str, ...]:
    found = data.get("remarks") if isinstance(data, dict) else None
    return tuple(map(str, found)) if isinstance(found, list) else ()


def _clauses(items: Mapping[str, _Item]) -> dict[str, Block]:
    return {plain(clause, "id"): clause for item in items.values() for clause in item.clauses}


class _Merge:
    """Three states of an edition."""

    def __init__(
        self, base: Mapping[str, str], mine: Mapping[str, str], drafted: Mapping[str, str]
    ) -> None:
        self._base, self._mine, self._drafted = base, mine, drafted
        self._items = [_items(files) for files in (base, mine, drafted)]
        edition = _edition(drafted)
        self._words = words_of(edition)
        self._remarks = (*_remarks(_edition(mine)), *_remarks(edition))
        self._clauses = [_clauses(items) for items in self._items]
        proposal = propose(self._passages(0), self._passages(2))
        self._before = {match.new: match.old[0] for match in proposal.matches if match.old}
        """The clause of the last draft that each clause of this one is."""
        self._numbers = Renumbering(
            clauses={old: new for new, old in reversed(self._before.items())},
            items=self._item_numbers(),
            known_clauses=frozenset(self._clauses[0]),
            known_items=frozenset(self._items[0]),
            words=self._words,
        )

    def _passages(self, state: int) -> list[Passage]:
        return [
            Passage(
                id=plain(clause, "id"),
                label=plain(clause, "id"),
                item=plain(item.block, "title"),
                text=clause.sections.get("text", ""),
            )
            for item in self._items[state].values()
            for clause in item.clauses
        ]

    def _item_numbers(self) -> dict[str, str]:
        """Return what the items of the last draft are called now: by their titles, else by their numbers."""
        now = {plain(item.block, "title"): name for name, item in self._items[2].items()}
        return {
            name: now.get(plain(item.block, "title"), name) for name, item in self._items[0].items()
        }

    def files(self) -> Files:
        """Return the merged files."""
        merged = dict(self._mine)
        for name in [*merged]:
            if name.startswith(_ITEMS) and name not in self._drafted:
                del merged[name]
        befores = {new: old for old, new in self._numbers.items.items()}
        for name, text in self._drafted.items():
            if name.startswith(_ITEMS):
                item = self._items[2][plain(parse_block(text), "id")]
                merged[name] = self._item(item, befores.get(item.id, ""))
            elif name == LINEAGE:
                states = (self._base.get(name, ""), self._mine.get(name, ""), text)
                merged[name] = merge_lineage(*states, self._before)
            else:
                merged[name] = self._sections(
                    parse_block(self._base.get(name, "")),
                    parse_block(self._mine.get(name, "")),
                    parse_block(text),
                ).text
        return merged

    def _item(self, item: _Item, before: str) -> str:
        base, mine = self._items[0].get(before), self._items[1].get(before)
        clauses = [self._clause(clause) for clause in item.clauses]
        if base is None or mine is None:
            block = item.block
        else:
            known = {plain(clause, "id") for clause in base.clauses}
            clauses += [one for one in mine.clauses if plain(one, "id") not in known]
            block = self._sections(base.block, mine.block, item.block)
        return block.with_sections(**{_CLAUSES: as_list(_CLAUSES, clauses)}).text

    def _clause(self, clause: Block) -> Block:
        before = self._before.get(plain(clause, "id"), "")
        base, mine = self._clauses[0].get(before), self._clauses[1].get(before)
        if base is None or mine is None:
            return clause
        merged, marks = settle_examples(self._sections(base, mine, clause), self._remarks)
        merged = with_marks(merged, marks)
        if not decode_alone(merged, self._remarks):
            return merged
        look = (
            f"你改过的与新的原文合不到一起，这一{self._words.clause}换成了程序的草稿；"
            f"你写的原样留在 {KEPT} 里，请把还用得上的抄回来"
        )
        return with_marks(clause, [ReviewMark(id="replaced", look=look)])

    def _sections(self, base: Block, mine: Block, drafted: Block) -> Block:
        clashes: list[str] = []
        sections = self._merged(base, mine, drafted, clashes)
        sections[KEY] = self._marks(base, mine, drafted, clashes)
        return _block(sections, mine.head or drafted.head)

    def _merged(
        self, base: Block, mine: Block, drafted: Block, clashes: list[str]
    ) -> dict[str, str]:
        """Return the sections of three states in one; where both changed, what was written stays."""
        sections: dict[str, str] = {}
        for key in dict.fromkeys((*drafted.sections, *mine.sections)):
            old, own = self._followed(base, key), self._followed(mine, key)
            new = drafted.sections.get(key, "")
            before, written, now = (below(text) if text else None for text in (old, own, new))
            if key in (_CLAUSES, KEY) or own in (old, new) or key in _OFFICIAL:
                sections[key] = new
            elif key in _DEEPER and before and written and now:
                inner = self._merged(before, written, now, clashes)
                sections[key] = as_mapping(key, _block(inner))
            elif key in _ALIGNED and (aligned := _aligned(old, own, new)):
                inner_blocks = [self._entry(*states, clashes) for states in aligned]
                sections[key] = as_list(key, inner_blocks)
            else:
                sections[key] = own
                clashes += [key] if new != old else []
        return sections

    def _entry(self, base: Block, mine: Block, drafted: Block, clashes: list[str]) -> Block:
        """Return the entry of a list in one."""
        if base.sections and mine.sections and drafted.sections:
            return _block(self._merged(base, mine, drafted, clashes), mine.head)
        if mine.text in (base.text, drafted.text):
            return drafted
        clashes += ["parts"] if drafted.text != base.text else []
        return mine

    def _followed(self, block: Block, key: str) -> str:
        return self._numbers.renumber(block.sections.get(key, ""))[0]

    def _marks(self, base: Block, mine: Block, drafted: Block, clashes: list[str]) -> str:
        """Return the marks that are left: those looked at stay away, new ones come, and what clashes."""
        old, own, new = (set(_mark_texts(block)) for block in (base, mine, drafted))
        kept = [text for text in _mark_texts(mine) if text in new or text not in old]
        kept += [text for text in _mark_texts(drafted) if text not in old and text not in own]
        section = as_list(KEY, kept) if kept else ""
        if base.sections.get("text", "") != drafted.sections.get("text", ""):
            look = f"再次导入时原文又改了；请对照新的原文再看一遍这一{self._words.clause}"
            section = _added(section, ReviewMark(id="text-again", look=look))
        if clashes:
            listed = "、".join(clashes)
            look = f"{listed} 你改过，再次导入时程序的草稿也不同了；留下的是你写的，请核对"
            section = _added(section, ReviewMark(id="clash", look=look))
        return section


def _aligned(*lists: str) -> list[tuple[Block, Block, Block]]:
    """Return the entries of three states of a list, where each has the same ones."""
    base, mine, drafted = (entries(text) if text else [] for text in lists)
    names = [[one.sections.get("id", "") for one in state] for state in (base, mine, drafted)]
    if not base or not names[0] == names[1] == names[2]:
        return []
    return list(zip(base, mine, drafted, strict=True))


def _block(sections: Mapping[str, str], head: str = "") -> Block:
    kept = {key: text for key, text in sections.items() if text or key == _CLAUSES}
    return Block(head=head, sections=kept)


def _mark_texts(block: Block) -> Iterator[str]:
    if KEY in block.sections:
        yield from (entry.text for entry in entries(block.sections[KEY]))


def _added(section: str, mark: ReviewMark) -> str:
    more = review_section([mark])
    return section + more.partition("\n")[2] if section else more
