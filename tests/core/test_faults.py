"""Faults are values: where, what, and what to do."""

import pytest

from qinglian_core import AnswerError, Fault, FaultyDataError, RubricError
from qinglian_core.faults import Path, path_text

PATHS: dict[Path, str] = {
    (): "",
    ("points",): "points",
    ("items", 12, "clauses", 3, "points"): "items[12].clauses[3].points",
    (0, "id"): "[0].id",
    ("clauses", "k" * 41): f"clauses.{'k' * 40}…",
    ("clauses", "k" * 40): f"clauses.{'k' * 40}",
}


@pytest.mark.parametrize(("path", "text"), PATHS.items())
def test_path(path: Path, text: str) -> None:
    assert path_text(path) == text


def test_fault_in_words_and_as_data() -> None:
    fault = Fault(code="Q001", path=("items", 0), message="缺少“id”，请补上")
    assert str(fault) == "items[0]: Q001 缺少“id”，请补上"
    assert fault.to_plain() == {"code": "Q001", "path": ["items", 0], "message": "缺少“id”，请补上"}
    strange = Fault(code="S001", path=("a.b", "k" * 41), message="没有")
    assert strange.to_plain()["path"] == ["a.b", f"{'k' * 40}…"]
    assert str(Fault(code="S001", path=(), message="太大")) == "S001 太大"


@pytest.mark.parametrize("kind", [AnswerError, RubricError])
def test_error_holds_every_fault(kind: type[FaultyDataError]) -> None:
    faults = tuple(Fault(code=f"Q00{number}", path=(), message="错") for number in (1, 2))
    error = kind(faults)
    assert error.faults == faults
    assert str(error) == "Q001 错\nQ002 错"
    assert isinstance(error, FaultyDataError)
    assert isinstance(error, ValueError)
