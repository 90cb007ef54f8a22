"""What lines cost, and when a quote no longer holds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.actors import Audience
from contracts.catalog import (
    BillingCycle,
    OfferingIsNotAvailable,
    OfferingView,
    QuoteIsTooLarge,
    QuoteMixesCurrencies,
    QuoteView,
    RequestQuote,
)
from contracts.message import Amount
from services.catalog.domain.availability import Buyer
from services.catalog.domain.quoting import make_quote, price_lines, terms_changed
from tests.services.catalog.world import plan, price, view, want

BUYER = Buyer("carl", 1, Audience())
LATER = datetime(2023, 1, 1, tzinfo=UTC)


def quote(wanted: RequestQuote, *offerings: OfferingView) -> QuoteView:
    return make_quote("quo_1", wanted, {o.id: o for o in offerings}, BUYER, LATER)


def amount(net_minor: int, vat_minor: int) -> Amount:
    return Amount(net_minor=net_minor, vat_minor=vat_minor, gross_minor=net_minor + vat_minor)


def test_vat_is_inside_a_price_that_includes_it() -> None:
    listed = view(plan(1, price=price(3_100, vat_basis_points=2_000)))
    assert quote(want("off_1"), listed).lines[0].period == amount(2_583, 517)


def test_vat_comes_on_top_of_a_price_without_it() -> None:
    listed = view(plan(1, price=price(3_000, vat_basis_points=2_000, includes_vat=False)))
    assert quote(want("off_1", quantity=3), listed).lines[0].period == amount(9_000, 1_800)


def test_the_fee_is_separate_and_in_the_total() -> None:
    listed = view(plan(1, price=price(5_000, activation_fee_minor=2_500)))
    made = quote(want("off_1", quantity=2), listed)
    assert (made.lines[0].period.gross_minor, made.lines[0].fee.gross_minor) == (10_000, 5_000)
    assert made.total_minor == 15_000


def test_a_bundle_line_names_what_is_inside() -> None:
    bundle = plan(1, "Both", kind="bundle", component_ids=["off_1", "off_2"], contract_months=12)
    inside = [view(plan(1, "Fibre"), "off_1"), view(plan(1, "Phone", kind="voice"), "off_2")]
    line = quote(want("off_b"), view(bundle, "off_b"), *inside).lines[0]
    assert line.component_titles == ["Fibre", "Phone"]
    assert line.contract_months == 12


def test_a_missing_offering_refuses_the_quote_and_is_named() -> None:
    with pytest.raises(OfferingIsNotAvailable) as refusal:
        quote(want("off_1", "off_gone"), view(plan(1)))
    assert refusal.value.facts == {"offering_id": "off_gone"}


def test_prices_list_the_missing_and_price_the_rest() -> None:
    offerings = {"off_1": view(plan(1)), "off_2": view(plan(2), "off_2")}
    priced = price_lines(want("off_2", "off_1", "off_gone", "off_2"), offerings, BUYER)
    assert [line.offering_id for line in priced.lines] == ["off_1"]
    assert priced.unavailable_offering_ids == ["off_2", "off_gone"]


def test_one_quote_has_one_currency() -> None:
    with pytest.raises(QuoteMixesCurrencies, match=r"EUR.*USD"):
        quote(
            want("off_1", "off_2"),
            view(plan(1)),
            view(plan(1, price=price(currency="USD")), "off_2"),
        )


def test_amounts_beyond_what_an_order_holds_are_refused() -> None:
    with pytest.raises(QuoteIsTooLarge):
        quote(want("off_1", quantity=1_000), view(plan(1, price=price(10**15))))
    with pytest.raises(QuoteIsTooLarge):
        quote(want("off_1", "off_1"), view(plan(1, price=price(10**14))))


def test_the_last_day_that_service_can_start_has_a_price() -> None:
    decades = price(cycle=BillingCycle(kind="days", day_count=3_660))
    wanted = want("off_1").model_copy(update={"start_on": date(2999, 12, 31)})
    (line,) = quote(wanted, view(plan(1, price=decades))).lines
    assert line.segments[0].last_day == date(3010, 1, 7)


@given(
    listed_minor=some.integers(0, 10**6),
    fee_minor=some.integers(0, 10**6),
    vat_basis_points=some.integers(0, 10_000),
    includes_vat=some.booleans(),
    quantity=some.integers(1, 1_000),
)
def test_the_total_is_the_sum_of_its_parts(
    listed_minor: int, fee_minor: int, vat_basis_points: int, includes_vat: bool, quantity: int
) -> None:
    offered = price(
        listed_minor,
        activation_fee_minor=fee_minor,
        vat_basis_points=vat_basis_points,
        includes_vat=includes_vat,
    )
    made = quote(want("off_1", quantity=quantity), view(plan(1, price=offered)))
    parts = [made.lines[0].period, made.lines[0].fee]
    assert made.total_minor == sum(part.net_minor + part.vat_minor for part in parts)
    if includes_vat:
        assert made.total_minor == (listed_minor + fee_minor) * quantity


@pytest.mark.parametrize(
    ("change", "asks_again"),
    [
        ({"title": "New name"}, False),
        ({"description": "New words"}, False),
        ({"price": price(3_200)}, True),
        ({"price": price(vat_basis_points=1_900)}, True),
        ({"price": price(activation_fee_minor=1)}, True),
        ({"kind": "voice"}, True),
        ({"component_ids": ["off_9"]}, True),
        ({"contract_months": 24}, True),
    ],
)
def test_only_changed_terms_ask_the_customer_again(
    change: dict[str, Any], asks_again: bool
) -> None:
    before = view(plan(1))
    after = before.model_copy(update={**change, "revision": 2})
    assert terms_changed(before, after) is asks_again
