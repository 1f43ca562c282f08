"""The self-check page: the whole table as a form, one card a clause, rendered from the model.

The page carries no score: it is readable and printable as it stands, and the scripts fill in what the core
answers. Scripts find their way by ``data-`` attributes only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from qinglian_core.amounts import ZERO, amount_text, range_text
from qinglian_core.criteria.evidencelist import EvidenceGroup, evidence_list
from qinglian_core.criteria.model import Start
from qinglian_core.criteria.totalling import Role
from qinglian_core.selfcheck.briefing import SIGNING, TITLE, project_header
from qinglian_core.selfcheck.migrations import FORMAT, VERSION
from qinglian_core.selfcheck.steps import GROUP_WORDS, StepGroup

from .addresses import Viewpoint, clause_anchor, item_anchor
from .clauseview import since_view, unit_note
from .compare import PATH as COMPARE
from .compare import total_notes
from .environment import unindented
from .questionnaire import AskedQuestion, asked_question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from jinja2 import Environment

    from macros.loading.editions import Publication
    from qinglian_core.criteria.model import Clause, Item, Part, Project, Rubric
    from qinglian_core.criteria.totalling import UnitKind

    from .clauseview import SinceView
    from .successions import Succession

    Since = Mapping[str, SinceView]

_DECIDED_BY_ASSESSORS = "原文没有写评分办法，要到{assess}时评定。可以写下{unit}自己估的分和理由。"
_VIEW = Viewpoint(path="self-check/")
# 一屏里看得见的卡片；很高的屏幕也放不下第三张
_AT_ONCE = 2
_FEWEST = {Start.FULL: 2, Start.ZERO: 3}
_LEFT_OPEN = "还有拿不准或没有定的，可以写下{unit}自己估的分；都能确定时不用写。"


@dataclass(frozen=True, kw_only=True, slots=True)
class CardPart:
    """A part of a clause; ``heading`` is empty where the clause has only one."""

    heading: str
    questions: tuple[AskedQuestion, ...]


class Rest(Enum):
    """What answers to all the questions left over at once, so that they neither take nor give points."""

    DONE = "做到了，不扣分"
    NOTHING = "没有，不得分"


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """One clause as a card; ``later`` where a script may show it only after the first ones.

    ``position`` counts the clauses of the document from 1; ``rest`` is None where there are not several to answer at
    once, or these are not all of one kind. ``since`` tells what changed since an older edition, None where nothing did.
    """

    clause: Clause
    standard: str
    item: str
    title: str
    project: str
    anchor: str
    href: str
    own_words: str
    unit_note: str
    rest: Rest | None
    suggested: bool
    reach: str
    position: int
    later: bool
    parts: tuple[CardPart, ...]
    since: SinceView | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemSection:
    """One item and its cards; ``printed`` are its points in the document."""

    id: str
    title: str
    printed: str
    standard: str
    anchor: str
    notes: tuple[str, ...]
    cards: tuple[Card, ...]

    @property
    def later(self) -> bool:
        """Whether all its cards may come later."""
        return all(card.later for card in self.cards)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectSection:
    """One project and its items."""

    id: str
    title: str
    printed: str
    full: str
    anchor: str
    items: tuple[ItemSection, ...]

    @property
    def later(self) -> bool:
        """Whether all its items may come later."""
        return all(item.later for item in self.items)


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefingFrame:
    """What of the page for whoever decides is the same for every self-check."""

    title: str
    header: tuple[str, ...]
    signing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StepGroupFrame:
    """A group of next steps; ``folded`` where there is nothing to be done."""

    id: str
    title: str
    folded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SelfCheckPage:
    """All that the template shows; ``notes`` tell where the document's own figures do not add up."""

    rubric: Rubric
    privacy_href: str
    compare_href: str
    format: str
    version: int
    unit_label: str
    printed: str
    axis: str
    questions: int
    amount: str
    notes: tuple[str, ...]
    units: tuple[UnitKind, ...]
    units_ask: str
    has_above: bool
    projects: tuple[ProjectSection, ...]
    evidence: tuple[EvidenceGroup, ...]
    briefing: BriefingFrame
    step_groups: tuple[StepGroupFrame, ...]


def render_self_check(
    publication: Publication, environment: Environment, successions: Sequence[Succession] = ()
) -> str:
    """Return the body of the self-check page: one block of HTML."""
    template = environment.get_template("selfcheck/page.html.j2")
    return unindented(template.render(page=self_check_page(publication, successions)))


def self_check_page(
    publication: Publication, successions: Sequence[Succession] = ()
) -> SelfCheckPage:
    """Return the page of ``publication`` as the template shows it."""
    rubric = publication.rubric
    views = {one.id: since_view(one, successions, _VIEW) for one in rubric.clauses}
    since = {name: view for name, view in views.items() if view and view.kinds}
    projects = tuple(_project_section(rubric, project, since) for project in rubric.projects)
    return SelfCheckPage(
        rubric=rubric,
        privacy_href=f"{_VIEW.to('method/')}#privacy",
        compare_href=_VIEW.to(COMPARE),
        format=FORMAT,
        version=VERSION,
        unit_label=rubric.unit_label.rstrip("：:") or rubric.words.unit,
        printed=amount_text(rubric.points),
        axis=amount_text(_most(rubric)),
        questions=sum(len(clause.questions) for clause in rubric.clauses),
        amount=_amount(rubric, projects),
        notes=total_notes(rubric),
        units=rubric.totalling.units,
        units_ask=rubric.totalling.units_ask or f"{rubric.words.own_unit}是哪一类",
        has_above=bool(rubric.totalling.vetoes or rubric.totalling.levels),
        projects=projects,
        evidence=evidence_list(rubric),
        briefing=BriefingFrame(title=TITLE, header=project_header(rubric.words), signing=SIGNING),
        step_groups=tuple(
            StepGroupFrame(id=group.value, title=words, folded=group is StepGroup.PAST)
            for group, words in GROUP_WORDS.items()
        ),
    )


def clause_card(rubric: Rubric, item: Item, clause: Clause) -> Card:
    """Return the card of one clause by itself."""
    project = next(project for project in rubric.projects if item in project.items)
    return _card(rubric, project, item, clause, position=1, since=None)


def _amount(rubric: Rubric, projects: Sequence[ProjectSection]) -> str:
    """Return how much there is to fill in: what can be counted, as nobody has measured how long it takes."""
    unit = rubric.words.clause
    cards = [card for project in projects for item in project.items for card in item.cards]
    asked = [question for card in cards for part in card.parts for question in part.questions]
    fields = sum(len(question.fields) for question in asked)
    own = sum(not card.clause.has_rule for card in cards)
    others = f"；另外{own}{unit}原文没有评分办法，各写一个自己估的分" if own else ""
    ruled = f"{len(cards) - own}{unit}有问题要答，最多选或填{fields}处{others}"
    return f"{ruled}。用不着再问的，会自己关上。"


def _most(rubric: Rubric) -> Decimal:
    """Return the most that the total can be."""
    rescale = rubric.totalling.rescale
    bonus = [project.points for project in rubric.projects if project.role is Role.BONUS]
    return (rescale.to if rescale else rubric.points) + sum(bonus, start=ZERO)


def _full_words(project: Project) -> str:
    """Return what a project can be worth, in words; empty where it has no points."""
    points = f"{amount_text(project.points)}分"
    words = {Role.BONUS: f"最多加{points}", Role.PENALTY: f"最多减{points}", Role.VETO: ""}
    return words.get(project.role, f"满分{points}")


def _project_section(rubric: Rubric, project: Project, since: Since) -> ProjectSection:
    return ProjectSection(
        id=project.id,
        title=project.title,
        printed=amount_text(project.points),
        full=_full_words(project),
        anchor=f"project-{project.id}",
        items=tuple(_item_section(rubric, project, item, since) for item in project.items),
    )


def _item_section(rubric: Rubric, project: Project, item: Item, since: Since) -> ItemSection:
    order = [clause.id for clause in rubric.clauses]
    return ItemSection(
        id=item.id,
        title=item.name,
        printed=amount_text(item.points),
        standard=item.standard if item.title else "",
        anchor=item_anchor(item.id),
        notes=tuple(found.note for found in rubric.discrepancies if found.item == item.id),
        cards=tuple(
            _card(
                rubric,
                project,
                item,
                clause,
                position=order.index(clause.id) + 1,
                since=since.get(clause.id),
            )
            for clause in item.clauses
        ),
    )


def _card(  # noqa: PLR0913 - where the clause stands, and what became of it
    rubric: Rubric,
    project: Project,
    item: Item,
    clause: Clause,
    *,
    position: int,
    since: SinceView | None,
) -> Card:
    parts = tuple(_card_part(clause, part) for part in clause.parts)
    return Card(
        clause=clause,
        standard=clause.standard or ("" if item.title else item.standard),
        item=item.id,
        title=item.name,
        project=project.id,
        anchor=clause_anchor(clause.id),
        href=_VIEW.to_clause(item.id, clause.id),
        unit_note=unit_note(rubric, item, clause),
        own_words=(_LEFT_OPEN if clause.has_rule else _DECIDED_BY_ASSESSORS).format(
            assess=rubric.words.assess, unit=rubric.words.own_unit
        ),
        suggested=bool(clause.guidance and (clause.guidance.written or clause.guidance.suggested)),
        reach=range_text(ZERO, clause.points),
        rest=_rest(clause, parts),
        position=position,
        later=position > _AT_ONCE,
        parts=parts,
        since=since,
    )


def _rest(clause: Clause, parts: tuple[CardPart, ...]) -> Rest | None:
    neutral = [
        clause.parts[at].start
        for at, part in enumerate(parts)
        for question in part.questions
        for field in question.fields
        if field.neutral
    ]
    kinds = set(neutral)
    if len(kinds) != 1 or len(neutral) < _FEWEST[neutral[0]]:
        return None
    return Rest.DONE if neutral[0] is Start.FULL else Rest.NOTHING


def _card_part(clause: Clause, part: Part) -> CardPart:
    several = len(clause.parts) > 1
    name = part.label or ("原文没有写评分办法的部分" if part.start is Start.NONE else "其余部分")
    return CardPart(
        heading=f"{name}（{amount_text(part.points)}分）" if several else "",
        questions=tuple(asked_question(clause, part, question) for question in part.questions),
    )
