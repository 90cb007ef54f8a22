"""The words of refusals: by their type and, where a type has several reasons, by the reason."""

from contracts.message import Language
from contracts.problems import LONGEST_DETAIL, Problem
from contracts.said import Said, said
from wording.telling import Viewer, words_of


def detail_of(problem: Problem, language: Language | None = None, viewer: Viewer = "staff") -> str:
    """What happened, what was not done and what to do. A refusal that somebody else worded, and
    has no sentence here, keeps its words."""
    found = words_of(problem.code, problem.facts, viewer, language)
    return (found or problem.detail or problem.title)[:LONGEST_DETAIL]


def said_of(problem: Problem) -> Said:
    """To be kept, and told later. What somebody else worded keeps its words."""
    facts = {k: v for k, v in problem.facts.items() if not isinstance(v, list | dict)}
    if words_of(problem.code, facts) is None:
        return said("others.words", words=problem.detail or problem.title)
    return Said(code=problem.code, facts=facts)
