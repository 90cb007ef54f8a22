"""Offerings as cards, in the portal's groups: pure, and nothing of one customer in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contracts.catalog import KIND_ORDER, Discount, OfferingKind, OfferingView


@dataclass(frozen=True)
class Card:
    offering: OfferingView
    contents: Sequence[str]
    """What a bundle holds, by name."""
    discount: Discount | None
    """The one of today."""
    later: Sequence[Discount]
    """Those that begin another day."""

    @property
    def has_details(self) -> bool:
        one = self.offering
        return bool(one.description or self.contents or self.later or one.contract_months)


@dataclass(frozen=True)
class Group:
    kind: OfferingKind
    cards: Sequence[Card]


def grouped(
    offerings: Sequence[OfferingView], contents: Mapping[str, Sequence[str]], today: date
) -> list[Group]:
    """In the portal's order, without those that hold nothing. `contents`: the names of what is in
    each bundle."""
    groups = (
        Group(
            kind,
            [_card(one, contents.get(one.id, ()), today) for one in offerings if one.kind == kind],
        )
        for kind in KIND_ORDER
    )
    return [group for group in groups if group.cards]


def _card(offering: OfferingView, contents: Sequence[str], today: date) -> Card:
    discounts = offering.price.discounts
    present = [one for one in discounts if one.first_day <= today <= one.last_day]
    return Card(
        offering,
        contents,
        max(present, key=lambda one: one.basis_points, default=None),
        sorted((one for one in discounts if one.first_day > today), key=lambda one: one.first_day),
    )
