"""The criteria as frozen values: edition › project › item › clause › part › question.

Official words (``title``, ``points``, ``standard``, ``text``) are verbatim; ``ask``, ``hint``, ``readings``
and ``guidance`` are this project's own words. Nothing here knows a particular edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .table import USUAL_WORDS
from .totalling import ADDED_UP, ONE, Role, Totalling

if TYPE_CHECKING:
    from decimal import Decimal

    from .table import PrintedTable, Words

_PAUSE = re.compile(r"[。；;]")
_LONGEST_HEADING = 24


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


class Nature(Enum):
    """What kind of thing a question asks."""

    FACT = "fact"
    JUDGEMENT = "judgement"
    """不到位、不够好、浓厚…: the text gives no measure."""


class EffectKind(Enum):
    """What a condition does to its part."""

    NONE = "none"
    DEDUCT = "deduct"
    AWARD = "award"
    FORFEIT = "forfeit"
    """不得分: the part, or the clause, is worth nothing."""
    EXEMPT = "exempt"
    """未涉及的不扣分: the part, or the clause, keeps its points; the total is not re-based."""
    DROP = "drop"
    """不参与考评: the clause leaves both the score and the full mark."""


class Scope(Enum):
    """How far an effect reaches; an exemption, no further than its clause."""

    PART = "part"
    CLAUSE = "clause"
    ITEM = "item"
    PROJECT = "project"
    EDITION = "edition"


FAR = (Scope.ITEM, Scope.PROJECT, Scope.EDITION)
"""What lies beyond a clause, from near to far."""


class Only(Enum):
    """Which of several contributions counts, where the text counts but one."""

    WORST = "worst"
    """只计最重的一处."""
    BEST = "best"
    """只取最高的一项."""


class Per(Enum):
    """How a group of named things triggers its effect."""

    EACH = "each"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Beyond:
    """追加扣除: points that are taken from more than the clause: its item, its project or the whole."""

    points: Decimal
    scope: Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """An effect; ``amount`` is in points (0 for forfeit, exempt, drop and none).

    Where the assessors set the amount (视情节扣1—3分) it is from ``amount`` to ``most``, else the two are one. Besides,
    points may be lost ``beyond`` the clause, and the ``veto`` of the edition by this id may fall.
    """

    kind: EffectKind
    amount: Decimal
    most: Decimal
    scope: Scope
    beyond: Beyond | None = None
    veto: str = ""

    @property
    def is_idle(self) -> bool:
        """Whether nothing follows."""
        return self.kind is EffectKind.NONE and self.beyond is None and not self.veto

    @property
    def reaches(self) -> bool:
        """Whether something follows beyond the clause."""
        far = self.kind is EffectKind.FORFEIT and self.scope in FAR
        return far or self.kind is EffectKind.DROP or self.beyond is not None or bool(self.veto)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A thing the text names, answered for by itself."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """A question is asked only when an earlier one of the clause has one of ``values``, or is ``>= at_least``."""

    question: str
    values: tuple[str, ...]
    at_least: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What every question has.

    ``ask`` is put to the unit, ``cite`` is the condition in the words of the clause (empty when a question
    only leads to another), ``hint`` helps to answer. ``step`` says, verb first, what
    brings points here (empty: said in the words of ``ask``); ``irreversible`` that what was lost here cannot be made
    good within the period. Both are our notes and move no point. ``applies`` are the kinds of unit that it is put to
    (empty: all).
    """

    id: str
    ask: str
    cite: str
    hint: str
    step: str
    nature: Nature
    irreversible: bool
    asked_when: Gate | None
    applies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class YesNo(Question):
    """Yes or no; ``effect`` follows when the answer is ``when``."""

    when: str
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Count(Question):
    """A number of cases, in ``unit``; ``effect`` follows for each.

    With ``named``, a number for each named thing. ``at_least`` names a count of the clause that this one
    cannot be below. ``steps`` are the amounts of the first, the second … case where they differ, the last of them that
    of every later one; the effect's amount is then the greatest. Of ``most_points`` no more is moved (None: no limit).
    """

    unit: str
    effect: Effect
    named: tuple[Named, ...]
    at_least: str | None
    steps: tuple[Decimal, ...] = ()
    most_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Each(Question):
    """Yes or no for each of the things named in the text, and a number of others where it says 等.

    ``effect`` follows for the things answered ``when``: once for each, once for any, or once for all.
    """

    when: str
    effect: Effect
    named: tuple[Named, ...]
    other: str
    unit: str
    per: Per
    most_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeOption:
    """One grade: what it is called, what it does."""

    id: str
    label: str
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """An answer between grades: “carried on, but whether well enough is unsure”."""

    id: str
    label: str
    among: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade(Question):
    """One of several grades, for the clause or for each named thing, of which perhaps ``only`` one counts."""

    grades: tuple[GradeOption, ...]
    named: tuple[Named, ...]
    doubts: tuple[Doubt, ...]
    only: Only | None = None
    most_points: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier:
    """From this number on (inclusive), this effect; the next higher tier ends it."""

    start: Decimal
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Tiers(Question):
    """A number of up to ``places`` decimals, in ``unit``, and the tier it falls in, from the highest to the lowest."""

    unit: str
    tiers: tuple[Tier, ...]
    places: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """Two whole numbers, as they are asked for; their quotient counts in percent."""

    part: str
    whole: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A number that the unit is asked for besides."""

    ask: str


class Side(Enum):
    """On which side of its target a number counts."""

    BELOW = "below"
    ABOVE = "above"


class Partial(Enum):
    """What a step that is not full counts."""

    WHOLE = "whole"
    """Nothing."""
    PROPORTIONAL = "proportional"
    UP = "up"
    """As much as a full one (不足1个的按1个计)."""
    UNSTATED = "unstated"
    """The text does not say: nothing, and proportionally under another reading."""


class Empty(Enum):
    """What holds where there is nothing to take a share of."""

    KEEP = "keep"
    """The best that the rule can do."""
    LOSE = "lose"
    """The worst that it can do."""
    OPEN = "open"
    """Either; the unit estimates it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """每低1个百分点扣0.05分: ``effect`` for every ``per`` by which the number misses or passes the target."""

    target: Decimal | Asked | Ratio
    per: Decimal
    effect: Effect
    side: Side
    partial: Partial


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """折算: the number, times the amount of ``effect``."""

    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """名次: what is awarded for each number; each ``later`` one that much less (None: nothing)."""

    rows: tuple[tuple[int, Decimal], ...]
    later: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """``award`` times the number by a reference that is asked for, and no more than ``award``."""

    ask: str
    award: Decimal


Scale = Target | Times | Table | Relative
"""How a number turns into points."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Question):
    """A number measured, as a share (``of``) or entered: from ``least`` to ``most`` (None: no end), of ``places`` decimals.

    ``outside``: a unit does not know it as a rule (全市平均). ``scale`` turns it into points, of which no more than
    ``most_points`` are moved; besides, the tier that it falls in has its effect. A part may exceed its whole where
    ``over``; ``empty`` is what holds where the whole is 0.
    """

    of: Ratio | None
    unit: str
    least: Decimal
    most: Decimal | None
    places: int
    outside: bool
    over: bool
    scale: Scale | None
    tiers: tuple[Tier, ...]
    empty: Empty | Asked
    most_points: Decimal | None


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


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenEvidence:
    """Evidence the text itself names; ``cite`` is the passage."""

    text: str
    cite: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestedEvidence:
    """Evidence that we suggest; ``place`` is one of the edition's ``places``, empty where it lists none."""

    text: str
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPoint:
    """Something the text leaves open, how this tool treats it, and the reading that no range holds."""

    text: str
    treated: str
    left_out: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A worked example: answers as in a save file, and the score they must give."""

    title: str
    story: str
    answers: dict[str, object]
    own: Decimal | None
    low: Decimal
    high: Decimal
    envelope: tuple[Decimal, Decimal] | None
    estimate: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another clause that bears on this one, and why."""

    clause: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guidance:
    """Our help with one clause."""

    looked_at: tuple[str, ...]
    written: tuple[WrittenEvidence, ...]
    suggested: tuple[SuggestedEvidence, ...]
    losses: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    examples: tuple[Example, ...]
    related: tuple[Related, ...]


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
        return f"{self.standard}\n{self.text}" if self.standard else self.text

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
        return self.title or _beginning(self.standard or first.standard or first.text)

    @property
    def name(self) -> str:
        """What it is called in a list: ``13.厚植机关廉洁文化``."""
        return f"{self.number or f'{self.id} '}{self.heading}"


def _beginning(text: str) -> str:
    """Return the first words of ``text``, up to where a sentence ends or a line is full."""
    joined = "".join(line.strip() for line in text.splitlines())
    words = _PAUSE.split(joined, maxsplit=1)[0]
    return words if len(words) <= _LONGEST_HEADING else f"{words[:_LONGEST_HEADING]}…"


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
    """One edition of the criteria; ``adds_up`` where its totals are but the sums of its clauses."""

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
