"""What axe-core finds wrong with a page as it stands, and whether it can be read without scrolling sideways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

type Rules = Mapping[str, object]

_COLOURS = ("color-contrast", "link-in-text-block")
_SIZES = ("target-size", "scrollable-region-focusable")
ALL: Rules = {"rules": {"target-size": {"enabled": True}}}
BUT_COLOURS: Rules = {
    "rules": {"target-size": {"enabled": True}} | {name: {"enabled": False} for name in _COLOURS}
}
"""For a window in which other things are shown, in colours that were looked at before: these take half the time."""
COLOURS: Rules = {"runOnly": {"type": "rule", "values": _COLOURS}}
"""For other colours of what was looked at before."""
SIZES: Rules = {"runOnly": {"type": "rule", "values": _SIZES}}
"""For other sizes of what was looked at before."""
COLOURS_AND_SIZES: Rules = {"runOnly": {"type": "rule", "values": _COLOURS + _SIZES}}
"""For both."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How wide a window is, in which colours, and what axe is asked in it that was not in the looks before."""

    width: int
    rules: Rules
    scheme: Literal["light", "dark"] = "light"


def show(page: Page, look: Look) -> None:
    """Show the page in that look."""
    page.emulate_media(color_scheme=look.scheme)
    page.set_viewport_size({"width": look.width, "height": 900})


_RUN = """([where, rules]) => axe.run(where || document, {resultTypes: ['violations'], ...rules}).then(
  found => found.violations.flatMap(one => one.nodes.map(
    node => `${one.id} ${node.target.join(' ')} ${node.failureSummary}`
  ))
)"""
_SETTLED = """() => Promise.all(
  document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished.catch(() => null))
)"""
"""Half-way from one colour to the other there is little contrast."""
_OVERFLOWING = """() => {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > wide.clientWidth + 0.5)
    .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`);
}"""


@cache
def _axe() -> str:
    root = Path(__file__).resolve().parent.parent
    return (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def barriers(page: Page, where: str = "", rules: Rules = ALL) -> list[str]:
    """Return every barrier that axe finds on the page, or within the selector ``where``, by these of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    page.evaluate(_SETTLED)
    found: list[str] = page.evaluate(_RUN, [where, rules])
    return found


def overflowing(page: Page) -> list[str]:
    """Return what reaches beyond the right edge when the page has to be scrolled sideways."""
    found: list[str] = page.evaluate(_OVERFLOWING)
    return found
