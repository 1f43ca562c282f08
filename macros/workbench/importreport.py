"""What an import found, clause by clause, for the page of the workbench."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from macros.commands.shared.sources import aside_lines

if TYPE_CHECKING:
    from macros.commands.importing import Imported

    from .outline import Plain

_WORDS = {
    "same": "没有变",
    "changed": "改了文字",
    "new": "新增",
    "merged": "合并",
    "split": "拆分",
    "moved": "换了位置",
}
_HEAD = 40


def plain_import(found: Imported) -> Plain:
    """Return what became of each clause, which have no heirs, and what of the document is in no clause."""
    known = {clause.id: clause.text for clause in found.older.clauses}
    heirs = Counter(old for match in found.draft.proposal.matches for old in match.old)
    matches = []
    for match in found.draft.proposal.matches:
        text = found.draft.texts[match.new]
        if not match.old:
            kind = "new"
        elif len(match.old) > 1:
            kind = "merged"
        elif heirs[match.old[0]] > 1:
            kind = "split"
        elif text != known[match.old[0]]:
            kind = "changed"
        else:
            kind = "same" if match.old[0] == match.new else "moved"
        matches.append(
            {
                "new": match.new,
                "label": f"第{match.new}条",
                "old": [*match.old],
                "kind": kind,
                "kindWords": _WORDS[kind],
                "doubt": match.doubt,
                "head": text[:_HEAD],
            }
        )
    return {
        "merged": found.written.merged,
        "marks": found.written.marks,
        "matches": matches,
        "losses": [
            {
                "old": loss.old,
                "label": f"第{loss.old}条",
                "text": known[loss.old],
                "doubt": loss.doubt,
            }
            for loss in found.draft.proposal.losses
        ],
        "asides": [
            line.strip() for line in aside_lines(found.document.source, outside="没有放进细则")
        ],
    }
