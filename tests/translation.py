"""A browser that translates pages, as Chrome and Edge do: shown text changes, and so does what is shown later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARK = "译"
"""Stands before every stretch of text that was translated."""

_TRANSLATE = """mark => {
  const kept = '[translate="no"], script, style, noscript, template, textarea';
  const translate = text => {
    const held = text.parentElement;
    if (!held || !text.data.trim() || held.closest(kept)) return;
    if (held.matches('font') || held.closest('[translate="yes"]')?.closest('[translate="no"]')) return;
    const inner = document.createElement('font');
    const outer = document.createElement('font');
    inner.append(mark + text.data);
    outer.append(inner);
    text.replaceWith(outer);
  };
  const all = root => {
    if (root.nodeType === Node.TEXT_NODE) return translate(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(translate);
  };
  all(document.body);
  new MutationObserver(changes => changes.forEach(({addedNodes}) => addedNodes.forEach(all)))
    .observe(document.body, {childList: true, subtree: true});
}"""

_TRANSLATABLE = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const {parentElement, data} = walker.currentNode;
    if (!parentElement.closest('script, style, noscript, template')
        && parentElement.closest('[translate]')?.getAttribute('translate') !== 'no') texts.push(data.trim());
  }
  return texts.filter(Boolean);
}"""


def translate(page: Page) -> None:
    """Translate ``page``, and everything that comes into it from now on."""
    page.evaluate(_TRANSLATE, MARK)


def translatable(page: Page) -> list[str]:
    """Return the texts on ``page`` that a browser may translate."""
    texts: list[str] = page.evaluate(_TRANSLATABLE)
    return texts
