"""Work files of the workbench: read as the page reads them, opened, and looked at from all sides."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.loading.published import published_sources
from macros.tools.toolbox import find_toolbox
from macros.workbench.service import install
from qinglian_core.browser import Service

from .criteria import files_of
from .door import Door, expect_plain_words
from .letters import garbled, rewritten
from .plaindata import changed_json, changed_yaml

if TYPE_CHECKING:
    from random import Random

    from .door import Change

_READER = Path(__file__).with_name("workfile.mjs")
_NOTHING_MADE: dict[str, Any] = {"runtime": {}, "exports": {}, "workbench": {}}
_SMALL = ("base", "valid/second-edition", "valid/two-editions")


class Bench:
    """The page of the workbench: what reads a file, and the Python that works on what was read."""

    def __init__(self, root: Path, scratch: Path) -> None:
        """Start Node, and a project that work files are opened over."""
        node = find_toolbox(root).node
        self._reader = subprocess.Popen(
            [node, _READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        project = scratch / "bench"
        shutil.copytree(root / "tests/cases/valid/second-edition", project)
        self._known = published_sources(project)
        self._service = Service()
        install(self._service, _NOTHING_MADE, str(project))

    def ask(self, op: str, **payload: object) -> Any:  # noqa: ANN401 - plain data of any shape
        """Return what the workbench replies, None for a refusal in plain words."""
        reply = json.loads(self._service.handle(json.dumps({"op": f"bench-{op}", **payload})))
        if reply["ok"]:
            return reply["value"]
        expect_plain_words(fault["message"] for fault in reply["faults"])
        return None

    def read(self, data: bytes) -> Any:  # noqa: ANN401 - likewise
        """Return what the page makes of a file."""
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(base64.b64encode(data).decode() + "\n")
        self._reader.stdin.flush()
        return json.loads(self._reader.stdout.readline())

    def close(self) -> None:
        """End Node."""
        self._reader.communicate()

    def enter(self, data: bytes) -> None:
        """Open a file; one that cannot be opened leaves everything as it was."""
        found = self.read(data)
        if "reason" in found:
            expect_plain_words([found["reason"]])
            return
        files = found["work"]["files"]
        state = self.ask("open", files=files)
        if state is None:
            assert self.ask("files")["files"] == self._known
            return
        try:
            self._look_around(state, files)
        finally:
            assert self.ask("open", files=self._known) is not None

    def _look_around(self, state: dict[str, Any], files: dict[str, str]) -> None:
        """Ask for all that the page may ask for; whatever is written is written back."""
        expect_plain_words(fault["message"] for fault in state["faults"])
        for name in list(files)[:3]:
            self.ask("section", file=name)
            self.ask("set", file=name, path=["title"], value="甲")
        for edition in state["editions"][:2]:
            self.ask("review", edition=edition["id"])
            self.ask("changes", edition=edition["id"])
            self.ask("done", edition=edition["id"], ids=["1.1"])
            self.ask("label", edition=edition["id"], label="甲")
            clauses = [one["id"] for item in edition["items"] for one in item["clauses"]]
            for clause in clauses[:2]:
                place = self.ask("clause", edition=edition["id"], clause=clause)
                self.ask("preview", edition=edition["id"], clause=clause)
                self.ask("try", edition=edition["id"], clause=clause, entry={"answers": {}})
                self.ask("descend", edition=edition["id"], clause=clause, old=["1.1"])
                if place:
                    self.ask("block", edition=edition["id"], clause=clause, yaml=place["yaml"])


def _inside(change: Change) -> Change:
    """Return a change of one of the files in a work file."""

    def changing(data: bytes, chance: Random) -> bytes:
        try:
            plain = json.loads(data)
            name = chance.choice(list(plain["files"]))
            text = plain["files"][name].encode("utf-8", "surrogatepass")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return garbled(data, chance)
        plain["files"][name] = change(text, chance).decode("utf-8", "replace")
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")

    return changing


def work_files(root: Path, scratch: Path) -> Door:
    """Return the door of the workbench."""
    seeds = []
    for name in _SMALL:
        files = {
            path: content.decode()
            for path, content in files_of(root / "tests/cases" / name).items()
            if path.startswith("rubric/")
        }
        moment = "2024-06-01T08:00:00.000Z"
        head = {"format": "qinglian-workbench", "version": 1, "name": "第二版", "release": "r"}
        plain = {**head, "begun": moment, "modified": moment, "saved": moment, "files": files}
        seeds.append(json.dumps(plain, ensure_ascii=False).encode())
    changes = (changed_json, _inside(changed_yaml), _inside(rewritten), garbled)
    bench = Bench(root, scratch)
    return Door(seeds=seeds, enter=bench.enter, changes=changes, close=bench.close)
