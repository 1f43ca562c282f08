"""A browser that notices whether an attack came through: something ran, something was fetched, something became markup."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.offline.pages import Record, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

MARKED = (
    "ql-attack, script:not([src]):not([type='application/json']), [onclick], [onerror], "
    "[action], [formaction], iframe, object, embed, base"
)
"""What the attacks would make of a page; its own never has any of it."""
LOOK = """selectors => {
  const roots = [document, ...[...document.querySelectorAll("template")].map((one) => one.content)];
  const all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  const outside = (node) => {
    const address = node.getAttribute("href") ?? node.getAttribute("src");
    return address !== null && new URL(address, location.href).origin !== location.origin;
  };
  const texts = new Set();
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.matches("script, style")) continue;
      texts.add(node.textContent);
      if ("value" in node) texts.add(String(node.value));
      for (const attribute of node.attributes) texts.add(attribute.value);
    }
  }
  const made = [...all(selectors), ...all("[href], [src]").filter(outside)];
  return { made: made.map((one) => one.outerHTML.slice(0, 300)), texts: [...texts] };
}"""


@dataclass(kw_only=True, slots=True)
class Watch:
    """What was noticed in a context so far; ``texts`` are what its pages showed, attributes and fields too."""

    context: BrowserContext
    record: Record
    dialogs: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def look(self, page: Page) -> None:
        """Look through the page as it is now."""
        found = page.evaluate(LOOK, MARKED)
        self.made += [f"{page.url}: {one}" for one in found["made"]]
        self.texts |= {flat(text) for text in found["texts"]}

    def unseen(self, texts: set[str]) -> set[str]:
        """Return which of ``texts`` stood nowhere to the letter, but for spaces."""
        whole = "\\n".join(self.texts)
        return {text for text in texts if flat(text) not in whole}


def flat(text: str) -> str:
    """Return ``text`` with each run of spaces and line breaks as one space."""
    return re.sub(r"\s+", " ", text)


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Watch]:
    """Watch a context of its own; at the end nothing may have run, and nothing may have left the site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    watch = Watch(context=context, record=recorded(context))

    def told(dialog: Dialog) -> None:
        watch.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", told)
    yield watch
    noticed = [
        *watch.dialogs,
        *watch.made,
        *watch.record.complaints,
        *watch.record.foreign(address, "data:", "blob:"),
        *(url for url in watch.record.requests if "ql-attack" in urlsplit(url).path),
    ]
    assert not noticed, "\n".join(noticed)
    context.close()
