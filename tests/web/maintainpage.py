"""The page on which the criteria are revised, as a test uses it: with the real Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

if TYPE_CHECKING:
    from pathlib import Path

LONG = 180_000
"""Milliseconds that Python may take to start, or a document to be imported, on a busy machine."""


class MaintainPage:
    """One tab on the page; ``faults`` are what its console complains of, ``asked`` what it requested."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the page of the site at ``address``."""
        self.page = page
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._note)
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(f"{address}maintain/")
        page.locator("[data-maintain][data-started]").wait_for()

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def begin(self) -> None:
        """Begin with what the site publishes."""
        self.page.get_by_role("button", name="从网站现在发布的细则开始").click()
        self.expect_opened()

    def open_file(self, path: Path) -> None:
        """Open a work file."""
        self.step("开始")
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="打开工作文件").click()
        chooser.value.set_files(path)
        self.expect_opened()

    def go_on(self) -> None:
        """Go on with the first revision that is kept."""
        self.page.locator("[data-works]").get_by_role("button", name="接着改").first.click()
        self.expect_opened()

    def expect_opened(self) -> None:
        """Wait until the revision asked for just now is open, and not only the one before it."""
        expect(self.page.locator("[data-maintain]")).not_to_have_attribute(
            "aria-busy", "true", timeout=LONG
        )
        expect(self.page.locator(".mt-bar")).to_be_visible(timeout=LONG)

    def step(self, name: str) -> None:
        """Go to a step."""
        self.page.get_by_role("tab", name=name).click()
        expect(self.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")

    def choose(self, clause: str) -> None:
        """Edit a clause."""
        self.step("修改")
        self.page.locator("[data-find]").fill(f"{clause}条")
        self.page.locator(f'[data-outline] [data-target*=\'"clause":"{clause}"\']').click()
        expect(self.page.locator("[data-editor] h3")).to_have_text(f"第{clause}条", timeout=LONG)
        expect(self.page.locator("[data-preview-card] article")).to_have_attribute(
            "data-clause", clause, timeout=LONG
        )

    def place(self, *path: str) -> Locator:
        """Return the field at a place in the data of what is edited."""
        name = json.dumps(path, separators=(",", ":"))
        return self.page.locator(f".mt-inside [data-at='{name}']")

    def field(self, *path: str) -> Locator:
        """Return what is typed into at a place."""
        return self.place(*path).locator("input, textarea, select").first

    def count(self, step: str) -> Locator:
        """Return how many places a step still has."""
        return self.page.locator(f'[data-count="{step}"]')

    def import_document(self, path: Path, label: str) -> None:
        """Import a revised document as a new edition."""
        self.step("导入")
        self.page.locator("[data-import-label]").fill(label)
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="选修订后的文件").click()
        chooser.value.set_files(path)
        expect(self.page.locator("[data-import-result]")).to_be_visible(timeout=LONG)
