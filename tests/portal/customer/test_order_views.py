"""What cards, cart and checkout are made of, without any service."""

from datetime import date

import pytest

from contracts.actors import Audience
from contracts.catalog import (
    Availability,
    BillingCycle,
    Discount,
    OfferingView,
    Price,
    QuoteLine,
)
from contracts.message import Amount
from portal.customer.checkout.prices_seen import changed_prices, prices_seen
from portal.customer.order.cards import Cards, Edition, KeptCards
from portal.customer.order.search import Search
from portal.shared.product_cards import grouped

JUNE, JULY = date(2023, 6, 15), date(2023, 7, 15)


def price(currency: str = "EUR", discounts: tuple[Discount, ...] = ()) -> Price:
    cycle = BillingCycle(kind="monthly")
    return Price(amount_minor=3_100, currency=currency, cycle=cycle, discounts=list(discounts))


def off(basis_points: int, first: date, last: date) -> Discount:
    return Discount(basis_points=basis_points, first_day=first, last_day=last)


def test_a_card_shows_the_largest_discount_of_today_and_those_to_come() -> None:
    small, large = off(500, JUNE, JUNE), off(1_000, JUNE, JUNE)
    later = off(2_000, JULY, JULY)
    offering = OfferingView(
        id="off_1",
        revision=1,
        kind="voice",
        title="Phone",
        description="",
        price=price(discounts=(later, small, large)),
        enabled=True,
        show_on_portal=True,
        availability=Availability(),
    )
    [group] = grouped([offering], {}, JUNE)
    [card] = group.cards
    assert (card.discount, card.later) == (large, [later])
    [card] = grouped([offering], {}, date(2023, 8, 1))[0].cards
    assert (card.discount, card.later, card.has_details) == (None, [], False)


def quoted(*gross: int, currency: str = "EUR") -> list[QuoteLine]:
    nothing = Amount(net_minor=0, vat_minor=0, gross_minor=0)
    return [
        QuoteLine(
            offering_id=f"off_{n}",
            offering_revision=1,
            kind="voice",
            title=f"Plan {n}",
            quantity=1,
            price=price(currency),
            period=Amount(net_minor=amount, vat_minor=0, gross_minor=amount),
            fee=nothing,
        )
        for n, amount in enumerate(gross)
    ]


@pytest.mark.parametrize(
    ("seen", "now", "changes"),
    [
        ("EUR 100 200", quoted(100, 200), []),
        ("EUR 100 200", quoted(100, 300), [("Plan 1", 200, 300)]),
        ("EUR 100", quoted(100, 200), [("Plan 0", None, 100), ("Plan 1", None, 200)]),
        ("EUR 100", quoted(100, currency="USD"), [("Plan 0", None, 100)]),
    ],
)
def test_changed_prices_are_told_line_by_line(
    seen: str, now: list[QuoteLine], changes: list[tuple[str, int | None, int]]
) -> None:
    found = changed_prices(seen, now)
    assert [(one.title, one.old_minor, one.new_minor) for one in found] == changes
    assert (prices_seen(now) == seen) == (not changes)


def edition(revision: int) -> Edition:
    return Edition(1, Audience(), "en", revision, JUNE, Search())


def test_kept_cards_are_bounded_and_what_is_used_stays() -> None:
    kept = KeptCards(most_letters=250)
    for revision in (1, 2):
        kept.keep(edition(revision), Cards("x" * 100, 1, ""))
    assert kept.get(edition(1))
    kept.keep(edition(3), Cards("x" * 100, 1, ""))
    assert [bool(kept.get(edition(revision))) for revision in (1, 2, 3)] == [True, False, True]


@pytest.mark.parametrize(
    ("changed"),
    [
        Edition(2, Audience(), "en", 1, JUNE, Search()),
        Edition(1, Audience(labels=frozenset({"vip"})), "en", 1, JUNE, Search()),
        Edition(1, Audience(), "de", 1, JUNE, Search()),
        Edition(1, Audience(), "en", 1, JULY, Search()),
        Edition(1, Audience(), "en", 1, JUNE, Search(q="fibre")),
    ],
)
def test_who_sees_something_else_gets_other_cards(changed: Edition) -> None:
    kept = KeptCards()
    kept.keep(edition(1), Cards("x", 1, ""))
    assert kept.get(changed) is None
