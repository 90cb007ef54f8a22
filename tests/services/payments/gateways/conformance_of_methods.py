"""Methods that customers leave with the gateway: see `conformance`."""

import re
from dataclasses import replace

import pytest

from chassis.ids import new_id
from contracts.problems import Problem
from tests.services.payments.gateways.asking import checkout, needs, read
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest

BACK = "https://portal.example/methods"
CARD_NUMBER = re.compile(r"(\d[ -]?){12,}")


async def test_nothing_is_linked_before_the_customer_links_it(
    gateway_under_test: GatewayUnderTest,
) -> None:
    assert list(await gateway_under_test.gateway.linked_methods(new_id("cus"))) == []


async def test_a_linked_method_is_the_customers_own_and_shows_no_number(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _linking(gateway_under_test)
    customer_id = new_id("cus")
    await under_test.link(await under_test.gateway.link_page(customer_id, BACK))
    [method] = await under_test.gateway.linked_methods(customer_id)
    assert method.label
    assert not CARD_NUMBER.search(str(method.label))
    assert not method.is_expired
    assert list(await under_test.gateway.linked_methods(new_id("cus"))) == []


async def test_a_customer_can_link_several(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _linking(gateway_under_test)
    customer_id = new_id("cus")
    for is_another in (False, True):
        await under_test.link(
            await under_test.gateway.link_page(customer_id, BACK), is_another=is_another
        )
    methods = await under_test.gateway.linked_methods(customer_id)
    assert len({method.id for method in methods}) == 2


async def test_a_payment_by_a_linked_method_is_opened_once_per_key_too(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _linking(gateway_under_test)
    plain = checkout(under_test)
    await under_test.link(await under_test.gateway.link_page(plain.customer_id, BACK))
    [method] = await under_test.gateway.linked_methods(plain.customer_id)
    wanted = replace(plain, linked_method=method.id)
    first = await under_test.gateway.open_checkout(wanted)
    assert first.state in ("open", "processing", "captured")
    assert (await under_test.gateway.open_checkout(wanted)).payment_id == first.payment_id
    assert (await read(under_test, first)).reference == wanted.reference


async def test_a_gateway_without_links_has_no_page_for_them(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(not under_test.gateway.capabilities.links_methods, "links methods")
    with pytest.raises(Problem):
        await under_test.gateway.link_page(new_id("cus"), BACK)


def _linking(under_test: GatewayUnderTest) -> GatewayUnderTest:
    needs(under_test.gateway.capabilities.links_methods, "links no methods")
    return under_test
