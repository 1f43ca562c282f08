"""Where a YAML file may carry a text of any kind: found in its JSON Schema, so that a new key needs no mention here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jsonschema import Draft7Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Change = Callable[[str, str], str]

Node = dict[str, Any]
CONDITIONS = {"if", "then", "else", "not", "contains", "propertyNames"}
SAMPLE = "=<任何文字>"
"""What a schema that takes it takes for free text: no identifier, number or choice looks like it."""


@dataclass(kw_only=True, slots=True)
class SchemaTexts:
    """One schema; ``met`` are the names of the places whose texts were changed so far.

    A place is named by the object that has it and its key, ``[]`` in a list, ``{}`` in a mapping of any keys:
    ``#/definitions/gap/phrases[]``.
    """

    schema: Node
    met: set[str] = field(default_factory=set)

    def all_places(self) -> set[str]:
        """Return the name of every place where the schema allows a free text."""
        return {
            f"{pointer}/{key}{way}"
            for pointer, node in self._objects(self.schema, "#")
            for key, one in node["properties"].items()
            for way in self._ways(one)
        }

    def changed(self, data: object, change: Change) -> object:
        """Return ``data`` with each free text, and its place's name, given to ``change``."""
        return self._changed(data, [("#", self.schema)], "", change)

    def _changed(
        self, value: object, nodes: list[tuple[str, Node]], name: str, change: Change
    ) -> object:
        if isinstance(value, str):
            if not value or not all(self._takes(node, SAMPLE) for _, node in nodes):
                return value
            self.met.add(name)
            return change(name, value)
        if isinstance(value, list):
            inside = self._inside(nodes, "items", value)
            return [self._changed(one, inside, f"{name}[]", change) for one in value]
        if isinstance(value, dict):
            return {key: self._below(value, key, nodes, name, change) for key in value}
        return value

    def _below(
        self, value: Node, key: str, nodes: list[tuple[str, Node]], name: str, change: Change
    ) -> object:
        objects = [
            each for each in self._expanded(nodes, value) if key in each[1].get("properties", ())
        ]
        if not objects:
            inside = self._inside(nodes, "additionalProperties", value)
            return self._changed(value[key], inside, f"{name}{{}}", change)
        own = [(f"{pointer}/{key}", node["properties"][key]) for pointer, node in objects]
        return self._changed(value[key], own, own[0][0], change)

    def _inside(
        self, nodes: list[tuple[str, Node]], key: str, value: object
    ) -> list[tuple[str, Node]]:
        found = [
            (f"{pointer}/{key}", node[key])
            for pointer, node in self._expanded(nodes, value)
            if isinstance(node.get(key), dict)
        ]
        assert found, (nodes, key)
        return found

    def _expanded(self, nodes: list[tuple[str, Node]], value: object) -> list[tuple[str, Node]]:
        """Return all that says something of ``value``: what references mean, each part, the alternatives it takes."""
        found = []
        for pointer, node in nodes:
            at, meant = (node["$ref"], self._meant(node)) if "$ref" in node else (pointer, node)
            ways = [one for key in ("anyOf", "oneOf") for one in meant.get(key, ())]
            fitting = [one for one in ways if value is None or self._takes(one, value)]
            if "if" in meant and value is not None:
                fitting.append(meant.get("then" if self._takes(meant["if"], value) else "else", {}))
            parts = [(at, one) for one in (*meant.get("allOf", ()), *fitting)]
            found += [(at, meant), *self._expanded(parts, value)]
        return found

    def _ways(self, node: Node) -> Iterator[str]:
        """Yield how a free text may stand at a key: itself, in a list, in a mapping."""
        if self._takes(node, SAMPLE):
            yield ""
        for _, one in self._expanded([("", node)], None):
            for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
                if isinstance(one.get(key), dict):
                    yield from (f"{mark}{way}" for way in self._ways(one[key]))

    def _objects(self, node: object, pointer: str) -> Iterator[tuple[str, Node]]:
        """Yield everything that has keys of its own."""
        if isinstance(node, list):
            for one in node:
                yield from self._objects(one, pointer)
        elif isinstance(node, dict):
            if "properties" in node:
                yield pointer, node
            for key, one in node.items():
                if key in CONDITIONS:
                    continue
                if key in {"properties", "definitions"}:
                    for name, below in one.items():
                        start = (
                            f"#/definitions/{name}" if key == "definitions" else f"{pointer}/{name}"
                        )
                        yield from self._objects(below, start)
                else:
                    part = key in {"allOf", "anyOf", "oneOf"}
                    yield from self._objects(one, pointer if part else f"{pointer}/{key}")

    def _meant(self, node: Node) -> Node:
        found: Any = self.schema
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        meant: Node = found
        return meant

    def _takes(self, node: Node, value: object) -> bool:
        return bool(Draft7Validator(self.schema).evolve(schema=node).is_valid(value))


def kind_of(path: Path) -> str:
    """Return which kind of YAML file lies at ``path``."""
    return "item" if path.parent.name == "items" else path.stem


def texts_of(root: Path, name: str) -> SchemaTexts:
    """Return the texts of a kind of YAML file."""
    file = root / "macros" / "schemas" / f"{name}.schema.json"
    return SchemaTexts(schema=json.loads(file.read_text(encoding="utf-8")))
