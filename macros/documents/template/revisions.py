"""The tables of what changed between two editions, as files to offer."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from macros.tools.cache import data_key
from qinglian_core.revision.changes import changes_to_plain

if TYPE_CHECKING:
    from macros.tools.cache import Cache
    from qinglian_core.revision.changes import EditionChanges

REVISION_WORD = "revision.docx"
REVISION_EXCEL = "revision.xlsx"


def kept_revisions(
    cache: Cache, changes: EditionChanges, older: str, newer: str
) -> dict[str, bytes]:
    """Return the tables by name, made only where something has changed that they are made from."""
    titles = [(one.item.label, one.item.name) for one in changes.items]
    labels = [(one.clause.label, [old.label for old in one.old]) for one in changes.clauses]
    called = asdict(changes.newer.words)
    facts = [older, newer, changes.newer.title, called, titles, labels, changes_to_plain(changes)]
    key = data_key(json.dumps(facts, ensure_ascii=False).encode())
    return cache.value_for("revisions", key, partial(revision_files, changes, older, newer))


def revision_files(changes: EditionChanges, older: str, newer: str) -> dict[str, bytes]:
    """Return the tables by name: the same bytes for the same changes."""
    from .revisionbook import revision_workbook  # noqa: PLC0415 - most builds need neither
    from .revisiontable import revision_document  # noqa: PLC0415 - likewise

    return {
        REVISION_WORD: revision_document(changes, older, newer),
        REVISION_EXCEL: revision_workbook(changes, older, newer),
    }
