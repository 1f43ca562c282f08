"""A clause read by itself, to see whether what was drafted can stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macros.loading.review import KEY
from macros.loading.yamlsource import parse_source
from qinglian_core.criteria.decoding.clauses import decode_clause
from qinglian_core.criteria.decoding.frame import ALONE
from qinglian_core.faults import Fault, FaultyDataError, RubricError
from qinglian_core.reader import read

if TYPE_CHECKING:
    from qinglian_core.criteria.model import Clause

    from .yamlblocks import Block


def clause_alone(block: Block, remarks: tuple[str, ...]) -> Clause:
    """Return the clause in ``block``, of an edition with these ``remarks``.

    Raises ``FaultyDataError`` when it cannot stand, references to others aside.
    """
    source = parse_source(block.text, "clause")
    if not isinstance(source.data, dict):
        raise RubricError((Fault(code="Y001", path=(), message="这里的 YAML 读不出来"),))
    data = {key: value for key, value in source.data.items() if key != KEY}
    item = str(data.get("id", "")).rpartition(".")[0]
    frame = replace(ALONE, remarks=remarks)
    return read(
        data,
        RubricError,
        lambda reader: decode_clause(reader, item=item, position=1, count=2, frame=frame),
    )


def decode_alone(block: Block, remarks: tuple[str, ...]) -> tuple[Fault, ...]:
    """Return what is wrong with the clause in ``block``, of an edition with these ``remarks``."""
    try:
        clause_alone(block, remarks)
    except FaultyDataError as error:
        return error.faults
    return ()
