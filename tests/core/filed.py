"""Save files for tests of several files: an edition with a question of each kind, and short ways to fill it in."""

import json
from decimal import Decimal

from qinglian_core import Rubric, decode_rubric
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.units.gathering import Filing, Gathering
from tests.core.plainrubric import (
    Plain,
    clause,
    count,
    each,
    edition,
    grade,
    item,
    part,
    tiers,
    yes_no,
)

EDITION = edition(
    item(
        clause(part(yes_no(deduct=1))),
        clause(part(each(deduct="0.5", other="另外几项？")), identifier="1.2"),
        clause(
            part(
                grade(doubts=[{"id": "hard-to-say", "label": "说不好", "among": ["weak", "poor"]}])
            ),
            identifier="1.3",
        ),
    ),
    item(
        clause(part(tiers("number", {"from": 5, "award": 2}), start="zero"), identifier="2.1"),
        clause(part(points=3, start="none"), identifier="2.2"),
        clause(part(count(deduct=1)), identifier="2.3"),
        identifier="2",
    ),
)
SMALL: Rubric = decode_rubric(EDITION)

GOOD: dict[str, Plain] = {
    "1.1": {"answers": {"done": "yes"}},
    "1.2": {"answers": {"things": {"a": "yes", "b": "yes", "c": "yes", "other": 0}}},
    "1.3": {"answers": {"quality": "good"}},
    "2.1": {"answers": {"number": 7}},
    "2.2": {"estimate": "2"},
    "2.3": {"answers": {"cases": 0}},
}
"""Everything as good as can be, but for the own estimate of 2.2: 12 of 13 points."""


def evidence(what: str, *, ready: bool = True, **more: str) -> Plain:
    """Return one piece of evidence."""
    return {"what": what, "ready": ready, **more}


def file_text(unit: str = "甲局", clauses: object = None, **more: object) -> str:
    """Return a save file of the small edition; ``clauses`` as in a save file, or all of ``GOOD``."""
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": SMALL.id, "digest": SMALL.digest},
        "unit": unit,
        "clauses": GOOD if clauses is None else clauses,
        **more,
    }
    return json.dumps(plain, ensure_ascii=False)


def with_record(name: str, **keys: object) -> dict[str, Plain]:
    """Return ``GOOD`` with some keys of one record changed."""
    return {**GOOD, name: {**GOOD[name], **keys}}


def filings(*texts: str) -> list[Filing]:
    """Return the files taken in, called 1.json, 2.json and so on."""
    gathering = Gathering(SMALL, with_records=True)
    for number, text in enumerate(texts, start=1):
        gathering.take(f"{number}.json", text)
    assert gathering.refusals == []
    return gathering.filings


def amounts(*texts: str | None) -> tuple[Decimal | None, ...]:
    """Return decimals, None where there is none."""
    return tuple(None if text is None else Decimal(text) for text in texts)
