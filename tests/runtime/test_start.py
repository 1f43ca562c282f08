"""Python starts from the snapshot, answers as on CPython, and starts plainly where the snapshot cannot be used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from qinglian_core.browser import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_starts_from_the_snapshot_and_scores_a_blank_form(host: Page, rubric: dict[str, object]) -> None:
    desk = Desk()
    desk.handle(json.dumps({"op": "load", "rubric": rubric}))
    expected = json.loads(desk.handle('{"op": "assess", "clauses": {}}'))["value"]
    report = host.evaluate("host.open()")
    assert report == {
        "state": "ready",
        "way": "snapshot",
        "edition": "current",
        "code": "",
        "message": "",
        "remedy": "",
        "detail": "",
        "prepared": 1,
    }
    assert host.evaluate("host.result") == expected
