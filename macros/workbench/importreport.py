"""What an import found, clause by clause, for the page of the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.commands.shared.sources import aside_lines

from .outline import HEAD

if TYPE_CHECKING:
    from macros.commands.importing import Imported

    from .outline import Plain

_SAME, _MOVED = "same", "moved"
_WORDS = {
    _SAME: "没有变",
    "changed": "改了文字",
    "new": "新增",
    "merged": "合并",
    "split": "拆分",
    _MOVED: "换了位置",
}


def plain_import(found: Imported) -> Plain:
    """Return what became of each clause, which have no heirs, and what of the document is in no clause."""
    known = {clause.id: clause.text for clause in found.older.clauses}
    became = found.draft.became(found.older)
    label = found.older.words.clause_label
    labels = {clause.id: clause.label for clause in found.older.clauses}
    matches = []
    for match in found.draft.proposal.matches:
        kind = became[match.new].value
        if kind == _SAME and match.old != (match.new,):
            kind = _MOVED
        matches.append(
            {
                "new": match.new,
                "label": label(match.new),
                "old": [*match.old],
                "oldLabels": [labels[one] for one in match.old],
                "kind": kind,
                "kindWords": _WORDS[kind],
                "doubt": match.doubt,
                "head": found.draft.texts[match.new][:HEAD],
            }
        )
    return {
        "merged": found.written.merged,
        "words": {"clause": found.older.words.clause},
        "marks": found.written.marks,
        "matches": matches,
        "losses": [
            {
                "old": loss.old,
                "label": labels[loss.old],
                "text": known[loss.old],
                "doubt": loss.doubt,
            }
            for loss in found.draft.proposal.losses
        ],
        "asides": [
            line.strip() for line in aside_lines(found.document.source, outside="没有放进细则")
        ],
    }
