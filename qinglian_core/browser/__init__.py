"""The core inside a browser: one door for requests, and code that is loaded only when it is wanted.

The only place in the core that keeps what somebody answered from one request to the next (what a clause always says
is kept in ``answers.questionnaire`` and ``scoring``), and the only one that reaches into Python's import system.
"""

from .service import MOST_FAULTS, Service

__all__ = ["MOST_FAULTS", "Service"]
