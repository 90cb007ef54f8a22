"""Which customers a list is narrowed to."""

from dataclasses import dataclass

from contracts.actors import Category


@dataclass(frozen=True, kw_only=True)
class CustomersWanted:
    """Which page of which customers; None does not narrow it."""

    partner_id: int | None
    search: str | None
    """Part of the name, the mail address or the id, in whatever case."""
    email: str | None
    """Exactly this, in whatever case."""
    category: Category | None
    label: str | None
    location: str | None
    before: int | None
    limit: int
