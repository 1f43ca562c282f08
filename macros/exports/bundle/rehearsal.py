"""What the exports are put through before they are packed: one request of each kind, on a self-check with some of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qinglian_core.migrations import FORMAT, VERSION

if TYPE_CHECKING:
    from macros.editions import Publication

Request = dict[str, object]
_DAY = "2024-06-01"


def rehearsal(publication: Publication) -> list[Request]:
    """Return requests to a new desk; every one of them must succeed."""
    check = _self_check(publication)
    common: Request = {"check": check, "made": _DAY}
    plain: list[Request] = [
        {"op": "export", "kind": kind, **common} for kind in ("xlsx", "csv", "json")
    ]
    files = [
        {"name": name, "text": json.dumps({**check, "unit": name}, ensure_ascii=False)}
        for name in ("甲", "乙")
    ]
    return [
        {"op": "load", "rubric": publication.plain},
        *plain,
        {"op": "export", "kind": "docx", "annexes": ["ledger", "evidence", "tasks"], **common},
        {"op": "official", **common},
        {"op": "gather", "files": files, "fresh": True},
        {"op": "export-comparison", "made": _DAY},
        {"op": "export-summary", "made": _DAY},
    ]


def _self_check(publication: Publication) -> dict[str, object]:
    rubric = publication.rubric
    evidence = {"what": "=会议记录", "where": "档案室", "date": _DAY, "who": "", "ready": False}
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        "unit": "某单位",
        "period": "2024年",
        "dates": {"created": f"{_DAY}T00:00:00.000Z", "modified": f"{_DAY}T00:00:00.000Z"},
        "clauses": {
            clause.id: {"estimate": "0", "reason": "试算", "evidence": [evidence]}
            for clause in rubric.clauses
            if not clause.has_rule
        },
    }
