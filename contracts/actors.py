"""Who acts: the person or system on whose behalf a call is made, and what a customer may see."""

from typing import Annotated, Literal

from pydantic import Field

from contracts.message import Id, Label, Message, PartnerId

ActorKind = Literal["customer", "admin", "operator", "system"]
Category = Literal["person", "company"]
MOST_LABELS = 100
"""Of one customer, or of one offering."""


class Audience(Message):
    """The facts about a customer that decide which offerings are on the portal."""

    location: Label | None = None
    category: Category = "person"
    labels: Annotated[frozenset[Label], Field(max_length=MOST_LABELS)] = frozenset()


class Actor(Message):
    """The acting user of a call. Operators and systems belong to no partner and see all."""

    kind: ActorKind
    id: Id
    partner_id: PartnerId | None = None
    audience: Audience | None = None
    """Only for customers."""

    @property
    def label(self) -> str:
        """How audit records name the actor, for example `admin/ada`."""
        return f"{self.kind}/{self.id}"


def named_to(viewer: Actor, label: str) -> str:
    """Who did something, as this viewer reads it: a customer reads its own name, and of all others
    only what they are, for example `admin`."""
    if viewer.kind != "customer" or label == viewer.label:
        return label
    return label.partition("/")[0]
