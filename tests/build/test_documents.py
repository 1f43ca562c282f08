"""What the documents say is so: their YAML is right, their links lead somewhere, their commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from macros.loading.editions import load_publications
from macros.loading.yamlsource import parse_source
from qinglian_core import assess, decode_answers
from qinglian_core.criteria.decoding.rubric import decode_rubric
from qinglian_core.scoring.examples import example_faults

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")],
    key=lambda path: path.as_posix(),
)
AUTHORING = (ROOT / "docs" / "authoring.md").read_text("utf-8")
CLAUSES = re.findall(r"^```yaml\n(- id: \"6\.9\"\n.*?)^```$", AUTHORING, re.MULTILINE | re.DOTALL)
EDITION = re.search(r"^```yaml\n(points: 100 .*?)^```$", AUTHORING, re.MULTILINE | re.DOTALL)

FILES = re.findall(
    r"^```yaml\n# (rubric/demo/\S+|rubric/glossary.yaml)\n(.*?)^```$",
    AUTHORING,
    re.MULTILINE | re.DOTALL,
)

VETOES = [{"id": "failed", "text": "一票否决", "outcome": {"text": "不评"}}]


def _rubric(clause: dict[str, Any]) -> dict[str, Any]:
    vetoed = {"vetoes": VETOES} if "'veto':" in repr(clause) else {}
    return {
        **vetoed,
        "format": 1,
        "id": "example",
        "title": "细则",
        "columns": ["一", "二", "三", "四", "五"],
        "points": clause["points"],
        "projects": [{"id": "only", "title": "项目", "points": clause["points"], "items": ["6"]}],
        "provenance": {"name": "来源", "sha256": "a" * 64, "verbatim": ["评分细则"]},
        "items": [
            {
                "id": "6",
                "title": "项",
                "points": clause["points"],
                "standard": "标准。",
                "clauses": [clause],
            }
        ],
    }


@pytest.mark.parametrize("text", CLAUSES, ids=range(len(CLAUSES)))
def test_every_clause_in_the_authoring_guide_is_right(text: str) -> None:
    source = parse_source(text, "authoring.md")
    assert source.faults == ()
    assert isinstance(source.data, list)
    rubric = decode_rubric(_rubric(source.data[0]))
    assert list(example_faults(rubric)) == []


def _item(
    number: int, points: int, question: dict[str, Any], start: str = "full"
) -> dict[str, Any]:
    own = {"points": points, "start": start, "bound": "assumed", "questions": [question]}
    text = "每次1分，弄虚作假的，一票否决"
    clause = {"id": f"{number}.1", "points": points, "text": text, "parts": [own]}
    return {**_rubric(clause)["items"][0], "id": str(number)}


def test_the_edition_in_the_authoring_guide_is_right() -> None:
    assert EDITION
    source = parse_source(EDITION[1], "authoring.md")
    assert source.faults == ()
    assert isinstance(source.data, dict)
    asked = {"kind": "count", "ask": "几次？", "cite": "每次1分", "unit": "次"}
    bad = {"kind": "yes_no", "ask": "有没有？", "cite": "弄虚作假的，一票否决", "when": "yes"}
    items = [
        _item(1, 60, {"id": "late", "deduct": 1, **asked}),
        _item(2, 40, {"id": "late", "deduct": 1, **asked}),
        _item(3, 5, {"id": "won", "award": 1, **asked}, start="zero"),
        _item(4, 10, {"id": "lost", "deduct": 1, **asked}),
        _item(5, 0, {"id": "fake", "veto": "failed", **bad}),
    ]
    rubric = decode_rubric({**_rubric({"points": 1}), **source.data, "items": items})
    answers: dict[str, Any] = {"1.1": {"answers": {"late": 2}}, "2.1": {"answers": {"late": 3}}}
    answers |= {"3.1": {"answers": {"won": 9}}, "4.1": {"answers": {"lost": 1}}}
    answers |= {"5.1": {"answers": {"fake": "no"}}}
    total = assess(rubric, decode_answers(rubric, answers), "office").total
    assert total.whole
    assert (total.estimate, total.whole.levels) == (Decimal(101), ("优秀",))


def test_the_smallest_edition_in_the_authoring_guide_loads(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    for name, text in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (publication,) = load_publications(tmp_path)
    assert [clause.id for clause in publication.rubric.clauses] == ["1.1"]


def test_the_authoring_guide_shows_every_kind_of_question() -> None:
    shown = set(re.findall(r"kind: (\w+)", "".join(CLAUSES)))
    assert shown == {"yes_no", "count", "each", "grade", "tiers", "ratio", "value"}
    assert len(CLAUSES) >= 9


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def _anchor(heading: str) -> str:
    """Return the anchor that code hosts give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_the_contents_of_the_authoring_guide_lead_to_its_headings() -> None:
    headings = {_anchor(found) for found in re.findall(r"^#+ (.+)$", AUTHORING, re.MULTILINE)}
    targets = re.findall(r"\]\(#([^)]+)\)", AUTHORING)
    assert len(targets) >= 10
    assert set(targets) <= headings
    listed = re.findall(r"^- \[[^\]]+\]\(#([^)]+)\)", AUTHORING, re.MULTILINE)
    assert listed == [_anchor(one) for one in re.findall(r"^## (.+)$", AUTHORING, re.MULTILINE)]


def test_every_make_target_and_command_exists() -> None:
    text = "".join(path.read_text("utf-8") for path in DOCUMENTS)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    told = subprocess.run(
        [sys.executable, "-m", "macros.commands.cli", "--help"],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
    ).stdout
    commands = set(re.findall(r"^ {4}([a-z]+) ", told, re.MULTILINE))
    named = set(re.findall(r"\bqinglian ([a-z]+)\b", text))
    assert named <= commands
    assert named >= {"check", "verify", "score", "pages"}


def test_modules_and_folders_named_in_the_architecture_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|macros|qinglian_core|site_src|rubric|docs)/[\w./-]*)`", text)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_readme_leads_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert readme.index("make serve") < readme.index("make test") < readme.index("make build")
