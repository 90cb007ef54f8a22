"""The words of refusals: by their type and, where a type has several reasons, by the reason."""

from contracts.message import Language
from contracts.problems import LONGEST_DETAIL, Problem
from wording.telling import Viewer, words_of


def detail_of(problem: Problem, language: Language | None = None, viewer: Viewer = "staff") -> str:
    """What happened, what was not done and what to do. A refusal that somebody else worded, and
    has no sentence here, keeps its words."""
    found = words_of(problem.code, problem.facts, viewer, language)
    return (found or problem.detail or problem.title)[:LONGEST_DETAIL]
