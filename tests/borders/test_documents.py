"""What the documents say of the code is there: a file that they name by its name exists."""

import re

from tests.borders.pythonsource import files, name_of

DOCUMENTS = files("README.md", "docs/**/*.md")
ROOMS = ("docs", "macros", "qinglian_core", "rubric", "site_src", "tests")
OF_OTHERS = {"pyodide.asm.js", "bom.json"}
"""Files of Pyodide, and of the built site, which lie in no folder of ours."""
_NAMED = re.compile(r"`([\w./-]+\.(?:py|js|mjs|j2|css|json|yaml|html|md))`")


def test_files_that_documents_name_are_there() -> None:
    there = [f"/{name_of(path)}" for path in files("*", *(f"{room}/**/*" for room in ROOMS))]
    gone = {
        (name_of(path), named)
        for path in DOCUMENTS
        for named in _NAMED.findall(path.read_text(encoding="utf-8"))
        if named not in OF_OTHERS and not any(name.endswith(f"/{named}") for name in there)
    }
    assert gone == set()
