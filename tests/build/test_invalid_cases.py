"""Every kind of wrong YAML: the exact messages, all at once, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.commands.cli import main
from tests.build.cases import Case, invalid_cases

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", invalid_cases(), ids=lambda case: case.name)
def test_check_tells_exactly_what_is_wrong(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, renew_golden: bool
) -> None:
    case.write(tmp_path)
    assert main(["--root", str(tmp_path), "check"]) == 1
    found = capsys.readouterr().err
    if renew_golden:
        case.expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == case.expected.read_text(encoding="utf-8")
