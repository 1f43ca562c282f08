"""Broken YAML of any kind ends in faults with a place, never in a traceback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.commands.cli import main
from macros.loading.editions import decode_edition
from macros.loading.folders import EditionFolder
from macros.loading.yamlsource import Source, SourceError, SourceFault, parse_source, read_source
from tests.build.cases import BASE

if TYPE_CHECKING:
    from pathlib import Path

SCALARS = (
    *(
        "",
        "yes",
        "null",
        "~",
        "true",
        "13.10",
        "1e999",
        ".nan",
        "-1",
        "0x1F",
        "2024-01-01",
        "12:30",
    ),
    *("[]", "{}", "[[]]", "{a: {b: []}}", "9" * 5000, "0." + "1" * 5000, "&a x", "*a", "!!int 3"),
    *("!!python/object:os.system x", "|", ">-", '"', "'", "“”", "：", "part", "none", "clause"),
    *("? x", "- x", "%x", "@x", "`x`", "#x", "\\", '"\\ud800"', '"\\u0000"', "<<", "=", "1_000"),
    *("[" * 2000, "{a: " * 2000, "- " * 2000),
)
CHARACTERS = ":-?#&*!|>%@`\"'[]{},\\~=<\t\n\r\x00\x07\x85\u2028\u200b\ufeff\u3000\xa0\ufffe：，。“”１é\U0001f600"
ITEMS = ("01", "02", "05", "08", "13")
some = settings(suppress_health_check=[HealthCheck.too_slow])


def _replace(lines: list[str], index: int, *new: str) -> str:
    return "\n".join((*lines[:index], *new, *lines[index + 1 :]))


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Return ``text`` after one to three slips of the keyboard."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        index = draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        kind = draw(st.sampled_from(("delete", "repeat", "move", "indent", "value", "slip", "cut")))
        if kind == "delete":
            text = _replace(lines, index)
        elif kind == "repeat":
            text = _replace(lines, index, line, line)
        elif kind == "move":
            text = _replace(lines, index, line, lines[draw(st.integers(0, len(lines) - 1))])
        elif kind == "indent":
            depth = draw(st.integers(0, 16))
            text = _replace(lines, index, " " * depth + line.lstrip(" "))
        elif kind == "value":
            key, colon, _ = line.partition(":")
            text = _replace(lines, index, f"{key}{colon} {draw(st.sampled_from(SCALARS))}")
        elif kind == "slip":
            place = draw(st.integers(0, len(line)))
            gone = draw(st.integers(0, 2))
            slip = draw(st.text(st.sampled_from(CHARACTERS), max_size=2))
            text = _replace(lines, index, line[:place] + slip + line[place + gone :])
        else:
            text = text[: draw(st.integers(0, len(text)))]
    return text


@pytest.fixture(scope="module")
def originals(root: Path) -> dict[str, tuple[str, Source]]:
    """Return the text of some items, and what is read from it."""
    folder = root / "rubric" / "jiyuan" / "items"
    texts = {f"{name}.yaml": (folder / f"{name}.yaml").read_text("utf-8") for name in ITEMS}
    return {name: (text, parse_source(text, name)) for name, text in texts.items()}


def _alone(item: Source, original: Source) -> EditionFolder:
    """Return an edition of nothing but ``item``, which was made from ``original``."""
    assert isinstance(original.data, dict)
    data = {
        "format": 1,
        "id": "jiyuan",
        "title": "细则",
        "columns": ["一", "二", "三", "四", "五"],
        "points": original.data["points"],
        "projects": [
            {
                "id": "only",
                "title": "项目",
                "points": original.data["points"],
                "items": [original.data["id"]],
            }
        ],
        "provenance": {"name": "来源", "sha256": "a" * 64, "verbatim": ["评分细则"]},
    }
    edition = Source(file="edition.yaml", data=data, marks={}, faults=())
    return EditionFolder(name="jiyuan", edition=edition, items=(item,), faults=())


def _faults(folder: EditionFolder) -> tuple[SourceFault, ...]:
    """Return the faults of an edition; an error always has some."""
    try:
        decode_edition(folder)
    except SourceError as error:
        return error.faults or pytest.fail("an error without faults")
    return ()


@settings(some, max_examples=5 * some.max_examples)
@given(data=st.data())
def test_a_mutated_item_passes_or_has_faults_with_a_place(
    data: st.DataObject, originals: dict[str, tuple[str, Source]]
) -> None:
    name = data.draw(st.sampled_from(sorted(originals)))
    text, original = originals[name]
    text = data.draw(mutated(text))
    folder = _alone(parse_source(text, name), original)
    for fault in _faults(folder):
        assert fault.file in {name, "edition.yaml"}
        assert 1 <= fault.line <= text.count("\n") + 2
        assert fault.column >= 1
        assert re.fullmatch(r"[A-Z]\d{3}", fault.code)
        assert re.search(r"[\u4e00-\u9fff]", fault.message)


@some
@given(data=st.data())
def test_a_mutated_project_is_checked_to_the_end(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("project")
    files = [path for path in sorted(BASE.rglob("*")) if path.is_file()]
    broken = data.draw(st.sampled_from(files))
    for path in files:
        copy = root / path.relative_to(BASE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        if path == broken:
            text = data.draw(mutated(text))
        copy.write_text(text, encoding="utf-8", newline="")
    assert main(["--root", str(root), "check"]) in {0, 1}


@some
@given(content=st.binary(max_size=200))
def test_any_bytes_can_be_read(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    source = read_source(path, path.name)
    assert source.data is not None or source.faults


@some
@given(text=st.text(st.sampled_from("ab: -?#&*!|>%@\"'[]{},\n\t~1."), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    source = parse_source(text, "any.yaml")
    assert source.data is not None or source.faults
