"""What the statements call the difference between a line of a gateway's book and ours."""

import pytest

from contracts.reconciliation import FindingKind
from services.payments.domain.collecting.intents import money
from tests.services.payments.reconciling.planted import Planted
from tests.services.payments.reconciling.world import TwoBooks
from wording.telling import words

pytestmark = pytest.mark.engines


@pytest.fixture
async def planted(books: TwoBooks) -> Planted:
    planted = Planted(books)
    await planted.begin()
    return planted


@pytest.mark.parametrize(
    ("opened_as", "booked", "verdict"),
    [
        ("chk", (3_100, "EUR"), None),
        ("nobody's", None, "capture_unknown"),
        ("chk", None, "capture_not_booked"),
        (None, None, "capture_not_booked"),
        ("chk_2", (3_100, "EUR"), "captured_twice"),
        ("chk", (3_099, "EUR"), "amount_differs"),
        ("chk", (3_100, "USD"), "amount_differs"),
    ],
)
async def test_a_capture_of_the_gateway_against_our_books(
    opened_as: str | None,
    booked: tuple[int, str] | None,
    verdict: FindingKind | None,
    planted: Planted,
) -> None:
    if opened_as != "nobody's":
        planted.attempt(opened_as=opened_as)
    if booked:
        planted.booked(*booked)
    planted.listed("capture", "chk", reference="pi")

    found = await planted.captures()

    assert [one.kind for one in found] == ([verdict] if verdict else [])
    assert all(one.subject == planted.id("chk") for one in found)


async def test_the_gateways_own_id_counts_for_more_than_the_reference_that_it_repeats(
    planted: Planted,
) -> None:
    planted.attempt("pi", opened_as="chk")
    planted.attempt("pi_other", opened_as=None)
    planted.booked()
    planted.listed("capture", "chk", reference="pi_other")
    assert await planted.captures() == []


REFUND_CASES: list[tuple[dict[str, object], str | None, FindingKind | None]] = [
    ({}, "succeeded", None),
    ({}, None, "refund_unknown"),
    ({"state": "pending"}, None, "refund_unknown"),
    ({"state": "failed"}, None, None),
    ({"state": "failed"}, "succeeded", "refund_failed"),
    ({"state": "failed"}, "pending", None),
    ({}, "pending", "refund_not_booked"),
    ({}, "failed", "refund_not_booked"),
    ({"state": "pending"}, "failed", "refund_not_booked"),
    ({"state": "pending"}, "pending", None),
    ({"amount_minor": 3_000}, "succeeded", "refund_differs"),
    ({"currency": "USD"}, "succeeded", "refund_differs"),
    ({"payment_id": "chk_2"}, "succeeded", "refund_differs"),
    ({"payment_id": None}, "succeeded", None),
]


@pytest.mark.parametrize(("told", "ours", "verdict"), REFUND_CASES)
async def test_a_refund_of_the_gateway_against_our_books(
    told: dict[str, object], ours: str | None, verdict: FindingKind | None, planted: Planted
) -> None:
    planted.attempt()
    if ours:
        planted.refund("ref", ours, "rfd")
    planted.listed("refund", "rfd", **told)

    found = await planted.refunds()

    assert [one.kind for one in found] == ([verdict] if verdict else [])
    is_about_ours = verdict in ("refund_failed", "refund_not_booked")
    assert all(one.subject == planted.id("ref" if is_about_ours else "rfd") for one in found)


async def test_of_refunds_alike_each_stands_for_one_only(planted: Planted) -> None:
    planted.attempt()
    for name in ("ref_1", "ref_2"):
        planted.refund(name, "failed", None, minor=1_000)
    planted.refund("ref_3", "failed", None, minor=1_500)
    for name in ("rfd_1", "rfd_2", "rfd_3"):
        planted.listed("refund", name, amount_minor=1_000)

    found = {one.gateway_id: (one.kind, one.our_id) for one in await planted.refunds()}

    assert found == {
        planted.id("rfd_1"): ("refund_not_booked", planted.id("ref_1")),
        planted.id("rfd_2"): ("refund_not_booked", planted.id("ref_2")),
        planted.id("rfd_3"): ("refund_unknown", None),
    }


async def test_the_key_counts_for_more_than_likeness_and_stands_for_one_only_too(
    planted: Planted,
) -> None:
    planted.attempt()
    for name in ("ref_1", "ref_2"):
        planted.refund(name, "pending", None)
    planted.listed("refund", "rfd_1")
    for name in ("rfd_2", "rfd_3"):
        planted.listed("refund", name, reference="ref_1")

    found = {one.gateway_id: one.our_id for one in await planted.refunds()}

    assert found == {
        planted.id("rfd_1"): planted.id("ref_2"),
        planted.id("rfd_2"): planted.id("ref_1"),
        planted.id("rfd_3"): None,
    }


async def test_a_refund_that_failed_there_takes_nothing_that_is_owed(planted: Planted) -> None:
    planted.attempt()
    planted.refund("ref", "failed", None)
    planted.listed("refund", "rfd_1", state="failed")
    planted.listed("refund", "rfd_2")
    found = [(one.gateway_id, one.our_id) for one in await planted.refunds()]
    assert found == [(planted.id("rfd_2"), planted.id("ref"))]


@pytest.mark.parametrize("is_ours", [True, False])
async def test_an_unknown_refund_names_its_gateway_and_its_order(
    is_ours: bool, planted: Planted
) -> None:
    if is_ours:
        planted.attempt()
    planted.listed("refund", "rfd")
    [one] = await planted.refunds()

    found = await planted.found(one)

    order_id = planted.id("ord_pi") if is_ours else None
    assert found.order_id == order_id
    assert "gateway simulator" in words(found.detail)
    assert f"order {order_id or 'unknown'}" in words(found.detail)


def test_amounts_are_told_in_the_currencys_own_digits() -> None:
    assert words(money(3_000, "JPY")) == "JP¥3,000"
    assert words(money(None, None)) == "0.00"
