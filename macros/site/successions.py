"""Which editions each one descends from, and the files that say what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from macros.documents.template.revisions import REVISION_EXCEL, REVISION_WORD, kept_revisions
from macros.loading.forebears import lineages_to
from macros.pages import Download, Kin, PairLink, Succession, changes_path, replacement_of
from qinglian_core.revision.changes import changes_to_plain
from qinglian_core.revision.comparison import edition_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.loading.editions import Publication
    from macros.tools.cache import Cache
    from qinglian_core.criteria.table import Words
    from qinglian_core.revision.changes import EditionChanges

CHANGES_JSON = "changes.json"
_WORDS = {
    REVISION_WORD: (
        "对照表（Word）",
        "修订对照表：修订前、修订后、备注，A4 横向，只列有变化的{clause}。",
    ),
    REVISION_EXCEL: ("对照表（Excel）", "同样的内容一{clause}一行，没有变的也在，可以筛选。"),
    CHANGES_JSON: ("数据（JSON）", "给程序用的同一份数据。"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionSuccessions:
    """The editions that one descends from, the nearest first, and the files about them by their path inside it."""

    successions: tuple[Succession, ...]
    files: dict[str, bytes]


def all_successions(
    publications: Sequence[Publication], cache: Cache
) -> dict[str, EditionSuccessions]:
    """Return for every edition, by id, what it descends from."""
    return {one.rubric.id: _successions(one, publications, cache) for one in publications}


def pair_links(
    publications: Sequence[Publication], found: dict[str, EditionSuccessions]
) -> tuple[PairLink, ...]:
    """Return every two editions that can be compared, the newest first."""
    return tuple(
        PairLink(older=one.older.label, newer=newer.entry.label, path=f"{newer.prefix}{one.path}")
        for newer in publications
        for one in found[newer.rubric.id].successions
    )


def kin_of(
    publications: Sequence[Publication], found: dict[str, EditionSuccessions]
) -> dict[str, Kin]:
    """Return for every edition, by id, what the others have to do with it."""
    pairs = pair_links(publications, found)
    return {
        one.rubric.id: Kin(
            successions=found[one.rubric.id].successions,
            pairs=pairs,
            replacement=replacement_of(one, publications),
        )
        for one in publications
    }


def _successions(
    newer: Publication, publications: Sequence[Publication], cache: Cache
) -> EditionSuccessions:
    successions = []
    files: dict[str, bytes] = {}
    for place, (older, lineage) in enumerate(lineages_to(newer, publications)):
        changes = edition_changes(older.rubric, newer.rubric, lineage)
        path = changes_path(older.rubric.id, place)
        made = _files(changes, older, newer, cache)
        files.update({f"{path}{name}": data for name, data in made.items()})
        successions.append(
            Succession(
                older=older.entry,
                prefix=older.prefix,
                path=path,
                changes=changes,
                downloads=tuple(
                    _download(path, name, data, newer.rubric.words) for name, data in made.items()
                ),
            )
        )
    return EditionSuccessions(successions=tuple(successions), files=files)


def _files(
    changes: EditionChanges, older: Publication, newer: Publication, cache: Cache
) -> dict[str, bytes]:
    plain = json.dumps(changes_to_plain(changes), ensure_ascii=False, separators=(",", ":"))
    tables = kept_revisions(cache, changes, older.entry.label, newer.entry.label)
    return {**tables, CHANGES_JSON: plain.encode()}


def _download(path: str, name: str, data: bytes, words: Words) -> Download:
    label, note = _WORDS[name]
    version = sha256(data).hexdigest()[:10]
    return Download(
        path=path + name, label=label, note=note.format(clause=words.clause), version=version
    )
