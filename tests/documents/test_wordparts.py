"""Our Word files as packages of XML: parts that refer to each other, elements in the order that Word insists on."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from macros.documents.shared.evidencelist import evidence_document
from macros.documents.shared.form import filled_form
from macros.documents.shared.tables import Annex
from macros.documents.shared.worddocument import word_document
from macros.documents.template.revisions import REVISION_WORD, revision_files
from macros.loading.editions import load_publications
from macros.loading.lineage import changes_between
from qinglian_core import Rubric
from tests.build.cases import CASES
from tests.documents.selfchecks import DAY, hostile, opened

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# ECMA-376 第一部分 17 章，各元素的 xsd:sequence 里我们用到的
ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "tabs"),
        *("autoSpaceDE", "autoSpaceDN", "spacing", "ind", "jc", "rPr", "sectPr"),
    ),
    "rPr": ("rStyle", "rFonts", "b", "i", "strike", "color", "kern", "sz", "szCs", "u", "lang"),
    "tblPr": (
        *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
    ),
    "tblBorders": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "tblCellMar": ("top", "left", "bottom", "right"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"),
    "sectPr": ("footerReference", "type", "pgSz", "pgMar", "cols", "docGrid"),
    "style": (
        *("name", "basedOn", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat"),
        *("pPr", "rPr", "tblPr"),
    ),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("trPr", "tc"),
    "tc": ("tcPr", "p"),
    "settings": ("zoom", "defaultTabStop", "characterSpacingControl", "compat", "themeFontLang"),
    "styles": ("docDefaults", "latentStyles", "style"),
    "font": ("altName", "charset", "family", "pitch"),
}
DOCUMENTS = ("blank", "filled", "evidence", "revision")

Parts = dict[str, ET.Element]


@pytest.fixture(scope="module")
def documents(rubric: Rubric, template: bytes) -> dict[str, Parts]:
    """Return the parts of each kind of document that we make."""
    form = filled_form(rubric, opened(rubric, hostile(rubric)), DAY)
    changes = changes_between(
        load_publications(CASES / "valid" / "second-edition"), "mini", "second"
    )
    assert changes is not None
    made = (
        *(template, word_document(template, form, tuple(Annex))),
        *(evidence_document(template, form), revision_files(changes, "旧<", "新&")[REVISION_WORD]),
    )
    return {name: parts_of(data) for name, data in zip(DOCUMENTS, made, strict=True)}


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314 - our own


@pytest.mark.parametrize("name", DOCUMENTS)
def test_elements_stand_in_the_order_of_the_schema(documents: dict[str, Parts], name: str) -> None:
    seen = set()
    for part in documents[name].values():
        for element in part.iter():
            kind = element.tag.removeprefix(_WORD)
            children = [child.tag.removeprefix(_WORD) for child in element]
            if kind in ORDER:
                seen.add(kind)
                assert sorted(children, key=ORDER[kind].index) == children, kind
            assert children or not kind.endswith("Pr"), f"{kind} 是空的"
    assert seen == set(ORDER)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_part_is_known_and_referred_to(documents: dict[str, Parts], name: str) -> None:
    parts = documents[name]
    types = {one.get("PartName") for one in parts["[Content_Types].xml"] if one.get("PartName")}
    targets = [target for path in parts for target in targets_of(path, parts[path])]
    others = {path for path in parts if path != "[Content_Types].xml" and "_rels/" not in path}
    assert types == {f"/{path}" for path in others}
    assert sorted(targets) == sorted(others)


def targets_of(path: str, part: ET.Element) -> Iterator[str]:
    """Yield the parts to which a part of relationships leads, by their paths."""
    if path.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(path))
        yield from (posixpath.join(folder, one.attrib["Target"]) for one in part)


def used_styles(parts: Parts) -> set[str]:
    """Return the ids of the styles that a document uses, or that others are based on."""
    looked_in = [parts[f"word/{name}.xml"] for name in ("document", "footer", "styles")]
    return {
        one.attrib[f"{_WORD}val"]
        for part in looked_in
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn")
        for one in part.iter(f"{_WORD}{kind}")
    }


def styles_of(parts: Parts) -> set[str]:
    styles = parts["word/styles.xml"].iter(f"{_WORD}style")
    return {one.attrib[f"{_WORD}styleId"] for one in styles}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_styles_and_footer_are_there(documents: dict[str, Parts], name: str) -> None:
    parts = documents[name]
    assert used_styles(parts) <= styles_of(parts)
    (foot,) = parts["word/document.xml"].iter(f"{_WORD}footerReference")
    (found,) = (
        one.attrib["Target"]
        for one in parts["word/_rels/document.xml.rels"]
        if one.attrib["Id"] == foot.attrib[f"{_OFFICE}id"]
    )
    assert f"word/{found}" in parts


def test_every_style_is_of_use(documents: dict[str, Parts]) -> None:
    used = {style for parts in documents.values() for style in used_styles(parts)}
    assert used == styles_of(documents["blank"])
