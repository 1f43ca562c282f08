"""An edition of quite different shape: one project, odd ids and figures, and texts that Markdown would love to change."""

from __future__ import annotations

from macros.loading.editions import Publication
from macros.loading.registry import EditionEntry, State
from qinglian_core import decode_rubric
from qinglian_core.criteria.glossary import Glossary

ODD_TEXT = "第一行 *星号* _下划线_ `反引号` <标签> & [链接](x)\n\n    四个空格\t制表符 # 井号 {{ 花括号 }} \\ 反斜杠（2.5分）"
ODD_STANDARD = "1. 像列表\n- 又像列表\n> 像引用 &amp; 像实体"


def odd_publication(prefix: str = "") -> Publication:
    """Return the edition, with no annex, guidance, readings, discrepancies or glossary."""
    plain: dict[str, object] = {
        "format": 1,
        "id": "odd",
        "title": "古怪*细则*",
        "columns": ["项目", "内容", "标准", "细则", "分"],
        "points": "7.5",
        "projects": [{"id": "only", "title": "唯一<项目>", "points": "7.5", "items": ["101"]}],
        "provenance": {"name": "自拟", "sha256": "0" * 64, "verbatim": ["全部"]},
        "items": [
            {
                "id": "101",
                "title": "_唯一_的**项**",
                "points": "7.5",
                "standard": ODD_STANDARD,
                "clauses": [
                    {
                        "id": "101.1",
                        "number": "",
                        "points": "2.5",
                        "text": ODD_TEXT,
                        "parts": [{"points": "2.5", "start": "none"}],
                    },
                    {
                        "id": "101.10",
                        "number": "",
                        "points": "5",
                        "text": "每有1件得0.125分。",
                        "parts": [
                            {
                                "points": "5",
                                "start": "zero",
                                "bound": "assumed",
                                "questions": [
                                    {
                                        "id": "cases",
                                        "kind": "count",
                                        "ask": "几件？",
                                        "cite": "每有1件得0.125分",
                                        "unit": "件",
                                        "award": "0.125",
                                    }
                                ],
                            }
                        ],
                    },
                ],
            }
        ],
    }
    state = State.FROZEN if prefix else State.CURRENT
    return Publication(
        rubric=decode_rubric(plain),
        glossary=Glossary(),
        entry=EditionEntry(id="odd", label="自拟的一版", state=state),
        prefix=prefix,
        plain=plain,
        sources={},
    )
