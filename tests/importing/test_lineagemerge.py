"""What somebody corrected in lineage.yaml outlasts another import."""

from __future__ import annotations

from macros.importing.lineagemerge import merge_lineage

BASE = """\
# 说明
format: 1
from: old
clauses:
  - {new: "1.1", old: "1.1"}
  - {new: "1.2"}
  - {new: "1.3", old: ["1.2", "1.3"]}
gone:
  - {old: "1.4"}
  - {old: "1.5"}
"""
MINE = """\
# 说明
format: 1
from: old
clauses:
  - {new: "1.1", old: "1.1"}
  - {new: "1.2", old: "1.4", why: 重写了}
  - {new: "1.3", old: "1.3"}
gone:
  - {old: "1.2", why: 不再考评}
  - {old: "1.5", why: 另有规定}
"""


def test_corrections_stay_under_the_new_numbers() -> None:
    drafted = BASE.replace('"1.3", old: [', '"1.4", old: [').replace(
        '  - {new: "1.2"}\n', '  - {new: "1.2"}\n  - {new: "1.3"}\n'
    )
    before = {"1.1": "1.1", "1.3": "1.2", "1.4": "1.3"}
    assert merge_lineage(BASE, MINE, drafted, before) == (
        "# 说明\nformat: 1\nfrom: old\nclauses:\n"
        '  - {new: "1.1", old: "1.1"}\n'
        '  - {new: "1.2"}\n'
        '  - {new: "1.3", old: "1.4", why: 重写了}\n'
        '  - {new: "1.4", old: "1.3"}\n'
        'gone:\n  - {old: "1.2", why: 不再考评}\n  - {old: "1.5", why: 另有规定}\n'
    )


def test_without_corrections_the_draft_stands() -> None:
    drafted = BASE.replace('  - {new: "1.2"}\n', '  - {new: "1.2", old: "1.4"}\n')
    before = {"1.1": "1.1", "1.2": "1.2", "1.3": "1.3"}
    assert merge_lineage(BASE, BASE, drafted, before) == drafted.replace('  - {old: "1.4"}\n', "")
