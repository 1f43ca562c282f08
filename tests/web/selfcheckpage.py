"""The self-check page as a test uses it: fields by name, scores as the page tells them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Download, FilePayload, Locator, Page

    from qinglian_core.criteria.vocabulary import Answer

ENDS = ("low", "high", "envelope_low", "envelope_high")
Scores = dict[str, str | None]
_GIVING = """given => {
  const all = [...document.querySelectorAll('[data-field] input')];
  const give = (name, value) => {
    const own = all.filter(input => input.name === name);
    const box = all.find(input => input.name === `${name}.unsure`);
    if (!own.length) {
      const names = all.map(input => input.name.replace(/[.]unsure$/, ''));
      const things = new Set(names.filter(one => one.startsWith(`${name}.`)));
      if (!things.size) throw new Error(name);
      things.forEach(thing => give(thing, value));
    } else if (own[0].type === 'radio') own.find(radio => radio.value === value).click();
    else if (value === 'unsure') box.click();
    else {
      own[0].value = value;
      own[0].dispatchEvent(new Event('input', {bubbles: true}));
    }
  };
  for (const [name, value] of given) give(name, value);
}"""
"""Gives many values at once: every event a reader causes, without the time a reader takes."""
_SOME = re.compile(r".")
_SCORED = (
    "html[data-engine=ready]:not([data-unrolling]) "
    "[data-self-check][data-working]:not([data-unscored]) [data-total][data-low]"
)
STARTED = 60_000
"""Milliseconds that Python may take to start on a busy machine."""


class SelfCheckPage:
    """One tab on the self-check."""

    def __init__(self, page: Page, address: str) -> None:
        """Use ``page``; ``address`` is the root of the site."""
        self.page = page
        self.address = f"{address}self-check/"
        self.faults: list[str] = []
        page.on("pageerror", self._note_error)
        page.on("console", self._note_words)

    def _note_error(self, error: object) -> None:
        self.faults.append(str(error))

    def _note_words(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def open(self, fragment: str = "") -> None:
        """Open the page and wait for the first score."""
        self.page.goto(self.address + fragment)
        self.wait_until_scored()

    def reload(self) -> None:
        """Reload the page and wait for the first score."""
        self.page.reload()
        self.wait_until_scored()

    def wait_until_scored(self) -> None:
        """Wait for Python, for what was kept, and for the whole form: at once, for every look costs the page time."""
        self.page.locator(_SCORED).wait_for(state="attached", timeout=STARTED)

    @property
    def root(self) -> Locator:
        """Return the element of the whole self-check."""
        return self.page.locator("[data-self-check]")

    @property
    def total_place(self) -> Locator:
        """Return the element of the total."""
        return self.page.locator("[data-total]")

    def card(self, clause: str) -> Locator:
        """Return the card of a clause."""
        return self.page.locator(f'[data-clause="{clause}"]')

    def field(self, name: str) -> Locator:
        """Return the inputs of that name."""
        return self.page.locator(f'[name="{name}"]')

    def fill(self, name: str, value: str | int | None) -> None:
        """Give one value as a reader would."""
        if value is None:
            return
        inputs = self.field(name)
        if not inputs.count():
            self.fill_all(name, value)
        elif inputs.first.get_attribute("type") == "radio":
            self.page.locator(f'[name="{name}"][value="{value}"]').check()
        elif value == "unsure":
            self.field(f"{name}.unsure").check()
        else:
            inputs.fill(str(value))

    def fill_all(self, question: str, value: str | int) -> None:
        """Give the same value for each thing that a question names."""
        named = self.page.locator(f'[name^="{question}."]')
        names: list[str] = named.evaluate_all("inputs => inputs.map(input => input.name)")
        assert names, question
        for name in dict.fromkeys(name.removesuffix(".unsure") for name in names):
            self.fill(name, value)

    def answer(self, clause: str, answers: Mapping[str, Answer]) -> None:
        """Give the answers to a clause, as they stand in a save file.

        The last question comes first: what an earlier answer makes pointless can no longer be answered then.
        """
        for name, value in reversed(list(_names(clause, answers))):
            self.fill(name, value)

    def estimate(self, clause: str, amount: str) -> None:
        """Give the unit's own estimate."""
        self.fill(f"{clause}.estimate", amount)

    def give(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        """Give answers and own estimates of many clauses at once, as they stand in a save file."""
        given: list[tuple[str, object]] = []
        for clause, entry in entries.items():
            if entry.get("estimate") is not None:
                given.append((f"{clause}.estimate", entry["estimate"]))
            given += reversed(list(_names(clause, entry.get("answers", {}))))
        self.page.evaluate(_GIVING, given)

    def scores(self, clause: str) -> Scores:
        """Return what the page tells of a clause."""
        return _scores(self.card(clause))

    @property
    def total(self) -> Scores:
        """Return what the page tells of the whole."""
        return _scores(self.total_place)

    def all_scores(self) -> dict[str, Scores]:
        """Return what the page tells of every clause."""
        found: list[dict[str, str]] = self.page.locator("[data-clause]").evaluate_all(
            "cards => cards.map(card => ({...card.dataset}))"
        )
        return {one["clause"]: _plain(one) for one in found}

    def expect_total(self, scores: Mapping[str, str | None]) -> None:
        """Wait until the page tells these scores for the whole."""
        _expect(self.total_place, scores)

    def expect_clause(self, clause: str, scores: Mapping[str, str | None]) -> None:
        """Wait until the page tells these scores for a clause."""
        _expect(self.card(clause), scores)

    def expect_scored(self) -> None:
        """Wait until the scores on the page are those of everything answered so far."""
        expect(self.root).not_to_have_attribute("data-unscored", "", timeout=STARTED)
        expect(self.total_place).to_have_attribute("data-low", _SOME)

    def expect_kept(self) -> None:
        """Wait until everything is written to the browser's storage."""
        expect(self.root).not_to_have_attribute("data-unkept", "")

    @contextmanager
    def replaced(self) -> Iterator[None]:
        """Wait until what is done inside has put another self-check on the page, with its scores."""
        before = self.root.get_attribute("data-working")
        assert before
        yield
        expect(self.root).not_to_have_attribute("data-working", before)
        self.expect_scored()

    def begin(self) -> None:
        """Begin a new, blank self-check."""
        self.page.locator("[data-open-list]").click()
        with self.replaced():
            self.page.locator("[data-new]").click()
        expect(self.page.locator("[data-given]")).to_have_count(0)

    def save(self) -> Download:
        """Save to a file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="保存到文件").first.click()
        return download.value

    def offer(self, name: str, data: bytes) -> Locator:
        """Choose a file to open; return the dialog that tells of it."""
        return self._choose({"name": name, "mimeType": "application/json", "buffer": data})

    def offer_file(self, path: Path) -> Locator:
        """Do so with a file on the disk: a large one would take half a minute otherwise."""
        return self._choose(path)

    def _choose(self, file: FilePayload | Path) -> Locator:
        self.page.locator("[data-file]").set_input_files(file)
        dialog = self.page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        return dialog


def _names(clause: str, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str | int]]:
    for question, answer in answers.items():
        if isinstance(answer, dict):
            for thing, value in answer.items():
                yield f"{clause}.{question}.{thing}", value
        else:
            yield f"{clause}.{question}", answer


def _scores(place: Locator) -> Scores:
    found: dict[str, str] = place.evaluate("place => ({...place.dataset})")
    return _plain(found)


def _plain(found: dict[str, str]) -> Scores:
    return {
        "low": found["low"],
        "high": found["high"],
        "envelope_low": found["envelopeLow"],
        "envelope_high": found["envelopeHigh"],
        "estimate": found["estimate"] or None,
    }


def _expect(place: Locator, scores: Mapping[str, str | None]) -> None:
    for key, value in scores.items():
        name = f"data-{key.replace('_', '-')}"
        expect(place).to_have_attribute(name, value or "")
