"""One person's work on the criteria, operation by operation; everything is plain data, as JSON has it."""

from __future__ import annotations

import base64
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from macros.commands import CommandError
from macros.commands.freeze import freeze
from macros.commands.importing import import_document
from macros.commands.review import take_out
from macros.importing.yamlblocks import as_list, parse_block
from macros.loading.folders import REGISTRY
from macros.loading.prose import prose_faults
from macros.loading.review import KEY
from macros.loading.yamlsource import SourceError, parse_source

from .clauses import clause_place, clause_result_of, preview_of
from .editing import EditError, file_block, list_blocks, numbered, with_value
from .growing import (
    with_item,
    with_new_clause,
    without_edition,
    without_item,
    without_one_clause,
)
from .importreport import plain_import
from .marking import mark_changes
from .outline import clauses_in, plain_fault, plain_mark
from .revising import changes_of, lineage_path, plain_changes, with_descent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .outline import Plain
    from .production import Production
    from .project import Project
    from .takenover import TakenProducts

_KINDS = {
    "editions.yaml": "editions",
    "glossary.yaml": "glossary",
    "search.yaml": "search",
    "edition.yaml": "edition",
    "lineage.yaml": "lineage",
}
"""Which schema a file follows, by its name; all others are items."""
_COUNTED = re.compile(r"-[0-9]+$")


class Session:
    """The work on ``project``; ``work`` is a folder for what is no part of it."""

    def __init__(self, project: Project, products: TakenProducts, work: Path) -> None:
        """Begin with the project as it is."""
        self._project = project
        self._products = products
        self._work = work
        self._production: Production | None = None

    def open(self, files: dict[str, str]) -> Plain:
        """Let ``files`` take the place of all criteria."""
        with self._project.whole():
            self._project.replace(files)
            return self._project.state()

    def write(self, files: dict[str, str | None]) -> Plain:
        """Write files of the criteria; null takes one away."""
        with self._project.whole():
            self._project.write(files)
            return self._project.state()

    def files(self) -> Plain:
        """Return all files of the criteria."""
        return {"files": self._project.texts()}

    def schemas(self) -> Plain:
        """Return what each kind of file may hold, as JSON Schemas by kind."""
        folder = resources.files("macros") / "schemas"
        return {
            kind: json.loads((folder / f"{kind}.schema.json").read_text(encoding="utf-8"))
            for kind in (*_KINDS.values(), "item")
        }

    def name(self) -> Plain:
        """Return an id that the next edition can have."""
        names = [*self._project.entries()]
        stem = _COUNTED.sub("", names[-1]) if names else "edition"
        number = 2
        while f"{stem}-{number}" in names:
            number += 1
        return {"id": f"{stem}-{number}"}

    def label(self, edition: str, label: str) -> Plain:
        """Call an edition otherwise."""
        place = [*self._project.entries()].index(edition)
        return self._put(REGISTRY, ("editions", place, "label"), label)

    def import_(self, name: str, data: str, older: str, newer: str, label: str = "") -> Plain:
        """Draft the edition ``newer`` from a document, in base64."""
        path = self._work / name.replace("/", "_")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(data))
        try:
            with self._project.whole() as before:
                found = import_document(self._project.root, path, older, newer, lambda _: None)
                if label:
                    self.label(newer, label)
                    self._forget_mark(newer, "label")
                changes = None if found.written.merged else changes_of(self._project, newer)
                if changes:
                    mark_changes(self._project, newer, changes)
                return {**plain_import(found), **self._changed(before)}
        except CommandError as error:
            raise EditError(str(error).replace(str(path), f"“{name}”")) from None
        finally:
            path.unlink()

    def review(self, edition: str) -> Plain:
        """Return what has still to be looked at in an edition."""
        folder, texts = self._project.folder(edition), self._project.texts()
        marks = [plain_mark(mark, texts) for mark in folder.marks]
        wrong = [
            {**plain_fault(fault, texts), "look": fault.message, "words": fault.message}
            for fault in _prose_faults(self._project, edition)
        ]
        return {"marks": [*marks, *wrong], "left": len(marks) + len(wrong)}

    def done(self, edition: str, ids: list[str]) -> Plain:
        """Take out the marks of clauses or items, or of the edition by its id."""
        with self._project.whole() as before:
            take_out(self._project.root, [edition], {*ids})
            return self._changed(before)

    def changes(self, edition: str) -> Plain:
        """Return what changed since the edition before."""
        return plain_changes(changes_of(self._project, edition))

    def descend(self, edition: str, clause: str, old: list[str], why: str = "") -> Plain:
        """Say what a clause comes from."""
        path = lineage_path(edition)
        text = with_descent(self._project.texts().get(path, ""), clause, old, why)
        return self._written({path: text})

    def section(self, file: str) -> Plain:
        """Return one file as text and as plain data."""
        text = self._project.texts()[file]
        data = parse_source(text, file).data
        kind = _KINDS.get(file.rpartition("/")[2], "item")
        return {"text": text, "data": numbered(data), "schema": kind}

    def clause(self, edition: str, clause: str) -> Plain:
        """Return where a clause stands, and what is written there."""
        place = clause_place(self._project, edition, clause)
        return {
            "file": place.file,
            "index": place.index,
            "line": place.line,
            "endLine": place.end,
            "yaml": place.block.text,
            "data": numbered(place.data),
        }

    def set(self, file: str, path: list[str | int], value: object) -> Plain:
        """Put a value into a file, null to take out what is there."""
        return self._put(file, tuple(path), value)

    def block(self, edition: str, clause: str, yaml: str) -> Plain:
        """Put what is written of a clause in the place of what was; nothing where it cannot be read at all."""
        source = parse_source(yaml, clause)
        if not isinstance(source.data, dict):
            return {"files": {}, "faults": [plain_fault(fault, {}) for fault in source.faults]}
        place = clause_place(self._project, edition, clause)
        text = self._project.texts()[place.file]
        data = parse_source(text, place.file).data
        whole = file_block(text, data if isinstance(data, dict) else {})
        blocks = list_blocks(whole, "clauses", clauses_in(data))
        blocks[place.index] = parse_block(yaml if yaml.endswith("\n") else f"{yaml}\n")
        changed = whole.with_sections(clauses=as_list("clauses", blocks)).text
        return {**self._written({place.file: changed}), "faults": []}

    def add_item(self, edition: str, item: str, project: str = "") -> Plain:
        """Add an item with nothing in it yet; also return its file."""
        file, files = with_item(self._project, edition, project, item.strip())
        return {**self._written(files), "file": file}

    def drop_item(self, edition: str, item: str) -> Plain:
        """Take out an item with all its clauses."""
        return self._written(without_item(self._project, edition, item))

    def add_clause(self, edition: str, item: str) -> Plain:
        """Add a clause with nothing in it yet; also return its id."""
        clause, files = with_new_clause(self._project, edition, item)
        return {**self._written(files), "clause": clause}

    def drop_clause(self, edition: str, clause: str) -> Plain:
        """Take out a clause."""
        return self._written(without_one_clause(self._project, edition, clause))

    def drop_edition(self, edition: str) -> Plain:
        """Take away a draft."""
        return self._written(without_edition(self._project, edition))

    def preview(self, edition: str, clause: str) -> Plain:
        """Return a clause in HTML, as its page shows it and as a card of the self-check."""
        return preview_of(self._project, edition, clause)

    def try_(self, edition: str, clause: str, entry: object) -> Plain:
        """Return what a clause scores for an entry of the self-check."""
        return clause_result_of(self._project.rubric(edition), clause, entry)

    def freeze(self, edition: str) -> Plain:
        """Let a draft take the place of the current edition, which is sealed."""
        with self._project.whole() as before:
            current = next(one.id for one in self._project.entries().values() if one.is_current)
            lines = freeze(self._project.root, current, edition)
            return {"lines": lines, **self._changed(before)}

    def wanted(self) -> Plain:
        """Return the files of the published site that a build still needs."""
        wanted = self._products.wanted()
        return {"files": [{"path": path, "size": file.size} for path, file in wanted.items()]}

    def keep(self, path: str, data: str) -> Plain:
        """Take in a file of the published site, in base64."""
        self._products.keep(path, base64.b64decode(data))
        return {}

    def build(self, *, begin: bool) -> Plain:
        """Do the first step of a build, or the next one."""
        from .production import Production  # noqa: PLC0415 - MkDocs takes long to load, and most changes need none

        if begin or self._production is None:
            state = self._project.state()
            if not state["ready"]:
                raise EditError("检查还没有通过，不能生成网站；请先改好“检查”里列出的问题")
            self._production = Production(self._project.root, self._work / "site", self._products)
        production, self._production = self._production, None
        done = production.advance()
        at = min(production.step, len(production.words)) - 1
        found: Plain = {
            "done": done,
            "step": production.step,
            "of": len(production.words),
            "words": "" if done else production.words[at],
        }
        if done:
            found["files"] = [
                {
                    "name": product.path.name,
                    "path": str(product.path),
                    "size": product.path.stat().st_size,
                    "words": product.words,
                }
                for product in production.products
            ]
        else:
            self._production = production
        return found

    def take(self, path: str, offset: int, size: int) -> Plain:
        """Return a piece of what a build made, in base64."""
        place = (self._work / "site" / path).resolve()
        if not place.is_relative_to(self._work.resolve()):
            raise KeyError(path)
        with place.open("rb") as opened:
            opened.seek(offset)
            return {"data": base64.b64encode(opened.read(size)).decode("ascii")}

    def _forget_mark(self, edition: str, mark: str) -> None:
        """Take a mark out of an edition, where it stands there."""
        file = self._project.folder(edition).edition.file
        text = self._project.texts()[file]
        data = parse_source(text, file).data
        marks = data.get(KEY) or [] if isinstance(data, dict) else []
        for index, one in enumerate(marks):
            if isinstance(one, dict) and one.get("id") == mark:
                self._put(file, (KEY, index), None)

    def _put(self, file: str, path: tuple[str | int, ...], value: object) -> Plain:
        changed = with_value(self._project.texts()[file], path, value)
        line, _ = parse_source(changed, file).mark(path)
        return {**self._written({file: changed}), "line": line}

    def _written(self, files: Mapping[str, str | None]) -> Plain:
        with self._project.whole() as before:
            self._project.write(files)
            return self._changed(before)

    def _changed(self, before: dict[str, str]) -> Plain:
        files, state = self._project.changed_since(before)
        return {"files": files, "state": state}


def _prose_faults(project: Project, edition: str) -> list[Any]:
    try:
        rubric = project.rubric(edition)
    except SourceError:
        return []
    return prose_faults(project.folder(edition), rubric)


OPERATIONS = {
    name.rstrip("_").replace("_", "-"): name for name in vars(Session) if not name.startswith("_")
}
"""The methods that a page may call, by what it calls them."""
