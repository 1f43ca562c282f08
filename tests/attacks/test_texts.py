"""That the attacks reach every text: a key that is new in a schema or in the save file is missed here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from macros.loading.yamlsource import read_source
from qinglian_core.selfcheck.savefile import decode_self_check
from tests.attacks.payloads import MARKUP, REFERENCES
from tests.attacks.schematexts import texts_of
from tests.attacks.selfchecks import attacked_check, unwritten_keys

if TYPE_CHECKING:
    from pathlib import Path

    from macros.loading.editions import Publication

KINDS = sorted(["edition", "editions", "glossary", "item", "lineage", "search"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_that_a_schema_allows_is_attacked(root: Path, attacked: Path, kind: str) -> None:
    texts = texts_of(root, kind)
    places = texts.all_places()
    assert REFERENCES.get(kind, set()) <= places
    bare: list[str] = []

    def seen(name: str, text: str) -> str:
        if MARKUP not in text and name not in REFERENCES.get(kind, ()):
            bare.append(f"{name}: {text}")
        return text

    pattern = "*/items/*.yaml" if kind == "item" else f"**/{kind}.yaml"
    for path in sorted((attacked / "rubric").glob(pattern)):
        texts.changed(read_source(path, path.name).data, seen)
    # 多了的，请在 tests/attacks/rubric/ 里用一次
    assert places - texts.met == set()
    assert bare == []


def test_every_text_of_a_save_file_is_attacked(publication: Publication) -> None:
    rubric = publication.rubric
    plain = attacked_check(rubric)
    assert unwritten_keys(rubric, plain) == []
    assert decode_self_check(rubric, json.loads(json.dumps(plain))).unit == plain["unit"]
