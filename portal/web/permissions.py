"""Who may come to which pages, by the names that routes declare."""

from collections.abc import Callable, Mapping

from portal.identity.domain.sessions import Session

Rule = Callable[[Session | None], bool]


class Permissions:
    """Of one portal; a name that nobody gave a rule is a fault of ours."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._rules)

    def admits(self, name: str, session: Session | None) -> bool:
        return self._rules[name](session)


def everybody(_: Session | None) -> bool:
    return True


def the_signed_in(session: Session | None) -> bool:
    return session is not None


def in_person(session: Session | None) -> bool:
    """Not one of the staff who is here as a customer."""
    return session is not None and session.by is None
