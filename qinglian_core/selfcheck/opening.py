"""Opening a save file: what it holds for this edition, and what became of answers given under another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qinglian_core.faults import AnswerError, Fault
from qinglian_core.jsontext import parse_json
from qinglian_core.reader import Reader

from .carrying import Carrying
from .carryreport import STATES, plain_report, state_of
from .filesize import is_too_much
from .migrations import migrated, self_check_in
from .savefile import SelfCheck, decode_header, is_of, plain_self_check, read_self_check
from .succession import hand_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qinglian_core.criteria.model import Rubric
    from qinglian_core.criteria.table import Words

    from .succession import Forebear, Succession

TOO_MUCH = "文件里的内容太多，不是本站保存的自查文件"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """An opened file, and for a file of another edition what happened to each clause.

    ``carried``: same text and rules, taken over. ``changed``: other rules, or by its lineage another text; what still
    fits was taken over and is marked to be looked at again. ``moved``: the clauses (before, now) whose number has
    changed. ``restored``: filled in before under this very text, taken up again from ``former``. ``gone``: nothing
    of this edition has its text or descends from it, kept in ``former``; ``kept`` tells in words what. ``added``: new
    in this edition. ``dropped`` tells, in words, which answers no longer fit; they are kept in ``former`` too.
    ``succession`` has all of it clause by clause, where the lineage is known.
    """

    check: SelfCheck
    same_edition: bool
    from_edition: str
    from_version: int
    carried: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    succession: Succession | None = None


def open_self_check(
    rubric: Rubric, text: str, forebears: Mapping[str, Forebear] | None = None
) -> Opening:
    """Open the save file in ``text``; raise ``AnswerError`` with every fault, changing nothing.

    A file that names this edition and no digest is taken to be of its present text. One of a known older edition,
    among ``forebears`` by its id, is handed on along the lineage; any other is carried by the texts alone.
    """
    data = self_check_in(parse_json(text))
    plain = migrated(data)
    _refuse_too_much(plain, len(text))
    version = data["version"] if isinstance(data, dict) else 0
    faults: list[Fault] = []
    reader = Reader(plain, faults)
    edition, digest = decode_header(reader)
    forebear = (forebears or {}).get(edition)
    if faults or is_of(rubric, edition, digest):
        check = read_self_check(rubric, reader)
        opening = Opening(
            check=check, same_edition=True, from_edition=edition, from_version=version
        )
    elif forebear is not None:
        older = forebear.rubric
        known = is_of(older, edition, digest)
        check = (
            read_self_check(older, reader) if known else Carrying(older, reader, edition).arrived()
        )
        _refuse(faults)
        opening = _handed_on(hand_on(check, forebear, rubric), version)
    else:
        opening = _carry_over(rubric, reader, edition, version)
    _refuse(faults)
    _refuse_too_much(plain_self_check(opening.check), len(text))  # 打开了的，也要存得下
    return opening


def _refuse_too_much(plain: Mapping[str, object], characters: int) -> None:
    if is_too_much(plain, characters):
        raise AnswerError((Fault(code="S001", path=(), message=TOO_MUCH),))


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise AnswerError(tuple(dict.fromkeys(faults)))


def _handed_on(succession: Succession, version: int) -> Opening:
    arrivals = [(state_of(one), one) for one in succession.arrivals]
    states = {
        state: tuple(one.clause.id for found, one in arrivals if found == state) for state in STATES
    }
    return Opening(
        check=succession.check,
        same_edition=False,
        from_edition=succession.forebear.rubric.id,
        from_version=version,
        carried=states["same"],
        changed=states["recheck"],
        restored=states["restored"],
        added=states["new"],
        moved=tuple(
            (source.id, one.clause.id)
            for _, one in arrivals
            for source in one.sources
            if source.id != one.clause.id and not one.is_blank
        ),
        gone=tuple(one.clause.id for one in succession.departures),
        kept=tuple(one.words for one in succession.departures),
        dropped=tuple(one.words for one in succession.unfit),
        succession=succession,
    )


def _carry_over(rubric: Rubric, reader: Reader, edition: str, version: int) -> Opening:
    carrying = Carrying(rubric, reader, edition)
    return Opening(
        check=carrying.arrived(),
        same_edition=False,
        from_edition=edition,
        from_version=version,
        carried=tuple(carrying.carried),
        changed=tuple(carrying.changed),
        restored=tuple(carrying.restored),
        moved=tuple(carrying.moved),
        gone=tuple(carrying.gone),
        kept=tuple(carrying.kept),
        added=tuple(carrying.added),
        dropped=tuple(carrying.dropped),
    )


def carried_words(opening: Opening, words: Words) -> str:
    """Tell what became of a file made under another text of the criteria that goes by ``words``."""
    told = [f"文件登记的细则版本（{opening.from_edition}）与现在的不同，已按现在的细则计分"]
    groups = (
        ("条文或计分办法有变、请复核的", opening.changed),
        ("恢复了以前所填内容的", opening.restored),
        (
            f"{words.clause_number}变了、跟着条文移过来的",
            tuple(f"{before}→{now}" for before, now in opening.moved),
        ),
        ("条文已经没有、内容另外收着的", opening.gone),
    )
    told.extend(f"{lead}：{'、'.join(names)}" for lead, names in groups if names)
    told.extend(opening.dropped)
    return "；".join(told) + "。"


def plain_opening(opening: Opening) -> dict[str, object]:
    """Return an opening as JSON data; ``file`` is the save file for this edition."""
    return {
        "file": plain_self_check(opening.check),
        "same_edition": opening.same_edition,
        "from_edition": opening.from_edition,
        "from_version": opening.from_version,
        "carried": list(opening.carried),
        "changed": list(opening.changed),
        "restored": list(opening.restored),
        "moved": [list(pair) for pair in opening.moved],
        "gone": list(opening.gone),
        "kept": list(opening.kept),
        "added": list(opening.added),
        "dropped": list(opening.dropped),
        "report": plain_report(opening.succession) if opening.succession else None,
    }
