"""Broken links inside a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from macros.site.links import broken_links

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text('<h1 id="here">…</h1>', encoding="utf-8")
    (tmp_path / "data.json").write_text("{}", encoding="utf-8")
    return tmp_path


GOOD = [
    "other/",
    "other/#here",
    "other/index.html",
    "data.json",
    "data.json?v=1",
    "#top",
    "https://example.org/nowhere",
    "mailto:a@example.org",
]


@pytest.mark.parametrize("link", GOOD)
def test_good_links(site: Path, link: str) -> None:
    (site / "index.html").write_text(f'<p id="top"><a href="{link}">…</a>', encoding="utf-8")
    assert broken_links(site) == []


BAD = [
    ("nowhere/", "index.html：链接“nowhere/”指向的文件不存在"),
    ("other/#there", "index.html：链接“other/#there”指向的位置不存在"),
    ("#there", "index.html：链接“#there”指向的位置不存在"),
]


@pytest.mark.parametrize(("link", "expected"), BAD)
def test_bad_links(site: Path, link: str, expected: str) -> None:
    (site / "index.html").write_text(f'<a href="{link}">…</a>', encoding="utf-8")
    assert broken_links(site) == [expected]


def test_a_promised_file_need_not_be_there_yet(site: Path) -> None:
    for page in ("index.html", "other/index.html"):
        (site / page).write_text('<a href="copy.zip">…</a>', encoding="utf-8")
    assert broken_links(site, "copy.zip") == ["other/index.html：链接“copy.zip”指向的文件不存在"]


def test_every_bad_link_is_told_at_once(site: Path) -> None:
    page = '<link href="a.css"><script src="b.js"></script><img src="c.png" alt="">'
    (site / "index.html").write_text(page, encoding="utf-8")
    assert len(broken_links(site)) == 3
