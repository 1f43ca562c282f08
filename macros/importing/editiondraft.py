"""The next edition as the files of a folder: what the document says, and of the older edition what still applies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from macros.loading.references import Renumbering
from macros.loading.review import KEY, ReviewMark
from macros.source.headings import likeness
from macros.source.verifying import flat
from qinglian_core.amounts import amount_text
from qinglian_core.revision.matching import propose
from qinglian_core.revision.proposal import Passage, passages

from .clausedraft import ClauseDraft, draft_clause
from .editionfile import write_edition
from .material import Document, NewClause, OldClause, OlderEdition, clause_points, clauses_of
from .reviewing import review_section, with_marks
from .textchange import TextChange
from .yamlblocks import (
    Block,
    as_list,
    comment_of,
    entries,
    figure,
    literal,
    parse_block,
    quoted,
    scalar,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from macros.source.layout import SourceItem
    from qinglian_core.criteria.model import Item, Rubric
    from qinglian_core.revision.proposal import Proposal

_SAME_TITLE = 0.6
_SCHEMA = "# yaml-language-server: $schema=../../../macros/schemas/item.schema.json\n"


class Became(Enum):
    """What a clause of the new edition is to the older one."""

    NEW = "new"
    MERGED = "merged"
    SPLIT = "split"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionDraft:
    """The files of a new edition by their path in its folder, and how its clauses were found to descend."""

    files: Mapping[str, str]
    proposal: Proposal
    texts: Mapping[str, str]
    """The texts of the new clauses by their ids."""
    unrelated: Mapping[str, tuple[str, ...]]
    """The new clauses that were related to older ones that are gone."""

    def became(self, older: Rubric) -> dict[str, Became]:
        """Return what each clause is to those of ``older``, by its id."""
        known = {clause.id: clause.official for clause in older.clauses}
        heirs = Counter(old for match in self.proposal.matches for old in match.old)

        def found(new: str, old: tuple[str, ...]) -> Became:
            if not old:
                return Became.NEW
            if len(old) > 1:
                return Became.MERGED
            if heirs[old[0]] > 1:
                return Became.SPLIT
            return Became.SAME if self.texts[new] == known[old[0]] else Became.CHANGED

        return {match.new: found(match.new, match.old) for match in self.proposal.matches}


def draft_edition(older: OlderEdition, document: Document, name: str) -> EditionDraft:
    """Return the draft of the edition called ``name``."""
    return _EditionDraft(older, document, name).draft()


class _EditionDraft:
    """An edition on its way."""

    def __init__(self, older: OlderEdition, document: Document, name: str) -> None:
        self._older = older
        self._document = document
        self._name = name
        self._old_labels = {clause.id: clause.label for clause in older.rubric.clauses}
        self._items = document.layout.items
        self._clauses = {item.id: clauses_of(item) for item in self._items}
        new = [
            Passage(
                id=clause.id,
                label=older.rubric.words.clause_label(clause.id),
                item=item.title,
                text=clause.official,
            )
            for item in self._items
            for clause in self._clauses[item.id]
        ]
        self._proposal = propose(passages(older.rubric), new)
        self._sources = {match.new: match.old for match in self._proposal.matches}
        self._doubts = {match.new: match.doubt for match in self._proposal.matches}
        self._clauses = {name: self._as_before(found) for name, found in self._clauses.items()}
        self._unrelated: dict[str, tuple[str, ...]] = {}
        self._drafted: dict[str, str] = {}
        self._heirs = Counter(old for match in self._proposal.matches for old in match.old)
        self._item_heirs = self._matched_items()
        self._numbers = self._renumbering()
        self._old_clauses = {
            clause.id: OldClause(
                id=clause.id,
                points=clause.points,
                text=clause.text,
                standard=clause.standard,
                block=block,
            )
            for item in older.rubric.items
            for clause, block in zip(
                item.clauses,
                entries(parse_block(older.items[item.id]).sections["clauses"]),
                strict=True,
            )
        }

    def _as_before(self, clauses: Sequence[NewClause]) -> tuple[NewClause, ...]:
        """Return clauses with the line breaks of the one they come from, and without points where it has none either."""
        old = {clause.id: clause for clause in self._older.rubric.clauses}
        printed = {
            f"{item.id}.{number}": bool(clause.points)
            for item in self._items
            for number, clause in enumerate(item.clauses, 1)
        }
        found = []
        for one in clauses:
            sources = [old[name] for name in self._sources[one.id]]
            if len(sources) == 1:
                (source,) = sources
                pointless = not source.points and not printed[one.id]
                standard = _as_broken(one.standard, source.standard)
                text = _as_broken(one.text, source.text)
                points = source.points if pointless else one.points
                found.append(replace(one, standard=standard, text=text, points=points))
            else:
                found.append(one)
        return tuple(found)

    def draft(self) -> EditionDraft:
        """Return everything."""
        width = max(2, *(len(item.id) for item in self._items if item.id.isdecimal()), 2)
        items = {
            f"items/{item.id.zfill(width)}.yaml": self._item_file(item) for item in self._items
        }
        document = replace(self._document, drafted=self._drafted)
        edition = write_edition(self._older, document, self._name, self._numbers, self._losses())
        files = {"edition.yaml": edition, **items}
        texts = {clause.id: clause.official for found in self._clauses.values() for clause in found}
        return EditionDraft(
            files=files, proposal=self._proposal, texts=texts, unrelated=self._unrelated
        )

    def _matched_items(self) -> dict[str, str]:
        """Return which new item each old one lives on in: the one with most of its clauses, else of its title."""
        old = {clause: item for item in self._older.rubric.items for clause in item.clauses}
        by_id = {clause.id: item for clause, item in old.items()}
        counted = Counter(
            (item.id, by_id[source].id)
            for item in self._items
            for clause in self._clauses[item.id]
            for source in self._sources[clause.id]
        )
        heirs: dict[str, str] = {}
        titled = (
            (likeness(new.title, item.title), new.id, item.id)
            for new in self._items
            for item in self._older.rubric.items
            if new.title and item.title
        )
        alike = {(new, item) for close, new, item in titled if close >= _SAME_TITLE}
        pairs = sorted(
            {*counted, *alike},
            key=lambda pair: (pair in alike, counted[pair]),
            reverse=True,
        )
        for new, item in pairs:
            if item not in heirs and new not in heirs.values():
                heirs[item] = new
        return heirs

    def _renumbering(self) -> Renumbering:
        heirs: dict[str, str] = {}
        for match in self._proposal.matches:
            for source in match.old:
                heirs.setdefault(source, match.new)
        rubric = self._older.rubric
        return Renumbering(
            clauses=heirs,
            items=self._item_heirs,
            known_clauses=frozenset(clause.id for clause in rubric.clauses),
            known_items=frozenset(item.id for item in rubric.items),
            words=rubric.words,
        )

    def _losses(self) -> tuple[ReviewMark, ...]:
        return tuple(
            ReviewMark(id="gone", look=f"旧版{self._label(loss.old)}：{loss.doubt}")
            for loss in self._proposal.losses
            if loss.doubt
        )

    def _label(self, clause: str) -> str:
        """Return what readers call a clause."""
        return self._old_labels[clause]

    def _item_file(self, item: SourceItem) -> str:
        olds = {new: old for old, new in self._item_heirs.items()}
        old = next((one for one in self._older.rubric.items if one.id == olds.get(item.id)), None)
        base = parse_block(self._older.items[old.id]) if old else Block(head=_SCHEMA, sections={})
        drafts = [self._clause(clause) for clause in self._clauses[item.id]]
        for clause, draft in zip(self._clauses[item.id], drafts, strict=True):
            self._drafted[clause.id] = draft.block.text
        sections = {
            **base.sections,
            "id": quoted("id", item.id),
            **self._official_sections(item, old, base),
        }
        marks: list[ReviewMark] = []
        if "orientation" in sections:
            sections["orientation"], marks = self._orientation(sections["orientation"], item, old)
        prose = sections.get("orientation", "") + self._unmarked(item)
        marks = [*self._item_marks(item, old, prose), *marks]
        sections[KEY] = review_section(marks)
        sections["clauses"] = as_list("clauses", [draft.block for draft in drafts])
        first = ("id", "number", "title", "points", "standard", KEY)
        later = [key for key in sections if key not in (*first, "clauses")]
        order = (*first, *later, "clauses")
        # 文件开头的说明随第一个键走
        head = base.head + comment_of(base.sections.get("id", ""))
        return Block(
            head=head, sections={key: sections[key] for key in order if sections.get(key)}
        ).text

    def _official_sections(self, item: SourceItem, old: Item | None, base: Block) -> dict[str, str]:
        """Return the official words and points of an item; what the table has no place for is left out."""
        title = base.sections.get("title", "") if old and old.title == item.title else ""
        same = old is not None and flat(old.standard) == flat(item.standard)
        standard = base.sections.get("standard", "") if same else ""
        table = self._document.layout.table
        needs_points = (
            table.is_plain or item.points is not None or (old and "points" in base.sections)
        )
        return {
            "title": title or (scalar("title", item.title) if item.title else ""),
            "points": figure("points", _points_of(item)) if needs_points else "",
            "standard": standard or (literal("standard", item.standard) if item.standard else ""),
        }

    def _unmarked(self, item: SourceItem) -> str:
        """Return our words on the clauses of an item whose text did not change."""
        same = [
            self._old_clauses[source].block.text
            for clause in self._clauses[item.id]
            for source in self._sources[clause.id]
            if self._old_clauses[source].official == clause.official
        ]
        return "".join(same)

    def _clause(self, clause: NewClause) -> ClauseDraft:
        sources = self._sources[clause.id]
        draft = draft_clause(
            clause,
            [self._old_clauses[source] for source in sources],
            self._numbers,
            self._older.rubric.remarks,
            split=any(self._heirs[source] > 1 for source in sources) and len(sources) == 1,
        )
        if draft.unrelated:
            self._unrelated[clause.id] = draft.unrelated
        doubt = self._doubts[clause.id]
        if not doubt:
            return draft
        listed = "、".join(map(self._label, sources)) or "没有"
        look = f"来历（旧版：{listed}）：{doubt}；改在 lineage.yaml"
        mark = ReviewMark(id="descent", look=look)
        return replace(draft, block=with_marks(draft.block, [mark]))

    def _orientation(
        self, section: str, item: SourceItem, old: Item | None
    ) -> tuple[str, list[ReviewMark]]:
        """Return our words on an item with the new numbers, and a mark where more than numbers changed."""
        text, gone = self._numbers.renumber(section)
        for clause in self._clauses[item.id]:
            for source in self._sources[clause.id]:
                change = TextChange(self._old_clauses[source].official, clause.official)
                for words, found in change.followed_quotations(text):
                    text = text.replace(f"“{words}”", f"“{found}”")
        if old is not None and old.points != item.points and item.points is not None:
            unit = self._older.rubric.words.item_unit
            text = text.replace(
                f"本{unit}{amount_text(old.points)}分", f"本{unit}{amount_text(item.points)}分"
            )
        before = Counter((clause.id, clause.points) for clause in old.clauses) if old else None
        after = Counter(
            (source, clause.points)
            for clause in self._clauses[item.id]
            for source in self._sources[clause.id] or [""]
        )
        if before == after and not gone:
            return text, []
        called = self._older.rubric.words
        look = f"本{called.item_unit}的{called.clause}或分值变了，orientation 里说到{called.clause}数、分值和各{called.clause}内容的话请核对"
        return text, [ReviewMark(id="orientation", look=look)]

    def _item_marks(self, item: SourceItem, old: Item | None, prose: str) -> list[ReviewMark]:
        words = self._older.rubric.words
        marks: list[ReviewMark] = []
        if old is None:
            look = f"新增的一{words.item_unit}，还没有 orientation 和 search_words"
            marks.append(ReviewMark(id="new-item", look=look))
        elif lost := TextChange(
            old.standard, _as_broken(item.standard, old.standard)
        ).lost_quotations(prose):
            listed = "、".join(f"“{words}”" for words in lost)
            look = f"标准改了，说明里引着已经没有的话：{listed}；请照新的改"
            marks.append(ReviewMark(id="standard-changed", look=look))
        return [*marks, *self._points_marks(item)]

    def _points_marks(self, item: SourceItem) -> Iterator[ReviewMark]:
        """Tell where the document states no points."""
        words = self._older.rubric.words
        if item.points is None and self._document.layout.table.is_plain:
            look = f"原文没有写这一{words.item_unit}的分值，先写成各{words.clause}相加的数；请核对"
            yield ReviewMark(id="item-points", look=look)
        for printed, clause in zip(item.clauses, self._clauses[item.id], strict=True):
            if not printed.points and clause.points:
                label = words.clause_label(clause.id)
                look = f"原文没有写{label}的分值，先照本{words.item_unit}的分值推算；请核对"
                yield ReviewMark(id="clause-points", look=look)


def _as_broken(text: str, before: str) -> str:
    """Return ``before`` where ``text`` differs from it only in line breaks: these mean nothing in a cell."""
    return before if flat(text) == flat(before) else text


def _points_of(item: SourceItem) -> Decimal:
    return item.points or clause_points(item)
