"""No word of the present document is fixed in code: what parts are called comes from the edition."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMED = re.compile(
    r"本[条项]|[这同那下上]一[条项]|[各每逐别几]条(?![件形款文目])|[各逐]项(?!问题)|[条项]号|第[条项]"
    r"|个单位|[本各这该]单位|单位的?类|考评期|考评标准|考评项目"
)
LABEL = re.compile(r"第\0+[条项]")
"""A label with its number put in: f"第{name}条"."""
GENERIC = {
    "qinglian_core/criteria/decoding/questions.py": ("逐项",),
    "qinglian_core/criteria/decoding/totalchecks.py": ("逐项",),
    "qinglian_core/scoring/rulewords.py": ("各项",),
    "macros/runtime/program.py": ("本项",),
    "site_src/assets/js/maintain/editor/editor.js": ("这一项",),
    "site_src/assets/js/maintain/steps/reviewing.js": ("这一项",),
    "site_src/assets/js/search/rating.js": ("第\0项", "第\0条"),
    "macros/loading/yamlsource.py": ("这一项",),
    "macros/loading/yamlsyntax.py": ("这一项", "各项"),
    "macros/commands/review.py": ("条号", "项号"),
    "macros/commands/check.py": ("单位",),
    "macros/importing/ruledraft.py": ("本项",),
    "qinglian_core/criteria/table.py": ("考评项目", "考评标准", "考评期"),
}
"""What is meant otherwise: entries of a list, things that a text names one by one, titles of fields, defaults."""
JAVASCRIPT = "site_src/assets/js"


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every text that is no docstring with its line; what is put into one is a NUL."""
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inner = {
        id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(
                    str(one.value) if isinstance(one, ast.Constant) else "\0" for one in node.values
                ),
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docs | inner
        ):
            yield node.lineno, node.value


def _fixed(text: str, allowed: tuple[str, ...]) -> list[str]:
    found = [match[0] for sign in (NAMED, LABEL) for match in sign.finditer(text)]
    return [one for one in found if one not in allowed]


@pytest.mark.parametrize("package", ["qinglian_core", "macros"])
def test_no_word_of_the_present_document_is_fixed_in_python(root: Path, package: str) -> None:
    found = []
    for path in sorted((root / package).rglob("*.py")):
        name = path.relative_to(root).as_posix()
        for line, text in _texts(ast.parse(path.read_text(encoding="utf-8"))):
            found += [f"{name}:{line}: {one}" for one in _fixed(text, GENERIC.get(name, ()))]
    assert [one.replace("\0", "…") for one in found] == []


def test_no_word_of_the_present_document_is_fixed_in_javascript(root: Path) -> None:
    found = []
    for path in sorted((root / JAVASCRIPT).rglob("*.js")):
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = re.sub(r"^\s*(\*|/\*\*|//).*|\s//\s.*|/\*\*.*\*/", "", line)
            text = re.sub(r"\$\{[^{}]*\}", "\0", code)
            found += [f"{name}:{number}: {one}" for one in _fixed(text, GENERIC.get(name, ()))]
    assert [one.replace("\0", "…") for one in found] == []
