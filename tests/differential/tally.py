"""What came of the self-checks, by kind of rule: how often each was met, and with which outcome."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from tests.core.oracle.clauses import questions_of
from tests.core.oracle.drawing import clauses_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.core.plainrubric import Plain

    from .selfchecks import Batch

KINDS = {
    "yes_no": "是与否",
    "count": "次数",
    "each": "逐项",
    "grade": "等次",
    "tiers": "分段",
    "ratio": "比例",
    "value": "数值",
}
VERBS = {
    "deduct": "扣分",
    "award": "得分",
    "forfeit": "不得分",
    "exempt": "不扣",
    "drop": "不参与",
    "beyond": "追加扣除",
    "veto": "否决",
}
MOVED, OPEN, NOTHING, UNASKED = "有得失", "没有定", "没有得失", "没有问到"
STATUSES = {"blank": "没有答", "partial": "答了一部分", "answered": "都答了"}
FALLS = {"fired": "落下", "open": "可能落下", "clear": "没有落下"}
PIECES = {"bonus": "加分", "penalty": "减分"}
REFUSED, ANSWERED = '{"ok": false', '{"ok": true'


class Tally:
    """Counts outcomes by kind of rule, and faults by their code."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.faults: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        """What Python says where it breaks, which is a bug of ours also where it is the same everywhere."""

    def take(self, batch: Batch, replies: Sequence[Sequence[str]]) -> None:
        """Take in what was said of a batch."""
        names = _names(batch.plain)
        for talk, said in zip(batch.talks, replies, strict=True):
            for request, reply in zip(talk, said, strict=True):
                if reply.startswith(REFUSED):
                    self.faults.update(one["code"] for one in json.loads(reply)["faults"])
                elif not reply.startswith(ANSWERED):
                    self.errors[reply] += 1
                elif request.startswith('{"op": "assess"'):
                    self._result(json.loads(reply)["value"], names)

    def _result(self, result: Plain, names: dict[str, dict[str, list[str]]]) -> None:
        for clause in result["clauses"]:
            self.outcomes["各条"][STATUSES[clause["status"]]] += 1
            if "dropped" in clause:
                self.outcomes["不参与的条"]["一定" if clause["dropped"] == "yes" else "可能"] += 1
            told = {line["question"]: _outcome(line) for line in clause["ledger"]}
            for question, kinds in names[clause["id"]].items():
                asked = question in clause["asked"]
                outcome = told.get(question, NOTHING) if asked else UNASKED
                for kind in kinds:
                    self.outcomes[kind][outcome] += 1
            for reading in clause["readings"]:
                self.outcomes["另一种读法"]["不同" if reading["differs"] else "相同"] += 1
        for veto in result["total"].get("vetoes", ()):
            self.outcomes["一票否决"][FALLS[veto["state"]]] += 1
        for name, label in PIECES.items():
            self.outcomes["合计"][label] += name in result["total"]

    def told(self) -> Iterator[str]:
        """Yield it in lines."""
        for kind, outcomes in sorted(self.outcomes.items()):
            yield f"  {kind}：" + "，".join(f"{name} {outcomes[name]}" for name in sorted(outcomes))
        yield "  拒绝的原因：" + "，".join(
            f"{code} {times}" for code, times in sorted(self.faults.items())
        )
        yield from (f"程序出错 {times} 次：{told}" for told, times in sorted(self.errors.items()))


def _outcome(line: Plain) -> str:
    if line["kind"] == "open":
        return OPEN
    moved = line["kind"] == "reach" or {line["low"], line["high"]} != {"0"}
    return MOVED if moved else NOTHING


def _names(plain: Plain) -> dict[str, dict[str, list[str]]]:
    """Return by clause and question what kinds of rule it is."""
    return {
        clause["id"]: {one["id"]: [*_kinds(one)] for one in questions_of(clause)}
        for clause in clauses_of(plain)
    }


def _kinds(question: Plain) -> Iterator[str]:
    places: list[dict[str, Any]] = [
        question,
        *question.get("grades", ()),
        *question.get("tiers", ()),
    ]
    verbs = [name for key, name in VERBS.items() if any(key in place for place in places)]
    for verb in verbs or ["只作条件"]:
        yield f"{KINDS[question['kind']]}·{verb}"
