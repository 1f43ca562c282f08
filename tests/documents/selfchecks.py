"""Self-checks of the published edition to export: complete, half done, and full of hostile text."""

import json
from typing import Any

from qinglian_core import Rubric
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.opening import open_self_check
from qinglian_core.selfcheck.savefile import SelfCheck

Plain = dict[str, Any]
DAY = "2024-06-01"
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    '＝HYPERLINK("x")',
    "\t=1+1",
    "<w:p>&amp;</w:t>]]><script>alert(1)</script>",
    "第一行\r\n第二行\u2028第三行",
    "\u202e反向\u200f\x07\x1b[31m",
    "{{ 7*7 }} ${7*7} %s",
    "=" * 200,
)


def plain_check(rubric: Rubric, clauses: Plain, **more: object) -> Plain:
    """Return a save file as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "edition": {"id": rubric.id, "digest": rubric.digest},
        "unit": "某某局",
        "period": "2024年",
        "assessor": "张三",
        "dates": {"created": f"{DAY}T00:00:00.000Z", "modified": f"{DAY}T08:00:00.000Z"},
        "clauses": clauses,
        **more,
    }


def opened(rubric: Rubric, plain: Plain) -> SelfCheck:
    """Return the self-check in ``plain``."""
    return open_self_check(rubric, json.dumps(plain, ensure_ascii=False)).check


def complete(rubric: Rubric) -> Plain:
    """Return a self-check in which every clause has an estimate: 0.5 under its points, in tenths of its own.

    Nothing is answered, so that every estimate is the unit's own.
    """
    clauses = {clause.id: {"estimate": str(clause.points / 2)} for clause in rubric.clauses}
    return plain_check(rubric, clauses)


def half_done(rubric: Rubric) -> Plain:
    """Return a self-check with facts, own estimates, doubts, evidence and a task."""
    return plain_check(
        rubric,
        {
            "1.1": {"answers": {"missing": 1}},
            "1.2": {"answers": {"system": "yes"}, "note": "培训还没有办"},
            "6.2": {
                "estimate": "2.5",
                "reason": "制度齐全",
                "evidence": [
                    {
                        "what": "“三重一大”清单",
                        "where": "档案室 3 号柜",
                        "date": "2024-05-01",
                        "who": "李四",
                        "ready": True,
                    },
                    {"what": "会议记录", "ready": False},
                ],
            },
        },
        tasks={"1.2": {"who": "王五", "done": False}},
    )


def hostile(rubric: Rubric) -> Plain:
    """Return a self-check with a hostile text in every field that takes text."""
    clauses: Plain = {}
    for index, clause in enumerate(rubric.clauses):
        text = HOSTILE[index % len(HOSTILE)]
        clauses[clause.id] = {
            "estimate": "0.5",
            "reason": text,
            "note": text,
            "evidence": [
                {"what": text, "where": text, "date": text, "who": text, "ready": bool(index % 2)}
            ],
        }
    return plain_check(
        rubric,
        clauses,
        unit="=cmd()<b>&",
        period="\x00@x",
        assessor="</w:t>",
        tasks={clause.id: {"who": "=1+1", "done": False} for clause in rubric.clauses},
    )
