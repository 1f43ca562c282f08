"""Digests: what an answer was given to, so that a later edition can tell whether it still is the same thing."""

from __future__ import annotations

import hashlib
import json

from qinglian_core.jsontext import jsonable

_CLAUSE_KEYS = ("id", "points", "text", "parts", "readings")
_HELP_KEYS = ("hint",)


def _without_help(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _without_help(element) for key, element in value.items() if key not in _HELP_KEYS
        }
    if isinstance(value, list):
        return [_without_help(element) for element in value]
    return value


def _digest(value: object) -> str:
    text = json.dumps(jsonable(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def clause_digest(clause: dict[str, object]) -> str:
    """Return 16 hex digits over a clause's text, points, questions and readings; guidance and hints do not count."""
    return _digest(_without_help({key: clause.get(key) for key in _CLAUSE_KEYS}))[:16]


def edition_digest(identifier: str, clause_digests: tuple[str, ...]) -> str:
    """Return 64 hex digits over an edition's id and the digests of its clauses, in order."""
    return _digest([identifier, *clause_digests])
