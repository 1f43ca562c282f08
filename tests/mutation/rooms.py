"""What is changed by way of trial, room by room, and which tests have to notice."""

from __future__ import annotations

from dataclasses import dataclass

LOADING_TESTS = (
    "tests/build/test_carried_revision.py",
    "tests/build/test_freezing.py",
    "tests/build/test_glossary_editions.py",
    "tests/build/test_invalid_cases.py",
    "tests/build/test_mutations.py",
    "tests/build/test_prose.py",
    "tests/build/test_replacement.py",
    "tests/build/test_valid_cases.py",
    "tests/build/test_verify.py",
    "tests/build/test_yamlsource.py",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Room:
    """Some modules of the program, and the tests that are theirs."""

    name: str
    sources: tuple[str, ...]
    """Folders and files below the project; what is in ``spared`` is left alone."""
    spared: tuple[str, ...] = ()
    tests: tuple[str, ...]
    """Those that it should be noticed by: not all that happen to come past."""


def _core(names: str) -> tuple[str, ...]:
    return tuple(f"tests/core/test_{name}.py" for name in names.split())


def _modules(folder: str, names: str) -> tuple[str, ...]:
    return tuple(f"qinglian_core/{folder}/{name}.py" for name in names.split())


_SCORES = _core(
    "assessment bounds clauses effects examples jiyuan measures oracle pending properties questions"
    " scoring service totalling totals vectors weighed_checks"
)
_WORDS = _core(
    "assessment effects furtherwords jiyuan ledger measures pending properties questions rulewords"
    " scoring service totals vectors weighed_checks"
)

ROOMS = (
    Room(
        name="scoring",
        sources=_modules(
            "scoring",
            "__init__ assessment bounds clausescore contributions ends exactness examples merging once"
            " partpoints pending points questionrules rules standing tallies totalrules totals"
            " vetoes weighing whole",
        ),
        tests=_SCORES,
    ),
    Room(
        name="criteria",
        sources=("qinglian_core/criteria",),
        spared=("qinglian_core/criteria/decoding/*",),
        tests=_core(
            "carrying citations clauses editions effects evidencelist glossary jiyuan measures questions"
            " savefile scoring table totalling totals"
        ),
    ),
    Room(
        name="answers",
        sources=("qinglian_core/answers",),
        tests=_core(
            "answer_words answers clauses jiyuan measures oracle pending properties questions savefile"
            " scoring vectors"
        ),
    ),
    Room(
        name="selfcheck",
        sources=("qinglian_core/selfcheck",),
        tests=_core(
            "briefing carrying editions filetext pending properties robustness savefile service steps"
            " succession succession_properties warnings_of_the_field weighed_checks"
        ),
    ),
    Room(
        name="decoding",
        sources=("qinglian_core/criteria/decoding",),
        tests=_core(
            "citations clauses editions effects glossary jiyuan measures questions robustness rulewords"
            " table totalling totals"
        ),
    ),
    Room(
        name="ground",
        sources=tuple(
            f"qinglian_core/{name}.py" for name in ("amounts", "faults", "jsontext", "reader")
        ),
        tests=_core("amounts faults reader robustness savefile service"),
    ),
    Room(
        name="ledger",
        sources=_modules(
            "scoring",
            "balance headline ledger ledgerline measurewords reachwords result rulekinds rulewords"
            " takenwords totalledger vetowords words",
        ),
        tests=_WORDS,
    ),
    Room(
        name="revision",
        sources=("qinglian_core/revision",),
        tests=_core("changes editions lineage matching succession textmarks"),
    ),
    Room(
        name="units",
        sources=("qinglian_core/units",),
        tests=_core("gathering history service summary weighed_checks"),
    ),
    Room(
        name="browser",
        sources=("qinglian_core/browser",),
        tests=_core("extension service warnings_of_the_field weighed_checks"),
    ),
    Room(name="loading", sources=("macros/loading",), tests=LOADING_TESTS),
)
"""First those in which a wrong figure would hurt most."""
