"""The rule of an older clause after its text changed: passages and figures follow where both say the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.source.figures import points_in
from qinglian_core.amounts import amount_text

from .yamlblocks import Block, as_list, entries, figure, inline, unfolded

if TYPE_CHECKING:
    from .material import NewClause, OldClause
    from .textchange import Figure, TextChange

CITE = re.compile(
    r'^(?P<key>\s*(?:cite|bound_cite): )(?P<text>"[^"\n]*"|[^"\n{}]+?)[ ]*$', re.MULTILINE
)
_QUESTION_ID = re.compile(r"\bid: ([a-z][a-z0-9-]*)")
_READ_QUESTION = re.compile(r"^  ([a-z][a-z0-9-]*):", re.MULTILINE)
"""A question that a reading reads otherwise, two spaces below ``questions``."""
_AMOUNTS = ("deduct", "award", "discretion")


def carry_rule(
    old: OldClause,
    new: NewClause,
    change: TextChange,
    *,
    whole: bool = True,
    split: bool = False,
) -> dict[str, str]:
    """Return the sections ``parts`` and ``readings`` of ``old``, following ``change``; empty where nothing is left.

    ``whole``: the parts share out all points of ``new``; not so where it was merged. ``split``: other clauses come
    from ``old`` too, and a part of which nothing stands in the text of ``new`` is theirs.
    """
    parts = [_carried_part(unfolded(part), change) for part in entries(old.block.sections["parts"])]
    if split and any(map(_has_rule, parts)):
        parts = [part for part in parts if _has_rule(part)]
    if whole:
        parts = _with_points(parts, old, new)
    carried = {"parts": as_list("parts", parts), "readings": ""}
    asked = set(_QUESTION_ID.findall(carried["parts"]))
    readings = [
        one
        for one in entries(old.block.sections.get("readings", "readings:\n"))
        if set(_READ_QUESTION.findall(one.sections.get("questions", ""))) <= asked
    ]
    if readings:
        carried["readings"] = followed(as_list("readings", readings), change.consistent)
    return carried


def _has_rule(part: Block) -> bool:
    return "questions" in part.sections


def _carried_part(part: Block, change: TextChange) -> Block:
    if "questions" not in part.sections:
        return Block(head=_cited(part.head, change), sections=dict(part.sections))
    kept = [
        question
        for one in entries(part.sections["questions"])
        if (question := _carried_question(one, change)) is not None
    ]
    sections = {key: _cited(text, change) for key, text in part.sections.items()}
    sections["questions"] = as_list("questions", kept) if kept else ""
    if not kept:
        return Block(head="", sections={"points": sections["points"], "start": "start: none\n"})
    if "bound: written" in sections.get("bound", "") and not sections.get("bound_cite"):
        sections["bound"] = "bound: assumed\n"
    return Block(head=part.head, sections={key: text for key, text in sections.items() if text})


def _carried_question(question: Block, change: TextChange) -> Block | None:
    """Return a question whose passage and figures follow the text; None when its passage is gone."""
    question = unfolded(question)
    cite = CITE.search(question.sections.get("cite", ""))
    passage = cite["text"].strip('"') if cite else ""
    if passage and not change.follow(passage):
        return None
    figures = change.figures_in(passage)
    sections = {
        key: _cited(text, change) if key == "cite" else followed(text, figures)
        for key, text in question.sections.items()
    }
    return Block(head=question.head, sections=sections)


def _cited(section: str, change: TextChange) -> str:
    """Return ``section`` with the passages of the new text; a passage that is gone takes its line with it."""

    def follow(match: re.Match[str]) -> str:
        found = change.follow(match["text"].strip('"'))
        return f"{match['key']}{inline(found)}" if found else ""

    followed = CITE.sub(follow, section)
    return followed if followed.strip() else ""


def followed(text: str, figures: tuple[Figure, ...]) -> str:
    """Return YAML with the figures put in place of the old ones."""
    for one in figures:
        if one.unit == "分":
            for key in _AMOUNTS:
                text = re.sub(
                    rf"\b{key}: {re.escape(one.old)}(?![0-9.])", f"{key}: {one.new}", text
                )
        else:
            text = re.sub(rf"\bfrom: {re.escape(one.old)}(?![0-9.])", f"from: {one.new}", text)
        if one.unit:
            words = re.escape(one.old + one.unit)
            text = re.sub(rf"(?<![0-9.]){words}", one.new + one.unit, text)
    return text


def _with_points(parts: list[Block], old: OldClause, new: NewClause) -> list[Block]:
    """Return ``parts`` sharing out the points of the new clause as its text states."""
    if len(parts) == 1:
        return [_pointed(parts[0], new.points)]
    before, after = _shares(old.text, len(parts)), _shares(new.text, len(parts))
    if before and after and sum(after, start=Decimal(0)) == new.points:
        return [_pointed(part, share) for part, share in zip(parts, after, strict=True)]
    return parts


def _shares(text: str, count: int) -> tuple[Decimal, ...]:
    found = points_in(text)
    if len(found) == count + 1 and found[0] == sum(found[1:], start=Decimal(0)):
        return found[1:]
    return found if len(found) == count else ()


def _pointed(part: Block, points: Decimal) -> Block:
    if "points" in part.sections:
        return Block(head=part.head, sections={**part.sections, "points": figure("points", points)})
    return Block(
        head=re.sub(r"points: [0-9.]+", f"points: {amount_text(points)}", part.head), sections={}
    )


def keep_named(parts: str, old_text: str, new_text: str) -> str:
    """Return ``parts`` without the named things that the older text had and the newer one has not."""

    def gone(label: str) -> bool:
        words = label.strip('“”"')
        return words in old_text and words not in new_text

    lines = [
        line
        for line in parts.splitlines(keepends=True)
        if not (
            (match := re.match(r"\s*- \{id: [a-z0-9-]+, label: (.+?)\}\s*$", line))
            and gone(match[1])
        )
    ]
    return "".join(lines)
