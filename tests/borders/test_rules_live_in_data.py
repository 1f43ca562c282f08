"""No clause id, no item number, no official sentence in code or templates: a new edition needs no code."""

import re
from pathlib import Path

import pytest

from qinglian_core import Rubric
from tests.borders.pythonsource import files, name_of, words
from tests.borders.test_javascript import code
from tests.core.conftest import jiyuan, plain_jiyuan

__all__ = ["jiyuan", "plain_jiyuan"]

PYTHON = files("qinglian_core/**/*.py", "macros/**/*.py")
SCRIPTS = files("site_src/assets/js/**/*.js", "macros/**/*.mjs")
TEMPLATES = files("macros/pages/templates/**/*", "macros/overrides/**/*")
MADE_UP = {
    # 打包时用来演练的小细则，条号是它自己的。
    "macros/documents/bundle/rehearsal.py": {"1.1", "1.2"},
}
GRAM = 8
"""So many characters in a row are no coincidence."""
_NUMBERED = re.compile(r"第[0-9]+[项条]|第[0-9]+\.[0-9]+条|\bc[0-9]+-[0-9]+\b")
_QUOTED = re.compile(r"""["'`]([^"'`\n]*)["'`]""")
_COMPARED = re.compile(r"""(?<![A-Za-z0-9-]=)["']([^"'\n]*)["']""")
"""A quoted word of a template that is no attribute's value: drawings are full of decimals."""
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)


def literals(path: Path) -> list[str]:
    """Return the words that a file of code holds."""
    if path.suffix == ".py":
        return words(path)
    if path in TEMPLATES:
        return [_COMMENT.sub("", path.read_text(encoding="utf-8"))]
    return _QUOTED.findall(code(path))


@pytest.fixture(scope="module")
def official(jiyuan: Rubric) -> set[str]:
    """Return every run of characters of the official clauses that is long enough to be told."""
    texts = [clause.text for clause in jiyuan.clauses]
    return {text[at : at + GRAM] for text in texts for at in range(len(text) - GRAM + 1)}


def known(path: Path, ids: set[str], official: set[str]) -> list[str]:
    """Return what a file knows of the edition: ids of its clauses, numbers of its items, its sentences."""
    found: list[str] = []
    for text in literals(path):
        quoted = _COMPARED.findall(text) if path in TEMPLATES else [text]
        windows = {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}
        found += [*(ids & set(quoted)), *_NUMBERED.findall(text), *(windows & official)]
    return found


DEFAULTS = "qinglian_core/criteria/table.py"
"""The one place that holds what a part is called where an edition does not say."""
OF_THE_DOCUMENT = re.compile("考评标准|考评项目|具体内容|评分细则|考评细则|考评期")
SPEAKS_OF_ALL = {
    # 说的是这个工具，或者还不知道是哪一版
    "macros/commands/cli.py",
    "macros/commands/shared/sources.py",
    "macros/source/headings.py",
    "macros/source/package.py",
}


def test_no_part_is_called_as_in_one_document() -> None:
    """What parts are called comes from the edition: its columns, its words."""
    found = {
        name_of(path): sorted(set(OF_THE_DOCUMENT.findall(text)))
        for path in (*PYTHON, *SCRIPTS, *TEMPLATES)
        if OF_THE_DOCUMENT.search(text := "".join(literals(path)))
    }
    assert found.pop(DEFAULTS, None)
    assert {name: words for name, words in found.items() if name not in SPEAKS_OF_ALL} == {}


def test_code_knows_no_edition(jiyuan: Rubric, official: set[str]) -> None:
    ids = {clause.id for clause in jiyuan.clauses}
    found = {
        name_of(path): known(path, ids - MADE_UP.get(name_of(path), set()), official)
        for path in (*PYTHON, *SCRIPTS, *TEMPLATES)
    }
    assert {name: words for name, words in found.items() if words} == {}
