"""The rubrics that self-checks are drawn for: real ones, those of other tests, one for each kind of rule, random ones."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import TYPE_CHECKING

from macros.loading.editions import load_publications
from qinglian_core import RubricError, decode_rubric
from qinglian_core.jsontext import jsonable
from tests.build.cases import valid_cases
from tests.build.rulekindtable import Row, rows_of
from tests.core.oracle.clauses import questions_of
from tests.core.oracle.drawing import clauses_of, draw_edition
from tests.core.plainrubric import DEDUCTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.core.plainrubric import Plain

SHARES = {"present": 10, "others": 20, "kinds": 30, "random": 40}
"""How many batches of a hundred are of which shelf: large rubrics take twenty times as long as small ones."""

MORE = 0.2
"""How often a random one has what the oracle's have not."""
HELD = {"only", "beyond"}
"""Parts with these take no more questions."""


class Rubrics:
    """Shelves of plain rubrics by name; those of the last one are drawn when they are wanted."""

    def __init__(self, root: Path) -> None:
        """Read the rubrics of the project in ``root`` and of its tests."""
        self._shelves: dict[str, Mapping[str, Plain]] = {
            "present": {"rubric": load_publications(root)[0].plain},
            "others": {**_cases(), **_vectors(root)},
            "kinds": {f"rule-kinds: {one.said}": one.edition() for one in _rows(root)},
        }

    def drawn(self, seed: str) -> tuple[str, Plain]:
        """Return the name and the plain data of one rubric; the same for the same ``seed``."""
        chance = Random(seed)  # noqa: S311 - cases to try, no secrets
        (name,) = chance.choices([*SHARES], [*SHARES.values()])
        shelf = self._shelves.get(name)
        if shelf is None:
            return _random(chance)
        title = chance.choice([*shelf])
        return title, plainly(shelf[title])


def plainly(data: object) -> Plain:
    """Return ``data`` as it is read from a published file."""
    plain: Plain = json.loads(json.dumps(jsonable(data), ensure_ascii=False))
    return plain


def _cases() -> dict[str, Plain]:
    return {folder.name: load_publications(folder)[0].plain for folder in valid_cases()}


def _vectors(root: Path) -> dict[str, Plain]:
    files = sorted((root / "tests" / "vectors").glob("*.json"))
    read = {path.stem: json.loads(path.read_bytes()) for path in files}
    return {stem: plain["rubric"] for stem, plain in read.items() if "rubric" in plain}


def _rows(root: Path) -> Sequence[Row]:
    return rows_of(root / "docs" / "rule-kinds.md")


def _random(chance: Random) -> tuple[str, Plain]:
    """Return a random rubric that the core takes: some are refused, as ``test_oracle`` tells."""
    while True:
        seed = chance.randrange(2**32)
        plain = plainly(draw_edition(seed))
        for add in (_floors, _kinds):
            if chance.random() < MORE:
                add(plain, chance)
        try:
            decode_rubric(plain)
        except RubricError:
            continue
        return f"random: {seed}", plain


def _floors(plain: Plain, chance: Random) -> None:
    """Add a count that may not be below another one, both perhaps asked only after a question before them."""
    clause = chance.choice(clauses_of(plain))
    parts = [one for one in clause["parts"] if one["start"] == "full" and not HELD & set(one)]
    gates = [one["id"] for one in questions_of(clause) if one["kind"] == "yes_no"]
    if not parts:
        return
    asked: Plain = {
        "kind": "count",
        "unit": "件",
        "deduct": "0.5",
        "ask": "几件？",
        "cite": DEDUCTS,
    }
    least: Plain = {**asked, "id": "least"}
    if gates and chance.random() < 0.6:
        least["asked_when"] = {"question": gates[0], "is": "yes"}
    parts[-1]["questions"] += [least, {**asked, "id": "most", "at_least": "least"}]


def _kinds(plain: Plain, chance: Random) -> None:
    """Let one clause be for some units, and another like it for the others."""
    item = chance.choice(plain["items"])
    last = item["clauses"][-1]
    item["clauses"].append({**copy.deepcopy(last), "id": f"{item['id']}.9", "applies": ["ub"]})
    last["applies"] = ["ua"]
    plain["units"] = [{"id": "ua", "label": "甲类"}, {"id": "ub", "label": "乙类"}]
