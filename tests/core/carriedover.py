"""A small edition and an invented revision of it, with a change of every kind, for tests of what is carried over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qinglian_core import Rubric, decode_rubric
from qinglian_core.revision.comparison import edition_changes
from qinglian_core.revision.decoding import decode_lineage
from qinglian_core.selfcheck.changewords import told_changes
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.succession import Forebear
from tests.core.plainrubric import TEXT, Plain, clause, count, each, edition, item, part, yes_no

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.revision.lineage import Lineage

CASES = count(deduct="0.5")
THINGS = each(deduct="0.5")


def worded(words: str, number: str, *parts: Plain) -> Plain:
    """Return a clause whose text begins with ``words``."""
    return {**clause(*parts, identifier=number), "text": f"{words}，{TEXT}"}


def done(words: str, number: str) -> Plain:
    """Return a clause of one yes/no question."""
    return worded(words, number, part(yes_no(deduct=1)))


def of_items(name: str, *items: list[Plain]) -> Plain:
    """Return the plain edition of the items with these clauses."""
    made = [item(*one, identifier=str(index)) for index, one in enumerate(items, start=1)]
    return edition(*made, id=name)


OLDER_PLAIN = of_items(
    "older",
    [
        done("学习教育的安排", "1.1"),
        done("公开承诺的张贴", "1.2"),
        worded("信访件的办理", "1.3", part(CASES)),
        worded("三种会议的召开", "1.4", part(THINGS)),
        worded("特色亮点的培育", "1.5", part(points=3, start="none")),
    ],
    [
        done("廉政谈话的开展", "2.1"),
        done("家访走访的开展", "2.2"),
        worded(
            "制度的建立和督促的次数", "2.3", part(yes_no(deduct=1)), part(count("times", deduct=1))
        ),
        done("纸质台账的留存", "2.4"),
    ],
)
NEWER_PLAIN = of_items(
    "newer",
    [
        done("学习教育的安排", "1.1"),
        done("网上公示的新要求", "1.2"),
        done("公开承诺的张贴", "1.3"),
        worded("信访件的按期办理", "1.4", part(count(deduct=1))),
    ],
    [
        worded("三种会议的召开", "2.1", part(each(things="ab", deduct="0.5"))),
        worded("特色亮点的培育", "2.2", part(points=2, start="none")),
        done("廉政谈话和家访走访的开展", "2.3"),
        done("制度的建立", "2.4"),
        worded("督促的次数", "2.5", part(count("number", deduct=1))),
    ],
)


def forebear(older: Rubric, lineage: Lineage, newer: Rubric) -> Forebear:
    """Return ``older`` as ``newer`` knows it."""
    changes = told_changes(edition_changes(older, newer, lineage))
    return Forebear(rubric=older, lineage=lineage, changes=changes)


OLDER: Rubric = decode_rubric(OLDER_PLAIN)
NEWER: Rubric = decode_rubric(NEWER_PLAIN)
WRITTEN: Plain = {
    "format": 1,
    "from": "older",
    "clauses": [
        {"new": "1.1", "old": "1.1"},
        {"new": "1.2", "why": "新增"},
        {"new": "1.3", "old": "1.2"},
        {"new": "1.4", "old": "1.3", "why": "改写"},
        {"new": "2.1", "old": "1.4", "why": "移到另一项"},
        {"new": "2.2", "old": "1.5", "why": "减分"},
        {"new": "2.3", "old": ["2.1", "2.2"], "why": "合成一条"},
        {"new": "2.4", "old": "2.3", "why": "拆开"},
        {"new": "2.5", "old": "2.3", "why": "拆开", "questions": {"times": "number"}},
    ],
    "gone": [{"old": "2.4", "why": "不再要求"}],
}
LINEAGE: Lineage = decode_lineage(WRITTEN, OLDER, NEWER)
FOREBEARS = {"older": forebear(OLDER, LINEAGE, NEWER)}


def text_for(rubric: Rubric, clauses: Mapping[str, Plain], **more: object) -> str:
    """Return a save file of ``rubric``, of the present version."""
    known = {one.id: {"digest": one.digest, "text": one.text_digest} for one in rubric.clauses}
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        "clauses": {name: {**clauses.get(name, {}), **known[name]} for name in known},
        **more,
    }
    return json.dumps(plain, ensure_ascii=False)
