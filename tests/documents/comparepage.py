"""The page that compares, as a test uses it."""

import base64
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

LONG = 120_000
"""Milliseconds that Python may take to start on a busy machine."""


class ComparePage:
    """One tab on the page; ``faults`` are what its console complains of, ``hosts`` whom it talked to."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the page of the site at ``address``."""
        self.page = page
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._note)
        page.on("request", self._note_request)
        page.goto(f"{address}compare/")

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.hosts.add(request.url.split("/")[2])

    @property
    def status(self) -> Locator:
        """What the page says of its work."""
        return self.page.locator("[data-status]")

    @property
    def excel(self) -> Locator:
        """The button for the workbook."""
        return self.page.get_by_role("button", name="下载 Excel")

    def choose(self, files: Sequence[Path]) -> None:
        """Choose files as with the picker, and wait for the result."""
        self.page.set_input_files('input[data-pick="files"]', [str(file) for file in files])
        self.wait()

    def wait(self) -> None:
        """Wait until the page has come to a result."""
        expect(self.status).to_contain_text("已算出", timeout=LONG)

    def drop(self, files: dict[str, bytes]) -> None:
        """Drop files on the page."""
        plain = {name: base64.b64encode(data).decode() for name, data in files.items()}
        transfer = self.page.evaluate_handle(
            """files => {
              const transfer = new DataTransfer();
              for (const [name, text] of Object.entries(files)) {
                const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
                transfer.items.add(new File([bytes], name));
              }
              return transfer;
            }""",
            plain,
        )
        self.page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})

    def table(self, caption: str) -> list[list[str]]:
        """Return the cells of the table whose caption begins so."""
        found: list[list[str]] = self.page.locator(f'.cp-frame[aria-label^="{caption}"]').evaluate(
            "frame => [...frame.querySelectorAll('tr')].map(row => "
            "[...row.cells].map(cell => cell.innerText.replace(/\\s+/g, ' ').trim()))"
        )
        return found

    def download(self, button: Locator) -> tuple[str, bytes]:
        """Press ``button`` and return the name and the bytes of what is downloaded."""
        with self.page.expect_download(timeout=LONG) as waiting:
            button.press("Enter")
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
