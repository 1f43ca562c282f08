"""Whether a lineage is true: a pair of clauses that have little in common, or that belong to others, is told of.

Whoever knows better writes down why; a reason is never asked for where the texts speak for themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .likeness import ALIKE, Likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.reader import Reader

    from .lineage import Descent, Lineage

_FAR_MORE = 0.3
_SURELY = 0.6
"""The closeness from which on a clause can hardly be new, nor one that it is close to be gone."""


class _Truth:
    """The texts of two editions, compared."""

    def __init__(self, lineage: Lineage, older: Rubric, newer: Rubric) -> None:
        self.lineage = lineage
        self.old = {clause.id: clause.text for clause in older.clauses}
        self.new = {clause.id: clause.text for clause in newer.clauses}
        self.old_labels = {clause.id: clause.label for clause in older.clauses}
        self.new_labels = {clause.id: clause.label for clause in newer.clauses}
        self.likeness = Likeness([*self.old.values(), *self.new.values()])

    def closeness(self, new: str, old: str) -> float:
        return self.likeness.closeness(self.new[new], self.old[old])

    def nearest_old(self, new: str, among: Iterable[str]) -> tuple[float, str]:
        """Return the closest to clause ``new`` of some older clauses, and how close it is."""
        return max(((self.closeness(new, old), old) for old in among), default=(0.0, ""))

    def nearest_new(self, old: str, among: Iterable[str]) -> tuple[float, str]:
        """Return the closest to clause ``old`` of some newer clauses, and how close it is."""
        return max(((self.closeness(new, old), new) for new in among), default=(0.0, ""))

    def pair_fault(self, descent: Descent, old: str) -> tuple[str, str] | None:
        """Return the code and the words of what speaks against a pair."""
        new = descent.new
        label, source = self.new_labels[new], f"旧版{self.old_labels[old]}"
        close = self.closeness(new, old)
        better_old, other_old = self.nearest_old(new, set(self.old) - {*descent.old})
        better_new, other_new = self.nearest_new(old, set(self.new) - {*self.lineage.heirs(old)})
        if better_old > close + _FAR_MORE:
            other = f"旧版{self.old_labels[other_old]}和它像得多"
        elif better_new > close + _FAR_MORE:
            other = f"新版{self.new_labels[other_new]}和{source}像得多"
        elif close < ALIKE:
            told = f"{label}与{source}的文字不像；确实是从那里来的，请在 why 写明理由"
            return "L004", told
        else:
            return None
        return (
            "L005",
            f"{label}写成从{source}来，{other}；请改正，没有写错的请在 why 写明理由",
        )


def check_truth(
    lineage: Lineage,
    older: Rubric,
    newer: Rubric,
    clauses: Mapping[str, Reader],
    gone: Mapping[str, Reader],
) -> None:
    """Report what in ``lineage`` the texts speak against; ``clauses`` and ``gone`` are the places of its entries."""
    truth = _Truth(lineage, older, newer)
    for descent in lineage.descents:
        if descent.why:
            continue
        for old in descent.old:
            fault = truth.pair_fault(descent, old)
            if fault:
                clauses[descent.new].fault(*fault, key="old")
        close, old = truth.nearest_old(descent.new, truth.old)
        if not descent.old and close > _SURELY:
            told = (
                f"{truth.new_labels[descent.new]}写成新增的，与旧版{truth.old_labels[old]}很像；"
                "请写 old，确实是新增的请在 why 写明理由"
            )
            clauses[descent.new].fault("L005", told, key="new")
    for one in lineage.gone:
        close, new = truth.nearest_new(one.old, truth.new)
        if not one.why and close > _SURELY:
            told = (
                f"旧版{truth.old_labels[one.old]}写成已删去，与新版{truth.new_labels[new]}很像；"
                f"请写进那一{newer.words.clause}的 old，确实删去的请在 why 写明理由"
            )
            gone[one.old].fault("L005", told, key="old")
