"""Save files of a self-check: opened on the page, worked with, scored on the command line, many together."""

from __future__ import annotations

import contextlib
import io
import json
import zlib
from typing import TYPE_CHECKING, Any

from macros.commands.score import score_file
from macros.commands.shared.scorecard import csv_card, table_card
from macros.loading.editions import load_publications
from macros.loading.forebears import forebears_of, load_forebears
from qinglian_core.browser.service import Service
from qinglian_core.selfcheck.filetext import file_text
from qinglian_core.selfcheck.forebears import plain_descents
from qinglian_core.units.gathering import NOT_TEXT

from .door import PARTED, Door, expect_plain_words
from .letters import changed_part, garbled
from .plaindata import changed_json

if TYPE_CHECKING:
    from pathlib import Path

_CHANGES = (changed_json, changed_json, garbled)
_MANY = (changed_part(changed_json), changed_part(changed_json), garbled)


class Page:
    """The page of the current edition of a project, with the Python behind it."""

    def __init__(self, root: Path) -> None:
        """Load the edition, and the older ones that it descends from."""
        publications = load_publications(root)
        self.rubric = publications[0].rubric
        self._service = Service()
        self.expect("load", rubric=publications[0].plain)
        plain = {one.rubric.id: one.plain for one in publications}
        for name, one in forebears_of(publications[0], publications).items():
            descents = plain_descents(one.lineage, one.changes)
            self.expect("forebear", rubric=plain[name], descents=descents)

    def ask(self, op: str, **payload: object) -> Any:  # noqa: ANN401 - plain data of any shape
        """Return what is replied, None for a refusal in plain words."""
        reply = json.loads(self._service.handle(json.dumps({"op": op, **payload})))
        if reply["ok"]:
            return reply["value"]
        expect_plain_words(fault["message"] for fault in reply["faults"])
        return None

    def expect(self, op: str, **payload: object) -> Any:  # noqa: ANN401 - likewise
        """Return what is replied to what may not be refused."""
        value = self.ask(op, **payload)
        assert value is not None, op
        return value


class Pages:
    """The pages of several projects; a file is opened on the one whose edition it names."""

    def __init__(self, root: Path) -> None:
        """Open the page of what is published, and of a rubric in its second edition."""
        self._pages = [Page(root), Page(root / "tests/cases/valid/second-edition")]

    def page_for(self, text: str) -> Page:
        """Return the page that somebody would open ``text`` on."""
        return self._pages["mini" in text or "second" in text]

    def open(self, data: bytes) -> None:
        """Open a file; what was opened is saved, and opened as the same again: every eighth, for it takes most of the time."""
        text = file_text(data)
        if text is None:
            return
        page = self.page_for(text)
        opened = page.ask("open", text=text)
        if opened is not None and not zlib.crc32(data) % 8:
            saved = page.expect("save", check=opened["file"])
            assert page.expect("open", text=saved["text"])["file"] == opened["file"]

    def work(self, data: bytes) -> None:
        """Open a file and do with it all that the page does."""
        text = file_text(data) or ""
        page = self.page_for(text)
        opened = page.ask("open", text=text)
        if opened is None:
            return
        check = opened["file"]
        page.expect("assess", clauses=check["clauses"], kind=check.get("unit_kind", ""))
        page.expect("steps", check=check)
        page.expect("briefing", check=check)
        for name, record in list(check["clauses"].items())[:3]:
            page.expect("answer", clause=name, entry=record)

    def gather(self, data: bytes) -> None:
        """Put several files together, compare them and sum them up."""
        texts = [file_text(one) for one in data.split(PARTED)]
        page = self.page_for(texts[0] or "")
        files = [
            {"name": f"{number}.json", "text": text, "reason": NOT_TEXT}
            for number, text in enumerate(texts)
        ]
        taken = page.expect("gather", files=files, fresh=True, records=True)
        expect_plain_words(one["reason"] for one in taken["refused"])
        if taken["taken"]:
            page.expect("compare")
            page.expect("summarise")


def self_checks(root: Path) -> tuple[bytes, ...]:
    """Return save files: of every version, filled in in every way that the vectors know, of an older edition."""
    files = [path.read_bytes() for path in sorted((root / "tests/core/savefiles").glob("*.json"))]
    page = Page(root)
    for path in sorted((root / "tests/vectors").glob("scenario-*.json")):
        case = json.loads(path.read_bytes())["cases"][0]
        files.append(self_check(page.rubric.id, case["answers"], page.rubric.digest))
    editions = load_publications(root / "tests/cases/valid/second-edition")
    files += [self_check(one.rubric.id, _filled(), one.rubric.digest) for one in editions]
    return tuple(files)


def _filled() -> dict[str, object]:
    answers = {"ledger": "yes", "missing": 1}
    evidence = [
        {"what": "台账", "where": "档案室", "date": "2024-01", "who": "张三", "ready": True}
    ]
    return {
        "1.1": {"answers": answers, "reason": "甲", "note": "乙", "evidence": evidence},
        "2.1": {"answers": {"patrols": 7}, "estimate": "1", "recheck": True},
    }


def self_check(edition: str, clauses: dict[str, object], digest: str = "", **more: object) -> bytes:
    """Return a save file."""
    plain = {
        "format": "qinglian-self-check",
        "version": 4,
        "edition": {"id": edition, **({"digest": digest} if digest else {})},
        "unit": "某局",
        "period": "2024年度",
        "assessor": "张三",
        "dates": {"created": "2024-06-01T00:00:00.000Z", "modified": "2024-06-01T08:00:00.000Z"},
        "clauses": clauses,
        "tasks": {name: {"who": "李四", "due": "", "done": True} for name in list(clauses)[:2]},
        "former": {},
        **more,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def opened(root: Path, _scratch: Path) -> Door:
    """Return the door of the page: a save file is opened."""
    return Door(seeds=self_checks(root), enter=Pages(root).open, changes=_CHANGES)


def worked_with(root: Path, _scratch: Path) -> Door:
    """Return the door behind it: whatever could be opened is scored, and all else that the page does."""
    return Door(seeds=self_checks(root), enter=Pages(root).work, changes=_CHANGES)


def gathered(root: Path, _scratch: Path) -> Door:
    """Return the door of the page on which many files are put together."""
    files = self_checks(root)
    seeds = [PARTED.join(files[start : start + 3]) for start in range(len(files))]
    return Door(seeds=seeds, enter=Pages(root).gather, changes=_MANY)


def scored(root: Path, scratch: Path) -> Door:
    """Return the door of ``qinglian score``."""
    project = root / "tests/cases/valid/second-edition"
    path = scratch / "自查.json"
    known = {
        one.rubric.id: load_forebears(project, one.rubric.id) for one in load_publications(project)
    }

    def enter(data: bytes) -> None:
        path.write_bytes(data)
        told = io.StringIO()
        with contextlib.redirect_stderr(told):
            found = score_file(project, path, None, lambda edition: known[edition])
        expect_plain_words(line for line in told.getvalue().splitlines()[:50] if line.strip())
        if found:
            for card in (table_card, csv_card):
                card(found.assessment, str(path)).encode()

    seeds = [one for one in self_checks(root) if b"mini" in one or b"second" in one]
    return Door(seeds=seeds, enter=enter, changes=_CHANGES)
