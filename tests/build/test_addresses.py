"""Where pages lie, and how one leads to another."""

from __future__ import annotations

import pytest

from macros.pages.addresses import Viewpoint, clause_path, item_path, source_path

STEPS = [
    ("", "criteria/", "criteria/"),
    ("", "", "./"),
    ("criteria/13/", "", "../../"),
    ("criteria/13/", "criteria/02/", "../02/"),
    ("criteria/13/", "self-check/#c13-4", "../../self-check/#c13-4"),
    ("criteria/13/", "criteria/13/#c13-4", "#c13-4"),
    ("criteria/", "criteria/all/", "all/"),
    ("method/", "rubric.json", "../rubric.json"),
    ("", "criteria/第1项/#c甲-1", "criteria/%E7%AC%AC1%E9%A1%B9/#c%E7%94%B2-1"),
]


@pytest.mark.parametrize(("start", "target", "expected"), STEPS)
def test_addresses_are_relative(start: str, target: str, expected: str) -> None:
    assert Viewpoint(path=start).to(target) == expected


def test_the_address_that_stays_lies_in_a_folder_of_its_own() -> None:
    root = Viewpoint(path="criteria/13/", lasting="odd/")
    assert root.to_lasting_clause("13", "13.4") == "../../odd/criteria/13/#c13-4"
    assert root.to_clause("13", "13.4") == "#c13-4"
    twin = Viewpoint(path="criteria/13/", lasting="odd/", folder="odd/")
    assert twin.to_lasting_clause("13", "13.4") == twin.to_clause("13", "13.4") == "#c13-4"
    assert twin.to_lasting_clause("2", "2.1") == "../02/#c2-1"
    assert twin.to_clause("2", "2.1") == "../../../criteria/02/#c2-1"
    home = Viewpoint(path="", lasting="odd/", folder="odd/")
    assert (home.to(""), home.to("method/")) == ("../", "../method/")


def test_paths_of_the_contract() -> None:
    assert item_path("9") == "criteria/09/"
    assert clause_path("13", "13.10") == "criteria/13/#c13-10"


FILES = [
    ("", "index.md"),
    ("criteria/", "criteria/index.md"),
    ("criteria/09/", "criteria/09/index.md"),
    ("criteria/all/", "criteria/all/index.md"),
    ("self-check/", "self-check/index.md"),
]


@pytest.mark.parametrize(("path", "expected"), FILES)
def test_markdown_files_of_pages(path: str, expected: str) -> None:
    assert source_path(path) == expected
