"""Random small editions of every kind of rule; a seed draws the same one again."""

from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from tests.core.oracle.clauses import Plain, questions_of
from tests.core.plainrubric import DEDUCTS, clause, item, named

POINTS = ("0.5", "1", "2", "2.5", "3")
AMOUNTS = ("0.5", "0.5", "1", "1.5", "2")
KINDS = ("yes_no", "yes_no", "count", "each", "grade", "tiers", "ratio", "value")
TASTES = (
    "range",
    "beyond",
    "far",
    "veto",
    "drop",
    "only",
    "exhausted",
    "steps",
    "most",
    "once",
    "rescale",
    "bonus",
    "penalty",
    "weight",
    "units",
    "readings",
    "gates",
    "measures",
    "none",
    "empty",
    "levels",
)
"""What an edition may be given a taste of; each edition has a few, so that they meet."""
CITED = (
    "deduct",
    "award",
    "forfeit",
    "exempt",
    "drop",
    "beyond",
    "veto",
    "table",
    "relative",
    "tiers",
)


class Drawer:
    """Draws one edition with some tastes."""

    def __init__(self, seed: int) -> None:
        """Draw what this seed gives."""
        self.chance = Random(seed)  # noqa: S311 - cases to try, no secrets
        self.tastes = {taste for taste in TASTES if self.chance.random() < 0.4}
        self.vetoes: set[str] = set()

    def often(self, taste: str, share: float = 0.4) -> bool:
        """Tell whether a taste comes through here."""
        return taste in self.tastes and self.chance.random() < share

    def points(self) -> str:
        """Draw the points of a part."""
        return self.chance.choice(POINTS)

    def amount(self) -> Any:  # noqa: ANN401 - as in YAML
        """Draw an amount, or the assessor's own range."""
        amount = self.chance.choice(AMOUNTS)
        if self.often("range"):
            return {
                "from": amount,
                "to": str(Decimal(amount) + Decimal(self.chance.choice(AMOUNTS))),
            }
        return amount

    def reach(self) -> Plain:
        """Draw what stands beside a loss and reaches beyond the clause."""
        found: Plain = {}
        if self.often("beyond", 0.35):
            found["beyond"] = {
                "points": self.chance.choice(("0.5", "1", "2", "5")),
                "scope": self.chance.choice(("item", "project", "edition")),
            }
        if self.often("veto", 0.25):
            found["veto"] = self.chance.choice(("v0", "v1"))
            self.vetoes.add(found["veto"])
        return found

    def effect(self, start: str, *, exempt: bool, forced: bool) -> Plain:
        """Draw one effect; a forced one moves the part from where it starts."""
        kinds = ["deduct", "deduct", "deduct", "forfeit"] if start == "full" else ["award"]
        if not forced and "none" not in self.tastes:
            kinds += ["deduct", "award", "forfeit"] + (["exempt"] if exempt else [])
        if not forced and exempt and self.often("drop", 0.6):
            kinds += ["drop"] * 3
        if not forced and ("beyond" in self.tastes or "veto" in self.tastes):
            kinds += ["reach"] * 2
        kind = self.chance.choice(kinds)
        if kind in ("deduct", "award"):
            found = {kind: self.amount()}
            return found | (self.reach() if kind == "deduct" else {})
        if kind == "forfeit":
            scopes = ["part", "clause"] + (
                ["item", "project", "edition"] if "far" in self.tastes else []
            )
            return {"forfeit": self.chance.choice(scopes), **self.reach()}
        if kind == "reach":
            return self.reach() or {"deduct": self.amount()}
        return {kind: "clause" if kind == "drop" else self.chance.choice(("part", "clause"))}

    def question(self, start: str, number: int, *, forced: bool) -> Plain:
        """Draw one question."""
        kinds = KINDS if "measures" in self.tastes else KINDS[:-2]
        kind = self.chance.choice(kinds)
        plain: Plain = {"id": f"q{number}", "ask": "怎样？", "cite": DEDUCTS, "kind": kind}
        plain |= getattr(self, f"_{kind}")(start, forced=forced)
        if (
            kind in ("count", "each", "ratio", "value")
            and {"deduct", "award"} & set(plain)
            and self.often("most")
        ):
            plain["most_points"] = self.chance.choice(("0.5", "1", "2"))
        return plain

    def _yes_no(self, start: str, *, forced: bool) -> Plain:
        effect = self.effect(start, exempt=True, forced=forced)
        return {"when": self.chance.choice(("yes", "no")), **effect}

    def _count(self, start: str, *, forced: bool) -> Plain:
        plain = {"unit": "件", **self.effect(start, exempt=False, forced=forced)}
        for key in ("deduct", "award"):
            if isinstance(plain.get(key), str) and self.often("steps", 0.6):
                plain[key] = [self.chance.choice(("0", "0.5", "1", "2")) for _ in range(2)] + ["1"]
        if self.chance.random() < 0.2:
            plain["named"] = named(*"ab")
        return plain

    def _each(self, start: str, *, forced: bool) -> Plain:
        per = self.chance.choice(("each", "each", "any", "all"))
        plain = {
            "when": self.chance.choice(("yes", "no")),
            "named": named(*"abc"[: self.chance.randint(1, 3)]),
            "per": per,
            **self.effect(start, exempt=False, forced=forced),
        }
        if per == "each" and self.chance.random() < 0.4:
            plain["other"] = "另有几项？"
        return plain

    def _grade(self, start: str, *, forced: bool) -> Plain:
        things = self.chance.random() < 0.4
        grades: list[Plain] = [{"id": f"g{number}", "label": f"档{number}"} for number in range(3)]
        for index, one in enumerate(grades):
            if index == 0 or self.chance.random() < 0.6:
                one.update(self.effect(start, exempt=not things, forced=forced and index == 0))
        plain: Plain = {"grades": grades}
        if things:
            plain["named"] = named(*"ab")
            if self.often("only"):
                plain["only"] = "worst" if start == "full" else "best"
            if self.often("most"):
                plain["most_points"] = self.chance.choice(("0.5", "1", "2"))
        if self.chance.random() < 0.3:
            plain["doubts"] = [{"id": "d", "label": "拿不准", "among": ["g0", "g2"]}]
        return plain

    def _steps(self, start: str, choices: tuple[str, ...], *, forced: bool) -> list[Plain]:
        froms = self.chance.sample(choices, self.chance.randint(1, 3))
        return [
            {
                "from": one if "." in one else int(one),
                **self.effect(start, exempt=False, forced=forced and index == 0),
            }
            for index, one in enumerate(sorted(froms, key=Decimal, reverse=True))
        ]

    def _begin_above(self, steps: list[Plain], start: str) -> None:
        """Let some of the steps of a share begin above their number, or another one there."""
        for step in steps:
            if self.chance.random() < 0.3:
                step["above"] = step.pop("from")
        if "from" in steps[0] and self.chance.random() < 0.2:
            more = self.effect(start, exempt=False, forced=True)
            steps.insert(0, {"above": steps[0]["from"], **more})

    def _tiers(self, start: str, *, forced: bool) -> Plain:
        plain: Plain = {"unit": "份"}
        choices: tuple[str, ...] = ("0", "1", "2", "3", "5", "9")
        if "measures" in self.tastes and self.chance.random() < 0.3:
            plain["places"], choices = 1, ("0", "0.5", "1", "2.5", "9.9")
        return {**plain, "tiers": self._steps(start, choices, forced=forced)}

    def _ratio(self, start: str, *, forced: bool) -> Plain:  # noqa: ARG002 - as the others
        plain: Plain = {"of": {"part": "做到的", "whole": "全部"}}
        if self.chance.random() < 0.25:
            plain["over"] = True
        if self.chance.random() < 0.2:
            plain["places"] = 1
        if self.chance.random() < 0.2:
            plain["max"] = 100_000_000_000
        self._measure(plain, start, ("rule", "tiers", "times"))
        return plain

    def _value(self, start: str, *, forced: bool) -> Plain:  # noqa: ARG002 - as the others
        plain: Plain = {"unit": "分", "min": 0, "max": 20}
        if self.chance.random() < 0.5:
            plain["places"] = self.chance.choice((1, 2, 3))
        if self.chance.random() < 0.2:
            plain["outside"] = True
        self._measure(plain, start, ("rule", "tiers", "times", "table", "relative"))
        return plain

    def _relative(self, plain: Plain) -> None:
        plain["relative"] = {"ask": "最高的是多少", "award": self.chance.choice(("1", "3"))}
        by = self.chance.choice(("more", "less", "rank"))
        if by == "rank" and "of" not in plain and not plain.get("places"):
            plain["min"] = 1
            plain["relative"]["by"] = by
        elif by == "less":
            plain["relative"]["by"] = by

    def _measure(self, plain: Plain, start: str, rules: tuple[str, ...]) -> None:
        verb = "deduct" if start == "full" else "award"
        rule = self.chance.choice(rules)
        if rule in ("table", "relative") and verb == "deduct":
            rule = "rule"
        if rule == "rule":
            self._target(plain, verb)
        elif rule == "tiers":
            plain["tiers"] = self._steps(start, ("0", "5", "9", "12"), forced=True)
            if "of" in plain:
                self._begin_above(plain["tiers"], start)
        elif rule == "times":
            plain[verb] = {"times": self.chance.choice(("0.1", "0.05", "0.033"))}
        elif rule == "table":
            plain.pop("places", None)
            plain["table"] = {"1": "3", "2": "2", "3": "1.5"}
            if self.chance.random() < 0.5:
                plain["later"] = "-0.4"
        else:
            self._relative(plain)
        if "of" in plain and self.often("empty", 0.8):
            ways: list[object] = ["keep", "lose", "open"]
            if verb == "award":
                ways.append({"ask": "平均得几分"})
            plain["empty"] = self.chance.choice(ways)

    def _target(self, plain: Plain, verb: str) -> None:
        plain["target"] = self.chance.choice(
            ("9", "12", {"ask": "平均是多少"}, {"part": "甲", "whole": "乙"})
        )
        plain["per"] = self.chance.choice(("1", "0.5", "3"))
        plain[verb] = self.chance.choice(("0.05", "0.5", "0.333"))
        plain["partial"] = self.chance.choice(("whole", "up", "proportional", "unstated"))
        if self.chance.random() < 0.2:
            plain["side"] = self.chance.choice(("below", "above"))

    def part(self, start: str, number: int) -> Plain:
        """Draw one part."""
        plain: Plain = {"points": self.points(), "start": start}
        if start == "none":
            return plain
        many = self.chance.randint(1, 2)
        questions = [
            self.question(start, number + index, forced=index == 0) for index in range(many)
        ]
        plain |= {"bound": "assumed", "questions": questions}
        if start == "full" and self.often("exhausted", 0.5):
            plain["beyond"] = {
                "points": self.chance.choice(("1", "4")),
                "scope": self.chance.choice(("item", "project", "edition")),
            }
        elif (
            self.often("only", 0.7)
            and many > 1
            and "'beyond'" not in str(questions)
            and _is_of_one_verb(questions, start)
        ):
            plain["only"] = "worst" if start == "full" else "best"
        return plain

    def clause(self, identifier: str) -> Plain:
        """Draw one clause."""
        parts: list[Plain] = []
        for number in range(self.chance.choice((1, 1, 2))):
            starts = ["full", "full", "zero"] + (["none"] if "none" in self.tastes else [])
            parts.append(self.part(self.chance.choice(starts), number * 2))
        self._add_tastes(parts)
        plain = clause(*parts, identifier=identifier)
        if "gates" in self.tastes:
            self._gate(plain)
        if self.often("readings", 0.5):
            plain["readings"] = [
                {"id": "r", "why": "两读", "main": "甲读", "other": "乙读", "discretion": "0.5"}
            ]
        return plain

    def _add_tastes(self, parts: list[Plain]) -> None:
        """Add questions without which drops and deductions that count once would seldom be drawn."""
        added: list[Plain] = []
        if self.often("drop", 0.5):
            added.append({"id": "has", "kind": "yes_no", "when": "no", "drop": "clause"})
        if self.often("once", 0.6):
            kind = self.chance.choice(("count", "yes_no"))
            more = {"unit": "处"} if kind == "count" else {"when": "yes"}
            added.append(
                {"id": "same", "kind": kind, **more, "deduct": self.chance.choice(AMOUNTS)}
            )
        for part in parts:
            if part["start"] == "full" and not {"only", "beyond"} & set(part):
                asked = {"ask": "怎样？", "cite": DEDUCTS}
                part["questions"] += [{**asked, **one} for one in added]
                break

    def _gate(self, plain: Plain) -> None:
        questions = questions_of(plain)
        for before, after in pairwise(questions):
            if before["kind"] == "yes_no" and self.chance.random() < 0.5:
                after["asked_when"] = {
                    "question": before["id"],
                    "is": self.chance.choice(("yes", "no")),
                }
            elif before["kind"] == "count" and "named" not in before and self.chance.random() < 0.5:
                after["asked_when"] = {"question": before["id"], "from": self.chance.choice((1, 2))}

    def edition(self) -> Plain:
        """Draw a whole edition."""
        items = [
            item(
                *(
                    self.clause(f"{number}.{index}")
                    for index in range(1, self.chance.choice((2, 2, 3)))
                ),
                identifier=str(number),
            )
            for number in range(1, self.chance.choice((2, 3, 3, 4)) + 0)
        ]
        halves = [items] if len(items) < 2 or self.chance.random() < 0.4 else [items[:1], items[1:]]
        projects: list[Plain] = [
            {
                "id": f"p{number}",
                "title": f"项目{number}",
                "points": _sum(half),
                "items": [one["id"] for one in half],
            }
            for number, half in enumerate(halves)
        ]
        self._roles(projects)
        based = [one for one in projects if "role" not in one]
        plain: Plain = {
            "format": 1,
            "id": "small",
            "title": "小细则",
            "columns": ["项目", "内容", "标准", "细则", "得分"],
            "points": str(sum((Decimal(one["points"]) for one in based), start=Decimal(0))),
            "projects": projects,
            "provenance": {"name": "样例", "sha256": "0" * 64, "verbatim": ["text"]},
            "items": items,
        }
        self._weights(plain)
        self._whole(plain)
        return plain

    def _roles(self, projects: list[Plain]) -> None:
        if len(projects) < 2:
            return
        if self.often("bonus", 0.8):
            projects[-1] |= {"role": "bonus", "points": self.chance.choice(("1", "2", "5"))}
            if self.chance.random() < 0.5:
                projects[-1]["gate"] = {"total_from": self.chance.choice(("1", "2", "4"))}
        elif self.often("penalty", 0.8):
            projects[-1] |= {"role": "penalty", "points": self.chance.choice(("1", "2", "5"))}

    def _weights(self, plain: Plain) -> None:
        if not self.often("weight", 0.8):
            return
        weight = self.chance.choice(("0.5", "0.3", "2"))
        plain["items"][0]["weight"] = weight
        first = plain["projects"][0]
        if "role" not in first:
            total = sum(
                (
                    Decimal(one["points"]) * Decimal(one.get("weight", "1"))
                    for one in plain["items"]
                    if one["id"] in first["items"]
                ),
                start=Decimal(0),
            )
            plain["points"] = str(Decimal(plain["points"]) - Decimal(first["points"]) + total)
            first["points"] = str(total)

    def _whole(self, plain: Plain) -> None:
        if self.often("rescale", 0.8):
            plain["rescale"] = {"to": "100", "round": self.chance.choice(("0.1", "1", "0.01"))}
        if self.often("levels", 0.8):
            plain["levels"] = [
                {"from": 4, "label": "甲级"},
                {"from": "1.5", "label": "乙级"},
                {"from": self.chance.choice((0, 0, "0.5")), "label": "丙级"},
            ]
        outcomes: list[Plain] = [{"level": "不合格"}, {"score": "1"}, {"text": "取消资格"}]
        if "levels" in plain:
            outcomes += [{"lower": 1}, {"lower": 2}, {"below": "甲级"}, {"below": "乙级"}]
        if self.vetoes:
            plain["vetoes"] = [
                {"id": name, "text": f"否决{name}", "outcome": self.chance.choice(outcomes)}
                for name in sorted(self.vetoes)
            ]
        self._once(plain)
        if "units" in self.tastes:
            self._units(plain)

    def _once(self, plain: Plain) -> None:
        if "once" not in self.tastes:
            return
        fit = [
            f"{place['id']}.{one['id']}"
            for place in clauses_of(plain)
            for one in questions_of(place)
            if _fits_once(place, one)
        ]
        if len(fit) > 1:
            plain["once"] = [{"id": "twice", "why": "不重复扣分", "questions": fit[:3]}]
            if self.chance.random() < 0.5:
                plain["once"][0]["keep"] = "first"

    def _units(self, plain: Plain) -> None:
        plain["units"] = [{"id": "ua", "label": "甲类"}, {"id": "ub", "label": "乙类"}]
        for place in clauses_of(plain):
            for part in place["parts"]:
                questions = part.get("questions", [])
                gated = any("asked_when" in one for one in questions_of(place))
                if len(questions) > 1 and not gated and self.chance.random() < 0.6:
                    questions[-1]["applies"] = [self.chance.choice(("ua", "ub"))]


def clauses_of(plain: Plain) -> list[Plain]:
    """Return the clauses of a plain edition in order."""
    return [one for place in plain["items"] for one in place["clauses"]]


def _fits_once(place: Plain, question: Plain) -> bool:
    """Tell whether a question may count once across clauses."""
    (part,) = [one for one in place["parts"] if question in one.get("questions", ())]
    leads = {(one.get("asked_when") or {}).get("question") for one in questions_of(place)}
    return (
        question["kind"] in ("yes_no", "count", "each")
        and isinstance(question.get("deduct"), str)
        and not {"asked_when", "beyond", "veto"} & set(question)
        and not {"only", "beyond"} & set(part)
        and question["id"] not in leads
    )


def _sum(items: list[Plain]) -> str:
    return str(sum((Decimal(one["points"]) for one in items), start=Decimal(0)))


def _is_of_one_verb(questions: list[Plain], start: str) -> bool:
    text = str(questions)
    return (
        ("'award'" not in text)
        if start == "full"
        else ("'deduct'" not in text and "forfeit" not in text)
    )


def draw_edition(seed: int) -> Plain:
    """Draw the edition of a seed."""
    return Drawer(seed).edition()
