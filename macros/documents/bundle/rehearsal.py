"""What the exports are put through before they are packed: one request of each kind, on a small edition of their own.

The published criteria play no part in it, so that a changed sentence of theirs does not mean packing anew.
"""

from __future__ import annotations

import json

from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.selfcheck.migrations import FORMAT, VERSION

Request = dict[str, object]
_DAY = "2024-06-01"
_EDITION: Request = {
    "format": 1,
    "id": "rehearsal",
    "title": "试算用的细则",
    "annex": "附件",
    "unit_label": "单位：",
    "columns": ["项目", "内容", "标准", "办法", "得分"],
    "points": "4",
    "provenance": {"name": "试算", "sha256": "0" * 64, "verbatim": ["全文"]},
    "projects": [{"id": "only", "title": "项目", "points": "4", "items": ["1"]}],
    "discrepancies": [
        {"id": "one-short", "item": "1", "declared": "4", "computed": "3", "note": "差1分。"}
    ],
    "items": [
        {
            "id": "1",
            "title": "内容",
            "points": "4",
            "standard": "标准。",
            "clauses": [
                {
                    "id": "1.1",
                    "points": "1",
                    "text": "建立制度（1分），未建立的扣1分。",
                    "parts": [
                        {
                            "points": "1",
                            "start": "full",
                            "questions": [
                                {
                                    "id": "system",
                                    "kind": "yes_no",
                                    "ask": "是否建立了制度？",
                                    "cite": "未建立的扣1分",
                                    "when": "no",
                                    "deduct": "1",
                                }
                            ],
                        }
                    ],
                },
                {
                    "id": "1.2",
                    "points": "2",
                    "text": "开展活动（2分）。",
                    "parts": [{"points": "2", "start": "none"}],
                },
            ],
        }
    ],
}

RUBRIC = decode_rubric(_EDITION)


def rehearsal() -> list[Request]:
    """Return requests to a new service; every one of them must succeed."""
    files = [
        {"name": name, "text": json.dumps(_self_check(name, answer), ensure_ascii=False)}
        for name, answer in (("甲", "yes"), ("乙", "no"))
    ]
    common: Request = {"check": _self_check("甲", "no"), "made": _DAY}
    plain: list[Request] = [
        {"op": "export", "kind": kind, **common} for kind in ("xlsx", "csv", "json")
    ]
    return [
        {"op": "load", "rubric": _EDITION},
        *plain,
        {
            "op": "export",
            "kind": "docx",
            "annexes": ["briefing", "ledger", "evidence", "steps"],
            **common,
        },
        {"op": "export-evidence", "kind": "docx", **common},
        {"op": "export-evidence", "kind": "xlsx", **common},
        {"op": "official", **common},
        {"op": "gather", "files": files, "fresh": True, "records": True},
        {"op": "export-comparison", "made": _DAY},
        {"op": "export-summary", "made": _DAY},
    ]


def _self_check(unit: str, answer: str) -> Request:
    evidence = {"what": "=会议记录", "where": "档案室", "date": _DAY, "who": "", "ready": False}
    moment = f"{_DAY}T00:00:00.000Z"
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": RUBRIC.id, "digest": RUBRIC.digest},
        "unit": unit,
        "period": "2024年",
        "dates": {"created": moment, "modified": moment},
        "clauses": {
            "1.1": {"answers": {"system": answer}, "evidence": [evidence]},
            "1.2": {"estimate": "1.5", "reason": "试算"},
        },
    }
