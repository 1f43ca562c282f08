"""Places where the document's own figures do not add up: declared as data, compared with what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text
from qinglian_core.criteria.model import Discrepancy

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from qinglian_core.criteria.table import Words
    from qinglian_core.reader import Reader

Discrepancies = dict[tuple[str, str], Discrepancy]
"""By level (``item``, ``project``, ``edition``) and id."""


def decode_discrepancies(reader: Reader) -> Discrepancies:
    """Decode what the edition at ``reader`` declares."""
    found: Discrepancies = {}
    entries: list[tuple[str, Reader]] = []
    for entry in reader.each("discrepancies"):
        entry.keys(required=("id", "declared", "computed", "note"), optional=("item", "project"))
        discrepancy = Discrepancy(
            id=entry.identifier("id"),
            item=entry.text("item") or None,
            project=entry.text("project") or None,
            declared=entry.amount("declared"),
            computed=entry.amount("computed"),
            note=entry.text("note"),
        )
        if discrepancy.item and discrepancy.project:
            entry.fault("Q032", "item 和 project 只能写一个")
        level = "item" if discrepancy.item else "project" if discrepancy.project else "edition"
        place = (level, discrepancy.item or discrepancy.project or "")
        if place in found:
            entry.fault("Q032", "同一处分值不一致只声明一次，前面已有一条，请合并")
        found[place] = discrepancy
        entries.append((discrepancy.id, entry))
    reader.unique(entries, "不一致声明的标识")
    return found


def check_sum(
    reader: Reader,
    what: str,
    printed: Decimal,
    amounts: list[Decimal],
    declared: Discrepancy | None,
) -> None:
    """Compare the points printed at ``reader`` with the sum of ``amounts``, which lie below.

    An amount that could not be read (0) is told of already; nothing is compared then.
    """
    if not (printed and amounts and all(amounts)):
        return
    total = sum(amounts, start=ZERO)
    if declared is None:
        if total != printed:
            reader.fault(
                "Q033",
                f"{what}的分值相加是 {amount_text(total)}，这里写的是 {amount_text(printed)}；"
                "请核对，原文如此的请在 edition.yaml 的 discrepancies 里声明",
                key="points",
            )
    elif (declared.declared, declared.computed) != (printed, total):
        reader.fault(
            "Q034",
            f"discrepancies 声明标 {amount_text(declared.declared)}、合计 {amount_text(declared.computed)}，"
            f"实际标 {amount_text(printed)}、合计 {amount_text(total)}，请改声明",
            key="points",
        )
    elif printed == total:
        reader.fault(
            "Q034", "discrepancies 里声明了不一致，但分值是一致的，请删去声明", key="points"
        )


def check_sums(  # noqa: PLR0913 - as ``check_sum``
    reader: Reader,
    what: str,
    printed: Decimal,
    sums: Sequence[list[Decimal]],
    declared: Discrepancy | None,
    *,
    one_will_do: bool,
) -> None:
    """Compare as ``check_sum`` does with each of ``sums``; where ``one_will_do``, it is enough that one is right."""
    if one_will_do and declared is None:
        given = [amounts for amounts in sums if amounts]
        is_right = any(sum(amounts, start=ZERO) == printed for amounts in given)
        sums = [] if is_right else given[:1]
    for amounts in sums:
        check_sum(reader, what, printed, amounts, declared)


def check_declared(
    reader: Reader,
    discrepancies: Discrepancies,
    level: str,
    known: Collection[str],
    words: Words,
) -> None:
    """Report declared discrepancies that point to an item or a project that is not there."""
    for (where, identifier), discrepancy in discrepancies.items():
        if where == level and identifier not in known:
            place = (
                words.item_label(identifier)
                if level == "item"
                else f"{words.project}“{identifier}”"
            )
            reader.fault(
                "Q035",
                f"discrepancies 里的“{discrepancy.id}”指向不存在的{place}，请核对",
                key="discrepancies",
            )
