"""Random rubrics of quite different shapes, and random answers to them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.core import naive
from tests.core.plainrubric import DEDUCTS, Plain, clause, edition, item, named, part

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
"""What Hypothesis is not to mind: a whole rubric is much to draw."""
POINTS = ("0.5", "1", "2", "2.5", "3", "6")
AMOUNTS = ("0.1", "0.5", "1", "2", "2.5")
SCOPES = st.sampled_from(["part", "clause"])
NUMBERS = st.sampled_from([0, 1, 2, 3, 4, 5, 9, 15])
EFFECTS = ("deduct", "award", "forfeit", "exempt")


@st.composite
def _effect(draw: DrawFn, start: str, *, exempt: bool, forced: bool) -> Plain:
    """Draw one effect; a forced one moves the part from where it starts."""
    kinds = ["deduct", "deduct", "forfeit"] if start == "full" else ["award"]
    if not forced:
        kinds += ["deduct", "award", "forfeit", *(["exempt"] if exempt else [])]
    kind = draw(st.sampled_from(kinds))
    return {kind: draw(st.sampled_from(AMOUNTS) if kind in ("deduct", "award") else SCOPES)}


@st.composite
def _yes_no(draw: DrawFn, start: str, *, forced: bool) -> Plain:
    when = draw(st.sampled_from(["yes", "no"]))
    return {"kind": "yes_no", "when": when, **draw(_effect(start, exempt=True, forced=forced))}


@st.composite
def _count(draw: DrawFn, start: str, *, forced: bool) -> Plain:
    plain = {"kind": "count", "unit": "件", **draw(_effect(start, exempt=False, forced=forced))}
    if draw(st.integers(0, 3)) == 0:
        plain["named"] = named(*"ab")
    return plain


@st.composite
def _each(draw: DrawFn, start: str, *, forced: bool) -> Plain:
    per = draw(st.sampled_from(["each", "each", "any", "all"]))
    plain = {
        "kind": "each",
        "when": draw(st.sampled_from(["yes", "no"])),
        "named": named(*"abc"[: draw(st.integers(1, 3))]),
        "per": per,
        **draw(_effect(start, exempt=False, forced=forced)),
    }
    if per == "each" and draw(st.booleans()):
        plain["other"] = "另有几项？"
    return plain


@st.composite
def _grades(draw: DrawFn, start: str, *, forced: bool, exempt: bool) -> list[Plain]:
    grades: list[Plain] = [{"id": f"g{number}", "label": f"档{number}"} for number in range(3)]
    for index, one in enumerate(grades):
        if index == 0 or draw(st.booleans()):
            one.update(draw(_effect(start, exempt=exempt, forced=forced and index == 0)))
    return grades


@st.composite
def _grade(draw: DrawFn, start: str, *, forced: bool) -> Plain:
    things = "ab" if draw(st.booleans()) else ""
    plain: Plain = {
        "kind": "grade",
        "grades": draw(_grades(start, forced=forced, exempt=not things)),
    }
    if things:
        plain["named"] = named(*things)
    if draw(st.booleans()):
        plain["doubts"] = [{"id": "d", "label": "拿不准是哪一档", "among": ["g0", "g2"]}]
    return plain


@st.composite
def _steps(draw: DrawFn, start: str, *, forced: bool) -> list[Plain]:
    froms = draw(st.lists(NUMBERS, min_size=1, max_size=3, unique=True))
    return [
        {"from": number, **draw(_effect(start, exempt=False, forced=forced and index == 0))}
        for index, number in enumerate(sorted(froms, reverse=True))
    ]


@st.composite
def _tiers(draw: DrawFn, start: str, *, forced: bool) -> Plain:
    return {"kind": "tiers", "unit": "份", "tiers": draw(_steps(start, forced=forced))}


_KINDS: list[Callable[..., SearchStrategy[Plain]]] = [_yes_no, _count, _each, _grade, _tiers]


MOST_LEADS = 3
"""With three ways each, well below the worlds that a clause may have."""


def _gates(earlier: list[Plain]) -> list[Plain]:
    """Return the gates that some of the ``earlier`` questions can be."""
    leads = {one["asked_when"]["question"] for one in earlier if "asked_when" in one}
    found: list[Plain] = []
    for question in earlier:
        if len(leads) >= MOST_LEADS and question["id"] not in leads:
            continue
        name = {"question": question["id"]}
        if question["kind"] == "yes_no":
            found += [{**name, "is": ["yes"]}, {**name, "is": ["no"]}]
        elif question["kind"] == "grade" and "named" not in question:
            found.append({**name, "is": ["g0", "g2"]})
        elif question["kind"] in ("count", "tiers") and "named" not in question:
            found += [{**name, "from": 1}, {**name, "from": 3}]
    return found


def _floors(question: Plain, earlier: list[Plain]) -> list[str]:
    """Return the counts that ``question`` may not be below: those that do the same as it."""
    if question["kind"] != "count" or "named" in question:
        return []
    same = set(EFFECTS) & set(question)
    return [
        one["id"]
        for one in earlier
        if one["kind"] == "count" and "named" not in one and set(EFFECTS) & set(one) == same
    ]


@st.composite
def _question(draw: DrawFn, start: str, earlier: list[Plain], *, forced: bool) -> Plain:
    kind = draw(st.sampled_from(_KINDS))
    plain = {
        "id": f"q{len(earlier)}",
        "ask": "怎样？",
        "cite": DEDUCTS,
        **draw(kind(start, forced=forced)),
    }
    gates, floors = _gates(earlier), _floors(plain, earlier)
    gated, floored = draw(st.booleans()), draw(st.booleans())
    if gates and gated:
        plain["asked_when"] = draw(st.sampled_from(gates))
    if floors and floored:
        plain["at_least"] = draw(st.sampled_from(floors))
    if {"deduct", "forfeit"} & set(plain) and draw(st.integers(0, 4)) == 0:
        plain["irreversible"] = True
    return plain


def _become_leads(questions: list[Plain]) -> None:
    """Strip the first questions of their effect when others depend on them and their part can do without."""
    for question in questions:
        leading = {(one.get("asked_when") or {}).get("question") for one in questions}
        if question["kind"] == "yes_no" and question["id"] in leading:
            for key in (*EFFECTS, "when", "irreversible"):
                question.pop(key, None)


@st.composite
def _reading(draw: DrawFn, identifier: str, parts: list[Plain]) -> Plain:
    """Draw another reading of one question, or discretion where there is none to change."""
    reading: Plain = {"id": identifier, "why": "两读", "main": "甲读", "other": "乙读"}
    choices = [(one["start"], question) for one in parts for question in one.get("questions", ())]
    if not choices or draw(st.integers(0, 4)) == 0:
        return {**reading, "discretion": "0.5"}
    start, question = draw(st.sampled_from(choices))
    change: Plain = {}
    if question["kind"] == "grade":
        change["grades"] = draw(_grades(start, forced=False, exempt="named" not in question))
    elif question["kind"] == "tiers":
        change["tiers"] = draw(_steps(start, forced=False))
    else:
        exempt = question["kind"] == "yes_no"
        change = dict.fromkeys(EFFECTS)
        change.update(draw(_effect(start, exempt=exempt, forced=False)))
        if exempt:
            change["when"] = draw(st.sampled_from(["yes", "no"]))
        if question["kind"] == "each" and "other" not in question:
            change["per"] = draw(st.sampled_from(["each", "any", "all"]))
    if "asked_when" in question and draw(st.booleans()):
        change["asked_when"] = None
    if all(question.get(key) == value for key, value in change.items()):
        return {**reading, "discretion": "0.5"}
    return {**reading, "questions": {question["id"]: change}}


@st.composite
def plain_clauses(draw: DrawFn, identifier: str = "1.1") -> Plain:
    """Draw one plain clause."""
    parts: list[Plain] = []
    questions: list[Plain] = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(st.sampled_from(["full", "full", "zero", "none"]))
        written: list[Plain] = []
        if start != "none":
            for index in range(draw(st.integers(1, 3))):
                question = draw(_question(start, questions, forced=index == 0))
                written.append(question)
                questions.append(question)
        label = {"label": f"部分{number}"} if draw(st.booleans()) else {}
        parts.append(part(*written, points=draw(st.sampled_from(POINTS)), start=start, **label))
    for one in parts:
        _become_leads(one.get("questions", [])[1:])
    readings = [
        draw(_reading(f"r{number}", parts)) for number in range(draw(st.sampled_from([0, 0, 1, 2])))
    ]
    return clause(*parts, identifier=identifier, **({"readings": readings} if readings else {}))


def _slot(question: Plain, thing: str) -> SearchStrategy[Any]:
    known: SearchStrategy[Any] = NUMBERS
    if not naive.is_number(question, thing):
        doubts = [doubt["id"] for doubt in question.get("doubts", ())]
        known = st.sampled_from([*naive.choices_of(question), *doubts])
    return st.one_of(known, known, known, st.sampled_from([None, "unsure"]))


@st.composite
def answers_to(draw: DrawFn, plain: Plain) -> Plain:
    """Draw answers to a plain clause, some of them open; counts below their floor are left out."""
    found: Plain = {}
    for question in naive.questions_of(plain):
        things = naive.things_of(question)
        if things == [""]:
            found[question["id"]] = draw(_slot(question, ""))
        else:
            found[question["id"]] = draw(
                st.one_of(
                    st.just("unsure"),
                    st.fixed_dictionaries({thing: _slot(question, thing) for thing in things}),
                )
                if draw(st.integers(0, 9)) == 0
                else st.fixed_dictionaries({thing: _slot(question, thing) for thing in things})
            )
    keep_floors(plain, found)
    return found


def keep_floors(plain: Plain, answers: Plain) -> None:
    """Raise every count that is below one that it cannot be below."""
    floors: dict[str, int] = {}
    for question in naive.questions_of(plain):
        value = answers[question["id"]]
        least = floors.get(question.get("at_least", ""), 0)
        if isinstance(value, int) and value < least:
            answers[question["id"]] = value = least
        floors[question["id"]] = value if isinstance(value, int) else least


@st.composite
def plain_editions(draw: DrawFn) -> Plain:
    """Draw a whole plain edition: some projects of some items of some clauses."""
    items = []
    for index in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from([f"{index + 1}", f"甲{index}", f"2-{index}"]))
        numbers = range(1, draw(st.integers(1, 3)) + 1)
        items.append(
            item(*(draw(plain_clauses(f"{name}.{number}")) for number in numbers), identifier=name)
        )
    plain = edition(*items)
    if len(items) > 1 and draw(st.booleans()):
        halves = (items[:1], items[1:])
        plain["projects"] = [
            {
                "id": f"project-{number}",
                "title": f"项目{number}",
                "points": str(sum(Decimal(one["points"]) for one in half)),
                "items": [one["id"] for one in half],
            }
            for number, half in enumerate(halves)
        ]
    return plain


def plain_clauses_of(plain: Plain) -> list[Plain]:
    """Return the clauses of a plain edition in order."""
    return [one for item_ in plain["items"] for one in item_["clauses"]]


@st.composite
def entries_for(draw: DrawFn, plain: Plain) -> Plain:
    """Draw answers and own estimates for some clauses of a plain edition."""
    found = {}
    for one in plain_clauses_of(plain):
        if draw(st.integers(0, 4)):
            entry: Plain = {"answers": draw(answers_to(one))}
            if draw(st.booleans()):
                tenths = int(Decimal(str(one["points"])) * 10)
                entry["estimate"] = str(Decimal(draw(st.integers(0, tenths))) / 10)
            found[one["id"]] = entry
    return found
