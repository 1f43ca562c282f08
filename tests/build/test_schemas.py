"""The JSON Schemas that editors use: they know every key, and agree with the check as far as a schema can."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from macros.loading.editions import load_publications
from macros.loading.folders import edition_folders, read_edition
from macros.loading.registry import decode_registry
from macros.loading.review import KEY as REVIEW
from macros.loading.vocabulary import decode_vocabulary
from macros.loading.yamlsource import Source, read_source
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.criteria.glossary import decode_glossary
from qinglian_core.faults import FaultyDataError
from qinglian_core.revision.decoding import decode_lineage
from tests.build.cases import BASE, CASES, Case, invalid_cases, valid_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.beside_the_build

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "macros" / "schemas"
NAMES = ("edition", "editions", "item", "lineage", "glossary", "search")
Schema = dict[str, Any]

BEYOND_A_SCHEMA = {
    # 文字要和本条原文对照
    "rule-cite-not-verbatim",
    "rule-evidence-cite-not-verbatim",
    "rule-bound-cite-not-verbatim",
    # 词语要和各条对照
    "glossary-editions-unknown",
    "glossary-where-of-an-edition",
    "glossary-where-unknown-clause",
    # 总分怎样来，要和各条对照
    "total-cite-not-official",
    "total-gate-without-bonus",
    "total-levels-out-of-order",
    "total-once-unknown",
    "total-too-many-ways",
    "total-unit-kind-unknown",
    "total-weight-of-penalty",
    # 只有追加扣除、否决的才可以是 0 分
    "value-zero-points",
    # 分值要相加
    "sum-declared-elsewhere",
    "sum-declared-for-unknown-project",
    "sum-declared-needlessly",
    "sum-declared-twice",
    "sum-declared-wrong",
    "sum-of-clauses",
    "sum-of-items",
    "sum-of-parts",
    "sum-of-projects",
    "rule-bound-can-be-exceeded",
    "rule-bound-exceeded-by-award",
    "rule-bound-falls-below-zero",
    "reading-discretion-too-large",
    # 标识不能重复，所指的要存在
    "evidence-place-misspelt",
    "evidence-without-place",
    "evidence-place-not-listed",
    "gap-of-unknown-clause",
    "gap-phrase-twice",
    "gap-twice",
    "id-clause-of-another-item",
    "id-clause-twice",
    "id-grade-twice",
    "id-item-twice",
    "id-named-twice",
    "id-project-twice",
    "id-question-twice",
    "id-reading-twice",
    "id-term-explained-twice",
    "id-term-twice",
    "review-left",
    "provenance-copied",
    # 说明里的数要和各条对照
    "prose-unknown-clause",
    "prose-wrong-points",
    "item-file-copied",
    "item-file-twice",
    "item-in-a-subfolder",
    "folder-search-yml",
    "folder-stray-edition",
    "folder-stray-glossary",
    "glossary-missing",
    "item-not-listed",
    "item-without-file",
    "related-itself",
    "related-unknown-clause",
    "reading-of-unknown-question",
    "rule-at-least-unknown",
    "rule-doubt-among-unknown",
    "rule-gate-to-later-question",
    "rule-gate-to-named-question",
    "rule-gate-to-unknown-question",
    "rule-gate-with-wrong-answer",
    "unnumbered-among-others",
    # 沿革要和两版对照
    "lineage-alike-to-another",
    "lineage-incomplete",
    "lineage-not-alike",
    "lineage-of-another-edition",
    "lineage-twice",
    "lineage-unknown-clause",
    # 几处合起来才看得出
    "reading-drops-a-grade",
    "reading-names-more-things",
    "reading-same-as-main",
    "rule-grade-exempt-for-each-thing",
    "rule-irreversible-without-loss",
    "rule-most-points-without-amount",
    "rule-range-upside-down",
    "rule-ratio-as-fraction",
    "rule-too-many-leads",
    "rule-question-without-purpose",
    "rule-start-full-with-awards",
    "rule-start-zero-with-deductions",
    "rule-tiers-out-of-order",
    "rule-tiers-same-start",
    # 要算一遍
    "example-below-floor",
    "example-envelope-missing",
    "example-estimate-missing",
    "example-own-not-used",
    "example-own-too-high",
    "example-unknown-answer",
    "example-unknown-question",
    "example-unknown-thing",
    "example-wrong-estimate",
    "example-wrong-score",
    # 小数的位数：编辑器按二进制小数算，不可靠
    "value-four-decimals",
    # 文件夹和 mkdocs.yml 的事
    "config-control-character",
    "config-gbk",
    "config-not-yaml",
    "folder-without-edition",
    "no-edition-at-all",
    "folder-name-differs",
    "folder-of-something-else",
    "folder-without-items",
    "folder-yml",
    "registry-edition-absent",
    "seal-missing",
    "seal-other-scores",
    "seal-text-changed",
    "registry-missing",
    "registry-out-of-order",
    "registry-two-current",
}
"""Cases in which every file is YAML and fits its schema; only ``qinglian check`` finds what is wrong."""


def _schema(name: str) -> Schema:
    schema: Schema = json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())
    return schema


def _plain(value: object) -> object:
    """Return what an editor sees: numbers as JSON has them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(element) for key, element in value.items()}
    if isinstance(value, list):
        return [_plain(element) for element in value]
    return value


def _errors(name: str, data: object) -> list[str]:
    validator = jsonschema.Draft7Validator(_schema(name))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(_plain(data))]


def _sources(root: Path) -> Iterator[tuple[str, Source]]:
    """Yield every file of a project with the name of its schema."""
    for name in ("editions", "glossary", "search"):
        path = root / "rubric" / f"{name}.yaml"
        if path.exists():
            yield name, read_source(path, path.name)
    for path in edition_folders(root):
        folder = read_edition(path, root)
        if (path / "edition.yaml").is_file():
            yield "edition", _raw(root, folder.edition)
        if (path / "lineage.yaml").is_file():
            yield "lineage", read_source(path / "lineage.yaml", "lineage.yaml")
        yield from (("item", _raw(root, source)) for source in folder.items)


def _raw(root: Path, source: Source) -> Source:
    """Return a file as it is written, review marks and all."""
    return read_source(root / source.file, source.file)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_draft_07(name: str) -> None:
    # yaml-language-server 对 draft-07 支持得最全，网上的编辑器也是。
    schema = _schema(name)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(schema)


def test_every_file_names_its_schema(root: Path) -> None:
    for path in sorted((root / "rubric").rglob("*.yaml")):
        first = path.read_text("utf-8").splitlines()[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match, path
        kind = path.stem if path.stem in NAMES else "item"
        assert (path.parent / match[1]).resolve() == SCHEMAS / f"{kind}.schema.json"


def test_the_real_rubric_fits(root: Path) -> None:
    sources = list(_sources(root))
    assert len(sources) == 18
    assert {source.file: _errors(name, source.data) for name, source in sources} == {
        source.file: [] for _, source in sources
    }


@pytest.mark.parametrize("folder", [BASE, *valid_cases()], ids=lambda folder: folder.name)
def test_valid_cases_fit(folder: Path) -> None:
    for name, source in _sources(folder):
        assert _errors(name, source.data) == []


def _is_missed(case: Case, root: Path) -> bool:
    """Whether the files of a case can be read and no schema has anything against them."""
    case.write(root)
    sources = list(_sources(root))
    if not sources or any(source.data is None or source.faults for _, source in sources):
        return False
    return not any(_errors(name, source.data) for name, source in sources)


def test_a_schema_catches_what_it_can(tmp_path: Path) -> None:
    missed = {case.name for case in invalid_cases() if _is_missed(case, tmp_path / case.name)}
    assert missed == BEYOND_A_SCHEMA


def _resolved(schema: Schema, part: Schema) -> Schema:
    while "$ref" in part or ("description" not in part and len(part.get("allOf", ())) == 1):
        own = {key: value for key, value in part.items() if key not in {"$ref", "allOf"}}
        (found,) = part.get("allOf", [part])
        below = schema["definitions"][found["$ref"].rsplit("/", 1)[1]] if "$ref" in found else found
        part = {**below, **own}
    return part


def _objects(schema: Schema, part: object, path: str) -> Iterator[tuple[str, Schema]]:
    """Yield every place that has ``properties``, by its path."""
    if isinstance(part, dict):
        if "properties" in part and path:
            yield path, part
        for key, value in part.items():
            if key not in {"if", "then", "else", "examples", "defaultSnippets"}:
                yield from _objects(schema, value, f"{path}/{key}")
    elif isinstance(part, list):
        for index, element in enumerate(part):
            yield from _objects(schema, element, f"{path}/{index}")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_explained_in_chinese(name: str) -> None:
    schema = _schema(name)
    silent = []
    for path, part in _objects(schema, schema, "#"):
        for key, definition in part["properties"].items():
            if path.endswith("/change") or "const" in definition:
                continue  # 另一种读法里的键与问题里的同义；kind 在选种类的地方说明
            told = _resolved(schema, definition).get("description", "")
            if not re.search(r"[\u4e00-\u9fff]{2}", told):
                silent.append(f"{path}/properties/{key}")
    assert [place for place in silent if not place.endswith("/format")] == []


def _example() -> dict[str, Any]:
    """Return plain data that hold every kind of mapping a rubric can have."""
    folder = read_edition(BASE / "rubric" / "mini", BASE)
    data: dict[str, Any] = deepcopy(folder.data())
    guidance = data["items"][0]["clauses"][0]["guidance"]
    guidance["evidence"]["suggested"] = [{"text": "登记簿"}]
    guidance["open_points"] = [
        {"text": "笔数怎样数，原文没有写。", "treated": "按登记的数。", "left_out": "按金额数。"}
    ]
    guidance["examples"][0]["envelope"] = {"low": 1, "high": 2}
    data["levels"] = [{"from": 0, "label": "一等"}]
    data["vetoes"] = [{"id": "failed", "text": "不合格", "outcome": {"text": "不评"}}]
    data["once"] = [{"id": "same", "why": "不重复扣", "questions": ["1.1.missing", "2.1.done"]}]
    data["units"] = [{"id": "one", "label": "甲类"}, {"id": "two", "label": "乙类"}]
    data["rescale"] = {"to": 100, "round": 1}
    data["projects"][0] |= {"role": "bonus", "gate": {"total_from": 1}}
    data["columns"] = [{"head": "办法", "holds": "text"}]
    data["words"] = {"clause": "款"}
    part = data["items"][0]["clauses"][0]["parts"][0]
    part["beyond"] = {"points": 1, "scope": "edition"}
    head = {"ask": "多少？", "cite": "登记"}
    part["questions"] += [
        {
            "id": "share",
            "kind": "ratio",
            **head,
            "of": {"part": "一部分", "whole": "总数"},
            "target": {"ask": "目标"},
            "per": 1,
            "deduct": 1,
            "tiers": [{"from": 0, "deduct": {"from": 1, "to": 2}}],
        },
        {
            "id": "score",
            "kind": "value",
            **head,
            "unit": "分",
            "award": {"times": 1},
            "empty": {"ask": "平均分"},
        },
        {
            "id": "best",
            "kind": "value",
            **head,
            "unit": "分",
            "relative": {"ask": "最高分", "award": 1},
        },
        {"id": "far", "kind": "count", **head, "unit": "次", "beyond": dict(part["beyond"])},
    ]
    data["gaps"] = [{"id": "who", "ask": "谁来查？", "phrases": ["谁查"], "text": "没有写。"}]
    return data


PLACES: dict[tuple[str, ...], tuple[str, str]] = {
    (): ("edition", "#"),
    ("columns",): ("edition", "column"),
    ("words",): ("edition", "words"),
    ("projects",): ("edition", "project"),
    ("projects", "gate"): ("edition", "project/properties/gate"),
    ("levels",): ("edition", "level"),
    ("vetoes",): ("edition", "veto"),
    ("vetoes", "outcome"): ("edition", "veto/properties/outcome"),
    ("once",): ("edition", "once"),
    ("units",): ("edition", "unit_kind"),
    ("rescale",): ("edition", "#/properties/rescale"),
    ("discrepancies",): ("edition", "discrepancy"),
    ("gaps",): ("edition", "gap"),
    ("provenance",): ("edition", "provenance"),
    ("items",): ("item", "#"),
    ("items", "clauses"): ("item", "clause"),
    ("parts",): ("item", "part"),
    ("questions", "asked_when"): ("item", "asked_when"),
    ("questions", "named"): ("item", "named/items"),
    ("questions", "grades"): ("item", "grades/items"),
    ("questions", "doubts"): ("item", "doubts/items"),
    ("questions", "tiers"): ("item", "tier_list/items"),
    ("questions", "of"): ("item", "share"),
    ("questions", "target"): ("item", "asked"),
    ("questions", "empty"): ("item", "asked"),
    ("questions", "award"): ("item", "measured/anyOf/1"),
    ("tiers", "deduct"): ("item", "ranged/anyOf/1"),
    ("questions", "relative"): ("item", "relative"),
    ("questions", "beyond"): ("item", "beyond"),
    ("parts", "beyond"): ("item", "beyond"),
    ("readings",): ("item", "reading"),
    ("guidance",): ("item", "guidance"),
    ("guidance", "evidence"): ("item", "guidance/properties/evidence"),
    ("evidence", "written"): ("item", "guidance/properties/evidence/properties/written/items"),
    ("evidence", "suggested"): (
        "item",
        "guidance/properties/evidence/properties/suggested/items/oneOf/1",
    ),
    ("guidance", "open_points"): ("item", "guidance/properties/open_points/items"),
    ("guidance", "examples"): ("item", "example"),
    ("examples", "envelope"): ("item", "example/properties/envelope"),
    ("guidance", "related"): ("item", "guidance/properties/related/items"),
}
KINDS = ("yes_no", "count", "each", "grade", "tiers", "ratio", "value")


def _mappings(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        yield path
        for key, element in value.items():
            if key != "answers" and not (key == "questions" and isinstance(element, dict)):
                yield from _mappings(element, (*path, key))
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _mappings(element, (*path, index))


def _at(data: object, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - any plain data
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


def _known_keys(data: dict[str, Any], path: tuple[str | int, ...]) -> set[str]:
    """Return the keys that the core says it knows at ``path``."""
    changed = deepcopy(data)
    _at(changed, path)["没有的键"] = 1
    with pytest.raises(FaultyDataError) as error:
        decode_rubric(changed)
    told = [fault.message for fault in error.value.faults if fault.path == (*path, "没有的键")]
    assert len(told) == 1
    return set(told[0].split("可以写：")[1].split("、"))


def _schema_keys(path: tuple[str | int, ...], kind: object) -> set[str]:
    names = tuple(step for step in path if isinstance(step, str))
    if names[-1:] == ("questions",):
        name, place = "item", str(kind)
    elif names[-1:] == ("tiers",) and kind == "ratio":
        name, place = "item", "share_tier_list/items"
    else:
        found = [PLACES[names[-size:]] for size in (2, 1) if names[-size:] in PLACES]
        name, place = found[0] if names else PLACES[()]
    schema = _schema(name)
    part: Any = schema
    steps = place.split("/")
    for step in steps[1:] if steps[0] == "#" else ("definitions", *steps):
        part = part[int(step) if step.isdecimal() else step]
    return set(part["properties"]) - {REVIEW}


def test_schemas_and_core_know_the_same_keys() -> None:
    data = _example()
    seen = set()
    for path in _mappings(data):
        question = path[:-2] if path[-2:-1] == ("tiers",) else path
        kind = _at(data, question).get("kind")
        seen.add(kind)
        assert _schema_keys(path, kind) == _known_keys(data, path), path
    assert seen >= set(KINDS)


def test_the_glossary_schema_knows_the_same_keys() -> None:
    with pytest.raises(FaultyDataError) as error:
        decode_glossary({"format": 1, "terms": [{"没有的键": 1}], "没有的键": 1})
    told = [fault.message for fault in error.value.faults if "可以写：" in fault.message]
    schema = _schema("glossary")
    assert [set(message.split("可以写：")[1].split("、")) for message in told] == [
        set(schema["properties"]),
        set(schema["definitions"]["term"]["properties"]),
    ]


def test_the_registry_schema_knows_the_same_keys() -> None:
    with pytest.raises(FaultyDataError) as error:
        decode_registry({"format": 1, "editions": [{"没有的键": 1}], "没有的键": 1})
    told = [fault.message for fault in error.value.faults if "可以写：" in fault.message]
    schema = _schema("editions")
    assert [set(message.split("可以写：")[1].split("、")) for message in told] == [
        set(schema["properties"]),
        set(schema["definitions"]["edition"]["properties"]),
    ]


def test_the_lineage_schema_knows_the_same_keys() -> None:
    rubric = load_publications(BASE)[0].rubric
    line = {"没有的键": 1}
    with pytest.raises(FaultyDataError) as error:
        decode_lineage({"format": 1, "clauses": [line], "gone": [line], **line}, rubric, rubric)
    told = [fault.message for fault in error.value.faults if "可以写：" in fault.message]
    schema = _schema("lineage")
    assert [set(message.split("可以写：")[1].split("、")) for message in told] == [
        set(schema["properties"]),
        set(schema["definitions"]["clause"]["properties"]),
        set(schema["definitions"]["gone"]["properties"]),
    ]


def test_the_search_schema_knows_the_same_keys() -> None:
    with pytest.raises(FaultyDataError) as error:
        decode_vocabulary({"format": 1, "pages": [{"没有的键": 1}], "没有的键": 1})
    told = [fault.message for fault in error.value.faults if "可以写：" in fault.message]
    schema = _schema("search")
    assert [set(message.split("可以写：")[1].split("、")) for message in told] == [
        set(schema["properties"]),
        set(schema["properties"]["pages"]["items"]["properties"]),
    ]


def test_a_reading_can_change_every_rule_of_a_question() -> None:
    definitions = _schema("item")["definitions"]
    keys = set().union(*(definitions[kind]["properties"] for kind in KINDS)) - {"id", "kind"}
    assert set(definitions["change"]["properties"]) == keys


def test_cases_are_where_they_belong() -> None:
    names = {case.name for case in invalid_cases()}
    assert names >= BEYOND_A_SCHEMA
    assert len(names) >= 40
    assert (CASES / "valid" / "fire-safety").is_dir()


def _named(node: object, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield each key that a maintainer may write, and what the schema says of it."""
    if isinstance(node, list):
        for at, one in enumerate(node):
            yield from _named(one, f"{path}/{at}")
    if isinstance(node, dict):
        conditional = path.endswith(("/if", "/then", "/else", "/not", "/contains"))
        for key, one in node.get("properties", {}).items():
            if not conditional and "const" not in one:
                yield f"{path}/{key}", one
        for key, one in node.items():
            if not conditional:
                yield from _named(one, f"{path}/{key}")


@pytest.mark.parametrize("name", NAMES)
def test_every_key_has_a_title_and_every_choice_words(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))

    def said(node: Schema) -> Schema:
        refs = [
            one["$ref"]
            for one in (node, *node.get("allOf", ()), *node.get("anyOf", ()))
            if "$ref" in one
        ]
        return (
            said(schema["definitions"][refs[0].rpartition("/")[2]])
            if refs and "title" not in node
            else node
        )

    keys = list(_named(schema))
    assert [path for path, node in keys if not said(node).get("title")] == []
    wordless = [
        path
        for path, node in keys
        for one in (said(node), *said(node).get("anyOf", ()))
        if len(one.get("enumDescriptions", ())) != len(one.get("enum", ()))
    ]
    assert keys
    assert wordless == []
