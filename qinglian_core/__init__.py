"""The pure core of the self-check: criteria and answers in, scores and their ledger out.

Plain data come in, frozen values go out; no input or output, no clock, nothing outside the standard library.
``assess(rubric, answers)`` is the whole of it; see ``decode_rubric`` and ``decode_answers`` for the way in.
"""

from .answers.entries import Answers, Entry, decode_answers
from .criteria.decoding.rubric import decode_rubric
from .criteria.model import Rubric
from .faults import AnswerError, Fault, FaultyDataError, RubricError
from .scoring.assessment import Assessment, assess
from .scoring.clausescore import ClauseScore
from .scoring.totals import Total

__all__ = [
    "AnswerError",
    "Answers",
    "Assessment",
    "ClauseScore",
    "Entry",
    "Fault",
    "FaultyDataError",
    "Rubric",
    "RubricError",
    "Total",
    "assess",
    "decode_answers",
    "decode_rubric",
]
__version__ = "0.1.0"
