"""A clause of the next edition as YAML: what its older clause says, carried over as far as it still applies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.loading.review import KEY, ReviewMark
from qinglian_core.amounts import amount_text

from .carriedrule import CITE, carry_rule, followed, keep_named
from .examples import settle_examples
from .guidancecarry import without_lost_evidence, without_lost_relations, without_moot
from .isolated import decode_alone
from .mergedclauses import merged_guidance, merged_words, suffixed
from .reviewing import review_section
from .ruledraft import draft_parts, stated_effects
from .textchange import TextChange
from .yamlblocks import (
    Block,
    as_mapping,
    below,
    figure,
    list_body,
    literal,
    quoted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.loading.references import Renumbering

    from .material import NewClause, OldClause

_ORDER = (
    *("id", "number", "points", "standard", "text", KEY),
    *("parts", "readings", "guidance", "search_words"),
)
_TAIL = 6
"""The signs at the end of a passage that tell it from others: 每项扣0.5分."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseDraft:
    """The YAML of a clause, with what has to be looked at in it."""

    block: Block
    unrelated: tuple[str, ...] = ()
    """The clauses that it was related to and that are gone."""


def draft_clause(
    new: NewClause,
    sources: Sequence[OldClause],
    numbers: Renumbering,
    remarks: tuple[str, ...],
    *,
    split: bool,
) -> ClauseDraft:
    """Return the first draft of ``new``, of an edition with these ``remarks``.

    It comes from ``sources``; ``split``: these have other heirs too.
    """
    draft = _Draft(new, sources, numbers, remarks)
    if not sources:
        draft.write_new()
    elif len(sources) > 1:
        draft.merge()
    else:
        draft.carry(sources[0], split=split)
    return draft.finish()


class _Draft:
    """A clause on its way."""

    def __init__(
        self,
        new: NewClause,
        sources: Sequence[OldClause],
        numbers: Renumbering,
        remarks: tuple[str, ...],
    ) -> None:
        self._remarks = remarks
        self._new = new
        self._sources = sources
        self._numbers = numbers
        self._marks: list[ReviewMark] = []
        self._unrelated: list[str] = []
        self._unchanged = False
        self._sections: dict[str, str] = {}

    def mark(self, name: str, look: str) -> None:
        self._marks.append(ReviewMark(id=name, look=look))

    def _label(self, clause: str) -> str:
        """Return what readers call a clause."""
        return self._numbers.words.clause_label(clause)

    @property
    def _unit(self) -> str:
        return self._numbers.words.clause

    def write_new(self) -> None:
        parts = draft_parts(self._new.text, self._new.points)
        self._sections = {"parts": parts}
        if "start: none" in parts:
            look = f"新增的一{self._unit}，原文里没有认出扣分、得分的办法；有办法的请写 parts，再补上说明"
        else:
            look = f"新增的一{self._unit}，parts 照原文的字面起草；请核对每一问的 ask 和扣分、得分，再补上说明"
        self.mark("new", look)

    def carry(self, old: OldClause, *, split: bool) -> None:
        self._sections = dict(old.block.sections)
        self._unchanged = (old.official, old.points) == (self._new.official, self._new.points)
        if self._unchanged:
            self._renumber()
            return
        change = TextChange(old.official, self._new.official, self._remarks)
        self._sections.update(carry_rule(old, self._new, change, split=split))
        if split:
            self._sections["parts"] = keep_named(self._sections["parts"], old.text, self._new.text)
            look = f"从{self._label(old.id)}拆出来的：评分办法和说明是那里的，不归这里的请删去"
            self.mark("split", look)
        self._add_rule(old)
        self._follow_figures(change)
        self._follow_quotations(change)
        self._sections, moot = without_moot(self._sections, change)
        if moot:
            look = f"原文已经没有这些话，说它们的读法和没有写清的地方没有带过来：{'；'.join(moot)}"
            self.mark("moot", look)
        self._sections, lost = without_lost_evidence(self._sections, self._new.official)
        if lost:
            listed = "、".join(f"“{words}”" for words in lost)
            self.mark("evidence-lost", f"原文不再写{listed}，据此写的“原文写明的材料”没有带过来")
        self._renumber()
        self._mark_change(old, change, split=split)

    def _add_rule(self, old: OldClause) -> None:
        """Draft a rule where the older text had none; tell of passages that no question cites."""
        new = stated_effects(self._new.text)
        if new and not stated_effects(old.text) and "questions:" not in self._sections["parts"]:
            self._sections["parts"] = draft_parts(self._new.text, self._new.points)
            self._drop_examples()
            look = (
                "原文写了评分办法，parts 照字面起草；请核对每一问，说明里“没有写评分办法”的话请改"
            )
            self.mark("rule-drafted", look)
            return
        cited = [match["text"].strip('"') for match in CITE.finditer(self._sections["parts"])]
        missing = [
            passage
            for passage in new
            if passage not in old.text
            and not any(one in passage or passage[-_TAIL:] in one for one in cited)
        ]
        if missing:
            listed = "、".join(f"“{passage}”" for passage in missing)
            self.mark("rule-more", f"原文新写了{listed}，评分办法里还没有；请补上")

    def _follow_figures(self, change: TextChange) -> None:
        """Put new figures into our own words on this clause; what they say of other clauses stays."""
        guidance = below(self._sections.get("guidance", "guidance:\n"))
        if guidance is None:
            return
        old = self._sources[0].points
        stated = re.compile(
            rf"({re.escape(self._numbers.words.own_clause)}(?:的|只有|共|满分)?){re.escape(amount_text(old))}分"
        )
        sections = {
            key: text
            if key == "related"
            else stated.sub(
                rf"\g<1>{amount_text(self._new.points)}分", followed(text, change.consistent)
            )
            for key, text in guidance.sections.items()
        }
        self._sections["guidance"] = as_mapping("guidance", Block(head="", sections=sections))

    def _follow_quotations(self, change: TextChange) -> None:
        """Put the new words in place of old ones that we quote."""
        keys = [key for key in ("parts", "readings", "guidance") if key in self._sections]
        pairs = change.followed_quotations("".join(self._sections[key] for key in keys))
        for key in keys:
            for old, new in pairs:
                self._sections[key] = self._sections[key].replace(f"“{old}”", f"“{new}”")
        if pairs:
            told = "、".join(f"“{old}”→“{new}”" for old, new in pairs)
            self.mark("quotes-followed", f"说明里引的话照新的原文改了：{told}；请核对")

    def _mark_change(self, old: OldClause, change: TextChange, *, split: bool) -> None:
        told = [f"{one.old}{one.unit}→{one.new}{one.unit}" for one in change.figures]
        if told:
            look = f"原文的数改了：{'、'.join(dict.fromkeys(told))}；评分办法和说明里同样的数已经跟着改，请核对"
            self.mark("figures-changed", look)
        elif not split and not any(mark.id == "rule-drafted" for mark in self._marks):
            self.mark(
                "text-changed",
                f"原文改了字，评分办法沿用原来的（{self._label(old.id)}）；请核对是不是还合适",
            )
        prose = "".join(self._sections.get(key, "") for key in ("readings", "guidance"))
        lost = change.lost_quotations(prose)
        if lost:
            listed = "、".join(f"“{words}”" for words in lost)
            self.mark("quotes-old-words", f"说明里引着原文已经没有的话：{listed}；请照新的原文改")

    def merge(self) -> None:
        """Take in the rules and the guidance of all sources, one after the other."""
        first = self._sources[0]
        self._sections = dict(first.block.sections)
        bodies: list[str] = []
        readings: list[str] = []
        for place, old in enumerate(self._sources):
            change = TextChange(old.official, self._new.official, self._remarks)
            carried = carry_rule(old, self._new, change, whole=False)
            suffix = f"-{place + 1}" if place else ""
            bodies.append(suffixed(list_body(carried["parts"]), suffix))
            if carried["readings"]:
                readings.append(suffixed(list_body(carried["readings"]), suffix))
        self._sections["parts"] = "parts:\n" + "".join(bodies)
        self._sections.pop("readings", None)
        if readings:
            self._sections["readings"] = "readings:\n" + "".join(readings)
        self._sections["guidance"] = merged_guidance([old.block for old in self._sources])
        self._sections["search_words"] = merged_words([old.block for old in self._sources])
        self._renumber()
        listed = "、".join(self._label(old.id) for old in self._sources)
        look = f"由{listed}合成：评分办法和说明是几{self._unit}的放在一起，算例没有带过来；请核对、理顺"
        self.mark("merged", look)

    def _renumber(self) -> None:
        """Put the new numbers of clauses into our own words; what is gone is told."""
        gone: list[str] = []
        for key in ("parts", "readings", "guidance"):
            if key not in self._sections:
                continue
            text = self._sections[key]
            if key == "guidance":
                text, lost = without_lost_relations(text, self._numbers, self._new.id)
                self._unrelated.extend(lost)
            self._sections[key], lost_numbers = self._numbers.renumber(text)
            gone.extend(lost_numbers)
        if gone:
            listed = "、".join(dict.fromkeys(gone))
            self.mark(
                "reference-gone",
                f"说明里提到{listed}，新版没有这一{self._unit}了；已经写成“旧版第…{self._unit}”，请改写那几处",
            )

    def finish(self) -> ClauseDraft:
        """Return the draft, its rule given up step by step as far as it cannot be used."""
        if not self._unchanged:
            self._give_up()
            settled, marks = settle_examples(self._block(), self._remarks)
            self._sections = dict(settled.sections)
            self._marks.extend(marks)
        return ClauseDraft(block=self._block(), unrelated=tuple(self._unrelated))

    def _give_up(self) -> None:
        """Leave out what cannot stand: the rule that was carried over, that which was drafted, the guidance."""
        if not decode_alone(self._block(), self._remarks):
            return
        self._sections["parts"] = draft_parts(self._new.text, self._new.points)
        self._sections.pop("readings", None)
        self._drop_examples()
        self.mark("rule-lost", "原来的评分办法与新的原文对不上，parts 照字面重新起草；请核对")
        if not decode_alone(self._block(), self._remarks):
            return
        points = amount_text(self._new.points)
        self._sections["parts"] = f"parts:\n  - {{points: {points}, start: none}}\n"
        if decode_alone(self._block(), self._remarks):
            self._sections.pop("guidance", None)
            self.mark("guidance-lost", "说明与新的原文对不上，没有带过来；请重写")

    def _drop_examples(self) -> None:
        guidance = below(self._sections.get("guidance", ""))
        if guidance is not None and "examples" in guidance.sections:
            rest = guidance.with_sections(examples=None)
            self._sections["guidance"] = as_mapping("guidance", rest)

    def _block(self) -> Block:
        new = self._new
        numbered = new.number != new.default_number
        own = {
            "id": quoted("id", new.id),
            "number": quoted("number", new.number) if numbered else "",
            "points": figure("points", new.points),
            "standard": literal("standard", new.standard) if new.standard else "",
            "text": literal("text", new.text),
            KEY: review_section(self._marks),
        }
        for key in ("standard", "text"):
            same = any(getattr(old, key) == getattr(new, key) for old in self._sources)
            if same and key in self._sections:
                own[key] = self._sections[key]
        given = {**self._sections, **own}
        ordered = [*_ORDER, *(key for key in given if key not in _ORDER)]
        return Block(head="", sections={key: given[key] for key in ordered if given.get(key)})
