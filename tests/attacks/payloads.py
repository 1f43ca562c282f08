"""Texts that somebody might write where a text belongs, in the hope that a program takes them for something else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from macros.loading.yamlsource import read_source
from macros.workbench.emitting import emitted
from tests.attacks.schematexts import kind_of, texts_of
from tests.build.projects import copy_project, seal

if TYPE_CHECKING:
    from pathlib import Path

MARKUP = (
    '<ql-attack title="攻击" onclick="alert(1)"><script>alert(1)</script>'
    '<img src="ql-attack.png" onerror="alert(1)"></script></style></title></textarea></template>]]>--><!--'
    "\"'`&lt;&amp;&#60;\\{{ 7*7 }}{% ql-attack %}{# #}${7*7}[链](javascript:alert(1))![图](ql-attack.png)**粗**|"
)
"""Ends whatever it stands in, and begins something of its own: HTML, attributes, scripts, XML, templates, Markdown."""
LEADS = (
    "=cmd|' /C calc'!A0 ",
    "+ql-attack.example!A1 ",
    "-2+3 ",
    "@SUM(A1:A9) ",
    "＝1+1 ",
    "{=1+1} ",
    "https://ql-attack.example/ ",
    "javascript:alert(1) ",
    "file:///ql-attack ",
    "# 标题\n\n    四个空格\n---\n- ",
)
"""How it begins: what a spreadsheet would compute or link, what Markdown would make a heading or code of."""
CITES = ("/cite", "/bound_cite", "/veto/text")
"""Must stand in the text that they cite, which has ``MARKUP`` in it."""
REFERENCES = {
    "edition": {
        "#/definitions/project/items[]",
        "#/definitions/discrepancy/item",
        "#/definitions/once/questions[]",
        "#/definitions/gap/near[]",
    },
    "item": {
        "#/definitions/asked_when/is",
        "#/definitions/asked_when/is[]",
        "#/definitions/example/answers{}",
        "#/definitions/example/answers{}{}",
    },
    "glossary": {"#/editions[]", "#/definitions/term/where[]"},
    "lineage": {
        "#/definitions/clause/new",
        "#/definitions/clause/old",
        "#/definitions/clause/old[]",
        "#/definitions/clause/questions{}",
        "#/definitions/gone/old",
    },
}
"""Name something else in the criteria; a check refuses what names nothing."""


def attack(kind: str, name: str, text: str) -> str:
    """Return the text to stand at the place ``name`` instead of ``text``, which it ends with: those differ."""
    if name in REFERENCES.get(kind, ()):
        return text
    if name.endswith(CITES):
        return MARKUP
    return f"{LEADS[sum(map(ord, text)) % len(LEADS)]}{MARKUP}{text}"


def write_attacks(root: Path, folder: Path) -> Path:
    """Return a project, in ``folder``, whose criteria have an attack in every place that takes a text."""
    project = copy_project(root, folder, root / "tests" / "attacks" / "rubric")
    rubric = project / "rubric"
    for path in sorted(rubric.rglob("*.yaml")):
        kind = kind_of(path)
        plain = read_source(path, path.name).data
        data = texts_of(root, kind).changed(plain, partial(attack, kind))
        assert isinstance(data, dict)
        text = "".join(emitted(key, value) for key, value in data.items())
        path.write_text(text, encoding="utf-8")
    seal(rubric / "before")
    return project
