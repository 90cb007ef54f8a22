"""Who acts: the person or system on whose behalf a call is made, and what a customer may see."""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from contracts.message import Id, Label, Message, PartnerId

ActorKind = Literal["customer", "admin", "operator", "system"]
Category = Literal["person", "company"]
BY, SUPPORT = " by ", "support"
MOST_LABELS = 100
"""Of one customer, or of one offering."""


class Audience(Message):
    """The facts about a customer that decide which offerings are on the portal."""

    location: Label | None = None
    category: Category = "person"
    labels: Annotated[frozenset[Label], Field(max_length=MOST_LABELS)] = frozenset()


class Agent(Message):
    """One of the staff who acts as a customer: it may do what the customer may, and records name
    both."""

    kind: Literal["admin", "operator"]
    id: Id

    @property
    def label(self) -> str:
        return f"{self.kind}/{self.id}"


class Actor(Message):
    """The acting user of a call. Operators and systems belong to no partner and see all."""

    kind: ActorKind
    id: Id
    partner_id: PartnerId | None = None
    audience: Audience | None = None
    """Only for customers."""
    by: Agent | None = None
    """Who acts as the customer; None where that is the customer."""

    @model_validator(mode="after")
    def _only_customers_are_acted_for(self) -> Self:
        if self.by is not None and self.kind != "customer":
            raise ValueError("nobody acts as one of the staff, or as a system")
        return self

    @model_validator(mode="after")
    def _label_names_whoever_acts(self) -> Self:
        if BY in self.id:
            raise ValueError(
                f"an id holds no {BY!r}, which records keep for who acts as a customer"
            )
        return self

    @property
    def principal(self) -> str:
        """As whom is acted, for example `customer/mia`."""
        return f"{self.kind}/{self.id}"

    @property
    def label(self) -> str:
        """How audit records name the actor, for example `admin/ada`, or `customer/mia by
        admin/ada`."""
        return f"{self.principal}{BY}{self.by.label}" if self.by else self.principal


def labels_of(name: str) -> list[str]:
    """All that records may call somebody who is named whole: `admin/ada`, or `ada` whatever she
    is."""
    return [name, *(f"{kind}/{name}" for kind in get_args(ActorKind))]


def named_to(viewer: Actor, label: str) -> str:
    """Who did something, as this viewer reads it: a customer reads its own name, whether support
    acted as it, and of all others only what they are, for example `admin`."""
    if viewer.kind != "customer" or label == viewer.principal:
        return label
    if label.startswith(f"{viewer.principal}{BY}"):
        return f"{viewer.principal}{BY}{SUPPORT}"
    return label.partition("/")[0]


def is_by_support(name: str) -> bool:
    """Whether a customer reads that support acted as it."""
    return name.endswith(f"{BY}{SUPPORT}")
