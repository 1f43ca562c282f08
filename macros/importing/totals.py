"""What an edition says of its total, brought to the next one: what its clauses no longer do is left out, and told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macros.loading.review import ReviewMark

from .yamlblocks import as_list, comment_of, entries, plain, unfolded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.loading.references import Renumbering

_MEMBER = re.compile(r"(?P<clause>[0-9A-Za-z][0-9A-Za-z.-]*)\.(?P<question>[a-z][a-z0-9-]*)")
Carried = tuple[str, list[ReviewMark]]


def carried_once(section: str, numbers: Renumbering, drafted: Mapping[str, str]) -> Carried:
    """Return what counts once under the new numbers; all of it is left out where a question is gone."""
    gone: list[str] = []

    def renamed(match: re.Match[str]) -> str:
        clause, question = match["clause"], match["question"]
        if clause not in numbers.known_clauses:
            return match[0]
        heir = numbers.clauses.get(clause, "")
        if not re.search(rf"\bid: {re.escape(question)}\b", drafted.get(heir, "")):
            gone.append(match[0])
        return f"{heir}.{question}"

    text = _MEMBER.sub(renamed, section)
    if not gone:
        return text, []
    listed = "、".join(f"“{one}”" for one in gone)
    look = f"不重复扣的（once）里有{listed}，新版没有这样的问题了；整段没有带过来，还要的请照新的{numbers.words.clause_number}重写"
    return "", [ReviewMark(id="once", look=look)]


def carried_vetoes(section: str, drafted: Mapping[str, str]) -> Carried:
    """Return the vetoes that some question of the new clauses still has."""
    words = "".join(drafted.values())
    found = [unfolded(one) for one in entries(section)]
    kept = [one for one in found if re.search(rf"\bveto: {plain(one, 'id')}\b", words)]
    gone = [plain(one, "id") for one in found if one not in kept]
    if not gone:
        return section, []
    look = f"否决事项（vetoes）里的{'、'.join(gone)}，新版没有一问会引起它，没有带过来；还有的请在问题上写 veto，再补上"
    text = comment_of(section) + as_list("vetoes", kept) if kept else ""
    return text, [ReviewMark(id="vetoes", look=look)]
