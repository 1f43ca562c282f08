"""Documents that are made of attacks: well formed, nothing computed, nothing linked, nothing fetched, nothing lost."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from macros.documents.shared.browser import install
from macros.documents.shared.plaintext import clean, is_like_formula
from macros.documents.shared.tables import Annex
from macros.documents.template.forms import (
    BLANK_WORD,
    blank_files,
    evidence_files,
    plain_templates,
)
from macros.documents.template.revisions import revision_files
from macros.loading.lineage import changes_between
from qinglian_core.browser import Service
from tests.attacks.payloads import MARKUP
from tests.attacks.selfchecks import attacked_check
from tests.documents.selfchecks import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.loading.editions import Publication

Plain = dict[str, Any]
TURNS = 2
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ACTIVE = {
    *(
        f"{SHEET}{name}"
        for name in ("f", "hyperlink", "hyperlinks", "oleObjects", "externalReferences", "ddeLink")
    ),
    *(
        f"{WORD}{name}"
        for name in ("hyperlink", "object", "altChunk", "attachedTemplate", "subDoc", "control")
    ),
}
FIELDS = {"PAGE", "NUMPAGES"}
"""The numbers of pages, which we write ourselves."""
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.fixture(scope="module")
def documents(publications: tuple[Publication, ...]) -> dict[str, bytes]:
    """Return every kind of document that a reader can get, by name."""
    made: dict[str, bytes] = {}
    for publication in publications:
        rubric = publication.rubric
        blanks = blank_files(rubric)
        own = {**blanks, **evidence_files(rubric, blanks[BLANK_WORD])}
        made |= {f"{rubric.id}/{name}": data for name, data in own.items()}
    made |= _asked(publications[0], made["whole/blank.docx"])
    changes = changes_between(publications, "before", "whole")
    assert changes is not None
    return made | revision_files(changes, MARKUP, f"={MARKUP}")


def _asked(publication: Publication, blank: bytes) -> dict[str, bytes]:
    """Return the documents that Python makes in a browser: each kind that it says there is."""
    made: dict[str, bytes] = {}
    rubric, service = publication.rubric, Service()
    _ask(service, "load", rubric=publication.plain)
    install(service, plain_templates(rubric, blank))
    checks = [attacked_check(rubric, turn) for turn in range(TURNS)]
    for turn, check in enumerate(checks):
        for op in ("export", "export-evidence"):
            refused = _ask(service, op, kind="?", check=check)["faults"][0]["message"]
            for kind in refused.partition("可以是：")[2].split("、"):
                annexes = [one.value for one in Annex]
                made[f"{op}-{turn}.{kind}"] = _made(
                    service, op, kind=kind, check=check, annexes=annexes
                )
    files = [
        {"name": f"={MARKUP}{turn}.json", "text": json.dumps(one)}
        for turn, one in enumerate(checks)
    ]
    files.append({"name": f"@{MARKUP}", "text": "{"})
    for op, records in (("export-comparison", True), ("export-summary", False)):
        assert (
            _ask(service, "gather", fresh=True, records=records, files=files)["value"]["taken"]
            == TURNS
        )
        made[f"{op}.xlsx"] = _made(service, op)
    return made


def _ask(service: Service, op: str, **more: object) -> Plain:
    reply: Plain = json.loads(service.handle(json.dumps({"op": op, "made": DAY, **more})))
    return reply


def _made(service: Service, op: str, **more: object) -> bytes:
    reply = _ask(service, op, **more)
    assert reply["ok"], reply
    name = reply["value"]["name"]
    assert not re.search(r'[\\/:*?"<>|\s]|^[.-]', name), name
    return base64.b64decode(reply["value"]["base64"])


def _parts(data: bytes) -> Iterator[tuple[str, ET.Element]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name, ET.fromstring(package.read(name))  # noqa: S314 - our own


def _packages(documents: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in documents.items() if name.endswith(("docx", "xlsx"))}


def test_packages_hold_nothing_that_computes_links_or_fetches(documents: dict[str, bytes]) -> None:
    found = []
    for name, data in _packages(documents).items():
        for part, root in _parts(data):
            for element in root.iter():
                if element.tag in ACTIVE or element.get("TargetMode") == "External":
                    found.append(f"{name} {part} {element.tag}")
                field = element.get(f"{WORD}instr")
                if field is not None and field.strip() not in FIELDS:
                    found.append(f"{name} {part} {field}")
            assert "vba" not in part.lower()
    assert found == []


def test_texts_in_packages_are_whole(documents: dict[str, bytes]) -> None:
    for name, data in _packages(documents).items():
        texts = "".join(text for _, root in _parts(data) for text in root.itertext())
        assert MARKUP in texts, name
        assert not NOT_XML.search(texts), name
        assert clean(texts) == texts, name


def test_cells_that_look_like_formulas_stay_text_when_edited(documents: dict[str, bytes]) -> None:
    seen = 0
    for name, data in _packages(documents).items():
        if not name.endswith("xlsx"):
            continue
        for sheet in openpyxl.load_workbook(io.BytesIO(data)):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type in "sn", (name, cell)
                    if isinstance(cell.value, str) and is_like_formula(cell.value):
                        assert cell.quotePrefix, (name, cell)
                        seen += 1
    assert seen > 50


def test_cells_of_csv_do_not_begin_as_formulas(documents: dict[str, bytes]) -> None:
    tables = [data.decode("utf-8-sig") for name, data in documents.items() if name.endswith("csv")]
    assert tables
    for text in tables:
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert any(MARKUP in cell for cell in cells)
        assert [cell for cell in cells if is_like_formula(cell)] == []
