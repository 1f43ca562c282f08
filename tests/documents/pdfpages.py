"""What is on the pages of a PDF, as poppler reads it."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from re import DOTALL, findall

from tests.programs import program


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A piece of text with its box, in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class PdfPage:
    """A page with its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All words without white space, in the order of the page's contents."""
        return "".join(word.text for word in self.words)


def pages_of(pdf: Path) -> list[PdfPage]:
    """Return the pages of ``pdf``."""
    done = subprocess.run(
        [program("pdftotext"), "-bbox", str(pdf), "-"], check=True, capture_output=True
    )
    found = findall(
        r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', done.stdout.decode(), DOTALL
    )
    return [
        PdfPage(width=float(width), height=float(height), words=tuple(_words(body)))
        for width, height, body in found
    ]


def _words(body: str) -> list[Word]:
    pattern = (
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    )
    return [
        Word(
            text=unescape(text),
            left=float(left),
            top=float(top),
            right=float(right),
            bottom=float(bottom),
        )
        for left, top, right, bottom, text in findall(pattern, body, DOTALL)
    ]


def column_text(page: PdfPage, left: float, right: float) -> str:
    """Return the words that begin between ``left`` and ``right``, line by line."""
    inside = [word for word in page.words if left <= word.left < right]
    return "".join(
        word.text for line in lines_of(inside) for word in sorted(line, key=lambda word: word.left)
    )


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words line by line: those of one line share a middle, not a top, as their fonts may differ."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines and word.middle - lines[-1][0].middle < (word.bottom - word.top) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def column_edges(page: PdfPage, names: Sequence[str], widths: Sequence[float]) -> list[float]:
    """Return the edges of a table's columns: its header is centred, its columns are in the proportion of ``widths``."""
    centers = [
        (word.left + word.right) / 2
        for name in (names[0], names[-1])
        for word in page.words
        if word.text == name
    ]
    between = sum(widths) - (widths[0] + widths[-1]) / 2
    scale = (centers[1] - centers[0]) / between
    left = centers[0] - widths[0] / 2 * scale
    return [left + sum(widths[:index]) * scale for index in range(len(widths) + 1)]


def column_of_pages(
    pages: Sequence[PdfPage], names: Sequence[str], widths: Sequence[float], column: int
) -> str:
    """Return the words of one column over all pages, without its header."""
    found = []
    for page in pages:
        edges = column_edges(page, names, widths)
        found.append(column_text(page, edges[column] - 2, edges[column + 1] - 2))
    return "".join(found).replace(names[column], "")


def ink(pdf: Path, page: int, *, resolution: int = 40) -> list[list[bool]]:
    """Return where a page is not white, row by row of its pixels."""
    done = subprocess.run(
        [
            program("pdftoppm"),
            "-gray",
            "-r",
            str(resolution),
            "-f",
            str(page),
            "-l",
            str(page),
            str(pdf),
        ],
        check=True,
        capture_output=True,
    )
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    light = 200
    return [
        [pixel < light for pixel in pixels[row * width : (row + 1) * width]]
        for row in range(height)
    ]
