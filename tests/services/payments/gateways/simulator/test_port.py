"""The simulator through its adapter: every method of the port, and what each refusal becomes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import httpx2 as httpx
import pytest

from chassis.database import Database
from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment, PaymentIsNotThere
from services.payments.gateways.port import Gateway, GatewayRefund
from services.payments.gateways.registry import GatewaySetup
from services.payments.gateways.simulator.adapter import build
from simulator.settings import LOCAL_API_KEY
from tests.simulator.world import (
    SECRET,
    URL,
    Simulated,
    checkout,
    refund_order,
    simulated,
)

NOW = datetime.now(UTC)
LONG_AGO, FAR_OFF = NOW - timedelta(days=20_000), NOW + timedelta(days=1)


@pytest.fixture
async def under_test(tmp_path: Path) -> AsyncIterator[Simulated]:
    async with simulated(tmp_path) as running:
        yield running


async def test_a_payment_is_found_by_its_reference_and_one_that_was_never_opened_is_not(
    under_test: Simulated,
) -> None:
    opened = await under_test.open("k")
    assert await under_test.gateway.find_payment(checkout("k"), NOW) == opened
    assert await under_test.gateway.find_payment(checkout("other"), NOW) is None


async def test_of_two_payments_of_a_reference_the_captured_one_is_found(
    under_test: Simulated,
) -> None:
    first = await under_test.open("k")
    await under_test.pay(first)
    under_test.clock.ahead += timedelta(hours=1)  # the key is forgotten
    second = await under_test.open("k")
    found = await under_test.gateway.find_payment(checkout("k"), NOW)
    assert second.payment_id != first.payment_id
    assert found is not None
    assert (found.payment_id, found.state) == (first.payment_id, "captured")


async def test_a_key_that_comes_with_another_content_gives_what_it_opened(
    under_test: Simulated,
) -> None:
    opened = await under_test.open("k")
    assert await under_test.open("k", description="other words") == opened


async def test_what_will_never_be_opened_is_refused(under_test: Simulated) -> None:
    with pytest.raises(GatewayRefusesPayment, match="amount_minor"):
        await under_test.open(amount_minor=0)
    with pytest.raises(GatewayRefusesPayment, match="no longer linked"):
        await under_test.open(linked_method="mth_unknown")
    await under_test.open("k")
    with pytest.raises(GatewayRefusesPayment):
        await under_test.open("k", reference="another payment under the same key")


async def test_a_payment_that_is_not_there_is_said_to_be_not_there(under_test: Simulated) -> None:
    with pytest.raises(PaymentIsNotThere):
        await under_test.gateway.read_payment("chk_unknown")
    with pytest.raises(PaymentIsNotThere):
        await under_test.gateway.cancel_checkout("chk_unknown")


async def test_a_wrong_api_key_leaves_the_outcome_open(under_test: Simulated) -> None:
    for wrong in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic wrong"}):
        answer = await under_test.client.get("/v1/book", headers={"Authorization": "", **wrong})
        assert answer.status_code == 401
        assert answer.json()["type"].endswith("merchant-is-not-known")
    with pytest.raises(GatewayIsUnavailable):
        await _adapter(under_test.transport).open_checkout(checkout())
    known = _adapter(under_test.transport, LOCAL_API_KEY)
    assert (await known.open_checkout(checkout())).state == "open"


async def test_the_api_page_asks_for_the_api_key(under_test: Simulated) -> None:
    described = (await under_test.client.get("/openapi.json")).json()
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    assert described["paths"]["/v1/book"]["get"]["security"] == [{"HTTPBearer": []}]


async def test_pages_for_customers_need_no_api_key(under_test: Simulated) -> None:
    page_url = (await under_test.open()).page_url
    wallet = await under_test.gateway.link_page("cus_1", None)
    for page in (page_url, wallet, "/book", "/healthz", "/readyz"):
        assert page is not None
        assert (await under_test.client.get(page, headers={"Authorization": ""})).status_code == 200


async def test_a_refund_is_found_by_its_key(under_test: Simulated) -> None:
    paid = await under_test.paid()
    order = refund_order(paid, amount_minor=100)
    assert await under_test.gateway.find_refund(order) is None
    made = await under_test.gateway.refund(order)
    assert await under_test.gateway.refund(order) == made
    assert await under_test.gateway.find_refund(order) == made
    assert await under_test.gateway.read_refund(made.id) == made
    assert made == GatewayRefund(made.id, "succeeded", None, paid.payment_id, 100, "EUR", order.key)


async def test_the_book_of_a_time_is_read_in_parts(under_test: Simulated) -> None:
    paid = [await under_test.paid() for _ in range(3)]
    await under_test.open()
    made = [
        await under_test.gateway.refund(refund_order(one, f"r/{one.payment_id}")) for one in paid
    ]
    whole = await under_test.gateway.read_book(LONG_AGO, FAR_OFF, None)
    assert [p.payment_id for p in whole.payments] == [p.payment_id for p in paid]
    assert {p.reference for p in whole.payments} == {p.reference for p in paid}
    assert (list(whole.refunds), whole.next_cursor) == (made, None)

    found, cursor = [], None
    for _ in range(7):
        query = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        part = (await under_test.client.get("/v1/book", params=query)).json()
        found += [one.get("reference") for one in part["charges"] + part["refunds"]]
        cursor = part["next_cursor"]
    assert (len(found), cursor) == (6, None)


async def test_the_book_of_another_time_is_empty(under_test: Simulated) -> None:
    paid = await under_test.paid()
    captured_at = paid.captured_at
    assert captured_at is not None
    just_after = captured_at + timedelta(microseconds=1)
    assert (await under_test.gateway.read_book(captured_at, just_after, None)).payments
    assert not (await under_test.gateway.read_book(LONG_AGO, captured_at, None)).payments
    assert not (await under_test.gateway.read_book(just_after, FAR_OFF, None)).payments


async def test_a_customer_links_a_method_pays_by_it_and_takes_it_away(
    under_test: Simulated,
) -> None:
    method_id = await under_test.link("cus_1", "4242 4242 4242 4242")
    await under_test.link("cus_1", "success")
    [method] = await under_test.gateway.linked_methods("cus_1")
    assert (method.id, method.label, method.is_expired) == (
        method_id,
        "Visa ending in 4242",
        False,
    )
    assert await under_test.gateway.linked_methods("cus_2") == []

    opened = await under_test.open(linked_method=method_id)
    assert opened.page_url is not None
    assert "Pay with Visa ending in 4242" in (await under_test.client.get(opened.page_url)).text
    await under_test.pay(opened, "linked")
    assert (await under_test.read(opened)).state == "captured"

    page = await under_test.gateway.link_page("cus_1", None)
    await under_test.client.post(f"{page}/remove", data={"method_id": method_id})
    assert await under_test.gateway.linked_methods("cus_1") == []
    with pytest.raises(GatewayRefusesPayment):
        await under_test.open(linked_method=method_id)


async def test_nobody_pays_by_the_method_of_somebody_else(under_test: Simulated) -> None:
    method_id = await under_test.link("cus_2", "success")
    with pytest.raises(GatewayRefusesPayment):
        await under_test.open(linked_method=method_id)


async def test_an_expired_method_says_so(under_test: Simulated) -> None:
    await under_test.link("cus_1", "expired")
    [method] = await under_test.gateway.linked_methods("cus_1")
    assert method.is_expired


@pytest.mark.parametrize(
    "answer",
    [
        None,
        httpx.Response(404, json={"type": "about:blank", "title": "Not Found"}),
        httpx.Response(404, text="<html>some proxy"),
        httpx.Response(409, json={"type": "urn:turnup:problem:request-is-in-flight"}),
        httpx.Response(200, json={"id": 1}),
        httpx.Response(200, json=[]),
        httpx.Response(302, headers={"location": "/elsewhere"}),
        httpx.Response(502),
    ],
)
async def test_what_is_no_answer_of_the_gateway_decides_nothing(
    answer: httpx.Response | None,
) -> None:
    async def respond(request: httpx.Request) -> httpx.Response:
        if answer is None:
            raise httpx.ReadTimeout("nothing", request=request)
        return answer

    stranger = _adapter(httpx.MockTransport(respond))
    for call in (
        stranger.open_checkout(checkout()),
        stranger.find_payment(checkout(), NOW),
        stranger.read_payment("chk_1"),
        stranger.cancel_checkout("chk_1"),
    ):
        with pytest.raises(GatewayIsUnavailable):
            await call


async def test_a_refusal_that_only_the_gateway_knows_is_definite() -> None:
    problem = {"type": "urn:turnup:problem:some-rule-of-tomorrow", "detail": "Not by this card."}
    refusing = httpx.MockTransport(lambda _: httpx.Response(409, json=problem))
    with pytest.raises(GatewayRefusesPayment, match="Not by this card"):
        await _adapter(refusing).open_checkout(checkout())


def _adapter(transport: httpx.AsyncBaseTransport, api_key: str = "wrong") -> Gateway:
    options = {"url": URL, "api_key": api_key, "webhook_secrets": [SECRET]}
    return build(GatewaySetup("test", options, cast("Database", None), transport))
