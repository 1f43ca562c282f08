"""The door to the workbench: operations that a page asks for, in plain data (see ``docs/architecture.md``).

What cannot be done is a fault in words for whoever works there, and leaves everything as it was.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.commands import CommandError
from macros.loading.yamlsource import SourceError
from macros.publishing import BuildError
from qinglian_core.faults import AnswerError, Fault, FaultyDataError

from .editing import EditError
from .project import Project
from .session import OPERATIONS, Session
from .takenover import TakenProducts, TakeoverError

if TYPE_CHECKING:
    from collections.abc import Callable

    from qinglian_core.browser import Service

    from .outline import Plain

    Operation = Callable[..., Plain]

PREFIX = "bench-"
_WORK = Path("/work")
_MEND = (SourceError, CommandError, EditError, TakeoverError, BuildError)


def install(service: Service, site: dict[str, Any], program: str) -> None:
    """Let ``service`` offer what the workbench does; ``site`` is what pages know of the site's products.

    ``program`` is the folder in which the package lies.
    """
    folder = Path(program)
    products = TakenProducts(made=folder / "products", kept=_WORK / "kept", site=site)
    session = Session(Project(folder), products, _WORK)
    for name, method in OPERATIONS.items():
        service.offer(f"{PREFIX}{name}", partial(_answer, getattr(session, method)))


def _answer(operation: Operation, request: dict[str, object]) -> object:
    """Do what is asked for; raise ``AnswerError`` with what somebody can mend."""
    given = {key: value for key, value in request.items() if key != "op"}
    try:
        return operation(**given)
    except FaultyDataError:
        raise
    except SourceError as error:
        faults = tuple(
            Fault(code=one.code, path=(one.file, one.line), message=one.message)
            for one in error.faults
        )
    except _MEND as error:
        faults = (Fault(code="B020", path=(), message=str(error)),)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        told = f"页面要求的是没有的东西（{error}）；多半是刚刚被改过，请再试一次"
        faults = (Fault(code="B021", path=(), message=told),)
    raise AnswerError(faults)
