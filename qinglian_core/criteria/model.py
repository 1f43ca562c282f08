"""The criteria as frozen values: edition › project › item › clause › part › question.

Official words (``title``, ``points``, ``standard``, ``text``) are verbatim; ``ask``, ``hint``, ``readings``
and ``guidance`` are this project's own words. Nothing here knows a particular edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import amount_text

from .headings import beginning, short_name
from .table import USUAL_WORDS
from .totalling import ADDED_UP, ONE, Role, Totalling

if TYPE_CHECKING:
    from decimal import Decimal

    from .effects import Beyond
    from .guidance import Guidance
    from .questions import Question
    from .table import PrintedTable, Words


class Start(Enum):
    """Where a part starts from."""

    FULL = "full"
    """All points, then deducted from (扣分)."""
    ZERO = "zero"
    """Nothing, then awarded (得分)."""
    NONE = "none"
    """No written rule: the assessors decide."""


class Bound(Enum):
    """Why a part never leaves 0…points."""

    WRITTEN = "written"
    """The text says so (扣完为止, 最高3分)."""
    ASSUMED = "assumed"
    """The rule could leave the range and the text does not say; held by assumption."""
    EXACT = "exact"
    """The rule cannot leave the range."""


class Only(Enum):
    """Which of several contributions counts, where the text counts but one."""

    WORST = "worst"
    """只计最重的一处."""
    BEST = "best"
    """只取最高的一项."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A share of a clause's points with one way of scoring; held between 0 and ``points``.

    ``bound_cite`` is the passage that says so, where the bound is written. Of what its questions contribute perhaps
    ``only`` one counts; where all its points are lost, more may be lost ``beyond`` it. ``applies`` are the kinds of unit
    that it is for (empty: all). ``words`` are its edition's, for what is said of it.
    """

    label: str
    points: Decimal
    start: Start
    bound: Bound
    bound_cite: str
    questions: tuple[Question, ...]
    only: Only | None = None
    beyond: Beyond | None = None
    applies: tuple[str, ...] = ()
    words: Words = USUAL_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Another way to read a clause where its text leaves the number open.

    ``questions`` replace those of the same id; ``discretion`` is how many points of the clause the assessors
    might then withhold.
    """

    id: str
    why: str
    main: str
    other: str
    questions: tuple[Question, ...]
    discretion: Decimal


def official_words(standard: str, text: str) -> str:
    """Return all official words of a clause, as citations and lineage take them."""
    return f"{standard}\n{text}" if standard else text


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One scoring clause; ``digest`` changes when its text or its rules do, ``text_digest`` with its text.

    ``id`` names it inside its edition, ``number`` is what is printed before its text, verbatim: ``1.``, ``（1）``.
    ``applies`` are the kinds of unit that it is for (empty: all).
    ``standard`` is what is looked at, verbatim, where the table says so row by row and not item by item.
    """

    id: str
    label: str
    number: str
    points: Decimal
    standard: str
    text: str
    parts: tuple[Part, ...]
    readings: tuple[Reading, ...]
    guidance: Guidance | None
    search_words: tuple[str, ...]
    digest: str
    text_digest: str
    applies: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Return a hash that is quick to work out: equal clauses have equal digests."""
        return hash(self.digest)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order they are asked."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def official(self) -> str:
        """All official words of the clause."""
        return official_words(self.standard, self.text)

    @property
    def short_name(self) -> str:
        """What it is called where there is no room for its text: how that begins, verbatim."""
        return short_name(self.standard or self.text)

    @property
    def words(self) -> Words:
        """What the parts of its edition are called."""
        return self.parts[0].words

    @property
    def has_rule(self) -> bool:
        """Whether the text says how any of its points are scored."""
        return any(part.start is not Start.NONE for part in self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """What one or several clauses belong to; ``title`` and ``standard`` are empty where the table has none.

    ``label`` is what readers call it (第13项), ``number`` what is printed before its title, verbatim: ``13.``;
    ``weight`` is how much its score counts in its project.
    """

    id: str
    label: str
    number: str
    title: str
    points: Decimal
    standard: str
    orientation: str
    search_words: tuple[str, ...]
    clauses: tuple[Clause, ...]
    weight: Decimal = ONE
    applies: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What it is about: its title, or how its text begins."""
        first = self.clauses[0]
        return self.title or beginning(self.standard or first.standard or first.text)

    @property
    def name(self) -> str:
        """What it is called in a list: ``13.厚植机关廉洁文化``."""
        return f"{self.number or f'{self.id} '}{self.heading}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """The items under one heading: its ``role`` in the total, and its ``weight`` there.

    Where the table has no such level, one without a title holds all. ``points`` of a bonus or penalty are the most
    that it moves; a bonus counts from a base score of ``gate`` on.
    """

    id: str
    title: str
    points: Decimal
    items: tuple[Item, ...]
    role: Role = Role.BASE
    weight: Decimal = ONE
    gate: Decimal | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All its clauses in the order of the document."""
        return tuple(clause for item in self.items for clause in item.clauses)


@dataclass(frozen=True, kw_only=True, slots=True)
class Discrepancy:
    """A place where the document's own figures do not add up, published as it is."""

    id: str
    item: str | None
    project: str | None
    declared: Decimal
    computed: Decimal
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A question of procedure that the document leaves open, in our words.

    ``phrases`` are what readers ask; ``near`` names clauses that say something close to it.
    """

    id: str
    ask: str
    phrases: tuple[str, ...]
    text: str
    near: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where the official words come from."""

    name: str
    sha256: str
    verbatim: tuple[str, ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rubric:
    """One edition of the criteria; ``adds_up`` where its totals are but the sums of its clauses.

    ``remarks`` are official words too, which stand outside the table and hold for all of it.
    """

    id: str
    title: str
    annex: str
    unit_label: str
    table: PrintedTable
    points: Decimal
    projects: tuple[Project, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
    places: tuple[str, ...]
    provenance: Provenance
    digest: str
    totalling: Totalling = ADDED_UP
    adds_up: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """What its parts are called."""
        return self.table.words

    def project_name(self, project: Project) -> str:
        """Return what ``project`` is called in a list; the one that holds all goes by the whole document."""
        return project.title or self.words.criteria

    @property
    def levels(self) -> str:
        """What heads a list of projects and their items."""
        return f"{self.words.project}和{self.words.item}" if self.has_projects else self.words.item

    @property
    def has_projects(self) -> bool:
        """Whether its items stand under headings."""
        return any(project.title for project in self.projects)

    @property
    def whole_name(self) -> str:
        """What the row of the total is called, which may not be the sum of the rows above it."""
        rescale = self.totalling.rescale
        return f"合计（折算成{amount_text(rescale.to)}分）" if rescale else "合计"

    @property
    def headed_projects(self) -> tuple[Project, ...]:
        """The projects where they are a level of the document; one that only holds all items is none."""
        return self.projects if self.has_projects else ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the document."""
        return tuple(item for project in self.projects for item in project.items)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in the order of the document."""
        return tuple(clause for project in self.projects for clause in project.clauses)

    @property
    def clause_points(self) -> Decimal:
        """What the clauses of the base score add up to, by their weights; see ``discrepancies`` where it is not ``points``."""
        return sum(
            (
                clause.points * item.weight * project.weight
                for project in self.projects
                if project.role is Role.BASE
                for item in project.items
                for clause in item.clauses
            ),
            start=type(self.points)(0),
        )
