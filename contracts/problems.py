"""Refusals as RFC 9457 problems. Each rule has one exception, named as a sentence; its stable
`type` is derived from that name, and a client turns the type back into the same exception."""

import re
from typing import Any, ClassVar

from contracts.said import plain, storable

LONGEST_DETAIL = 2_000
"""Enough to say why; it is kept where texts are bounded, and shown to people."""

PREFIX = "urn:turnup:problem:"
MEMBERS = frozenset({"type", "title", "status", "detail", "why"})


class Problem(Exception):
    """A refusal that a caller can act on.

    Its words are made of its `code` and `facts` in `wording/`: what happened, what was not done and
    what to do. `facts` are members of the problem document too. `detail` are the words as a server
    answered them, cut to `LONGEST_DETAIL`; empty for a refusal of our own.
    """

    status: ClassVar[int] = 400
    passing: ClassVar[bool] = False
    registry: ClassVar[dict[str, type["Problem"]]] = {}
    slug: ClassVar[str]
    type: ClassVar[str]
    title: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", cls.__name__)
        cls.slug = words.lower().replace(" ", "-")
        cls.type = PREFIX + cls.slug
        cls.title = words.capitalize()
        Problem.registry[cls.type] = cls

    def __init__(self, why: str = "", /, *, detail: str = "", **facts: Any) -> None:
        """`why` names one of several sentences of the type."""
        self.why, self.facts = why, plain(facts)
        self.detail = storable(detail)[:LONGEST_DETAIL]
        super().__init__(self.detail or f"{self.code} {self.facts}")

    @property
    def code(self) -> str:
        """Names the sentence."""
        return f"{self.slug}/{self.why}" if self.why else self.slug

    @property
    def passes(self) -> bool:
        """Whether the same request may succeed later: an outage, not a refusal."""
        return self.passing or self.status >= 500

    def document(self, detail: str) -> dict[str, Any]:
        """The problem+json body, with its words."""
        return {
            **self.facts,
            **({"why": self.why} if self.why else {}),
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": detail,
        }

    @classmethod
    def from_document(cls, document: dict[str, Any], status: int) -> "Problem":
        """The same exception as the server raised; `UnexpectedAnswer` for an unknown type."""
        kind = str(document.get("type"))
        known = cls.registry.get(kind, UnexpectedAnswer)
        facts = {k: v for k, v in document.items() if k not in MEMBERS and k.isidentifier()}
        why = _reason_in(document)
        if kind not in cls.registry:
            why, facts = "", {"answered_status": status}
        detail = str(document.get("detail") or document.get("title") or status)
        return known(why, detail=detail, **facts)


def _reason_in(document: dict[str, Any]) -> str:
    why = str(document.get("why") or "")
    return why if re.fullmatch(r"[a-z_]{1,50}", why) else ""


PASSING_STATUSES = frozenset({401, 408, 425, 429})
"""Below 500, answers that another try may not get: a token of a clock that drifts, or an answer
that says itself that it is a matter of time."""


class UnexpectedAnswer(Problem):
    """A service, or something on the way to it, answered with something that is no known problem.
    Facts: answered_status."""

    status = 502

    @property
    def passes(self) -> bool:
        """Whoever refused the request as it is (400, 413, 431 and their like) will do it again."""
        answered = self.facts.get("answered_status")
        refuses = isinstance(answered, int) and 400 <= answered < 500
        return not refuses or answered in PASSING_STATUSES


class ServiceIsUnavailable(Problem):
    """A service or engine did not answer; nothing is known to have been done."""

    status = 503


class TokenIsMissingOrInvalid(Problem):
    """Passing: clocks drift and keys are rotated."""

    status = 401
    passing = True


class ActionIsNotAllowed(Problem):
    status = 403


class ObjectIsNotFound(Problem):
    """Also the answer for another customer's or partner's objects."""

    status = 404


class RequestIsMalformed(Problem):
    status = 422


class PartnerIsNotNamed(Problem):
    """A customer's id says who it is only within its partner."""

    status = 422


class RequestIsTooLarge(Problem):
    """More than one body may hold; sent again it is no smaller."""

    status = 413


class IdempotencyKeyIsMissing(Problem):
    status = 400


class IdempotencyKeyIsReused(Problem):
    """The key came before with another body."""

    status = 422


class RequestIsInFlight(Problem):
    """The first request with this key is still being worked on; ask again shortly."""

    status = 409
    passing = True


class CursorIsInvalid(Problem):
    status = 422
